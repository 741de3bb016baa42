"""What can be said of a page, and in what words: the kinds of tables/kinds.tsv.

    checked("figure", "近9成=90%")  →  '近9成=90 %'
    parted("role=title")            →  ('role', 'title')

Two kinds more speak of other corrections: `undo` takes one back and `decline` turns a suggestion down; their value is
what they speak of, kind=value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import isfinite
from pathlib import Path

from ingest.gazetteer import abroad, load, parent
from ingest.model import ROLES, Byline, Place
from ingest.rules import rows
from ingest.sources import COLUMNS, day

TABLE = Path(__file__).parent / "tables" / "kinds.tsv"

UNDO, DECLINE = "undo", "decline"

PAGE_FIELDS = COLUMNS[1:]

LONGEST = 2000
"""Characters of a value: a paragraph that stands on one line has no more."""

CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")

NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(.*)")


@dataclass(frozen=True)
class Kind:
    """A row of kinds.tsv."""

    kind: str
    slot: str
    of: str
    """line, article (that which the line belongs to) or page."""
    named: str
    """yes where what stands before = names what is meant, all where the whole value does."""
    value: str
    """What is to be given, for people."""


@cache
def kinds() -> dict[str, Kind]:
    """The kinds by name, in the table's order."""
    return {
        row["kind"]: Kind(row["kind"], row["slot"], row["of"], row["named"], row["value"]) for _, row in rows(TABLE)
    }


def parted(said: str) -> tuple[str, str]:
    """kind=value as (kind, value); a kind alone says yes; publication=… is short for page=publication=…

    Raises ValueError, with what to write instead, for what is none of these.
    """
    kind, given, value = said.partition("=")
    if kind in PAGE_FIELDS and given:
        kind, value = "page", said
    if kind not in kinds():
        raise ValueError(f"{kind!r} cannot be put right; what can is {', '.join(kinds())}")
    return kind, checked(kind, value if given else "yes")


def checked(kind: str, value: str) -> str:
    """The value in its one form. Raises ValueError that says what a value of this kind is."""
    if kind in (UNDO, DECLINE):
        of, _, rest = value.partition("=")
        return f"{of}={_of_kind(of, rest)}"
    return _of_kind(kind, value)


def _of_kind(kind: str, value: str) -> str:
    if kind not in kinds():
        raise ValueError(f"{kind!r} cannot be put right; what can is {', '.join(kinds())}")
    value = value.strip()
    if len(value) > LONGEST or CONTROLS.search(value):
        raise ValueError(f"{kind} takes one line of at most {LONGEST} characters")
    try:
        return CHECKS[kind](value)
    except ValueError:
        raise ValueError(f"{value!r} is no {kind}: it takes {kinds()[kind].value}") from None


def subject(kind: str, value: str) -> str:
    """What of the line a correction is about, where a line may have several: 茌平 of 茌平=山东省/…"""
    named = kinds()[kind].named
    if named != "yes":
        return value if named == "all" else ""
    return value.partition("=")[0] if kind == "page" else value.rpartition("=")[0]


def meant(kind: str, value: str) -> str:
    """What it is said to be: 山东省/… of 茌平=山东省/…"""
    return value.partition("=")[2] if kind == "page" else value.rpartition("=")[2]


def bylines(value: str) -> tuple[Byline, ...]:
    """The names of a byline as people give it.

    >>> bylines("记者 王鲁斌；张三")
    (Byline(name='王鲁斌', role='记者'), Byline(name='张三', role=None))
    """
    return tuple(_byline(part.split()) for part in re.split("[;；]", value) if part.strip())


def byline_text(found: tuple[Byline, ...]) -> str:
    """The same the other way: what `bylines` understands."""
    return "；".join(f"{byline.role} {byline.name}" if byline.role else byline.name for byline in found)


def number(value: str) -> tuple[float, str]:
    """Value and unit of a figure as people give it: 90 % → (90.0, '%'). Raises ValueError."""
    found = NUMBER.fullmatch(value.strip())
    if not found or not isfinite(float(found[1])):
        raise ValueError
    return float(found[1]), found[2].strip()


def place(path: str) -> Place | None:
    """The place at a path: of the gazetteer, or a village below one of its places, or a town of another country."""
    gazetteer = load()
    if known := gazetteer.place(path):
        return known
    above, name = gazetteer.place(parent(path)), path.rpartition("/")[2]
    if above is None or not name or above.level not in ("country", "county", "town"):
        return None
    if above.level == "country":
        return Place(name, "city", path) if abroad(above) else None
    return Place(name, "village", path)


def _byline(words: list[str]) -> Byline:
    """A name, or a role and a name."""
    if len(words) == 1:
        return Byline(words[0], None)
    if len(words) == 2:
        return Byline(words[1], words[0])
    raise ValueError


def _one_of(*allowed: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError
        return value

    return check


def _not_blank(value: str) -> str:
    if not value:
        raise ValueError
    return value


def _place(value: str) -> str:
    text, given, path = value.rpartition("=")
    text, path = text.strip(), path.strip().strip("/")
    if not given or not text or (path and place(path) is None):
        raise ValueError
    return f"{text}={path}"


def _organisation(value: str) -> str:
    text, given, address = value.rpartition("=")
    text, address = text.strip(), address.strip().strip("/")
    if not given or not text or ("/" in address and place(parent(address)) is None):
        raise ValueError
    return f"{text}={address}"


def _person(value: str) -> str:
    name, given, known_as = value.partition("=")
    if not given or not name.strip() or not known_as.strip():
        raise ValueError
    return f"{name.strip()}={known_as.strip()}"


def _name(value: str) -> str:
    if not value or "=" in value:
        raise ValueError
    return value


def _figure(value: str) -> str:
    text, given, quantity = value.rpartition("=")
    if not given or not text.strip():
        raise ValueError
    if not quantity.strip():
        return f"{text.strip()}="
    amount, unit = number(quantity)
    return f"{text.strip()}={amount:.15g} {unit}".rstrip()


def _date(value: str) -> str:
    return day(value) if value else value


def _page(value: str) -> str:
    field, given, rest = value.partition("=")
    rest = rest.strip()
    if not given or field not in PAGE_FIELDS or not rest:
        raise ValueError
    return f"{field}={day(rest) if field == 'issue_date' else rest}"


CHECKS: dict[str, Callable[[str], str]] = {
    "role": _one_of(*ROLES),
    "begins": _one_of("yes", "no"),
    "joins": _one_of("yes"),
    "apart": _one_of("yes"),
    "text": _not_blank,
    "byline": lambda value: byline_text(bylines(value)),
    "place": _place,
    "figure": _figure,
    "organisation": _organisation,
    "person": _person,
    "other": _name,
    "date": _date,
    "page": _page,
}
