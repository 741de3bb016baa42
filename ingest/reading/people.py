"""Who stands in an article, in which office: names, with the titles before them and the organisations before those.

    侯营镇党委副书记、镇长贾仲健表示：“…”   →  贾仲健, 党委副书记、镇长, of 侯营镇; quoted
    聊城市副市长、市公安局局长李强         →  李强 twice: 副市长 of 聊城市, 局长 of 聊城市公安局
    该校副校长刘淑娟                     →  the school that the article named last

Names are found by person_names.py, organisations by organisations.py; here the words between them are read from the
name leftwards: title, 、 title, organisation, and again. Start reading at `people`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.layout.credit_text import is_office
from ingest.model import Byline, Organisation, OrganisationMention, PersonMention, Place
from ingest.reading import organisations as offices
from ingest.reading import person_names as names
from ingest.reading.places import Located
from ingest.rules import rows

TABLES = Path(__file__).parent / "tables"

QUALIFIED = (
    "(?:原|前|时任|现任|新任|副|总|代|首席|常务|常务副|名誉|执行|高级|首任|第一|党组|党委|党总支|党支部|党工委|团委|工会|支部|纪委|总支|机关|工委|党校|理事会|董事会|村委会|居委会|"
    "一级|二级|三级|四级|专职|兼职|技术|销售|生产|生产部|项目|行政|市场|财务|人事|营销|运营|车间|驻村|村|社区|代表性|国家级|省级|市级|"
    '[“‘"][^”’"]{1,6}[”’"]|法定|特级|资深|知名|著名|优秀|退休|年轻|分管)*'
)
"""What may stand before a title and is part of it: 党组|书记, 副|局长, 专职|相声演员."""
JOINT = re.compile("(?:、|兼任?|暨|，兼|及)$")
"""Between two titles of one person."""
IN = re.compile("(?:在|作为|来自|，)$")
BARE = re.compile("(?:该?(?:公司|集团|学校|医院|合作社|协会|中心)|该[校院局行社会])$")
"""Right before a title, an organisation that the article has named: 公司总经理, 该校副校长."""
GAP = re.compile("(?:[（(][^（）()]{2,20}[）)])?[，,]?$")
"""Between an organisation and a title that belongs to it: （以下简称“华泰化工”），技术副总."""
AGED = re.compile("\\d{1,3}岁的?$|今年\\d{1,3}岁的$")
QUOTE_BEFORE = re.compile('[”’"][^“”‘’"。！？]{0,60}$')
QUOTE_BEHIND = re.compile(
    "[^。！？“”]{0,20}(?:说|表示|道|介绍|称|告诉记者|坦言|认为|指出|强调)[^。！？“”]{0,12}[：:，,]"
)
DIVISION = ("city", "county", "town", "village", "province")


@dataclass(frozen=True)
class Office:
    """A title and whose it is."""

    title: str | None
    organisation: Organisation | None
    start: int
    """Where its words begin in the text."""


def people(
    found: Sequence[Located], spots: Sequence[Sequence[offices.Spot]], home: Place | None
) -> tuple[PersonMention, ...]:
    """The persons that an article's texts name, in the order of their first mention; one row for each office."""
    covered = [taken(located, inside) for located, inside in zip(found, spots, strict=True)]
    named = names.spots([located.text for located in found], covered)
    held: dict[str, list[tuple[Office, str]]] = {}
    counts: Counter[str] = Counter()
    quoted: set[str] = set()
    rules: dict[str, str] = {}
    reader = _Reader(found, spots, home)
    for index, (located, inside) in enumerate(zip(found, named, strict=True)):
        for spot in inside:
            counts[spot.name] += 1
            held.setdefault(spot.name, [])
            for office in reader.offices(index, spot):
                held[spot.name].append((office, located.text[office.start : spot.end]))
            rules.setdefault(spot.name, "name")
            rule = _rule(located.text, spot)
            if RULES.index(rule) < RULES.index(rules[spot.name]):
                rules[spot.name] = rule
            if _is_quoted(located.text, spot):
                quoted.add(spot.name)
    return tuple(
        PersonMention(name, "named", text, office.title, office.organisation, counts[name], name in quoted, rules[name])
        for name, all_held in held.items()
        for office, text in _different(all_held) or [(Office(None, None, 0), name)]
    )


RULES = ("office", "occupation", "private", "speech", "name")
"""What tells a person, the clearest first."""


