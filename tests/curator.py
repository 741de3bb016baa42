"""A simulated curator, who pins what is wrong on a page until its articles are right: how many pins it takes.

python -m tests.curator            pins for each wrong article on the pages of tests/judging, and the harm they do
python -m tests.curator --pins     each pin, with what it mended and harmed

A pin is one correction of the kinds `role`, `begins` or `joins`, at the first line that is read otherwise than it is.
An article is wrong when it lacks a line or has one too many, or when its headline is another. A pin does harm when an
article that the pinned line is not of was right before it and is wrong after it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.corrections.kinds import parted
from ingest.model import Known, Mend, Reading
from ingest.pipeline import read
from tests.doubt import JUDGING, Found, is_right
from tests.evaluate import Gold, match

MOST = 12
"""Pins that a curator gives a page for each of its wrong articles before he gives it up."""

SAME = {"caption": "body", "fragment": "furniture"}
"""Roles that are one to a curator who looks at articles."""


@dataclass(frozen=True)
class Pin:
    """One correction and what came of it."""

    page: str
    line: int
    says: str
    mended: frozenset[int]
    """Articles that were wrong before it and right after it, by their numbers in the annotation."""
    harmed: frozenset[int]
    """Other articles that were right before it and wrong after it."""


@dataclass(frozen=True)
class Work:
    """What a curator did on one page."""

    page: str
    articles: int
    wrong: frozenset[int]
    """Articles that were wrong before the first pin."""
    left: frozenset[int]
    """Those that were wrong after the last."""
    pins: tuple[Pin, ...]


def curated(pages: str) -> Iterator[Work]:
    """The work on each page whose name matches."""
    with (JUDGING / "pages.csv").open(encoding="utf-8-sig", newline="") as file:
        notes = {row["file"]: {key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)}
    for path in sorted(JUDGING.glob(f"{pages}.txt")):
        known = Known(**{"file": path.name, **notes.get(path.name, {})})
        yield _curate(path.stem, path.read_bytes(), known)


def _curate(name: str, content: bytes, known: Known) -> Work:
    reading = read(content, known)
    gold = Gold(JUDGING / "gold" / name, reading.page.text)
    first = wrong = wrong_articles(gold, reading)
    pins: list[Pin] = []
    mends: set[Mend] = set()
    while wrong and len(pins) < MOST * len(first):
        mend = next((mend for mend in slips(gold, reading, wrong) if mend not in mends), None)
        if mend is None:
            break
        mends.add(mend)
        reading = read(content, known, _in_order(mends))
        now = wrong_articles(gold, reading)
        own = {article for number, article, *_ in gold.rows if number == mend.line}
        says = f"{mend.kind}={mend.value}"
        pins.append(Pin(name, mend.line or 0, says, frozenset(wrong - now), frozenset(now - wrong - own)))
        wrong = now
    return Work(name, len(gold.lines_of), frozenset(first), frozenset(wrong), tuple(pins))


def _in_order(mends: set[Mend]) -> tuple[Mend, ...]:
    return tuple(sorted(mends, key=lambda mend: (mend.line or 0, mend.kind, mend.value)))


def wrong_articles(gold: Gold, reading: Reading) -> set[int]:
    """The annotated articles that are not read as they are."""
    found = Found(reading)
    pairs = match(gold, found)
    return {number for number in gold.lines_of if not is_right(gold, found, pairs.get(number), number)}


def slips(gold: Gold, reading: Reading, wrong: set[int]) -> Iterator[Mend]:
    """What a curator would pin, from the top of the page down: what is read otherwise of the wrong articles' lines."""
    roles = {number: block.role for block in reading.blocks for number in block.numbers}
    owners = {number: block.article for block in reading.blocks for number in block.numbers}
    firsts = {min(lines) for lines in Found(reading).lines_of.values() if lines}
    begins = {min(lines) for lines in gold.lines_of.values()}
    touched = {owners[line] for number in wrong for line in gold.lines_of[number] if line in owners} - {None}
    before: tuple[int, int] | None = None
    for line, article, role, join in gold.rows:
        if article in wrong or owners.get(line) in touched:
            if _plain(roles.get(line)) != _plain(role):
                yield Mend(line, *parted(f"role={role}"))
            if (line in begins) != (line in firsts) and article:
                yield Mend(line, *parted(f"begins={'yes' if line in begins else 'no'}"))
            apart = before and article == before[1] and owners.get(line) != owners.get(before[0])
            if apart and join == "C":
                yield Mend(line, *parted("joins"))
        if article:
            before = line, article


def _plain(role: str | None) -> str | None:
    return SAME.get(role or "", role)


def main() -> None:
    works = list(curated("[0-5]?_*"))
    if "--pins" in sys.argv:
        for pin in (pin for work in works for pin in work.pins):
            done = f"mends {sorted(pin.mended)}" if pin.mended else ""
            harm = f"harms {sorted(pin.harmed)}" if pin.harmed else ""
            print(f"{pin.page}:{pin.line}  {pin.says}  {done} {harm}".rstrip())
    tell("all pages", works)
    tell("pages that nobody who writes rules has looked at", [work for work in works if work.page.startswith("5")])


def tell(which: str, works: list[Work]) -> None:
    pins = [pin for work in works for pin in work.pins]
    articles, wrong, left = (sum(numbers) for numbers in zip(*map(_counts, works), strict=True))
    print(f"{which}: {len(works)}; of {articles} articles {wrong} wrong, after {len(pins)} pins {left}")
    print(f"  {len(pins) / max(1, wrong):.2f} pins for each wrong article")
    print(f"  {sum(bool(pin.harmed) for pin in pins)} of {len(pins)} pins made another article of the page worse")


def _counts(work: Work) -> tuple[int, int, int]:
    return work.articles, len(work.wrong), len(work.left)


if __name__ == "__main__":
    main()
