"""Readings → rows of a SQLite file that Datasette can open, now or while it is being written.

    with Archive(Path("archive.db")) as archive:
        archive.add(read(content, known), known)

A page is written whole or not at all, in one transaction. Rows keep their ids: a page by its file, an article by
what it says (identity.py), what is in an article by its position there, a place by its path; so a link to an article
survives that its page is read anew.
SQLite's plain rollback journal keeps the archive whole when the program is killed at any moment.
Start reading at `Archive.add`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlite_utils import Database

from ingest.corrections.placing import Settled
from ingest.errors import BadInput
from ingest.gazetteer import load, parent
from ingest.layout.file_names import telling_folder
from ingest.model import Block, Box, Byline, Given, Known, Mention, Page, Place, ReadArticle, Reading
from ingest.reading import tagger
from ingest.search import index
from ingest.storage import APPLICATION_ID, SCHEMA_VERSION, corrections, people, reprints
from ingest.storage.identity import Text, kept
from ingest.storage.prepared import Prepared, prepare

SCHEMA = Path(__file__).with_name("schema.sql")
PAGE_SIZE = 16384
"""Bytes: long texts and the full-text index are read faster than in SQLite's usual 4096."""
CACHE = 64 * 1024
"""Kilobytes of the file that are kept in memory: what a transaction changes, and the inner pages of large indexes."""
PATIENCE = 30
"""Seconds to wait for a reader of the archive before a write is given up."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """What the archive knows of a page that it holds: enough to say whether a file must be read again."""

    sha256: str
    known: Known
    reader: str
    """What read the page: this package's version, and that of a model it asked."""


