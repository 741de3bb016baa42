"""Holds the doubt of each article against the truth: of how many that are doubted little, much … is the reading wrong.

python -m tests.doubt            the curve on the pages of tests/judging, and what each sign is worth
python -m tests.doubt --write    writes it to ingest/web/doubt.tsv, for the About page

An article is misread when it lacks a line or has one too many, or when its headline is another.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ingest.model import Known, ReadArticle, Reading
from ingest.pipeline import read
from ingest.web.about import DOUBT
from tests.evaluate import Gold, headline, likeliest, match

JUDGING = Path(__file__).parent / "judging"

BINS = (0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.01)


@dataclass(frozen=True)
class Judged:
    """An article with its doubt, and whether it is misread."""

    page: str
    read: ReadArticle
    misread: bool


class Found:
    """A reading, in the form that the scorer's `match` asks for."""

    def __init__(self, reading: Reading):
        self.articles = {read.article.position: vars(read.article) for read in reading.articles}
        self.lines_of: dict[int, set[int]] = defaultdict(set)
        for block in reading.blocks:
            if block.article is not None:
                self.lines_of[block.article] |= set(block.numbers)


def judged(pages: str) -> Iterator[Judged]:
    """The articles of the pages whose names match."""
    with (JUDGING / "pages.csv").open(encoding="utf-8-sig", newline="") as file:
        notes = {row["file"]: {key: cell or None for key, cell in row.items()} for row in csv.DictReader(file)}
    for path in sorted(JUDGING.glob(f"{pages}.txt")):
        reading = read(path.read_bytes(), Known(**{"file": path.name, **notes.get(path.name, {})}))
        gold, found = Gold(JUDGING / "gold" / path.stem, reading.page.text), Found(reading)
        truth = {article: number for number, article in match(gold, found).items()}
        for each in reading.articles:
            position = each.article.position
            yield Judged(path.stem, each, not is_right(gold, found, position, truth.get(position)))


def is_right(gold: Gold, found: Found, position: int, number: int | None) -> bool:
    if number is None or found.lines_of[position] & set(gold.weight) != gold.lines_of[number]:
        return False
    article = found.articles[position]
    return headline(likeliest(gold.articles[number], article), "title") == headline(article, "title")


def curve(articles: list[Judged]) -> list[tuple[float, float, int, int]]:
    """(from, below, articles with such a doubt, misread ones among them)."""
    bins = pairwise(BINS)
    within = [(low, high, [one for one in articles if low <= one.read.doubt.chance < high]) for low, high in bins]
    return [(low, min(high, 1), len(ones), sum(one.misread for one in ones)) for low, high, ones in within]


def main() -> None:
    articles = list(judged("[0-5]?_*"))
    for low, high, count, misread in curve(articles):
        print(f"doubt {low:.2f} to {high:.2f}: {count:4} articles, {misread:3} misread, {misread / max(1, count):.3f}")
    for sign in sorted({reason for one in articles for reason in one.read.doubt.reasons}):
        ones = [one for one in articles if sign in one.read.doubt.reasons]
        print(f"{sign}: {len(ones)} articles, {sum(one.misread for one in ones)} misread")
    others = list(judged("[6-9]*"))
    print("other kinds of papers:", *curve(others))
    if "--write" in sys.argv:
        head = DOUBT.read_text("utf-8").partition("low\t")[0] if DOUBT.exists() else ""
        rows = ["low\tbelow\tarticles\tmisread", *("\t".join(map(str, row)) for row in curve(articles))]
        DOUBT.write_text(head + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
