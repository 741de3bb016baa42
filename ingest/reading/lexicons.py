"""Printed names to what they may mean: the gazetteer's names as newspapers print them.

    national().meanings["茌平县"]  →  [Name(茌平区, bare=False, note="renamed: 茌平县 is 茌平区 since 2019")]
    towns("山东省/聊城市").meanings["冯官屯"]  →  [Name(冯官屯镇, bare=True)]

Which of several meanings is meant where is for namesakes.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.gazetteer import TABLES, Names, abroad, load, stem
from ingest.model import Place
from ingest.rules import rows

FORMER_RANKS = ("镇", "乡", "街道", "回族镇", "回族乡", "公社", "人民公社")
"""What towns were before: 贺营乡 is 贺营镇 today, 奔牛公社 奔牛镇."""


class Name(NamedTuple):
    """One meaning of a printed name."""

    place: Place
    bare: bool
    """Printed without its 省, 市, 县, 区, 镇 …"""
    note: str | None = None


class Lexicon:
    """Printed names and what they may mean."""

    def __init__(self, entries: Iterable[tuple[str, Name]]) -> None:
        self.meanings: dict[str, list[Name]] = defaultdict(list)
        for text, name in dict.fromkeys(entries):
            self.meanings[text].append(name)
        self.names = Names((*self.meanings, *groups(), *zones()))


@cache
def national() -> Lexicon:
    """Countries, provinces, cities and counties: full, bare, and by the names that they had."""
    return Lexicon((*_full(), *_bare(), *_renamed()))


def _full() -> Iterator[tuple[str, Name]]:
    for text, places in load().full.items():
        yield from ((text, Name(place, abroad(place) or (text != place.name and len(text) == 2))) for place in places)


def _bare() -> Iterator[tuple[str, Name]]:
    for text, places in load().bare.items():
        yield from ((text, Name(place, True)) for place in places)


def _renamed() -> Iterator[tuple[str, Name]]:
    """Rows of renames.tsv; no other former name is taken for today's."""
    for _, row in rows(TABLES / "renames.tsv"):
        place, old = load().places[row["path"]], row["old"]
        when = f"since {row['year']}" if row["year"] else "today"
        yield old, Name(place, False, f"renamed: {old} is {place.name} {when}")


@lru_cache(maxsize=128)
def towns(path: str) -> Lexicon:
    """The towns below a city, a municipality or a county: full, bare, and by the ranks that they had.

    Those of all counties of the country would take more memory than all else that reading remembers.
    """
    gazetteer = load()
    counties = gazetteer.counties(path) if gazetteer.places[path].level != "county" else (gazetteer.places[path],)
    places = [town for county in counties for town in gazetteer.towns(county.path)]
    full = [(town.name, Name(town, False)) for town in places]
    bare = [(short, Name(town, True)) for town in places if (short := stem(town.name, "town"))]
    official = dict(full)
    former = [
        (short + rank, Name(name.place, False, f"renamed: {short}{rank} is {name.place.name} today"))
        for short, name in bare
        for rank in FORMER_RANKS
        if short + rank not in official
    ]
    return Lexicon((*full, *bare, *former))


@cache
def ordinary() -> dict[str, str]:
    """Names that are ordinary words when bare → whether they count right behind their city: yes or no."""
    return {row["word"]: row["beside"] for _, row in rows(TABLES / "ordinary_words.tsv")}


@cache
def groups() -> dict[str, tuple[Place, ...]]:
    """京津冀 → (北京市, 天津市, 河北省)."""
    places = load().places
    return {row["text"]: tuple(places[path] for path in row["paths"].split()) for _, row in rows(TABLES / "groups.tsv")}


@cache
def zones() -> dict[str, tuple[str, re.Pattern[str]]]:
    """开发区 → (经济技术开发区, what official names of such zones have in common)."""
    return {row["name"]: (row["official"], re.compile(row["resembles"])) for _, row in rows(TABLES / "zones.tsv")}


@cache
def newspapers() -> dict[str, str]:
    """Papers whose names say no place → path of the place."""
    return {row["name"]: row["path"] for _, row in rows(TABLES / "newspapers.tsv")}
