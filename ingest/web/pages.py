"""A page as printed, beside its reading: every block of lines with its role, its article and the rule that decided.

    {"role": "title", "lines": ["## 推动政务服务再升级"], "rule": "headline above body", "article": {…}, "opens": True}

Start reading at `page`.
"""

from __future__ import annotations

from typing import Any

from ingest.model import ROLES
from ingest.web import corrections, pictures, queries
from ingest.web.lists import pager
from ingest.web.queries import Row, row, rows
from ingest.web.regions import regions
from ingest.web.visit import Slice, Visit, found_by_number

LEFT_OVER = "fragment"
"""The role of lines that could not be placed; furniture is the page's own and no loss."""

COLOURS = 6
"""So many articles of a page can be told apart by colour before the first colour comes again."""

BLOCKS_PER_PAGE = 1000
"""A page of a newspaper has a few hundred; a whole volume in one file must not choke the browser."""

LINE_COLUMNS = ["line", "role", "article_id", "rule", "text"]


async def page(visit: Visit) -> dict[str, Any]:
    """Raises NotFound when the archive has no such page."""
    found, blocks = await _page(visit)
    articles = await rows(visit.archive, queries.ARTICLES_OF_PAGE, id=visit.number)
    text = found.pop("text").split("\n")
    laid = _blocks(blocks, articles, text)
    places = await rows(visit.archive, queries.LINES_OF_PAGE, id=visit.number)
    where = pager(visit, len(blocks), BLOCKS_PER_PAGE)
    shown = slice((where["page"] - 1) * BLOCKS_PER_PAGE, where["page"] * BLOCKS_PER_PAGE)
    beside = await row(visit.archive, queries.PAGES_BESIDE, id=visit.number)
    mending = await corrections.of_page(visit, found, text)
    return {
        "archive": visit.archive.name,
        "page": found,
        "articles": [{**one, "colour": one["position"] % COLOURS} for one in articles],
        "blocks": laid[shown],
        "regions": regions(found, places, laid, pictures.address(visit, visit.number, found["image"])),
        "pager": where,
        "placed": _placed(blocks, text),
        "mending": mending,
        "roles": ROLES,
        "line_role": _role_at(blocks, mending["line"]),
        **(beside or {}),
    }


async def lines_of_page(visit: Visit) -> Slice:
    """One row for each line that is not blank."""
    found, blocks = await _page(visit)
    text = found["text"].split("\n")
    lines = [
        {**block, "line": number, "text": text[number - 1]}
        for block in blocks
        for number in range(block["first_line"], block["last_line"] + 1)
        if text[number - 1].strip()
    ]
    return Slice(f"{visit.archive.name}-版面-{found['file'].rsplit('/', 1)[-1]}", LINE_COLUMNS, lines)


def begins_at(block: Row) -> Row:
    """Where a block is found in the reading of its page: its line, and which part of the list, None for the first."""
    part = block["position"] // BLOCKS_PER_PAGE + 1
    return {"line": block["first_line"], "page": part if part > 1 else None}


async def _page(visit: Visit) -> tuple[Row, list[Row]]:
    found = await found_by_number(visit, queries.PAGE, "page")
    return found, await rows(visit.archive, queries.BLOCKS_OF_PAGE, id=visit.number)


def _blocks(blocks: list[Row], articles: list[Row], text: list[str]) -> list[Row]:
    """The blocks with their lines; the first block of an article opens it, and one that takes it up again says so."""
    by_id = {article["id"]: article for article in articles}
    opened, before, laid = set(), None, []
    for block in blocks:
        article = by_id.get(block["article_id"])
        number = block["article_id"]
        laid.append(
            {
                **block,
                "lines": _lines(block, text),
                "colour": article["position"] % COLOURS if article else None,
                "opens": article is not None and number not in opened,
                "resumes": article is not None and number in opened and number != before,
                "article": article,
            }
        )
        opened.add(number)
        before = number
    return laid


def _role_at(blocks: list[Row], line: int | None) -> str | None:
    return next((block["role"] for block in blocks if line and block["first_line"] <= line <= block["last_line"]), None)


def _placed(blocks: list[Row], text: list[str]) -> Row:
    """How many lines were placed; `share` in whole percent, rounded down so that 100 means all."""
    lines = sum(bool(line.strip()) for line in text)
    lost = sum(bool(line.strip()) for block in blocks if block["role"] == LEFT_OVER for line in _lines(block, text))
    return {"lines": lines, "left_over": lost, "share": (lines - lost) * 100 // lines if lines else 100}


def _lines(block: Row, text: list[str]) -> list[str]:
    return text[block["first_line"] - 1 : block["last_line"]]
