"""The frame around every page of an archive, Datasette's own included: names, links, style and templates.

Other databases keep the pages they had: `concerned` decides by the address.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import Request, Response
from datasette.utils import tilde_decode
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from jinja2 import Environment, FileSystemLoader, PrefixLoader
from markupsafe import Markup

from ingest.metadata import described, said
from ingest.web import tables
from ingest.web.archives import archives, of_other_schema, visible_archives
from ingest.web.chinese import Chinese, Told
from ingest.web.corrections import rights_in
from ingest.web.language import Speech, speech
from ingest.web.links import Links, path_of, static
from ingest.web.metadata import in_language
from ingest.web.untitled import called

if TYPE_CHECKING:
    from datasette.app import Datasette

HERE = Path(__file__).parent
TEMPLATES = str(HERE / "templates")

MOST_NAMED = 6
"""So many archives have their names in the navigation; the front page has them all."""

OVER_ALL_ARCHIVES = (
    *("/", "/-/home", "/-/search", "/-/about", "/-/help", "/-/opensearch", "/-/sitemap"),
    *("/-/places", "/-/persons", "/-/organisations", "/-/contributors", "/-/figures"),
)
"""Pages of ours that stand above the archives."""


def place_templates(env: Environment, datasette: Datasette) -> None:
    """Puts our templates before other plugins' and behind the user's own; `below:` names what they cover."""
    loaders: list[Any] = env.loader.loaders  # type: ignore[union-attr]  # Datasette's ChoiceLoader
    path = loaders[0].searchpath
    if TEMPLATES in path:
        path.remove(TEMPLATES)
    loaders.append(PrefixLoader({"below": FileSystemLoader(list(path))}, delimiter=":"))
    path.insert(1 if datasette.template_dir else 0, TEMPLATES)
    env.add_extension(Chinese)


async def refused(datasette: Datasette, request: Request, exception: Exception) -> Response | None:
    """What cannot be shown, said within our frame and with a way home; None for other databases and for programs."""
    if not isinstance(exception, Base400 | DatasetteError) or re.search(r"\.\w+$", path_of(request)):
        return None
    if not archives(datasette) or _is_of_another(datasette, request):
        return None
    status = getattr(exception, "status", 500)
    title = getattr(exception, "title", None)
    message = exception.message if isinstance(exception, DatasetteError) else exception.args[0]
    is_html = getattr(exception, "message_is_html", False)
    shown = {"status": status, "title": title, "error": Markup(message) if is_html else message, "what": message}
    template = "archive/missing.html" if status == 404 else "error.html"
    html = await datasette.render_template(template, {**shown, "own": status == 404}, request=request)
    return Response.html(html, status=status)


def _is_of_another(datasette: Datasette, request: Request) -> bool:
    """Whether an address is within a database that is no archive."""
    route = tilde_decode(path_of(request).split("/")[1].split(".")[0])
    ours = {archive.route for archive in archives(datasette)}
    return any(one.route == route for one in datasette.databases.values()) and route not in ours


def concerned(datasette: Datasette, request: Request | None) -> tuple[bool, str | None]:
    """Whether an address is one of archives, and the name of the archive it is in."""
    if request is None:
        return False, None
    path = path_of(request)
    route = tilde_decode(path.split("/")[1].split(".")[0]) if "/" in path else ""
    for archive in archives(datasette):
        if archive.route == route:
            return True, archive.name
    others = of_other_schema(datasette)
    if any(other.route == route for other in others) and "/-/" in path:
        return True, None
    over_all = path.split(".")[0] in OVER_ALL_ARCHIVES or is_nowhere(datasette, path)
    return over_all and bool(archives(datasette) or others), None


def is_nowhere(datasette: Datasette, path: str) -> bool:
    """Whether an address is in no database and no page of Datasette's, so that only a page of ours can tell so."""
    start = tilde_decode(path.split("/")[1]) if "/" in path else ""
    return start != "-" and all(start.split(".")[0] != one.route for one in datasette.databases.values())


def stylesheets(datasette: Datasette, request: Request | None) -> list[str]:
    is_ours, _ = concerned(datasette, request)
    return [static("site.css")] if is_ours else []


async def variables(
    datasette: Datasette, request: Request | None, template: str | None, table: str | None
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
        "called": called,
        "told": Told(datasette, archive, spoken),
        "site_title": in_language(datasette.metadata("title") or "", spoken.language),
        "site_description": in_language(datasette.metadata("description") or "", spoken.language),
        "navigation": [
            *_navigation(request, link, archive, await _names(datasette, request)),
            *await _desk(datasette, request, link, archive),
        ],
        "table_descriptions": _table_descriptions(spoken),
        **(tables.on_page(link, archive, table, template or "") if archive else {}),
    }


async def _names(datasette: Datasette, request: Request) -> list[str]:
    """Of the archives that this visitor may see."""
    return [str(one.name) for one in await visible_archives(datasette, request)]


def _navigation(request: Request, link: Links, archive: str | None, names: list[str]) -> list[tuple[str, str, bool]]:
    """(address, label, whether we are there): the lists of the archive we are in, or of the only one.

    With several archives, their names lead from one to the other; outside of all, the lists are those of all.
    """
    say, path = link.speech.say, path_of(request)
    name = archive or (names[0] if len(names) == 1 else None)
    several = names[:MOST_NAMED] if len(names) > 1 else []
    here = _section(path)
    return [
        (link.home(), say("首页", "Home"), path == "/"),
        *((_way_into(link, one), one, False) for one in several if one != name),
        *((address, label, section == here) for section, address, label in _lists(link, name)),
        (link.about(), say("关于", "About"), here == "about"),
    ]


async def _desk(
    datasette: Datasette, request: Request, link: Links, archive: str | None
) -> list[tuple[str, str, bool]]:
    """Where those who may put right find what to look at."""
    if archive is None or not (await rights_in(datasette, request, datasette.get_database(archive))).correct:
        return []
    return [(link.page_of(archive, "queue"), link.speech.say("校订", "Curate"), _section(path_of(request)) == "queue")]


def _way_into(link: Links, archive: str) -> str:
    """Where an archive is entered."""
    return link.issues(archive)


def _lists(link: Links, archive: str | None) -> list[tuple[str, str, str]]:
    """(section, address, label) for the lists of an archive, or of all."""
    say = link.speech.say
    return [
        *([("issue", link.issues(archive), say("期次", "Issues"))] if archive else []),
        ("place", link.places(archive), say("地点", "Places")),
        ("person", link.persons(archive), say("人物", "People")),
        ("organisation", link.organisations(archive), say("单位", "Organisations")),
        ("contributor", link.contributors(archive), say("作者", "Contributors")),
        ("figure", link.figures(archive), say("数字", "Figures")),
        *([("table", link.database(archive), say("数据", "Data"))] if archive else []),
    ]


def _section(path: str) -> str:
    """Which part of the site an address is in: "place" for places and one place, "table" for Datasette's own pages."""
    if path == "/":
        return "home"
    _, ours, page = path.partition("/-/")
    return re.split(r"[/.]", page)[0].rstrip("s") if ours else "table"


def _table_descriptions(spoken: Speech) -> list[tuple[str, str, str]]:
    """(name, title, description) of the tables that are meant to be seen."""
    return [
        (name, said(table["title"], spoken.language), said(table["description"], spoken.language))
        for name, table in described().items()
        if not table.get("hidden")
    ]
