"""Article → the day it speaks of.

    '3月24日,市场监管局举办……活动'  on a page of 2026        →  2026-03-24
    '本报聊城12月9日讯 …'             in an issue of January 2026 →  2025-12-09

An article names several days. The first that is simply said is the event's; days with a deadline, a founding or a
feast beside them (tables/dates.tsv) are taken only when there is no better one, then the dateline's, then those of
the year before. Start reading at `date`.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.days import half_width, iso, numeral
from ingest.layout.lines import closed_numbers
from ingest.model import Article, Page
from ingest.rules import table

CUES = Path(__file__).parent / "tables" / "dates.tsv"

_NUMBER = r"\d{1,2}|[一二三四五六七八九十廿卅]{1,3}"
DAY = re.compile(
    r"(?:(?P<year>\d{4}|[一二][〇○零一二三四五六七八九]{3})年|(?P<relative>前年|去年|今年|明年)的?|(?<!年))"
    rf"(?<![\d一二三四五六七八九十·.])(?P<month>{_NUMBER})月(?P<day>{_NUMBER})"
    r"(?:日|号(?!楼|院|店|线|库|桥|井|公告|文)|(?=[-—~至、和及]\d{1,2}日))"
)
"""3月24日, 2024年12月5日, 去年11月3日, 八月十二日; the first of 3月5日至7日 and 3月5、6日; not 同年3月8日."""

DAY_OF_MONTH = re.compile(r"(?<![\d月年第.·:/~至—-])(?P<day>\d{1,2})日(?!均|内|游|龄|语|报|常|元|后|前|以|之)")
"""8日, whose month the dateline names."""

LAST_DAY_OF_MONTH = re.compile(
    rf"(?<![\d月年一二三四五六七八九十])(?P<day>{_NUMBER})日(?=[电讯])"
    rf"|(?<=[昨今前]\()(?P<bracketed>{_NUMBER})(?=\)日)"
    r"|(?:^|(?<=[,。;:“”]))(?P<said>\d{1,2})日(?=[,上下晚凌清早中])"
)
"""新华社哈尔滨十四日电, 昨(十八)日, and 8日, at the head of a clause: the last such day before
an issue whose day is known."""

DATELINE = re.compile(
    rf"(?:新华社|新华网|人民网|中新社|中新网|本报|[日晚晨都时]报)[^,。;()]{{0,12}}?(?:(?:{_NUMBER})月)?(?:{_NUMBER})日(?:电|讯)"
)
"""新华社北京3月8日电: the day the report was sent."""

TOLD_DAY = re.compile(
    r"(?<![如似像是同、和与的])(?P<told>大前天|前天|前日(?!本)|昨[天日]|昨(?=[晚夜晨早午从在由])|今(?=[晨晚])"
    r"|今[天日](?=[,从在起]|上午|下午|清晨|凌晨|中午|早|晚|举行|召开|开幕|开业|公布|宣布))(?!的|[、和与到])"
)
"""昨天, 昨从…获悉, 今晨: told from the day the report was sent, or from the issue's; not 恍如昨日, 昨天的荒山."""

DAYS_AGO = {"大": 3, "前": 2, "昨": 1, "今": 0}

RELATIVE = {"前年": -2, "去年": -1, "今年": 0, "明年": 1}
WINDOW = 24
"""Characters beside a day in which its cues stand."""
HALF_A_YEAR = datetime.timedelta(days=183)

PLAIN, RATHER_NOT, DATELINE_DAY, OTHER_YEAR = range(4)
"""How well a day speaks for the event, best first."""


@dataclass(frozen=True)
class Day:
    """A day that an article names."""

    iso: str
    rank: int


def date(article: Article, page: Page) -> str | None:
    """ISO day of the event told: the first of the best-ranked days that the article names, body before headlines.

    None when it names no day of the calendar, or none whose year is known.
    """
    heads = (text for text in (article.title, article.subtitle, article.kicker, article.section) if text)
    dateline = _clean(article.dateline or "")
    texts = [_clean(text) for text in (*article.paragraphs, *heads)]
    sent = DATELINE.search(" ".join([dateline, *texts[:1]]))
    month = _month_of(sent[0] if sent else dateline)
    sent_on = [Day(day.iso, DATELINE_DAY) for day in _days(dateline, None, page)]
    if sent:
        sent_on = [*_days(sent[0], None, page), *sent_on]
    told_on = sent_on[0].iso if sent_on else page.issue_date
    days = [day for text in texts for day in _days(text, month, page, told_on)] + sent_on
    return min(days, key=lambda day: day.rank).iso if days else None


