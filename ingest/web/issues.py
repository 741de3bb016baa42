"""The archive by issue: a calendar of what was printed when, and one day with its pages and their headlines.

    /archive/-/issues?paper=聊城日报          →  years, months and days with the number of issues
    /archive/-/issue/2025-03-24?paper=聊城日报 →  its pages in order; without `paper`, those of all papers of that day
    /archive/-/issue/2025                     →  pages of which only the year is known
    /archive/-/issue/unknown                  →  pages of which not even that is known

So every page stands somewhere. Start reading at `issues` and `issue`.
"""

from __future__ import annotations

import calendar
import json
import re
from collections import Counter
from itertools import groupby
from typing import Any

from datasette import NotFound

from ingest.web import queries
from ingest.web.citation import edition
from ingest.web.language import ISO_DAY
from ingest.web.lists import article_slice
from ingest.web.memory import remembered
from ingest.web.queries import Row, every_row, rows
from ingest.web.visit import Slice, Visit

UNKNOWN = "unknown"
"""The address of what has no day and no year."""

ISSUE_COLUMNS = ["day", "publication", "pages", "articles"]


async def issues(visit: Visit) -> dict[str, Any]:
    """The calendar of the year asked for, else of the newest, and the number of issues of all years and months."""
    every = await remembered(visit.archive, queries.ISSUES)
    known = _of_paper(every, visit.asked("paper"))
    years = _years(known)
    numbers = [one["year"] for one in years]
    year = int(visit.asked("year")) if visit.asked("year") in map(str, numbers) else next(iter(numbers), None)
    of_year = [one for one in known if one["day"] != UNKNOWN and int(one["day"][:4]) == year]
    return {
        "archive": visit.archive.name,
        "paper": visit.asked("paper"),
        "papers": _papers(every),
        "years": years,
        "year": year,
        "months": _months(year, of_year) if year else [],
        "undated": _sum([one for one in of_year if not ISO_DAY.fullmatch(one["day"])]),
        "unknown": _sum([one for one in known if one["day"] == UNKNOWN]),
    }


async def list_of_issues(visit: Visit) -> Slice:
    known = _of_paper(await remembered(visit.archive, queries.ISSUES), visit.asked("paper"))
    return Slice("-".join(filter(None, [visit.archive.name, "期次", visit.asked("paper")])), ISSUE_COLUMNS, known)


async def issue(visit: Visit) -> dict[str, Any]:
    """Raises NotFound when nothing was printed then."""
    day, paper = _day(visit), visit.asked("paper")
    pages = await _pages(visit)
    days = sorted({one["day"] for one in _of_paper(await remembered(visit.archive, queries.ISSUES), paper)}, key=_age)
    at = days.index(day)
    return {
        "archive": visit.archive.name,
        "day": day,
        "paper": paper,
        "papers": [
            {"publication": publication, "pages": list(printed)}
            for publication, printed in groupby(pages, key=lambda page: page["publication"])
        ],
        "articles": sum(len(page["articles"]) for page in pages),
        "previous": days[at - 1] if at else None,
        "next": days[at + 1] if at + 1 < len(days) else None,
    }


async def articles_of_issue(visit: Visit) -> Slice:
    numbers = [page["id"] for page in await _pages(visit)]
    found = await every_row(visit.archive, queries.ARTICLES_OF_PAGES, ids=json.dumps(numbers))
    order = {number: position for position, number in enumerate(numbers)}
    found.sort(key=lambda article: order[article["page_id"]])
    return article_slice(visit, "-".join(filter(None, [_day(visit), visit.asked("paper")])), found)


async def _pages(visit: Visit) -> list[Row]:
    """The pages of an issue in order, paper by paper, with their articles. Raises NotFound when there are none."""
    day, paper = _day(visit), visit.asked("paper")
    printed = _of_paper(await rows(visit.archive, queries.PAGES_OF_ISSUE, day=day), paper)
    if not printed:
        raise NotFound(f"No issue {day}{' ' if paper else ''}{paper}")
    ids = json.dumps([page["id"] for page in printed])
    headlines = await every_row(visit.archive, queries.ARTICLES_OF_PAGES, ids=ids)
    return [
        {**page, "articles": [one for one in headlines if one["page_id"] == page["id"]]}
        for page in sorted(printed, key=_place_in_print)
    ]


def _day(visit: Visit) -> str:
    return str(visit.request.url_vars["day"])


def _of_paper(found: list[Row], paper: str) -> list[Row]:
    """What is of one paper; of all, those without a name too, when none is asked for."""
    return [one for one in found if not paper or one["publication"] == paper]


def _place_in_print(page: Row) -> tuple[Any, ...]:
    """Papers by name, those without one last; their pages by number, A before B; what has no number by its file."""
    number = edition(page["page_label"] or "")
    part, digits = re.fullmatch(r"([A-Z]?)(\d*)", number).groups()  # type: ignore[union-attr]  # all that edition gives
    paper = (page["publication"] is None, page["publication"] or "")
    return (*paper, not number, part, int(digits or 0), page["file"], page["id"])


def _age(day: str) -> tuple[bool, str]:
    """What is known by year only stands before its days, what is unknown before all."""
    return day != UNKNOWN, day


def _papers(known: list[Row]) -> list[Row]:
    """The papers with their issues, the most frequent first."""
    counted = Counter(one["publication"] for one in known if one["publication"])
    return [{"publication": name, "issues": number} for name, number in counted.most_common()]


def _sum(found: list[Row]) -> Row:
    return {"pages": sum(one["pages"] for one in found), "articles": sum(one["articles"] for one in found)}


def _years(known: list[Row]) -> list[Row]:
    """The newest first: {"year": 2025, "issues": 3, "months": [0, 0, 2, …], "undated": 1}."""
    dated = [one["day"] for one in known if one["day"] != UNKNOWN]
    by_year: dict[int, Counter[str]] = {}
    for day in dated:
        by_year.setdefault(int(day[:4]), Counter())[day[5:7]] += 1
    return [
        {
            "year": year,
            "issues": sum(counted.values()),
            "months": [counted[f"{month:02}"] for month in range(1, 13)],
            "undated": counted[""],
        }
        for year, counted in sorted(by_year.items(), reverse=True)
    ]


def _months(year: int, of_year: list[Row]) -> list[Row]:
    """The months with issues: {"month": 3, "weeks": [[None, …, {"day": "2025-03-01", "number": 1, "issues": […]}]]}."""
    printed: dict[str, list[Row]] = {}
    for one in of_year:
        printed.setdefault(one["day"], []).append(one)
    months = sorted({int(day[5:7]) for day in printed if ISO_DAY.fullmatch(day)})
    return [{"month": month, "weeks": _weeks(year, month, printed)} for month in months]


def _weeks(year: int, month: int, printed: dict[str, list[Row]]) -> list[list[Row | None]]:
    """From Monday; None where a week reaches beyond the month."""
    return [
        [_cell(f"{year:04}-{month:02}-{number:02}", number, printed) if number else None for number in week]
        for week in calendar.monthcalendar(year, month)
    ]


def _cell(day: str, number: int, printed: dict[str, list[Row]]) -> Row:
    return {"day": day, "number": number, "issues": printed.get(day, [])}
