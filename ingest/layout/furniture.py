"""Lines that belong to the page and not to an article, and what they tell of it.

    '聊城日报 2025年3月8日 星期六 第2版 要闻'  →  Rule date-in-digits, kind masthead
    '责编 樊海川 美编 王某 电话 0635-1234567'  →  Rule role-responsible, kind editors
    '（下转第3版）'                            →  Rule jump, kind jump
    '记者从聊城日报社获悉'                     →  None

A line is furniture when it is nothing but furniture. Either one pattern knows the whole line
(tables/furniture.tsv), or the line falls apart into pieces (tables/mastheads.tsv) in any order and spacing,
and nothing is left over. Start reading at `furniture`; `masthead` gathers what the pieces tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from ingest.days import day, half_width
from ingest.layout.letters import writer
from ingest.rules import Rule, any_found, first, table

TABLES = Path(__file__).parent / "tables"
WHOLE_LINES = TABLES / "furniture.tsv"
PIECES = TABLES / "mastheads.tsv"

LONGEST = 160
"""Characters of the longest line that can be furniture: an imprint with addresses and telephones."""

SENTENCE = re.compile("[。!?“”‘’…%]|[,，、;；]$")
"""Signs of an article's text that no furniture has: most lines need no closer look. A comma at the end runs on."""

MOST_PAGES = 2
"""Pages that one label names: a spread. More are the contents of the issue."""

