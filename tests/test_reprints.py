"""Articles that print the same text: what they share, and their rows whatever the order in which pages come."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from difflib import SequenceMatcher
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.model import Reading
from ingest.reprints.comparison import LONGEST_AT_LEAST, MOST, PASSAGE_AT_LEAST, Shared, compare, shared_runs
from ingest.reprints.fingerprints import ENOUGH, RUN, SAMPLED, compared, fingerprints
from ingest.storage.archive import Archive
from ingest.storage.reprints import forget, of_page, remember
from tests.factories import known, read_article, reading
from tests.rows import faults, rows

HAN = "".join(map(chr, range(0x4E00, 0x5200)))


def prose(seed: int, length: int) -> str:
    """As good as a text: no ten characters of it stand anywhere else."""
    return "".join(random.Random(seed).choices(HAN, k=length))


TEXT = prose(0, 600)


def misread(text: str, every: int) -> str:
    return "".join("口" if place % every == every - 1 else character for place, character in enumerate(text))


EDITED = TEXT[:90] + prose(1, 20) + TEXT[110:300] + TEXT[330:] + prose(2, 25)

KINDS = [
    ("the same", TEXT, "same"),
    ("edited", EDITED, "same"),
    ("misread, one character of forty", misread(TEXT, 40), "same"),
    ("abridged to its beginning", TEXT[:200], "abridged"),
    ("abridged to pieces", TEXT[:80] + TEXT[150:260] + TEXT[400:470], "abridged"),
    ("a passage quoted", prose(3, 300) + TEXT[200:330] + prose(4, 300), "passage"),
    ("a name of an office", prose(3, 300) + TEXT[200:224] + prose(4, 300), None),
    ("one formula of official speech", prose(3, 300) + TEXT[200:245] + prose(4, 300), None),
    ("many short turns of speech", "".join(prose(n, 9) + TEXT[20 * n : 20 * n + 20] for n in range(5, 25)), None),
    ("nothing", prose(5, 600), None),
    ("no text", "", None),
]


@pytest.mark.parametrize("text, kind", [pytest.param(*case, id=name) for name, *case in KINDS])
def test_what_two_texts_share(text: str, kind: str | None) -> None:
    shared = compare(TEXT, text)
    assert (shared and shared.kind) == kind
    assert shared == compare(text, TEXT)
    if kind:
        assert len(fingerprints(TEXT) & fingerprints(text)) >= ENOUGH


def test_share_and_run() -> None:
    assert compare(TEXT, TEXT) == Shared("same", 1.0, 600)
    assert compare(TEXT, TEXT[100:300]) == Shared("abridged", 1.0, 200)
    assert compare(TEXT, prose(3, 100) + TEXT[:100]) == Shared("passage", 0.5, 100)


def test_setting_makes_no_difference() -> None:
    assert compared("今年“小麦”\n\n 丰收,ＡＰＰ　可查") == compared("今年小麦丰收，app可查")


@given(st.text(max_size=200))
def test_fingerprints_are_those_of_the_runs(text: str) -> None:
    assert fingerprints(text[:120]) <= fingerprints(text)
    assert all(number % 16 == 0 and 0 <= number < 2**32 for number in fingerprints(text))


TEXTS = (TEXT, EDITED, TEXT[:200], prose(3, 300) + TEXT[200:330], prose(5, 300), "短讯")
ISSUES = st.sampled_from([None, "2025-03-01", "2025-03-02"])
PAGES = st.lists(
    st.builds(lambda bodies, day: (bodies, day), st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3), ISSUES),
    max_size=4,
)


def page(number: int, bodies: list[str], day: str | None) -> Reading:
    articles = [read_article(position, paragraphs=(body,)) for position, body in enumerate(bodies)]
    return reading(*articles, file=f"{number}.txt", text=f"{number}", issue_date=day)


def pairs(path: Path) -> list[tuple]:
    """The rows, with file and position instead of ids."""
    return sorted(rows(path, PAIRS))


PAIRS = """
select later_page.file, later.position, earlier_page.file, earlier.position, reprints.kind, share, run
from reprints join articles as later on later.id = article_id join articles as earlier on earlier.id = earlier_id
join pages as later_page on later_page.id = later.page_id
join pages as earlier_page on earlier_page.id = earlier.page_id
"""


def made_anew(path: Path) -> tuple[list, list]:
    """Both tables as they are when every page is forgotten and remembered."""
    with closing(sqlite3.connect(path)) as db:
        pages = [number for (number,) in db.execute("select id from pages")]
        for each in pages:
            forget(db, each)
        assert db.execute("select count(*) from reprints").fetchone() == (0,)
        assert db.execute("select count(*) from fingerprints").fetchone() == (0,)
        for each in reversed(pages):
            remember(db, of_page(db, each))
        db.commit()
    return pairs(path), rows(path, "select * from fingerprints")


@given(PAGES, st.randoms(use_true_random=False), PAGES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_gives_the_same_rows(tmp_path: Path, contents: list, chance: random.Random, before: list) -> None:
    """Also when other things were read in the files of those names before."""
    readings = [page(number, *content) for number, content in enumerate(contents)]
    earlier = [page(number, *content) for number, content in enumerate(before[: len(readings)])]
    shuffled = chance.sample(readings, len(readings))
    found = []
    for name, history in (("one.db", readings), ("other.db", earlier + shuffled)):
        path = tmp_path / name
        path.unlink(missing_ok=True)
        with Archive(path) as archive:
            for each in history:
                archive.add(each, known(each.page.file))
        held = pairs(path), rows(path, "select * from fingerprints")
        assert held == made_anew(path)
        assert faults(path) == []
        found.append(held[0])
    assert found[0] == found[1]


def test_the_earlier_issue_is_the_earlier_article(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        for number, day in enumerate(["2025-03-02", "2025-03-01", None]):
            archive.add(page(number, [TEXT], day), known(f"{number}.txt"))
    assert [(later, earlier) for later, _, earlier, *_ in pairs(path)] == [
        ("0.txt", "1.txt"),
        ("2.txt", "0.txt"),
        ("2.txt", "1.txt"),
    ]


def test_articles_that_go_take_their_rows_with_them(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        archive.add(page(0, [TEXT, EDITED], None), known("0.txt"))
        archive.add(page(0, ["短讯"], None), known("0.txt"))
    assert rows(path, "select * from reprints") == rows(path, "select * from fingerprints") == []


@settings(max_examples=60, deadline=None)
@given(st.text("的一是，。abc𠮷\ud800", max_size=80) | st.text(max_size=80))
def test_runs_are_kept_by_their_whole_checksum(text: str) -> None:
    encoded = text.encode("utf-16-le", "surrogatepass")
    numbers = {crc32(encoded[start : start + 2 * RUN]) for start in range(0, len(encoded) - 2 * RUN + 1, 2)}
    assert fingerprints(text) == {number for number in numbers if number % SAMPLED == 0}


@settings(max_examples=100, deadline=None)
@given(st.text("的一", max_size=40), st.text("的一", max_size=40), st.text("的一是不", min_size=20, max_size=30))
def test_nothing_is_dismissed_that_shares_a_long_run(before: str, behind: str, run: str) -> None:
    one, other = sorted((before + run, run + behind), key=lambda text: (len(text), text))
    longest = SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    assert (compare(one, other) is None) == (longest < LONGEST_AT_LEAST or not _enough(one, other))


def _enough(shorter: str, longer: str) -> bool:
    common = sum(length for _, _, length in shared_runs(shorter, longer))
    return common >= min(MOST * len(shorter), PASSAGE_AT_LEAST)
