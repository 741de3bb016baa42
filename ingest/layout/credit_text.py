"""The grammar of a credit: the text of a byline in, its runs of names with their roles out.

    credit_of("■ 本 报 记 者 黎某坤 本报通讯员 晁某").runs
        → (Run("黎某坤", "记者"), Run("晁某", "通讯员"))

    mark? ( agency? role names | names work )+ verb?

A text with anything else in it (digits, quotation marks, a full stop) is no credit. Whether its names can be names
is asked here too; how a run of several is parted is the business of reading/bylines.py. Start reading at `credit_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ingest.gazetteer import word_weights
from ingest.names import (
    GIVEN,
    HAN,
    are_names,
    can_be_called,
    can_be_names,
    cut,
    is_by_sound,
    is_mongol,
    is_name,
    is_namesake,
    is_place,
    is_signature,
    is_word,
    surnames,
)
from ingest.rules import rows

TABLES = Path(__file__).parent / "tables"

MARKS = "■□●○◎◆◇▲△▼▽▶►★☆◤◢❖✦◉⊙▪▫◼◻❏❑▌"
"""What a line of nothing but byline may begin with."""

BRACKETS = "()【】[]〔〕"

HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
FOLDS = HALF_WIDTH | dict.fromkeys(map(ord, "\u3000\u00a0"), " ") | dict.fromkeys(map(ord, "•・‧･∙⋅"), "·")
FOLDS |= dict.fromkeys(map(ord, "丨│┃"), "|")
"""Full-width forms and blanks, kinds of middle dots, and what is set for a bar (文丨王某): one character for one."""

LABELLED = re.compile("^【(作者|记者|通讯员)】")
"""A database's field: 【作者】白某."""
ABOUT_AUTHOR = re.compile("[(]作者(?:系|为|是|单位)[^()]{2,30}[)]$")
"""What stands behind a writer's name: □ 白某（作者系云水县第二中学教师）."""
APART_BUT_WORK = re.compile(rf"(?<=\s)([{HAN}])\s+([{HAN}])(?=(?:摄|摄影|报道)$)")
"""A name set apart, and what was done glued to it: 黎　明摄."""
EDITOR_CODE = re.compile(r"[①-⑳]\d{0,2}")
"""③2 before a name: who set the page."""
SEPARATOR = re.compile(rf"[\s、,;/:|&+{MARKS}]+")
INITIALS = re.compile(r"[A-Z]{2,8}(?![A-Za-z])")
"""A paper or station that goes by its initials: YMG记者."""
MAGAZINE = re.compile(rf"《[{HAN}]{{2,12}}》(?:周刊|月刊|杂志|报)?")
"""A paper named in full: 《云水周刊》记者."""
FOREIGN = re.compile(rf"(?:[A-Z]·){{1,3}}[{HAN}]{{1,12}}")
"""A foreign name with its initials: K·B·莫勒."""
NO_CREDIT = re.compile(rf"[^{HAN}A-Z·\s、,;/:|&+{MARKS}《》—-]|[{HAN}]{{40}}")
"""Characters that no credit has, and more of the others than are ever glued."""
DASH = re.compile(r"[·—-]")
ORGANISATION = re.compile(
    rf"[{HAN}]{{2,14}}(?:[局委办会院校站所队部社馆处宣]|政府|中心|[大中小]学|学院|幼儿园|公司|集团|街道|医院)"
)
"""Offices write for papers as well: 通讯员 云水市总工会."""
DIVISION = re.compile(rf"[{HAN}]{{1,12}}[省市县区镇乡村]")
"""Where somebody writes from: （云水县高岭村 白某）."""
COMMON = 10
"""Of a word: as a power of two, how often it stands in a corpus of 2²⁶ words."""
LETTERS = frozenset("文图画")
"""Works of one character that are given names' characters, too."""
PROVIDED = "提供"
"""Says where a picture comes from, and not that its giver works for the paper."""
GIFTS = ("供图", "供稿", PROVIDED)
"""What an office does that lets a paper have something."""
GIVERS = frozenset(["学校", "医院", "警方", "企业", "公司", "家属", "村里", "社区", "部队", "单位"])
"""Those who do it and bear no name: 图/学校提供."""
WORD_AND_PICTURE = re.compile(rf"([{HAN}]{{2,4}})(文|图|摄|画|绘)[\s、,/]*([{HAN}]{{2,4}})(?!\2)(文|图|摄|画|绘)")
"""周海燕图 程远航文: who wrote and who made the picture, the work glued to either name."""
PICTURE_PAIR = (
    rf"(?!(?<![{HAN}]{{3}})(?<=[{HAN}]{{2}})文\s*/\s*摄)(?:文|图|摄影|摄)\s*[/、&+·]\s*(?:文|图片|图|摄影|摄|视频)"
)
"""文/图: one contributor did both; but in 周启文/摄 the name ends with 文."""


