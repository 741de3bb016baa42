"""Search over all archives served: ranked hits with snippets, filters with counts, and what else bears the name.

    /-/search?q=工会驿站&year=2025 → {"total": 1, "hits": [{"archive": "archive", "id": 15, "snippet": […]}], …}

Start reading at `search`.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from ingest.search import snippet
from ingest.search.query import terms
from ingest.web import queries
from ingest.web.lists import ARTICLE_COLUMNS
from ingest.web.queries import Row, every_row, row, rows, starting_with
from ingest.web.visit import Slice, Visit

if TYPE_CHECKING:
    from datasette.database import Database

HITS_PER_PAGE = 20

MOST_SHOWN = 200
"""Pages of hits; whoever wants more takes the CSV."""


async def search(visit: Visit) -> dict[str, Any]:
    q, chosen = visit.asked("q"), _chosen(visit)
    if not q and not chosen:
        return {"q": "", "chosen": {}, "hits": [], "total": None}
    loose = bool(visit.asked("loose"))
    condition, parameters = _condition(q, chosen, loose)
    total = sum([await _count(archive, condition, parameters) for archive in visit.archives])
    pages = min(MOST_SHOWN, max(1, -(-total // HITS_PER_PAGE)))
    where = {"total": total, "page": min(visit.page, pages), "pages": pages}
    by_date = not q or visit.asked("sort") == "date"
    return {
        "q": q,
        "chosen": chosen,
        "loose": loose,
        "sort": "date" if by_date else "relevance",
        "total": total,
        "pager": where,
        "hits": await _hits(visit, q, condition, parameters, where["page"], by_date),
        "facets": {name: await _facet(visit, name, condition, parameters) for name in queries.FACETS} if total else {},
        "named": await _named(visit, q) if where["page"] == 1 else [],
        "looser": await _looser(visit, q, chosen) if not total and not loose else 0,
        "ranked_at_most": queries.RANKED_AT_MOST,
    }


async def every_hit(visit: Visit) -> Slice:
    """All hits of all archives, by date."""
    q, chosen = visit.asked("q"), _chosen(visit)
    condition, parameters = _condition(q, chosen, bool(visit.asked("loose")))
    found: list[Row] = []
    for archive in visit.archives:
        hits = await every_row(archive, queries.EVERY_HIT.format(condition=condition), **parameters)
        found += [{**hit, "archive": archive.name} for hit in hits]
    return Slice("-".join(["检索", *filter(None, [q]), *chosen.values()]), ["archive", *ARTICLE_COLUMNS], found)


def _chosen(visit: Visit) -> dict[str, str]:
    return {name: visit.asked(name) for name in queries.HIT_FILTERS if visit.asked(name)}


def _condition(q: str, chosen: dict[str, str], loose: bool) -> tuple[str, dict[str, str]]:
    """What makes an article a hit, as a condition in SQL, and its parameters."""
    looked_for = [queries.LOOSELY if loose else queries.STRICTLY] if q else []
    conditions = [*looked_for, *(queries.HIT_FILTERS[name] for name in chosen)]
    return " and ".join(conditions) or "true", {**chosen, **({"q": q} if q else {})}


async def _count(archive: Database, condition: str, parameters: dict[str, str]) -> int:
    counted = await row(archive, queries.COUNT_OF_HITS.format(condition=condition), **parameters)
    return int(counted["count"]) if counted else 0


async def _hits(
    visit: Visit, q: str, condition: str, parameters: dict[str, str], page: int, by_date: bool
) -> list[Row]:
    """One page of hits: the best of every archive, put together by score or date."""
    best: list[tuple[Any, Database, int]] = []
    ranking = "looser_fts" if visit.asked("loose") else "ranked_fts"
    sql = queries.HITS_BY_DATE if by_date else queries.HITS_BY_RELEVANCE
    for archive in visit.archives:
        asked = {**parameters, "limit": page * HITS_PER_PAGE}
        found = await every_row(archive, sql.format(condition=condition, ranking=ranking), **asked)
        best += [(one["day"] or "" if by_date else one["score"], archive, one["id"]) for one in found]
    best.sort(key=lambda one: one[0], reverse=by_date)
    shown = best[(page - 1) * HITS_PER_PAGE : page * HITS_PER_PAGE]
    drawn = {
        archive: await _drawn(archive, q, [one[2] for one in shown if one[1] is archive]) for _, archive, _ in shown
    }
    return [drawn[archive][number] for _, archive, number in shown]


async def _drawn(archive: Database, q: str, numbers: list[int]) -> dict[int, Row]:
    """Hits as they are shown, by id."""
    ids, words = json.dumps(numbers), _one_term(q)
    figures = await rows(archive, queries.FIGURES_ABOUT, ids=ids, words=words) if words else []
    return {
        hit["id"]: {
            **{key: value for key, value in hit.items() if key != "body"},
            "archive": archive.name,
            "title_marked": marked(snippet.snippet(hit["title"], q)) if hit["title"] else [],
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


async def _facet(visit: Visit, name: str, condition: str, parameters: dict[str, str]) -> list[Row]:
    """Values of a filter with the number of hits for each, over all archives."""
    counted: Counter[Any] = Counter()
    for archive in visit.archives:
        for one in await every_row(archive, queries.FACETS[name].format(condition=condition), **parameters):
            counted[one["value"]] += one["count"]
    return [{"value": value, "count": count} for value, count in counted.items()]


async def _looser(visit: Visit, q: str, chosen: dict[str, str]) -> int:
    """How many articles hold all the words, though not together."""
    condition, parameters = _condition(q, chosen, loose=True)
    return sum([await _count(archive, condition, parameters) for archive in visit.archives]) if q else 0


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
