"""Names by sound, Uighur, Mongol, Tibetan and foreign ones: where a text prints one.

    dotted("总统沙曼·维雅吉今天说")   →  (2, 8)        a dot tells it; where it begins and ends, its characters do
    plain("总统克林顿说")           →  (2, 5)        characters of sounds alone
    stretch("总统克瓦希涅夫斯基2日", 2, …)   →  9        mostly such characters, up to where a name can end

Whether somebody is meant, person_names.py decides. Start reading at `dotted`, `plain` and `stretch`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from ingest.gazetteer import everyday_words, word_weights
from ingest.names import SOUNDS, is_place

SOUND = SOUNDS | frozenset(
    "丘乔亨代兹内冯劳厄坎垒埃基塞奈妮姬娅宾崔席底廉彻彼戴撒敦昌朱柏柯柳梯森楚欣汀池治泽洪济涅滕狄珠理琼瓜盖简纽翰考肯舒芬芭茨"
    "荷莎莱菲葛蒂蓬蔡詹谢豪贾赖赞逊邢钦锡霍韦魏鲍黎黛"
)
"""Those of names.py, and others that stand for a sound where a title or a dot tells that somebody is named."""
RUN = re.compile(f"[{''.join(sorted(SOUND))}]{{2,10}}")
DOT = re.compile("[·•・．]")
DOTTED = re.compile(r"[A-ZＡ-Ｚ]?[一-鿿]{1,8}(?:[·•・．][A-ZＡ-Ｚ]?(?:(?![和与及对的])[一-鿿]){1,12}){1,4}")
OFTEN_ALONE = frozenset("于以约再因当只地日都本里可和西等将曾从也年去来先其加")
"""Characters of sounds that are oftener words."""
NO_BEGINNING = frozenset("的和与同对在向给为从于以及让由")
"""Characters that follow a title which no name follows: 代表的."""
LONGEST = 9
"""Characters of a name by sound without a dot."""


def dotted(text: str, behind_offices: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where names stand whose parts dots join; `behind_offices`: where titles end."""
    for match in DOTTED.finditer(text) if DOT.search(text) else ():
        dots = [dot.start() for dot in DOT.finditer(text, *match.span())]
        told = [at for at in range(match.start(), dots[0]) if at in behind_offices]
        start = told[-1] if told else _start(text, match.start(), dots[0])
        end = _end(text, dots[-1] + 1, match.end())
        if start < dots[0] and end > dots[-1] + 1:
            yield start, end


def _start(text: str, first: int, dot: int) -> int:
    """Behind the last character before the dot that stands for no sound, or a word of everyday speech."""
    at = dot
    while at > first and text[at - 1] in SOUND and not _is_word_between(text, at - 1, dot):
        at -= 1
    if dot - first < 5 and (at > first) and not any(_word_at(text, place, dot) for place in range(first, dot - 1)):
        return first
    while at < dot - 2 and text[at] in OFTEN_ALONE:
        at += 1
    return at


def _is_word_between(text: str, start: int, end: int) -> bool:
    """议长|阿: the character and the one before it are a word, and the name goes on without them."""
    return start > 0 and end - start > 2 and word_weights().get(text[start - 1 : start + 1], 0) > 9


def _word_at(text: str, start: int, end: int) -> bool:
    return any(word_weights().get(text[start : start + n], 0) > 7 for n in (2, 3) if start + n <= end)


def _end(text: str, start: int, last: int) -> int:
    """Before the first character behind the last dot that stands for no sound or is oftener a word."""
    at = start
    while at < last and text[at] in SOUND and not (at > start and text[at] in OFTEN_ALONE and _parts(text, at)):
        at += 1
    while at - start > 2 and at < last and word_weights().get(text[at - 1 : at + 1], 0) > 10:
        at -= 1
    return at


def _parts(text: str, at: int) -> bool:
    """Whether a word begins there that is none of the name's sounds: 日|前, 和|夫人."""
    return text[at + 1 : at + 2] not in SOUND or word_weights().get(text[at : at + 2], 0) > 7


def plain(text: str) -> Iterator[tuple[int, int]]:
    """Where characters of sounds stand together that are no words and no places."""
    for match in RUN.finditer(text):
        start, end = _trimmed(text, *match.span())
        if 2 <= end - start < LONGEST and not is_place(text[start:end]):
            yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without what words on either side take: 杜比宁|年前."""
    weight = word_weights().get
    while start < end and start and weight(text[start - 1 : start + 1], 0) > 7:
        start += 1
    while start < end and (text[start] in OFTEN_ALONE):
        start += 1
    while start < end and (text[end - 1] in OFTEN_ALONE or weight(text[end - 1 : end + 1], 0) > 7):
        end -= 1
    return start, end


def is_a_word_of_its_own(word: str) -> bool:
    """Whether an everyday word begins behind the sounds: 霍尔布鲁克|当初."""
    return word[:1] not in SOUND and word in everyday_words()


def stretch(text: str, start: int, ends: Callable[[int], bool]) -> int | None:
    """Where a name ends that a title has announced: the first place that `ends` allows, most of it being sounds."""
    if text[start : start + 1] in NO_BEGINNING:
        return None
    for end in range(start + 2, min(start + LONGEST, len(text)) + 1):
        if not all("一" <= character <= "鿿" for character in text[start:end]):
            return None
        if ends(end) and (end > start + 2 or not "一" <= text[end : end + 1] <= "鿿"):
            run = text[start:end]
            sounds = sum(character in SOUND for character in run)
            return end if 3 * sounds >= 2 * len(run) and not _word_at(text, start, end) else None
    return None
