"""Blocks → Articles: headline parts joined, paragraphs unwrapped, datelines and credits cut from the text.

    body block '本报讯(记者 王鲁斌)3月24日,…'  →  dateline 本报讯, credit 记者 王鲁斌, paragraph 3月24日,…

Start reading at `articles`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.layout.columns import SENTENCE_END
from ingest.layout.credit_text import MARKS, marked_pen_name, shares_role
from ingest.layout.credits import Closing, closing, opening
from ingest.layout.furniture import furniture, is_signed_day
from ingest.layout.letters import heads_letters, heads_thanks, opens_with_address, writer
from ingest.layout.lines import closed_numbers, joined, unmarked
from ingest.layout.photos import is_photo
from ingest.layout.sheet import begins_in_midst
from ingest.model import BODY_ROLES, Article, Block, Line

INDENT_INSIDE = re.compile(r"(?<=[。！？…”’；])(?:[\u3000\u00a0]{2,}| {3,}|\u3000 *\u3000)(?=\S)")
"""An indent within a line: a database wrote the paragraphs of an article one behind the other."""
SECTION_LABEL = re.compile(r"(?:专栏|栏目)[:：]\s*")
SECTION_BRACKETS = re.compile(r"[【〖［\[](.+)[】〗］\]]")

READER = "读者"
"""What a letter's writer is to the paper, said or not."""


@dataclass(frozen=True)
class Text:
    """One paragraph of an item, with the lines it was set in."""

    role: str
    lines: tuple[Line, ...]

    @property
    def printed(self) -> str:
        """Its lines, with their line ends."""
        return "\n".join(line.text for line in self.lines)

    @property
    def joined(self) -> str:
        return joined(line.text for line in self.lines)


@dataclass(frozen=True)
class Told:
    """An item's body with the dateline and the credits cut off."""

    dateline: str | None
    credits: tuple[str, ...]
    paragraphs: tuple[str, ...]


