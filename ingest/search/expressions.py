"""A query → expressions of FTS5. Any string gives a valid one: what is typed reaches FTS5 only as quoted tokens.

标题:总工会 -棉服  →  (title : "总工 工会" NOT ("棉服"))     strict, of the pieces in articles_fts
                 →  ("总工会")                        worded, of the words in articles_fts_words
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.search.pieces import ORGANISATION, PERSON, phrase, quoted, token
from ingest.search.query import All, Either, Node, Term, parse, terms
from ingest.search.words import words

NOTHING = '""'
"""Matches no row."""

MARKS = {"person": PERSON, "organisation": ORGANISATION}
"""Of names that stand marked in the column of bylines."""


def strict(query: str) -> str:
    """For exactly the articles that contain what is asked for."""
    return _expression(query, _pieces)


def worded(query: str) -> str:
    """For the articles that have all its words, asked of `articles_fts_words`: the better of those of `strict`."""
    return _expression(query, _words, without=False)


def looser(query: str) -> str:
    """For articles that have all the words of each term anywhere: to be offered by that name when nothing is found."""
    return _expression(query, _scattered_words)


def any_word(query: str) -> str:
    """For articles that have one of its words or more, and not what is excluded: to be offered by that name."""
    node = parse(query)
    found = {word for term in terms(query) for word in words(term.text)}
    telling = sorted(word for word in found if len(word) > 1) or sorted(found)
    wanted = " OR ".join(filter(None, map(phrase, telling)))
    unwanted = [_rendered(part, _pieces, True) for part in node.without] if isinstance(node, All) else []
    return f"(({wanted}){' NOT ' * bool(unwanted)}{' NOT '.join(unwanted)})" if wanted else NOTHING


def _expression(query: str, leaf: Callable[[Term], str], without: bool = True) -> str:
    node = parse(query)
    return _rendered(node, leaf, without) if node else NOTHING


def _rendered(node: Node, leaf: Callable[[Term], str], without: bool) -> str:
    if isinstance(node, Term):
        return leaf(node)
    parts = [_rendered(part, leaf, without) for part in node.parts]
    if isinstance(node, Either):
        return f"({' OR '.join(parts)})"
    unwanted = [_rendered(part, _pieces, without) for part in node.without if without]
    return f"({' AND '.join(parts)}{' NOT ' * bool(unwanted)}{' NOT '.join(unwanted)})"


def _pieces(term: Term) -> str:
    return _in_column(term, _phrase(term, term.text) or NOTHING)


def _words(term: Term) -> str:
    *others, last = map(token, words(term.text))
    return f"({' AND '.join([*(quoted([word]) for word in others), quoted([last], prefix=term.begins)])})"


def _scattered_words(term: Term) -> str:
    scattered = (_phrase(term, word) for word in words(term.text))
    return f"({' AND '.join(_in_column(term, word) for word in scattered if word)})"


def _phrase(term: Term, text: str) -> str | None:
    return phrase(text, MARKS.get(term.column or "", ""))


def _in_column(term: Term, expression: str) -> str:
    column = "byline" if term.column in MARKS else term.column
    return f"{column} : {expression}" if column else expression
