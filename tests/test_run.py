"""Many files, again and again: what becomes of each, that any number of processes gives the same rows,
and that a run which is killed does no harm."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import ingest
from ingest import pipeline
from ingest import run as runs
from ingest.errors import BadInput
from ingest.layout import pages as layout_pages
from ingest.model import Known, Mend, Reading
from ingest.naming import is_same
from ingest.pipeline import read
from ingest.run import run
from ingest.sources import find
from ingest.storage.archive import Archive
from tests.factories import page
from tests.rows import all_rows, faults, rows

FIRST = """\
茌平:小麦丰收在望

本报讯(记者 张三 通讯员 李四)3月5日,茌平区冯官屯镇的小麦长势喜人,今年全区种植小麦40万亩,同比增长3%。
"""
SECOND = """\
工会驿站增至179个

本报讯(记者 王五)记者从聊城市总工会获悉,截至目前全市建成工会驿站179个,服务职工50万人次。
"""
THIRD = """\
东阿县开出首列班列

本报讯(通讯员 赵六)8月2日,东阿县开出首列中欧班列,货值1.2亿元。
"""

MENDED = FIRST.replace("40万亩", "41万亩").replace("张三", "张山")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    made.mkdir()
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")


def ingested(folder: Path, path: Path, jobs: int = 1, **options: str) -> list[tuple[str, str, str]]:
    """Runs the folder into the archive: (file, kind, note) of each outcome."""
    with Archive(path) as archive:
        outcomes = run(find([folder], **options).pages, archive, jobs)
        return [(outcome.file, outcome.kind, outcome.note) for outcome in outcomes]


def kinds(folder: Path, path: Path, **options: str) -> dict[str, str]:
    return {file.removesuffix(".txt"): kind for file, kind, _ in ingested(folder, path, **options)}


def test_new_then_unchanged(folder: Path, path: Path) -> None:
    write(folder, a=FIRST, b=SECOND)
    assert kinds(folder, path) == {"a": "read", "b": "read"}
    before = path.read_bytes()
    assert kinds(folder, path) == {"a": "unchanged", "b": "unchanged"}
    assert path.read_bytes() == before


SECOND_RUNS = [
    ("a mended one", {"a": MENDED}, {"a": "replaced", "b": "unchanged"}),
    ("another page", {"a": THIRD}, {"pages/a": "read", "b": "unchanged"}),
    ("a new file", {"c": THIRD}, {"a": "unchanged", "b": "unchanged", "c": "read"}),
    ("a copy", {"c": FIRST}, {"a": "unchanged", "b": "unchanged", "c": "same"}),
    ("a copy that comes first", {"0": FIRST}, {"0": "same", "a": "unchanged", "b": "unchanged"}),
    ("a new page, twice", {"c": THIRD, "d": THIRD}, {"a": "unchanged", "b": "unchanged", "c": "read", "d": "same"}),
    ("one becomes a copy of the other", {"b": FIRST}, {"a": "unchanged", "pages/b": "same"}),
    ("two swap their names", {"a": SECOND, "b": FIRST}, {"pages/a": "same", "pages/b": "same"}),
    ("one leaves its content to another", {"a": MENDED, "c": FIRST}, {"a": "replaced", "b": "unchanged", "c": "read"}),
    ("one leaves its name to another", {"a": THIRD, "c": FIRST}, {"pages/a": "read", "b": "unchanged", "c": "same"}),
    ("one is emptied", {"a": ""}, {"a": "failed", "b": "unchanged"}),
    ("two empty ones", {"c": "", "d": ""}, {"a": "unchanged", "b": "unchanged", "c": "failed", "d": "failed"}),
]  # fmt: skip


@pytest.mark.parametrize(("change", "texts", "expected"), SECOND_RUNS, ids=[name for name, *_ in SECOND_RUNS])
def test_a_second_run(folder: Path, path: Path, change: str, texts: dict[str, str], expected: dict[str, str]) -> None:
    write(folder, a=FIRST, b=SECOND)
    ingested(folder, path)
    write(folder, **texts)
    assert kinds(folder, path) == expected
    assert rows(path, "select sha256 from pages group by sha256 having count(*) > 1") == []
    assert faults(path) == []


DAYS = {"2025-06-12": FIRST, "2025-06-13": SECOND, "2025-06-14": THIRD}


@pytest.mark.parametrize("order", list(permutations(DAYS)), ids=" ".join)
def test_pages_of_several_days_under_one_name_are_all_kept(tmp_path: Path, path: Path, order: tuple[str, ...]) -> None:
    for day, text in DAYS.items():
        (tmp_path / "daily" / day).mkdir(parents=True)
        write(tmp_path / "daily" / day, **{"01": text})
    for _ in range(2):
        for day in order:
            ingested(tmp_path / "daily" / day, path)
    assert dict(rows(path, "select issue_date, text from pages")) == DAYS
    assert set(rows(path, "select file from pages")) == {("01.txt",), *((f"{day}/01.txt",) for day in order[1:])}
    write(tmp_path / "daily" / order[1], **{"01": DAYS[order[1]].replace("记者", "本报记者") + "。"})
    assert ingested(tmp_path / "daily" / order[1], path)[0][:2] == (f"{order[1]}/01.txt", "replaced")
    assert rows(path, "select count(*) from pages") == [(3,)]


@pytest.mark.parametrize(
    ("held", "found", "same"),
    [
        ({}, {"text": MENDED}, True),
        ({}, {"text": THIRD}, False),
        ({"issue_date": "2025-03-05"}, {"text": FIRST + SECOND, "issue_date": "2025-03-06"}, True),  # the day was wrong
        ({"issue_date": "2025-03-05"}, {"text": FIRST[:40] + SECOND, "issue_date": "2025-03-06"}, False),
        ({"publication": "甲报"}, {"text": FIRST[:40] + SECOND, "publication": "乙报"}, False),
        ({"page_label": "第1版"}, {"text": FIRST[:40] + SECOND}, True),
    ],
)
def test_one_page_or_two(held: dict[str, str], found: dict[str, str], same: bool) -> None:
    assert is_same(page(FIRST, **held), page(**found)) == same


def test_a_renamed_file_is_told_with_its_old_name(folder: Path, path: Path) -> None:
    write(folder, a=FIRST)
    ingested(folder, path)
    (folder / "a.txt").rename(folder / "b.txt")
    assert ingested(folder, path) == [("b.txt", "same", "a.txt")]


def test_what_is_known_of_a_page_changes(folder: Path, path: Path) -> None:
    write(folder, a=FIRST)
    ingested(folder, path)
    assert kinds(folder, path, publication="聊城日报") == {"a": "replaced"}
    assert kinds(folder, path, publication="聊城日报") == {"a": "unchanged"}
    (folder / "pages.csv").write_text("file,publication,issue_date\na.txt,聊城日报,2025-03-06\n", "utf-8")
    assert kinds(folder, path) == {"a": "replaced"}
    assert rows(path, "select id, publication, issue_date, year, date_basis from pages") == [
        (1, "聊城日报", "2025-03-06", 2025, "given")
    ]


def test_pages_that_an_older_version_read_are_read_anew(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, a=FIRST)
    ingested(folder, path)
    monkeypatch.setattr(ingest, "__version__", "99.0")
    assert kinds(folder, path) == {"a": "replaced"}
    assert kinds(folder, path) == {"a": "unchanged"}


def test_a_file_that_fails_leaves_the_others_alone(folder: Path, path: Path) -> None:
    write(folder, a="", c=FIRST)
    (folder / "b.txt").write_bytes(b"\x00\x01\x02")
    (a, b, c) = ingested(folder, path)
    assert (a[:2], b[:2], c[:2]) == (("a.txt", "failed"), ("b.txt", "failed"), ("c.txt", "read"))
    assert a[2].startswith("a.txt: is empty") and b[2].startswith("b.txt: is binary")
    assert rows(path, "select file from pages") == [("c.txt",)]


def test_a_file_too_large_is_not_read_to_its_end(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout_pages, "LARGEST", 10)
    write(folder, a=FIRST)
    assert layout_pages.bytes_of(folder / "a.txt") == FIRST.encode()[:11]


def test_a_fault_of_the_reading_costs_one_page(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(content: bytes, known: Known, mends: tuple[Mend, ...]) -> Reading:
        if known.file == "a.txt":
            raise IndexError("list index out of range")
        return read(content, known, mends)

    monkeypatch.setattr(pipeline, "read", faulty)
    write(folder, a=FIRST, b=SECOND)
    (a, b) = ingested(folder, path)
    assert a[1:] == (
        "failed",
        "a.txt: cannot be read: IndexError('list index out of range'); `ingest explain` shows where",
    )
    assert b[1] == "read"


def test_a_page_that_fails_keeps_what_was_read_of_it(folder: Path, path: Path) -> None:
    write(folder, a=FIRST)
    ingested(folder, path)
    before = all_rows(path)
    write(folder, a="")
    ingested(folder, path)
    assert all_rows(path) == before


def test_who_reads_meanwhile_sees_whole_pages(folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_TOGETHER", 1)
    many(folder, 3)
    with Archive(path) as archive:
        seen = [(outcome.kind, faults(path), page_ids(path)) for outcome in run(find([folder]).pages, archive)]
    assert seen == [
        ("read", [], [1]),
        ("read", [], [1, 2]),
        ("read", [], [1, 2, 3]),
        ("failed", [], [1, 2, 3]),
        ("same", [], [1, 2, 3]),
    ]


def test_pages_written_together_stand_or_fall_each_for_itself(
    folder: Path, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one of them cannot be written, those before it are there, and the next run brings the others."""
    many(folder, 4)
    with Archive(path) as archive:
        put = archive.put

        def refuse(reading: Reading, *others: Any) -> None:
            if reading.page.file == "02.txt":
                raise BadInput("archive.db", "cannot be written")
            put(reading, *others)

        monkeypatch.setattr(archive, "put", refuse)
        with pytest.raises(BadInput):
            list(run(find([folder]).pages, archive))
    assert rows(path, "select file from pages") == [("00.txt",), ("01.txt",)]
    assert faults(path) == []
    ingested(folder, path)
    ingested(folder, tmp_path / "whole.db")
    assert all_rows(path) == all_rows(tmp_path / "whole.db")


