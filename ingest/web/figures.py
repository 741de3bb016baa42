"""Figures: filtered by subject, kind, unit, period and scope; a subject's figures plotted over time."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Any

from ingest.web import queries
from ingest.web.comparison import side_by_side
from ingest.web.histogram import histogram
from ingest.web.lists import PER_PAGE, page_of_rows, pager
from ingest.web.memory import remembered
from ingest.web.plot import plotted
from ingest.web.queries import Row, count, of_all
from ingest.web.visit import Slice, Visit
from ingest.web.when import Days, asked_days

if TYPE_CHECKING:
    from datasette.database import Database

FIGURE_COLUMNS = [
    *("subject", "value", "unit", "qualifier", "change", "kind", "period", "period_year", "scope", "text", "sentence"),
    *("article_id", "title", "publication", "issue_date", "year", "date", "address"),
]

MOST_COUNTED = 50_000

MOST_PAGES = 200
"""Of the list over several archives; whoever wants more takes the CSV."""

MOST_CHOICES = 100

MOST_SUBJECTS = 24

MOST_PLOTTED = 400
"""Points that a reader can still tell apart, with room."""


async def figures(visit: Visit) -> dict[str, Any]:
    """Of one archive, or of all."""
    days = asked_days(visit)
    chosen, condition, parameters = _filters(visit, days)
    counts = await _counts(visit, condition, parameters, days)
    where = pager(visit, sum(counts), most=MOST_PAGES if len(visit.archives) > 1 else None)
    return {
        "archive": visit.within,
        "chosen": chosen,
        "days": days.data,
        "histogram": await _histogram(visit, condition, parameters, sum(counts)),
        "kinds": await _choices(visit, queries.KINDS_OF_FIGURES),
        "units": await _choices(visit, queries.UNITS_OF_FIGURES),
        "period_years": sorted(await _choices(visit, queries.PERIOD_YEARS_OF_FIGURES), key=_newest_first),
        "periods": await _choices(visit, queries.PERIODS_OF_FIGURES),
        "subjects": await subjects_of_several(visit.archives),
        "pager": where,
        "figures": await _page(visit, condition, parameters, where, counts),
        **await _drawn(visit, chosen, condition, parameters),
    }


async def filtered_figures(visit: Visit) -> Slice:
    days = asked_days(visit)
    chosen, condition, parameters = _filters(visit, days)
    found = [
        {**one, "address": visit.links.lasting(one["archive"], one["article_id"], f"#figure-{one['id']}")}
        for one in await of_all(visit.archives, _select(condition), **parameters)
    ]
    told = filter(None, [visit.of, "数字", *chosen.values(), days.told])
    return Slice("-".join(told), FIGURE_COLUMNS, found)


async def subjects_of_several(archives: list[Database]) -> list[Row]:
    """Things for which several articles give a number, those of most articles first."""
    merged: dict[tuple[str, str, str], Row] = {}
    for archive in archives:
        for one in await remembered(archive, queries.SUBJECTS_OF_SEVERAL):
            held = merged.setdefault((one["subject"], one["unit"], one["scope"]), {**one, "articles": 0, "figures": 0})
            held["articles"] += one["articles"]
            held["figures"] += one["figures"]
    return sorted(merged.values(), key=lambda one: (-one["articles"], -one["figures"]))[:MOST_SUBJECTS]


async def _choices(visit: Visit, sql: str) -> list[Row]:
    """Values to choose from, each with its number of figures: {"value": "个", "count": 7}, the most frequent first."""
    counted: Counter[Any] = Counter()
    for archive in visit.archives:
        for one in await remembered(archive, sql):
            counted[one["value"]] += one["count"]
    return [{"value": value, "count": count} for value, count in counted.most_common(MOST_CHOICES)]


def _newest_first(choice: Row) -> int:
    return -int(choice["value"])


async def _page(visit: Visit, condition: str, parameters: dict[str, str], where: Row, counts: list[int]) -> list[Row]:
    """One page of the list: of several archives, each gives as many as the pages so far could hold of it."""
    if len(visit.archives) == 1:
        listed = await page_of_rows(visit, _select(condition), where, **parameters)
        return [{**one, "archive": visit.archive.name} for one in listed]
    end = where["page"] * PER_PAGE
    having = [archive for archive, count in zip(visit.archives, counts, strict=True) if count]
    found = await of_all(having, f"{_select(condition)} limit {end}", **parameters)
    if condition:
        found.sort(key=_in_time)
    return found[end - PER_PAGE : end]


def _in_time(figure: Row) -> tuple[Any, ...]:
    """The order of `_select`; what is unknown comes first, as in SQL."""
    return tuple((figure[name] is not None, figure[name]) for name in ("year", "issue_date", "date"))


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


async def _counts(visit: Visit, condition: str, parameters: dict[str, str], days: Days) -> list[int]:
    """How many there are in each archive."""
    if not condition:
        held = [await remembered(archive, queries.COUNTS) for archive in visit.archives]
        return [int(one[0]["figures"]) for one in held]
    source = queries.FROM_FIGURES if days else "from figures"
    sql = f"select count(*) {source} where {condition}"
    return await asyncio.gather(*(count(archive, sql, **parameters) for archive in visit.archives))


async def _histogram(visit: Visit, condition: str, parameters: dict[str, str], total: int) -> Row | None:
    """When the papers printed them; None where they are too many to be counted while a reader waits."""
    sql = queries.FIGURES_BY_MONTH.format(condition=condition or "true")
    if not condition:
        counted = [one for archive in visit.archives for one in await remembered(archive, sql)]
    elif total <= MOST_COUNTED:
        counted = await of_all(visit.archives, sql, **parameters)
    else:
        return None
    months: Counter[Any] = Counter()
    for one in counted:
        months[one["month"]] += one["count"]
    return histogram(dict(months))


async def _drawn(visit: Visit, chosen: dict[str, str], condition: str, parameters: dict[str, str]) -> Row:
    """The chosen subject's figures over time, and side by side."""
    if "subject" not in chosen:
        return {"plots": [], "undated": 0, "comparison": None}
    found = await of_all(visit.archives, f"{_select(condition)} limit {MOST_PLOTTED}", **parameters)
    if len(visit.archives) > 1:
        found = sorted(found, key=_in_time)[:MOST_PLOTTED]
    undated = sum(figure["period_year"] is None for figure in found)
    return {"plots": plotted(found), "undated": undated, "comparison": side_by_side(found)}
