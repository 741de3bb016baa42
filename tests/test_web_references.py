"""What a reader takes away of an article: references that programs can read, plain text, addresses that last."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date

import pytest
import pytest_asyncio

from ingest.web.citation import citation_online
from ingest.web.references import FORMATS, bibtex, csl, meta, reference, ris
from tests.site import Html, archive_at, served

ARTICLE = {
    "id": 12,
    "title": "丰收 在望",
    "subtitle": "——鲁西见闻",
    "section": "一线",
    "body": "今年小麦丰收。",
    "kind": "article",
    "publication": "运河日报",
    "issue_date": "2025-06-09",
    "year": 2025,
    "page_label": "第2版 要闻",
}
WRITERS = [{"name": "王小明", "role": "记者"}, {"name": "李大力", "role": None}, {"name": "赵六", "role": "摄"}]
ADDRESS = "https://papers.example/my/-/article/12"


def cited(bylines=WRITERS, **changes):
    return reference({**ARTICLE, **changes}, bylines, ADDRESS, "2026-03-01", "my")


def tags(text):
    """[(tag, value)] of a RIS record; every line must have the form that the format asks for."""
    found = [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line) for line in text.removesuffix("\r\n").split("\r\n")]
    return [(tag[1], tag[2]) for tag in found]


def test_ris():
    assert tags(ris(cited())) == [
        ("TY", "NEWS"),
        ("AU", "王小明"),
        ("AU", "李大力"),
        ("TI", "丰收 在望:鲁西见闻"),
        ("T2", "运河日报"),
        ("PY", "2025"),
        ("DA", "2025/06/09/"),
        ("SP", "2"),
        ("M1", "一线"),
        ("LA", "zh-CN"),
        ("UR", ADDRESS),
        ("Y2", "2026/03/01/"),
        ("ER", ""),
    ]


def test_csl():
    (item,) = json.loads(csl(cited()))
    assert item["type"] == "article-newspaper" and item["id"] == "my-12"
    assert item["author"] == [{"literal": "王小明"}, {"literal": "李大力"}]
    assert (item["issued"], item["accessed"]) == ({"date-parts": [[2025, 6, 9]]}, {"date-parts": [[2026, 3, 1]]})
    assert (item["container-title"], item["page"], item["URL"]) == ("运河日报", "2", ADDRESS)


def test_bibtex():
    written = bibtex(cited(title="100%的{收成}_与\\汗水 #1", subtitle=None))
    assert written.startswith("@article{my-12,\n  author = {{王小明} and {李大力}},\n")
    assert r"title = {{100\%的\{收成\}\_与\textbackslash{}汗水 \#1}}" in written
    assert "date = {2025-06-09}" in written and "urldate = {2026-03-01}" in written
    unescaped = re.sub(r"\\.", "", written)
    assert unescaped.count("{") == unescaped.count("}")


@pytest.mark.parametrize("write", [write for write, _ in FORMATS.values()])
def test_what_is_unknown_is_left_out(write):
    unknown = {"publication": None, "issue_date": None, "year": None, "page_label": None, "section": None}
    written = write(cited([], title=None, subtitle=None, **unknown))
    assert "None" not in written and "null" not in written and "今年小麦丰收" in written


def test_a_year_alone_is_no_day():
    known = cited(issue_date=None)
    assert ("PY", "2025") in tags(ris(known)) and "DA" not in dict(tags(ris(known)))
    assert dict(meta(known))["citation_publication_date"] == "2025"


@pytest.mark.parametrize("field", ["title", "publication", "section"])
def test_a_line_end_begins_no_other_field(field):
    assert "ER  - " not in [
        f"{tag}  - {value}" for tag, value in tags(ris(cited(**{field: "甲\r\nER  - \nTY  - BOOK"})))[:-1]
    ]


def test_online_citation():
    reference = citation_online(ARTICLE, WRITERS, ADDRESS, "2026-03-01")
    assert reference == f"王小明, 李大力. 丰收 在望:鲁西见闻[N/OL]. 运河日报, 2025-06-09(2)[2026-03-01]. {ADDRESS}."


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return served(archive_at(tmp_path_factory.mktemp("references") / "papers.db"))


@pytest_asyncio.fixture
async def get(site):
    async def got(path):
        return await site.client.get(f"/papers/-/{path}")

    return got


@pytest.mark.asyncio
@pytest.mark.parametrize("format", [*FORMATS, "txt"])
@pytest.mark.parametrize("number", [1, 3, 4])
async def test_every_article_is_there_in_every_form(get, number, format):
    answer = await get(f"article/{number}.{format}")
    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"].partition(";")[0] == (
        FORMATS[format][1] if format in FORMATS else "text/plain"
    )
    assert (await get(f"article/99.{format}")).status_code == 404


@pytest.mark.asyncio
async def test_other_pages_have_no_such_form(get):
    assert (await get("places.ris")).status_code in (400, 404)  # Datasette's own answer


@pytest.mark.asyncio
async def test_plain_text_is_what_is_printed_and_how_to_cite_it(get):
    text = (await get("article/1.txt")).text
    assert text.startswith(
        "实干担当\n——工会工作综述\n记者 王小明　通讯员 李大力\n\n本报讯 全市建成工会驿站373个。\n\n小标题\n\n"
    )
    assert f"[{date.today().isoformat()}]. http://localhost/papers/-/article/1." in text


@pytest.mark.asyncio
async def test_an_article_introduces_itself_to_programs(get):
    html = Html((await get("article/1?_lang=en")).text)
    said = {tag.get("name") or tag.get("property"): tag.get("content") for name, tag in html.tags if name == "meta"}
    assert said["citation_title"] == "实干担当:工会工作综述"
    assert said["citation_journal_title"] == "聊城日报"
    assert said["og:type"] == "article"
    assert said["citation_public_url"] == said["og:url"] == "http://localhost/papers/-/article/1"
    links = {tag["rel"]: tag["href"] for name, tag in html.tags if name == "link" and tag["rel"] != "alternate"}
    assert links["canonical"] == "/papers/-/article/1" and "favicon.svg" in links["icon"]
    types = [tag.get("type") for name, tag in html.tags if name == "link" and tag["rel"] == "alternate"]
    assert {content_type for _, content_type in FORMATS.values()} <= set(types)


@pytest.mark.asyncio
async def test_the_icon_is_there(site):
    html = Html((await site.client.get("/papers/articles")).text)
    (icon,) = [tag["href"] for name, tag in html.tags if name == "link" and tag["rel"] == "icon"]
    answer = await site.client.get(icon)
    assert answer.status_code == 200 and "svg" in answer.headers["content-type"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path, column",
    [
        ("/papers/-/place/2.csv?_lang=en", "id"),
        ("/papers/-/issue/2025.csv", "id"),
        ("/-/search.csv?q=工会", "id"),
        ("/papers/-/figures.csv", "article_id"),
    ],
)
async def test_rows_as_csv_have_the_articles_address(site, path, column):
    found = list(csv.DictReader(io.StringIO((await site.client.get(path)).text)))
    assert found
    for row in found:
        assert row["address"].split("#")[0] == f"http://localhost/papers/-/article/{row[column]}"
