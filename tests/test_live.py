"""The site while the archive grows: no request fails, and what is new appears. Strangers' databases stay."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from tests.killed import text
from tests.rows import rows

READERS = 8
PAGES = 16
SECONDS_TO_START = 60

ADDRESSES = (
    *("/", "/-/search?q=%E7%AA%97%E5%8F%A3", "/-/search.json?q=%E6%9C%8D%E5%8A%A1", "/papers/-/article/1"),
    *("/papers/-/page/1", "/papers/-/issues", "/papers/-/figures", "/papers/articles.json?_search=%E5%B7%A5%E4%BD%9C"),
    *("/papers/-/contributors", "/papers/articles_overview.csv?_stream=on", "/papers/-/places", "/-/home.atom"),
)


@contextmanager
def serving(*arguments: str | Path) -> Iterator[str]:
    """The address of `ingest serve` with these arguments."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ingest", "serve", *map(str, arguments), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/-/versions.json")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(url: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            urlopen(url).close()
            return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(url)


def ingested(folder: Path, archive: Path) -> None:
    command = [sys.executable, "-m", "ingest", str(folder), "--db", str(archive), "--jobs", "1", "--silent"]
    subprocess.run(command, check=True)


def counted(address: str) -> int:
    with urlopen(f"{address}/-/home.json") as answer:
        return int(json.load(answer)["archives"][0]["counts"]["articles"])


def test_readers_notice_nothing_of_an_ingest_but_its_articles(tmp_path: Path) -> None:
    pages, archive = tmp_path / "pages", tmp_path / "papers.db"
    pages.mkdir()
    (pages / "00.txt").write_text(text(0), "utf-8")
    ingested(pages, archive)
    failed: list[str] = []
    asked = [0] * READERS
    ended = threading.Event()

    def read(reader: int, address: str) -> None:
        while not ended.is_set():
            path = ADDRESSES[(asked[reader] + reader) % len(ADDRESSES)]
            asked[reader] += 1
            try:
                urlopen(address + path, timeout=60).close()
            except (HTTPError, URLError, OSError) as problem:
                failed.append(f"{path}: {problem!r}")

    with serving(archive) as address:
        before = counted(address)
        readers = [threading.Thread(target=read, args=(number, address)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, PAGES):
                (pages / f"{number:02}.txt").write_text(text(number), "utf-8")
            ingested(pages, archive)
            after = counted(address)
        finally:
            ended.set()
            for reader in readers:
                reader.join()
    assert failed == []
    assert before < after == rows(archive, "select count(*) from articles")[0][0]
    assert min(asked) > 1


def _stranger(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("pragma user_version = 2")
        db.execute("create table articles (id integer primary key, title text, body text)")
        db.execute("create table pages (id integer primary key, file text)")
        db.execute("insert into articles values (1, 'A title', 'words')")
    return path.read_bytes()


def test_no_command_writes_to_a_strangers_database(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text(1), "utf-8")
    stranger = tmp_path / "stranger.db"
    before = _stranger(stranger)
    commands = [[str(tmp_path / "a.txt")], ["report"], ["upgrade"], ["export", str(tmp_path / "out")]]
    for command in commands:
        told = CliRunner().invoke(cli, [*command, "--db", str(stranger)])
        assert (told.exit_code, "but not an archive" in told.stderr) == (1, True), command
    assert stranger.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.txt", "stranger.db"]


@pytest.mark.parametrize("how", [(), ("-i",)])
def test_a_strangers_database_is_shown_as_it_is_beside_an_archive(tmp_path: Path, how: tuple[str, ...]) -> None:
    stranger, archive = tmp_path / "stranger.db", tmp_path / "papers.db"
    before = _stranger(stranger)
    (tmp_path / "a.txt").write_text(text(1), "utf-8")
    ingested(tmp_path / "a.txt", archive)  # and opened, -i too, as soon as it is made
    with serving(*how, archive, stranger) as address:
        for path in (*ADDRESSES, "/stranger", "/stranger/articles", "/stranger/articles/1", "/stranger/pages.json"):
            urlopen(address + path).close()
    assert stranger.read_bytes() == before
