"""Where datelines and credits stand in a text: pure functions on strings, a line or a whole paragraph.

    opening("本报讯(记者 王某)3月24日,…")   → Opening("本报讯", "记者 王某", 12, "own bracket")
    closing("…市民可免费参观。（见习记者 房某）") → Closing("见习记者 房某", end of the sentence, "bracket")
    is_credit_line("□记者 薛某 通讯员 李某 报道") → True

The words of a credit are the business of credit_text.py; here only its place counts. Start at `opening`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ingest.layout.credit_text import MARKS, TABLES, agency_words, credit_of, fold, is_believable
from ingest.names import HAN, PEN_NAME, can_be_names, is_common
from ingest.rules import rows

REACH = 160
"""Characters at a paragraph's beginning, and at its end, within which datelines and credits stand."""

BRACKET = re.compile(r"[(【\[〔]\s*([^(【\[〔)】\]〕]{2,100}?)\s*[)】\]〕]")
OPEN_BRACKET = re.compile(r"[(【\[〔]\s*")

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
DAY = rf"(?:(?:\d{{4}}年)?{NUMBER}月)?{NUMBER}日"
PLACE = rf"(?!记者|通讯)[{HAN}·]{{2,8}}?"

BRACKET_AT_END = re.compile(BRACKET.pattern + r"\s*。?\s*$")
REPORTED = re.compile(rf"((?:[{HAN}·、/]|[^\S\n]|,){{2,60}}?)\s*报[道导]\s*[::]?")
NO_CREDIT = re.compile(rf"[^{HAN}·\s、,/:]|昨[日天晚]|近[日期]|日前|今[日天年]|目前|当前|最近|连日来")
"""Where a credit that nothing closes must have ended: at a digit or a quotation mark, or at a word of time."""
LAST_WORD = re.compile(r"[\s、,/:]*[^\s、,/:]+$")
SIGNATURE = re.compile(r"\s+(?=\S)")

SENTENCE_END = re.compile(r"[。!?…;][”’」』\"')]*|[”’」』](?=\s|[■□●◆])|\n")


@dataclass(frozen=True)
class Opening:
    """What stands before the body of a paragraph."""

    dateline: str | None
    """Without blanks and without the credit: 本报讯."""
    credit: str | None
    """As printed, without its brackets: 记者 王某."""
    start: int
    """Offset of the body's first character."""
    rule: str | None = None


@dataclass(frozen=True)
class Closing:
    """What stands after the body of a paragraph."""

    credit: str | None
    """As printed, without its brackets."""
    end: int
    """Offset where the body ends, blanks before the credit excluded."""
    rule: str | None = None


def opening(text: str) -> Opening:
    """The dateline and the credit at the beginning of a paragraph; start is 0 where there is neither."""
    head = fold(text[:REACH])
    dateline, after, rule = _dateline(head)
    for find in (_bracketed, _unclosed, _reported):
        if found := find(head, after, dateline is not None):
            first, last, end = found
            return Opening(dateline, text[first:last], _past_blanks(text, end), f"{rule} {find.__name__}".strip(" _"))
    if dateline is None:
        return Opening(None, None, 0)
    return Opening(dateline, None, _past_blanks(text, after), rule)


def closing(text: str) -> Closing:
    """The credit at the end of a paragraph or caption; end is the text's length where there is none."""
    offset = max(0, len(text) - REACH)
    tail = fold(text[offset:])
    for find in (_bracket_at_end, _marked_at_end, _after_last_sentence, _after_caption):
        if found := find(tail):
            first, last, end = found
            body_end = offset + len(tail[:end].rstrip())
            return Closing(text[offset + first : offset + last], body_end, find.__name__.strip("_"))
    return Closing(None, len(text))


def is_credit_line(text: str) -> bool:
    """Whether a line is nothing but a byline: □记者 薛某 通讯员 李某 报道."""
    folded = fold(text).strip()
    bracket = BRACKET.fullmatch(folded)
    credit = credit_of(bracket.group(1) if bracket else folded)
    if credit is None or not credit.names:
        return False
    if credit.has_role:
        return is_believable(credit, trusted=bool(bracket) or credit.has_mark or credit.has_agency or credit.has_verb)
    if credit.has_work or credit.has_mark or bracket:
        return are_names(credit.names)
    return False


def opens_credit(text: str) -> bool:
    """Whether a line is a credit whose names go on in the next line: ■ 本报通讯员."""
    credit = credit_of(text)
    return credit is not None and credit.is_open and (not credit.names or is_believable(credit, trusted=True))


def is_names_line(text: str) -> bool:
    """Whether a line is nothing but names, as the second line of a credit is: 马某某 彭某某 报道."""
    credit = credit_of(text)
    if credit is None or credit.has_role or credit.has_mark or not credit.names:
        return False
    return are_names(credit.names)


def are_names(names: tuple[str, ...]) -> bool:
    """Whether texts are names by their surnames alone; one of two characters with a rare surname proves nothing."""
    return all(can_be_names(name) for name in names) and any(is_common(name) or len(name) > 2 for name in names)


# -- at the beginning


