"""What people put right: it outweighs the reader, moves with its line, is never lost, and can be taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import pipeline
from ingest.cli import cli
from ingest.corrections import files
from ingest.corrections.fixing import said, undone
from ingest.corrections.kinds import TABLE, checked, parted
from ingest.corrections.placing import STATES, settled
from ingest.errors import BadInput
from ingest.explain import reasons
from ingest.model import Correction, Known, Mend, Reading
from ingest.pipeline import read
from ingest.rules import rows as table_rows
from ingest.run import run
from ingest.search import index
from ingest.sources import find
from ingest.storage.archive import Archive
from ingest.storage.holdings import open_corrections
from ingest.storage.mending import mend
from tests.rows import all_rows, faults, rows
from tests.test_run import SECOND, THIRD

PAGE = """\
第2版 要闻

小麦丰收在望

本报讯(记者 张三)3月5日,茌平区冯官屯镇的小麦长势喜人,今年全区种植小麦40万亩,同比增长3%。

冯官屯镇高岭村

村民李四说,今年的收成比往年好,近9成的麦田已经浇过水。

工会驿站增至179个

本报讯(记者 王五)记者从聊城市总工会获悉,截至目前全市建成工会驿站179个,服务职工50万人次。
"""
TITLE, BODY, MIDDLE, END, NEXT, LAST = 3, 5, 7, 9, 11, 13
WHO = {"by": "王某", "at": "2025-06-14T08:30:00Z"}


def read_with(*says: tuple[int | None, str], text: str = PAGE) -> Reading:
    """The page as it is read when people say so of its lines."""
    mends = tuple(Mend(line, *parted(what)) for line, what in says)
    return read(text.encode(), Known("01.txt"), mends)


def role(reading: Reading, line: int) -> str:
    return next(block.role for block in reading.blocks if line in block.numbers)


def corrections(reading: Reading, line: int | None, *what: str, **fields: str) -> list[Correction]:
    return said(reading.page, line, what, **{**WHO, **fields})


# what a correction does to a reading


@pytest.mark.parametrize("given_role", ["title", "kicker", "subtitle", "crosshead", "body", "furniture", "fragment"])
def test_a_role_that_is_given_holds(given_role: str) -> None:
    page = read_with((MIDDLE, f"role={given_role}"))
    assert (role(page, MIDDLE), page.unheeded) == (given_role, frozenset())


def test_a_line_of_furniture_can_be_made_a_headline() -> None:
    assert role(read_with(), 1) == "furniture"
    assert role(read_with((1, "role=kicker")), 1) == "kicker"


def test_an_item_begins_where_it_is_said_to() -> None:
    assert len(read_with().articles) == 2
    parted_page = read_with((MIDDLE, "begins"))
    assert [len(one.article.paragraphs) for one in parted_page.articles] == [1, 1, 1]
    joined = read_with((NEXT, "begins=no"), (NEXT, "role=crosshead"))
    assert len(joined.articles) == 1


def test_a_line_goes_on_or_does_not_as_is_said() -> None:
    apart, joined = read_with((END, "apart"), (MIDDLE, "role=body")), read_with((END, "joins"), (MIDDLE, "role=body"))
    assert len(apart.articles[0].article.paragraphs) == len(joined.articles[0].article.paragraphs) + 1
    assert apart.unheeded == joined.unheeded == frozenset()


def test_a_photo_item_and_none() -> None:
    page = read_with((BODY, "role=caption"), (TITLE, "role=fragment"), (MIDDLE, "role=title"))
    assert (role(page, BODY), page.articles[0].article.kind) == ("caption", "photo")


def test_only_another_thing_that_is_given_outweighs_it() -> None:
    page = read_with((TITLE, "role=title"), (TITLE, "begins=no"), (TITLE, "joins"))
    assert page.unheeded  # no first line goes on with a line before


def test_what_is_given_is_told_by_why() -> None:
    told = "\n".join(reasons(read_with((MIDDLE, "role=title")), MIDDLE))
    assert "+1000.0  given_title: somebody says so" in told


def test_what_is_given_raises_no_doubt() -> None:
    text = PAGE.replace("小麦丰收在望", "少年宫里学围棋")
    assert "foreign_headline" in read_with(text=text).articles[0].doubt.reasons
    page = read_with((TITLE, "role=title"), text=text)
    assert "foreign_headline" not in page.articles[0].doubt.reasons
    sure = [(line, f"role={role(page, line)}") for line in (TITLE, BODY, MIDDLE, END)]
    assert read_with(*sure, text=text).articles[0].doubt.chance < 0.05


def test_misread_characters_are_mended_and_the_page_stays() -> None:
    page = read_with((TITLE, "text=小麦丰收有望"))
    assert (page.articles[0].article.title, page.page.text) == ("小麦丰收有望", PAGE)


def test_bylines_places_figures_and_dates() -> None:
    page = read_with(
        (BODY, "byline=通讯员 赵六；孙七"),
        (BODY, "place=冯官屯镇="),
        (BODY, "place=高岭村=山东省/聊城市/茌平区/冯官屯镇/高岭村"),
        (BODY, "figure=40万亩=400001 亩"),
        (BODY, "figure=3%="),
        (BODY, "date=2024-03-05"),
    )
    one, other = page.articles
    assert [(byline.role, byline.name) for byline in one.bylines] == [("通讯员", "赵六"), (None, "孙七")]
    assert {mention.text for mention in one.mentions}.isdisjoint({"冯官屯镇"})
    assert "山东省/聊城市/茌平区/冯官屯镇/高岭村" in {mention.place.path for mention in one.mentions}
    assert {figure.text: figure.value for figure in one.figures}["40万亩"] == 400001
    assert "3%" not in {figure.text for figure in one.figures}
    assert (one.date, page.unheeded) == ("2024-03-05", frozenset())
    assert [byline.name for byline in other.bylines] == ["王五"]


def test_paper_and_day_of_the_page() -> None:
    page = read_with((None, "publication=聊城晚报"), (None, "issue_date=2024-03-06")).page
    assert (page.publication, page.issue_date, page.year) == ("聊城晚报", "2024-03-06", 2024)


def test_what_is_said_of_what_is_not_there_is_not_heeded() -> None:
    page = read_with((BODY, "figure=77头=77 头"), (BODY, "place=临沂=山东省/临沂市"), (1, "date=2024-01-01"))
    assert len(page.unheeded) == 3


def test_a_page_in_traditional_characters() -> None:
    text = "小麥豐收在望\n\n〔記者林志遠／嘉義報導〕嘉義縣的小麥長勢喜人，農會說今年種植四十萬畝，較去年增加三成。"
    page = read_with((1, "text=小麥豐收有望"), (3, "byline=記者 林志達"), text=text)
    assert (page.articles[0].article.title, page.articles[0].bylines[0].name) == ("小麥豐收有望", "林志達")


# what can be said


def test_each_kind_takes_its_example_and_not_its_counterexample() -> None:
    for number, row in table_rows(TABLE):
        assert checked(row["kind"], row["example"]) == row["example"], number
        with pytest.raises(ValueError, match=row["kind"]):
            checked(row["kind"], row["counterexample"])


@pytest.mark.parametrize("wrong", ["undo=undo=role=title", "headline=x", "text=a\nb", "figure==3", "page=file=x"])
def test_what_cannot_be_said(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"undo|headline|text|figure|page"):
        parted(wrong)


def test_a_blank_line_and_one_beyond_the_page() -> None:
    page = read_with()
    with pytest.raises(BadInput, match=r"01\.txt:2: this line is blank"):
        corrections(page, 2, "role=title")
    with pytest.raises(BadInput, match="has no line 99"):
        corrections(page, 99, "role=title")
    with pytest.raises(BadInput, match="is said of a line"):
        corrections(page, None, "role=title")


# where it stands


def fates(text: str, *found: Correction) -> list[tuple[str, int | None]]:
    sha256 = read(text.encode(), Known("01.txt")).page.sha256
    result = settled(list(enumerate(found, 1)), sha256, text)
    return [(fate.state, fate.line) for fate in result.fates.values()]


def test_it_stands_at_its_line_while_the_bytes_are_the_same() -> None:
    double = PAGE.replace("冯官屯镇高岭村", "小麦丰收在望")
    (one,) = corrections(read_with(text=double), MIDDLE, "role=crosshead")
    assert fates(double, one) == [("applied", MIDDLE)]
    assert fates(double + "\n", one) == [("unplaced", None)]  # two lines say this


def test_it_moves_to_the_one_line_of_the_same_text() -> None:
    (one,) = corrections(read_with(), MIDDLE, "role=crosshead")
    assert fates("头版\n" + PAGE, one) == [("applied", MIDDLE + 1)]
    assert fates(PAGE.replace("高岭村", "高岑村"), one) == [("unplaced", None)]


def test_the_last_word_counts_and_undoing_it_brings_back_the_one_before() -> None:
    first, second = (corrections(read_with(), MIDDLE, f"role={name}")[0] for name in ("title", "crosshead"))
    assert [state for state, _ in fates(PAGE, first, second)] == ["undone", "applied"]
    back = undone(second, **WHO)
    assert [state for state, _ in fates(PAGE, first, second, back)] == ["applied", "undone", "applied"]
    nothing = undone(replace(first, value="kicker"), **WHO)
    assert [state for state, _ in fates(PAGE, first, nothing)] == ["applied", "unplaced"]
    with pytest.raises(BadInput, match="say that again"):
        undone(back, **WHO)


def test_what_was_said_earlier_yields_whatever_the_order_of_rows() -> None:
    (early,) = corrections(read_with(), MIDDLE, "role=title", at="2025-01-01T00:00:00Z")
    (late,) = corrections(read_with(), MIDDLE, "role=crosshead", at="2025-01-02T00:00:00Z")
    assert fates(PAGE, late, early) == [("undone", MIDDLE), ("applied", MIDDLE)]


def test_suggestions_wait_and_are_accepted_or_declined() -> None:
    page = read_with()
    hint, other = (said(page.page, MIDDLE, [f"role={name}"], **WHO, suggested=True)[0] for name in ("title", "kicker"))
    assert fates(PAGE, hint, other) == [("suggested", MIDDLE), ("suggested", MIDDLE)]
    word = replace(hint, suggested=False)
    assert [state for state, _ in fates(PAGE, hint, other, word)] == ["accepted", "suggested", "applied"]
    assert [state for state, _ in fates(PAGE, hint, undone(hint, **WHO))] == ["declined", "applied"]


# the file beside the pages

CELLS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)


@given(by=CELLS, note=CELLS, printed=CELLS.filter(str.strip), value=st.sampled_from(["title", "body"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_file_gives_back_what_was_written(tmp_path: Path, by: str, note: str, printed: str, value: str) -> None:
    one = Correction("a/01.txt", "ab" * 32, 3, printed.strip(), "role", value, by, "2025-06-14T08:30:00Z", note, True)
    path = tmp_path / "corrections.tsv"
    files.write(path, [one])
    files.append(path, [one])
    assert list(files.read(path)) == [one, one]


def test_a_file_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "corrections.tsv"
    path.write_text(
        "kind\tvalue\tfile\tprinted\r\nrole\ttitle\t01.txt\t小麦丰收在望\r\n\r\npage\tyear=1\t01.txt\t\r\n", "utf-8"
    )
    with pytest.raises(BadInput, match=r"corrections\.tsv:4: 'year=1' is no page"):
        list(files.read(path))
    path.write_text("kind\tvalue\tfile\tprinted\nrole\ttitle\t01.txt\t小麦丰收在望", "utf-8")
    files.append(path, [Correction("01.txt", "", None, "", "page", "publication=聊城晚报")])
    one, other = files.read(path)
    assert (one.line, one.printed, other.value) == (None, "小麦丰收在望", "publication=聊城晚报")
    assert fates(PAGE, one, other) == [("applied", TITLE), ("applied", None)]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("file\tkind\tvalue\n01.txt\trole\ttitle", "no printed text"),
        ("file\tkind\tvalue\tprinted\n\trole\ttitle\tx", "no file named"),
        ("file\tkind\tvalue\tprinted\tline\n01.txt\trole\ttitle\tx\tthree", "'three' is no number of a line"),
        ("file\tkind\tvalue\tprinted\tstate\n01.txt\trole\ttitle\tx\tdone", "state is suggested or empty"),
        ("file\tkind\tvalue\tprinted\n01.txt\trole\ttitle\tx\ty", "5 cells, expected 4"),
        ("file\tkind\tmeaning\n", "unknown column 'meaning'"),
        ("file\tkind\n", "no column 'value'"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_its_line(tmp_path: Path, content: str, problem: str) -> None:
    path = tmp_path / "corrections.tsv"
    path.write_text(content, "utf-8")
    with pytest.raises(BadInput, match=problem) as raised:
        list(files.read(path))
    assert str(raised.value).startswith(str(path))


# the archive


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory; in it `pages` with three pages, one in a folder of its own."""
    (tmp_path / "pages" / "east").mkdir(parents=True)
    for name, text in (("a.txt", PAGE), ("b.txt", SECOND), ("east/c.txt", THIRD)):
        (tmp_path / "pages" / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ingest(*arguments: str) -> Result:
    result = CliRunner().invoke(cli, arguments)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    return result


ARCHIVE = Path("archive.db")
STATES_OF = "select id, kind, value, state, stands_at from corrections order by id"


def test_the_command_writes_beside_the_page_and_into_the_archive(folder: Path) -> None:
    ingest("pages")
    told = ingest("fix", "pages/a.txt", str(MIDDLE), "role=title", "begins", "--by", "王某").stdout
    assert "-   7  crosshead" in told or "-   7  body" in told
    assert "+   7  title" in told
    assert rows(ARCHIVE, "select title from articles where page_id = 1 order by position")[1] == ("冯官屯镇高岭村",)
    assert rows(ARCHIVE, STATES_OF) == [(1, "role", "title", "applied", 7), (2, "begins", "yes", "applied", 7)]
    assert [one.by for one in files.read(Path("pages/corrections.tsv"))] == ["王某", "王某"]
    assert "given_title" in ingest("explain", "pages/a.txt").stdout
    again = ingest("pages").stdout
    assert "0 pages read, 3 unchanged, 0 replaced" in again and "Passed over" not in again
    assert "applied" in ingest("fix", "--list").stdout
    ingest("fix", "--undo", "1", "pages/a.txt")
    ingest("fix", "--undo", "2", "pages/a.txt")
    assert [row[3] for row in rows(ARCHIVE, STATES_OF)] == ["undone", "undone", "applied", "applied"]
    assert rows(ARCHIVE, "select count(*) from articles where page_id = 1") == [(2,)]
    assert len(list(files.read(Path("pages/corrections.tsv")))) == 4
    assert faults(ARCHIVE) == []


def test_a_page_that_only_the_archive_has(folder: Path) -> None:
    ingest("pages")
    Path("pages/a.txt").unlink()
    assert "corrections export" in ingest("fix", "a.txt", str(TITLE), "text=小麦丰收有望").stdout
    assert rows(ARCHIVE, "select title from articles where id = 1") == [("小麦丰收有望",)]
    ingest("corrections", "export", "pages/corrections.tsv")
    Path("pages/a.txt").write_text(PAGE, "utf-8")
    ARCHIVE.unlink()
    ingest("pages")
    assert rows(ARCHIVE, "select title from articles where id = 1") == [("小麦丰收有望",)]


def test_without_an_archive_the_file_is_written(folder: Path) -> None:
    told = ingest("fix", "pages/east/c.txt", "1", "role=fragment").stdout
    assert "archive.db does not hold this page; `ingest pages/east/c.txt` reads it" in told
    assert not ARCHIVE.exists()
    ingest("pages")
    assert rows(ARCHIVE, "select file, state from corrections") == [("east/c.txt", "applied")]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("pages/a.txt",), "say what is to be put right"),
        (("pages/a.txt", "3"), "say what is to be put right"),
        (("pages/none.txt", "3", "role=title"), "is no file, nor a page of archive.db"),
        (("pages/a.txt", "3", "role=headline"), "it takes a role: section"),
        (("pages/a.txt", "role=title"), "give its number before it"),
        (("--undo", "7"), "has no correction 7"),
    ],
)
def test_what_the_command_does_not_understand(folder: Path, arguments: tuple[str, ...], problem: str) -> None:
    ingest("pages")
    before = all_rows(ARCHIVE)
    refused = ingest("fix", *arguments)
    assert (refused.exit_code, problem in refused.stderr) == (1, True), refused.stderr
    assert all_rows(ARCHIVE) == before and not Path("pages/corrections.tsv").exists()


