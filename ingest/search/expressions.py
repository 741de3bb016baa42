"""A query → expressions of FTS5. Any string gives a valid one: what is typed reaches FTS5 only as quoted tokens.

    聊城 -棉服  →  ("\ue000聊城" NOT ("\ue000棉服"))       strict: every article that contains it, and no other

Columns of the index hold words and pieces side by side; an expression says by its tokens which of them it asks.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.search.pieces import phrase, quoted
from ingest.search.query import Either, Node, Term, parse
from ingest.search.words import words

NOTHING = '""'
"""Matches no row."""


def strict(query: str) -> str:
    """For exactly the articles that contain what is asked for."""
    return _expression(query, _pieces)


def worded(query: str) -> str:
    """For those among them that have it as whole words."""
    return _expression(query, lambda term: f"({_pieces(term)} AND {_words(term)})")


def ranked(query: str) -> str:
    """For the same articles as `strict`, to reckon bm25 with: words count beside pieces."""
    return _expression(query, lambda term: f"({_words(term)} OR {_pieces(term)})")


def looser(query: str) -> str:
    """For articles that have all the words of each term anywhere; to be offered when nothing is found, and named so."""
    return _expression(query, _scattered_words)


def _expression(query: str, leaf: Callable[[Term], str]) -> str:
    node = parse(query)
    return _rendered(node, leaf) if node else NOTHING


def _rendered(node: Node, leaf: Callable[[Term], str]) -> str:
    if isinstance(node, Term):
        return leaf(node)
    if isinstance(node, Either):
        return f"({' OR '.join(_rendered(part, leaf) for part in node.parts)})"
    wanted = " AND ".join(_rendered(part, leaf) for part in node.parts)
    unwanted = " OR ".join(_rendered(part, _pieces) for part in node.without)
    return f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"


def _pieces(term: Term) -> str:
    return _in_column(term, phrase(term.text) or NOTHING)


def _words(term: Term) -> str:
    return _in_column(term, quoted(words(term.text), prefix=term.begins))


def _scattered_words(term: Term) -> str:
    scattered = (phrase(word) for word in words(term.text))
    return f"({' AND '.join(_in_column(term, word) for word in scattered if word)})"


def _in_column(term: Term, expression: str) -> str:
    return f"{term.column} : {expression}" if term.column else expression
