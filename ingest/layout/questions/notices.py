"""Notices and letters: what heads them, who signs them."""

from __future__ import annotations

import re

from ingest.days import half_width
from ingest.layout.furniture import is_number, is_signatory, is_signed_day
from ingest.layout.letters import (
    heads_letters,
    heads_thanks,
    is_address,
    is_family_signature,
    opens_with_address,
    writer,
)
from ingest.layout.questions.register import question
from ingest.layout.sheet import Sheet

OFFICE = re.compile(r"[\u4e00-\u9fff]{2,16}(?:局|委员会|办公室|人民政府|法院|检察院|公司|管委会|指挥部|领导小组)")
NOTICE = re.compile(
    r"[\u4e00-\u9fff“”《》]{0,16}(?<![下发接到了])(?:通知|公告|通告|启事|讣告|声明|公示|告示|更正|致歉|鸣谢|招聘|招租|转让|招领)(?:书|信)?"
    r"|[\u4e00-\u9fff]{0,6}(?:感谢|表扬|致歉|道歉|慰问|公开)信"
)

DOCUMENT = re.compile(
    r"的?(?:通知|公告|通告|公示|告示|决定|意见|批复|复函|声明|通报|倡议书|公开信)(?:[(（][^()（）]*[)）])?$"
)
"""How the title of an official document ends."""

TELEPHONE = re.compile(
    r"(?:电\s*话|手\s*机|热\s*线|联系人|传\s*真)[^，。]{0,12}?[\d×-]{5}"
    r"|(?<!\d)(?:1[3-9]\d[\d× ]{8,10}|0\d{2,3}\s?[-—－]\s?[\d×]{7,8})"
)
"""How a notice says by what number it is answered."""

SHORTEST_NOTICE = 2
"""Characters: 公告 alone says what kind of notices follow."""

AUTHOR = re.compile(r"[（(]?作者(?:系|为|是|单位|简介|现任|现为)[：:]?[^。]{2,40}[）)]?")
"""What papers say of an author below the text."""

LONGEST_DOCUMENT_TITLE = 4
"""Lines, without the office's own."""

REPLY = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:读者|同志|先生|女士|网友)[:：]|[\u4e00-\u9fff、“”]{2,24}(?:回复|答复|回应|解释|答)[:：]"
)
"""How somebody answers a letter."""

LONGEST_LETTER = 60
"""Lines."""


@question
def heads_a_notice(sheet: Sheet, index: int) -> float:
    """停电通知, 招标公告, 讣告."""
    return bool(NOTICE.fullmatch("".join(sheet.text(index).split())))


@question
def stands_over_notices(sheet: Sheet, index: int) -> float:
    """公告, 启事 of two characters above another line that heads a notice: 公告⏎停水公告."""
    below = index + 1
    if below == len(sheet.lines) or len(sheet.text(index)) > SHORTEST_NOTICE or not heads_a_notice(sheet, index):
        return False
    return heads_a_notice(sheet, below) > 0 and len(sheet.text(below)) > SHORTEST_NOTICE


@question
def issues_a_document(sheet: Sheet, index: int) -> float:
    """梧州市水务局 right above 关于…的通告: the title of an official document begins with who issues it."""
    office = OFFICE.fullmatch(sheet.text(index)) or is_signatory(sheet.text(index))
    return bool(office) and _document_title(sheet, index + 1) > 0


@question
def goes_on_with_document_title(sheet: Sheet, index: int) -> float:
    """关于… below its office, and what follows up to …的通告."""
    first = next(
        (line for line in range(index, max(-1, index - LONGEST_DOCUMENT_TITLE), -1) if _is_about(sheet, line)), None
    )
    if first is None or index >= first + _document_title(sheet, first):
        return False
    return index > first or (first > 0 and issues_a_document(sheet, first - 1) > 0)


def _document_title(sheet: Sheet, first: int) -> int:
    """How many lines the title of an official document takes that begins with 关于; 0 where none does."""
    if first >= len(sheet.lines) or not _is_about(sheet, first):
        return 0
    for line in range(first, min(first + LONGEST_DOCUMENT_TITLE, len(sheet.lines))):
        if line > first and (sheet.gap_before(line) or not sheet.heading_shaped[line]):
            return 0
        if DOCUMENT.search(sheet.text(line)):
            return line - first + 1
    return 0


