"""Kinds of misreading found on real material stay mended."""

import json
from pathlib import Path

import pytest

from tests.field import check

CASES = [Path(__file__).parent / "examples" / f"{name}_cases.jsonl" for name in ("field", "layout", "twin", "control")]

ACROSS = "the words on either side are as likely with the place as without"

OPEN = {
    "layout-indented-crosshead-twin1": "an undated item below an article looks like one of its parts",
    "layout-crawler-fields-control": "the lines of a form in a notice look like headlines",
    "place-zhongwei-twin2": ACROSS,
    "place-ledu-twin1": ACROSS,
    "place-bazhong-twin2": ACROSS,
    "fig-spaced-numeral-control": "a part's number and the figure behind it look like one number",
    "fig-gongchi-control": "公尺二 looks like a compound of units",
}
"""Cases that are still misread, and why."""


def cases() -> list:
    found = []
    for line in (line for file in CASES for line in file.read_text("utf-8").splitlines()):
        case = json.loads(line)
        why = OPEN.get(case["id"])
        found.append(
            pytest.param(case, id=case["id"], marks=[pytest.mark.xfail(reason=why, strict=True)] if why else [])
        )
    return found


@pytest.mark.parametrize("case", cases())
def test_what_was_misread_on_real_pages_is_read(case):
    assert list(check(case)) == []
