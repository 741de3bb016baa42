"""What the user of the command line sees: summaries, error texts, exit statuses."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest import __version__
from ingest.cli import cli
from tests.rows import all_rows, faults, rows
from tests.test_run import FIRST, SECOND

ROOT = Path(__file__).parent.parent


def ingest(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a folder `pages` of two pages in it."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_text(FIRST, "utf-8")
    (tmp_path / "pages" / "b.md").write_text(SECOND, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def summary(result: Result) -> str:
    """The last line, without the time it took."""
    return re.sub(r"; [\d.]+ s$", "", result.stdout.splitlines()[-1])


def test_pages_into_the_archive() -> None:
    first = ingest("pages")
    assert (first.exit_code, first.stderr) == (0, "")
    assert len(first.stdout.splitlines()) == 1
    assert summary(first).startswith(
        "2 pages read, 0 unchanged, 0 replaced, 0 failed; archive.db holds 2 articles, 3 bylines,"
    )
    assert rows(Path("archive.db"), "select file from pages") == [("a.txt",), ("b.md",)]
    again = summary(ingest("pages"))
    assert again.startswith("0 pages read, 2 unchanged, 0 replaced, 0 failed; archive.db holds 2 articles")
    assert again.endswith("; nothing to do, every page was there already")


def test_another_page_of_a_name_gets_its_folder_in_front() -> None:
    ingest("pages")
    Path("pages/a.txt").write_text("另一篇文章,写的是今年的秋收。", "utf-8")
    told = ingest("pages").stdout
    assert "Named with their folder, for the archive holds other pages of their names: pages/a.txt\n" in told
    assert rows(Path("archive.db"), "select file from pages order by file") == [("a.txt",), ("b.md",), ("pages/a.txt",)]


def test_replaced_pages_are_named() -> None:
    ingest("pages")
    Path("pages/a.txt").write_text(FIRST.replace("小麦", "大麦"), "utf-8")
    told = ingest("pages").stdout
    assert "Replaced, the content or what is known of it has changed: a.txt\n" in told
    assert "1 unchanged, 1 replaced" in told


def test_add_is_the_command_that_needs_no_name() -> None:
    ingest("--db", "short.db", "pages", "--publication", "聊城日报", "--date", "2025-03-06")
    ingest("add", "pages/", "--db", "long.db", "--jobs", "1", "--date=2025-03-06", "--publication=聊城日报")
    assert all_rows(Path("short.db")) == all_rows(Path("long.db"))
    assert rows(Path("short.db"), "select distinct publication, issue_date, year, date_basis from pages") == [
        ("聊城日报", "2025-03-06", 2025, "given")
    ]


def test_the_summary_names_what_was_left_aside() -> None:
    Path("pages/copy.txt").write_text(FIRST, "utf-8")
    for name in (".hidden.txt", "c.zip", "d.zip", "e.zip", "f.zip", "g.zip", "h.zip"):
        Path("pages", name).touch()
    lines = ingest("pages").stdout.splitlines()
    assert lines[:2] == [
        "Not added, the same content is there: copy.txt (as a.txt)",
        "Passed over (hidden, or no page): .hidden.txt, c.zip, d.zip, e.zip, f.zip and 2 more",
    ]
    assert lines[2].startswith("2 pages read, 0 unchanged")


def test_silence() -> None:
    result = ingest("pages", "--silent")
    assert (result.exit_code, result.output) == (0, "")
    Path("pages/empty.txt").touch()
    failed = ingest("pages", "--silent")
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert failed.stderr.startswith("Error: empty.txt: is empty")


def test_an_index_of_another_segmenter_is_told() -> None:
    ingest("pages")
    with closing(sqlite3.connect("archive.db")) as db, db:
        db.execute("update archive_facts set value = 'jieba 0.1' where key = 'segmenter'")
    assert (
        ingest("pages").stdout.splitlines()[0]
        == "The index was made by another version or segmenter: it was built anew."
    )
    assert len(ingest("pages").stdout.splitlines()) == 1


PAGES = [
    ("empty.txt", b"", "empty.txt: is empty or blank"),
    ("blank.txt", " \n　\n".encode(), "blank.txt: is empty or blank"),
    ("binary.txt", b"\x00\x01\x02", "binary.txt: is binary"),
    ("scan.txt", b"%PDF-1.7", "scan.txt: is a PDF file; extract its text first"),
    ("odd.txt", b"\xff\xff\x81 \xff", "odd.txt: "),
    ("large.txt", b"a" * (8 * 1024 * 1024 + 1), "large.txt: is over 8 MiB, too large for a page; split it"),
]


@pytest.mark.parametrize(("name", "content", "message"), PAGES, ids=[name for name, *_ in PAGES])
def test_a_file_that_cannot_be_read(name: str, content: bytes, message: str) -> None:
    Path("pages", name).write_bytes(content)
    result = ingest("pages")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {message}")
    assert len(result.stderr.splitlines()) == 1
    assert summary(result).startswith("2 pages read, 0 unchanged, 0 replaced, 1 failed; archive.db holds 2 articles")


ERRORS = [
    (["nowhere"], 2, "Path 'nowhere' does not exist."),
    ([], 2, ""),
    (["add"], 2, "Missing argument 'SOURCE...'"),
    (["pages", "--date", "2025-02-30"], 2, "'2025-02-30' is no day of the calendar in the form 2025-03-08"),
    (["pages", "--date", "8.3.2025"], 2, "Invalid value for '--date': '8.3.2025' is no day of the calendar"),
    (["pages", "--jobs", "0"], 2, "Invalid value for '--jobs'"),
    (["pages", "--db", "pages"], 2, "File 'pages' is a directory."),
    (["none"], 1, "Error: none: no pages found; a page is a .txt, .md or .pdf file, "),
    (["scan.zip"], 1, "Error: scan.zip: no pages found"),
    (["pages", "other"], 1, "Error: other/a.txt: would have the same name in the archive as pages/a.txt: a.txt"),
    (["noted"], 1, "Error: noted/pages.csv:2: issue_date '8.3.2025' is no day of the calendar"),
    (["pages", "--db", "text.db"], 1, "Error: text.db: is no SQLite database; give another name with --db"),
    (
        ["pages", "--db", "strange.db"],
        1,
        "Error: strange.db: is a database, but not an archive; give another name with --db",
    ),
    (
        ["pages", "--db", "no/a.db"],
        1,
        "Error: no/a.db: cannot be written: unable to open database file; see that its folder",
    ),
    (["report", "--db", "no.db"], 1, "Error: no.db: there is no such archive; `ingest SOURCE...` makes one"),
    (["report", "--db", "text.db"], 1, "Error: text.db: is no SQLite database"),
    (["explain", "nowhere.txt"], 2, "File 'nowhere.txt' does not exist."),
    (["explain", "pages"], 2, "File 'pages' is a directory."),
    (["explain", "pages/a.txt", "--why", "99"], 1, "Error: a.txt: has no line 99; its last is line 3"),
    (["explain", "scan.pdf"], 1, "Error: scan.pdf: is "),
    (["explain", "empty.txt"], 1, "Error: empty.txt: is empty or blank"),
]


@pytest.mark.parametrize(
    ("arguments", "status", "message"), ERRORS, ids=[" ".join(row[0]) or "nothing" for row in ERRORS]
)
def test_errors(arguments: list[str], status: int, message: str) -> None:
    for folder in ("none", "other", "noted"):
        Path(folder).mkdir()
    Path("other/a.txt").write_text(SECOND, "utf-8")
    Path("noted/a.txt").write_text(SECOND, "utf-8")
    Path("noted/pages.csv").write_text("file,issue_date\na.txt,8.3.2025\n", "utf-8")
    Path("scan.pdf").write_bytes(b"%PDF")
    Path("scan.zip").write_bytes(b"PK")
    Path("empty.txt").touch()
    Path("text.db").write_text("本报讯", "utf-8")
    with closing(sqlite3.connect("strange.db")) as db:
        db.execute("create table notes (id integer primary key)")
    result = ingest(*arguments)
    assert result.exit_code == status
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert not Path("archive.db").exists()


def test_an_archive_that_another_program_is_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.storage.archive.PATIENCE", 0.1)
    ingest("pages")
    Path("pages/c.txt").write_text(FIRST + SECOND, "utf-8")
    with closing(sqlite3.connect("archive.db")) as db:
        db.execute("begin immediate")
        result = ingest("pages")
    assert result.exit_code == 1
    assert result.stderr == "Error: archive.db: is being written by another program; try again when that has ended\n"
    assert faults(Path("archive.db")) == []


def test_report() -> None:
    ingest("pages", "--publication", "聊城日报")
    result = ingest("report")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("2 pages, 2 articles, 0 photo items;")


def test_explain() -> None:
    result = ingest("explain", "pages/a.txt", "--publication", "聊城日报")
    assert result.exit_code == 0
    assert "publication  聊城日报" in result.stdout
    assert re.search(r"^ +1  title +0  \w+ +茌平:小麦丰收在望$", result.stdout, re.MULTILINE)


def test_explain_why() -> None:
    result = ingest("explain", "pages/a.txt", "--why", "1")
    assert result.exit_code == 0
    assert "title" in result.stdout.splitlines()[0]


@pytest.mark.parametrize("arguments", [["--help"], ["add", "--help"], ["explain", "--help"], ["report", "--help"]])
def test_help_answers_without_loading_what_works(arguments: list[str]) -> None:
    heavy = "{'jieba', 'rjieba', 'sqlite_utils', 'datasette', 'ingest.pipeline'} & set(sys.modules)"
    program = (
        f"import atexit, sys; atexit.register(lambda: print('heavy:', {heavy})); from ingest.cli import cli; cli()"
    )
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: ")
    assert done.stdout.endswith("heavy: set()\n")


def test_the_first_help_tells_the_options_of_the_first_command() -> None:
    told = ingest("--help").stdout
    options = ("--db", "--publication", "--date", "--jobs", "--silent", "--version")
    assert [option for option in options if option not in told] == []


def test_version_and_module() -> None:
    done = subprocess.run([sys.executable, "-m", "ingest", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"ingest, version {__version__}\n"


def test_the_archive_in_the_repository_is_what_the_seeds_give() -> None:
    assert ingest(str(ROOT / "seeds"), "--db", "fresh.db").exit_code == 0
    assert all_rows(Path("fresh.db")) == all_rows(ROOT / "archive.db")
