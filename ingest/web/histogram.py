"""How many articles were printed in each month, year or decade, drawn by the server.

    {"2025-03": 7, "2025-06": 2, "2026": 1, None: 4}  →  a column for each month; 2026 and the unknown are told apart

Start reading at `histogram`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ingest.web.queries import Row

Counted = Mapping[Any, int]
"""Numbers by month (2025-03), by year where the month is unknown (2025), under None where both are."""

WIDTH, HEIGHT, TOP, BASE = 640, 134, 28, 100
"""Of the drawing, in its own units: its size, the upper end of the highest column, and where the columns stand."""

GAP = 0.15
"""Of a column's room, left free beside it."""

WIDEST, LOWEST = 60, 2
"""Of a column: a wider one looks like a box, a lower one like none."""

MOST_MONTHS, MOST_YEARS = 40, 60
"""Columns that can be told apart; of more, coarser ones are drawn."""

LABELS = 4
"""Columns that have their day written below."""


@dataclass(frozen=True)
class Step:
    """What one column stands for."""

    name: str
    number: Callable[[str], int]
    """Of the column that a day is in; neighbours have neighbouring numbers."""
    first: Callable[[int], str]
    """The beginning of a column's time, as an address asks for it."""
    last: Callable[[int], str]


def _month_of(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


MONTH = Step("month", lambda day: int(day[:4]) * 12 + int(day[5:7]) - 1, _month_of, _month_of)
YEAR = Step("year", lambda day: int(day[:4]), "{:04}".format, "{:04}".format)
DECADE = Step("decade", lambda day: int(day[:3]), "{:03}0".format, "{:03}9".format)


def histogram(counted: Counted) -> Row | None:
    """Columns by month where most months are known and few enough, else by year, else by decade.

    None where there is nothing to compare: fewer than two columns. What no column holds is told `apart`.
    """
    known = {day: number for day, number in counted.items() if day and number}
    months = {day: number for day, number in known.items() if len(day) == len("2025-03")}
    if _fits(MONTH, months, MOST_MONTHS) and sum(months.values()) * 2 >= sum(known.values()):
        return _drawn(MONTH, months, {day: number for day, number in counted.items() if number and day not in months})
    of_no_day = {None: counted[None]} if counted.get(None) else {}
    if _fits(YEAR, known, MOST_YEARS):
        return _drawn(YEAR, known, of_no_day)
    return _drawn(DECADE, known, of_no_day) if _fits(DECADE, known, WIDTH) else None


def by_year(counted: Counted) -> dict[int, int]:
    """The number of articles of each known year, the newest first."""
    return dict(sorted(_columns(YEAR, counted).items(), reverse=True))


def _fits(step: Step, counted: Counted, most: int) -> bool:
    numbers = _columns(step, counted)
    return len(numbers) > 1 and max(numbers) - min(numbers) < most


def _columns(step: Step, counted: Counted) -> dict[int, int]:
    """The number of articles in each column, by the column's number."""
    summed: Counter[int] = Counter()
    for day, number in counted.items():
        if day:
            summed[step.number(day)] += number
    return dict(summed)


def _drawn(step: Step, counted: Counted, apart: Counted) -> Row:
    numbers = _columns(step, counted)
    first, last = min(numbers), max(numbers)
    room, most = WIDTH / (last - first + 1), max(numbers.values())
    width = min(room * (1 - GAP), WIDEST)
    return {
        "by": step.name,
        "width": WIDTH,
        "height": HEIGHT,
        "base": BASE,
        "columns": [
            {
                "from": step.first(number),
                "to": step.last(number),
                "count": count,
                "middle": _middle(number - first, room),
                "x": round(_middle(number - first, room) - width / 2, 1),
                "y": round(BASE - max(LOWEST, count / most * (BASE - TOP)), 1),
                "width": round(width, 1),
                "highest": count == most,
            }
            for number, count in sorted(numbers.items())
        ],
        "labels": [
            {"x": _middle(place, room), "day": step.first(first + place), "end": end, "inner": inner}
            for place, end, inner in _labelled(last - first + 1)
        ],
        "apart": [{"day": day, "count": number} for day, number in apart.items()],
    }


def _middle(place: int, room: float) -> float:
    return round((place + 0.5) * room, 1)


def _labelled(columns: int) -> list[tuple[int, str, bool]]:
    """Which columns have their time written below, where the writing is held (at its start, middle or end), and whether
    it stands between others, where a phone has no room."""
    chosen = sorted({round(part * (columns - 1) / (LABELS - 1)) for part in range(LABELS)})
    ends = {0: "start", columns - 1: "end"} if columns > LABELS else {}
    return [(place, ends.get(place, "middle"), 0 < place < columns - 1) for place in chosen]
