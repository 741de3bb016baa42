"""Articles to Mentions: which divisions, villages and countries an article names.

    home_of(page, articles)  →  Home(山东省/聊城市)
    mentions(article, home)  of  茌平区冯官屯镇高岭村  →  茌平区, 冯官屯镇, 山东省/聊城市/茌平区/冯官屯镇/高岭村

A text is read from left to right; of the names that begin at a character, the longest that stands there as a place
wins. Which of its namesakes is meant is decided by what stands right before it, then by what the article named
earlier, then by the paper's own city. What only looks like a place is a row of tables/no_places.tsv or
tables/ordinary_words.tsv. Start reading at `mentions`, then `_hit`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from ingest.model import Article, Mention, Page, Place
from ingest.reading.gazetteer import (
    MUNICIPALITIES,
    TABLES,
    Names,
    abroad,
    everyday_words,
    load,
    parent,
    stem,
    verbs,
    within,
)
from ingest.rules import Rule, rows, table, words

GOES_ON = re.compile(
    "区(?:[域块间划]|位(?![于列居次]))|市(?:[场值]|价(?!格)|面(?![向临对积]))|镇[静定压]|乡(?:[愁亲贤土]|村[振旅建风])"
)
"""The last character of a full name begins another word: 茌平区域, 聊城市场."""

STREET = re.compile(
    "[东西南北中一二三四五六七八九十]?(?:路(?![灯政网况面局长段权过透演人途费标桥])|大街|大道|街(?![道头])|巷|胡同|弄)"
)
"""What follows a bare name in the name of a street: 南京东路."""

LINE = re.compile("(?:大?高铁|铁路|高速|客专|线|动脉|大?运河)")
"""What follows characters of places in the name of a railway or road: 京沪高铁."""

PART_OF_LAND = re.compile("[村庄屯寨堡路街巷河湖桥山沟站]")
"""What follows a town's bare name in the name of something else: 侯营村."""

LANDMARK = "湖山寺塔桥河江海洲岛泉园门关峡岭庙楼阁"
"""Last characters of towns named after what everybody knows as something else: 长寿湖镇, 静安寺街道."""

SPEAKS = re.compile("(?:说|表示|介绍|告诉|坦言|认为|笑着|感慨|激动|高兴)")
"""What follows a person's name."""

QUALIFIED = re.compile("[一-鿿](?<![在于为是和与及到对从以让由将来赴进给向往使])")
"""The character before a zone that is no name: 各开发区, 国家级开发区."""

IN_GENERAL = re.compile("建设|体制|改革|总数|数量")
"""What follows zones in general: 开发区体制改革."""

VILLAGE = re.compile("([一-鿿]{1,5}?)(?:村|社区)(?![庄级落镇])")
NO_VILLAGE = re.compile("[的了是这那我他其该各每为把将让使被等]|[乡农镇县市]$|党委|政府|干部|党员")
"""What stands in no village's name: 大力推进乡村, 镇政府驻村."""

LOOSE = re.compile("[在和与及到对从向以于也都就还又再更最很不没无会能可要去来进出过并而则因如之几多个名位户一]")
"""What stands in few villages' names: enough to doubt a name that does not follow its town."""

BEFORE_A_VILLAGE = re.compile("[^一-鿿]|[在到入进从与和及为由对向往于是让有访赴了]")
PART_OF_A_VILLAGE_NAME = re.compile("[东西南北前后大小上下中]")


@dataclass(frozen=True)
class Home:
    """Where a paper is at home."""

    place: Place | None
    """The city, the county of a county's paper, the province of a paper for all of it; None without ground."""

    @property
    def region(self) -> str:
        """The path within which towns and counties are known by name alone, empty without one."""
        return _region(self.place)


@dataclass(frozen=True)
class Name:
    """One meaning of a printed name."""

    place: Place
    bare: bool
    """Printed without its 省, 市, 县, 区, 镇 …"""
    note: str | None = None


