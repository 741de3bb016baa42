"""The full-text index of the articles: kept in step with them row by row, or rebuilt whole.

    for article_id, text in texts(conn, page_id):      # before a page's rows change
        remove(conn, article_id, text)
    for article_id, text in texts(conn, page_id):      # after
        add(conn, article_id, text)

`articles_fts` holds the pieces of each text (pieces.py) and finds; `articles_fts_words` holds which words an article
has (words.py) and puts the better hits first. Their rowid is `articles.id`. Both are contentless: they keep tokens, not
texts, and forget an article only when told the very tokens that went in. So what decides the tokens (`facts`) stands
in the archive, and an index that other facts made is rebuilt before it is changed.

The comment in its definition tells Datasette, sqlite-utils and datasette-search-all whose index `articles_fts` is.
Ranking asks of words no more than where they are, so they are kept without positions: a tenth of the whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.search.folding import fold
from ingest.search.pieces import token, tokens
from ingest.search.words import segmenter, words

LAYOUT = "1"
"""Of the tokens: changes with folding.py, pieces.py or words.py, and with it every index is rebuilt."""

CREATE = """
create virtual table articles_fts using fts5 /* content="articles" */ (
    body, title, kicker, byline, content='', tokenize='unicode61'
);
create virtual table articles_fts_words using fts5 (
    words, content='', detail='none', tokenize='unicode61'
);
create table if not exists archive_facts (key text primary key, value text not null) without rowid;
"""
ADD = "insert into articles_fts (rowid, body, title, kicker, byline) values (?, ?, ?, ?, ?)"
REMOVE = """
insert into articles_fts (articles_fts, rowid, body, title, kicker, byline) values ('delete', ?, ?, ?, ?, ?)
"""
ADD_WORDS = "insert into articles_fts_words (rowid, words) values (?, ?)"
REMOVE_WORDS = "insert into articles_fts_words (articles_fts_words, rowid, words) values ('delete', ?, ?)"
REMOVE_ALL = """
insert into articles_fts (articles_fts) values ('delete-all');
insert into articles_fts_words (articles_fts_words) values ('delete-all')
"""
TEXTS = """
select id, title, kicker, subtitle, section, body, (
    select group_concat(coalesce(role || ' ', '') || name, char(10))
    from (select name, role from bylines where article_id = articles.id order by position)
)
from articles
"""
OF_PAGE = TEXTS + "where page_id = ?"


@dataclass(frozen=True)
class IndexedText:
    """The texts of an article that can be searched, as they stand in the archive."""

    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    section: str | None = None
    body: str = ""
    byline: str | None = None
    """One line a name, its role before it: 记者 王鲁斌."""

    def folded(self) -> tuple[str, str, str, str]:
        """The texts by columns of the index: body, title, kicker, byline. Parts of one stand on lines of their own."""
        above = "\n".join(text for text in (self.kicker, self.subtitle, self.section) if text)
        return fold(self.body), fold(self.title or ""), fold(above), fold(self.byline or "")


def create(conn: sqlite3.Connection) -> None:
    """Makes the empty index, and the table that says what decides its tokens."""
    _execute_each(conn, CREATE)
    _write_facts(conn)


def texts(conn: sqlite3.Connection, page_id: int | None = None) -> Iterator[tuple[int, IndexedText]]:
    """Each article's id and searchable texts as the tables hold them now; of one page, or of all."""
    rows = conn.execute(TEXTS) if page_id is None else conn.execute(OF_PAGE, [page_id])
    for article_id, *fields in rows:
        yield article_id, IndexedText(*fields)


def add(conn: sqlite3.Connection, article_id: int, text: IndexedText) -> None:
    """Indexes an article that is not in the index."""
    folded = text.folded()
    conn.execute(ADD, [article_id, *(" ".join(tokens(column)) for column in folded)])
    conn.execute(ADD_WORDS, [article_id, _words_of(folded)])


def remove(conn: sqlite3.Connection, article_id: int, text: IndexedText) -> None:
    """Takes an article out of the index; `text` must be what was added."""
    folded = text.folded()
    conn.execute(REMOVE, [article_id, *(" ".join(tokens(column)) for column in folded)])
    conn.execute(REMOVE_WORDS, [article_id, _words_of(folded)])


def rebuild(conn: sqlite3.Connection) -> None:
    """Makes the index anew from the articles; in the caller's transaction, so that it is whole or as before."""
    _execute_each(conn, REMOVE_ALL)
    for article_id, text in texts(conn):
        add(conn, article_id, text)
    _write_facts(conn)


def is_current(conn: sqlite3.Connection) -> bool:
    """Whether this program would make the tokens that stand in the index."""
    return facts().items() <= dict(conn.execute("select key, value from archive_facts")).items()


def facts() -> dict[str, str]:
    """What decides the tokens of the index."""
    return {"index layout": LAYOUT, "segmenter": segmenter()}


def _words_of(folded: Iterable[str]) -> str:
    """The different words of texts, in the order of their first appearance, as FTS5 sees them."""
    return " ".join(map(token, dict.fromkeys(word for text in folded for word in words(text))))


def _execute_each(conn: sqlite3.Connection, script: str) -> None:
    """Like `executescript`, which would end the caller's transaction."""
    for statement in script.split(";"):
        conn.execute(statement)


def _write_facts(conn: sqlite3.Connection) -> None:
    conn.executemany("insert or replace into archive_facts (key, value) values (?, ?)", facts().items())
