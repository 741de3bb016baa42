"""Which texts of a page speak of the same thing: the two-character pieces they share, weighed by rarity.

A headline names what its article says; a crosshead goes on with the subject, a new headline leaves it.
Pieces that every part of the page has (the city's name, 今年) say nothing and weigh nothing.

    affinity.found(pieces_of("妈妈岗破解宝妈就业难题"), range(40, 90))  →  17.4
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from operator import add
from pathlib import Path

from ingest import rules

RUN = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z0-9.]{2,}")
LATIN = re.compile("[A-Za-z0-9.]{2}")

COMMON_WORDS = Path(__file__).parent / "tables" / "common_words.tsv"
COMMON_WORD_WEIGHT = 0.15
"""Of a rare piece's weight, what a word weighs that any text may have."""

COMMON = 50
"""Lines that a piece may stand in before looking for more of them tells nothing."""


@dataclass(frozen=True)
class Running:
    """The lines of a page as one text."""

    text: str
    offsets: tuple[int, ...]
    """Where each line begins, and where the last one ends."""
    pieces: list[str]
    """Every piece, also those over a line's end, as often as it stands there."""
    places: list[int]
    """Where each begins, ascending."""

    def pieces_of(self, lines: range) -> Iterable[str]:
        """The same as `pieces_of` the lines as one text: most lines of a page are asked for many times."""
        start, stop = self.offsets[lines.start], self.offsets[lines.stop]
        if any(LATIN.match(self.text, edge - 1) for edge in (start, stop) if edge):  # a word that is cut here
            return pieces_of(self.text[start:stop])
        within = slice(bisect_left(self.places, start), bisect_left(self.places, stop - 1))
        return dict.fromkeys(self.pieces[within])


@dataclass(frozen=True)
class Affinity:
    """Where on the page each piece stands, and how much it tells."""

    lines_with: dict[str, list[int]]
    """Indexes of the lines that hold a piece, ascending."""
    weights: dict[str, float]
    """0 for a piece that all parts of the page have, growing with its rarity."""
    parts: tuple[range, ...]
    """Spans of lines, ascending, that together are the page."""
    part_of: tuple[int, ...]
    """By line: the number of its part."""
    running: Running

    def found(self, pieces: Iterable[str], span: range) -> float:
        """The weight of those pieces that stand in a span of lines."""
        start, stop, lines_with = span.start, span.stop, self.lines_with
        standing = [
            piece
            for piece in pieces
            if (places := lines_with.get(piece))
            and places[0] < stop
            and places[-1] >= start
            and (places[0] >= start or places[bisect_left(places, start)] < stop)
        ]
        return sum([self.weights[piece] for piece in standing])

    def whole(self, pieces: Iterable[str]) -> float:
        """The weight of those pieces that the page has."""
        return sum(filter(None, map(self.weights.get, pieces)))

    def repeated(self, pieces: Iterable[str]) -> float:
        """The weight of those pieces that more than one line of the page has."""
        return sum([self.weights[piece] for piece in pieces if len(self.lines_with.get(piece, ())) > 1])

    def by_part(self, text: str) -> dict[range, float]:
        """The weight of the text's pieces in each part of the page that holds any of them."""
        weights: dict[int, float] = defaultdict(float)
        for piece in pieces_of(text):
            for part in dict.fromkeys([self.part_of[place] for place in self.lines_with.get(piece, ())[:COMMON]]):
                weights[part] += self.weights[piece]
        return {self.parts[part]: weight for part, weight in weights.items()}


def affinity(texts: Sequence[str], parts: Sequence[range]) -> Affinity:
    """Learns the pieces of a page's lines; rarity is counted over its parts (spans of lines, roughly its items)."""
    part_of = tuple(number for number, part in enumerate(parts) for _ in part)
    lines_with: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        for piece in pieces_of(text):
            lines_with[piece].append(index)
    weights = {}
    common = rules.words(COMMON_WORDS)
    for piece, places in lines_with.items():
        spread = len({part_of[place] for place in places}) if len(places) > 1 else 1
        weights[piece] = math.log((len(parts) + 1) / spread) * (COMMON_WORD_WEIGHT if piece in common else 1)
    return Affinity(dict(lines_with), weights, tuple(parts), part_of, _running(texts))


def _running(texts: Sequence[str]) -> Running:
    text = "".join(texts)
    pieces: list[str] = []
    places: list[int] = []
    for match in RUN.finditer(text):
        run, start = match[0], match.start()
        found = [run] if run[0] < "\u3400" else list(map(add, run, run[1:]))
        pieces += found
        places += range(start, start + len(found))
    return Running(text, (0, *accumulate(map(len, texts))), pieces, places)


@lru_cache(maxsize=2048)
def pieces_of(text: str) -> tuple[str, ...]:
    """The distinct two-character pieces of a text, in order; Latin words and numbers whole.

    >>> pieces_of("高铁时代,PPT")
    ('高铁', '铁时', '时代', 'PPT')
    """
    pieces: dict[str, None] = {}
    for run in RUN.findall(text):
        if run[0] < "\u3400":
            pieces[run] = None
            continue
        pieces |= dict.fromkeys(map(add, run, run[1:]))
    return tuple(pieces)
