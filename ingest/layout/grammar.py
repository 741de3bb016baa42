"""What an item of a newspaper page consists of: the states a line can be in, and what may follow what.

    first   section? kicker? title subtitle? caption* byline* text credit*   the headline stands before the body
    last    byline* text credit* section? kicker? title subtitle? signer?   the headline stands after it
    bare    byline* text credit*                                       a photo item, or an item without headline
    stray   heading                                                    a headline line that belongs to nothing here

text is lead, then paragraphs and crossheads, with captions among them; or, below its writer's name, the verses of a
poem, or of several, each with a crosshead (a stanza is the first verse below one). A letter's signature may be followed
by the reply to it. A role with `+` goes on with the
piece of the line before. Besides its role a state remembers what decides at the item's end: whether a dateline or a
byline anchored it, and whether it has no crosshead, one, or more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from ingest.model import HEADLINE_ROLES

END = "end"

HEADLINE_BEFORE = {
    "section": ("kicker", "title"),
    "kicker": ("kicker+", "title"),
    "kicker+": ("title",),
    "title": ("title+", "subtitle", "caption", "byline", "lead"),
    "title+": ("title++", "subtitle", "caption", "byline", "lead"),
    "title++": ("title++", "subtitle", "caption", "byline", "lead"),
    "subtitle": ("subtitle+", "caption", "byline", "lead"),
    "subtitle+": ("caption", "byline", "lead"),
}

CAPTION = {
    "caption": ("caption+", "caption", "byline", "lead", "body", "crosshead", "credit"),
    "caption+": ("caption+", "caption", "byline", "lead", "body", "crosshead", "credit"),
}

TEXT = {
    "byline": ("byline+", "byline", "lead", "verse"),
    "byline+": ("byline+", "byline", "lead", "verse"),
    "verse": ("verse", "credit", END),
    "lead": ("lead+", "body", "crosshead", "credit", END),
    "lead+": ("lead+", "body", "crosshead", "credit", END),
    "body": ("body+", "body", "crosshead", "credit", END),
    "body+": ("body+", "body", "crosshead", "credit", END),
    "crosshead": ("fresh", "crosshead+"),
    "crosshead+": ("fresh",),
    "fresh": ("body+", "body", "crosshead", "credit", END),
    "credit": ("credit+", "credit", END),
    "credit+": ("credit+", "credit", END),
}

HEADLINE_AFTER = {
    "section": ("kicker", "title"),
    "kicker": ("kicker+", "title"),
    "kicker+": ("title",),
    "title": ("title+", "subtitle", "signer", END),
    "title+": ("title++", "subtitle", "signer", END),
    "title++": ("title++", "subtitle", "signer", END),
    "subtitle": ("subtitle+", "signer", END),
    "subtitle+": ("signer", END),
    "signer": (END,),
}

TEXT_ENDS_IN_HEADLINE = {
    role: tuple(("section", "kicker", "title") if follower == END else (follower,) for follower in followers)
    for role, followers in TEXT.items()
}

ILLUSTRATED_TEXT = {
    role: (*followers, "caption") if {"body", "crosshead"} <= {*followers} else followers
    for role, followers in TEXT.items()
}

POEMS = {
    "byline": (*TEXT["byline"], "crosshead"),
    "byline+": (*TEXT["byline+"], "crosshead"),
    "crosshead": (*TEXT["crosshead"], "stanza"),
    "stanza": ("verse", "credit", END),
    "verse": (*TEXT["verse"], "crosshead"),
}

ANSWERS = {
    "credit": (*TEXT["credit"], "reply"),
    "credit+": (*TEXT["credit+"], "reply"),
    "reply": TEXT["body"],
}

FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    "first": {**HEADLINE_BEFORE, **CAPTION, **ILLUSTRATED_TEXT, **POEMS, **ANSWERS},
    "last": {**{role: sum(groups, ()) for role, groups in TEXT_ENDS_IN_HEADLINE.items()}, **HEADLINE_AFTER},
    "bare": TEXT,
    "stray": {"stray": ("stray+", END), "stray+": ("stray+", END)},
}

TOLD = frozenset({*TEXT, *POEMS, *ANSWERS})
"""What stands below a headline, or above one that comes last."""

BEGINNINGS = {
    "first": ("section", "kicker", "title"),
    "last": ("byline", "lead"),
    "bare": ("byline", "lead"),
    "stray": ("stray",),
}

TEXT_ROLES = frozenset({"lead", "lead+", "body", "body+", "fresh", "reply"})
ANCHORS = frozenset({"byline", "byline+", "credit", "credit+"})
CROSSHEADS = frozenset({"crosshead"})


ANCHOR_LEVELS = UNANCHORED, DATED, SIGNED = 0, 1, 2
"""What marks an item as one: nothing, a dateline, a byline (on lines of its own or in the text)."""


@dataclass(frozen=True)
class State:
    """What one line is."""

    form: str
    """first, last, bare or stray."""
    role: str
    anchor: int = UNANCHORED
    """The best anchor met in this item."""
    crossheads: int = 0
    """0, 1 or 2 (two or more)."""

    @property
    def is_text(self) -> bool:
        return self.role in TEXT_ROLES

    @property
    def is_headline(self) -> bool:
        return self.role.rstrip("+") in HEADLINE_ROLES

    @property
    def continues(self) -> bool:
        """The line goes on with the piece of the line before."""
        return self.role.endswith("+")


@cache
def states() -> tuple[State, ...]:
    """Every state that a line can be in."""
    found = dict.fromkeys(state for anchor in ANCHOR_LEVELS for state in _beginnings(anchor))
    frontier = list(found)
    while frontier:
        state = frontier.pop()
        for follower in (follower for anchor in ANCHOR_LEVELS for follower in _followers(state, anchor)):
            if follower not in found:
                found[follower] = None
                frontier.append(follower)
    return tuple(found)


@cache
def beginnings(anchor: int) -> tuple[int, ...]:
    """The states an item can begin with; `anchor` is what the line's own text holds."""
    return tuple(states().index(beginning) for beginning in _beginnings(anchor))


