"""Datasette's own pages of an archive: descriptions in one language, links to the reading pages, CSV of all rows.

    /archive/articles     its title cells lead to /archive/-/article/12
    /archive/articles/12  leads there too

Start reading at `on_page` and `cell`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from datasette.utils import tilde_decode
from markupsafe import Markup

from ingest.web.archives import is_archive
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

LONG_CELLS = ("body", "text", "sentence", "opening")
"""Columns whose texts the style sheet folds in a table."""


def on_page(link: Links, archive: str, table: str | None, template: str) -> dict[str, Any]:
    """Descriptions in one language, all rows as CSV for Excel, and the reading page of a row."""
    kind = template.split("-")[0].removesuffix(".html")
    if kind == "query":
        return {"url_csv": _csv_of_query(link, archive)}
    if kind == "database":
        return {"metadata": _described(link, archive, None)}
    if kind == "table":
        described = _described(link, archive, table)
        return {
            "metadata": {**described, "columns": None},  # table.html shows them itself
            "column_descriptions": described.get("columns"),
            "url_csv": link.here_as("csv", _stream="on", _labels="on", _next=None, _size=None),
        }
    number = link.request.url_vars.get("pks", "") if kind == "row" else ""
    reading = READING_PAGES.get(table or "")
    return {"reading_address": link.page_of(archive, f"{reading}/{number}")} if reading and number.isdecimal() else {}


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


def cell(datasette: Datasette, database: str, table: str | None, row: Any, column: str, value: Any) -> Markup | None:
    """A cell of an archive's table: titles lead to the article, long texts are folded by the style sheet."""
    if not isinstance(value, str) or not value or not is_archive(datasette.databases[database]):
        return None
    address = _article_address(datasette, database, table, row, column)
    if address:
        return Markup('<a href="{}" lang="zh-Hans">{}</a>').format(address, value)
    if column in LONG_CELLS and len(value) > 60:
        return Markup('<div class="long" lang="zh-Hans">{}</div>').format(value)
    return None


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