def writers(bylines: Sequence[Byline], publication: str | None) -> tuple[PersonMention, ...]:
    """The persons of the byline; at home in the paper where that is known."""
    paper = Organisation(publication, "media", None) if publication else None
    persons = [byline for byline in bylines if 1 < len(byline.name) < 5 or "·" in byline.name]
    return tuple(
        PersonMention(byline.name, "writer", byline.name, byline.role, paper, 1, False, "byline")
        for byline in persons
        if not is_office(byline.name) and not re.search("[局委办院校部会社站]$", byline.name)
    )


def organisation_mentions(spots: Sequence[Sequence[offices.Spot]]) -> tuple[OrganisationMention, ...]:
    """One for each organisation and printed form, in the order of the text."""
    counts: Counter[tuple[Organisation, str]] = Counter()
    notes: dict[tuple[Organisation, str], str | None] = {}
    for spot in (spot for text in spots for spot in text):
        counts[spot.organisation, spot.text] += 1
        notes.setdefault((spot.organisation, spot.text), spot.note)
    return tuple(OrganisationMention(*form, count, notes[form]) for form, count in counts.items())


class _Reader:
    """Reads offices leftwards from names."""

    def __init__(self, found: Sequence[Located], spots: Sequence[Sequence[offices.Spot]], home: Place | None) -> None:
        self._found, self._spots = found, spots
        self._offices = offices.Offices(home, found)

    def offices(self, index: int, name: names.Spot) -> list[Office]:
        """The offices that stand before a name, in the order of the text; the organisation alone where no title is."""
        text = self._found[index].text
        groups: list[Office] = []
        at, titles_end = name.start, name.start
        titles_start: int | None = None
        while True:
            title = self._title(index, at)
            if title is not None:
                titles_start = at = title
                joint = JOINT.search(text, max(0, at - 2), at)
                organisation, start = self._owner(index, at, ranked=not joint)
                if organisation:
                    groups.insert(0, Office(text[titles_start:titles_end], organisation, start))
                    joint = JOINT.search(text, max(0, start - 2), start)
                    if not joint:
                        return groups
                    at = titles_end = joint.start()
                    titles_start = None
                    continue
                if joint:
                    at = joint.start()
                    continue
            break
        if titles_start is not None:
            groups.insert(0, self._without_owner(index, text, titles_start, titles_end, name))
            return groups
        if not groups:
            organisation, start = self._owner(index, name.start, offices_only=True)
            return [Office(None, organisation, start)] if organisation else self._as(index, text, name)
        return groups

    def _without_owner(self, index: int, text: str, start: int, end: int, name: names.Spot) -> Office:
        """A title without an organisation right before it: 公司总经理王红丽, 在某公司，技术副总马德龙."""
        title = text[start:end]
        gap = GAP.search(text, max(0, start - 26), start)
        if gap and gap[0] and _kind(title) == "office":
            ends = {spot.end: spot for spot in self._spots[index]}
            if (owner := ends.get(gap.start())) and re.search("在$", text[: owner.start]):
                return Office(title, owner.organisation, owner.start)
        before = BARE.search(text, max(0, start - 4), start)
        named = self._last(index, start, before[0].removeprefix("该")) if before else None
        return Office(title, named, before.start() if before and named else start)

    def _last(self, index: int, at: int, short: str) -> Organisation | None:
        """The organisation named last before, that goes by this short name."""
        for number in range(index, -1, -1):
            for spot in reversed(self._spots[number]):
                if (number < index or spot.end <= at) and short in offices.shorts(spot.organisation):
                    return spot.organisation
        return None

    def _as(self, index: int, text: str, name: names.Spot) -> list[Office]:
        """作为聊城曲艺家协会专职相声演员，蒋珂新 …"""
        if text[name.start - 1 : name.start] not in ("，", ","):
            return []
        title = self._title(index, name.start - 1)
        if title is None:
            return []
        organisation, start = self._owner(index, title)
        if text[max(0, start - 2) : start] != "作为":
            return []
        return [Office(text[title : name.start - 1], organisation, start)]

    def _title(self, index: int, end: int) -> int | None:
        """Where the title begins that ends there: behind the organisation, where its words reach into that."""
        text = self._found[index].text
        start = _title_at(text, end)
        if start is None:
            return None
        ends = [spot.end for spot in self._spots[index] if spot.start < start < spot.end < end]
        ends += [hit.end for hit in self._found[index].hits if hit.start < start < hit.end < end]
        inner = max(ends, default=start)
        return inner if _title_pattern().fullmatch(text, inner, end) else start

    def _owner(
        self, index: int, at: int, offices_only: bool = False, ranked: bool = True
    ) -> tuple[Organisation | None, int]:
        """The organisation or division whose name ends there, and where that begins."""
        ending = [spot for spot in self._spots[index] if spot.end == at]
        if ending:
            return ending[0].organisation, ending[0].start
        near = [spot for spot in self._spots[index] if spot.end < at <= spot.end + 8]
        if near and re.fullmatch("[一-鿿]{1,6}[部科室处股组系所车间]", self._found[index].text[near[-1].end : at]):
            return near[-1].organisation, near[-1].start
        text = self._found[index].text
        if offices_only:
            return None, at
        hits = [hit for hit in self._found[index].hits if hit.end == at and hit.place.level in DIVISION]
        headed = _is_head(text, at)
        if hits and headed:
            first = hits[0].start
            for hit in reversed(self._found[index].hits):
                first = hit.start if hit.end == first else first
            return Organisation(hits[0].place.name, "division", hits[0].place), first
        if ranked and headed and offices.RANK.match(text, at) and (place := self._offices.meant(text[at])):
            return Organisation(place.name, "division", place), at
        return None, at


