"""Lines → Blocks: the reading that explains the whole page best.

Every line is given a state of the grammar (grammar.py) so that the sum of all evidence (evidence.py) over the
page is the largest that any allowed sequence of states can have: the Viterbi algorithm, in time linear in the
number of lines. A page as a rule sets all its headlines before their articles, or all after them, so both
readings are tried, each asking a price of items set the other way, and the better one is taken.

Start reading at `blocks`; `why` tells what spoke for and against at a line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.layout import evidence, grammar
from ingest.layout.affinity import pieces_of
from ingest.layout.credits import closing, opening
from ingest.layout.furniture import furniture
from ingest.layout.grammar import State
from ingest.layout.path import Step, best_path, labels
from ingest.layout.photos import is_photo
from ingest.layout.sheet import Sheet, sheet
from ingest.model import Block, Line

HEADLINE_FIRST, HEADLINE_LAST = "headline first", "headline last"

ITEM_COSTS = {"first": 1.0, "last": 1.0, "bare": 3.0, "stray": 0.0}
"""Nats: an item more is something more to explain, one without headline most."""

OTHER_WAY_COST = 3.0
"""Nats: what an item costs whose headline stands on the other side than the page's others."""

ROLES = {
    "section": "section",
    "kicker": "kicker",
    "title": "title",
    "subtitle": "subtitle",
    "byline": "byline",
    "credit": "byline",
    "lead": "body",
    "body": "body",
    "fresh": "body",
    "crosshead": "crosshead",
    "stray": "fragment",
}
"""The role of the block that a state's line makes."""


ORNAMENT = re.compile(r"[\s\-*_=~·•●○■□◆◇▲△▼▽★☆※─━═│┃|#>]*")
"""A line of marks between items, or of nothing that shows."""

TORN_KICKER = State("first", "kicker")
LEFT_OVER_TEXT = State("bare", "lead")
"""What a headline line is on a page that has nothing else."""

TORN_SHARE, TORN_LEAD = 0.4, 1.5
"""Of the weight of a torn line's words that the page repeats, what its own article must at least have,
and how many times as much as the next article."""


@dataclass(frozen=True)
class Piece:
    """Lines of one role that belong together: a paragraph, a headline, a byline."""

    state: State
    """Of its first line."""
    numbers: tuple[int, ...]
    """Of its lines on the page; other pieces' lines may stand between."""
    text: str
    rule: str
    """The weightiest evidence for its first line."""


def blocks(lines: Sequence[Line]) -> tuple[tuple[Block, ...], str]:
    """The blocks of a page, every line in exactly one, and the page's layout (headline first or headline last)."""
    fixed = {line.number: rule for line in lines if (rule := _furniture(line))}
    found = [Block("furniture", number, number, None, rule) for number, rule in fixed.items()]
    if len(fixed) == len(lines):
        return tuple(found), HEADLINE_FIRST
    page = sheet([line for line in lines if line.number not in fixed])
    path = _best_path(page)
    articles = 0
    for item in _adopted(_items(page, path), page):
        stray = _is_stray(item)
        found += _item_blocks(item, None if stray else articles, frozenset(fixed))
        articles += not stray
    return tuple(sorted(found, key=lambda block: block.first_line)), _layout(path)


def why(lines: Sequence[Line], number: int) -> list[str]:
    """What spoke for and against the role of a line (1-based number), and for the runner-up, as sentences."""
    for line in lines:
        if line.number == number and (rule := _furniture(line)):
            return [f"furniture: {rule}"]
    page = sheet([line for line in lines if not _furniture(line)])
    index = next((index for index, line in enumerate(page.lines) if line.number == number), None)
    if index is None:
        return [f"line {number} is blank"]
    state = _best_path(page)[index].state
    sums = evidence.weigh(page, index)
    told = [f"{state.role} ({state.form}): {sum(sums[label] for label in labels(state)):+.1f}"]
    told += [f"  {argument}" for argument in evidence.arguments(page, index, labels(state))]
    others = sorted(((sums[role], role) for role in ROLES if role != state.role.rstrip("+")), reverse=True)[:2]
    for weight, role in others:
        told.append(f"{role}, by this line alone: {weight:+.1f}")
        told += [f"  {argument}" for argument in evidence.arguments(page, index, (role,))]
    return told


def _furniture(line: Line) -> str | None:
    """The rule by which a line belongs to the page and not to an article; a line of nothing but marks is an ornament."""
    if ORNAMENT.fullmatch(line.text):
        return "ornament"
    rule = furniture(line.text)
    return rule.name if rule else None


