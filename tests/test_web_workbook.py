"""Excel workbooks of our pages, where datasette-xlsx is installed."""

from __future__ import annotations

import io

import pytest
import pytest_asyncio

from tests.site import HARM, Html, archive_at, served

pytest.importorskip("datasette_xlsx", reason="datasette-xlsx is not installed")
openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")


@pytest_asyncio.fixture
async def get(tmp_path):
    site = served(archive_at(tmp_path / "papers.db"))

    async def got(path, **headers):
        return await site.client.get(path, headers=headers)

    return got


def sheet(answer):
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).active.rows]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path", ["/-/search", "/papers/-/issues", "/papers/-/places", "/papers/-/contributors", "/papers/-/figures"]
)
async def test_every_page_with_rows_has_a_workbook_beside_its_csv(get, path):
    page = await get(f"{path}?q=工会&kind=")
    hrefs = Html(page.text).all("a", "href")
    assert [href for href in hrefs if f"{path}.xlsx" in href] and [href for href in hrefs if f"{path}.csv" in href]
    rows = sheet(await get(f"{path}.xlsx?q=工会", **{"accept-language": "en"}))
    assert ",".join(rows[0]) == (await get(f"{path}.csv?q=工会")).text.splitlines()[0] and len(rows) > 1


@pytest.mark.asyncio
async def test_columns_are_named_in_the_language_of_the_page(get):
    assert sheet(await get("/papers/-/places.xlsx"))[0][:3] == ["编号", "名称", "级别"]


@pytest.mark.asyncio
async def test_a_text_stays_a_text(get):
    rows = sheet(await get("/papers/-/query.xlsx?sql=select+'=1%2B1'+as+a,+2.5+as+b,+null+as+c,+char(1)||'x'+as+d"))
    assert rows == [["a", "b", "c", "d"], ["=1+1", 2.5, None, "x"]]
    book = openpyxl.load_workbook(io.BytesIO((await get("/papers/-/query.xlsx?sql=select+'=1'+as+a")).content))
    assert book.active["A2"].data_type == "s"


@pytest.mark.asyncio
async def test_it_is_named_like_its_csv(get):
    answer = await get("/papers/-/contributor/王小明.xlsx")
    assert "papers-%E4%BD%9C%E8%80%85-%E7%8E%8B%E5%B0%8F%E6%98%8E.xlsx" in answer.headers["content-disposition"]
    assert HARM not in answer.headers["content-disposition"]
