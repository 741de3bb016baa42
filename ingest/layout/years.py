"""Page text → the year of an issue that does not print its date.

    '…2025年是“十四五”规划的收官之年…'                  →  2025
    '总工会2024年工作综述 … 3月6日,记者从…'             →  2025: a review of 2024 on a page of March
    '到2027年,建成…'                                     →  None: a plan says nothing of today

Papers name the running year seldom: they say 今年. So the few years they do name are weighed, each by what is said
of it (tables/years.tsv), after plans are set aside (tables/plans.tsv). A page is not older than the newest year it
tells of. Where the voices are few or contradict each other the year stays unknown.
Start reading at `inferred_year`; `voices` shows what spoke for which year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ingest.days import half_width, numeral
from ingest.layout.counted_years import animals, anniversaries, feasts, weekdays
from ingest.layout.lines import closed_numbers, lines
from ingest.rules import Rule, table

TABLES = Path(__file__).parent / "tables"
EVIDENCE = TABLES / "years.tsv"
NUMERAL_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")
NUMERAL_DAY = re.compile(r"([一二三四五六七八九十]{1,2})月([一二三四五六七八九十廿卅]{1,3})日")
YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d)年")
BARE_DAY = re.compile(r"(?<![年\d])(\d{1,2})月(\d{1,2})日")

PRINTED = range(1900, 2100)
"""The years that YEAR knows: 0000年 and 9999年 are slips of a pen or of a machine."""

ENOUGH = 2
"""Weight that a year needs, and by which it must lead."""


def inferred_year(text: str) -> int | None:
    """The year of the issue that the articles let one infer, None without ground."""
    story = running_text(text)
    newest = newest_year(story, usual_month(story))
    weights: Counter[int] = Counter()
    for year, weight, _ in voices(story):
        if year >= newest and year in PRINTED:
            weights[year] += weight
    (best, most), (_, second) = [*weights.most_common(2), (0, 0), (0, 0)][:2]
    return best if most >= ENOUGH and most - second >= ENOUGH else None


def voices(story: str) -> Iterator[tuple[int, int, str]]:
    """(year, weight, name of the rule) for everything in the running text that speaks for a year."""
    month = usual_month(story)
    for rule in table(EVIDENCE):
        if _holds_in(rule, month):
            years = {_year_of(match) + int(rule.row["shift"]) for match in rule.pattern.finditer(story)}
            yield from ((year, int(rule.row["weight"]), rule.name) for year in sorted(years))
    newest = newest_year(story, month)
    for name, weight, counted in (
        ("anniversary", 5, anniversaries(story)),
        ("numbered feast", 5, feasts(story)),
        ("weekday", 3, weekdays(story, newest)),
        ("animal's year", 3, animals(story, newest)),
    ):
        yield from ((year, weight, name) for year in sorted(set(counted)))


def running_text(text: str) -> str:
    """The page's text as sentences: lines joined, half-width forms, years in digits, plans set aside.

    >>> running_text("到２０２７年，全市\\n建成。一九五八\\n年九月，")
    ',全市建成。1958年九月,'
    """
    joined = "".join(line.text + ("\n" if line.text[-1:] in "。！？!?”" else "") for line in lines(text))
    story = closed_numbers(half_width(joined))
    story = NUMERAL_YEAR.sub(lambda match: str(numeral(match[0])), story)
    story = NUMERAL_DAY.sub(lambda match: f"{numeral(match[1])}月{numeral(match[2])}日", story)
    for plan in table(TABLES / "plans.tsv"):
        story = plan.pattern.sub("", story)
    return story


def newest_year(story: str, month: int | None) -> int:
    """The newest year that the text tells of, 0 when it names none; 展望2026年 in December names a year to come."""
    heralds = [rule for rule in table(EVIDENCE) if int(rule.row["shift"]) < 0 and _holds_in(rule, month)]
    to_come = {_year_of(match) for rule in heralds for match in rule.pattern.finditer(story)}
    return max((year for year in map(int, YEAR.findall(story)) if year not in to_come), default=0)


def usual_month(story: str) -> int | None:
    """The month of most days that are named without a year: those of the issue's own weeks."""
    months = Counter(int(month) for month, _ in BARE_DAY.findall(story) if 1 <= int(month) <= 12)
    return months.most_common(1)[0][0] if months else None


def _holds_in(rule: Rule, month: int | None) -> bool:
    months = rule.row["months"]
    if not months:
        return True
    first, last = map(int, months.split("-"))
    return month is not None and first <= month <= last


def _year_of(match: re.Match[str]) -> int:
    """The year that a match of years.tsv stands for, without the row's shift."""
    groups = match.groupdict()
    if plan := groups.get("opens"):
        return _plan_opens(plan)
    if plan := groups.get("closes"):
        return _plan_opens(plan) + 4
    return int(groups.get("year") or groups["also"]) + int(groups.get("count") or 0)


def _plan_opens(ordinal: str) -> int:
    """First year of a five-year plan: 十四 → 2021. From the third (1966) on they follow without a gap."""
    number = numeral(ordinal) or 0
    return 1966 + 5 * (number - 3) if number >= 3 else 1953 + 5 * (number - 1)
