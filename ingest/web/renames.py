"""Divisions by the names that they had: who looks for 茌平县 is told of 茌平区, and the other way round.

renamed("茌平县")  →  [Renamed(old="茌平县", path="山东省/聊城市/茌平区", year="2019")]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.characters import simplified
from ingest.gazetteer import TABLES
from ingest.rules import rows


@dataclass(frozen=True)
class Renamed:
    """A division that bore another name."""

    old: str
    path: str
    year: str
    """Of the change; "" where the name changed once more since."""

    @property
    def name(self) -> str:
        """Today's name."""
        return self.path.rsplit("/", 1)[-1]


def renamed(name: str) -> list[Renamed]:
    """The divisions that bore this name, or bear it and bore another."""
    wanted = simplified(name)
    return [one for one in _all() if wanted in (one.old, one.name) and one.old != one.name]


@cache
def _all() -> tuple[Renamed, ...]:
    return tuple(Renamed(row["old"], row["path"], row["year"]) for _, row in rows(TABLES / "renames.tsv"))
