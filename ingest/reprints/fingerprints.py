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
    of all runs are reckoned at once, a byte for each run, and only the few that are kept are reckoned whole: half of a
    byte sums up the first five characters of a run, the other half those behind, five bytes further on.
    """
    runs = len(encoded) // _BYTES - RUN + 1
    if runs < 1:
        return
    low, high = encoded[::_BYTES], encoded[1::_BYTES]
    sums = 0
    for digits, others in reversed(_last_digits()):
        sums = sums >> 8 ^ _number(low, digits) ^ _number(high, others)
    last = (sums ^ sums >> 8 * _HALF + 4).to_bytes(len(low), "little").translate(_DIGIT)
    start = last.find(0, 0, runs)
    while start >= 0:
        yield start * _BYTES
        start = last.find(0, start + 1, runs)


def _number(column: bytes, digits: bytes) -> int:
    return int.from_bytes(column.translate(digits), "little")


_HALF = RUN // 2
_DIGIT = bytes(byte % SAMPLED for byte in range(256))


@cache
def _last_digits() -> tuple[tuple[bytes, bytes], ...]:
    """What the two bytes of a character add to the last digit of a run's checksum, for each place in half a run.

    Together in one byte: what they add as a character of the first half, and sixteen times what as one behind.
    """
    return tuple(
        (
            bytes(_added(place, 0, byte) + SAMPLED * _added(place + _HALF, 0, byte) for byte in range(256)),
            bytes(_added(place, 1, byte) + SAMPLED * _added(place + _HALF, 1, byte) for byte in range(256)),
        )
        for place in range(_HALF)
    )


def _added(place: int, part: int, byte: int) -> int:
    """What a byte adds to the last digit; the first of a run adds what every run has, too."""
    length, before = RUN * _BYTES, place * _BYTES + part
    whole = crc32(bytes(before) + bytes([byte]) + bytes(length - before - 1))
    return (whole ^ (crc32(bytes(length)) if before else 0)) % SAMPLED
