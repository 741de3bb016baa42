"""Everything that an archive holds, as plain rows: two archives are equal when these are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from ingest.search.index import indexes

INDEX_TERMS = "create virtual table temp.{index} using fts5vocab(main, {index}, instance)"
"""Stands before the index of that name, and shows every term in it."""


def _open(path: Path) -> sqlite3.Connection:
    """A connection to a database that is there; none is made by looking."""
    return sqlite3.connect(f"file:{path}?mode=rw", uri=True)


def rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of one query."""
    with closing(_open(path)) as db:
        return db.execute(sql).fetchall()


def all_rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table and every term of the full-text indexes, each in a fixed order."""
    with closing(_open(path)) as db:
        for each in indexes():
            db.execute(INDEX_TERMS.format(index=each))
        tables = db.execute("select name from sqlite_master where type = 'table' and name not like '%_fts%'")
        names = [*(name for (name,) in tables), *indexes()]
        return {name: sorted(db.execute(f"select * from {name}"), key=repr) for name in names}


def faults(path: Path) -> list[tuple[Any, ...]]:
    """What SQLite itself finds wrong: broken pages, rows that point nowhere, an index at odds with itself."""
    with closing(_open(path)) as db:
        for each in indexes():
            db.execute(f"insert into {each} ({each}) values ('integrity-check')")
        broken = [row for row in db.execute("pragma integrity_check") if row != ("ok",)]
        return broken + db.execute("pragma foreign_key_check").fetchall()
