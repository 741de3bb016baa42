"""Corrections of a page → which of them hold, and at which lines of the page as it is now.

    settled([(1, Correction(…, 12, "丰收在望", "role", "title"))], sha256, text)
      →  mends (Mend(14, "role", "title"),), fates {1: Fate("applied", 14)}

A correction stands at its line while the page's bytes are the same. When they change it goes with the words: to the
one line that says the same; where none does, or more than one, it is unplaced until one does again. The last word on
a matter counts; undoing it brings back the word before. Start reading at `settled`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.corrections.kinds import DECLINE, UNDO, kinds, subject
from ingest.model import Correction, Mend

APPLIED, UNDONE, UNPLACED, UNHEEDED = "applied", "undone", "unplaced", "unheeded"
SUGGESTED, ACCEPTED, DECLINED = "suggested", "accepted", "declined"

STATES = (APPLIED, UNDONE, UNPLACED, UNHEEDED, SUGGESTED, ACCEPTED, DECLINED)
"""What can become of a correction; the last three of a suggestion."""

Numbered = tuple[int, Correction]
"""A correction with its number in the archive."""

Where = tuple[object, ...]
"""What corrections are about, so that one replaces another: the line it stands at, the slot, what of the line."""


@dataclass(frozen=True)
class Fate:
    """What has become of a correction."""

    state: str
    line: int | None
    """Where it stands now; None where it is unplaced, or said of the whole page."""


@dataclass(frozen=True)
class Settled:
    """What the corrections of a page come to."""

    mends: tuple[Mend, ...] = ()
    """What is to be put right, by line."""
    fates: dict[int, Fate] = field(default_factory=dict)
    """By the corrections' numbers."""


def settled(corrections: Iterable[Numbered], sha256: str, text: str) -> Settled:
    """What the corrections of a page (its hash, its text) come to, in the order in which they were said."""
    corrections = sorted(corrections, key=lambda numbered: (numbered[1].at, numbered[0]))
    if not corrections:
        return Settled()
    desk = _Desk(sha256, text.split("\n"))
    for number, correction in corrections:
        desk.take(number, correction)
    holding = {number: correction for number, correction in corrections if desk.states[number] == APPLIED}
    said = {Mend(desk.lines[number], one.kind, one.value) for number, one in holding.items() if one.kind in kinds()}
    mends = tuple(sorted(said, key=lambda mend: (mend.line or 0, mend.kind, mend.value)))
    return Settled(mends, {number: Fate(desk.states[number], desk.lines[number]) for number, _ in corrections})


class _Desk:
    """Where the corrections of one page are laid out, one after the other."""

    def __init__(self, sha256: str, texts: Sequence[str]) -> None:
        self.sha256, self.texts = sha256, [text.strip() for text in texts]
        self.numbers: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts, 1):
            self.numbers[text].append(number)
        self.states: dict[int, str] = {}
        self.lines: dict[int, int | None] = {}
        self.said: dict[Where, list[tuple[int, str]]] = defaultdict(list)
        """By matter: the words on it that have not been taken back, as (number, kind=value)."""
        self.suggested: dict[Where, list[tuple[int, str]]] = defaultdict(list)
        self.seen: set[tuple[Where, str]] = set()

    def take(self, number: int, correction: Correction) -> None:
        """Lays out one more."""
        placed, self.lines[number] = self._line(correction)
        kind, value, says = _meant(correction)
        where = (self.lines[number] if placed else _key(correction), kinds()[kind].slot, subject(kind, value))
        if correction.kind == DECLINE:
            self.states[number] = self._strike(self.suggested, where, says, DECLINED)
        elif correction.kind == UNDO:
            self.states[number] = self._strike(self.said, where, says, UNDONE)
            self._show(where)
        elif correction.suggested:
            self.suggested[where].append((number, says))
            self.states[number] = SUGGESTED
        else:
            self._strike(self.suggested, where, says, ACCEPTED)
            self.said[where].append((number, says))
            self.states[number] = APPLIED if placed else UNPLACED
            self._show(where)
        self.seen.add((where, says))

    def _line(self, correction: Correction) -> tuple[bool, int | None]:
        """(whether it has a place on the page as it is, its line)."""
        if correction.line is None and not correction.printed:
            return True, None
        printed, line = correction.printed.strip(), correction.line or 0
        if correction.sha256 in ("", self.sha256) and self.texts[line - 1 : line] == [printed]:
            return True, line
        found = self.numbers[printed] if printed else []
        return (True, found[0]) if len(found) == 1 else (False, None)

    def _strike(self, among: dict[Where, list[tuple[int, str]]], where: Where, says: str, state: str) -> str:
        """Takes back what says so; tells the state of the word that does it."""
        for number, said in among[where]:
            if said == says:
                self.states[number] = state
        among[where] = [(number, said) for number, said in among[where] if said != says]
        return APPLIED if (where, says) in self.seen else UNPLACED

    def _show(self, where: Where) -> None:
        """Of all that was said of a matter the last word counts; those without a place wait for it."""
        said = self.said[where]
        for number, _ in said:
            if self.states[number] != UNPLACED:
                self.states[number] = APPLIED if number == said[-1][0] else UNDONE


def _meant(correction: Correction) -> tuple[str, str, str]:
    """(kind, value, kind=value) that it is about; of one that undoes another, that of the other."""
    if correction.kind in (UNDO, DECLINE):
        kind, _, value = correction.value.partition("=")
        return kind, value, correction.value
    return correction.kind, correction.value, f"{correction.kind}={correction.value}"


def _key(correction: Correction) -> tuple[str, int | None, str]:
    return correction.sha256, correction.line, correction.printed
