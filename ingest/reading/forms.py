"""The forms a stated number comes in: 三百二十万元, 15—20亿元, 百分之三, 三分之二, 第1位, 翻一番, 零下5℃, 万余人.

FORMS pairs a pattern with the function that reads it; the first form that fits at a place wins, special ones
before the plain number. A form answers a Number, or None where the number states no quantity (二期, 第二批).
All texts here are folded (ingest.numerals.fold). Start reading at `number_at`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ingest.numerals import NUMERAL, decimal
from ingest.reading.units import TABLES, Unit, counted_nouns, unit_at
from ingest.rules import rows


@dataclass(frozen=True)
class Number:
    """What one form read: the values (two for a range), the unit, and where it ends in the text."""

    values: tuple[Decimal, ...]
    unit: str
    kind: str
    end: int
    qualifier: str | None = None
    scale_alone: bool = False
    """万余人, 过万元: a scale word without a number before it."""


def number_at(text: str, start: int) -> tuple[int, Number | None]:
    """(where to search on, what the first form that fits here reads)."""
    for pattern, read in FORMS:
        if match := pattern.match(text, start):
            number = read(text, match)
            return (number.end if number else match.end()), number
    return start + 1, None


# --- the plain number


def _plain(text: str, match: re.Match[str]) -> Number | None:
    """3家, 三百二十万元, 十几万元, 七八个, 3至5天."""
    if number := _range(text, match):
        return number
    values = _neighbours(match[0]) or ((value,) if (value := decimal(match[0])) is not None else ())
    return _counted(text, match, values) if values else None


def _counted(text: str, match: re.Match[str], values: tuple[Decimal, ...]) -> Number | None:
    """The number with its unit, or without one where the paper dropped it."""
    odd = _ODD.match(text, match.end())
    qualifier = "about" if odd and odd[0] == "来" else "over" if odd or re.search("[几数余多]", match[0]) else None
    end = odd.end() if odd else match.end()
    if split := _SPLIT_UNIT.match(text, end):
        return _split_unit(text, split, values, qualifier)
    unit = unit_at(text, end)
    if shared := _unit_of_list(text, match, unit):
        return Number(values, shared.name, shared.kind, end + len(unit.word if unit else ""), qualifier)
    if unit is None:
        return Number(values, "", "count", end, qualifier) if _stands_alone(text, match, odd) else None
    name, kind = _named_by_context(text, match.start(), end + len(unit.word), unit)
    number = Number(tuple(v * unit.times for v in values), name, kind, end + len(unit.word), qualifier)
    number = _with_smaller_unit(text, number, unit)
    return number if _can_count(match[0], number.values, unit) else None


def _can_count(numeral: str, values: tuple[Decimal, ...], unit: Unit) -> bool:
    """A number in Chinese figures is often part of a word: 一家人, 二期, 三级. Digits and large numbers are not."""
    if re.search(r"[\d百千万亿壹贰叁肆伍陆柒捌玖]", numeral):
        return True
    if values[-1] % 1:
        return True  # 一天半, 八角五分
    if numeral == "两":
        return unit.word not in counted_nouns()  # 两级, but not 两国
    if unit.spelled == "no" or (unit.kind == "count" and numeral == "二"):
        return False
    if len(numeral) > 1 and not re.search("[十廿卅点]", numeral) and len(values) == 1:
        return False
    return unit.spelled == "one" or values[0] > 1


def _stands_alone(text: str, match: re.Match[str], odd: re.Match[str] | None) -> bool:
    """引水2.57亿: large numbers are quantities even where the paper drops the unit; other plain numbers are names."""
    numeral = match[0]
    if re.search(r"(?:\d|[一二三四五六七八九十两].*)[万亿]$|\d[,，]\d{3}", numeral) or (odd and len(numeral) > 1):
        return True
    return bool(
        _SAID_TO_BE.search(text, max(0, match.start() - 4), match.start()) and _CLAUSE_END.match(text, match.end())
    )


def _unit_of_list(text: str, match: re.Match[str], unit: Unit | None) -> Unit | None:
    """分别高0.7、1.4个百分点 and 回升2.9个、23.9个百分点: the last of a list prints the unit for all."""
    if not match[0][-1].isdigit() or (unit and unit.word != "个"):
        return None
    others = _REST_OF_LIST.match(text, match.end())
    shared = unit_at(text, others.end()) if others else None
    return shared if shared and shared.kind in ("percent", "money", "measure") else None


def _named_by_context(text: str, start: int, end: int, unit: Unit) -> tuple[str, str]:
    """(unit, kind): in 2小时18分 the 分 are minutes, in 摄氏36.5度 the 度 are of Celsius."""
    before = text[max(0, start - 3) : start]
    if unit.word == "分" and (before.rstrip("零").endswith("小时") or _SECONDS.match(text, end)):
        return "分钟", "duration"
    if unit.word == "度" and before.endswith(("摄氏", "华氏")):
        return ("℃" if before.endswith("摄氏") else "℉"), unit.kind
    return unit.name, unit.kind


def _split_unit(text: str, split: re.Match[str], values: tuple[Decimal, ...], qualifier: str | None) -> Number:
    """两个半小时, 3个多月: a half or an odd bit stands inside the unit."""
    if split["bit"] == "半":
        values = (*values[:-1], values[-1] + Decimal("0.5"))
    else:
        qualifier = "over"
    unit = unit_at(text, split.start("unit")) if split["unit"] not in _WITH_GE else None
    name = unit.name if unit else "个" + split["unit"]
    kind = "percent" if split["unit"] == "百分点" else "duration"
    return Number(values, name, kind, split.end(), qualifier)


def _with_smaller_unit(text: str, number: Number, unit: Unit) -> Number:
    """5元8角, 一米八, 三天半: what follows the unit counts in its parts."""
    if half := _HALF_MORE.match(text, number.end):
        more = Decimal("0.5") * unit.times
        return replace(number, values=(*number.values[:-1], number.values[-1] + more), end=half.end())
    if unit.kind == "money" and (coins := _COINS.match(text, number.end)) and coins[0].endswith(("角", "毛", "分")):
        jiao, fen = (decimal(coins[part] or "零") or Decimal(0) for part in ("jiao", "fen"))
        more = fen / 10 if unit.word in ("角", "毛") else jiao / 10 + fen / 100
        return replace(number, values=(*number.values[:-1], number.values[-1] + more), end=coins.end())
    if unit.word in ("米", "块", "元") and (rest := _SPOKEN_REST.match(text, number.end)):
        digits = decimal(rest[0]) or Decimal(0)
        more = digits / 10 ** len(rest[0])
        kind = "money" if unit.word == "块" else number.kind
        return replace(number, values=(*number.values[:-1], number.values[-1] + more), end=rest.end(), kind=kind)
    return number


# --- two ends


def _range(text: str, match: re.Match[str]) -> Number | None:
    """3至5天, 15—20亿元, 5%—8%: both ends count in the unit, and in the scale where only the second prints it."""
    first_unit = unit_at(text, match.end())
    second = _SECOND_END.match(text, match.end() + (len(first_unit.word) if first_unit else 0))
    low, high = decimal(match[0]), decimal(second["number"]) if second else None
    if second is None or low is None or high is None:
        return None
    high = -high if second["below"] else high
    last = _NUMERAL.match(text, second.start("number"))
    number = _counted(text, last, (high,)) if last else None
    if number is None or not number.unit or (first_unit and first_unit.name != number.unit):
        return None
    scale = _BIG_SCALE.search(second["number"])
    if scale and not re.search("[十百千万亿]", match[0]):
        scaled = low * (decimal("1" + scale[0]) or 1)
        low = scaled if scaled <= high else low
    times = number.values[0] / high if high else Decimal(1)
    return replace(number, values=(low * times, number.values[0]))


def _neighbours(numeral: str) -> tuple[Decimal, ...]:
    """七八个 is seven or eight, 二三十 twenty or thirty, 十七八 seventeen or eighteen."""
    match = _NEIGHBOURS.fullmatch(numeral)
    if match is None:
        return ()
    low, high = (decimal(match["head"] + match[end] + match["tail"]) for end in ("low", "high"))
    return (low, high) if low is not None and high is not None and low < high else ()


# --- shares, multiples, ranks


def _hundredths(text: str, match: re.Match[str]) -> Number | None:
    """百分之十六点五 → 16.5 %, 千分之三 → 3 ‰"""
    value = Decimal(100) if match["part"] == "百" else decimal(match["part"])
    sign = {"百": "%", "千": "‰", "万": "‱"}[match["whole"]]
    return None if value is None else Number((value,), sign, "percent", match.end())


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
    return Number((Decimal("0.5") * unit.times,), unit.name, unit.kind, match.end() + len(unit.word))


def _ratio(text: str, match: re.Match[str]) -> Number | None:
    """按1:1配套 → 1, without a unit; 3:1 alone may be a score."""
    near = text[max(0, match.start() - 8) : match.end() + 6]
    first, second = Decimal(match["first"]), Decimal(match["second"])
    if not second or not re.search("比例|配比|配套|配备|配给|匹配|额度|杠杆|[按以]", near):
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
    """¥5000, $3.5万"""
    number = decimal(match["number"])
    return None if number is None else Number((number,), _currencies()[match["sign"]], "money", match.end())


@cache
def _currencies() -> dict[str, str]:
    """Sign → unit."""
    return {row["sign"]: row["unit"] for _, row in rows(TABLES / "currencies.tsv")}


def _below_zero(text: str, match: re.Match[str]) -> Number | None:
    """零下5℃, 负二十度, -3%"""
    inner = _NUMERAL.match(text, match.end())
    number = _plain(text, inner) if inner else None
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
    if not (match["odd"] or text[: match.start()][-1:] in _CLAIMS_MORE or text.startswith("以上", end)):
        return None
    qualifier = "over" if match["odd"] else None
    return Number((value * unit.times,), unit.name, unit.kind, end, qualifier, scale_alone=True)


def _signs() -> str:
    return "|".join(re.escape(sign) for sign in sorted(_currencies(), key=len, reverse=True))


_NUMERAL = re.compile(NUMERAL)
_ODD = re.compile("余|多(?!数|种多)|有余|来(?![自到源临])|(?<=十)几")
_WITH_GE = ("月", "星期", "学期", "世纪", "百分点", "工作日", "年头", "季度", "学年")
_SPLIT_UNIT = re.compile(rf"个(?P<bit>[多余半])(?P<unit>小时|钟头|{'|'.join(_WITH_GE)})")
_HALF_MORE = re.compile("半(?![数导径夜天年个])")
_COINS = re.compile(rf"零?(?:(?P<jiao>{NUMERAL})[角毛](?![度形色]))?(?:(?P<fen>{NUMERAL})分(?![别之布]))?")
_SPOKEN_REST = re.compile(
    r"[一二三四五六七八九](?![一二三四五六七八九十百千万亿个家名位人项件次条点元角块米分])"
    r"|(?<=米)[一二三四五六七八九]{2}(?![一二三四五六七八九十百千万亿])"
    r"|(?<=米)\d{1,2}(?![\d.%个家名位人项件次条元米])"
)
_SECOND_END = re.compile(rf"(?:——|[-—–~～至到])(?P<below>零下|负|-)?(?P<number>{NUMERAL})")
_BIG_SCALE = re.compile("[万亿]+$")
_REST_OF_LIST = re.compile(r"个?(?:[、和]\d{1,9}(?:\.\d{1,4})?个?){1,8}(?<!个)")
_SECONDS = re.compile(r"\d+秒")
_NEIGHBOURS = re.compile(
    "(?P<head>|.*[十百千万亿])(?P<low>[一二两三四五六七八九])(?P<high>[二三四五六七八九])(?P<tail>[十百千万亿]*)"
)
_SAID_TO_BE = re.compile("(?:达到?|[共总合]计|总数[为达]|超过?|突破|逾|近|约|[增减升降]至|[增减升降加]到)$")
_CLAUSE_END = re.compile("[，。；、！？）)]|$")
_RANKED = re.compile("(?:[居列排获夺位荣名]|[全本][省市国县区球]|全球|世界|国内|同类|综合)[^，。；]{0,4}$")
_AFTER_RANK = re.compile("[，。；、！？）)”’]|$|的(?!是)")
_CLAIMS_MORE = tuple("过上超近逾达破")

FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Number | None]], ...] = (
    (re.compile(rf"(?P<whole>[百千万])分之(?P<part>负?{NUMERAL}|百)"), _hundredths),
    (re.compile(rf"(?:{NUMERAL}又)?{NUMERAL}分之{NUMERAL}"), _share),
    (re.compile(r"(?<=[占的超过约近达为足])(?P<part>\d{1,2})/(?P<whole>\d{1,3})(?![\d/])"), _slash),
    (
        re.compile("(?P<whole>[一二三四五六七八九])(?P<tenth>[一二三四五六七八九])折|(?P<digits>[1-9][0-9])折"),
        _discount,
    ),
    (re.compile(r"(?<![另其])一半(?!会|儿)|半数(?=以上|[，。的])"), _half),
    (re.compile(r"(?<![上下前后每头大多折过近一])半"), _half_unit),
    (re.compile(r"(?P<first>\d+(?:\.\d+)?)[:：∶比](?P<second>\d+(?:\.\d+)?)(?![\d:：])"), _ratio),
    (re.compile(rf"翻了?(?P<times>{NUMERAL})?番"), _doubled),
    (re.compile(rf"第(?P<number>{NUMERAL})(?P<unit>[位名](?!单))?"), _ordinal),
    (re.compile(rf"前(?P<number>{NUMERAL})(?P<unit>[名位强])"), _front),
    (re.compile(rf"(?P<sign>{_signs()})\s?(?P<number>{NUMERAL})(?![元美欧港日英])"), _signed_money),
    (re.compile(r"(?:零下|负|(?<![\dA-Za-z\u4e00-\u9fff)）])-)(?=[\d一二三四五六七八九十])"), _below_zero),
    (re.compile(r"(?P<scale>[百千万亿]{1,2})(?P<odd>[余多]?)"), _scale_alone),
    (_NUMERAL, _plain),
)
"""(pattern, reader): the first pattern that matches where a number begins decides."""

BEGINS = re.compile(
    rf"[\d一二两三四五六七八九十廿卅百千万亿半零负几数第前翻壹贰叁肆伍陆柒捌玖]|(?<!\d)-(?=\d)|(?:{_signs()})(?=\s?\d)"
)
"""Where one of FORMS may begin."""
