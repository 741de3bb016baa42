"""About: how each column is made, what the archives hold and lack, how well the reading does, sources and licences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ingest import __version__
from ingest.metadata import described, said
from ingest.rules import rows as table_rows
from ingest.web import queries
from ingest.web.memory import remembered
from ingest.web.queries import Row
from ingest.web.visit import Visit

DOUBT = Path(__file__).parent / "doubt.tsv"
"""How often articles of each doubt are misread: written by python -m tests.doubt."""

ACCURACY = Path(__file__).parent / "accuracy.tsv"
"""Measured against pages read by hand: measure, what it means, value."""


async def about(visit: Visit) -> dict[str, Any]:
    return {
        "version": __version__,
        "archives": [
            {"name": archive.name, "lines": await remembered(archive, queries.LINES_BY_ROLE)}
            for archive in visit.archives
        ],
        "tables": _tables(visit),
        "accuracy": [row for _, row in table_rows(ACCURACY)],
        "doubt": [_counted(row) for _, row in table_rows(DOUBT)],
    }


def _counted(row: dict[str, str]) -> Row:
    """A row of doubt.tsv with the share of misread articles."""
    articles, misread = int(row["articles"]), int(row["misread"])
    return {**row, "share": f"{misread / articles:.1%}" if articles else ""}


def _tables(visit: Visit) -> list[Row]:
    """Tables and columns with their descriptions, in the visitor's language."""
    language = visit.speech.language
    return [
        {
            "name": name,
            "title": said(table["title"], language),
            "description": said(table["description"], language),
            "columns": {column: said(text, language) for column, text in table["columns"].items()},
        }
        for name, table in described().items()
    ]
