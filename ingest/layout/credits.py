"""Where datelines and credits stand in a text: pure functions on strings, a line or a whole paragraph.

    opening("本报讯(记者 王某)3月24日,…")      → Opening("本报讯", "记者 王某", 10, "own bracketed")
    closing("市民可免费参观。（见习记者 房某）") → Closing("见习记者 房某", 8, "bracket at end")
    is_credit_line("□记者 薛某 通讯员 李某 报道") → True

What a credit is made of, credit_text.py knows; here its place counts. Start reading at `opening` and `closing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.gazetteer import everyday_words, load
from ingest.layout.credit_text import (
    EDITOR_CODE,
    MARKS,
    TABLES,
    Credit,
    agency_words,
    contributors,
    credit_of,
    fold,
    is_agency,
    is_credit_by_glued_names,
    is_credit_by_names,
    is_credit_by_role,
    is_credit_by_work,
    is_marked_name,
    role_words,
)
from ingest.layout.letters import READERS
from ingest.names import HAN, are_names, can_be_called, can_be_names, is_name, is_place, is_signature, is_word, surnames
from ingest.rules import rows

REACH = 160
"""Characters at a paragraph's beginning, and at its end, within which datelines and credits stand."""

LETTER_WRITER = re.compile(rf"[(]?(?:一(?=读者))?(?:{READERS})\s")
"""Who signs a letter to the editor: 读者 康某."""

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})"
DAY = rf"(?:(?:(?:\d{{4}}年)?{NUMBER}月)?{NUMBER}日)"
PLACE = rf"(?:(?:(?!记者|通讯)[{HAN}·]){{2,8}}?)"

BRACKET = re.compile(r"[(【\[〔]\s*([^(【\[〔)】\]〕]{2,100})[)】\]〕]")
BRACKET_AT_END = re.compile(BRACKET.pattern + rf"\s*。?\s*(?:{EDITOR_CODE.pattern})?\s*$")
OPEN_TO_END = re.compile(r"[(【\[〔]([^(【\[〔)】\]〕]{2,100})$")
OPEN_BRACKET = re.compile(r"[(【\[〔]\s*")

REPORTED = re.compile(rf"([{HAN}·、/, ]{{2,60}}?\s*报[道导])\s*(?::|(?=\s|$))")
"""记者某某报道："""

END_OF_NAMES = re.compile(rf"[^{HAN}·\s、,/:{MARKS}]|昨[日天晚]|近[日期]|日前|今[日天年]|目前|当前|最近|连日来")
"""Where a credit that nothing closes must have ended: at a digit, a quotation mark, or a word of time."""
FROM_SOMEBODY = rf"\s*(?:{DAY}|昨[日天]?|今[日天]?|近[日期]|日前)?从[^。,:]{{2,30}}(?:获悉|了解到|得知|悉)"
LEARNT = re.compile(FROM_SOMEBODY)
"""What stands behind the names of who learnt something: 昨从市城管局获悉."""
LEARNT_OR_WHEN = re.compile(rf"{FROM_SOMEBODY}|\s+(?=昨[日天晚]|近[日期]|日前|今[日天年]|目前|连日来|\d)")
BLANK = re.compile(rf"[\s、,/:{MARKS}]+")
LAST_WORD = re.compile(rf"(?:^|{BLANK.pattern})[^\s、,/:{MARKS}]*$")

SENTENCE_END = re.compile(r"[。!?…;][”’」』\"')]*|[”’」』](?=\s)|\n")
BLANKS = re.compile(r"\s+(?=\S)")
MOST_WORDS = 24
"""Words of the longest credit behind a caption, single characters among them: 本 报 记 者 戚 某 摄."""

FROM_THERE = re.compile("(?:讯|电|报[导道])$")
PLACE_LAST = (2, 3, 4)
"""Characters of the place behind a reporter's name: 花莲, 新竹县."""

QUOTES = {"【": "】", "[": "]", "〔": "〕", "(": ")"}
"""【本报讯】: brackets around a dateline."""

Span = tuple[int, int, int]
"""Where a credit begins and ends in a text, and where the body begins behind it, or ends before it."""


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