@dataclass(frozen=True)
class Run:
    """A name, or several glued together, and their role."""

    text: str
    """As printed between blanks; letter-spaced and broken names joined."""
    role: str | None
    glued: bool = False
    """Printed without a blank after its role: 记者郭某."""
    wide: bool = False
    """Its characters set apart: 方　正."""


@dataclass(frozen=True)
class Credit:
    """A text that is a credit by its form."""

    runs: tuple[Run, ...]
    has: frozenset[str]
    """Kinds of its words (roles.tsv) and agency; mark and bracket where it has one."""
    is_open: bool
    """It ends with a role or a comma: names are still to come."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(run.text for run in self.runs)


class _Item(NamedTuple):
    kind: str
    """name, agency, prefix (a word glued before a role that is no agency we know), or a kind of roles.tsv."""
    text: str
    before: str = ""
    """What stands between it and the item before: blanks, a slash, a line break, or nothing."""
    wide: bool = False
    """A name made of characters set apart: 张 胜 男."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text in half-width forms and with one kind of middle dot, every character in its place."""
    return text.translate(FOLDS)


@lru_cache(maxsize=4096)
def credit_of(text: str) -> Credit | None:
    """The credit that a whole text is, None where its form is another."""
    folded = LABELLED.sub(r"\1 ", EDITOR_CODE.sub(" ", ABOUT_AUTHOR.sub("", fold(text))).strip())
    folded = APART_BUT_WORK.sub(r"\1 \2 ", folded)
    bare = _unbracketed(folded)
    if NO_CREDIT.search(bare):
        return None
    unmarked = _unmarked(bare)
    items = _items(_parted(unmarked))
    if items is None or _is_imprint(items):
        return None
    set_apart = [kind for kind, is_set in (("mark", unmarked != bare), ("bracket", bare != folded)) if is_set]
    is_open = bool(items) and (items[-1].kind == "person" or bare.endswith("、"))
    return Credit(_runs(items), frozenset([*set_apart, *(item.kind for item in items)]), is_open)


def _is_imprint(items: list[_Item]) -> bool:
    """责编 樊某 校对 章某 is the page's; in 记者 王某 编辑 樊某 the editor stands behind who wrote."""
    roles = (item.kind for item in items if item.kind in ("person", "label", "work", "editor"))
    return next(roles, None) == "editor"


def shares_role(text: str) -> bool:
    """Whether a credit line says what was done, and not by whom of the paper: 闫某 摄 may go on with the line above."""
    credit = credit_of(text)
    return credit is not None and not credit.has & {"person", "bracket", "mark", "agency"}


def is_credit_by_role(credit: Credit, bracketed: bool = False) -> bool:
    """Whether names can be those of the role beside them.

    In brackets (and, set apart by a blank, on a line with a mark, an agency or 报道) a name needs no surname.
    """
    if "person" not in credit.has or not credit.names:
        return False
    bracketed = bracketed or "bracket" in credit.has
    marked = bool(credit.has & {"mark", "agency", "verb"})
    people = [run for run in credit.runs if (run.role or not _says_where_from(run)) and not _gave_it(run)]
    if not people or not all(_fits(run, bracketed or (marked and not run.glued)) for run in people):
        return False
    names = [run for run in people if not _is_only_word(run, marked)]
    return bracketed or len(names) == len(people) or any(is_signature(run.text) for run in names)


def _is_only_word(run: Run, marked: bool) -> bool:
    """记者手记, 记者 一线; but 记者 高峰, 本报记者 安全."""
    return is_word(run.text) and (run.glued or not (marked or run.wide or is_namesake(run.text)))


