"""Several archives as one: what has the same name in them, put together.

    /-/places           the tree of places over all archives; each leads to the search within it
    /-/persons          names of persons, with the offices that each archive gives them
    /-/organisations, /-/contributors

A year's archive knows nothing of the next one's persons, so that over all archives people are told by their names; each
office leads to the person in its archive. Start reading at `places` and `persons`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ingest.web import queries
from ingest.web.lists import pager
from ingest.web.memory import remembered
from ingest.web.people import ORGANISATION_COLUMNS, PERSON_COLUMNS
from ingest.web.places import PLACE_COLUMNS, UPPER_LEVELS, WHOLE_TREE, counted_in, most_named, tree
from ingest.web.queries import Row, of_all, starting_with
from ingest.web.visit import Slice, Visit

if TYPE_CHECKING:
    from datasette.database import Database

NAMES_PER_PAGE = 25
"""Each may have a link for every archive."""


async def places(visit: Visit) -> dict[str, Any]:
    found = await places_of(visit.archives)
    shown = found if len(found) <= WHOLE_TREE else [one for one in found if one["level"] in UPPER_LEVELS]
    return {"archive": None, "tree": tree(most_named(shown)), "total": len(found), "shown": len(shown)}


async def list_of_places(visit: Visit) -> Slice:
    return Slice(f"{visit.of}-地点", PLACE_COLUMNS[1:], await places_of(visit.archives))


async def places_of(archives: list[Database]) -> list[Row]:
    """The places of all archives, known by their paths, with the sums of their articles."""
    merged: dict[str, Row] = {}
    for archive in archives:
        for one in await counted_in(archive):
            held = merged.setdefault(one["path"], {**one, "articles": 0, "within": 0})
            held["articles"] += one["articles"]
            held["within"] += one["within"]
    above = {path: path.rpartition("/")[0] for path in merged}
    return [{**one, "id": path, "parent_id": above[path]} for path, one in sorted(merged.items())]


async def persons(visit: Visit) -> dict[str, Any]:
    return await _by_name(visit, "persons", queries.NAMES_OF_PERSONS, queries.PERSONS_NAMED)


async def list_of_persons(visit: Visit) -> Slice:
    found = await of_all(visit.archives, queries.PERSONS, **starting_with(visit.asked("name")))
    return Slice(f"{visit.of}-人物", ["archive", *PERSON_COLUMNS], found)


async def organisations(visit: Visit) -> dict[str, Any]:
    return await _by_name(visit, "organisations", queries.NAMES_OF_ORGANISATIONS, queries.ORGANISATIONS_NAMED)


async def list_of_organisations(visit: Visit) -> Slice:
    found = await of_all(visit.archives, queries.ORGANISATIONS, **starting_with(visit.asked("name")))
    return Slice(f"{visit.of}-单位", ["archive", *ORGANISATION_COLUMNS], found)


async def contributors(visit: Visit) -> dict[str, Any]:
    return await _by_name(visit, "contributors", queries.NAMES_OF_CONTRIBUTORS, queries.ROLES_NAMED)


async def list_of_contributors(visit: Visit) -> Slice:
    sql = queries.CONTRIBUTORS.format(source="bylines", condition=queries.NAME_BEGINS)
    found = await of_all(visit.archives, sql, **starting_with(visit.asked("name")))
    return Slice(f"{visit.of}-作者", ["archive", "name", "articles"], found)


async def named(archives: list[Database], sql: str) -> Counter[str]:
    """How many articles of all archives have each name; `sql` gives name and articles."""
    counted: Counter[str] = Counter()
    for archive in archives:
        for one in await remembered(archive, sql):
            counted[one["name"]] += one["articles"]
    return counted


async def _by_name(visit: Visit, what: str, names_sql: str, rows_sql: str) -> dict[str, Any]:
    """A page of names, those of most articles first, each with the rows that the archives have of it."""
    begins_with = visit.asked("name")
    counted = await named(visit.archives, names_sql)
    found = [(name, count) for name, count in counted.items() if name.startswith(begins_with)]
    found.sort(key=lambda one: (-one[1], one[0]))
    where = pager(visit, len(found), NAMES_PER_PAGE)
    shown = found[(where["page"] - 1) * NAMES_PER_PAGE : where["page"] * NAMES_PER_PAGE]
    rows: dict[str, list[Row]] = defaultdict(list)
    for one in await of_all(visit.archives, rows_sql, names=json.dumps([name for name, _ in shown])):
        rows[one["name"]].append(one)
    return {
        "archive": None,
        "begins_with": begins_with,
        "pager": where,
        what: [{"name": name, "articles": count, "told": _told(rows[name])} for name, count in shown],
    }


def _told(rows: list[Row]) -> list[Row]:
    """What the archives tell of a name, each thing once with the rows that tell it."""
    told: dict[Any, list[Row]] = defaultdict(list)
    for one in rows:
        told[one["told"]].append(one)
    return [{"what": what, "rows": of_archives} for what, of_archives in told.items()]
