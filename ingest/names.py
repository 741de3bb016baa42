"""Chinese personal names: which strings can be one, and where a run of names is parted.

    cut("苏辰妍潘沁")   → ("苏辰妍", "潘沁")
    cut("王丽高杨林")   → ("王丽高杨林",)      both 王丽 高杨林 and 王丽高 杨林 are good: it stays one
    is_name("清泉街道") → False

The facts are reading/tables/surnames.tsv (surnames by commonness) and reading/tables/no_names.tsv (words that
begin like a name). Used by the layout stage, which must know a name from a word, and by bylines.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

from ingest.rules import rows, words

TABLES = Path(__file__).parent / "reading" / "tables"

HAN = "一-鿿㐀-䶿〇"

MINORITY_NAME = re.compile(rf"[{HAN}]{{1,10}}(?:·[{HAN}]{{1,12}}){{1,4}}")
PEN_NAME = re.compile(rf"[{HAN}]{{1,4}}[宣萱轩]")
"""How offices sign: 穗妇宣 is the publicity desk of Guangzhou's women's federation, 建萱 that of the builders."""

SURNAME_SHARE = {1: 0.03, 2: 0.005, 3: 0.0005, 4: 0.00003}
"""A bearer's chance by the class of the surname."""
LENGTH_SHARE = {2: 0.15, 3: 0.845, 4: 0.005}
"""Of names with a surname of one character; with one of two, a character longer."""
GIVEN_SHARE = 0.001
"""Of a character to stand in a given name: some thousand are in use."""
CLEARLY = log(20)
"""A cut is taken when it is this much likelier than the next best one; otherwise the run stays whole."""


@cache
def surnames() -> dict[str, int]:
    """{surname: class}, 1 the commonest to 4 the rare ones."""
    return {row["surname"]: int(row["class"]) for _, row in rows(TABLES / "surnames.tsv")}


def surname(text: str) -> str | None:
    """The surname a text begins with, the longest that fits: 欧阳致和 → 欧阳."""
    return next((text[:size] for size in (4, 2, 1) if text[:size] in surnames()), None)


@cache
def is_name(text: str) -> bool:
    """Whether a text, as printed between blanks, is believable as one personal name by itself."""
    if MINORITY_NAME.fullmatch(text):
        return True
    return _is_usual(text) and text not in words(TABLES / "no_names.tsv")


def _is_usual(text: str) -> bool:
    """Two or three characters, four only with a surname of two, or with two surnames (陈王丽华)."""
    if len(text) < 4:
        return _chance(text) is not None
    return _chance_with(text, 2) is not None or (len(text) == 4 and all(surnames().get(c, 4) < 3 for c in text[:2]))


def is_common(name: str) -> bool:
    """Whether a name's surname is no rare one: a rare surname may be just a word's first character."""
    family = surname(name)
    return family is None or surnames()[family] < 4


@dataclass(frozen=True)
class _Cut:
    names: tuple[str, ...]
    known: int
    """Characters that stand in names known from elsewhere."""
    chance: float
    """Logarithm of the likelihood."""


@cache
def cut(run: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names in a run of Chinese characters printed without blanks; the run itself where it stays open.

    Names known from elsewhere decide first, then how common the surnames and the lengths are.
    """
    return _decided(_cuts(run, known)) or (run,)


@cache
def is_open(run: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a run can be cut in several ways and none wins: more known names could settle it."""
    cuts = _cuts(run, known)
    return len(cuts) > 1 and _decided(cuts) is None


def can_be_names(run: str) -> bool:
    """Whether a run can be read as one or more names at all."""
    return is_name(run) or any(all(map(is_name, way.names)) for way in _cuts(run, frozenset()))


def _decided(cuts: list[_Cut]) -> tuple[str, ...] | None:
    if not cuts:
        return None
    best = [c for c in cuts if c.known == cuts[0].known]
    if len(best) > 1 and best[0].chance - best[1].chance < CLEARLY:
        return None
    return best[0].names


@cache
def _cuts(run: str, known: frozenset[str]) -> list[_Cut]:
    """The ways to part a run into names, best first: at most the two best of each beginning are followed."""
    best: list[list[_Cut]] = [[_Cut((), 0, 0.0)]]
    for end in range(1, len(run) + 1):
        ways = [way for start in range(max(0, end - 5), end) for way in _longer(best[start], run[start:end], known)]
        best.append(sorted(ways, key=lambda way: (-way.known, -way.chance, way.names))[:4])
    return best[-1]


def _longer(ways: list[_Cut], name: str, known: frozenset[str]) -> Iterator[_Cut]:
    is_known = name in known
    chance = log(SURNAME_SHARE[1]) if is_known else _chance(name)
    if chance is None:
        return
    for way in ways:
        yield _Cut((*way.names, name), way.known + len(name) * is_known, way.chance + chance)


@cache
def _chance(name: str) -> float | None:
    """Logarithm of the likelihood of a name, None where it is none."""
    chances = [chance for size in (1, 2) if (chance := _chance_with(name, size)) is not None]
    return log(sum(exp(chance) for chance in chances)) if chances else None


def _chance_with(name: str, size: int) -> float | None:
    """… with a surname of that many characters."""
    family, length = name[:size], LENGTH_SHARE.get(len(name) - size + 1)
    if family not in surnames() or length is None:
        return None
    return log(SURNAME_SHARE[surnames()[family]]) + log(length) + (len(name) - size) * log(GIVEN_SHARE)
