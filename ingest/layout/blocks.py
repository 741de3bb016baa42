"""Lines → Blocks: the reading that explains the whole page best.

Lines of page furniture are set aside. Every other line is given a state of the grammar (grammar.py) so that the
sum of all evidence (evidence.py) over the page is the largest that any allowed sequence of states can have
(path.py). A page as a rule sets all its headlines before their articles, or all after them, so both readings are
tried, each asking a price of items set the other way, and the better one is taken.

Start reading at `blocks`; `why` tells what spoke for and against at a line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile
from math import inf

from ingest.layout import evidence, grammar
from ingest.layout.credits import closing, opening
from ingest.layout.evidence import Answers
from ingest.layout.furniture import furniture, is_number, is_signatory, is_signed_day
from ingest.layout.path import Path, Step, Weights, best_path, labels, margins, weights
from ingest.layout.photos import is_photo
from ingest.layout.pieces import BLOCK_ROLES, Piece, is_stray, items, roles
from ingest.layout.sheet import FAR, Sheet, sheet
from ingest.layout.torn import adopted
from ingest.model import Block, Line

HEADLINE_FIRST, HEADLINE_LAST = "headline first", "headline last"

ITEM_COSTS = {"first": 1.0, "last": 1.0, "bare": 3.0, "stray": 0.0}
"""Nats: an item more is something more to explain, one without headline most."""

OTHER_WAY_COST = 3.0
"""Nats: what an item costs whose headline stands on the other side than the page's others."""

Weigh = Callable[[Answers], Mapping[str, float]]
"""What answers come to for each role: evidence.weigh, or other weights that are being tried."""

HEADLINES_LISTED = re.compile("标题导航|本版(?:标题|文章)(?:列表)?$")
LISTED = re.compile(r"[·•▪■◆●\d]")
"""What may begin each headline in the list that the frame of a saved page gives of them; else it is printed below."""

MOST_LISTED = 200
"""Headlines without mark that a page may list: each is looked for in all of the page below."""

LONGEST_SIGNATURE = 5
"""Lines below what a notice says last: numbers to ring, the office, its day."""

LOSS = re.compile("遗失|丢失|作废")

ORNAMENT = re.compile(r"[\s\-*_=~·•●○■□◆◇▲△▼▽★☆※─━═│┃|#>]*")
"""A line of marks between items, or of nothing that shows."""


def blocks(lines: Sequence[Line]) -> tuple[tuple[Block, ...], str]:
    """The blocks of a page, every line in exactly one, and the page's layout (headline first or headline last)."""
    aside = _aside(lines)
    found = [Block("furniture", number, number, None, rule) for number, rule in aside.items()]
    if len(aside) == len(lines):
        return tuple(found), HEADLINE_FIRST
    page = _sheet(lines, aside)
    answers = _answers(page)
    reading = _best_reading(page, answers)
    steps = reading.path.steps
    articles = 0
    for item in adopted(items(page, steps, answers), page):
        found += _item_blocks(item, None if is_stray(item) else articles, aside, page)
        articles += not is_stray(item)
    doubted = _with_margins(found, page, reading)
    return tuple(sorted(doubted, key=lambda block: block.first_line)), _layout(steps)


def why(lines: Sequence[Line], number: int) -> list[str]:
    """What spoke for and against the role of a line (1-based number), and for the runners-up, as sentences."""
    aside = _aside(lines)
    page = _sheet(lines, aside)
    index = next((index for index, line in enumerate(page.lines) if line.number == number), None)
    if index is None:
        return [f"furniture: {aside[number]}" if number in aside else f"line {number} is blank"]
    answers = _answers(page)
    state = _best_reading(page, answers).path.steps[index].state
    sums = evidence.weigh(answers[index])
    told = [f"{state.role} ({state.form}): {sum(sums[label] for label in labels(state)):+.1f}"]
    told += [f"  {argument}" for argument in evidence.arguments(answers[index], labels(state))]
    others = sorted(((sums[role], role) for role in BLOCK_ROLES if role != state.role), reverse=True)[:2]
    for weight, role in others:
        told.append(f"{role}, by this line alone: {weight:+.1f}")
        told += [f"  {argument}" for argument in evidence.arguments(answers[index], (role,))]
    return told


def _sheet(lines: Sequence[Line], aside: Collection[int]) -> Sheet:
    """The lines that may belong to articles, measured."""
    told = {line.number: line.raw for line in lines if line.number in aside}
    return sheet([line for line in lines if line.number not in aside], told)


def _aside(lines: Sequence[Line]) -> dict[int, str]:
    """Numbers of the lines that belong to the page and not to an article → the rule that says so.

    The day below the office that signs a notice is the notice's, and so is the number to ring above the office; what
    stands below 遗失声明 is that notice's text.
    """
    aside: dict[int, str] = {}
    listed = _headlines_listed(lines)
    above, in_notices = "", False
    for index, line in enumerate(lines):
        rule = _furniture(line)
        in_notices = rule == "loss-notices" or (in_notices and bool(LOSS.search(line.text)))
        sure = rule == "ornament" or bool(line.given and line.given.role)
        if line.number in listed and not sure:
            aside[line.number] = "headline-list"
        elif rule and (sure or not (in_notices or is_signed_day(above, line.text) or _is_signed(lines, index))):
            aside[line.number] = rule
        above = line.text
    return aside


def _is_signed(lines: Sequence[Line], index: int) -> bool:
    """Whether an office and its day follow a line, after other numbers at most: it is part of their notice."""
    below = list(takewhile(lambda line: not line.gap, lines[index + 1 : index + 1 + LONGEST_SIGNATURE]))
    day = next((at for at, line in enumerate(below) if at and is_signed_day(below[at - 1].text, line.text)), None)
    return day is not None and all(_may_sign(line) for line in below[:day])


