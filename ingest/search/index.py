"""The full-text indexes: kept in step with their tables row by row, or rebuilt whole.

    for number, text in texts(conn, "articles", [1, 2]):      # before rows change
        remove(conn, "articles", number, text)
    add(conn, "articles", [1, 2, 3])                          # after

Every table of `TEXTS` has an index of its name, `places_fts` beside `places`: the pieces of each row's texts
(pieces.py) under the row's id, in the same four columns everywhere, so that one query language serves all.
`articles_fts_words` holds which words an article has (words.py) and puts the better hits first. All are contentless:
they keep tokens, not texts, and forget a row only when told the very tokens that went in. So what decides the tokens
(`facts`) stands in the archive, and indexes that other facts made are rebuilt before they are changed.

The comment in its definition tells Datasette, sqlite-utils and datasette-search-all whose index each is.
Ranking asks of words no more than where they are, so they are kept without positions: a tenth of the whole.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.search.folding import fold
from ingest.search.pieces import ORGANISATION, PERSON, marked, token, tokens
from ingest.search.words import segmenter, words

LAYOUT = "4"
"""Of the indexes: changes with what they hold and with folding.py, pieces.py or words.py; then all are rebuilt."""

PEOPLE = """(
    select group_concat(name, char(10)) from (
        select distinct name from person_mentions join people on people.id = person_id
        where article_id = articles.id and role = 'named' order by name
    )
)"""
ORGANISATIONS = """(
    select group_concat(name, char(10)) from (
        select distinct name from organisation_mentions join organisations on organisations.id = organisation_id
        where article_id = articles.id order by name
    )
)"""
NAMES = f"select id, {PEOPLE}, {ORGANISATIONS} from articles where id in (select value from json_each(?))"

TEXTS = {
    "articles": f"""
        select id, title, kicker, subtitle, section, body || coalesce(char(10, 10) || (
            select group_concat(printed, char(10)) from (
                select printed from corrections join blocks on blocks.page_id = corrections.page_id
                where kind = 'text' and state = 'applied' and article_id = articles.id
                    and stands_at between first_line and last_line
                order by corrections.id
            )
        ), '') as body, (
            select group_concat(coalesce(role || ' ', '') || name, char(10))
            from (select name, role from bylines where article_id = articles.id order by position)
        ) as byline, {PEOPLE} as people, {ORGANISATIONS} as organisations
        from articles
    """,
    "bylines": "select id, coalesce(role || ' ', '') || name as byline from bylines",
    "places": "select id, name as title, path as kicker from places",
    "figures": "select id, subject as title, text as body from figures",
}
"""Tables that can be searched, with the SQL for their rows' ids and texts, named as fields of IndexedText. An article
whose lines people mended is found by the words as printed too."""

RANKED = "articles"
"""The table whose hits are put in order, so that its words are kept too."""

CREATE = """
create virtual table if not exists {table}_fts using fts5 /* content="{table}" */ (
    body, title, kicker, byline, content='', tokenize='unicode61'
)
"""
CREATE_WORDS = """
create virtual table if not exists articles_fts_words using fts5 (
    words, content='', detail='none', tokenize='unicode61'
)
"""
CREATE_FACTS = "create table if not exists archive_facts (key text primary key, value text not null) without rowid"
HELD = "select rowid from {table}_fts where rowid in (select value from json_each(?))"
ADD = "insert into {table}_fts (rowid, body, title, kicker, byline) values (?, ?, ?, ?, ?)"
REMOVE = """
insert into {table}_fts ({table}_fts, rowid, body, title, kicker, byline) values ('delete', ?, ?, ?, ?, ?)
"""
ADD_WORDS = "insert into articles_fts_words (rowid, words) values (?, ?)"
REMOVE_WORDS = "insert into articles_fts_words (articles_fts_words, rowid, words) values ('delete', ?, ?)"
REMOVE_ALL = "insert into {index} ({index}) values ('delete-all')"
AMONG = " where id in (select value from json_each(?))"


@dataclass(frozen=True)
class IndexedText:
    """The texts of a row that can be searched, as they stand in the archive; named as those of an article."""

    title: str | None = None
    kicker: str | None = None
    subtitle: str | None = None
    section: str | None = None
    body: str = ""
    byline: str | None = None
    """One line a name, its role before it: 记者 王鲁斌."""
    people: str | None = None
    """One line a name: whom the article names, by whole names."""
    organisations: str | None = None

    def folded(self) -> tuple[str, str, str, str]:
        """The texts by columns of the index: body, title, kicker, byline. Parts of one stand on lines of their own."""
        above = "\n".join(text for text in (self.kicker, self.subtitle, self.section) if text)
        return fold(self.body), fold(self.title or ""), fold(above), fold(self.byline or "")

    def named(self) -> list[str]:
        """The marked pieces of people and organisations, which stand in the column of bylines behind these."""
        return [*marked(fold(self.people or ""), PERSON), *marked(fold(self.organisations or ""), ORGANISATION)]


@dataclass(frozen=True)
class Entry:
    """What the indexes hold of a row, in tokens parted by blanks."""

    pieces: tuple[str, ...]
    """By columns: body, title, kicker, byline."""
    words: str | None
    """Of a row that is ranked."""

    def behind(self, names: Iterable[str]) -> Entry:
        """With these pieces more, behind the byline's."""
        *others, byline = self.pieces
        return Entry((*others, " ".join([*byline.split(" "), *names]).strip()), self.words)


