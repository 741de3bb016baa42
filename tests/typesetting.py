"""Sets newspaper items anew: the same items in layouts that the seed pages do not have, with the truth of every line.

    items = seed_items()
    page = typeset(items[:8], STYLES["first wrapped indented"], random.Random(1))
    page.text          the page
    page.rows          (line number, article number, role, join), as in lines.tsv
    page.articles      what articles.json says of each item

An item comes from the annotated pages of tests/gold; a style says how a page is set.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parents[1] / "seeds"

HEADLINE = ("section", "kicker", "title", "subtitle")
NO_LINE_START = "，,。、；;：:！!？?）)”’》】%％…"
"""Marks that a typesetter hangs at the end of the line before."""


@dataclass(frozen=True)
class Item:
    """One annotated item: its headline parts and its text, each as the lines or paragraphs of one role."""

    headline: tuple[tuple[str, str], ...]
    """(role, line); a title over two lines stands twice."""
    text: tuple[tuple[str, str], ...]
    """(byline, line) or (body | crosshead | caption, paragraph), in order."""
    truth: dict

    @property
    def kicker(self) -> str | None:
        return next((line for role, line in self.headline if role == "kicker"), None)

    def without_kicker(self) -> Item:
        return replace(self, headline=tuple(part for part in self.headline if part[0] != "kicker"))


@dataclass(frozen=True)
class Style:
    """How a page is set."""

    headline_first: bool = True
    mixed: bool = False
    """Every third item has its headline on the other side."""
    torn: bool = False
    """One item's kicker stands at the top of the page, away from it."""
    width: int | None = None
    """Characters a line, None for a paragraph a line."""
    indent: str = ""
    parted: bool = True
    """A blank line between paragraphs."""
    markdown: bool = False
    furniture: bool = False
    breaks: float = 0.0
    """Share of paragraphs that a column break cuts."""
    blanks: bool = True
    """Blank lines stand on the page at all."""
    airy: bool = True
    """A blank line between the parts of a headline."""


STYLES = {
    "first, paragraph a line": Style(breaks=0.2),
    "first, paragraph a line, no blank lines": Style(parted=False, breaks=0.1, airy=False),
    "first, paragraph a line, indented, furniture": Style(indent="　　", parted=False, furniture=True, airy=False),
    "first, markdown": Style(markdown=True, breaks=0.2),
    "first, markdown, wrapped": Style(markdown=True, width=24, breaks=0.2),
    "first, wrapped, indented": Style(width=20, indent="　　", parted=False, breaks=0.3, furniture=True),
    "first, wrapped narrow, parted": Style(width=13, breaks=0.3),
    "first, wrapped wide, neither": Style(width=32, parted=False, breaks=0.2, furniture=True),
    "last, paragraph a line": Style(headline_first=False, breaks=0.2),
    "last, paragraph a line, furniture": Style(headline_first=False, breaks=0.2, furniture=True, airy=False),
    "last, markdown": Style(headline_first=False, markdown=True, breaks=0.2),
    "last, wrapped, indented": Style(headline_first=False, width=18, indent="  ", parted=False, breaks=0.3),
    "last, wrapped, parted": Style(headline_first=False, width=17, breaks=0.3, furniture=True),
    "last, wrapped wide, indented": Style(headline_first=False, width=30, indent="　　", parted=False, breaks=0.2),
    "last, wrapped, neither": Style(headline_first=False, width=22, parted=False, breaks=0.2),
    "first, wrapped, indented, no blank lines": Style(width=20, indent="　　", parted=False, blanks=False, airy=False),
    "last, wrapped, indented, no blank lines": Style(
        headline_first=False, width=24, indent="　　", parted=False, blanks=False, airy=False
    ),
    "first, wrapped, no blank lines, no indent": Style(width=19, parted=False, blanks=False, airy=False),
    "last, paragraph a line, no blank lines": Style(headline_first=False, parted=False, blanks=False, airy=False),
    "mixed, paragraph a line": Style(mixed=True),
    "mixed, wrapped, indented": Style(mixed=True, width=21, indent="　　", parted=False, breaks=0.2),
    "torn kicker, paragraph a line": Style(torn=True, breaks=0.1),
    "torn kicker, last, wrapped": Style(torn=True, headline_first=False, width=19, breaks=0.1),
}


@dataclass
class Setting:
    """A page in the making: its lines, and the truth of each."""

    text_lines: list[str] = field(default_factory=list)
    rows: list[tuple[int, int, str, str]] = field(default_factory=list)
    articles: dict[int, dict] = field(default_factory=dict)
    blanks: bool = True

    @property
    def text(self) -> str:
        return "\n".join(self.text_lines)

    def line(self, text: str, article: int, role: str, join: str) -> None:
        self.text_lines.append(text)
        self.rows.append((len(self.text_lines), article, role, join))

    def blank(self) -> None:
        if self.blanks and self.text_lines and self.text_lines[-1]:
            self.text_lines.append("")


