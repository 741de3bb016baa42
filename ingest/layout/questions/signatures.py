"""Where bylines, datelines and credits stand."""

from __future__ import annotations

import re

from ingest.layout.credits import is_credit_line, opens_credit
from ingest.layout.grammar import SIGNED
from ingest.layout.questions.register import question
from ingest.layout.questions.shape import verses_from
from ingest.layout.questions.words import (
    marked_name,
    names_a_body,
    names_a_place,
    names_a_section,
    names_or_acts,
)
from ingest.layout.sheet import Sheet
from ingest.layout.signatures import CREDIT_TAIL
from ingest.names import is_name

BYLINE_MARKS = "■□●○◎◆◇▲△★☆▪▫"

PEN_NAME = re.compile(
    r"[□■◎○●]\s*[\u4e00-\u9fff]{4}"
    r"|(?:[□■◎○●]\s*)?[\u4e00-\u9fff][ \u3000]*[\u4e00-\u9fff](?:[ \u3000]*[\u4e00-\u9fff])?(?<![县区市镇乡州旗])"
)
SHORT_NAME = re.compile(r"(?!.*[一二三四五六七八九十百千万亿])[\u4e00-\u9fff]{2,4}(?<![县区市镇乡州旗])")
COLUMN_NAME = re.compile(r"[\u4e00-\u9fff]{3,6}(?<![县区市镇乡州旗村])")
PHOTOGRAPHER = re.compile(r"(?:[摄图]|摄影报道)[）)\s]*$|摄影[:：\s]|供图")


@question
def byline_only(sheet: Sheet, index: int) -> float:
    return sheet.credit_lines[index]


@question
def more_names(sheet: Sheet, index: int) -> float:
    """Names alone, below a byline that left room for them."""
    return sheet.names_lines[index] and index > 0 and _leaves_names_open(sheet, index - 1)


@question
def pen_name(sheet: Sheet, index: int) -> float:
    """Two or three characters between a headline and its text, which need not be a name, 苕　溪; or a long name."""
    if not 0 < index < len(sheet.lines) - 1 or not sheet.heading_shaped[index - 1]:
        return False
    if sheet.credit_lines[index + 1]:
        return False
    between = sheet.is_text(index + 1) or verses_from(sheet, index + 1) > 2
    named = PEN_NAME.fullmatch(sheet.text(index)) or _is_long_name(sheet.text(index))
    free = sheet.gap_before(index) or sheet.text(index)[0] in BYLINE_MARKS
    return between and free and bool(named) and not names_a_body(sheet, index)


def _is_long_name(text: str) -> bool:
    """努尔古丽·阿不都热合曼"""
    return "·" in text and is_name(text)


@question
def pen_name_in_column(sheet: Sheet, index: int) -> float:
    """Two to four Han characters that count nothing, right between a headline line and its text, below the short
    name of a column: 花钱有道⏎团购火锅，别忘了看那行小字⏎慢半拍."""
    if not 1 < index < len(sheet.lines) - 1 or not sheet.is_text(index + 1) or sheet.gap_before(index):
        return False
    column, headline = index - 2, index - 1
    stacked = sheet.gap_before(column) and not sheet.gap_before(headline) and sheet.heading_shaped[headline]
    if not stacked or not SHORT_NAME.fullmatch(sheet.text(index)):
        return False
    if names_a_section(sheet, column) > 0 or marked_name(sheet, column) > 0:
        return True
    free = sheet.widths[headline] >= 16 or not (names_or_acts(sheet, index) or names_a_place(sheet, column))
    return free and bool(COLUMN_NAME.fullmatch(sheet.text(column)))


@question
def name_alone(sheet: Sheet, index: int) -> float:
    """One name and nothing else, free of the text."""
    return sheet.names_lines[index] and sheet.widths[index] <= 8 and sheet.gap_before(index) and sheet.gap_after(index)


@question
def signed_at_right(sheet: Sheet, index: int) -> float:
    """One name and nothing else, set far to the right below the end of a sentence."""
    named = sheet.names_lines[index] and sheet.widths[index] <= 8
    return sheet.far_right(index) and named and index > 0 and sheet.ended[index - 1]


@question
def name_below_headline(sheet: Sheet, index: int) -> float:
    """One name and nothing else, right below a headline line and above text or verses, on a page of any setting."""
    if not 0 < index < len(sheet.lines) - 1 or not _is_writers_name(sheet, index) or sheet.gap_before(index):
        return False
    below_headline = sheet.heading_shaped[index - 1] and not _is_writers_name(sheet, index - 1)
    return below_headline and (sheet.is_text(index + 1) or verses_from(sheet, index + 1) > 2)


@question
def above_signed_text(sheet: Sheet, index: int) -> float:
    """A line between a headline and a text that has a dateline and names its own writers."""
    below = index + 1
    if not 0 < index < len(sheet.lines) - 1 or not sheet.heading_shaped[index - 1]:
        return False
    return sheet.datelines[below] and sheet.anchors[below] == SIGNED