def _best_path(page: Sheet) -> list[Step]:
    """The best reading of a page: the better of the two that set their headlines one way."""
    evidences = [evidence.weigh(page, index) for index in range(len(page.lines))]
    readings = [
        best_path(evidences, page.anchors, {**ITEM_COSTS, other: ITEM_COSTS[other] + OTHER_WAY_COST})
        for other in ("last", "first")
    ]
    return max(readings, key=lambda reading: reading[0])[1]


def _layout(path: Sequence[Step]) -> str:
    forms = [step.state.form for step in path if step.begins]
    return HEADLINE_LAST if forms.count("last") > forms.count("first") else HEADLINE_FIRST


def _items(page: Sheet, path: Sequence[Step]) -> list[list[Piece]]:
    """The pieces of each item, in order."""
    items: list[list[Piece]] = []
    for index, step in enumerate(path):
        if step.begins:
            items.append([])
        line = page.lines[index]
        if step.state.continues and items[-1]:
            last = items[-1][-1]
            items[-1][-1] = replace(last, numbers=(*last.numbers, line.number), text=last.text + line.text)
        else:
            items[-1].append(Piece(step.state, (line.number,), line.text, _rule(page, index, step.state)))
    return items


def _rule(page: Sheet, index: int, state: State) -> str:
    """The name of the weightiest evidence for a state; `grammar` where only its neighbours speak for it."""
    found = evidence.arguments(page, index, labels(state))
    return next((argument.question for argument in found if argument.weight > 0), "grammar")


def _adopted(items: list[list[Piece]], page: Sheet) -> list[list[Piece]]:
    """The items, each stray headline line given back as kicker to the article whose words it has, if one has them."""
    kept = [item for item in items if not _is_stray(item)]
    if not kept:
        return [[replace(piece, state=LEFT_OVER_TEXT) for piece in item] for item in items]
    for stray in (item for item in items if _is_stray(item)):
        parent = _parent(stray, kept, page)
        if parent is None:
            kept.append(stray)
        else:
            kicker = [replace(piece, state=TORN_KICKER, rule="speaks_of_another_item") for piece in stray]
            kept[kept.index(parent)] = kicker + parent
    return sorted(kept, key=lambda item: item[0].numbers[0])


def _is_stray(item: Sequence[Piece]) -> bool:
    return item[0].state.form == "stray"


def _parent(stray: Sequence[Piece], items: Sequence[list[Piece]], page: Sheet) -> list[Piece] | None:
    """The article that a torn-off headline line belongs to: it has a headline, no kicker, and most of the line's words."""
    wanted = pieces_of("".join(piece.text for piece in stray))
    candidates = [item for item in items if {"title"} <= _roles(item) and "kicker" not in _roles(item)]
    shares = [page.affinity.found(wanted, _span(item, page)) for item in candidates]
    best, second = sorted([0.0, 0.0, *shares], reverse=True)[:2]
    repeated = page.affinity.repeated(wanted)
    if best == 0 or best < TORN_SHARE * repeated or best < TORN_LEAD * second:
        return None
    return candidates[shares.index(best)]


def _roles(item: Sequence[Piece]) -> set[str]:
    return {piece.state.role for piece in item}


def _span(item: Sequence[Piece], page: Sheet) -> range:
    """The item's lines as indexes of the sheet."""
    first, last = item[0].numbers[0], max(piece.numbers[-1] for piece in item)
    numbers = [line.number for line in page.lines]
    return range(bisect_left(numbers, first), bisect_left(numbers, last) + 1)


def _item_blocks(item: Sequence[Piece], article: int | None, taken: frozenset[int]) -> list[Block]:
    """The blocks of an item; the text of a bare photo item is its caption."""
    caption = item[0].state.form == "bare" and _is_photo(item)
    found: list[Block] = []
    for piece in item:
        role = ROLES[piece.state.role]
        if caption and role == "body":
            role = "caption"
        found += _piece_blocks(piece, article, role, taken)
    return found


def _is_photo(item: Sequence[Piece]) -> bool:
    texts = [piece.text for piece in item if piece.state.is_text]
    has_credit = any(piece.state.role in grammar.ANCHORS for piece in item) or closing(texts[-1]).credit is not None
    return is_photo(texts, False, opening(texts[0]).dateline is not None, has_credit)


def _piece_blocks(piece: Piece, article: int | None, role: str, taken: frozenset[int]) -> list[Block]:
    """A piece as blocks: one, or more where lines of other blocks (`taken`) stand within it."""
    found: list[Block] = []
    for number in piece.numbers:
        if found and not any(other in taken for other in range(found[-1].last_line + 1, number)):
            found[-1] = replace(found[-1], last_line=number)
        else:
            found.append(Block(role, number, number, article, piece.rule, continues=bool(found)))
    return found
