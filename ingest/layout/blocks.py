"""Lines → Blocks: the reading that explains the whole page best.

Every line is given a state of the grammar (grammar.py) so that the sum of all evidence (evidence.py) over the
page is the largest that any allowed sequence of states can have: the Viterbi algorithm, in time linear in the
number of lines. A page as a rule sets all its headlines before their articles, or all after them, so both
readings are tried, each asking a price of items set the other way, and the better one is taken.

Start reading at `blocks`; `why` tells what spoke for and against at a line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.layout import evidence, grammar
from ingest.layout.affinity import pieces_of
from ingest.layout.credits import closing, opening
from ingest.layout.furniture import furniture
from ingest.layout.grammar import State
from ingest.layout.photos import is_photo
from ingest.layout.sheet import Sheet, sheet
from ingest.model import Block, Line

HEADLINE_FIRST, HEADLINE_LAST = "headline first", "headline last"

OTHER_WAY = {"first": "last", "last": "first"}

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


TORN_KICKER = State("first", "kicker")
LEFT_OVER_TEXT = State("bare", "lead")
"""What a headline line is on a page that has nothing else."""

TORN_SHARE = 0.5
"""Of the weight of a torn line's words on the page, what its own article must at least have."""


@dataclass(frozen=True)
class Step:
    """The best way for a line to be in a state."""

    score: float
    state: State
    begins: bool
    """The line begins an item."""
    before: Step | None = field(repr=False)


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
    fixed = {line.number: rule.name for line in lines if (rule := furniture(line.text))}
    page = sheet([line for line in lines if line.number not in fixed])
    path = best_path(page)
    found = [Block("furniture", number, number, None, rule) for number, rule in fixed.items()]
    articles = 0
    for item in _adopted(_items(page, path), page):
        stray = _is_stray(item)
        found += _item_blocks(item, None if stray else articles, frozenset(fixed))
        articles += not stray
    return tuple(sorted(found, key=lambda block: block.first_line)), _layout(path)


def why(lines: Sequence[Line], number: int) -> list[str]:
    """What spoke for and against the role of a line (1-based number), and for the runner-up, as sentences."""
    for line in lines:
        if line.number == number and (rule := furniture(line.text)):
            return [f"furniture: {rule.name}"]
    page = sheet([line for line in lines if not furniture(line.text)])
    index = next((index for index, line in enumerate(page.lines) if line.number == number), None)
    if index is None:
        return [f"line {number} is blank"]
    state = best_path(page)[index].state
    sums = evidence.weigh(page, index)
    told = [f"{state.role} ({state.form}): {_emission(sums, state):+.1f}"]
    told += [f"  {argument}" for argument in evidence.arguments(page, index, _labels(state))]
    others = sorted(((sums[role], role) for role in ROLES if role != state.role.rstrip("+")), reverse=True)[:2]
    for weight, role in others:
        told.append(f"{role}, by this line alone: {weight:+.1f}")
        told += [f"  {argument}" for argument in evidence.arguments(page, index, (role,))]
    return told


def best_path(page: Sheet) -> tuple[Step, ...]:
    """The best reading of a page, one step a line."""
    if not page.lines:
        return ()
    sums = [evidence.weigh(page, index) for index in range(len(page.lines))]
    last_steps = [_last_step(page, sums, way) for way in ("first", "last")]
    return _path(max(last_steps, key=lambda step: step.score))


def _last_step(page: Sheet, sums: Sequence[dict[str, float]], way: str) -> Step:
    """The end of the best reading of a page that sets its headlines this way."""
    steps: dict[State, Step] = {}
    ended: Step | None = None
    for index, evidences in enumerate(sums):
        anchors = page.datelines[index] or page.tail_credits[index]
        before = sums[index - 1] if index else {}
        arrivals: dict[State, Step] = {}
        for state in grammar.beginnings(anchors):
            score = (ended.score if ended else 0.0) + _begin(evidences, state, way) + _emission(evidences, state)
            _keep(arrivals, Step(score, state, True, ended))
        for step in steps.values():
            for state in grammar.followers(step.state, anchors):
                score = step.score + _between(before, step.state, state) + _emission(evidences, state)
                _keep(arrivals, Step(score, state, False, step))
        steps = arrivals
        ended = _ended(evidences, steps.values())
    return ended or max(steps.values(), key=lambda step: step.score)


def _keep(arrivals: dict[State, Step], step: Step) -> None:
    best = arrivals.get(step.state)
    if best is None or step.score > best.score:
        arrivals[step.state] = step


def _ended(evidences: dict[str, float], steps: Iterable[Step]) -> Step | None:
    """The best item end at a line, its judgement included."""
    ends = (
        replace(step, score=step.score + _between(evidences, step.state, None))
        for step in steps
        if grammar.may_end(step.state)
    )
    return max(ends, key=lambda step: step.score, default=None)


def _path(step: Step | None) -> tuple[Step, ...]:
    steps = []
    while step is not None:
        steps.append(step)
        step = step.before
    return tuple(reversed(steps))


def _labels(state: State) -> tuple[str, str]:
    return state.role, f"{state.role}.{state.form}"


def _emission(evidences: dict[str, float], state: State) -> float:
    return sum(evidences.get(label, 0.0) for label in _labels(state))


def _begin(evidences: dict[str, float], state: State, way: str) -> float:
    price = OTHER_WAY_COST if state.form == OTHER_WAY[way] else 0.0
    return evidences.get(f"begin.{state.form}", 0.0) + evidences.get(f"between.{state.form}", 0.0) - price


def _between(before: dict[str, float], state: State, after: State | None) -> float:
    """The evidence that lies between two lines: `before` is that of the first of them."""
    score = before.get("text-ends", 0.0) if grammar.text_ends(state, after) else 0.0
    if grammar.item_is_told(state, after):
        score += 0.0 if state.anchored else before.get(f"unanchored.{state.form}", 0.0)
        score += before.get("lone-crosshead", 0.0) if state.crossheads == 1 else 0.0
    return score


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
    found = evidence.arguments(page, index, _labels(state))
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
    best = max(shares, default=0.0)
    if best == 0 or best < TORN_SHARE * page.affinity.found(wanted, range(len(page.lines))):
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
