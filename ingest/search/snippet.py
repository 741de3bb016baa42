"""The part of a text that shows what was looked for, as printed, hits marked.

    snippet("……。去年，聊城市“工会驿站”达到600余家。……", "工会驿站 600")
        → "…去年，聊城市“[工会驿站]”达到[600]余家。……"     ([ and ] stand for OPEN and CLOSE)

Without marks and ellipses it is a piece of the text, character for character. It begins at a sentence where one begins
near, and shows as many of the terms as fit. OPEN and CLOSE are private-use characters, and the text's own ones are left
out, so that a page can escape the whole and then turn them into tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile

from ingest.search.expressions import MARKS
from ingest.search.folding import fold_with_offsets
from ingest.search.query import terms
from ingest.search.words import words

OPEN, CLOSE = "\ue000", "\ue001"
"""Stand around each hit."""
ELLIPSIS = "…"
LENGTH = 90
"""Folded characters of a snippet, about; two lines of a result list."""
LEAD = 40
"""Characters before the first hit, at most."""

_SENTENCE_END = re.compile("[。!?;\n…]+")
_CLAUSE_END = re.compile("[,、:]")

Span = tuple[int, int]


def snippet(text: str, query: str, column: str = "body") -> str:
    """The window of `text` with most of the query's terms; its beginning where it has none.

    `column` is the column of the index that the text stands in: 标题:黄河 is not marked in a body.
    """
    return _shown(text, query, column, _window)


def highlight(text: str, query: str, column: str = "title") -> str:
    """The whole text with the query's terms marked."""
    return _shown(text, query, column, lambda folded, hits: (0, len(folded)))


def spans(text: str, query: str, column: str = "body") -> list[Span]:
    """Where the query's terms stand in the text: [(start, end), …], in order, none over another."""
    folded, offsets = fold_with_offsets(text)
    return [(offsets[first], offsets[last - 1] + 1) for first, last in _hits(folded, query, column)]


def _shown(text: str, query: str, column: str, window: Callable[[str, list[Span]], Span]) -> str:
    text = text.replace(OPEN, "").replace(CLOSE, "")
    folded, offsets = fold_with_offsets(text)
    hits = _hits(folded, query, column)
    start, end = window(folded, hits)
    marks = [(offsets[first], offsets[last - 1] + 1) for first, last in hits if start <= first and last <= end]
    places = (_opening(text, offsets, start), offsets[end] if end < len(offsets) else len(text))
    return _marked(text, places, marks)


def _opening(text: str, offsets: list[int], start: int) -> int:
    """Where a window begins in the text: with the opening quotation mark before it, which was dropped in folding."""
    if not start:
        return 0
    after = offsets[start - 1] + 1
    dropped = text[after : offsets[start]]
    return after + len(dropped) - len(dropped.lstrip("”’」』 \n"))


def _hits(folded: str, query: str, column: str) -> list[Span]:
    """Where the query's terms stand; where none stands whole, its words."""
    for pattern in _patterns(query, column):
        if found := [match.span() for match in pattern.finditer(folded)]:
            return found
    return []


@lru_cache(maxsize=256)
def _patterns(query: str, column: str) -> tuple[re.Pattern[str], ...]:
    whole = [term.text for term in terms(query) if term.column in (None, column, *MARKS)]
    scattered = [word for term in whole for word in words(term)]
    return tuple(_any_of(texts) for texts in (whole, scattered) if texts)


def _any_of(texts: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(set(texts), key=lambda text: (-len(text), text)))))


def _window(folded: str, hits: list[Span]) -> Span:
    if not hits:
        return 0, min(LENGTH, len(folded))
    first = max(range(len(hits)), key=lambda index: (_distinct(folded, hits[index : index + LENGTH]), -index))
    start = _beginning(folded, hits[first][0])
    return start, min(max(start + LENGTH, hits[first][1]), len(folded))


def _distinct(folded: str, hits: list[Span]) -> int:
    """How many different texts stand within reach of the first hit."""
    reach = hits[0][0] + LENGTH - LEAD
    return len({folded[start:end] for start, end in takewhile(lambda hit: hit[1] <= reach, hits)})


def _beginning(folded: str, hit: int) -> int:
    """Where to begin for a hit: with the first sentence, or else the first clause, that begins within LEAD of it."""
    if hit <= LEAD:
        return 0
    for ends in (_SENTENCE_END, _CLAUSE_END):
        if end := ends.search(folded, hit - LEAD, hit):
            return end.end()
    return hit - LEAD


def _marked(text: str, window: Span, hits: list[Span]) -> str:
    start, end = window
    parts = [ELLIPSIS] if start else []
    for first, last in hits:
        parts += [text[start:first], OPEN, text[first:last], CLOSE]
        start = last
    parts += [text[start:end], ELLIPSIS if end < len(text) else ""]
    return "".join(parts)
