"""People and organisations: who held which office when, and the articles that say so.

    /archive/-/person/7         →  {"person": {…}, "offices": […], "quotes": […], "namesakes": […], "articles": […]}
    /archive/-/organisation/3   →  {"organisation": {…}, "people": […], "figures": […], "articles": […]}

Start reading at `person` and `organisation`.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.web import corrections, queries
from ingest.web.lists import every_one_listed, listed, page_of_rows, pager
from ingest.web.queries import Row, count, every_row, rows, starting_with
from ingest.web.visit import Slice, Visit, found_by_number

PERSON_COLUMNS = ["id", "name", "offices", "articles"]
ORGANISATION_COLUMNS = ["id", "name", "kind", "articles", "people"]

QUOTED = re.compile("[“”‘’]")
LONGEST_QUOTE = 220


async def persons(visit: Visit) -> dict[str, Any]:
    return await _by_name(visit, "persons", queries.COUNT_OF_PERSONS, queries.PERSONS)


async def list_of_persons(visit: Visit) -> Slice:
    found = await every_row(visit.archive, queries.PERSONS, **starting_with(visit.asked("name")))
    return Slice(f"{visit.archive.name}-人物", PERSON_COLUMNS, found)


async def person(visit: Visit) -> dict[str, Any]:
    """Raises NotFound when the archive has no such person."""
    found = await found_by_number(visit, queries.PERSON, "person")
    offices = await rows(visit.archive, queries.OFFICES_OF_PERSON, id=visit.number)
    quoting = await rows(visit.archive, queries.QUOTES_OF_PERSON, id=visit.number)
    return {
        "archive": visit.archive.name,
        "person": found,
        "offices": offices,
        "writes": any(one["role"] == "writer" for one in offices),
        "quotes": [quote for one in quoting if (quote := _quote(one, found["name"]))],
        "namesakes": await rows(visit.archive, queries.NAMESAKES, id=visit.number, name=found["name"]),
        "mending": await corrections.of_person(visit, found["id"], found["name"]),
        **await listed(visit, queries.OF_PERSON, id=visit.number),
    }


async def articles_of_person(visit: Visit) -> Slice:
    found = await found_by_number(visit, queries.PERSON, "person")
    return await every_one_listed(visit, f"人物-{found['name']}", queries.OF_PERSON, id=visit.number)


async def organisations(visit: Visit) -> dict[str, Any]:
    return await _by_name(visit, "organisations", queries.COUNT_OF_ORGANISATIONS, queries.ORGANISATIONS)


async def list_of_organisations(visit: Visit) -> Slice:
    found = await every_row(visit.archive, queries.ORGANISATIONS, **starting_with(visit.asked("name")))
    return Slice(f"{visit.archive.name}-单位", ORGANISATION_COLUMNS, found)


async def organisation(visit: Visit) -> dict[str, Any]:
    """Raises NotFound when the archive has no such organisation."""
    found = await found_by_number(visit, queries.ORGANISATION, "organisation")
    return {
        "archive": visit.archive.name,
        "organisation": found,
        "words": await rows(visit.archive, queries.WORDS_FOR_ORGANISATION, id=visit.number),
        "people": await rows(visit.archive, queries.PEOPLE_OF_ORGANISATION, id=visit.number),
        "figures": await rows(visit.archive, queries.FIGURES_OF_ORGANISATION, id=visit.number, name=found["name"]),
        "mending": await corrections.of_organisation(visit),
        **await listed(visit, queries.OF_ORGANISATION, id=visit.number),
    }


async def articles_of_organisation(visit: Visit) -> Slice:
    found = await found_by_number(visit, queries.ORGANISATION, "organisation")
    return await every_one_listed(visit, f"单位-{found['name']}", queries.OF_ORGANISATION, id=visit.number)


async def _by_name(visit: Visit, what: str, counted: str, sql: str) -> dict[str, Any]:
    """A page of the rows whose names begin as asked; `counted` tells how many there are."""
    names = starting_with(visit.asked("name"))
    where = pager(visit, await count(visit.archive, counted, **names))
    return {
        "archive": visit.archive.name,
        "begins_with": visit.asked("name"),
        "pager": where,
        what: await page_of_rows(visit, sql, where, **names),
    }


def _quote(article: Row, name: str) -> Row | None:
    """The paragraph in which he speaks, cut short around his name; None where none has both name and quotation."""
    paragraphs = [text for text in article["body"].split("\n\n") if name in text]
    text = next((text for text in paragraphs if QUOTED.search(text)), None)
    if text is None:
        return None
    at = text.index(name)
    start = max(0, min(at - LONGEST_QUOTE // 2, len(text) - LONGEST_QUOTE))
    cut = text[start : start + LONGEST_QUOTE]
    shown = ("…" if start else "") + cut + ("…" if start + LONGEST_QUOTE < len(text) else "")
    return {key: article[key] for key in ("id", "title", "opening", "day")} | {"text": shown}