def correct_all(archive: Path = ARCHIVE) -> None:
    """Something of every kind."""
    for file, *what in (
        ("a.txt", str(MIDDLE), "role=title", "begins"),
        ("a.txt", str(TITLE), "text=小麦丰收有望"),
        ("a.txt", str(LAST), "byline=记者 王吾", "figure=179个=178 个", "place=聊城市=山东省/临沂市"),
        ("b.txt", "publication=聊城晚报"),
        ("east/c.txt", "1", "role=fragment"),
        ("east/c.txt", "3", "date=2020-02-02", "apart"),
    ):
        assert ingest("fix", file, *what, "--db", str(archive)).exit_code == 0
    ingest("fix", "--undo", "7", "--db", str(archive))


def test_the_same_rows_after_deleting_and_with_any_number_of_processes(folder: Path) -> None:
    ingest("pages")
    correct_all()
    ingest("corrections", "export", "pages/corrections.tsv")
    before = rows(ARCHIVE, f"{STATES_OF}")
    articles = "select title, body, date from articles join pages on pages.id = page_id order by file, position"
    texts = rows(ARCHIVE, articles)
    made = []
    for jobs in ("1", "2", "3"):
        ARCHIVE.unlink()
        ingest("pages", "--jobs", jobs)
        made.append(all_rows(ARCHIVE))
    assert made[0] == made[1] == made[2]
    assert (rows(ARCHIVE, STATES_OF), rows(ARCHIVE, articles)) == (before, texts)


