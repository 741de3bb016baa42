"""CSV that opens right in Excel: all rows, a byte order mark, a telling name; for programs as plain as ever."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from urllib.parse import unquote

import pytest

from ingest.web.slices import _whole_rows, disposition, without_formulas
from tests.site import HARM, Html, archive_at, served

MARK = b"\xef\xbb\xbf"
MANY = 1500
"""More than Datasette gives of a query."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    path = archive_at(tmp_path_factory.mktemp("slices") / "papers.db")
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "insert into figures (article_id, position, text, value, unit, kind, subject, sentence)"
            " values (1, ?, '1家', 1, '家', 'count', '店', '一家店。')",
            [(number,) for number in range(10, 10 + MANY)],
        )
    return served(path)


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def name(answer):
    return unquote(answer.headers["content-disposition"].partition("filename*=UTF-8''")[2])


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path, expected_name, count",
    [
        ("/-/search.csv?q=工会驿站&year=2025&_dl=1", "检索-工会驿站-2025.csv", 1),
        ("/papers/-/place/2.csv?within=0&_dl=1", "papers-地点-聊城市.csv", 2),
        ("/papers/-/place/2.csv?_dl=1", "papers-地点-聊城市.csv", 3),
        ("/papers/-/places.csv?_dl=1", "papers-地点.csv", 4),
        ("/papers/-/contributors.csv?_dl=1", "papers-作者.csv", 3),
        ("/papers/-/contributor/王小明.csv?_dl=1", "papers-作者-王小明.csv", 2),
        ("/papers/-/figures.csv?subject=工会驿站&_dl=1", "papers-数字-工会驿站.csv", 2),
        ("/papers/-/figures.csv?unit=家&_dl=1", "papers-数字-家.csv", MANY),
        ("/papers/-/article/2.csv?_dl=1", "papers-数字-凝心聚力.csv", 1),
        ("/papers/-/page/1.csv?_dl=1", "papers-版面-a.txt.csv", 5),
        ("/papers/-/query.csv?_query=articles_by_name&name=王小明&_dl=1", "papers-articles_by_name-王小明.csv", 2),
        ("/papers/-/query.csv?sql=select+id+from+figures+where+unit=:unit&unit=家&_dl=1", "papers-SQL-家.csv", MANY),
        ("/papers/figures.csv?_stream=on&unit=家&_dl=1", "papers-figures-家.csv", MANY),
        ("/papers/articles.csv?_search=工会&_dl=1", "papers-articles-工会.csv", 3),
    ],
)
async def test_downloads(site, path, expected_name, count):
    answer = await site.client.get(path)
    assert answer.status_code == 200
    assert answer.content.startswith(MARK) and answer.content.count(MARK) == 1
    assert answer.headers["content-type"].startswith("text/csv")
    assert (name(answer), len(rows(answer))) == (expected_name, count)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    [
        "/-/search.csv?q=工会",
        "/papers/-/figures.csv",
        "/papers/-/query.csv?sql=select+1",
        "/papers/figures.csv",
        "/papers/figures.csv?_stream=on",
        "/papers.csv?sql=select+1",
    ],
)
async def test_programs_get_no_mark(site, path):
    answer = await site.client.get(path)
    assert answer.status_code == 200
    assert MARK not in answer.content
    assert "content-disposition" not in answer.headers


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "page",
    [
        "/-/search?q=工会",
        "/papers/-/article/1",
        "/papers/-/page/1",
        "/papers/-/places",
        "/papers/-/place/2?within=1",
        "/papers/-/contributors",
        "/papers/-/contributor/王小明",
        "/papers/-/figures?unit=家&page=2",
        "/papers/figures?unit=家",
        "/papers/figures_in_context?unit=家",
        "/papers/articles_by_name?name=王小明",
        "/papers?sql=select+id+from+figures",
    ],
)
async def test_every_csv_link_leads_to_a_marked_file_of_all_rows(site, page):
    html = Html((await site.client.get(page)).text)
    links = [link for link in html.all("a", "href") if ".csv" in link]
    assert links
    for link in links:
        answer = await site.client.get(link)
        assert answer.content.startswith(MARK), link
        wanted = {"家" in unquote(link): MANY, "select" in link: MANY + 3}
        assert len(rows(answer)) == wanted.get(True, len(rows(answer)))


@pytest.mark.asyncio
async def test_what_was_printed_stays_whole_in_a_cell(site):
    answer = await site.client.get("/papers/-/contributors.csv?_dl=1")
    assert HARM in [row["名称"] for row in rows(answer)]


