"""Contributors: everyone who signed an article, and all articles under one name."""

from __future__ import annotations

import json
from typing import Any

from datasette import NotFound

from ingest.web import queries
from ingest.web.lists import every_one_listed, listed, page_of_rows, pager
from ingest.web.queries import Row, count, every_row, rows, starting_with
from ingest.web.visit import Slice, Visit
from ingest.web.when import Days, asked_days

CONTRIBUTOR_COLUMNS = ["name", "roles", "articles", "first_year", "last_year"]


async def contributors(visit: Visit) -> dict[str, Any]:
    days = asked_days(visit)
    asked = _asked(visit, days)
    where = pager(visit, await count(visit.archive, _of_days(queries.COUNT_OF_CONTRIBUTORS, days), **asked))
    found = await page_of_rows(visit, _of_days(queries.CONTRIBUTORS, days), where, **asked)
    return {
        "archive": visit.archive.name,
        "begins_with": visit.asked("name"),
        "days": days.data,
        "pager": where,
        "contributors": await _with_roles(visit, found, days),
    }


async def list_of_contributors(visit: Visit) -> Slice:
    days = asked_days(visit)
    found = await every_row(visit.archive, _of_days(queries.CONTRIBUTORS, days), **_asked(visit, days))
    what = "-".join(filter(None, [visit.archive.name, "作者", days.told]))
    return Slice(what, CONTRIBUTOR_COLUMNS, await _with_roles(visit, found, days))


def _asked(visit: Visit, days: Days) -> dict[str, str]:
    return {**starting_with(visit.asked("name")), **days.parameters}


def _of_days(sql: str, days: Days) -> str:
    """Pages are looked up only where days are asked for."""
    condition = " and ".join(["name >= :start and name < :end", *days.conditions])
    return sql.format(source=queries.PRINTED_BYLINES if days else "bylines", condition=condition)


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


async def _with_roles(visit: Visit, found: list[Row], days: Days) -> list[Row]:
    names = json.dumps([one["name"] for one in found])
    sql = queries.ROLES_AND_YEARS.format(condition=" and ".join([queries.NAME_IS_GIVEN, *days.conditions]))
    known = {one["name"]: one for one in await every_row(visit.archive, sql, names=names, **days.parameters)}
    return [{**one, **known[one["name"]]} for one in found]
