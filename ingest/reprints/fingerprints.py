"""Text → fingerprints: a few numbers by which texts that share a passage are found among very many.

    len(fingerprints(text) & fingerprints(reprint)) >= ENOUGH   →  worth comparing

Every run of ten characters has a number; one number of sixteen is kept, whatever text the run stands in.
So a passage leaves the same fingerprints in every article that prints it.
"""

from __future__ import annotations

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
    numbers = [crc32(encoded[start : start + length]) for start in range(0, len(encoded) - length + 1, _BYTES)]
    return frozenset(number for number in numbers if not number % SAMPLED)
