"""metadata.yml, as Datasette is to hear it: said of every archive served, under whatever file name.

databases: {archive: {title: 报纸档案 / Newspaper archive}}  →  databases: {my: {title: …}}
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from ingest.metadata import ENTRY, metadata, said
from ingest.web.archives import archives

if TYPE_CHECKING:
    from datasette.app import Datasette


PERMISSIONS = ("allow", "allow_sql", "tables")
"""Keys by which Datasette asks who may see what, of each table anew, copying all that it is told.

metadata.yml says nothing of that; were it told all the same, most of a page's time would go into the copies.
"""


def of_archives(datasette: Datasette, key: str | None = None, database: str | None = None) -> dict[str, Any]:
    """metadata.yml spoken of the archives that are served, {} when none is; a copy, for Datasette merges into it.

    Only what is asked for: of many archives the whole would be long.
    """
    names = [] if key in PERMISSIONS else [archive.name for archive in archives(datasette)]
    if not names:
        return {}
    concerned = (
        names if database is None and key in (None, "databases") else [name for name in names if name == database]
    )
    entry = metadata()["databases"][ENTRY]
    return _copy({**metadata(), "databases": dict.fromkeys(concerned, entry)})


def in_language(described: Any, language: str) -> Any:
    """Metadata with our own texts in one language; what the user wrote stays as it is."""
    if isinstance(described, dict):
        return {key: in_language(value, language) for key, value in described.items()}
    is_ours = isinstance(described, str) and described in _texts()
    return said(described, language) if is_ours else described


@cache
def _texts() -> frozenset[str]:
    """Every text of metadata.yml."""
    found: set[str] = set()
    waiting: list[Any] = [metadata()]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, str):
            found.add(value)
    return frozenset(found)


def _copy(value: Any) -> Any:
    return {key: _copy(item) for key, item in value.items()} if isinstance(value, dict) else value
