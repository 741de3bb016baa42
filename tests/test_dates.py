"""The day an article speaks of."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import days, rules
from ingest.model import Article, Page
from ingest.reading.dates import CUES, date

EXAMPLES = Path(__file__).parent / "examples" / "dates.tsv"


def article(body: str, dateline: str = "", title: str = "") -> Article:
    paragraphs = tuple(body.split("⏎"))
    return Article(0, title or None, None, None, None, "article", dateline or None, (), paragraphs, False, False)


def page(issue: str) -> Page:
    """A page of which the year (2025), the day (2025-01-03) or nothing (-) is known."""
    issue_date = issue if len(issue) == 10 else None
    year = None if issue == "-" else int(issue[:4])
    return Page("a.txt", "", "", None, issue_date, year, None, None)


@pytest.mark.parametrize(
    "case", [row for _, row in rules.rows(EXAMPLES)], ids=lambda row: f"{row['issue']} {row['body']}"
)
def test_date(case):
    found = date(article(case["body"], case["dateline"], case["title"]), page(case["issue"]))
    assert (found or "-") == case["date"]


def test_cues_keep_their_promises():
    """Every row wins its example and leaves its counterexample alone."""
    assert rules.problems(CUES) == []
    assert {cue.row["rank"] for cue in rules.table(CUES)} == {"never", "rather not"}
    assert {cue.row["side"] for cue in rules.table(CUES)} == {"before", "after"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年3月8日", "2025-03-08"),
        ("2025 年 3 月 8 日", "2025-03-08"),
        ("２０２５－０３－０８", "2025-03-08"),
        ("2025/3/8", "2025-03-08"),
        ("2025.3-8", None),
        ("二〇二五年三月八日", "2025-03-08"),
        ("一九五八年十二月卅一日", "1958-12-31"),
        ("2024年2月29日", "2024-02-29"),
        ("2025年2月29日", None),
        ("3月8日", None),
        ("", None),
    ],
)
def test_day(text, expected):
    assert days.day(text) == expected


def test_an_article_without_text_has_no_day():
    assert date(article(""), page("2025")) is None


@given(
    st.text(alphabet="2025年去二月十三3日0电讯,。至-前本报", max_size=60),
    st.sampled_from(["-", "2025", "2025-01-03", "2024-02-29", "2025-03-31"]),
)
def test_any_text_has_a_day_of_the_calendar_or_none(text, issue):
    found = date(article(text, text), page(issue))
    assert found is None or datetime.date.fromisoformat(found)
