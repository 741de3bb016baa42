"""What takes a walk through a whole table is asked once, and asked again when the archive's file has changed.

    await remembered(archive, queries.COUNTS)  →  [{"pages": 5, "articles": 47, …}]

Nothing is kept longer than the program runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ingest.web.queries import Row, every_row

if TYPE_CHECKING:
    from datasette.database import Database

State = tuple[tuple[int, int], ...]
"""When the archive's files were last written, and how large they are."""

_memory: WeakKeyDictionary[Database, tuple[State, dict[str, list[Row]]]] = WeakKeyDictionary()


async def remembered(archive: Database, sql: str) -> list[Row]:
    """The rows of a SELECT without parameters. Not to be changed by who asks."""
    state = _state(archive)
    known_state, answers = _memory.get(archive, (None, {}))
    if known_state != state:
        answers = {}
        _memory[archive] = (state, answers)
    if sql not in answers:
        answers[sql] = await every_row(archive, sql)
    return answers[sql]


def _state(archive: Database) -> State:
    """Of the file and of its write-ahead log."""
    files = (Path(archive.path), Path(f"{archive.path}-wal"))
    return tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists())
