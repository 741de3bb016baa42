"""The frame around every page of an archive, Datasette's own pages included: names, links, style and templates.

Other databases keep the pages they had: `concerned` decides by the address.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from datasette import Request
from datasette.utils import tilde_decode
from jinja2 import Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup

from ingest.web.archives import archives, is_archive
from ingest.web.language import Speech, speech
from ingest.web.links import Links, path_of
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
    loaders: list[Any] = env.loader.loaders  # type: ignore[union-attr]  # Datasette's ChoiceLoader
    path = loaders[0].searchpath
    if TEMPLATES in path:
        path.remove(TEMPLATES)
    loaders.append(PrefixLoader({"below": FileSystemLoader(list(path))}, delimiter=":"))
    path.insert(1 if datasette.template_dir else 0, TEMPLATES)


def concerned(datasette: Datasette, request: Request | None) -> tuple[bool, str | None]:
    """Whether an address is one of archives, and the name of the archive it is in."""
    if request is None:
        return False, None
    path = path_of(request)
    route = tilde_decode(path.split("/")[1].split(".")[0]) if "/" in path else ""
    for archive in archives(datasette):
        if archive.route == route:
            return True, archive.name
    over_all = path.split(".")[0] in OVER_ALL_ARCHIVES
    return over_all and bool(archives(datasette)), None


def stylesheets(datasette: Datasette, request: Request | None) -> list[str]:
    is_ours, _ = concerned(datasette, request)
    return [_static("site.css")] if is_ours else []


def variables(datasette: Datasette, request: Request | None, template: str | None, table: str | None) -> dict[str, Any]:
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
        "table_descriptions": _table_descriptions(spoken),
        "script_address": datasette.urls.path(_static("site.js")),
        **(_on_datasettes_page(request, link, archive, table, template or "") if archive else {}),
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
    say, names = link.speech.say, [str(one.name) for one in archives(datasette)]
    name = archive or (names[0] if len(names) == 1 else None)
    shown = [("", link.home(), say("首页", "Home")), *_lists(datasette, link, name)]
    here = _section(path_of(request))
    return [(address, label, section == here) for section, address, label in [*shown, _about(link)]]


def _lists(datasette: Datasette, link: Links, archive: str | None) -> list[tuple[str, str, str]]:
    """(section, address, label) for the lists of an archive."""
    if archive is None:
        return []
    say = link.speech.say
    return [
        ("place", link.places(archive), say("地点", "Places")),
        ("contributor", link.contributors(archive), say("作者", "Contributors")),
        ("figure", link.figures(archive), say("数字", "Figures")),
        ("table", str(datasette.urls.database(archive)), say("数据", "Data")),
    ]


def _about(link: Links) -> tuple[str, str, str]:
    return "about", link.about(), link.speech.say("关于", "About")


def _section(path: str) -> str:
    """Which part of the site an address is in: "" for the front page, "place" for places and one place, "table" …"""
    if path == "/":
        return ""
    _, ours, page = path.partition("/-/")
    return re.split(r"[/.]", page)[0].rstrip("s") if ours else "table"


def _table_descriptions(spoken: Speech) -> list[tuple[str, str, str]]:
    """(name, title, description) of the tables that are meant to be seen."""
    tables = metadata()["databases"][ENTRY]["tables"]
    return [
        (name, said(table["title"], spoken.language), said(table["description"], spoken.language))
        for name, table in tables.items()
        if not table.get("hidden")
    ]


def _on_datasettes_page(
    request: Request, link: Links, archive: str, table: str | None, template: str
) -> dict[str, Any]:
    """Descriptions in one language, all rows as CSV for Excel, and the reading page of a row."""
    kind = template.split("-")[0].removesuffix(".html")
    if kind == "query":
        return {"url_csv": _csv_of_query(request, link, archive)}
    if kind == "database":
        return {"metadata": _described(link, archive, None)}
    if kind == "table":
        return {
            "metadata": _described(link, archive, table),
            "url_csv": link.here_as("csv", _stream="on", _labels="on", _next=None, _size=None),
        }
    number = request.url_vars.get("pks", "") if kind == "row" else ""
    reading = READING_PAGES.get(table or "")
    return {"reading_address": link.page_of(archive, f"{reading}/{number}")} if reading and number.isdecimal() else {}


def _described(link: Links, archive: str, table: str | None) -> dict[str, Any]:
    """What is said of an archive or of one of its tables, in the visitor's language."""
    datasette = link.datasette
    about = datasette.table_metadata(archive, table) if table else datasette.metadata("databases").get(archive, {})
    described = _spoken(about, link.speech)
    datasette.update_with_inherited_metadata(described)
    return dict(described)


def _csv_of_query(request: Request, link: Links, archive: str) -> str:
    """Of SQL in the address, or of a query that has a name."""
    named = request.url_vars.get("table")
    arguments = {**dict(parse_qsl(request.query_string)), "_dl": "1"}
    return link.page_of(archive, "query.csv", **({"_query": tilde_decode(named)} if named else {}), **arguments)


def _spoken(description: Any, spoken: Speech) -> Any:
    """Metadata with our own texts in the visitor's language; what the user wrote stays as it is."""
    if isinstance(description, dict):
        return {key: _spoken(value, spoken) for key, value in description.items()}
    is_ours = isinstance(description, str) and description in _own_texts()
    return said(description, spoken.language) if is_ours else description


@cache
def _own_texts() -> frozenset[str]:
    """Every text of metadata.yml."""
    found: set[str] = set()
    waiting: list[Any] = [metadata()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, str):
            found.add(value)
    return frozenset(found)


@cache
def _static(name: str) -> str:
    """A file's address, which changes with its content."""
    version = sha256((HERE / "static" / name).read_bytes()).hexdigest()[:8]
    return f"/-/static-plugins/baozhi_archive/{name}?{version}"
