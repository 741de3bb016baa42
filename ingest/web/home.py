"""The front page: what the archives hold, the newest pages, and a few good ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ingest.web import queries
from ingest.web.archives import visible_of_other_schema
from ingest.web.memory import remembered
from ingest.web.queries import Row, rows
from ingest.web.visit import Visit

if TYPE_CHECKING:
    from datasette.database import Database

STRIKING_FIGURES = 4


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
        "figures": [await _striking(archive, subject) for subject in await _subjects(archive)],
    }


async def _front(archive: Database, page: Row) -> Row:
    return {**page, "headlines": await rows(archive, queries.HEADLINES_OF_PAGE, id=page["id"])}


async def _subjects(archive: Database) -> list[Row]:
    return (await remembered(archive, queries.SUBJECTS_OF_SEVERAL))[:STRIKING_FIGURES]


async def _striking(archive: Database, subject: Row) -> Row:
    """A subject that several articles give a number for, and what they say."""
    asked = {"subject": subject["subject"], "unit": subject["unit"]}
    return {**subject, "stated": await rows(archive, queries.FIGURES_OF_SUBJECT_AND_UNIT, **asked)}


async def _others(visit: Visit) -> list[str]:
    """Other databases served beside the archives, which this visitor may see."""
    ours = {archive.name for archive in visit.archives}
    names = [name for name, database in visit.datasette.databases.items() if name not in ours]
    seen = [await visit.datasette.check_visibility(visit.request.actor, "view-database", name) for name in names]
    return [name for name, (visible, _) in zip(names, seen, strict=True) if visible]