@dataclass(frozen=True)
class Hit:
    """A name that stands in a text as a place."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    """One; several for 京津冀."""
    note: str | None = None

    @property
    def place(self) -> Place:
        return self.places[0]


class Lexicon:
    """Printed names and what they may mean."""

    def __init__(self, entries: Iterable[tuple[str, Name]]) -> None:
        self.meanings: dict[str, list[Name]] = defaultdict(list)
        for text, name in entries:
            self.meanings[text].append(name)
        self.names = Names((*self.meanings, *_groups(), *_zones()))


@dataclass
class Reading:
    """What an article's names are read against: grows as the article names places."""

    region: str
    county: str
    """Path of the county of a county's paper, empty otherwise."""
    lexicons: list[Lexicon]
    text: str
    """All texts of the article."""
    found: list[Hit] = field(default_factory=list)
    villages: dict[str, Place] = field(default_factory=dict)
    """Those that the article has placed, by name."""
    heads: set[str] = field(default_factory=set)
    """The first two characters of all names in the lexicons."""

    def __post_init__(self) -> None:
        for lexicon in self.lexicons:
            self.heads |= lexicon.names.heads

    def add(self, hit: Hit) -> None:
        """Once a far county or city is named, its towns are known."""
        self.found.append(hit)
        place = hit.place
        if place.level == "village":
            self.villages.setdefault(place.name, place)
        if place.path not in load().places or place.level not in ("county", "city") or self.at_home(place):
            return
        if (lexicon := _towns(place.path)) not in self.lexicons:
            self.lexicons.append(lexicon)
            self.heads |= lexicon.names.heads

    def at_home(self, place: Place) -> bool:
        """Whether the place lies in the paper's own city."""
        return bool(self.region) and within(place, self.region)


def mentions(article: Article, home: Home) -> tuple[Mention, ...]:
    """Every place that the article names: one Mention per place and printed form, in the order of the text."""
    texts = tuple(text for text in (article.dateline, *article.texts()) if text)
    reading = _reading(article, texts, home)
    hits = [tuple(_hits(text, reading)) for text in texts]
    counts: Counter[tuple[Place, str, str | None]] = Counter()
    for text, known in zip(texts, hits, strict=True):
        again = _villages_again(text, known, reading.villages)
        for hit in sorted((*known, *again), key=lambda hit: hit.start):
            counts.update((place, hit.text, hit.note) for place in hit.places)
    return tuple(Mention(place, text, count, note) for (place, text, note), count in counts.items())


def home_of(page: Page, articles: tuple[Article, ...]) -> Home:
    """Where the paper is at home: what its name says, else its datelines, else the divisions named most."""
    named = _of_publication(page.publication or "")
    if named and (named.level != "province" or named.name in MUNICIPALITIES):
        return Home(named)
    province = named.path if named else ""
    texts = tuple(text for article in articles for text in article.texts())
    return Home(_of_datelines(articles, province) or _most_named(texts, province) or named)


# One text


def _hits(text: str, reading: Reading) -> Iterator[Hit]:
    """The places of one text, each also added to the reading."""
    start, before, stops = 0, None, _stops(text)
    while start < len(text):
        if text[start : start + 2] not in reading.heads and start not in stops:
            start += 1
            continue
        readers = (_village, _hit) if before and before.place.level == "town" else (_hit, _village)
        hit = next((hit for reader in readers if (hit := reader(text, start, before, reading))), None)
        if hit is None:
            start += 1
            continue
        reading.add(hit)
        yield hit
        start, before = hit.end, hit


def _stops(text: str) -> frozenset[int]:
    """Where a village or a misprinted county may begin, which no name of the gazetteer announces."""
    villages = (range(end.start() - 5, end.start()) for end in re.finditer("村|社区", text))
    counties = (range(end.start() - 2, end.start() - 1) for end in re.finditer("[区县]", text))
    return frozenset(chain.from_iterable((*villages, *counties)))


