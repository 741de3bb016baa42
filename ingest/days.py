"""Days as newspapers print them → ISO days; used by mastheads, the year of a page and the dates of articles.

    2025年3月8日, 二〇二五年三月八日, 一九五八年九月一日  →  2025-03-08, 2025-03-08, 1958-09-01

A date's numerals are read digit by digit (二〇二五) or as a number up to 39 (十二, 二十三, 廿三, 卅一).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "元": 1,
    "正": 1,
}
_PARTS = re.compile(r"([^\W年月日]{4})(?:年|([-./]))([^\W年月日]{1,3})(?:月|\2)([^\W年月日号]{1,3})[日号]?")
_TENS = {"十": 1, "廿": 2, "卅": 3}


def numeral(text: str) -> int | None:
    """The number that a date's numeral stands for, None when it is none.

    >>> [numeral(text) for text in ("2025", "０３", "二〇二五", "十二", "三十一", "廿三", "卅", "多")]
    [2025, 3, 2025, 12, 31, 23, 30, None]
    """
    text = "".join(unicodedata.normalize("NFKC", text).split())
    if text.isascii() and text.isdigit():
        return int(text)
    before, ten, after = _at_ten(text)
    if ten:
        return (
            _TENS[ten] * (_positional(before) or 1) * 10 + (_positional(after) or 0)
            if len(before + after) < 3
            else None
        )
    return _positional(text)


def day(text: str) -> str | None:
    """The ISO day of a full date as printed, None when the text is no day of the calendar.

    >>> [day(text) for text in ("2025 年 3 月 8 日", "2025.3.8", "一九五八年九月一日", "2025年2月30日")]
    ['2025-03-08', '2025-03-08', '1958-09-01', None]
    """
    parts = _PARTS.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return iso(numeral(parts[1]), numeral(parts[3]), numeral(parts[4])) if parts else None


def iso(year: int | None, month: int | None, day: int | None) -> str | None:
    """The ISO day, None when there is no such day in the calendar (2月30日).

    >>> iso(2025, 3, 8), iso(2025, 2, 30), iso(None, 3, 8)
    ('2025-03-08', None, None)
    """
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _at_ten(text: str) -> tuple[str, str, str]:
    """三十一 → 三, 十, 一."""
    for place, character in enumerate(text):
        if character in _TENS:
            return text[:place], character, text[place + 1 :]
    return text, "", ""


def _positional(text: str) -> int | None:
    """二〇二五 → 2025."""
    if not text or any(character not in _DIGITS for character in text):
        return None
    return int("".join(str(_DIGITS[character]) for character in text))
