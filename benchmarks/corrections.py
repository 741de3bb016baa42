"""What 1,000 corrections cost: the same pages ingested without and with a corrections.tsv beside them.

    python -m benchmarks.corrections            20 pages, some 1,000 corrections, one process, seconds of processor time

Pages are those of tests/judging (01 to 58) and seeds/, again and again, each under a number of its own. Corrections
say what the reader thinks anyway, or that a block stands apart, so that pages are read alike and the cost is that of
the corrections. Both are done three times in turn, and the shortest time of each counts.
"""

from __future__ import annotations

import sys
import time
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.corrections import files
from ingest.corrections.fixing import said
from ingest.layout.pages import text_of
from ingest.model import Correction, Known
from ingest.pipeline import read
from ingest.run import run
from ingest.search import words
from ingest.sources import CORRECTIONS, find
from ingest.storage.archive import Archive

ROOT = Path(__file__).parent.parent
PAGES, EACH, ROUNDS = 20, 50, 3


def pages(folder: Path, count: int) -> None:
    """Writes so many pages."""
    known = sorted([*(ROOT / "tests" / "judging").glob("[0-5]*.txt"), *(ROOT / "seeds").glob("*.txt")])
    for number, path in enumerate(islice(cycle(known), count)):
        text = text_of(path.read_bytes(), path.name)
        (folder / f"{number:04}.txt").write_text(f"{text}\n\n第{number + 1}号\n", "utf-8")


def corrections(folder: Path, each: int) -> list[Correction]:
    """So many of each page: roles as they are read, and bylines."""
    found: list[Correction] = []
    for path in sorted(folder.glob("*.txt")):
        reading = read(path.read_bytes(), Known(path.name))
        for number, block in enumerate(reading.blocks[:each]):
            what = [f"role={block.role}"] if number % 2 == 0 else ["apart"]
            found += said(reading.page, block.first_line, what, "bench", f"2025-01-01T00:00:{number:02}Z")
    return found


def seconds(folder: Path, db: Path) -> float:
    """Processor time of one ingest."""
    sources = find([folder])
    started = time.process_time()
    with Archive(db) as archive:
        failed = [
            outcome for outcome in run(sources.pages, archive, 1, sources.corrections) if outcome.kind == "failed"
        ]
    assert not failed, failed
    return time.process_time() - started


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with TemporaryDirectory() as place:
        folder = Path(place) / "pages"
        folder.mkdir()
        pages(folder, count)
        found = corrections(folder, EACH)
        words.load()
        plain, corrected = [], []
        for turn in range(ROUNDS):
            (folder / CORRECTIONS).unlink(missing_ok=True)
            plain.append(seconds(folder, Path(place) / f"plain{turn}.db"))
            files.write(folder / CORRECTIONS, found)
            corrected.append(seconds(folder, Path(place) / f"corrected{turn}.db"))
        with Archive(Path(place) / "corrected0.db") as archive:
            applied = archive.count_where("corrections", "state = 'applied'")
    without, having = min(plain), min(corrected)
    print(f"{count} pages: {without:.1f} s without, {having:.1f} s with {len(found)} corrections ({applied} applied)")
    print(f"{having / without - 1:+.1%}")


if __name__ == "__main__":
    main()
