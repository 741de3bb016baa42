"""The index agrees with the articles: it finds what plain substring search finds, after any history."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.search import index
from ingest.search.folding import fold
from ingest.search.index import IndexedText
from ingest.search.query import Term, parse
from tests.search_corpus import GOLD, connect, found, gold_articles, new_archive, put, take

CUTS = 3_000

TABLES = ("articles_fts", "articles_fts_words")
"""The indexes of articles; tests/test_archive.py holds all of them to what the archive's tables say."""


@pytest.fixture(scope="module")
def archive() -> sqlite3.Connection:
    return new_archive(gold_articles())


@pytest.fixture(scope="module")
def folded() -> dict[int, tuple[str, ...]]:
    return {number: text.folded() for number, text in enumerate(gold_articles(), 1)}


def containing(folded: dict[int, tuple[str, ...]], query: str) -> set[int]:
    """The oracle: articles one of whose texts contains the query."""
    return {number for number, texts in folded.items() if any(fold(query) in text for text in texts)}


def cuts() -> Iterator[str]:
    """Queries of one to eight characters cut anywhere from any text, without blanks, since those mean *and*."""
    source = random.Random(8)
    texts = [text for article in gold_articles() for text in vars(article).values() if text]
    made = 0
    while made < CUTS:
        text = source.choice(texts)
        start = source.randrange(len(text))
        cut = text[start : start + source.randint(1, 8)].strip()
        if any(character.isalnum() for character in cut) and not any(character.isspace() for character in cut):
            made += 1
            yield cut


def test_every_cut_is_found_where_it_is_and_nowhere_else(archive: sqlite3.Connection, folded: dict) -> None:
    assert {cut: found(archive, cut) for cut in cuts()} == {cut: containing(folded, cut) for cut in cuts()}


def of_gold(file: str, key: str) -> set[str]:
    return {row[key] for path in GOLD.glob(f"*/{file}") for row in json.loads(path.read_text("utf-8"))}


def names() -> set[str]:
    articles = [row for path in GOLD.glob("*/articles.json") for row in json.loads(path.read_text("utf-8"))]
    return {person["name"] for article in articles for person in article["bylines"]}


@pytest.mark.parametrize(
    "queries",
    [names(), of_gold("places.json", "place"), of_gold("figures.json", "text")],
    ids=["names", "places", "figures"],
)
def test_every_name_place_and_figure_is_found(archive: sqlite3.Connection, folded: dict, queries: set[str]) -> None:
    assert len(queries) > 50
    assert {query: found(archive, query) for query in queries} == {
        query: containing(folded, query) for query in queries
    }


NAMED = [
    ("人物:贾仲健", {1}),
    ("人物:仲健", {1}),
    ("人物:贾", {1}),
    ("人物:健李", set()),
    ("单位:聊城市司法局", {1}),
    ("单位:司法", {1}),
    ("人物:司法局", set()),
    ("聊城市司法局", {2}),
    ("贾仲健", set()),
    ("-人物:贾仲健 司法局", {2}),
    ("记者:贾仲健", set()),
]


@pytest.mark.parametrize(("query", "numbers"), NAMED)
def test_whom_an_article_names_is_found_when_asked_for_and_only_then(query: str, numbers: set[int]) -> None:
    named = IndexedText(body="市司法局局长贾", people="李强\n贾仲健", organisations="聊城市司法局")
    archive = new_archive([named, IndexedText(body="聊城市司法局")])
    assert found(archive, query) == numbers


COLUMNS = ("body", "title", "kicker", "byline")


@pytest.mark.parametrize("position", range(4), ids=COLUMNS)
def test_every_column_can_be_searched_alone(archive: sqlite3.Connection, folded: dict, position: int) -> None:
    column = COLUMNS[position]
    own = {number: (texts[position],) for number, texts in folded.items()}
    for query in ["工会", "总工", "会", "东昌府区", "王", "记者", "3月", "聊", "的", "服务"]:
        assert found(archive, f"{column}:{query}") == containing(own, query)
        rows = archive.execute(f"select rowid from articles_fts where [{column}] match escape_fts(?)", [query])
        assert {number for (number,) in rows} == containing(own, query)


ACROSS = [
    (IndexedText(title="丰收", body="在望"), "丰收在望"),
    (IndexedText(kicker="丰收", section="在望"), "丰收在望"),
    (IndexedText(body="今年丰收。\n\n在望。"), "丰收。在望"),
    (IndexedText(body="今年丰收\n在望。"), "丰收在望"),
    (IndexedText(byline="记者 张三\n记者 李四"), "三记"),
]


@pytest.mark.parametrize(("text", "query"), ACROSS)
def test_nothing_is_found_across_texts_and_paragraphs(text: IndexedText, query: str) -> None:
    assert found(new_archive([text]), query) == set()


