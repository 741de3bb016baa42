"""Search as Datasette's users meet it: of tables and columns, as page, JSON, CSV and SQL, beside strangers' files."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from tests.search_corpus import found, gold_articles, new_archive

CUTS = 100
RANDOM_STRINGS = 150


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "papers.db"
    new_archive(gold_articles(), path).close()
    return path


@pytest.fixture
def datasette(path: Path) -> Datasette:
    return Datasette([str(path)])


async def ids(datasette: Datasette, address: str, **arguments: str | int) -> set[int]:
    response = await datasette.client.get(f"{address}?{urlencode({'_shape': 'objects', **arguments})}")
    assert response.status_code == 200, response.text
    return {row["id"] for row in response.json()["rows"]}


def cuts() -> list[str]:
    source = random.Random(5)
    bodies = [article.body for article in gold_articles()]
    made: list[str] = []
    while len(made) < CUTS:
        body = source.choice(bodies)
        start = source.randrange(len(body))
        cut = body[start : start + source.randint(1, 8)].strip()
        if any(map(str.isalnum, cut)) and not any(map(str.isspace, cut)):
            made.append(cut)
    return made


@pytest.mark.asyncio
async def test_table_search_finds_what_contains_the_query(datasette: Datasette, path: Path) -> None:
    conn = new_archive(gold_articles())
    for cut in cuts():
        assert await ids(datasette, "/papers/articles.json", _search=cut, _size="max", _col="title") == found(
            conn, cut
        ), cut


@pytest.mark.asyncio
async def test_one_column_can_be_searched(datasette: Datasette) -> None:
    titles = {number for number, text in enumerate(gold_articles(), 1) if "总" in (text.title or "")}
    assert await ids(datasette, "/papers/articles.json", _search_title="总") == titles != set()
    both = await ids(datasette, "/papers/articles.json", _search_title="聊城", _search_byline="孙亚飞")
    assert both == await ids(datasette, "/papers/articles.json", _search="标题:聊城 记者:孙亚飞") != set()


@pytest.mark.asyncio
@pytest.mark.parametrize("form", ["", ".csv", ".json"])
async def test_no_string_is_an_error(datasette: Datasette, form: str) -> None:
    source = random.Random(form)
    parts = [*"()\"“”*|-:,，。%'\x00\ue000^+{} ", "OR", "NOT", "NEAR(", "标题:", "聊城", "的"]
    for _ in range(RANDOM_STRINGS // 3):
        query = "".join(source.choices(parts, k=source.randint(1, 10)))
        response = await datasette.client.get(f"/papers/articles{form}?{urlencode({'_search': query})}")
        assert response.status_code == 200, query


@pytest.mark.asyncio
async def test_sql_speaks_the_same_language(datasette: Datasette) -> None:
    sql = "select rowid as id from articles_fts where articles_fts match escape_fts(:q)"
    by_sql = await ids(datasette, "/papers.json", sql=sql, q="工会 -驿站")
    assert by_sql == await ids(datasette, "/papers/articles.json", _search="工会 -驿站")


@pytest.mark.asyncio
async def test_other_databases_keep_datasettes_own_search(tmp_path: Path, path: Path) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute('create virtual table notes_fts using fts5 (text, content="")')
    other.execute("insert into notes_fts (rowid, text) values (1, 'one two three')")
    other.commit()
    datasette = Datasette([str(path), str(tmp_path / "other.db")])
    sql = "select rowid as id from notes_fts where notes_fts match escape_fts(:q)"
    assert await ids(datasette, "/other.json", sql=sql, q="three one") == {1}
