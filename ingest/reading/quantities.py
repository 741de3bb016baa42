"""A text → the quantities it states: number, unit, and how exact the paper is about it.

    quantities("年产量超过5500万件，占全省近9成") →
        超过5500万件 (55000000 件, over), 近9成 (90 %, nearly)

A quantity is a number and what stands around it: [about] number [odd] unit [or more]. What looks like a quantity
and is none (days, plans, idioms) is a row of tables/figures_not.tsv, the words around a number are rows of
tables/qualifiers.tsv; forms.py knows the numbers and units.py their units. Start reading at `quantities`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.numerals import fold
from ingest.reading.counted import LARGEST
from ingest.reading.forms import BEGINS, Number, number_at
from ingest.reading.printed import repaired
from ingest.rules import Rule, table

TABLES = Path(__file__).parent / "tables"

_RECENT = re.compile("(?<![将接])近$")
_RECENT_ENDS = ("来", "间", "里", "内", "以", "最", "累", "首", "均", "平", "主", "，", "、", ",", "")
"""近3年来 and 近3年最高 are a time, the last three years; 历时近3年 is nearly three years."""


FIGURES = r"\d零〇○一二两三四五六七八九十廿百千万"
"""Characters that a stretch of figures_not.tsv with begins = number begins with."""
_PRICED = ("元", "块", "角")
_SPACE = re.compile(r"\s")
_TORN_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff，,、：:（(])(?:\d{1,3} ){1,5}\d{1,3}(?=[余多几万亿%]?[\u4e00-\u9fff])")
"""1 30余处, 2 1 0 0名: between words no paper prints two numbers side by side."""


_TORN_SPOKEN = re.compile(
    "(?<=[一二两三四五六七八九]) (?=[十百千万亿](?!月|[姓货花]|[家方]|[众物]|字))"
    "|(?<=[十百千万亿]) (?=[一二两三四五六七八九](?:[十百千万亿](?!月)|[，。；、]|$))"
)
"""百分之五 十, 二 千三百万: a figure before its scale, a scale before figure and scale."""
_FORMULA = re.compile(r"\$\s*(?P<number>\d[\d\s.]*)\\?%\s*\$")
r"""$12.5\%$: how OCR models set a share, between signs of mathematics."""


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, and where it stands in the text that was searched."""

    start: int
    end: int
    text: str
    """With its qualifier: 近9成, 70%以上."""
    value: float
    """In plain units: 7.8亿元 is 780000000."""
    unit: str
    kind: str
    qualifier: str | None


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text in reading order; the two ends of a range are two quantities with one span.

    The text should be `joined`, so that no stray space stands inside a number.
    """
    folded = repaired(fold(text))
    excluded: dict[int, int] | None = None
    found: list[Quantity] = []
    position = done = 0
    while begin := BEGINS.search(folded, position):
        position, number = number_at(folded, begin.start())
        if number is None or abs(number.values[-1]) >= LARGEST:
            continue
        excluded = _excluded(folded) if excluded is None else excluded  # most sentences hold no number to exclude
        if begin.start() in excluded:
            position = excluded[begin.start()]
            continue
        start, end, qualifier = _qualified(folded, done, begin.start(), number)
        if found and folded[done:start].endswith("或") and found[-1].qualifier == "up_to":
            qualifier = qualifier or "up_to"  # 最高可给予5000万元综合资助或6000万元股权投资
        if found and found[-1].end == start and found[-1].unit in _PRICED and number.values == (1,):
            position = end  # 三元一斤, 4元1碗: what a price buys
            continue
        for value in number.values:
            found.append(Quantity(start, end, text[start:end], float(value), number.unit, number.kind, qualifier))
        position = done = end
    return tuple(found)


def joined(text: str) -> str:
    """The text without the spaces that typesetting puts around and into numbers: 7 . 8 亿元 → 7.8亿元. Between the
    cells of a table they stay: 77.6 -1.0% is no range.
    """
    text = text.strip()
    if "$" in text:
        text = _FORMULA.sub(lambda share: _SPACE.sub("", share["number"]) + "%", text)
    if not _SPACE.search(text):
        return text
    text = re.sub(r"(?<=\d)\s*([.．])\s*(?=\d)", r"\1", text)
    text = re.sub(r"(?<![\d.])\d{1,3}(?: \d{3})+(?![\d.])", lambda number: number[0].replace(" ", ""), text)
    text = _TORN_NUMBER.sub(lambda number: number[0].replace(" ", ""), text)
    text = re.sub(r"(?<=\d)\s+(?![\d\s]|-\d)|(?<![A-Za-z\d.．\s])\s+(?=\d)", "", text)
    text = _TORN_SPOKEN.sub("", text)
    text = re.sub("[“‘《][^”’》]{1,30}[”’》]", lambda name: re.sub(r"\s", "", name[0]), text)
    return re.sub(r"(?<=[余多万亿])\s+(?=[\u4e00-\u9fff])", "", text)


def _excluded(text: str) -> dict[int, int]:
    """Each place inside a stretch that is no figure → where the stretch ends."""
    return {
        position: match.end("stretch")
        for match in _no_figure().finditer(text)
        for position in range(match.start(), match.end("stretch"))
    }


@cache
def _no_figure() -> re.Pattern[str]:
    """All rows of figures_not.tsv as one pattern, which is tried at every place: stretches may overlap."""
    at_figures, elsewhere = (
        "|".join(
            f"(?:{rule.pattern.pattern})" for rule in table(TABLES / "figures_not.tsv") if rule.row["begins"] == begins
        )
        for begins in ("number", "")
    )
    return re.compile(f"(?=(?P<stretch>(?=[{FIGURES}])(?:{at_figures})|{elsewhere}))")


@cache
def _qualifiers(*sides: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in table(TABLES / "qualifiers.tsv") if rule.row["side"] in sides)


def _qualified(text: str, done: int, start: int, number: Number) -> tuple[int, int, str | None]:
    """(start, end, qualifier) of the figure: 不少于 of 不少于1次 and 以上 of 70%以上 belong to it."""
    before, after = _before(text, max(done, start - 12), start, number), _after(text, number)
    end, qualifier = number.end, number.qualifier
    if before:
        rule, words = before
        start -= 0 if rule.row["printed"] == "no" else len(words)
        qualifier = rule.row["qualifier"]
    if after:
        rule, words = after
        end += len(words)
        qualifier = rule.row["qualifier"]
    return start, end, qualifier


def _before(text: str, done: int, start: int, number: Number) -> tuple[Rule, str] | None:
    left = text[done:start]
    if number.kind == "duration" and _RECENT.search(left) and text[number.end : number.end + 1] in _RECENT_ENDS:
        return None
    if number.kind == "duration" and left.endswith("过") and not left.endswith("超过"):
        return None  # 过三天再来: when they have passed
    sides = ("before", "scale") if number.scale_alone else ("before",)
    matches = ((rule, rule.pattern.search(left)) for rule in _qualifiers(*sides))
    return next(((rule, match[0]) for rule, match in matches if match), None)


def _after(text: str, number: Number) -> tuple[Rule, str] | None:
    if not number.unit and number.kind != "multiple":
        return None
    matches = ((rule, rule.pattern.match(text, number.end)) for rule in _qualifiers("unit"))
    said = ("多", "余") if number.qualifier == "over" else ()
    return next(((rule, match[0]) for rule, match in matches if match and match[0] not in said), None)
