"""Atom feeds, and Datasette's table pages with their rows first."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from ingest.model import Known
from ingest.storage.archive import Archive
from tests.factories import read_article, reading
from tests.site import HARM, Html, archive_at, served

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = archive_at(tmp_path_factory.mktemp("feeds") / "papers.db")
    with Archive(path) as archive:
        new = read_article(title="驿站\u0001添新", paragraphs=("新建工会驿站五处。",))
        page = reading(new, file="new.txt", text="new", publication="运河日报", issue_date="2026-02-03", year=2026)
        archive.add(page, Known("new.txt"))
    return path


async def feed(datasette, path):
    answer = await datasette.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.text)


def told(feed, tag):
    return [entry.findtext(ATOM + tag) for entry in feed.iter(f"{ATOM}entry")]


@pytest.mark.asyncio
async def test_newest_pages_come_first_with_their_headlines(archive):
    home = await feed(served(archive), "/-/home.atom")
    assert told(home, "title")[0] == "运河日报 2026-02-03"
    assert told(home, "summary")[0] == "驿站添新"
    assert told(home, "published") == ["2026-02-03T00:00:00Z", None, None, None]
    assert told(home, "id")[0] == "http://localhost/papers/-/page/4"


@pytest.mark.asyncio
async def test_a_paper_has_its_feed(archive):
    assert len(told(await feed(served(archive), "/papers/-/issues.atom?paper=运河日报"), "id")) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path, articles",
    [
        ("/-/search.atom?q=工会驿站", [5, 2, 1, 4]),
        ("/-/search.atom?q=工会驿站&year=2025", [1]),
        ("/-/search.atom?q=没有这样的词", []),
        ("/-/search.atom", [5, 2, 3, 1, 4]),
        ("/papers/articles.atom?_search=工会驿站", [5, 2, 1, 4]),
        ("/papers/articles.atom?kind=photo", [3]),
    ],
)
async def test_a_search_has_its_feed(archive, path, articles):
    found = await feed(served(archive), path)
    assert sorted(told(found, "id")) == sorted(f"http://localhost/papers/-/article/{number}" for number in articles)
    assert told(found, "id")[:1] == [f"http://localhost/papers/-/article/{number}" for number in articles[:1]]


@pytest.mark.asyncio
async def test_a_feed_does_not_pass_over_what_it_cannot_filter_by(archive):
    assert (await served(archive).client.get("/papers/articles.atom?position=1")).status_code == 400


@pytest.mark.asyncio
async def test_every_entry_has_what_atom_asks_for(archive):
    for path in ("/-/home.atom", f"/-/search.atom?q={quote(HARM)}", "/-/search.atom?_lang=en", "/papers/-/issues.atom"):
        found = await feed(served(archive), path)
        assert all(found.findtext(ATOM + tag) for tag in ("title", "id", "updated"))
        for entry in found.iter(f"{ATOM}entry"):
            assert all(entry.findtext(ATOM + tag) for tag in ("title", "id"))
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated"))


@pytest.mark.asyncio
async def test_a_feed_leads_to_its_page(archive):
    datasette = served(archive)
    for path, page in (("/-/home.atom", "/"), ("/-/search.atom?q=a.atom", "/-/search?q=a.atom")):
        found = await feed(datasette, path)
        (address,) = [link.get("href") for link in found.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert address == f"http://localhost{page}"


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/-/search?q=工会", "/papers/-/issues"])
async def test_pages_name_their_feed(archive, path):
    datasette = served(archive)
    html = Html((await datasette.client.get(path)).text)
    (address,) = [tag["href"] for _, tag in html.tags if tag.get("type") == "application/atom+xml"]
    await feed(datasette, address)


@pytest.mark.asyncio
async def test_strangers_articles_keep_the_answer_they_had(tmp_path, archive):
    with closing(sqlite3.connect(tmp_path / "stranger.db")) as db, db:
        db.execute("create table articles (id integer primary key, title text)")
    alone = await served(tmp_path / "stranger.db").client.get("/stranger/articles.atom")
    beside = await served(archive, tmp_path / "stranger.db").client.get("/stranger/articles.atom")
    assert alone.status_code == beside.status_code
    assert alone.headers["content-type"] == beside.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.asyncio
@pytest.mark.parametrize("table", ["articles", "pages", "places", "figures_in_context"])
async def test_what_columns_hold_is_folded_away_and_not_said_twice(archive, table):
    html = (await served(archive).client.get(f"/papers/{table}?_lang=en")).text
    assert html.count('<dl class="column-descriptions">') == 1
    assert html.index('<details class="told">') < html.index('<dl class="column-descriptions">')


@pytest.mark.asyncio
async def test_facets_are_folded_away_until_one_is_asked_for(archive):
    datasette = served(archive)
    folded = (await datasette.client.get("/papers/articles")).text
    assert re.search(r'<details class="told">.{0,200}</summary>\s*<div class="facet-results">', folded, re.S)
    asked = (await datasette.client.get("/papers/articles?_facet=kind")).text
    assert re.search(r'<details class="told" open>.{0,200}</summary>\s*<div class="facet-results">', asked, re.S)


@pytest.mark.asyncio
async def test_facets_of_strangers_stay_as_they_were(tmp_path, archive):
    with closing(sqlite3.connect(tmp_path / "stranger.db")) as db, db:
        db.execute("create table things (kind text)")
        db.executemany("insert into things values (?)", [("a",), ("a",), ("b",)])
    html = (await served(archive, tmp_path / "stranger.db").client.get("/stranger/things?_facet=kind")).text
    assert '<div class="facet-results">' in html and 'class="told"' not in html
