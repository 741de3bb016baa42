"""Where a text names organisations, and which one each name means.

    聊城市司法局 … 市司法局 … 该局          → three times 聊城市司法局
    山东阳谷华泰化工股份有限公司（以下简称“华泰化工”）… 华泰化工    → twice the first
    邮储银行聊城市茌平支行                   → a branch of a bank that all papers know

A name ends as tables/organisations.tsv says. It begins with a place, with the rank of one (市, 县), with an
organisation of tables/known_organisations.tsv, or, where its ending may stand behind any name, where a clause or a word
begins that no name holds. An office of a place has that place's name: 市司法局 in a paper of 聊城 is 聊城市司法局.
Start reading at `organisations`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.gazetteer import Names, everyday_words, load, stem, verbs
from ingest.model import Organisation, Place
from ingest.reading.occurrences import occurrences
from ingest.reading.places import Located
from ingest.reading.spots import Hit
from ingest.rules import rows

TABLES = Path(__file__).parent / "tables"

OFFICIAL = ("government", "party", "court", "union", "congress")
"""Kinds whose names are those of their places: 市司法局 is 聊城市司法局, 聊城大学 is no 聊城市大学."""

LEVELS = {"省": "province", "市": "city", "县": "county", "区": "county", "镇": "town", "乡": "town", "州": "city"}
RANK = re.compile("[省市县区镇乡州]")
LONGEST = 22
"""Characters between the place and the ending of a name."""
LONGEST_BRAND = 16
"""Characters before the ending of a name without a place."""

NO_PART = re.compile(
    "[，。；：！？,;:!?“”‘’《》〈〉【】—…\\s]|(?<![高中初平])等|举办|举行|召开|开展|联合|通过|位于|走进|来到|依托|实施|打造|组建|建起|建成|成立|创办|开办|办起|建立|长出|利用|直奔"
)
"""What no name holds."""
NO_PART_BEHIND_A_PLACE = re.compile(
    "[一二三四五六七八九十几多两每\\d][多余]?[家个所名座]|[的了是在由对将把被从向让使给、]|以及|全[市县区省国]|各级|相关|有关|多家|部门|我[市县区省]|充分|发挥|建成|融入|推动|用好|不断|持续|牢固|大力|积极|全力|全面推|着力|扎实|深入|认真|努力"
)
BEGINS_AFTER = re.compile(
    "[的了是在由对将把被从向让使给、和与及跟到于为以就]|获得|邀请|参观|联系|来自|选择|协调|指导|担任|作为|加入|成为|希望|鼓励|进入|帮助|支持|服务|"
    "起诉|收购|注册|称|经|至|入|去|家|名|所|个|位|座"
)
"""Words behind which a name without a place may begin."""
GOES_ON = re.compile(
    "局[长部面势限促域]|厅[长堂]|院[长士校内子]|部[分门署队位件]|会[议员长场展谈见计费]|委[员托]|行[业为动政驶程]|厂[房区商家矿务]|校[园内外]|"
    "队[员伍长]|心[区城位地校得思里灵]|学[生期习者]|团[军化结]|行[卡]|府[采开购补部机网债投]|社[会区员]|馆[长员]|院[线]"
)
"""The last character of an ending begins another word."""
NO_ENDING = re.compile("[格布结当大全定僵时战残]局|[大客餐舞门]厅|大会|机会|社会|[一全这该]行")
"""Words that end like a name of one character."""
GENERIC = re.compile(
    "(?:我们|他们|咱们|[各该本其某此那这一两几多全些]|[一二三四五六七八九十百千几多两数]+[家所个名]|上市|国有|民营|私营|外资|合资|股份|有限|责任|子|分|总|母|保险|物流|快递|建筑|房地产|"
    "大型|小型|龙头|骨干|中小|重点|名牌|高等|综合|专科|公立|民办|农村|基层|乡镇|县级|市级|省级|中央|地方|商业|政策性|国外|国内|外国|当地|本地|"
    "农民|专业|种植|养殖|农机|集体|人民|中级|高级|志愿|投资|实业|企业|行业|战略|产业|技术|义务|寄宿制|科研|附属|儿童|职业|技工|普通|互助|化|加)*"
)
"""What says of which sort an organisation is, and not which."""
ALIAS = re.compile('[（(](?:以下简称|下称|简称)[：:]?[“‘"]?([^”’"）)]{2,12})[”’"]?[）)]')
SUFFIX = re.compile("(?:(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司|集团|厂)$")
BRACKETED = re.compile("[（(][一-鿿]{2,4}[）)]")
"""鑫鹏源智能装备（集团）有限公司."""


STRONG = ("有限", "股份")
"""How endings begin behind which any words are a name."""


@dataclass(frozen=True)
class Spot:
    """An organisation where it stands."""

    start: int
    end: int
    text: str
    organisation: Organisation
    note: str | None = None
    """short: printed by less than its name."""


@dataclass(frozen=True)
class _Ending:
    short: str
    kind: str
    anchor: str
    sort: str = ""


COMMITTEE = _Ending("委", "party", "place")
"""县委: only right behind a place or its rank."""


class Offices:
    """Which place a rank means, article by article: 市 of 市司法局."""

    def __init__(self, home: Place | None, found: Sequence[Located]) -> None:
        self._home = home
        self._places = [hit.place for text in found for hit in text.hits]

    def meant(self, rank: str) -> Place | None:
        """The city of the paper; the county of the paper, or the only one that the article names."""
        steps = self._home.path.split("/") if self._home else []
        level = LEVELS[rank]
        if level == "province" and steps:
            return load().places.get(steps[0])
        if level == "city" and len(steps) > 1:
            return load().places.get("/".join(steps[:2]))
        if level == "county" and self._home and self._home.level == "county":
            return self._home
        named = {place.path: place for place in self._places if place.level == level and place.name.endswith(rank)}
        return next(iter(named.values())) if len(named) == 1 else None


def organisations(found: Sequence[Located], home: Place | None) -> list[list[Spot]]:
    """The organisations of an article, text by text, each where it stands."""
    offices = Offices(home, found)
    spots = [_in_text(text, offices) for text in found]
    spots = _with_full_names(spots)
    return [
        sorted((*known, *more), key=lambda spot: spot.start)
        for known, more in zip(spots, _by_short_names(found, spots), strict=True)
    ]


# One text


def _in_text(located: Located, offices: Offices) -> list[Spot]:
    text, chains = located.text, _chains(located)
    covered = {at for hit in located.hits for at in range(hit.start, hit.end)}
    spots: list[Spot] = []
    last = 0
    for first, after in _known_at(text):
        if not GOES_ON.match(text, after - 1):
            name = text[first:after]
            spots.append(Spot(first, after, name, Organisation(name, known()[name], None)))
    for match in _endings_pattern().finditer(text):
        ending, end = endings().get(match[0], COMMITTEE), match.end()
        if len(match[0]) == 1 and NO_ENDING.match(text, end - 2):
            continue
        if GOES_ON.match(text, end - 1) or (text[end : end + 1] == "长" and len(match[0]) < 3):
            continue
        spot = _ending_here(located, match.start(), end, last, ending, chains, covered, offices, spots)
        if spot:
            spots = [other for other in spots if other.end <= spot.start or other.start >= spot.end]
            spots.append(spot)
            last = spot.end
    return sorted(spots, key=lambda spot: spot.start)


def _ending_here(
    located: Located,
    start: int,
    end: int,
    last: int,
    ending: _Ending,
    chains: list[tuple[int, int, Hit]],
    covered: set[int],
    offices: Offices,
    spots: list[Spot],
) -> Spot | None:
    """The organisation whose name ends there."""
    text = located.text
    if not ending.kind:
        return None
    owner = max((spot for spot in spots if spot.end <= start), key=lambda spot: spot.end, default=None)
    if owner and _goes_on_from(text, owner, start):
        inner = Organisation(owner.organisation.name + text[owner.end : end], ending.kind, owner.organisation.place)
        return Spot(owner.start, end, text[owner.start : end], inner)
    for first, chain_end, hit in chains:
        between = text[chain_end:start]
        if last <= first and chain_end <= start and len(between) <= LONGEST and _is_clean(between):
            if ending is COMMITTEE and between:
                break
            if not between and end - start < 2 and ending is not COMMITTEE:
                continue
            if _is_a_sort(ending, between, hit.place):
                return None
            printed = _whole_name(located, first, chain_end, end)
            return Spot(first, end, text[first:end], _of_place(printed, text[chain_end:end], hit, ending))
    if (rank := _rank_before(text, start, last, covered)) is not None and (
        ending is not COMMITTEE or rank == start - 1
    ):
        name = text[rank:end]
        place = offices.meant(text[rank])
        full = place.name + name[1:] if place else name
        return Spot(rank, end, name, Organisation(full, ending.kind, place))
    if ending.anchor == "any" and (brand := _brand(text, start, last)) is not None:
        return Spot(brand, end, text[brand:end], Organisation(text[brand:end], ending.kind, None))
    return None


def _goes_on_from(text: str, owner: Spot, start: int) -> bool:
    """农行|临清市支行, 全国总工会|文工团, 阳谷县委|组织部."""
    between = text[owner.end : start]
    return (
        len(between) <= 12
        and between[:2] not in verbs()
        and not NO_PART.search(between)
        and not NO_PART_BEHIND_A_PLACE.search(between)
        and not (re.search("[和与及]", between))
    )


def _is_clean(between: str) -> bool:
    bare = BRACKETED.sub("", between)
    return not bare.startswith("级") and not (
        NO_PART.search(bare) or NO_PART_BEHIND_A_PLACE.search(bare) or re.search("[（）()及]", bare)
    )


def _is_a_sort(ending: _Ending, between: str, place: Place) -> bool:
    """聊城民营医院, 聊城公司: of a place that has many; the school of a village is the one that it has."""
    if between:
        return bool(ending.sort) and bool(GENERIC.fullmatch(between))
    return ending.sort == "alone" and place.level not in ("town", "village")


def _of_place(printed: str, rest: str, hit: Hit, ending: _Ending) -> Organisation:
    if ending.kind in OFFICIAL and hit.place.level != "country" and rest not in ("海关",):
        return Organisation((hit.text if hit.note else hit.place.name) + rest, ending.kind, hit.place)
    return Organisation(printed, ending.kind, hit.place)


def _whole_name(located: Located, first: int, chain_end: int, end: int) -> str:
    """Without the divisions above its own: 侯营镇云海服装厂 of 东昌府区侯营镇云海服装厂; 山东阳谷华泰化工 stays."""
    above = [hit for hit in located.hits if first <= hit.start and hit.end < chain_end]
    start = max((hit.end for hit in above if hit.text[-1] in "省市县区镇乡"), default=first)
    return located.text[start:end]


def _rank_before(text: str, start: int, last: int, covered: set[int]) -> int | None:
    """Where 市 of 市司法局 stands, or None: no part of a place, of 城市 or of 全市."""
    for at in range(start, max(last, start - 14) - 1, -1):
        if at >= len(text) or not RANK.match(text, at) or at in covered or at >= start + 1:
            continue
        before = text[at - 1 : at]
        between = text[at + 1 : start]
        if (
            before
            and "一" <= before <= "鿿"
            and (before in "全我各本该城超都社地园片景辖小新" or before + text[at] in everyday_words())
        ):
            continue
        if before in "、" and text[at - 2 : at - 1] in "省市县区":
            continue
        if text[at : at + 2] in (
            "市场",
            "市民",
            "区域",
            "县域",
            "镇域",
            "乡村",
            "市政",
            "市区",
            "县区",
            "区县",
            "市县",
            "乡镇",
            "镇街",
            "省级",
            "市级",
            "县级",
            "区级",
            "镇级",
            "乡级",
        ):
            continue
        if _is_clean(between):
            return at
    return None


def _brand(text: str, start: int, last: int) -> int | None:
    """Where the name begins that has no place before it."""
    low = max(last, start - LONGEST_BRAND)
    piece = BRACKETED.sub(lambda match: "一" * len(match[0]), text[low:start])
    cuts = [match.end() for match in NO_PART.finditer(piece)] + [match.end() for match in BEGINS_AFTER.finditer(piece)]
    cuts += [match.end() for match in re.finditer("[（）()\\d]", piece)]
    first = low + max(cuts, default=0)
    name = text[first:start]
    if len(name) < 2 or (low == first and low > last and not cuts):
        return None
    if text[start : start + 2] not in STRONG and not _is_plausible(name):
        return None
    return None if _sorts().fullmatch(name) or re.search("[国省市县区业]级", name) else first


def _is_plausible(brand: str) -> bool:
    """乖宝, 东升: before 集团 and 公司 a word of its own, and no verb or phrase."""
    if len(brand) == 2:
        return brand not in verbs()
    return len(brand) < 9 and brand[:2] not in everyday_words()


def _known_at(text: str) -> Iterator[tuple[int, int]]:
    names, start = _known_names(), 0
    while start < len(text) - 1:
        end = next(names.at(text, start), None) if text[start : start + 2] in names.heads else None
        if end is None:
            start += 1
            continue
        yield start, end
        start = end


def _chains(located: Located) -> list[tuple[int, int, Hit]]:
    """(start, end, last place) of places that stand side by side: 聊城市|茌平区|冯官屯镇; the longest first."""
    found: list[tuple[int, int, Hit]] = []
    for hit in located.hits:
        if found and found[-1][1] == hit.start:
            found[-1] = (found[-1][0], hit.end, hit)
        else:
            found.append((hit.start, hit.end, hit))
    return found[::-1]


# Which one is meant


def _with_full_names(spots: list[list[Spot]]) -> list[list[Spot]]:
    """市市场监管局 is 聊城市市场监督管理局 where the article prints that too."""
    named = {spot.organisation.name: spot.organisation for text in spots for spot in text}
    full = {}
    for name, organisation in named.items():
        longer = [
            other
            for other in named.values()
            if len(other.name) > len(name)
            and other.place == organisation.place
            and other.place is not None
            and other.kind == organisation.kind
            and other.name[-1] == name[-1]
            and _is_shortened(_own(organisation), _own(other))
        ]
        if longer:
            full[name] = longer[0]
    return [
        [
            replace(spot, organisation=full[spot.organisation.name], note="short")
            if spot.organisation.name in full
            else spot
            for spot in text
        ]
        for text in spots
    ]


def _own(organisation: Organisation) -> str:
    """Its name without that of its place: 司法局, 云海服装厂."""
    place = organisation.place
    names = (place.name, stem(place.name, place.level)) if place else ()
    return next((organisation.name[len(name) :] for name in names if name and organisation.name.startswith(name)), "")


def _is_shortened(short: str, long: str) -> bool:
    """Whether the characters of a name stand in a longer one, in order, and begin like it: 市场监管局."""
    rest = iter(long)
    return bool(short) and short[:2] == long[:2] and all(character in rest for character in short)


def _by_short_names(found: Sequence[Located], spots: list[list[Spot]]) -> list[list[Spot]]:
    """该局, what the article says it will call it, and companies by their brand: 正信药玻."""
    aliases: dict[str, Organisation] = {}
    for located, known_spots in zip(found, spots, strict=True):
        for spot in known_spots:
            if (match := ALIAS.match(located.text, spot.end)) and match[1] != spot.text:
                aliases[match[1]] = spot.organisation
    more: list[list[Spot]] = []
    last: dict[str, Organisation] = {}
    for located, known_spots in zip(found, spots, strict=True):
        taken = {at for spot in known_spots for at in range(spot.start, spot.end)}
        extra = [
            Spot(start, start + len(alias), alias, organisation, "short")
            for alias, organisation in aliases.items()
            for start in occurrences(located.text, alias)
            if start not in taken
        ]
        named = sorted(known_spots, key=lambda spot: spot.start, reverse=True)
        for match in _this_pattern().finditer(located.text):
            while named and named[-1].start < match.start():
                last.update(dict.fromkeys(shorts(named[-1].organisation), named.pop().organisation))
            if match[1] in last and match.start() not in taken:
                extra.append(Spot(match.start(), match.end(), match[0], last[match[1]], "short"))
        for spot in reversed(named):
            last.update(dict.fromkeys(shorts(spot.organisation), spot.organisation))
        more.append(extra)
    companies = dict.fromkeys(
        spot.organisation for text in spots for spot in text if spot.organisation.kind == "company"
    )
    for index, located in enumerate(found):
        taken = {at for spot in (*spots[index], *more[index]) for at in range(spot.start, spot.end)}
        for organisation in companies:
            for start, end in _by_brand(located.text, organisation):
                if start not in taken and not any(at in taken for at in range(start, end)):
                    more[index].append(Spot(start, end, located.text[start:end], organisation, "short"))
                    taken.update(range(start, end))
    return more


def _by_brand(text: str, organisation: Organisation) -> Iterator[tuple[int, int]]:
    """正信药玻 of 山东正信药用玻璃有限公司, 宇捷轴承 of 山东省宇捷轴承制造有限公司."""
    core = BRACKETED.sub("", SUFFIX.sub("", organisation.name))
    if organisation.place:
        for name in (organisation.place.name, organisation.place.name[:-1]):
            core = core.removeprefix(name)
    if len(core) < 4:
        return
    for start in occurrences(text, core[:2]):
        end, rest = start + 2, iter(core[2:])
        while end < len(text) and text[end] in core[2:] and text[end] in rest:
            end += 1
        if end - start >= 4:
            yield start, end


def shorts(organisation: Organisation) -> tuple[str, ...]:
    """What 该 may name it by: 该局, 该单位."""
    ending = next(
        (ending for ending in sorted(endings(), key=len, reverse=True) if organisation.name.endswith(ending)), ""
    )
    if not ending:
        return ("行",) if organisation.kind == "bank" else ()
    return tuple({ending, endings()[ending].short, "单位"})


# Tables


def kind_of(name: str) -> str | None:
    """What kind of organisation has such a name, None where it does not tell."""
    if name in known():
        return known()[name]
    ending = next((each for each in sorted(endings(), key=len, reverse=True) if name.endswith(each)), None)
    if ending is None:
        return COMMITTEE.kind if name.endswith(COMMITTEE.short) else None
    return endings()[ending].kind or None


@cache
def endings() -> dict[str, _Ending]:
    """How names end: what 该 names them by, their kind, and what they stand behind."""
    table = (row for _, row in rows(TABLES / "organisations.tsv"))
    return {row["ending"]: _Ending(row["short"], row["kind"], row["anchor"], row["sort"]) for row in table}


@cache
def _sorts() -> re.Pattern[str]:
    """What names no organisation before an ending: words of sorts, one or several."""
    words = sorted((row["word"] for _, row in rows(TABLES / "organisation_sorts.tsv")), key=len, reverse=True)
    return re.compile(f"(?:{GENERIC.pattern}|{'|'.join(map(re.escape, words))})*")


@cache
def known() -> dict[str, str]:
    """{name: kind} of organisations that every paper knows."""
    return {row["name"]: row["kind"] for _, row in rows(TABLES / "known_organisations.tsv")}


@cache
def _known_names() -> Names:
    return Names(known())


@cache
def _endings_pattern() -> re.Pattern[str]:
    longest = sorted(endings(), key=len, reverse=True)
    plain = "|".join(map(re.escape, longest))
    return re.compile(f"(?:{plain})(?!(?<=中)学)|(?<=[省市县区旗州])委(?!员|托|会)")


@cache
def _this_pattern() -> re.Pattern[str]:
    shorts = {ending.short for ending in endings().values()} | set(endings())
    return re.compile("该(" + "|".join(sorted(map(re.escape, shorts), key=len, reverse=True)) + ")(?!长|员|区)")