def test_import_adds_what_is_new_and_reads_its_pages_anew(folder: Path) -> None:
    ingest("pages")
    correct_all()
    ingest("corrections", "export", "all.tsv")
    ingest("pages", "--db", "other.db")
    assert ingest("corrections", "import", "all.tsv", "--db", "other.db").stdout.startswith("11 corrections added, 0")
    assert ingest("corrections", "import", "all.tsv", "--db", "other.db").stdout.startswith("0 corrections added, 11")
    assert rows(Path("other.db"), STATES_OF) == rows(ARCHIVE, STATES_OF)
    assert faults(Path("other.db")) == []


def test_a_correction_moves_with_its_page_and_is_reported_when_it_cannot(folder: Path) -> None:
    ingest("pages")
    ingest("fix", "pages/a.txt", str(MIDDLE), "role=title")
    Path("pages/a.txt").write_text("头版头条\n" + PAGE, "utf-8")
    ingest("pages")
    assert rows(ARCHIVE, STATES_OF) == [(1, "role", "title", "applied", MIDDLE + 1)]
    Path("pages/a.txt").write_text(PAGE.replace("高岭村", "高岑村"), "utf-8")
    assert "Corrections without a place on their page: 1" in ingest("pages").stdout
    assert rows(ARCHIVE, STATES_OF) == [(1, "role", "title", "unplaced", None)]
    assert "a.txt:7     unplaced  role=title  冯官屯镇高岭村" in ingest("report").stdout
    Path("pages/a.txt").write_text(PAGE, "utf-8")
    ingest("pages")
    assert rows(ARCHIVE, STATES_OF) == [(1, "role", "title", "applied", MIDDLE)]


