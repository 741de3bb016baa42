"""Persons under less than their whole name, where the article has told it: who is meant, and where.

    周恩来 … 周总理, 恩来同志             →  周恩来
    本杰明·内塔尼亚胡 … 内塔尼亚胡总理     →  本杰明·内塔尼亚胡
    张桂华 … 老张, 张主任                 →  张桂华, where no other of that surname is named

A surname that the article gives to nobody, or to two, names nobody: 王女士, 老李. Start reading at `meant`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ingest.gazetteer import everyday_words, word_weights
from ingest.names import SOUNDS, is_by_sound, surnames
from ingest.reading.occurrences import occurrences
from ingest.reading.person_sounds import DOT

CALLED = (
    "先生|女士|小姐|同志|老师|教授|医生|大夫|师傅|大爷|大妈|大娘|大叔|大姐|大哥|大嫂|阿姨|奶奶|爷爷|老汉|老人|老伯|老|总|工|"
    "院士|将军|司令员|司令|政委|参谋长|副?总理|副?主席|总统|副?委员长|副?总书记|副?书记|副?部长|外长|首相|大使|副?省长|副?市长|副?县长|副?区长|"
    "副?镇长|副?乡长|副?局长|副?处长|副?科长|副?院长|副?校长|副?所长|副?站长|副?主任|副?厂长|副?矿长|副?队长|副?会长|副?行长|"
    "团长|师长|连长|营长|排长|班长|组长|村长|支书|董事长|副?总经理|经理|律师|法官|警官|导演|教练|秘书长|博士|记者|某某?"
)
"""What is said behind a surname."""
NO_SURNAME = frozenset("任和于向从与对由同原时有为")
"""What before 主任 or 书记 is oftener a word: 任书记."""
SELDOM = 8
"""Weight of 老范, which a list of words may have, and not of 小康."""
ADDRESSED = re.compile(f"(?:{CALLED})")


def meant(
    texts: Sequence[str], names: Collection[str], taken: Sequence[Collection[int]]
) -> Iterator[tuple[int, int, int, str]]:
    """(text, start, end, whole name) of each short name; `taken`: characters that belong to something else."""
    shorter = dict(parts(names))
    bearers = _bearers(names)
    for index, (text, covered) in enumerate(zip(texts, taken, strict=True)):
        for start, end, name in [*_again(text, shorter), *_by_surname(text, bearers)]:
            if not any(at in covered for at in range(start, end)):
                yield index, start, end, name


def parts(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """(given name or last part of a name with dots, whole name) of those that one person of the article has."""
    found: dict[str, set[str]] = {}
    for name in names:
        pieces = DOT.split(name)
        part = pieces[-1] if len(pieces) > 1 else "" if is_by_sound(name) or name[0] not in surnames() else name[-2:]
        if 1 < len(part) < len(name) and part not in everyday_words() and (len(pieces) > 1 or part not in names):
            found.setdefault(part, set()).add(name)
    return ((part, whole) for part, all_whole in found.items() if len(all_whole) == 1 for whole in all_whole)


def _bearers(names: Collection[str]) -> dict[str, str]:
    """The one person of each surname."""
    found: dict[str, list[str]] = {}
    for name in names:
        size = 2 if name[:2] in surnames() and len(name) > 2 else 1
        if name[:size] in surnames() and len(name) - size in (1, 2):
            found.setdefault(name[:size], []).append(name)
    return {surname: bearers[0] for surname, bearers in found.items() if len(bearers) == 1}


def _again(text: str, shorter: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    for part, name in shorter.items():
        for start in occurrences(text, part):
            end = start + len(part)
            inside = text[end - len(name) : end] == name or _goes_on(text, start, part, name)
            if not inside and not _reached(text, start, end):
                yield start, end, name


def _goes_on(text: str, start: int, part: str, name: str) -> bool:
    """Whether sounds stand before the last part of a name with dots: 萨|利姆."""
    return bool(DOT.search(name)) and text[start - 1 : start] in SOUNDS and part != name


def _by_surname(text: str, bearers: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """张主任 by its surname; 老张 whole."""
    for surname, name in bearers.items():
        for start in occurrences(text, surname):
            end = start + len(surname)
            called = ADDRESSED.match(text, end)
            if called and surname not in NO_SURNAME and not _is_part_of_a_word(text, start, end, called.end()):
                yield start, end + (called[0] == "老"), name
            elif text[start - 1 : start] in ("老", "小") and not _reached(text, start - 1, end, SELDOM):
                yield start - 1, end, name


def _reached(text: str, start: int, end: int, seldom: int = 0) -> bool:
    """Whether a word reaches over either end, or is the whole and used oftener than `seldom`: 小康."""
    weight = word_weights()
    if weight.get(text[start:end], 0) > seldom:
        return True
    return text[max(0, start - 1) : start + 1] in weight or text[end - 1 : end + 1] in weight


def _is_part_of_a_word(text: str, start: int, end: int, last: int) -> bool:
    """Whether the surname is the end of a word (本周|主任) or goes into the next one (高校|长)."""
    weight = word_weights()
    before = start and text[max(0, start - 1) : start + 1] in weight
    return bool(before) or text[start : end + 1] in weight or text[start:last] in weight
