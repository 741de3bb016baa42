"""The engine: the best sequence of states that the grammar allows over a page's lines (Viterbi's algorithm).

It adds up evidence and knows nothing of newspapers: every line costs the same work, so time is linear in lines.

    best_path(page, prices)       →  Path(score=81.5, steps=[Step(State('first', 'title'), begins=True), …])
    margins(page, prices, path)   →  [7.5, 0.3, …]: how much better than any path that sees the line otherwise
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf

from ingest.layout import grammar
from ingest.layout.grammar import State

Evidence = Mapping[str, float]
"""The weight of each role, role.form, begin.form and toll at one line; absent means 0."""

Tolls = tuple[str, ...]

BEGIN = -1


@dataclass(frozen=True)
class Weights:
    """What the evidence of one line comes to; worked out once for all paths over the page."""

    anchor: int
    """What anchor the line's own text holds."""
    states: list[float]
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


@dataclass(frozen=True)
class _Arrival:
    """How each state is best reached at one line."""

    sources: list[int]
    """The state at the line before, or BEGIN."""
    end: int
    """The best state for an item to end in at this line."""


def weights(evidence: Evidence, anchor: int) -> Weights:
    """A line's evidence, by what a path asks of it."""
    distinct, of_states = _labels()
    sums = [evidence.get(role, 0.0) + evidence.get(role_in_form, 0.0) for role, role_in_form in distinct]
    return Weights(
        anchor=anchor,
        states=[sums[number] for number in of_states],
        begins={form: evidence.get(f"begin.{form}", 0.0) for form in grammar.FORMS},
        tolls={tolls: sum(evidence.get(label, 0.0) for label in tolls) for tolls in _all_tolls()},
    )


def best_path(page: Sequence[Weights], prices: Mapping[str, float]) -> Path:
    """The best reading of a page. `prices` is what an item of each form costs."""
    states = grammar.states()
    scores = [-inf] * len(states)
    ended = 0.0
    arrivals: list[_Arrival] = []
    reached: list[list[float]] = []
    ends: list[float] = []
    for index, line in enumerate(page):
        best, sources = _begun(line, ended, prices)
        if index:
            _go_on(best, sources, scores, page[index - 1], line)
        scores = [score + weight for score, weight in zip(best, line.states, strict=True)]
        ended, end = _ended(scores, line)
        arrivals.append(_Arrival(sources, end))
        reached.append(scores)
        ends.append(ended)
    return Path(ended, _steps(arrivals, states), reached, ends)


def margins(page: Sequence[Weights], prices: Mapping[str, float], path: Path, roles: Sequence[str]) -> list[float]:
    """By line: how much the path is better than the best one in which the line has another role (`roles`: of each
    state), or begins an item where it begins none, or none where it begins one."""
    found = [inf] * len(page)
    after = 0.0  # the best score of a path over the lines behind this one, if an item ends with it
    following: list[float] | None = None  # the same, by the state of the next line, if the item goes on
    for index in reversed(range(len(page))):
        line = page[index]
        onward = [-inf] * len(line.states)
        if following is not None:
            _go_back(onward, following, line, page[index + 1])
            unbroken = max(map(sum, zip(path.reached[index], onward, strict=True)))
            found[index + 1] = min(found[index + 1], abs(path.ended[index] + after - unbroken))
        for tolls, numbers in _ends():
            score = line.tolls[tolls] + after
            for number in numbers:
                onward[number] = max(onward[number], score)
        found[index] = min(found[index], _lead(path.reached[index], onward, roles))
        following = [weight + score for weight, score in zip(line.states, onward, strict=True)]
        begun, _ = _begun(line, 0.0, prices)
        after = max(map(sum, zip(begun, following, strict=True)))
    return found


def labels(state: State) -> tuple[str, str]:
    """The roles of the evidence table that bear on a state: title and title.last."""
    return state.role, f"{state.role}.{state.form}"


def _begun(line: Weights, ended: float, prices: Mapping[str, float]) -> tuple[list[float], list[int]]:
    """(scores, sources) of the states in which an item begins at this line."""
    states = grammar.states()
    best, sources = [-inf] * len(states), [BEGIN] * len(states)
    for number in grammar.beginnings(line.anchor):
        form = states[number].form
        best[number] = ended + line.begins[form] - prices[form]
    return best, sources


def _go_on(best: list[float], sources: list[int], scores: Sequence[float], before: Weights, line: Weights) -> None:
    """Improves the scores of a line's states by the ways that lead on from the line before."""
    for tolls, arcs in grammar.arcs(line.anchor).items():
        toll = before.tolls[tolls]
        for source, target in arcs:
            score = scores[source] + toll
            if score > best[target]:
                best[target], sources[target] = score, source


def _go_back(onward: list[float], following: Sequence[float], line: Weights, after: Weights) -> None:
    """The same from the other end: improves what is still to come by the ways that lead on to the line after."""
    for tolls, arcs in grammar.arcs(after.anchor).items():
        toll = line.tolls[tolls]
        for source, target in arcs:
            score = following[target] + toll
            if score > onward[source]:
                onward[source] = score


def _lead(reached: Sequence[float], onward: Sequence[float], roles: Sequence[str]) -> float:
    """How far the best role of a line is ahead of the second."""
    best: dict[str, float] = {}
    for role, score, to_come in zip(roles, reached, onward, strict=True):
        whole = score + to_come
        if whole > best.get(role, -inf):
            best[role] = whole
    ahead = sorted(best.values())
    return ahead[-1] - ahead[-2] if len(ahead) > 1 else inf


@cache
def _labels() -> tuple[tuple[tuple[str, str], ...], tuple[int, ...]]:
    """(the labels that bear on states, the number of each state's own among them)."""
    distinct = tuple(dict.fromkeys(map(labels, grammar.states())))
    return distinct, tuple(distinct.index(labels(state)) for state in grammar.states())


@cache
def _all_tolls() -> tuple[Tolls, ...]:
    """Every toll that is asked on a way or at an end, once."""
    on_ways = (tolls for anchor in grammar.ANCHOR_LEVELS for tolls in grammar.arcs(anchor))
    return tuple(dict.fromkeys((*on_ways, *(tolls for _, tolls in grammar.ends()))))


@cache
def _ends() -> tuple[tuple[Tolls, tuple[int, ...]], ...]:
    """The states that an item can end in, by the toll that is asked then."""
    tolls = dict.fromkeys(tolls for _, tolls in grammar.ends())
    return tuple((asked, tuple(number for number, own in grammar.ends() if own == asked)) for asked in tolls)


def _ended(scores: Sequence[float], line: Weights) -> tuple[float, int]:
    """(score, state) of the best item that ends at a line, its judgement included."""
    best, end = -inf, -1
    for tolls, numbers in _ends():
        reached = max([scores[number] for number in numbers])
        if reached + line.tolls[tolls] > best:
            best = reached + line.tolls[tolls]
            end = next(number for number in numbers if scores[number] == reached)
    return best, end


def _steps(arrivals: Sequence[_Arrival], states: Sequence[State]) -> list[Step]:
    """Follows the best way back from the end of the page."""
    steps: list[Step] = []
    number = arrivals[-1].end if arrivals else BEGIN
    for index in reversed(range(len(arrivals))):
        source = arrivals[index].sources[number]
        steps.append(Step(states[number], source == BEGIN))
        number = arrivals[index - 1].end if source == BEGIN else source
    return steps[::-1]
