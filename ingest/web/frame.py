"""The frame around every page of an archive, Datasette's own pages included: names, links, style and templates.

Other databases keep the pages they had: `concerned` decides by the address.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import Request
from datasette.utils import path_with_format, tilde_decode
from jinja2 import Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup

from ingest.web.archives import archives, is_archive
from ingest.web.language import Speech, speech
from ingest.web.links import Links
from ingest.web.metadata import ENTRY, metadata, said

if TYPE_CHECKING:
    from datasette.app import Datasette

HERE = Path(__file__).parent
TEMPLATES = str(HERE / "templates")

OVER_ALL_ARCHIVES = ("/", "/-/search", "/-/about")
"""Pages of ours that stand above the archives."""

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


def place_templates(env: Environment, datasette: Datasette) -> None:
    """Puts our templates before other plugins' and behind the user's own; `below:` names what they cover."""
    path = env.loader.loaders[0].searchpath
    if TEMPLATES in path:
        path.remove(TEMPLATES)
    env.loader.loaders.append(PrefixLoader({"below": FileSystemLoader(list(path))}, delimiter=":"))
    path.insert(1 if datasette.template_dir else 0, TEMPLATES)


def concerned(datasette: Datasette, request: Request | None) -> tuple[bool, str | None]:
    """Whether an address is one of archives, and the name of the archive it is in."""
    if request is None:
        return False, None
    path = request.path
    route = tilde_decode(path.split("/")[1].split(".")[0]) if "/" in path else ""
    for archive in archives(datasette):
        if archive.route == route:
            return True, archive.name
    over_all = path.split(".")[0] in OVER_ALL_ARCHIVES
    return over_all and bool(archives(datasette)), None


def stylesheets(datasette: Datasette, request: Request | None) -> list[str]:
    is_ours, _ = concerned(datasette, request)
    return [_static("site.css")] if is_ours else []


def variables(
    datasette: Datasette, request: Request | None, table: str | None, view_name: str | None
) -> dict[str, Any]:
    """What layout.html needs beside the page's own data."""
    is_ours, archive = concerned(datasette, request)
    if not is_ours or request is None:
        return {}
    spoken = speech(request)
    link = Links(datasette, request, spoken)
    return {
        "speech": spoken,
        "say": spoken.say,
        "link": link,
        "site_title": said(str(datasette.metadata("title") or ""), spoken.language),
        "site_description": said(str(datasette.metadata("description") or ""), spoken.language),
        "navigation": _navigation(datasette, request, link, archive),
        "table_titles": _table_titles(spoken),
        "script_address": datasette.urls.path(_static("site.js")),
        **(_of_table(request, link, archive, table, view_name) if archive and table else {}),
    }


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


def _navigation(
    datasette: Datasette, request: Request, link: Links, archive: str | None
) -> list[tuple[str, str, bool]]:
    """(address, label, whether we are there); with one archive its lists are always at hand."""
    say, names = link.speech.say, [one.name for one in archives(datasette)]
    name = archive or (names[0] if len(names) == 1 else None)
    inner = [
        (link.places(name), say("地点", "Places"), "place"),
        (link.contributors(name), say("作者", "Contributors"), "contributor"),
        (link.figures(name), say("数字", "Figures"), "figures"),
        (str(datasette.urls.database(name)), say("数据", "Data"), ""),
    ]
    outer = [(link.home(), say("首页", "Home"), None), (link.about(), say("关于", "About"), "about")]
    shown = [outer[0], *(inner if name else []), outer[1]]
    here = request.path.split("/-/")[-1].split("/")[0] if "/-/" in request.path else request.path
    return [
        (address, label, bool(key and here.rstrip("s") == key.rstrip("s")) or (key is None and here == "/"))
        for address, label, key in shown
    ]


def _table_titles(spoken: Speech) -> list[tuple[str, str]]:
    tables = metadata()["databases"][ENTRY]["tables"]
    return [(name, said(table["title"], spoken.language)) for name, table in tables.items() if not table.get("hidden")]


def _of_table(request: Request, link: Links, archive: str, table: str, view_name: str | None) -> dict[str, Any]:
    """On Datasette's pages: the reading page of a row, and a CSV link to all rows of a table, made for Excel."""
    if view_name == "table":
        extra = {"_stream": "on", "_dl": "1", "_labels": "on"}
        return {"url_csv": link.datasette.urls.path(path_with_format(request=request, format="csv", extra_qs=extra))}
    number = request.url_vars.get("pks", "")
    if view_name == "row" and table in READING_PAGES and number.isdecimal():
        return {"reading_address": link.page_of(archive, f"{READING_PAGES[table]}/{number}")}
    return {}


@cache
def _static(name: str) -> str:
    """A file's address, which changes with its content."""
    version = sha256((HERE / "static" / name).read_bytes()).hexdigest()[:8]
    return f"/-/static-plugins/baozhi_archive/{name}?{version}"
