"""Search over all archives served: ranked hits with snippets, filters with counts, and what else bears the name.

    /-/search?q=工会驿站&year=2025 → {"total": 1, "hits": [{"archive": "archive", "id": 15, "snippet": […]}], …}

Start reading at `search`.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from datasette_search_all.utils import get_searchable_tables  # type: ignore[import-untyped]

from ingest.search import snippet
from ingest.search.query import terms
from ingest.search.ranking import ANY, LOOSER, NEWEST, STRICT, count_sql, ranked_sql, rarity
from ingest.web import queries
from ingest.web.histogram import by_year, histogram
from ingest.web.lists import ARTICLE_COLUMNS, addressed, pager
from ingest.web.memory import remembered
from ingest.web.queries import Row, every_answer, every_row, of_all, of_each, rows, starting_with
from ingest.web.renames import Renamed, renamed
from ingest.web.visit import Slice, Visit
from ingest.web.when import Days, asked_days

if TYPE_CHECKING:
    from datasette.database import Database

Hit = tuple["Database", int]
"""An article that is found: its archive and its number."""

HITS_PER_PAGE = 20

MOST_NAMED = 5
"""Contributors, places and subjects each that bear a name."""

MOST_SHOWN = 200
"""Pages of hits; whoever wants more takes the CSV."""

LOOSE = {"": STRICT, "1": LOOSER, "any": ANY}
"""How strictly words are taken, as addresses have it: together; all of them, though not together; any of them."""


@dataclass(frozen=True)
class Asked:
    """What is looked for."""

    q: str
    chosen: dict[str, str]
    """Filters: {"year": "2025"}."""
    days: Days
    loose: str
    """One of LOOSE."""
    by_date: bool

    @property
    def found_by(self) -> dict[str, str]:
        """As arguments of an address; the hit's own page marks the words by them."""
        days = {"from": self.days.first, "to": self.days.last}
        sort = "date" if self.q and self.by_date else ""
        asked = {"q": self.q, "loose": self.loose, "sort": sort, **days, **self.chosen}
        return {name: value for name, value in asked.items() if value}

    def __bool__(self) -> bool:
        return bool(self.q or self.chosen or self.days)

    @property
    def expression(self) -> str:
        return LOOSE[self.loose]

    @property
    def filters(self) -> list[str]:
        """The filters as conditions in SQL."""
        return [*(queries.HIT_FILTERS[name] for name in self.chosen), *self.days.conditions]

    @property
    def condition(self) -> str:
        """What makes an article a hit, in SQL."""
        matching = [queries.MATCHING.format(expression=self.expression)] if self.q else []
        return " and ".join([*matching, *self.filters]) or "true"

    @property
    def parameters(self) -> dict[str, str]:
        return {**self.chosen, **self.days.parameters, **({"q": self.q} if self.q else {})}