def is_credit_by_work(credit: Credit) -> bool:
    """毛某 摄; 图/视觉中国; and who lets a paper have a picture need not be a person: 云水县文旅局供图."""
    if "work" not in credit.has:
        return False
    if not credit.names:
        return bool(credit.has & {"agency", "nobody"})
    return can_be_names(credit.names) or "intro" in credit.has or all(map(_gave_it, credit.runs))


def is_credit_by_names(credit: Credit) -> bool:
    """Whether names alone, or an office, sign: 方　正, 市农业局通讯组; how print sets a name can say that it is one."""
    signing = [run for run in credit.runs if not _says_where_from(run)]
    others = tuple(run.text for run in signing if not is_office(run.text) and not _is_set_as_name(run))
    return bool(signing) and (not others or _are_names_together(others))


def is_credit_by_glued_names(credit: Credit) -> bool:
    """Whether a bracket holds nothing but two or three names printed without a blank: （程远航周海燕）."""
    if credit.has - {"name", "bracket"} or len(credit.runs) != 1 or not 5 <= len(credit.names[0]) <= 9:
        return False
    parts = cut(credit.names[0])
    return len(parts) > 1 and all(len(part) > 1 and not is_word(part) for part in parts)


def _are_names_together(texts: tuple[str, ...]) -> bool:
    """Names by themselves; beside one, three characters that end with a given name are another."""
    others = tuple(text for text in texts if not _is_unlisted_name(text))
    if are_names(texts) or (bool(others) and are_names(others)):
        return True
    return all(is_marked_name(text) or _is_rare_namesake(text) or is_mongol(text) for text in texts)


def _is_rare_namesake(text: str) -> bool:
    """甘露, 杨建华: a good name that few texts use as a word, and no place."""
    return is_namesake(text) and not is_place(text) and word_weights().get(text, 0) < COMMON


def _is_unlisted_name(text: str) -> bool:
    """A surname that surnames.tsv lacks, and a given name; or one by its sounds: 扎西多吉."""
    if is_name(text):
        return False
    by_sound = len(text) == 4 and is_by_sound(text) and not is_word(text)
    return by_sound or (len(text) == 3 and _ends_with_given_name(text))


def is_marked_name(text: str) -> bool:
    """A rare surname where a mark, a role or brackets announce it: □ 缑亮, but not □ 任我行 and □ 安全."""
    return is_name(text) and _ends_with_given_name(text)


def _ends_with_given_name(text: str) -> bool:
    """Behind its first character, whatever that is: 令志军, 缑亮."""
    return can_be_called(text) and GIVEN.issuperset(text[1:])


def _says_where_from(run: Run) -> bool:
    """县水利局 or 河北邯郸 before a name; but 方　正 set wide is a name, though 方正 is a county."""
    text = run.text
    if run.wide or is_place(text):
        return not run.wide
    if is_office(text) or is_signature(text):
        return False
    two_places = any(is_place(text[:size]) and is_place(text[size:]) for size in (2, 3))
    return two_places or bool(ORGANISATION.fullmatch(text) or DIVISION.fullmatch(text))


def contributors(credit: Credit) -> tuple[Run, ...]:
    """The runs that name somebody, in a text that was found to be a credit."""
    holds = "person" in credit.has or is_credit_by_work(credit) or can_be_names(credit.names)
    if not holds and not is_credit_by_names(credit):
        return _pen_name(credit)
    runs = tuple(run for run in credit.runs if run.role != PROVIDED) or credit.runs
    found = tuple(filter(_is_contributor, runs)) or _pen_name(credit)
    signed = {run.role for run in found if not is_office(run.text)}
    return tuple(run for run in found if not is_office(run.text) or run.role not in signed)


def _pen_name(credit: Credit) -> tuple[Run, ...]:
    """□老姜头, 田　间, 思雨: what a mark, its setting or its characters say to be a name, without a surname."""
    if credit.has - {"mark", "bracket", "name"} or len(credit.runs) != 1:
        return ()
    run = credit.runs[0]
    said = "mark" in credit.has or run.wide or GIVEN.issuperset(run.text)
    is_one = 1 < len(run.text) < 5 and not is_office(run.text) and (run.wide or not is_word(run.text))
    return (run,) if said and is_one else ()


