"""An article keeps its number through any edits of its page, and no other article ever gets it."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from unittest.mock import ANY

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.model import Reading
from ingest.storage.archive import Archive
from ingest.storage.identity import Text, kept
from tests.factories import known, read_article, reading
from tests.rows import faults, rows
from tests.site import HARM, served

HAN = "".join(map(chr, range(0x4E00, 0x9FA0)))


def said(number: int) -> str:
    """A text that shares no words with that of another number."""
    return "".join(HAN[(number * 61 + step * 7919) % len(HAN)] for step in range(60)) + "。"


def of(*texts: tuple[str | None, str]) -> Reading:
    articles = (read_article(place, title=title, paragraphs=(body,)) for place, (title, body) in enumerate(texts))
    return reading(*articles) if texts else reading(blocks=())


def store(archive: Archive, *texts: tuple[str | None, str]) -> list[int]:
    """The numbers of the articles, in their order."""
    found = of(*texts)
    archive.add(found if texts else Reading(found.page, found.layout, (), ()), known())
    return [number for (number,) in archive.db.execute("select id from articles order by position")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def test_one_found_above_moves_no_other(path: Path) -> None:
    with Archive(path) as archive:
        assert store(archive, ("甲", said(1)), ("乙", said(2))) == [1, 2]
        assert store(archive, ("新", said(3)), ("甲", said(1)), ("乙", said(2))) == [3, 1, 2]


def test_a_number_is_never_given_away_and_comes_back_with_its_article(path: Path) -> None:
    with Archive(path) as archive:
        assert store(archive, ("甲", said(1)), ("乙", said(2))) == [1, 2]
        assert store(archive, ("甲", said(1))) == [1]
        assert store(archive, ("甲", said(1)), ("丙", said(3))) == [1, 3]
        assert rows(path, "select id, title from former_articles") == [(2, "乙")]
        assert store(archive, ("丙", said(3)), ("乙", said(2))) == [3, 2]
        assert rows(path, "select id, title from former_articles") == [(1, "甲")]
    assert faults(path) == []


@pytest.mark.parametrize(
    ("found", "held", "same"),
    [
        ([Text("标题改了", said(1), 0)], {7: Text("原标题", said(1), 0)}, {0: 7}),  # by its text
        ([Text("同一标题", said(1), 3)], {7: Text("同一标题", said(2), 0)}, {0: 7}),  # by its title
        (
            [Text(None, said(1)[:9] + said(2), 2)],
            {7: Text(None, said(1), 2)},
            {0: 7},
        ),  # by its place, with words in common
        ([Text(None, said(1)[:9] + said(2), 2)], {7: Text(None, said(1), 1)}, {}),
        ([Text("甲", said(1), 0)], {7: Text("乙", said(2), 0)}, {}),  # another article at the same place
        ([Text("甲", said(1), 0), Text("乙", said(2), 1)], {7: Text("甲", said(1) + said(2), 0)}, {0: 7}),  # parted
        ([Text("甲", said(1) + said(2), 0)], {7: Text("甲", said(1), 0), 8: Text("乙", said(2), 1)}, {0: 7}),  # joined
        ([Text(None, "", 0)], {7: Text(None, "", 0)}, {0: 7}),
    ],
)
def test_what_an_article_is_known_by(found: list[Text], held: dict[int, Text], same: dict[int, int]) -> None:
    assert kept(found, held) == same


EDITS = st.lists(
    st.tuples(st.sampled_from(["add", "drop", "move", "retitle", "typo"]), st.integers(0, 9), st.integers(0, 9)),
    max_size=8,
)


def edited(texts: list[list], edit: tuple[str, int, int], fresh: count) -> None:
    """Changes a page as people and better readers do; each article is [key, title, body]."""
    kind, place, other = edit
    if kind == "add":
        key = next(fresh)
        texts.insert(place % (len(texts) + 1), [key, f"题{HAN[key]}", said(key)])
    elif texts:
        one = texts[place % len(texts)]
        if kind == "drop":
            texts.remove(one)
        elif kind == "move":
            texts.remove(one)
            texts.insert(other % (len(texts) + 1), one)
        elif kind == "retitle":
            one[1] = None if other % 2 else f"改{HAN[100 + other]}{HAN[one[0]]}"
        else:
            at = other * 5
            one[2] = one[2][:at] + "误" + one[2][at + 1 :]


@given(st.lists(EDITS, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_numbers_last_through_any_edits(path: Path, history: list[list[tuple[str, int, int]]]) -> None:
    path.unlink(missing_ok=True)
    fresh, numbers = count(1), dict[int, int]()
    texts: list[list] = []
    for _ in range(3):
        edited(texts, ("add", 9, 9), fresh)
    with Archive(path) as archive:
        for edits in [[], *history]:
            for edit in edits:
                edited(texts, edit, fresh)
            found = store(archive, *((title, body) for _, title, body in texts))
            for (key, *_), number in zip(texts, found, strict=True):
                assert numbers.setdefault(key, number) == number
            assert len(set(numbers.values())) == len(numbers)
    assert faults(path) == []


@pytest.mark.asyncio
async def test_the_address_of_a_former_article_says_where_its_text_is(path: Path) -> None:
    with Archive(path) as archive:
        store(archive, ("甲", said(1)), (HARM, said(2)))
        store(archive, ("甲", f"{said(1)}\n\n{said(2)}"), ("丙", said(3)))
    site = served(path)
    page = await site.client.get("/archive/-/article/2")
    assert page.status_code == 410
    assert HARM not in page.text and said(2) in page.text
    assert 'href="/archive/-/article/1"' in page.text
    assert 'href="/archive/-/article/3"' not in page.text
    data = (await site.client.get("/archive/-/article/2.json")).json()
    assert (data["status"], data["former"]["title"], data["now"]) == (
        410,
        HARM,
        [{"id": 1, "title": "甲", "opening": ANY}],
    )
    assert (await site.client.get("/archive/-/article/2.ris")).status_code == 410
    assert (await site.client.get("/archive/-/article/99")).status_code == 404
