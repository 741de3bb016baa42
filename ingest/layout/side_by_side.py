"""Columns that a text file sets side by side, as `pdftotext -layout` leaves them → one below the other.

        社区食堂开张              老城墙开始修缮
    柳园社区食堂昨日开张，    昨日，老城墙修缮工程启动。   →  社区食堂开张 … 首日接待老人86位。 老城墙开始修缮 …
    首日接待老人86位。        施工方介绍，明年底完工。

Between columns runs a gutter of blanks that no line crosses but those set over both. Characters count as wide as they
are set: Han two cells, Latin one. Start reading at `in_order`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ingest.layout.lines import is_wide

HALVES = re.compile(r"\S[ \u3000]{2,}\S")
GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
GUTTER = 2
"""Cells."""

FEWEST_ROWS = 4
"""With text on both sides of a gutter."""

WIDEST = 400
"""Characters of a line, several columns of them: a page with longer ones is not set in columns."""

NARROWEST = 8
"""Han characters of the usual line on either side: the cells of a table are shorter."""

SECOND_CELL = "\0"
"""Stands behind a wide character, so that a place in a row is a cell."""


def in_order(text: str) -> str:
    """The text with its columns one below the other; the same text where none stand side by side."""
    lines = text.split("\n")
    if max(map(len, lines)) > WIDEST or sum(bool(HALVES.search(line)) for line in lines) < FEWEST_ROWS:
        return text
    rows = [_cells(line) for line in lines]
    read = list(_read(rows))
    return text if read == rows else "\n".join(row.replace(SECOND_CELL, "") for row in read)


def _cells(line: str) -> str:
    wide = (f"{character}{SECOND_CELL}" if is_wide(character) else character for character in line.expandtabs())
    return "".join("  " if character == f"\u3000{SECOND_CELL}" else character for character in wide).rstrip()


def _read(rows: Sequence[str]) -> Iterator[str]:
    """Bands of the page from above, the columns of each from left to right."""
    gutter = _gutter(rows)
    if gutter is None:
        yield from rows
        return
    for crosses, band in groupby(rows, key=lambda row: _crosses(row, gutter)):
        if crosses:
            yield from band
        else:
            whole = list(band)
            yield from _read([row[:gutter].rstrip() for row in whole])
            yield ""
            yield from _read(_set_left([row[gutter:] for row in whole]))
            yield ""


def _gutter(rows: Sequence[str]) -> int | None:
    """Where the second column begins, by the gutter that most rows keep; None where the page has one column."""
    kept = Counter(
        cell for row in rows for gap in GAP.finditer(row) for cell in range(gap.start() + GUTTER, gap.end() + 1)
    )
    for cell in sorted(kept, key=lambda cell: (-kept[cell], cell)):
        both = [row for row in rows if row[:cell].strip() and row[cell:].strip() and not _crosses(row, cell)]
        crossing = sum(_crosses(row, cell) for row in rows)
        if len(both) < FEWEST_ROWS:
            return None
        if crossing * 2 <= len(both) and all(
            map(_is_column, ([row[:cell] for row in both], [row[cell:] for row in both]))
        ):
            return cell
    return None


def _crosses(row: str, cell: int) -> bool:
    return bool(row[cell - GUTTER : cell].strip())


def _is_column(rows: Iterable[str]) -> bool:
    """Whether the usual line of these is long enough for text."""
    lengths = sorted(row.count(SECOND_CELL) for row in rows)
    return lengths[len(lengths) // 2] >= NARROWEST


def _set_left(rows: Sequence[str]) -> list[str]:
    """The rows without the blanks that all of them begin with."""
    margin = min((len(row) - len(row.lstrip()) for row in rows if row.strip()), default=0)
    return [row[margin:] for row in rows]
