"""What the words of a line say of its role."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

from ingest import rules
from ingest.gazetteer import load, verbs
from ingest.layout.questions.register import question
from ingest.layout.sections import SECTIONS, kind_of_section
from ingest.layout.sheet import Sheet, begins_in_midst

TABLES = Path(__file__).parents[1] / "tables"

PARAGRAPH_OPENERS = TABLES / "paragraph_openers.tsv"
LINKING_WORDS = TABLES / "linking_words.tsv"
PLACE_KICKERS = TABLES / "place_kickers.tsv"

COMMA_INSIDE = re.compile(r"[，,](?=.)")

BLANKS = re.compile("[ \u3000]+")
DASH = re.compile(r"(?:——|—|――|－－|--|–)")

BODY = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:局|委|办|厅|院|所|站|队|厂|矿|社|店|行|校|会|中心|公司|集团|小学|中学|大学|学院|医院|银行|社区)"
)
DENIAL = re.compile("[不没未无]")
"""Stands in a phrase, and in no place's name: 小病不出村."""
APART = re.compile(r"^([\u4e00-\u9fff])[ \u3000]{1,4}([\u4e00-\u9fff])$")
NO_HAN = re.compile(r"[^\u4e00-\u9fff]")
SHORT_QUESTION = re.compile(r"[\u4e00-\u9fff]{2,9}[？?]")
NAME_MARKS = "□■◆◇●○★☆◎▲△"
LONGEST_BRIEFS = 40
"""Lines."""

MARKED_NAME = re.compile(rf"[{NAME_MARKS}]\s*[\u4e00-\u9fff]{{2,8}}")
ASKED = re.compile(r"(?:问|答|提问|回答|[QA]\d?)[:：]")
VERBS_OF_ONE = frozenset("获让把为用以向将促助推抓创办引")
PICTURE = re.compile(r"[题上下左右本]?图(?:为|[①②③一二三][:：]?|[:：])|[上下左右]图[:：，,是为]")

DAY = re.compile(r"(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日(?:上午|下午|晚|凌晨|清晨)?[，,]")

SPEAKER = re.compile(r"[^，。：“”！？,:]{2,30}(?:说|表示|介绍|告诉记者|说道|补充说|感慨|坦言|笑着说)[。，,：:]")


@question
def opens_paragraph(sheet: Sheet, index: int) -> float:
    """Words that news paragraphs like to begin with: 近年来, 据了解, 下一步."""
    return rules.any_found(PARAGRAPH_OPENERS, sheet.text(index))


@question
def links_back(sheet: Sheet, index: int) -> float:
    """Words that lean on the sentence before: 他, 对此, 同时."""
    return rules.any_found(LINKING_WORDS, sheet.text(index))


@question
def speaker_after_quoted_sentence(sheet: Sheet, index: int) -> float:
    """…。” then 某某说: in the midst of the lines of a wrapped column."""
    told = index > 0 and sheet.text(index - 1).endswith(("。”", "！”", "？”", "，”"))
    return told and sheet.wrapped[index] and not sheet.gap_before(index) and bool(SPEAKER.match(sheet.text(index)))


@question
def opens_sentence(sheet: Sheet, index: int) -> float:
    """Such words with a comma behind them: 据悉, 近日,"""
    return bool(COMMA_INSIDE.search(sheet.text(index)[:20])) and opens_paragraph(sheet, index)


@question
def opens_with_quotation(sheet: Sheet, index: int) -> float:
    return sheet.text(index).startswith(("“", "「"))


@question
def speaker_after_quotation(sheet: Sheet, index: int) -> float:
    """…。” then 某某说。: the speaker of a paragraph that is one quotation so far belongs to it."""
    return index > 0 and bool(SPEAKER.match(sheet.text(index))) and _is_one_quotation(sheet, index - 1)


@question
def names_a_place(sheet: Sheet, index: int) -> float:
    """莘县, 清泉街道, 我市, 信　　阳, 李店镇：: a kicker that says where."""
    text = APART.sub(r"\1\2", sheet.text(index).rstrip("：:"))
    known = text in load().bare or bool(load().named(text))
    return known or (rules.any_found(PLACE_KICKERS, text) and not DENIAL.search(text))


@question
def names_a_section(sheet: Sheet, index: int) -> float:
    """一线微观察, 今日视点, 短　评: a standing heading of the paper."""
    return rules.any_found(SECTIONS, _section_name(sheet.text(index)))


def _section_name(text: str) -> str:
    """Without the mark before it; two characters set apart on a line of their own are one word."""
    return APART.sub(r"\1\2", text.lstrip(f"{NAME_MARKS} "))


