"""Numbers as Chinese newspapers print them → their value.

    number("1.5万") → 15000.0        number("三百二十万") → 3200000.0
    number("2万5千") → 25000.0       number("百分之十六点五") → 0.165

Arabic and Chinese figures, both widths, with scale words between and behind them, are one language here: a
number is a row of groups, each counted in 万, 亿 or 兆. NUMERAL finds such numbers in a text, `decimal` reads
one exactly, `number` gives it as a float. Start reading at `decimal`.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2}
TENS = {"廿": 20, "卅": 30, "卌": 40}
SMALL_SCALES = {"十": 10, "百": 100, "千": 1000}
BIG_SCALES = {"万": 10**4, "亿": 10**8, "兆": 10**12}
"""兆 is 10^12 here; in a text NUMERAL takes it for that before money only, else it is a unit (30兆瓦, 100兆宽带)."""

_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；：！？"} | {0x2212: "-"}
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億〇○兩点點", "一二二三三四五六六七八九十百千万亿零零两点点")

# 百分之三 is no hundred, 5千米 five kilometres: there the scale is part of the next word; 兆 is one before money only.
# The two ways that a 千 can stand exclude each other, or a row of them (一千一千…) would be tried in 2^n ways.
# In 九千米 and 三千升 the figure is spoken, and so is its 千: nine thousand metres.
_THOUSAND = r"千(?![克瓦帕伏卡焦兆赫牛]|字节)(?:(?![米升])|(?=[米升])(?<=[一二两三四五六七八九几数]千))"
_SCALE = rf"(?:十|百(?!分[之点比])|{_THOUSAND}|[万亿]|兆(?=[元日韩美新台]))"
_ARABIC_DIGITS = r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d])(?:\.\d+)?|\d+(?:\.\d+)?)"
_ARABIC = rf"{_ARABIC_DIGITS}(?:[余多几]?{_SCALE}(?:{_ARABIC_DIGITS}|[一二三四五六七八九](?!、))?)*"
_HAN_DIGIT = "零〇○一二两三四五六七八九"
_HAN = (
    rf"[一二两三四五六七八九十廿卅](?:[{_HAN_DIGIT}]|{_SCALE})*"
    rf"(?:点[零〇一二三四五六七八九]+(?:(?!千米){_SCALE})*)?(?:[几多余]{_SCALE}+)*"
)
_ZERO = rf"零点[零〇一二三四五六七八九]+{_SCALE}*"
_VAGUE = r"[几数](?:十|百(?!分)|千|万|亿)+"
_BANKERS = r"[壹贰貳叁參肆伍陆陸柒捌玖][壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億万亿零]+"

NUMERAL = rf"(?:{_ARABIC}|{_BANKERS}|{_ZERO}|{_HAN}|{_VAGUE})"
"""A number in a text whose width was folded: 1,280.5, 3千万, 三百二十万, 十几万, 壹佰贰拾."""

_LONGEST = 40
"""Characters of the longest number: a newspaper prints none that comes near."""
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[零一二三四五六七八九]{2,}|.", re.DOTALL)
_FRACTION = re.compile("(?:(?P<more>[^又分]+)又)?(?P<whole>[^又分]+)分之(?P<part>[^又分]+)")
_DECIMAL_POINT = re.compile(r"([零一二两三四五六七八九十百千万亿]*)点([零一二三四五六七八九]+)")
_NEIGHBOURS = re.compile(r"(?<![零一二三四五六七八九])[一二两三四五六七八九]{2}(?=[十百千万亿])")
"""二三十 is twenty or thirty, no one number."""
_NOT_COUNTED = re.compile(r"\s+|(?<=\d)[,，](?=\d{3})")
_UNDETERMINED = re.compile(r"[余多来]|(?<=十)几|[几数](?=[十百千万亿])")


def fold(text: str) -> str:
    """The text in half-width forms, Chinese punctuation apart; every character keeps its place."""
    return text.translate(_WIDTH)


def number(text: str) -> float | None:
    """The value of a number, None for a text that is none: 1，280 is 1280.0, 两千余 the 2000.0 that is certain.

    >>> number("1亿2000万"), number("3万8"), number("二〇二五"), number("三分之二"), number("三农")
    (120000000.0, 38000.0, 2025.0, 0.6666666666666666, None)
    """
    value = decimal(text)
    return None if value is None else float(value)


def decimal(text: str) -> Decimal | None:
    """The exact value of a number, None for a text that is none."""
    text = _plain(text)
    if len(text) > _LONGEST:
        return None
    if text[:1] in ("负", "-"):
        value = _unsigned(text[1:])
        return None if value is None else -value
    return _unsigned(text)


def _unsigned(text: str) -> Decimal | None:
    if fraction := _FRACTION.fullmatch(text):
        return _quotient(fraction["part"], fraction["whole"], fraction["more"] or "零")
    if text in ("半", "一半"):
        return Decimal("0.5")
    return _number(text)


def _number(text: str) -> Decimal | None:
    if _NEIGHBOURS.search(text):
        return None
    return _sum_of_groups(_DECIMAL_POINT.sub(_arabic_decimal, text))


def _plain(text: str) -> str:
    """The text in one spelling: half-width, simple figures, no spaces, no thousands marks, no 余 or 几."""
    text = _NOT_COUNTED.sub("", fold(text)).translate(_FORMAL)
    return _UNDETERMINED.sub("", text)


def _quotient(part: str, whole: str, more: str) -> Decimal | None:
    """二又三分之一: more 二, whole 三, part 一; 百分之负三 has its sign in the part."""
    sign, part = (-1, part[1:]) if part[:1] in ("负", "-") else (1, part)
    numerator, integer = _number("一百" if part == "百" else part), _number(more)
    denominator = Decimal(SMALL_SCALES.get(whole) or BIG_SCALES.get(whole) or _number(whole) or 0)
    if numerator is None or integer is None or not denominator:
        return None
    return sign * (integer + numerator / denominator)


def _arabic_decimal(match: re.Match[str]) -> str:
    """三点五 → 3.5"""
    whole = _sum_of_groups(match[1]) if match[1] else Decimal(0)
    return f"{whole}.{''.join(str(DIGITS[digit]) for digit in match[2])}"


def _sum_of_groups(text: str) -> Decimal | None:
    """Adds up 3亿 + 5千 万 + 二十: small scales make a group, a big scale closes it."""
    total = group = Decimal(0)
    digits, scale = None, 1
    for token in _TOKEN.findall(text):
        if token in SMALL_SCALES:
            scale = SMALL_SCALES[token]
            group += (Decimal(1) if digits is None else digits) * scale
            digits = None
        elif token in BIG_SCALES:
            scale = BIG_SCALES[token]
            group += digits or 0
            # 万亿 multiplies what stands before it, 3亿5000万 adds to it
            total = (total + group or Decimal(1)) * scale if total < scale else total + group * scale
            group, digits = Decimal(0), None
        elif token in TENS:
            group += TENS[token]
        elif digits is None or digits == 0:
            digits = _digits(token)
            if digits is None:
                return None
        else:
            return None
    if not text:
        return None
    return total + group + _last_digits(text, digits or Decimal(0), scale)


def _digits(token: str) -> Decimal | None:
    if token[0] in DIGITS:
        return Decimal("".join(str(DIGITS[digit]) for digit in token))
    return Decimal(token) if token[0].isascii() and token[0].isdigit() else None


def _last_digits(text: str, digits: Decimal, scale: int) -> Decimal:
    """三万八 means 38,000 and 一百五 150: a lone last figure counts the next lower place."""
    spoken_short = scale >= 100 and len(text) > 1 and text[-2] in "百千万亿"
    return digits * scale / 10 if spoken_short else digits
