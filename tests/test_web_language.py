"""Chinese or English: the choice, and words for everything the archive writes in codes."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ingest.model import ROLES
from ingest.rules import rows
from ingest.web.language import NOTES, Speech, note_in_chinese, preferred, words

SCHEMA = (Path(__file__).parents[1] / "ingest/storage/schema.sql").read_text("utf-8")
MODEL = (Path(__file__).parents[1] / "ingest/model.py").read_text("utf-8")

ZH, EN = Speech("zh", asked=False), Speech("en", asked=False)


@pytest.mark.parametrize("row", [row for _, row in rows(NOTES)], ids=lambda row: row["example"])
def test_notes_on_places_are_said_in_chinese(row):
    assert note_in_chinese(row["example"]) == row["said"]


def test_every_note_of_the_repository_s_archive_is_said_in_chinese():
    with closing(sqlite3.connect(Path(__file__).parents[1] / "archive.db")) as db:
        notes = [note for (note,) in db.execute("select distinct note from place_mentions where note is not null")]
    assert notes and not [note for note in notes if re.search("[A-Za-z]", note_in_chinese(note))]


@pytest.mark.parametrize(
    "header, language",
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.5", "en"),
        ("en", "en"),
        ("zh-TW", "zh"),
        ("fr-FR,fr;q=0.9", "zh"),
        ("fr,en;q=0.3", "en"),
        ("fr, zh;q=0.2, en;q=0.3", "en"),
        ("EN-us", "en"),
        ("en;q=0,zh;q=0.1", "zh"),
        ("en;q=many", "en"),
        ("*", "zh"),
        (",;q=,,=;", "zh"),
        ("a" * 100_000, "zh"),
        ("," * 100_000, "zh"),
    ],
)
def test_preferred(header, language):
    assert preferred(header) == language


def codes():
    """Every code that schema.sql and model.py name."""
    checks = re.findall(r"check \(\w+ in \(('[^)]*)\)", SCHEMA)
    yield from (code for check in checks for code in re.findall(r"'([^']+)'", check))
    yield from ROLES
    for field in ("qualifier", "kind", "change"):
        described = re.search(
            rf'    {field}: str(?: \| None)?\n    """([a-z_, ]+ or [a-z_]+)\.', MODEL[MODEL.index("class Figure") :]
        )
        yield from re.split(r",\s*|\s+or\s+", described[1])


@pytest.mark.parametrize("code", sorted(set(codes())))
def test_every_code_has_words(code):
    chinese, english = words()[code]
    assert re.search("[一-鿿]", chinese) and re.fullmatch("[a-z ]+", english)


def test_an_unknown_code_is_said_as_it_is():
    assert ZH.word("新的作用") == "新的作用"
    assert ZH.word(None) == ""


@pytest.mark.parametrize(
    "date, chinese, english",
    [
        ("2026-03-24", "2026年3月24日", "24 March 2026"),
        ("2026", "2026年", "2026"),
        ("", "", ""),
        (None, "", ""),
        ("春天", "春天", "春天"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
    ],
)
def test_days(date, chinese, english):
    assert (ZH.day(date), EN.day(date)) == (chinese, english)


@pytest.mark.parametrize(
    "value, printed",
    [
        (780000000.0, "780,000,000"),
        (373, "373"),
        (7.8, "7.8"),
        (0.0, "0"),
        (-1234.5, "-1,234.5"),
        (None, ""),
        (1e300, f"{1e300:,.0f}"),
    ],
)
def test_numbers(value, printed):
    assert EN.number(value) == printed