def test_a_correction_waits_for_its_page(folder: Path) -> None:
    ingest("pages")
    correct_all()
    ingest("corrections", "export", "all.tsv")
    ingest("pages/b.txt", "--db", "other.db")
    ingest("corrections", "import", "all.tsv", "--db", "other.db")
    states = [state for _, _, _, state, _ in rows(Path("other.db"), STATES_OF)]
    assert states.count("applied") == 1
    ingest("pages", "--db", "other.db")
    assert rows(Path("other.db"), STATES_OF) == rows(ARCHIVE, STATES_OF)


def test_search_finds_the_mended_and_the_printed_words(folder: Path) -> None:
    ingest("pages")
    ingest("fix", "a.txt", str(END), "text=村民李四说,今年的收成比往年好,近9成的麦地已经浇过水。")
    with Archive(ARCHIVE) as archive:
        db = archive.db.conn
        for words in ("麦 地", "麦 田"):
            pieces = " ".join(part for part in ["".join(words.split())])
            found = db.execute("select rowid from articles_fts where articles_fts match ?", [f'"{pieces}"']).fetchall()
            assert found == [(1,)], words
    assert faults(ARCHIVE) == []
    ingest("fix", "--undo", "1")
    assert faults(ARCHIVE) == []
    with Archive(ARCHIVE) as archive:
        before = archive.db.execute("select count(*) from articles_fts where articles_fts match '\"麦地\"'").fetchone()
        with archive.transaction():
            index.rebuild(archive.db.conn)
    assert before == (0,)


