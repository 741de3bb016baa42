"""Archives as Parquet parted by year: the same bytes twice, what DuckDB reads, and the example of the docs."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from tests.rows import rows
from tests.site import archive_at

pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
duckdb = pytest.importorskip("duckdb", reason="what reads the files is not installed")

DOCS = (Path(__file__).parents[1] / "docs" / "parquet.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", DOCS, re.DOTALL)


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    """Two archives in a folder; one page of the second is of no known year."""
    folder = tmp_path / "archives"
    folder.mkdir()
    archive_at(folder / "one.db")
    archive_at(folder / "other.db")
    with closing(sqlite3.connect(folder / "other.db")) as db, db:
        db.execute("update pages set year = null where id = 1")
    return folder


def export(archives: Path, folder: Path) -> str:
    done = CliRunner().invoke(cli, ["export", "--parquet", str(folder), "--db", str(archives)])
    assert done.exit_code == 0, done.output
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_by_year_and_archive(archives: Path, tmp_path: Path) -> None:
    told = export(archives, tmp_path / "lake")
    assert "6 pages, 8 articles" in told
    found = sorted(path.relative_to(tmp_path / "lake").as_posix() for path in (tmp_path / "lake/articles").rglob("*.*"))
    assert found == [
        "articles/year=2024/one.parquet",
        "articles/year=2024/other.parquet",
        "articles/year=2025/one.parquet",
        "articles/year=2026/one.parquet",
        "articles/year=2026/other.parquet",
        "articles/year=__HIVE_DEFAULT_PARTITION__/other.parquet",
    ]
    assert (tmp_path / "lake/places/one.parquet").is_file()


def test_the_same_bytes_twice_and_nothing_left_of_what_is_gone(archives: Path, tmp_path: Path) -> None:
    export(archives, tmp_path / "lake")
    before = contents(tmp_path / "lake")
    export(archives, tmp_path / "lake")
    assert contents(tmp_path / "lake") == before
    with closing(sqlite3.connect(archives / "other.db")) as db, db:
        db.execute("update pages set year = 2025 where year is null")
    export(archives, tmp_path / "lake")
    assert {path.parent.name for path in tmp_path.glob("lake/articles/*/other.parquet")} == {
        "year=2024",
        "year=2025",
        "year=2026",
    }


def test_every_row_is_read_again(archives: Path, tmp_path: Path) -> None:
    export(archives, tmp_path / "lake")
    for table, columns in (("articles", "id, title, body"), ("figures", "id, value, unit"), ("places", "id, path")):
        sql = f"select {columns} from read_parquet('{tmp_path}/lake/{table}/**/*.parquet', hive_partitioning = true)"
        for name in ("one", "other"):
            found = duckdb.sql(f"{sql} where archive = '{name}' order by id").fetchall()
            assert found == rows(archives / f"{name}.db", f"select {columns} from {table} order by id")
    by_year = f"select year, count(*) from read_parquet('{tmp_path}/lake/pages/**/*.parquet') group by 1 order by 1"
    assert duckdb.sql(by_year).fetchall() == [(2024, 2), (2025, 1), (2026, 2), (None, 1)]


@pytest.mark.parametrize("sql", QUERIES, ids=lambda sql: sql.splitlines()[0])
def test_the_examples_of_the_docs_find_rows(archives: Path, tmp_path: Path, sql: str) -> None:
    export(archives, tmp_path / "lake")
    assert duckdb.sql(sql.replace("'lake/", f"'{tmp_path}/lake/")).fetchall()


def test_without_pyarrow_it_says_what_to_install(
    archives: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.parquet.is_installed", lambda: False)
    done = CliRunner().invoke(cli, ["export", "--parquet", str(tmp_path / "lake"), "--db", str(archives)])
    assert done.exit_code == 1
    assert "pip install 'baozhi-archive[parquet]'" in done.stderr
