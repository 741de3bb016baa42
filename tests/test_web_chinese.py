"""Datasette's own pages of an archive: one language at a time, and nothing printed taken for a word of the program."""

from __future__ import annotations

import re
from pathlib import Path

import datasette as datasette_package
import pytest

from ingest.metadata import described
from ingest.model import Known
from ingest.rules import rows
from ingest.storage.archive import Archive
from ingest.web.chinese import HERE, columns
from tests.factories import block, read_article, reading
from tests.site import Html, archive_at, served

DATASETTE = Path(datasette_package.__file__).parent

SAID = [row for _, row in rows(HERE / "datasette.tsv")]

OWN_PAGES = (
    "/papers",
    "/papers/articles?kind=photo&_sort_desc=id&_facet=kind&title__isnull=1&_size=1",
    "/papers/figures?_search=工会&_facet=kind",
    "/papers/articles/1",
    "/papers/bylines/1",
    "/papers?sql=select+kind+from+articles+limit+1",
    "/papers/figures_of_subject?subject=工会驿站",
)

NAMES = re.compile(
    r"papers(\.db)?|SQL(ite)?|CSV|JSON|json|Datasette|English|xlsx|\d+(\.\d+)? ?[KM]?B|SHA-256|[\w.]+\.txt"
)
"""What is written in Latin letters in Chinese too."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return served(archive_at(tmp_path_factory.mktemp("chinese") / "papers.db"))


async def page(site, path, status=200):
    answer = await site.client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text


def shown(html):
    """What is read: no scripts, styles, code or SQL, no explanations of codes, nothing that the harmful page says."""
    html = re.sub(r"<(script|style|code|pre|textarea|dl)\b.*?</\1>", "", html, flags=re.S)
    return Html(re.sub(r"&lt;script&gt;.*?&amp;", "", html))


@pytest.mark.parametrize("row", SAID, ids=lambda row: f"{row['where']} {row['english'][:30]}")
def test_datasette_says_what_the_table_translates(row):
    where = row["where"]
    folder = "templates" if where.endswith(".html") else "static" if where.endswith(".js") else "."
    assert row["english"] in (DATASETTE / folder / where).read_text("utf-8")


def test_every_column_has_a_name():
    assert {column for table in described().values() for column in table["columns"]} <= columns().keys() | {"key"}


@pytest.mark.asyncio
@pytest.mark.parametrize("path", OWN_PAGES)
async def test_chinese_pages_say_nothing_in_english(site, path):
    html = shown(await page(site, path))
    menus = {attributes.get("value") or "" for tag, attributes in html.tags if attributes.get("type") == "submit"}
    for text in [*(text for language, text in html.texts), *menus]:
        assert not re.search("[A-Za-z]{3,}", NAMES.sub("", text)), text


@pytest.mark.asyncio
@pytest.mark.parametrize("path", OWN_PAGES)
async def test_english_pages_keep_the_words_of_datasette(site, path):
    html = await page(site, f"{path}{'&' if '?' in path else '?'}_lang=en")
    if "&_" in path:
        assert "This data as" in html and "Advanced export" in html and 'value="Apply"' in html
    assert not {row["chinese"] for row in SAID if "{" not in row["chinese"]} & {text for _, text in Html(html).texts}


@pytest.mark.asyncio
async def test_codes_are_words_in_chinese_and_codes_in_english(site):
    assert ">图片报道<" in await page(site, "/papers/articles")
    assert ">photo<" in await page(site, "/papers/articles?_lang=en")
    assert "图片报道</a>" in await page(site, "/papers/articles?_facet=kind")
    assert ">数目<" in await page(site, "/papers?sql=select+kind+from+figures")
    assert (await site.client.get("/papers/articles.json?kind=photo&_shape=array")).json()[0]["kind"] == "photo"


@pytest.mark.asyncio
async def test_what_is_printed_is_never_translated(tmp_path):
    path = tmp_path / "papers.db"
    with Archive(path) as archive:
        article = read_article(title="Next page", paragraphs=("Advanced export {{ 7 * 7 }}",))
        blocks = (block("title", 1), block("body", 2))
        archive.add(reading(article, blocks=blocks, file="a.txt", text="Next page\nAdvanced export"), Known("a.txt"))
    html = await page(served(path), "/papers/articles?_all=on")
    assert ">Next page<" in html and "Advanced export {{ 7 * 7 }}" in html


@pytest.mark.asyncio
async def test_a_page_is_called_by_paper_and_day(site):
    html = await page(site, "/papers/articles")
    assert '<a href="/papers/-/page/1" lang="zh-Hans">聊城日报 2025 第2版 要闻</a>' in html
    assert '<a href="/papers/-/page/1" lang="zh-Hans">聊城日报 2025 第2版 要闻</a>' in await page(
        site, "/papers/articles/1?_lang=en"
    )


@pytest.mark.asyncio
async def test_long_texts_and_checksums_wait_to_be_asked_for(site):
    for table, column in (("pages", "sha256"), ("articles", "body"), ("articles_overview", "body")):
        html = await page(site, f"/papers/{table}")
        assert f'data-column="{column}"' not in html and f'class="col-{column} ' not in html
        everything = next(href for href in Html(html).all("a", "href") if "_all=on" in href)
        assert f'data-column="{column}"' in await page(site, everything)
        assert f'data-column="{column}"' in await page(site, f"/papers/{table}?_col={column}")
    assert "col-body" in await page(site, "/papers/articles/1")


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/nosuch", "/papers/nosuch", "/papers/articles/99", "/nosuch/x"])
async def test_what_is_not_there_leads_home(site, path):
    html = await page(site, path, status=404)
    assert "没有这一页" in html and "/" in Html(html).all("a", "href")
    assert "No such page" in await page(site, f"{path}?_lang=en", status=404)
    assert (await site.client.get(f"{path}.json")).json()["status"] == 404


@pytest.mark.parametrize("row", [row for _, row in rows(HERE / "labels.tsv")], ids=lambda row: row["control"])
def test_every_control_that_gets_a_name_is_there(row):
    assert row["control"] in (DATASETTE / "templates" / row["where"]).read_text("utf-8")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "language, names", [("zh", {"列", "条件", "值", "排序"}), ("en", {"Column", "Condition", "Value", "Sort by"})]
)
async def test_controls_of_datasette_have_names(site, language, names):
    answer = await site.client.get(f"/papers/articles?kind=photo&_lang={language}")
    assert names <= set(Html(answer.text).all("select", "aria-label") + Html(answer.text).all("input", "aria-label"))


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/papers/pages/1", "/papers/articles", "/papers?sql=select+1"])
async def test_tables_that_scroll_are_reached_by_the_keyboard(site, path):
    tables = [of for tag, of in Html((await site.client.get(path)).text).tags if of.get("class") == "table-wrapper"]
    assert [(of["tabindex"], of["role"], of["aria-label"]) for of in tables] == [("0", "region", "表格")]
