"""How queries are understood, and that no string whatever makes FTS5 complain."""

from __future__ import annotations

import random
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from ingest.search.functions import EXCERPTS, EXPRESSIONS
from ingest.search.index import IndexedText
from ingest.search.query import DEEPEST, LONGEST, Either, Node, Term, parse, terms
from tests.search_corpus import found, gold_articles, new_archive

EXAMPLES = Path(__file__).parent / "examples" / "queries.tsv"
DOCS = Path(__file__).parent.parent / "docs" / "search.md"

RANDOM_STRINGS = 20_000
PARTS = [*"()（）\"“”「」*＊|｜-－:：,，。%._^+{}[]\\'\x00\ue000\ue001\U000f0041\U0010fffe", " ", " ", "\n", "\t", "　"]
PARTS += [
    "OR",
    "AND",
    "NOT",
    "NEAR",
    "NEAR(",
    "标题:",
    "title:",
    "记者：",
    "人物:",
    "单位：",
    "body :",
    "聊城",
    "工会",
    "的",
    "1-7月",
    "app",
    "é",
    "𠮷",
]


def examples() -> list[tuple[str, str]]:
    with EXAMPLES.open(encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("# ")]
    return [(query, meaning) for query, meaning in (line.split("\t") for line in lines[1:])]


def shown(node: Node | None) -> str:
    """A parsed query in the notation of queries.tsv."""
    if node is None:
        return "-"
    if isinstance(node, Term):
        return f"{node.column}:" * bool(node.column) + node.text + "*" * node.begins
    joint = " | " if isinstance(node, Either) else " & "
    without = () if isinstance(node, Either) else node.without
    return f"〔{joint.join(map(shown, node.parts))}{''.join(f' ! {shown(part)}' for part in without)}〕"


@pytest.mark.parametrize(("query", "meaning"), examples())
def test_queries_are_understood(query: str, meaning: str) -> None:
    assert shown(parse(query)) == meaning


def test_terms_are_those_that_a_hit_may_show() -> None:
    assert [term.text for term in terms("(黄河 OR 海河) -湿地 标题:公园")] == ["黄河", "海河", "公园"]


def test_brackets_deeper_than_any_reader_are_text() -> None:
    deep = "(" * (DEEPEST + 1) + "黄河 湿地" + ")" * (DEEPEST + 1)
    assert shown(parse(deep)) == "〔(黄河 & 湿地)〕"


@pytest.fixture(scope="module")
def archive() -> sqlite3.Connection:
    return new_archive(gold_articles())


def test_a_query_longer_than_any_reader_types_is_cut(archive: sqlite3.Connection) -> None:
    assert found(archive, "聊城 " * LONGEST) == found(archive, "聊城")
    assert found(archive, "(" * 10_000 + "聊城") == set()


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_any_string_gives_valid_fts5(archive: sqlite3.Connection, name: str) -> None:
    table = "articles_fts_words" if name == "worded_fts" else "articles_fts"
    source = random.Random(name)
    for _ in range(RANDOM_STRINGS // len(EXPRESSIONS)):
        query = "".join(source.choices(PARTS, k=source.randint(0, 12)))
        archive.execute(f"select count(*) from {table} where {table} match {name}(?)", [query]).fetchone()


@pytest.mark.parametrize("column", ["title", "body"])
def test_any_string_gives_valid_fts5_for_a_column(archive: sqlite3.Connection, column: str) -> None:
    source = random.Random(column)
    for _ in range(RANDOM_STRINGS // 10):
        query = "".join(source.choices(PARTS, k=source.randint(0, 12)))
        archive.execute(f"select count(*) from articles_fts where [{column}] match escape_fts(?)", [query]).fetchone()


VALUES: list[Any] = [None, 12, 7.8, b"\xe8\x81\x8a\xe5\x9f\x8e", b"\xff\x00", "x" * 1_000_000, "\x00" * 1000]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
def test_any_value_can_be_given(archive: sqlite3.Connection, value: Any) -> None:
    for name in EXPRESSIONS:
        assert isinstance(archive.execute(f"select {name}(?)", [value]).fetchone()[0], str)
    for name in EXCERPTS:
        assert isinstance(archive.execute(f"select {name}(?, ?)", [value, value]).fetchone()[0], str)


def test_numbers_and_bytes_are_read_as_their_text(archive: sqlite3.Connection) -> None:
    assert (
        archive.execute("select escape_fts(461)").fetchone() == archive.execute("select escape_fts('461')").fetchone()
    )
    assert archive.execute("select escape_fts(?)", ["聊城".encode()]).fetchone() == ('"聊城"',)


NOTHING_TO_FIND = [query for query, meaning in examples() if meaning == "-"]


@pytest.mark.parametrize("query", NOTHING_TO_FIND)
def test_nothing_to_look_for_finds_nothing(archive: sqlite3.Connection, query: str) -> None:
    assert found(archive, query) == set()


def documented(begins: str) -> list[list[str]]:
    """The cells of those table rows of docs/search.md whose first cell begins so."""
    lines = [line for line in DOCS.read_text("utf-8").splitlines() if re.match(rf"\| {begins}", line)]
    rows = [line.replace("\\|", "¦").strip("|").split("|") for line in lines]
    return [[cell.replace("¦", "|").strip() for cell in row] for row in rows]


def documented_archive() -> sqlite3.Connection:
    return new_archive(
        IndexedText(title, kicker, None, None, body, byline, people, organisations)
        for _, kicker, title, byline, body, people, organisations in documented(r"\d \|")
    )


def test_the_sql_of_the_documentation_works() -> None:
    sql = DOCS.read_text("utf-8").split("```sql\n")[1].split("```")[0]
    assert documented_archive().execute(sql, {"q": "大鸨"}).fetchall() == [
        (1, "黄河湿地迎候鸟", "本报讯（记者 王海）3月24日，“\ue000大鸨\ue001”飞临黄河湿地。")
    ]


def test_the_examples_of_the_documentation_are_true() -> None:
    conn = documented_archive()
    rows = documented("`")
    assert len(rows) > 20
    for query, *_, numbers in rows:
        assert found(conn, query.strip("`")) == {int(number) for number in numbers.split()}, query
