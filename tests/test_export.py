"""What `ingest export` writes: every row of every table shown, told apart null from empty, the same bytes each time."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.export import endings, export
from ingest.metadata import described
from ingest.storage.archive import Archive
from tests.factories import byline, figure, known, mention, read_article, reading
from tests.rows import rows

SCHEMA = Path(__file__).parents[1] / "ingest/storage/schema.sql"

PAGE = reading(
    read_article(
        0,
        title="“丰收”,\n在望",
        paragraphs=('他说:"今年好。"', "=1+1"),
        bylines=(byline("张三"), byline("李四", None)),
        mentions=(mention(), mention(text="聊城市", note="renamed")),
        figures=(figure(unit=""), figure(value=None, subject=None)),
    ),
    file="2025/01.txt",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "my archive.db"
    with Archive(path) as held:
        held.add(PAGE, known(PAGE.page.file))
    return path


@pytest.fixture
def exported(archive: Path, tmp_path: Path) -> Path:
    export(archive, tmp_path / "slices")
    return tmp_path / "slices"


def resources(folder: Path) -> list[dict[str, Any]]:
    resources: list[dict[str, Any]] = json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]
    return resources


def records(folder: Path, resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of one file, read by nothing but what the package says of it."""
    if resource["format"] == "parquet":
        from pyarrow import parquet

        yield from parquet.read_table(folder / resource["path"]).to_pylist()
        return
    with (folder / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
        if resource["format"] == "jsonl":
            yield from map(json.loads, file)
            return
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        kinds = {"integer": int, "number": float, "string": str}
        for row in csv.DictReader(file):
            yield {
                name: None
                if cell in fields[name].get("missingValues", resource["schema"]["missingValues"])
                else kinds[fields[name]["type"]](cell)
                for name, cell in row.items()
            }


@pytest.mark.parametrize("ending", endings())
def test_put_back_into_sqlite_the_rows_are_equal(archive: Path, exported: Path, tmp_path: Path, ending: str) -> None:
    again = tmp_path / "again.db"
    tables = [resource for resource in resources(exported) if resource["format"] == ending]
    with closing(sqlite3.connect(again)) as db:
        db.executescript(SCHEMA.read_text("utf-8"))
        for resource in tables:
            table = resource["path"].partition(".")[0]
            for record in records(exported, resource):
                places = ", ".join("?" * len(record))
                db.execute(f"insert into {table} ({', '.join(record)}) values ({places})", list(record.values()))
        db.commit()
    for resource in tables:
        sql = (
            f"select * from {resource['path'].partition('.')[0]} order by {', '.join(resource['schema']['primaryKey'])}"
        )
        assert rows(again, sql) == rows(archive, sql)


def test_every_table_shown_is_there_and_no_other(archive: Path, exported: Path) -> None:
    tables = {name for (name,) in rows(archive, "select name from sqlite_master where type = 'table'")}
    shown = {name for name, table in described().items() if name in tables and not table.get("hidden")}
    assert {file.name for file in exported.iterdir()} == {
        "datapackage.json",
        *(f"{name}.{ending}" for name in shown for ending in endings()),
    }
    assert {resource["path"] for resource in resources(exported)} == {
        file.name for file in exported.iterdir() if file.name != "datapackage.json"
    }


def test_every_reference_leads_to_a_table_of_the_package(exported: Path) -> None:
    names = {resource["name"] for resource in resources(exported)}
    keys = [key for resource in resources(exported) for key in resource["schema"]["foreignKeys"]]
    assert keys
    assert all(key["reference"]["resource"] in names for key in keys)


def test_two_runs_give_the_same_bytes(archive: Path, exported: Path, tmp_path: Path) -> None:
    export(archive, tmp_path / "twice")
    export(archive, tmp_path / "twice")
    first, second = (
        {file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("slices", "twice")
    )
    assert first == second


def test_the_command_counts_what_it_wrote(archive: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(cli, ["export", str(tmp_path / "a/b"), "--db", str(archive)])
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith(f"{tmp_path / 'a/b'} holds 1 pages, 1 articles, ")


def test_what_is_no_folder_or_no_archive_is_said(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    below = CliRunner().invoke(cli, ["export", str(tmp_path / "file" / "below"), "--db", str(archive)])
    assert (below.exit_code, below.stdout) == (1, "")
    assert "cannot be written" in below.stderr
    missing = CliRunner().invoke(cli, ["export", str(tmp_path / "new"), "--db", str(tmp_path / "none.db")])
    assert (missing.exit_code, (tmp_path / "new").exists()) == (1, False)
    assert "there is no such archive" in missing.stderr


def test_a_failed_run_leaves_the_older_files(archive: Path, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {file.name: file.read_bytes() for file in exported.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ingest.export._write_lines", full)
    told = CliRunner().invoke(cli, ["export", str(exported), "--db", str(archive)])
    assert (told.exit_code, "No space left on device" in told.stderr) == (1, True)
    assert {file.name: file.read_bytes() for file in exported.iterdir()} == before
