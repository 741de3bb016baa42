"""Articles to Mentions: which divisions, villages and countries an article names.

    home_of(page, articles)  →  Home(山东省/聊城市)
    mentions(located(article, home))  of  茌平区冯官屯镇高岭村
        →  茌平区, 冯官屯镇, 山东省/聊城市/茌平区/冯官屯镇/高岭村

A text is read from left to right; of the names that begin at a character, the longest that stands there as a place
wins. The parts, in the order of their use:

    gazetteer.py    what places there are
    lexicons.py     how papers print them
    spots.py        a printed name, what stands around it, what the article named before
    borders.py      where words part: 比赛|中|卫冕 has no 中卫
    no_places.py    what only looks like a place
    namesakes.py    which place a name means
    zones.py        开发区, 聊城高新区
    misprints.py    在平区, 东阿区贾寨镇
    villages.py     villages behind their town

Start reading at `located`, then `_hit`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ingest.characters import simplified
from ingest.gazetteer import MUNICIPALITIES, abroad, load, within
from ingest.model import Article, Mention, Page, Place
from ingest.reading.lexicons import Name, groups, national, newspapers, towns, zones
from ingest.reading.misprints import misprint, of_wrong_rank
from ingest.reading.namesakes import meant
from ingest.reading.no_places import person
from ingest.reading.spots import Hit, Reading, Spot
from ingest.reading.villages import settled, village, villages_again
from ingest.reading.zones import with_city, with_zone, zone

LINE = re.compile("大?高铁|铁路|高速|客专|线|动脉|大?运河|高原")
"""What follows characters of places in the name of a railway, a road or a highland: 京沪高铁."""


LOCAL = re.compile("本报.*讯.*|[一-鿿]{2,4}讯")
"""Datelines of a paper's own reporters."""


PAGE_OF_A_CITY = re.compile("([一-鿿]{2,4})(?:新闻|要闻|焦点|版)$")
"""The label of a page for one city: 屏东新闻."""


@dataclass(frozen=True)
class Home:
    """Where a paper is at home."""

    place: Place | None
    """The city, the county of a county's paper, the province of a paper for all of it; None without ground."""
    of_one_city: bool = True
    """False where the paper is a province's or unknown: there an article's own dateline comes first."""


@dataclass(frozen=True)
class Located:
    """One text of an article and the places that stand in it."""

    text: str
    hits: tuple[Hit, ...]
    """In the order of the text."""


def located(article: Article, home: Home) -> tuple[Located, ...]:
    """Every text of the article (dateline, headings, paragraphs) with its places, each where it stands."""
    texts = _texts(article)
    reading = _reading(article, texts, home)
    found = [tuple(_hits(text, reading)) for text in texts]
    return tuple(Located(text, tuple(_settled(text, known, reading))) for text, known in zip(texts, found, strict=True))


def _settled(text: str, known: tuple[Hit, ...], reading: Reading) -> Iterator[Hit]:
    """The same with the villages that the article places elsewhere."""
    again = villages_again(text, known, reading.villages)
    for hit in sorted((*known, *again), key=lambda hit: hit.start):
        yield settled(hit, reading.villages)


def mentions(found: Iterable[Located]) -> tuple[Mention, ...]:
    """Every place that the texts name: one Mention per place and printed form, in the order of the text."""
    counts: Counter[tuple[Place, str]] = Counter()
    notes: dict[tuple[Place, str], str] = {}
    for hit in (hit for text in found for hit in text.hits):
        forms = [(place, hit.text) for place in hit.places]
        counts.update(forms)
        notes.update((form, hit.note) for form in forms if hit.note)
    return tuple(Mention(*form, count, notes.get(form)) for form, count in counts.items())


def hits(article: Article, home: Home) -> tuple[Hit, ...]:
    """Every name that stands in the article as a place, text by text, each where it stands."""
    texts = _texts(article)
    reading = _reading(article, texts, home)
    return tuple(hit for text in texts for hit in _hits(text, reading))


def home_of(page: Page, articles: tuple[Article, ...]) -> Home:
    """Where the paper is at home: what its name says, else the page's label, datelines, the divisions named most."""
    named = _of_publication(page.publication or "")
    if named and named.level == "county" and _is_elsewhere(articles, named):
        named = None
    if named and (named.level != "province" or named.name in MUNICIPALITIES):
        return Home(named)
    province = named.path if named else ""
    if of_label := _of_label(simplified(page.page_label or ""), province):
        return Home(of_label, of_one_city=False)
    texts = tuple(text for article in articles for text in article.texts())
    return Home(_of_datelines(articles, province) or _most_named(texts, province) or named, of_one_city=False)


def _is_elsewhere(articles: tuple[Article, ...], county: Place) -> bool:
    """南江都市报 prints much of 佛山 and nothing of 南江县 or its towns: it is not that county's."""
    texts = tuple(text for article in articles for text in article.texts())
    own = (county.name, *(town.name for town in load().towns(county.path)))
    if any(name in text for text in texts for name in own):
        return False
    most = _most_named(texts, "")
    return most is not None and not within(most, _region(county) or county.path)