async def search(visit: Visit) -> dict[str, Any]:
    asked = asked_of(visit)
    if not asked:
        return {"q": "", "chosen": {}, "days": asked.days.data, "hits": [], "total": None}
    counted = await _counted(visit, asked)
    total = sum(one["count"] for one in counted)
    where = pager(visit, total, HITS_PER_PAGE, MOST_SHOWN)
    return {
        "q": asked.q,
        "chosen": asked.chosen,
        "days": asked.days.data,
        "loose": asked.loose,
        "found_by": asked.found_by,
        "sort": "date" if asked.by_date else "relevance",
        "total": total,
        "pager": where,
        "hits": await _hits(visit, asked, where["page"], _summed(counted, "archive")),
        "histogram": histogram(_summed(counted, "month")),
        "facets": await _facets(visit, asked, counted, total),
        "named": await _named(visit, asked.q) if where["page"] == 1 else [],
        "looser": {} if total or asked.loose else await _looser(visit, asked),
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
    asked = asked_of(visit)
    found: list[Row] = []
    for archive in visit.archives:
        hits = await every_row(archive, queries.EVERY_HIT.format(condition=asked.condition), **asked.parameters)
        found += [{**hit, "archive": archive.name} for hit in addressed(visit, archive.name, hits)]
    told = ["检索", *filter(None, [asked.q, *asked.chosen.values(), asked.days.told])]
    return Slice("-".join(told), ["archive", *ARTICLE_COLUMNS], found)


async def newest_hits(visit: Visit, archive: Database, size: int) -> list[Row]:
    """What is found in one archive, the newest issue first; its newest articles where nothing is asked for."""
    asked = asked_of(visit)
    sql = f"{queries.EVERY_HIT.format(condition=asked.condition)} limit {size}"
    return await every_row(archive, sql, **asked.parameters)


def asked_of(visit: Visit) -> Asked:
    """What the address looks for."""
    chosen = {name: visit.asked(name) for name in queries.HIT_FILTERS if visit.asked(name)}
    q = visit.asked("q") or visit.asked("_search")
    loose = visit.asked("loose") if visit.asked("loose") in LOOSE else ""
    return Asked(q, chosen, asked_days(visit), loose, by_date=not q or visit.asked("sort") == "date")


async def _count(archive: Database, asked: Asked) -> int:
    counted = await every_row(archive, count_sql(*asked.filters, expression=asked.expression), **asked.parameters)
    return int(next(iter(counted[0].values())))


async def _hits(visit: Visit, asked: Asked, page: int, numbers: Counter[Any]) -> list[Row]:
    """One page of hits; `numbers` of them are in the archives of these names.

    Those that print the same text are one entry, at the place of the best of them; the others are in its `also`,
    wherever they come among the hits.
    """
    found = await best(visit.archives, asked, page * HITS_PER_PAGE, numbers)
    places = {hit: at for at, hit in enumerate(found, 1)}
    told = _by_text(places, await _same(asked, found))
    shown = [hits for hits in told if places[hits[0]] > (page - 1) * HITS_PER_PAGE]
    concerned = _by_archive([hit for hits in shown for hit in hits])
    found_rows = await asyncio.gather(*(_drawn(archive, asked.q, numbers) for archive, numbers in concerned.items()))
    drawn = dict(zip(concerned, found_rows, strict=True))
    entries = [[{**drawn[one][number], "hit": places.get((one, number))} for one, number in hits] for hits in shown]
    return [{**first, "also": also} for first, *also in entries]


def _by_archive(hits: Iterable[Hit]) -> dict[Database, list[int]]:
    """The numbers of articles by their archives."""
    found: dict[Database, list[int]] = {}
    for archive, number in hits:
        found.setdefault(archive, []).append(number)
    return found


def _by_text(places: Mapping[Hit, int], same: Mapping[Hit, list[Hit]]) -> list[list[Hit]]:
    """Hits by their places → one list for all that print the same text, those without a place last."""
    told: set[Hit] = set()
    lists: list[list[Hit]] = []
    for hit in places:
        if hit not in told:
            together = [hit]
            for one in together:  # grows by those that print the same text
                together += [other for other in same.get(one, ()) if other not in together]
            told.update(together)
            lists.append(sorted(together, key=lambda one: places.get(one, len(places) + 1)))
    return lists


async def _same(asked: Asked, hits: Iterable[Hit]) -> dict[Hit, list[Hit]]:
    """Of some hits, and of those that are told of them, the hits that print the same text."""
    sql = queries.SAME_AMONG_HITS.format(condition=asked.condition)
    same: dict[Hit, list[Hit]] = {}
    for archive, numbers in _by_archive(hits).items():
        known: set[int] = set()
        while numbers:
            known.update(numbers)
            pairs = await every_row(archive, sql, ids=json.dumps(numbers), **asked.parameters)
            for pair in pairs:
                same.setdefault((archive, pair["id"]), []).append((archive, pair["other"]))
            numbers = sorted({pair["other"] for pair in pairs} - known)
    return same


async def best(archives: list[Database], asked: Asked, size: int, hits: Counter[Any] | None = None) -> list[Hit]:
    """(archive, number of the article) of the first hits: the best of every archive, by date or by rank.

    `hits` are the numbers of all hits by the names of archives, where these are known already.
    """
    sized = {**asked.parameters, "size": size}
    if asked.by_date:
        of_archives = await of_each(archives, queries.HITS_BY_DATE.format(condition=asked.condition), **sized)
        keys = [[(one["day"] or "", one["date"] or "") for one in dated] for dated in of_archives]
    else:
        sql = ranked_sql(*asked.filters, expression=asked.expression)
        of_archives = await of_each(archives, sql, **sized, start=0)
        weights = await _weights(archives, asked, hits)
        keys = [
            [(one["worded"], -one["score"] * weight) for one in ranked]
            for ranked, weight in zip(of_archives, weights, strict=True)
        ]
    found = [
        (key, archive, one["id"])
        for archive, hits, of_hits in zip(archives, of_archives, keys, strict=True)
        for one, key in zip(hits, of_hits, strict=True)
    ]
    found.sort(key=lambda one: one[0], reverse=True)
    return [(archive, number) for _, archive, number in found[:size]]


async def _weights(archives: list[Database], asked: Asked, known: Counter[Any] | None) -> list[float]:
    """What makes the scores of several archives comparable: a word may be rare in one and common in another.

    bm25 multiplies by how rare the words are in the archive; over all archives they are as rare as in all together.
    """
    if len(archives) < 2:
        return [1.0] * len(archives)
    if known is None or asked.filters:  # how rare words are does not depend on filters
        counted = await of_each(archives, count_sql(expression=asked.expression), q=asked.q)
        hits = [int(next(iter(one[0].values()))) for one in counted]
    else:
        hits = [known[archive.name] for archive in archives]
    articles = [int((await remembered(archive, queries.COUNTS))[0]["articles"]) for archive in archives]
    over_all = rarity(sum(articles), sum(hits))
    return [over_all / rarity(*numbers) for numbers in zip(articles, hits, strict=True)]


async def _drawn(archive: Database, q: str, numbers: list[int]) -> dict[int, Row]:
    """Hits as they are shown, by id."""
    ids, words = json.dumps(numbers), _one_term(q)
    figures = await rows(archive, queries.FIGURES_ABOUT, ids=ids, words=words) if words else []
    return {
        hit["id"]: {
            **{key: value for key, value in hit.items() if key != "body"},
            "archive": archive.name,
            "title_marked": marked_words(hit["title"], q) if hit["title"] else [],
            "snippet": marked(snippet.snippet(hit["body"], q)),
            "figures": [figure for figure in figures if figure["article_id"] == hit["id"]][:3],
        }
        for hit in await rows(archive, queries.HITS, ids=ids)
    }


def marked_words(text: str, q: str, column: str = "title") -> list[Row]:
    """A whole text's stretches, what is looked for marked."""
    return marked(snippet.highlight(text, q, column))


def marked(text: str) -> list[Row]:
    """A snippet's stretches: [{"text": "建设", "hit": False}, {"text": "工会驿站", "hit": True}]."""
    stretches = []
    for part in text.split(snippet.OPEN):
        hit, closed, after = part.partition(snippet.CLOSE)
        stretches += [(hit, True), (after, False)] if closed else [(part, False)]
    return [{"text": text, "hit": is_hit} for text, is_hit in stretches if text]


async def _counted(visit: Visit, asked: Asked) -> list[Row]:
    """The number of hits of each paper, month and kind, over all archives."""
    sql = queries.COUNTED_HITS.format(condition=asked.condition)
    return await of_all(visit.archives, sql, **asked.parameters)


def _summed(counted: list[Row], name: str) -> Counter[Any]:
    summed: Counter[Any] = Counter()
    for one in counted:
        summed[one[name]] += one["count"]
    return summed


async def _facets(visit: Visit, asked: Asked, counted: list[Row], total: int) -> dict[str, list[Row]]:
    """Values of the filters with the number of hits for each, over all archives.

    Places only where hits are few enough to be counted by place while a reader waits.
    """
    if not total:
        return {}
    papers = {name: count for name, count in _summed(counted, "publication").most_common() if name}
    facets = {"publication": papers, "year": by_year(_summed(counted, "month")), "kind": _summed(counted, "kind")}
    if total <= NEWEST:
        facets["place"] = await _places(visit, asked)
    return {
        name: [{"value": value, "count": count} for value, count in values.items()][: queries.MOST_OF_A_FACET]
        for name, values in facets.items()
    }


async def _places(visit: Visit, asked: Asked) -> dict[str, int]:
    """The places that most hits name."""
    sql = queries.PLACES_OF_HITS.format(condition=asked.condition)
    return dict(_summed(await of_all(visit.archives, sql, **asked.parameters), "value").most_common())


async def _looser(visit: Visit, asked: Asked) -> dict[str, int]:
    """How many articles there are where words are taken less strictly: {"1": 2, "any": 30}, the useful ones only."""
    counts = {
        loose: await number_of_hits(visit.archives, replace(asked, loose=loose)) for loose in LOOSE if loose and asked.q
    }
    return {loose: count for loose, count in counts.items() if count and (loose == "1" or count != counts["1"])}


def looked_for(q: str) -> Asked:
    """A query alone, without filters."""
    return Asked(q, {}, Days(), "", by_date=False)


async def number_of_hits(archives: list[Database], asked: Asked) -> int:
    return sum(await asyncio.gather(*(_count(archive, asked) for archive in archives)))


async def _named(visit: Visit, q: str) -> list[Row]:
    """Contributors, places and subjects of figures whose names begin with what was typed; divisions that bore it."""
    words = _one_term(q)
    if not words:
        return []
    names = starting_with(words)
    former = renamed(words)
    paths = json.dumps([one.path for one in former])
    found = await asyncio.gather(*(_named_in(archive, names, former, paths) for archive in visit.archives))
    if len(found) > 1:
        found = [_merged(found)]
    return [one for one in found if any(one[kind] for kind in one if kind != "archive")]


SAME = {"contributors": "name", "places": "path", "renamed": "path", "subjects": "subject"}
"""What makes things of several archives the same thing."""


def _merged(found: list[Row]) -> Row:
    """What several archives know of a name, each thing once."""
    merged: Row = {"archive": None}
    for kind, key in SAME.items():
        things: dict[str, Row] = {}
        number = "figures" if kind == "subjects" else "articles"
        for one in (one for of_archive in found for one in of_archive[kind]):
            held = things.setdefault(one[key], {**one, number: 0})
            held[number] += one[number]
        merged[kind] = sorted(things.values(), key=lambda one: (-one[number], one[key]))[:MOST_NAMED]
    return merged


async def _named_in(archive: Database, names: dict[str, str], former: list[Renamed], paths: str) -> Row:
    asked = {
        "contributors": queries.CONTRIBUTORS_NAMED,
        "places": queries.PLACES_NAMED,
        "subjects": queries.SUBJECTS_NAMED,
        **({"renamed": queries.PLACES_OF_PATHS} if former else {}),
    }
    found = await every_answer(archive, asked, **names, paths=paths)
    renamed = [
        {**asdict(one), "name": one.name, "id": place["id"], "articles": place["articles"]}
        for place in found.get("renamed", [])
        for one in former
        if one.path == place["path"]
    ]
    return {"archive": archive.name, **found, "renamed": renamed}


def _one_term(q: str) -> str:
    """The text of a query that asks for one thing only, as typed; "" for all others."""
    return q.strip('"“”「」*') if len(terms(q)) == 1 and not any(mark in q for mark in "-:: |") else ""