def page_ids(path: Path) -> list[int]:
    """Pages that have articles."""
    return [page for (page,) in rows(path, "select distinct page_id from articles order by 1")]


def many(folder: Path, count: int = 12) -> None:
    """Pages that differ, some of them in what goes wrong."""
    write(folder, **{f"{number:02}": f"第{number}届\n\n{SECOND}{FIRST}{number * THIRD}" for number in range(count)})
    write(folder, e="", z=(folder / "02.txt").read_text("utf-8"))


@pytest.mark.parametrize("jobs", [2, 5])
def test_any_number_of_processes_gives_the_same_rows(folder: Path, tmp_path: Path, jobs: int) -> None:
    many(folder)
    one, more = tmp_path / "one.db", tmp_path / "more.db"
    assert ingested(folder, one) == ingested(folder, more, jobs)
    assert all_rows(one) == all_rows(more)


KILLED = """
import os, signal, sqlite3, sys
from ingest.cli import cli

words, times = sys.argv.pop(1), int(sys.argv.pop(1))
connect = sqlite3.connect
left = iter(range(times - 1))

def watch(statement):
    if words in statement.lower() and next(left, None) is None:
        os.kill(os.getpid(), signal.SIGKILL)

def connect_and_watch(*arguments, **options):
    connection = connect(*arguments, **options)
    connection.set_trace_callback(watch)
    return connection

sqlite3.connect = connect_and_watch
cli()
"""
"""The program, killed by itself as it is about to run a certain statement of SQL for the n-th time."""