@lru_cache(maxsize=1024)
def opening(text: str) -> Opening:
    """The dateline and the credit at the beginning of a paragraph; start is 0 where there is neither."""
    head = fold(text[:REACH])
    if quoted := _quoted(text, head) or _quoted_place(head) or _quoted_with_place_last(text, head):
        return quoted
    marked = _marked_opening(head)
    dateline, after, rule = _dateline(head, marked[2] if marked else 0)
    if marked:
        return Opening(dateline, text[marked[0] : marked[1]], _past_blanks(head, after), "marked")
    for find in (_bracketed, _unclosed, _reported, _learnt, _named):
        if span := find(head, _past_blanks(head, after), dateline is not None):
            return Opening(
                dateline, text[span[0] : span[1]], _past_blanks(head, span[2]), f"{rule} {_name(find)}".strip()
            )
    if dateline is None:
        return Opening(None, None, 0)
    return Opening(dateline, None, _past_blanks(head, after), rule)


@lru_cache(maxsize=1024)
def closing(text: str) -> Closing:
    """The credit at the end of a paragraph or caption; end is the text's length where there is none."""
    offset = max(0, len(text) - REACH)
    tail = fold(text[offset:])
    for find in (_bracket_at_end, _unclosed_at_end, _marked_at_end, _after_last_sentence, _after_caption):
        if span := find(tail):
            body = tail[: span[2]].rstrip()
            return Closing(text[offset + span[0] : offset + span[1]], offset + len(body), _name(find))
    return Closing(None, len(text))


def is_credit_line(text: str) -> bool:
    """Whether a line is nothing but a byline: □记者 薛某 通讯员 李某 报道.

    秦某 摄) is none: its bracket was opened in the line before.
    """
    credit = credit_of(text) if len(text) <= REACH else None
    if credit is None or _closes_only(text):
        return False
    if "person" in credit.has:
        return is_credit_by_role(credit)
    if "work" in credit.has:
        return is_credit_by_work(credit)
    if LETTER_WRITER.match(fold(text)):
        return are_names(credit.names)
    if "mark" in credit.has and credit.names and all(map(is_marked_name, credit.names)):
        return True
    return bool(credit.has & {"bracket", "mark"}) and are_names(credit.names)


def _closes_only(text: str) -> bool:
    folded = fold(text)
    return folded.count(")") > folded.count("(")


def opens_credit(text: str) -> bool:
    """Whether a line is a credit whose names go on in the next line: ■ 本报通讯员."""
    credit = credit_of(text) if len(text) <= REACH else None
    if credit is None or not credit.is_open or "person" not in credit.has or "prefix" in credit.has:
        return False
    return not credit.names or is_credit_by_role(credit)


def is_names_line(text: str) -> bool:
    """Whether a line is nothing but names, as the second line of a credit is: 马某某 彭某某 报道."""
    credit = credit_of(text) if len(text) <= REACH else None
    if credit is None or credit.has - {"name", "verb"}:
        return False
    return are_names(credit.names) or (len(credit.names) > 0 and all(map(is_marked_name, credit.names)))


# -- at the beginning


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """(name, pattern, what must stand behind it) of every form of dateline."""
    agency = rf"(?:{'|'.join(agency_words('name'))}|[{HAN}·]{{1,10}}(?:{'|'.join(agency_words('suffix'))}))"
    agency = rf"(?:(?:[{HAN}]{{2,6}}/)?{agency}(?:[-—/]{agency})*)"
    parts = {"<place>": PLACE, "<day>": DAY, "<agency>": agency}
    return tuple(
        (
            row["name"],
            re.compile(re.sub("<[a-z]+>", lambda part: parts[part.group()], row["form"])),
            row["behind"],
        )
        for _, row in rows(TABLES / "datelines.tsv")
    )


def _dateline(head: str, start: int = 0) -> tuple[str | None, int, str]:
    """(the dateline without blanks, the offset behind it, the rule); some papers set a mark before it: ●本报讯."""
    begin = _past_blanks(head, start, MARKS)
    squeezed = "".join(head[begin:].split())
    quoted = squeezed[:1] in QUOTES
    for name, form, behind in _forms():
        found = form.match(squeezed, int(quoted))
        if found is None or (quoted and squeezed[found.end() : found.end() + 1] != QUOTES[squeezed[0]]):
            continue
        after = [at for at in range(begin, len(head)) if not head[at].isspace()][found.end() - 1 + quoted] + 1
        after += head.startswith(":", after)
        if (quoted and behind in ("gap", "bracket")) or _has_behind(behind, head, after):
            return found.group(), after, name
    return None, start, ""


