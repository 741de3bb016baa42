"""What only looks like a place: streets, longer words, two words that meet, persons.

    no_place(spot) of 海口 in 黄河入海口  →  True
    half_a_word(spot) of 范县 in 示范县  →  True

Single words are rows of tables/no_places.tsv (with example and counterexample) and longer_words.tsv.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from ingest.gazetteer import TABLES, everyday_words, load, word_weights
from ingest.names import SOUNDS, is_name, surnames
from ingest.reading.occurrences import occurrences
from ingest.reading.spots import Spot
from ingest.rules import Rule, table, words

GOES_ON = re.compile(
    "县[区级]|区(?:[域块间划]|位(?![于列居次]))|市(?:[场值]|价(?!格)|面(?![向临对积]))|镇[静定压]|乡(?:[愁亲贤土]|村[振旅建风])"
)
"""The last character of a full name begins another word: 茌平区域, 聊城市场."""

STREET = re.compile(
    "门(?=[外内桥站]|里?大街|路)|[东西南北中一二三四五六七八九十]?(?:路(?![灯政网况面局长段权过透演人途费标桥])|大街(?!小巷)|大道|街(?![道头])|巷|胡同|弄)"
)
"""What follows a bare name in the name of a street: 南京东路."""

ELSE = re.compile(
    "(?:自然|行政)?村(?![级镇民企超务居貌落])|[屯铺堡](?![兵垦])|盾(?![构牌甲])|[铢镑]|式(?!微)|族|湾(?!区)|半岛|海峡|盆地"
)
"""What follows a bare name in the name of something else: 河北铺, 西平自然村, 印尼盾, 英国式, 朝鲜族, 雷州湾."""

SPEAKS = re.compile("等人(?![口员才数类])|说|表示|介绍|告诉|坦言|认为|笑着|感慨|激动|高兴")
"""What follows a person's name."""

BEFORE_A_PERSON = re.compile("[^一-鿿]|[人员长师生工民友者客手兵孩哥姐弟妹叔婶嫂任记理导授警事练士星的岁叫]")
"""What stands before a person's name: 书记, 教练, 53岁的, 名叫."""

HONORIFIC = re.compile("同志|先生|女士|烈士")
"""What follows a person's whole name: 南阳同志."""

ALONE_ANNOUNCED = re.compile("(?:导演|演员|歌手|[作画艺剧影]家|编剧|主持人|名叫|取名)$")
"""What stands before a person's whole name, and seldom before a place's: 导演海宁."""

WELL_KNOWN = 12
"""Cities that stand this often in word_weights are themselves whatever is said of them."""

SOUND_RUN = re.compile(f"[{''.join(sorted(SOUNDS))}]+")

AFTER_A_NAME = re.compile("$|[^一-鿿]|[的和与及等在说是也都还又曾被把将对向从先]")
"""What stands behind a person's name."""

ENDS_A_NAME = "斯夫尔特姆顿森娜莉莱蒂茨"
"""Sounds that end names and begin few words."""

COMMON = 8
"""Weight in word_weights of a word that one may meet."""

NO_SURNAME = "于应连因为把给让使令有向从和方常时来过由经自到往进出回离去会同随跟如则又及都各全原本单代"
"""Surnames that are common words: 于济南举行 names no person."""


def goes_on(spot: Spot) -> bool:
    """Whether the last character of a full name begins another word."""
    return bool(GOES_ON.match(spot.text, spot.end - 1))


def half_a_word(spot: Spot) -> bool:
    """示范县 is no 范县: a name of two characters whose first one ends another word."""
    return len(spot.printed) == 2 and any(spot.left(n) + spot.printed[0] in everyday_words() for n in (1, 2))


def no_place(spot: Spot) -> bool:
    """Whether a bare name is part of a street, a longer word, two words, or a person's name."""
    return (
        spot.followed_by(STREET)
        or spot.followed_by(ELSE)
        or _is_hall(spot)
        or _within_a_word(spot)
        or person(spot)
        or any(_covers(rule, spot) for rule in _rules().get(spot.printed, ()))
    )


