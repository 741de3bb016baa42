"""What becomes of readings in the archive: rows, ids that stay, places in their tree, files that are refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import BadInput
from ingest.model import Figure, Known, Place, ReadArticle, Reading
from ingest.reading.bylines import bylines
from ingest.search import index
from ingest.storage import APPLICATION_ID, SCHEMA_VERSION
from ingest.storage.archive import Archive, Held
from tests.factories import (
    CITY,
    COUNTY,
    PROVINCE,
    block,
    byline,
    figure,
    known,
    mention,
    read_article,
    reading,
)
from tests.rows import all_rows, faults, rows


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def store(path: Path, *readings: Reading) -> None:
    with Archive(path) as archive:
        for each in readings:
            archive.add(each, known(each.page.file))


def test_a_reading_becomes_rows(path: Path) -> None:
    read = read_article(
        date="2025-03-05",
        bylines=(byline(), byline("李四", None)),
        mentions=(mention(COUNTY, "茌平", 2, "renamed"),),
        figures=(figure(), figure("多家", value=None)),
        kicker="茌平",
        dateline="本报讯",
        paragraphs=("今年小麦丰收。", "玉米 也是。"),
        ends_mid_sentence=True,
    )
    blocks = (block("title", 1), block("body", 2, last_line=4), block("furniture", 5, None))
    store(path, reading(read, blocks=blocks, publication="聊城日报", year=2025, date_basis="inferred"))
    assert rows(path, "select id, file, publication, year, date_basis, layout from pages") == [
        (1, "01.txt", "聊城日报", 2025, "inferred", "headline first")
    ]
    assert rows(
        path, "select id, page_id, position, title, kicker, dateline, date, body, characters from articles"
    ) == [(1, 1, 0, "丰收在望", "茌平", "本报讯", "2025-03-05", "今年小麦丰收。\n\n玉米 也是。", 12)]
    assert rows(path, "select begins_mid_sentence, ends_mid_sentence from articles") == [(0, 1)]
    assert rows(path, "select position, article_id, role, first_line, last_line, rule from blocks") == [
        (0, 1, "title", 1, 1, "test"),
        (1, 1, "body", 2, 4, "test"),
        (2, None, "furniture", 5, 5, "test"),
    ]
    assert rows(path, "select article_id, position, name, role from bylines") == [
        (1, 0, "张三", "记者"),
        (1, 1, "李四", None),
    ]
    assert rows(path, "select text, count, note, path from place_mentions join places on places.id = place_id") == [
        ("茌平", 2, "renamed", "山东省/聊城市/茌平区")
    ]
    assert rows(path, "select position, text, value, unit, kind from figures") == [
        (0, "12家", 12.0, "家", "count"),
        (1, "多家", None, "家", "count"),
    ]


def test_the_file_says_whose_it_is(path: Path) -> None:
    store(path, reading())
    pragmas = ("application_id", "user_version", "page_size", "journal_mode")
    assert [rows(path, f"pragma {pragma}")[0][0] for pragma in pragmas] == [
        APPLICATION_ID,
        SCHEMA_VERSION,
        16384,
        "delete",
    ]
    assert [file.name for file in path.parent.iterdir()] == ["archive.db"]
    assert faults(path) == []


def test_what_was_given_is_kept(path: Path) -> None:
    given_page = Known("01.txt", "聊城日报", "2025-03-08", "第2版")
    with Archive(path) as archive:
        assert archive.held("01.txt") is None
        archive.add(reading(sha256="abc"), given_page)
        assert archive.held("01.txt") == Held("abc", given_page, "0.1.0")
        assert archive.files_with("abc") == ["01.txt"]
        assert archive.files_with("abd") == []


def test_a_page_read_anew_keeps_its_ids(path: Path) -> None:
    store(path, reading(read_article(0), read_article(1), file="1.txt"), reading(read_article(0), file="2.txt"))
    longer = reading(
        *(read_article(place, title=f"新{place}", bylines=(byline(),)) for place in range(3)), file="1.txt"
    )
    store(path, longer)
    assert rows(path, "select id, file from pages") == [(1, "1.txt"), (2, "2.txt")]
    assert rows(path, "select id, page_id, position, title from articles") == [
        (1, 1, 0, "新0"),
        (2, 1, 1, "新1"),
        (3, 2, 0, "丰收在望"),
        (4, 1, 2, "新2"),
    ]
    assert faults(path) == []


def test_a_page_read_anew_loses_what_is_no_longer_there(path: Path) -> None:
    full = read_article(1, bylines=(byline(), byline("李四")), mentions=(mention(),), figures=(figure(), figure("3%")))
    short = read_article(0, bylines=(byline("王五"),), figures=(figure("9个"),))
    store(path, reading(read_article(0, bylines=full.bylines, figures=full.figures), full), reading(short))
    assert rows(path, "select id, position from articles") == [(1, 0)]
    assert rows(path, "select id, article_id, name from bylines") == [(1, 1, "王五")]
    assert rows(path, "select id, article_id, text from figures") == [(1, 1, "9个")]
    assert rows(path, "select id, article_id from blocks") == [(1, 1)]
    assert rows(path, "select * from place_mentions") == rows(path, "select * from places") == []
    assert faults(path) == []


def test_places_stand_in_their_tree_once(path: Path) -> None:
    store(path, reading(read_article(0, mentions=(mention(COUNTY, "茌平"), mention(CITY), mention(COUNTY, "茌平区")))))
    assert rows(path, "select id, code, name, level, path, parent_id from places") == [
        (1, "370000", "山东省", "province", "山东省", None),
        (2, "371500", "聊城市", "city", "山东省/聊城市", 1),
        (3, "371503", "茌平区", "county", "山东省/聊城市/茌平区", 2),
    ]
    assert rows(path, "select place_id, text from place_mentions order by place_id, text") == [
        (2, "聊城"),
        (3, "茌平"),
        (3, "茌平区"),
    ]


LEFT = [
    ((), (), []),
    ((COUNTY,), (), ["山东省", "聊城市", "茌平区"]),
    ((CITY,), (), ["山东省", "聊城市"]),
    ((), (PROVINCE,), ["山东省"]),
    ((CITY,), (COUNTY,), ["山东省", "聊城市", "茌平区"]),
]


@pytest.mark.parametrize(("elsewhere", "here", "left"), LEFT)
def test_places_nobody_mentions_go(path: Path, elsewhere: tuple, here: tuple, left: list[str]) -> None:
    other = reading(read_article(0, mentions=tuple(map(mention, elsewhere))), file="2.txt")
    before = reading(read_article(0, mentions=(mention(COUNTY), mention(CITY))))
    after = reading(read_article(0, mentions=tuple(map(mention, here))))
    store(path, other, before, after)
    assert rows(path, "select name from places order by length(path)") == [(name,) for name in left]
    assert index_terms(path) == index_terms_made_anew(path)


def test_a_page_is_written_whole_or_not_at_all(path: Path) -> None:
    store(path, reading(read_article(0, title="旧", mentions=(mention(),))))
    before = all_rows(path)
    impossible = reading(
        read_article(0, title="新", mentions=(mention(COUNTY),)), read_article(1, kind="advertisement")
    )
    with Archive(path) as archive:
        with pytest.raises(sqlite3.IntegrityError):
            archive.add(impossible, known())
        archive.add(reading(file="2.txt"), known("2.txt"))
    assert rows(path, "select file from pages") == [("01.txt",), ("2.txt",)]
    assert rows(path, "select title from articles") == [("旧",), ("丰收在望",)]
    assert all_rows(path)["places"] == before["places"]
    assert faults(path) == []


TOWN = Place("冯官屯镇", "town", f"{COUNTY.path}/冯官屯镇")
TITLES = st.sampled_from([None, "丰收在望", "工会驿站179个", "茌平区:小麦"])
CREDITS = st.sampled_from(["记者 张三", "记者 王丽高杨林", "记者 王丽 通讯员 赵六", "实习生 高杨林"])
PLACES = st.sampled_from([PROVINCE, CITY, COUNTY, TOWN])
FIGURES = st.builds(figure, st.sampled_from(["12家", "7.8亿元"]), subject=st.sampled_from([None, "企业", "小麦产量"]))


def printed(title: str | None, credit: str, places: list[Place], figures: list[Figure]) -> Callable[[int], ReadArticle]:
    return lambda position: read_article(
        position,
        title=title,
        credits=(credit,),
        bylines=bylines((credit,)),
        mentions=tuple(mention(place, place.name) for place in places),
        figures=tuple(figures),
    )


ARTICLES = st.builds(printed, TITLES, CREDITS, st.lists(PLACES, max_size=2, unique=True), st.lists(FIGURES, max_size=2))
READINGS = st.builds(
    lambda file, articles: reading(*(article(position) for position, article in enumerate(articles)), file=file),
    st.sampled_from(["1.txt", "2.txt"]),
    st.lists(ARTICLES, max_size=3),
)


def index_terms(path: Path) -> dict[str, list]:
    """Every term of every index; and how many rows and terms FTS5 counts in it: in an empty one noughts, or nothing."""
    held = all_rows(path)
    counts = "select rtrim(hex(block), '0') from {each}_data where id = 1"
    return {each: held[each] + rows(path, counts.format(each=each)) for each in index.indexes()}


def index_terms_made_anew(path: Path) -> dict[str, list]:
    with Archive(path) as archive, archive.db.atomic():
        index.rebuild(archive.db.conn)
    return index_terms(path)


@given(st.lists(READINGS | st.none(), min_size=1, max_size=7))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_indexes_agree_with_their_tables_after_any_history(path: Path, history: list[Reading | None]) -> None:
    """Of pages that are added, replaced and emptied; None stands for the parting of names between them."""
    path.unlink(missing_ok=True)
    with Archive(path) as archive:
        for each in history:
            if each is None:
                archive.part_names()
            else:
                archive.add(each, known(each.page.file))
    assert index_terms(path) == index_terms_made_anew(path)
    assert faults(path) == []


def test_every_index_holds_its_rows_once(path: Path) -> None:
    article = read_article(0, bylines=(byline(),), mentions=(mention(COUNTY),), figures=(figure(),))
    store(path, *(reading(article, file=file) for file in ("1.txt", "2.txt", "1.txt")))
    held = {table: rows(path, f"select rowid from {table}_fts") for table in index.TEXTS}
    assert held == {table: rows(path, f"select id from {table} order by id") for table in index.TEXTS}
    assert [len(numbers) for numbers in held.values()] == [2, 2, 3, 2]


def test_vacuum_leaves_every_index_as_it_was(path: Path) -> None:
    article = read_article(0, bylines=(byline(),), mentions=(mention(COUNTY),), figures=(figure(),))
    store(path, *(reading(article, file=file) for file in ("1.txt", "2.txt", "1.txt")))
    before = index_terms(path)
    rows(path, "vacuum")
    assert index_terms(path) == before
    assert faults(path) == []
    store(path, reading(file="2.txt"), reading(file="1.txt"))
    assert index_terms(path) == index_terms_made_anew(path)


def signed(credit: str, file: str) -> Reading:
    return reading(read_article(0, credits=(credit,), bylines=bylines((credit,))), file=file)


@pytest.mark.parametrize("files", [("1.txt", "2.txt"), ("2.txt", "1.txt")])
def test_glued_names_are_parted_by_those_of_other_pages(path: Path, files: tuple[str, str]) -> None:
    credits = {"1.txt": "记者 王丽高杨林", "2.txt": "记者 王丽 通讯员 赵六"}
    store(path, *(signed(credits[file], file) for file in files))
    with Archive(path) as archive:
        archive.part_names()
        archive.part_names()
    assert sorted(rows(path, "select name, role from bylines")) == [
        ("王丽", "记者"),
        ("王丽", "记者"),
        ("赵六", "通讯员"),
        ("高杨林", "记者"),
    ]
    assert index_terms(path) == index_terms_made_anew(path)


def test_glued_names_stay_while_nothing_parts_them(path: Path) -> None:
    store(path, signed("记者 王丽高杨林", "1.txt"), signed("记者 赵六", "2.txt"))
    with Archive(path) as archive:
        archive.part_names()
    assert rows(path, "select name from bylines where article_id = 1") == [("王丽高杨林",)]
    store(path, signed("记者 赵六", "1.txt"))
    assert rows(path, "select * from open_credits") == []


def test_an_index_of_another_segmenter_is_built_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store(path, reading())
    with Archive(path) as archive:
        assert archive.refresh_index() is False
        monkeypatch.setattr(index, "is_current", lambda connection: False)
        assert archive.refresh_index() is True


def test_an_archive_from_before_an_index_was_added_gets_it(path: Path) -> None:
    store(path, reading(read_article(0, bylines=(byline(),), mentions=(mention(),), figures=(figure(),))))
    whole = index_terms(path)
    with closing(sqlite3.connect(path)) as db, db:
        for table in ("bylines", "places", "figures"):
            db.execute(f"drop table {table}_fts")
        db.execute("update archive_facts set value = '1' where key = 'index layout'")
    with Archive(path) as archive:
        assert archive.refresh_index() is True
    assert index_terms(path) == whole
    assert faults(path) == []


def no_database(path: Path) -> None:
    path.write_text("本报讯", "utf-8")


def of_a_stranger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table articles (id integer primary key)")


def of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma application_id = 252006674")  # a Fossil repository


def of_a_later_version(path: Path) -> None:
    store(path, reading())
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")


REFUSED = [
    (no_database, "is no SQLite database; give another name with --db"),
    (of_a_stranger, "is a database, but not an archive; give another name with --db"),
    (of_another_program, "is a database, but not an archive; give another name with --db"),
    (of_a_later_version, f"is an archive of schema {SCHEMA_VERSION + 1}, this program writes schema {SCHEMA_VERSION}"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_files_that_are_refused_stay_untouched(path: Path, make: Callable[[Path], None], message: str) -> None:
    make(path)
    before = path.read_bytes()
    with pytest.raises(BadInput, match=message):
        Archive(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["archive.db"]


@pytest.mark.parametrize("name", [".", "missing/archive.db"])
def test_places_where_no_archive_can_be(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="cannot be written: unable to open database file; see that its folder exists"):
        Archive(tmp_path / name)


def test_two_runs_make_one_archive_together(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other run comes first by a hair: it makes the archive after this one has found that there is none."""
    create = Archive._create

    def overtaken(archive: Archive) -> None:
        monkeypatch.setattr(Archive, "_create", create)
        store(path, reading(file="02.txt"))
        create(archive)

    monkeypatch.setattr(Archive, "_create", overtaken)
    store(path, reading(file="01.txt"))
    assert rows(path, "select file from pages order by file") == [("01.txt",), ("02.txt",)]
    assert faults(path) == []


def test_an_archive_is_made_whole_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.search.index.create", fail)
    with pytest.raises(KeyboardInterrupt):
        Archive(path)
    assert rows(path, "select * from sqlite_master") == []


def test_an_empty_file_becomes_an_archive(path: Path) -> None:
    path.touch()
    store(path, reading())
    assert rows(path, "select count(*) from pages") == [(1,)]
