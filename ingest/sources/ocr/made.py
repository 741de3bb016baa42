"""What all readers of OCR files share: lines made of words, type sizes, safe XML."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from ingest.errors import BadInput
from ingest.layout.lines import width
from ingest.sources.placed import LEFT_EMPTY, RIGHT_EMPTY, Placed

MARGIN = 0.3
"""In characters: by how much boxes are wider than the ink in them."""

FEW = 3
"""Words up to which most of them tell nothing."""

TALL = 0.75
"""Share of a line's box that most of its characters take, where another reaches into the next line."""


@dataclass(frozen=True)
class Recognised:
    """A page as a program recognised it; lines in any order."""

    width: float
    height: float
    lines: tuple[Placed, ...]
    unplaced: tuple[str, ...] = ()
    """Lines of which the file does not tell where they stand, in its order."""


@dataclass(frozen=True)
class Word:
    """A piece of a line."""

    text: str
    confidence: float | None = None
    top: float | None = None
    bottom: float | None = None


def line(words: Sequence[Word], x0: float, top: float, x1: float, bottom: float) -> Placed:
    """A line made of its words."""
    text = said(words)
    sure = [(word.confidence, len(word.text)) for word in words if word.confidence is not None]
    weight = sum(count for _, count in sure)
    confidence = sum(value * count for value, count in sure) / weight if weight else None
    top, bottom = _level(words, top, bottom)
    return Placed(text.strip(), x0, top, x1, bottom, type_size(text, x1 - x0, bottom - top), confidence)


def said(words: Iterable[Word]) -> str:
    """The text of words; they are parted by a space only where both edges are Latin letters or digits."""
    text = ""
    for word in words:
        latin = text[-1:].isascii() and text[-1:].isalnum() and word.text[:1].isascii() and word.text[:1].isalnum()
        text += (" " if latin else "") + word.text
    return text


def _level(words: Sequence[Word], top: float, bottom: float) -> tuple[float, float]:
    """Where most characters of a line stand: a word that is seen as high as two lines makes the line's box as high."""
    tops = [word.top for word in words if word.top is not None for _ in word.text]
    bottoms = [word.bottom for word in words if word.bottom is not None for _ in word.text]
    if len(words) < FEW or not tops or not bottoms:
        return top, bottom
    usual = max(top, statistics.median(tops)), min(bottom, statistics.median(bottoms))
    return usual if usual[1] - usual[0] < TALL * (bottom - top) else (top, bottom)


def type_size(text: str, wide: float, high: float) -> float:
    """The type size of a recognised line: its width over its full-width characters. The height of its box, which
    programs draw as they please, decides only for a character or two, and keeps letter-spaced lines within bounds.

    >>> type_size("丰收在望今年", 63, 14)
    10.0
    """
    bare = "".join(text.split())
    characters = width(bare) / 2 - 0.5 * ((bare[-1:] in RIGHT_EMPTY) + (bare[:1] in LEFT_EMPTY))
    if characters < 2:
        return high * 0.85
    return min(wide / (characters + MARGIN), high * 1.25)


def parted(lines: Iterable[Placed | str]) -> tuple[tuple[Placed, ...], tuple[str, ...]]:
    """Lines with a place, and the texts of those without one."""
    rows = list(lines)
    placed = tuple(row for row in rows if not isinstance(row, str) and row.text)
    return placed, tuple(row for row in rows if isinstance(row, str) and row.strip())


def sized(lines: Iterable[Placed]) -> tuple[float, float]:
    """Width and height of a page that no one tells: as much margin right and below as left and above."""
    rows = list(lines)
    if not rows:
        return 0.0, 0.0
    left, top = max(0.0, min(row.x0 for row in rows)), max(0.0, min(row.top for row in rows))
    return max(row.x1 for row in rows) + left, max(row.bottom for row in rows) + top


def tree(content: bytes, file: str) -> ElementTree.Element:
    """The root of an XML file. Raises BadInput for broken XML, and for entities, by which a small file becomes huge."""
    if re.search(rb"<!ENTITY", content[:1_000_000]):
        raise BadInput(file, "defines XML entities, which no OCR program writes; remove its DOCTYPE")
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError) as problem:
        raise BadInput(file, f"is broken XML ({problem}); export it again") from None


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def number(text: str | None, file: str, default: float | None = None) -> float:
    """A number of a file; raises BadInput for what is none."""
    try:
        if text is None and default is not None:
            return default
        value = float(text or "")
        if not abs(value) < 1e9:
            raise ValueError
        return value
    except ValueError:
        raise BadInput(file, f"gives {text!r} where a number of its page's units stands; export it again") from None
