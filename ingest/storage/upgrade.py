"""An archive of an older schema → the same archive in this one: in one transaction, whole or as before.

    upgrade(Path("archive.db"))  →  Upgrade(before=1, pages=5)

Tables get the columns that schema.sql has now, then every page is read anew from the text that the archive keeps, so
that new columns and tables are filled. Pages and articles keep their numbers. Start reading at `upgrade`.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

from ingest.processes import in_order
from ingest.search import index
from ingest.storage import SCHEMA_VERSION
from ingest.storage.archive import SCHEMA, Archive, statements
from ingest.storage.mending import kept, reading_of

MADE = re.compile(r"create (?:unique )?(table|index|view) (\w+)")


@dataclass(frozen=True)
class Upgrade:
    """What was done."""

    before: int
    """The schema that the archive had."""
    pages: int
    """Pages read anew; 0 where the archive was of this schema already."""


def upgrade(path: Path, jobs: int = 1) -> Upgrade:
    """Brings an archive to this schema, with so many processes that read.

    Raises BadInput for a file that is no archive or one of a later version.
    """
    with Archive(path, upgrading=True) as archive:
        (before,) = archive.db.execute("pragma user_version").fetchone()
        if before == SCHEMA_VERSION:
            return Upgrade(before, 0)
        archive.db.execute("pragma foreign_keys = off")  # or dropping a table would empty those that refer to it
        with archive.transaction():
            _remake(archive.db.conn)
            archive.db.execute("delete from fingerprints")
            pages = _read_anew(archive, jobs)
            archive.part_names_within()
            index.rebuild(archive.db.conn)
            archive.db.execute(f"pragma user_version = {SCHEMA_VERSION}")
        return Upgrade(before, pages)


def _read_anew(archive: Archive, jobs: int) -> int:
    """Puts every page in the place of what was read of it before; gives their number."""
    files = [file for (file,) in archive.db.execute("select file from pages order by id").fetchall()]
    pages, again = tee(kept(archive, file) for file in files)
    with closing(in_order(reading_of, pages, min(jobs, len(files)))) as readings:
        for reading, page in zip(readings, again, strict=True):
            archive.put(reading, page.known)
    return len(files)


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