def _may_sign(line: Line) -> bool:
    """An office, a part of one set far to the right, or a number to ring."""
    return is_signatory(line.text) or line.indent >= FAR or _furniture(line) is not None or is_number(line.text)


def _headlines_listed(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines that list a saved page's headlines: right below the list's own head, each with the mark of
    a list or printed again below, on one line or on several."""
    if not any(HEADLINES_LISTED.search(line.text) for line in lines):
        return frozenset()
    printed = [_unspaced(line.text) for line in lines]
    whole, ends = "".join(printed), accumulate(map(len, printed))
    found, above, unmarked = set(), "", 0
    for line, text, end in zip(lines, printed, ends, strict=True):
        listing = line.gap == 0 and (bool(HEADLINES_LISTED.search(above)) or line.number - 1 in found)
        marked = bool(LISTED.match(line.text))
        if listing and (marked or (unmarked < MOST_LISTED and whole.find(text, end) >= 0)):
            found.add(line.number)
            unmarked += not marked
        above = line.text
    return frozenset(found)


def _unspaced(text: str) -> str:
    return "".join(text.split())


def _furniture(line: Line) -> str | None:
    """The rule by which a line belongs to the page and not to an article; what is given of its role has the last word.

    A line of nothing but marks says nothing, whatever it is said to be.
    """
    if line.given and line.given.role:
        return "given_furniture" if line.given.role == "furniture" else None if line.text else "ornament"
    if ORNAMENT.fullmatch(line.text):
        return "ornament"
    rule = furniture(line.text)
    return rule.name if rule else None


def _answers(page: Sheet) -> list[Answers]:
    return [evidence.answers(page, index) for index in range(len(page.lines))]


@dataclass(frozen=True)
class _Reading:
    """The best path over a page, with what it was chosen by."""

    lines: Sequence[Weights]
    prices: Mapping[str, float]
    path: Path


def fitted(lines: Sequence[Line], weigh: Weigh) -> tuple[Sheet, list[Answers], Path]:
    """A page as it is measured, what is answered at its lines, and the best path when answers are weighed so."""
    page = _sheet(lines, _aside(lines))
    answers = _answers(page)
    return page, answers, _best_reading(page, answers, weigh).path


def _best_reading(page: Sheet, answers: Sequence[Answers], weigh: Weigh = evidence.weigh) -> _Reading:
    """The better of the two readings that set their headlines one way."""
    anchors = map(_anchor, page.lines, page.anchors)
    lines = [weights(weigh(answer), anchor) for answer, anchor in zip(answers, anchors, strict=True)]
    ways = [{**ITEM_COSTS, other: ITEM_COSTS[other] + OTHER_WAY_COST} for other in ("last", "first")]
    readings = [_Reading(lines, prices, best_path(lines, prices)) for prices in ways]
    return max(readings, key=lambda reading: reading.path.score)


def _anchor(line: Line, printed: int) -> int:
    """What marks an item as one at a line: print; or somebody's word that an item begins there, as well as a day."""
    return max(printed, grammar.DATED) if line.given and line.given.begins else printed


def _with_margins(found: Iterable[Block], page: Sheet, reading: _Reading) -> list[Block]:
    """The blocks, each with the margin of the line in it that was decided by the least; what is given is sure."""
    roles = [BLOCK_ROLES[state.role] for state in grammar.states()]
    leads = margins(reading.lines, reading.prices, reading.path, roles)
    by_number = {line.number: inf if line.given else lead for line, lead in zip(page.lines, leads, strict=True)}
    return [replace(block, margin=min(by_number.get(number, inf) for number in block.numbers)) for block in found]


def _layout(path: Sequence[Step]) -> str:
    forms = [step.state.form for step in path if step.begins]
    return HEADLINE_LAST if forms.count("last") > forms.count("first") else HEADLINE_FIRST


def _item_blocks(item: Sequence[Piece], article: int | None, aside: Collection[int], page: Sheet) -> list[Block]:
    """The blocks of an item; the text of a photo item without headline is its caption."""
    caption = item[0].state.form == "bare" and _is_caption(item, page)
    found: list[Block] = []
    for piece in item:
        role = BLOCK_ROLES[piece.state.role]
        found += _piece_blocks(piece, article, "caption" if caption and role == "body" else role, aside)
    return found


def _is_caption(item: Sequence[Piece], page: Sheet) -> bool:
    """Whether the item is of a photo: as is given of its text, else as its text says."""
    said = {page.given_role(number) for piece in item if piece.state.is_text for number in piece.numbers}
    return "caption" in said or ("body" not in said and _is_photo(item))


def _is_photo(item: Sequence[Piece]) -> bool:
    texts = [piece.text for piece in item if piece.state.is_text]
    if not texts:  # a poem
        return False
    has_credit = bool(roles(item) & grammar.ANCHORS) or closing(texts[-1]).credit is not None
    return is_photo(texts, False, opening(texts[0]).dateline is not None, has_credit)


def _piece_blocks(piece: Piece, article: int | None, role: str, aside: Collection[int]) -> list[Block]:
    """A piece as blocks: one, or more where page furniture (`aside`) stands within it."""
    found: list[Block] = []
    for number in piece.numbers:
        if found and not any(other in aside for other in range(found[-1].last_line + 1, number)):
            found[-1] = replace(found[-1], last_line=number)
        else:
            found.append(Block(role, number, number, article, piece.rule, continues=bool(found)))
    return found
