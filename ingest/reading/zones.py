"""Development zones: 开发区 of the paper's city, 聊城开发区, 衡阳市高新区.

zone(spot of 开发区 behind 得益于)  →  Hit(山东省/聊城市/聊城经济技术开发区)
"""

from __future__ import annotations

import re

from ingest.gazetteer import MUNICIPALITIES, load, parent, stem
from ingest.model import Place
from ingest.reading.lexicons import zones
from ingest.reading.spots import Hit, Reading, Spot

QUALIFIED = re.compile("[一-鿿](?<![在于为是和与及到对从以让由将来赴进给向往使])")
"""The character before a zone that is no name: 各开发区, 国家级开发区."""

IN_GENERAL = re.compile("建设|体制|改革|总数|数量")
"""What follows zones in general: 开发区体制改革."""


def zone(spot: Spot) -> Hit | None:
    """开发区 behind a city is that city's; alone it is the home city's, where it stands as a name."""
    city = spot.beside or load().places.get(spot.reading.region)
    if city is None or not _has_zones(city):
        return None
    general = QUALIFIED.match(spot.left(1)) or spot.followed_by(IN_GENERAL)
    if general and not spot.beside:
        return None
    return Hit(spot.start, spot.end, spot.printed, (_zone_of(city, spot.printed),))


def with_zone(text: str, hit: Hit, reading: Reading) -> Hit:
    """聊城开发区 is one name, and names the city as well; 聊城市开发区 are two."""
    if not _has_zones(hit.place) or hit.text == hit.place.name:
        return hit
    end = next((end for end in reading.lexicons[0].names.at(text, hit.end) if text[hit.end : end] in zones()), 0)
    if not end:
        return hit
    return Hit(hit.start, end, text[hit.start : end], (_zone_of(hit.place, text[hit.end : end]), hit.place))


def with_city(hit: Hit) -> Hit:
    """邯郸经济技术开发区 and 德州天衢新区 name their city as well, 衡阳县 does not."""
    city = load().places.get(parent(hit.place.path))
    short = stem(city.name, city.level) if city else ""
    if not city or not short or not hit.text.startswith(short) or len(hit.text) <= len(short) + 2:
        return hit
    return Hit(hit.start, hit.end, hit.text, (hit.place, city), hit.note)


def _has_zones(place: Place) -> bool:
    return place.level == "city" or place.name in MUNICIPALITIES


def _zone_of(city: Place, printed: str) -> Place:
    """The city's zone of that kind: 聊城市 and 开发区 make 聊城经济技术开发区."""
    official, resembles = zones()[printed]
    name = stem(city.name, city.level) + official
    alike = [place for place in load().counties(city.path) if resembles.search(place.name)]
    same = [place for place in alike if place.name == name]
    if same or len(alike) == 1:
        return (same or alike)[0]
    return Place(name, "county", f"{city.path}/{name}")
