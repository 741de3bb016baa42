"""Lines → Columns: how wide the column is around each line, and how the line stands in it.

    widths (34, 36, 35, 12), measures (36, …)  →  the first three fill their column, the last leaves room

Start reading at `columns`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.layout.lines import width
from ingest.layout.spans import spans
from ingest.model import Line

SENTENCE_END = re.compile(r"[。！？!?…；;][”’」』\"')）】]*$|[。！？!?…][”’」』\"')）】]+$")
"""A line after which a paragraph may end."""

SIGNED_END = re.compile(r"[。！？!?][”’]?\s*[（(][^（）()。]{1,20}[）)]$")
"""Or a bracket behind the sentence, as who wrote it stands: 任务。（市农业局通讯组）"""

SIGNATURE = 24
"""Characters of the line before in which such a bracket can begin."""

COLUMN_MAX = 100
"""Half-width columns. No newspaper sets a text column wider than 50 characters; a longer line is a whole paragraph."""

NEAR = 12
"""Lines to each side that tell the width of the column here."""


@dataclass(frozen=True)
class Columns:
    """All sequences have one entry a line."""

    widths: tuple[int, ...]
    measures: tuple[int, ...]
    """Width of the column around the line, in half-width columns."""
    shortfalls: tuple[int, ...]
    """Characters by which the line is shorter than the lines around it."""
    fills: tuple[bool, ...]
    """Whether the line fills its column, by width, as a typesetter counts, or by characters, as a program wraps."""
    wrapped: tuple[bool, ...]
    """Whether the text around the line is hard-wrapped to its column."""
    ended: tuple[bool, ...]
    """Whether the line ends a sentence."""


def columns(lines: Sequence[Line]) -> Columns:
    """Measures the lines of a page."""
    widths = tuple(width(line.text) for line in lines)
    measures = _measures(lines, widths)
    shortfalls = _shortfalls(lines)
    fills = tuple(
        taken + line.indent >= measure - slack(measure) or short <= 1
        for line, taken, measure, short in zip(lines, widths, measures, shortfalls, strict=True)
    )
    stopped = _stopped([line.text for line in lines])
    wrapped = _wrapped(measures, fills, stopped)
    ended = tuple(
        stop or (line.text.endswith(("：", ":")) and not (narrow and full))
        for stop, line, narrow, full in zip(stopped, lines, wrapped, fills, strict=True)
    )
    return Columns(widths, measures, shortfalls, fills, wrapped, ended)


def slack(measure: int) -> int:
    """By how many half-width columns a justified line may fall short of its measure: punctuation, digits."""
    return max(4, measure // 10)


def _stopped(texts: Sequence[str]) -> tuple[bool, ...]:
    """Whether each line ends with a sentence, or with its writer's brackets behind one."""
    return tuple(
        bool(SENTENCE_END.search(text) or SIGNED_END.search(before[-SIGNATURE:] + text))
        for before, text in zip(["", *texts], texts, strict=False)
    )


def _measures(lines: Sequence[Line], widths: Sequence[int]) -> tuple[int, ...]:
    """The column's width around each line: of its own run of lines where that is long enough, else of what is near."""
    measures = [0] * len(lines)
    for run in _runs(lines):
        for index in run:
            near = range(max(run.start, index - NEAR), min(run.stop, index + NEAR + 1))
            if len(run) < 4:
                near = range(max(0, index - NEAR), min(len(lines), index + NEAR + 1))
            measures[index] = _nearly_widest([widths[other] for other in near])
    return tuple(measures)


def _nearly_widest(widths: list[int]) -> int:
    return sorted(widths)[-1 - len(widths) // 8]


def _runs(lines: Sequence[Line]) -> list[range]:
    """Spans of lines with no blank line between."""
    starts = [index for index, line in enumerate(lines) if index == 0 or line.gap]
    return spans(starts, len(lines))


def _shortfalls(lines: Sequence[Line]) -> tuple[int, ...]:
    """By how many characters each line is shorter than the column, where lines were cut by counting characters."""
    counts = [len(line.text) + line.indent // 2 for line in lines]
    return tuple(most - count for most, count in zip(_measures(lines, counts), counts, strict=True))


def _wrapped(measures: Sequence[int], fills: Sequence[bool], ended: Sequence[bool]) -> tuple[bool, ...]:
    """Text is hard-wrapped where many lines near fill a narrow column and stop in the midst of a sentence."""
    cut = [
        not closed and full and measure <= COLUMN_MAX
        for measure, full, closed in zip(measures, fills, ended, strict=True)
    ]
    cuts = list(accumulate(cut, initial=0))
    flags = []
    for index, measure in enumerate(measures):
        start, stop = max(0, index - NEAR), min(len(cut), index + NEAR + 1)
        flags.append(measure <= COLUMN_MAX and cuts[stop] - cuts[start] >= 0.25 * (stop - start))
    return tuple(flags)
