"""The steps of the best reading → Pieces: lines of one role that belong together, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.layout import evidence
from ingest.layout.grammar import State
from ingest.layout.path import Step, labels
from ingest.layout.sheet import Sheet

BLOCK_ROLES = {
    "section": "section",
    "kicker": "kicker",
    "kicker+": "kicker",
    "title": "title",
    "title+": "title",
    "title++": "title",
    "subtitle": "subtitle",
    "subtitle+": "subtitle",
    "byline": "byline",
    "byline+": "byline",
    "credit": "byline",
    "credit+": "byline",
    "lead": "body",
    "lead+": "body",
    "body": "body",
    "body+": "body",
    "fresh": "body",
    "crosshead": "crosshead",
    "crosshead+": "crosshead",
    "stray": "fragment",
    "stray+": "fragment",
}
"""The role of the block that a state's line makes."""


@dataclass(frozen=True)
class Piece:
    """A paragraph, a headline, a byline."""

    state: State
    """Of its first line."""
    numbers: tuple[int, ...]
    """Of its lines on the page; lines of other pieces may stand between."""
    text: str
    rule: str
    """The weightiest evidence for its first line."""


def items(page: Sheet, path: Sequence[Step]) -> list[list[Piece]]:
    """The pieces of each item of a page, in order."""
    found: list[list[Piece]] = []
    for index, step in enumerate(path):
        line = page.lines[index]
        if step.begins:
            found.append([])
        if step.state.continues and found[-1]:
            last = found[-1][-1]
            found[-1][-1] = replace(last, numbers=(*last.numbers, line.number), text=last.text + line.text)
        else:
            found[-1].append(Piece(step.state, (line.number,), line.text, _rule(page, index, step.state)))
    return found


def is_stray(item: Sequence[Piece]) -> bool:
    """The item is a headline line that belongs to nothing here."""
    return item[0].state.form == "stray"


def roles(item: Sequence[Piece]) -> set[str]:
    return {piece.state.role for piece in item}


def _rule(page: Sheet, index: int, state: State) -> str:
    """The evidence that decided between a state and its best rival; `grammar` where its neighbours decided."""
    sums = evidence.weigh(page, index)
    rival = max(_rivals(state.role), key=lambda role: sums.get(role, 0.0))
    return evidence.decisive(page, index, labels(state), (rival,)) or "grammar"


def _rivals(role: str) -> tuple[str, ...]:
    """What a line could be taken for instead: text for a headline, a new paragraph for the rest of one."""
    if role.endswith("+"):
        return ("body",)
    if role == "body":
        return ("body+",)
    if role in ("lead", "fresh"):
        return "title", "crosshead"
    return tuple(rival for rival in ("title", "kicker", "crosshead", "body", "body+") if rival != role)