def _hit(text: str, start: int, before: Hit | None, reading: Reading) -> Hit | None:
    """The longest name at `start` that stands there as a place."""
    beside = before.place if before and before.end == start else None
    for end in sorted({end for lexicon in reading.lexicons for end in lexicon.names.at(text, start)}, reverse=True):
        printed = text[start:end]
        if printed in _groups():
            return None if LINE.match(text, end) else Hit(start, end, printed, _groups()[printed])
        if printed in _zones():
            return _zone(text, start, end, beside, reading)
        names = [name for lexicon in reading.lexicons for name in lexicon.meanings.get(printed, ())]
        if name := _meant(text, start, end, names, beside, reading):
            return _lengthened(text, Hit(start, end, printed, (name.place,), name.note), name, reading)
    return _misprint(text, start, reading)


def _meant(text: str, start: int, end: int, names: list[Name], beside: Place | None, reading: Reading) -> Name | None:
    """What the name at text[start:end] means, None where it is no place or nothing tells which."""
    full = [name for name in names if not name.bare]
    if full and (GOES_ON.match(text, end - 1) or _half_a_word(text, start, end)):
        full = []
    if full and (name := _full(full, text[start:end], beside, reading)):
        return name
    bare = [name for name in names if name.bare]
    if bare and not _no_place(text, start, end):
        return _bare(bare, text, start, end, beside, reading)
    return None


def _full(names: list[Name], printed: str, beside: Place | None, reading: Reading) -> Name | None:
    """Which division of that official name is meant."""
    if beside and (inside := _inside(names, beside.path)):
        return inside[0]
    if printed in _ordinary():
        return None
    if nearest := _nearest(names, reading):
        return _beside_another(nearest, beside, reading)
    known = [name for name in names if name.place.level != "town"]
    if len(known) == 1 and stem(printed, "county") not in _ordinary():
        return known[0]
    return next((name for name in known if name.place.level in ("country", "province", "city")), None)


def _bare(names: list[Name], text: str, start: int, end: int, beside: Place | None, reading: Reading) -> Name | None:
    """Which division is meant by a name without 省, 市, 县, 区, 镇."""
    printed = text[start:end]
    towns = [name for name in names if name.place.level == "town"]
    higher = [name for name in names if name.place.level != "town"]
    ordinary = _ordinary().get(printed)
    if beside and ordinary != "no" and (inside := _inside(higher, beside.path)):
        return inside[0]
    if ordinary:
        return next((name for name in higher if name.place.path == reading.region and ordinary == "yes"), None)
    return _bare_division(higher, printed, reading) or _bare_town(towns, text, start, end, beside, reading)


def _bare_division(names: list[Name], printed: str, reading: Reading) -> Name | None:
    """Provinces and cities stand bare everywhere, counties at home, and those that everybody knows."""
    counties = [name for name in names if name.place.level == "county"]
    near = [name for name in counties if reading.at_home(name.place)]
    high = [name for name in names if name.place.level != "county"]
    known = counties if len(counties) == 1 and printed in words(TABLES / "known_counties.tsv", "name") else []
    provinces = [name for name in high if name.place.level == "province"]
    return next(iter((*provinces, *near, *high, *known)), None)


def _bare_town(
    names: list[Name], text: str, start: int, end: int, beside: Place | None, reading: Reading
) -> Name | None:
    """A town stands bare behind its county, where the article names it in full as well, or with three characters."""
    printed = text[start:end]
    if not names or printed in everyday_words() or PART_OF_LAND.match(text, end):
        return None
    if end - start == 2 and (
        text[start - 1 : start + 1] in everyday_words() or text[start + 1 : end + 1] in everyday_words()
    ):
        return None
    if beside and (inside := _inside(names, beside.path)):
        return inside[0]
    long = end - start > 2 and text[end - 1] not in LANDMARK
    surely = [name for name in names if long or name.place.name in reading.text]
    return _nearest(surely, reading) if surely and not printed.endswith("家") else None


def _inside(names: list[Name], path: str) -> list[Name]:
    return [name for name in names if name.place.path.startswith(path + "/")]


