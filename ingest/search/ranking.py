"""The SQL of a page of results, best first, and of the number of all hits.

    sql = ranked_sql("articles.date >= :since")
    conn.execute(sql, {"q": "工会驿站", "since": "2025-01-01", "size": 20, "start": 0})

Conditions are SQL over `articles` and `pages`; the connection must know the functions of functions.py.
Articles that have the whole query as words come before those that have its characters across words (国人 in
中国人民); then bm25 decides, then the newer comes first. docs/search.md tells which weights were tried.
"""

from __future__ import annotations

NEWEST = 20_000
"""Hits that are put in order of relevance, the newest; where `count_sql` gives more, the page must say so."""

WEIGHTS = (1, 10, 5, 3)
"""Of a hit in body, title, kicker, byline."""

_JOINS = "join articles on articles.id = articles_fts.rowid join pages on pages.id = articles.page_id"

_HITS = """
from articles_fts {joins}
where articles_fts match escape_fts(:q) {conditions}
"""

# The plus signs keep SQLite from asking the index once for each id.
_RANKED = """
with hits as materialized (
    select articles_fts.rowid as id {hits} order by articles_fts.rowid desc limit {newest}
),
worded as materialized (
    select rowid as id from articles_fts
    where articles_fts match worded_fts(:q) and rowid >= (select min(id) from hits)
)
select rowid as id from articles_fts
where articles_fts match ranked_fts(:q) and rowid >= (select min(id) from hits) and +rowid in (select id from hits)
order by +rowid in (select id from worded) desc, bm25(articles_fts, {weights}), rowid desc
limit :size offset :start
"""


def ranked_sql(*conditions: str) -> str:
    """The SELECT for the ids of one page of hits, best first; parameters :q, :size, :start and the conditions' own."""
    return _RANKED.format(hits=_hits(conditions), newest=NEWEST, weights=", ".join(map(str, WEIGHTS)))


def count_sql(*conditions: str) -> str:
    """The SELECT for the number of all hits; parameters :q and the conditions' own."""
    return f"select count(*) {_hits(conditions)}"


def _hits(conditions: tuple[str, ...]) -> str:
    joined = "".join(f" and ({condition})" for condition in conditions)
    return _HITS.format(joins=_JOINS if conditions else "", conditions=joined)
