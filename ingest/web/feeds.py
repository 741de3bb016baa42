"""Atom feeds: the newest pages, and whatever a search finds, for those who want to hear of what is new.

    /-/home.atom                         the newest pages of all archives
    /archive/-/issues.atom?paper=聊城日报  those of one archive, or of one paper
    /-/search.atom?q=工会驿站             a search, by day of issue
    /archive/articles.atom?_search=工会驿站  the same of one archive, where Datasette has its JSON and CSV

`published` is the day of the issue, where it is known; what has none is told as of the day the archive was written.
Start reading at `of_pages` and `of_search`.
"""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ingest.web import queries, search
from ingest.web.elements import add
from ingest.web.elements import written as xml
from ingest.web.metadata import in_language
from ingest.web.queries import Row, rows
from ingest.web.untitled import called
from ingest.web.visit import Document, Visit

if TYPE_CHECKING:
    from datasette.database import Database

ATOM = "http://www.w3.org/2005/Atom"

ENTRIES = 50


async def of_pages(visit: Visit) -> Document:
    """The newest pages, each with its headlines."""
    paper = visit.asked("paper")
    entries = []
    for archive in visit.archives:
        sql = queries.NEWEST_PAGES_OF_PAPER if paper else queries.NEWEST_PAGES_TO_TELL
        told = {"paper": paper} if paper else {}
        for page in await rows(archive, sql, size=ENTRIES, **told):
            entries.append(await _of_page(visit, archive, page))
    title = " ".join(filter(None, [paper, visit.speech.say("新版面", "Newest pages")]))
    return _feed(visit, title, entries)


async def of_search(visit: Visit) -> Document:
    """What is found, the newest issue first; all articles where nothing is looked for."""
    entries = [
        _of_article(visit, archive, hit)
        for archive in visit.archives
        for hit in await search.newest_hits(visit, archive, ENTRIES)
    ]
    return _feed(visit, visit.asked("q") or visit.asked("_search") or visit.speech.say("文章", "Articles"), entries)


async def _of_page(visit: Visit, archive: Database, page: Row) -> Row:
    headlines = await rows(archive, queries.HEADLINES_OF_PAGE, id=page["id"])
    heads = [page["publication"] or page["file"], _day(page), page["page_label"]]
    address = visit.links.absolute(visit.links.undirected().page(archive.name, page["id"]))
    text = "\n".join(one["title"] for one in headlines)
    return _entry(archive, page, " ".join(filter(None, heads)), address, text)


def _of_article(visit: Visit, archive: Database, hit: Row) -> Row:
    title = hit["title"] or called(hit["opening"])
    address = visit.links.lasting(archive.name, hit["id"])
    source = " ".join(filter(None, [hit["publication"], _day(hit), hit["page_label"]]))
    return _entry(archive, hit, title, address, f"{source}\n{hit['opening']}")


def _entry(archive: Database, printed: Row, title: str, address: str, text: str) -> Row:
    day = printed["issue_date"]
    return {
        "title": title,
        "address": address,
        "text": text,
        "order": _day(printed),
        "published": f"{day}T00:00:00Z" if day else None,
        "updated": f"{day}T00:00:00Z" if day else written(archive),
    }


def written(archive: Database) -> str:
    """When the archive's file was last written to."""
    moment = datetime.fromtimestamp(Path(archive.path).stat().st_mtime, timezone.utc)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(printed: Row) -> str:
    return str(printed["issue_date"] or printed["year"] or "")


def _feed(visit: Visit, title: str, entries: list[Row]) -> Document:
    """The newest entries of all archives, as Atom (RFC 4287)."""
    address = visit.links.absolute(visit.links.canonical())
    feed = ElementTree.Element("feed", {"xmlns": ATOM})
    site = in_language(visit.datasette.metadata("title") or "", visit.speech.language)
    add(feed, "title", f"{title} · {site}")
    add(feed, "id", address)
    add(feed, "link", rel="self", type="application/atom+xml", href=address)
    add(feed, "link", rel="alternate", type="text/html", href=_page_of(address))
    add(feed, "updated", max([written(archive) for archive in visit.archives], default="1970-01-01T00:00:00Z"))
    author = add(feed, "author")
    add(author, "name", site)
    for entry in sorted(entries, key=lambda entry: str(entry["order"]), reverse=True)[:ENTRIES]:
        _add_entry(feed, entry)
    return Document(xml(feed), "application/atom+xml")


def _page_of(address: str) -> str:
    """The page that a feed is of."""
    path, asked, arguments = address.partition("?")
    return (path.removesuffix("-/home.atom") if path.endswith("/-/home.atom") else path.removesuffix(".atom")) + (
        asked + arguments
    )


def _add_entry(feed: ElementTree.Element, entry: Row) -> None:
    element = add(feed, "entry")
    add(element, "title", entry["title"])
    add(element, "id", entry["address"])
    add(element, "link", rel="alternate", type="text/html", href=entry["address"])
    add(element, "updated", entry["updated"])
    if entry["published"]:
        add(element, "published", entry["published"])
    add(element, "summary", entry["text"])
