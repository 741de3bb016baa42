"""The grammar of a credit: the text of a byline in, its groups of names with their roles out.

    credit_of("■ 本 报 记 者 黎兆坤 本报通讯员 晁华芬")
        → Credit with groups 记者: 黎兆坤, 通讯员: 晁华芬

    mark? ( agency? role names | names work )+ verb?

A text with anything else in it (digits, quotation marks, a full stop) is no credit. Whether the names are
believable is asked here, how a run of them is parted in reading/bylines.py. Start reading at `credit_of`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.names import HAN, PEN_NAME, can_be_names, is_name
from ingest.rules import rows

TABLES = Path(__file__).parent / "tables"

MARKS = "■□●○◎◆◇▲△▼▽▶►★☆◤◢❖✦"
"""What a line of nothing but byline may begin with."""

WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
MIDDLE_DOTS = dict.fromkeys(map(ord, "•・‧･∙⋅"), "·")

EDITOR_CODE = re.compile(r"[①-⑳]\d{0,2}")
"""③2 before a name: who set the page; no part of the credit."""
SEPARATOR = re.compile(r"[\s、,;/:|&+]+")
WORDS = re.compile(rf"[{HAN}·]+(?:-[{HAN}·]+)*")


def fold(text: str) -> str:
    """The text in half-width forms and with one kind of middle dot, every character in its place."""
    return text.translate(WIDTH).translate(MIDDLE_DOTS)


@dataclass(frozen=True)
class Group:
    """Names of one role."""

    role: str | None
    names: tuple[str, ...]
    """As printed between blanks: glued runs uncut, letter-spaced names joined."""


@dataclass(frozen=True)
class Credit:
    """A text that is a credit by its form."""

    groups: tuple[Group, ...]
    has_mark: bool
    has_role: bool
    """记者, 通讯员 …"""
    has_work: bool
    """摄, 文/图 …"""
    has_agency: bool
    has_verb: bool
    is_open: bool
    """It ends with a role whose names are still to come."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for group in self.groups for name in group.names)


@dataclass(frozen=True)
class _Item:
    kind: str
    """name, person, label, work, verb, agency, editor."""
    text: str
    before: str = ""
    """What stands between it and the item before: blanks, a slash, a line break, or nothing."""


@cache
def kinds() -> dict[str, str]:
    """{role word: kind}."""
    return {row["word"]: row["kind"] for _, row in rows(TABLES / "roles.tsv")}


@cache
def agency_words(kind: str) -> tuple[str, ...]:
    """Agencies' names or endings, the longest first."""
    found = {row["word"] for _, row in rows(TABLES / "agencies.tsv") if row["kind"] == kind}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def credit_of(text: str) -> Credit | None:
    """The credit that a whole text is, None where its form is another."""
    folded = EDITOR_CODE.sub(" ", fold(text)).strip()
    has_mark = folded[:1] in MARKS and folded != ""
    items = _items(_unmarked(folded))
    if items is None or any(item.kind == "editor" for item in items):
        return None
    has = {item.kind for item in items}
    return Credit(
        _groups(items),
        has_mark or _is_ocr_mark(folded),
        "person" in has,
        "work" in has,
        "agency" in has,
        "verb" in has,
        bool(items) and items[-1].kind == "person",
    )


def is_believable(credit: Credit, trusted: bool) -> bool:
    """Whether a credit's names can be names.

    Where the place is trusted (a bracket after a dateline, a line with a mark) a name printed by itself after a
    role needs no surname; elsewhere every name does.
    """
    if trusted and (credit.has_role or credit.has_work):
        return all(_is_trusted(name) for name in credit.names)
    return all(is_name(name) or PEN_NAME.fullmatch(name) or _is_run(name) for name in credit.names)


def _is_trusted(name: str) -> bool:
    return (len(name) <= 4 and (is_name(name) or name[:1] not in "从了在的")) or _is_run(name) or is_name(name)


def _is_run(name: str) -> bool:
    return len(name) > 3 and can_be_names(name)


def _unmarked(folded: str) -> str:
    text = folded.lstrip(MARKS + " \n")
    return text[1:] if _is_ocr_mark(text) else text


def _is_ocr_mark(folded: str) -> bool:
    """口记者 王某: the square □ read as the character 口."""
    return bool(re.match(rf"口\s*(?:{_agencies_pattern()})?\s*(?:{_person_pattern()})", folded))


def _items(text: str) -> list[_Item] | None:
    """The words of a credit in order, None where something stands between them that no credit has."""
    items: list[_Item] = []
    at, before = 0, ""
    while at < len(text):
        if found := SEPARATOR.match(text, at):
            before = found.group()
        elif found := _role_words().match(text, at):
            items.append(_role_item(found, before))
            before = ""
        elif found := _name_words().match(text, at):
            items.extend(_word_items(found.group(), before))
            before = ""
        else:
            return None
        at = found.end()
    return _merged(items)


def _role_item(found: re.Match[str], before: str) -> _Item:
    kind = found.lastgroup or ""
    return _Item(kind, re.sub(r"\s+", "", found.group()), before)


def _word_items(word: str, before: str) -> Iterator[_Item]:
    """A word between blanks: an agency, or names, perhaps with 摄 or 报道 glued to them."""
    if kind := kinds().get(word):
        yield _Item(kind, word, before)
        return
    if is_agency(word):
        yield _Item("agency", word, before)
        return
    for end in _glued_words():
        if word.endswith(end) and len(word) > len(end) + 1:
            yield from _word_items(word[: -len(end)], before)
            yield _Item(kinds()[end], end)
            return
    yield _Item("name", word, before)


