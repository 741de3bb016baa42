"""Chinese or English: chosen for each request, and the words of both.

    Accept-Language: en-GB,en;q=0.9,zh;q=0.5  →  en
    ?_lang=zh                                 →  zh, and every link on the page keeps it

A page's own words stand in its template, both languages beside each other: `say("版面", "Pages")`.
What the archive writes in codes stands in words.tsv: kicker is 引题; what its columns are called, in columns.tsv.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from datasette import Request

from ingest.rules import rows

LANGUAGES = ("zh", "en")
"""The first is spoken to those who ask for neither."""

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

WEEKDAYS = {
    "zh": tuple((day, f"星期{day}") for day in "一二三四五六日"),
    "en": tuple(
        (day[:3], day) for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    ),
}

ISO_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")

ISO_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d\d")

WORDS = Path(__file__).parent / "words.tsv"

NOTES = Path(__file__).parent / "notes.tsv"

COLUMNS = Path(__file__).parent / "columns.tsv"

ASKED_FOR = re.compile(r"\s*([A-Za-z]{1,8})[^,;]*(?:;\s*q=([0-9.]{1,5}))?[^,]*(?:,|$)")
"""One language of an Accept-Language header with its weight."""


@dataclass(frozen=True)
class Speech:
    """The language of one answer."""

    language: str
    """zh or en."""
    asked: bool
    """Whether the address asks for it, so that links must."""

    @property
    def tag(self) -> str:
        """As HTML's lang attribute wants it."""
        return "zh-Hans" if self.language == "zh" else "en"

    def say(self, chinese: str, english: str) -> str:
        return chinese if self.language == "zh" else english

    def word(self, code: str | None) -> str:
        """The word for a code of the archive; a code that has none is said as it is."""
        if not code:
            return ""
        return self.say(*words().get(code, (code, code)))

    def note(self, note: str | None) -> str:
        """A code, or a sentence of the archive on a place."""
        if not note or note in words():
            return self.word(note)
        return self.say(note_in_chinese(note), note)

    def day(self, date: str | None) -> str:
        """2026-03-24 as 2026年3月24日 or 24 March 2026; a month or a year alone as 2026年3月 or 2026."""
        year, *rest = (date or "").split("-")
        if not rest and year.isdecimal():
            return self.say(f"{year}年", year)
        if ISO_MONTH.fullmatch(date or ""):
            return self.say(f"{year}年{int(rest[0])}月", f"{MONTHS[int(rest[0]) - 1]} {year}")
        if not ISO_DAY.fullmatch(date or ""):
            return date or ""
        month, day = int(rest[0]), int(rest[1])
        return self.say(f"{year}年{month}月{day}日", f"{day} {MONTHS[month - 1]} {year}")

    def stretch(self, first: str, last: str) -> str:
        """2025年3月, 2025–2026年, 1950年代, 2025年以前; "" for no limits."""
        if first and last and len(first) == len(last) == 4 and int(last) - int(first) == 9 and first.endswith("0"):
            return self.say(f"{first}年代", f"{first}s")
        if first and last:
            return self.day(first) if first == last else f"{self.day(first)}–{self.day(last)}"
        if first:
            return self.say(f"{self.day(first)}起", f"from {self.day(first)}")
        return self.say(f"到{self.day(last)}", f"to {self.day(last)}") if last else ""

    def month(self, month: int) -> str:
        """3 as 3月 or March."""
        return self.say(f"{month}月", MONTHS[month - 1])

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Short and whole names of the days of the week, from Monday."""
        return WEEKDAYS[self.language]

    def number(self, value: float | None) -> str:
        """1234567.0 as 1,234,567 and 7.8 as 7.8."""
        if value is None:
            return ""
        return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def speech(request: Request) -> Speech:
    """The language that a request's address or else its browser asks for."""
    asked = request.args.get("_lang")
    if asked in LANGUAGES:
        return Speech(asked, asked=True)
    return Speech(preferred(request.headers.get("accept-language", "")), asked=False)


def preferred(header: str) -> str:
    """The language of ours that weighs most in an Accept-Language header."""
    weights: dict[str, float] = {}
    for language, weight in ASKED_FOR.findall(header[:500]):
        weights.setdefault(language.lower(), _weight(weight))
    return max(LANGUAGES, key=lambda language: weights.get(language, 0.0))


@cache
def words() -> dict[str, tuple[str, str]]:
    """{code: (Chinese, English)}"""
    return {row["code"]: (row["chinese"], row["english"]) for _, row in rows(WORDS)}


def note_in_chinese(note: str) -> str:
    """A sentence on a place; one of no known form stays as it is.

    >>> note_in_chinese("misprint: 在平区 for 茌平区")
    '误排：在平区应为茌平区'
    """
    for _, row in rows(NOTES):
        if found := re.fullmatch(row["pattern"], note):
            return found.expand(row["chinese"])
    return note


@cache
def columns() -> dict[str, str]:
    """{column: its name in Chinese}"""
    return {row["column"]: row["chinese"] for _, row in rows(COLUMNS)}


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
