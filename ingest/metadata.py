"""metadata.yml: what every table and column is called and means, for Datasette, for the site and for exports.

Every text in it is `中文 / English`; `said` takes one of the two.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ENTRY = "archive"
"""The database in metadata.yml that stands for every archive."""

LANGUAGES_PARTED_BY = " / "


def metadata_path() -> Path:
    """metadata.yml lies inside the installed package, and beside it in a checkout."""
    package = Path(__file__).resolve().parent
    installed = package / "metadata.yml"
    return installed if installed.exists() else package.parent / "metadata.yml"


@cache
def metadata() -> dict[str, Any]:
    """metadata.yml as it stands. Not to be changed by who asks."""
    content: dict[str, Any] = yaml.safe_load(metadata_path().read_text("utf-8"))
    return content


def described() -> dict[str, dict[str, Any]]:
    """What metadata.yml says of each table and view, by its name."""
    tables: dict[str, dict[str, Any]] = metadata()["databases"][ENTRY]["tables"]
    return tables


def said(text: str, language: str) -> str:
    """The Chinese ("zh") or the English ("en") half of a text from metadata.yml; the whole when it has no halves."""
    chinese, parted, english = text.partition(LANGUAGES_PARTED_BY)
    return english if parted and language == "en" else chinese
