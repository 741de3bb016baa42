"""The year of a page that does not print its date."""

from __future__ import annotations


def inferred_year(text: str) -> int | None:
    """The year that the articles let one infer, None without ground."""
    return None
