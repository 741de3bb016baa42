"""Lines → TypeSizes: how large each line is set, measured by the type of the page's text.

    sizes (3.1, 1.5, 1.0, 1.0, …)  →  a headline three times as large as the text, its kicker, the text

Start reading at `type_sizes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from ingest.model import Line

LARGE = 1.2
"""Sizes of the body from which a line stands out."""

SAME = 1.1
"""Up to this ratio two sizes are one, as programs measure them."""

STEP = 0.04
"""Logarithm of the ratio by which neighbouring steps of size differ."""


@dataclass(frozen=True)
class TypeSizes:
    """One entry a line."""

    sizes: tuple[float, ...]
    """In sizes of the body; 0 where it is not known."""
    stands_out: bool
    """Some lines of the page are set larger than its text: so are its headlines."""


def type_sizes(lines: Sequence[Line]) -> TypeSizes:
    """Measures the lines of a page whose source tells their sizes."""
    known = [(line.box.size, len(line.text)) for line in lines if line.box and line.box.size]
    body = body_size(known)
    sizes = tuple((line.box.size or 0.0) / body if line.box else 0.0 for line in lines)
    return TypeSizes(sizes, any(size >= LARGE for size in sizes))


def body_size(sizes: Iterable[tuple[float, int]]) -> float:
    """The type size in which most characters are set, of (size, characters) of the lines; 1 where none is known.

    >>> body_size([(30.0, 8), (10.0, 200), (10.1, 180), (8.0, 300)])
    10.0
    """
    known = [(size, count) for size, count in sizes if size > 0]
    characters: Counter[int] = Counter()
    for size, count in known:
        characters[_step(size)] += count
    if not characters:
        return 1.0
    near = {step: sum(characters[step + by] for by in (-1, 0, 1)) for step in characters}
    best = max(near, key=lambda step: (near[step], characters[step], -step))
    mine = sorted((size, count) for size, count in known if abs(_step(size) - best) <= 1)
    half = sum(count for _, count in mine) / 2
    for size, count in mine:
        half -= count
        if half <= 0:
            return size
    return mine[-1][0]


def _step(size: float) -> int:
    return round(log(size) / STEP)