def seed_items() -> list[Item]:
    """The items of the annotated seed pages, in order."""
    return [item for folder in sorted(GOLD.iterdir()) for item in _page_items(folder, SEEDS / f"{folder.name}.txt")]


def _page_items(folder: Path, page: Path) -> list[Item]:
    lines = page.read_text("utf-8").split("\n")
    truths = {truth["n"]: truth for truth in json.loads((folder / "articles.json").read_text("utf-8"))}
    headlines: dict[int, list] = {number: [] for number in truths}
    texts: dict[int, list] = {number: [] for number in truths}
    for row in (folder / "lines.tsv").read_text("utf-8").splitlines():
        number, article, role, join = row.split("\t")
        role = "section" if role == "column" else role
        line = re.sub(r"^#+\s*", "", lines[int(number) - 1].strip())
        if role in HEADLINE:
            headlines[int(article)].append((role, line))
        elif join == "C" and role != "byline":
            texts[int(article)][-1] = (role, texts[int(article)][-1][1] + line)
        else:
            texts[int(article)].append((role, line))
    return [Item(tuple(headlines[n]), tuple(texts[n]), truths[n]) for n in truths]


def typeset(items: list[Item], style: Style, chance: random.Random) -> Setting:
    """The items as one page."""
    page = Setting(blanks=style.blanks)
    if style.furniture:
        page.line("聊城日报  2025年3月8日  星期六  第2版 要闻", 0, "furniture", "P")
        page.blank()
    torn = _torn(items) if style.torn else None
    if torn is not None:
        page.line(items[torn].kicker, torn + 1, "kicker", "P")
        items = [*items[:torn], items[torn].without_kicker(), *items[torn + 1 :]]
    for number, item in enumerate(items, 1):
        page.articles[number] = {**item.truth, "n": number}
        first = style.headline_first != (style.mixed and number % 3 == 0)
        parts = [_set_headline, _set_text] if first else [_set_text, _set_headline]
        for part in parts:
            part(page, item, number, style, chance)
    if style.furniture:
        page.blank()
        page.line("责编 樊海川  美编 山岚  校对 章皓月  电话 0635-8200000", 0, "furniture", "P")
    return page


def _torn(items: list[Item]) -> int | None:
    """The item, not among the first two, with the longest kicker: long enough to know its article by."""
    told = [index for index, item in enumerate(items) if index > 1 and len(item.kicker or "") > 10]
    return max(told, key=lambda index: len(items[index].kicker or ""), default=None)


def _set_headline(page: Setting, item: Item, number: int, style: Style, chance: random.Random) -> None:
    if not item.headline:
        return
    page.blank()
    before = None
    for role, line in item.headline:
        mark = {"title": "## ", "subtitle": "### ", "kicker": "### ", "section": "### "}[role] if style.markdown else ""
        if style.airy and role != before:
            page.blank()
        page.line(mark + line, number, role, "C" if role == before else "P")
        before = role
    page.blank()


def _set_text(page: Setting, item: Item, number: int, style: Style, chance: random.Random) -> None:
    before = None
    for role, paragraph in item.text:
        if style.parted or role != before:
            page.blank()
        if role == "byline":
            page.line(paragraph, number, "byline", "P")
        elif role == "crosshead":
            page.line(("### " if style.markdown else "") + paragraph, number, "crosshead", "P")
        else:
            _set_paragraph(page, paragraph, number, role, style, chance)
        before = role
    page.blank()


def _set_paragraph(page: Setting, paragraph: str, number: int, role: str, style: Style, chance: random.Random) -> None:
    lines = _wrapped(paragraph, style, chance)
    cut = (
        chance.randrange(1, len(lines)) if len(lines) > 1 and (not style.width or chance.random() < style.breaks) else 0
    )
    for index, line in enumerate(lines):
        if index and index == cut:
            page.blank()
        page.line((style.indent if index == 0 else "") + line, number, role, "C" if index else "P")


def _wrapped(paragraph: str, style: Style, chance: random.Random) -> list[str]:
    if style.width is None:
        if len(paragraph) < 40 or chance.random() >= style.breaks:
            return [paragraph]
        cut = _allowed(paragraph, chance.randrange(15, len(paragraph) - 10))
        return [paragraph[:cut], paragraph[cut:]]
    lines, start, room = [], 0, style.width - len(style.indent)
    while start < len(paragraph):
        stop = _allowed(paragraph, start + room)
        lines.append(paragraph[start:stop])
        start, room = stop, style.width
    return lines


def _allowed(paragraph: str, stop: int) -> int:
    """Moves a line end so that no mark begins the next line."""
    while stop < len(paragraph) and paragraph[stop] in NO_LINE_START:
        stop += 1
    return stop
