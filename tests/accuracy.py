"""How well pages are read: the seed pages, and their items set anew in many layouts.

python -m tests.accuracy             the table
python -m tests.accuracy --errors    and each disagreement
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Iterator

from ingest.layout.articles import articles
from ingest.layout.blocks import blocks
from ingest.layout.lines import lines
from ingest.reading.bylines import bylines
from tests.evaluate import Gold, score_page, squash, summary
from tests.typesetting import STYLES, Setting, Style, seed_items, typeset

COLUMNS = (
    "article exact",
    "paragraphs exact",
    "title",
    "bylines F1",
    "kicker",
    "subtitle",
    "section",
    "dateline",
    "photo or not",
    "lines kept",
)


class SetGold(Gold):
    """The truth of a page that was set anew."""

    def __init__(self, name: str, page: Setting):
        self.name, self.year = name, None
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

    def __init__(self, text: str):
        self.text = text
        page_lines = lines(text)
        page_blocks, self.layout = blocks(page_lines)
        self.articles, self.lines_of, self.role = {}, defaultdict(set), {}
        self.bylines, self.places, self.figures = defaultdict(list), defaultdict(set), defaultdict(list)
        for article in articles(page_lines, page_blocks):
            self.articles[article.position] = {**vars(article), "body": article.body}
            self.bylines[article.position] = [(byline.name, byline.role) for byline in bylines(article.credits)]
        for block in page_blocks:
            for number in range(block.first_line, block.last_line + 1):
                self.role[number] = block.role
                if block.article is not None:
                    self.lines_of[block.article].add(number)


def pages(style: Style, seed: int = 1) -> Iterator[Setting]:
    """The seed items, shuffled, on pages of eight items each."""
    chance = random.Random(seed)
    items = seed_items()
    chance.shuffle(items)
    for start in range(0, len(items), 8):
        yield typeset(items[start : start + 8], style, chance)


def score(style: Style, name: str, errors: list, seed: int = 1) -> dict[str, float]:
    """The scores of one layout over all the items."""
    scores: dict[str, list] = defaultdict(list)
    for number, page in enumerate(pages(style, seed)):
        score_page(SetGold(f"{name} {number}", page), ReadPage(page.text), scores, errors)
    return summary(scores)


def main() -> None:
    errors: list[dict] = []
    wanted = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    print(f"{'':46}" + " ".join(f"{column[:10]:>10}" for column in COLUMNS))
    for name, style in STYLES.items():
        if wanted and not any(word in name for word in wanted):
            continue
        table = score(style, name, errors)
        print(f"{name:46}" + " ".join(f"{table.get(column, 1):10.3f}" for column in COLUMNS))
    if "--errors" in sys.argv:
        for error in errors:
            if error["what"] not in ("bylines", "places", "figures", "date"):
                where = f"{error['page']} #{error['article']} {error['what']}"
                print(f"{where}: expected {error['expected']} | got {error['got']}")


if __name__ == "__main__":
    main()
