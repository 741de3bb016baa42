"""Which place a printed name means, by what stands beside it, what the article named before, and the paper's city.

    meant(spot of 城关镇 behind 台前县, its meanings)  →  Name(河南省/濮阳市/台前县/城关镇)

Start reading at `meant`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.gazetteer import TABLES, ZONE, abroad, everyday_words, load, parent, stem, verbs, within
from ingest.model import Place
from ingest.reading.borders import is_a_word
from ingest.reading.lexicons import Name, ordinary
from ingest.reading.no_places import begins_a_foreign_name, goes_on, half_a_word, half_of_two_words, no_place
from ingest.reading.spots import Reading, Spot
from ingest.rules import words

PART_OF_LAND = re.compile("[村庄屯寨堡路街巷河湖桥山沟站]|公园|水库|湿地|风?景区|广场|大桥")
"""What follows a town's bare name in the name of something else: 侯营村, 柳湖公园."""

TOWN_OFFICE = re.compile(
    "法庭|派出所|支行|卫生院|中心小学|中心学校|小学|中学|学校|税务所|司法所|供电所|财政所|敬老院|信用社|农技站|水利站"
)
"""Offices that are named after their town: 安铺法庭."""

LISTED = re.compile("(?:[、和及与][一-鿿]{2,4}?){1,8}等?[两三四五六七八九十\\d]{1,2}个?([县市区旗])")
"""What goes on with a list of places and says what they are."""

LANDMARK = "湖寺塔河江海洲岛泉园门庙楼阁路街"
"""Last characters of towns named after what everybody knows as something else: 长寿湖镇, 静安寺街道."""

BEFORE_A_PLACE = re.compile("^$|[^一-鿿]|[在到从赴向由自经和与及]")
"""What stands before a place, rather than before the second half of a word."""

KINDS = frozenset(["公安", "南部", "富民", "富裕", "平原", "惠民", "新建", "新兴", "滨海", "资源"])
"""What a county may be, or what stands before its 县城 and 县区, as well as a name."""

DOTS = ("·", "•", "・", "‧")
"""What parts the names of a foreigner."""

COMES_FROM = re.compile("(?:家住|来自|途经|位于|前往|抵达|赶往|奔赴|远赴|落户|老家|籍贯|出生于)$")
"""Behind these words stands a place."""


def meant(spot: Spot, names: list[Name]) -> Name | None:
    """What the name means, None where it is no place or nothing tells which."""
    if any(name.place.level != "town" for name in names) and not is_a_word(spot.text, spot.start, spot.end):
        return None
    if all(abroad(name.place) for name in names) and begins_a_foreign_name(spot):
        return None
    full = [name for name in names if not name.bare]
    if full and not goes_on(spot) and not half_a_word(spot) and (name := _full(spot, full)):
        return name
    bare = [name for name in names if name.bare and not (abroad(name.place) and _elsewhere_abroad(spot, name.place))]
    return _bare(spot, bare) if bare and not no_place(spot) else None


def _elsewhere_abroad(spot: Spot, place: Place) -> bool:
    """亚历山大·格林 is a person, and the 圣地亚哥 of 古巴圣地亚哥 not that of Chile."""
    in_a_name = spot.left(1) in DOTS or spot.text[spot.end : spot.end + 1] in DOTS
    country = spot.beside if spot.beside and spot.beside.level == "country" and abroad(spot.beside) else None
    return in_a_name or bool(country and place.level == "city" and not within(place, country.path))


def _full(spot: Spot, names: list[Name]) -> Name | None:
    """Which division of that official name is meant."""
    if spot.beside and (inside := _inside(names, spot.beside.path)):
        return inside[0]
    if spot.printed in ordinary():
        return next(iter(_inside(names, spot.siblings)), None)
    if nearest := _nearest(spot, names):
        return _beside_another(spot, nearest)
    known = [name for name in names if name.place.level != "town"]
    if len(known) == 1 and _needs_no_parent(spot, known[0].place):
        return known[0]
    return next((name for name in known if name.place.level in ("country", "province", "city")), None)


def _needs_no_parent(spot: Spot, place: Place) -> bool:
    """以茶兴县 is no 兴县: away from home a name of two characters wants its province and a word before places. 解放区
    and 平原县 may be no names; 莲花县 is one, and nothing else.
    """
    if len(spot.printed) > 2:
        word = stem(spot.printed, "county")
        if word not in ordinary() or len(spot.printed) > len(word) + 1:
            return True
        named = spot.printed[-1] in "县市" and word not in KINDS and word not in verbs()
        if named:
            return True
    return spot.reading.in_province(place) and bool(BEFORE_A_PLACE.search(spot.left(1)))


def _bare(spot: Spot, names: list[Name]) -> Name | None:
    """Which division is meant by a name without 省, 市, 县, 区, 镇."""
    higher = [name for name in names if name.place.level != "town"]
    towns = [name for name in names if name.place.level == "town"]
    use = ordinary().get(spot.printed)
    if spot.beside and use != "no" and (inside := _inside(higher, spot.beside.path)):
        return inside[0]
    if use:
        return _ordinary_word(spot, higher, use)
    return _own_town(spot, towns, higher) or _bare_division(spot, higher) or _bare_town(spot, towns)


