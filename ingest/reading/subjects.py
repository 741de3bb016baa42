"""What a figure measures, in the sentence's own words: the noun a reader would put in a table's first column.

    建成省级工匠学院4个，惠及职工万余人。  → 省级工匠学院, 职工
    预算收入完成22.03亿元，同比增长26.4%。 → 预算收入, 预算收入

A newspaper puts the noun right behind the number (165家企业), or before it (企业165家, 收入达3亿元), or not at all,
because it was just named (同比增长26.4%). RULES asks in that order; 分别 lists are dealt out first. The clause around
a number ends at punctuation and at its neighbours' numbers; nouns.py finds the noun in it.
Start reading at `subjects`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.reading.nouns import (
    LONGEST,
    begins_with,
    ends_with,
    is_word,
    noun_at,
    noun_before,
    opens_only,
    tidy,
    without_ending,
    without_openers,
)
from ingest.reading.quantities import Quantity
from ingest.reading.units import counted_nouns

_NEAR = 60
"""Characters around a number in which its noun is looked for."""
_SHORT_NOUN = (
    "(?:[\u4e00-\u9fff](?<![中内外里前后上下来去多余们制版类级型式性化量率时早起许获赴用送写演和与及或])(?=$|[的、和])"
    "|[村乡镇县区市省人车船马牛羊猪鸡鱼楼桥路井树书信房店厂校班队](?=[都均全共就已被也签派参])"
    "|人(?=[在到围坐轻重受]))"
)
"""村, 车, 书: nouns of one character, alone between unit and 的 or the clause's end, or before 都 and the like."""
_BARE_VERB = re.compile(
    "[只就才还又也便再仅一共]*.{1,2}(?:[了过]|(?<![支产演输进])出)"
    "|[就只又还]?(?!收成|提成|分成|[楼线网地以村路]).[住上下成完掉起]"
)
"""只卖出|27碗, 保住了|1150只, 办成|49件: what was sold or saved was named before."""
_BREAK = re.compile(r"[，；：。！？,;:!?…—\s]")


@dataclass(frozen=True)
class Spot:
    """A quantity in its clause: what a rule can ask about."""

    quantity: Quantity
    left: str
    """From the clause's beginning, or from the quantity before, to the number."""
    right: str
    """From the unit to the clause's end or to the next quantity."""
    beyond: str
    """The next clause, as far as its first quantity."""
    next_right: str | None
    """`right` of the next quantity where only 、 or nothing stands between: 3类16个项目."""
    before: str
    """The clause before, where no quantity stands in it."""
    carried: str | None
    """The subject of the figure before."""


def subjects(sentence: str, quantities: Sequence[Quantity], carried: str | None = None) -> tuple[str | None, ...]:
    """The subject of each quantity of a sentence; `carried` is what the sentence before spoke of."""
    found: list[str | None] = []
    dealt = _dealt_out(sentence, quantities)
    for index in range(len(quantities)):
        if index and _same_number(quantities[index - 1], quantities[index]):
            found.append(found[-1])
            continue
        spot = _spot(sentence, quantities, index, found[-1] if found else carried)
        subject = dealt.get(index)
        if isinstance(subject, int):
            subject = found[subject]
        found.append(subject or next((noun for rule in RULES if (noun := rule(spot))), None))
    return tuple(found)


def _same_number(one: Quantity, other: Quantity) -> bool:
    """The two ends of a range, and 50分 of 1小时50分."""
    return one.start == other.start or (one.end == other.start and one.kind == other.kind == "duration")


def _spot(sentence: str, quantities: Sequence[Quantity], index: int, carried: str | None) -> Spot:
    quantity, last = quantities[index], index
    while last + 1 < len(quantities) and quantities[last + 1].start == quantity.start:
        last += 1  # the second end of a range
    following = quantities[last + 1] if last + 1 < len(quantities) else None
    before = quantities[index - 1].end if index else 0
    clauses = ["", *_BREAK.split(sentence[max(before, quantity.start - _NEAR) : quantity.start])]
    right = _BREAK.split(sentence[quantity.end : following.start if following else quantity.end + _NEAR])[0][:_NEAR]
    next_clause = quantity.end + len(right) + 1
    until = following.start if following else next_clause + _NEAR
    beyond = _BREAK.split(sentence[next_clause : min(until, next_clause + _NEAR)])[0]
    next_right = None
    if following and sentence[quantity.end : following.start] in ("", "、", "和"):
        next_right = _BREAK.split(sentence[following.end : following.end + _NEAR])[0]
    return Spot(quantity, clauses[-1], right, beyond, next_right, "" if before else clauses[-2], carried)


# --- rules, in the order they are asked


def unit_itself(spot: Spot) -> str | None:
    """百余|企业"""
    return spot.quantity.unit if spot.quantity.unit in counted_nouns() else None


def prize_behind(spot: Spot) -> str | None:
    """3人荣获|全国五一劳动奖章"""
    if spot.quantity.unit not in ("人", "名", "位", "项", "家") or not (won := begins_with("won", spot.right)):
        return None
    return noun_at(spot.right[len(won) :])


def deed_in_time(spot: Spot) -> str | None:
    """3天时间就|完成审批流程, 14年来，|救援队先后参加660次救援"""
    if spot.quantity.kind != "duration":
        return None
    words = re.sub("^(?:的?时间)?(?:以?来|里|内|间|后|就|便|即|才)*", "", spot.right)
    if words:
        return None if words == spot.right or words.startswith("的") else noun_at(words) or noun_before(words)
    return noun_at(spot.beyond) if spot.right or opens_only(spot.left) else None


