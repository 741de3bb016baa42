"""Traditional and variant characters as simplified ones, each in its place.

    simplified("大公報刊於臺北")      → "大公报刊于台北"
    is_traditional("嘉義縣南門老街")  → True

The one table (data/characters.tsv) gives every character one other, so that texts keep their length and whatever is
found in the simplified text stands at the same place in the printed one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from ingest.rules import rows

TABLE = Path(__file__).parent / "data" / "characters.tsv"

Printed = Callable[[str], str]
"""A simplified text → as its source prints it."""

FEWEST = 2
"""Traditional characters of a traditional page: a single one may be a name's own."""


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length."""
    return text if text.isascii() else text.translate(_simple())


def is_traditional(text: str) -> bool:
    """Whether the text is set in traditional characters.

    It has more characters that only traditional print has than such as only simplified print has; 里, 后 and 乾 are
    printed in both. A name or a poem in old characters makes no traditional page.
    """
    old = len(text) - len(text.translate(_only_traditional()))
    return old >= FEWEST and old > len(text) - len(text.translate(_only_simplified()))


@cache
def _simple() -> dict[int, str]:
    return {ord(row["printed"]): row["simplified"] for _, row in rows(TABLE)}


@cache
def _only_traditional() -> dict[int, None]:
    """What the table changes and GB 2312, the character set of simplified print, does not have."""
    return {character: None for character in _simple() if not _is_in("gb2312", chr(character))}


@cache
def _only_simplified() -> dict[int, None]:
    """What the table gives and Big5, the character set of traditional print, does not have."""
    return {ord(character): None for character in _simple().values() if not _is_in("big5", character)}


def _is_in(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def printed_in(source: str) -> Printed:
    """How texts that were read in a source are printed there; what it does not hold as one, character by character.

    >>> printed_in("記者林志遠／嘉義報導")("林志远"), printed_in("乾隆年間")("隆 年间")
    ('林志遠', '隆 年間')
    """
    source = "".join(source.split())
    plain = simplified(source)
    characters = dict(zip(reversed(plain), reversed(source), strict=True))

    def printed(text: str) -> str:
        bare = "".join(text.split())
        at = plain.find(bare)
        shown = iter(source[at : at + len(bare)] if at >= 0 else [characters.get(one, one) for one in bare])
        return "".join(one if one.isspace() else next(shown) for one in text)

    return printed
