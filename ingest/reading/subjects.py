"""What a figure measures, in the sentence's own words: the noun a reader would put in a table's first column.

    subjects("建成省级工匠学院4个，惠及职工万余人。", its quantities) → ("省级工匠学院", "职工")
    subjects("预算收入完成22.03亿元，同比增长26.4%。", …)            → ("预算收入", "预算收入")

A newspaper puts the noun right behind the number (165家企业), or before it (企业165家, 收入达3亿元), or not at all,
because it was just named (同比增长26.4%). RULES asks in that order; 分别 lists are dealt out first. The clause around
a number ends at punctuation and at its neighbours' numbers; the words that link number and noun are rows of
tables/subject_words.tsv. Start reading at `subjects`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.reading.quantities import Quantity
from ingest.rules import rows, table

TABLES = Path(__file__).parent / "tables"
LONGEST = 20
"""Characters of the longest subject: what does not fit a table's cell is a clause, no noun."""

_BREAK = re.compile(r"[，；：。！？,;:!?…—\s]")
_CLOSED = str.maketrans("", "", "“”‘’《》（）()【】")


@dataclass(frozen=True)
class Place:
    """A quantity in its clause: what a rule can ask about."""

    quantity: Quantity
    left: str
    """From the clause's beginning, or the quantity before, to the number."""
    right: str
    """From the unit to the clause's end or the next quantity."""
    carried: str | None
    """The subject of the figure before."""


def subjects(sentence: str, quantities: Sequence[Quantity], carried: str | None = None) -> tuple[str | None, ...]:
    """The subject of each quantity of a sentence; `carried` is what the sentence before spoke of."""
    found: list[str | None] = []
    dealt = _dealt_out(sentence, quantities)
    for index, quantity in enumerate(quantities):
        if index and quantities[index - 1].start == quantity.start:
            found.append(found[-1])
            continue
        place = _place(sentence, quantities, index, found[-1] if found else carried)
        subject = dealt.get(index)
        if isinstance(subject, int):
            subject = found[subject] if subject >= 0 else place.carried
        found.append(subject or next((noun for rule in RULES if (noun := rule(place))), None))
    return tuple(found)


def _place(sentence: str, quantities: Sequence[Quantity], index: int, carried: str | None) -> Place:
    quantity = quantities[index]
    before = max((q.end for q in quantities[:index] if q.end <= quantity.start), default=0)
    after = min((q.start for q in quantities[index + 1 :] if q.start >= quantity.end), default=len(sentence))
    left = _BREAK.split(sentence[before : quantity.start])[-1]
    right = _BREAK.split(sentence[quantity.end : after])[0]
    return Place(quantity, left, right, carried)


# --- rules, in the order they are asked


def noun_behind(place: Place) -> str | None:
    """165家|企业, 970万元的|小微企业主贷款; shares and ranks have their noun before them."""
    if place.quantity.kind in ("percent", "multiple", "rank", "age") and not place.right.startswith("的"):
        return None
    return _noun_at(place.right)


def prize_behind(place: Place) -> str | None:
    """3人荣获|全国五一劳动奖章, 6个驿站被评为|全国最美工会驿站"""
    won = re.match(f"(?:{_words('won')})", place.right) if place.quantity.unit in ("人", "名", "位") else None
    return _noun_at(place.right[won.end() :]) if won else None


def noun_before(place: Place) -> str | None:
    """企业|165家, 纸质使用率|仅为16.5%, 组织劳模工匠宣讲|200余场"""
    noun = _noun_before(place.left)
    if noun and place.carried and re.fullmatch(_words("relation"), noun):
        return noun if noun in place.carried else place.carried + noun
    return noun


def noun_carried(place: Place) -> str | None:
    """同比增长26.4%: of what the sentence just named"""
    return place.carried


def words_behind(place: Place) -> str | None:
    """57公里|流过东阿县, 仅用3天时间|就完成审批流程: the whole short clause says it"""
    words = place.right.lstrip("的").translate(_CLOSED)
    return words if 1 < len(words) <= LONGEST else None


RULES: tuple[Callable[[Place], str | None], ...] = (noun_behind, prize_behind, noun_before, noun_carried, words_behind)


# --- distributive lists


