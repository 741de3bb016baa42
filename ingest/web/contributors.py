"""Contributors: everyone who signed an article, and all articles under one name."""

from __future__ import annotations

import json
from typing import Any

from datasette import NotFound

from ingest.web import queries
from ingest.web.lists import every_one_listed, listed, page_of_rows, pager
from ingest.web.queries import Row, count, every_row, rows, starting_with
from ingest.web.visit import Slice, Visit

CONTRIBUTOR_COLUMNS = ["name", "roles", "articles", "first_year", "last_year"]


async def contributors(visit: Visit) -> dict[str, Any]:
    names = starting_with(visit.asked("name"))
    where = pager(visit, await count(visit.archive, queries.COUNT_OF_CONTRIBUTORS, **names))
    listed = await page_of_rows(visit, queries.CONTRIBUTORS, where, **names)
    return {
        "archive": visit.archive.name,
        "begins_with": visit.asked("name"),
        "pager": where,
        "contributors": await _with_roles(visit, listed),
    }


async def list_of_contributors(visit: Visit) -> Slice:
    listed = await every_row(visit.archive, queries.CONTRIBUTORS, **starting_with(visit.asked("name")))
    return Slice(f"{visit.archive.name}-作者", CONTRIBUTOR_COLUMNS, await _with_roles(visit, listed))


async def contributor(visit: Visit) -> dict[str, Any]:
    """Raises NotFound for a name that signed nothing."""
    name = visit.name
    if not await count(visit.archive, queries.COUNT_OF_CONTRIBUTOR, name=name):
        raise NotFound(f"No contributor {name}")
    return {
        "archive": visit.archive.name,
        "name": name,
        "roles": await rows(visit.archive, queries.ROLES_OF_CONTRIBUTOR, name=name),
        "fellows": await rows(visit.archive, queries.FELLOWS_OF_CONTRIBUTOR, name=name),
        **await listed(visit, queries.OF_CONTRIBUTOR, name=name),
    }


async def articles_of_contributor(visit: Visit) -> Slice:
    return await every_one_listed(visit, f"作者-{visit.name}", queries.OF_CONTRIBUTOR, name=visit.name)


async def _with_roles(visit: Visit, listed: list[Row]) -> list[Row]:
    names = json.dumps([one["name"] for one in listed])
    known = {one["name"]: one for one in await every_row(visit.archive, queries.ROLES_AND_YEARS, names=names)}
    return [{**one, **known[one["name"]]} for one in listed]
