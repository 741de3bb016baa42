"""Which files are pages, under what names, and what pages.csv and the options say of them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ingest.errors import BadInput
from ingest.sources import day, find


def lay(folder: Path, *files: str, notes: str | bytes | None = None) -> Path:
    """Makes the files in the folder, each with its own name as content; `notes` becomes pages.csv."""
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file, "utf-8")
    if notes is not None:
        folder.mkdir(exist_ok=True)
        (folder / "pages.csv").write_bytes(notes if isinstance(notes, bytes) else notes.encode())
    return folder


def names(*given: Path) -> list[str]:
    return [page.known.file for page in find(given).pages]


FOLDERS = [
    (["b.txt", "a.txt"], ["a.txt", "b.txt"], []),
    (["a.md", "a.TXT"], ["a.TXT", "a.md"], []),
    (["2025/03/08.txt", "2025/02.txt", "1.txt"], ["1.txt", "2025/02.txt", "2025/03/08.txt"], []),
    (["a.txt", "b-c.txt", "b/c.txt"], ["a.txt", "b/c.txt", "b-c.txt"], []),  # folder b stands before the file b-c.txt
    (["a.txt", "scan.pdf", "notes"], ["a.txt", "scan.pdf"], ["notes"]),
    (["a.txt", "scan.zip"], ["a.txt"], ["scan.zip"]),
    (["a.txt", ".a.txt", ".git/b.txt", "c/.d.md"], ["a.txt"], [".a.txt", ".git", "c/.d.md"]),
    (["a.txt", "pages.csv"], ["a.txt"], []),
]


@pytest.mark.parametrize(("files", "pages", "passed_over"), FOLDERS)
def test_a_folder(tmp_path: Path, files: list[str], pages: list[str], passed_over: list[str]) -> None:
    found = find([lay(tmp_path, *(file for file in files if file != "pages.csv"), notes="file\n")])
    assert [page.known.file for page in found.pages] == pages
    assert list(found.passed_over) == passed_over


def test_a_file_goes_by_its_name(tmp_path: Path) -> None:
    lay(tmp_path, "2025/a.txt", "2025/.b.txt", "c.zip")
    assert names(tmp_path / "2025" / "a.txt") == ["a.txt"]
    assert names(tmp_path / "2025" / ".b.txt") == [".b.txt"]  # hidden, but asked for by name
    assert find([tmp_path / "2025" / "a.txt", tmp_path / "c.zip"]).passed_over == ("c.zip",)


def test_sources_keep_their_order_and_a_file_met_twice_counts_once(tmp_path: Path) -> None:
    lay(tmp_path, "b/2.txt", "a/1.txt")
    assert names(tmp_path / "b", tmp_path / "a", tmp_path / "b" / "2.txt") == ["2.txt", "1.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse names that are not Unicode")
@pytest.mark.parametrize(("raw", "name"), [("聊城.txt".encode("gb18030"), "聊城.txt"), (b"\xff.txt", "\\xff.txt")])
def test_a_name_that_is_not_utf8(tmp_path: Path, raw: bytes, name: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + raw)).write_text("page", "utf-8")
    assert names(tmp_path) == [name]


def test_a_linked_folder_is_not_entered(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.txt"]
    assert find([tmp_path]).passed_over == ("loop",)


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    lay(tmp_path, "a/01.txt", "b/01.txt")
    with pytest.raises(BadInput, match=r"b/01\.txt: would have the same name in the archive as .*a/01\.txt: 01\.txt"):
        find([tmp_path / "a", tmp_path / "b"])


@pytest.mark.parametrize("files", [[], ["scan.zip"], [".a.txt"]])
def test_no_pages(tmp_path: Path, files: list[str]) -> None:
    with pytest.raises(BadInput, match="no pages found"):
        find([lay(tmp_path, *files)])


NOTES = [
    (
        "file,publication,issue_date,page_label\na.txt,聊城日报,2025-03-08,第2版 要闻\n",
        ("聊城日报", "2025-03-08", "第2版 要闻"),
    ),
    ("\ufefffile,publication\r\na.txt, 聊城日报 \r\n\r\n", ("聊城日报", None, None)),
    ("page_label,file\n第1版,./a.txt\n", (None, None, "第1版")),
    ("file,publication\na.txt\n", (None, None, None)),
    ('file,page_label\na.txt,"第2版, 要闻"\n', (None, None, "第2版, 要闻")),
    ("file,publication\nb.txt,大众日报\n", (None, None, None)),
    ("", (None, None, None)),
]


@pytest.mark.parametrize(("notes", "known"), NOTES)
def test_pages_csv(tmp_path: Path, notes: str, known: tuple[str | None, ...]) -> None:
    page = find([lay(tmp_path, "a.txt", "b.txt", notes=notes)]).pages[0].known
    assert (page.publication, page.issue_date, page.page_label) == known


def test_pages_csv_may_be_in_gb18030(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt")
    (tmp_path / "pages.csv").write_bytes("file,publication\na.txt,聊城日报\n".encode("gb18030"))
    assert find([tmp_path]).pages[0].known.publication == "聊城日报"


def test_pages_csv_counts_for_a_single_file(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", notes="file,publication\na.txt,聊城日报\n")
    assert find([tmp_path / "a.txt"]).pages[0].known.publication == "聊城日报"


def test_the_nearest_pages_csv_has_the_last_word(tmp_path: Path) -> None:
    lay(tmp_path, "2025/a.txt", notes="file,publication,page_label\n2025/a.txt,聊城日报,第1版\n")
    lay(tmp_path / "2025", notes="file,page_label\na.txt,第2版\n")
    known = find([tmp_path]).pages[0].known
    assert (known.publication, known.page_label) == ("聊城日报", "第2版")


def test_options_win(tmp_path: Path) -> None:
    lay(tmp_path, "a.txt", notes="file,publication,issue_date,page_label\na.txt,聊城日报,2025-03-08,第2版\n")
    known = find([tmp_path], publication="大众日报", issue_date="2025-03-09").pages[0].known
    assert (known.publication, known.issue_date, known.page_label) == ("大众日报", "2025-03-09", "第2版")


FAULTS = [
    ("file,paper\n", "pages.csv:1: unknown column 'paper'; the columns are file, publication"),
    ("publication\n聊城日报\n", "pages.csv:1: no column 'file'"),
    ("file\na.txt\nb.txt\n", "pages.csv:3: there is no file 'b.txt' beside it; correct the name or take"),
    ("file\na.txt\na.txt\n", "pages.csv:3: 'a.txt' has a row already"),
    ("file,publication\n,聊城日报\n", "pages.csv:2: no file named"),
    ("file,publication\na.txt,聊城日报,1\n", "pages.csv:2: 3 cells, expected 2: file, publication"),
    ("file,issue_date\n\na.txt,2025/3/8\n", "pages.csv:3: issue_date '2025/3/8' is no day of the calendar in the form"),
    ("file,issue_date\na.txt,2025-02-29\n", "pages.csv:2: issue_date '2025-02-29' is no day of the calendar"),
    (b"file,publication\na.txt,\xff\xff\n", "pages.csv: is neither in UTF-8 nor in GB18030; save it anew as CSV UTF-8"),
    ("file,publication\na.txt," + 200_000 * "报", "pages.csv:2: is no CSV: field larger than field limit"),
]


@pytest.mark.parametrize(("notes", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_faults_of_pages_csv(tmp_path: Path, notes: str | bytes, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        find([lay(tmp_path, "a.txt", notes=notes)])
    assert str(caught.value).startswith(str(tmp_path))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text", ["2025-3-8", "2025/03/08", "2025-13-01", "2025-02-30", "20250308", "昨天", "", "２０２５-03-08"]
)
def test_no_day(text: str) -> None:
    with pytest.raises(ValueError, match="is no day of the calendar in the form 2025-03-08"):
        day(text)
