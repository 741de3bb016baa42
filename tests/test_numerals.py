"""Numbers as newspapers print them: examples/numerals.txt holds one a line, `text => value`."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import NUMERAL, decimal, fold, number

CASES = [
    tuple(line.split(" => "))
    for line in (Path(__file__).parent / "examples" / "numerals.txt").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


@pytest.mark.parametrize(("text", "value"), CASES, ids=[text for text, _ in CASES])
def test_number(text, value):
    assert number(text) == (None if value == "-" else float(value))


def test_empty_text_is_no_number():
    assert number("") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("约1.2万亿元", ["1.2万亿"]),
        ("十几万元和二十多万人", ["十几万", "二十多万"]),
        ("5千米", ["5"]),
        ("30兆瓦", ["30"]),
        ("三千瓦", ["三"]),
        ("大陆队伍", []),
        ("壹仟贰佰元", ["壹仟贰佰"]),
    ],
)
def test_numeral_finds_the_number_and_leaves_the_unit(text, found):
    assert re.findall(NUMERAL, text) == found


@given(st.integers(min_value=0, max_value=10**15))
def test_arabic_numbers_are_exact(value):
    assert decimal(f"{value}") == decimal(f"{value:,}") == value


@given(st.text(alphabet="零一二三九十百千万亿两点分之负几多余0123456789.,，第", max_size=12))
def test_any_text_is_answered(text):
    assert number(text) is None or isinstance(number(text), float)


@given(st.text(max_size=20))
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)