def _quoted(text: str, head: str) -> Opening | None:
    """【本报讯 记者王某】…: dateline and credit in one bracket."""
    found = BRACKET.match(head, _past_blanks(head, 0))
    dateline, after, rule = _dateline(found.group(1)) if found else (None, 0, "")
    credit = credit_of(found.group(1)[after:]) if found and dateline else None
    if found is None or credit is None or not is_credit_by_role(credit, bracketed=True):
        return None
    begin = _past_blanks(head, found.start(1) + after)
    return Opening(dateline, text[begin : found.end(1)], _past_blanks(head, found.end()), f"{rule} quoted")


def _quoted_place(head: str) -> Opening | None:
    """【屏东讯】…: from where, and nothing else in the bracket."""
    found = BRACKET.match(head, _past_blanks(head, 0))
    place = found.group(1).removesuffix("讯") if found else ""
    if found is None or place == found.group(1) or not (is_place(place) or _is_place_of_taiwan(place)):
        return None
    return Opening(found.group(1), None, _past_blanks(head, found.end()), "place in bracket")


def _quoted_with_place_last(text: str, head: str) -> Opening | None:
    """【记者林某某花莲讯】…, 【记者林某某枋寮报导】…: who, and from where, in one bracket."""
    found = BRACKET.match(head, _past_blanks(head, 0))
    ending = FROM_THERE.search(found.group(1)) if found else None
    if found is None or ending is None:
        return None
    reports = ending.group().startswith("报")
    for size in PLACE_LAST:
        end = found.start(1) + ending.start() - size
        if reports and not _is_place_of_taiwan(head[end : end + size]):
            continue
        credit = credit_of(head[found.start(1) : end])
        if credit and is_credit_by_role(credit, bracketed=True) and _all_plain(credit):
            dateline = None if reports else head[end : found.end(1)]
            return Opening(dateline, text[found.start(1) : end], _past_blanks(head, found.end()), "place last")
    return None


def _is_place_of_taiwan(text: str) -> bool:
    """花莲, 枋寮, 新竹县; only there 报导 stands right behind the place."""
    return text in _places_of_taiwan()


@cache
def _places_of_taiwan() -> frozenset[str]:
    counties = load().children["台湾省"]
    towns = (town for county in counties for town in load().towns(county.path))
    return frozenset(form for place in (*counties, *towns) for form in (place.name, place.name[:-1]) if len(form) > 1)


def _has_behind(what: str, head: str, after: int) -> bool:
    """Whether a gap or a credit stands behind a dateline that no brackets part, where its form demands one."""
    if what == "bracket":
        return False
    if what == "gap":
        return not re.match(f"[{HAN}]", head[after : after + 1])
    begin = _past_blanks(head, after)
    return what != "credit" or any(find(head, begin, True) for find in (_bracketed, _reported, _learnt, _named))


def _bracketed(head: str, begin: int, has_dateline: bool) -> Span | None:
    """本报讯(记者 王某)…"""
    found = BRACKET.match(head, begin)
    credit = credit_of(found.group(1)) if found else None
    if found is None or credit is None:
        return None
    says_role = "person" in credit.has and bool(credit.names)
    if is_credit_by_role(credit, bracketed=True) or (
        has_dateline and (says_role or can_be_names(credit.names) or _is_given(credit))
    ):
        return _stripped(head, found.start(1), found.end(1), found.end())
    return None


def _is_given(credit: Credit) -> bool:
    """本报讯（思雨）: two or three characters of given names, no word, sign without a surname."""
    return len(credit.names) == 1 and len(credit.names[0]) < 4 and bool(contributors(credit))


def _unclosed(head: str, begin: int, has_dateline: bool) -> Span | None:
    """本报讯（记者 王某3月24日…"""
    found = OPEN_BRACKET.match(head, begin)
    if not found or not has_dateline:
        return None
    end = _names_end(head, found.end())
    return (found.end(), end, end) if end else None


