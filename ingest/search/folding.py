"""Texts as search compares them: one form for all widths and cases, the same for index and query.

    fold("汇聚“工力量” 共谱ＡＰＰ发展曲")        → "汇聚工力量共谱app发展曲"
    fold("本报讯(记者 王鲁斌)３月24日，Q50 2.0T")  → "本报讯(记者王鲁斌)3月24日,q50 2.0t"
    fold("《大公報》臺北訊")                   → "《大公报》台北讯"

Every character is folded for itself (NFKC, lower case, simplified), so that what is cut from a text folds to what is
cut from the folded text. Quotation marks, middle dots and invisible characters are dropped, since they are set or
left out by taste. Spaces are dropped beside Han, where they come from letter-spacing and line ends; between Latin
words one is kept. A line end stays: nothing that is looked for reaches over the end of a paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.characters import simplified

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af々〇"
"""Han characters, as a range for the inside of a regular expression's brackets."""

_DROPPED = frozenset("\"'“”‘’„‟‚‛〝〞「」『』·•‧∙⋅・")
"""Quotation marks and middle dots."""

_SPACES = re.compile("[ \n]+")
_HAN = re.compile(f"[{HAN}]")


class _Folds(dict[int, str]):
    """Code point → its folded characters, reckoned when first met (a table for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        whole = simplified(unicodedata.normalize("NFKC", chr(code)).lower())
        self[code] = "".join(_folded(character) for character in whole)
        return self[code]


def _folded(character: str) -> str:
    if character in _DROPPED or unicodedata.category(character) == "Cf":
        return ""
    if character == "\n":
        return character
    return " " if character.isspace() or unicodedata.category(character) == "Cc" else character


_FOLDS = _Folds()


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """The text in the form that is indexed and looked for."""
    return _SPACES.sub(_space, text.translate(_FOLDS))


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the offset of the character in `text` that it came from."""
    spread = [_FOLDS[ord(character)] for character in text]
    plain = "".join(spread)
    offsets = [offset for offset, folded in enumerate(spread) for _ in folded]
    kept: list[str] = []
    kept_offsets: list[int] = []
    end = 0
    for spaces in _SPACES.finditer(plain):
        space = _space(spaces)
        kept += [plain[end : spaces.start()], space]
        kept_offsets += offsets[end : spaces.start() + len(space)]
        end = spaces.end()
    return "".join([*kept, plain[end:]]), kept_offsets + offsets[end:]


def _space(spaces: re.Match[str]) -> str:
    if "\n" in spaces[0]:
        return "\n"
    text, start, end = spaces.string, spaces.start(), spaces.end()
    if start == 0 or end == len(text):
        return ""
    return "" if _HAN.match(text[start - 1]) or _HAN.match(text[end]) else " "
