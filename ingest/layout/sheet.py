"""Lines → Sheet: the lines of a page with what can be measured about how it is set.

A sheet answers what a reader sees before reading: how wide the column is here, whether a line fills it,
whether this page indents its paragraphs or parts them by blank lines, where items seem to begin.
Start reading at `sheet`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from ingest.layout.affinity import Affinity, affinity
from ingest.layout.credits import closing, is_credit_line, is_names_line, opening, opens_credit
from ingest.layout.grammar import DATED, SIGNED, UNANCHORED
from ingest.layout.lines import width
from ingest.model import Line

SENTENCE_END = re.compile(r"[。！？!?…；;][”’」』\"')）】]*$|[。！？!?…][”’」』\"')）】]+$")
"""A line after which a paragraph may end."""

SIGNED_END = re.compile(r"[。！？!?][”’]?\s*[（(][^（）()。]{1,20}[）)]$")
"""Or a bracket behind the sentence, as who wrote it stands: 任务。（市农业局通讯组）"""

SIGNATURE = 24
"""Characters of the line before in which such a bracket can begin."""

CLAUSE_INSIDE = re.compile(r"[。；;](?!$)")

SENTENCE_TAIL = re.compile(
    r"[的了着们性化](?![^，。]{0,3}[是士确])|[^“‘「（(\d][，,、]|[，,、。；;：:！!？?）)”’】》%％]"
)
"""What no text begins with: a particle, a clause of one character, a mark that stands after something."""

EXCLAMATIONS = frozenset("哦嗯瞧看听对好是不啊哎唉喂嘿哈哇嗨")
"""Characters that can be a clause of their own."""

COLUMN_MAX = 100
"""Half-width columns. No newspaper sets a text column wider than 50 characters; a longer line is a whole paragraph."""

HEADLINE_MAX = 72
"""Half-width columns: 36 characters, more than any headline line."""

CREDIT_TAIL = 12
"""Characters that a byline cut by a line's end leaves for the next line at most."""

BLANKS = 0.03
"""Of a page's lines, the share after blank lines that shows that it uses them at all."""

NEAR = 12
"""Lines to each side that tell the width of the column here."""


@dataclass(frozen=True)
class Sheet:
    """The lines of a page that may belong to articles, measured. All sequences have one entry a line."""

    lines: tuple[Line, ...]
    widths: tuple[int, ...]
    measures: tuple[int, ...]
    """Width of the column around the line, in half-width columns."""
    fills: tuple[bool, ...]
    """Whether the line fills its column, by width, as a typesetter counts, or by characters, as a program wraps."""
    shortfalls: tuple[int, ...]
    """Characters by which the line is shorter than the lines around it."""
    wrapped: tuple[bool, ...]
    """Whether the text around the line is hard-wrapped to its column."""
    ended: tuple[bool, ...]
    """Whether the line ends a sentence."""
    heading_shaped: tuple[bool, ...]
    """Short, without full stop, no byline: the shape of headlines, and of many lines that are none."""
    next_text: tuple[int, ...]
    """The first line from each line on that is not heading-shaped; one entry more, for the page's end."""
    next_column: tuple[int, ...]
    """The first line from each line on that is not heading-shaped or stands in hard-wrapped text."""
    sentence_starts: tuple[int, ...]
    """The line behind the last one that ended a sentence."""
    datelines: tuple[bool, ...]
    anchors: tuple[int, ...]
    """What of grammar.ANCHOR_LEVELS each line's own text holds."""
    credit_lines: tuple[bool, ...]
    names_lines: tuple[bool, ...]
    tail_credits: tuple[bool, ...]
    """Whether the line is text that ends with a byline."""
    cut_credits: tuple[bool, ...]
    """Whether the line is the end of a byline that the line before began."""
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
    marks: bool
    """Headings carry Markdown marks on this page."""
    items: tuple[range, ...]
    """Spans of lines from one byline or dateline to the next: roughly the page's items."""
    jumps: tuple[str, ...]
    """What sends the reader on or back between the line and the one before it; mostly empty."""
    affinity: Affinity
    offsets: tuple[int, ...]
    """Characters before each line, and of all lines at the end."""

    def full(self, index: int) -> bool:
        """The line fills its column, by width or (where lines were cut by counting) by characters."""
        return self.fills[index]

    def gap_before(self, index: int) -> bool:
        """A blank line above, or the edge of the page."""
        return index == 0 or self.lines[index].gap > 0

    def gap_after(self, index: int) -> bool:
        """A blank line below, or the edge of the page."""
        return index + 1 == len(self.lines) or self.lines[index + 1].gap > 0

    def item(self, index: int) -> range:
        """The span, from byline or dateline to the next, that the line stands in."""
        return self.items[bisect_right(self.items, index, key=attrgetter("start")) - 1]

    def characters(self, span: range) -> int:
        """The number of characters in a span of lines."""
        return self.offsets[span.stop] - self.offsets[span.start]

    def indented(self, index: int) -> bool:
        return self.lines[index].indent >= self.floor + 2

    def leaves_room(self, index: int) -> bool:
        """The line is at least two characters short of its column, by width and by count."""
        return self.measures[index] - self.widths[index] - self.lines[index].indent >= 3 and self.shortfalls[index] >= 2

    def text(self, index: int) -> str:
        return self.lines[index].text


