"""The units a number can stand before: rows of tables/units.tsv.

    unit_at("3家企业", 1) → 家        unit_at("2411台(套)设备", 4) → 台(套)

A reader of another trade adds a unit by adding a row; no code knows a unit by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.rules import rows, words

TABLES = Path(__file__).parent / "tables"


_ONLY_AFTER_SLASH = ("月", "季", "时", "晚")


@dataclass(frozen=True)
class Unit:
    """A row of units.tsv."""

    word: str
    """As it stands in the text: 平米."""
    kind: str
    """count, money, percent, measure, duration, multiple or age."""
    name: str
    """As it is stored: 平方米."""
    spelled: str
    """How a number in Chinese figures may stand before it: one, "" (two and more) or no."""
    not_before: str
    """Characters that make another word of it: 年 is no unit in 3年级."""
    times: int
    """How many of the stored unit it makes: 1成 is 10%."""

    def stands_at(self, text: str, position: int) -> bool:
        after = text[position + len(self.word) : position + len(self.word) + 1]
        if self.word[-1].isascii() and self.word[-1].isalpha():
            return not (after.isascii() and after.isalpha())
        return not after or after not in self.not_before


def unit_at(text: str, position: int) -> Unit | None:
    """The longest unit that stands here, with its companion: 台(套), 元/吨."""
    unit = _word_at(text, position)
    if unit is None:
        return None
    end = position + len(unit.word)
    for opening, closing in (("(", ")"), ("/", "")):
        companion = _companion_at(text, end + 1) if text.startswith(opening, end) else ""
        if companion and text.startswith(closing, end + 1 + len(companion)):
            whole = opening + companion + closing
            return replace(unit, word=unit.word + whole, name=unit.name + whole)
    return unit


def _companion_at(text: str, position: int) -> str:
    """人 of 60元/人; 月 is none of its own, but 3000元/月 is a wage."""
    unit = _word_at(text, position)
    return unit.word if unit else next((word for word in _ONLY_AFTER_SLASH if text.startswith(word, position)), "")


def _word_at(text: str, position: int) -> Unit | None:
    for unit in _units().get(text[position : position + 1], ()):
        if text.startswith(unit.word, position) and unit.stands_at(text, position):
            return unit
    return None


@cache
def counted_nouns() -> frozenset[str]:
    """企业, 村民: nouns that are their own unit."""
    return words(TABLES / "counted_nouns.tsv", "noun")


@cache
def _units() -> dict[str, tuple[Unit, ...]]:
    """First character → the units that begin with it, longest first."""
    units = [
        Unit(
            row["unit"],
            row["kind"],
            row["as"] or row["unit"],
            row["spelled"],
            row["not_before"],
            int(row["times"] or 1),
        )
        for _, row in rows(TABLES / "units.tsv")
    ]
    for _, row in rows(TABLES / "counted_nouns.tsv"):
        units.append(Unit(row["noun"], "count", row["noun"], "no", row["not_before"], 1))
    grouped: dict[str, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: -len(unit.word)):
        grouped.setdefault(unit.word[0], []).append(unit)
    return {first: tuple(group) for first, group in grouped.items()}
