"""Page text → Lines: one small repair per function, the printed line kept beside the repaired one.

    '　　本 报 记 者  胡磊'  →  Line(text='本报记者  胡磊', indent=4, heading=0, …)
    '### 砥砺初心,筑牢信仰之基'  →  Line(text='砥砺初心,筑牢信仰之基', heading=3, …)

Start reading at `lines`; `joined` puts the lines of one paragraph together again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ingest.model import Box, Given, Line

HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇]"

INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0100-\U000e01ef"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
"""Characters that show nothing: soft hyphen, zero-width spaces and joiners, direction marks, BOM, controls."""

BLANK = re.compile("[\x0b\x0c\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]")
"""Form feeds and other breaks within a line, and blanks of odd widths: what stands on both sides is not one word."""

RADICALS = dict(
    zip(
        map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰"),
        "母民虎西见角贝车长门青韦页风飞食马鱼鸟麦黄齐齿龙",
        strict=True,
    )
) | {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))}
"""Characters that look like others, which PDF files give in their place: ⼭东 for 山东. From Unicode's tables of
compatibility decompositions and of EquivalentUnifiedIdeograph."""

MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(?:#{1,6}\s+)*(?=\S)")
MARKDOWN_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
MARKDOWN_EMPHASIS = re.compile(r"([*_])(?=\S)([^*_]+)(?<=\S)\1")
"""Met as a whole line only: within a line, * also multiplies."""

MARKDOWN_TORN = re.compile(r"^\*\*(?=[^\s*])|(?<=[^\s*])\*\*$")
"""What bold type that goes over several lines leaves in the first and the last."""

MARKDOWN_QUOTE = re.compile(r"(?:>\s*)+")
MARKDOWN_RULE = re.compile(r"[-*_=]{3,}$")

MATHS = re.compile(r"\$\s*(\d(?:[\d\s.,]*\d)?)\s*(\\?[%％])?\s*\$(?!\d)")
"""A number that an OCR model took for a formula: $32$名, $17.3\\%$, $9 6 . 3 \\%$."""

TAG = re.compile(
    r"</?(?:table|thead|tbody|tr|td|th|caption|br|img|div|p|span|center|b|strong|i|em|u|s|sup|sub|font|small|big)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""HTML, as OCR models write it into Markdown. What it parts are words, cells or lines."""

FIELD_LABEL = re.compile(
    r"(?:【(?:主?标题|引题|副题|副标题|正文)】[:：]?|(?:主?标题|引题|副题|副标题|正文)[:：])\s*(?=\S)"
)
"""The field names that databases of articles write before headline and text."""

END_NOTE = re.compile(
    r"(?<=[。！？”）)])\s*[①-⑳]\d{1,2}(?=\s|$)"
    r"|(?<=[^（(])\s*[（(](?:附?(?:图片?|照片)[^）)]{0,6}|附表[^）)]{0,6}|传真照片|图片报道)[）)]$"
)
"""What editors and archives add behind an item's last sentence or headline: the code of desk and editor (②11),
（附图片2张）."""

ITEM_NUMBER = re.compile(r"^\d{1,3}[.、．]\s*")
ITEM_FIELDS = re.compile(r"第\d{1,2}版\([^)]*\)\s*专栏[:：]\s*")
"""What the text archive of 人民日报 writes before an item that it prints on one line."""

LETTER_SPACED = re.compile(rf"(?<!{HAN}){HAN}(?:[ \u3000\u00a0]{HAN}){{2,}}(?!{HAN})")
"""Three or more single characters, each parted by one space: 本 报 记 者. Words parted by spaces are left alone."""

SPACED_PAPER = re.compile(rf"(?:{HAN}[ \u3000\u00a0]){{2,7}}报")
"""The name of a paper as it heads a page, known by being set so: 通 城 报."""

SPACED_POINT = re.compile(r"(?<=\d)\s+([.．])\s*(?=\d)|(?<=\d)([.．])\s+(?=\d)")
"""7 . 8 and 7. 8, as a justified column prints 7.8."""

SPACED_NUMBER = re.compile(rf"(?<={HAN})[ \u00a0]+(?=\d)|(?<=[\d%％‰])[ \u00a0]+(?={HAN})")
"""The blanks that a typesetter puts between digits and Han: 400 余家."""


def lines(
    text: str, boxes: Mapping[int, Box] | None = None, given: Mapping[int, Given] | None = None
) -> tuple[Line, ...]:
    """The non-blank lines of a page text, in order.

    `boxes`: where they stand on the page, `given`: what its source says of them, both by line number.
    """
    found = _printed(text)
    if not boxes and not given:
        return found
    boxes, given = boxes or {}, given or {}
    return tuple(replace(line, box=boxes.get(line.number), given=given.get(line.number)) for line in found)


@lru_cache(maxsize=2)
def _printed(text: str) -> tuple[Line, ...]:
    """The lines by their text alone, which the masthead and the page are read by."""
    found: list[Line] = []
    previous = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if raw.strip():
            found.append(_line(number, raw, number - previous - 1))
            previous = number
    return _without_repeated_headlines(found)