def _nearest(names: list[Name], reading: Reading) -> Name | None:
    """The namesake whose county was named last, else the one at home; for counties home comes first."""
    home = [name for name in names if reading.at_home(name.place)]
    if home and (home[0].place.level != "town" or len(home) == len(names) == 1):
        return home[0]
    for hit in reversed(reading.found):
        for name in names:
            if within(hit.place, parent(name.place.path)):
                return name
    own = [name for name in home if reading.county and within(name.place, reading.county)]
    return own[0] if own else home[0] if len(home) == 1 else None


def _beside_another(name: Name, beside: Place | None, reading: Reading) -> Name | None:
    """A town printed behind a county not its own: at home a slip of the paper, elsewhere another town."""
    if name.place.level != "town" or beside is None or beside.level not in ("province", "city", "county"):
        return name
    if beside.level == "county" and reading.at_home(beside) and reading.at_home(name.place):
        true = load().places[parent(name.place.path)].name
        return Name(name.place, False, f"conflict: {name.place.name} lies in {true}, not in {beside.name}")
    return None


# What is no place


def _half_a_word(text: str, start: int, end: int) -> bool:
    """示范县 is no 范县: a name of two characters whose first one ends another word."""
    return end - start == 2 and any(text[start - n : start + 1] in everyday_words() for n in (1, 2) if n <= start)


def _no_place(text: str, start: int, end: int) -> bool:
    """Whether the bare name at text[start:end] is part of a street, a longer word, two words, or a person's name."""
    return (
        bool(STREET.match(text, end))
        or text.startswith("族", end)
        or _within_a_word(text, start, end)
        or _where_words_meet(text, start, end)
        or _person(text, start, end)
        or any(_covers(rule, text, start, end) for rule in _no_places().get(text[start:end], ()))
    )


def _within_a_word(text: str, start: int, end: int) -> bool:
    """出海口 is no 海口."""
    return any(
        text[start - n : end + m] in _longer_words()
        for n in (1, 2)
        for m in (0, 1, 2)
        if n <= start and text[start - n : end + m]
    )


def _where_words_meet(text: str, start: int, end: int) -> bool:
    """重大连锁 is 重大 and 连锁, not 大连."""
    if end - start != 2:
        return False
    left = any(text[start - n : start + 1] in everyday_words() for n in (1, 2, 3) if n <= start)
    return left and any(text[start + 1 : start + 1 + n] in everyday_words() for n in (2, 3, 4))


def _person(text: str, start: int, end: int) -> bool:
    """王海南说: a surname before, speaking behind."""
    return start > 0 and text[start - 1] in words(TABLES / "surnames.tsv", "surname") and bool(SPEAKS.match(text, end))


def _covers(rule: Rule, text: str, start: int, end: int) -> bool:
    found = rule.pattern.finditer(text, max(0, start - 6), end + 8)
    return any(match.start() <= start and end <= match.end() for match in found)


# Longer names and misprints


def _lengthened(text: str, hit: Hit, name: Name, reading: Reading) -> Hit:
    """聊城开发区 is one name; so is 东阿区, where there is none but 东阿县."""
    if hit.place.level == "city" or hit.place.name in MUNICIPALITIES:
        return _with_zone(text, hit, reading)
    if name.bare and hit.place.level == "county" and text.startswith("区", hit.end) and reading.at_home(hit.place):
        return hit if GOES_ON.match(text, hit.end) else _of_wrong_rank(text, hit, reading)
    if hit.text.endswith("街道") and text.startswith("办事处", hit.end):
        return Hit(hit.start, hit.end + 3, hit.text + "办事处", hit.places, hit.note)
    return hit


