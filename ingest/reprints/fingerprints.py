"""Text → fingerprints: a few numbers by which texts that share a passage are found among very many.

    len(fingerprints(text) & fingerprints(reprint)) >= ENOUGH   →  worth comparing

Every run of ten characters has a number; one number of sixteen is kept, whatever text the run stands in.
So a passage leaves the same fingerprints in every article that prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from zlib import crc32

from ingest.search.folding import fold

RUN = 10
"""Characters: what is shared by chance or by habit of speech is mostly shorter."""
SAMPLED = 16
"""One run of so many is kept."""
ENOUGH = 3
"""Fingerprints that two articles share before they are compared."""

_BYTES = 2
"""UTF-16 has two for nearly every character; a rare one of four is seen as two."""


def compared(text: str) -> str:
    """A text as it is compared: folded, without line ends and blanks, which every paper sets as it likes."""
    return "".join(fold(text).split())


def fingerprints(text: str) -> frozenset[int]:
    """Those of a text in the form of `compared`."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    length = RUN * _BYTES
    return frozenset(crc32(encoded[start : start + length]) for start in _sampled(encoded))


def _sampled(encoded: bytes) -> Iterator[int]:
    """Where the runs begin whose number is kept.

    The checksum of a run is the sum, without carry, of what each of its bytes adds where it stands. So the last digits
    of all runs are reckoned at once, byte by byte of a run, and only the few that are kept are reckoned whole.
    """
    runs = len(encoded) // _BYTES - RUN + 1
    if runs < 1:
        return
    sums = 0
    for place, digits in enumerate(_last_digits()):
        column = encoded[place : place + _BYTES * runs : _BYTES]
        sums ^= int.from_bytes(column.translate(digits), "little")
    last = sums.to_bytes(runs, "little")
    start = last.find(0)
    while start >= 0:
        yield start * _BYTES
        start = last.find(0, start + 1)


@cache
def _last_digits() -> tuple[bytes, ...]:
    """What each byte adds to the last digit of a run's checksum, for each place in the run."""
    length = RUN * _BYTES
    nothing = crc32(bytes(length))
    return tuple(
        bytes(
            (crc32(bytes(place) + bytes([byte]) + bytes(length - place - 1)) ^ (nothing if place else 0)) % SAMPLED
            for byte in range(256)
        )
        for place in range(length)
    )