LINES = [
    "小麦丰收在望",
    "本报讯(记者 张三)3月5日,小麦长势喜人,今年种植小麦40万亩。",
    "高岭村",
    "村民李四说,今年的收成好。",
    "工会驿站",
]
PAGES = st.lists(st.sampled_from(LINES), min_size=1, max_size=6).map("\n\n".join)
SAYINGS = ["role=title", "role=body", "joins", "apart", "begins", "text=丰收", "byline=赵六", "figure=40万亩="]
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("page"), PAGES),
        st.tuples(st.just("say"), st.tuples(st.integers(0, 5), st.sampled_from(SAYINGS))),
        st.tuples(st.just("undo"), st.integers(0, 9)),
    ),
    min_size=1,
    max_size=12,
)


@given(first=PAGES, deeds=DEEDS)
@settings(max_examples=40, deadline=None)
def test_after_any_history_each_correction_is_applied_undone_or_reported(
    tmp_path_factory: pytest.TempPathFactory, first: str, deeds: list[tuple[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("history") / "archive.db"
    known = Known("01.txt")
    held: list[Correction] = []
    with Archive(path) as archive:
        put(archive, first, known)
        for at, (deed, what) in enumerate(deeds):
            page = archive.page("01.txt")
            assert page is not None
            stamp = {"by": "王某", "at": f"2025-06-14T08:30:{at:02}Z"}
            if deed == "page":
                put(archive, str(what), known)
            elif deed == "say":
                line, says = what  # type: ignore[misc]
                printed = [number for number, text in enumerate(page.text.split("\n"), 1) if text.strip()]
                new = said(page, printed[line % len(printed)], [says], **stamp)
            elif deed == "undo" and held:
                new = [undone(held[int(str(what)) % len(held)], **stamp)]
            if deed in ("say", "undo") and (deed == "say" or held):
                with archive.transaction():
                    mend(archive, new)
                held += [one for one in new if one.kind != "undo"]
        page = archive.page("01.txt")
        assert page is not None
        texts = page.text.split("\n")
        reported = {(one.state, one.says) for one in open_corrections(archive.db)}
        found = archive.db.execute("select kind, value, printed, state, stands_at from corrections").fetchall()
        for kind, value, printed, state, stands_at in found:
            assert state in STATES
            if state == "applied" and kind != "undo":
                assert texts[stands_at - 1].strip() == printed
            if state in ("unplaced", "unheeded"):
                assert (state, f"{kind}={value}") in reported
        everything = [one for _, one in sorted(numbered(archive))]
    fresh = path.with_name("fresh.db")
    with Archive(fresh) as archive, archive.transaction():
        mend(archive, everything)
    with Archive(fresh) as archive:
        put(archive, page.text, known)
    compared = "select kind, value, state, stands_at from corrections order by id"
    articles = "select title, kicker, body, doubt from articles order by position"
    assert rows(fresh, compared) == rows(path, compared)
    assert rows(fresh, articles) == rows(path, articles)
    assert faults(path) == []


def numbered(archive: Archive) -> Iterable[tuple[int, Correction]]:
    from ingest.storage import corrections as table

    return table.every(archive.db.conn)


def put(archive: Archive, text: str, known: Known) -> None:
    with archive.transaction():
        plain = read(text.encode(), known)
        archive.put(read(text.encode(), known, archive.settled(plain.page).mends), known)


def test_what_is_put_right_while_pages_are_read_is_not_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_slowly(content: bytes, known: Known, mends: tuple[Mend, ...]) -> Reading:
        found = read(content, known, mends)
        if known.file == "b.txt" and not mends:  # somebody puts the page right while it is being read
            with Archive(ARCHIVE) as other, other.transaction():
                mend(other, said(found.page, 1, ["text=工会驿站增至180个"], **WHO))
        return found

    monkeypatch.setattr(pipeline, "read", read_slowly)
    with Archive(ARCHIVE) as archive:
        list(run(find([Path("pages")]).pages, archive))
    assert [row[3] for row in rows(ARCHIVE, STATES_OF)] == ["applied"]
    assert rows(ARCHIVE, "select title from articles where page_id = 2") == [("工会驿站增至180个",)]


def test_many_at_once(folder: Path) -> None:
    ingest("pages")
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(3):
                with Archive(ARCHIVE) as archive:
                    page = archive.page(("a.txt", "b.txt")[turn % 2])
                    assert page is not None
                    with archive.transaction():
                        mend(archive, said(page, TITLE, ["apart"], by=str(number), at=f"{turn}"))
        except BaseException as problem:
            failures.append(problem)

    workers = [threading.Thread(target=work, args=[number]) for number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert not failures
    assert rows(ARCHIVE, "select count(*), count(distinct by || at) from corrections") == [(9, 9)]
    assert {row[3] for row in rows(ARCHIVE, STATES_OF)} == {"applied", "undone"}


def test_what_the_folder_tells_is_kept_when_a_page_is_read_anew(folder: Path) -> None:
    (folder / "聊城日报").mkdir()
    (folder / "聊城日报" / "20250614-02.txt").write_text(SECOND, "utf-8")
    ingest("聊城日报")
    before = rows(ARCHIVE, "select publication, issue_date, date_basis from pages")
    ingest("fix", "20250614-02.txt", "1", "text=工会驿站增至180个")
    assert rows(ARCHIVE, "select publication, issue_date, date_basis from pages") == before
    assert before == [("聊城日报", "2025-06-14", "given")]
    assert rows(ARCHIVE, "select title from articles") == [("工会驿站增至180个",)]


# who is who


def people_of(archive: Path = ARCHIVE) -> set[str]:
    """The pages that name one 王五, by their letters."""
    found: dict[int, set[str]] = {}
    for person, file in rows(archive, WANG):
        found.setdefault(person, set()).add(file)
    return {" ".join(sorted(files)) for files in found.values()}


WANG = """
select person_id, file from person_mentions join people on people.id = person_id
join articles on articles.id = article_id join pages on pages.id = page_id where name = '王五'
"""


def test_who_is_who_is_kept_and_taken_back(folder: Path) -> None:
    ingest("pages", "--publication", "聊城日报")
    assert people_of() == {"a.txt b.txt"}
    ingest("fix", "pages/a.txt", str(LAST), "other=王五")
    assert people_of() == {"a.txt", "b.txt"}
    ingest("fix", "pages/a.txt", str(LAST), "person=王五=某社")
    ingest("fix", "pages/b.txt", "3", "person=王五=某社")
    assert people_of() == {"a.txt b.txt"}
    ingest("fix", "--undo", "3", "pages/b.txt")
    assert people_of() == {"a.txt", "b.txt"}
    Path("pages/a.txt").write_text("头版头条\n" + PAGE, "utf-8")
    ingest("pages", "--publication", "聊城日报")
    assert people_of() == {"a.txt", "b.txt"}
    ingest("pages", "--publication", "聊城日报", "--db", "anew.db")
    assert people_of(Path("anew.db")) == {"a.txt", "b.txt"}
    ingest("corrections", "export", "all.tsv")
    Path("pages/corrections.tsv").unlink()
    ingest("pages", "--publication", "聊城日报", "--db", "other.db")
    assert people_of(Path("other.db")) == {"a.txt b.txt"}
    ingest("corrections", "import", "all.tsv", "--db", "other.db")
    assert people_of(Path("other.db")) == {"a.txt", "b.txt"}
    assert faults(ARCHIVE) == faults(Path("other.db")) == []


def test_what_an_organisation_is() -> None:
    union = "聊城市总工会=山东省/聊城市/聊城市职工联合会"
    page = read_with((LAST, f"organisation={union}"), (BODY, "organisation=某局=某局"), (LAST, "person=赵六=某局"))
    (named,) = [one for one in page.articles[1].organisations if one.text == "聊城市总工会"]
    assert (named.organisation.name, named.organisation.kind) == ("聊城市职工联合会", "association")
    assert named.organisation.place and named.organisation.place.path == "山东省/聊城市"
    assert {mend.kind for mend in page.unheeded} == {"organisation", "person"}  # neither is named there
    assert read_with((LAST, "organisation=聊城市总工会=")).articles[1].organisations == ()


def test_short_forms_go_with_the_name() -> None:
    text = PAGE.replace("截至目前", "该会表示,截至目前")
    named = [one.text for one in read_with(text=text).articles[1].organisations]
    assert set(named) == {"聊城市总工会", "该会"}
    meant = read_with((LAST, "organisation=聊城市总工会=某会"), text=text).articles[1].organisations
    assert [(one.text, one.organisation.name) for one in meant] == [(one, "某会") for one in named]
    assert read_with((LAST, "organisation=聊城市总工会="), text=text).articles[1].organisations == ()


def test_an_office_goes_with_its_organisation() -> None:
    text = PAGE.replace("村民李四说", "茌平区农业局局长李建国说")
    before, after = read_with(text=text), read_with((BODY, "organisation=茌平区农业局=茌平农业局"), text=text)

    def offices(reading: Reading) -> list[str]:
        return [
            one.organisation.name for one in reading.articles[0].people if one.name == "李建国" and one.organisation
        ]

    assert offices(before) == ["茌平区农业局"] and offices(after) == ["茌平农业局"]
