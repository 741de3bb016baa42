"""Lines with places → the order in which they are read: headline, its columns from left to right, the next headline.

    order([Placed("丰收在望", …), Placed("今年小麦丰", …), …])  →  Sentence(丰收在望), Sentence(今年小麦丰, indent=2), …

Lines that stand close below each other make a block: a headline, or the part of a column between two other things.
Which block goes on with which is decided for the whole page at once: each has one before it and one behind it at the
most, and the sum of what speaks for the pairs is the largest (assignment.py). What speaks for a pair are places
(the next column, the column below a headline) and sentences: a column that ends mid-sentence goes on in one that
begins mid-sentence.
Start reading at `order`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from ingest.layout.columns import SENTENCE_END
from ingest.layout.furniture import furniture
from ingest.layout.lines import unmarked
from ingest.layout.signatures import signatures
from ingest.layout.type_sizes import body_size
from ingest.sources.assignment import pairs
from ingest.sources.placed import LEFT_EMPTY, RIGHT_EMPTY, Area, Placed, Sentence

HEADLINE = 1.2
"""Type sizes of the body from which a line is a headline's."""

ROW = 1.5, 6
"""Lines that a story may begin further down than the one before it, and than the first, in one row of stories."""

CANNOT_OPEN = re.compile(r"[，,。、；;：:！!？?）)”’】》%％…·]")