def indexes() -> list[str]:
    """The names of all indexes."""
    return [*(f"{table}_fts" for table in TEXTS), f"{RANKED}_fts_words"]


def create(conn: sqlite3.Connection) -> None:
    """Makes those indexes that are not there, empty, and the table that says what decides their tokens."""
    for table in TEXTS:
        conn.execute(CREATE.format(table=table))
    conn.execute(CREATE_WORDS)
    conn.execute(CREATE_FACTS)
    _write_facts(conn)


def texts(
    conn: sqlite3.Connection, table: str, numbers: Iterable[int] | None = None
) -> Iterator[tuple[int, IndexedText]]:
    """Id and searchable texts of each row as the table holds them now; of the rows with these ids, or of all."""
    among = [] if numbers is None else [json.dumps(list(numbers))]
    rows = conn.execute(TEXTS[table] + AMONG * len(among), among)
    fields = [column for column, *_ in rows.description[1:]]
    for number, *values in rows:
        yield number, IndexedText(**dict(zip(fields, values, strict=True)))


def entry(table: str, text: IndexedText) -> Entry:
    """What the indexes of a table hold of a row: a pure function, so that any process can work it out."""
    folded = text.folded()
    *others, byline = map(tokens, folded)
    pieces = tuple(map(" ".join, [*others, [*byline, *text.named()]]))
    return Entry(pieces, _words_of(folded) if table == RANKED else None)


def with_names(conn: sqlite3.Connection, table: str, entries: Iterable[tuple[int, Entry]]) -> list[tuple[int, Entry]]:
    """Entries of rows; those of articles with whom and what these name, as the tables call them by now."""
    entries = list(entries)
    if table != RANKED:
        return entries
    found = conn.execute(NAMES, [json.dumps([number for number, _ in entries])])
    names = {number: IndexedText(people=people, organisations=bodies).named() for number, people, bodies in found}
    return [(number, entry.behind(names[number])) for number, entry in entries]


def add(conn: sqlite3.Connection, table: str, numbers: Iterable[int]) -> None:
    """Indexes the rows with these ids. Those that stand in it stay as they are: a place is named on many pages."""
    wanted = set(numbers)
    held = {number for (number,) in conn.execute(HELD.format(table=table), [json.dumps(list(wanted))])}
    put(conn, table, [(number, entry(table, text)) for number, text in texts(conn, table, wanted - held)])


def put(conn: sqlite3.Connection, table: str, entries: Iterable[tuple[int, Entry]]) -> None:
    """Indexes rows that do not stand in the index yet, by their ids."""
    _write(conn, ADD.format(table=table), ADD_WORDS, entries)


def remove(conn: sqlite3.Connection, table: str, number: int, text: IndexedText) -> None:
    """Takes a row out of its index; `text` must be what was added."""
    _write(conn, REMOVE.format(table=table), REMOVE_WORDS, [(number, entry(table, text))])


def rebuild(conn: sqlite3.Connection) -> None:
    """Makes all indexes anew from the tables; in the caller's transaction, so that they are whole or as before."""
    create(conn)
    for each in indexes():
        conn.execute(REMOVE_ALL.format(index=each))
    for table in TEXTS:
        for number, text in texts(conn, table):
            put(conn, table, [(number, entry(table, text))])


def is_current(conn: sqlite3.Connection) -> bool:
    """Whether this program would make the tokens that stand in the indexes."""
    return facts().items() <= dict(conn.execute("select key, value from archive_facts")).items()


def facts() -> dict[str, str]:
    """What decides the tokens of the indexes."""
    return {"index layout": LAYOUT, "segmenter": segmenter()}


def _write(conn: sqlite3.Connection, pieces_sql: str, words_sql: str, entries: Iterable[tuple[int, Entry]]) -> None:
    entries = list(entries)
    conn.executemany(pieces_sql, [(number, *entry.pieces) for number, entry in entries])
    conn.executemany(words_sql, [(number, entry.words) for number, entry in entries if entry.words is not None])


def _words_of(folded: Iterable[str]) -> str:
    """The different words of texts, in the order of their first appearance, as FTS5 sees them."""
    found = dict.fromkeys(word for text in folded for word in words(text))
    return " ".join(token("\n".join(found)).split(token("\n")))


def _write_facts(conn: sqlite3.Connection) -> None:
    conn.executemany("insert or replace into archive_facts (key, value) values (?, ?)", facts().items())
