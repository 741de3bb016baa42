"""Columns → Habits: how this page sets its paragraphs and headlines, learned where there is no doubt.

Start reading at `habits`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.columns import Columns
from ingest.model import Line

BLANKS = 0.03
"""Of a page's lines, the share after blank lines that shows that it uses them at all."""

SEVERAL = 3
"""Headlines from which a habit can be told."""


@dataclass(frozen=True)
class Habits:
    """What holds for the whole page."""

    floor: int
    """The smallest indent of the page."""
    indents: bool
    """Paragraphs begin with an indent on this page."""
    lost_indent: int
    """Half-width columns by which first lines of paragraphs are shorter on this page, their indent being lost."""
    parts: bool
    """Paragraphs are parted by blank lines on this page."""
    spaced: bool
    """Blank lines stand on this page, between whatever things."""
    stacked: bool
    """Somewhere on this page a headline's lines stand one below the other with no blank line between."""
    closed: bool
    """No blank line parts headlines from their text on this page, or none the lines of a headline."""
    marks: bool
    """Headings carry Markdown marks on this page."""


def habits(lines: Sequence[Line], set_in: Columns, heading_shaped: Sequence[bool]) -> Habits:
    """Learns a page's habits. `heading_shaped` marks the lines that have the shape of headlines."""
    short = [
        shape and not (narrow and full)
        for shape, full, narrow in zip(heading_shaped, set_in.fills, set_in.wrapped, strict=True)
    ]
    floor = min((line.indent for line in lines), default=0)
    after_end, within = _paragraph_beginnings(set_in, short)
    indented = [line.indent >= floor + 2 for line in lines]
    parted = [line.gap > 0 for line in lines]
    return Habits(
        floor=floor,
        indents=_share(indented, after_end) > 0.5 and _share(indented, within) < 0.3,
        lost_indent=_lost_indent(set_in),
        parts=_share(parted, after_end) > 0.5,
        spaced=_share(parted, range(len(lines))) > BLANKS,
        stacked=_stacked(lines, short),
        closed=_closes_up(parted, short) or _parts_no_headings(parted, short),
        marks=any(line.heading for line in lines),
    )


def _paragraph_beginnings(set_in: Columns, short: Sequence[bool]) -> tuple[list[int], list[int]]:
    """(lines that surely begin a paragraph, lines that surely do not), headlines and what follows them left out.

    A paragraph surely ends where a sentence ends well short of the column, or where the page is not wrapped at all.
    """
    after_end, within = [], []
    for index in range(1, len(short)):
        before = index - 1
        if short[before] or short[index]:
            continue
        if set_in.ended[before] and not (set_in.wrapped[before] and set_in.fills[before]):
            after_end.append(index)
        elif not set_in.ended[before]:
            within.append(index)
    return after_end, within


def _lost_indent(set_in: Columns) -> int:
    """An indent of two characters (4), if the lines after paragraph ends are as a rule that much shorter; else 0."""
    rooms = sorted(
        set_in.measures[index] - set_in.widths[index]
        for index in range(1, len(set_in.widths))
        if set_in.wrapped[index] and set_in.ended[index - 1] and not set_in.fills[index - 1] and not set_in.ended[index]
    )
    return 4 if rooms and rooms[len(rooms) // 2] >= 3 else 0


def _stacked(lines: Sequence[Line], short: Sequence[bool]) -> bool:
    """Whether two lines that have room, the first below a blank line, stand together and nothing else with them."""
    return any(
        short[index - 1] and short[index] and not lines[index].gap and lines[index - 1].gap and lines[index + 1].gap
        for index in range(1, len(lines) - 1)
    )


def _closes_up(parted: Sequence[bool], short: Sequence[bool]) -> bool:
    """Whether most texts stand right below their headings."""
    return _share(parted, _texts_below_headings(short)) < 0.5


def _parts_no_headings(parted: Sequence[bool], short: Sequence[bool]) -> bool:
    """Whether among several headlines no blank line stands between two lines of headings."""
    apart = any(short[index - 1] and short[index] and parted[index] for index in range(1, len(short)))
    return len(_texts_below_headings(short)) >= SEVERAL and not apart


def _texts_below_headings(short: Sequence[bool]) -> list[int]:
    """The lines that are no headings, each right below one."""
    return [index for index in range(1, len(short)) if short[index - 1] and not short[index]]


def _share(flags: Sequence[bool], indexes: Sequence[int]) -> float:
    """Of the lines at these indexes, the share that is flagged."""
    return sum(flags[index] for index in indexes) / len(indexes) if indexes else 0.0
