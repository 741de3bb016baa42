"""Pages as nobody prints them: pages of the seeds and of tests/judging, whole or a piece of one, damaged at random, and
what breaks on them.

    python -m tests.fuzz                     100,000 pages; lists each fault and ends with the count
    python -m tests.fuzz --pages 500 --from 12000

A page is made from its number alone, so a fault is looked at again with `--from NUMBER --pages 1 --show`.
What must hold: no page breaks the reader, every non-blank line stands in exactly one block, no article is empty,
no article holds a character that its page does not print.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

from ingest.errors import BadInput
from ingest.layout.lines import RADICALS
from ingest.model import Known, Reading
from ingest.pipeline import read

ROOT = Path(__file__).parents[1]

MOST_CHARACTERS = 20_000
"""Of a damaged page: long enough for several pages put together."""

PIECES = 0.9
"""Share of the pages that are made from a piece of one: they cost little, so that many can be tried."""

LONGEST_PIECE = 30
"""Lines."""

HOSTILE = (
    "9" * 40,
    "1" + "0" * 400 + "亿元",
    "一" * 60 + "万",
    "0." + "3" * 50 + "%",
    "." * 30,
    "1,2,3,4,5,6,7,8,9,0,",
    "3／4∶5—6～7％",
    "\u202e反\u2066向\u2069",
    "\ufeff\u200b\u00ad",
    "👩‍👩‍👧‍👦🀄",
    "\x01\x7f\x85\u2028",
    "（" * 20,
    "”“”“》《",
    "（记者 （记者 （",
    "本报讯本报讯（",
    "新华社" * 8 + "电",
    "# ## ### ",
    "|---|---|",
    "<table><tr><td>",
    "$\\frac{1}{0}$",
    "第版第99999999999版",
    "二〇二五年十三月三十二日",
    "2025年2月30日",
    "  ",
    "\t\t",
    "　　",
    "\x0c",
    "摄摄摄",
    "年年年月月日日",
    "百分之",
    "负零点",
    "村村村社区社区",
)
"""What pages hold when something went wrong before they came here, or when somebody wishes us ill."""


@cache
def whole() -> tuple[str, ...]:
    """The pages to damage."""
    files = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "tests/judging").glob("*.txt"))]
    return tuple(file.read_bytes().decode("utf-8", "replace") for file in files)


def page(number: int) -> bytes:
    """The damaged page of this number; the same in every run."""
    chance = random.Random(number)
    text = chance.choice(whole())
    if chance.random() < PIECES:
        text = _piece(text, chance)
    for damage in chance.choices(DAMAGES, k=chance.randint(1, 6)):
        text = damage(text, chance)[:MOST_CHARACTERS]
    return text.encode("utf-8", "replace")


def faults(content: bytes) -> Iterator[str]:
    """What must hold of any page and does not hold of this one."""
    try:
        reading = read(content, Known("page.txt"))
    except BadInput:
        return
    except Exception:
        yield traceback.format_exc().strip().replace("\n", " | ")
        return
    yield from _lines_lost(reading)
    yield from _articles_wrong(reading)


def _lines_lost(reading: Reading) -> Iterator[str]:
    printed = [number for number, line in enumerate(reading.page.text.split("\n"), 1) if line.strip()]
    placed = [number for block in reading.blocks for number in block.numbers]
    lines = set(printed)
    if sorted(number for number in placed if number in lines) != printed:
        yield f"lines in no block or in two: {sorted(lines.symmetric_difference(placed) & lines)}"


def _articles_wrong(reading: Reading) -> Iterator[str]:
    characters = set(reading.page.text.translate(RADICALS))
    for article in (each.article for each in reading.articles):
        text = "".join(article.texts())
        if not text.strip():
            yield f"article {article.position} is empty"
        strange = set(text) - characters - set(" \n")
        if strange:
            yield f"article {article.position} holds what is not printed: {sorted(strange)}"


def _piece(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    return "\n".join(lines[start : start + chance.randint(1, LONGEST_PIECE)])


def _cut(text: str, chance: random.Random) -> str:
    """A part is missing."""
    start, end = sorted(chance.choices(range(len(text) + 1), k=2))
    return text[:start] + text[min(end, start + 400) :]


def _shortened(text: str, chance: random.Random) -> str:
    """The page begins late and ends early."""
    start, end = sorted(chance.choices(range(len(text) + 1), k=2))
    return text[start:end]


def _strewn(text: str, chance: random.Random) -> str:
    """Characters are recognised as others of the page."""
    characters = list(text)
    for _ in range(min(len(characters), chance.randint(1, 200))):
        characters[chance.randrange(len(characters))] = chance.choice(characters)
    return "".join(characters)


def _shuffled(text: str, chance: random.Random) -> str:
    """Lines have lost their order."""
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _joined(text: str, chance: random.Random) -> str:
    """Line ends are gone, here or everywhere."""
    lines = text.split("\n")
    return lines[0] + "".join(chance.choice(["", "", "\n", "　　"]) + line for line in lines[1:])


def _broken(text: str, chance: random.Random) -> str:
    """Lines are as narrow as can be."""
    width = chance.randint(1, 9)
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


def _set_apart(text: str, chance: random.Random) -> str:
    """Blanks stand between characters, as letter-spacing leaves them."""
    blank = chance.choice([" ", "  ", "　", "\n"])
    start = chance.randrange(len(text) + 1)
    return text[:start] + blank.join(text[start : start + 80]) + text[start + 80 :]


def _invaded(text: str, chance: random.Random) -> str:
    """Something hostile stands in it."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(HOSTILE) + text[at:]
    return text


def _repeated(text: str, chance: random.Random) -> str:
    """A piece stands many times."""
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at : at + chance.randint(1, 30)] * chance.randint(2, 60) + text[at:]


def _mixed(text: str, chance: random.Random) -> str:
    """Two pages are read across, line by line."""
    lines, others = text.split("\n"), chance.choice(whole()).split("\n")
    return "\n".join(f"{line}{chance.choice(others)}" if chance.random() < 0.5 else line for line in lines)


DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    _cut,
    _shortened,
    _strewn,
    _shuffled,
    _joined,
    _broken,
    _set_apart,
    _invaded,
    _repeated,
    _mixed,
)


def _tried(number: int) -> tuple[int, list[str], float]:
    """(number, faults, seconds for a thousand characters) of a page."""
    content = page(number)
    started = time.perf_counter()
    found = list(faults(content))
    return number, found, (time.perf_counter() - started) / max(1000, len(content.decode())) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--pages", type=int, default=100_000)
    options.add_argument("--from", dest="first", type=int, default=0, help="number of the first page")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--show", action="store_true", help="print the pages instead of reading them")
    asked = options.parse_args()
    numbers = range(asked.first, asked.first + asked.pages)
    if asked.show:
        for number in numbers:
            print(page(number).decode())
        return
    failed, slowest = 0, (0.0, 0)
    with ProcessPoolExecutor(asked.jobs, initializer=_tried, initargs=(0,)) as pool:  # tables are loaded by then
        for number, found, seconds in pool.map(_tried, numbers, chunksize=50):
            failed += bool(found)
            slowest = max(slowest, (seconds, number))
            for fault in found:
                print(f"page {number}: {fault}", flush=True)
    pace = f"page {slowest[1]}, {slowest[0] * 1000:.0f} ms a thousand characters"
    print(f"{asked.pages} pages, {failed} failed; slowest: {pace}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