def _of_wrong_rank(text: str, hit: Hit, reading: Reading) -> Hit:
    """东阿区贾寨镇: the town tells which county is meant, without one it is the county of that name."""
    printed, end = hit.text + "区", hit.end + 1
    towns = [
        name.place
        for stop in reading.lexicons[1].names.at(text, end)
        for name in reading.lexicons[1].meanings[text[end:stop]]
        if not name.bare
    ]
    if len(towns) == 1 and not within(towns[0], hit.place.path):
        county = load().places[parent(towns[0].path)]
        note = f"conflict: there is no {printed}; {towns[0].name} lies in {county.name}"
        return Hit(hit.start, end, printed, (county,), note)
    return Hit(hit.start, end, printed, hit.places, f"misprint: {printed} for {hit.place.name}")


def _misprint(text: str, start: int, reading: Reading) -> Hit | None:
    """在平区 is 茌平区: one character wrong in the name of a county at home, and no such county anywhere."""
    printed = text[start : start + 3]
    if printed[2:] not in ("区", "县") or GOES_ON.match(text, start + 2) or not reading.region:
        return None
    misread = _misprints(reading.region)
    place = misread.get("＊" + printed[1:]) or misread.get(printed[0] + "＊" + printed[2])
    pieces = (printed[:2], printed[1:], text[max(0, start - 1) : start + 1])
    if place is None or load().named(printed) or any(piece in everyday_words() for piece in pieces):
        return None
    return Hit(start, start + 3, printed, (place,), f"misprint: {printed} for {place.name}")


@cache
def _misprints(region: str) -> dict[str, Place]:
    """The counties of a city by their names with one character left open: ＊平区, 茌＊区."""
    found = {}
    for place in load().counties(region):
        if len(place.name) == 3 and place.name[2] in "区县":
            found["＊" + place.name[1:]] = found[place.name[0] + "＊" + place.name[2]] = place
    return found


# Zones


def _zone(text: str, start: int, end: int, beside: Place | None, reading: Reading) -> Hit | None:
    """开发区 behind a city is that city's; alone it is the home city's, where it stands as a name."""
    if beside and (beside.level == "city" or beside.name in MUNICIPALITIES):
        return Hit(start, end, text[start:end], (_zone_of(beside, text[start:end]),))
    city = load().places.get(reading.region)
    if beside or city is None or (start and QUALIFIED.match(text, start - 1)) or IN_GENERAL.match(text, end):
        return None
    return Hit(start, end, text[start:end], (_zone_of(city, text[start:end]),))


def _with_zone(text: str, hit: Hit, reading: Reading) -> Hit:
    """聊城开发区 is one name, 聊城市开发区 are two."""
    end = next(reading.lexicons[0].names.at(text, hit.end), hit.end)
    if hit.text == hit.place.name or text[hit.end : end] not in _zones():
        return hit
    return Hit(hit.start, end, text[hit.start : end], (_zone_of(hit.place, text[hit.end : end]),))


def _zone_of(city: Place, printed: str) -> Place:
    """The city's zone of that kind: 聊城市 and 开发区 make 聊城经济技术开发区."""
    official, resembles = _zones()[printed]
    name = stem(city.name, city.level) + official
    alike = [place for place in load().counties(city.path) if resembles.search(place.name)]
    same = [place for place in alike if place.name == name]
    if same or len(alike) == 1:
        return (same or alike)[0]
    return Place(name, "county", f"{city.path}/{name}")


# Villages


def _village(text: str, start: int, before: Hit | None, reading: Reading) -> Hit | None:
    """A village behind its town (冯官屯镇高岭村), in a list with one (吴官屯村、李庄村), or later in the article."""
    if "村" not in text[start : start + 6] and "社区" not in text[start : start + 7]:
        return None
    match = VILLAGE.match(text, start)
    above, sure = _above_village(text, start, before, reading) if match else ("", False)
    if not match or not above or not _names_a_village(match[1], sure) or match[0] in everyday_words():
        return None
    named = None if sure else reading.villages.get(match[0])
    return Hit(start, match.end(), match[0], (named or Place(match[0], "village", f"{above}/{match[0]}"),))


