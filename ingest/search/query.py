"""What people type, understood: a query → the terms that must, may and must not be found.

    产业工人 -棉服 标题:聊城  →  All((Term(产业工人), Term(聊城, title)), without=(Term(棉服),))

The language, the same wherever something is looked for (docs/search.md shows it to readers):

    黄河 湿地                        both
    “黄河 湿地” "黄河 湿地" 「黄河 湿地」   side by side
    黄河 OR 海河    黄河|海河            one of them
    黄河 -湿地      黄河 NOT 湿地        the first without the second
    标题:黄河 记者:王                   in one column
    人物:贾仲健 单位:司法局              whom the article names, whatever it calls them
    (黄河 OR 海河) 湿地                brackets group
    聊*                              a word's beginning

Full-width forms and traditional characters (標題:黃河) do the same. A mark is an operator only where it can work
as one: inside a term, at its end, or without a partner it is text (1-7月, 讯(记者), 汇聚“工力量”), since a query may
be cut from anywhere in an article.
Any string can be parsed. Start reading at `parse`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.characters import simplified
from ingest.search.folding import fold
from ingest.search.pieces import phrase

LONGEST = 500
"""Characters of a query that are read."""
DEEPEST = 10
"""Brackets inside brackets that are read as such; FTS5 takes some more."""

COLUMNS = {
    "标题": "title",
    "title": "title",
    "引题": "kicker",
    "副题": "kicker",
    "栏目": "kicker",
    "kicker": "kicker",
    "记者": "byline",
    "作者": "byline",
    "byline": "byline",
    "正文": "body",
    "body": "body",
    "人物": "person",
    "person": "person",
    "单位": "organisation",
    "机构": "organisation",
    "organisation": "organisation",
}
"""What may stand before a colon, and the column of the index it means; person and organisation are marked in byline."""

_BLANK = r"\s\x00-\x1f\x7f"
_COLUMN = f"(?i:{'|'.join(COLUMNS)})[:：]"
_QUOTE = '"＂“”„‟「」『』'
_TOKEN = re.compile(
    rf"""
    (?P<blank>[{_BLANK}]+)
  | (?P<either>[|｜]|(?:OR|ＯＲ)(?=[{_BLANK}]|$))
  | (?P<both>AND(?=[{_BLANK}]|$))
  | (?P<without>NOT(?=[{_BLANK}]|$)|[-－](?=[^{_BLANK}]|$))
  | (?P<column>{_COLUMN})
  | (?P<term>[{_QUOTE}][^{_QUOTE}]*[{_QUOTE}][*＊]?(?=[{_BLANK}|｜]|$)|[^{_BLANK}|｜]+)
    """,
    re.VERBOSE,
)
_PHRASE = re.compile(f"[{_QUOTE}][^{_QUOTE}]*[{_QUOTE}]")
_BEFORE_GROUP = re.compile(rf"(?:^|[{_BLANK}|｜(（])[-－]?(?:{_COLUMN})?$")
_AFTER_GROUP = re.compile(rf"[{_BLANK}|｜)）]|$")
_GROUPED = re.compile(rf"[{_BLANK}|｜]")


@dataclass(frozen=True)
class Term:
    """A text to be found as it stands."""

    text: str
    """Folded."""
    column: str | None = None
    """The column of the index it must stand in, or person or organisation; None for any column."""
    begins: bool = False
    """Whether its last word may go on (a trailing *)."""


@dataclass(frozen=True)
class All:
    """Every part, and none of `without`."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Either:
    """At least one part."""

    parts: tuple[Node, ...]


Node = Term | All | Either
"""A query, or a part of one."""

Token = tuple[str, str]
"""Kind and text: ("term", "黄河"), ("column", "标题:"), ("open", "(") …"""


@lru_cache(maxsize=256)
def parse(query: str) -> Node | None:
    """What a query asks for; None when there is nothing in it to look for.

    Where its operators leave nothing to look for (-7月, NOT), the query is looked for as it stands.
    """
    query = simplified(query[:LONGEST])
    tokens = list(_tokens(query))[::-1]
    return _either(tokens, None) or _term(query, None)


def terms(query: str) -> tuple[Term, ...]:
    """The terms that a found article may show, in the order they were typed; what is excluded is not among them."""
    return tuple(_shown(parse(query)))


def _shown(node: Node | None) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif node is not None:
        for part in node.parts:
            yield from _shown(part)


def _tokens(query: str) -> Iterator[Token]:
    start = 0
    for place in _brackets(query):
        yield from _tokens_between(query[start:place])
        yield ("open" if query[place] in "(（" else "close"), query[place]
        start = place + 1
    yield from _tokens_between(query[start:])


def _tokens_between(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup not in ("blank", "both"):
            yield match.lastgroup, match[0]


def _brackets(query: str) -> list[int]:
    """Where brackets stand that group: in pairs around more than one term, not inside a term or a quoted phrase."""
    query = _PHRASE.sub(lambda quote: "x" * len(quote[0]), query)
    opened: list[int] = []
    found: list[int] = []
    for place, character in enumerate(query):
        if character in "(（":
            opened.append(place)
        elif character in ")）" and opened:
            start = opened.pop()
            if len(opened) < DEEPEST and _groups(query, start, place):
                found += [start, place]
    return sorted(found)


def _groups(query: str, start: int, end: int) -> bool:
    before, inside = query[:start], query[start + 1 : end]
    return bool(_BEFORE_GROUP.search(before) and _AFTER_GROUP.match(query, end + 1) and _GROUPED.search(inside))


def _either(tokens: list[Token], column: str | None) -> Node | None:
    """Reads alternatives up to the end of a group; `tokens` is a stack, the next one last."""
    parts = [_all(tokens, column)]
    while tokens and tokens[-1][0] == "either":
        tokens.pop()
        parts.append(_all(tokens, column))
    found = tuple(part for part in parts if part)
    return Either(found) if len(found) > 1 else next(iter(found), None)


def _all(tokens: list[Token], column: str | None) -> Node | None:
    wanted: list[Node] = []
    unwanted: list[Node] = []
    while tokens and tokens[-1][0] not in ("either", "close"):
        place = wanted
        if tokens[-1][0] == "without":
            tokens.pop()
            place = unwanted
        if part := _one(tokens, column):
            place.append(part)
    if len(wanted) == 1 and not unwanted:
        return wanted[0]
    return All(tuple(wanted), tuple(unwanted)) if wanted else None


def _one(tokens: list[Token], column: str | None) -> Node | None:
    """Reads a term or a group, with the column before it; None where an operator stands instead."""
    if tokens and tokens[-1][0] == "column":
        column = COLUMNS[tokens.pop()[1][:-1].lower()]
    if not tokens or tokens[-1][0] not in ("open", "term"):
        return None
    kind, text = tokens.pop()
    if kind == "term":
        return _term(text, column)
    group = _either(tokens, column)
    tokens.pop()
    return group


def _term(text: str, column: str | None) -> Term | None:
    folded = fold(text)
    begins = len(folded) > 1 and folded.endswith("*")
    term = Term(folded.rstrip("*") if begins else folded, column, begins)
    return term if phrase(term.text) else None
