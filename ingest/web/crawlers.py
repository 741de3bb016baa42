"""What programs ask of a site before they read it: OpenSearch for browsers, robots.txt and sitemaps for crawlers.

    /-/opensearch.xml        browsers search the archives from their address line
    /robots.txt              forbids crawlers everything, newspapers having their rights, unless the operator allows it
    /-/sitemap.xml           where it is allowed: the sitemaps of the archives
    /archive/-/sitemap.xml   an archive's issues and articles; ?page=2 goes on

It is allowed in metadata: plugins: baozhi_archive: {crawlers: true}. Start reading at `robots`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree

from datasette import NotFound, Request, Response

from ingest.web import queries
from ingest.web.archives import archives, of_other_schema
from ingest.web.elements import add, written
from ingest.web.memory import remembered
from ingest.web.metadata import in_language
from ingest.web.queries import count, rows
from ingest.web.visit import Document, Visit, visit_of

if TYPE_CHECKING:
    from datasette.app import Datasette

OPEN_SEARCH = "http://a9.com/-/spec/opensearch/1.1/"

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"

MOST_ADDRESSES = 40_000
"""Articles in one sitemap; the standard allows 50,000 addresses (https://www.sitemaps.org/protocol.html)."""

FORBIDDEN = "User-agent: *\nDisallow: /\n"

ALLOWED = """User-agent: *
Disallow: {home}-/search
Disallow: {home}*sql=
Disallow: {home}*_facet
Sitemap: {sitemap}
"""


async def robots(request: Request, datasette: Datasette) -> Response:
    """What crawlers may read, said to everyone; not found where no archive is served."""
    if not archives(datasette) and not of_other_schema(datasette):
        return Response.text("Not found", status=404)
    if not _allowed(datasette):
        return Response.text(FORBIDDEN)
    links = (await visit_of(request, datasette)).links.undirected()
    told = ALLOWED.format(home=links.home(), sitemap=links.absolute(links.sitemap()))
    return Response.text(told)


async def open_search(visit: Visit) -> Document:
    """How browsers ask our search (https://github.com/dewitt/opensearch)."""
    links, say = visit.links, visit.speech.say
    title = in_language(visit.datasette.metadata("title") or "", visit.speech.language)
    root = ElementTree.Element("OpenSearchDescription", {"xmlns": OPEN_SEARCH})
    add(root, "ShortName", title[:16])
    add(root, "Description", say("检索报纸文章", "Search the newspaper articles"))
    add(root, "InputEncoding", "UTF-8")
    add(root, "Image", links.absolute(links.static("favicon.svg")), type="image/svg+xml")
    for form, extension in (("text/html", ""), ("application/atom+xml", ".atom")):
        add(root, "Url", type=form, method="get", template=links.absolute(links.search_template(extension)))
    return Document(written(root), "application/opensearchdescription+xml")


async def index(visit: Visit) -> Document:
    """The sitemaps of the archives. Raises NotFound where crawlers are not allowed."""
    _refuse_unless_allowed(visit)
    links = visit.links.undirected()
    root = ElementTree.Element("sitemapindex", {"xmlns": SITEMAP})
    for archive in visit.archives:
        articles = await count(archive, "select count(*) from articles")
        for page in range(1, -(-articles // MOST_ADDRESSES) + 1):
            add(add(root, "sitemap"), "loc", links.absolute(links.sitemap(archive.name, page if page > 1 else None)))
    return Document(written(root), "application/xml")


async def sitemap(visit: Visit) -> Document:
    """One part of an archive: its articles, and with the first of them its issues."""
    _refuse_unless_allowed(visit)
    archive, links = visit.archive, visit.links.undirected()
    part = {"size": MOST_ADDRESSES, "start": (visit.page - 1) * MOST_ADDRESSES}
    articles = await rows(archive, queries.NUMBERS_OF_ARTICLES, **part)
    if not articles and visit.page > 1:
        raise NotFound(f"No part {visit.page}")
    issues = await remembered(archive, queries.ISSUES) if visit.page == 1 else []
    days = sorted({one["day"] for one in issues})
    lists = [links.issues(archive.name), *(links.issue(archive.name, day) for day in days)] if visit.page == 1 else []
    root = ElementTree.Element("urlset", {"xmlns": SITEMAP})
    for address in [*lists, *(links.article(archive.name, one["id"]) for one in articles)]:
        add(add(root, "url"), "loc", links.absolute(address))
    return Document(written(root), "application/xml")


def _allowed(datasette: Datasette) -> bool:
    return (datasette.plugin_config("baozhi_archive") or {}).get("crawlers") is True


def _refuse_unless_allowed(visit: Visit) -> None:
    if not _allowed(visit.datasette):
        raise NotFound("No sitemap: crawlers are not allowed here")
