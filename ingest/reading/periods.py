"""The time a figure is said of, in the sentence's own words.

    上半年，造林3万亩，比去年的2万亩增长50%。 → 3万亩: 上半年; 2万亩: 去年; 50%: 上半年

A time (tables/periods.tsv) holds from where it stands to the next one; one behind 从, 由 or 比 that a figure follows
is lent to that figure alone, and of a list before 分别 each figure gets its own. Start reading at `said_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from ingest.model import Page
from ingest.reading.period_years import printed_years, year_of
from ingest.reading.quantities import TABLES, Quantity
from ingest.rules import Rule, table

_REPORTED = re.compile("(?:上午|下午|晚)?[,，]?(?:记者|笔者)")
"""6月18日，记者从…获悉: the day of the report is not the time of its figures."""
_COMPARED = ("比", "较", "同", "与")
_LEFT_BEHIND = ("从", "由")
"""从去年的3万吨增加到5万吨: the figure that was left behind."""
_OWNED = re.compile("(?:同期|全年|末|底)?的[^，。；,;、]{0,10}")
_OF_THEN = re.compile("(?:同期|全年|末|底)?的")
_STRAIGHT = re.compile("(?:同期|全年|末|底)?的?[^，。；,;、到至起]{0,10}")
_GROWTH = re.compile("[增减升降涨跌]|多|少|提高|扩大|回落|缩短|以来|开始")
_LISTED = ("、", "和", "与", "及", "以及")
_FOUNDED = re.compile("(?:成立|创办|创建|始建|建成|兴建|建|投产|出生|生|注册|开业|入伍|毕业|创刊)(?:于|自)?$")
"""成立于2015年的公司 has its figures of another time."""
_CUSTOM = re.compile("(?:每年|每到|每逢|历年|往年|常年)的?$")
_OPEN_CLAUSES = tuple("，。；：、,;:—“（(")
_OF_A_DAY = re.compile("日(?!以)|目前|至今|迄今|[天晚]|期间|黄金周|小长假|近年|[周]|来$")
_RESPECTIVELY = re.compile("分别|依次")


@dataclass(frozen=True)
class Time:
    """A time that a sentence names."""

    start: int
    end: int
    words: str
    before: str
    """The character before it."""
    year: int | None = None
    """The year it means."""


def said_of(
    sentence: str, found: Sequence[Quantity], carried: Time | None, page: Page
) -> tuple[list[Time | None], Time | None]:
    """The period of each quantity, and the one that the next sentence begins with; `carried` is that of the last."""
    times = _dated(_times(sentence), sentence, carried.year if carried else None, page)
    dealt, lent = _dealt_out(sentence, times, found), _lent(sentence, times, found)
    holding = [
        time
        for time in times
        if time.start not in lent.values()
        and (time.before not in _COMPARED or time.start == 0)
        and not (_FOUNDED.search(sentence, 0, time.start) and sentence.startswith("的", time.end))
        and not _is_measured_by(time, sentence, found)
    ]
    periods: list[Time | None] = []
    for index, quantity in enumerate(found):
        held = next((time for time in reversed(holding) if time.start <= quantity.start), carried)
        borrowed = next((time for time in times if time.start == lent.get(index)), None)
        periods.append(dealt.get(index) or borrowed or held)
    return periods, holding[-1] if holding else carried


def _is_measured_by(time: Time, sentence: str, found: Sequence[Quantity]) -> bool:
    """是去年的1.8倍, 相当于2003年同期的85%: the figure's own time is another."""
    following = next((quantity for quantity in found if quantity.start >= time.end), None)
    if following is None or not time.start or time.before in _OPEN_CLAUSES:
        return False
    ratio = following.kind in ("multiple", "percent")
    return ratio and bool(_OF_THEN.fullmatch(sentence, time.end, following.start))


def of_heads(heads: Iterable[str | None], page: Page) -> Time | None:
    """The period that a heading gives the text below it: 2024年工作综述, 前5个月外贸增长; a day gives none."""
    times = (time for head in heads if head for time in _dated(_times(head), head, None, page))
    return next((time for time in times if not _OF_A_DAY.search(time.words) and time.before not in _COMPARED), None)


def _dated(times: Sequence[Time], sentence: str, named: int | None, page: Page) -> list[Time]:
    """The times with their years; of 每年4月 there is none."""
    found = []
    for time in times:
        custom = _CUSTOM.search(sentence, 0, time.start)
        year = None if custom else year_of(time.words, named, page)
        found.append(replace(time, year=year))
        opens = not time.start or time.before in _OPEN_CLAUSES
        if opens and printed_years(time.words) and time.before not in _COMPARED:
            named = year
    return found


def _times(sentence: str) -> list[Time]:
    """Each time the sentence names, in order; of two at one place, the longer."""
    matches = [match for rule in _rules() for match in rule.pattern.finditer(sentence)]
    found: list[Time] = []
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        if match.start() >= end and not _REPORTED.match(sentence, match.end()):
            found.append(
                Time(match.start(), match.end(), match[0], sentence[max(0, match.start() - 1) : match.start()])
            )
            end = match.end()
    return found


def _lent(sentence: str, times: Sequence[Time], found: Sequence[Quantity]) -> dict[int, int]:
    """Index of a figure → start of the time that is lent to it alone."""
    lent: dict[int, int] = {}
    for time in times:
        way = _OWNED if time.before in _COMPARED else _STRAIGHT if time.before in _LEFT_BEHIND else None
        next_one = next((quantity.start for quantity in found if quantity.start >= time.end), None)
        if not way or not time.start or next_one is None or time.words.endswith("起"):
            continue
        between = sentence[time.end : next_one]
        if way.fullmatch(between) and not _GROWTH.search(between):
            lent.update((index, time.start) for index, quantity in enumerate(found) if quantity.start == next_one)
    return lent


def _dealt_out(sentence: str, times: Sequence[Time], found: Sequence[Quantity]) -> dict[int, Time]:
    """一季度、上半年、前三季度分别增长5%、6%、7%: index of a figure → its time, where there are as many of both."""
    dealt: dict[int, Time] = {}
    for word in _RESPECTIVELY.finditer(sentence):
        before = _row([(time.start, time.end) for time in times if time.end <= word.start()][::-1], sentence)
        behind = [(at, quantity) for at, quantity in enumerate(found) if quantity.start >= word.end()]
        after = _row([(quantity.start, quantity.end) for _, quantity in behind], sentence)
        if before == after > 1 and behind[0][1].start - word.end() <= _NEAR:
            listed = [time for time in times if time.end <= word.start()][-before:]
            if not re.search("(?!^)[，。；,;]", sentence[listed[-1].end : word.start()]):
                dealt.update((at, time) for (at, _), time in zip(behind, listed, strict=False))
    return dealt


_NEAR = 12
"""Characters between 分别 and the first of its figures, at most."""


def _row(spans: Sequence[tuple[int, int]], sentence: str) -> int:
    """How many of the spans stand in one row, parted by 、 or 和 alone; they may run backwards."""
    count = min(1, len(spans))
    for one, other in pairwise(spans):
        first, second = sorted((one, other))
        if sentence[first[1] : second[0]] not in _LISTED:
            break
        count += 1
    return count


@cache
def _rules() -> tuple[Rule, ...]:
    return table(TABLES / "periods.tsv")


@cache
def opening_time() -> re.Pattern[str]:
    """Any time, where words begin."""
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in _rules()))