@question
def marked_name(sheet: Sheet, index: int) -> float:
    """□师德之光 above a line in the shape of a headline: a sign, and two to eight characters that sign nothing."""
    found = MARKED_NAME.fullmatch(sheet.text(index))
    above = index + 1 < len(sheet.lines) and sheet.heading_shaped[index + 1]
    return bool(found) and above and not sheet.credit_lines[index] and not sheet.names_lines[index]


@question
def answered_question(sheet: Sheet, index: int) -> float:
    """钱从哪里来？ between two paragraphs, the next one without dateline or byline."""
    if not 0 < index < len(sheet.lines) - 1 or not SHORT_QUESTION.fullmatch(sheet.text(index)):
        return False
    answered = not (sheet.heading_shaped[index + 1] or sheet.datelines[index + 1] or sheet.credit_lines[index + 1])
    return sheet.ended[index - 1] and not sheet.tail_credits[index - 1] and answered


@question
def asks_or_answers(sheet: Sheet, index: int) -> float:
    """问：…, 答：…: a line of a conversation."""
    return bool(ASKED.match(sheet.text(index)))


@question
def among_briefs(sheet: Sheet, index: int) -> float:
    """A line in the shape of a headline, free above text, below 简讯 and nothing else that is dated or signed."""
    below = index + 1
    if below == len(sheet.lines) or not sheet.heading_shaped[index] or not sheet.is_text(below):
        return False
    if not sheet.gap_before(index) and not _heads_briefs(sheet, index - 1):
        return False
    undated = takewhile(lambda line: not sheet.anchors[line + 1], range(index, max(-1, index - LONGEST_BRIEFS), -1))
    return any(_heads_briefs(sheet, line) for line in undated)


def _heads_briefs(sheet: Sheet, index: int) -> bool:
    """本市快讯, ■ 县域粮讯, 【速读】: the name of a section is that of news in brief."""
    return kind_of_section(NO_HAN.sub("", sheet.text(index))) == "news in brief"


@question
def after_answered_question(sheet: Sheet, index: int) -> float:
    return index > 0 and answered_question(sheet, index - 1) > 0


@question
def opens_with_predicate(sheet: Sheet, index: int) -> float:
    """推动矛盾高效化解, 获优秀组织奖: begins with a verb or what goes before one."""
    text = sheet.text(index).lstrip("“‘《")
    return text[:2] in verbs() or text[:1] in VERBS_OF_ONE


@question
def names_a_body(sheet: Sheet, index: int) -> float:
    """凤县信用联社: an organisation and nothing else."""
    return bool(BODY.fullmatch(sheet.text(index)))


def names_or_acts(sheet: Sheet, index: int) -> bool:
    """Whether a line is a place or a body and nothing else, or begins with a verb: no name that is the paper's own."""
    return bool(names_a_place(sheet, index) or names_a_body(sheet, index) or opens_with_predicate(sheet, index))


def has_predicate(text: str) -> bool:
    """Whether a verb stands within the text, neither at its beginning nor at its end."""
    known = verbs()
    return any(text[at : at + 2] in known for at in range(1, len(text) - 2))


@question
def slogan(sheet: Sheet, index: int) -> float:
    """Parallel phrases of one length, parted by spaces: 政企同心 暖企解难."""
    text = sheet.text(index)
    phrases = BLANKS.split(text) if " " in text or "\u3000" in text else ()
    return len(phrases) > 1 and len({len(phrase) for phrase in phrases}) == 1 and len(phrases[0]) >= 3


@question
def dash_first(sheet: Sheet, index: int) -> float:
    return bool(DASH.match(sheet.text(index)))


@question
def opens_with_day(sheet: Sheet, index: int) -> float:
    """3月7日,…"""
    return bool(DAY.match(sheet.text(index)))


@question
def tells_of_a_picture(sheet: Sheet, index: int) -> float:
    """图为…"""
    return bool(PICTURE.match(sheet.text(index)))


@question
def tells_of_picture_in_text(sheet: Sheet, index: int) -> float:
    """图为…, below a picture's file that stands below a paragraph."""
    return tells_of_a_picture(sheet, index) > 0 and sheet.pictures[index] and index > 0 and sheet.ended[index - 1]


@question
def begins_midway(sheet: Sheet, index: int) -> float:
    """畔,无声诉说着…: the first words cannot begin a text."""
    return begins_in_midst(sheet.text(index))


def _is_one_quotation(sheet: Sheet, index: int) -> bool:
    """The paragraph that ends with this line is a quotation from its first to its last character."""
    if not sheet.text(index).endswith(("”", '"')):
        return False
    return sheet.text(sheet.sentence_starts[index]).startswith(("“", '"'))
