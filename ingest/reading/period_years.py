"""The year that a period means: 2024年上半年 → 2024, and of an issue of 2025 去年 → 2024, 近年来 → None.

A year that is printed counts; else the words point from the issue (tables/period_years.tsv) or to a year named before.
The year of the issue alone is never that of a figure. Start reading at `year_of`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from ingest.model import Page
from ingest.numerals import DIGITS
from ingest.reading.quantities import TABLES
from ingest.rules import Rule, first, table

_DIGIT = "〇○零一二三四五六七八九"
_PRINTED = re.compile(rf"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)|[一二][九〇○零八][{_DIGIT}]{{2}}(?=年)")
_SINCE = re.compile("年?.*(?:以来|来|起)$")
_MONTH = re.compile(r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})(?:个?月|$)")
_LAST_MONTHS = (("上半年", 6), ("首季", 3), ("前三季", 9), ("一季", 3), ("二季", 6), ("三季", 9), ("四季", 12))


def printed_years(words: str) -> tuple[int, ...]:
    """The years that stand in the words, each once: 2021年至2023年 → 2021, 2023."""
    return tuple(dict.fromkeys(_value(match[0]) for match in _PRINTED.finditer(words)))


def year_of(words: str, named: int | None, page: Page) -> int | None:
    """The year of a period; `named` is the year that the text named last."""
    if years := printed_years(words):
        since = _SINCE.search(words) and years[-1] != page.year
        return years[0] if len(years) == 1 and not since else None
    rule = first(_rules(), words)
    if rule is None or rule.row["year"] == "none":
        return None
    if rule.row["year"] == "named":
        return named
    if rule.row["year"] == "months":
        return named or _of_months(words, page)
    if rule.row["year"] == "days":
        return _days_before(int(rule.row["days"]), page)
    if rule.row["year"] in ("now", "before") and named not in (None, page.year):
        return None  # 目前 of a review of the last year
    if rule.row["year"] == "now":
        return page.year
    if rule.row["year"] == "before":
        return page.year - 1 if page.year else None
    return page.year + int(rule.row["year"]) if page.year else None


def _of_months(words: str, page: Page) -> int | None:
    """1-7月 of an issue in August is this year's, 11月 of one in January the last year's."""
    month = next((month for name, month in _LAST_MONTHS if name in words), None) or _last_month(words)
    if page.year is None or month is None:
        return None
    if page.issue_date is None:
        return page.year
    return page.year if month <= int(page.issue_date[5:7]) else page.year - 1


def _last_month(words: str) -> int | None:
    found = [_value(match["month"]) for match in _MONTH.finditer(words)]
    return found[-1] if found and 1 <= found[-1] <= 12 else None


def _days_before(days: int, page: Page) -> int | None:
    """Without the day of the issue 昨日 may be of the year before."""
    if page.issue_date is None:
        return page.year if days == 0 else None
    return (date.fromisoformat(page.issue_date) - timedelta(days=days)).year


def _value(digits: str) -> int:
    """1998, 一九九八, 十二"""
    if digits.isascii():
        return int(digits)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)
    return int("".join(str(DIGITS.get(digit, 0)) for digit in digits))


@cache
def _rules() -> tuple[Rule, ...]:
    return table(TABLES / "period_years.tsv")