@dataclass(frozen=True)
class Block(Area):
    """Lines that stand close below each other."""

    lines: tuple[Placed, ...]
    kind: str
    """headline, text or frame (the page's own lines)."""
    left: float
    """Left edge of its column."""
    right: float
    """Right edge of its column, as far as its lines and those of the same left edge tell."""

    @property
    def size(self) -> float:
        """The usual one of its lines."""
        return sorted(line.size for line in self.lines)[len(self.lines) // 2]

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    def over(self, other: Area) -> float:
        """By how much the two share the page's width."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    @cached_property
    def ends_open(self) -> bool:
        """Its last line stops mid-sentence, and is neither a byline nor a crosshead."""
        if self._is_centred(self.lines[-1]):
            return False
        texts = [unmarked(line.text) for line in self.lines[-3:]]
        if SENTENCE_END.search(texts[-1]):
            return False
        signed = signatures(texts)
        return not (signed.credit_lines[-1] or signed.names_lines[-1] or signed.tail_credits[-1])

    @cached_property
    def is_indented(self) -> bool:
        """Its first line begins a paragraph."""
        first = self.lines[0]
        return first.x0 - self.left > 1.1 * first.size or self._is_centred(first)

    def _is_centred(self, line: Placed) -> bool:
        """Set in the middle of its column, as crossheads are; empty halves of marks at its edges are a part of it."""
        before = line.x0 - self.left - (line.size / 2 if line.text[:1] in LEFT_EMPTY else 0.0)
        after = self.x1 - line.x1 - (line.size / 2 if line.text[-1:] in RIGHT_EMPTY else 0.0)
        return min(before, after) > 0.5 * line.size and abs(before - after) < 0.7 * line.size

    @cached_property
    def begins_item(self) -> bool:
        """A dateline or a byline stands in its first line, or the beginning of a byline."""
        texts = [unmarked(line.text) for line in self.lines[:2]]
        signed = signatures(texts)
        return signed.datelines[0] or signed.credit_lines[0]


def order(lines: Sequence[Placed]) -> list[Sentence]:
    """The lines of a page as they are read; the page's own lines first or last, by where they stand."""
    lines = [line for line in lines if line.text.strip()]
    if not lines:
        return []
    page = _Page(lines)
    return [sentence for story in page.stories() for sentence in page.read(story)]


class _Page:
    """The blocks of a page, and what is typical of it."""

    def __init__(self, lines: Sequence[Placed]):
        self.em = body_size((line.size, len(line.text)) for line in lines)
        self.lines = sorted(lines, key=lambda line: (line.top, line.x0))
        self.leading = self._leading()
        self.edges = self._edges()
        self.blocks = self._whole([self._block(group, kind) for group, kind in self._groups()])
        self.texts = [block for block in self.blocks if block.kind == "text"]
        self.heads = [block for block in self.blocks if block.kind == "headline"]
        self.spans = {id(head): self._span(head) for head in self.heads}
        self.pieces = _pieces(line.text for line in lines)

    def stories(self) -> list[list[Block]]:
        """The blocks, those of one story together, stories in the order of their beginnings."""
        following = pairs(self._worths())
        _break_circles(following)
        behind = set(following.values())
        stories = []
        for number, block in enumerate(self.blocks):
            if number in behind:
                continue
            story = [block]
            while number in following:
                number = following[number]
                story.append(self.blocks[number])
            stories.append(story)
        rows = self._rows(sorted(story[0].top for story in stories))
        return sorted(stories, key=lambda story: (self._part(story[0]), rows[story[0].top], story[0].x0))

    def read(self, story: Sequence[Block]) -> Iterator[Sentence]:
        """The lines of a story; what is no text stands apart."""
        before: Block | None = None
        for block in story:
            for number, line in enumerate(block.lines):
                apart = number == 0 and (before is None or before.kind != "text" or block.kind != "text")
                indent = round((line.x0 - block.left) / line.size) if block.kind == "text" else 0
                yield Sentence(line, indent if indent > 1 else 0, apart)
            before = block

    def _part(self, first: Block) -> int:
        """The page's own lines stand before or behind its stories."""
        if first.kind != "frame":
            return 0
        return -1 if first.top < self.lines[-1].bottom / 2 else 1

    def _rows(self, tops: Sequence[float]) -> dict[float, int]:
        """Stories are told row by row, from left to right; in which row each stands that begins so far down."""
        rows: dict[float, int] = {}
        row, start, before = 0, -inf, -inf
        for top in tops:
            if top - before > ROW[0] * self.leading or top - start > ROW[1] * self.leading:
                row, start = row + 1, top
            rows[top] = row
            before = top
        return rows

    # blocks

    def _leading(self) -> float:
        """The usual distance from a line of the body to the next one."""
        steps = []
        last: dict[int, Placed] = {}
        for line in self.lines:
            if abs(line.size / self.em - 1) < 0.15:
                edge = round(line.x0 / self.em)
                above = next((last[at] for at in (edge, edge - 1, edge + 1) if at in last), None)
                if above and 0.8 * self.em < line.top - above.top < 3 * self.em:
                    steps.append(line.top - above.top)
                last[edge] = line
        return sorted(steps)[len(steps) // 2] if steps else 1.5 * self.em

    def _edges(self) -> dict[int, int]:
        """How many lines of text begin at each place of the page's width, in thirds of a type size."""
        return Counter(round(3 * line.x0 / self.em) for line in self.lines if line.size < HEADLINE * self.em)

    def _groups(self) -> Iterator[tuple[list[Placed], str]]:
        """Lines that belong together, with their kind, from top to bottom."""
        groups: list[tuple[list[Placed], str]] = []
        for line in self.lines:
            kind = self._kind(line)
            found = None
            for group, other in reversed(groups):
                if other == kind and kind != "frame" and self._goes_on(group[-1], line, kind, group):
                    found = group
                    break
            if found is None:
                groups.append(([line], kind))
            else:
                found.append(line)
        yield from groups

    def _kind(self, line: Placed) -> str:
        if furniture(line.text):
            return "frame"
        return "headline" if line.size >= HEADLINE * self.em else "text"

    def _goes_on(self, above: Placed, line: Placed, kind: str, group: Sequence[Placed]) -> bool:
        """The line stands close below the other one, in the same column or headline."""
        left, right = min(one.x0 for one in group), max(one.x1 for one in group)
        flush = kind == "text" and abs(line.x0 - left) < 2.6 * self.em
        shared = min(right, line.x1) - (min(left, line.x0) if flush else max(left, line.x0))
        if shared < 0.5 * min(right - left, line.width):
            return False
        if kind == "headline":
            return -0.3 * line.size < line.top - above.bottom < 0.9 * max(line.size, above.size)
        steps = line.top - above.top, line.bottom - above.bottom
        near = steps[0] > 0.5 * self.em and min(steps) < 1.4 * self.leading
        in_column = flush or (line.x0 > left and line.x1 < right + 0.6 * self.em)
        return near and in_column and abs(line.size / above.size - 1) < 0.3

    def _block(self, lines: Sequence[Placed], kind: str) -> Block:
        x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
        left = self._left(x0) if kind == "text" else x0
        return Block(
            x0=x0,
            top=lines[0].top,
            x1=x1,
            bottom=max(line.bottom for line in lines),
            lines=tuple(lines),
            kind=kind,
            left=left,
            right=x1,
        )

    def _whole(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks, headlines with what was torn from their right ends: it stands level with them, in their type, and
        no story begins below it."""
        whole: list[Block] = []
        for block in sorted(blocks, key=lambda block: block.x0):
            left = next((head for head in reversed(whole) if self._is_torn(head, block, blocks)), None)
            if left is None:
                whole.append(block)
            else:
                lines = sorted((*left.lines, *block.lines), key=lambda line: (round(line.top / line.size), line.x0))
                whole[whole.index(left)] = self._block(lines, "headline")
        return sorted(whole, key=lambda block: block.top)

    def _is_torn(self, head: Block, rest: Block, blocks: Sequence[Block]) -> bool:
        if not head.kind == rest.kind == "headline" or head.x1 > rest.x0 or abs(head.size / rest.size - 1) > 0.15:
            return False
        if abs(head.bottom - rest.bottom) > 0.3 * head.size:
            return False
        texts = [block for block in blocks if block.kind == "text"]
        below = [block for block in texts if self._is_right_below(rest, block)]
        return bool(below) and all(self._goes_on_from_left(block, texts) for block in below)

    def _goes_on_from_left(self, block: Block, texts: Sequence[Block]) -> bool:
        """No paragraph begins with the block, and a column that begins left of it, level with it, ends mid-sentence."""
        if block.is_indented or block.begins_item:
            return False
        row = [other for other in texts if other.x1 < block.x0 and abs(other.top - block.top) < self.leading]
        return any(other.ends_open for other in row)

    def _left(self, x0: float) -> float:
        """The column's left edge: where most lines begin, up to two characters left of these."""
        at = round(3 * x0 / self.em)
        near = range(at - 7, at + 2)
        best = max(near, key=lambda edge: (self.edges.get(edge, 0), edge))
        if best < at - 2 and self.edges.get(best, 0) > 2 * self.edges.get(at, 0):
            return min(line.x0 for line in self.lines if round(3 * line.x0 / self.em) == best)
        return x0

    # pairs

    def _worths(self) -> dict[tuple[int, int], float]:
        """What it is worth that one block is followed by another, in nats."""
        found = {}
        for a, before in enumerate(self.blocks):
            for b, block in enumerate(self.blocks):
                if a == b or "frame" in (before.kind, block.kind) or block.kind == "headline":
                    continue
                cost = self._below_headline(before, block) if before.kind == "headline" else self._onward(before, block)
                if cost is not None:
                    found[a, b] = self._unended(before) + self._unbegun(block) - cost
        return found

    def _unended(self, block: Block) -> float:
        """What it costs that nothing follows."""
        if block.kind == "headline":
            return 9.0
        return 5.0 if block.ends_open else 0.0

    def _unbegun(self, block: Block) -> float:
        """What it costs that nothing stands before."""
        if block.begins_item:
            return 5.0
        return 6.0 if block.is_indented else 9.0

    def _below_headline(self, head: Block, block: Block) -> float | None:
        """The text begins in the leftmost column below its headline, or left beside it."""
        gap = (block.top - head.bottom) / self.leading
        span = self.spans[id(head)]
        beside = -1.5 * self.em < span.x0 - block.x1 < 5 * self.em and abs(block.top - head.top) < 1.6 * self.em
        if beside:
            cost = 3.0
        elif gap < -0.7 or gap > 25:
            return None
        else:
            aside = max(0.0, -block.over(span)) / self.em
            if aside > 14:
                return None
            cost = 0.35 * max(0.0, gap - 1.2) + 0.4 * aside
            cost += 2.0 * self._columns_before(span, block)
            cost += 4.0 * self._between(head, block)
        if block.begins_item:
            cost -= 2.0
        elif not block.is_indented:
            cost += 4.0
        return cost

    def _span(self, head: Block) -> Area:
        """The columns that a headline stands over: those below it, and beside these others that begin at their height
        and have no headline of their own. A headline set in the middle is narrower than its columns."""
        below = [block for block in self.texts if self._is_right_below(head, block)]
        if not below:
            return head
        top = min(block.top for block in below)
        x0, x1 = min(head.x0, *(block.x0 for block in below)), max(head.x1, *(block.x1 for block in below))
        row = [block for block in self.texts if abs(block.top - top) < 0.8 * self.leading and block not in below]
        for block in sorted(row, key=lambda block: min(abs(block.x1 - x0), abs(block.x0 - x1))):
            beside = -self.em < x0 - block.x1 < 3 * self.em or -self.em < block.x0 - x1 < 3 * self.em
            if beside and not any(self._is_right_below(other, block) for other in self.heads):
                x0, x1 = min(x0, block.x0), max(x1, block.x1)
        return Area(x0, head.top, x1, head.bottom)

    def _is_right_below(self, head: Block, block: Block) -> bool:
        return -0.7 < (block.top - head.bottom) / self.leading < 3 and block.over(head) > 0

    def _columns_before(self, head: Area, block: Block) -> int:
        """Other columns below the headline, left of this one."""
        return sum(
            other.kind == "text"
            and other is not block
            and other.x1 < block.x0 + self.em
            and other.over(head) > 0
            and abs(other.top - block.top) < 2 * self.leading
            for other in self.blocks
        )

    def _between(self, above: Block, below: Block) -> int:
        """Blocks that stand between two, one below the other."""
        return sum(
            other is not above
            and other is not below
            and other.top > above.top
            and above.bottom - self.em < other.top < below.top - self.em / 2
            and other.over(below) > 0.5 * min(other.x1 - other.x0, below.x1 - below.x0)
            for other in self.blocks
        )

    def _onward(self, before: Block, block: Block) -> float | None:
        """From one part of the text to the next: the same column further down, or the top of a column to the right."""
        step = (block.left - before.left) / self.em
        wide = max(before.x1 - before.left, 6 * self.em) / self.em
        if abs(step) < 1.2:
            if block.top < before.bottom - self.em / 2:
                return None
            cost = 1.0 + 0.06 * (block.top - before.bottom) / self.leading
            cost += 3.0 * self._between(before, block)
        elif step > 0:
            columns = step / (wide + 1.2)
            cost = 0.7 + 1.6 * max(0.0, columns - 1.2)
            if block.top > before.bottom + self.leading:
                cost += 2.5 + 0.05 * (block.top - before.bottom) / self.leading
            elif block.bottom < before.top:
                cost += 2.0
            cost += 0.02 * abs(block.top - before.top) / self.leading
        else:
            if block.top < before.top:
                return None
            cost = 4.0 + 0.3 * abs(step) / wide + (0.0 if before.ends_open else 3.0)
        cost += self._sentence(before, block)
        first, last = block.lines[0].rank, before.lines[-1].rank
        if first is not None and last is not None and first == last + 1:
            cost -= 1.0
        if abs(block.size / before.size - 1) > 0.06:
            cost += 4.0
        return cost + self._measure(before, block)

    def _measure(self, before: Block, block: Block) -> float:
        """The columns of one text are of one width; a few lines do not tell theirs."""
        if min(len(before.lines), len(block.lines)) < 3:
            return 0.0
        unlike = abs((block.x1 - block.left) / max(1.0, before.x1 - before.left) - 1)
        return 3.5 if unlike > 0.3 else 1.0 if unlike > 0.08 else 0.0

    def _sentence(self, before: Block, block: Block) -> float:
        """Whether the second goes on with the sentence of the first."""
        first, last = block.lines[0].text.strip(), before.lines[-1].text.strip()
        if block.begins_item:
            return 7.0
        if before.ends_open:
            if block.is_indented:
                return 5.0
            return -1.5 if last[-1:] + first[:1] in self.pieces else 0.0
        if CANNOT_OPEN.match(first):
            return 6.0
        return 0.5 if block.is_indented else 2.0


def _pieces(texts: Iterator[str]) -> frozenset[str]:
    """The pairs of characters that stand together in lines of the page."""
    return frozenset(text[at : at + 2] for text in texts for at in range(len(text) - 1))


def _break_circles(following: dict[int, int]) -> None:
    """Of blocks that follow each other in a circle, the one that stands highest is the first."""
    for start in sorted(following):
        at, met = start, {start}
        while at in following and following[at] not in met:
            at = following[at]
            met.add(at)
        if at in following and following[at] == start:
            del following[at]
