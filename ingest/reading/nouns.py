"""Finds the noun at the edge of a few words, by what stands around nouns: no dictionary of nouns, no parser.

    noun_before("市总工会累计开展普法宣传") → 普法宣传       noun_at("棉服企业的代表齐聚一堂") → 棉服企业

The words that part nouns from the rest of a clause are rows of tables/subject_words.tsv, each with a role; where
two readings compete, the longest word of the table wins. Start reading at `noun_before`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from ingest.reading.units import unit_at
from ingest.rules import rows, table

TABLES = Path(__file__).parent / "tables"
LONGEST = 20
"""Characters of the longest noun that fits a table's cell; a longer one is a clause."""
ORDINARY = 12
"""Characters of an ordinary noun: in a longer one another verb, or 等, is looked for."""

_EACH = re.compile(
    "(?:平均|按)?(?:每|(?<![第同统唯])一)(?P<unit>[^每一]{1,3})$|第[一二三四五六七八九十\\d]{1,3}[期批季轮]$"
)
"""收购价每公斤, 房租一年: the price is the noun."""
_TIME_ENDS = "年月日季度末底来半"
_UNTIL = re.compile("[“‘《（(/]|、(?!.*的)")


def noun_at(words: str) -> str | None:
    """The noun that the words begin with: 工会驿站 of 工会驿站的建设; None where they begin with something else."""
    words = re.sub(r"^(?:[前后内间宽长高深厚重装]?的|[（(][^（()）]*[)）])+", "", words)
    if quoted := re.match("[“‘《][^”’》]{2,20}[”’》]", words):
        return tidy(quoted[0] + _before_end(_UNTIL.split(words[quoted.end() :])[0]))
    noun = _noun_of(_UNTIL.split(words)[0])
    return tidy(noun) if len(noun) > 1 else None


def noun_before(words: str) -> str | None:
    """The noun that the words end with, without its verb, its adverbs and what links it to the number."""
    words = re.sub(r"[（(][^（()）]*[）)]$", "", _without_links(words.lstrip("、和及与”’)）的")))
    words = _without_links(without_openers(_before_comparison(words)))
    for shortened in (_after_last_adverb, _object_of_verb, without_openers, _short):
        words = shortened(words)
    words = tidy(words)
    return words if len(words) > 1 else None


def tidy(words: str) -> str:
    """Without marks at the edges, quotation marks around the whole, and such as have lost their partner."""
    words = words.strip("、，的（()）·")
    if re.fullmatch("[“‘《][^”’》]*[”’》]", words):
        return words[1:-1]
    paired = all(words.count(opening) == words.count(closing) for opening, closing in ("“”", "‘’", "《》"))
    return words if paired else re.sub("[“”‘’《》]", "", words)


def is_word(role: str, words: str) -> bool:
    return words in _listed(role)


def begins_with(role: str, words: str) -> str:
    """The longest word of a role that the words begin with, or nothing."""
    listed = _listed(role)
    for n in range(_longest(role), 0, -1):
        if words[:n] in listed:
            return words[:n]
    return ""


def ends_with(role: str, words: str) -> bool:
    return words.endswith(_endings(role))


def without_ending(role: str, words: str) -> str:
    """The words without the longest word of a role at their end: 出口增幅 → 出口."""
    return words[: len(words) - max((len(ending) for ending in _endings(role) if words.endswith(ending)), default=0)]


def _noun_of(words: str) -> str:
    """What stands before the first word that ends a noun: 像张三这样的村级林长 has it behind its last 的."""
    if any(len(begins_with(role, words)) > 1 for role in ("link", "compare", "adverb")):
        return ""
    if "的" in words and not _before_end(words):
        words = words.rpartition("的")[2]
    return _without_links(_before_end(words)[:LONGEST])


def _before_end(words: str) -> str:
    """涉外主体 of 涉外主体办理结算; a verb that begins the noun, or that a head follows, is part of it."""
    ends = [start for start, _ in _marks("ends", words) + _marks("won", words)]
    ends += [start for start, end in _marks("verb", words) if start > 1 and not _is_compound(words[end:])]
    return words[: min(ends)] if ends else words


def _is_compound(rest: str) -> bool:
    """Whether the verb before belongs to the noun: 改造|项目, 办结|时间, 供暖改造|."""
    return not rest or bool(begins_with("head", rest) or begins_with("compound", rest))