@question
def signs_headline_above(sheet: Sheet, index: int) -> float:
    """One name and nothing else, right below a headline line and above a blank line, or the page's last line."""
    if index == 0 or not sheet.heading_shaped[index - 1] or sheet.gap_before(index):
        return False
    free = index + 1 == len(sheet.lines) or sheet.gap_after(index)
    return free and _is_writers_name(sheet, index) and not _is_writers_name(sheet, index - 1)


@question
def signs_hanging_headline(sheet: Sheet, index: int) -> float:
    """A byline above a blank line and right below a headline that stands right below the end of a sentence."""
    if index == 0 or not sheet.credit_lines[index] or sheet.gap_before(index) or not sheet.gap_after(index):
        return False
    return _hangs_below_text(sheet, index - 1)


def _hangs_below_text(sheet: Sheet, index: int) -> bool:
    """Whether a headline line and those right above it stand below the end of a sentence, without a blank line."""
    while index and sheet.heading_shaped[index] and not sheet.gap_before(index) and not sheet.indented(index):
        index -= 1
        if sheet.ended[index]:
            return True
    return False


@question
def above_writers_name(sheet: Sheet, index: int) -> float:
    below = index + 1
    if below >= len(sheet.lines):
        return False
    named = name_below_headline(sheet, below) > 0 or _is_marked_pen_name(sheet, below)
    return named or pen_name_in_column(sheet, below) > 0


def _is_marked_pen_name(sheet: Sheet, index: int) -> bool:
    return sheet.text(index)[0] in BYLINE_MARKS and pen_name(sheet, index) > 0


@question
def captions_a_picture(sheet: Sheet, index: int) -> float:
    """Below a headline, it, or the credit below it, names who took a picture, and a dateline follows."""
    if index == 0 or not sheet.heading_shaped[index - 1]:
        return False
    last = index + 1 if index + 1 < len(sheet.lines) and sheet.credit_lines[index + 1] else index
    dated = last + 1 < len(sheet.lines) and sheet.datelines[last + 1]
    return dated and not sheet.credit_lines[index] and credits_a_photographer(sheet, last) > 0


@question
def marked_byline_after_byline(sheet: Sheet, index: int) -> float:
    """■ 本报记者 … below another byline and a blank line."""
    marked = sheet.credit_lines[index] and sheet.text(index)[0] in BYLINE_MARKS
    return marked and sheet.gap_before(index) and index > 0 and _leaves_names_open(sheet, index - 1)


@question
def byline_cut_by_line(sheet: Sheet, index: int) -> float:
    """□记者 倪群力 报, with 道 on the next line: both together are a byline, the second alone is none."""
    if index + 1 >= len(sheet.lines) or sheet.gap_after(index):
        return False
    first, rest = sheet.text(index), sheet.text(index + 1)
    whole = sheet.credit_lines[index + 1] or (sheet.credit_lines[index] and sheet.names_lines[index + 1])
    return len(rest) <= CREDIT_TAIL and not whole and not opens_credit(first) and is_credit_line(first + rest)


@question
def rest_of_byline(sheet: Sheet, index: int) -> float:
    """道, where the line before is □记者 倪群力 报."""
    return index > 0 and byline_cut_by_line(sheet, index - 1)


@question
def role_alone(sheet: Sheet, index: int) -> float:
    """本报评论员: a role that signs without a name, free of the text or between headline and text."""
    free = sheet.gap_before(index) and sheet.gap_after(index)
    free = free or (0 < index < len(sheet.lines) - 1 and sheet.heading_shaped[index - 1])
    return free and opens_credit(sheet.text(index)) and not byline_without_names(sheet, index)


@question
def byline_without_names(sheet: Sheet, index: int) -> float:
    """本报通讯员: the names stand on the next line."""
    return index + 1 < len(sheet.lines) and sheet.names_lines[index + 1] and opens_credit(sheet.text(index))


@question
def dateline(sheet: Sheet, index: int) -> float:
    return sheet.datelines[index]


@question
def ends_with_credit(sheet: Sheet, index: int) -> float:
    return sheet.tail_credits[index]


@question
def ends_cut_credit(sheet: Sheet, index: int) -> float:
    """文辉, where the line before ends with ■ 本报记者 孙."""
    return sheet.cut_credits[index]


@question
def credits_a_photographer(sheet: Sheet, index: int) -> float:
    signed = sheet.credit_lines[index] or sheet.tail_credits[index]
    return signed and bool(PHOTOGRAPHER.search(sheet.text(index)))


def _is_writers_name(sheet: Sheet, index: int) -> bool:
    text = sheet.text(index).lstrip(f"{BYLINE_MARKS} ")
    alone = sheet.names_lines[index] or sheet.credit_lines[index]
    return alone and (len(text) <= 4 or "·" in text) and is_name(text)


def _leaves_names_open(sheet: Sheet, index: int) -> bool:
    return sheet.credit_lines[index] or sheet.names_lines[index] or opens_credit(sheet.text(index))
