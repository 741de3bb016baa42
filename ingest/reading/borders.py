"""Where words part: whether a place's name is a word of its own, or halves of the words around it.

    is_a_word("比赛中卫冕", 2, 4)  →  False     比赛|中|卫冕 is much likelier than 比赛|中卫|冕
    is_a_word("来到中卫看", 2, 4)  →  True

The likeliest words of the characters around are found by how often each word is used. Names are words too: those of
persons behind what announces them (局长常德明), foreign ones written by sound (希门尼斯). Start reading at `is_a_word`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from ingest.gazetteer import TABLES, abroad, everyday_words, load, word_weights
from ingest.model import Place
from ingest.names import GIVEN, SOUNDS, surnames
from ingest.rules import words

AROUND = 8
"""Characters on either side that are looked at."""

CORPUS = 26
"""All words of the corpus that word_weights counts, as a power of two. Costs are in bits: 26 less a word's own."""
PLACE = {"country": 16, "province": 15, "city": 18, "county": 20}
"""What the name of a place costs at most, by its level."""
PLACE_ABROAD = 21
"""… of a city in another country."""
LONGER = 12
"""What a word of longer_words.tsv costs."""
UNKNOWN = 22
"""What a character costs that is no everyday word."""
FAR = 10_000
"""What is no word at all costs."""
DOUBT = 2
"""How much cheaper than the name another reading must be."""

SOUND = (10, 6)
"""What a name written by sound costs, and each of its characters."""
OFTEN_ALONE = "于以约再因当只地日都多本里可"
"""Characters of sound that more often are words of their own: 于江西吉安 is none by sound."""
LONGEST = 8
"""Characters of the longest name written by sound."""

STATES = frozenset("州邦郡")
"""What ends the name of a state abroad behind its sounds: 昆士兰州."""
STATE = 2
"""What it costs there."""

SURNAME = {1: 8, 2: 10, 3: 12, 4: 15}
"""What a surname costs where a person is announced, by its class in surnames.tsv."""
GIVEN_CHARACTER = (6, 10)
"""What a character of a given name costs: one that many names have, another one."""

TITLE = (
    "[局处科部厅市县区镇乡村省州校院所站会社行厂矿队团师军司署组班排连营股馆台庭]长|书记|主任|主席|委员|代表|理事|经理|总裁|董事"
    "|总监|总理|总统|大使|领事|议员|院士|导演|演员|教练|选手|球员|队员|运动员|前锋|中锋|后卫|门将|教授|讲师|老师|教师|医生|护士"
    "|医师|药师|大夫|律师|法官|检察官|民警|警官|军官|司机|工人|农民|村民|居民|市民|社员|职工|员工|学生|博士|硕士|研究员|工程师"
    "|设计师|技师|厨师|会计|编剧|编导|主持人|发言人|负责人|承包人|司令|司令员|政委|参谋|将军|战士|士兵|烈士|先生|女士|同学|同志"
    "|歌手|棋手|骑手|球迷|[作画专学艺乐剧蹈影法业动育论史险藏琴评唱奏曲雕诗]家|名叫|叫做|取名"
)
"""What announces a person's name, which follows it at once."""
TITLES = re.compile(TITLE)
ANNOUNCED = re.compile(f"(?:{TITLE})(?:[一-鿿]{{2,3}}[、和与及])*$")
"""A person's name begins behind it: 局长|, 选手孙小禾和|."""

Persons = dict[int, dict[int, int]]
"""Where an announced person's name begins: where it ends: what it costs."""


def is_a_word(text: str, start: int, end: int) -> bool:
    """Whether the name that stands there is a word of its own in the likeliest reading of the characters around it."""
    return not _may_be_cut(text, start, end) or _is_likeliest(text, start, end)


def announced(text: str) -> frozenset[str]:
    """The names of persons in a text that a title announces: 局长常德明 → 常德明, and 常德 as well."""
    ends = (match.end() for match in TITLES.finditer(text))
    names = (text[end : end + length] for end in ends for length in (2, 3) if text[end : end + 1] in surnames())
    return frozenset(name for name in names if GIVEN.issuperset(name[1:]))


