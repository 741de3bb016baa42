"""Credits as printed become names with roles."""

import csv
import json
from pathlib import Path

import pytest

from ingest.layout.credits import closing, is_credit_line, is_names_line, opening, opens_credit
from ingest.reading.bylines import bylines, clear_names, open_runs
from ingest.rules import rows

EXAMPLES = Path(__file__).parent / "examples"


def credits_of(text: str) -> tuple[str, ...]:
    """The credits of a piece of newspaper text, cut out line by line."""
    credits: list[str] = []
    open_credit = False
    for line in text.split("\n"):
        if is_credit_line(line) or opens_credit(line):
            credits.append(line)
            open_credit = True
        elif open_credit and is_names_line(line):
            credits[-1] += "\n" + line
        else:
            open_credit = False
            head = opening(line)
            tail = closing(line[head.start :])
            credits += [credit for credit in (head.credit, tail.credit) if credit]
    return tuple(credits)


def forms():
    with (EXAMPLES / "bylines.tsv").open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row["text"].replace("⏎", "\n"), json.loads(row["expected"]), id=row["id"])
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@pytest.mark.parametrize(("text", "expected"), forms())
def test_forms_of_many_papers(text, expected):
    """Each form gives exactly its names and roles."""
    assert [[byline.name, byline.role] for byline in bylines(credits_of(text))] == expected


def signed():
    return [
        pytest.param(row["credit"].replace("⏎", "\n"), row["bylines"], id=f"signed:{number} {row['credit']}")
        for number, row in rows(EXAMPLES / "signed.tsv")
    ]


@pytest.mark.parametrize(("credit", "expected"), signed())
def test_who_signs(credit, expected):
    found = " ".join(f"{byline.name}={byline.role or ''}" for byline in bylines((credit,)))
    assert (found or "-") == expected


def names_in(*credits, known=()):
    return [byline.name for byline in bylines(credits, frozenset(known))]


def test_known_names_part_an_open_run():
    """王丽 高杨林 or 王丽高 杨林: only somebody who is known tells."""
    assert names_in("记者王丽高杨林") == ["王丽高杨林"]
    assert names_in("记者王丽高杨林", known=["王丽"]) == ["王丽", "高杨林"]
    assert names_in("记者王丽高杨林", known=["杨林"]) == ["王丽高", "杨林"]


def test_names_printed_clearly_in_the_same_credits_part_a_run():
    assert names_in("记者王丽高杨林", "王丽 摄") == ["王丽", "高杨林"]


def test_known_names_that_contradict_each_other_leave_the_run_whole():
    assert names_in("记者王丽高杨林", known=["王丽", "杨林", "高杨林", "王丽高"]) == ["王丽高杨林"]


def test_known_names_never_cut_what_print_parts():
    """A name between blanks is whole, whoever else is known."""
    assert names_in("记者 王小明", known=["王小"]) == ["王小明"]


def test_a_name_keeps_its_first_role():
    assert bylines(("记者 舒展翼", "舒展翼 摄")) == bylines(("记者 舒展翼",))


def test_clear_names_are_those_that_print_parts():
    assert clear_names(("记者 舒展翼 白若云", "记者王丽高杨林", "记者 阿布力克木•艾合买提")) == {
        "舒展翼",
        "白若云",
        "阿布力克木·艾合买提",
    }


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        ("（记者 舒展翼", "通讯员 白若云）", [("舒展翼", "记者"), ("白若云", "通讯员")]),
        ("（本报记者", "舒展翼 白若云）", [("舒展翼", "记者"), ("白若云", "记者")]),
        ("（记者 舒", "展翼 通讯员 白若云）", [("舒展翼", "记者"), ("白若云", "通讯员")]),
        ("（舒展翼", "白若云）", [("舒展翼", None), ("白若云", None)]),
    ],
)
def test_a_bracket_broken_by_a_line_end_is_one_credit(opened, closed, expected):
    """In whatever order its halves are handed over."""
    for credits in ((opened, closed), (closed, opened)):
        assert [(byline.name, byline.role) for byline in bylines(credits)] == expected


@pytest.mark.parametrize(
    ("credits", "is_open"),
    [
        (("记者王丽高杨林",), True),
        (("记者王丽高杨林", "王丽 摄"), False),
        (("记者舒展翼白若云",), False),
        (("记者 舒展翼",), False),
        (("通讯员 云水市总工会",), False),
        ((), False),
    ],
)
def test_runs_that_more_names_could_settle(credits, is_open):
    assert open_runs(credits) is is_open
