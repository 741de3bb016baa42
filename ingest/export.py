"""The archive → a folder of plain files that say what they are: JSON Lines, CSV, Parquet, a Frictionless data package.

    export(Path("archive.db"), Path("slices"))
      → slices/articles.jsonl, slices/articles.csv, …, slices/datapackage.json

A file of each kind for each table that Datasette shows, Parquet where pyarrow is installed. JSON Lines and Parquet keep
null apart from an empty text; in CSV both are empty, and datapackage.json (https://datapackage.org) tells in which
columns an empty cell is a text. The same archive gives the same bytes. Start reading at `export`.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from ingest import parquet
from ingest.errors import BadInput
from ingest.metadata import described, metadata, said

TYPES = {"integer": "integer", "real": "number", "text": "string"}
"""Types of our columns, as Frictionless names them."""

MEDIA_TYPES = {"csv": "text/csv", "jsonl": "application/jsonl", "parquet": "application/vnd.apache.parquet"}

PACKAGE = "datapackage.json"


@dataclass(frozen=True)
class Column:
    """A column of a table, as SQLite tells it."""

    name: str
    type: str
    required: bool
    """It is never null."""
    key: int
    """Its place in the primary key, from 1; 0 when it is no part of it."""


@dataclass(frozen=True)
class Table:
    """A table to export."""

    name: str
    columns: tuple[Column, ...]
    references: tuple[tuple[str, str, str], ...]
    """(column, table, column there) for each foreign key."""

    @property
    def key(self) -> list[str]:
        """Names of the columns by which a row is known, in their order."""
        return [column.name for column in sorted(self.columns, key=lambda column: column.key) if column.key]


def export(archive: Path, folder: Path) -> dict[str, int]:
    """Writes the tables of an archive into a folder, which is made if need be; gives the number of rows by table.

    All tables are read as of one moment, also while pages are being added. A file takes the place of an older one
    when it is whole, the package last. Raises BadInput where the folder cannot be written.
    """
    with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as db, written(folder):
        folder.mkdir(parents=True, exist_ok=True)
        db.execute("begin")
        tables = list(tables_of(db))
        counts = {table.name: _write_table(db, table, folder) for table in tables}
        _write(folder / PACKAGE, lambda file: _write_json(file, package(tables)))
    return counts


def endings() -> list[str]:
    """The kinds of files that can be written here."""
    return [ending for ending in MEDIA_TYPES if ending != "parquet" or parquet.is_installed()]


def package(tables: list[Table]) -> dict[str, Any]:
    """What datapackage.json says of the tables, in Chinese and English."""
    return {
        "name": "baozhi-archive",
        "title": metadata()["title"],
        "description": metadata()["description"].strip(),
        "resources": [_resource(table, ending) for table in tables for ending in endings()],
    }


@contextmanager
def written(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise BadInput(str(problem.filename or folder), f"cannot be written: {problem.strerror}") from None


def tables_of(db: sqlite3.Connection) -> Iterator[Table]:
    """The tables that metadata.yml describes and does not hide, in its order; views follow from them."""
    names = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    for name, description in described().items():
        if name in names and not description.get("hidden"):
            columns = db.execute('select name, type, "notnull", pk from pragma_table_info(?)', [name])
            references = db.execute('select "from", "table", "to" from pragma_foreign_key_list(?)', [name])
            found = tuple(
                Column(column, kind.lower(), bool(no_null or key), key) for column, kind, no_null, key in columns
            )
            yield Table(name, found, tuple(sorted(references)))


def _write_table(db: sqlite3.Connection, table: Table, folder: Path) -> int:
    """Writes the files of a table; gives the number of its rows."""
    _write(folder / f"{table.name}.csv", lambda file: _write_csv(file, table, _rows(db, table)))
    _write(folder / f"{table.name}.jsonl", lambda file: _write_lines(file, table, _rows(db, table)))
    if "parquet" in endings():
        types = {column.name: column.type for column in table.columns}
        with whole(folder / f"{table.name}.parquet") as part, part.open("wb") as file:
            parquet.write(file, types, _rows(db, table))
    count: int = db.execute(f"select count(*) from {table.name}").fetchone()[0]
    return count


def _rows(db: sqlite3.Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    """All rows in the order of their key."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return db.execute(f"select {names} from {table.name} order by {', '.join(table.key)}")


def _write(path: Path, write: Callable[[TextIO], None]) -> None:
    """Writes a file of text."""
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        write(file)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside the path to write to, moved there when the file is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_csv(file: TextIO, table: Table, rows: Iterator[tuple[Any, ...]]) -> None:
    writer = csv.writer(file)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(rows)


def _write_lines(file: TextIO, table: Table, rows: Iterator[tuple[Any, ...]]) -> None:
    names = [column.name for column in table.columns]
    for row in rows:
        file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def _write_json(file: TextIO, content: dict[str, Any]) -> None:
    json.dump(content, file, ensure_ascii=False, indent=2)
    file.write("\n")


def _resource(table: Table, ending: str) -> dict[str, Any]:
    """One file of a table, as a data package describes it."""
    description = described()[table.name]
    return {
        "name": table.name if ending == "csv" else f"{table.name}-{ending}",
        "path": f"{table.name}.{ending}",
        "title": description["title"],
        "description": description["description"].strip(),
        "format": ending,
        "mediatype": MEDIA_TYPES[ending],
        **({} if ending == "parquet" else {"encoding": "utf-8"}),
        "schema": {
            "fields": [_field(column, description["columns"][column.name]) for column in table.columns],
            "missingValues": [""],
            "primaryKey": table.key,
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other, "fields": [there]}}
                for column, other, there in table.references
            ],
        },
    }


def _field(column: Column, description: str) -> dict[str, Any]:
    """A column, as a data package describes it; where it is never null, an empty cell is an empty text."""
    chinese, english = (said(description, language).strip() for language in ("zh", "en"))
    field = {"name": column.name, "type": TYPES[column.type], "title": chinese, "description": english}
    never_null = {"constraints": {"required": True}, "missingValues": []}
    return {**field, **never_null} if column.required else field
