"""Measures the reading anew and writes the numbers that the site's About page shows.

python -m tests.about          ingest/web/accuracy.tsv, from seeds/ and tests/judging/

Of the pages for judging, those numbered up to 48 and from 61 on have been read when faults were mended; those from 51
to 58 nobody who writes rules has looked at. Those from 91 on, of other kinds of papers, were read once before anybody
looked at them: what came of it stands in tests/judging/first_reading.json and is not measured anew.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from ingest.rules import rows
from ingest.web.about import ACCURACY

ROOT = Path(__file__).parents[1]

JUDGING = ROOT / "tests/judging"

SETS = {
    "seeds": (ROOT / "seeds", ROOT / "tests/gold", "[0-9]*"),
    "mended": (JUDGING, JUDGING / "gold", "[0-46-9]*"),
    "unseen": (JUDGING, JUDGING / "gold", "5?_*"),
}
"""Pages, their truth, and which of them: rules were learned from, faults were found on, never looked at."""

FIRST_READING = JUDGING / "first_reading.json"
"""The scorer's table of pages of other kinds of papers, as they were read before anybody looked at them."""


def measured(pages: Path, gold: Path, which: str) -> dict[str, float]:
    """The scorer's table for the pages of a folder whose names match."""
    files = [str(path) for path in sorted(pages.glob(f"{which}.txt"))]
    with tempfile.TemporaryDirectory() as folder:
        archive, truth = Path(folder) / "archive.db", Path(folder) / "gold"
        for path in gold.glob(which):
            shutil.copytree(path, truth / path.name)
        _run("-m", "ingest", *files, "--db", str(archive), "--silent")
        table: dict[str, float] = json.loads(_run("-m", "tests.evaluate", str(archive), str(truth), "--json"))
    return {"pages": len(files), **table}


def main() -> None:
    tables = {name: measured(*folders) for name, folders in SETS.items()}
    tables["kinds"] = json.loads(FIRST_READING.read_text("utf-8"))
    notes = [line for line in ACCURACY.read_text("utf-8").splitlines() if line.startswith("# ")]
    cells = [["measure", "chinese", "english", *tables]]
    for _, row in rows(ACCURACY):
        numbers = [_printed(tables[name].get(row["measure"], 1.0)) for name in tables]
        cells.append([row["measure"], row["chinese"], row["english"], *numbers])
    ACCURACY.write_text("\n".join([*notes, *map("\t".join, cells), ""]), "utf-8")


def _printed(number: float) -> str:
    return str(number) if isinstance(number, int) else f"{number:.3f}"


def _run(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
