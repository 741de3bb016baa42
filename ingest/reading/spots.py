"""Where a reader of places stands: what was found, what is known of the article, and the name in front of him.

Spot(text="聊城市茌平区菜屯镇", start=3, end=6, …).beside  →  山东省/聊城市
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from ingest.gazetteer import load, parent, within
from ingest.model import Place
from ingest.reading.borders import announced
from ingest.reading.lexicons import Lexicon, towns

LIST = ("、", "和", "与", "及")
"""What stands between the places of a list."""


@dataclass(frozen=True)
class Hit:
    """A name that stands in a text as a place."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    """One; several for 京津冀 and for 聊城开发区, which names the city as well."""
    note: str | None = None

    @property
    def place(self) -> Place:
        return self.places[0]


@dataclass
class Reading:
    """What an article's names are read against: it grows as the article names places."""

    region: str
    """Path of the paper's city, within which counties and towns are known by name alone; empty without one."""
    county: str
    """Path of the county of a county's paper, empty otherwise."""
    lexicons: list[Lexicon]
    text: str
    """All texts of the article."""
    province: str = ""
    """Path of the province of a paper for all of it, empty otherwise."""
    order: dict[str, int] = field(default_factory=dict)
    """Paths named so far, those above them included, by the turn of their last mention."""
    town: str = ""
    """Path of the town named last."""
    counties: set[str] = field(default_factory=set)
    """Paths of the counties named so far."""
    villages: dict[str, Place] = field(default_factory=dict)
    """Those that the article has placed, by name."""
    heads: set[str] = field(default_factory=set)
    """The first two characters of all names in the lexicons."""
    by_head: dict[str, list[Lexicon]] = field(default_factory=dict)
    """What `beginning` has answered since the last lexicon was learned."""

    def __post_init__(self) -> None:
        for lexicon in self.lexicons:
            self.heads |= lexicon.names.heads

    def add(self, hit: Hit) -> None:
        """The article goes on from here: once a far county or city is named, its towns are known."""
        place = hit.place
        self._remember(place.path)
        if place.level == "village":
            self._place_village(place)
        if place.level in ("town", "village"):
            self.town = place.path if place.level == "town" else parent(place.path)
        if place.level == "county":
            self.counties.add(place.path)
        if place.level in ("county", "city") and place.path in load().places and not self.at_home(place):
            self._learn(towns(place.path))

    @cached_property
    def persons(self) -> frozenset[str]:
        """The names of persons that the article announces by a title."""
        return announced(self.text)

    def says(self, words: str) -> bool:
        """Whether the article has these words anywhere."""
        return words in self.text

    def beginning(self, head: str) -> list[Lexicon]:
        """The lexicons that have names beginning with these two characters."""
        if head not in self.by_head:
            self.by_head[head] = [lexicon for lexicon in self.lexicons if head in lexicon.names.heads]
        return self.by_head[head]

    def turn(self, path: str) -> int:
        """When a place at the path, or below it, was named last: the later the higher, 0 for never."""
        return self.order.get(path, 0)

    def _remember(self, path: str) -> None:
        turn = self.turn("") + 1
        while path:
            self.order[path] = turn
            path = parent(path)
        self.order[""] = turn

    def _learn(self, lexicon: Lexicon) -> None:
        if lexicon not in self.lexicons:
            self.lexicons.append(lexicon)
            self.heads |= lexicon.names.heads
            self.by_head.clear()

    def _place_village(self, place: Place) -> None:
        """姜庄村 of 东阿县 in the title turns out to be that of 大桥镇 in the text."""
        known = self.villages.get(place.name)
        if known is None or within(place, parent(known.path)):
            self.villages[place.name] = place

    def at_home(self, place: Place) -> bool:
        """Whether the place lies in the paper's own city."""
        return bool(self.region) and within(place, self.region)

    def in_province(self, place: Place) -> bool:
        """Whether the place lies in the paper's own province."""
        return any(within(place, own) for own in (self.region.split("/")[0], self.province) if own)

    @property
    def in_taiwan(self) -> bool:
        return self.region.startswith("台湾省")


@dataclass(frozen=True)
class Spot:
    """A printed name at its place in a text."""

    text: str
    start: int
    end: int
    before: Hit | None
    """The last place before it."""
    reading: Reading

    @property
    def printed(self) -> str:
        return self.text[self.start : self.end]

    @property
    def beside(self) -> Place | None:
        """The place whose name ends where this one begins: 聊城市 before 茌平区."""
        return self.before.place if self.before and self.before.end == self.start else None

    @property
    def owner(self) -> Place | None:
        """The place right before it, or before its 的: 九原的麻池."""
        behind = self.before and self.text[self.before.end : self.start] in ("", "的")
        return self.before.place if self.before and behind else None

    @property
    def siblings(self) -> str:
        """In a list of places (武安、涉县), the path that the one before lies in; empty elsewhere."""
        if self.before is None or self.text[self.before.end : self.start] not in LIST:
            return ""
        return parent(self.before.place.path)

    @property
    def opens_headline(self) -> bool:
        """Whether the name is all of its text, or stands before its colon: 安宁：春茶开采."""
        return self.start == 0 and self.text[self.end : self.end + 1] in ("", ":", "：")

    def left(self, length: int) -> str:
        """The characters before the name."""
        return self.text[max(0, self.start - length) : self.start]

    def followed_by(self, pattern: re.Pattern[str]) -> bool:
        return bool(pattern.match(self.text, self.end))