def marked_pen_name(text: str) -> str:
    """南山樵子, no name by itself, on a line that by its place is the writer's: as if marked and set wide."""
    credit = credit_of(text)
    if credit is None or credit.has != {"name"} or len(credit.runs) != 1 or contributors(credit):
        return text
    run = credit.runs[0]
    is_one = 1 < len(run.text) < 6 and not (_says_where_from(run) or is_office(run.text))
    return f"□{'　'.join(run.text)}" if is_one else text


def _is_contributor(run: Run) -> bool:
    """A name, or an office; beside a person's role any short word that stands for a name."""
    if is_office(run.text) or _is_set_as_name(run):
        return True
    if is_mongol(run.text):
        return True
    called = (run.role and (not run.glued or is_namesake(run.text))) or _is_rare_namesake(run.text)
    if is_word(run.text) and not called:
        return False
    if is_signature(run.text) or (is_organisation(run) if run.role else _is_unlisted_name(run.text)):
        return True
    return bool(run.role and run.role.endswith(role_words("person"))) and _stands_for_name(run)


def _fits(run: Run, trusted: bool) -> bool:
    if is_signature(run.text) or (trusted and (_stands_for_name(run) or is_organisation(run))):
        return True
    writes = (run.role or "").endswith("通讯员") and is_organisation(run)
    return writes or (bool(run.role) and not run.glued and can_be_called(run.text))


def _stands_for_name(run: Run) -> bool:
    """扎西, 乌云其其格 by their sounds; 令志军, and 通讯员 市讯, because print announces them."""
    if is_by_sound(run.text) and 1 < len(run.text) < 9:
        return not is_word(run.text)
    return can_be_called(run.text)


def _is_set_as_name(run: Run) -> bool:
    """方　正: set apart as only names are; but 党　员, 待　续."""
    return run.wide and GIVEN.issuperset(run.text[1:]) and (is_namesake(run.text) or can_be_called(run.text))


def _gave_it(run: Run) -> bool:
    """受访者供图; 县委宣传部供稿."""
    return run.role == "供图" or (run.role in GIFTS and (run.text in GIVERS or is_organisation(run)))


def is_organisation(run: Run) -> bool:
    """通讯员 云水市总工会; but 作者系云水大学教师 says who somebody is."""
    return not run.glued and bool(ORGANISATION.fullmatch(run.text) or is_office(run.text))


def is_office(text: str) -> bool:
    """Whether a text is an office that writes for papers and signs by itself.

    >>> is_office("市农业局通讯组"), is_office("通讯组"), is_office("市农业局")
    (True, False, False)
    """
    return bool(_office().fullmatch(text))


# -- words of a credit


@cache
def role_words(*kinds: str) -> tuple[str, ...]:
    """The words of roles.tsv of these kinds, the longest first."""
    return _longest_first(row["word"] for _, row in rows(TABLES / "roles.tsv") if row["kind"] in kinds)


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for _, row in rows(TABLES / "roles.tsv")}


@cache
def agency_words(kind: str) -> tuple[str, ...]:
    """Agencies' names ("name") or the ends of their names ("suffix"), the longest first."""
    return _longest_first(row["word"] for _, row in rows(TABLES / "agencies.tsv") if row["kind"] == kind)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(agency_words("name"))


def is_agency(word: str) -> bool:
    """运河晚报, 大众网·海报新闻, 本报.

    >>> is_agency("运河晚报"), is_agency("运河")
    (True, False)
    """
    parts = DASH.split(word)
    if not _agencies().isdisjoint(parts):
        return True
    return any(len(part) > 2 and part.endswith(agency_words("suffix")) for part in parts)


def _unbracketed(folded: str) -> str:
    """（记者 房某）, 新华社发（秦某 摄）, and a bracket that a line end left open."""
    agency, bracket, rest = folded.partition("(")
    if bracket and is_agency(agency.strip()):
        folded = f"{agency} {rest}"
    return folded.strip(BRACKETS + " \n")


def _unmarked(folded: str) -> str:
    """The text behind its mark; □ may have been read as the character 口."""
    text = folded.lstrip(MARKS + " \n")
    return text[1:] if _mark_read_as_character().match(text) else text


