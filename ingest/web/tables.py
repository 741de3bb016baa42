"""Datasette's own pages of an archive: descriptions in one language, links to the reading pages, CSV of all rows.

    /archive/articles     its title cells lead to /archive/-/article/12, its pages are called by paper and day
    /archive/articles/12  leads there too

Start reading at `on_page` and `cell`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils import tilde_decode
from markupsafe import Markup

from ingest.web.archives import is_archive
from ingest.web.chinese import Told
from ingest.web.links import Links
from ingest.web.metadata import in_language

if TYPE_CHECKING:
    from datasette.app import Datasette

READING_PAGES = {
    "articles": "article",
    "articles_overview": "article",
    "pages": "page",
    "places": "place",
}
"""Tables whose rows have a page to read, and its address."""

LINKED_CELLS = {"title": "article_id", "article": "article_id"}
"""Columns that name an article in the results of a query, and the column that holds its id."""

LEFT_OUT = {
    "pages": ("sha256", "text"),
    "articles": ("body", "begins_mid_sentence", "ends_mid_sentence"),
    "articles_overview": ("body", "file"),
    "blocks": ("rule",),
}
"""Columns that a table shows only to those who ask for all: long texts, and what only programs read."""

LINK_TO_ARTICLE = re.compile(r'(?<=<a href=")([^"?]*/-/article/\d+)(?=")')
"""As `cell` writes it, which Datasette does not tell of the request."""

LONG_CELLS = ("body", "text", "sentence", "opening")
"""Columns whose texts the style sheet folds in a table."""


PAGE_CALLED = """
select publication, coalesce(issue_date, year) as day, page_label, file from pages where id = :id
"""


def on_page(link: Links, archive: str, table: str | None, template: str) -> dict[str, Any]:
    """Descriptions in one language, all rows as CSV for Excel, and the reading page of a row."""
    kind = template.split("-")[0].removesuffix(".html")
    told = Told(link.datasette, archive, link.speech)
    if kind == "query":
        return {"url_csv": _csv_of_query(link, archive), "metadata": _query_described(link, archive)}
    if kind == "database":
        return {"metadata": _described(link, archive, None), "in_one_language": _in_one_language(link)}
    if kind == "table":
        described = _described(link, archive, table)
        return {
            "metadata": {**described, "columns": None},  # table.html shows them itself
            "column_descriptions": described.get("columns"),
            "url_csv": link.here_as("csv", _stream="on", _labels="on", _next=None, _size=None),
            "shown": Shown(told, _left_out(link, table), link.request.args.get("_search") or ""),
            "left_out": _left_out(link, table),
            "all_columns": link.here(_all="on"),
        }
    number = link.request.url_vars.get("pks", "") if kind == "row" else ""
    reading = READING_PAGES.get(table or "")
    has_page = reading and number.isdecimal()
    return {
        **({"shown": Shown(told, ()), "metadata": _described(link, archive, table)} if kind == "row" else {}),
        **({"reading_address": link.page_of(archive, f"{reading}/{number}")} if has_page else {}),
    }


@dataclass(frozen=True)
class Shown:
    """What of a table's columns and rows is shown, and how."""

    told: Told
    left_out: tuple[str, ...]
    searched: str = ""
    """What the table was searched for; articles opened from it have the words marked."""

    def columns(self, columns: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [column for column in columns if column["name"] not in self.left_out]

    def rows(self, rows: list[Any]) -> list[list[dict[str, Any]]]:
        return [
            [
                {**cell, "value": self._leading_on(self.told.value(cell["column"], cell["value"]))}
                for cell in row
                if cell["column"] not in self.left_out
            ]
            for row in rows
        ]

    def _leading_on(self, value: Any) -> Any:
        if not self.searched or not isinstance(value, Markup):
            return value
        return Markup(LINK_TO_ARTICLE.sub(rf"\1?{urlencode({'q': self.searched})}", value))


def _left_out(link: Links, table: str | None) -> tuple[str, ...]:
    """Nothing where the address says which columns are wanted."""
    chosen = {"_all", "_col", "_nocol"} & set(link.request.args)
    return () if chosen else LEFT_OUT.get(table or "", ())


def _query_described(link: Links, archive: str) -> dict[str, Any]:
    """What is said of a query that has a name, else of the archive, in the visitor's language."""
    name = tilde_decode(link.request.url_vars.get("table") or "")
    query = (link.datasette.metadata("queries", archive) or {}).get(name)
    if not name or not isinstance(query, dict):
        return _described(link, archive, None)
    described = in_language(query, link.speech.language)
    link.datasette.update_with_inherited_metadata(described)
    return dict(described)


def _in_one_language(link: Links) -> Callable[[Any], Any]:
    return lambda said: [in_language(one, link.speech.language) for one in said or []]


def _described(link: Links, archive: str, table: str | None) -> dict[str, Any]:
    """What is said of an archive or of one of its tables, in the visitor's language."""
    datasette = link.datasette
    about = datasette.table_metadata(archive, table) if table else datasette.metadata("databases").get(archive, {})
    described = in_language(about, link.speech.language)
    datasette.update_with_inherited_metadata(described)
    return dict(described)


def _csv_of_query(link: Links, archive: str) -> str:
    """Of SQL in the address, or of a query that has a name."""
    named = link.request.url_vars.get("table")
    arguments = {**dict(parse_qsl(link.request.query_string)), "_dl": "1"}
    return link.page_of(archive, "query.csv", **({"_query": tilde_decode(named)} if named else {}), **arguments)


def cell(
    datasette: Datasette, database: str, table: str | None, row: Any, column: str, value: Any
) -> Markup | Awaitable[Markup | None] | None:
    """A cell of an archive's table: titles lead to the article, long texts are folded by the style sheet."""
    if column == "page_id" and value and is_archive(datasette.databases[database]):
        return _page_called(datasette, database, value["value"] if isinstance(value, dict) else value)
    if not isinstance(value, str) or not value or not is_archive(datasette.databases[database]):
        return None
    address = _article_address(datasette, database, table, row, column)
    if address:
        return Markup('<a href="{}" lang="zh-Hans">{}</a>').format(address, value)
    if column in LONG_CELLS and len(value) > 60:
        return Markup('<div class="long" lang="zh-Hans">{}</div>').format(value)
    return None


async def _page_called(datasette: Datasette, database: str, number: Any) -> Markup | None:
    """A page by paper, day and page label, leading to its reading: 聊城日报 2025-03-24 第2版."""
    archive = datasette.databases[database]
    page = (await archive.execute(PAGE_CALLED, {"id": number})).first()
    if page is None:
        return None
    called = " ".join(str(part) for part in (page["publication"], page["day"], page["page_label"]) if part)
    address = f"{datasette.urls.database(database)}/-/page/{number}"
    return Markup('<a href="{}" lang="zh-Hans">{}</a>').format(address, called or page["file"])


def _article_address(datasette: Datasette, database: str, table: str | None, row: Any, column: str) -> str | None:
    if column not in LINKED_CELLS:
        return None
    columns = row.keys()
    if READING_PAGES.get(table or "") == "article" and "id" in columns:
        number = row["id"]
    elif LINKED_CELLS[column] in columns:
        number = row[LINKED_CELLS[column]]
    else:
        return None
    number = number["value"] if isinstance(number, dict) else number
    return f"{datasette.urls.database(database)}/-/article/{number}"
