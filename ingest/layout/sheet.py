"""Lines → Sheet: the lines of a page with what can be measured about how it is set.

A sheet answers what a reader sees before reading: how wide the column is here, whether a line fills it (columns.py),
where bylines stand (signatures.py), whether this page indents its paragraphs or parts them by blank lines
(habits.py), how large its lines are set (type_sizes.py), where items seem to begin. Start reading at `sheet`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from ingest.layout.affinity import Affinity, affinity
from ingest.layout.columns import Columns, columns
from ingest.layout.habits import Habits, habits
from ingest.layout.signatures import Signatures, signatures
from ingest.layout.spans import spans
from ingest.layout.type_sizes import TypeSizes, type_sizes
from ingest.model import Line

CLAUSE_INSIDE = re.compile(r"[。；;](?!$)")

SENTENCE_TAIL = re.compile(
    r"[的了着们性化](?![^，。]{0,3}[是士确])|[^“‘「（(\d][，,、]|[，,、。；;：:！!？?）)”’】》%％]"
)
"""What no text begins with: a particle, a clause of one character, a mark that stands after something."""

EXCLAMATIONS = frozenset("哦嗯瞧看听对好是不啊哎唉喂嘿哈哇嗨")
"""Characters that can be a clause of their own."""

JUMP = re.compile("[上下]接|[上下]转|紧接|[转接]第?.{1,3}版")
SOURCE = re.compile(r"(?:来源|日期|时间)\W{0,4}[:：]")
ITEM_FRAME = re.compile("[上下]一篇")
PICTURE_FILE = re.compile(r"!\[[^\]]*\]\(|<img\b", re.IGNORECASE)

VERSE = 32
"""Half-width columns of the longest verse."""

HEADLINE_MAX = 72
"""Half-width columns: 36 characters, more than any headline line."""


FAR = 8
"""Half-width columns of indent that no paragraph has."""


@dataclass(frozen=True)
class Sheet(Columns, Signatures, Habits, TypeSizes):
    """The lines of a page that may belong to articles, measured; sequences have one entry a line."""

    lines: tuple[Line, ...]
    tells: frozenset[str]
    """What is known of any of them: "places" on the page, what is "given" of them by people or their source."""
    heading_shaped: tuple[bool, ...]
    """Short, without full stop, no byline: the shape of headlines, and of many lines that are none."""
    next_text: tuple[int, ...]
    """The first line from each line on that is not heading-shaped; one entry more, for the page's end."""
    next_column: tuple[int, ...]
    """The first line from each line on that is not heading-shaped or stands in hard-wrapped text."""
    short: tuple[bool, ...]
    """As short as verses, without figures, no byline."""
    next_long: tuple[int, ...]
    """The first line from each line on that is not so short."""
    sentence_starts: tuple[int, ...]
    """The line behind the last one that ended a sentence."""
    items: tuple[range, ...]
    """Spans of lines from one byline or dateline to the next: roughly the page's items."""
    jumps: tuple[str, ...]
    """What sends the reader on or back between the line and the one before it; mostly empty."""
    levels: int
    """How many levels of Markdown headings the page has."""
    title_level: int
    """The level of most headings above a dateline or byline; 0 where half of its headings are not."""
    marks_titles_only: bool
    """Nine in ten headings of that level are above one: crossheads are marked otherwise."""
    frames: tuple[bool, ...]
    """Whether the frame of a saved page (上一篇 下一篇) stands between the line and the one before it."""
    sources: tuple[bool, ...]
    """Whether a line of source and day (来源：… 日期：…) stands between the line and the one before it."""
    pictures: tuple[bool, ...]
    """Whether a picture's file stands between the line and the one before it."""
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

    def far_right(self, index: int) -> bool:
        """Set so far to the right as no paragraph begins."""
        return self.lines[index].indent >= self.floor + FAR

    def is_text(self, index: int) -> bool:
        """Not in the shape of a headline, or indented as this page's paragraphs are; on a page without indents, in
        hard-wrapped text."""
        if self.indents:
            return not self.heading_shaped[index] or self.indented(index)
        return self.next_column[index] == index

    def leaves_room(self, index: int) -> bool:
        """The line is at least two characters short of its column, by width and by count."""
        return self.measures[index] - self.widths[index] - self.lines[index].indent >= 3 and self.shortfalls[index] >= 2

    @cached_property
    def given_roles(self) -> dict[int, str]:
        """By line number: the role that people say it has."""
        return {line.number: line.given.role for line in self.lines if line.given and line.given.role}

    def given_role(self, number: int) -> str | None:
        return self.given_roles.get(number)

    def text(self, index: int) -> str:
        return self.lines[index].text