@cache
def arcs(anchor: int) -> dict[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """All ways to go on with an item into a line, by their tolls: (state at the line before, state at the line).

    A toll names evidence that is asked of the line before when such a way is taken: text-ends, unanchored.first, …
    """
    number = {state: index for index, state in enumerate(states())}
    ways: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for state in states():
        for follower in _followers(state, anchor):
            ways[tolls(state, follower, anchor)].append((number[state], number[follower]))
    return {tolls: tuple(pairs) for tolls, pairs in ways.items()}


@cache
def ends() -> tuple[tuple[int, tuple[str, ...]], ...]:
    """(state, tolls) for each state that an item can end in."""
    return tuple(
        (index, tolls(state, None, UNANCHORED))
        for index, state in enumerate(states())
        if END in FORMS[state.form][state.role]
    )


def tolls(before: State, after: State | None, anchor: int) -> tuple[str, ...]:
    """What is judged between two lines of an item, or at its end."""
    asked = []
    if before.is_headline and not (after and after.continues):
        asked.append("headline-ends")
    if before.is_text and (after is None or not after.is_text):
        asked.append("text-ends")
    if after and before.anchor == SIGNED and _signs(before, after, anchor):
        asked.append("signed-twice")
    if _is_told(before, after):
        asked += [] if before.anchor else [f"unanchored.{before.form}"]
        asked += ["lone-crosshead"] if before.crossheads == 1 else []
    return tuple(asked)


def _beginnings(anchor: int) -> tuple[State, ...]:
    return tuple(_entered(State(form, role), anchor) for form, roles in BEGINNINGS.items() for role in roles)


def _followers(state: State, anchor: int) -> tuple[State, ...]:
    return tuple(_entered(replace(state, role=role), anchor) for role in FORMS[state.form][state.role] if role != END)


def _signs(before: State, after: State, anchor: int) -> bool:
    """A byline follows the text, on a line of its own or at the end of a text line."""
    if after.role == "credit":
        return before.is_text
    return anchor == SIGNED and after.role in TEXT_ROLES and before.role not in ANCHORS


def _is_told(before: State, after: State | None) -> bool:
    """All of the item's text and credits are behind: what it had or lacked can be judged now."""
    if before.role not in TOLD or before.form == "stray":
        return False
    return after is None or (before.form == "last" and after.role not in TOLD)


def _entered(state: State, anchor: int) -> State:
    """The state with its memory brought up to date; headline lines need none."""
    if state.form == "stray" or state.role not in TOLD | {*CAPTION}:
        return replace(state, anchor=UNANCHORED, crossheads=0)
    met = SIGNED if state.role in ANCHORS else anchor if state.role in TEXT_ROLES else UNANCHORED
    return replace(
        state, anchor=max(state.anchor, met), crossheads=min(2, state.crossheads + (state.role in CROSSHEADS))
    )
