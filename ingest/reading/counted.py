"""A plain number and the unit it counts: 3家, 三百二十万元, 十几万元, 两个半小时, 一米八, 七八个, 3至5天, 2.57亿.

    plain("种植1.5万亩", the match of 1.5万) → Number((15000,), "亩", "measure", …)

UNIT_RULES are the ways a paper prints the unit, asked in order; the first that answers wins. A number in digits
counts whatever unit follows; in Chinese figures it may be part of a word (一家人, 二期), see `_counts`.
Start reading at `plain`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from ingest.numerals import NUMERAL, decimal
from ingest.reading.units import Unit, counted_nouns, unit_at

HALF = Decimal("0.5")
ONE_NUMERAL = re.compile(NUMERAL)

_ODD = re.compile(r"余|多(?!数|种多)|有余|\+(?=[\u4e00-\u9fff])|来(?![自到源临])|(?<=十)几")
_SPLIT_UNIT = re.compile("个(?P<bit>[多余半])(?P<unit>小时|钟头|月|星期|学期|世纪|百分点|工作日|年头|季度|学年)")
_SPOKEN_SCALE = re.compile("个(?P<scale>亿(?!级)|百万|千万(?!级|富翁))")
_REST_OF_LIST = re.compile(r"个?(?:[、和]\d{1,9}(?:\.\d{1,4})?个?){1,8}(?<!个)")
_SECONDS = re.compile(r"\d+秒")
_HALF_MORE = re.compile("半(?![数导径夜天年个])")
_COIN = f"(?:{NUMERAL}|[壹贰叁肆伍陆柒捌玖])"
_COINS = re.compile(
    rf"零?(?:(?P<jiao>{_COIN})[角毛](?![度形色]))?(?:(?P<fen>{_COIN})(?:分(?![别之布])|(?<=[角毛].)(?=[，。；、]|$)))?钱?"
)
_TENTH_MORE = re.compile(r"[1-9](?![\d.,%％])")
_SPOKEN_REST = re.compile(
    "[一二三四五六七八九](?=一[^一二三四五六七八九十百千万亿])"
    "|[一二三四五六七八九](?![一二三四五六七八九十百千万亿个家名位人项件次条点元角块米分])"
    "|(?<=米)[一二三四五六七八九]{2}(?![一二三四五六七八九十百千万亿])"
    r"|(?<=[米秒])\d{1,2}(?![\d.%个家名位人项件次条元米])|(?<=块)\d(?![\d.%]|[\u4e00-\u9fff])"
)
_ONE_MORE = re.compile(r"[的钱，。；、！？,;:：)）”’\s]|$")
_PARTS = {
    **{
        "亩": "分厘",
        "斤": "两钱",
        "市斤": "两钱",
        "尺": "寸分",
        "市尺": "寸分",
        "丈": "尺寸",
        "石": "斗升",
        "斗": "升合",
    }
}
"""Of old units, the tenth part and the hundredth."""
_PART = re.compile(rf"(?P<skipped>零?)(?P<number>{NUMERAL})(?P<part>[分厘两钱寸尺斗升合])(?![之别作理头担费粮力])")
LIANG_OF_OLD = 16
"""十四两 is no tenth part of a 斤: until 1959 sixteen made one."""
LARGEST = Decimal(10) ** 18
"""No newspaper states a larger quantity; longer digits are card and account numbers."""
_SECOND_END = re.compile(rf"(?:——|[-—–~～至到])(?P<below>零下|负|-)?(?P<number>{NUMERAL})")
_BIG_SCALE = re.compile("[万亿]+$")
_NEIGHBOURS = re.compile(
    "(?P<head>|.*[十百千万亿])(?P<low>[一二两三四五六七八九])(?P<high>[二两三四五六七八九])(?P<tail>[十百千万亿]*)"
)
_LARGE = re.compile(r"(?:\d[百千]?|[一二三四五六七八九十两].*)[万亿]$|\d,\d{3}")
_SAID_TO_BE = re.compile("(?:达到?|[共总合]计|总数[为达]|超过?|突破|逾|近|约|[增减升降加][至到])$")
_INDEX = re.compile("(?:指数|系数|均值|得分|评分)[为达到]*$")
_CLAUSE_END = re.compile("[，。；、！？）)]|$")


@dataclass(frozen=True)
class Number:
    """What was read of a number: the values (two for a range), the unit, and where it ends in the text."""

    values: tuple[Decimal, ...]
    unit: str
    kind: str
    end: int
    qualifier: str | None = None
    scale_alone: bool = False
    """万余人, 过万元: a scale word without a number before it."""

    def plus(self, more: Decimal, end: int) -> Number:
        """The same number with more in its last value, ending later: 5元, 8角."""
        return replace(self, values=(*self.values[:-1], self.values[-1] + more), end=end)


@dataclass(frozen=True)
class Numeral:
    """A number before its unit is known: what a rule can ask about."""

    text: str
    """All the text."""
    start: int
    printed: str
    """三百二十万"""
    values: tuple[Decimal, ...]
    odd: str
    """余, 多, 几, 来 or + behind it, or nothing."""

    @property
    def end(self) -> int:
        return self.start + len(self.printed) + len(self.odd)

    @property
    def qualifier(self) -> str | None:
        if self.odd == "来":
            return "about"
        return "over" if self.odd or re.search("[几数余多]", self.printed) else None

    @cached_property
    def unit(self) -> Unit | None:
        return unit_at(self.text, self.end)


def plain(text: str, match: re.Match[str]) -> Number | None:
    """The number that a match of NUMERAL begins, None where it states no quantity."""
    if number := _range(text, match):
        return number
    values = _neighbours(match[0]) or ((value,) if (value := decimal(match[0])) is not None else ())
    return _with_unit(text, match, values) if values else None


def _with_unit(text: str, match: re.Match[str], values: tuple[Decimal, ...]) -> Number | None:
    if max(values) >= LARGEST:
        return None
    odd = _ODD.match(text, match.end())
    numeral = Numeral(text, match.start(), match[0], values, odd[0] if odd else "")
    return next((number for rule in UNIT_RULES if (number := rule(numeral))), None)


# --- the ways a unit is printed, in the order they are asked


def split_unit(numeral: Numeral) -> Number | None:
    """两个半小时, 3个多月: a half or an odd bit stands inside the unit."""
    split = _SPLIT_UNIT.match(numeral.text, numeral.end)
    if split is None:
        return None
    hours = split["unit"] in ("小时", "钟头")
    unit = unit_at("小时" if hours else "个" + split["unit"], 0)
    kind, name = (unit.kind, unit.name) if unit else ("duration", split["unit"])
    number = Number(numeral.values, name, kind, split.end(), numeral.qualifier)
    return number.plus(HALF, split.end()) if split["bit"] == "半" else replace(number, qualifier="over")


def unit_of_list(numeral: Numeral) -> Number | None:
    """分别高0.7、1.4个百分点 and 回升2.9个、23.9个百分点: the last of a list prints the unit for all."""
    if not numeral.printed[-1].isdigit() or (numeral.unit and numeral.unit.word != "个"):
        return None
    others = _REST_OF_LIST.match(numeral.text, numeral.end)
    unit = unit_at(numeral.text, others.end()) if others else None
    if unit is None or unit.kind not in ("percent", "money", "measure"):
        return None
    return Number(numeral.values, unit.name, unit.kind, numeral.end + (1 if numeral.unit else 0), numeral.qualifier)


def own_unit(numeral: Numeral) -> Number | None:
    """3家, 三百二十万元, 9成"""
    unit = numeral.unit
    if unit is None:
        return None
    name, kind = _in_context(numeral, unit)
    values = tuple(value * unit.times for value in numeral.values)
    number = Number(values, name, kind, numeral.end + len(unit.word), numeral.qualifier)
    number = _with_smaller_unit(numeral.text, number, unit)
    return number if kind != unit.kind or _counts(numeral.printed, number.values, unit) else None


def spoken_scale(numeral: Numeral) -> Number | None:
    """3.5个亿: 个 before a scale word counts nothing by itself."""
    scale = _SPOKEN_SCALE.match(numeral.text, numeral.end)
    if scale is None or numeral.odd:
        return None
    times = decimal("一" + scale["scale"]) or Decimal(1)
    unit = unit_at(numeral.text, scale.end())
    values = tuple(value * times for value in numeral.values)
    if unit is None:
        return Number(values, "", "count", scale.end(), numeral.qualifier)
    return Number(values, unit.name, unit.kind, scale.end() + len(unit.word), numeral.qualifier)


def dropped_unit(numeral: Numeral) -> Number | None:
    """引水2.57亿: large numbers are quantities even where the paper drops the unit; other plain numbers are names."""
    large = _LARGE.search(numeral.printed) or (numeral.odd and len(numeral.printed) > 1)
    before = numeral.text[max(0, numeral.start - 6) : numeral.start]
    said = _SAID_TO_BE.search(before) or _INDEX.search(before)
    if numeral.unit or not (large or (said and _CLAUSE_END.match(numeral.text, numeral.end))):
        return None
    return Number(numeral.values, "", "count", numeral.end, numeral.qualifier)


UNIT_RULES: tuple[Callable[[Numeral], Number | None], ...] = (
    split_unit,
    unit_of_list,
    spoken_scale,
    own_unit,
    dropped_unit,
)


def _counts(numeral: str, values: tuple[Decimal, ...], unit: Unit) -> bool:
    """Whether a number counts the unit behind it, or is part of a word: 一家人, 二期, 三级, 三一重工."""
    if re.search(r"[\d百千万亿壹贰叁肆伍陆柒捌玖]", numeral) or values[-1] % 1:
        return True
    if numeral == "两":
        return unit.word not in counted_nouns()  # 两级, but not 两国
    if unit.spelled == "no" or (unit.kind in ("count", "money") and numeral == "二"):
        return False
    if len(numeral) > 1 and len(values) == 1 and not re.search("[十廿卅点〇○零]", numeral):
        return False
    return unit.spelled == "one" or values[0] > 1


def _in_context(numeral: Numeral, unit: Unit) -> tuple[str, str]:
    """(unit, kind): in 2小时18分 the 分 are minutes, in 摄氏36.5度 the unit is 摄氏度."""
    before = numeral.text[max(0, numeral.start - 3) : numeral.start]
    if unit.word == "分" and (before.rstrip("零").endswith("小时") or _SECONDS.match(numeral.text, numeral.end + 1)):
        return "分钟", "duration"
    if unit.word == "度" and before.endswith(("摄氏", "华氏")):
        return before[-2:] + "度", unit.kind
    return unit.name, unit.kind


def _with_smaller_unit(text: str, number: Number, unit: Unit) -> Number:
    """5元8角, 一米八, 三天半: what follows the unit counts in its parts."""
    if half := _HALF_MORE.match(text, number.end):
        return number.plus(HALF * unit.times, half.end())
    if (unit.kind == "money" or unit.word == "块") and (coins := _coins(text, number.end)):
        jiao, fen = (decimal(coins[part] or "零") or Decimal(0) for part in ("jiao", "fen"))
        more = fen / 10 if unit.word in ("角", "毛") else jiao / 10 + fen / 100
        return replace(number.plus(more, coins.end()), kind="money")
    if (parts := _in_parts(text, number, unit)) != number:
        return parts
    if unit.word in ("米", "尺", "丈", "块", "元", "成", "度", "秒") and (rest := _spoken_rest(text, number.end, unit)):
        more = (decimal(rest[0]) or Decimal(0)) * unit.times / 10 ** len(rest[0])
        return replace(number.plus(more, rest.end()), kind="money" if unit.word == "块" else number.kind)
    return number


def _spoken_rest(text: str, position: int, unit: Unit) -> re.Match[str] | None:
    """八 of 一米八 and 五 of 三块五, 7 of 2成7; 一 of 三块一碗 and 五 of 十元五斤 begin what is bought."""
    rest = _SPOKEN_REST.match(text, position) or (_TENTH_MORE.match(text, position) if unit.word == "成" else None)
    if rest is None or (rest[0] == "一" and not _ONE_MORE.match(text, rest.end())):
        return None
    return None if unit_at(text, rest.end()) else rest


def _coins(text: str, position: int) -> re.Match[str] | None:
    """八角五分: at least one of them."""
    coins = _COINS.match(text, position)
    return coins if coins and (coins["jiao"] or coins["fen"]) else None


def _in_parts(text: str, number: Number, unit: Unit) -> Number:
    """一尺二寸, 三斤六两, 一亩三分一厘: tenths and hundredths have units of their own; 零 leaves one of them out."""
    parts = _PARTS.get(unit.word, "")
    while parts and (more := _PART.match(text, number.end)):
        rank = parts.find(more["part"])
        value = decimal(more["number"])
        if value is None or rank < 0 or (rank and not more["skipped"]):
            break
        old = more["part"] == "两" and 10 <= value < LIANG_OF_OLD
        if value >= 10 and not old:
            break
        worth = (
            Decimal(1) / LIANG_OF_OLD
            if old
            else Decimal(unit.times) / 10 ** (rank + 1 + len(_PARTS[unit.word]) - len(parts))
        )
        number, parts = number.plus(value * worth, more.end()), parts[rank + 1 :]
    return number


# --- two ends


def _range(text: str, match: re.Match[str]) -> Number | None:
    """3至5天, 15—20亿元, 5%—8%: both ends count in the unit, and in the scale where only the second prints it."""
    unit = unit_at(text, match.end())
    second = _SECOND_END.match(text, match.end() + (len(unit.word) if unit else 0))
    last = ONE_NUMERAL.match(text, second.start("number")) if second else None
    low, high = decimal(match[0]), decimal(last[0]) if last else None
    if second is None or last is None or low is None or high is None:
        return None
    if not re.search("[十百千万亿]", match[0]) and (scale := _BIG_SCALE.search(last[0])):
        scaled = low * (decimal("1" + scale[0]) or 1)
        low = scaled if scaled <= high else low
    number = _with_unit(text, last, (low, -high if second["below"] else high))
    alike = number and number.unit and (unit is None or unit.name == number.unit)
    return number if alike else None


def _neighbours(numeral: str) -> tuple[Decimal, ...]:
    """七八个 is seven or eight, 二三十 twenty or thirty, 十七八 seventeen or eighteen."""
    match = _NEIGHBOURS.fullmatch(numeral)
    if match is None:
        return ()
    low, high = (decimal(match["head"] + match[end] + match["tail"]) for end in ("low", "high"))
    return (low, high) if low is not None and high is not None and low < high else ()