def _texts(article: Article) -> tuple[str, ...]:
    return tuple(text for text in (article.dateline, *article.texts()) if text)


# One text


def _hits(text: str, reading: Reading) -> Iterator[Hit]:
    """The places of one text, each also added to the reading."""
    start, before, stops = 0, None, _stops(text)
    while start < len(text):
        known = text[start : start + 2] in reading.heads or start in stops
        hit = _place_at(text, start, before, reading) if known else None
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


def _place_at(text: str, start: int, before: Hit | None, reading: Reading) -> Hit | None:
    """Behind a town a village is looked for first: 贾寨镇贾寨后村."""
    if before and before.place.level == "town":
        return village(text, start, before, reading) or _hit(text, start, before, reading)
    return _hit(text, start, before, reading) or village(text, start, before, reading)


def _hit(text: str, start: int, before: Hit | None, reading: Reading) -> Hit | None:
    """The longest name at `start` that stands there as a place."""
    lexicons = reading.beginning(text[start : start + 2])
    for end in sorted({end for lexicon in lexicons for end in lexicon.names.at(text, start)}, reverse=True):
        spot = Spot(text, start, end, before, reading)
        if spot.printed in groups():
            return (
                None
                if spot.followed_by(LINE) or person(spot)
                else Hit(start, end, spot.printed, groups()[spot.printed])
            )
        if spot.printed in zones():
            return zone(spot)
        names = [name for lexicon in lexicons for name in lexicon.meanings.get(spot.printed, ())]
        if name := meant(spot, names):
            return _lengthened(text, Hit(start, end, spot.printed, (name.place,), name.note), name, reading)
    return misprint(text, start, reading)


def _lengthened(text: str, hit: Hit, name: Name, reading: Reading) -> Hit:
    """聊城开发区 is one name, 东阿区 and 晏城街道办事处 too."""
    if hit.text.endswith("街道") and text.startswith("办事处", hit.end):
        return Hit(hit.start, hit.end + 3, hit.text + "办事处", hit.places, hit.note)
    if hit.place.level != "county":
        return with_zone(text, hit, reading)
    return of_wrong_rank(text, hit, reading) if name.bare else with_city(hit)


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
    """What is known before an article is read: the paper's city, or that of the article's dateline or places."""
    region = _region(home.place)
    province = home.place.path.split("/")[0] if home.place else ""
    if not home.of_one_city or not region:
        region = _region(_of_datelines((article,), province)) or region or _region(_most_named(texts, province))
    county = home.place.path if home.place and home.place.level == "county" else ""
    lexicons = [national(), *([towns(region)] if region else [])]
    return Reading(region, county, lexicons, "\n".join(texts), "" if home.of_one_city else province)


def _of_publication(name: str) -> Place | None:
    """聊城日报 → 聊城市, 大众日报 → 山东省, 今日昌邑 → 昌邑市."""
    gazetteer = load()
    if path := newspapers().get(name):
        return gazetteer.places[path]
    for start in range(len(name)):
        for end in range(len(name), start + 1, -1):
            named = (*gazetteer.named(name[start:end]), *gazetteer.bare.get(name[start:end], ()))
            found = [place for place in named if place.level in ("province", "city")] or list(named)
            if found and not abroad(found[0]) and (len(found) == 1 or found[0].level == "province"):
                return found[0]
    return None


def _of_label(label: str, province: str) -> Place | None:
    """C3 屏东新闻 → 屏东县: the page that a larger paper gives to one city."""
    found = PAGE_OF_A_CITY.search(label)
    named = next(_dateline_place(found[1], province), None) if found else None
    return named if named and _region(named) else None


def _of_datelines(articles: tuple[Article, ...], province: str) -> Place | None:
    """The city that most datelines name: 本报聊城讯, 花莲讯."""
    local = [article.dateline for article in articles if article.dateline and LOCAL.fullmatch(article.dateline)]
    counts = _by_region((place for line in local for place in _dateline_place(line, province)), province)
    return load().places[counts.most_common(1)[0][0]] if counts else None


def _dateline_place(line: str, province: str) -> Iterator[Place]:
    named = re.sub(r"^本报|讯.*$|\d.*$", "", line)
    found = (*load().named(named), *load().bare.get(named, ()))
    inside = [place for place in found if not province or within(place, province)]
    counties = [place for place in inside if within(place, "台湾省") and place.name.endswith("县")]
    if len({_region(place) for place in inside}) == 1:
        yield inside[0]
    elif len(counties) == 1:  # 嘉义 and 新竹, where the county surrounds the city
        yield counties[0]


def _most_named(texts: tuple[str, ...], province: str) -> Place | None:
    """The city of which the texts name most, if it is named twice at least and more than any other."""
    reading = Reading("", "", [national()], "")
    counts = _by_region((hit.place for text in texts for hit in _hits(text, reading)), province)
    (first, most), (_, next_most) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return load().places[first] if most > max(1, next_most) else None


def _by_region(places: Iterable[Place], province: str) -> Counter[str]:
    """How often the places of each city stand among these."""
    inside = (_region(place) for place in places if not province or within(place, province))
    return Counter(region for region in inside if region in load().places)
