"""Where a word stands in a text, without a pattern made for it."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(text: str, part: str) -> Iterator[int]:
    """Where each begins; none overlaps the one before.

    >>> list(occurrences("老张和张某", "张"))
    [1, 3]
    """
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + len(part))