def _reported(head: str, begin: int, _: bool) -> Span | None:
    """岭南晚报讯 记者诸葛某报道：…"""
    found = REPORTED.match(head, begin) if "报" in head else None
    credit = credit_of(found.group(1)) if found else None
    if found is None or credit is None or not is_credit_by_role(credit):
        return None
    return found.start(1), found.end(1), found.end()


def _learnt(head: str, begin: int, has_dateline: bool) -> Span | None:
    """记者方某 昨从市城管局获悉, and behind a dateline 记者程某 通讯员周某 昨日: names that the report begins with."""
    if not _begins_with_role().match(head, begin):
        return None
    for found in (LEARNT if not has_dateline else LEARNT_OR_WHEN).finditer(head, begin):
        if _are_reporters(head[begin : found.start()]):
            return begin, begin + len(head[begin : found.start()].rstrip()), found.start()
    return None


def _named(head: str, begin: int, has_dateline: bool) -> Span | None:
    """楚天讯 记者郁某 操场上…: behind a dateline, names with their role up to a blank."""
    if not has_dateline or not _begins_with_role().match(head, begin):
        return None
    blanks = [found.start() for found in BLANKS.finditer(head, begin)]
    end = next((end for end in reversed(blanks) if _are_reporters(head[begin:end])), None)
    return (begin, end, end) if end else None


def _are_reporters(text: str) -> bool:
    """A role and names that are nothing else."""
    credit = credit_of(text)
    if credit is None or credit.is_open or not credit.names:
        return False
    return is_credit_by_role(credit) and _all_plain(credit)


def _all_plain(credit: Credit) -> bool:
    """Whether each of its names is one by itself: 记者程某, but not 记者近日 and 记者一行."""
    return all(is_name(name) and not is_word(name) for name in credit.names)


@cache
def _begins_with_role() -> re.Pattern[str]:
    agencies = f"{'|'.join(agency_words('name'))}|[{HAN}]{{1,8}}(?:{'|'.join(agency_words('suffix'))})"
    return re.compile(rf"(?:{agencies})?\s*(?:{'|'.join(role_words('modifier'))})*(?:{'|'.join(role_words('person'))})")


def _marked_opening(head: str) -> Span | None:
    """□记者 薛某 通讯员 李某 报道 本报聊城讯 …, all in one line."""
    begin = _past_blanks(head, 0)
    if head[begin : begin + 1] not in tuple(MARKS):
        return None
    end = _names_end(head, begin + 1)
    credit = credit_of(head[begin:end]) if end else None
    return (begin, end, end) if end and credit and "person" in credit.has else None


def _names_end(head: str, begin: int) -> int | None:
    """Where a credit that nothing closes ends: as late as all before it are names."""
    stop = END_OF_NAMES.search(head, begin)
    piece = head[begin : stop.start() if stop else len(head)].rstrip()
    while piece:
        for end in (len(piece), *_before_glued_word(piece)):
            credit = credit_of(piece[:end])
            if credit and not credit.is_open and can_be_names(credit.names):
                return begin + end
        piece = LAST_WORD.sub("", piece)
    return None


@cache
def _person_words() -> re.Pattern[str]:
    return re.compile("|".join(role_words("person")))


def _before_glued_word(piece: str) -> list[int]:
    """记者 田某某秋收时节: where the last word, behind a role, is a name with a common word glued to it."""
    roles = list(_person_words().finditer(piece))
    if not roles:
        return []
    last = BLANK.split(piece[roles[-1].end() :])[-1]
    sizes = (size for size in (3, 2) if is_name(last[:size]) and not is_word(last[:size]))
    ends = (len(piece) - len(last) + size for size in sizes)
    words = everyday_words()
    return [end for end in ends if any(piece[end : end + length] in words for length in (2, 3, 4))]


# -- at the end


def _bracket_at_end(tail: str) -> Span | None:
    """…。（本报记者 柳某 通讯员 曾某）"""
    found = BRACKET_AT_END.search(tail)
    if not found:
        return None
    end = _before_agency(tail, found.start())
    _, after, _ = _dateline(found.group(1))
    if _is_bracket_credit(found.group(1), _ends_sentence(tail[:end])):
        begin = found.start(1) + (after if found.group(1)[after:].strip() else 0)
        return _stripped(tail, _past_blanks(tail, begin), found.end(1), end)
    return None