def _clean(text: str) -> str:
    return closed_numbers(half_width(text))


def _month_of(dateline: str) -> int | None:
    found = DAY.search(dateline)
    return numeral(found["month"]) if found else None


def _days(text: str, month: int | None, page: Page, told_on: str | None = None) -> Iterator[Day]:
    """The days that one text names, in order; those told from another (昨天) only where that one is known."""
    sent = {match.start(): match.end() for match in DATELINE.finditer(text)}
    starts = list(sent)
    alone = DAY_OF_MONTH if month else LAST_DAY_OF_MONTH
    told = TOLD_DAY.finditer(text) if told_on else ()
    for match in sorted((*DAY.finditer(text), *alone.finditer(text), *told), key=re.Match.start):
        day = _ago(match["told"], told_on) if match.re is TOLD_DAY and told_on else _iso(match, month, page)
        rank = _rank(match, day, page) if day else None
        if day and rank is not None:
            before = bisect_right(starts, match.start())
            is_sent = before > 0 and match.start() < sent[starts[before - 1]]
            yield Day(day, max(rank, DATELINE_DAY) if is_sent else rank)


def _iso(match: re.Match[str], month: int | None, page: Page) -> str | None:
    named = match.groupdict()
    month = numeral(named["month"]) if named.get("month") else month
    day = numeral(named["day"] or named.get("said") or named.get("bracketed") or "")
    if month is None:
        return _last(day, page)
    if named.get("year"):
        return iso(numeral(named["year"]), month, day)
    if page.year is None:
        return None
    if named.get("relative"):
        return iso(page.year + RELATIVE[named["relative"]], month, day)
    return _in_issue(iso(page.year, month, day), month, day, page)


def _ago(told: str, today: str) -> str:
    """昨天, told on a day.

    >>> _ago("昨晚", "2025-03-01")
    '2025-02-28'
    """
    return (datetime.date.fromisoformat(today) - datetime.timedelta(DAYS_AGO[told[0]])).isoformat()


def _last(day: int | None, page: Page) -> str | None:
    """The last day of that number up to the issue's: 14日 in an issue of 3月8日 is the 14th of February."""
    if not (page.issue_date and day):
        return None
    issue = datetime.date.fromisoformat(page.issue_date)
    if day > issue.day:
        issue = issue.replace(day=1) - datetime.timedelta(days=1)
    return iso(issue.year, issue.month, day)


def _in_issue(same_year: str | None, month: int | None, day: int | None, page: Page) -> str | None:
    """The day without a year, as the readers of the issue understood it: in January, December is last month."""
    if not (same_year and page.issue_date):
        return same_year
    ahead = datetime.date.fromisoformat(same_year) - datetime.date.fromisoformat(page.issue_date)
    return iso(int(same_year[:4]) - 1, month, day) if ahead > HALF_A_YEAR else same_year


def _rank(match: re.Match[str], day: str, page: Page) -> int | None:
    """How well the day speaks for the event; None for one that is none."""
    text = match.string
    beside = {"before": text[max(0, match.start() - WINDOW) : match.start()], "after": text[match.end() :][:WINDOW]}
    cues = [cue for cue in table(CUES) if cue.pattern.search(beside[cue.row["side"]])]
    if any(cue.row["rank"] == "never" for cue in cues) or not _is_recent(day, page):
        return None
    if not _is_near(day, page):
        return OTHER_YEAR
    return RATHER_NOT if cues else PLAIN


def _is_near(day: str, page: Page) -> bool:
    """Whether the day lies within half a year of the issue; within its year where only that is known."""
    if page.issue_date:
        apart = datetime.date.fromisoformat(day) - datetime.date.fromisoformat(page.issue_date)
        return abs(apart) <= HALF_A_YEAR
    return page.year in (None, int(day[:4]))


def _is_recent(day: str, page: Page) -> bool:
    """Whether the day can be news at all: of the issue's year, or the year before; 成立于2009年10月1日 is history."""
    return page.year is None or int(day[:4]) >= page.year - 1