def _parted(text: str) -> str:
    """周海燕图 程远航文, its works set apart."""
    role = re.match(_person(), text)
    begin = role.end() if role else 0
    found = WORD_AND_PICTURE.fullmatch(text, begin)
    if not found or not is_name(found[1]) or not is_name(found[3]):
        return text
    return " ".join((text[:begin], *found.groups())).strip()


def _items(text: str) -> list[_Item] | None:
    """The words of a credit in order, None where something stands among them that no credit has.

    A colon stands before names, not behind them, and a comma before a role.
    """
    items: list[_Item] = []
    at, before = 0, ""
    while at < len(text):
        if found := SEPARATOR.match(text, at):
            before = found.group()
            if (before.strip() and not items) or (":" in before and items[-1].kind == "name"):
                return None
        elif found := _role().match(text, at):
            items.append(_Item(found.lastgroup or "", re.sub(r"\s+", "", found.group()), before))
            before = ""
        elif found := FOREIGN.match(text, at):
            items.append(_Item("name", found.group(), before))
            before = ""
        elif found := INITIALS.match(text, at) or MAGAZINE.match(text, at):
            items.append(_Item("agency", found.group(), before))
            before = ""
        elif found := _word().match(text, at):
            items.extend(_word_items(found.group(), before))
            if items[-1].kind == "name" and set(",;") & set(before) and not _goes_on(items):
                return None
            before = ""
        else:
            return None
        at = found.end()
    items = _letters_of_names(items)
    return _compounds(_whole_names(_whole_names(items, False), True))


def _goes_on(items: list[_Item]) -> bool:
    """记者：白某，房某: a comma parts names where a role began the credit."""
    return items[0].kind in ("person", "agency") and all(
        is_name(item.text) for item in items[-2:] if item.kind == "name"
    )


def _word_items(word: str, before: str) -> Iterator[_Item]:
    """A word between blanks: a label, an agency, or names, perhaps with 读者 before or 摄 after them."""
    if word in role_words("label", "nobody"):
        yield _Item(_kinds()[word], word, before)
    elif is_agency(word) or is_agency(word.removesuffix("发")):
        yield _Item("agency", word, before)
    elif word.endswith(role_words("editor")):
        yield _Item("editor", word, before)
    elif label := _affix(word, role_words("label"), at_end=False):
        yield _Item("label", label, before)
        yield from _word_items(word[len(label) :], "")
    elif word.startswith(role_words("from")):
        yield _Item("verb", word, before)
    elif work := _affix(word, _glued_ends(), at_end=True) or _behind_broken_name(word, before):
        told_from = work in role_words("verb") and is_place(word[: -len(work)])
        if not told_from and not (work == "报导" and before.strip() == "/"):  # 记者林某/嘉义报导
            yield from _word_items(word[: -len(work)], before)
        yield _Item(_kinds()[work], work)
    else:
        yield _Item("name", word, before)


def _behind_broken_name(word: str, before: str) -> str | None:
    """（吴新⏎宇摄）: the name's last character, and what was done."""
    return word[1] if "\n" in before and len(word) == 2 and word[1] == "摄" else None


def _affix(word: str, affixes: tuple[str, ...], at_end: bool) -> str | None:
    """The longest affix that leaves at least two characters for a name."""
    found = word.endswith if at_end else word.startswith
    if not found(affixes):
        return None
    return next((affix for affix in affixes if len(word) > len(affix) + 1 and found(affix)), None)


def _letters_of_names(items: list[_Item]) -> list[_Item]:
    """文 in 屈 定 文, in 文 静 and in 蒋秀⏎文 is a character of the name, where no other work stands in the credit."""
    at = next((at for at, item in enumerate(items) if item.kind == "work" and item.text in LETTERS), None)
    if at is None:
        return items
    before = _letters(items[max(0, at - 2) : at])
    after = _letters(items[at + 1 : at + 3]) or _letters(items[at + 1 : at + 2])
    ends = len(before) == 2 and items[at].before.isspace() and [item.kind for item in items].count("work") == 1
    begins = bool(after) and not before and not is_name(after)
    broken = at > 0 and items[at].before == "\n" and is_name(items[at - 1].text + items[at].text)
    return [*items[:at], items[at]._replace(kind="name"), *items[at + 1 :]] if ends or begins or broken else items


