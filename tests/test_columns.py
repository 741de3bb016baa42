"""Columns that stand under one another where Chinese characters are twice as wide as Latin ones."""

from __future__ import annotations

import pytest

from ingest.columns import aligned, clipped, width

WIDTHS = [
    ("", 0),
    ("abc", 3),
    ("聊城", 4),
    ("第3版", 5),
    ("“工力量”", 8),
    ("，。", 4),
    ("７.8", 4),
    ("e\u0301", 1),
    ("\u3000", 2),
]


@pytest.mark.parametrize(("text", "columns"), WIDTHS)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


CUTS = [
    ("聊城市", 6, "聊城市"),
    ("聊城市", 5, "聊城…"),
    ("聊城市", 4, "聊…"),
    ("abcd", 3, "ab…"),
    ("聊城", 1, "…"),
    ("", 0, ""),
]


@pytest.mark.parametrize(("text", "limit", "cut"), CUTS)
def test_clipped(text: str, limit: int, cut: str) -> None:
    assert clipped(text, limit) == cut
    assert width(clipped(text, limit)) <= limit


def test_aligned() -> None:
    assert list(aligned([("行", "role", "x"), ("10", "题", ""), ("3", "body", "文")], right=(0,))) == [
        "行  role  x",
        "10  题",
        " 3  body  文",
    ]
    assert list(aligned([])) == []
