"""The search as SQL functions of a connection.

    select rowid from articles_fts where articles_fts match escape_fts('聊城 工会驿站')

`escape_fts` takes the place of Datasette's function of that name, through which all its own searches go.
Whatever is given, none of them raises: NULL is an empty string, a number its digits, bytes are read as UTF-8.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from ingest.search import expressions
from ingest.search.query import LONGEST
from ingest.search.snippet import highlight, snippet

EXPRESSIONS: dict[str, Callable[[str], str]] = {
    "escape_fts": expressions.strict,
    "worded_fts": expressions.worded,
    "looser_fts": expressions.looser,
    "any_fts": expressions.any_word,
}
"""Query → FTS5 expression, by the function's name in SQL."""

EXCERPTS: dict[str, Callable[[str, str], str]] = {
    "zh_snippet": snippet,
    "zh_highlight": highlight,
}
"""Text, query → what to show of the text, hits between snippet.OPEN and snippet.CLOSE."""

LONGEST_TEXT = 200_000
"""Characters of a text that excerpts are cut from: SQLite cannot stop a function that takes long."""

Value = str | bytes | int | float | None


def register(conn: sqlite3.Connection) -> None:
    """Teaches a connection the search's functions."""
    for name, expression in EXPRESSIONS.items():
        conn.create_function(name, 1, _of_a_query(expression), deterministic=True)
    for name, excerpt in EXCERPTS.items():
        conn.create_function(name, 2, _of_a_text(excerpt), deterministic=True)


def _of_a_query(function: Callable[[str], str]) -> Callable[[Value], str]:
    return lambda value: function(_text(value)[:LONGEST])


def _of_a_text(function: Callable[[str, str], str]) -> Callable[[Value, Value], str]:
    return lambda text, value: function(_text(text)[:LONGEST_TEXT], _text(value)[:LONGEST])


def _text(value: Value) -> str:
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
