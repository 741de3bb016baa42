"""Two texts → what they share: the same, one cut down from the other, or a passage.

    compare(text, text[:200])  →  Shared(kind="abridged", share=1.0, run=200)

Start reading at `compare`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.reprints.fingerprints import RUN

LONGEST_AT_LEAST = 25
"""Characters of the longest run: two reporters do not write so long a one alike; names of offices are shorter."""
PASSAGE_AT_LEAST = 60
"""Characters in common when most of the text is not: a single standing formula of official speech is shorter."""
MOST = 0.7
"""Part of a text that makes it the same, or wholly taken from the other: the rest is edited or misread."""


@dataclass(frozen=True)
class Shared:
    """What two texts have in common."""

    kind: str
    """same: most of both; abridged: most of the shorter one; passage: less."""
    share: float
    """Part of the shorter text that stands in the other, in runs of ten characters and more."""
    run: int
    """Characters of the longest run that both have."""


def compare(one: str, other: str) -> Shared | None:
    """What two texts in the form of `compared` share, None when that is too little to speak of; in either order."""
    return Runs(one).compare(other)


class Runs:
    """A text by its short runs: to be compared with many others, most of which share no long one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = _places(text)

    def compare(self, other: str) -> Shared | None:
        """What the text shares with another one: see `compare`."""
        if not self._long_one_in(other):
            return None
        shorter, longer = sorted((self.text, other), key=lambda text: (len(text), text))
        runs = [length for _, _, length in shared_runs(shorter, longer)]
        longest, common = max(runs), sum(runs)
        if common >= MOST * len(longer):
            kind = "same"
        elif common >= MOST * len(shorter):
            kind = "abridged"
        elif common >= PASSAGE_AT_LEAST:
            kind = "passage"
        else:
            return None
        return Shared(kind, round(common / len(shorter), 2), longest)

    def _long_one_in(self, other: str) -> bool:
        """Whether a run of LONGEST_AT_LEAST characters stands in both.

        Wherever it stands in the other, one of the short runs that begin at every sixteenth character is part of it.
        """
        text = self.text
        for place in range(0, len(other) - RUN + 1, LONGEST_AT_LEAST - RUN + 1):
            for start in self._places.get(other[place : place + RUN], ()):
                if _before(text, start, other, place) + _common(text, start, other, place) >= LONGEST_AT_LEAST:
                    return True
        return False


def _places(text: str) -> dict[str, list[int]]:
    """Where each short run begins."""
    places: dict[str, list[int]] = {}
    for place in range(len(text) - RUN + 1):
        places.setdefault(text[place : place + RUN], []).append(place)
    return places


def _before(text: str, start: int, other: str, place: int) -> int:
    """How far two texts are alike before these places."""
    length = 0
    while length < min(start, place) and text[start - length - 1] == other[place - length - 1]:
        length += 1
    return length


def shared_runs(text: str, other: str) -> Iterator[tuple[int, int, int]]:
    """(start, start in the other, length) of the runs of a text that stand in the other too.

    They come from left to right, each as long as it can be.
    """
    places = _places(other)
    start = 0
    while start <= len(text) - RUN:
        found = places.get(text[start : start + RUN])
        if not found:
            start += 1
            continue
        length, place = max((_common(text, start, other, place), place) for place in found)
        yield start, place, length
        start += length


def _common(text: str, start: int, other: str, place: int) -> int:
    """How far two texts go on alike from these places, which begin a run alike."""
    length, end = RUN, min(len(text) - start, len(other) - place)
    while length < end and text[start + length] == other[place + length]:
        length += 1
    return length