def _without_links(words: str) -> str:
    """涉林产业经济总量 of 涉林产业经济总量达"""
    while words and not words.endswith(_whole()):
        length = next((n for n in range(_longest("link"), 0, -1) if words[-n:] in _listed("link", "won")), 0)
        if not length and words[-1] in _TIME_ENDS and (time := _times()[1].search(words[-16:])):
            length = len(time[0])
        if not length and (each := _EACH.search(words[-6:])) and _is_unit(each["unit"] or "天"):
            length = len(each[0])
        if not length:
            break
        words = words[:-length]
    return words


def _is_unit(word: str) -> bool:
    unit = unit_at(word, 0)
    return word in "年月日天周" or (unit is not None and unit.word == word)


def opens_only(words: str) -> bool:
    """Whether there is no noun in the words that open a clause: 仅用, 今年前."""
    return without_openers(words) in ("", "前")


def without_openers(words: str) -> str:
    """教育支出 of 其中教育支出"""
    while words and not words.startswith(_whole()):
        time = _times()[0].match(words)
        opener = len(time[0]) if time else len(begins_with("opener", words))
        if not opener and words[0] not in "、”’）)":
            break
        words = words[opener or 1 :]
    return words


def _before_comparison(words: str) -> str:
    """民生支出占一般公共预算支出 measures 民生支出, 每年减少粉尘排放 the dust."""
    marks = _marks("compare", words)
    if not marks:
        return words
    start, end = marks[0]
    deed = words[start:end] in ("增加", "减少") and not tidy(without_openers(words[:start]))
    return words[end:] if deed else words[:start]


def _after_last_adverb(words: str) -> str:
    """文化宫累计|服务职工: who did it is not what is counted"""
    ends = [end for _, end in _marks("adverb", words) if len(words) - end > 1]
    return words[ends[-1] :] if ends else words


def _object_of_verb(words: str) -> str:
    """组织|劳模工匠宣讲, 总工会开展|普法宣传; a long object may hold the verb that counts."""
    if not words.startswith(_whole()):
        deed = begins_with("deed", words)
        rest = words[len(deed) :]
        words = rest if len(rest) > 1 and not begins_with("head", rest) else words
    while verbs := [
        end for _, end in _marks("verb", words) if len(words) - end > 1 and not is_word("head", words[end:])
    ]:
        first_fits = next((end for end in verbs if len(words) - end <= ORDINARY), verbs[-1])
        words = words[first_fits:].removeprefix("了")
    return words


def _short(words: str) -> str:
    """A noun fit for a table's cell: 省级以上各类科创平台 of 中心、实验室等省级以上各类科创平台."""
    for cut, longest in (("等", ORDINARY), ("的", ORDINARY), ("、", LONGEST)):
        tail = words.rpartition(cut)[2]
        words = tail if len(words) > longest and len(tail) > 1 else words
    return words if len(words) <= LONGEST else ""


def _marks(role: str, words: str) -> list[tuple[int, int]]:
    """(start, end) of each word of a role."""
    listed = _listed(role)
    return [(start, end) for start, end in _words(words) if words[start:end] in listed]


@lru_cache(maxsize=256)
def _words(words: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each word of the table; a longer one keeps its characters to itself."""
    found, position, known = [], 0, _listed()
    while position < len(words):
        lengths = _lengths().get(words[position], ())
        end = position + next((n for n in lengths if words[position : position + n] in known), 1)
        if lengths:
            found.append((position, end))
        position = end
    return tuple(found)


@cache
def _listed(*roles: str) -> frozenset[str]:
    """The words of some roles, or of all."""
    return frozenset(
        word
        for _, row in rows(TABLES / "subject_words.tsv")
        if not roles or row["role"] in roles
        for word in row["words"].split()
    )


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """First character → the lengths of the words that begin with it, longest first."""
    found: dict[str, set[int]] = {}
    for word in _listed():
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def _longest(*roles: str) -> int:
    return max(map(len, _listed(*roles)))


@cache
def _endings(*roles: str) -> tuple[str, ...]:
    return tuple(sorted(_listed(*roles)))


def _whole() -> tuple[str, ...]:
    """Words that nothing is cut from."""
    return _endings("whole", "head", "relation", "attribute")


@cache
def _times() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Any time, where words begin and where they end."""
    times = "|".join(rule.pattern.pattern for rule in table(TABLES / "periods.tsv"))
    return re.compile(times), re.compile(f"(?:{times})$")
