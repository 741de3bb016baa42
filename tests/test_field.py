"""Kinds of misreading found on real material stay mended."""

import json
from pathlib import Path

import pytest

from tests.field import check

CASES = [Path(__file__).parent / "examples" / f"{name}_cases.jsonl" for name in ("field", "layout")]

OPEN = {
    "layout-oneline-dump": "a line that holds headline and text is one line, and has one role",
    "layout-mineru-level": "where all marks are alike and no dateline helps, a crosshead looks like a headline",
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