def begins_in_midst(text: str) -> bool:
    """Whether the first words of a text cannot begin a sentence.

    >>> begins_in_midst("畔,无声诉说着这里曾经的辉煌"), begins_in_midst("看,花开了")
    (True, False)
    """
    return bool(SENTENCE_TAIL.match(text)) and text[0] not in EXCLAMATIONS


def slack(measure: int) -> int:
    """By how many half-width columns a justified line may fall short of its measure: punctuation, digits."""
    return max(4, measure // 10)


def sheet(lines: Sequence[Line], jumps: Mapping[int, str] | None = None) -> Sheet:
    """Measures a page. Lines of page furniture are left out beforehand; `jumps` tells which of them sent the reader
    on or back (下转第3版, 上接第1版): printed text by line number."""
    lines = tuple(lines)
    texts = [line.text for line in lines]
    widths = tuple(width(text) for text in texts)
    ended = tuple(
        bool(SENTENCE_END.search(text) or SIGNED_END.search(before[-SIGNATURE:] + text))
        for before, text in zip(["", *texts], texts, strict=False)
    )
    openings = [opening(text) for text in texts]
    datelines = tuple(bool(opening.dateline) for opening in openings)
    credit_lines = tuple(is_credit_line(text) for text in texts)
    heading_shaped = tuple(
        columns <= HEADLINE_MAX
        and not credit
        and not dateline
        and not text.endswith(("。", "；", ";", "，", "、", "…"))
        and not CLAUSE_INSIDE.search(text)
        for text, columns, credit, dateline in zip(texts, widths, credit_lines, datelines, strict=True)
    )
    measures = _measures(lines, widths)
    shortfalls = _shortfalls(lines)
    fills = tuple(
        columns + line.indent >= measure - slack(measure) or short <= 1
        for line, columns, measure, short in zip(lines, widths, measures, shortfalls, strict=True)
    )
    wrapped = _wrapped(measures, fills, ended)
    floor = min((line.indent for line in lines), default=0)
    ended = tuple(
        closed or (text.endswith(("：", ":")) and not (narrow and full))
        for closed, text, narrow, full in zip(ended, texts, wrapped, fills, strict=True)
    )
    indents, parts = _paragraph_style(lines, fills, wrapped, ended, heading_shaped, floor)
    cut_credits = tuple(_ends_a_credit(before, text) for before, text in zip(["", *texts], texts, strict=False))
    tail_credits = tuple(
        cut or (not credit and not cut_after and closing(text).credit is not None)
        for text, credit, cut, cut_after in zip(
            texts, credit_lines, cut_credits, (*cut_credits[1:], False), strict=True
        )
    )
    items = _items(datelines, credit_lines)
    return Sheet(
        lines=lines,
        widths=widths,
        measures=measures,
        fills=fills,
        shortfalls=shortfalls,
        wrapped=wrapped,
        ended=ended,
        heading_shaped=heading_shaped,
        next_text=_next([not shape for shape in heading_shaped]),
        next_column=_next([not shape or narrow for shape, narrow in zip(heading_shaped, wrapped, strict=True)]),
        sentence_starts=tuple(accumulate(range(len(lines)), lambda start, line: line if ended[line - 1] else start)),
        datelines=datelines,
        anchors=tuple(
            SIGNED if opening.credit or tail else DATED if opening.dateline else UNANCHORED
            for opening, tail in zip(openings, tail_credits, strict=True)
        ),
        credit_lines=credit_lines,
        names_lines=tuple(is_names_line(text) for text in texts),
        tail_credits=tail_credits,
        cut_credits=cut_credits,
        floor=floor,
        indents=indents,
        lost_indent=_lost_indent(widths, measures, wrapped, fills, ended),
        parts=parts,
        spaced=_share([line.gap > 0 for line in lines]) > BLANKS,
        stacked=_stacked(lines, heading_shaped, fills, wrapped),
        marks=any(line.heading for line in lines),
        items=items,
        jumps=_jumps(lines, jumps or {}),
        affinity=affinity(texts, items),
        offsets=(0, *accumulate(map(len, texts))),
    )


def _ends_a_credit(before: str, text: str) -> bool:
    """A byline at the end of the text that the line's end cut in two: …气温度。 ■ 本报记者 孙⏎文辉."""
    if not before or len(text) > CREDIT_TAIL:
        return False
    if closing(before).credit and (opens_credit(text) or is_credit_line(text)):
        return False
    found = closing(before + text)
    return found.credit is not None and found.end < len(before) and text.rstrip("）)】] ") in found.credit


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
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True)]


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
    cuts = [0]
    for value in cut:
        cuts.append(cuts[-1] + value)
    flags = []
    for index, measure in enumerate(measures):
        start, stop = max(0, index - NEAR), min(len(cut), index + NEAR + 1)
        flags.append(measure <= COLUMN_MAX and cuts[stop] - cuts[start] >= 0.25 * (stop - start))
    return tuple(flags)


