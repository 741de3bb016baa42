"""Measures the reading anew and writes the numbers that the site's About page shows.

python -m tests.about          ingest/web/accuracy.tsv, from seeds/ and tests/judging/
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from ingest.rules import rows
from ingest.web.about import ACCURACY

ROOT = Path(__file__).parents[1]

SETS = {
    "seeds": (ROOT / "seeds", ROOT / "tests/gold"),
    "judging": (ROOT / "tests/judging", ROOT / "tests/judging/gold"),
}
"""Pages and their truth: those that rules were learned from, and those that no rule may be written for."""


def measured(pages: Path, gold: Path) -> dict[str, float]:
    """The scorer's table for a folder of pages."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.db"
        _run("-m", "ingest", str(pages), "--db", str(archive), "--silent")
        table: dict[str, float] = json.loads(_run("-m", "tests.evaluate", str(archive), str(gold), "--json"))
    return {"pages": len(list(gold.iterdir())), **table}


def main() -> None:
    tables = {name: measured(*folders) for name, folders in SETS.items()}
    notes = [line for line in ACCURACY.read_text("utf-8").splitlines() if line.startswith("# ")]
    cells = [["measure", "chinese", "english", *SETS]]
    for _, row in rows(ACCURACY):
        numbers = [_printed(tables[name][row["measure"]]) for name in SETS]
        cells.append([row["measure"], row["chinese"], row["english"], *numbers])
    ACCURACY.write_text("\n".join([*notes, *map("\t".join, cells), ""]), "utf-8")


def _printed(number: float) -> str:
    return str(number) if isinstance(number, int) else f"{number:.3f}"


def _run(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
