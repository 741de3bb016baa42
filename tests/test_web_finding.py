"""What helps to find: help with examples from the archive, former names, OpenSearch, robots.txt, sitemaps."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from ingest.web.renames import renamed
from tests.site import Html, archive_at, served

OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALLOWED = {"plugins": {"baozhi_archive": {"crawlers": True}}}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return archive_at(tmp_path_factory.mktemp("finding") / "papers.db")


@pytest.fixture(scope="module")
def site(archive):
    return served(archive)


async def text(site, path):
    answer = await site.client.get(path)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/-/search", "/-/search?q=没有这样的词", "/papers/-/places", "/papers/articles"])
async def test_help_is_one_click_from_the_box(site, path):
    assert "/-/help" in Html(await text(site, path)).all("a", "href")


@pytest.mark.asyncio
async def test_examples_come_from_the_archive_and_find_what_they_say(site):
    examples = (await site.client.get("/-/help.json")).json()["examples"]
    assert examples[0]["query"] == "工会驿站" and len(examples) > 5
    for one in examples:
        found = (await site.client.get("/-/search.json", params={"q": one["query"]})).json()
        assert found["total"] == one["hits"]
    assert examples[0]["hits"] == 3


@pytest.mark.asyncio
async def test_an_empty_archive_has_examples_too(tmp_path):
    from ingest.storage.archive import Archive

    Archive(tmp_path / "empty.db").db.close()
    examples = (await served(tmp_path / "empty.db").client.get("/-/help.json")).json()["examples"]
    assert all(one["hits"] == 0 and "{" not in one["query"] for one in examples)


@pytest.mark.parametrize(
    "name, names",
    [
        ("茌平县", {("茌平县", "茌平区", "2019")}),
        ("茌平區", {("茌平县", "茌平区", "2019")}),
        ("聊城市", set()),
        ("", set()),
    ],
)
def test_former_names(name, names):
    assert {(one.old, one.name, one.year) for one in renamed(name)} >= names
    assert bool(renamed(name)) == bool(names)


@pytest.mark.asyncio
@pytest.mark.parametrize("q, told", [("茌平县", 1), ("茌平区", 1), ("“茌平縣”", 1), ("聊城市", 0), ("茌平县 工会", 0)])
async def test_a_former_name_is_offered_not_searched_for(site, q, told):
    found = (await site.client.get("/-/search.json", params={"q": q})).json()
    offered = [place for one in found["named"] for place in one["renamed"]]
    assert [(place["old"], place["name"]) for place in offered] == [("茌平县", "茌平区")] * told
    assert not told or q == "茌平区" or found["total"] == 0
    html = Html((await site.client.get("/-/search", params={"q": q})).text)
    assert (f"/papers/-/place/{offered[0]['id']}" in html.all("a", "href")) if told else "今为" not in html.text


@pytest.mark.asyncio
@pytest.mark.parametrize("base", ["", "/x"])
async def test_browsers_learn_to_search(archive, base):
    site = served(archive, settings={"base_url": f"{base}/"})
    links = [tag for name, tag in Html(await text(site, "/papers/articles")).tags if name == "link"]
    (told,) = [tag["href"] for tag in links if tag.get("rel") == "search"]
    root = ElementTree.fromstring(await text(site, told.removeprefix(base)))
    assert root.tag == f"{OPEN_SEARCH}OpenSearchDescription" and root.find(f"{OPEN_SEARCH}ShortName").text
    templates = {one.get("type"): one.get("template") for one in root.iter(f"{OPEN_SEARCH}Url")}
    assert templates["text/html"] == f"http://localhost{base}/-/search?q={{searchTerms}}"
    assert templates["application/atom+xml"] == f"http://localhost{base}/-/search.atom?q={{searchTerms}}"


@pytest.mark.asyncio
async def test_crawlers_are_refused_unless_the_operator_allows_them(site):
    assert await text(site, "/robots.txt") == "User-agent: *\nDisallow: /\n"
    for path in ("/-/sitemap.xml", "/papers/-/sitemap.xml"):
        assert (await site.client.get(path)).status_code == 404


@pytest.mark.asyncio
async def test_crawlers_find_every_issue_and_article_where_they_are_allowed(archive, monkeypatch):
    site = served(archive, metadata=ALLOWED)
    told = await text(site, "/robots.txt")
    assert "Disallow: /\n" not in told and "Sitemap: http://localhost/-/sitemap.xml" in told
    monkeypatch.setattr("ingest.web.crawlers.MOST_ADDRESSES", 3)
    index = ElementTree.fromstring(await text(site, "/-/sitemap.xml"))
    parts = [one.text for one in index.iter(f"{SITEMAP}loc")]
    assert parts == ["http://localhost/papers/-/sitemap.xml", "http://localhost/papers/-/sitemap.xml?page=2"]
    addresses = [
        one.text.removeprefix("http://localhost")
        for part in parts
        for one in ElementTree.fromstring(await text(site, part.removeprefix("http://localhost"))).iter(f"{SITEMAP}loc")
    ]
    assert [one for one in addresses if "/article/" in one] == [f"/papers/-/article/{number}" for number in range(1, 5)]
    assert {"/papers/-/issues", "/papers/-/issue/2025"} <= set(addresses) and len(addresses) == len(set(addresses))
    for address in addresses:
        await text(site, address)
    assert (await site.client.get("/papers/-/sitemap.xml?page=3")).status_code == 404


@pytest.mark.asyncio
async def test_where_no_archive_is_served_nothing_is_said(tmp_path):
    site = served(memory=True)
    assert (await site.client.get("/robots.txt")).status_code == 404