FOUND_ACROSS = [
    (IndexedText(title="丰收 在望"), "丰收在望"),
    (IndexedText(body="汇聚“工力量”，共谱新篇"), "工力量，共谱"),
    (IndexedText(body="中国梦·劳动美"), "中国梦劳动美"),
    (IndexedText(byline="记者 张三"), "记者张三"),
    (IndexedText(body="增长４０．５％"), "40.5%"),
]


@pytest.mark.parametrize(("text", "query"), FOUND_ACROSS)
def test_what_is_set_by_taste_does_not_part(text: IndexedText, query: str) -> None:
    assert found(new_archive([text]), query) == {1}


WRITTEN = st.builds(
    IndexedText,
    title=st.none() | st.text("聊城市的，a1 ", max_size=6),
    body=st.text("聊城市工会的。\n7.8é𠮷", max_size=20),
    byline=st.none() | st.just("记者 张三"),
)


def entries(conn: sqlite3.Connection) -> list[list[tuple]]:
    """All that both indexes hold: each token with its article, column and position."""
    for table in TABLES:
        conn.execute(f"create virtual table if not exists temp.{table}_tokens using fts5vocab(main, {table}, instance)")
    return [sorted(conn.execute(f"select * from temp.{table}_tokens"), key=repr) for table in TABLES]


@given(st.lists(st.tuples(st.integers(1, 4), st.none() | WRITTEN), max_size=12))
@settings(max_examples=60, deadline=None)
def test_after_any_history_the_index_is_as_made_anew(history: list[tuple[int, IndexedText | None]]) -> None:
    conn = new_archive([])
    held: dict[int, IndexedText] = {}
    for number, text in history:
        if number in held:
            take(conn, number, held.pop(number))
        if text:
            put(conn, number, text)
            held[number] = text
    assert dict(index.texts(conn, "articles")) == held
    before = entries(conn)
    index.rebuild(conn)
    assert entries(conn) == before
    assert_sound(conn)


def assert_sound(conn: sqlite3.Connection) -> None:
    for table in index.indexes():
        conn.execute(f"insert into {table} ({table}) values ('integrity-check')")
    assert conn.execute("pragma integrity_check").fetchone() == ("ok",)


def test_vacuum_leaves_the_index_working(tmp_path: Path) -> None:
    conn = new_archive(gold_articles(), tmp_path / "archive.db")
    before = found(conn, "工会")
    conn.execute("vacuum")
    assert_sound(conn)
    assert found(conn, "工会") == before != set()


def test_a_dump_can_be_restored(tmp_path: Path) -> None:
    """With SQLite's own shell; Python's `iterdump` knows no virtual tables."""
    shell = shutil.which("sqlite3")
    if not shell:
        pytest.skip("there is no sqlite3 shell")
    archive = new_archive(gold_articles(), tmp_path / "archive.db")
    dump = subprocess.run([shell, tmp_path / "archive.db", ".dump"], check=True, capture_output=True).stdout
    subprocess.run([shell, tmp_path / "restored.db"], input=dump, check=True)
    restored = connect(tmp_path / "restored.db")
    assert_sound(restored)
    assert found(restored, "工会驿站") == found(archive, "工会驿站") != set()
    put(restored, 100, IndexedText(title="工会驿站"))
    assert 100 in found(restored, "工会驿站")


@pytest.mark.parametrize("key", ["segmenter", "index layout"])
def test_an_index_of_other_words_is_not_current_until_rebuilt(key: str) -> None:
    conn = new_archive([IndexedText(title="丰收在望")])
    assert index.is_current(conn)
    conn.execute("update archive_facts set value = 'another' where key = ?", [key])
    assert not index.is_current(conn)
    index.rebuild(conn)
    assert index.is_current(conn)
    assert found(conn, "收在") == {1}


def test_rebuilding_stays_in_the_callers_transaction() -> None:
    conn = new_archive([IndexedText(title="丰收在望")])
    conn.execute("begin")
    conn.execute("delete from articles")
    index.rebuild(conn)
    assert found(conn, "丰收") == set()
    conn.rollback()
    assert found(conn, "丰收") == {1}


def test_the_texts_of_some_rows_are_told_apart() -> None:
    conn = new_archive([IndexedText(title="一"), IndexedText(title="二", byline="记者 张三\n李四")])
    assert [number for number, _ in index.texts(conn, "articles", [2, 9])] == [2]
    assert dict(index.texts(conn, "articles"))[2].byline == "记者 张三\n李四"
    assert list(index.texts(conn, "articles", [])) == []


def test_other_tools_see_whose_index_it_is(archive: sqlite3.Connection) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils")
    assert sqlite_utils.Database(archive, execute_plugins=False)["articles"].detect_fts() == "articles_fts"


@given(st.text(min_size=1, max_size=20), st.data())
@settings(max_examples=300, deadline=None)
def test_a_cut_of_any_script_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    cut = text[start : data.draw(st.integers(start + 1, len(text)))]
    asked = parse(cut)
    if asked == Term(fold(cut)):
        assert found(new_archive([IndexedText(body=text)]), cut) == {1}