def joined(texts: Iterable[str]) -> str:
    """The lines of one paragraph as one text: no space where Chinese runs on.

    >>> joined(["已成立聊城市工", "人文化宫, 面积 400 余"])
    '已成立聊城市工人文化宫, 面积400余'
    """
    return closed_numbers("".join(texts))


def closed_numbers(text: str) -> str:
    """The text without the stray spaces in and around numbers.

    >>> closed_numbers("3 月 7 日,总量达7 . 8 亿元")
    '3月7日,总量达7.8亿元'
    """
    if len(text.split()) < 2:
        return text
    text = SPACED_POINT.sub(lambda match: match[1] or match[2], text)
    return SPACED_NUMBER.sub("", text)


def closed_letters(text: str) -> str:
    """The text with letter-spaced words closed, but for a paper's name alone.

    >>> closed_letters("■ 本 报 记 者 岳殿举"), closed_letters("凝心铸魂 齐心筑梦")
    ('■ 本报记者 岳殿举', '凝心铸魂 齐心筑梦')
    """
    if SPACED_PAPER.fullmatch(text):
        return text
    return LETTER_SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), text)


def unmarked(raw: str) -> str:
    """The printed line without Markdown marks and what shows nothing; its letter-spacing stays.

    >>> unmarked("**本 报 记 者 岳殿举**")
    '本 报 记 者 岳殿举'
    """
    return _without_markdown(_visible(raw).strip())[0]


def width(text: str) -> int:
    """Columns the text takes on the page: a Han character or full-width form 2, others 1.

    >>> width("出口3.1亿元")
    11
    """
    return sum(2 if is_wide(character) else 1 for character in text)


def is_wide(character: str) -> bool:
    """Whether a character takes two columns: Han and full-width forms."""
    return unicodedata.east_asian_width(character) in "WFA"


def _line(number: int, raw: str, gap: int) -> Line:
    visible = _visible(raw)
    stripped = visible.lstrip()
    indent = width(visible[: len(visible) - len(stripped)].expandtabs(4))
    text, heading = _without_markdown(_without_maths(_without_tags(stripped)).strip())
    return Line(number, raw, closed_letters(_without_labels(text)), indent, heading, gap)


def _without_repeated_headlines(lines: list[Line]) -> tuple[Line, ...]:
    """The lines, those of a database's items without what it wrote before them.

    1. 县剧团送戏下乡                                        →  县剧团送戏下乡
    第1版()专栏: 县剧团送戏下乡 新华社济南四月十五日电 …        →  新华社济南四月十五日电 …
    """
    for at, (line, below) in enumerate(pairwise(tuple(lines))):
        if not ITEM_FIELDS.match(below.text):
            continue
        headline = ITEM_NUMBER.sub("", line.text)
        repeated = re.match(rf"{ITEM_FIELDS.pattern}{re.escape(headline)}\s+", below.text)
        if repeated:
            lines[at : at + 2] = replace(line, text=headline), replace(below, text=below.text[repeated.end() :])
    return tuple(lines)


def _without_maths(text: str) -> str:
    """The text with its numbers as print has them.

    >>> _without_maths("增长$1 7 . 3 \\\\%$，带动$4.2$万户"), _without_maths("售价$12，降到$9。")
    ('增长17.3%，带动4.2万户', '售价$12，降到$9。')
    """
    return MATHS.sub(lambda found: re.sub(r"\s", "", found[1]) + ("%" if found[2] else ""), text)


def _without_tags(text: str) -> str:
    return re.sub(r"\s+", " ", TAG.sub(" ", text)) if TAG.search(text) else text


def _without_labels(text: str) -> str:
    """The text without what a database or an editor wrote before or behind it.

    >>> _without_labels("标题：老桥要修了"), _without_labels("老人们说，走着放心。②11")
    ('老桥要修了', '老人们说，走着放心。')
    """
    label = FIELD_LABEL.match(text)
    return END_NOTE.sub("", text[label.end() :] if label else text)


def _visible(raw: str) -> str:
    return INVISIBLE.sub("", BLANK.sub(" ", raw)).translate(RADICALS)


def _without_markdown(text: str) -> tuple[str, int]:
    """The text without Markdown marks, and the level of its heading (7 for a line wholly in bold, 0 for none)."""
    if MARKDOWN_RULE.match(text):
        return "", 0
    if quote := MARKDOWN_QUOTE.match(text):
        text = text[quote.end() :]
    if mark := MARKDOWN_HEADING.match(text):
        return _without_emphasis(text[mark.end() :].rstrip("# ")), len(mark[1])
    strong = MARKDOWN_STRONG.fullmatch(text)
    return _without_emphasis(text), 7 if strong else 0


def _without_emphasis(text: str) -> str:
    text = MARKDOWN_TORN.sub("", MARKDOWN_STRONG.sub(r"\2", text).strip())
    emphasis = MARKDOWN_EMPHASIS.fullmatch(text)
    return emphasis[2] if emphasis else text
