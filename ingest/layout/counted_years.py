"""Running text of a page → years that can be counted out, though nobody names them.

    今年是新中国成立75周年     →  2024, of the table of events
    第40个教师节               →  2024, of the table of feasts
    3月8日(星期六), 龙年春节   →  the year nearest to the newest one named that has such a day or such an animal

Each function yields every year its fact allows; ingest.layout.years weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from ingest.days import iso, numeral
from ingest.rules import rows

TABLES = Path(__file__).parent / "tables"

ANNIVERSARY = re.compile(
    r"(?:今年|正值|适逢|恰逢|喜迎|迎来)[^。;\n]{0,16}?([一-鿿]{2,20}?)([0-9一二三四五六七八九十百]{1,4})周年"
)
FEAST = re.compile(r"第([0-9一二三四五六七八九十百]{1,6})[个届次]([^。,;\n]{2,24})")
WHOSE_FEAST = "全国|全民|国际|世界|中国|我国|国家|三八|劳动"
NOT_IN_A_NAME = re.compile(r"[^一-鿿]")
DAY_AND_WEEKDAY = re.compile(r"(?<![年\d])(\d{1,2})月(\d{1,2})日[ ,(]{0,2}(?:星期|周|礼拜)([一二三四五六日天])")

ANIMALS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"
"""The animals of the years, beginning with 1900."""
ANIMAL = re.compile(rf"([{ANIMALS}])年(?=新春|春节|春晚|元宵|大吉|吉祥|伊始|贺岁|的?第一|首|将至|到来|来临)")

NUMBERED_IN = 2024
"""The year for which the table of feasts gives the numbers."""

LONGEST_COUNT = 200
"""Years after which no paper counts from the events of the table."""

NEAR = 1
"""Years after the newest one named in which a weekday or animal is looked for; they return after five and twelve."""


def anniversaries(story: str) -> Iterator[int]:
    """今年是新中国成立75周年 → 2024."""
    known = _numbers("events.tsv", "year")
    for match in ANNIVERSARY.finditer(story):
        event = next((word for word in known if match[1].endswith(word)), None)
        count = numeral(match[2])
        if event and count and count < LONGEST_COUNT:
            yield known[event] + count


def feasts(story: str) -> Iterator[int]:
    """第40个教师节, 第二十三个全国“安全生产月” → 2024."""
    known = _numbers("feasts.tsv", f"in_{NUMBERED_IN}")
    feast = re.compile(rf"(?:{WHOSE_FEAST}){{0,3}}?({'|'.join(known)})")
    for match in FEAST.finditer(story):
        name = feast.match(NOT_IN_A_NAME.sub("", match[2]))
        count = numeral(match[1])
        if name and count and count < LONGEST_COUNT:
            yield NUMBERED_IN + count - known[name[1]]


def weekdays(story: str, newest: int) -> Iterator[int]:
    """3月8日 星期六, on a page that names 2024 → 2025."""
    for month, day, weekday in DAY_AND_WEEKDAY.findall(story):
        for year in _near(newest):
            known = iso(year, int(month), int(day))
            if known and date.fromisoformat(known).weekday() == "一二三四五六日".find(weekday.replace("天", "日")):
                yield year


def animals(story: str, newest: int) -> Iterator[int]:
    """龙年春节, on a page that names 2023 → 2024."""
    for animal in ANIMAL.findall(story):
        yield from (year for year in _near(newest) if ANIMALS[(year - 1900) % len(ANIMALS)] == animal)


def _near(newest: int) -> range:
    """The years that a page can be of when this is the newest that it names; none when it names none."""
    return range(newest, newest + NEAR + 1) if newest else range(0)


@cache
def _numbers(table: str, column: str) -> dict[str, int]:
    return {row["word"]: int(row[column]) for _, row in rows(TABLES / table)}
