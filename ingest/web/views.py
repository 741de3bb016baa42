"""The site map: every address, the page it shows and the rows behind it.

    /archive/-/place/7   →  places.place, templates/archive/place.html

Start reading at `routes`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import Request, Response
from datasette.utils import tilde_decode
from datasette_search_all import search_all  # type: ignore[import-untyped]

from ingest.web import (
    about,
    articles,
    contributors,
    crawlers,
    feeds,
    figures,
    home,
    issues,
    pages,
    people,
    places,
    reprints,
    search,
    sql,
    together,
)
from ingest.web import help as help_
from ingest.web.archives import archives, of_other_schema
from ingest.web.corrections import correct, history, queue
from ingest.web.pictures import picture
from ingest.web.visit import Page, no_page

if TYPE_CHECKING:
    from datasette.app import Datasette

HOME = Page("home", home.home, documents={"atom": feeds.of_pages})
SEARCH = Page("search", search.page_of_results, search.every_hit, {"atom": feeds.of_search})
ABOUT = Page("about", about.about)
HELP = Page("help", help_.help_page)
OPEN_SEARCH = Page("opensearch", no_page, documents={"xml": crawlers.open_search})
SITEMAPS = Page("sitemap", no_page, documents={"xml": crawlers.index})

OF_ALL_ARCHIVES = {
    "places": Page("places", together.places, together.list_of_places),
    "persons": Page("names", together.persons, together.list_of_persons),
    "organisations": Page("names", together.organisations, together.list_of_organisations),
    "contributors": Page("names", together.contributors, together.list_of_contributors),
    "figures": Page("figures", figures.figures, figures.filtered_figures),
}
"""Pages under /-/, of all archives together."""

OF_AN_ARCHIVE = {
    r"article/(?P<number>\d+)": Page("article", articles.article, articles.figures_of_article, articles.documents()),
    r"article/(?P<number>\d+)/history": Page("history", history),
    r"queue": Page("queue", queue),
    r"page/(?P<number>\d+)": Page("page", pages.page, pages.lines_of_page),
    r"issues": Page("issues", issues.issues, issues.list_of_issues, {"atom": feeds.of_pages}),
    r"issue/(?P<day>\d{1,4}(-\d\d-\d\d)?|unknown)": Page("issue", issues.issue, issues.articles_of_issue),
    r"places": Page("places", places.places, places.list_of_places, {"geojson": places.as_geojson}),
    r"place/(?P<number>\d+)": Page("place", places.place, places.articles_of_place),
    r"contributors": Page("contributors", contributors.contributors, contributors.list_of_contributors),
    r"contributor/(?P<name>[^/]+?)": Page(
        "contributor", contributors.contributor, contributors.articles_of_contributor
    ),
    r"persons": Page("persons", people.persons, people.list_of_persons),
    r"person/(?P<number>\d+)": Page("person", people.person, people.articles_of_person),
    r"organisations": Page("organisations", people.organisations, people.list_of_organisations),
    r"organisation/(?P<number>\d+)": Page("organisation", people.organisation, people.articles_of_organisation),
    r"reprint/(?P<number>\d+)/(?P<other>\d+)": Page("reprint", reprints.reprint),
    r"query": Page("query", no_page, sql.every_row_of_query),
    r"sitemap": Page("sitemap", no_page, documents={"xml": crawlers.sitemap}),
    r"figures": Page("figures", figures.figures, figures.filtered_figures),
}
"""Pages under /ARCHIVE/-/, where Datasette has no tables."""


def address(path: str, page: Page) -> str:
    """The expression that an address of this page matches, in whichever of its forms."""
    formats = "|".join(re.escape(format) for format in page.formats)
    return rf"{path}(\.(?P<format>{formats}))?$"


def routes() -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """Addresses and what answers them, for Datasette."""
    return [
        (r"^/$", _front_page),
        (address("^/-/home", HOME), HOME.answer),
        (address("^/-/search", SEARCH), _search),
        (address("^/-/about", ABOUT), ABOUT.answer),
        (address("^/-/help", HELP), HELP.answer),
        (address("^/-/opensearch", OPEN_SEARCH), OPEN_SEARCH.answer),
        (address("^/-/sitemap", SITEMAPS), SITEMAPS.answer),
        *((address(f"^/-/{path}", page), page.answer) for path, page in OF_ALL_ARCHIVES.items()),
        (r"^/robots\.txt$", crawlers.robots),
        (r"^/(?P<archive>[^/.]+)/articles\.(?P<format>atom)$", _articles_as_atom),
        (r"^/(?P<archive>[^/.]+)/-/correct$", correct),
        (r"^/(?P<archive>[^/.]+)/-/page/(?P<number>\d+)/picture$", picture),
        *((address(rf"^/(?P<archive>[^/.]+)/-/{path}", page), page.answer) for path, page in OF_AN_ARCHIVE.items()),
    ]


async def _front_page(request: Request, datasette: Datasette) -> Response:
    """Ours where an archive is served, Datasette's where none is."""
    if archives(datasette) or of_other_schema(datasette):
        return await HOME.answer(request, datasette)
    from datasette.views.index import IndexView

    request.scope["url_route"] = {"kwargs": {"format": None}}
    return await IndexView(datasette).dispatch_request(request)


async def _articles_as_atom(request: Request, datasette: Datasette) -> Response:
    """Datasette's table of articles as a feed: the search of its archive; of other databases, what Datasette makes."""
    route = tilde_decode(request.url_vars["archive"])
    if all(archive.route != route for archive in archives(datasette)):
        from datasette.views.table import TableView

        kwargs = {"database": request.url_vars["archive"], "table": "articles", "format": "atom"}
        request.scope["url_route"] = {"kwargs": kwargs}
        answer: Response = await TableView(datasette).dispatch_request(request)
        return answer
    if set(request.args) - {"_search", "kind", "_lang"}:
        return Response.text("A feed of articles knows _search and kind only", status=400)
    return await SEARCH.answer(request, datasette)


async def _search(request: Request, datasette: Datasette) -> Response:
    """Ours where an archive is served, that of datasette-search-all where none is."""
    if archives(datasette) or of_other_schema(datasette):
        return await SEARCH.answer(request, datasette)
    response: Response = await search_all(datasette, request)
    return response
