"""The forms a stated number comes in: 百分之三, 三分之二, 第1位, 翻一番, 零下5℃, $3.5万, 万余人, and the plain 3家.

FORMS pairs a pattern with the function that reads it; the first form that fits at a place wins, special ones
before the plain number (counted.py). A form answers a Number, or None where the number states no quantity (第二批).
All texts here are folded (ingest.numerals.fold). Start reading at `number_at`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ingest.numerals import NUMERAL, decimal
from ingest.reading.counted import HALF, ONE_NUMERAL, Number, plain
from ingest.reading.units import TABLES, unit_at
from ingest.rules import rows


def number_at(text: str, start: int) -> tuple[int, Number | None]:
    """(where to search on, what the first form that fits here reads)."""
    for pattern, read in FORMS:
        if match := pattern.match(text, start):
            number = read(text, match)
            return (number.end if number else match.end()), number
    return start + 1, None


# --- shares, multiples, ranks


def _hundredths(text: str, match: re.Match[str]) -> Number | None:
    """百分之十六点五 → 16.5 %, 千分之三 → 3 ‰, 百分之三十到四十 → 30 and 40 %"""
    read = (decimal("一百" if part == "百" else part) for part in (match["part"], match["high"]) if part)
    values = tuple(value for value in read if value is not None)
    sign = {"百": "%", "千": "‰", "万": "‱"}[match["whole"]]
    if match["below"]:
        values = tuple(-value for value in values)
    return Number(values, sign, "percent", match.end()) if values else None


def _share(text: str, match: re.Match[str]) -> Number | None:
    """三分之二 → 0.6667, without a unit."""
    value = decimal(match[0])
    return None if value is None else Number((value,), "", "multiple", match.end())


def _slash(text: str, match: re.Match[str]) -> Number | None:
    """占全国的1/3 → 0.3333"""
    whole = int(match["whole"])
    return Number((Decimal(match["part"]) / whole,), "", "multiple", match.end()) if whole else None


def _discount(text: str, match: re.Match[str]) -> Number | None:
    """八五折, 85折 → 8.5 折"""
    value = decimal(match["digits"] or match["whole"] + match["tenth"])
    return None if value is None else Number((value / 10,), "折", "percent", match.end())


def _half(text: str, match: re.Match[str]) -> Number:
    """提高一半 → 50 %"""
    return Number((Decimal(50),), "%", "percent", match.end())


def _half_unit(text: str, match: re.Match[str]) -> Number | None:
    """半小时, 半个月, 半斤 → 0.5 of it."""
    unit = unit_at(text, match.end())
    if unit is None or unit.kind not in ("duration", "measure") or unit.word == "天":
        return None
    return Number((HALF * unit.times,), unit.name, unit.kind, match.end() + len(unit.word))


def _ratio(text: str, match: re.Match[str]) -> Number | None:
    """按1:1配套 → 1, without a unit; 3:1 alone may be a score, and 以3:1 is one."""
    near = text[max(0, match.start() - 8) : match.end() + 6]
    first, second = Decimal(match["first"]), Decimal(match["second"])
    if not second or not _IN_PROPORTION.search(near):
        return None
    return Number((first / second,), "", "multiple", match.end())


def _doubled(text: str, match: re.Match[str]) -> Number | None:
    """翻一番, 翻两番, 翻番 → so many 番."""
    value = decimal(match["times"] or "一")
    return None if value is None else Number((value,), "番", "multiple", match.end())


def _ordinal(text: str, match: re.Match[str]) -> Number | None:
    """居全省第1位, 位列第一: a rank. 第二批 and 第14届 are names."""
    value = decimal(match["number"])
    unit = match["unit"] or ""
    ranked = _RANKED.search(text, max(0, match.start() - 10), match.start())
    if text.endswith("倒数", 0, match.start()):
        return None  # the last is no first
    if value is None or not (ranked or (unit and match["number"].isdigit())):
        return None
    if not unit and not _AFTER_RANK.match(text, match.end()):
        return None
    return Number((value,), unit, "rank", match.end())


def _front(text: str, match: re.Match[str]) -> Number | None:
    """前3名 → 3 名"""
    value = decimal(match["number"])
    return None if value is None else Number((value,), match["unit"], "rank", match.end())


# --- signs before the number, scale words without one


def _signed_money(text: str, match: re.Match[str]) -> Number | None:
    """¥5000, $3.5万, 港币50万元, 美金五百元; in 美元一路走高 the figure is none."""
    number = decimal(match["number"])
    spoken = not re.search(r"[\d百千万亿]", match["number"]) and not match["yuan"]
    return None if number is None or spoken else Number((number,), _currencies()[match["sign"]], "money", match.end())


@cache
def _currencies() -> dict[str, str]:
    """Sign → unit."""
    return {row["sign"]: row["unit"] for _, row in rows(TABLES / "currencies.tsv")}


def _below_zero(text: str, match: re.Match[str]) -> Number | None:
    """零下5℃, 负二十度, -3%"""
    inner = ONE_NUMERAL.match(text, match.end())
    number = plain(text, inner) if inner else None
    if number is None or not number.unit:
        return None
    high = () if len(number.values) == 1 else (_high_end(match[0], number.values[1]),)
    return replace(number, values=(-number.values[0], *high))


def _high_end(sign: str, value: Decimal) -> Decimal:
    """零下10至5℃ is below zero at both ends, -5℃～3℃ is not."""
    return value if sign == "-" else -abs(value)


def _scale_alone(text: str, match: re.Match[str]) -> Number | None:
    """万余人, 上百家, 过万元, 百人以上: the scale word is the number."""
    unit = unit_at(text, match.end())
    value = decimal("一" + match["scale"]) if len(match["scale"]) == 1 else decimal(match["scale"])
    if unit is None or value is None:
        return None
    end = match.end() + len(unit.word)
    if not (
        match["odd"] or text[max(0, match.start() - 1) : match.start()] in _CLAIMS_MORE or _AT_A_SCALE.match(text, end)
    ):
        return None
    qualifier = "over" if match["odd"] else None
    return Number((value * unit.times,), unit.name, unit.kind, end, qualifier, scale_alone=True)


def _signs() -> str:
    return "|".join(re.escape(sign) for sign in sorted(_currencies(), key=len, reverse=True))


def _names_of_money() -> str:
    """港币, 美元: the signs that are words."""
    return "|".join(sign for sign in sorted(_currencies(), key=len, reverse=True) if "\u4e00" <= sign[0] <= "\u9fff")


_RANKED = re.compile("(?:[居列排获夺位荣名]|[全本][省市国县区球]|全球|世界|国内|同类|综合)[^，。；]{0,4}$")
_IN_PROPORTION = re.compile("比例|配比|配套|配备|配给|匹配|额度|杠杆|[混掺勾]|稀释|按")
_TO = "[-—–~～至到]"
_MINUS = r"(?<![\dA-Za-z\u4e00-\u9fff)）])-|(?<=[\u4e00-\u9fff])-(?=[\d.]{1,9}[%℃°度摄])"
"""Behind a word the hyphen is a minus before degrees and shares only: 气温-3℃, but 图-3."""
_AFTER_RANK = re.compile("[，。；、！？）)”’]|$|的(?!是)")
_AT_A_SCALE = re.compile("以[上下内]|左右")
_CLAIMS_MORE = tuple("过上超近逾达破")

FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Number | None]], ...] = (
    (
        re.compile(
            rf"(?P<below>负)?(?P<whole>[百千万])分之(?P<part>负?(?:{NUMERAL}|零)|百)(?:{_TO}(?:百分之)?(?P<high>{NUMERAL}))?"
        ),
        _hundredths,
    ),
    (re.compile(rf"(?:{NUMERAL}又)?{NUMERAL}分之{NUMERAL}"), _share),
    (re.compile(r"(?<=[占的超过约近达为足])(?P<part>\d{1,2})/(?P<whole>\d{1,3})(?![\d/])"), _slash),
    (
        re.compile("(?P<whole>[一二三四五六七八九])(?P<tenth>[一二三四五六七八九])折|(?P<digits>[1-9][0-9])折"),
        _discount,
    ),
    (re.compile(r"(?<![另其])一半(?!会|儿)|半数(?=以上|[，。的])"), _half),
    (re.compile(r"(?<![上下前后每头大多折过近一])半"), _half_unit),
    (
        re.compile(r"(?<![:：∶])(?P<first>\d{1,5}(?:\.\d{1,3})?)[:：∶比](?P<second>\d{1,5}(?:\.\d{1,3})?)(?![\d:：∶])"),
        _ratio,
    ),
    (re.compile(rf"翻了?(?P<times>{NUMERAL})?番"), _doubled),
    (re.compile(rf"第(?P<number>{NUMERAL})(?P<unit>[位名](?!单))?"), _ordinal),
    (
        re.compile(
            rf"(?<![目此日当之以先从生提眼事午])(?<![\d一二三四五六七八九十百几数多半]年)前(?P<number>{NUMERAL})(?P<unit>[名位强])"
        ),
        _front,
    ),
    (
        re.compile(rf"(?P<sign>{_signs()})\s?(?P<number>{NUMERAL})(?P<yuan>元?)(?![\d.百千万亿元美欧港日英]|{_TO}\d)"),
        _signed_money,
    ),
    (re.compile(rf"(?:零下|(?<!正)负|{_MINUS})(?=[\d一二三四五六七八九十])"), _below_zero),
    (re.compile(r"(?P<scale>[百千万亿]{1,2})(?P<odd>[余多]?)"), _scale_alone),
    (ONE_NUMERAL, plain),
)
"""(pattern, reader): the first pattern that matches where a number begins decides."""

BEGINS = re.compile(
    rf"[\d一二两三四五六七八九十廿卅百千万亿半零负几数第前翻壹贰叁肆伍陆柒捌玖]|(?<!\d)-(?=\d)|(?:{_signs()})(?=\s?\d)|(?:{_names_of_money()})(?=[一二两三四五六七八九十])"
)
"""Where one of FORMS may begin."""
