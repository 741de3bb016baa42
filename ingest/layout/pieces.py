"""The steps of the best reading → Pieces: lines of one role that belong together, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout import evidence
from ingest.layout.evidence import Answers
from ingest.layout.grammar import State
from ingest.layout.path import Step, labels
from ingest.layout.sheet import Sheet
from ingest.layout.spans import spans

BLOCK_ROLES = {
    "section": "section",
    "kicker": "kicker",
    "kicker+": "kicker",
    "title": "title",
    "title+": "title",
    "title++": "title",
    "subtitle": "subtitle",
    "subtitle+": "subtitle",
    "caption": "caption",
    "caption+": "caption",
    "byline": "byline",
    "byline+": "byline",
    "signer": "byline",
    "credit": "byline",
    "credit+": "byline",
    "lead": "body",
    "lead+": "body",
    "verse": "body",
    "stanza": "body",
    "body": "body",
    "body+": "body",
    "fresh": "body",
    "reply": "body",
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


def items(page: Sheet, path: Sequence[Step], answers: Sequence[Answers]) -> list[list[Piece]]:
    """The pieces of each item of a page, in order; `answers` are those of each line."""
    starts = [index for index, step in enumerate(path) if not step.state.continues]
    found: list[list[Piece]] = []
    for span in spans(starts, len(path)):
        first = path[span.start]
        if first.begins:
            found.append([])
        lines = page.lines[span.start : span.stop]
        text, numbers = "".join(line.text for line in lines), tuple(line.number for line in lines)
        found[-1].append(Piece(first.state, numbers, text, _rule(answers[span.start], first.state)))
    return found


def is_stray(item: Sequence[Piece]) -> bool:
    """The item is a headline line that belongs to nothing here."""
    return item[0].state.form == "stray"


def roles(item: Sequence[Piece]) -> set[str]:
    return {piece.state.role for piece in item}


def _rule(answers: Answers, state: State) -> str:
    """The evidence that decided between a state and its best rival; `grammar` where its neighbours decided."""
    sums = evidence.weigh(answers)
    rival = max(_rivals(state.role), key=lambda role: sums.get(role, 0.0))
    return evidence.decisive(answers, labels(state), (rival,)) or "grammar"


def _rivals(role: str) -> tuple[str, ...]:
    """What a line could be taken for instead: text for a headline, a new paragraph for the rest of one."""
    if role.endswith("+"):
        return ("body",)
    if role == "body":
        return ("body+",)
    if role in ("lead", "fresh"):
        return "title", "crosshead"
    return tuple(rival for rival in ("title", "kicker", "crosshead", "body", "body+") if rival != role)
