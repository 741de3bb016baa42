"""Places: the tree of divisions with counts, and a place's articles by date.

    {"name": "聊城市", "articles": 30, "within": 41, "below": [{"name": "茌平区", "articles": 9, "within": 12, …}]}

`articles` name the place itself, `within` it or what lies in it. There is no map: outlines fine enough for counties are
not free to give away, and dots alone tell less than the tree; GeoJSON takes the coordinates to a program that has maps.
Start reading at `places` and `place`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ingest.web import queries
from ingest.web.lists import every_one_listed, listed
from ingest.web.memory import remembered
from ingest.web.queries import Row, row, rows
from ingest.web.visit import Document, Slice, Visit, found_by_number

if TYPE_CHECKING:
    from datasette.database import Database

WHOLE_TREE = 600
"""With more places than this, the tree ends at the counties; their own pages go on."""

UPPER_LEVELS = ("country", "province", "city", "county")

PLACE_COLUMNS = ["id", "name", "level", "path", "articles", "within", "latitude", "longitude"]


async def places(visit: Visit) -> dict[str, Any]:
    counted = await _counted(visit)
    shown = counted if len(counted) <= WHOLE_TREE else [one for one in counted if one["level"] in UPPER_LEVELS]
    return {
        "archive": visit.archive.name,
        "tree": tree(most_named(shown)),
        "total": len(counted),
        "shown": len(shown),
    }


async def list_of_places(visit: Visit) -> Slice:
    return Slice(f"{visit.archive.name}-地点", PLACE_COLUMNS, await _counted(visit))


async def as_geojson(visit: Visit) -> Document:
    """The places whose coordinates are known, as RFC 7946 has it."""
    known = [one for one in await _counted(visit) if one["latitude"] is not None and one["longitude"] is not None]
    features = [
        {
            "type": "Feature",
            "id": one["id"],
            "geometry": {"type": "Point", "coordinates": [one["longitude"], one["latitude"]]},
            "properties": {name: one[name] for name in ("name", "level", "path", "articles", "within")},
        }
        for one in known
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    return Document(text + "\n", "application/geo+json", "geojson", f"{visit.archive.name}-地点")


async def place(visit: Visit) -> dict[str, Any]:
    """Raises NotFound when the archive has no such place."""
    found = await found_by_number(visit, queries.PLACE, "place")
    return {
        "archive": visit.archive.name,
        "place": found,
        "above": await _above(visit, found),
        "below": most_named([one for one in await _counted(visit) if one["parent_id"] == found["id"]]),
        "words": await rows(visit.archive, queries.WORDS_FOR_PLACE, id=visit.number),
        "within": _is_within(visit),
        **await listed(visit, _condition(visit), id=visit.number),
    }


async def articles_of_place(visit: Visit) -> Slice:
    found = await found_by_number(visit, queries.PLACE, "place")
    return await every_one_listed(visit, f"地点-{found['name']}", _condition(visit), id=visit.number)


def _is_within(visit: Visit) -> bool:
    """Whether articles that name only what lies in the place are listed too; so they are unless refused."""
    return visit.asked("within") != "0"


def _condition(visit: Visit) -> str:
    return queries.OF_PLACE_AND_BELOW if _is_within(visit) else queries.OF_PLACE


async def _counted(visit: Visit) -> list[Row]:
    return await counted_in(visit.archive)


async def counted_in(archive: Database) -> list[Row]:
    """All places with the number of articles that name them, and that name them or what lies in them."""
    counts = {one["place_id"]: one["articles"] for one in await remembered(archive, queries.ARTICLES_BY_PLACE)}
    within = {one["place_id"]: one["articles"] for one in await remembered(archive, queries.ARTICLES_WITHIN_PLACES)}
    return [
        {**one, "articles": counts.get(one["id"], 0), "within": within.get(one["id"], 0)}
        for one in await remembered(archive, queries.PLACES)
    ]


def most_named(known: list[Row]) -> list[Row]:
    """The most named first."""
    return sorted(known, key=lambda one: (-one["within"], one["path"]))


async def _above(visit: Visit, found: Row) -> list[Row]:
    """The places that a place lies in, the largest first."""
    above: list[Row] = []
    parent = found["parent_id"]
    while parent is not None and len(above) < len(queries.LEVELS):
        above.insert(0, await row(visit.archive, queries.PLACE, id=parent) or {})
        parent = above[0].get("parent_id")
    return above


def tree(known: list[Row]) -> list[Row]:
    """Places below each other, [{…, "below": […]}], the most named first as they come."""
    nodes: dict[Any, Row] = {one["id"]: {**one, "below": []} for one in known}
    roots: list[Row] = []
    for node in nodes.values():
        parent = nodes.get(node["parent_id"])
        (parent["below"] if parent else roots).append(node)
    return roots
