"""Places: the tree of divisions with counts, a map from their coordinates, and a place's articles by date.

    {"name": "山东省", "articles": 10, "below": [{"name": "聊城市", "articles": 30, "below": [{"name": "茌平区", …}]}]}

Start reading at `places` and `place`.
"""

from __future__ import annotations

from typing import Any

from ingest.web import queries
from ingest.web.lists import article_slice, page_of_rows, pager
from ingest.web.map import drawn
from ingest.web.memory import remembered
from ingest.web.queries import Row, count, every_row, row, rows
from ingest.web.visit import Slice, Visit, found_by_number

WHOLE_TREE = 600
"""With more places than this, the tree ends at the counties; their own pages go on."""

UPPER_LEVELS = ("country", "province", "city", "county")

PLACE_COLUMNS = ["id", "name", "level", "path", "articles", "latitude", "longitude"]


async def places(visit: Visit) -> dict[str, Any]:
    counted = await _counted(visit)
    shown = counted if len(counted) <= WHOLE_TREE else [one for one in counted if one["level"] in UPPER_LEVELS]
    return {
        "archive": visit.archive.name,
        "tree": _tree(shown),
        "total": len(counted),
        "shown": len(shown),
        "map": drawn(shown),
    }


async def list_of_places(visit: Visit) -> Slice:
    return Slice(f"{visit.archive.name}-地点", PLACE_COLUMNS, await _counted(visit))


async def place(visit: Visit) -> dict[str, Any]:
    """Raises NotFound when the archive has no such place."""
    found = await found_by_number(visit, queries.PLACE, "place")
    within = bool(visit.asked("within"))
    count_sql = queries.COUNT_OF_PLACE_AND_BELOW if within else queries.COUNT_OF_PLACE
    where = pager(visit, await count(visit.archive, count_sql, id=visit.number))
    below = await rows(visit.archive, queries.PLACES_BELOW, id=visit.number)
    return {
        "archive": visit.archive.name,
        "place": found,
        "above": await _above(visit, found),
        "below": below,
        "words": await rows(visit.archive, queries.WORDS_FOR_PLACE, id=visit.number),
        "within": within,
        "pager": where,
        "articles": await page_of_rows(visit, _articles_sql(within), where, id=visit.number),
        "map": drawn([{**found, "articles": where["total"]}, *below], reach=1),
    }


async def articles_of_place(visit: Visit) -> Slice:
    found = await found_by_number(visit, queries.PLACE, "place")
    articles = await every_row(visit.archive, _articles_sql(bool(visit.asked("within"))), id=visit.number)
    return article_slice(visit, f"地点-{found['name']}", articles)


def _articles_sql(within: bool) -> str:
    return queries.ARTICLES_OF_PLACE_AND_BELOW if within else queries.ARTICLES_OF_PLACE


async def _counted(visit: Visit) -> list[Row]:
    """All places with the number of articles that name them."""
    counts = {one["place_id"]: one["articles"] for one in await remembered(visit.archive, queries.ARTICLES_BY_PLACE)}
    known = await remembered(visit.archive, queries.PLACES)
    return [{**one, "articles": counts.get(one["id"], 0)} for one in known]


async def _above(visit: Visit, found: Row) -> list[Row]:
    """The places that a place lies in, the largest first."""
    above: list[Row] = []
    parent = found["parent_id"]
    while parent is not None and len(above) < len(queries.LEVELS):
        above.insert(0, await row(visit.archive, queries.PLACE, id=parent) or {})
        parent = above[0].get("parent_id")
    return above


def _tree(known: list[Row]) -> list[Row]:
    """Places below each other, [{…, "below": […]}], the most named first."""
    nodes: dict[int, Row] = {one["id"]: {**one, "below": []} for one in known}
    roots: list[Row] = []
    for node in nodes.values():
        parent = nodes.get(node["parent_id"])
        (parent["below"] if parent else roots).append(node)
    for branch in [roots, *(node["below"] for node in nodes.values())]:
        branch.sort(key=lambda node: (-node["articles"], node["path"]))
    return roots
