"""Stray headline lines → the articles they were torn from.

A typesetter's page, read column by column, may give a kicker long before its headline: it stands alone at the
top, followed by another article. Its words tell where it belongs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from ingest.layout.affinity import COMMON, pieces_of
from ingest.layout.grammar import State
from ingest.layout.pieces import Piece, is_stray, roles
from ingest.layout.sheet import Sheet

TORN_KICKER = State("first", "kicker")

LEFT_OVER_TEXT = State("bare", "lead")
"""What a headline line is on a page that has nothing else."""

SHARE, LEAD = 0.4, 1.5
"""Of the weight of a stray line's words that the page repeats, what its own article must at least have,
and how many times as much as the next article."""


def adopted(items: Sequence[list[Piece]], page: Sheet) -> list[list[Piece]]:
    """The items in order, each stray line given back as kicker to the article whose words it has, if one has them."""
    kept = [list(item) for item in items if not is_stray(item)]
    if not kept:
        return [item if _is_given(item, page) else _as_text(item) for item in items]
    left = [list(item) for item in items if is_stray(item) and _is_given(item, page)]
    strays = [list(item) for item in items if is_stray(item) and not _is_given(item, page)]
    spans = _spans(kept, page)
    waiting = {index for index, item in enumerate(kept) if "title" in roles(item) and "kicker" not in roles(item)}
    orphans = []
    for stray in strays:
        parent = _parent(stray, waiting, spans, page)
        if parent is None:
            orphans.append(stray)
        else:
            kept[parent][:0] = [replace(piece, state=TORN_KICKER, rule="speaks_of_another_item") for piece in stray]
            waiting.remove(parent)
    return sorted(kept + orphans + left, key=lambda item: item[0].numbers[0])


def _is_given(item: Sequence[Piece], page: Sheet) -> bool:
    """Somebody says that it belongs to no article."""
    return any(page.given_role(number) == "fragment" for piece in item for number in piece.numbers)


def _as_text(item: Sequence[Piece]) -> list[Piece]:
    return [replace(piece, state=LEFT_OVER_TEXT) for piece in item]


def _parent(stray: Sequence[Piece], waiting: Collection[int], spans: Sequence[range], page: Sheet) -> int | None:
    """Which of the articles waiting for a kicker a stray line was torn from: the one that has most of its words."""
    wanted = pieces_of("".join(piece.text for piece in stray))
    holders = sorted({index for piece in wanted for index in _holders(piece, spans, page)}.intersection(waiting))
    shares = {index: page.affinity.found(wanted, spans[index]) for index in holders}
    best, second = sorted([0.0, 0.0, *shares.values()], reverse=True)[:2]
    if best == 0 or best < SHARE * page.affinity.repeated(wanted) or best < LEAD * second:
        return None
    return next(index for index, share in shares.items() if share == best)


def _holders(piece: str, spans: Sequence[range], page: Sheet) -> Iterator[int]:
    """The articles that hold a two-character piece; of one that stands everywhere, the first that do."""
    for place in page.affinity.lines_with.get(piece, ())[:COMMON]:
        yield max(0, bisect_right(spans, place, key=attrgetter("start")) - 1)


def _spans(items: Sequence[Sequence[Piece]], page: Sheet) -> list[range]:
    """The items' lines as indexes of the sheet."""
    numbers = [line.number for line in page.lines]
    return [
        range(bisect_left(numbers, item[0].numbers[0]), bisect_left(numbers, item[-1].numbers[-1]) + 1)
        for item in items
    ]
