"""The Datasette plugin: hooks only. What they do stands in the modules beside them.

    archives.py     which databases are ours; all others are left alone
    metadata.py     metadata.yml, applied to ours
    views.py        the site's pages and their addresses
    visit.py        a request, and its answer as a page, as JSON or as CSV
    pictures.py     pictures of pages, and articles cut out of them
    corrections.py  putting right: who may, what a form says, what has changed; identities.py: who is the same person
    frame.py        what stands around every page of an archive
    tables.py       Datasette's own pages of an archive; chinese.py: its templates in Chinese
    slices.py       CSV that opens right in Excel; workbook.py: Excel's own
    together.py     several archives as one
    when.py         days asked for; histogram.py: articles by month, year or decade
    crawlers.py     OpenSearch, robots.txt, sitemaps
    collation.py    names in the order of a Chinese dictionary

Start reading at views.routes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import Request, Response, hookimpl
from jinja2 import Environment

from ingest.search import functions, words
from ingest.web import archives, collation, corrections, frame, metadata, slices, tables, views

if TYPE_CHECKING:
    from datasette.app import Datasette


@hookimpl(trylast=True)  # after Datasette's own functions, whichever way the plugin was loaded
def prepare_connection(conn: sqlite3.Connection) -> None:
    conn.execute(f"pragma busy_timeout = {archives.PATIENCE}")
    if archives.is_connection_to_archive(conn):
        functions.register(conn)
        collation.register(conn)


@hookimpl(tryfirst=True)  # Datasette takes the last word, which is that of other plugins
def permission_allowed(datasette: Datasette, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:
    return corrections.permitted(datasette, actor, action, resource)


@hookimpl
def startup(datasette: Datasette) -> None:
    if archives.archives(datasette):
        words.load()  # or the first search would wait for the dictionary


@hookimpl
def get_metadata(datasette: Datasette, key: str | None, database: str | None) -> dict[str, Any]:
    return metadata.of_archives(datasette, key, database)


@hookimpl(tryfirst=True)  # before datasette-search-all, whose page ours takes the place of
def register_routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    return views.routes()


@hookimpl(trylast=True)  # last, so that our templates stand before other plugins' and behind the user's own
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    frame.place_templates(env, datasette)


@hookimpl
def extra_template_vars(
    template: str | None, request: Request | None, table: str | None, datasette: Datasette
) -> Awaitable[dict[str, Any]]:
    return frame.variables(datasette, request, template, table)


@hookimpl
def extra_css_urls(request: Request | None, datasette: Datasette) -> list[str]:
    return frame.stylesheets(datasette, request)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette) -> Any:
    return tables.cell(datasette, database, table, row, column, value)


@hookimpl(tryfirst=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Awaitable[Response | None]:
    return frame.refused(datasette, request, exception)


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[slices.Asgi], slices.Asgi]:
    return lambda app: slices.marked_downloads(app, datasette)