def _is_about(sheet: Sheet, index: int) -> bool:
    return sheet.text(index).startswith("关于") and sheet.heading_shaped[index]


@question
def signs_a_notice(sheet: Sheet, index: int) -> float:
    """赵县电力局 below a whole sentence, a number to ring or another such, and above a day, another such or a blank
    line; or that day."""
    if index == 0:
        return False
    if is_signed_day(sheet.text(index - 1), sheet.text(index)):
        return True
    above = sheet.ended[index - 1] or is_signatory(sheet.text(index - 1)) or gives_a_telephone(sheet, index - 1)
    if sheet.ended[index] or index + 1 == len(sheet.lines):
        return False
    below = sheet.text(index + 1)
    if sheet.far_right(index) and (is_signed_day(sheet.text(index), below) or _is_cut(sheet, index)):
        return True
    if not above:
        return False
    if is_signed_day(sheet.text(index), below):
        return True
    set_right = sheet.indents and sheet.indented(index) and sheet.gap_after(index)
    return is_signatory(sheet.text(index)) and (set_right or (sheet.ended[index - 1] and is_signatory(below)))


def _is_cut(sheet: Sheet, index: int) -> bool:
    """Whether a line set far to the right goes on with the office's name in the line below: 河口管道⏎制造公司."""
    below = index + 1
    if below + 1 >= len(sheet.lines) or is_signatory(sheet.text(index)):
        return False
    right = sheet.far_right(index) and sheet.far_right(below)
    return right and is_signed_day(sheet.text(below), sheet.text(below + 1))


@question
def goes_on_with_signature(sheet: Sheet, index: int) -> float:
    return index > 0 and _is_cut(sheet, index - 1)


@question
def only_a_number(sheet: Sheet, index: int) -> float:
    """0635-1234567 right below 电话： or another number."""
    if index == 0 or sheet.gap_before(index) or not is_number(sheet.text(index)):
        return False
    return sheet.text(index - 1)[-1] in "：:、" or gives_a_telephone(sheet, index - 1)


@question
def after_signed_day(sheet: Sheet, index: int) -> float:
    return index > 1 and is_signed_day(sheet.text(index - 2), sheet.text(index - 1))


@question
def names_an_office(sheet: Sheet, index: int) -> float:
    """温州市公安局: an office and nothing else."""
    return bool(OFFICE.fullmatch(sheet.text(index)))


@question
def gives_a_telephone(sheet: Sheet, index: int) -> float:
    """联系人：马先生 13000001111, 电话：0635-1234567"""
    return bool(TELEPHONE.search(half_width(sheet.text(index))))


@question
def signs_within_the_family(sheet: Sheet, index: int) -> float:
    """父字 九月十六日夜"""
    return is_family_signature(sheet.text(index))


@question
def says_who_the_author_is(sheet: Sheet, index: int) -> float:
    """（作者系云水县第二中学教师）"""
    return bool(AUTHOR.fullmatch(sheet.text(index).strip()))


@question
def opens_a_letter(sheet: Sheet, index: int) -> float:
    """编辑同志："""
    return is_address(sheet.text(index))


@question
def signs_a_letter(sheet: Sheet, index: int) -> float:
    """塘湖公社冷水大队 葛运香, below the last sentence of a letter."""
    if index == 0 or not sheet.ended[index - 1] or writer(sheet.text(index)) is None:
        return False
    return any(
        opens_with_address(sheet.text(line)) or heads_letters(sheet.text(line)) or heads_thanks(sheet.text(line))
        for line in range(max(0, index - LONGEST_LETTER), index)
    )


@question
def goes_on_below_writer(sheet: Sheet, index: int) -> float:
    """常爱国读者：…, 云水县水务局回复：…, or the day, below who wrote the letter."""
    if index == 0 or not _is_letter_writer(sheet, index - 1):
        return False
    return bool(REPLY.match(sheet.text(index))) or is_signed_day(sheet.text(index - 1), sheet.text(index))


def _is_letter_writer(sheet: Sheet, index: int) -> bool:
    return signs_a_letter(sheet, index) > 0 or bool(sheet.credit_lines[index] and writer(sheet.text(index)))
