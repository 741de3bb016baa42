"""What comes first: on the seed pages (examples/judged_queries.tsv), and among articles made for one question each."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.characters import TABLE
from ingest.rules import rows
from ingest.search import ranking
from ingest.search.folding import fold
from ingest.search.index import IndexedText
from ingest.search.ranking import LOOSER, count_sql, ranked_sql
from ingest.search.words import words
from tests.search_corpus import gold_articles, new_archive

JUDGED = Path(__file__).parent / "examples" / "judged_queries.tsv"
FIRST = 10


def ranked(
    conn: sqlite3.Connection, q: str, *conditions: str, size: int = 20, start: int = 0, **more: str
) -> list[int]:
    expression = more.pop("expression", ranking.STRICT)
    sql = ranked_sql(*conditions, expression=expression)
    return [number for (number,) in conn.execute(sql, {"q": q, "size": size, "start": start, **more})]


@pytest.fixture(scope="module")
def archive() -> sqlite3.Connection:
    return new_archive(gold_articles())


def judged() -> dict[str, dict[int, int]]:
    """Query → {article: grade}."""
    starts = [fold(article.title or article.body) for article in gold_articles()]
    grades: dict[str, dict[int, int]] = {}
    for _, row in rows(JUDGED):
        (number,) = (number for number, start in enumerate(starts, 1) if start.startswith(row["article"]))
        grades.setdefault(row["query"], {})[number] = int(row["grade"])
    return grades


def gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def test_articles_about_the_query_come_before_passing_mentions(archive: sqlite3.Connection) -> None:
    gains = []
    for query, grades in judged().items():
        best = sorted(grades.values(), reverse=True)[:FIRST]
        gains.append(gain(grades.get(number, 0) for number in ranked(archive, query, size=FIRST)) / gain(best))
    assert len(gains) >= 50
    assert sum(gains) / len(gains) >= 0.98


def test_queries_in_traditional_characters_find_the_same_in_the_same_order(archive: sqlite3.Connection) -> None:
    old = {ord(row["simplified"]): row["printed"] for _, row in rows(TABLE)}
    queries = {query: query.translate(old) for query in judged()}
    assert sum(query != printed for query, printed in queries.items()) >= 30
    assert all(ranked(archive, printed) == ranked(archive, query) for query, printed in queries.items())


def test_whole_words_come_before_their_characters_across_words(archive: sqlite3.Connection) -> None:
    texts = {number: set(words("\n".join(text.folded()))) for number, text in enumerate(gold_articles(), 1)}
    queries = sorted({word for found in texts.values() for word in found if fold(word) == word})
    assert len(queries) > 3000
    for query in queries:
        whole = [query in texts[number] for number in ranked(archive, query, size=100)]
        assert whole == sorted(whole, reverse=True), query


PREFERRED = [
    ("国人", IndexedText(body="国人爱茶。"), IndexedText(title="中国人民爱茶", body="中国人民。中国人民。")),
    (
        "黄河",
        IndexedText(title="黄河安澜", body="今年汛期平稳。"),
        IndexedText(title="出行", body="沿黄河大堤骑行，景色好。"),
    ),
    ("黄河", IndexedText(body="黄河水清。黄河鸟多。黄河人勤。"), IndexedText(body="黄河水清。运河鸟多。马颊河人勤。")),
    ("工会", IndexedText(body="工会送清凉。"), IndexedText(body="总工会送清凉。")),
    ("聊*", IndexedText(body="聊城发展。"), IndexedText(body="闲聊发展。")),
]


@pytest.mark.parametrize(("query", "first", "second"), PREFERRED)
@pytest.mark.parametrize("order", [1, -1])
def test_the_better_hit_comes_first(query: str, first: IndexedText, second: IndexedText, order: int) -> None:
    others = [IndexedText(title="短讯", body="天气晴好。")] * 5
    texts = [first, second][::order]
    expected = [1, 2][::order]
    assert ranked(new_archive([*texts, *others]), query) == expected


def test_equal_hits_come_newest_first_and_page_by_page() -> None:
    conn = new_archive([IndexedText(body="黄河。")] * 5)
    assert ranked(conn, "黄河") == [5, 4, 3, 2, 1]
    assert ranked(conn, "黄河", size=2, start=2) == [3, 2]


def test_of_too_many_hits_the_newest_are_put_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "NEWEST", 3)
    conn = new_archive(
        [
            IndexedText(title="黄河"),
            *[IndexedText(body="黄河。")] * 2,
            IndexedText(body="黄河。黄河。"),
            IndexedText(body="黄河。"),
        ]
    )
    assert ranked(conn, "黄河") == [4, 5, 3]
    assert conn.execute(count_sql(), {"q": "黄河"}).fetchone() == (5,)


def test_conditions_narrow_the_hits_and_their_number(archive: sqlite3.Connection) -> None:
    condition = "articles.position <= :last and pages.file = 'p.txt'"
    everything, narrowed = ranked(archive, "聊城", size=100), ranked(archive, "聊城", condition, size=100, last="10")
    assert narrowed == [number for number in everything if number <= 10] != []
    assert archive.execute(count_sql(condition), {"q": "聊城", "last": 10}).fetchone() == (len(narrowed),)


LOOSE = [("工会驿站建设", "建设工会驿站。"), ("棉服银行", "多家银行扶持棉服。"), ("标题:黄河湿地", None)]


@pytest.mark.parametrize(("query", "body"), LOOSE)
def test_the_looser_search_wants_all_words_anywhere(query: str, body: str | None) -> None:
    conn = new_archive([IndexedText(body=body or "湿地连黄河。"), IndexedText(body="别的事情。")])
    assert ranked(conn, query) == []
    assert ranked(conn, query, expression=LOOSER) == ([1] if body else [])


@pytest.mark.parametrize("query", ["", "，。", '"', "没有这样的话"])
def test_nothing_found_is_an_empty_page(archive: sqlite3.Connection, query: str) -> None:
    assert ranked(archive, query) == ranked(archive, query, "articles.kind = 'photo'") == []
    assert archive.execute(count_sql(), {"q": query}).fetchone() == (0,)