def _above_village(text: str, start: int, before: Hit | None, reading: Reading) -> tuple[str, bool]:
    """(path of the town or county that a village at `start` belongs to, whether its town stands right before it)."""
    between = text[before.end : start] if before else None
    if before and between in ("", "的") and before.place.level in ("town", "county"):
        return before.place.path, before.place.level == "town"
    if before and between in ("、", "和", "与", "及") and before.place.level == "village":
        return parent(before.place.path), True
    if start and not BEFORE_A_VILLAGE.match(text, start - 1):
        return "", False
    return next((above for hit in reversed(reading.found) if (above := _of_villages(hit.place))), ""), False


def _of_villages(place: Place) -> str:
    if place.level == "village":
        return parent(place.path)
    return place.path if place.level in ("town", "county") else ""


def _names_a_village(name: str, sure: bool) -> bool:
    """Whether the words before 村 or 社区 are a name; `sure`: they stand right behind a town."""
    if name in words(TABLES / "no_villages.tsv") or NO_VILLAGE.search(name):
        return False
    if name in words(TABLES / "village_words.tsv"):
        return sure
    if any(name[:length] in verbs() for length in (2, 3, 4)):
        return False
    return sure or (len(name) <= 3 and name not in everyday_words() and not LOOSE.search(name))


def _villages_again(text: str, hits: tuple[Hit, ...], villages: dict[str, Place]) -> Iterator[Hit]:
    """Villages that the article places elsewhere, where they stand alone: in its title, say."""
    taken = {position for hit in hits for position in range(hit.start, hit.end)}
    for name, place in villages.items():
        for match in re.finditer(re.escape(name), text):
            longer = match.start() and PART_OF_A_VILLAGE_NAME.match(text, match.start() - 1)
            if not longer and match.start() not in taken:
                yield Hit(match.start(), match.end(), name, (place,))


# Where the paper is at home


def _region(place: Place | None) -> str:
    """The city or municipality that a place belongs to: counties directly under a province are their own."""
    if place is None or abroad(place):
        return ""
    steps = place.path.split("/")
    if steps[0] in MUNICIPALITIES:
        return steps[0]
    return "/".join(steps[:2]) if len(steps) > 1 else ""


def _reading(article: Article, texts: tuple[str, ...], home: Home) -> Reading:
    """What is known before an article is read: without a city of the paper, its own dateline or places tell one."""
    region = home.region
    if not region:
        province = home.place.path if home.place else ""
        region = _region(_of_datelines((article,), province) or _most_named(texts, province))
    county = home.place.path if home.place and home.place.level == "county" else ""
    return Reading(region, county, [_national(), *([_towns(region)] if region else [])], "\n".join(texts))


def _of_publication(name: str) -> Place | None:
    """聊城日报 → 聊城市, 大众日报 → 山东省, 今日昌邑 → 昌邑市."""
    gazetteer = load()
    if path := _newspapers().get(name):
        return gazetteer.places[path]
    for start in range(len(name)):
        for end in range(len(name), start + 1, -1):
            named = (*gazetteer.named(name[start:end]), *gazetteer.bare.get(name[start:end], ()))
            found = [place for place in named if place.level in ("province", "city")] or list(named)
            if found and found[0].level != "country" and (len(found) == 1 or found[0].level == "province"):
                return found[0]
    return None


def _of_datelines(articles: tuple[Article, ...], province: str) -> Place | None:
    """The city that most datelines name: 本报聊城讯, 本报冠县讯."""
    local = [article.dateline for article in articles if article.dateline and re.match("本报.*讯", article.dateline)]
    return _most_common((place for line in local for place in _dateline_place(line, province)), province)


def _dateline_place(line: str, province: str) -> Iterator[Place]:
    named = re.sub("^本报|讯.*$|\\d.*$", "", line)
    found = (*load().named(named), *load().bare.get(named, ()))
    inside = [place for place in found if not province or within(place, province)]
    if len({_region(place) for place in inside}) == 1:
        yield inside[0]