def _dealt_out(sentence: str, quantities: Sequence[Quantity]) -> dict[int, str | int]:
    """Index of each figure of a 分别 list → its name, or the index of the figure it goes with.

    对尼日利亚、多哥分别出口1.8亿元、1.1亿元 names the receivers; 4.3万吨，价值8.9亿元，分别增长39.6%、39.4% deals
    the shares out to the two figures before.
    """
    dealt: dict[int, str | int] = {}
    for word in re.finditer("分别", sentence):
        first = next((i for i, q in enumerate(quantities) if q.start >= word.end()), None)
        if first is None or quantities[first].start - word.end() > 12:
            continue
        count = _list_length(sentence, quantities, first)
        names = _names(_BREAK.split(sentence[: word.start()])[-1])
        for offset in range(count):
            if len(names) == count > 1:
                dealt[first + offset] = names[offset]
            elif count > 1 and first >= count:
                dealt[first + offset] = dealt.get(first + offset - count, first + offset - count)
    return dealt


def _list_length(sentence: str, quantities: Sequence[Quantity], first: int) -> int:
    """How many quantities stand in a row, parted by 、 or 和 alone."""
    last = first
    while last + 1 < len(quantities) and re.fullmatch(
        "[、和及与，]+", sentence[quantities[last].end : quantities[last + 1].start]
    ):
        last += 1
    return last - first + 1


def _names(words: str) -> list[str]:
    words = re.sub("^.*(?:其中|对|向|往|与)(?=[^、]*、)", "", words)
    return [name.translate(_CLOSED) for name in re.split("[、和及与]", words) if name]


# --- nouns


def _noun_at(words: str) -> str | None:
    """The noun that begins here: “信用E贷” whole, 工会驿站 of 工会驿站的建设."""
    words = re.sub(r"^(?:的|多|余|\([^)]*\)|（[^）]*）)+", "", words)
    if quoted := re.match("[“‘《]([^”’》]{2,20})[”’》]", words):
        return quoted[1]
    end = re.search(f"[、“‘《（(/]|{_words('ends')}|$", words)
    noun = words[: end.start()] if end else words
    return noun[:LONGEST].translate(_CLOSED) if len(noun) > 1 else None


def _noun_before(words: str) -> str | None:
    """The noun that ends here, without its verb, its adverbs and what links it to the number."""
    words = words.lstrip("、”’)）的")
    compared = re.search(f"(?:{_words('compare')})", words)
    if compared and not words.endswith(compared[0]):
        words = words[: compared.start()]
    words = re.sub(r"[（(][^（()）]*[）)]$", "", _without_links(words))
    words = _without_links(words)
    words = _object_of_verb(_after_last_adverb(_without_openers(words)))
    words = _short(_without_openers(words)).translate(_CLOSED).strip("、")
    return words if len(words) > 1 else None


def _without_links(words: str) -> str:
    return re.sub(f"(?:{_words('link')})+$", "", words)


def _without_openers(words: str) -> str:
    while True:
        shorter = re.sub(f"^(?:{_times()}|其中|{_words('opener')}|[、”’）)])", "", words)
        if shorter == words:
            return words
        words = shorter


def _after_last_adverb(words: str) -> str:
    """全市新建工会组织, 文化宫累计|服务职工: who did it is not what is counted"""
    parts = re.split(f"(?:{_words('adverb')})(?=..)", words)
    return parts[-1] if len(parts[-1]) > 1 else words


def _object_of_verb(words: str) -> str:
    """组织|劳模工匠宣讲, 聊城市总工会开展|普法宣传"""
    verbs = [match for match in re.finditer(f"(?:{_words('verb')})了?", words) if len(words) - match.end() > 1]
    return words[verbs[-1].end() :] if verbs else words


def _short(words: str) -> str:
    """A noun fit for a table's cell: 省级以上各类科创平台 of 中心、实验室等省级以上各类科创平台."""
    for cut in ("等", "的", "、"):
        if (
            len(words) > LONGEST // 2
            and len(tail := words.rpartition(cut)[2]) > 1
            and (cut == "等" or len(words) > LONGEST)
        ):
            words = tail
    return words if len(words) <= LONGEST else ""


@cache
def _words(role: str) -> str:
    """The words of one role as alternatives, longest first."""
    words = {
        word for _, row in rows(TABLES / "subject_words.tsv") if row["role"] == role for word in row["words"].split()
    }
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _times() -> str:
    return "|".join(f"(?:{rule.pattern.pattern})" for rule in table(TABLES / "periods.tsv"))