def _letters(items: list[_Item]) -> str:
    """The characters of a name set wide; nothing where anything else stands among them."""
    are_letters = all(item.kind == "name" and len(item.text) == 1 for item in items)
    return "".join(item.text for item in items) if are_letters else ""


def _whole_names(items: list[_Item], across_lines: bool) -> list[_Item]:
    """Names set wide (张 胜 男) are whole again, or, across lines, those that a line end broke (吴新⏎宇)."""
    whole: list[_Item] = []
    for item in items:
        last = whole[-1] if whole else _Item("", "")
        if item.kind == last.kind == "name" and _is_one_name(last, item, across_lines):
            wide = len(item.text) == 1 and (last.wide or len(last.text) == 1)
            whole[-1] = _Item("name", last.text + item.text, last.before, wide)
        else:
            whole.append(item)
    return whole


def _is_one_name(last: _Item, item: _Item, across_lines: bool) -> bool:
    """A single character is never a name by itself, nor 欧阳 at a line's end."""
    if item.before.strip() or ("\n" in item.before) != across_lines:
        return False
    if is_office(last.text + item.text) and not is_office(item.text):
        return True
    if across_lines:
        return 1 in (len(last.text), len(item.text)) or last.text in surnames()
    if len(item.text) == 1:
        return last.wide or len(last.text) < 3
    return len(last.text) == 1 and not is_name(item.text)


def _compounds(items: list[_Item]) -> list[_Item]:
    """文 / 图 is one work, 运河 + 晚报 one agency."""
    joined: list[_Item] = []
    for item in items:
        last = joined[-1] if joined else _Item("", "")
        if item.kind == last.kind == "work" and item.before.strip() in ("", "/", "、") and last.text not in GIFTS:
            joined[-1] = _Item("work", f"{last.text}/{item.text}", last.before)
        elif item.kind == "name" and last.kind == "verb" and last.text in role_words("from"):
            joined[-1] = last._replace(text=last.text + item.text)
        elif item.kind == "agency" and _is_glued_prefix(joined, item) and item.text[0] != "本":
            joined[-1] = _Item("agency", last.text + item.text, last.before)
        elif item.kind == "person" and _is_glued_prefix(joined, item) and not _is_person_between(joined):
            joined[-1:] = [_Item("agency" if is_place(last.text) else "prefix", last.text, last.before), item]
        else:
            joined.append(item)
    return _two_papers(_without_author(joined))


def _without_author(items: list[_Item]) -> list[_Item]:
    """作者:记者 高某: a saved page's word for who signs, before what he is to the paper."""
    kinds = [item.kind for item in items[:3]]
    said = kinds[:2] == ["person", "person"] or kinds == ["person", "agency", "person"]
    return items[1:] if said and items[0].text == "作者" else items


def _two_papers(items: list[_Item]) -> list[_Item]:
    """云水云/云水日报记者: what stands before a paper's slash, first in the credit, is a paper, too."""
    if [item.kind for item in items[:2]] == ["name", "agency"] and items[1].before == "/":
        return [items[0]._replace(kind="agency"), *items[1:]]
    return items


def _is_person_between(items: list[_Item]) -> bool:
    """The last word ends what was said of somebody before; but in 采写:南都见习记者 it is a paper's short name."""
    last = items[-1].text
    if len(items) == 1 or (items[-2].kind == "work" and len(last) == 2):
        return False
    return is_signature(last) and not is_word(last)


def _is_glued_prefix(items: list[_Item], item: _Item) -> bool:
    """运河 in 运河晚报, 云水 in 云水融媒体记者; but the role in 记者 张某晚报记者 李某 waits for its name."""
    waits = len(items) > 1 and items[-2].kind == "person"
    return bool(items) and items[-1].kind == "name" and not item.before and not waits


# -- roles of names


def _runs(items: list[_Item]) -> tuple[Run, ...]:
    """Each name with its role. Works close their names where a credit ends with one, else they open them."""
    works_close = next((item.kind for item in reversed(items) if item.kind != "verb"), None) == "work"
    closing_works = [work if works_close or work in GIFTS else "" for work in _closing_works(items)]
    runs = []
    roles: dict[str, str] = {}
    for index, item in enumerate(items):
        if index == 0 or items[index - 1].kind != "name":
            roles = {role.kind: role.text for role in _opening_roles(items, index, works_close)}
        if item.kind == "name" and "editor" not in roles:
            runs.append(Run(item.text, _role_of(roles, closing_works[index]), _is_glued(items, index), item.wide))
    return tuple(runs)


