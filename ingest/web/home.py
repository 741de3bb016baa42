"""The front page: what the archives hold, the newest pages, and a few good ways in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ingest.web import queries, together
from ingest.web.archives import visible_of_other_schema
from ingest.web.comparison import is_of_some
from ingest.web.figures import subjects_of_several
from ingest.web.memory import remembered
from ingest.web.queries import Row, of_all, rows
from ingest.web.visit import Visit

if TYPE_CHECKING:
    from datasette.database import Database

STRIKING_FIGURES = 4

MOST_CHIPS = 12

MOST_FRONTS = 6

MOST_STATED = 4
"""Figures of one thing that fit into a line."""


async def home(visit: Visit) -> dict[str, Any]:
    """With several archives, what they hold together, and of each how much it is."""
    several = len(visit.archives) > 1
    return {
        "together": await _together(visit.archives) if several else None,
        "archives": [await (_in_short if several else _archive)(archive) for archive in visit.archives],
        "others": await _others(visit),
        "of_other_schema": [str(one) for one in await visible_of_other_schema(visit.datasette, visit.request)],
    }


async def _archive(archive: Database) -> Row:
    return {
        **await _in_short(archive),
        "newest": [await _front(archive, page) for page in await remembered(archive, queries.NEWEST_PAGES)],
        "places": await remembered(archive, queries.BUSIEST_PLACES),
        "contributors": await remembered(archive, queries.BUSIEST_CONTRIBUTORS),
        "figures": await _striking([archive]),
    }


async def _in_short(archive: Database) -> Row:
    return {
        "name": archive.name,
        "counts": (await remembered(archive, queries.COUNTS))[0],
        "papers": await remembered(archive, queries.PAPERS),
    }


async def _together(archives: list[Database]) -> Row:
    """The same as of one archive, of several."""
    short = [await _in_short(archive) for archive in archives]
    places = await together.places_of(archives)
    names = await together.named(archives, queries.NAMES_OF_CONTRIBUTORS)
    summed = {what: sum(one["counts"][what] for one in short) for what in ("pages", "articles", "figures")}
    named = [one for one in places if one["articles"]]
    busiest = sorted(named, key=lambda one: (-one["articles"], one["path"]))[:MOST_CHIPS]
    writers = sorted(names.items(), key=lambda one: (-one[1], one[0]))[:MOST_CHIPS]
    return {
        "counts": {**summed, "places": len(places), "contributors": len(names)},
        "papers": _papers([paper for one in short for paper in one["papers"]]),
        "newest": await _newest(archives),
        "places": busiest,
        "contributors": [{"name": name, "articles": articles} for name, articles in writers],
        "figures": await _striking(archives),
    }


def _papers(papers: list[Row]) -> list[Row]:
    """Papers of several archives, each once."""
    merged: dict[str | None, list[Row]] = defaultdict(list)
    for paper in papers:
        merged[paper["publication"]].append(paper)
    summed = [
        {
            "publication": name,
            "first_year": min((one["first_year"] for one in found if one["first_year"]), default=None),
            "last_year": max((one["last_year"] for one in found if one["last_year"]), default=None),
            "pages": sum(one["pages"] for one in found),
        }
        for name, found in merged.items()
    ]
    return sorted(summed, key=lambda one: (-one["pages"], one["publication"] or ""))


async def _newest(archives: list[Database]) -> list[Row]:
    found = [(archive, page) for archive in archives for page in await remembered(archive, queries.NEWEST_PAGES)]
    found.sort(key=lambda one: one[1]["issue_date"] or str(one[1]["year"] or ""), reverse=True)
    return [await _front(archive, page) for archive, page in found[:MOST_FRONTS]]


async def _front(archive: Database, page: Row) -> Row:
    return {**page, "archive": archive.name, "headlines": await rows(archive, queries.HEADLINES_OF_PAGE, id=page["id"])}


async def _striking(archives: list[Database]) -> list[Row]:
    """Things that several articles give a number for, and what they say."""
    striking: list[Row] = []
    for thing in await subjects_of_several(archives):
        asked = {name: thing[name] for name in ("subject", "unit", "scope")}
        found = await of_all(archives, queries.FIGURES_OF_THING, **asked)
        stated = [figure for figure in found if not is_of_some(figure)]
        if len({(figure["archive"], figure["article_id"]) for figure in stated}) > 1:
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
