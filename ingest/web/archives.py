"""Which of the served databases are archives of ours: told by the application_id in the file, never by its name.

    Datasette(["my.db", "strangers.db"])  →  [my]

An archive is shown to those who may see its tables; one of another schema is named, with what to do, and else left to
Datasette. Start reading at `archives`.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import Forbidden, NotFound, Request
from datasette.plugins import pm
from datasette.utils import await_me_maybe

from ingest.storage import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

APPLICATION_ID_BYTES = slice(68, 72)
"""Where a SQLite file keeps its application_id, big-endian (https://sqlite.org/fileformat.html, 1.3)."""

USER_VERSION_BYTES = slice(60, 64)
"""Where it keeps the version of an archive's schema."""

TABLES = (
    "corrections",
    *("pages", "articles", "blocks", "bylines", "places", "place_mentions", "figures"),
    *("former_articles", "reprints", "people", "person_mentions", "organisations", "organisation_mentions"),
    "identities",
)
"""What the site's pages are made of."""

PATIENCE = 60_000
"""Milliseconds that a reader waits while a page is written; on a busy machine more than the five seconds of sqlite3."""


class OtherSchema(Exception):
    """An archive that this version of the program cannot show."""

    def __init__(self, archive: Database, schema: int) -> None:
        does = "brings it there" if schema < SCHEMA_VERSION else "of a newer version of the program reads it"
        file = Path(archive.path).name
        command = f"`ingest upgrade --db {file}`" if schema < SCHEMA_VERSION else "`ingest serve`"
        super().__init__(f"{file}: is an archive of schema {schema}, shown is {SCHEMA_VERSION}; {command} {does}")


def is_archive(database: Database) -> bool:
    """Whether a served database is an archive; asked of the file anew, since `ingest` may just have made it."""
    return schema_of(database) == SCHEMA_VERSION


def schema_of(database: Database) -> int | None:
    """Which schema an archive has, None for what is none of ours."""
    if not database.path:
        return None
    try:
        with Path(database.path).open("rb") as file:
            header = file.read(APPLICATION_ID_BYTES.stop)
    except OSError:
        return None
    if header[APPLICATION_ID_BYTES] != APPLICATION_ID.to_bytes(4, "big"):
        return None
    return int.from_bytes(header[USER_VERSION_BYTES], "big")


def is_connection_to_archive(connection: sqlite3.Connection) -> bool:
    """The same question for an open connection."""
    return connection.execute("pragma application_id").fetchone()[0] == APPLICATION_ID


def archives(datasette: Datasette) -> list[Database]:
    """The archives among the served databases, in their order."""
    return [database for database in datasette.databases.values() if is_archive(database)]


def of_other_schema(datasette: Datasette) -> dict[Database, int]:
    """The archives that this version cannot show, each with its schema."""
    schemas = {database: schema_of(database) for database in datasette.databases.values()}
    return {database: schema for database, schema in schemas.items() if schema not in (None, SCHEMA_VERSION)}


async def visible_of_other_schema(datasette: Datasette, request: Request) -> list[OtherSchema]:
    """What to say of those among them that this visitor may see."""
    return [
        OtherSchema(archive, schema)
        for archive, schema in of_other_schema(datasette).items()
        if await _may_see(datasette, request, [("view-database", archive.name), ("view-instance", None)])
    ]


async def visible_archives(datasette: Datasette, request: Request) -> list[Database]:
    """The archives that this visitor may see."""
    return [archive for archive in archives(datasette) if await _is_visible(datasette, request, archive)]


async def archive_routed(datasette: Datasette, request: Request, route: str) -> Database:
    """The archive at that address.

    Raises NotFound when there is none, Forbidden when this visitor may not see it, OtherSchema when it cannot be shown.
    """
    archive = next((one for one in datasette.databases.values() if one.route == route), None)
    schema = schema_of(archive) if archive else None
    if archive is None or schema is None:
        raise NotFound(f"No archive: {route}")
    if schema != SCHEMA_VERSION:
        await datasette.ensure_permissions(request.actor, [("view-database", archive.name), "view-instance"])
        raise OtherSchema(archive, schema)
    if not await _is_visible(datasette, request, archive):
        raise Forbidden("view-database")
    return archive


async def _is_visible(datasette: Datasette, request: Request, archive: Database) -> bool:
    """Pages show articles beside all that was read in them, so a visitor must be allowed every table.

    Asked once a request: the page and the frame around it want to know the same.
    """
    known: dict[str, bool] = request.scope.setdefault("baozhi_archive_visible", {})
    if archive.name not in known:
        known[archive.name] = await _may_see_every_table(datasette, request, archive.name)
    return known[archive.name]


async def _may_see_every_table(datasette: Datasette, request: Request, name: str) -> bool:
    """What is said of a table outweighs what is said of its archive, and that what is said of the whole site."""
    above = await _said(datasette, request, [("view-database", name), ("view-instance", None)])
    for table in TABLES:
        said = await _said(datasette, request, [("view-table", (name, table))])
        if (above if said is None else said) is False:
            return False
    return True


async def _may_see(datasette: Datasette, request: Request, permissions: list[tuple[str, Any]]) -> bool:
    return await _said(datasette, request, permissions) is not False


async def _said(datasette: Datasette, request: Request, permissions: list[tuple[str, Any]]) -> bool | None:
    """The first that is said of (action, resource), one after the other; None where nothing is."""
    for action, resource in permissions:
        said = await _said_of(datasette, request, action, resource)
        if said is not None:
            return said
    return None


async def _said_of(datasette: Datasette, request: Request, action: str, resource: Any) -> bool | None:
    """What plugins say, Datasette's own among them, the last one outweighing the others.

    Datasette's `permission_allowed` asks the same, but first has each archive spell each table's name, which we know.
    """
    asked = {"datasette": datasette, "actor": request.actor, "action": action, "resource": resource}
    said = [await await_me_maybe(one) for one in pm.hook.permission_allowed(**asked)]
    told = [one for one in said if one is not None]
    return bool(told[-1]) if told else None
