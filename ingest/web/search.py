"""Search over all archives served: ranked hits with snippets, filters with counts, and what else bears the name.

    /-/search?q=工会驿站&year=2025 → {"total": 1, "hits": [{"archive": "archive", "id": 15, "snippet": […]}], …}

Start reading at `search`.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette_search_all.utils import get_searchable_tables  # type: ignore[import-untyped]

from ingest.search import snippet
from ingest.search.query import terms
from ingest.search.ranking import LOOSER, NEWEST, STRICT, count_sql, ranked_sql
from ingest.web import queries
from ingest.web.lists import ARTICLE_COLUMNS, addressed, pager
from ingest.web.queries import Row, every_row, rows, starting_with
from ingest.web.visit import Slice, Visit

if TYPE_CHECKING:
    from datasette.database import Database

HITS_PER_PAGE = 20

MOST_SHOWN = 200
"""Pages of hits; whoever wants more takes the CSV."""


@dataclass(frozen=True)
class Asked:
    """What is looked for."""

    q: str
    chosen: dict[str, str]
    """Filters: {"year": "2025"}."""
    loose: bool
    """Whether all words will do, though not together."""

    @property
    def expression(self) -> str:
        return LOOSER if self.loose else STRICT

    @property
    def filters(self) -> list[str]:
        """The filters as conditions in SQL."""
        return [queries.HIT_FILTERS[name] for name in self.chosen]

    @property
    def condition(self) -> str:
        """What makes an article a hit, in SQL."""
        matching = [queries.MATCHING.format(expression=self.expression)] if self.q else []
        return " and ".join([*matching, *self.filters]) or "true"

    @property
    def parameters(self) -> dict[str, str]:
        return {**self.chosen, **({"q": self.q} if self.q else {})}


async def search(visit: Visit) -> dict[str, Any]:
    asked = _asked(visit)
    if not asked.q and not asked.chosen:
        return {"q": "", "chosen": {}, "hits": [], "total": None}
    total = sum([await _count(archive, asked) for archive in visit.archives])
    where = pager(visit, total, HITS_PER_PAGE, MOST_SHOWN)
    by_date = not asked.q or visit.asked("sort") == "date"
    return {
        "q": asked.q,
        "chosen": asked.chosen,
        "loose": asked.loose,
        "sort": "date" if by_date else "relevance",
        "total": total,
        "pager": where,
        "hits": await _hits(visit, asked, where["page"], by_date),
        "facets": {name: await _facet(visit, name, asked) for name in _facets(total)},
        "named": await _named(visit, asked.q) if where["page"] == 1 else [],
        "looser": 0 if total or asked.loose else await _looser(visit, asked),
        "ranked_at_most": NEWEST,
    }


async def page_of_results(visit: Visit) -> dict[str, Any]:
    """The search, and the tables of other databases that can be searched too."""
    return {**await search(visit), "elsewhere": await _elsewhere(visit)}


async def _elsewhere(visit: Visit) -> list[Row]:
    ours = {archive.name for archive in visit.archives}
    if ours == set(visit.datasette.databases):
        return []
    searchable = await get_searchable_tables(visit.datasette, visit.request)
    return [{"database": database, "table": table} for database, table in searchable if database not in ours]


async def every_hit(visit: Visit) -> Slice:
    """All hits of all archives, by date."""
    asked = _asked(visit)
    found: list[Row] = []
    for archive in visit.archives:
        hits = await every_row(archive, queries.EVERY_HIT.format(condition=asked.condition), **asked.parameters)
        found += [{**hit, "archive": archive.name} for hit in addressed(visit, archive.name, hits)]
    told = ["检索", *filter(None, [asked.q]), *asked.chosen.values()]
    return Slice("-".join(told), ["archive", *ARTICLE_COLUMNS], found)


async def newest_hits(visit: Visit, archive: Database, size: int) -> list[Row]:
    """What is found in one archive, the newest issue first; its newest articles where nothing is asked for."""
    asked = _asked(visit)
    condition = asked.condition if asked.q or asked.chosen else "1"
    sql = f"{queries.EVERY_HIT.format(condition=condition)} limit {size}"
    return await every_row(archive, sql, **asked.parameters)


def _asked(visit: Visit) -> Asked:
    chosen = {name: visit.asked(name) for name in queries.HIT_FILTERS if visit.asked(name)}
    return Asked(visit.asked("q") or visit.asked("_search"), chosen, bool(visit.asked("loose")))


async def _count(archive: Database, asked: Asked) -> int:
    counting = count_sql(*asked.filters, expression=asked.expression)
    sql = counting if asked.q else queries.COUNT_OF_CHOSEN.format(condition=asked.condition)
    counted = await every_row(archive, sql, **asked.parameters)
    return int(next(iter(counted[0].values())))


async def _hits(visit: Visit, asked: Asked, page: int, by_date: bool) -> list[Row]:
    """One page of hits: the best of every archive, put together by date or by rank."""
    best: list[tuple[Any, Database, int]] = []
    for archive in visit.archives:
        sized = {**asked.parameters, "size": page * HITS_PER_PAGE}
        if by_date:
            found = await every_row(archive, queries.HITS_BY_DATE.format(condition=asked.condition), **sized)
            best += [((one["day"] or "", one["date"] or ""), archive, one["id"]) for one in found]
        else:
            sql = ranked_sql(*asked.filters, expression=asked.expression)
            ranked = enumerate(await every_row(archive, sql, **sized, start=0))
            best += [(rank, archive, one["id"]) for rank, one in ranked]
    best.sort(key=lambda one: one[0], reverse=by_date)
    shown = best[(page - 1) * HITS_PER_PAGE : page * HITS_PER_PAGE]
    concerned = {archive: [one[2] for one in shown if one[1] is archive] for _, archive, _ in shown}
    drawn = {archive: await _drawn(archive, asked.q, numbers) for archive, numbers in concerned.items()}
    return [drawn[archive][number] for _, archive, number in shown]


async def _drawn(archive: Database, q: str, numbers: list[int]) -> dict[int, Row]:
    """Hits as they are shown, by id."""
    ids, words = json.dumps(numbers), _one_term(q)
    figures = await rows(archive, queries.FIGURES_ABOUT, ids=ids, words=words) if words else []
    return {
        hit["id"]: {
            **{key: value for key, value in hit.items() if key != "body"},
            "archive": archive.name,
            "title_marked": marked(snippet.highlight(hit["title"], q)) if hit["title"] else [],
            "snippet": marked(snippet.snippet(hit["body"], q)),
            "figures": [figure for figure in figures if figure["article_id"] == hit["id"]][:3],
        }
        for hit in await rows(archive, queries.HITS, ids=ids)
    }


def marked(text: str) -> list[Row]:
    """A snippet's stretches: [{"text": "建设", "hit": False}, {"text": "工会驿站", "hit": True}]."""
    stretches = []
    for part in text.split(snippet.OPEN):
        hit, closed, after = part.partition(snippet.CLOSE)
        stretches += [(hit, True), (after, False)] if closed else [(part, False)]
    return [{"text": text, "hit": is_hit} for text, is_hit in stretches if text]