def _dateline(head: str) -> tuple[str | None, int, str]:
    """(the dateline without blanks, the offset behind it, the rule)."""
    places = [at for at, character in enumerate(head) if not character.isspace()]
    squeezed = "".join(head[at] for at in places)
    quoted = squeezed.startswith("【")
    for name, form in _forms():
        found = form.match(squeezed, int(quoted))
        if found and (not quoted or squeezed.startswith("】", found.end())):
            return found.group(), places[found.end() - 1 + quoted] + 1, name
    return None, 0, ""


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(name, pattern) of every form of dateline, <place>, <day> and <agency> written out."""
    agency = rf"(?:{'|'.join(agency_words('name'))}|[{HAN}·]{{1,10}}(?:{'|'.join(agency_words('suffix'))}))"
    parts = {"<place>": PLACE, "<day>": DAY, "<agency>": agency}
    return tuple((row["name"], _written_out(row["form"], parts)) for _, row in rows(TABLES / "datelines.tsv"))


def _written_out(form: str, parts: dict[str, str]) -> re.Pattern[str]:
    for name, pattern in parts.items():
        form = form.replace(name, pattern)
    return re.compile(form)


def _bracketed(head: str, after: int, has_dateline: bool) -> tuple[int, int, int] | None:
    """本报讯(记者 王某)…: (the credit's beginning, its end, the end of its bracket)."""
    found = BRACKET.match(head, _past_blanks(head, after))
    if not found:
        return None
    credit = credit_of(found.group(1))
    if credit is None or not credit.names:
        return None
    if credit.has_role and is_believable(credit, trusted=True):
        return found.start(1), found.end(1), found.end()
    if has_dateline and (are_names(credit.names) or all(PEN_NAME.fullmatch(name) for name in credit.names)):
        return found.start(1), found.end(1), found.end()
    return None


def _unclosed(head: str, after: int, has_dateline: bool) -> tuple[int, int, int] | None:
    """本报讯（记者 王某3月24日…: the credit ends where the names end."""
    found = OPEN_BRACKET.match(head, _past_blanks(head, after))
    if not found or not has_dateline:
        return None
    end = _names_end(head, found.end())
    return (found.end(), end, end) if end else None


def _reported(head: str, after: int, has_dateline: bool) -> tuple[int, int, int] | None:
    """岭南晚报讯 记者诸葛某报道：…"""
    begin = _past_blanks(head, after)
    found = REPORTED.match(head, begin)
    if not found:
        return None
    credit = credit_of(found.group(1))
    if credit is None or not (credit.has_role and credit.names and is_believable(credit, trusted=False)):
        return None
    return found.start(1), found.end(1), found.end()


def _names_end(head: str, begin: int) -> int | None:
    """Where a credit that nothing closes ends: as late as all before it are names."""
    stop = NO_CREDIT.search(head, begin)
    piece = head[begin : stop.start() if stop else len(head)].rstrip()
    while piece:
        credit = credit_of(piece)
        if credit and credit.names and are_names(credit.names):
            return begin + len(piece)
        piece = LAST_WORD.sub("", piece)
    return None


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


# -- at the end


def _bracket_at_end(tail: str) -> tuple[int, int, int] | None:
    """…。（本报记者 柳某 通讯员 曾某）"""
    found = BRACKET_AT_END.search(tail)
    if not found:
        return None
    end = _agency_before(tail, found.start())
    ends_sentence = end == 0 or _ends_sentence(tail[:end])
    if _is_bracket_credit(found.group(1), ends_sentence):
        return found.start(1), found.end(1), end
    return None


def _is_bracket_credit(content: str, ends_sentence: bool) -> bool:
    dateline, after, _ = _dateline(content)
    credit = credit_of(content[after:])
    if dateline is not None and (credit or not content[after:].strip()):
        return True
    if credit is None or not credit.names:
        return False
    if credit.has_role:
        return is_believable(credit, trusted=True)
    return (ends_sentence or credit.has_work) and are_names(credit.names)


def _agency_before(tail: str, end: int) -> int:
    """新华社发（秦某 摄）: the agency belongs to the credit."""
    found = re.search(rf"(?<=[。!?”])\s*(?:{'|'.join(agency_words('name'))})\s*$", tail[:end])
    return found.start() if found else end


def _marked_at_end(tail: str) -> tuple[int, int, int] | None:
    """…更有暖意。 ■ 本报记者 孙某"""
    begin = max(tail.rfind(mark) for mark in MARKS)
    if begin < 0 or not is_credit_line(tail[begin:]):
        return None
    return begin, len(tail.rstrip()), begin


def _after_last_sentence(tail: str) -> tuple[int, int, int] | None:
    """…作业。毛某 汤某摄"""
    text = tail.rstrip("。. \n")
    begin = max((found.end() for found in SENTENCE_END.finditer(text)), default=0)
    begin = _past_blanks(text, begin)
    if begin >= len(text) or not _signs(text[begin:]):
        return None
    return begin, len(text), begin


def _after_caption(tail: str) -> tuple[int, int, int] | None:
    """雨后的茶山 本报记者 戚某 摄: a caption that has no full stop; the last words count from a role on."""
    text = tail.rstrip()
    for found in SIGNATURE.finditer(text):
        if _signs(text[found.end() :]):
            return found.end(), len(text), found.start()
    return None


def _signs(text: str) -> bool:
    """Whether words that stand bare at a text's end are its credit."""
    credit = credit_of(text)
    if credit is None or not credit.names:
        return False
    if credit.has_role:
        return is_believable(credit, trusted=credit.has_agency or credit.has_work)
    return credit.has_work and (are_names(credit.names) or text.endswith("供图"))


def _ends_sentence(text: str) -> bool:
    return text.rstrip()[-1:] in tuple('。!?…”’」』"')