SIGNATORY = re.compile(
    r"[一-鿿（）()]{2,24}(?:局|委员会|办公室|人民政府|法院|检察院|公司|管委会|指挥部|小组|站|所|厂|社|处|中心|学校|[中小大]学"
    r"|学院|医院|银行|协会|支行|分行|部|[支大总中]队|值班室|场|店|馆|园|队|村|社区)"
)
"""Who signs a notice."""
DAY_ALONE = re.compile(
    r"(?:(?:\d{4}|[一二〇○零三四五六七八九]{4})\s*年)?\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
NUMBER_ALONE = re.compile(r"[(]?\d[\d() -—–]{3,24}\d")
TAKEN = "¦"
_PAGE = re.compile(r"\d+")
_NUMBERS = re.compile("[０-９Ａ-Ｚ]+")
LEFT_OVER = re.compile(r"[^\s¦|·•・:,、;./_()\[\]【】<>〈〉《》—–―\-~*●○■□◆◇▲△▼★☆◎▶►]")
"""Anything but the signs that stand between the pieces of a masthead."""


@dataclass(frozen=True)
class Masthead:
    """What the page's furniture tells of it; None for what it does not."""

    publication: str | None = None
    """聊城日报"""
    issue_date: str | None = None
    """ISO day"""
    page_label: str | None = None
    """第2版 要闻, as printed, with single spaces"""


@dataclass(frozen=True)
class Piece:
    """A piece of a line that a row of the table of pieces knows."""

    rule: Rule
    start: int
    text: str
    """As printed."""


def furniture(text: str) -> Rule | None:
    """The rule that finds the line to be furniture (its row has `kind`), None for a line of an article.

    `text` is a whole line; letter-spacing, full-width forms and outer white space do not matter.
    """
    printed = _single_spaced(text)
    if not printed or len(printed) > LONGEST:
        return None
    folded = half_width(printed)
    if any_found(WHOLE_LINES, folded):
        return first(table(WHOLE_LINES), folded)
    found = _pieces(printed)
    return found[0].rule if found else None


def is_signed_day(above: str, day: str) -> bool:
    """Whether a day by itself is that of the notice whose signature or last sentence stands right above it.

    >>> is_signed_day("云水县电力局", "2024年7月12日"), is_signed_day("云水日报", "2024年7月12日")
    (True, False)
    >>> is_signed_day("喜多便利店 店主 芮志平", "2024年7月12日"), is_signed_day("加倍退赔。", "一九八四年九月六日")
    (True, True)
    """
    if not DAY_ALONE.fullmatch(day.strip()):
        return False
    return is_signatory(above) or writer(above) is not None or above.rstrip().endswith(("。", "!", "！"))


def is_signatory(text: str) -> bool:
    """Whether a line is nothing but an office or firm, as it signs notices: 云水县电力局."""
    return bool(SIGNATORY.fullmatch(text.strip()))


def is_number(text: str) -> bool:
    """Whether a line is nothing but a number to ring: 0635-1234567."""
    return bool(NUMBER_ALONE.fullmatch(half_width(text.strip())))


def masthead(lines: Iterable[str]) -> Masthead:
    """Publication, day and page label that the furniture among these lines tells, the first of each.

    Neighbouring lines of furniture count as one. A paper's name that stands alone, or is called the source, may be
    that of one article: it counts only when no fuller masthead tells the name.
    """
    runs = [
        [piece for found in sorted(run, key=_names_a_source) for piece in found]
        for told, run in groupby(map(_pieces_of, lines), bool)
        if told
    ]
    facts: dict[str, str] = {}
    for pieces in sorted(runs, key=lambda pieces: len(pieces) == 1 or _names_a_source(pieces)):
        facts = _facts(pieces) | facts
    return Masthead(facts.get("publication"), facts.get("issue_date"), facts.get("page_label"))


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def _pieces(printed: str) -> tuple[Piece, ...]:
    """The pieces of a line in the order of the table, a deciding one first; none when anything is left over."""
    rest = half_width(printed)
    if len(rest) > LONGEST or SENTENCE.search(rest) or not any_found(PIECES, rest):
        return ()
    found: list[Piece] = []
    for rule in table(PIECES):
        needed = rule.row["beside"].split()
        if needed and not any(piece.rule.row["kind"] in needed for piece in found):
            continue
        for match in rule.pattern.finditer(rest):
            start, end = match.span()
            found.append(Piece(rule, start, printed[start:end]))
            rest = rest[:start] + TAKEN * (end - start) + rest[end:]
    return () if LEFT_OVER.search(rest) else tuple(found)


def _pieces_of(line: str) -> list[Piece]:
    """The pieces of a line in the order of the line."""
    return sorted(_pieces(_single_spaced(line)), key=lambda piece: piece.start)


def _facts(pieces: list[Piece]) -> dict[str, str]:
    """What neighbouring lines of furniture tell, by the column of the pages table.

    A date that stands alone, or beside a telephone, signs a notice; beside a weekday or a paper it dates the issue.
    A source is the paper of the page only where its day or page is told, too.
    """
    told: dict[str, str] = {}
    labels: list[str] = []
    is_the_paper = not _names_a_source(pieces) or any(
        piece.rule.row["fact"] in ("issue_date", "page_label") for piece in pieces
    )
    dates_the_issue = sum(piece.rule.row["kind"] != "contact" for piece in pieces) > 1
    for piece in pieces:
        fact, text = piece.rule.row["fact"], piece.text.strip()
        if fact == "issue_date" and dates_the_issue and (known := day(text)):
            told.setdefault(fact, known)
        elif fact == "publication" and is_the_paper:
            told.setdefault(fact, text.replace(" ", ""))
        elif fact == "page_label":
            labels.append(_NUMBERS.sub(_half_width, text))
    if label := _page_label(labels):
        told["page_label"] = label
    return told


def _names_a_source(pieces: Iterable[Piece]) -> bool:
    return any(piece.rule.row["kind"] == "source" for piece in pieces)


def _page_label(labels: list[str]) -> str:
    """What neighbouring lines call the page; of a list of all pages of an issue, the one that is named again.

    >>> _page_label(["第2版", "要闻", "第2版"]), _page_label(["01版:要闻", "02版:民生", "03版:评论", "02版:民生"])
    ('第2版 要闻', '02版:民生')
    """
    if len({number[0] for label in labels if (number := _PAGE.search(label))}) > MOST_PAGES:
        return next((label for at, label in enumerate(labels) if label in labels[:at]), "")
    told = ""
    for label in labels:
        told += "" if label in told else f" {label}"
    return told.strip()


def _half_width(match: re.Match[str]) -> str:
    return half_width(match[0])
