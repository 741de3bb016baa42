"""Names in the order in which a Chinese reader looks them up: by pinyin, as far as GB 2312 orders characters so.

    select name from bylines order by name collate hanyu  →  白, 李, 王, 张, then 闫

Its 3,755 common characters are ordered by pinyin, which the encoding keeps; rare ones follow, by radical. A
character of several sounds stands under its commonest.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache

COMMON = range(0xB0, 0xD8)
"""First bytes of the characters that GB 2312 orders by pinyin; their second bytes begin at A1."""


def register(connection: sqlite3.Connection) -> None:
    """Teaches a connection `collate hanyu`."""
    connection.create_collation("hanyu", _compare)


def _compare(one: str, other: str) -> int:
    left, right = order(one), order(other)
    return (left > right) - (left < right)


@lru_cache(maxsize=50_000)
def order(name: str) -> tuple[tuple[int, bytes], ...]:
    """What a name is sorted by: letters and digits first, then common characters, then rare ones."""
    return tuple(_rank(character) for character in name)


def _rank(character: str) -> tuple[int, bytes]:
    code = character.encode("gb18030", "replace")
    if len(code) == 1:
        return 0, code
    is_common = len(code) == 2 and code[0] in COMMON and code[1] >= 0xA1
    return 1 if is_common else 2, code