def _is_glued(items: list[_Item], index: int) -> bool:
    return index > 0 and items[index - 1].kind in ("person", "label") and not items[index].before


def _role_of(roles: dict[str, str], closing_work: str) -> str | None:
    """What the person is to the paper before what was done, what was done before 读者 or 拍友."""
    return roles.get("person") or closing_work or roles.get("work") or roles.get("label")


def _opening_roles(items: list[_Item], index: int, works_close: bool) -> Iterator[_Item]:
    """The roles that stand together before a row of names."""
    among_names = True
    for at in reversed(range(index)):
        item = items[at]
        if item.kind == "name" and among_names:
            continue
        if item.kind == "name" or (item.kind == "work" and (works_close or _closes_its_giver(items, at))):
            return
        among_names = among_names and item.kind in ("agency", "verb")
        yield item


def _closes_its_giver(items: list[_Item], at: int) -> bool:
    """宣传科供稿 摄影/张某: who let the paper have it stands before the word."""
    return at > 0 and items[at].text in GIFTS and not items[at].before and items[at - 1].kind == "name"


def _closing_works(items: list[_Item]) -> list[str]:
    """For each item the work behind its row of names, empty where another role comes first."""
    works: list[str] = []
    work = ""
    for item in reversed(items):
        if item.kind in ("work", "person", "label"):
            work = item.text if item.kind == "work" else ""
        works.append(work)
    return works[::-1]


# -- patterns written out from the tables


@cache
def _role() -> re.Pattern[str]:
    """A role where it stands; 文, 图, 摄 and their like only where no name goes on."""
    verb = _any_of(role_words("verb"))
    work = rf"(?:{PICTURE_PAIR}|{_any_of(role_words('work'))})(?=(?:{verb})?(?![{HAN}·]))"
    return re.compile(
        rf"(?P<person>{_person()})"
        rf"|(?P<intro>{_any_of(role_words('intro'))})"
        rf"|(?P<editor>{_any_of(role_words('editor'))})"
        rf"|(?P<agency>(?:{_any_of(agency_words('name'))})(?=\s*(?:{_person()}|{work})))"
        rf"|(?P<work>{work})"
        rf"|(?P<verb>(?:{verb})(?![{HAN}·]))"
    )


@cache
def _word() -> re.Pattern[str]:
    """Characters up to the next role, agency with a role, or 文/图."""
    stop = rf"{_person()}|(?:{_any_of(agency_words('name'))})\s*(?:{_person()})|{PICTURE_PAIR}(?![{HAN}])"
    return re.compile(rf"[{HAN}·](?:(?!{stop})[{HAN}·—-])*")


@cache
def _person() -> str:
    """A person's role with what goes before it: 全媒体首席记者, 驻京记者, letter-spaced 记 者."""
    modifiers = rf"(?:驻[{HAN}]{{1,3}}?\s*)?(?:(?:{_any_of(role_words('modifier'))})\s*){{0,4}}"
    return rf"(?:{modifiers}(?:{_any_of(role_words('person'))}))"


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"[{HAN}]{{2,16}}(?:{'|'.join(role_words('office'))})")


@cache
def _mark_read_as_character() -> re.Pattern[str]:
    return re.compile(rf"口(?:\s*(?:{_any_of(agency_words('name'))})?\s*{_person()}|\s+(?=[{HAN}]{{2,4}}(?:\s|$)))")


@cache
def _glued_ends() -> tuple[str, ...]:
    """What may be glued to the end of a name: 童某摄, 张某报道."""
    return _longest_first(row["word"] for _, row in rows(TABLES / "roles.tsv") if row["glued"] == "yes")


def _longest_first(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _any_of(found: tuple[str, ...]) -> str:
    """记者; 记⏎者; 记 者 where the word stands by itself."""
    words = [word for word in found if len(word) > 1]
    letters = [word for word in found if len(word) == 1]
    broken = "|".join(r"(?:\n\s*)?".join(word) for word in words)
    wide = "|".join(r"\s+".join(word) for word in words)
    return "|".join((broken, rf"(?<![{HAN}])(?:{wide})", *letters) if words else letters)
