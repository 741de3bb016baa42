"""metadata.yml, as Datasette is to hear it: said of every archive served, under whatever file name.

    databases: {archive: {title: 报纸档案 / Newspaper archive}}  →  databases: {my: {title: …}}

Every text in it is `中文 / English`; `said` takes one of the two.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ingest.web.archives import archives

if TYPE_CHECKING:
    from datasette.app import Datasette

ENTRY = "archive"
"""The database in metadata.yml that stands for every archive."""

LANGUAGES_PARTED_BY = " / "


def metadata_path() -> Path:
    """metadata.yml lies inside the installed package, and beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "metadata.yml"
    return installed if installed.exists() else package.parent / "metadata.yml"


@cache
def metadata() -> dict[str, Any]:
    """metadata.yml as it stands. Not to be changed by who asks."""
    content: dict[str, Any] = yaml.safe_load(metadata_path().read_text("utf-8"))
    return content


def of_archives(datasette: Datasette) -> dict[str, Any]:
    """metadata.yml spoken of the archives that are served, {} when none is; a copy, for Datasette merges into it."""
    names = [archive.name for archive in archives(datasette)]
    if not names:
        return {}
    entry = metadata()["databases"][ENTRY]
    return _copy({**metadata(), "databases": dict.fromkeys(names, entry)})


def said(text: str, language: str) -> str:
    """The Chinese ("zh") or the English ("en") half of a text from metadata.yml; the whole when it has no halves."""
    chinese, parted, english = text.partition(LANGUAGES_PARTED_BY)
    return english if parted and language == "en" else chinese


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