def person(spot: Spot) -> bool:
    """王海南说, 教练张济南: a surname before, and somewhere in the article what stands beside a person's name."""
    if _is_announced(spot):
        return True
    surname = spot.left(1)
    rank = surnames().get(surname)
    if rank is None or (rank > 1 and _is_country(spot.printed)):
        return False
    named = surname not in NO_SURNAME and _names_a_person(spot.reading.text, surname + spot.printed)
    return named or spot.followed_by(SPEAKS)


def _names_a_person(text: str, name: str) -> bool:
    return any(not start or BEFORE_A_PERSON.match(text, start - 1) for start in occurrences(text, name))


def begins_a_foreign_name(spot: Spot) -> bool:
    """罗马诺夫 and 巴西莱 are persons: one or two sounds more that begin no word follow the name of a place."""
    if not SOUNDS.issuperset(spot.printed):
        return False
    found = SOUND_RUN.match(spot.text, spot.end, spot.end + 3)
    longest = 1 if _is_country(spot.printed) else 2  # 瑞士洛桑 is a country and its city
    if found is None or len(found[0]) > longest:
        return False
    rest, behind = found[0], spot.text[found.end() : found.end() + 2]
    said = (rest, rest[-1:] + behind[:1], rest[-1:] + behind, rest + behind[:1])
    if any(word_weights().get(word, 0) >= COMMON for word in said if len(word) > 1):
        return False
    return bool(AFTER_A_NAME.match(behind)) or rest in ENDS_A_NAME


def _is_country(name: str) -> bool:
    """Few parents call a child so: 向伊朗 and 万泰国 name nobody, 王中国 may."""
    return any(place.level == "country" for place in load().named(name))


def _is_announced(spot: Spot) -> bool:
    """常德明 in an article with 局长常德明; 导演海宁, 南阳同志."""
    if spot.printed[0] not in surnames():
        return False
    if spot.text[spot.start : spot.end + 1] in spot.reading.persons:
        return True
    if not is_name(spot.printed) or word_weights().get(spot.printed, 0) >= WELL_KNOWN:
        return False
    return spot.followed_by(HONORIFIC) or bool(ALONE_ANNOUNCED.search(spot.left(3)))


def _is_hall(spot: Spot) -> bool:
    """卡通城 and 美罗城 are no 通城 and 罗城."""
    if len(spot.printed) != 2 or not spot.printed.endswith("城") or spot.beside:
        return False
    pair = spot.left(1) + spot.printed[0]
    return pair in everyday_words() or (len(pair) == 2 and SOUNDS.issuperset(pair))


def half_of_two_words(spot: Spot) -> bool:
    """信发现代 is no 信发: either half of a name of two characters belongs to a word beside it."""
    if len(spot.printed) != 2:
        return False
    right = spot.text[spot.start + 1 : spot.end + 1]
    return right in everyday_words() or spot.left(1) + spot.printed[0] in everyday_words()


def _within_a_word(spot: Spot) -> bool:
    """出海口 is no 海口."""
    return any(
        spot.left(n) + spot.text[spot.start : spot.end + m] in _longer_words()
        for n in (1, 2)
        for m in (0, 1, 2)
        if spot.start >= n
    )


def _covers(rule: Rule, spot: Spot) -> bool:
    found = rule.pattern.finditer(spot.text, max(0, spot.start - 6), spot.end + 8)
    return any(match.start() <= spot.start and spot.end <= match.end() for match in found)


@cache
def _rules() -> dict[str, list[Rule]]:
    """The rows of no_places.tsv by the name that they are about."""
    found = defaultdict(list)
    for rule in table(TABLES / "no_places.tsv"):
        found[rule.row["place"]].append(rule)
    return dict(found)


@cache
def _longer_words() -> frozenset[str]:
    """Words of which the name of a place may be a part: 老北京 is none of them."""
    return frozenset(word for word in everyday_words() if word[0] not in "大小老新") | words(
        TABLES / "longer_words.tsv"
    )
