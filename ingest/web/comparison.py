"""What several articles say of the same things, side by side: a row for each thing, a column for each article.

    工会驿站 个 聊城市总工会      373个   179个
    工会组织 个 聊城市            489家   416家

The same thing has the same subject, a unit that counts alike and the same scope. A scope that is not told goes with the
only one that is told; where several are, it stands apart.

Start reading at `side_by_side`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from ingest.web.queries import COUNTERS, Row

Printed = tuple[str | None, int]
"""An article: its archive, where there are several, and its number."""

MOST_ARTICLES = 6
"""Columns that fit beside each other."""

BEGINS_A_CLAUSE = re.compile(r"(?:^|[，,；;。])\W*$")

QUOTED = '[“‘「『"]?'


@dataclass(frozen=True)
class Thing:
    """What figures can be held against each other for."""

    subject: str
    unit: str
    scope: str | None


def with_things(figures: list[Row]) -> list[tuple[Thing, Row]]:
    """Each figure that tells how much there is of something, with that thing; others are left out."""
    telling = [figure for figure in figures if figure["subject"] and not is_of_some(figure)]
    scopes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for figure in telling:
        if figure["scope"]:
            scopes[figure["subject"], compared_unit(figure["unit"])].add(figure["scope"])
    return [(_thing(figure, scopes), figure) for figure in telling]


def _thing(figure: Row, scopes: dict[tuple[str, str], set[str]]) -> Thing:
    subject, unit = figure["subject"], compared_unit(figure["unit"])
    told = scopes[subject, unit]
    return Thing(subject, unit, figure["scope"] or (next(iter(told)) if len(told) == 1 else None))


def compared_unit(unit: str) -> str:
    """The unit itself, or for measure words that count alike the first of them."""
    return COUNTERS[0] if unit in COUNTERS else unit


def is_of_some(figure: Row) -> bool:
    """Whether the figure counts those who did or got something, not how many there are.

    5个小屋获得补助 begins its clause, stands right before its subject, and the clause goes on.
    """
    before, found, after = figure["sentence"].partition(figure["text"])
    if not found or not BEGINS_A_CLAUSE.search(before):
        return False
    return re.match(rf"{QUOTED}{re.escape(figure['subject'] or '')}\W?\w", after) is not None


def _printed(figure: Row) -> Printed:
    """Where it is printed."""
    return figure.get("archive"), figure["article_id"]


def side_by_side(figures: list[Row]) -> Row | None:
    """The things that two articles or more give a number for; None where there is none.

    `figures` stand in the order of time, and so do the columns.
    """
    cells: dict[Thing, dict[Printed, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for thing, figure in with_things(figures):
        cell = cells[thing][_printed(figure)]
        if figure["text"] not in [one["text"] for one in cell]:
            cell.append(figure)
    shared = {thing: stated for thing, stated in cells.items() if len(stated) > 1}
    if not shared:
        return None
    sharing = {number for stated in shared.values() for number in stated}
    articles = list({_printed(one): one for one in figures if _printed(one) in sharing}.values())[:MOST_ARTICLES]
    return {
        "articles": [
            {key: one.get(key) for key in ("archive", "article_id", "title", "publication", "year", "issue_date")}
            for one in articles
        ],
        "rows": [
            {
                "subject": thing.subject,
                "scope": thing.scope,
                "stated": [stated.get(_printed(one), []) for one in articles],
            }
            for thing, stated in shared.items()
        ],
    }
