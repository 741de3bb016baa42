"""Bytes → Page: encodings, what is turned away, and where publication, day and year come from."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import rules
from ingest.errors import BadInput
from ingest.layout.counted_years import animals
from ingest.layout.pages import LARGEST, page, text_of
from ingest.layout.years import TABLES, inferred_year, running_text, usual_month, voices
from ingest.model import Known

EXAMPLES = Path(__file__).parent / "examples" / "years.txt"
LINES = [line for line in EXAMPLES.read_text("utf-8").splitlines() if " => " in line]
YEARS = [line.split(" => ") for line in LINES if not line.endswith(" unread")]
UNREAD = [line.removesuffix(" unread").split(" => ") for line in LINES if line.endswith(" unread")]

TEXT = "东昌日报 2025年3月8日 星期六 第2版 要闻\n春耕正当时\n　　本报讯（记者 王萌）人勤春来早。\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("utf-8"),
        TEXT.replace("\n", "\r").encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16", "utf-16 big-endian", "gb18030", "windows lines", "old mac lines"],
)
def test_text_of_every_encoding_and_line_end(content):
    assert text_of(content, "a.txt") == TEXT


def test_rare_characters_survive_gb18030():
    text = "䶮、㛃、𬱖、镕，村民王㛃说：“￥3”。\n" * 3
    assert text_of(text.encode("gb18030"), "a.txt") == text


@pytest.mark.parametrize("inside", ["\f", "\v", "\x85", "\u2028", "\u3000", "\ufeff", "\u200b"])
def test_other_white_space_stays_in_its_line(inside):
    """Line numbers are those that every editor shows."""
    text = f"春耕{inside}正当时\n第二行\n"
    assert text_of(text.encode("utf-8"), "a.txt") == text


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty or blank"),
        (" \r\n\u3000\n\ufeff\u200b".encode(), "empty or blank"),
        (b"\xef\xbb\xbf", "empty or blank"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"\x01\x00\x02\x00abc", "binary"),
        ("东昌".encode("utf-16-le"), "binary"),
        ("a\n\n".encode("utf-16-le"), "byte order mark"),
        (b"\x01\x02\x03\x04\x05abc", "binary"),
        ("東昌日報的新聞記者在這裡採訪，他們說今天的天氣很好。".encode("big5"), "neither UTF-8"),
        (b"caf\xe9 du monde", "neither UTF-8"),
        ("东昌日报".encode("utf-16") + b"x", "damaged UTF-16"),
        (TEXT.encode("utf-8")[:-2], "damaged UTF-8 from byte"),
        ("春耕正当时".encode() * 9 + b"\xff" + "春耕正当时".encode() * 9, "damaged UTF-8 from byte 136"),
        (b" " * (LARGEST + 1), "over 8 MiB"),
    ],
)
def test_bytes_that_are_no_page(content, says):
    """The error names the file and says what was found."""
    with pytest.raises(BadInput, match=says) as caught:
        page(content, Known("2025/0308-02.txt"))
    assert str(caught.value).startswith("2025/0308-02.txt: ")


def test_a_page_of_exactly_the_largest_size_is_read():
    assert len(text_of(b"a" * LARGEST, "a.txt")) == LARGEST


def test_what_the_masthead_tells():
    content = TEXT.encode("gb18030")
    read = page(content, Known("a.txt"))
    assert (read.file, read.text, read.sha256) == ("a.txt", TEXT, hashlib.sha256(content).hexdigest())
    assert (read.publication, read.issue_date, read.year) == ("东昌日报", "2025-03-08", 2025)
    assert (read.date_basis, read.page_label) == ("masthead", "第2版 要闻")


def test_what_is_known_wins():
    read = page(TEXT.encode(), Known("a.txt", "运河晚报", "2024-12-31", "第8版"))
    assert (read.publication, read.issue_date, read.year) == ("运河晚报", "2024-12-31", 2024)
    assert (read.date_basis, read.page_label) == ("given", "第8版")


def test_masthead_and_known_complete_each_other():
    read = page("# 东昌日报 第2版 要闻\n春耕正当时".encode(), Known("a.txt", issue_date="2025-03-08"))
    assert (read.publication, read.page_label, read.date_basis) == ("东昌日报", "第2版 要闻", "given")


@pytest.mark.parametrize(
    ("text", "year", "basis"),
    [("今年（2025年）春天来得早。", 2025, "inferred"), ("今年春天来得早。", None, None)],
)
def test_a_page_without_date(text, year, basis):
    read = page(text.encode(), Known("a.txt", "东昌日报"))
    assert (read.issue_date, read.year, read.date_basis) == (None, year, basis)


@pytest.mark.parametrize(("text", "year"), YEARS)
def test_inferred_year(text, year):
    found = inferred_year(text.replace("⏎", "\n"))
    assert ("-" if found is None else str(found)) == year


@pytest.mark.parametrize(("text", "year"), UNREAD)
def test_silence_where_an_editor_would_know(text, year):
    """Better silent than wrong; a rule that learns to read one of these moves it to the others."""
    assert inferred_year(text) is None


def test_a_later_year_is_nearer_than_an_animal():
    """Years of one animal are twelve apart: only the newest named and the next are looked at."""
    assert list(animals("蛇年春节", 2024)) == [2025]
    assert list(animals("蛇年春节", 2020)) == []
    assert list(animals("蛇年春节", 0)) == []


@pytest.mark.parametrize("name", ["years.tsv", "plans.tsv"])
def test_tables_keep_their_promises(name):
    """Every row wins its example and leaves its counterexample alone."""
    assert rules.problems(TABLES / name) == []


def test_voices_name_their_rules():
    story = running_text("市总工会2024年工作综述\n3月6日,记者获悉,2025年是“十四五”规划的收官之年。")
    assert list(voices(story)) == [(2025, 4, "year-is"), (2025, 4, "review-in-spring")]


@pytest.mark.parametrize(
    ("story", "month"),
    [
        ("3月5日,…。3月6日,…。12月1日,…", 3),
        ("2024年12月5日,…。12月6日", 12),
        ("13月1日", None),
        ("近日", None),
    ],
)
def test_usual_month(story, month):
    assert usual_month(story) == month


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_bad_input(content):
    try:
        read = page(content, Known("a.txt"))
    except BadInput as problem:
        assert str(problem).startswith("a.txt: ")
    else:
        assert read.text.strip()


@given(st.text(alphabet="今去年度2025一九八六月日是,。“十四五”收官之年成立周于年来举办活动\n", max_size=80))
def test_any_text_has_a_year_of_our_papers_or_none(text):
    year = inferred_year(text)
    assert year is None or 1900 < year < 2200