def is_agency(word: str) -> bool:
    """运河晚报, 大众网·海报新闻, 本报."""
    if word in agency_words("name"):
        return True
    return len(word) > 2 and word.endswith(agency_words("suffix"))


def _groups(items: list[_Item]) -> tuple[Group, ...]:
    """Names under their roles. Works close their names when the credit ends with one, and open them otherwise."""
    works_close = _last_kind(items) == "work"
    groups: list[Group] = []
    role, strong = None, False
    names: list[str] = []

    def close(closing_role: str | None) -> None:
        if names:
            groups.append(Group(closing_role, tuple(names)))
            names.clear()

    for item in items:
        if item.kind == "name":
            names.append(item.text)
        elif item.kind == "work" and works_close:
            close(role if strong else item.text)
            if groups:
                role, strong = None, False
        elif item.kind in ("person", "label", "work"):
            close(role)
            if not (item.kind == "work" and strong and not groups):
                role, strong = item.text, item.kind == "person"
    close(role)
    return tuple(groups)


def _last_kind(items: list[_Item]) -> str | None:
    return next((item.kind for item in reversed(items) if item.kind != "verb"), None)


def _merged(items: list[_Item]) -> list[_Item]:
    """Works parted by a slash become one (文/图), letters of names set wide or broken by a line end are joined."""
    merged: list[_Item] = []
    for item in items:
        last = merged[-1] if merged else None
        if last and item.kind == last.kind == "work" and item.before.strip() in ("/", "、", ""):
            merged[-1] = _Item("work", f"{last.text}/{item.text}", last.before)
        elif last and item.kind == "agency" and _is_paper(merged, item):
            merged[-1] = _Item("agency", last.text + item.text, last.before)
        elif last and item.kind == last.kind == "name" and _belongs(last, item):
            merged[-1] = _Item("name", last.text + item.text, last.before)
        else:
            merged.append(item)
    return merged


def _is_paper(items: list[_Item], agency: _Item) -> bool:
    """运河 + 晚报, unless a role before still waits for its name (记者 张三晚报记者 李四) or the word is 本报."""
    waits = len(items) > 1 and items[-2].kind == "person"
    return items[-1].kind == "name" and not agency.before and not waits and agency.text[0] != "本"


def _belongs(last: _Item, item: _Item) -> bool:
    """曾 笃, 张 胜 男; 吴新⏎宇; 欧阳⏎致和."""
    if item.before.strip() and not item.before.isspace():
        return False
    if "\n" in item.before:
        return len(item.text) == 1 or len(last.text) == 1
    return (len(item.text) == 1 and len(last.text) < 3) or len(last.text) == 1


@cache
def _person_pattern() -> str:
    """A person's role with what goes before it: 全媒体首席记者, 驻京记者, letter-spaced 记 者."""
    modifiers = [word for word, kind in kinds().items() if kind == "modifier"]
    people = [word for word, kind in kinds().items() if kind == "person"]
    return rf"(?:(?:{_any_of(modifiers)}|驻[{HAN}]{{1,3}}?)\s*)*(?:{_any_of(people)})"


@cache
def _agencies_pattern() -> str:
    return _any_of(agency_words("name"))


@cache
def _role_words() -> re.Pattern[str]:
    """Roles and works where they stand; 文, 图, 摄 and their like only between blanks or slashes."""
    works = [word for word, kind in kinds().items() if kind == "work"]
    pair = r"(?:文|图|摄影|摄)\s*[/、&+]\s*(?:文|图片|图|摄影|摄|视频)"
    return re.compile(
        rf"(?P<editor>{_any_of(w for w, k in kinds().items() if k == 'editor')})"
        rf"|(?P<person>{_person_pattern()})"
        rf"|(?P<agency>(?:{_agencies_pattern()})(?=\s*{_person_pattern()}))"
        rf"|(?P<work>(?:{pair}|{_any_of(works)})(?![{HAN}·]))"
        rf"|(?P<verb>(?:{_any_of(w for w, k in kinds().items() if k == 'verb')})(?![{HAN}·]))"
    )


@cache
def _name_words() -> re.Pattern[str]:
    """Characters up to the next role or agency before a role."""
    stop = rf"{_person_pattern()}|(?:{_agencies_pattern()})\s*(?:{_person_pattern()})"
    return re.compile(rf"(?:(?!{stop})[{HAN}·—-])+?(?=(?:文|图|摄影|摄)[/&+](?:文|图|摄)|{stop}|[^{HAN}·—-]|$)")


@cache
def _glued_words() -> tuple[str, ...]:
    """Works and verbs that may be glued to the end of a name: 童朗摄. 文 and 图 are endings of names too."""
    found = [w for w, k in kinds().items() if k in ("work", "verb") and w not in ("文", "图", "电")]
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _any_of(options: object) -> str:
    """A pattern for any of the words, the longest first, letters perhaps set wide or broken by a line end."""
    ordered = sorted(options, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(_spaced(word) for word in ordered)


def _spaced(word: str) -> str:
    """记者, 记 者 (only where the word stands by itself), 记⏎者."""
    if len(word) == 1:
        return word
    broken = r"(?:\n\s*)?".join(word)
    wide = r"\s+".join(word)
    return rf"{broken}|(?<![{HAN}]){wide}"
