"""The search as SQL functions of a connection.

    select rowid from articles_fts where articles_fts match escape_fts('聊城 工会驿站')

`escape_fts` takes the place of Datasette's function of that name, through which all its own searches go.
Whatever is given, none of them raises: NULL is an empty string, a number its digits, bytes are read as UTF-8.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from ingest.search import query

FUNCTIONS: dict[str, Callable[[str], str]] = {
    "escape_fts": query.strict,
    "worded_fts": query.worded,
    "ranked_fts": query.ranked,
    "looser_fts": query.looser,
}
"""Query → FTS5 expression, by the function's name in SQL."""

Value = str | bytes | int | float | None


def register(conn: sqlite3.Connection) -> None:
    """Teaches a connection the search's functions."""
    for name, function in FUNCTIONS.items():
        conn.create_function(name, 1, _of_any_value(function), deterministic=True)


def _of_any_value(function: Callable[[str], str]) -> Callable[[Value], str]:
    return lambda value: function(text(value))


def text(value: Value) -> str:
    """An SQL value as text."""
    if value is None:
        return ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
