"""Scores the reading of a broadsheet page against the truth of its lines.

score(page, read_page(page), scores)      scores: measure → [(right, of how many), …]

What OCR programs read is scored by `score_recognised`: a line counts as found where something like it was read at its
place, articles by the lines that were found, titles by their letters and, as "title found", by their lines alone.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.model import Box, Page
from tests.accuracy import ReadPage
from tests.broadsheet.setting import HEIGHT, WIDTH, Broadsheet, Set
from tests.evaluate import Gold, match, score_page, squash

MEASURES = ("lines whole", "next line right", "article exact", "title", "kicker", "paragraphs exact", "bylines F1")

FOUND = ("lines found", "next line right", "article exact", "title found", "title", "kicker", "bylines F1")
"""The same for pages that OCR programs read."""

DPI = 150
"""Of the pictures in which OCR programs read."""

MISSING = 10**6
"""Lines that were not read have numbers from here on."""


def score(page: Broadsheet, read: Page, scores: dict[str, list], errors: list[dict], name: str = "") -> None:
    """Adds what was read of a page to the scores."""
    numbers = matched(page, read.text, read.boxes)
    scores["lines whole"].append((sum(number > 0 for number in numbers), len(numbers)))
    following = _following(read.text)
    pairs = [
        (numbers[at], numbers[at + 1])
        for at in range(len(page.lines) - 1)
        if page.lines[at].article and page.lines[at].article == page.lines[at + 1].article
    ]
    right = [first > 0 and following.get(first) == second for first, second in pairs]
    scores["next line right"].append((sum(right), len(right)))
    for at, ok in enumerate(right):
        if not ok:
            errors.append({"page": name, "article": 0, "what": "next line", "expected": pairs[at], "got": ""})
    score_page(_Gold(name, page, numbers), ReadPage(read.text, read.boxes), scores, errors)


def score_recognised(page: Broadsheet, read: Page, scores: dict[str, list], errors: list[dict], name: str = "") -> None:
    """The same for a page that an OCR program read, with its errors."""
    read = _on_sheet(read)
    numbers = found_near(page, read.text, read.boxes)
    scores["lines found"].append((sum(number > 0 for number in numbers), len(numbers)))
    following = _following(read.text)
    pairs = [
        (numbers[at], numbers[at + 1])
        for at in range(len(page.lines) - 1)
        if page.lines[at].article == page.lines[at + 1].article > 0 and numbers[at] and numbers[at + 1]
    ]
    scores["next line right"].append((sum(following.get(first) == second for first, second in pairs), len(pairs)))
    gold = _Gold(name, page, numbers)
    gold.lines_of = defaultdict(set, {at: {line for line in of if line < MISSING} for at, of in gold.lines_of.items()})
    archive = ReadPage(read.text, read.boxes)
    score_page(gold, archive, scores, errors)
    owners = match(gold, archive)
    for number in page.articles:
        lines = {at for at, article, role, _ in gold.rows if article == number and role == "title" and at < MISSING}
        if lines:
            mine = archive.lines_of.get(owners.get(number), set())
            right = lines == {at for at in mine if archive.role[at] == "title"}
            scores["title found"].append((right, 1))


def _on_sheet(read: Page) -> Page:
    """The page with its lines where they stand on the sheet: JSON does not tell how large the picture was, and the
    reader takes margins to be alike, but the picture is known here."""
    across, down = (read.width or 0) * 72 / DPI / WIDTH, (read.height or 0) * 72 / DPI / HEIGHT
    boxes = {
        number: replace(box, x0=box.x0 * across, x1=box.x1 * across, top=box.top * down, bottom=box.bottom * down)
        for number, box in read.boxes.items()
    }
    return replace(read, boxes=boxes)


def found_near(page: Broadsheet, text: str, boxes: Mapping[int, Box]) -> list[int]:
    """For each line that was set, the number of the line at its place whose text is the most like it; 0 for none."""
    texts = text.split("\n")
    alike = sorted(
        (
            (share, -at, number)
            for at, line in enumerate(page.lines)
            for number, box in boxes.items()
            if _overlaps(line, box) and (share := _alike(line.text, texts[number - 1])) >= 0.5
        ),
        reverse=True,
    )
    found, taken = [0] * len(page.lines), set()
    for _, at, number in alike:
        if not found[-at] and number not in taken:
            found[-at] = number
            taken.add(number)
    return found


def _overlaps(line: Set, box: Box) -> bool:
    down = min(box.bottom * HEIGHT, line.bottom) - max(box.top * HEIGHT, line.top)
    across = min(box.x1 * WIDTH, line.x1) - max(box.x0 * WIDTH, line.x0)
    wide = min(box.x1 * WIDTH - box.x0 * WIDTH, line.x1 - line.x0)
    return down > 0.4 * (line.bottom - line.top) and across > 0.3 * wide


def _alike(one: str, other: str) -> float:
    """Share of the longer text's characters that both have, in their order."""
    one, other = squash(one), squash(other)
    same = difflib.SequenceMatcher(None, one, other, False).get_matching_blocks()
    return sum(part.size for part in same) / max(len(one), len(other), 1)


def matched(page: Broadsheet, text: str, boxes: Mapping[int, Box]) -> list[int]:
    """For each line that was set, the number of the line that was read in its place with its very text; 0 for none."""
    texts = text.split("\n")
    free: dict[str, list[int]] = defaultdict(list)
    for number in boxes:
        free[squash(texts[number - 1])].append(number)
    found = []
    for line in page.lines:
        here = [
            number
            for number in free[squash(line.text)]
            if abs(boxes[number].x0 * WIDTH - line.x0) < 2.5 * line.size
            and abs((boxes[number].top + boxes[number].bottom) / 2 * HEIGHT - (line.top + line.bottom) / 2) < line.size
        ]
        found.append(here[0] if here else 0)
        if here:
            free[squash(line.text)].remove(here[0])
    return found


def _following(text: str) -> dict[int, int]:
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return dict(pairwise(numbers))


class _Gold(Gold):
    """The truth of a page, by the numbers of the lines that were read."""

    def __init__(self, name: str, page: Broadsheet, numbers: Sequence[int]):
        self.name, self.page, self.year = name, {}, None
        missing = iter(range(MISSING, 2 * MISSING))
        told = [(number or next(missing), line) for number, line in zip(numbers, page.lines, strict=True)]
        self.rows = [(number, line.article, line.role, line.join) for number, line in told]
        self.weight = {number: len(squash(line.text)) for number, line in told}
        self.articles, self.places, self.figures = page.articles, [], []
        self.lines_of, self.paragraphs = defaultdict(set), defaultdict(list)
        for number, line in told:
            if line.article:
                self.lines_of[line.article].add(number)
            if line.role in ("body", "caption"):
                if line.join == "P":
                    self.paragraphs[line.article].append(line.text)
                else:
                    self.paragraphs[line.article][-1] += line.text