MOMENTS = [
    ("create table", 3),
    ("into blocks (", 1),
    ("commit", 2),
    ("into figures (", 4),
    ("into fingerprints", 3),
    ("commit", 3),
]


@pytest.mark.parametrize(("words", "times"), MOMENTS)
def test_a_killed_run_does_no_harm(folder: Path, tmp_path: Path, words: str, times: int) -> None:
    many(folder, 4)
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    command = [sys.executable, "-c", KILLED, words, str(times), str(folder), "--db", str(killed), "--jobs", "2"]
    assert subprocess.run(command, capture_output=True).returncode == -signal.SIGKILL
    if rows(killed, "select 1 from sqlite_master"):
        assert faults(killed) == []
    ingested(folder, whole)
    ingested(folder, killed)
    assert all_rows(killed) == all_rows(whole)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["killed.db", "pages", "whole.db"]


def test_processes_end_where_the_archive_cannot_be_written(
    folder: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise BadInput("archive.db", "cannot be written")

    write(folder, a=FIRST, b=SECOND)
    with Archive(path) as archive:
        monkeypatch.setattr(archive, "put", refuse)
        with pytest.raises(BadInput) as raised:  # its traceback keeps what was running within reach
            list(run(find([folder]).pages, archive, jobs=2))
        assert "cannot be written" in str(raised.value)
        assert not multiprocessing.active_children()


def test_a_run_over_pages_that_are_there_loads_nothing_that_reads(folder: Path, path: Path) -> None:
    write(folder, **{"1": FIRST})
    command = [sys.executable, "-X", "importtime", "-m", "ingest", str(folder), "--db", str(path), "--jobs", "1"]
    first, again = (subprocess.run(command, capture_output=True, text=True, check=True).stderr for _ in range(2))
    assert "ingest.pipeline" in first and "ingest.pipeline" not in again


def test_names_are_parted_when_the_run_before_was_ended_too_early(folder: Path, path: Path) -> None:
    write(folder, **{"1": FIRST.replace("张三", "王丽高杨林"), "2": SECOND.replace("王五", "王丽")})
    with Archive(path) as archive:
        for file in find([folder]).pages:
            archive.add(read(file.path.read_bytes(), file.known), file.known)
    assert "高杨林" not in {name for (name,) in rows(path, "select name from bylines")}
    with Archive(path) as archive:
        list(run(find([folder]).pages, archive))
    assert "高杨林" in {name for (name,) in rows(path, "select name from bylines")}
