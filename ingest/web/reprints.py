"""Two articles that print the same text, side by side, with the runs that both have.

/archive/-/reprint/12/7  →  {"articles": [{"parts": [{"text": "…", "shared": true}, …], …}, …], "share": 0.93}
"""

from __future__ import annotations

from typing import Any

from datasette import NotFound

from ingest.reprints.comparison import shared_runs
from ingest.search.folding import fold_with_offsets
from ingest.web import queries
from ingest.web.queries import Row, row
from ingest.web.visit import LARGEST_NUMBER, Visit


async def reprint(visit: Visit) -> dict[str, Any]:
    """Raises NotFound for two articles that have too little in common to be a pair."""
    other = min(int(visit.request.url_vars["other"]), LARGEST_NUMBER)
    pair = await row(visit.archive, queries.REPRINT, one=visit.number, other=other)
    texts = [await row(visit.archive, queries.TEXT_OF_ARTICLE, id=number) for number in (visit.number, other)]
    if pair is None or texts[0] is None or texts[1] is None:
        raise NotFound(f"Articles {visit.number} and {other} print no text in common")
    one, another = texts[0], texts[1]
    mine, its = marked(one["body"], another["body"])
    return {
        "archive": visit.archive.name,
        "shared": pair,
        "articles": [_with_parts(one, mine), _with_parts(another, its)],
    }


def marked(one: str, other: str) -> tuple[list[Row], list[Row]]:
    """Both texts in parts, `shared` where they are alike: punctuation, width, line ends and blanks aside."""
    (folded, places), (its_folded, its_places) = _compared(one), _compared(other)
    runs = list(shared_runs(folded, its_folded))
    mine = [(places[start], places[start + length - 1] + 1) for start, _, length in runs]
    its = [(its_places[start], its_places[start + length - 1] + 1) for _, start, length in runs]
    return _parts(one, mine), _parts(other, its)


def _compared(text: str) -> tuple[str, list[int]]:
    """The text as reprints are compared, and where each of its characters stands in the text."""
    folded, offsets = fold_with_offsets(text)
    kept = [(character, offset) for character, offset in zip(folded, offsets, strict=True) if not character.isspace()]
    return "".join(character for character, _ in kept), [offset for _, offset in kept]


def _parts(text: str, spans: list[tuple[int, int]]) -> list[Row]:
    parts: list[Row] = []
    done = 0
    for start, end in sorted(spans):
        start = max(start, done)
        if start < end:
            parts += [{"text": text[done:start], "shared": False}, {"text": text[start:end], "shared": True}]
            done = end
    parts.append({"text": text[done:], "shared": False})
    return [part for part in parts if part["text"]]


def _with_parts(article: Row, parts: list[Row]) -> Row:
    return {key: value for key, value in article.items() if key != "body"} | {"parts": parts}