def _may_be_cut(text: str, start: int, end: int) -> bool:
    """Whether there is anything to weigh: a word over one of the name's borders, sounds before it, a title."""
    everyday, longer, inner = everyday_words(), _longer_words(), range(start + 1, end)
    return (
        any(text[max(0, start - n) : to] in everyday for n in (1, 2, 3) for to in inner)
        or any(text[at : end + n] in everyday for n in (1, 2, 3) for at in inner)
        or any(text[max(0, start - n) : end + m] in longer for n in range(5) for m in range(4))
        or (text[max(0, start - 1)] in SOUNDS and text[start] in SOUNDS)
        or bool(TITLES.search(text, max(0, start - 12), start))
    )


def _is_likeliest(text: str, start: int, end: int) -> bool:
    left, right = _around(text, start, end)
    piece, first, last = text[left:right], start - left, end - left
    persons = _persons(text, left, right)
    before, after = _cost(piece[:first], persons), _cost(piece[last:], _from(last, persons))
    return before + _cost_of_place(piece[first:last]) + after <= _cost(piece, persons, (first, last)) + DOUBT


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The Han characters around a name, a few on either side."""
    left, right = start, end
    while left > max(0, start - AROUND) and "一" <= text[left - 1] <= "鿿":
        left -= 1
    while right < min(len(text), end + AROUND) and "一" <= text[right] <= "鿿":
        right += 1
    return left, right


def _persons(text: str, left: int, right: int) -> Persons:
    """The names of persons that are announced, counted from `left`."""
    if not TITLES.search(text, max(0, left - 12), right):
        return {}
    begins = (at for at in range(left, right - 1) if ANNOUNCED.search(text, max(0, at - 12), at))
    return {at - left: dict(_names_at(text, at, left, right)) for at in begins}


def _from(offset: int, persons: Persons) -> Persons:
    """The same counted from an offset."""
    return {at - offset: {end - offset: cost for end, cost in ends.items()} for at, ends in persons.items()}


def _names_at(text: str, at: int, left: int, right: int) -> Iterator[tuple[int, int]]:
    for size in (1, 2):
        rank = surnames().get(text[at : at + size])
        for end in range(at + size + 1, min(right, at + size + 2) + 1):
            if rank:
                given = text[at + size : end]
                yield end - left, SURNAME[rank] + sum(GIVEN_CHARACTER[c not in GIVEN] for c in given)


def _cost(piece: str, persons: Persons, name: tuple[int, int] | None = None) -> int:
    """What the cheapest cut of a piece into words costs; with `name`, of the cuts that go through that name."""
    best = [0] + [FAR] * len(piece)
    for start in range(len(piece)):
        for end, cost in chain(_words_at(piece, start, name), persons.get(start, {}).items()):
            if end <= len(piece) and best[start] + cost < best[end]:
                best[end] = best[start] + cost
    return best[-1]


def _words_at(piece: str, start: int, name: tuple[int, int] | None) -> Iterator[tuple[int, int]]:
    """(end, cost) of the words that begin there."""
    sounding = piece[start] not in OFTEN_ALONE and not (name and start == name[0])
    for end in range(start + 1, min(len(piece), start + LONGEST) + 1):
        word = piece[start:end]
        sounding = sounding and word[-1] in SOUNDS
        if sounding and len(word) > 2:
            yield end, SOUND[0] + SOUND[1] * len(word)
            if piece[end : end + 1] in STATES:
                yield end + 1, SOUND[0] + SOUND[1] * len(word) + STATE
        if not name or not _holds(start, end, *name) or (word in _longer_words() and (start, end) != name):
            yield end, _cost_of_word(word)


def _holds(start: int, end: int, first: int, last: int) -> bool:
    """Whether a word holds a whole name (中国队), or begins with its rank (北京|市委)."""
    return (start <= first and last <= end) or (start == last - 1 > first + 1 and end > last)


@lru_cache(maxsize=100_000)
def _cost_of_word(word: str) -> int:
    if word in _longer_words():
        return LONGER
    weight = word_weights().get(word)
    if weight is not None:
        return CORPUS - weight
    if len(word) == 1:
        return UNKNOWN
    return _cost_of_place(word) if word in load().full or word in load().bare else FAR


@cache
def _longer_words() -> frozenset[str]:
    return words(TABLES / "longer_words.tsv")


@lru_cache(maxsize=10_000)
def _cost_of_place(name: str) -> int:
    found = (*load().named(name), *load().bare.get(name, ()))
    seldom = min(map(_cost_by_level, found), default=UNKNOWN)
    return min(seldom, CORPUS - word_weights().get(name, 0))


def _cost_by_level(place: Place) -> int:
    return PLACE_ABROAD if place.level == "city" and abroad(place) else PLACE.get(place.level, UNKNOWN)
