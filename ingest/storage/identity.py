"""Which article of a page read anew is which of those that the archive holds: so that links to articles last.

    kept([Text("丰收在望", "今年…"), …], {7: Text("丰收在望", "今年…"), …})  →  {0: 7}

An article is known by its text, else by its title, and last by its place on the page, if it shares words with what
stood there. One that is none of these is new, and no other gets its number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

PIECE = 4
"""Characters of the pieces by which texts are compared: long enough to be rarely shared by chance."""

SAME_TEXT = 0.5
"""Share of the shorter text's pieces that two readings of one article have in common, at the least."""

SAME_PLACE = 0.1
"""The same, of two readings that stand at one place on the page."""


@dataclass(frozen=True)
class Text:
    """What an article is known by."""

    title: str | None
    body: str
    position: int | None = None
    """Its place on the page; None for one that is no longer there."""

    def pieces(self) -> frozenset[str]:
        return pieces(f"{self.title or ''}{self.body}")


def pieces(text: str) -> frozenset[str]:
    """A text's pieces of PIECE characters, without white space; of a shorter text the whole."""
    text = "".join(text.split())
    return frozenset(text[start : start + PIECE] for start in range(max(1, len(text) - PIECE + 1)))


def shared(one: str, other: str) -> float:
    """The share of the shorter text's pieces that the other has too."""
    mine, theirs = pieces(one), pieces(other)
    return len(mine & theirs) / min(len(mine), len(theirs))


def kept(found: Sequence[Text], held: Mapping[int, Text]) -> dict[int, int]:
    """Index in `found` → the number in `held` of the same article; those that are new are left out."""
    if not held:
        return {}
    shares = _shares(found, held)
    alike = sorted(shares, key=lambda pair: (-shares[pair], _distance(pair, found, held), pair))
    same: dict[int, int] = {}
    _take(same, _equals([text.body for text in found], {number: text.body for number, text in held.items()}, alike))
    _take(same, [pair for pair in alike if shares[pair] >= SAME_TEXT])
    _take(same, _equals([text.title for text in found], {number: text.title for number, text in held.items()}, alike))
    in_place = [pair for pair in alike if _distance(pair, found, held) == 0]
    _take(same, [pair for pair in in_place if shares[pair] >= SAME_PLACE])
    return same


def _take(same: dict[int, int], pairs: Iterable[tuple[int, int]]) -> None:
    """Joins the pairs, the first ones first, whose two sides are free."""
    taken = set(same.values())
    for index, number in pairs:
        if index not in same and number not in taken:
            same[index] = number
            taken.add(number)


def _equals(
    found: Sequence[str | None], held: Mapping[int, str | None], alike: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pairs that print the same; of several, those that are more alike in all come first."""
    return [(index, number) for index, number in alike if found[index] and _same(found[index], held[number])]


def _same(one: str | None, other: str | None) -> bool:
    return "".join((one or "").split()) == "".join((other or "").split())


def _distance(pair: tuple[int, int], found: Sequence[Text], held: Mapping[int, Text]) -> float:
    """How far apart two readings stand; one that is no longer on the page stands nowhere."""
    places = found[pair[0]].position, held[pair[1]].position
    return inf if places[0] is None or places[1] is None else abs(places[0] - places[1])


def _shares(found: Sequence[Text], held: Mapping[int, Text]) -> dict[tuple[int, int], float]:
    """(index, number) → the share of the shorter text's pieces that the other has too, of pairs that share any."""
    ours = [text.pieces() for text in found]
    theirs = {number: text.pieces() for number, text in held.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for number, of_one in theirs.items():
        for piece in of_one:
            holders[piece].append(number)
    counts = Counter(
        (index, number) for index, mine in enumerate(ours) for piece in mine for number in holders.get(piece, ())
    )
    return {
        (index, number): count / min(len(ours[index]), len(theirs[number])) for (index, number), count in counts.items()
    }
