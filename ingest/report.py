"""What the archive holds → lines of text: its totals, what is most likely misread, its pages, what could not be placed.

doubtful    doubt  why    text
000.txt:12   0.31  close  金秋时节

page     publication  year  articles  photos  placed  doubt
000.txt  聊城日报     2025         8       0  100.0%   0.05

to look at  what                   text
000.txt:45  belongs to no article  畔,无声诉说着…
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from ingest.columns import aligned, clipped
from ingest.sources import COLUMNS
from ingest.storage.holdings import Doubted, Holding, Open

DOUBT_HEADS = ("doubtful", "doubt", "why", "text")
PAGE_HEADS = ("page", "publication", "year", "articles", "photos", "placed", "doubt")
REMARK_HEADS = ("to look at", "what", "text")
OPEN_HEADS = ("correction", "state", "says", "printed")
MOST_DOUBTFUL = 20
"""Articles named at the beginning."""
EXCERPT = 60
"""Columns of text shown beside a remark: enough to find the place."""


def report(holdings: Sequence[Holding], waiting: Sequence[Open] = ()) -> Iterator[str]:
    """The lines to print."""
    yield _totals(holdings)
    doubted = sorted(_doubted(holdings), key=lambda pair: -pair[1].doubt)
    if doubted:
        yield ""
        yield from aligned([DOUBT_HEADS, *(_doubt(*pair) for pair in doubted[:MOST_DOUBTFUL])], right=(1,))
    if len(doubted) > MOST_DOUBTFUL:
        yield f"and {len(doubted) - MOST_DOUBTFUL} less doubtful: select * from articles order by doubt desc"
    if holdings:
        yield ""
        pages = sorted(holdings, key=lambda holding: -holding.doubt)
        yield from aligned([PAGE_HEADS, *map(_page, pages)], right=(2, 3, 4, 5, 6))
    remarks = [row for holding in holdings for row in _remarks(holding)]
    if remarks:
        yield ""
        yield from aligned([REMARK_HEADS, *remarks])
    if waiting:
        yield ""
        yield from aligned([OPEN_HEADS, *map(_open, waiting)])


def notes(holdings: Sequence[Holding]) -> str:
    """A pages.csv to fill in: a row for each page, with what is known of it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows((one.file, one.publication, one.issue_date, one.page_label) for one in holdings)
    return text.getvalue()


def _totals(holdings: Sequence[Holding]) -> str:
    articles = sum(holding.articles for holding in holdings)
    photos = sum(holding.photos for holding in holdings)
    remarks = sum(len(holding.remarks) for holding in holdings)
    return f"{len(holdings)} pages, {articles} articles, {photos} photo items; {remarks} remarks"


def _page(holding: Holding) -> tuple[str, ...]:
    year = "" if holding.year is None else str(holding.year)
    counts = str(holding.articles), str(holding.photos), _percent(holding.placed), f"{holding.doubt:.2f}"
    return holding.file, holding.publication or "", year, *counts


def _percent(share: float) -> str:
    """Cut, not rounded: 100.0% is said of a page only when nothing is left over."""
    return f"{int(share * 1000) / 10:.1f}%"


def _doubted(holdings: Sequence[Holding]) -> Iterator[tuple[Holding, Doubted]]:
    return ((holding, doubted) for holding in holdings for doubted in holding.doubted)


def _doubt(holding: Holding, doubted: Doubted) -> tuple[str, ...]:
    return _where(holding, doubted.line), f"{doubted.doubt:.2f}", doubted.reasons, clipped(doubted.name, EXCERPT)


def _remarks(holding: Holding) -> Iterator[tuple[str, ...]]:
    for remark in holding.remarks:
        yield _where(holding, remark.line), remark.what, clipped(remark.text, EXCERPT)


def _open(correction: Open) -> tuple[str, ...]:
    where = correction.file if correction.line is None else f"{correction.file}:{correction.line}"
    return where, correction.state, clipped(correction.says, EXCERPT), clipped(correction.printed, EXCERPT)


def _where(holding: Holding, line: int | None) -> str:
    return holding.file if line is None else f"{holding.file}:{line}"
