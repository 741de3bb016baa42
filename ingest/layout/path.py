"""The engine: the best sequence of states that the grammar allows over a page's lines (Viterbi's algorithm).

It adds up evidence and knows nothing of newspapers: every line costs the same work, so time is linear in lines.

    best_path(page, prices)       →  Path(score=81.5, steps=[Step(State('first', 'title'), begins=True), …])
    margins(page, prices, path)   →  [7.5, 0.3, …]: how much better than any path that sees the line otherwise
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from operator import add, itemgetter

from ingest.layout import grammar
from ingest.layout.grammar import State

Evidence = Mapping[str, float]
"""The weight of each role, role.form, begin.form and toll at one line; absent means 0."""

Tolls = tuple[str, ...]

Junction = tuple[tuple[int, ...], tuple[int, ...]]
"""(sources, targets): states from each of which a way leads to each of these."""

Ways = tuple[tuple[Tolls, tuple[Junction, ...]], ...]
"""Junctions by what is asked on the way."""

Pick = Callable[[Sequence[float]], tuple[float, ...]]
"""Some entries of a list."""

BEGIN = -1


@dataclass(frozen=True)
class Weights:
    """What the evidence of one line comes to; worked out once for all paths over the page."""

    anchor: int
    """What anchor the line's own text holds."""
    states: tuple[float, ...]
    """By state: what speaks for the line being in it."""
    begins: dict[str, float]
    """By form: what speaks for an item of that form beginning at the line."""
    tolls: dict[Tolls, float]
    """What is judged between this line and the next, or where an item ends with it."""


@dataclass(frozen=True)
class Step:
    """What one line is in the best reading."""

    state: State
    begins: bool
    """The line begins an item."""


@dataclass(frozen=True)
class Path:
    """A reading of the page."""

    score: float
    steps: list[Step]
    reached: list[list[float]]
    """By line and state: the best score of a path over the lines up to that one that ends in that state."""
    ended: list[float]
    """By line: the best score of a path that ends an item with it."""


def weights(evidence: Evidence, anchor: int) -> Weights:
    """A line's evidence, by what a path asks of it."""
    distinct, by_state = _labels()
    said = evidence.get
    sums = [said(role, 0.0) + said(role_in_form, 0.0) for role, role_in_form in distinct]
    return Weights(
        anchor=anchor,
        states=by_state(sums),
        begins={form: said(f"begin.{form}", 0.0) for form in grammar.FORMS},
        tolls={tolls: sum([said(label, 0.0) for label in tolls]) for tolls in _all_tolls()},
    )


def best_path(page: Sequence[Weights], prices: Mapping[str, float]) -> Path:
    """The best reading of a page. `prices` is what an item of each form costs."""
    scores: list[float] = []
    reached: list[list[float]] = []
    ends = [0.0]
    for index, line in enumerate(page):
        best = [-inf] * len(line.states)
        for number, score in _begun(line, ends[-1], prices):
            best[number] = score
        if index:
            _improve(best, scores, page[index - 1].tolls, _onward(line.anchor))
        scores = list(map(add, best, line.states))
        reached.append(scores)
        ends.append(_ended(scores, line))
    return Path(ends[-1], _steps(page, prices, reached, ends), reached, ends[1:])


def margins(page: Sequence[Weights], prices: Mapping[str, float], path: Path, roles: Sequence[str]) -> list[float]:
    """By line: how much the path is better than the best one in which the line has another role (`roles`: of each
    state), or begins an item where it begins none, or none where it begins one."""
    found = [inf] * len(page)
    by_role = _by_role(tuple(roles))
    after = 0.0  # the best score of a path over the lines behind this one, if an item ends with it
    following: list[float] | None = None  # the same, by the state of the next line, if the item goes on
    for index in reversed(range(len(page))):
        line = page[index]
        onward = [-inf] * len(line.states)
        if following is not None:
            _improve(onward, following, line.tolls, _back(page[index + 1].anchor))
            unbroken = max(map(add, path.reached[index], onward))
            found[index + 1] = min(found[index + 1], abs(path.ended[index] + after - unbroken))
        for tolls, numbers in _ends():
            score = line.tolls[tolls] + after
            for number in numbers:
                if score > onward[number]:
                    onward[number] = score
        found[index] = min(found[index], _lead(list(map(add, path.reached[index], onward)), by_role))
        following = list(map(add, line.states, onward))
        after = max(score + following[number] for number, score in _begun(line, 0.0, prices))
    return found


def labels(state: State) -> tuple[str, str]:
    """The roles of the evidence table that bear on a state: title and title.last."""
    return state.role, f"{state.role}.{state.form}"


def _begun(line: Weights, ended: float, prices: Mapping[str, float]) -> list[tuple[int, float]]:
    """(state, score) of the states in which an item begins at this line."""
    scores = {form: ended + weight - prices[form] for form, weight in line.begins.items()}
    return [(number, scores[form]) for number, form in _beginnings(line.anchor)]


def _improve(best: list[float], scores: Sequence[float], tolls: Mapping[Tolls, float], ways: Ways) -> None:
    """Improves the scores of states by the ways that lead to them from states of the line before, or from the other end
    of those of the line after."""
    for asked, junctions in ways:
        toll = tolls[asked]
        for sources, targets in junctions:
            score = -inf
            for source in sources:
                if scores[source] > score:
                    score = scores[source]
            score += toll
            for target in targets:
                if score > best[target]:
                    best[target] = score


