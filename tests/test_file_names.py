"""What the names of files and folders say of an issue, and what they do not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.layout.file_names import told
from ingest.model import Known
from ingest.pipeline import read
from ingest.sources import find


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("2025-06-14/20250614-02.txt", (None, "2025-06-14", "第2版")),
        ("daily/2025-06-12/01.txt", (None, "2025-06-12", None)),
        ("聊城日报/2025/06/12/a.txt", ("聊城日报", "2025-06-12", None)),
        ("聊城日报20250612_A05.md", ("聊城日报", "2025-06-12", "A05")),
        ("2025年6月2日 第3版.txt", (None, "2025-06-02", "第3版")),
        ("2025/0308-02.txt", (None, "2025-03-08", "第2版")),
        ("20250602-01-03.txt", (None, "2025-06-02", "第1版")),
        ("1958.09.01.txt", (None, "1958-09-01", None)),
        ("2025-06-12/20250613-01.txt", (None, None, None)),  # two days
        ("东昌日报/西河晚报/01.txt", (None, None, None)),  # two papers
        ("20251332.txt", (None, None, None)),
        ("000_231d072338369182.txt", (None, None, None)),
        ("scan20250612.txt", (None, None, None)),
        ("13820250612.txt", (None, None, None)),
        ("2025/01.txt", (None, None, None)),
        ("我的读报笔记/3.txt", (None, None, None)),
        ("02.txt", (None, None, None)),
    ],
)
def test_what_a_path_says(path: str, said: tuple[str | None, ...]) -> None:
    found = told(path)
    assert (found.publication, found.issue_date, found.page_label) == said


TEXT = "小麦丰收在望\n\n本报讯（记者 张三）昨天，全区小麦开镰。\n"


def test_a_page_takes_its_issue_from_its_name_last() -> None:
    named = read(TEXT.encode(), Known("聊城日报/20250614-02.txt")).page
    assert (named.publication, named.issue_date, named.page_label) == ("聊城日报", "2025-06-14", "第2版")
    assert (named.year, named.date_basis) == (2025, "given")
    printed = read(f"东昌日报 2025年6月13日 星期五 第3版\n\n{TEXT}".encode(), Known("聊城日报/20250614-02.txt")).page
    assert (printed.publication, printed.issue_date, printed.page_label) == ("东昌日报", "2025-06-13", "第3版")
    assert printed.date_basis == "masthead"
    given = read(TEXT.encode(), Known("20250614-02.txt", issue_date="2025-06-12")).page
    assert (given.issue_date, given.date_basis) == ("2025-06-12", "given")


def test_the_folder_given_speaks_too(tmp_path: Path) -> None:
    folder = tmp_path / "聊城日报2025-06-12"
    folder.mkdir()
    (folder / "01.txt").write_text(TEXT, "utf-8")
    (page,) = find([folder]).pages
    reading = read(page.path.read_bytes(), page.known)
    assert (reading.page.file, reading.page.issue_date, reading.page.publication) == (
        "01.txt",
        "2025-06-12",
        "聊城日报",
    )
    assert reading.articles[0].date == "2025-06-11"
