"""An archive of an older schema → the same archive in this one: in one transaction, whole or as before.

    upgrade(Path("archive.db"))  →  Upgrade(before=1, pages=5)

Tables get the columns that schema.sql has now, then every page is read anew from the text that the archive keeps, so
that new columns and tables are filled. Pages and articles keep their numbers. Start reading at `upgrade`.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from ingest.model import Known
from ingest.search import index
from ingest.storage import SCHEMA_VERSION
from ingest.storage.archive import SCHEMA, Archive, statements
from ingest.storage.mending import put_anew

MADE = re.compile(r"create (?:unique )?(table|index|view) (\w+)")


@dataclass(frozen=True)
class Upgrade:
    """What was done."""

    before: int
    """The schema that the archive had."""
    pages: int
    """Pages read anew; 0 where the archive was of this schema already."""


def upgrade(path: Path) -> Upgrade:
    """Brings an archive to this schema. Raises BadInput for a file that is no archive or one of a later version."""
    with Archive(path, upgrading=True) as archive:
        (before,) = archive.db.execute("pragma user_version").fetchone()
        if before == SCHEMA_VERSION:
            return Upgrade(before, 0)
        archive.db.execute("pragma foreign_keys = off")  # or dropping a table would empty those that refer to it
        with archive.transaction():
            _remake(archive.db.conn)
            archive.db.execute("delete from fingerprints")
            held = archive.db.execute(PAGES).fetchall()
            pages = [put_anew(archive, text, sha256, Known(*known)) for text, sha256, *known in held]
            archive.part_names_within()
            index.rebuild(archive.db.conn)
            archive.db.execute(f"pragma user_version = {SCHEMA_VERSION}")
        return Upgrade(before, len(pages))


def _remake(db: sqlite3.Connection) -> None:
    """Gives the archive the tables, indexes and views of schema.sql, with the rows that it has."""
    kinds: dict[str, dict[str, str]] = {"table": {}, "index": {}, "view": {}}
    for statement in statements(SCHEMA.read_text("utf-8")):
        made = MADE.search(statement)
        assert made, statement
        kinds[made[1]][made[2]] = statement
    for (name,) in db.execute("select name from sqlite_master where type = 'view'").fetchall():
        db.execute(f"drop view {name}")
    for name, statement in kinds["table"].items():
        _remake_table(db, name, statement)
    there = {name for (name,) in db.execute("select name from sqlite_master where type = 'index'")}
    for name, statement in {**kinds["index"], **kinds["view"]}.items():
        if name not in there:
            db.execute(statement)
    index.create(db)


def _remake_table(db: sqlite3.Connection, name: str, statement: str) -> None:
    """Makes the table as the statement says, with the rows that stand in it, in the columns that both have."""
    before = _columns(db, name)
    db.execute(statement.replace(f"create table {name} ", f"create table new_{name} ", 1))
    after = _columns(db, f"new_{name}")
    both = ", ".join(column for column in after if column in before)
    if before == after:
        db.execute(f"drop table new_{name}")
        return
    if before:
        db.execute(f"insert into new_{name} ({both}) select {both} from {name}")
        db.execute(f"drop table {name}")
    db.execute(f"alter table new_{name} rename to {name}")


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in db.execute("select name from pragma_table_info(?)", [table])]


PAGES = """
select text, sha256, file, given.publication, given.issue_date, given.page_label, given.folder
from pages join readings as given on given.page_id = pages.id order by pages.id
"""
