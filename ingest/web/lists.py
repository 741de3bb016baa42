"""Long lists, cut into pages: the pager that a template draws, and how the rows of a list become a CSV slice.

await listed(visit, queries.OF_PLACE, id=7)  →  {"pager": …, "articles": […], "days": …, "histogram": …}
"""

from __future__ import annotations

from typing import Any

from ingest.web import queries
from ingest.web.histogram import histogram
from ingest.web.queries import Row, every_row, rows
from ingest.web.visit import Slice, Visit
from ingest.web.when import asked_days

PER_PAGE = 50

ARTICLE_COLUMNS = [
    "id",
    "title",
    "kicker",
    "section",
    "kind",
    "day",
    "publication",
    "page_label",
    "date",
    "opening",
    "address",
]
"""Of a list of articles, as CSV; `day` is that of the issue, `date` the one that the article speaks of."""


def pager(visit: Visit, total: int, per_page: int = PER_PAGE, most: int | None = None) -> Row:
    """Where a list stands: `total` rows, `page` of `pages`, of which `most` are shown."""
    pages = max(1, -(-total // per_page))
    pages = pages if most is None else min(most, pages)
    return {"total": total, "page": min(visit.page, pages), "pages": pages}


async def page_of_rows(visit: Visit, sql: str, where: Row, **parameters: Any) -> list[Row]:
    """The rows of one page of a list, `where` being its pager."""
    offset = (where["page"] - 1) * PER_PAGE
    return await rows(visit.archive, f"{sql} limit {PER_PAGE} offset {offset}", **parameters)


async def listed(visit: Visit, condition: str, **parameters: Any) -> Row:
    """One page of the articles that meet a condition in SQL, of the days asked for; and how many each month has."""
    days = asked_days(visit)
    chosen = {"condition": " and ".join([condition, *days.conditions])}
    asked = {**parameters, **days.parameters}
    counted = await every_row(visit.archive, queries.COUNTED_BY_MONTH.format(**chosen), **asked)
    where = pager(visit, sum(one["count"] for one in counted))
    return {
        "days": days.data,
        "histogram": histogram({one["month"]: one["count"] for one in counted}),
        "pager": where,
        "articles": await page_of_rows(visit, queries.ARTICLES_WHERE.format(**chosen), where, **asked),
    }


async def every_one_listed(visit: Visit, what: str, condition: str, **parameters: Any) -> Slice:
    """All of them as CSV, `what` telling which."""
    days = asked_days(visit)
    sql = queries.ARTICLES_WHERE.format(condition=" and ".join([condition, *days.conditions]))
    found = await every_row(visit.archive, sql, **parameters, **days.parameters)
    return article_slice(visit, "-".join(filter(None, [what, days.told])), found)


def article_slice(visit: Visit, what: str, articles: list[Row]) -> Slice:
    """Articles as CSV, `what` telling which."""
    return Slice(f"{visit.archive.name}-{what}", ARTICLE_COLUMNS, addressed(visit, visit.archive.name, articles))


def addressed(visit: Visit, archive: str, articles: list[Row]) -> list[Row]:
    """Articles with their whole addresses."""
    return [{**article, "address": visit.links.lasting(archive, article["id"])} for article in articles]
