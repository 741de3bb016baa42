"""How well pages are laid out into articles: the seed pages, and their items set anew in many layouts.

python -m tests.accuracy             the table
python -m tests.accuracy --errors    and each disagreement
python -m tests.accuracy --write     writes the table into README.md
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from ingest.layout.articles import articles
from ingest.layout.blocks import blocks
from ingest.layout.lines import lines
from ingest.model import Box
from ingest.reading.bylines import bylines
from tests.evaluate import Gold, score_page, squash, summary
from tests.typesetting import STYLES, Setting, Style, seed_items, typeset

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- accuracy: written by python -m tests.accuracy --write -->", "<!-- end of accuracy -->"

COLUMNS = {
    "article exact": "articles exact",
    "paragraphs exact": "paragraphs exact",
    "title": "title",
    "kicker": "kicker",
    "dateline": "dateline",
    "bylines F1": "bylines F1",
    "lines kept": "lines kept",
}
"""Measure of the scorer → heading of the table."""

ITEMS_A_PAGE = 8

NOT_SCORED = ("places", "figures", "date")
"""Measures that need more of the reading than its layout."""


class SetGold(Gold):
    """The truth of a page that was set anew."""

    def __init__(self, name: str, page: Setting):
        self.name, self.page, self.year = name, {}, None
        self.rows = page.rows
        self.weight = {number: len(squash(page.text_lines[number - 1])) for number, *_ in page.rows}
        self.articles, self.places, self.figures = page.articles, [], []
        self.lines_of, self.paragraphs = defaultdict(set), defaultdict(list)
        for number, article, role, join in page.rows:
            if article:
                self.lines_of[article].add(number)
            if role not in ("body", "caption"):
                continue
            content = page.text_lines[number - 1].strip()
            if join == "P":
                self.paragraphs[article].append(content)
            else:
                self.paragraphs[article][-1] += content


class ReadPage:
    """What the reader makes of a page text, in the form that the scorer asks an archive for."""

    def __init__(self, text: str, boxes: Mapping[int, Box] | None = None):
        self.text, self.page = text, {}
        page_lines = lines(text, boxes)
        page_blocks, self.layout = blocks(page_lines)
        self.articles, self.lines_of, self.role = {}, defaultdict(set), {}
        self.bylines, self.places, self.figures = defaultdict(list), defaultdict(set), defaultdict(list)
        for article in articles(page_lines, page_blocks):
            self.articles[article.position] = {**vars(article), "body": article.body}
            self.bylines[article.position] = [(byline.name, byline.role) for byline in bylines(article.credits)]
        for block in page_blocks:
            for number in block.numbers:
                self.role[number] = block.role
                if block.article is not None:
                    self.lines_of[block.article].add(number)


def pages(style: Style, seed: int = 1) -> Iterator[Setting]:
    """The seed items, shuffled, on pages of eight items each."""
    chance = random.Random(seed)
    items = seed_items()
    chance.shuffle(items)
    for start in range(0, len(items), ITEMS_A_PAGE):
        yield typeset(items[start : start + ITEMS_A_PAGE], style, chance)


def score(name: str, errors: list[dict] | None = None, seed: int = 1) -> dict[str, float]:
    """The scores of one layout over all the items."""
    scores: dict[str, list] = defaultdict(list)
    for number, page in enumerate(pages(STYLES[name], seed)):
        gold = SetGold(f"{name} {number}", page)
        score_page(gold, ReadPage(page.text), scores, [] if errors is None else errors)
    return summary(scores)


def row(name: str, table: dict[str, float]) -> str:
    """One row of the table in Markdown."""
    cells = [f"{table.get(measure, 1):.3f}" for measure in COLUMNS]
    return f"| {name} | " + " | ".join(cells) + " |"


def heading() -> str:
    return f"| layout | {' | '.join(COLUMNS.values())} |\n|---|{'---|' * len(COLUMNS)}"


def main() -> None:
    errors: list[dict] = []
    told = [heading(), *(row(name, score(name, errors)) for name in STYLES)]
    print("\n".join(told))
    if "--write" in sys.argv:
        before, after = README.read_text("utf-8").split(BEGIN)[0], README.read_text("utf-8").split(END)[1]
        README.write_text("\n".join([before + BEGIN, *told, END]) + after, "utf-8")
    if "--errors" in sys.argv:
        for error in errors:
            if error["what"] not in NOT_SCORED:
                where = f"{error['page']} #{error['article']} {error['what']}"
                print(f"{where}: expected {error['expected']} | got {error['got']}")


if __name__ == "__main__":
    main()
