"""Scores the reading of a broadsheet page against the truth of its lines.

score(page, read_page(page), scores)      scores: measure → [(right, of how many), …]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.model import Box, Page
from tests.accuracy import ReadPage
from tests.broadsheet.setting import HEIGHT, WIDTH, Broadsheet
from tests.evaluate import Gold, score_page, squash

MEASURES = ("lines whole", "next line right", "article exact", "title", "kicker", "paragraphs exact", "bylines F1")


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
        missing = iter(range(10**6, 2 * 10**6))
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