def _unclosed_at_end(tail: str) -> Span | None:
    """…更快。（记者 舒某⏎: a line end parts the credit; its bracket is kept, to be closed by what follows."""
    found = OPEN_TO_END.search(tail)
    credit = credit_of(found.group(1)) if found and _ends_sentence(tail[: found.start()]) else None
    if found is None or credit is None or not credit.has & {"person", "name"}:
        return None
    if all(is_signature(name) or name in surnames() or can_be_called(name) for name in credit.names):
        return found.start(), len(tail.rstrip()), found.start()
    return None


def _is_bracket_credit(content: str, ends_sentence: bool) -> bool:
    """A wire head, names with a role, or, behind a full stop, names alone."""
    dateline, after, _ = _dateline(content)
    credit = credit_of(content[after:])
    if dateline is not None or credit is None:
        return dateline is not None and credit is not None
    if "person" in credit.has:
        return is_credit_by_role(credit, bracketed=True)
    if "work" in credit.has:
        return is_credit_by_work(credit)
    return ends_sentence and (is_credit_by_names(credit) or is_credit_by_glued_names(credit))


def _before_agency(tail: str, end: int) -> int:
    """新华社发（秦某 摄）: the agency belongs to the credit."""
    found = re.search(rf"(?<=[。!?”])\s*(?:{'|'.join(agency_words('name'))})\s*$", tail[:end])
    return found.start() if found else end


def _marked_at_end(tail: str) -> Span | None:
    """…更有暖意。 ■ 本报记者 孙某"""
    begin = max(tail.rfind(mark) for mark in MARKS)
    if begin < 0 or not is_credit_line(tail[begin:]):
        return None
    return begin, len(tail.rstrip()), begin


def _after_last_sentence(tail: str) -> Span | None:
    """…作业。毛某 汤某摄"""
    text = _without_agency(tail.rstrip("。 \n"))
    for begin in _last_beginnings(text):
        credit = credit_of(text[begin:])
        if credit and _signs(credit):
            return begin, len(text), begin
    return None


def _last_beginnings(text: str) -> Iterator[int]:
    """Where what stands behind the last sentence may begin: with the last line, or with one that its end cut."""
    for found in reversed(list(SENTENCE_END.finditer(text))):
        yield _past_blanks(text, found.end())
        if found.group() != "\n":
            return
    yield 0


def _without_agency(text: str) -> str:
    """董某摄影报道（人民视觉）, 秦某摄（资料照片）: without what the brackets say of the picture."""
    found = BRACKET_AT_END.search(text)
    of_picture = found and (is_agency(found.group(1)) or found.group(1).endswith(("照片", "图片")))
    return text[: found.start()].rstrip() if found and of_picture else text


def _after_caption(tail: str) -> Span | None:
    """雨后的茶山 本报记者 戚某 摄: a caption without full stop; its last words are a credit."""
    text = tail.rstrip()
    for found in list(BLANKS.finditer(text))[-MOST_WORDS:]:
        credit = credit_of(text[found.end() :])
        if credit and credit.has & {"agency", "work"} and _signs(credit):
            return found.end(), len(text), found.start()
    return None


def _signs(credit: Credit) -> bool:
    """Whether words that stand bare at a text's end are its credit."""
    if "person" in credit.has:
        return is_credit_by_role(credit)
    return is_credit_by_work(credit)


def _ends_sentence(text: str) -> bool:
    return text.rstrip()[-1:] in tuple('。!?…”’」』"') or not text.strip()


# -- everywhere


def _past_blanks(text: str, at: int, marks: str = "") -> int:
    """The offset of the next character that is neither white space nor one of the marks."""
    while at < len(text) and (text[at].isspace() or text[at] in marks):
        at += 1
    return at


def _stripped(text: str, begin: int, end: int, after: int) -> Span:
    """The span without the blanks inside its bracket."""
    return begin, begin + len(text[begin:end].rstrip()), after


def _name(rule: Callable[..., object]) -> str:
    return rule.__name__.strip("_").replace("_", " ")
