"""What the report says of an archive: its pages, and what could not be placed on them."""

from __future__ import annotations

from pathlib import Path

from ingest.model import Reading
from ingest.report import report
from ingest.storage.archive import Archive
from ingest.storage.holdings import holdings
from tests.factories import block, known, read_article, reading
from tests.test_reprints import prose

WHOLE = reading(
    read_article(0),
    read_article(1, title=None, kind="photo"),
    file="2025/02.txt",
    publication="聊城日报",
    year=2025,
    date_basis="inferred",
)
PARTLY = reading(
    read_article(0, title=None, paragraphs=("近年来,", "小麦丰收。"), begins_mid_sentence=True),
    read_article(1, title="未完", ends_mid_sentence=True),
    blocks=(
        block("body", 1, 0, last_line=3),
        block("fragment", 4, None, last_line=6),
        block("title", 7, 1),
        block("body", 8, 1, last_line=9),
    ),
    file="2025/01.txt",
    text="近年来,\n\n小麦丰收。\n畔,无声\n\n诉说着\n未完\n今年\n小麦",
)

SHOWN = """\
2 pages, 3 articles, 1 photo items; 6 remarks

page         publication  year  articles  photos  placed  doubt
2025/01.txt                            2       0   68.1%   0.00
2025/02.txt  聊城日报     2025         1       1  100.0%   0.00

to look at     what                   text
2025/01.txt    publication unknown
2025/01.txt    year unknown
2025/01.txt:4  belongs to no article  畔,无声诉说着
2025/01.txt:1  has no headline        近年来,小麦丰收。
2025/01.txt:1  begins mid-sentence    近年来,小麦丰收。
2025/01.txt:9  ends mid-sentence      未完
"""


def reported(path: Path, *readings: Reading) -> str:
    with Archive(path) as archive:
        for each in readings:
            archive.add(each, known(each.page.file))
        return "".join(line + "\n" for line in report(list(holdings(archive.db))))


def test_an_archive_reported(tmp_path: Path) -> None:
    assert reported(tmp_path / "archive.db", WHOLE, PARTLY) == SHOWN


def test_an_archive_without_remarks(tmp_path: Path) -> None:
    assert len(reported(tmp_path / "archive.db", WHOLE).splitlines()) == 4


def test_an_article_that_stands_twice_in_a_paper_is_named(tmp_path: Path) -> None:
    text = prose(0, 300)
    paper = {"publication": "聊城日报", "year": 2025}
    first = reading(read_article(title="首发", paragraphs=(text,)), file="a.txt", issue_date="2025-01-01", **paper)
    again = reading(read_article(title="重登", paragraphs=(text,)), file="b.txt", issue_date="2025-01-02", **paper)
    other = reading(
        read_article(paragraphs=(text,)), file="c.txt", issue_date="2025-01-03", publication="大众日报", year=2025
    )
    shown = reported(tmp_path / "archive.db", first, again, other)
    assert [line for line in shown.splitlines() if "too" in line] == ["b.txt:1     stands in a.txt too  重登"]


def test_an_empty_archive(tmp_path: Path) -> None:
    assert reported(tmp_path / "archive.db") == "0 pages, 0 articles, 0 photo items; 0 remarks\n"