class Archive:
    """A database of readings, opened for writing; made when there is no file yet.

    Raises BadInput for a file that is no archive of ours, which is then left untouched.
    """

    def __init__(self, path: Path, upgrading: bool = False) -> None:
        """`upgrading`: an archive of an older schema is opened as it is."""
        self.path, self.upgrading = path, upgrading
        self._places: dict[str, tuple[Place, int]] = {}
        try:
            self._open()
        except sqlite3.DatabaseError as problem:
            raise BadInput(str(path), _advice(problem)) from None

    @classmethod
    @contextmanager
    def over(cls, connection: sqlite3.Connection, path: str) -> Iterator[Archive]:
        """An archive on a connection of somebody else's, which is given back as it was."""
        archive = cls.__new__(cls)
        archive.path, archive.upgrading, archive._places = Path(path), False, {}
        archive.db = Database(connection, execute_plugins=False)
        row_factory, connection.row_factory = connection.row_factory, None
        connection.rollback()  # whatever was left open there is not ours to keep
        connection.execute(f"pragma busy_timeout = {PATIENCE * 1000}")
        connection.execute("pragma foreign_keys = on")
        try:
            yield archive
        finally:
            connection.row_factory = row_factory

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: object) -> None:
        self.db.close()

    def add(self, reading: Reading, known: Known, prepared: Prepared | None = None) -> None:
        """Writes a page with all that was read in it; in place of what was read before in the file of that name.

        `known` is what was given beside the text; the archive keeps it to notice when it changes. `prepared`: what
        another process has worked out of the reading already.
        """
        with self.transaction():
            self.put(reading, known, prepared)

    def put(self, reading: Reading, known: Known, prepared: Prepared | None = None) -> None:
        """The same, within the caller's transaction.

        Raises ValueError for a reading by other corrections than those that the archive holds of the page.
        """
        settled = self.settled(reading.page)
        if settled.mends != reading.mends:
            raise ValueError(f"{reading.page.file} was read by other corrections than those that hold")
        prepared = prepared or prepare(reading)
        page_id = self._page(reading)
        with self._in_step(page_id, _entries(prepared, reading)) as before:
            self._reading(page_id, known)
            corrections.write(self.db.conn, page_id, settled, reading.unheeded)
            reprints.forget(self.db.conn, page_id)
            former = people.forget(self.db.conn, page_id)
            articles = self._articles(page_id, reading.articles)
            reprints.remember(self.db.conn, {articles[at]: found for at, found in prepared.fingerprints.items()})
            self._blocks(page_id, reading, articles)
            self._contents({articles[read.article.position]: read for read in reading.articles})
            self._people(articles, reading, former)
            self._drop_unmentioned(before["places"])

    def drop(self, file: str) -> None:
        """Takes a page out, with all that was read in it, within the caller's transaction.

        The numbers of its articles are given to no other.
        """
        page_id = self._id("select id from pages where file = ?", file)
        with self._in_step(page_id) as before:
            self.db.execute(KEEP_NUMBERS, [self.db.execute(NEXT_ARTICLE).fetchone()[0] - 1])
            reprints.forget(self.db.conn, page_id)
            former = people.forget(self.db.conn, page_id)
            self.db.execute("delete from pages where id = ?", [page_id])
            people.remember(self.db.conn, former, {}, {}, self._place)
            self._drop_unmentioned(before["places"])

    def part_names(self) -> None:
        """Parts runs of glued names by the names that the other articles of the archive print clearly.

        Done when all pages are there, so that the archive depends on what the pages are, not on their order.
        """
        with self.transaction():
            self.part_names_within()

    def part_names_within(self) -> None:
        """The same, within the caller's transaction, where pages were written or dropped since it was done last."""
        if not self.db.execute(NAMES_TO_PART).fetchone():
            return
        from ingest.reading.bylines import bylines

        open_credits = [(*ids, tuple(json.loads(text))) for *ids, text in self.db.execute(OPEN_CREDITS)]
        names = self._clear_names([credits for *_, credits in open_credits])
        for page_id, article_id, credits in open_credits:
            self._rewrite_bylines(page_id, article_id, bylines(credits, names))
        self.db.execute(NAMES_PARTED)

    def settled(self, page: Page) -> Settled:
        """What the corrections come to that the archive holds of a page."""
        return corrections.settled(self.db.conn, page.file, page.sha256, page.text)

    def held(self, file: str) -> Held | None:
        """What is known of the page of this file name, None when the archive has no such page."""
        row = self.db.execute(HELD, [file]).fetchone()
        return row and Held(row[0], Known(file, *row[1:5]), row[5])

    def page(self, file: str) -> Page | None:
        """The page of this file name as it is held, None when the archive has no such page."""
        return page_held(self.db.conn, file)

    def image(self, file: str) -> str | None:
        """Name of the picture of the page of this file name."""
        row = self.db.execute("select image from pages where file = ?", [file]).fetchone()
        return row and row[0]

    def images(self) -> set[str]:
        """Names of the pictures of all pages."""
        return {image for (image,) in self.db.execute("select image from pages where image is not null")}

    def show(self, file: str, image: str | None) -> None:
        """Gives a page another picture."""
        with self.transaction():
            self.db.execute("update pages set image = ? where file = ?", [image, file])

    def files_with(self, sha256: str) -> list[str]:
        """Names of the pages with this very content."""
        return [file for (file,) in self.db.execute("select file from pages where sha256 = ? order by id", [sha256])]

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return self.db.table(table).count

    def count_where(self, table: str, condition: str) -> int:
        """How many rows of a table fulfil a condition."""
        return self.db.execute(f"select count(*) from {table} where {condition}").fetchone()[0]

    def refresh_index(self) -> bool:
        """Rebuilds the full-text indexes if other rules made them; says whether that was needed."""
        if index.is_current(self.db.conn):
            return False
        with self.transaction():
            index.rebuild(self.db.conn)
        return True

    def _open(self) -> None:
        connection = sqlite3.connect(self.path, timeout=PATIENCE)
        self.db = Database(connection, execute_plugins=False)
        try:
            if self._is_new():
                self._create()
            self.db.execute("pragma foreign_keys = on")
            self.db.execute(f"pragma cache_size = -{CACHE}")
        except BaseException:
            self.db.close()
            raise

    def _is_new(self) -> bool:
        """Whether the file is empty as yet; raises BadInput if it is another's database or another version's."""
        application, version, tables = self.db.execute(MADE_BY).fetchone()
        if application == tables == 0:
            return True
        if application != APPLICATION_ID:
            raise BadInput(str(self.path), "is a database, but not an archive; give another name with --db")
        if version > SCHEMA_VERSION:
            problem = f"is an archive of schema {version}, this program writes schema {SCHEMA_VERSION}"
            raise BadInput(str(self.path), f"{problem}; use the version that made it, or give another name with --db")
        if version < SCHEMA_VERSION and not self.upgrading:
            problem = f"is an archive of schema {version}, this program writes schema {SCHEMA_VERSION}"
            raise BadInput(str(self.path), f"{problem}; `ingest upgrade --db {self.path}` brings it there")
        return False

    def _create(self) -> None:
        """Makes the tables, unless another run has made them while this one waited for its turn."""
        self.db.execute(f"pragma page_size = {PAGE_SIZE}")
        with self.transaction():
            if not self._is_new():
                return
            for statement in statements(SCHEMA.read_text("utf-8")):
                self.db.execute(statement)
            index.create(self.db.conn)
            self.db.execute(f"pragma application_id = {APPLICATION_ID}")
            self.db.execute(f"pragma user_version = {SCHEMA_VERSION}")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; the lock is taken at once, so that a second writer waits instead of failing half-way.

        Raises BadInput when the file cannot be written: locked for too long, read-only, disk full.
        """
        self._places.clear()
        try:
            self.db.execute("begin immediate")
            yield
            self.db.commit()
        except sqlite3.OperationalError as problem:
            raise BadInput(str(self.path), _advice(problem)) from problem
        finally:
            self.db.rollback()  # does nothing after the commit

    def _page(self, reading: Reading) -> int:
        row = {**vars(reading.page), "layout": reading.layout, "doubt": reading.doubt}
        boxes, given = row.pop("boxes"), row.pop("given")
        self._put("pages", ("file",), [row])
        page_id = self._id("select id from pages where file = ?", reading.page.file)
        self.db.execute("delete from lines where page_id = ?", [page_id])
        lines = [{"page_id": page_id, "number": number, **vars(box)} for number, box in sorted(boxes.items())]
        self._put("lines", ("page_id", "number"), lines)
        self.db.execute("delete from marks where page_id = ?", [page_id])
        marks = [{"page_id": page_id, "number": number, **vars(mark)} for number, mark in sorted(given.items())]
        self._put("marks", ("page_id", "number"), marks)
        return page_id

    def _reading(self, page_id: int, known: Known) -> None:
        given = {"publication": known.publication, "issue_date": known.issue_date, "page_label": known.page_label}
        row = {"page_id": page_id, **given, "folder": telling_folder(known), "reader": tagger.reader()}
        self._put("readings", ("page_id",), [row])

    def _articles(self, page_id: int, articles: tuple[ReadArticle, ...]) -> dict[int, int]:
        """Writes the articles; gives their ids by position. Each keeps the id that it had; no other ever gets it."""
        held = self._texts(ARTICLES_HELD, page_id)
        former = self._texts(ARTICLES_FORMER, page_id)
        texts = [Text(read.article.title, read.article.body, read.article.position) for read in articles]
        same = kept(texts, {**former, **held})
        fresh = count(self.db.execute(NEXT_ARTICLE).fetchone()[0])
        ids = [same[index] if index in same else next(fresh) for index in range(len(articles))]
        self._retire(held.keys() - set(ids))
        self.db.execute("update articles set position = -1 - position where page_id = ?", [page_id])
        rows = [{"id": id, "page_id": page_id, **_article_row(read)} for id, read in zip(ids, articles, strict=True)]
        self._put("articles", ("id",), rows)
        self.db.execute(
            "delete from former_articles where id in (select id from articles where page_id = ?)", [page_id]
        )
        return {read.article.position: id for id, read in zip(ids, articles, strict=True)}

    def _texts(self, sql: str, page_id: int) -> dict[int, Text]:
        return {id: Text(*columns) for id, *columns in self.db.execute(sql, [page_id])}

    def _retire(self, ids: Iterable[int]) -> None:
        """Keeps of articles that are no longer there what their addresses will say."""
        for id in sorted(ids):
            self.db.execute(RETIRE, [id])
            self.db.execute("delete from articles where id = ?", [id])

    def _blocks(self, page_id: int, reading: Reading, articles: dict[int, int]) -> None:
        rows = [_block_row(position, block, articles) for position, block in enumerate(reading.blocks)]
        self._write("blocks", "page_id", {page_id: rows})

    def _contents(self, articles: dict[int, ReadArticle]) -> None:
        """Writes what the articles of a page hold, by their ids."""
        self._write("bylines", "article_id", {id: _numbered(read.bylines) for id, read in articles.items()})
        self._write("figures", "article_id", {id: _numbered(read.figures) for id, read in articles.items()})
        self._mentions({id: read.mentions for id, read in articles.items()})
        self._open_credits({id: read.article.credits for id, read in articles.items()})

    def _people(self, articles: dict[int, int], reading: Reading, former: people.Former) -> None:
        named = {articles[read.article.position]: read.people for read in reading.articles}
        organisations = {articles[read.article.position]: read.organisations for read in reading.articles}
        said = {articles[read.article.position]: read.identities for read in reading.articles}
        people.remember(self.db.conn, former, named, organisations, self._place, said)

    def _mentions(self, mentions: dict[int, tuple[Mention, ...]]) -> None:
        self._empty("place_mentions", mentions)
        rows = [
            {
                "article_id": article_id,
                "place_id": self._place(mention.place),
                "text": mention.text,
                "count": mention.count,
                "note": mention.note,
            }
            for article_id, found in mentions.items()
            for mention in found
        ]
        self._put("place_mentions", ("article_id", "place_id", "text"), rows)

    def _open_credits(self, credits: dict[int, tuple[str, ...]]) -> None:
        """Keeps the credits that `part_names` will look at again."""
        from ingest.reading.bylines import open_runs

        self._empty("open_credits", credits)
        rows = [
            {"article_id": article_id, "credits": json.dumps(printed, ensure_ascii=False)}
            for article_id, printed in credits.items()
            if open_runs(printed)
        ]
        self._put("open_credits", ("article_id",), rows)

    def _empty(self, table: str, articles: Iterable[int]) -> None:
        """Takes what a table holds of these articles out of it."""
        self.db.conn.executemany(f"delete from {table} where article_id = ?", [(id,) for id in articles])

    def _clear_names(self, open_credits: list[tuple[str, ...]]) -> frozenset[str]:
        from ingest.reading.bylines import clear_names

        if not open_credits:
            return frozenset()
        elsewhere = {name for (name,) in self.db.execute(NAMES_ELSEWHERE)}
        return frozenset(elsewhere.union(*map(clear_names, open_credits)))

    def _rewrite_bylines(self, page_id: int, article_id: int, found: tuple[Byline, ...]) -> None:
        before = self.db.execute("select name, role from bylines where article_id = ? order by position", [article_id])
        if before.fetchall() == [(byline.name, byline.role) for byline in found]:
            return
        from ingest.reading.people import writers

        with self._in_step(page_id):
            self._write("bylines", "article_id", {article_id: _numbered(found)})
            (paper,) = self.db.execute("select publication from pages where id = ?", [page_id]).fetchone()
            people.rewrite_writers(self.db.conn, article_id, writers(found, paper), self._place)

    def _place(self, place: Place | None) -> int | None:
        """The id of a place, which is written after everything above it, and once in a transaction."""
        if place is None:
            return None
        written, number = self._places.get(place.path, (None, 0))
        if written != place:
            parent_id = self._place(load().place(parent(place.path)))
            ((number,),) = self.db.execute(PUT_PLACE, {**vars(place), "parent_id": parent_id})
            self._places[place.path] = place, number
        return number

    def _write(self, table: str, owner: str, rows: dict[int, list[Row]]) -> None:
        """Makes `rows` the rows of their owners: ids stay with their positions, surplus positions go."""
        self._put(table, (owner, "position"), [{owner: id, **row} for id, own in rows.items() for row in own])
        surplus = [(id, len(own)) for id, own in rows.items()]
        self.db.conn.executemany(f"delete from {table} where {owner} = ? and position >= ?", surplus)

    def _put(self, table: str, key: tuple[str, ...], rows: list[Row]) -> None:
        """Writes rows that have the same columns; a row of the same key gets these values and keeps its number.

        Plain SQL: sqlite-utils tries out what SQLite can do by making a table, and where that fails (on a full disk),
        goes on outside of our transaction.
        """
        if not rows:
            return
        columns = ", ".join(rows[0])
        values = ", ".join(f":{column}" for column in rows[0])
        changes = ", ".join(f"{column} = excluded.{column}" for column in rows[0] if column not in key)
        put = (
            f"insert into {table} ({columns}) values ({values}) on conflict ({', '.join(key)}) do update set {changes}"
        )
        self.db.conn.executemany(put, rows)

    def _drop_unmentioned(self, places: list[int]) -> None:
        if places:
            self.db.conn.executemany(DROP_UNMENTIONED, [(place,) for place in places])
            self._places.clear()

    @contextmanager
    def _in_step(
        self, page_id: int, entries: Mapping[str, Sequence[index.Entry]] = MappingProxyType({})
    ) -> Iterator[dict[str, list[int]]]:
        """Keeps the indexes in step while a page's rows change; gives the ids of those before the change, by table.

        An index forgets a row only when told the very texts that went in, so that comes first. `entries`: what the
        indexes of some tables hold of the page's rows after the change.
        """
        self.db.execute(PART_NAMES)
        before = self._searchable(page_id)
        for table, numbers in before.items():
            for number, text in index.texts(self.db.conn, table, numbers):
                index.remove(self.db.conn, table, number, text)
        yield before
        for table, numbers in self._searchable(page_id).items():
            if table in entries:
                numbered = zip(numbers, entries[table], strict=True)
                index.put(self.db.conn, table, index.with_names(self.db.conn, table, numbered))
            else:
                index.add(self.db.conn, table, [*before[table], *numbers])

    def _searchable(self, page_id: int) -> dict[str, list[int]]:
        """Ids of the rows on a page that can be searched, and of the places above those it mentions, by table."""
        return {
            table: [number for (number,) in self.db.execute(sql, {"page": page_id})] for table, sql in ON_PAGE.items()
        }

    def _id(self, sql: str, key: str) -> int:
        return self.db.execute(sql, [key]).fetchone()[0]


# One statement sees one moment, also while another run makes the archive.
MADE_BY = """
select application_id, user_version, (select count(*) from sqlite_master)
from pragma_application_id, pragma_user_version
"""

PAGE = """
select file, sha256, text, publication, issue_date, year, date_basis, page_label, source, source_page, width, height,
    image
