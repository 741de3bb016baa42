"""The Datasette plugin: hooks only, each one line long. What they do stands in the modules beside it.

archives.py     which databases are ours
metadata.py     metadata.yml, applied to them
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from datasette import hookimpl

from ingest.web import metadata

if TYPE_CHECKING:
    from datasette.app import Datasette


@hookimpl
def get_metadata(datasette: Datasette) -> dict[str, Any]:
    return metadata.of_archives(datasette)