def _own_town(spot: Spot, towns: list[Name], higher: list[Name]) -> Name | None:
    """潮州 beside 潮州镇 of the paper's county is that town, and not the city of another province."""
    reading = spot.reading
    if not higher or any(reading.at_home(name.place) or reading.says(name.place.name) for name in higher):
        return None
    said = [name for name in towns if reading.at_home(name.place) and reading.says(name.place.name)]
    return _nearest(spot, said) if said else None


def _ordinary_word(spot: Spot, names: list[Name], use: str) -> Name | None:
    """An ordinary word is a place in a list of places, before a headline's colon, and as the paper's own city."""
    listed = _inside(names, spot.siblings) or ([name for name in names if _is_listed(spot, name.place)])
    headline = [name for name in names if spot.opens_headline and spot.reading.at_home(name.place)]
    own = [name for name in names if name.place.path == spot.reading.region and use == "yes"]
    return next(iter((*listed, *headline, *own)), None)


def _is_listed(spot: Spot, place: Place) -> bool:
    """莲花、安福、永新三县: what the names of a list are together, in the paper's own province."""
    found = LISTED.match(spot.text, spot.end)
    return found is not None and place.name.endswith(found[1]) and spot.reading.in_province(place)


def _bare_division(spot: Spot, names: list[Name]) -> Name | None:
    """Provinces and cities stand bare everywhere, counties at home (of a province's paper: in the province), and those
    that everybody knows. 衡阳 is the city, not the county of that name.
    """
    counties = [name for name in names if name.place.level == "county"]
    near = [name for name in counties if spot.reading.at_home(name.place)]
    high = [name for name in names if name.place.level != "county"]
    highest = [name for name in high if name.place.level == "province" or name.place.path == spot.reading.region]
    province = "台湾省" if spot.reading.in_taiwan else spot.reading.province
    known = _is_unmistakable(spot) or COMES_FROM.search(spot.left(3))
    only = counties if len(counties) == 1 and (known or _inside(counties, province)) else []
    return next(iter((*highest, *near, *high, *only)), None)


def _is_unmistakable(spot: Spot) -> bool:
    """义乌, 锡林浩特: counties that everybody knows, or with a long name; 罗山 of a paper of Taiwan is at home."""
    if spot.reading.in_taiwan:
        return False
    long = len(spot.printed) > 2 and spot.printed[-1] not in LANDMARK + "桥山"
    return long or spot.printed in words(TABLES / "known_counties.tsv", "name")


def _bare_town(spot: Spot, names: list[Name]) -> Name | None:
    """A town stands bare behind its county, before its offices, with three characters, or named in full as well; in
    papers of Taiwan anywhere."""
    if not names or spot.printed in everyday_words() or spot.followed_by(PART_OF_LAND) or half_of_two_words(spot):
        return None
    if spot.owner and (inside := _inside(names, spot.owner.path)):
        return inside[0]
    long = len(spot.printed) > 2 and spot.printed[-1] not in LANDMARK
    office = spot.followed_by(TOWN_OFFICE)
    surely = [name for name in names if long or office or _may_stand_bare(spot, name.place)]
    return _nearest(spot, surely) if surely and not spot.printed.endswith("家") else None


def _may_stand_bare(spot: Spot, town: Place) -> bool:
    """Where the article names the town in full; in Taiwan, whose papers hardly ever do, at home."""
    at_home_in_taiwan = within(town, "台湾省") and spot.reading.at_home(town)
    return at_home_in_taiwan or spot.reading.says(town.name)


def _inside(names: list[Name], path: str) -> list[Name]:
    return [name for name in names if path and name.place.path.startswith(path + "/")]


def _nearest(spot: Spot, names: list[Name]) -> Name | None:
    """The namesake whose county was named last, else the one at home; for counties home comes first."""
    home = [name for name in names if spot.reading.at_home(name.place)]
    if home and home[0].place.level != "town":
        return home[0]
    last = max(names, key=lambda name: spot.reading.turn(parent(name.place.path)))
    return last if spot.reading.turn(parent(last.place.path)) else _at_home(spot, home)


def _at_home(spot: Spot, names: list[Name]) -> Name | None:
    """The only town of that name at home, or the one in the paper's own county."""
    certain = [name for name in names if not (name.note and stem(spot.printed, "town") in everyday_words())]
    own = [name for name in certain if spot.reading.county and within(name.place, spot.reading.county)]
    return own[0] if own else certain[0] if len(certain) == 1 else None


def _beside_another(spot: Spot, name: Name) -> Name | None:
    """A town printed behind a county not its own: at home a slip of the paper, elsewhere another town.

    Towns that the bureau counts to a zone stay with the county that the paper prints; towns of the past may have
    changed their county since.
    """
    beside = spot.beside
    if name.place.level != "town" or beside is None or beside.level not in ("province", "city", "county"):
        return name
    if not (beside.level == "county" and _both_at_home(spot.reading, beside, name.place)):
        return None
    true = load().places[parent(name.place.path)]
    if ZONE.search(true.name):
        return name._replace(place=replace(name.place, path=f"{beside.path}/{name.place.name}"))
    if name.note or ZONE.search(beside.name):
        return name
    return name._replace(note=f"conflict: {name.place.name} lies in {true.name}, not in {beside.name}")


def _both_at_home(reading: Reading, one: Place, other: Place) -> bool:
    return reading.at_home(one) and reading.at_home(other)
