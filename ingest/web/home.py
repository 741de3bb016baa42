"""The front page: what the archives hold, the newest pages, and a few good ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ingest.web import queries
from ingest.web.archives import visible_of_other_schema
from ingest.web.comparison import is_of_some
from ingest.web.memory import remembered
from ingest.web.queries import Row, rows
from ingest.web.visit import Visit

if TYPE_CHECKING:
    from datasette.database import Database

STRIKING_FIGURES = 4

MOST_STATED = 4
"""Figures of one thing that fit into a line."""


async def home(visit: Visit) -> dict[str, Any]:
    return {
        "archives": [await _archive(archive) for archive in visit.archives],
        "others": await _others(visit),
        "of_other_schema": [str(one) for one in await visible_of_other_schema(visit.datasette, visit.request)],
    }


async def _archive(archive: Database) -> Row:
    return {
        "name": archive.name,
        "counts": (await remembered(archive, queries.COUNTS))[0],
        "papers": await remembered(archive, queries.PAPERS),
        "newest": [await _front(archive, page) for page in await remembered(archive, queries.NEWEST_PAGES)],
        "places": await remembered(archive, queries.BUSIEST_PLACES),
        "contributors": await remembered(archive, queries.BUSIEST_CONTRIBUTORS),
        "figures": await _striking(archive),
    }


async def _front(archive: Database, page: Row) -> Row:
    return {**page, "headlines": await rows(archive, queries.HEADLINES_OF_PAGE, id=page["id"])}


async def _striking(archive: Database) -> list[Row]:
    """Things that several articles give a number for, and what they say."""
    striking: list[Row] = []
    for thing in await remembered(archive, queries.SUBJECTS_OF_SEVERAL):
        asked = {name: thing[name] for name in ("subject", "unit", "scope")}
        found = await rows(archive, queries.FIGURES_OF_THING, **asked)
        stated = [figure for figure in found if not is_of_some(figure)]
        if len({figure["article_id"] for figure in stated}) > 1:
            striking.append({**thing, "stated": stated[:MOST_STATED]})
        if len(striking) == STRIKING_FIGURES:
            break
    return striking


async def _others(visit: Visit) -> list[str]:
    """Other databases served beside the archives, which this visitor may see."""
    ours = {archive.name for archive in visit.archives}
    names = [name for name, database in visit.datasette.databases.items() if name not in ours]
    seen = [await visit.datasette.check_visibility(visit.request.actor, "view-database", name) for name in names]
    return [name for name, (visible, _) in zip(names, seen, strict=True) if visible]
