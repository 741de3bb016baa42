"""Recognised boxes → lines as they are set: pieces of one line joined, lines that run into the next column parted.

    3000余“妈妈岗”石 | 破解宝妈就业难题         →  3000余“妈妈岗”破解宝妈就业难题      two boxes that overlap
    记者吴扩容增量。今年共新增4家               →  记者吴 | 扩容增量。今年共新增4家     one box over two columns

Programs find boxes by the ink alone: wide gaps part a line, narrow ones between columns join two. The lines around tell
where columns begin. Start reading at `mended`.
"""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import sqrt

from ingest.layout.furniture import furniture
from ingest.layout.lines import width
from ingest.layout.type_sizes import body_size
from ingest.sources.placed import Placed

LONG = 8
"""Characters from which a line's box tells how much higher boxes are than the type."""

SHORT = 6
"""Half-width characters up to which its width does not tell a line's type size well."""

SIGNED, SENTENCE = re.compile("记者|通讯员|实习生"), re.compile("[，。、；]")
"""What a byline has, and what it has not."""

ERROR = 0.15
"""Share by which the type size of a recognised line may be wrong."""

TOUCHING = 0.2
"""In type sizes of the body: what is less apart, or lies over each other, are pieces of a line; columns are further."""

SPACE = 0.6
"""In type sizes: a gap from which pieces of one line are parted by a space."""

HEADLINE = 1.2
"""Type sizes of the body from which lines run over several columns."""

AROUND = 15
"""Lines' distances within which lines tell of the columns at a place."""

TELLING = 3
"""So many lines of those around must begin where a column does, and as many end before it."""


def mended(lines: Sequence[Placed]) -> tuple[Placed, ...]:
    """The lines of a page, in any order, of those that a program found."""
    if not lines:
        return ()
    sized = _sized(lines)
    em = body_size((line.size, len(line.text)) for line in sized)
    joined = list(_joined(sized, _Columns(sized, em)))
    columns = _Columns(joined, em)
    return tuple(_alike([line for whole in joined for line in columns.parted(whole)], em))


def _alike(lines: Sequence[Placed], em: float) -> Iterator[Placed]:
    """The lines with one type size where they follow each other in a column: the usual one of the long ones."""
    for column in _runs(lines, em):
        long = [line.size for line in column if len(line.text) >= LONG]
        usual = statistics.median(long) if long else em
        usual = em if abs(usual / em - 1) < ERROR / 2 else usual
        yield from (replace(line, size=usual) if abs(line.size / usual - 1) < ERROR else line for line in column)


def _runs(lines: Sequence[Placed], em: float) -> list[list[Placed]]:
    """Lines that stand below each other, no more than an indent to the left or right."""
    runs: list[list[Placed]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.x0)):
        for run in reversed(runs):
            near = 0.3 * em < line.top - run[-1].top < 2.4 * em and abs(line.x0 - run[-1].x0) < 2.6 * em
            if near and abs(line.size / statistics.median(one.size for one in run) - 1) < ERROR:
                run.append(line)
                break
        else:
            runs.append([line])
    return runs


def _sized(lines: Sequence[Placed]) -> list[Placed]:
    """The lines, some no larger than their boxes are high, in the measure that is usual on this page."""
    ratios = [(line.bottom - line.top) / line.size for line in lines if len(line.text) >= LONG and line.size > 0]
    if not ratios:
        return list(lines)
    usual = statistics.median(ratios)
    em = body_size((line.size, len(line.text)) for line in lines)
    return [_of_height(line, (line.bottom - line.top) / usual, em) for line in lines]


def _of_height(line: Placed, high: float, em: float) -> Placed:
    """The line, no larger than its box is high where its width tells less: of few characters, as the box's edges are a
    part of it; of bylines, as the gaps between names look like wide type; of text of which characters were lost."""
    if line.size <= high:
        return line
    if width(line.text) <= SHORT and line.text.endswith("。"):  # the end of a paragraph, which no headline has
        return replace(line, size=em)
    if width(line.text) <= SHORT or (SIGNED.search(line.text) and not SENTENCE.search(line.text)):
        return replace(line, size=high)
    both = sqrt(line.size * high)
    return replace(line, size=both) if both < HEADLINE * em else line


def _joined(lines: Sequence[Placed], columns: _Columns) -> Iterator[Placed]:
    """The lines, pieces of one line made one."""
    waiting = sorted(lines, key=lambda line: (line.x0, line.top))
    while waiting:
        line = waiting.pop(0)
        while (at := _next(line, waiting, columns)) is not None:
            line = _with(line, waiting.pop(at))
        yield line