@pytest.mark.asyncio
async def test_columns_of_a_download_are_named_in_the_language_of_the_page(site):
    first = {
        path: (await site.client.get(f"/papers/-/{path}")).text.lstrip("\ufeff").splitlines()[0]
        for path in (
            "places.csv",
            "places.csv?_dl=1&_lang=en",
            "places.csv?_dl=1",
            "query.csv?sql=select+1+as+name&_dl=1",
        )
    }
    assert list(first.values()) == [
        "id,name,level,path,articles,within,latitude,longitude",
        "id,name,level,path,articles,within,latitude,longitude",
        "编号,名称,级别,全称,篇数,连同下级篇数,纬度,经度",
        "name",
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "page", ["issues", "issue/2025", "places", "place/2", "contributors", "figures", "page/1", "article/1"]
)
async def test_every_column_of_ours_has_a_chinese_name(site, page):
    names = (await site.client.get(f"/papers/-/{page}.csv?_dl=1")).text.lstrip("\ufeff").splitlines()[0]
    assert not re.search("[A-Za-z]", names) and len(set(names.split(","))) == len(names.split(","))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path, status",
    [
        ("/papers/-/query.csv?sql=delete+from+figures", 400),
        ("/papers/-/query.csv?sql=", 400),
        ("/papers/-/query.csv?_query=nothing", 404),
        ("/papers/-/query", 404),
        ("/-/about.csv", 404),
        ("/papers/-/place/99.csv?_dl=1", 404),
        ("/papers/nothing.csv?_dl=1", 404),
    ],
)
async def test_what_cannot_be_had(site, path, status):
    answer = await site.client.get(path)
    assert answer.status_code == status
    assert MARK not in answer.content


@pytest.mark.asyncio
async def test_queries_follow_the_permissions(tmp_path):
    path = archive_at(tmp_path / "papers.db")
    private = served(path, metadata={"databases": {"papers": {"allow_sql": False}}})
    assert (await private.client.get("/papers/-/query.csv?sql=select+1")).status_code == 403


@pytest.mark.parametrize(
    "told, plain, whole",
    [
        ("papers-地点-聊城市", "papers", "papers-地点-聊城市"),
        ("检索-a/b\\c:d", "a-b-c-d", "检索-a-b-c-d"),
        ("地点", "archive", "地点"),
        ('x"\r\ny', "x-y", "x-y"),
        ("长" * 200, "archive", "长" * 80),
    ],
)
def test_file_names_are_safe_and_telling(told, plain, whole):
    header = disposition(told)
    assert f'filename="{plain}.csv"' in header
    assert unquote(header.partition("''")[2]) == f"{whole}.csv"
    assert header.isascii() and "\n" not in header


FORMULAS = [
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    '=HYPERLINK("http://x","y")',
    "＝1+1",
    "-聊城",
    "=1\r\n+2,3",
]
NO_FORMULAS = ["-3.5", "+12%", "-1e-05", "1=1", "聊城", "", "a,-b", '"=1+1"', "－"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    ["papers/figures.csv?_stream=on&unit=x", "papers/-/query.csv?sql=select+subject+from+figures+where+unit='x'"],
)
async def test_no_cell_becomes_a_formula_in_a_spreadsheet(tmp_path, path):
    """Downloads are for spreadsheets; without _dl they are for programs, and every character is as it was."""
    archive = archive_at(tmp_path / "papers.db")
    texts = FORMULAS + NO_FORMULAS[:-1]
    with closing(sqlite3.connect(archive)) as db, db:
        db.executemany(
            "insert into figures (article_id, position, text, unit, kind, subject, sentence)"
            " values (1, ?, '1', 'x', 'count', ?, '')",
            list(enumerate(texts, 10)),
        )
    client = served(archive).client
    assert [row["subject"] for row in rows(await client.get(f"/{path}"))] == texts
    opened = [row["subject"] for row in rows(await client.get(f"/{path}&_dl=1"))]
    assert opened == [f"'{text}" if text in FORMULAS else text for text in texts]


def test_a_download_may_come_in_any_pieces():
    text = 'a,b\r\n"=1 ""x""\r\n",-3\r\n+x,"聊城\r\n城"\r\n'
    expected = 'a,b\r\n"\'=1 ""x""\r\n",-3\r\n\'+x,"聊城\r\n城"\r\n'
    body = text.encode()
    for size in range(1, len(body)):
        sent, begun = b"", b""
        for start in range(0, len(body), size):
            whole, begun = _whole_rows(begun + body[start : start + size], start + size < len(body))
            sent += without_formulas(whole.decode()).encode()
        assert (sent.decode(), begun) == (expected, b"")