def _most_named(texts: tuple[str, ...], province: str) -> Place | None:
    """The city of which the texts name most, if it is named twice at least."""
    reading = Reading("", "", [_national()], "")
    return _most_common((hit.place for text in texts for hit in _hits(text, reading)), province, 2)


def _most_common(places: Iterable[Place], province: str, least: int = 1) -> Place | None:
    inside = (_region(place) for place in places if not province or within(place, province))
    counts = Counter(region for region in inside if region in load().places)
    region, count = counts.most_common(1)[0] if counts else ("", 0)
    return load().places[region] if count >= least else None


# What is known


@cache
def _national() -> Lexicon:
    """Countries, provinces, cities and counties: full, bare, and by the names that they had."""
    return Lexicon(_national_names())


def _national_names() -> Iterator[tuple[str, Name]]:
    gazetteer = load()
    for text, places in gazetteer.full.items():
        yield from ((text, Name(place, abroad(place) or (text != place.name and len(text) == 2))) for place in places)
    for text, places in gazetteer.bare.items():
        yield from ((text, Name(place, True)) for place in places)
    renamed = {row["old"]: row for _, row in rows(TABLES / "renames.tsv")}
    for old, row in renamed.items():
        place = gazetteer.places[row["path"]]
        yield old, Name(place, False, f"renamed: {old} is {place.name} since {row['year']}")
    for short, places in gazetteer.bare.items():
        old = short + "县"
        counties = [place for place in places if place.level == "county"]
        if len(counties) == 1 and old not in gazetteer.full and old not in renamed and short not in _ordinary():
            yield old, Name(counties[0], False, f"renamed: {old} is {counties[0].name} today")


@cache
def _towns(path: str) -> Lexicon:
    """The towns below a city, a municipality or a county, full and bare."""
    gazetteer = load()
    counties = gazetteer.counties(path) if gazetteer.places[path].level != "county" else (gazetteer.places[path],)
    towns = [town for county in counties for town in gazetteer.towns(county.path)]
    full = [(town.name, Name(town, False)) for town in towns]
    bare = [(short, Name(town, True)) for town in towns if (short := stem(town.name, "town"))]
    official = dict(full)
    formerly = [
        (short + rank, Name(name.place, False, f"renamed: {short}{rank} is {name.place.name} today"))
        for short, name in bare
        if short not in everyday_words()
        for rank in ("镇", "乡", "街道")
        if short + rank not in official
    ]
    return Lexicon((*full, *bare, *formerly))


@cache
def _ordinary() -> dict[str, str]:
    """Names that are ordinary words when bare → whether they count right behind their city: yes or no."""
    return {row["word"]: row["beside"] for _, row in rows(TABLES / "ordinary_words.tsv")}


@cache
def _no_places() -> dict[str, list[Rule]]:
    """The rows of no_places.tsv by the name that they are about."""
    found = defaultdict(list)
    for rule in table(TABLES / "no_places.tsv"):
        found[rule.row["place"]].append(rule)
    return dict(found)


@cache
def _longer_words() -> frozenset[str]:
    """Words of which the name of a place may be a part."""
    return frozenset(word for word in everyday_words() if word[0] not in "大小老新") | words(
        TABLES / "longer_words.tsv"
    )


@cache
def _groups() -> dict[str, tuple[Place, ...]]:
    """京津冀 → (北京市, 天津市, 河北省)."""
    places = load().places
    return {row["text"]: tuple(places[path] for path in row["paths"].split()) for _, row in rows(TABLES / "groups.tsv")}


@cache
def _zones() -> dict[str, tuple[str, re.Pattern[str]]]:
    """开发区 → (经济技术开发区, what official names of such zones have in common)."""
    return {row["name"]: (row["official"], re.compile(row["resembles"])) for _, row in rows(TABLES / "zones.tsv")}


@cache
def _newspapers() -> dict[str, str]:
    """Papers whose names say no place → path of the place."""
    return {row["name"]: row["path"] for _, row in rows(TABLES / "newspapers.tsv")}