def attribute_in_front(spot: Spot) -> str | None:
    """海拔|1100米的半山, 总投资|5.5亿元: the noun that such a number belongs to"""
    noun = noun_before(spot.left) if spot.right else None  # else noun_in_front finds it
    return noun if noun and ends_with("attribute", noun) else None


def share_of(spot: Spot) -> str | None:
    """近三成|是老职工家属, 六成|青年社员; 80%的|农户 and shares of 占比80% are for the rules below."""
    if spot.quantity.kind not in ("percent", "multiple"):
        return None
    if said := re.match("(?:以上|以下|左右)?(?:都|均|也)?[是系为]", spot.right):
        return noun_at(spot.right[said.end() :])
    return noun_at(spot.right) if re.search("[成一二三四五六七八九]$|以上$", spot.quantity.text) else None


def noun_behind(spot: Spot) -> str | None:
    """165家|企业, 970万元的|小微企业主贷款; shares and ranks have their noun before them."""
    ratio = re.search("[:：]", spot.quantity.text)
    if spot.quantity.kind in ("percent", "multiple", "rank", "age") and not spot.right.startswith("的") and not ratio:
        return None
    if spot.quantity.kind == "count" and (short := re.match(_SHORT_NOUN, spot.right)):
        return short[0]
    return noun_at(spot.right)


def noun_of_group(spot: Spot) -> str | None:
    """3类16个|项目"""
    if spot.quantity.kind == "duration" or spot.next_right is None or spot.right:
        return None
    return noun_at(spot.next_right)


def noun_in_front(spot: Spot) -> str | None:
    """企业|165家, 纸质使用率|仅为16.5%, 组织劳模工匠宣讲|200余场"""
    if spot.carried and _BARE_VERB.fullmatch(without_openers(spot.left)):
        return None
    noun = noun_before(spot.left)
    if noun and spot.carried and is_word("relation", noun):
        whole = without_ending("relation", spot.carried)  # 出口降幅 after 出口增幅
        return noun if noun in spot.carried else (whole + noun)[-LONGEST:]
    return noun


def part_of_whole(spot: Spot) -> str | None:
    """46.9亿元，|占全市出口总值的|41.6%: what was named is held against a whole"""
    if not spot.left.startswith("占") or not (whole := tidy(re.sub(r"(?:[比达到近超约的]|超过)+$", "", spot.left[1:]))):
        return None
    named = f"{spot.carried or ''}占{whole}"
    return named if len(named) <= LONGEST else f"占{whole}"[:LONGEST]


def noun_carried(spot: Spot) -> str | None:
    """同比增长26.4%: of what the sentence just named"""
    return spot.carried


def noun_of_clause_before(spot: Spot) -> str | None:
    """他叫刘全福，|七十一岁: where no figure came before"""
    return noun_before(spot.before)


def words_behind(spot: Spot) -> str | None:
    """57公里|流过县境: the whole short clause says it"""
    words = tidy(re.sub("^[的了]", "", spot.right))
    return words if 1 < len(words) <= LONGEST and not begins_with("link", words) else None


def verb_in_front(spot: Spot) -> str | None:
    """仅耗时|一天半: at the least, what was done"""
    words = tidy(without_openers(spot.left))
    return words if 1 < len(words) <= 4 else None


RULES: tuple[Callable[[Spot], str | None], ...] = (
    unit_itself,
    prize_behind,
    deed_in_time,
    attribute_in_front,
    share_of,
    noun_behind,
    noun_of_group,
    part_of_whole,
    noun_in_front,
    noun_carried,
    noun_of_clause_before,
    words_behind,
    verb_in_front,
)


# --- distributive lists


def _dealt_out(sentence: str, quantities: Sequence[Quantity]) -> dict[int, str | int]:
    """Index of each figure of a 分别 list → its name, or the index of the figure it goes with.

    对尼日利亚、多哥分别出口1.8亿元、1.1亿元 names the receivers; 4.3万吨，价值8.9亿元，分别增长39.6%、39.4% deals
    the shares out to the two figures before.
    """
    dealt: dict[int, str | int] = {}
    starts = [quantity.start for quantity in quantities]
    for word in re.finditer("分别", sentence):
        first = bisect_left(starts, word.end())
        if first == len(starts) or starts[first] - word.end() > 12:
            continue
        count = _list_length(sentence, quantities, first)
        clause = _BREAK.split(sentence[max(0, word.start() - _NEAR) : word.start()])[-1]
        names = _names(re.sub(r"[（(][^（()）]*[）)]", "", clause))
        for index in range(first, first + count) if count > 1 else ():
            if len(names) == count:
                dealt[index] = names[index - first]
            elif first >= count:
                dealt[index] = dealt.get(index - count, index - count)
    return dealt


def _list_length(sentence: str, quantities: Sequence[Quantity], first: int) -> int:
    """How many quantities stand in a row, parted by 、 or 和 alone."""
    last = first
    while last + 1 < len(quantities) and re.fullmatch(
        "[、和及与]", sentence[quantities[last].end : quantities[last + 1].start]
    ):
        last += 1
    return last - first + 1


def _names(words: str) -> list[str]:
    words = re.sub("^.*(?:其中|对|向|往|与)(?=[^、]*、)", "", words)
    if begins_with("compare", words):
        return []
    names = [name for part in re.split("[、和及与]", words) if (name := tidy(part))]
    return [] if any(opens_only(name) for name in names) else names
