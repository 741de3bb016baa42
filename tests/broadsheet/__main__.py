"""python -m tests.broadsheet: how well broadsheet pages are read, by what they are read from."""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.layout.pages import told_of
from ingest.model import Known, Page
from ingest.sources import page_of
from ingest.sources.order import order
from ingest.sources.placed import Placed, composed
from tests.broadsheet import printing
from tests.broadsheet.recognised import BY, sheets
from tests.broadsheet.scores import FOUND, MEASURES, score, score_recognised
from tests.broadsheet.setting import HEIGHT, WIDTH, Broadsheet, pages
from tests.evaluate import summary

SEEDS = (11, 12, 13)
KNOWN = Known("1.pdf#1", source="pdf", source_page=1)


def from_lines(page: Broadsheet, chance: random.Random) -> Page:
    """The page as its lines tell it, in the order in which its frames were drawn."""
    placed = [Placed(line.text, line.x0, line.top, line.x1, line.bottom, line.size) for line in page.drawn(chance)]
    text, boxes = composed(order(placed), WIDTH, HEIGHT)
    return replace(told_of(text, "", Known("1.pdf")), boxes=boxes)


def from_reportlab(page: Broadsheet, chance: random.Random) -> bytes:
    return printing.reportlab(page, chance)


def from_chromium(page: Broadsheet, chance: random.Random) -> bytes:
    with TemporaryDirectory() as folder:
        return printing.chromium(page, chance, Path(folder))


PRINTED: dict[str, Callable[[Broadsheet, random.Random], bytes]] = {
    "PDF by reportlab": from_reportlab,
    **({"PDF by Chromium": from_chromium} if printing.BROWSER else {}),
}


def recognised(folder: Path) -> None:
    """The same of what OCR programs read in pictures of the pages."""
    print(f"\n| recognised by | pages | {' | '.join(FOUND)} |")
    print(f"|---|---|{'---|' * len(FOUND)}")
    for program, ending in BY.items():
        scores: dict[str, list] = defaultdict(list)
        errors: list[dict] = []
        count = 0
        for name, page in sheets():
            if (file := folder / f"{name}.{ending}").exists():
                found = page_of(file.read_bytes(), Known(file.name, source="ocr"))
                score_recognised(page, found, scores, errors, name)
                count += 1
        table = summary(scores)
        print(f"| {program} | {count} | {' | '.join(f'{table.get(measure, 1):.3f}' for measure in FOUND)} |")
        _show(errors)


def main() -> None:
    print(f"| read from | {' | '.join(MEASURES)} | CPU s a page |")
    print(f"|---|{'---|' * (len(MEASURES) + 1)}")
    for name in ("lines", *PRINTED):
        scores: dict[str, list] = defaultdict(list)
        errors: list[dict] = []
        seconds, count = 0.0, 0
        for seed in SEEDS:
            for number, page in enumerate(pages(seed)):
                chance = random.Random(seed)
                content = PRINTED[name](page, chance) if name in PRINTED else b""
                started = time.process_time()
                found = page_of(content, KNOWN) if content else from_lines(page, chance)
                seconds += time.process_time() - started
                count += 1
                score(page, found, scores, errors, f"{name} {seed}.{number}")
        table = summary(scores)
        cells = [f"{table.get(measure, 1):.3f}" for measure in MEASURES]
        print(f"| {name} | {' | '.join(cells)} | {seconds / count:.2f} |")
        _show(errors)
    if "--recognised" in sys.argv:
        recognised(Path(sys.argv[sys.argv.index("--recognised") + 1]))


def _show(errors: list[dict]) -> None:
    if "--errors" in sys.argv:
        for error in errors:
            where = f"{error['page']} #{error['article']} {error['what']}"
            print(f"  {where}: expected {error['expected']} | got {error['got']}")


if __name__ == "__main__":
    main()