from pages where file = ?
"""

MARKS = """
select number, role, begins, joins from marks join pages on pages.id = page_id where file = ? order by number
"""

BOXES = """
select number, x0, top, x1, bottom, size, confidence, outline
from lines join pages on pages.id = page_id where file = ? order by number
"""

ARTICLES_HELD = "select id, title, body, position from articles where page_id = ? order by id"

ARTICLES_FORMER = "select id, title, body from former_articles where page_id = ? order by id"

NEXT_ARTICLE = """
select 1 + max(
    coalesce((select max(id) from articles), 0),
    coalesce((select max(id) from former_articles), 0),
    coalesce((select cast(value as integer) from archive_facts where key = 'last article dropped'), 0)
)
"""

KEEP_NUMBERS = "insert or replace into archive_facts (key, value) values ('last article dropped', ?)"

RETIRE = """
insert into former_articles (id, page_id, title, body) select id, page_id, title, body from articles where id = ?
"""

HELD = """
select sha256, given.publication, given.issue_date, given.page_label, given.folder, reader
from pages join readings as given on given.page_id = pages.id where file = ?
"""

PART_NAMES = "insert or ignore into archive_facts (key, value) values ('names to part', 'yes')"

NAMES_TO_PART = "select 1 from archive_facts where key = 'names to part'"

NAMES_PARTED = "delete from archive_facts where key = 'names to part'"

OPEN_CREDITS = """
select page_id, article_id, credits from open_credits join articles on articles.id = article_id order by article_id
"""

NAMES_ELSEWHERE = "select name from bylines where article_id not in (select article_id from open_credits)"

# A place's name is the end of its path, so a place that is there keeps both, and with them its entry in the index.
PUT_PLACE = """
insert into places (code, name, level, path, parent_id, latitude, longitude)
values (:code, :name, :level, :path, :parent_id, :latitude, :longitude)
on conflict (path) do update set code = :code, level = :level, parent_id = :parent_id,
    latitude = :latitude, longitude = :longitude
