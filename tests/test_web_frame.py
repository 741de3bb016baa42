"""The site among others: any file name, several archives, strangers, the user's own metadata and templates."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from urllib.parse import quote, urlencode

import pytest

from ingest.metadata import metadata
from ingest.storage.archive import Archive
from tests.site import HARM, Html, archive_at, served


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return archive_at(tmp_path_factory.mktemp("frame") / "papers.db")


@pytest.fixture
def stranger(tmp_path):
    """Someone's database with tables of our names."""
    path = tmp_path / "stranger.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript("""
            create table articles (id integer primary key, title text, body text);
            insert into articles values (1, 'A stranger''s title', 'words here');
            create virtual table articles_fts using fts5 (title, body, content="articles");
            insert into articles_fts (articles_fts) values ('rebuild');
        """)
    return path


async def page(datasette, path, **headers):
    answer = await datasette.client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.text


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["my.db", "报纸 2025.db", "a.b-c.sqlite", "search.db", "fixtures_data.db"])
async def test_an_archive_may_have_any_name(tmp_path, archive, name):
    path = tmp_path / name
    path.write_bytes(archive.read_bytes())
    datasette = served(path)
    html = Html(await page(datasette, "/"))
    addresses = [address for address in html.all("a", "href") if "/-/article/" in address]
    assert addresses
    for address in [*addresses, *(address for address in html.all("a", "href") if "/-/figures" in address)]:
        await page(datasette, address)


@pytest.mark.asyncio
async def test_plain_datasette_shows_titles_and_descriptions(archive):
    datasette = served(archive)
    assert "从版面中读出的文章和图片报道" in await page(datasette, "/papers/articles")
    assert "Articles and photo items" in await page(datasette, "/papers/articles?_lang=en")
    database = await page(datasette, "/papers")
    assert "一件事物的历年数字" in database and "从版面中读出的文章" in database
    assert len((await datasette.client.get("/papers/articles.json?_shape=array&_search=工会驿站")).json()) == 3
    rows = (await datasette.client.get("/papers/figures_of_subject.json?_shape=array&subject=工会驿站")).json()
    assert [row["value"] for row in rows] == [373, 179]


@pytest.mark.asyncio
async def test_tables_lead_to_the_reading_pages(archive):
    datasette = served(archive)
    assert "/papers/-/article/1" in Html(await page(datasette, "/papers/articles")).all("a", "href")
    assert "/papers/-/article/1" in Html(await page(datasette, "/papers/articles/1")).all("a", "href")
    assert "/papers/-/page/1" in Html(await page(datasette, "/papers/pages/1")).all("a", "href")
    assert "/papers/-/place/1" in Html(await page(datasette, "/papers/places/1")).all("a", "href")
    query = "/papers?sql=select+id+as+article_id,+title+from+articles"
    assert "/papers/-/article/1" in Html(await page(datasette, query)).all("a", "href")


@pytest.mark.asyncio
async def test_an_article_found_in_a_table_has_the_words_marked(archive):
    datasette = served(archive)
    links = Html(await page(datasette, "/papers/articles?_search=工会驿站")).all("a", "href")
    (found,) = [link for link in links if link.startswith("/papers/-/article/1?")]
    assert "工会驿站" in re.findall("<mark>(.*?)</mark>", await page(datasette, found))
    harm = Html(await page(datasette, f"/papers/articles?_search={quote(HARM)}")).all("a", "href")
    assert f"/papers/-/article/4?{urlencode({'q': HARM})}" in harm


@pytest.mark.asyncio
async def test_home_and_search_cover_all_archives(tmp_path, archive):
    other = archive_at(tmp_path / "y2026.db")
    datasette = served(archive, other)
    assert [one["name"] for one in (await datasette.client.get("/-/home.json")).json()["archives"]] == [
        "papers",
        "y2026",
    ]
    found = (await datasette.client.get("/-/search.json?q=工会驿站")).json()
    assert found["total"] == 6
    assert sorted((hit["archive"], hit["id"]) for hit in found["hits"]) == [
        (name, number) for name in ("papers", "y2026") for number in (1, 2, 4)
    ]
    by_date = (await datasette.client.get("/-/search.json?q=工会驿站&sort=date")).json()["hits"]
    assert [hit["day"] for hit in by_date] == sorted((hit["day"] for hit in by_date), reverse=True)
    assert {"value": 2025, "count": 2} in found["facets"]["year"]
    addresses = Html(await page(datasette, "/-/search?q=工会驿站")).all("a", "href")
    assert any(address.startswith("/y2026/-/article/1?hit=") for address in addresses)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path, here", [("/", "首页"), ("/papers/-/place/2", "地点"), ("/papers/articles", "数据"), ("/-/about", "关于")]
)
async def test_the_navigation_tells_where_we_are_once(archive, path, here):
    html = await page(served(archive), path)
    assert re.findall(r'aria-current="page">([^<]*)', html) == [here]


@pytest.mark.asyncio
async def test_several_archives_lead_to_each_other(tmp_path, archive):
    datasette = served(archive, archive_at(tmp_path / "y2026.db"))
    home = Html(await page(datasette, "/"))
    assert {"papers", "y2026"} <= {text for _, text in home.texts}
    inside = await page(datasette, "/y2026/-/places")
    navigation = Html(inside[inside.index("<nav") : inside.index("</nav>")])
    addresses = navigation.all("a", "href")
    assert "/y2026/-/figures" in addresses and "papers" in navigation.text
    assert any(address.startswith("/papers/") for address in addresses)


@pytest.mark.asyncio
async def test_an_archive_that_may_not_be_seen_is_not_named(tmp_path, archive):
    paths = [archive, archive_at(tmp_path / "y2026.db"), archive_at(tmp_path / "hidden.db")]
    datasette = served(*paths, metadata={"databases": {"hidden": {"allow": False}}})
    assert "hidden.db" not in await page(datasette, "/") and ">hidden<" not in await page(datasette, "/")


@pytest.mark.asyncio
async def test_strangers_are_left_alone(stranger):
    datasette = served(stranger)
    for path in ("/", "/stranger", "/stranger/articles", "/stranger/articles/1", "/-/search?q=words"):
        html = await page(datasette, path)
        assert "baozhi" not in html and "报纸档案" not in html
        assert Html(html).all("html", "lang") == []
    assert "datasette" in (await page(datasette, "/")).lower()
    assert len((await datasette.client.get("/stranger/articles.json?_shape=array&_search=title")).json()) == 1
    assert datasette.metadata() == {}
    plain = (await datasette.client.get("/stranger/articles.csv?_dl=1")).content
    assert not plain.startswith(b"\xef\xbb\xbf")


@pytest.mark.asyncio
async def test_strangers_beside_an_archive_are_left_alone(archive, stranger):
    datasette = served(archive, stranger)
    assert "/stranger" in Html(await page(datasette, "/")).all("a", "href")
    for path in ("/stranger", "/stranger/articles", "/stranger/articles/1"):
        html = await page(datasette, path)
        assert "site.css" not in html and "introduction" not in html
    assert (await datasette.client.get("/stranger/-/places")).status_code == 404
    assert (await datasette.client.get("/stranger/articles.csv?_dl=1")).content[:3] != b"\xef\xbb\xbf"
    search = Html(await page(datasette, "/-/search?q=title"))
    assert "/stranger/articles?_search=title" in search.all("a", "href")


@pytest.mark.asyncio
async def test_the_users_metadata_wins(archive):
    own = {
        "title": "我的 / 档案",
        "databases": {"papers": {"tables": {"articles": {"title": "稿件", "sort_desc": "id", "facets": ["date"]}}}},
    }
    datasette = served(archive, metadata=own)
    assert "<h1>我的 / 档案</h1>" in await page(datasette, "/")
    table = await page(datasette, "/papers/articles")
    assert "稿件" in table and "从版面中读出的文章" in table
    assert Html(await page(datasette, "/papers/articles?_lang=en")).text.count("稿件")


@pytest.mark.asyncio
async def test_the_users_templates_win(tmp_path, archive):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "article.html").write_text("mine: {{ article.title }}", "utf-8")
    (tmp_path / "base.html").write_text("framed {% block content %}{% endblock %}", "utf-8")
    datasette = served(archive, template_dir=str(tmp_path))
    assert await page(datasette, "/papers/-/article/1") == "mine: 实干担当"
    assert (await page(datasette, "/papers/-/places")).startswith("framed")


@pytest.mark.asyncio
async def test_a_base_url_stands_before_every_address(archive):
    datasette = served(archive, settings={"base_url": "/x/"})
    for path in ("/", "/-/search?q=工会驿站", "/papers/-/article/1", "/papers/-/places", "/papers/-/figures"):
        html = Html(await page(datasette, path))
        inner = [address for address in html.all("a", "href") if address.startswith("/")]
        assert inner and all(address.startswith("/x/") and not address.startswith("/x/x/") for address in inner)
        assert all(address.startswith("/x/") for address in html.all("link", "href"))
    download = await datasette.client.get("/papers/articles.csv?_dl=1")
    assert download.content.startswith(b"\xef\xbb\xbf")


@pytest.mark.asyncio
@pytest.mark.parametrize("private", [{"allow": False}, {"tables": {"bylines": {"allow": False}}}])
async def test_what_may_not_be_seen_is_not_shown(archive, private):
    datasette = served(archive, metadata={"databases": {"papers": private}})
    assert (await datasette.client.get("/papers/-/article/1")).status_code == 403
    assert (await datasette.client.get("/papers/-/article/1.json")).status_code == 403
    assert (await datasette.client.get("/-/search.json?q=工会")).json()["total"] == 0
    assert (await datasette.client.get("/-/home.json")).json()["archives"] == []


@pytest.mark.asyncio
async def test_what_the_archive_gains_is_seen_at_once(tmp_path):
    path = archive_at(tmp_path / "growing.db")
    datasette = served(path)
    assert (await datasette.client.get("/-/home.json")).json()["archives"][0]["counts"]["articles"] == 4
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("delete from figures")
        db.execute("delete from articles where id = 4")
    assert (await datasette.client.get("/-/home.json")).json()["archives"][0]["counts"]["articles"] == 3


@pytest.mark.asyncio
async def test_what_takes_too_long_is_said_so(archive):
    datasette = served(archive, settings={"sql_time_limit_ms": 300})
    slow = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) as articles from n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.web.queries.COUNT_OF_CONTRIBUTOR", slow)
        answer = await datasette.client.get("/papers/-/contributor/王小明")
        assert (answer.status_code, "超出时限" in answer.text) == (503, True)
        assert (await datasette.client.get("/papers/-/contributor/王小明.json")).json()["ok"] is False
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"
    assert (await datasette.client.get(f"/papers/-/query.csv?sql={quote(endless)}&_dl=1")).status_code == 503


@pytest.mark.asyncio
async def test_the_same_product_with_or_without_metadata_in_hand(archive):
    in_hand = served(archive, metadata=metadata())
    alone = served(archive)
    for path in ("/", "/papers/articles", "/papers/figures_in_context", "/papers/-/article/1"):
        pages = [
            re.sub(r"Queries took [\d.]+ms|查询用时 [\d.]+", "", await page(datasette, path))
            for datasette in (in_hand, alone)
        ]
        assert pages[0] == pages[1]


@pytest.mark.asyncio
async def test_an_empty_archive_has_its_pages(tmp_path):
    with Archive(tmp_path / "empty.db"):
        pass
    datasette = served(tmp_path / "empty.db")
    for path in ("/", "/-/search?q=工会", "/-/search?year=2025", "/-/about"):
        await page(datasette, path)
    for path in ("places", "contributors", "figures", "figures?subject=工会"):
        await page(datasette, f"/empty/-/{path}")
    assert (await datasette.client.get("/empty/-/page/1")).status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/", "/-/search?q=工会", "/papers/-/article/1", "/papers/-/article/99"])
async def test_our_pages_let_nothing_run_that_is_not_ours(archive, path):
    headers = (await served(archive).client.get(path)).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self';")
    assert headers["x-content-type-options"] == "nosniff"
    own = {"plugins": {"baozhi_archive": {"content_security_policy": "default-src 'self'"}}}
    headers = (await served(archive, metadata=own).client.get(path)).headers
    assert headers["content-security-policy"] == "default-src 'self'"


@pytest.mark.asyncio
async def test_readers_wait_while_a_page_is_written(archive):
    database = served(archive).get_database("papers")
    waits = await database.execute_fn(lambda conn: conn.execute("pragma busy_timeout").fetchone()[0])
    assert waits > 5_000  # the five seconds of sqlite3, within which a busy machine may not have written it


@pytest.mark.asyncio
@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000])
async def test_a_number_of_any_length_is_a_page_that_is_not_there(archive, number):
    answer = await served(archive).client.get(f"/papers/-/article/{number}")
    assert answer.status_code == 404