def _paragraph_style(
    lines: Sequence[Line],
    fills: Sequence[bool],
    wrapped: Sequence[bool],
    ended: Sequence[bool],
    heading_shaped: Sequence[bool],
    floor: int,
) -> tuple[bool, bool]:
    """(whether paragraphs are indented, whether they are parted by blank lines), learned where a paragraph surely ends.

    A paragraph surely ends where a sentence ends well short of the column, or where the page is not wrapped at all.
    """
    after_end, within = [], []
    for index in range(1, len(lines)):
        before = index - 1
        if any(heading_shaped[other] and not (wrapped[other] and fills[other]) for other in (before, index)):
            continue
        if ended[before] and not (wrapped[before] and fills[before]):
            after_end.append(index)
        elif not ended[before]:
            within.append(index)

    def indented(indexes: list[int]) -> float:
        return _share([lines[index].indent >= floor + 2 for index in indexes])

    parts = _share([lines[index].gap > 0 for index in after_end]) > 0.5
    return bool(after_end) and indented(after_end) > 0.5 and indented(within) < 0.3, parts


def _lost_indent(
    widths: Sequence[int],
    measures: Sequence[int],
    wrapped: Sequence[bool],
    fills: Sequence[bool],
    ended: Sequence[bool],
) -> int:
    """An indent of two characters (4), if the lines after paragraph ends are as a rule that much shorter; else 0."""
    rooms = sorted(
        measures[index] - widths[index]
        for index in range(1, len(widths))
        if wrapped[index] and ended[index - 1] and not fills[index - 1] and not ended[index]
    )
    return 4 if rooms and rooms[len(rooms) // 2] >= 3 else 0


def _stacked(
    lines: Sequence[Line], heading_shaped: Sequence[bool], fills: Sequence[bool], wrapped: Sequence[bool]
) -> bool:
    """Whether two lines that have room, the first below a blank line, stand together and nothing else with them."""
    short = [
        shape and not (narrow and full) for shape, full, narrow in zip(heading_shaped, fills, wrapped, strict=True)
    ]
    return any(
        short[index - 1] and short[index] and not lines[index].gap and lines[index - 1].gap and lines[index + 1].gap
        for index in range(1, len(lines) - 1)
    )


def _jumps(lines: Sequence[Line], jumps: Mapping[int, str]) -> tuple[str, ...]:
    numbers = [line.number for line in lines]
    before: list[list[str]] = [[] for _ in (*lines, "the edge of the page")]
    for number, text in jumps.items():
        before[bisect_right(numbers, number)].append(text)
    return tuple("".join(texts) for texts in before[:-1])


def _next(flags: Sequence[bool]) -> tuple[int, ...]:
    """For each index, and the one behind the last, the first flagged one from there on; the length where none is."""
    found = [len(flags)]
    for index in reversed(range(len(flags))):
        found.append(index if flags[index] else found[-1])
    return tuple(reversed(found))


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _items(datelines: Sequence[bool], credit_lines: Sequence[bool]) -> tuple[range, ...]:
    """Spans from one anchor (dateline, or the first of some byline lines) to the next; the first from the top."""
    anchors = [0]
    for index in range(1, len(datelines)):
        anchored_before = credit_lines[index - 1] or datelines[index - 1]
        if (datelines[index] or credit_lines[index]) and not anchored_before:
            anchors.append(index)
    return tuple(range(start, stop) for start, stop in zip(anchors, [*anchors[1:], len(datelines)], strict=True))
