"""Which of the served databases are archives of ours: told by the application_id in the file, never by its name.

    Datasette(["my.db", "strangers.db"])  →  [my]

An archive is shown to those who may see its tables. Start reading at `archives`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from datasette import Forbidden, NotFound, Request

from ingest.storage import APPLICATION_ID

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

APPLICATION_ID_BYTES = slice(68, 72)
"""Where a SQLite file keeps its application_id, big-endian (https://sqlite.org/fileformat.html, 1.3)."""

TABLES = ("pages", "articles", "blocks", "bylines", "places", "place_mentions", "figures")
"""What the site's pages are made of."""


def is_archive(database: Database) -> bool:
    """Whether a served database is an archive; asked of the file anew, since `ingest` may just have made it."""
    if not database.path:
        return False
    try:
        with Path(database.path).open("rb") as file:
            header = file.read(APPLICATION_ID_BYTES.stop)
    except OSError:
        return False
    return header[APPLICATION_ID_BYTES] == APPLICATION_ID.to_bytes(4, "big")


def is_connection_to_archive(connection: sqlite3.Connection) -> bool:
    """The same question for an open connection."""
    return connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID


def archives(datasette: Datasette) -> list[Database]:
    """The archives among the served databases, in their order."""
    return [database for database in datasette.databases.values() if is_archive(database)]


async def visible_archives(datasette: Datasette, request: Request) -> list[Database]:
    """The archives that this visitor may see."""
    return [archive for archive in archives(datasette) if await _is_visible(datasette, request, archive)]


async def archive_routed(datasette: Datasette, request: Request, route: str) -> Database:
    """The archive at that address. Raises NotFound when there is none, Forbidden when this visitor may not see it."""
    archive = next((archive for archive in archives(datasette) if archive.route == route), None)
    if archive is None:
        raise NotFound(f"No archive: {route}")
    if not await _is_visible(datasette, request, archive):
        raise Forbidden("view-database")
    return archive


async def _is_visible(datasette: Datasette, request: Request, archive: Database) -> bool:
    """Pages show articles beside all that was read in them, so a visitor must be allowed every table."""
    for table in TABLES:
        permissions = [("view-table", (archive.name, table)), ("view-database", archive.name), "view-instance"]
        visible, _ = await datasette.check_visibility(request.actor, permissions=permissions)
        if not visible:
            return False
    return True