def _facets(total: int) -> list[str]:
    """The filters to offer; places only where hits are few enough to be counted by place while a reader waits."""
    return [name for name in queries.FACETS if total and (name != "place" or total <= NEWEST)]


async def _facet(visit: Visit, name: str, asked: Asked) -> list[Row]:
    """Values of a filter with the number of hits for each, over all archives."""
    counted: Counter[Any] = Counter()
    for archive in visit.archives:
        sql = queries.FACETS[name].format(condition=asked.condition)
        for one in await every_row(archive, sql, **asked.parameters):
            counted[one["value"]] += one["count"]
    return [{"value": value, "count": count} for value, count in counted.items()]


async def _looser(visit: Visit, asked: Asked) -> int:
    """How many articles hold all the words, though not together."""
    return sum([await _count(archive, replace(asked, loose=True)) for archive in visit.archives]) if asked.q else 0


async def _named(visit: Visit, q: str) -> list[Row]:
    """Contributors, places and subjects of figures whose names begin with what was typed."""
    words = _one_term(q)
    if not words:
        return []
    names = starting_with(words)
    found = [
        {
            "archive": archive.name,
            "contributors": await rows(archive, queries.CONTRIBUTORS_NAMED, **names),
            "places": await rows(archive, queries.PLACES_NAMED, **names),
            "subjects": await rows(archive, queries.SUBJECTS_NAMED, **names),
        }
        for archive in visit.archives
    ]
    return [one for one in found if one["contributors"] or one["places"] or one["subjects"]]


def _one_term(q: str) -> str:
    """The text of a query that asks for one thing only, as typed; "" for all others."""
    return q.strip('"“”「」*') if len(terms(q)) == 1 and not any(mark in q for mark in "-:: |") else ""
