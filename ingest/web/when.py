"""When: the stretch of time that a reader asks for.

    ?from=2025-03&to=2025-06  →  conditions in SQL that keep the issues from 1 March to 30 June 2025

A page of which only the year is known is within a stretch that holds its whole year. Start reading at `asked_days`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.web.queries import FIRST_DAY, LAST_DAY, Row
from ingest.web.visit import Visit

DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?)?[年月日]?")
"""2025, 2025-3, 2025年3月, 2025.3.24."""


@dataclass(frozen=True)
class Days:
    """A stretch of time, as asked for."""

    first: str = ""
    last: str = ""
    """2025, 2025-03 or 2025-03-24; "" for no limit."""
    misread: tuple[str, ...] = ()
    """What was asked for and is no day."""

    @property
    def conditions(self) -> list[str]:
        """In SQL over pages."""
        first = [f"{FIRST_DAY} >= :first_day"] if self.first else []
        return [*first, *([f"{LAST_DAY} <= :last_day"] if self.last else [])]

    @property
    def parameters(self) -> dict[str, str]:
        """Those of the conditions: whole days, the last of a month taken as its 31st."""
        first = {"first_day": self.first + "-01-01"[len(self.first) - 4 :]} if self.first else {}
        last = {"last_day": self.last + "-12-31"[len(self.last) - 4 :]} if self.last else {}
        return {**first, **last}

    @property
    def told(self) -> str:
        """2025-03–2025-06, 2025, 2025–, "": for the names of files."""
        return self.first if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def data(self) -> Row:
        """For templates and JSON."""
        return {"from": self.first, "to": self.last, "misread": list(self.misread)}

    def __bool__(self) -> bool:
        return bool(self.first or self.last)


def asked_days(visit: Visit) -> Days:
    """What `from` and `to` of the address say."""
    asked = [visit.asked(name) for name in ("from", "to")]
    first, last = map(as_day, asked)
    misread = [text for text, day in zip(asked, (first, last), strict=True) if text and not day]
    return Days(first, last, tuple(misread))


def as_day(text: str) -> str:
    """A year, month or day as ISO 8601 has it; "" for what is none.

    >>> as_day("2025年3月"), as_day("2025/3/4"), as_day("2025"), as_day("2025-13"), as_day("last year")
    ('2025-03', '2025-03-04', '2025', '', '')
    """
    found = DAY.fullmatch(text)
    if not found:
        return ""
    year, month, day = found.groups()
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        return ""
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