returning id
"""

ON_PAGE = {
    "articles": "select id from articles where page_id = :page order by position",
    "bylines": """
        select bylines.id from articles join bylines on article_id = articles.id where page_id = :page
        order by articles.position, bylines.position
    """,
    "figures": """
        select figures.id from articles join figures on article_id = articles.id where page_id = :page
        order by articles.position, figures.position
    """,
    "places": """
        with recursive above (id) as (
            select place_id from place_mentions join articles on articles.id = article_id where page_id = :page
            union
            select place_id from organisation_mentions join articles on articles.id = article_id
            join organisations on organisations.id = organisation_id where page_id = :page and place_id is not null
            union
            select place_id from person_mentions join articles on articles.id = article_id
            join organisations on organisations.id = organisation_id where page_id = :page and place_id is not null
            union
            select parent_id from places join above using (id) where parent_id is not null
        )
        select id from places join above using (id) order by length(path) desc, path
    """,
}
"""Rows of one page in their order, by the tables of `index.TEXTS`; of its places the lowest first."""

DROP_UNMENTIONED = """
delete from places where id = ?
and not exists (select 1 from place_mentions where place_id = places.id)
and not exists (select 1 from organisations where place_id = places.id)
and not exists (select 1 from places as below where below.parent_id = places.id)
"""


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would end the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def page_held(connection: sqlite3.Connection, file: str) -> Page | None:
    """The page of this file name as an archive holds it, with the places of its lines and what its source says of
    them; None when it has no such page."""
    row = connection.execute(PAGE, [file]).fetchone()
    boxes = {number: Box(*place) for number, *place in connection.execute(BOXES, [file])}
    given = {number: _mark(*said) for number, *said in connection.execute(MARKS, [file])}
    return replace(Page(*row), boxes=boxes, given=given) if row else None


def _mark(role: str | None, begins: int | None, joins: int | None) -> Given:
    return Given(role, None if begins is None else bool(begins), None if joins is None else bool(joins))


def _entries(prepared: Prepared, reading: Reading) -> dict[str, tuple[index.Entry, ...]]:
    """By table: what the indexes hold of a page's rows. Where lines were mended, articles are found by the words as
    printed too, which only the archive knows."""
    return {table: found for table, found in prepared.entries.items() if table != "articles" or not reading.mends}


def _article_row(read: ReadArticle) -> Row:
    article = read.article
    return {
        "position": article.position,
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "section": article.section,
        "kind": article.kind,
        "dateline": article.dateline,
        "date": read.date,
        "body": article.body,
        "characters": characters(article.body),
        "begins_mid_sentence": int(article.begins_mid_sentence),
        "ends_mid_sentence": int(article.ends_mid_sentence),
        "doubt": read.doubt.chance,
        "doubts": ", ".join(read.doubt.reasons) or None,
    }


def _block_row(position: int, block: Block, articles: dict[int, int]) -> Row:
    return {
        "position": position,
        "article_id": None if block.article is None else articles[block.article],
        "role": block.role,
        "first_line": block.first_line,
        "last_line": block.last_line,
        "rule": block.rule,
    }


def _numbered(items: tuple[Any, ...]) -> list[Row]:
    return [{"position": position, **vars(item)} for position, item in enumerate(items)]


def characters(text: str) -> int:
    """How long a text is, as newspapers count it: without white space."""
    return len("".join(text.split()))


def _advice(problem: sqlite3.DatabaseError) -> str:
    """What is the matter with the file, and what to do."""
    return next((advice for said, advice in ADVICE.items() if said in str(problem)), f"cannot be written: {problem}")


FULL = "make room and run it again; all pages stored before are there"

ADVICE = {
    "not a database": "is no SQLite database; give another name with --db",
    "malformed": "is damaged; take it from a copy, or build it anew from its pages under another name with --db",
    "locked": "is being written by another program; try again when that has ended",
    "disk is full": f"cannot be written: the disk is full; {FULL}",
    "disk I/O error": f"cannot be written: the disk is full or broken; {FULL}",
    "readonly": "cannot be written: it is read-only; see that you may write the file and its folder",
    "no such module: fts5": "cannot be used: the SQLite of this Python lacks FTS5; take a Python that has it",
    "unable to open": "cannot be written: unable to open database file; see that its folder exists and may be written",
}
"""By the words of SQLite's errors."""
