"""What the archive holds → lines of text: its totals, its pages, and what could not be placed on them.

page     publication  year  articles  photos  placed
000.txt  聊城日报     2025         8       0  100.0%

to look at  what                   text
000.txt:45  belongs to no article  畔,无声诉说着…
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.columns import aligned, clipped
from ingest.storage.holdings import Holding

PAGE_HEADS = ("page", "publication", "year", "articles", "photos", "placed")
REMARK_HEADS = ("to look at", "what", "text")
EXCERPT = 60
"""Columns of text shown beside a remark: enough to find the place."""


def report(holdings: Sequence[Holding]) -> Iterator[str]:
    """The lines to print."""
    yield _totals(holdings)
    if holdings:
        yield ""
        yield from aligned([PAGE_HEADS, *map(_page, holdings)], right=(2, 3, 4, 5))
    remarks = [row for holding in holdings for row in _remarks(holding)]
    if remarks:
        yield ""
        yield from aligned([REMARK_HEADS, *remarks])


def _totals(holdings: Sequence[Holding]) -> str:
    articles = sum(holding.articles for holding in holdings)
    photos = sum(holding.photos for holding in holdings)
    remarks = sum(len(holding.remarks) for holding in holdings)
    return f"{len(holdings)} pages, {articles} articles, {photos} photo items; {remarks} remarks"


def _page(holding: Holding) -> tuple[str, ...]:
    year = "" if holding.year is None else str(holding.year)
    counts = str(holding.articles), str(holding.photos), _percent(holding.placed)
    return holding.file, holding.publication or "", year, *counts


def _percent(share: float) -> str:
    """Cut, not rounded: 100.0% is said of a page only when nothing is left over."""
    return f"{int(share * 1000) / 10:.1f}%"


def _remarks(holding: Holding) -> Iterator[tuple[str, ...]]:
    for remark in holding.remarks:
        where = holding.file if remark.line is None else f"{holding.file}:{remark.line}"
        yield where, remark.what, clipped(remark.text, EXCERPT)