def _is_head(text: str, at: int) -> bool:
    """Whether the title that begins there is one that a division itself has."""
    return bool(_head_pattern().match(text, at))


def _different(held: list[tuple[Office, str]]) -> list[tuple[Office, str]]:
    """Each organisation and title once, the fuller words for the emptier ones."""
    kept: list[tuple[Office, str]] = []
    for office, text in held:
        same = [other for other, _ in kept if other.organisation == office.organisation]
        if same and (office.title is None or any(office.title in (other.title or "") for other in same)):
            continue
        elsewhere = office.organisation is None and any(other.organisation for other, _ in kept)
        if elsewhere and (office.title is None or any(office.title in (other.title or "") for other, _ in kept)):
            continue
        kept.append((office, text))
    with_owner = {office.title for office, _ in kept if office.organisation}
    return [
        (office, text)
        for office, text in kept
        if office.organisation or (office.title not in with_owner and (office.title or not with_owner))
    ]


def _title_at(text: str, end: int) -> int | None:
    """Where the title begins that ends there."""
    match = _title_pattern().search(text, max(0, end - 18), end)
    return match.start() if match else None


def _kind(title: str) -> str | None:
    return names.title_before(title, len(title))


def _rule(text: str, spot: names.Spot) -> str:
    if kind := names.title_before(text, spot.start):
        return kind
    if names.title_behind(text, spot.end):
        return "office"
    return "speech" if names.speech_at(text, spot.end) == "says" else "name"


def _is_quoted(text: str, spot: names.Spot) -> bool:
    """Whether his words stand before the name (“…”贾仲健说) or behind it (贾仲健说：“…”)."""
    says = names.speech_at(text, spot.end) == "says"
    return (says and bool(QUOTE_BEFORE.search(text, max(0, spot.start - 80), spot.start))) or bool(
        QUOTE_BEHIND.match(text, spot.end)
    )


def taken(located: Located, inside: Sequence[offices.Spot]) -> set[int]:
    """The characters of a text that belong to places and organisations."""
    places = {at for hit in located.hits if hit.end - hit.start > 1 for at in range(hit.start, hit.end)}
    return places | {at for spot in inside for at in range(spot.start, spot.end)}


@cache
def _title_pattern() -> re.Pattern[str]:
    words = [row["word"] for _, row in rows(TABLES / "person_titles.tsv") if row["stands"] == "before"]
    longest = sorted(
        (word for word in words if word not in ("叫", "名叫", "叫做", "取名", "名为")), key=len, reverse=True
    )
    return re.compile(QUALIFIED + "(?:" + "|".join(map(re.escape, longest)) + ")$")


@cache
def _head_pattern() -> re.Pattern[str]:
    words = [row["word"] for _, row in rows(TABLES / "person_titles.tsv") if row["head"] == "yes"]
    longest = sorted(words, key=len, reverse=True)
    return re.compile(
        "(?:党委|党工委|党支部|党总支|常务|[省市县区镇乡村]委)*副?(?:" + "|".join(map(re.escape, longest)) + ")"
    )
