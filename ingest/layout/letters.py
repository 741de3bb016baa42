"""Letters to the editor: how they begin, 编辑同志：, and who signs them, 塘湖公社冷水大队 葛运香."""

from __future__ import annotations

import re

from ingest.layout.sections import kind_of_section
from ingest.names import HAN, is_signature, is_word

ADDRESS = re.compile(
    r"(?:(?:尊敬|敬爱|亲爱)的)?(?:(?:编辑|主编)(?:同志|先生|女士|老师|部)?|记者(?:同志|先生|女士|老师))们?(?:[您你]好)?[：:！]"
)
READERS = "读者|听众|观众"
"""What those are called who write letters."""

WRITER = re.compile(
    rf"(?:[{HAN}]{{0,10}}(?P<reader>{READERS})[ \u3000]*"
    rf"|(?![{HAN}]{{0,8}}(?:记者|通讯员|评论员|编辑))[{HAN}]{{2,14}}[ \u3000]+(?:[{HAN}]{{2,5}}[ \u3000]+)?)"
    rf"(?P<name>[{HAN}]{{2,4}})"
)
WRITER_FIRST = re.compile(rf"(?P<name>[{HAN}]{{2,4}})[ \u3000]*[（(][{HAN}]{{2,8}}[／/][{HAN}]{{1,8}}[）)]")
"""How letters in papers of Taiwan are signed: 邱玉兰（屏东市／家管）."""

THANKS = re.compile("[一-鿿]{0,6}(?:感谢|表扬|致歉|道歉|慰问|公开|求助)信")

FAMILY = re.compile(
    r"[父母爸妈爹娘兄弟姐妹姊儿女夫妻叔伯舅姨侄甥孙友爷奶]{1,2}(?:[字书上启草]|敬上|手书|亲笔|匆笔)"
    r"(?:[ \u3000]*[元正一二三四五六七八九十\d]{1,2}月.{1,4}[日号]?[日夜晨晚]?)?"
)


def is_family_signature(text: str) -> bool:
    """Whether a line is how one of the family signs a letter: 父字 九月十六日夜.

    >>> is_family_signature("父字　九月十六日夜"), is_family_signature("儿 上"), is_family_signature("母女书店")
    (True, False, False)
    """
    return bool(FAMILY.fullmatch(text.strip()))


def is_address(text: str) -> bool:
    """Whether a line is nothing but the words a letter begins with: 编辑同志：."""
    return bool(ADDRESS.fullmatch(text))


def heads_letters(text: str) -> bool:
    """Whether a line is the paper's heading above letters.

    >>> heads_letters("读者投书"), heads_letters("今日视点")
    (True, False)
    """
    return kind_of_section(text) == "letters"


def heads_thanks(text: str) -> bool:
    """Whether a line heads a letter to all: 感谢信, 公开信.

    >>> heads_thanks("感谢信"), heads_thanks("感谢信任")
    (True, False)
    """
    return bool(THANKS.fullmatch("".join(text.split())))


def opens_with_address(text: str) -> bool:
    """Whether a text begins as letters do: 编辑先生：我每日由元朗……"""
    return bool(ADDRESS.match(text))


def writer(text: str) -> str | None:
    """The name of who signs a letter, behind the place or office they write from: 葛运香, 麦女士.

    >>> writer("邱玉兰（屏东市／家管）")
    '邱玉兰'
    >>> writer("塘湖公社冷水大队 葛运香"), writer("元朗读者　麦女士"), writer("读者 康平"), writer("此致 敬礼")
    ('葛运香', '麦女士', '康平', None)
    """
    if first := WRITER_FIRST.fullmatch(text.strip()):
        return first["name"] if is_signature(first["name"]) else None
    found = WRITER.fullmatch(text.strip())
    if found is None or not is_signature(found["name"]) or (is_word(found["name"]) and not found["reader"]):
        return None
    return found["name"]
