"""Archives of an older schema: brought to this one whole, or left as they were."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.model import Known
from ingest.pipeline import read
from ingest.search import index
from ingest.storage import APPLICATION_ID, SCHEMA_VERSION
from ingest.storage.archive import Archive
from ingest.storage.upgrade import upgrade
from tests.rows import all_rows, faults, rows
from tests.test_run import FIRST, SECOND

SCHEMA_1 = Path(__file__).parent / "examples" / "schema-1.sql"
"""The tables of the first version."""


ASKED = """
create temp table corrections (id, page_id, printed, kind, state, stands_at);
create temp table people (id, name);
create temp table person_mentions (article_id, person_id, role);
create temp table organisations (id, name);
create temp table organisation_mentions (article_id, organisation_id);
"""
"""Tables of later schemas that the indexes are made from."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive of schema 1 with two pages; its articles have the numbers 4 and 9."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript(SCHEMA_1.read_text("utf-8"))
        for number, (file, text) in enumerate([("a.txt", FIRST), ("b.txt", SECOND)], 1):
            sha256 = hashlib.sha256(text.encode("gb18030")).hexdigest()
            row = (number, file, sha256, text, "headline first")
            db.execute("insert into pages (id, file, sha256, text, layout) values (?, ?, ?, ?, ?)", row)
            db.execute("insert into readings values (?, '聊城日报', null, null, '0.0')", [number])
        for number, page, text in ((4, 1, FIRST), (9, 2, SECOND)):
            title, _, body = text.partition("\n\n")
            row = (number, page, title, body, len(body))
            db.execute(
                "insert into articles values (?, ?, 0, ?, null, null, null, 'article', null, null, ?, ?, 0, 0)", row
            )
            db.execute(
                "insert into figures values (?, ?, 0, '9个', 9, '个', null, 'count', null, null, null, '')", row[:1] * 2
            )
        db.executescript(ASKED)
        index.create(db)
        index.rebuild(db)
        db.execute(f"pragma application_id = {APPLICATION_ID}")
        db.execute("pragma user_version = 1")
    return path


def test_an_old_archive_becomes_what_a_new_one_is(old: Path, tmp_path: Path) -> None:
    done = upgrade(old, jobs=2)
    assert (done.before, done.pages) == (1, 2)
    fresh = tmp_path / "fresh.db"
    with Archive(fresh) as archive:
        for file, text in (("a.txt", FIRST), ("b.txt", SECOND)):
            known = Known(file, publication="聊城日报")
            archive.add(read(text.encode("gb18030"), known), known)
        archive.part_names()
    assert rows(old, "select id, title from articles order by id") == [
        (4, "茌平:小麦丰收在望"),
        (9, "工会驿站增至179个"),
    ]
    for table in ("pages", "readings"):
        assert all_rows(old)[table] == all_rows(fresh)[table]
    columns = "text, value, unit, qualifier, kind, change, subject, period, period_year, scope, sentence"
    figures = f"select {columns} from figures order by article_id, position"
    assert rows(old, figures) == rows(fresh, figures)
    made = "select lower(replace(sql, '\"', '')) from sqlite_master where name not like '%fts%' order by name"
    assert rows(old, made) == rows(fresh, made)
    assert faults(old) == []
    assert upgrade(old).pages == 0
    with Archive(old) as archive:
        assert archive.refresh_index() is False


def test_an_interrupted_upgrade_leaves_the_archive_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = all_rows(old)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Archive, "part_names_within", fail)
    with pytest.raises(KeyboardInterrupt):
        upgrade(old)
    assert all_rows(old) == before
    assert rows(old, "pragma user_version") == [(1,)]


def test_the_command_says_what_it_did(old: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    refused = run(cli, ["report", "--db", str(old)])
    assert (refused.exit_code, f"`ingest upgrade --db {old}` brings it there" in refused.stderr) == (1, True)
    told = run(cli, ["upgrade", "--db", str(old)]).stdout
    assert told == f"{old} was of schema 1, is of schema {SCHEMA_VERSION}; 2 pages read anew\n"
    assert "nothing to do" in run(cli, ["upgrade", "--db", str(old)]).stdout
    missing = run(cli, ["upgrade", "--db", str(tmp_path / "none.db")])
    assert (missing.exit_code, (tmp_path / "none.db").exists()) == (1, False)
