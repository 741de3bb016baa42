"""An article opened from a search: its place among the hits, and the search to go back to.

    /archive/-/article/12?q=工会驿站&year=2025&hit=3  →  {"found_by": {…}, "previous_hit": {…}, "next_hit": {…}}

The place is asked for anew, so that a link that was kept still leads on when the archive has grown.
Start reading at `among_hits`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.web.archives import visible_archives
from ingest.web.queries import Row
from ingest.web.search import HITS_PER_PAGE, MOST_SHOWN, asked_of, best
from ingest.web.visit import Visit

if TYPE_CHECKING:
    from datasette.database import Database

FARTHEST = HITS_PER_PAGE * MOST_SHOWN
"""Hits beyond this are not listed either."""


async def among_hits(visit: Visit) -> Row:
    """The search that the address tells of, {} where it tells of none; the hits beside this one, where it is a hit."""
    asked = asked_of(visit)
    if not asked:
        return {}
    at = visit.asked("hit")
    hit = int(at) if at.isdecimal() and len(at) <= len(str(FARTHEST)) and 0 < int(at) <= FARTHEST else None
    return {"found_by": asked.found_by, "q": asked.q, **(await _beside(visit, hit) if hit else {})}


async def _beside(visit: Visit, hit: int) -> Row:
    archives = await visible_archives(visit.datasette, visit.request)
    found = await best(archives, asked_of(visit), hit + 1)
    at = next((at for at, one in enumerate(found, 1) if _is(one, visit)), None)
    if at is None:
        return {}
    return {
        "hits_page": (at - 1) // HITS_PER_PAGE + 1,
        "previous_hit": _told(found, at - 1),
        "next_hit": _told(found, at + 1),
    }


def _is(one: tuple[Database, int], visit: Visit) -> bool:
    archive, number = one
    return archive.name == visit.archive.name and number == visit.number


def _told(found: list[tuple[Database, int]], at: int) -> Row | None:
    if not 0 < at <= len(found):
        return None
    archive, number = found[at - 1]
    return {"archive": archive.name, "id": number, "hit": at}
