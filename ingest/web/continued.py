"""Articles that go on on another page of their issue: 下转第3版 below one, 上接第1版 above the other.

    await continued(visit, article)  →  {"goes_on": {"id": 31, "page_label": "第3版", …}, "comes_from": None}

Two articles are one where both notices name each other's page, and no other pair of notices does; where several do, the
one whose notice has the 《title》. Start reading at `continued`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.numerals import number
from ingest.web import queries
from ingest.web.queries import Row, row, rows
from ingest.web.visit import Visit

PAGE = re.compile("[A-H]?[0-9一二三四五六七八九十]{1,3} ?[版页]")
BACK = re.compile("[上紧续承] ?接|接 ?续")
TITLE = re.compile("《([^》]+)》")
LABEL = re.compile("(?:第 ?)?([A-H]?[0-9一二三四五六七八九十]{1,3}) ?[版页]|^([A-H]?[0-9]{1,3})$")


@dataclass(frozen=True)
class Notice:
    """A line that sends the reader on or back."""

    article: int
    back: bool
    page: str
    """Of the issue, as in "3" or "A3"."""
    title: str | None


async def continued(visit: Visit, article: Row) -> dict[str, Any]:
    """The articles that go on with this one and that it goes on with, None where print does not say."""
    there = dict.fromkeys(("goes_on", "comes_from"))
    of_page = await _notices(visit, article["page_id"])
    own = [notice for notice in of_page if notice.article == article["id"]]
    label = _number(article["page_label"])
    if not (own and label and article["issue_date"]):
        return there
    pages = await rows(visit.archive, queries.PAGES_OF_SAME_ISSUE, id=article["page_id"])
    for notice in own:
        pairs = [
            (mine, its)
            for page in pages
            if _number(page["page_label"]) == notice.page
            for its in await _notices(visit, page["id"])
            for mine in of_page
            if its.page == label and mine.page == notice.page and mine.back == notice.back != its.back
        ]
        other = _other(article, notice, pairs)
        if other is not None:
            there["comes_from" if notice.back else "goes_on"] = await _shown(visit, other)
    return there


def _other(article: Row, notice: Notice, pairs: list[tuple[Notice, Notice]]) -> int | None:
    """The article on the other page, where only one can be it."""
    mine = {its.article for own, its in pairs if own == notice}
    titled = {its.article for own, its in pairs if own == notice and its.title and its.title == article["title"]}
    alone = len({own for own, _ in pairs}) == 1
    found = titled or (mine if alone else set())
    return found.pop() if len(found) == 1 else None


async def _notices(visit: Visit, page_id: int) -> list[Notice]:
    blocks = await rows(visit.archive, queries.JUMPS_OF_PAGE, id=page_id)
    if not blocks:
        return []
    page = await row(visit.archive, queries.PAGE, id=page_id)
    lines = page["text"].split("\n") if page else []
    return [found for block in blocks for found in _read(lines[block["first_line"] - 1], block)]


def _read(line: str, block: Row) -> list[Notice]:
    match, back = PAGE.search(line), bool(BACK.search(line))
    article = block["below"] if back else block["above"]
    page = _number(match[0]) if match else None
    title = TITLE.search(line)
    return [Notice(article, back, page, title[1] if title else None)] if article and page else []


def _number(label: str | None) -> str | None:
    """第03版 要闻 → 3, A3版 → A3, 第三版 → 3."""
    match = LABEL.search(label or "")
    if not match:
        return None
    printed = match[1] or match[2]
    letter = printed[0] if printed[0].isalpha() and printed[0].isascii() else ""
    value = number(printed.removeprefix(letter))
    return f"{letter}{int(value)}" if value else None


async def _shown(visit: Visit, number: int) -> Row | None:
    found = await row(visit.archive, queries.TEXT_OF_ARTICLE, id=number)
    return found and {**found, "paragraphs": found["body"].split("\n\n")}
