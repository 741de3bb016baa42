"""Archives → Parquet files parted by year, for DuckDB, Spark or a search engine to read as one.

    export([Path("archives/2024.db"), Path("archives/2025.db")], Path("lake"))
      → lake/articles/year=2024/2024.parquet, lake/articles/year=2025/2025.parquet, …, lake/places/2024.parquet, …

A row is in the folder of the year of its page, as Hive has it; what belongs to no page (places, people, organisations)
is not parted. Numbers are those of an archive, so that each row tells its `archive` too. Needs pyarrow: the extra
`parquet`. The same archives give the same bytes. Start reading at `export`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Any

from ingest import parquet
from ingest.errors import BadInput
from ingest.export import Table, tables_of, whole, written

EXTRA = "needs pyarrow; install it: pip install 'baozhi-archive[parquet]'"

UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""How Hive writes a null in the name of a folder; readers know it."""

YEARS = {
    "pages": "year",
    "page_id": "(select year from pages where pages.id = page_id)",
    "article_id": "(select year from articles join pages on pages.id = page_id where articles.id = article_id)",
}
"""The year of a row in SQL: of the table of this name, or of one that has this column."""


def export(archives: Sequence[Path], folder: Path) -> dict[str, int]:
    """Writes the tables of the archives into a folder, which is made if need be; gives the number of rows by table.

    Each archive is read as of one moment, and its files replace those of an earlier export of an archive of its name.
    Raises BadInput where pyarrow is missing or the folder cannot be written.
    """
    if not parquet.is_installed():
        raise BadInput("--parquet", EXTRA)
    counts: Counter[str] = Counter()
    for archive in archives:
        with closing(sqlite3.connect(f"{archive.resolve().as_uri()}?mode=ro", uri=True)) as db, written(folder):
            db.execute("begin")
            for table in tables_of(db):
                counts[table.name] += _write_table(db, table, archive.stem, folder / table.name)
    return dict(counts)


def _write_table(db: sqlite3.Connection, table: Table, archive: str, folder: Path) -> int:
    """Writes the files of a table; gives the number of its rows."""
    count, made = 0, set()
    columns = [column for column in table.columns if column.name != "year"]  # of pages: the folder tells it
    types = {"archive": "text"} | {column.name: column.type for column in columns}
    for year, rows in groupby(_rows(db, table, [column.name for column in columns]), key=lambda row: row[0]):
        path = folder / _folder(table, year) / f"{archive}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        counted = _Counted((archive, *row[1:]) for row in rows)
        with whole(path) as part, part.open("wb") as file:
            parquet.write(file, types, counted)
        count += counted.count
        made.add(path)
    for former in {*folder.glob(f"{archive}.parquet"), *folder.glob(f"year=*/{archive}.parquet")} - made:
        former.unlink()
    return count


class _Counted(Iterator[tuple[Any, ...]]):
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self.rows, self.count = rows, 0

    def __next__(self) -> tuple[Any, ...]:
        row = next(self.rows)
        self.count += 1
        return row


def _year(table: Table) -> str | None:
    """The year of a row in SQL, None for what belongs to no page."""
    names = [table.name, *(column.name for column in table.columns)]
    return next((YEARS[name] for name in YEARS if name in names), None)


def _folder(table: Table, year: int | None) -> str:
    return "" if _year(table) is None else f"year={UNKNOWN if year is None else year}"


def _rows(db: sqlite3.Connection, table: Table, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """(year, columns…) of all rows, by year, then in the order of their key."""
    names = ", ".join(f'"{column}"' for column in columns)
    return db.execute(f"select {_year(table) or 'null'}, {names} from {table.name} order by 1, {', '.join(table.key)}")
