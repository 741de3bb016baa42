"""Rows of words → lines of text whose columns stand under one another, in a terminal too.

    aligned([("line", "role"), ("3", "title")], right=(0,)) → "line  role", "   3  title"

A Chinese character takes two columns of a terminal, a Latin letter one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence

GAP = "  "


def width(text: str) -> int:
    """Columns that a text takes in a terminal.

    >>> width("第3版")
    5
    """
    return sum(_columns(character) for character in text)


def clipped(text: str, limit: int) -> str:
    """The text, cut to at most `limit` columns; an ellipsis says so.

    >>> clipped("聊城市总工会", 8)
    '聊城市…'
    """
    if width(text) <= limit:
        return text
    kept, used = "", 1
    for character in text:
        used += _columns(character)
        if used > limit:
            break
        kept += character
    return kept + "…"


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> Iterator[str]:
    """One line for each row; the columns numbered in `right` are set flush right."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            _padded(cell, size, place in right) for place, (cell, size) in enumerate(zip(row, widths, strict=True))
        ]
        yield GAP.join(cells).rstrip()


def _padded(cell: str, size: int, right: bool) -> str:
    space = " " * (size - width(cell))
    return space + cell if right else cell + space


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
