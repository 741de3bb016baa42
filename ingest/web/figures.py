"""Figures: filtered by subject, kind, unit, period and scope; a subject's figures plotted over time."""

from __future__ import annotations

from typing import Any

from ingest.web import queries
from ingest.web.comparison import side_by_side
from ingest.web.histogram import histogram
from ingest.web.lists import page_of_rows, pager
from ingest.web.memory import remembered
from ingest.web.plot import plotted
from ingest.web.queries import Row, count, every_row
from ingest.web.visit import Slice, Visit
from ingest.web.when import Days, asked_days

FIGURE_COLUMNS = [
    *("subject", "value", "unit", "qualifier", "change", "kind", "period", "period_year", "scope", "text", "sentence"),
    *("article_id", "title", "publication", "issue_date", "year", "date", "address"),
]

MOST_COUNTED = 50_000

MOST_PLOTTED = 400
"""Points that a reader can still tell apart, with room."""


async def figures(visit: Visit) -> dict[str, Any]:
    days = asked_days(visit)
    chosen, condition, parameters = _filters(visit, days)
    total = await _count(visit, condition, parameters, days)
    where = pager(visit, total)
    listed = await page_of_rows(visit, _select(condition), where, **parameters)
    return {
        "archive": visit.archive.name,
        "chosen": chosen,
        "days": days.data,
        "histogram": await _histogram(visit, condition, parameters, total),
        "kinds": await remembered(visit.archive, queries.KINDS_OF_FIGURES),
        "units": await remembered(visit.archive, queries.UNITS_OF_FIGURES),
        "period_years": await remembered(visit.archive, queries.PERIOD_YEARS_OF_FIGURES),
        "periods": await remembered(visit.archive, queries.PERIODS_OF_FIGURES),
        "subjects": await remembered(visit.archive, queries.SUBJECTS_OF_SEVERAL),
        "pager": where,
        "figures": listed,
        **await _drawn(visit, chosen, condition, parameters),
    }


async def filtered_figures(visit: Visit) -> Slice:
    days = asked_days(visit)
    chosen, condition, parameters = _filters(visit, days)
    found = await every_row(visit.archive, _select(condition), **parameters)
    found = [
        {**one, "address": visit.links.lasting(visit.archive.name, one["article_id"], f"#figure-{one['id']}")}
        for one in found
    ]
    told = filter(None, [visit.archive.name, "数字", *chosen.values(), days.told])
    return Slice("-".join(told), FIGURE_COLUMNS, found)


def _filters(visit: Visit, days: Days) -> tuple[dict[str, str], str, dict[str, str]]:
    """What the visitor chose, as a condition in SQL, and its parameters."""
    chosen = {name: visit.asked(name) for name in queries.FIGURE_FILTERS if visit.asked(name)}
    condition = " and ".join([*(queries.FIGURE_FILTERS[name] for name in chosen), *days.conditions])
    phrase = {"phrase": f'"{chosen["subject"]}"'} if "subject" in chosen else {}
    return chosen, condition, {**chosen, **phrase, **days.parameters}


def _select(condition: str) -> str:
    """In the archive's order where nothing is chosen; what was chosen stands in the order of time, to be compared."""
    if not condition:
        return f"select {queries.FIGURE_LISTED} {queries.FROM_FIGURES} order by figures.id"
    order = "pages.year, pages.issue_date, articles.date, figures.article_id, figures.position"
    return f"select {queries.FIGURE_LISTED} {queries.FROM_FIGURES} where {condition} order by {order}"


async def _count(visit: Visit, condition: str, parameters: dict[str, str], days: Days) -> int:
    if not condition:
        return int((await remembered(visit.archive, queries.COUNTS))[0]["figures"])
    source = queries.FROM_FIGURES if days else "from figures"
    return await count(visit.archive, f"select count(*) {source} where {condition}", **parameters)


async def _histogram(visit: Visit, condition: str, parameters: dict[str, str], total: int) -> Row | None:
    """When the papers printed them; None where they are too many to be counted while a reader waits."""
    sql = queries.FIGURES_BY_MONTH.format(condition=condition or "true")
    if not condition:
        counted = await remembered(visit.archive, sql)
    elif total <= MOST_COUNTED:
        counted = await every_row(visit.archive, sql, **parameters)
    else:
        return None
    return histogram({one["month"]: one["count"] for one in counted})


async def _drawn(visit: Visit, chosen: dict[str, str], condition: str, parameters: dict[str, str]) -> Row:
    """The chosen subject's figures over time, and side by side."""
    if "subject" not in chosen:
        return {"plots": [], "undated": 0, "comparison": None}
    found = await every_row(visit.archive, f"{_select(condition)} limit {MOST_PLOTTED}", **parameters)
    undated = sum(figure["period_year"] is None for figure in found)
    return {"plots": plotted(found), "undated": undated, "comparison": side_by_side(found)}
