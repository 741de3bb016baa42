"""Places: every row of tests/examples/places.tsv and homes.tsv, the notes, and the tables behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import rules
from ingest.model import Article, Mention, Page
from ingest.reading.gazetteer import load
from ingest.reading.places import Home, home_of, mentions

EXAMPLES = Path(__file__).parent / "examples"


def example_rows(name: str) -> list[dict[str, str]]:
    return [row for _, row in rules.rows(EXAMPLES / name)]


def article(*paragraphs: str, title: str | None = None, dateline: str | None = None) -> Article:
    return Article(0, title, None, None, None, "article", dateline, (), paragraphs, False, False)


def read(text: str, home: str, **parts: str) -> tuple[Mention, ...]:
    return mentions(article(text, **parts), Home(load().place(home)))


@pytest.mark.parametrize("row", example_rows("places.tsv"), ids=lambda row: row["text"])
def test_places_of_a_text(row: dict[str, str]) -> None:
    expected = [] if row["places"] == "-" else row["places"].split()
    found = {mention.place.path for mention in read(row["text"], row["home"])}
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("row", example_rows("homes.tsv"), ids=lambda row: "/".join(row.values()))
def test_home_of_a_page(row: dict[str, str]) -> None:
    page = Page("a.txt", "", row["text"], row["publication"] or None, None, None, None, None)
    datelines = row["datelines"].split() or [None]
    home = home_of(page, tuple(article(row["text"], dateline=line) for line in datelines))
    assert (home.place.path if home.place else "-") == row["home"]
