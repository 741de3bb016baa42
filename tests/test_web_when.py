"""Time: days asked for, articles by month, year and decade; and an article's place among the hits of a search."""

from __future__ import annotations

import re

import pytest
import pytest_asyncio

from ingest.model import Known
from ingest.search.snippet import spans
from ingest.storage.archive import Archive
from ingest.web.histogram import BASE, HEIGHT, WIDTH, by_year, histogram
from ingest.web.typesetting import typeset, with_hits
from ingest.web.when import Days, as_day
from tests.factories import CITY, COUNTY, byline, figure, mention, read_article, reading
from tests.site import Html, served

ISSUES = ("2024-12-31", "2025-01-02", "2025-03-05", "2025-03-24", None)
"""Days of the pages; the last is known by its year only."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    path = tmp_path_factory.mktemp("when") / "papers.db"
    with Archive(path) as archive:
        for number, day in enumerate(ISSUES):
            archive.add(*_page(number, day))
    return served(path)


def _page(number, day):
    sentence = f"全市建成工会驿站{number + 1}个。"
    made = read_article(
        title=f"第{number}篇",
        paragraphs=(sentence,),
        bylines=(byline("王小明"),),
        mentions=(mention(COUNTY if number % 2 else CITY, "聊城"),),
        figures=(figure(f"{number + 1}个", value=number + 1.0, unit="个", subject="工会驿站", sentence=sentence),),
        date="2001-02-03",
    )
    known = {"publication": "聊城日报", "issue_date": day, "year": int(day[:4]) if day else 2025}
    file = f"{number}.txt"
    return reading(made, file=file, text=f"第{number}篇\n{sentence}", **known), Known(file)


@pytest_asyncio.fixture
async def get(site):
    async def got(path):
        return await site.client.get(path)

    return got


@pytest_asyncio.fixture
async def data(get):
    async def found(path):
        return (await get(path)).json()

    return found


@pytest.mark.parametrize("text", ["2025-1-2-3", "25", "2025-00", "2025-02-32", "三月", "2025'", ""])
def test_what_is_no_day(text):
    assert as_day(text) == ""


@pytest.mark.parametrize(
    "text, day",
    [("2025.3", "2025-03"), ("2025年12月1日", "2025-12-01"), ("1956年", "1956"), ("2025/03/04", "2025-03-04")],
)
def test_days_as_people_write_them(text, day):
    assert as_day(text) == day


def test_a_stretch_is_named_in_files():
    stretches = [Days(), Days("2025", "2025"), Days("2025-03"), Days(last="2025")]
    assert [days.told for days in stretches] == ["", "2025", "2025-03–", "–2025"]


LISTS = {
    "search": ("/-/search.json?q=工会驿站", "hits"),
    "all": ("/-/search.json?kind=article", "hits"),
    "contributor": ("/papers/-/contributor/王小明.json?", "articles"),
    "place": ("/papers/-/place/2.json?", "articles"),
    "figures": ("/papers/-/figures.json?unit=个", "figures"),
}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "stretch, days",
    [
        ("from=2025", {"2025", "2025-01-02", "2025-03-05", "2025-03-24"}),
        ("to=2025-03-05", {"2024-12-31", "2025-01-02", "2025-03-05"}),
        ("from=2025-03&to=2025-03", {"2025-03-05", "2025-03-24"}),
        ("from=2025-03-05&to=2025-03-05", {"2025-03-05"}),
        ("from=2025-01&to=2025-12", {"2025", "2025-01-02", "2025-03-05", "2025-03-24"}),
        ("from=2025-02&to=2025-12", {"2025-03-05", "2025-03-24"}),
        ("from=2026", set()),
        ("from=soon", {"2024-12-31", "2025", "2025-01-02", "2025-03-05", "2025-03-24"}),
    ],
)
@pytest.mark.parametrize("path, key", LISTS.values(), ids=LISTS)
async def test_every_list_keeps_to_the_days_asked_for(data, path, key, stretch, days):
    found = await data(f"{path}&{stretch}")
    assert {one["issue_date"] or str(one["year"]) for one in found[key]} == days
    assert found.get("total", found.get("pager", {}).get("total")) == len(days)


@pytest.mark.asyncio
@pytest.mark.parametrize("path, key", LISTS.values(), ids=LISTS)
async def test_every_list_tells_how_it_spreads_over_time(data, path, key):
    drawn = (await data(path))["histogram"]
    assert drawn["by"] == "month"
    assert [(one["from"], one["count"]) for one in drawn["columns"]] == [("2024-12", 1), ("2025-01", 1), ("2025-03", 2)]
    assert drawn["apart"] == [{"day": "2025", "count": 1}]


@pytest.mark.asyncio
async def test_columns_stand_in_a_table_too(get):
    html = Html((await get("/-/search?q=工会驿站")).text)
    assert {"2025年3月", "2024年12月"} <= {text for _, text in html.texts}
    narrower = "/-/search?q=%E5%B7%A5%E4%BC%9A%E9%A9%BF%E7%AB%99&from=2025-03&to=2025-03"
    assert html.all("a", "href").count(narrower) == 2


@pytest.mark.asyncio
async def test_what_is_no_day_is_said_to_be_none(get):
    assert "“soon”不是日期" in Html((await get("/-/search?q=工会驿站&from=soon")).text).text.replace(" ", "")


@pytest.mark.asyncio
async def test_a_csv_keeps_to_the_days_and_is_named_after_them(get):
    answer = await get("/papers/-/contributor/王小明.csv?from=2025-03&to=2025-03&_dl=1")
    assert len(answer.text.splitlines()) == 3
    assert "2025-03.csv" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    "counted, by, columns",
    [
        ({"2025-01": 1, "2025-03": 2}, "month", 2),
        ({"2025-01": 1, "2025-03": 2, "2025": 9}, "year", 0),
        ({"2025": 1, "2025-02": 1, "2026": 1}, "year", 2),
        ({"1990-01": 1, "2025-12": 1}, "year", 2),
        ({"1872-04": 1, "1949": 3, "2025-12": 1}, "decade", 3),
        ({"2025-01": 5, None: 3}, None, 0),
        ({None: 3}, None, 0),
        ({}, None, 0),
    ],
)
def test_columns_are_as_fine_as_can_be_told_apart(counted, by, columns):
    drawn = histogram(counted)
    if columns == 0:
        assert drawn is None
        return
    assert (drawn["by"], len(drawn["columns"])) == (by, columns)
    assert sum(one["count"] for one in drawn["columns"] + drawn["apart"]) == sum(counted.values())
    for one in drawn["columns"]:
        assert one["x"] >= 0 and one["x"] + one["width"] <= WIDTH and 0 < one["y"] < BASE < HEIGHT


def test_a_decade_is_asked_for_whole():
    drawn = histogram({"1872": 1, "1949-10": 1})
    assert [(one["from"], one["to"]) for one in drawn["columns"]] == [("1870", "1879"), ("1940", "1949")]


def test_years_stand_newest_first():
    assert list(by_year({"2024-12": 1, "2025": 2, "2025-01": 1, None: 7}).items()) == [(2025, 3), (2024, 1)]


@pytest.mark.asyncio
async def test_filters_stay_where_they_have_one_value(get, data):
    facets = (await data("/-/search.json?q=工会驿站&year=2024"))["facets"]
    assert facets["year"] == [{"value": 2024, "count": 1}] and facets["kind"] == [{"value": "article", "count": 1}]
    html = Html((await get("/-/search?q=工会驿站&year=2024")).text)
    assert [tag["href"] for _, tag in html.tags if tag.get("aria-current") == "true" and "2024" not in tag["href"]]


@pytest.mark.asyncio
async def test_any_of_the_words_is_offered_where_not_all_are_found(data):
    found = await data("/-/search.json?q=驿站 无人机表演")
    assert (found["total"], found["looser"]) == (0, {"any": 5})
    assert (await data("/-/search.json?q=驿站 无人机表演&loose=any"))["total"] == 5
    assert (await data("/-/search.json?q=驿站 无人机表演 -第3篇&loose=any"))["total"] == 4


@pytest.mark.asyncio
async def test_an_article_opened_from_a_search_leads_to_the_hits_beside_it(get, data):
    hits = (await data("/-/search.json?q=工会驿站&sort=date"))["hits"]
    asked = "q=工会驿站&sort=date"
    assert [hit["hit"] for hit in hits] == [1, 2, 3, 4, 5]
    second = await data(f"/papers/-/article/{hits[1]['id']}.json?{asked}&hit=2")
    assert (second["previous_hit"]["id"], second["next_hit"]["id"]) == (hits[0]["id"], hits[2]["id"])
    first = await data(f"/papers/-/article/{hits[0]['id']}.json?{asked}&hit=1")
    assert first["previous_hit"] is None and first["found_by"] == {"q": "工会驿站", "sort": "date"}
    moved = await data(f"/papers/-/article/{hits[1]['id']}.json?{asked}&hit=3")
    assert moved["next_hit"]["id"] == hits[2]["id"]
    for stale in ("hit=1", "hit=0", "hit=x", "hit=99999999999", f"hit={'9' * 5000}", ""):
        assert "next_hit" not in await data(f"/papers/-/article/{hits[4]['id']}.json?{asked}&{stale}")


@pytest.mark.asyncio
async def test_an_article_leads_to_those_that_share_what_few_have(data, get):
    related = (await data("/papers/-/article/2.json"))["related"]
    assert {one["id"]: set(one["shared"].split("、")) for one in related} == {
        4: {"茌平区", "王小明", "工会驿站"},
        **{number: {"王小明", "工会驿站"} for number in (1, 3, 5)},
    }
    assert related[0]["id"] == 4
    assert "/papers/-/article/4" in Html((await get("/papers/-/article/2")).text).all("a", "href")


@pytest.mark.asyncio
async def test_what_everyone_has_relates_nothing(site, data, monkeypatch):
    from ingest.web import queries

    monkeypatch.setattr(queries, "RELATED", queries.RELATED.replace(f"{queries.COMMON}", "2"))
    assert [one["id"] for one in (await data("/papers/-/article/2.json"))["related"]] == []


@pytest.mark.asyncio
async def test_words_looked_for_are_marked_and_the_marks_can_be_taken_away(get):
    marked = Html((await get("/papers/-/article/1?q=工会驿站")).text)
    assert [tag for tag, _ in marked.tags].count("mark") == 1
    assert "/papers/-/article/1" in marked.all("a", "href")
    assert marked.all("link", "href").count("/papers/-/article/1") == 1  # the canonical one
    plain = (await get("/papers/-/article/1")).text
    assert "<mark>" not in plain and "检索结果" not in plain


BODY = "新建工会组织416家。工会很忙。\n\n工会好"


@pytest.mark.parametrize(
    "query, hits",
    [
        ("组织416", ["组织", "416"]),
        ("工会", ["工会", "工会", "工会"]),
        ("家。工会", ["家", "。", "工会"]),
        ("工會", ["工会", "工会", "工会"]),
        ("416家", ["416家"]),
        ("标题:工会", []),
        ("没有", []),
    ],
)
def test_marks_cut_sentences_and_figures_without_losing_a_character(query, hits):
    paragraphs, _ = typeset(BODY, set(), [{"sentence": "新建工会组织416家。", "text": "416家"}])
    marked = with_hits(paragraphs, spans(BODY, query))
    stretches = [[stretch for piece in paragraph.pieces for stretch in piece.stretches] for paragraph in marked]
    assert "\n\n".join("".join(stretch.text for stretch in one) for one in stretches) == BODY
    assert [stretch.text for one in stretches for stretch in one if stretch.hit] == hits
    assert "".join(stretch.text for one in stretches for stretch in one if stretch.figure) == "416家"


@pytest.mark.asyncio
async def test_a_division_counts_what_lies_in_it(data, get):
    tree = (await data("/papers/-/places.json"))["tree"]
    city = tree[0]["below"][0]
    assert (city["name"], city["articles"], city["within"]) == ("聊城市", 3, 5)
    assert (city["below"][0]["articles"], city["below"][0]["within"]) == (2, 2)
    assert (await data(f"/papers/-/place/{city['id']}.json"))["pager"]["total"] == 5
    assert (await data(f"/papers/-/place/{city['id']}.json?within=0"))["pager"]["total"] == 3


@pytest.mark.asyncio
async def test_places_go_to_programs_that_have_maps(get):
    answer = await get("/papers/-/places.geojson")
    assert answer.headers["content-type"].startswith("application/geo+json")
    (province,) = answer.json()["features"]
    assert province["geometry"] == {"type": "Point", "coordinates": [116.99722, 36.66833]}
    assert province["properties"]["path"] == "山东省"


@pytest.mark.asyncio
async def test_contributors_of_the_days_asked_for(get, data):
    told = (await data("/papers/-/contributors.json?from=2025-03&to=2025"))["contributors"]
    assert told == [{"name": "王小明", "articles": 2, "roles": "记者", "first_year": 2025, "last_year": 2025}]
    assert (await data("/papers/-/contributors.json?to=2024-11"))["contributors"] == []
    html = Html((await get("/papers/-/contributors?from=2025-03&to=2025-12")).text)
    assert any("/contributor/" in href and "from=2025-03&to=2025-12" in href for href in html.all("a", "href"))
    csv = await get("/papers/-/contributors.csv?from=2024-12-31&to=2024-12-31")
    assert csv.text.splitlines()[1].split(",")[2] == "1"


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path, told",
    [
        ("/papers/-/figures?unit=个&kind=count&from=2025", "筛选：个 · 数目 · 2025年起"),
        ("/papers/-/figures?", "筛选：全部"),
        ("/papers/-/contributors?name=王&to=2025-03", "筛选：王 · 到2025年3月"),
        ("/-/search?q=工会驿站&from=2025&to=2025", "见报：2025年"),
        ("/papers/-/place/2?", "见报：全部"),
    ],
)
async def test_what_is_folded_on_a_phone_says_what_is_set(get, path, told):
    text = (await get(path)).text
    folded = re.search(r'<details class="folded"><summary>(.*?)</summary>', text)
    assert folded and re.sub("<.*?>", "", folded[1]) == told
    misread = re.sub("&from=[^&]*", "", path) + "&from=gestern"
    assert '<details class="folded" open>' in (await get(misread)).text
