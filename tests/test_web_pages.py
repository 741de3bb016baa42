"""The site's pages: what they show, as HTML and as JSON, in both languages, whatever the newspapers print."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
import pytest_asyncio

from tests.site import CAPTION, FIRST, HARM, Html, archive_at, han, served

PAGES = {
    "home": "/",
    "search": "/-/search?q=工会驿站",
    "search for nothing": "/-/search",
    "search without hits": "/-/search?q=没有这样的词",
    "filtered": "/-/search?publication=聊城日报&year=2025&kind=article&place=山东省/聊城市/茌平区",
    "searched by date": "/-/search?q=工会&sort=date",
    "search for harm": f"/-/search?q={quote(HARM)}",
    "about": "/-/about",
    "article": "/papers/-/article/1",
    "harmful article": "/papers/-/article/4",
    "untitled article": "/papers/-/article/3",
    "page": "/papers/-/page/1",
    "harmful page": "/papers/-/page/3",
    "issues": "/papers/-/issues",
    "issues of a paper": "/papers/-/issues?paper=聊城日报&year=2025",
    "issue": "/papers/-/issue/2025?paper=聊城日报",
    "day of all papers": "/papers/-/issue/2024",
    "places": "/papers/-/places",
    "place": "/papers/-/place/2",
    "place without those in it": "/papers/-/place/2?within=0",
    "contributors": "/papers/-/contributors",
    "contributors by name": "/papers/-/contributors?name=王",
    "contributor": "/papers/-/contributor/王小明",
    "harmful contributor": f"/papers/-/contributor/{quote(HARM, safe='')}",
    "people": "/papers/-/persons",
    "people by name": "/papers/-/persons?name=贾",
    "person": "/papers/-/person/1",
    "harmful person": "/papers/-/person/2",
    "organisations": "/papers/-/organisations",
    "organisation": "/papers/-/organisation/1",
    "harmful organisation": "/papers/-/organisation/2",
    "figures": "/papers/-/figures",
    "figures of a subject": "/papers/-/figures?subject=工会驿站",
    "figures of harm": f"/papers/-/figures?subject={quote(HARM)}&unit={quote(HARM)}&period={quote(HARM)}",
    "missing": "/papers/-/article/99",
}
DATASETTE = ("/papers", "/papers/articles", "/papers/articles/4", "/papers/pages", "/papers/figures", "/papers/bylines")

each_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return served(archive_at(tmp_path_factory.mktemp("site") / "papers.db"))


@pytest_asyncio.fixture
async def get(site):
    async def got(path, **headers):
        return await site.client.get(path, headers=headers)

    return got


@pytest.mark.asyncio
@pytest.mark.parametrize("language, tag", [("zh", "zh-Hans"), ("en", "en")])
@each_page
async def test_every_page_is_drawn_in_both_languages(get, path, language, tag):
    answer = await get(path, **{"accept-language": language})
    assert answer.status_code == (404 if path == PAGES["missing"] else 200)
    html = Html(answer.text)
    assert html.all("html", "lang") == [tag]
    assert html.all("main", "id") == ["content"]


@pytest.mark.asyncio
@each_page
async def test_english_pages_say_nothing_in_chinese_but_what_the_papers_print(get, path):
    answer = await get(path, **{"accept-language": "en"})
    titles_aside = re.sub("<title>.*?</title>", "", answer.text, flags=re.S)
    assert [text for language, text in Html(titles_aside).texts if language == "en" and han(text)] == []


@pytest.mark.asyncio
@each_page
async def test_chinese_pages_say_nothing_in_english(get, path):
    answer = await get(path, **{"accept-language": "zh-CN"})
    known = re.compile(
        r"JSON|CSV|SQL|English|GB/T|WGS84|OR|NOT|title:|byline:|Datasette|papers|©|°|script|alert|No \w+ \d+"
    )
    texts = [known.sub("", text) for language, text in Html(answer.text).texts if language == "zh-Hans"]
    words = [text for text in texts if re.search("[A-Za-z]{4}", text) and not han(text)]
    assert words == [] or path in (PAGES["about"], PAGES["page"], PAGES["harmful page"])


@pytest.mark.asyncio
@pytest.mark.parametrize("path", [*PAGES.values(), *DATASETTE])
async def test_what_a_paper_prints_stays_text(get, path):
    answer = await get(path)
    assert "<script>alert" not in answer.text
    assert "<b>村" not in answer.text


@pytest.mark.asyncio
@each_page
async def test_nothing_inline_and_nothing_from_elsewhere(get, path):
    """A strict Content-Security-Policy (default-src 'self') has nothing to refuse."""
    html = Html((await get(path)).text)
    for tag, attributes in html.tags:
        assert tag != "style"
        assert tag != "script" or attributes["src"]
        assert not {"style", "srcdoc"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    for address in [*html.all("link", "href"), *html.all("script", "src"), *html.all("img", "src")]:
        assert address.startswith("/") and not address.startswith("//")


@pytest.mark.asyncio
@pytest.mark.parametrize("path", [path for name, path in PAGES.items() if name != "missing"])
async def test_every_page_has_its_json(get, path):
    page = Html((await get(path)).text)
    (address,) = [tag["href"] for name, tag in page.tags if name == "link" and tag.get("type") == "application/json"]
    assert isinstance((await get(address)).json(), dict)


@pytest.mark.asyncio
async def test_missing_things_are_missed_politely(get):
    for path in ("article/99", "page/99", "place/99", "contributor/nobody", f"article/{10**30}"):
        assert (await get(f"/papers/-/{path}")).status_code == 404
        answer = await get(f"/papers/-/{path}.json")
        assert (answer.status_code, answer.json()["ok"]) == (404, False)
    assert (await get("/nowhere/-/article/1")).status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("page", ["0", "-1", "abc", "999999999999", "２", "1e3", "\x00"])
async def test_any_number_of_a_page_will_do(get, page):
    for path in ("/-/search?q=工会&", "/papers/-/contributors?", "/papers/-/figures?", "/papers/-/place/1?"):
        assert (await get(f"{path}page={quote(page)}")).status_code == 200


@pytest.mark.asyncio
@pytest.mark.parametrize("q", ['"', "*", "NOT", "-", "(", "标题:", "\x00", "a" * 5000, "' or 1=1 --", "%", "😀"])
async def test_any_query_will_do(get, q):
    for path in ("/-/search?q=", "/papers/-/figures?subject=", "/papers/-/contributors?name="):
        assert (await get(path + quote(q))).status_code == 200


@pytest.mark.asyncio
async def test_home_tells_what_the_archive_holds(get):
    archive = (await get("/-/home.json")).json()["archives"][0]
    assert archive["counts"] == {"pages": 3, "articles": 4, "figures": 3, "places": 4, "contributors": 3}
    assert archive["papers"][0] == {"publication": "聊城日报", "first_year": 2025, "last_year": 2026, "pages": 2}
    assert archive["newest"][0]["headlines"][0]["title"] == "凝心聚力"
    (striking,) = archive["figures"]
    assert (striking["subject"], [one["text"] for one in striking["stated"]]) == ("工会驿站", ["373个", "179个"])


@pytest.mark.asyncio
async def test_search_shows_snippets_figures_and_filters(get):
    found = (await get("/-/search.json?q=工会驿站")).json()
    assert found["total"] == 3
    hit = next(hit for hit in found["hits"] if hit["id"] == 1)
    assert {"text": "工会驿站", "hit": True} in hit["snippet"]
    assert [figure["text"] for figure in hit["figures"]] == ["373个"]
    assert {"value": 2025, "count": 1} in found["facets"]["year"]
    assert found["named"][0]["subjects"] == [{"subject": "工会驿站", "figures": 2}]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query, articles",
    [
        ("q=工会驿站&year=2025", [1]),
        ("q=工会驿站&publication=聊城日报", [1, 2]),
        ("q=工会驿站&place=山东省/聊城市/茌平区", [1, 2]),
        ("q=工会驿站&kind=photo", []),
        ("q=工会 -373", [2, 4]),
        ("q=记者:王小明", [1, 2]),
        ("year=2026", [2, 3]),
        ("kind=photo", [3]),
        ("q=工会驿站&sort=date", [1, 2, 4]),
    ],
)
async def test_search_finds(get, query, articles):
    assert sorted(hit["id"] for hit in (await get(f"/-/search.json?{query}")).json()["hits"]) == articles


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ["/-/search?q=工会", "/papers/-/place/2", "/papers/-/contributor/王小明", "/papers/-/figures"]
)
async def test_lists_show_the_day_of_the_issue_and_name_the_day_spoken_of(get, path):
    html = (await get(path, **{"accept-language": "zh"})).text
    assert "2025年</" in html and "2026年</" in html
    assert html.count("2025年3月8日") == html.count("所述日期") > 0


@pytest.mark.asyncio
async def test_a_list_as_csv_keeps_both_days_apart(get):
    lines = (await get("/papers/-/contributor/王小明.csv")).text.splitlines()
    columns = lines[0].split(",")
    (row,) = [line.split(",") for line in lines if "2025-03-08" in line]
    assert (row[columns.index("day")], row[columns.index("date")]) == ("2025", "2025-03-08")


@pytest.mark.asyncio
async def test_search_offers_what_holds_the_words_apart(get):
    found = (await get("/-/search.json?q=综述驿站别的事")).json()
    assert (found["total"], found["looser"]["1"]) == (0, 2)
    assert (await get("/-/search.json?q=综述驿站别的事&loose=1")).json()["total"] == 2


@pytest.mark.asyncio
async def test_an_article_is_shown_as_it_was_printed(get):
    html = Html((await get("/papers/-/article/1")).text)
    for text in ("实干担当", "——工会工作综述", "本报讯", "全市建成工会驿站", "王小明", "茌平区", "373个"):
        assert text in html.text
    assert "/papers/-/contributor/%E7%8E%8B%E5%B0%8F%E6%98%8E" in html.all("a", "href")
    assert "/papers/-/page/1#line-1" in html.all("a", "href")
    assert "王小明, 李大力. 实干担当:工会工作综述[N]. 聊城日报, [2025](2)." in html.text


@pytest.mark.asyncio
async def test_an_article_leads_to_its_neighbours(get):
    assert (await get("/papers/-/article/2.json")).json()["next"]["opening"] == CAPTION
    untitled = Html((await get("/papers/-/article/3")).text)
    assert "/papers/-/article/2" in untitled.all("a", "href")
    assert "（无题）" in untitled.text


@pytest.mark.asyncio
async def test_an_article_tells_machines_what_it_is(get):
    html = Html((await get("/papers/-/article/1")).text)
    assert html.all("article", "itemtype") == ["https://schema.org/NewsArticle"]
    properties = {attributes["itemprop"] for _, attributes in html.tags if "itemprop" in attributes}
    assert {"headline", "author", "datePublished", "articleBody", "contentLocation", "inLanguage"} <= properties


@pytest.mark.asyncio
async def test_a_figure_leads_to_its_sentence(get):
    article = (await get("/papers/-/article/1.json")).json()
    assert article["figures"][0]["in_sentence"] == 1
    html = (await get("/papers/-/article/1")).text
    assert 'href="#sentence-1"' in html and 'id="sentence-1"' in html


@pytest.mark.asyncio
async def test_a_page_shows_every_line_and_what_is_left_over(get):
    page = (await get("/papers/-/page/1.json")).json()
    assert [block["lines"] for block in page["blocks"]] == [
        ["工会工作综述"],
        [FIRST],
        ["小标题"],
        ["别的事。"],
        ["无主的一行"],
    ]
    assert page["placed"] == {"lines": 5, "left_over": 1, "share": 80}
    html = Html((await get("/papers/-/page/1")).text)
    assert "#left-over" in html.all("a", "href")
    assert "test" in html.text


@pytest.mark.asyncio
async def test_places_stand_in_their_tree_with_counts(get):
    tree = (await get("/papers/-/places.json")).json()["tree"]
    province = tree[0]
    city = province["below"][0]
    assert (province["name"], city["name"], city["articles"]) == ("山东省", "聊城市", 2)
    assert [(place["name"], place["articles"]) for place in city["below"]] == [("茌平区", 2)]


@pytest.mark.asyncio
async def test_what_opens_and_closes_holds_no_link(get):
    html = (await get("/papers/-/places")).text
    summaries = re.findall("<summary>.*?</summary>", html, re.S)
    assert summaries and not any("<a " in summary for summary in summaries)


@pytest.mark.asyncio
async def test_a_place_has_its_articles_and_those_of_places_in_it(get):
    village = next(
        place for place in _all((await get("/papers/-/places.json")).json()["tree"]) if "村" in place["name"]
    )
    alone = (await get("/papers/-/place/1.json?within=0")).json()
    within = (await get("/papers/-/place/1.json")).json()
    assert alone["pager"]["total"] < within["pager"]["total"] == 3
    above = (await get(f"/papers/-/place/{village['id']}.json")).json()["above"]
    assert [place["name"] for place in above] == ["山东省", "聊城市", "茌平区"]


def _all(nodes):
    return [found for node in nodes for found in (node, *_all(node["below"]))]


@pytest.mark.asyncio
async def test_a_contributor_has_roles_fellows_and_articles(get):
    one = (await get("/papers/-/contributor/王小明.json")).json()
    assert one["roles"] == [{"role": "记者", "articles": 2}]
    assert one["fellows"] == [{"name": "李大力", "articles": 2}]
    assert [article["id"] for article in one["articles"]] == [2, 1]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "query, texts",
    [
        ("", ["373个", "179个", HARM]),
        ("subject=工会驿站", ["373个", "179个"]),
        ("subject=建成工会驿站", ["373个", "179个"]),
        ("subject=驿站", ["373个", "179个"]),
        ("subject=工会", ["373个", "179个"]),
        ("subject=没有", []),
        ("unit=个", ["373个", "179个"]),
        (f"kind=count&period={quote(HARM)}", [HARM]),
        ("kind=money", []),
    ],
)
async def test_figures_are_filtered(get, query, texts):
    assert [one["text"] for one in (await get(f"/papers/-/figures.json?{query}")).json()["figures"]] == texts


@pytest.mark.asyncio
async def test_two_reviews_stand_side_by_side(get):
    figures = (await get("/papers/-/figures.json?subject=工会驿站")).json()
    (row,) = figures["comparison"]["rows"]
    assert [[one["text"] for one in stated] for stated in row["stated"]] == [["373个"], ["179个"]]
    (plot,) = figures["plots"]
    assert [(point["text"], int(point["time"])) for point in plot["points"]] == [("373个", 2024), ("179个", 2025)]


@pytest.mark.asyncio
async def test_about_tells_how_well_the_reading_does_and_what_each_column_is(get):
    about = (await get("/-/about.json?_lang=en")).json()
    assert {"article exact", "bylines recall", "figures precision"} <= {row["measure"] for row in about["accuracy"]}
    shares = [row for row in about["accuracy"] if row["measure"] != "pages"]
    assert all(0 < float(row[pages]) <= 1 for row in shares for pages in ("seeds", "mended", "unseen", "kinds"))
    articles = next(table for table in about["tables"] if table["name"] == "articles")
    assert articles["columns"]["title"].startswith("Headline")
    assert sum(role["lines"] for role in about["archives"][0]["lines"]) == 13


@pytest.mark.asyncio
async def test_links_keep_the_language_that_was_asked_for(get):
    html = Html((await get("/papers/-/article/1?_lang=en", **{"accept-language": "zh"})).text)
    assert html.all("html", "lang") == ["en"]
    ours = [address for address in html.all("a", "href") if "/-/" in address]
    assert [address for address in ours if "_lang=" not in address] == []


@pytest.mark.asyncio
async def test_answers_to_programs_are_plain_data(get):
    assert json.loads((await get("/-/search.json?q=工会驿站")).text)["hits"][0].keys() >= {"id", "title", "archive"}