def _lead(whole: Sequence[float], by_role: Sequence[Pick]) -> float:
    """How far the best role of a line is ahead of the second; `whole`: the best path through each state."""
    ahead = sorted([max(pick(whole)) for pick in by_role])
    return ahead[-1] - ahead[-2] if len(ahead) > 1 else inf


@cache
def _onward(anchor: int) -> Ways:
    """All ways into a line, by their tolls: the states that lead to the same ones come together."""
    return tuple((tolls, tuple(_joined(arcs))) for tolls, arcs in grammar.arcs(anchor).items())


@cache
def _back(anchor: int) -> Ways:
    """The same ways, from the line to the one before."""
    return tuple((tolls, tuple((end, begin) for begin, end in junctions)) for tolls, junctions in _onward(anchor))


def _joined(arcs: Iterable[tuple[int, int]]) -> Iterator[Junction]:
    targets_of: dict[int, list[int]] = {}
    for source, target in arcs:
        targets_of.setdefault(source, []).append(target)
    sources_of: dict[tuple[int, ...], list[int]] = {}
    for source, targets in targets_of.items():
        sources_of.setdefault(tuple(targets), []).append(source)
    return ((tuple(sources), targets) for targets, sources in sources_of.items())


@cache
def _ways(anchor: int) -> tuple[tuple[tuple[int, Tolls], ...], ...]:
    """By state: where ways to it come from, with their tolls."""
    found: list[list[tuple[int, Tolls]]] = [[] for _ in grammar.states()]
    for tolls, arcs in grammar.arcs(anchor).items():
        for source, target in arcs:
            found[target].append((source, tolls))
    return tuple(map(tuple, found))


@cache
def _beginnings(anchor: int) -> tuple[tuple[int, str], ...]:
    """(state, form) of the states an item can begin with."""
    return tuple((number, grammar.states()[number].form) for number in grammar.beginnings(anchor))


@cache
def _by_role(roles: tuple[str, ...]) -> tuple[Pick, ...]:
    """Picks the states of each role."""
    return tuple(_pick([at for at, own in enumerate(roles) if own == role]) for role in dict.fromkeys(roles))


def _pick(numbers: Sequence[int]) -> Pick:
    """Takes these entries out of a list; of one alone `itemgetter` would make no tuple."""
    return itemgetter(*numbers, *numbers[:1])


@cache
def _labels() -> tuple[tuple[tuple[str, str], ...], Pick]:
    """(the labels that bear on states, what takes each state's own out of what these come to)."""
    distinct = tuple(dict.fromkeys(map(labels, grammar.states())))
    return distinct, itemgetter(*(distinct.index(labels(state)) for state in grammar.states()))


@cache
def _all_tolls() -> tuple[Tolls, ...]:
    """Every toll that is asked on a way or at an end, once."""
    on_ways = (tolls for anchor in grammar.ANCHOR_LEVELS for tolls in grammar.arcs(anchor))
    return tuple(dict.fromkeys((*on_ways, *(tolls for _, tolls in grammar.ends()))))


@cache
def _picked_ends() -> tuple[tuple[Tolls, Pick], ...]:
    """Picks those states."""
    return tuple((tolls, _pick(numbers)) for tolls, numbers in _ends())


@cache
def _ends() -> tuple[tuple[Tolls, tuple[int, ...]], ...]:
    """The states that an item can end in, by the toll that is asked then."""
    tolls = dict.fromkeys(tolls for _, tolls in grammar.ends())
    return tuple((asked, tuple(number for number, own in grammar.ends() if own == asked)) for asked in tolls)


def _ended(scores: Sequence[float], line: Weights) -> float:
    """The score of the best item that ends at a line, its judgement included."""
    return max([max(pick(scores)) + line.tolls[tolls] for tolls, pick in _picked_ends()])


def _steps(
    page: Sequence[Weights], prices: Mapping[str, float], reached: Sequence[Sequence[float]], ends: Sequence[float]
) -> list[Step]:
    """Follows the best way back from the end of the page; `ends` begin with that of the empty page."""
    states = grammar.states()
    steps: list[Step] = []
    number = BEGIN
    for index in reversed(range(len(page))):
        if number == BEGIN:
            number = _end(reached[index], page[index])
        begun = dict(_begun(page[index], ends[index], prices)).get(number, -inf)
        source, score = _source(number, reached[index - 1], page[index - 1], page[index]) if index else (BEGIN, -inf)
        steps.append(Step(states[number], begun >= score))
        number = BEGIN if begun >= score else source
    return steps[::-1]


def _end(scores: Sequence[float], line: Weights) -> int:
    """The best state for an item to end in at a line."""
    ends = [(number, scores[number] + line.tolls[tolls]) for tolls, numbers in _ends() for number in numbers]
    return max(ends, key=itemgetter(1))[0]


def _source(number: int, scores: Sequence[float], before: Weights, line: Weights) -> tuple[int, float]:
    """The state at the line before from which a state is best reached, if its item goes on, and with what score."""
    ways = [(source, scores[source] + before.tolls[tolls]) for source, tolls in _ways(line.anchor)[number]]
    return max(ways, key=itemgetter(1), default=(BEGIN, -inf))
