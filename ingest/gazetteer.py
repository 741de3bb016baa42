"""What is known of places: China from province to town, countries, well-known foreign cities.

    load().named("茌平区")  →  (山东省/聊城市/茌平区,)
    load().towns("山东省/聊城市/茌平区")  →  (…/振兴街道, …, …/冯官屯镇, …)

The divisions come from data/divisions.tsv.gz (data/README.md names its sources), and what papers print beside
them from tables/: places.tsv (additions and other names), renames.tsv, countries.tsv, cities_abroad.tsv, groups.tsv.
Start reading at `load`.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path

from ingest.model import Place
from ingest.rules import rows

DATA = Path(__file__).parent / "data"
TABLES = Path(__file__).parent / "reading" / "tables"

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
"""Provinces that are cities: their counties stand directly below them."""

LONG_PEOPLES = (
    "蒙古|维吾尔|朝鲜|土家|布依|哈尼|傈僳|景颇|哈萨克|柯尔克孜|拉祜|纳西|独龙|普米|撒拉|东乡|保安|裕固|锡伯|塔吉克|"
    "达斡尔|鄂伦春|鄂温克|仡佬|仫佬|毛南|布朗|俄罗斯|塔塔尔|阿昌|德昂|赫哲"
)
PEOPLES = f"(?:(?:{LONG_PEOPLES}|[满回藏苗彝壮侗瑶白傣黎佤畲水土羌怒京各多])族|{LONG_PEOPLES})*"
"""Peoples after whom autonomous divisions are named; only the long names stand without 族."""

SUFFIXES = {
    "province": re.compile("(?:壮族|回族|维吾尔)?自治区$|(?:特别行政区|省|市)$"),
    "city": re.compile(f"{PEOPLES}自治州$|(?:地区|盟|市)$"),
    "county": re.compile(f"{PEOPLES}自治[县旗]$|(?<=...)林区$|(?<=..)[新特]区$|[县区市旗]$"),
    "town": re.compile(f"(?:(?:{LONG_PEOPLES}|.)族)+[乡镇]$|(?:街道办事处|街道|地区办事处|地区|办事处|苏木|[镇乡])$"),
}
"""What is left off a name when it stands bare."""

ZONE = re.compile("开发区|产业园|示范区|管理区|度假区|管委会|委员会|群岛")
"""Divisions of this kind have no bare name: 德州天衢新区 does, 聊城经济技术开发区 has not."""


def stem(name: str, level: str) -> str:
    """The name as papers print it bare, empty where it has none: 茌平区 → 茌平, 延边朝鲜族自治州 → 延边, 莘县 → ''.

    >>> stem("茌平区", "county"), stem("延边朝鲜族自治州", "city"), stem("莘县", "county")
    ('茌平', '延边', '')
    """
    if level not in SUFFIXES or ZONE.search(name):
        return ""
    bare = SUFFIXES[level].sub("", name)
    return bare if bare != name and len(bare) >= 2 else ""


def parent(path: str) -> str:
    """The path one level up, empty for provinces and countries."""
    return path.rpartition("/")[0]


def within(place: Place, path: str) -> bool:
    """Whether the place lies below the path, or is it."""
    return place.path == path or place.path.startswith(path + "/")


def abroad(place: Place) -> bool:
    """Whether the place is a country or lies in another one than China."""
    return not place.path.split("/")[0].endswith(("省", "市", "区"))


class Names:
    """Names to look for in a text, longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        lengths: dict[str, set[int]] = defaultdict(set)
        self._names = frozenset(names)
        for name in self._names:
            lengths[name[:2]].add(len(name))
        self.heads = frozenset(lengths)
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def at(self, text: str, start: int) -> Iterator[int]:
        """Where the names that begin at `start` end, the longest name first."""
        for length in self._lengths.get(text[start : start + 2], ()):
            if start + length <= len(text) and text[start : start + length] in self._names:
                yield start + length


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All places that have a name of their own, by path and by name."""

    places: dict[str, Place]
    """By path: countries, foreign cities, provinces, cities, counties; towns are read when they are asked for."""
    full: dict[str, tuple[Place, ...]]
    """By official name, and by the other names of places.tsv and countries.tsv."""
    bare: dict[str, tuple[Place, ...]]
    """Provinces, cities and counties by their bare names."""
    _towns: dict[str, str]

    @cached_property
    def children(self) -> dict[str, tuple[Place, ...]]:
        """The cities or counties below a path."""
        below = defaultdict(list)
        for place in self.places.values():
            below[parent(place.path)].append(place)
        return {path: tuple(found) for path, found in below.items()}

    def named(self, name: str) -> tuple[Place, ...]:
        """Provinces, cities, counties and foreign places of that official name."""
        return self.full.get(name, ())

    @lru_cache(maxsize=128)  # noqa: B019 (there is one gazetteer, for as long as the program runs)
    def towns(self, path: str) -> tuple[Place, ...]:
        """The towns of a county (or of a city without counties), in the order of their codes."""
        above = self.places[path]
        code = (above.code or "")[:6]
        added = [place for place in self.children.get(path, ()) if place.level == "town"]
        known = {place.code for place in added}
        listed = (
            Place(entry[3:], "town", f"{path}/{entry[3:]}", code + entry[:3])
            for entry in self._towns.get(path, "").split()
        )
        return (*(place for place in listed if place.code not in known), *added)

    def counties(self, path: str) -> tuple[Place, ...]:
        """The counties below a city or a municipality; the place itself where it has none."""
        below = tuple(place for place in self.children.get(path, ()) if place.level == "county")
        return below or (self.places[path],)

    def place(self, path: str) -> Place | None:
        """The place at a path, towns and zones included; None where nothing is known of it (villages)."""
        above = self.places.get(parent(path))
        if path in self.places or above is None:
            return self.places.get(path)
        if above.level == "city":
            return Place(path.rpartition("/")[2], "county", path) if ZONE.search(path) else None
        return next((town for town in self.towns(above.path) if town.path == path), None) or self._of_a_zone(path)

    def _of_a_zone(self, path: str) -> Place | None:
        """A town that the bureau counts to a zone, at the path of the county that papers print with it."""
        zones = (place for place in self.children.get(parent(parent(path)), ()) if ZONE.search(place.name))
        towns = (town for zone in zones for town in self.towns(zone.path))
        return next((replace(town, path=path) for town in towns if town.name == path.rpartition("/")[2]), None)


@cache
def load() -> Gazetteer:
    """The gazetteer that ships with the package."""
    places, towns = _divisions()
    full, bare = defaultdict(list), defaultdict(list)
    for place, aliases in (*_additions(places), *_abroad()):
        places[place.path] = place
        for alias in aliases:
            full[alias].append(place)
    for place in places.values():
        if place.level == "town":
            continue
        full[place.name].append(place)
        if short := stem(place.name, place.level):
            bare[short].append(place)
            for alias in _autonomous(place.name, short):
                full[alias].append(place)
    return Gazetteer(places, _frozen(full), _frozen(bare), towns)


@cache
def everyday_words() -> frozenset[str]:
    """Words of two to four characters that Chinese texts use often."""
    return frozenset(word for word in word_weights() if len(word) > 1)


@cache
def verbs() -> frozenset[str]:
    """The everyday words that are no nouns: 推进, 全面, 为了."""
    return frozenset(word[:-1] for word, _ in _word_list() if len(word) > 2 and word.endswith("*"))


@cache
def word_weights() -> dict[str, int]:
    """How often everyday words, of one character too, stand in a corpus of 2²⁶ words, as a power of two: {推进: 12}."""
    return {word.rstrip("*"): int(weight) for word, weight in _word_list()}


def _word_list() -> Iterator[tuple[str, str]]:
    lines = gzip.decompress((DATA / "words.txt.gz").read_bytes()).decode("utf-8").splitlines()
    return ((word, weight) for word, _, weight in (line.partition(" ") for line in lines))


def _divisions() -> tuple[dict[str, Place], dict[str, str]]:
    """({path: place}, {path: its towns as they stand in the file})."""
    places: dict[str, Place] = {}
    towns: dict[str, str] = {}
    paths: dict[str, str] = {}
    for line in gzip.decompress((DATA / "divisions.tsv.gz").read_bytes()).decode("utf-8").splitlines():
        code, name, latitude, longitude, below = (line + "\t\t\t").split("\t")[:5]
        level = {2: "province", 4: "city", 6: "county"}[len(code)]
        above = paths.get(code[:4]) or paths.get(code[:2])
        paths[code] = path = f"{above}/{name}" if above else name
        point = (float(latitude), float(longitude)) if latitude else (None, None)
        places[path] = Place(name, level, path, code.ljust(6, "0"), *point)
        towns[path] = below
    return places, towns


def _additions(places: dict[str, Place]) -> list[tuple[Place, tuple[str, ...]]]:
    """Rows of places.tsv: places that the divisions lack, and other names of those that they have."""
    return [_addition(row, places.get(row["path"])) for _, row in rows(TABLES / "places.tsv")]


def _addition(row: dict[str, str], known: Place | None) -> tuple[Place, tuple[str, ...]]:
    return known or _place(row, row["path"], row["level"]), tuple(row["aliases"].split())


def _abroad() -> Iterator[tuple[Place, tuple[str, ...]]]:
    for _, row in rows(TABLES / "countries.tsv"):
        yield _place(row, row["name"], "country"), tuple(row["aliases"].split())
    for _, row in rows(TABLES / "cities_abroad.tsv"):
        yield _place(row, f"{row['country']}/{row['name']}", "city"), tuple(row["aliases"].split())


def _place(row: dict[str, str], path: str, level: str) -> Place:
    point = (float(row["latitude"]), float(row["longitude"])) if row.get("latitude") else (None, None)
    return Place(path.rpartition("/")[2], level, path, row.get("code") or None, *point)


def _autonomous(name: str, short: str) -> Iterator[str]:
    """延边朝鲜族自治州 is printed 延边州 as well, 峨边彝族自治县 峨边县."""
    if "自治" in name and not name.endswith("自治区"):
        yield short + name[-1]


def _frozen(found: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(places) for name, places in found.items()}
