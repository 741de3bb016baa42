"""Where datelines and credits stand: each row of the example tables is one case."""

from pathlib import Path

import pytest

from ingest.layout import credits as credits_module
from ingest.layout.credit_text import TABLES
from ingest.layout.credits import closing, is_credit_line, is_names_line, opening, opens_credit
from ingest.reading.bylines import bylines
from ingest.rules import rows

EXAMPLES = Path(__file__).parent / "examples"


def cases(path, *columns):
    """The rows of a table as test cases, named by their first column; ⏎ stands for a line break, - for nothing."""
    return [
        pytest.param(*(_cell(row[column]) for column in columns), id=f"{path.stem}:{number} {row[columns[0]]}")
        for number, row in rows(path)
    ]


def _cell(text):
    return None if text == "-" else text.replace("⏎", "\n")


@pytest.mark.parametrize(
    ("text", "dateline", "credit", "body"),
    cases(EXAMPLES / "openings.tsv", "text", "dateline", "credit", "body"),
)
def test_opening(text, dateline, credit, body):
    found = opening(text)
    assert (found.dateline, found.credit, text[found.start :]) == (dateline, credit, body)


@pytest.mark.parametrize(("text", "credit", "body"), cases(EXAMPLES / "closings.tsv", "text", "credit", "body"))
def test_closing(text, credit, body):
    found = closing(text)
    assert (found.credit, text[: found.end]) == (credit, body)


@pytest.mark.parametrize(("line", "kind"), cases(EXAMPLES / "credit_lines.tsv", "line", "kind"))
def test_kind_of_line(line, kind):
    kinds = {"credit": is_credit_line, "opens": opens_credit, "names": is_names_line}
    found = " ".join(name for name, holds in kinds.items() if holds(line))
    assert (found or "none") == kind


@pytest.mark.parametrize(("example", "expected"), cases(TABLES / "roles.tsv", "example", "bylines"))
def test_rows_of_roles(example, expected):
    """Every role word gives the bylines that its row promises."""
    found = " ".join(f"{byline.name}={byline.role}" for byline in bylines((example,)))
    assert (found or None) == expected


@pytest.mark.parametrize(("word", "example"), cases(TABLES / "agencies.tsv", "word", "example"))
def test_rows_of_agencies(word, example):
    """Every agency stands before a role or a name and is no part of either."""
    assert word in example
    assert [byline.name for byline in bylines((example,))] in (["蒋承岩"], ["秦廷玉"])


@pytest.mark.parametrize(
    ("name", "example", "counterexample"),
    cases(TABLES / "datelines.tsv", "name", "example", "counterexample"),
)
def test_rows_of_datelines(name, example, counterexample):
    """Every form of dateline is the first that wins its example, and leaves its counterexample alone."""
    assert (opening(example).rule or "").split(" ")[0] == name
    assert opening(counterexample).dateline is None


@pytest.mark.parametrize("size", [1, 200, 20_000])
@pytest.mark.parametrize(
    "text", ["驻", "本报", "记者 王某 ", "(", "（ ", "王李张刘", "□", "张三、", "全媒体", "记 ", "【本报"]
)
def test_any_text_is_answered(text, size):
    """Long runs of what credits are made of are answered, with offsets inside the text."""
    long = text * size
    assert 0 <= opening(long).start <= len(long)
    assert 0 <= closing(long).end <= len(long)
    assert not (is_names_line(long) and is_credit_line(long))


def test_reach_is_enough_for_long_credits():
    """Ten names with their roles are found at both ends."""
    credit = "记者 " + " ".join(["欧阳致和", "舒展翼"] * 5) + " 通讯员 " + " ".join(["白若云"] * 8)
    assert len(credit) < credits_module.REACH
    assert opening(f"本报讯（{credit}）近日，道路通车。").credit == credit
    assert closing(f"近日，道路通车。（{credit}）").credit == credit
