"""Search as Datasette's users meet it: of tables and columns, as page, JSON, CSV and SQL, beside strangers' files."""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from ingest.search import index
from ingest.search.folding import fold
from tests.search_corpus import found, gold_articles, new_archive

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "archive.db"

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


SEARCHED = {
    "bylines": {"byline": "coalesce(role || ' ', '') || name"},
    "places": {"title": "name", "kicker": "path"},
    "figures": {"title": "subject", "body": "text"},
}
"""What can be found in each table besides articles: SQL of its texts, by column of the index."""


@pytest.fixture(scope="module")
def seeds() -> Datasette:
    return Datasette([str(SEEDS)])


def texts_of(table: str, *columns: str) -> dict[int, list[str]]:
    """The folded texts of each row, in these columns of the index."""
    texts = ", ".join(SEARCHED[table].get(column, "null") for column in columns)
    with closing(sqlite3.connect(SEEDS)) as db:
        rows = db.execute(f"select id, {texts} from {table}")
        return {number: [fold(text) for text in row if text] for number, *row in rows}


def cuts_of(texts: list[str]) -> Iterator[str]:
    """Whole texts, and cuts of one to eight characters from anywhere in them."""
    source = random.Random(11)
    yield from source.sample(texts, 30)
    for text in source.choices(texts, k=120):
        start = source.randrange(len(text))
        yield text[start : start + source.randint(1, 8)]


@pytest.mark.asyncio
@pytest.mark.parametrize("table", SEARCHED)
async def test_every_table_is_found_by_any_part_of_its_texts(seeds: Datasette, table: str) -> None:
    texts = texts_of(table, *SEARCHED[table])
    for cut in cuts_of([text for row in texts.values() for text in row]):
        if " " not in cut and any(map(str.isalnum, cut)):
            containing = {number for number, row in texts.items() if any(cut in text for text in row)}
            assert await ids(seeds, f"/archive/{table}.json", _search=cut, _size="max") == containing != set(), cut


def documented() -> list[tuple[str, str, str]]:
    """Table, query and what is found, of the addresses in docs/search.md."""
    text = (ROOT / "docs" / "search.md").read_text("utf-8")
    return re.findall(r"^\| /archive/(\w+)\?_search=(.+?) \|.*\| (.+) \|$", text, re.MULTILINE)


@pytest.mark.asyncio
@pytest.mark.parametrize(("table", "query", "found"), documented())
async def test_the_addresses_of_the_documentation_are_true(
    seeds: Datasette, table: str, query: str, found: str
) -> None:
    response = await seeds.client.get(f"/archive/{table}.json", params={"_search": query, "_shape": "objects"})
    shown = "text" if table == "figures" else "name"
    assert {row[shown] for row in response.json()["rows"]} == set(found.split())


def test_every_table_is_in_the_documentation() -> None:
    assert {table for table, *_ in documented()} == set(SEARCHED) == set(index.TEXTS) - {"articles"}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("table", "query"), [("bylines", "王"), ("places", "聊城"), ("figures", "工会"), ("figures", "3")]
)
async def test_every_table_knows_the_same_columns(seeds: Datasette, table: str, query: str) -> None:
    for column in ("body", "title", "kicker", "byline"):
        texts = texts_of(table, column)
        containing = {number for number, row in texts.items() if any(query in text for text in row)}
        address = f"/archive/{table}.json"
        assert await ids(seeds, address, _search=f"{column}:{query}", _size="max") == containing
        assert await ids(seeds, address, **{f"_search_{column}": query}, _size="max") == containing


@pytest.mark.asyncio
async def test_datasette_finds_every_index_and_hides_it(seeds: Datasette) -> None:
    listed = (await seeds.client.get("/archive.json")).json()["tables"]
    assert {one["name"]: one["fts_table"] for one in listed if one["fts_table"] and not one["hidden"]} == {
        table: f"{table}_fts" for table in index.TEXTS
    }
    assert not [one["name"] for one in listed if "_fts" in one["name"] and not one["hidden"]]


@pytest.mark.asyncio
async def test_one_column_can_be_searched(datasette: Datasette) -> None:
    titles = {number for number, text in enumerate(gold_articles(), 1) if "总" in (text.title or "")}
    assert await ids(datasette, "/papers/articles.json", _search_title="总") == titles != set()
    both = await ids(datasette, "/papers/articles.json", _search_title="聊城", _search_byline="孙亚飞")
    assert both == await ids(datasette, "/papers/articles.json", _search="标题:聊城 记者:孙亚飞") != set()


@pytest.mark.asyncio
@pytest.mark.parametrize("form", ["", ".csv", ".json"])
@pytest.mark.parametrize("table", index.TEXTS)
async def test_no_string_is_an_error(seeds: Datasette, table: str, form: str) -> None:
    source = random.Random(form)
    parts = [
        *"()\"“”*|-:,，。%'\x00\ue000^+{} ",
        "OR",
        "NOT",
        "NEAR(",
        "标题:",
        "引题:",
        "记者:",
        "正文:",
        "聊城",
        "的",
    ]
    for _ in range(RANDOM_STRINGS // 3):
        query = "".join(source.choices(parts, k=source.randint(1, 10)))
        response = await seeds.client.get(f"/archive/{table}{form}?{urlencode({'_search': query})}")
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