def sheet(lines: Sequence[Line], aside: Mapping[int, str] | None = None) -> Sheet:
    """Measures a page. Lines of page furniture are left out beforehand: `aside`, printed text by line number. Some of
    them send the reader on or back (下转第3版, 上接第1版), others hold a picture's place."""
    texts = [line.text for line in lines]
    set_in, signed = columns(lines), signatures(texts)
    shaped = _heading_shaped(texts, set_in, signed)
    short = _short(texts, set_in, signed)
    items = _items(signed.datelines, signed.credit_lines)
    level, dated, of_level = _title_level(lines, signed)
    between = _between(lines, aside or {})
    return Sheet(
        **vars(set_in),
        **vars(signed),
        **vars(habits(lines, set_in, shaped)),
        **vars(type_sizes(lines)),
        lines=tuple(lines),
        tells=_tells(lines),
        heading_shaped=shaped,
        next_text=_next([not shape for shape in shaped]),
        next_column=_next([not shape or narrow for shape, narrow in zip(shaped, set_in.wrapped, strict=True)]),
        short=short,
        next_long=_next([not is_short for is_short in short]),
        sentence_starts=_sentence_starts(set_in.ended),
        items=items,
        jumps=tuple("".join(filter(JUMP.search, texts)) for texts in between),
        levels=len({line.heading for line in lines} - {0}),
        title_level=level if 2 * dated >= of_level else 0,
        marks_titles_only=10 * dated >= 9 * of_level,
        frames=tuple(any(map(ITEM_FRAME.search, texts)) for texts in between),
        sources=tuple(any(map(SOURCE.search, texts)) for texts in between),
        pictures=tuple(any(map(PICTURE_FILE.search, texts)) for texts in between),
        affinity=affinity(texts, items),
        offsets=(0, *accumulate(map(len, texts))),
    )


def _tells(lines: Sequence[Line]) -> frozenset[str]:
    known = {"places": any(line.box for line in lines), "given": any(line.given for line in lines)}
    return frozenset(told for told, is_told in known.items() if is_told)


def begins_in_midst(text: str) -> bool:
    """Whether the first words of a text cannot begin a sentence.

    >>> begins_in_midst("畔,无声诉说着这里曾经的辉煌"), begins_in_midst("看,花开了")
    (True, False)
    """
    return bool(SENTENCE_TAIL.match(text)) and text[0] not in EXCLAMATIONS


def _heading_shaped(texts: Sequence[str], set_in: Columns, signed: Signatures) -> tuple[bool, ...]:
    return tuple(
        taken <= HEADLINE_MAX
        and not credit
        and not dateline
        and not text.endswith(("。", "；", ";", "，", "、", "…"))
        and not CLAUSE_INSIDE.search(text)
        for text, taken, credit, dateline in zip(
            texts, set_in.widths, signed.credit_lines, signed.datelines, strict=True
        )
    )


def _short(texts: Sequence[str], set_in: Columns, signed: Signatures) -> tuple[bool, ...]:
    return tuple(
        taken <= VERSE and not (credit or dateline or any(map(str.isdigit, text)))
        for text, taken, credit, dateline in zip(
            texts, set_in.widths, signed.credit_lines, signed.datelines, strict=True
        )
    )


def _sentence_starts(ended: Sequence[bool]) -> tuple[int, ...]:
    return tuple(accumulate(range(len(ended)), lambda start, line: line if ended[line - 1] else start))


def _title_level(lines: Sequence[Line], signed: Signatures) -> tuple[int, int, int]:
    """(the level of most headings above datelines and bylines, how many of it are, how many there are)."""
    dated: Counter[int] = Counter()
    of_level: Counter[int] = Counter()
    for index in range(1, len(lines)):
        level = lines[index - 1].heading
        if level and not lines[index].heading:
            of_level[level] += 1
            dated[level] += bool(signed.anchors[index] or signed.credit_lines[index])
    level = max(of_level, key=lambda level: (dated[level], -level), default=0)
    return (level, dated[level], of_level[level]) if dated[level] else (0, 0, 1)


def _between(lines: Sequence[Line], aside: Mapping[int, str]) -> list[list[str]]:
    """For each line, what was set aside between it and the one before."""
    numbers = [line.number for line in lines]
    before: list[list[str]] = [[] for _ in (*lines, "the edge of the page")]
    for number, text in aside.items():
        before[bisect_right(numbers, number)].append(text)
    return before[:-1]


def _next(flags: Sequence[bool]) -> tuple[int, ...]:
    """For each index, and the one behind the last, the first flagged one from there on; the length where none is."""
    found = [len(flags)]
    for index in reversed(range(len(flags))):
        found.append(index if flags[index] else found[-1])
    return tuple(reversed(found))


def _items(datelines: Sequence[bool], credit_lines: Sequence[bool]) -> tuple[range, ...]:
    """Spans from one anchor (dateline, or the first of some byline lines) to the next; the first from the top."""
    anchors = [0]
    for index in range(1, len(datelines)):
        anchored_before = credit_lines[index - 1] or datelines[index - 1]
        if (datelines[index] or credit_lines[index]) and not anchored_before:
            anchors.append(index)
    return tuple(spans(anchors, len(datelines)))
