"""Villages and communities: they stand in no gazetteer, but behind their town.

village(text, start of 高岭村, the 冯官屯镇 before, reading)  →  Hit(山东省/聊城市/茌平区/冯官屯镇/高岭村)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.gazetteer import TABLES, ZONE, everyday_words, load, parent, verbs, within
from ingest.model import Place
from ingest.reading.spots import LIST, Hit, Reading
from ingest.rules import words

LONGEST = len("十里铺子东社区")
"""Characters of the longest name that VILLAGE finds."""

VILLAGE = re.compile("([一-鿿]{1,5}?)(?:村|社区)(?![庄级落镇街]|小(?![组学]))")

NO_VILLAGE = re.compile(
    "[村的了着是这那我他其该各每为把将让使被等]|^由(?!家|庄)|^[在从向对]|^[一二两三四五六七八九十几]所|[乡农新]$|(?<![安十保])全$|[今去明近当本]年|如今|目前|现在|近日|日前"
    "|党委|政府|干部|党员|支书|书记|主任|镇长|乡长|群众"
)
"""What stands in no village's name: 大力推进乡村, 镇政府驻村, 老支书带着村民, 由示范村. 船民新村 are houses."""

HOUSES = re.compile("[里园苑坊巷弄街路庄营桥山河湖湾门楼城]$")
"""How a community behind its street ends where its first characters may be any: 前进里社区, 推进 would be none."""

LOOSE = re.compile(
    "^.$|[在和与及到对从向以于也都就还又再更最很不没无会能可要去来进出过并而则因如之几多个名位户一有往]|[镇县市]$"
)
"""What stands in few villages' names: enough to doubt a name that does not follow its town."""

BEFORE_A_VILLAGE = re.compile("[^一-鿿0-9０-９]|[在到入进从与和及为由对向往于是让有访赴了]")
"""What stands before a village that does not follow its town."""

PART_OF_A_NAME = re.compile("[东西南北前后大小上下中]")


def village(text: str, start: int, before: Hit | None, reading: Reading) -> Hit | None:
    """A village behind its town (冯官屯镇高岭村), in a list with one (吴官屯村、李庄村), or later in the article."""
    if "村" not in text[start : start + 6] and "社区" not in text[start : start + 7]:
        return None
    match = VILLAGE.match(text, start)
    above, sure = _above(text, start, before, reading) if match else ("", False)
    if not match or not above or not _is_name(match[0], match[1], sure) or match[0] in everyday_words():
        return None
    named = None if sure else reading.villages.get(match[0])
    return Hit(start, match.end(), match[0], (named or Place(match[0], "village", f"{above}/{match[0]}"),))


def villages_again(text: str, hits: tuple[Hit, ...], villages: dict[str, Place]) -> Iterator[Hit]:
    """Villages that the article places elsewhere, where they stand alone: in its title, say."""
    taken = {position for hit in hits for position in range(hit.start, hit.end)}
    for end in (match.end() for match in re.finditer("村|社区", text)):
        for start in range(max(0, end - LONGEST), end):
            place = villages.get(text[start:end])
            longer = start and PART_OF_A_NAME.match(text, start - 1)
            if place and not longer and start not in taken:
                yield Hit(start, end, text[start:end], (place,))


def settled(hit: Hit, villages: dict[str, Place]) -> Hit:
    """The hit with the town that the article gave its village later on."""
    later = villages.get(hit.place.name) if hit.place.level == "village" else None
    return replace(hit, places=(later,)) if later and within(later, parent(hit.place.path)) else hit


def _above(text: str, start: int, before: Hit | None, reading: Reading) -> tuple[str, bool]:
    """(path of the town or county that a village at `start` belongs to, whether its town stands right before it)."""
    between = text[before.end : start] if before else None
    if before and between in ("", "的") and before.place.level in ("town", "county"):
        return before.place.path, before.place.level == "town" or bool(ZONE.search(before.place.name))
    if before and between in LIST and before.place.level == "village":
        return parent(before.place.path), True
    if start and (not BEFORE_A_VILLAGE.match(text, start - 1) or text[start - 1 : start + 1] in everyday_words()):
        return "", False
    return _named_before(reading), False


def _named_before(reading: Reading) -> str:
    """Path of the town named last; without one, of the county, if the article has named only one."""
    return reading.town or (next(iter(reading.counties)) if len(reading.counties) == 1 else "")


def _is_name(printed: str, name: str, sure: bool) -> bool:
    """Whether the words before 村 or 社区 are a name; `sure`: they stand right behind a town."""
    if name in words(TABLES / "no_villages.tsv") or NO_VILLAGE.search(name) or load().named(name):
        return False
    if name in words(TABLES / "village_words.tsv"):
        return sure
    houses = sure and printed.endswith("社区") and HOUSES.search(name)
    if not houses and _says_what_is_done(name):
        return False
    return sure or (len(name) <= 3 and name not in everyday_words() and not LOOSE.search(name))


def _says_what_is_done(name: str) -> bool:
    """推进, 推进城乡 and 理事会带动 before 村 are verbs, 高庄 is none."""
    return any(name[:length] in verbs() for length in (2, 3, 4)) or (len(name) > 3 and name[-2:] in verbs())
