"""Misprinted counties, proven by the gazetteer: 在平区 for 茌平区, 东阿区 before a town of another county.

misprint(text, start of 在平区, reading)  →  Hit(山东省/聊城市/茌平区, note="misprint: 在平区 for 茌平区")
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain

from ingest.gazetteer import everyday_words, load, parent, within
from ingest.model import Place
from ingest.reading.lexicons import towns
from ingest.reading.no_places import GOES_ON
from ingest.reading.spots import Hit, Reading

HAN_ONLY = re.compile("[一-鿿]+$")


def misprint(text: str, start: int, reading: Reading) -> Hit | None:
    """在平区: a rare character misread in the name of a county at home; no county of the printed name exists."""
    printed = text[start : start + 3]
    if printed[2:] not in ("区", "县") or not HAN_ONLY.match(printed) or GOES_ON.match(text, start + 2):
        return None
    misread = _rare_character_open(reading.region) if reading.region else {}
    place = misread.get("＊" + printed[1:]) or misread.get(printed[0] + "＊" + printed[2])
    pieces = (printed[:2], printed[1:], text[max(0, start - 1) : start + 1])
    if place is None or load().named(printed) or any(piece in everyday_words() for piece in pieces):
        return None
    return Hit(start, start + 3, printed, (place,), f"misprint: {printed} for {place.name}")


def of_wrong_rank(text: str, hit: Hit, reading: Reading) -> Hit:
    """东阿区贾寨镇, where there is only 东阿县: the town tells which county is meant, else it is that of the name."""
    if not text.startswith("区", hit.end) or GOES_ON.match(text, hit.end) or not reading.at_home(hit.place):
        return hit
    printed, end = hit.text + "区", hit.end + 1
    town = _town_at(text, end, reading.region)
    if town is None or within(town, hit.place.path):
        return Hit(hit.start, end, printed, hit.places, f"misprint: {printed} for {hit.place.name}")
    county = load().places[parent(town.path)]
    note = f"conflict: there is no {printed}; {town.name} lies in {county.name}"
    return Hit(hit.start, end, printed, (county,), note)


def _town_at(text: str, start: int, region: str) -> Place | None:
    """The town whose official name begins at `start`, if the city has one only of that name."""
    lexicon = towns(region)
    found = [
        name.place
        for end in lexicon.names.at(text, start)
        for name in lexicon.meanings.get(text[start:end], ())
        if not name.bare
    ]
    return found[0] if len(found) == 1 else None


@cache
def _rare_character_open(region: str) -> dict[str, Place]:
    """The counties of a city by their names with a rare character left open: 茌平区 by ＊平区."""
    found = {}
    for place in load().counties(region):
        if len(place.name) == 3 and place.name[2] in "区县":
            first, second, suffix = tuple(place.name)
            found.update({f"＊{second}{suffix}": place} if _is_rare(first) else {})
            found.update({f"{first}＊{suffix}": place} if _is_rare(second) else {})
    return found


def _is_rare(character: str) -> bool:
    """Whether no everyday word is written with it: readers and machines take 茌 for 在, never 城 for 诚."""
    return not _words_with()[character]


@cache
def _words_with() -> Counter[str]:
    return Counter(chain.from_iterable(map(set, everyday_words())))
