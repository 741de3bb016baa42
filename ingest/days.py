"""Days as newspapers print them → ISO days; used by mastheads, the year of a page and the dates of articles.

    2025年3月8日, 二〇二五年三月八日, 一九五八年九月一日  →  2025-03-08, 2025-03-08, 1958-09-01

A date's numerals are read digit by digit (二〇二五) or as a number (十二, 二十三, 廿三, 卅一).
"""

from __future__ import annotations

import re
from datetime import date

from ingest.numerals import number

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("〔"): "(", ord("〕"): ")"}
_PARTS = re.compile(r"([^\W年月日]{4})(?:年|([-./]))([^\W年月日]{1,3})(?:月|\2)([^\W年月日号]{1,3})[日号]?")

_OF_THE_REPUBLIC = re.compile(r"(?:中华)?民国([^\W年月日]{1,4})年([^\W年月日]{1,3})月([^\W年月日号]{1,3})[日号]")
BEFORE_THE_REPUBLIC = 1911
"""Added to a year of the Republic (民国元年 is 1912), as papers of 1912 to 1949 and of Taiwan count."""


def half_width(text: str) -> str:
    """The text in half-width forms, punctuation too; every character keeps its place.

    >>> half_width("２０２５年３月８日（星期六）")
    '2025年3月8日(星期六)'
    """
    return text.translate(_HALF_WIDTH)


def numeral(text: str) -> int | None:
    """The whole number that a date's numeral stands for, None when it is none.

    >>> [numeral(text) for text in ("2025", "０３", "二〇二五", "十二", "三十一", "廿三", "卅", "多")]
    [2025, 3, 2025, 12, 31, 23, 30, None]
    """
    value = number("".join(text.split()).replace("元", "一").replace("正", "一"))
    return int(value) if value is not None else None


def day(text: str) -> str | None:
    """The ISO day of a full date as printed, None when the text is no day of the calendar.

    >>> [day(text) for text in ("2025 年 3 月 8 日", "2025.3.8", "一九五八年九月一日", "2025年2月30日")]
    ['2025-03-08', '2025-03-08', '1958-09-01', None]
    >>> day("中华民国九十八年十一月十二日"), day("民国26年7月8日")
    ('2009-11-12', '1937-07-08')
    """
    bare = "".join(half_width(text).split())
    if republic := _OF_THE_REPUBLIC.fullmatch(bare):
        year = numeral(republic[1])
        return iso(year + BEFORE_THE_REPUBLIC if year else None, numeral(republic[2]), numeral(republic[3]))
    parts = _PARTS.fullmatch(bare)
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