def _next(line: Placed, waiting: Sequence[Placed], columns: _Columns) -> int | None:
    """Where the piece waits that goes on with the line; those waiting are sorted by their left edges."""
    for at, other in enumerate(waiting):
        if other.x0 > line.x1 + max(columns.em, line.size):
            return None
        if _is_level(line, other) and _goes_on(line, other, columns):
            return at
    return None


def _is_level(line: Placed, other: Placed) -> bool:
    """The two stand side by side, in one type."""
    shared = min(line.bottom, other.bottom) - max(line.top, other.top)
    level = shared > 0.6 * min(line.bottom - line.top, other.bottom - other.top)
    return level and max(line.size, other.size) < 1.35 * min(line.size, other.size) and other.x1 > line.x1


def _goes_on(line: Placed, other: Placed, columns: _Columns) -> bool:
    """The second lies over the first, touches it, or is less than a character from it where no column ends."""
    size, gap = min(line.size, other.size), other.x0 - line.x1
    return -size < gap and (gap < TOUCHING * columns.em or (gap < size and columns.run_on(line, other)))


def _with(line: Placed, other: Placed) -> Placed:
    """The two as one; what both show is taken from the surer one."""
    twice = round(max(0.0, line.x1 - other.x0) / min(line.size, other.size))
    first, second = line.text, other.text
    if twice and (line.confidence or 0) < (other.confidence or 0):
        first = first[:-twice]
    else:
        second = second[twice:]
    sure = [one.confidence for one in (line, other) if one.confidence is not None]
    return replace(
        line,
        text=first + (" " if other.x0 - line.x1 > SPACE * line.size else "") + second,
        x1=max(line.x1, other.x1),
        top=min(line.top, other.top),
        bottom=max(line.bottom, other.bottom),
        size=(line.size + other.size) / 2,
        confidence=min(sure) if sure else None,
    )


class _Columns:
    """Where the columns of a page begin and end, as its lines of text tell."""

    def __init__(self, lines: Sequence[Placed], em: float):
        self.em = em
        text = (line for line in lines if line.size < HEADLINE * em)
        self.lines = sorted(text, key=lambda line: line.middle)
        self.middles = [line.middle for line in self.lines]

    def run_on(self, line: Placed, other: Placed) -> bool:
        """Lines of text around run on above or below the gap between the two; more than end or begin in it."""
        near = [one for one in self._around(line) if one is not other]
        left, right = line.x1 - 0.6 * self.em, other.x0 + 0.6 * self.em
        over = sum(one.x0 < left and one.x1 > right for one in near)
        begins = sum(left < one.x0 < right for one in near)
        ends = sum(left < one.x1 < right for one in near)
        return over >= TELLING and over > min(begins, ends)

    def parted(self, line: Placed) -> list[Placed]:
        """The line, or its parts in several columns."""
        if line.size >= HEADLINE * self.em or line.width < 8 * self.em or furniture(line.text):
            return [line]
        near = self._around(line)
        for edge in sorted({other.x0 for other in near}):
            if not line.x0 + 2.5 * self.em < edge < line.x1 - 2.5 * self.em:
                continue
            begins = [other for other in near if abs(other.x0 - edge) < 0.6 * self.em]
            ends = [other for other in near if 0.3 * self.em < edge - other.x1 < 2.5 * self.em]
            over = [other for other in near if other.x0 < edge - 2 * self.em and other.x1 > edge + 2 * self.em]
            if len(begins) >= TELLING and len(ends) >= TELLING and len(over) < min(len(begins), len(ends)) / 2:
                left, right = self._cut(line, max(other.x1 for other in ends), min(other.x0 for other in begins))
                return [left, *self.parted(right)]
        return [line]

    def _around(self, line: Placed) -> list[Placed]:
        reach = AROUND * 1.5 * self.em
        first, last = bisect_left(self.middles, line.middle - reach), bisect_right(self.middles, line.middle + reach)
        return [other for other in self.lines[first:last] if other is not line]

    def _cut(self, line: Placed, end: float, begin: float) -> tuple[Placed, Placed]:
        """The line in two: one up to where its column ends, one from where the next begins."""
        text = line.text

        def misfit(at: int) -> float:
            right = abs(width(text[at:].strip()) / 2 - (line.x1 - begin) / self.em)
            left = max(0.0, width(text[:at].strip()) / 2 - (end - line.x0) / self.em)
            return right + left - (1.0 if text[at - 1].isspace() else 0.0)

        at = min(range(1, len(text)), key=misfit, default=0)
        return (
            replace(line, text=text[:at].strip(), x1=min(end, line.x1), size=self.em),
            replace(line, text=text[at:].strip(), x0=begin, size=self.em),
        )
