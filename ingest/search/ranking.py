"""The SQL of a page of results, best first, and of the number of all hits.

    sql = ranked_sql("articles.date >= :since")
    conn.execute(sql, {"q": "工会驿站", "since": "2025-01-01", "size": 20, "start": 0})

Conditions are SQL over `articles` and `pages`; the connection must know the functions of functions.py.
Articles that have the query's words come before those that have its characters across words (国人 in 中国人民);
then bm25 decides, then the newer comes first. docs/search.md tells which weights were tried.
"""

from __future__ import annotations

from math import log

NEWEST = 20_000
"""Hits that are put in order of relevance, the newest; where `count_sql` gives more, the page must say so."""

WEIGHTS = (1, 10, 5, 3)
"""Of a hit in body, title, kicker, byline."""

# Cross joins keep SQLite from asking the index once for each article.
_JOINS = "cross join articles on articles.id = articles_fts.rowid cross join pages on pages.id = articles.page_id"

_HITS = "from articles_fts {joins} where articles_fts match {expression} {conditions}"

_RANKED = """
with oldest (id) as materialized (
    select coalesce((select articles_fts.rowid {hits} order by articles_fts.rowid desc limit 1 offset {newest}), 0)
)
select
    articles_fts.rowid as id,
    +articles_fts.rowid in (
        select rowid from articles_fts_words
        where articles_fts_words match worded_fts(:q) and rowid > (select id from oldest)
    ) as worded,
    bm25(articles_fts, {weights}) as score
{hits} and articles_fts.rowid > (select id from oldest)
order by worded desc, score, articles_fts.rowid desc
limit :size offset :start
"""

STRICT, LOOSER, ANY = "escape_fts(:q)", "looser_fts(:q)", "any_fts(:q)"
"""What is asked of the index: exactly what was typed; or, when that finds nothing, its words anywhere, or any word."""


def ranked_sql(*conditions: str, expression: str = STRICT) -> str:
    """The SELECT for one page of hits, best first: (id, whether it has the words, bm25's score, the lower the better).

    Parameters are :q, :size, :start and the conditions' own.
    """
    weights = ", ".join(map(str, WEIGHTS))
    return _RANKED.format(hits=_hits(conditions, expression), newest=NEWEST, weights=weights)


def count_sql(*conditions: str, expression: str = STRICT) -> str:
    """The SELECT for the number of all hits; parameters :q and the conditions' own."""
    return f"select count(*) {_hits(conditions, expression)}"


def rarity(articles: int, hits: int) -> float:
    """What bm25 makes of how few articles have a word: the factor in the scores of all its hits in one archive.

    >>> round(rarity(1000, 10), 2), rarity(10, 9)
    (4.55, 1e-06)
    """
    return max(log((articles - hits + 0.5) / (hits + 0.5)), 1e-6) if articles else 1e-6


def _hits(conditions: tuple[str, ...], expression: str) -> str:
    joined = "".join(f" and ({condition})" for condition in conditions)
    return _HITS.format(joins=_JOINS if conditions else "", conditions=joined, expression=expression)
