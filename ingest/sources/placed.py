"""Lines with their places, as every input with geometry gives them, and the text of a page made of them.

    Placed("丰收在望", x0=50, top=40, x1=210, bottom=80, size=40)

Units are those of the source (points, pixels), alike in both directions, from the upper left corner.
Start reading at `composed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ingest.model import Box, Given

IDEOGRAPHIC_SPACE = "\u3000"

RIGHT_EMPTY, LEFT_EMPTY = frozenset("，。、；：！？）》」』】〉”’"), frozenset("（《「『【〈“‘")
"""Full-width marks that leave half of their room without ink."""

DEEPEST_INDENT = 12
"""Characters: what stands further to the right is no deeper indented for a reader."""


@dataclass(frozen=True)
class Placed:
    """A line of type with its place on the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    """Type size: what a full-width character takes."""
    confidence: float | None = None
    """Of the program that recognised it, 0 to 1."""
    rank: int | None = None
    """Its place in the order of the source, where that may tell something."""

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def over(self, other: Placed | Area) -> float:
        """By how much the two share the page's width."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)


@dataclass(frozen=True)
class Area:
    """A rectangle of the page."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Sentence:
    """A line in reading order."""

    line: Placed
    indent: int = 0
    """Characters by which it is indented in its column."""
    apart: bool = False
    """Something else stood before it: another story, a headline."""


@dataclass(frozen=True)
class Laid:
    """A page of lines in reading order."""

    text: str
    width: float | None
    height: float | None
    boxes: Mapping[int, Box]
    """Where the lines stand, by their numbers."""
    given: Mapping[int, Given] = field(default_factory=dict)
    """What the source says of the lines, by their numbers."""
    publication: str | None = None
    issue_date: str | None = None
    page_label: str | None = None


def composed(lines: Iterable[Sentence], width: float, height: float) -> tuple[str, dict[int, Box]]:
    """The text of a page, one line of type a line, a blank one where something else begins; and the lines' places by
    their numbers.

    >>> line = Placed("丰收在望", 50, 40, 210, 80, 40)
    >>> composed([Sentence(line)], 500, 800)
    ('丰收在望', {1: Box(x0=0.1, top=0.05, x1=0.42, bottom=0.1, size=0.05, confidence=None, outline=None)})
    """
    texts: list[str] = []
    boxes: dict[int, Box] = {}
    for sentence in lines:
        if sentence.apart and texts:
            texts.append("")
        texts.append(IDEOGRAPHIC_SPACE * min(sentence.indent, DEEPEST_INDENT) + _one_line(sentence.line.text))
        boxes[len(texts)] = box(sentence.line, width, height)
    return "\n".join(texts), boxes


def box(line: Placed, width: float, height: float) -> Box:
    """The place of a line in widths and heights of its page."""
    return Box(
        x0=_share(line.x0, width),
        top=_share(line.top, height),
        x1=_share(line.x1, width),
        bottom=_share(line.bottom, height),
        size=_share(line.size, height),
        confidence=None if line.confidence is None else round(line.confidence, 4),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _share(value: float, whole: float) -> float:
    return round(min(1.0, max(0.0, value / whole)), 5) if whole else 0.0
