"""Where words stand in a drawing, so that they neither lie over each other nor are cut at its edge.

words("茌平区", 14, 100, 50)  →  (100, 36, 142, 53): left, top, right, bottom
"""

from __future__ import annotations

Box = tuple[float, float, float, float]

SIZE_ON_A_PHONE = 24
"""Of letters in the drawing's own units, where the drawing is as wide as a phone; the style sheet has the same."""

NARROW = 0.6
"""Width of a Latin letter or a digit beside its height; a Han character is as wide as high."""


def width(text: str, size: float) -> float:
    return sum(size if letter >= "\u2e80" else size * NARROW for letter in text)


def words(text: str, size: float, left: float, baseline: float) -> Box:
    """The room that words take."""
    return left, baseline - size, left + width(text, size), baseline + size * 0.2


def finds_room(box: Box, taken: list[Box], edge: float) -> bool:
    """Whether a box lies within the drawing, whose right edge is given, and over no other."""
    return box[0] >= 0 and box[2] <= edge and not any(_overlap(box, other) for other in taken)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]
