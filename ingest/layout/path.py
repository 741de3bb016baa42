"""The engine: the best sequence of states that the grammar allows over a page's lines (Viterbi's algorithm).

It adds up evidence and knows nothing of newspapers: every line costs the same work, so time is linear in lines.

    best_path(evidences, anchors, price)  →  [Step(State('first', 'title'), begins=True), …]
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

BEGIN = -1


@dataclass(frozen=True)
class Step:
    """What one line is in the best reading."""

    state: State
    begins: bool
    """The line begins an item."""


@dataclass(frozen=True)
class _Arrival:
    """How each state is best reached at one line."""

    sources: list[int]
    """The state at the line before, or BEGIN."""
    end: int
    """The best state for an item to end in at this line."""


def best_path(
    evidences: Sequence[Evidence], anchors: Sequence[int], prices: Mapping[str, float]
) -> tuple[float, list[Step]]:
    """(score, one step a line) of the best reading. `anchors` tells what anchor each line's own text holds,
    `prices` is what an item of each form costs."""
    states = grammar.states()
    scores = [-inf] * len(states)
    ended = 0.0
    arrivals: list[_Arrival] = []
    for index, evidence in enumerate(evidences):
        best, sources = _begun(evidence, anchors[index], ended, prices)
        if index:
            _go_on(best, sources, scores, evidences[index - 1], anchors[index])
        emissions = _emissions(evidence)
        scores = [score + emissions[number] for number, score in enumerate(best)]
        ended, end = _ended(scores, evidence)
        arrivals.append(_Arrival(sources, end))
    return ended, _steps(arrivals, states)


def _begun(evidence: Evidence, anchor: int, ended: float, prices: Mapping[str, float]) -> tuple[list[float], list[int]]:
    """(scores, sources) of the states in which an item begins at this line."""
    states = grammar.states()
    best, sources = [-inf] * len(states), [BEGIN] * len(states)
    for number in grammar.beginnings(anchor):
        form = states[number].form
        best[number] = ended + evidence.get(f"begin.{form}", 0.0) - prices[form]
    return best, sources


def _go_on(best: list[float], sources: list[int], scores: Sequence[float], before: Evidence, anchor: int) -> None:
    """Improves the scores of a line's states by the ways that lead on from the line before."""
    for tolls, arcs in grammar.arcs(anchor).items():
        toll = sum(before.get(label, 0.0) for label in tolls)
        for source, target in arcs:
            score = scores[source] + toll
            if score > best[target]:
                best[target], sources[target] = score, source


def _emissions(evidence: Evidence) -> list[float]:
    distinct, of_states = _labels()
    weights = [evidence.get(role, 0.0) + evidence.get(role_in_form, 0.0) for role, role_in_form in distinct]
    return [weights[number] for number in of_states]


@cache
def _labels() -> tuple[tuple[tuple[str, str], ...], tuple[int, ...]]:
    """(the labels that bear on states, the number of each state's own among them)."""
    distinct = tuple(dict.fromkeys(map(labels, grammar.states())))
    return distinct, tuple(distinct.index(labels(state)) for state in grammar.states())


def labels(state: State) -> tuple[str, str]:
    """The roles of the evidence table that bear on a state: title and title.last."""
    return state.role, f"{state.role}.{state.form}"


def _ended(scores: Sequence[float], evidence: Evidence) -> tuple[float, int]:
    """(score, state) of the best item that ends at a line, its judgement included."""
    tolls = {labels: sum(evidence.get(label, 0.0) for label in labels) for labels in _judgements()}
    return max(((scores[number] + tolls[labels], number) for number, labels in grammar.ends()), key=lambda end: end[0])


@cache
def _judgements() -> tuple[tuple[str, ...], ...]:
    """The tolls that are asked where items end, each once."""
    return tuple(dict.fromkeys(tolls for _, tolls in grammar.ends()))


def _steps(arrivals: Sequence[_Arrival], states: Sequence[State]) -> list[Step]:
    """Follows the best way back from the end of the page."""
    steps: list[Step] = []
    number = arrivals[-1].end if arrivals else BEGIN
    for index in reversed(range(len(arrivals))):
        source = arrivals[index].sources[number]
        steps.append(Step(states[number], source == BEGIN))
        number = arrivals[index - 1].end if source == BEGIN else source
    return steps[::-1]