def articles(lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[Article, ...]:
    """The articles of a page, in the order of their first lines."""
    by_number = {line.number: line for line in lines}
    jumps_to, jumps_from = _jumps(lines, blocks)
    return tuple(
        _article(position, _texts(mine, by_number), position in jumps_from, position in jumps_to)
        for position, mine in sorted(_by_article(blocks).items())
    )


def _article(position: int, texts: Sequence[Text], continued: bool, continues: bool) -> Article:
    """One item; where nothing is left beside its dateline and credits, these stay its text, for it has no other."""
    body = [text for text in texts if text.role in BODY_ROLES]
    title = _headline(texts, "title")
    told = _told([text.printed for text in body], [text.role for text in body])
    if title is None and not told.paragraphs:
        told = replace(told, paragraphs=tuple(text.joined for text in body))
    printed = [text.joined for text in body if text.role != "crosshead"]
    photo = all(text.role == "caption" for text in body) or is_photo(
        printed, title is not None, told.dateline is not None, False
    )
    return Article(
        position=position,
        title=title,
        kicker=_headline(texts, "kicker"),
        subtitle=_headline(texts, "subtitle"),
        section=_unlabelled(_headline(texts, "section")),
        kind="photo" if photo else "article",
        dateline=told.dateline,
        credits=_credits(texts, told),
        paragraphs=told.paragraphs,
        begins_mid_sentence=continued or (told.dateline is None and any(map(begins_in_midst, told.paragraphs[:1]))),
        ends_mid_sentence=continues or _ends_midway(told.paragraphs),
    )


def _by_article(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    found: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        if block.article is not None:
            found[block.article].append(block)
    return found


def _texts(blocks: Sequence[Block], by_number: dict[int, Line]) -> list[Text]:
    """The blocks' texts, a block that continues joined to the one before it."""
    texts: list[tuple[str, list[Line]]] = []
    for block in blocks:
        if not block.continues:
            texts.append((block.role, []))
        texts[-1][1].extend(by_number[number] for number in block.numbers if number in by_number)
    return [Text(role, tuple(lines)) for role, lines in texts]


def _headline(texts: Sequence[Text], role: str) -> str | None:
    """The lines of one headline part, joined by one space, stray spaces folded."""
    parts = [line.text for text in texts if text.role == role for line in text.lines]
    return closed_numbers(re.sub(r"\s+", " ", " ".join(parts))) or None


def _unlabelled(section: str | None) -> str | None:
    """The section's name alone, without its brackets and marks, and where a database wrote 专栏: before it."""
    if section is None:
        return None
    named = section.strip(MARKS + " ") or section
    bracketed = SECTION_BRACKETS.fullmatch(named)
    return bracketed[1].strip() if bracketed else SECTION_LABEL.sub("", named)


def _byline_credits(texts: Sequence[Text]) -> tuple[str, ...]:
    """The byline lines as printed, without Markdown marks; those that stand together are one credit."""
    together = (found for is_byline, found in groupby(texts, lambda text: text.role == "byline") if is_byline)
    return tuple("\n".join(unmarked(line.raw) for text in found for line in text.lines) for found in together)


def _credits(texts: Sequence[Text], told: Told) -> tuple[str, ...]:
    """The byline lines, then the credits in the text; 本报通讯员 康某 at its end and 闫某 摄 below are one."""
    lines = tuple(map(marked_pen_name, _byline_credits(texts)))
    if any(map(opens_with_address, told.paragraphs[:1])) or any(map(_heads_letters, texts)):
        lines = tuple(f"{READER} {name}" if (name := writer(line)) else line for line in lines)
    elif heads_thanks(_headline(texts, "title") or ""):
        lines = tuple(writer(line) or line for line in lines)
    if not (lines and told.credits and texts[-1].role == "byline" and shares_role(lines[-1])):
        return (*lines, *told.credits)
    return (*lines[:-1], *told.credits[:-1], f"{told.credits[-1]}\n{lines[-1]}")


def _heads_letters(text: Text) -> bool:
    return text.role == "section" and any(heads_letters(line.text) for line in text.lines)


def _told(paragraphs: Sequence[str], roles: Sequence[str]) -> Told:
    """Cuts the dateline and the credit in brackets from the first paragraph, and the credit from the last; of captions
    beside a text, each its own.

    The paragraphs come with their line ends, so that credits keep theirs: a name may end with the line.
    """
    kept = list(paragraphs)
    told = [at for at, role in enumerate(roles) if role != "caption"] or list(range(len(kept)))
    if not told:
        return Told(None, (), ())
    first = opening(kept[told[0]])
    kept[told[0]] = kept[told[0]][first.start :]
    credits = [first.credit]
    for at in (*(at for at in range(len(kept)) if at not in told), told[-1]):
        last = closing(kept[at]) if roles[at] != "crosshead" else Closing(None, len(kept[at]))
        kept[at] = kept[at][: last.end]
        credits.append(last.credit)
    texts = (part for text in kept for part in INDENT_INSIDE.split(joined(text.split("\n"))))
    return Told(first.dateline, tuple(filter(None, credits)), tuple(text.strip() for text in texts if text.strip()))


def _ends_midway(paragraphs: Sequence[str]) -> bool:
    """The text stops amid a sentence; a notice ends with its day."""
    is_signed = len(paragraphs) > 1 and is_signed_day(*paragraphs[-2:])
    return bool(paragraphs) and not is_signed and not SENTENCE_END.search(paragraphs[-1])


def _jumps(lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[set[int], set[int]]:
    """(articles that go on elsewhere, articles continued from there): 下转第3版 follows, 上接第1版 precedes them."""
    owner = {n: block.article for block in blocks for n in block.numbers}
    aside = {block.first_line for block in blocks if block.role == "furniture"}
    numbers = [line.number for line in lines]
    to, come_from = set(), set()
    for index, line in enumerate(lines):
        rule = furniture(line.text) if line.number in aside else None
        if rule is None or rule.row.get("kind") != "jump":
            continue
        if re.search("上接|紧接", line.text):
            come_from |= {owner[n] for n in numbers[index + 1 : index + 2]}
        else:
            to |= {owner[n] for n in numbers[index - 1 : index] if index}
    return {n for n in to if n is not None}, {n for n in come_from if n is not None}
