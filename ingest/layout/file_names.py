"""The names of a file and its folders → paper, day and page of the issue, where they say so unmistakably.

    聊城日报/2025-06-14/20250614-02.txt  →  聊城日报, 2025-06-14, 第2版
    2025/0308-02.txt                     →  2025-03-08, 第2版

A day is said when all days in the names are one; a running number without a day (01.txt) says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.days import iso
from ingest.layout.furniture import Masthead
from ingest.model import Known

DAY = re.compile(
    r"(?<![0-9A-Za-z])(?P<year>(?:18|19|20)\d\d)(?P<by>[-_./]?)(?P<month>\d\d)(?P=by)(?P<day>\d\d)(?![0-9A-Za-z])"
)
"""20250614, 2025-06-14, 2025/06/14."""

DAY_IN_WORDS = re.compile(r"(?<!\d)(?P<year>(?:18|19|20)\d\d)年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")

DAY_OF_YEAR = re.compile(r"(?:^|/)(?P<year>(?:18|19|20)\d\d)/(?P<month>\d\d)(?P<by>[-_.]?)(?P<day>\d\d)(?=[-_./]|$)")
"""2025/0308-02: the year is a folder's."""

PAGE = re.compile(r"^[-_ ](?:0*(?P<number>[1-9]\d?)|(?P<letter>[A-D]0?\d{1,2}))(?=[-_. ]|$)")
"""-02, _A05: what follows the day."""

PAGE_IN_WORDS = re.compile(r"第?0*(?P<number>[1-9]\d?)版|(?P<letter>[A-D]\d{1,2})版")

PAPER = re.compile(
    r"(?<![一-鿿])([一-鿿]{2,8}?(?:日报|晚报|晨报|早报|商报|时报|快报|周报|都市报|农民报|工人报|青年报|法治报|法制报))(?![一-鿿])"
)


def told(path: str) -> Masthead:
    """What the path of a page says of its issue; nothing where it says two things.

    >>> told("2025-06-14/20250614-02.txt")
    Masthead(publication=None, issue_date='2025-06-14', page_label='第2版')
    """
    stem = re.sub(r"\.[A-Za-z]{1,4}$", "", path)
    days = [found for pattern in (DAY, DAY_IN_WORDS, DAY_OF_YEAR) for found in pattern.finditer(stem)]
    day = _only(iso(*(int(found[part]) for part in ("year", "month", "day"))) for found in days)
    page = PAGE.search(stem[max(found.end() for found in days) :]) if day else None
    page = page or PAGE_IN_WORDS.search(stem.rpartition("/")[2])
    return Masthead(_only(PAPER.findall(stem)), day, _label(page) if page else None)


def telling_folder(known: Known) -> str:
    """The name of a page's folder, where without it less would be told; else nothing."""
    return known.folder if told(f"{known.folder}/{known.file}") != told(known.file) else ""


def _label(page: re.Match[str]) -> str:
    return page["letter"] or f"第{page['number']}版"


def _only(found: Iterable[str | None]) -> str | None:
    """The one thing that is said, None where nothing is or several are."""
    said = set(found)
    return said.pop() if len(said) == 1 else None
