"""What tells a poem, its writer and the headings in a set of poems."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

from ingest import rules
from ingest.layout.questions.register import question
from ingest.layout.questions.shape import verses_from
from ingest.layout.sheet import Sheet

POEMS = Path(__file__).parents[1] / "tables" / "poems.tsv"

FEW = re.compile(r"[\u4e00-\u9fff]{2,5}")
"""Characters, as many as a name has."""


@question
def names_a_poem(sheet: Sheet, index: int) -> float:
    """秋水谣（组诗）, 鹧鸪天·山行: the form, or the tune, stands in the title."""
    return rules.any_found(POEMS, sheet.text(index))


@question
def writes_a_poem(sheet: Sheet, index: int) -> float:
    """A few characters between such a title and verses: who wrote them, whatever the name."""
    named = index > 0 and names_a_poem(sheet, index - 1) > 0
    return named and bool(FEW.fullmatch(sheet.text(index))) and verses_from(sheet, index + 1) > 2


@question
def of_a_named_poem(sheet: Sheet, index: int) -> float:
    """A short line with nothing but short lines between it and such a title; blank ones part the poems of a set."""
    return _poem(sheet, index) is not None


def _poem(sheet: Sheet, index: int) -> int | None:
    """The line whose title names the poem that a line stands in."""
    if not verses_from(sheet, index):
        return None
    above = takewhile(lambda line: verses_from(sheet, line), range(index - 1, -1, -1))
    title = next((line for line in above if names_a_poem(sheet, line)), None)
    if title is None:
        return None
    stanzas = [line for line in range(title + 1, index + 1) if sheet.gap_before(line)]
    goes_on = _names_a_set(sheet, title) and all(_begins_a_stanza(sheet, line, title) for line in stanzas)
    return title if goes_on or not stanzas else None


def _begins_a_stanza(sheet: Sheet, index: int, title: int) -> bool:
    """Three verses or more, no writer's name among them, indented if those right below the title are."""
    if verses_from(sheet, index) < 3 or any(sheet.names_lines[index : index + 3]):
        return False
    return _indents_verses(sheet, index) or not _indents_verses(sheet, title + 2)


def _indents_verses(sheet: Sheet, index: int) -> bool:
    return any(map(sheet.indented, range(index, min(index + 3, len(sheet.lines)))))


def _names_a_set(sheet: Sheet, index: int) -> bool:
    found = rules.first(rules.table(POEMS), sheet.text(index))
    return found is not None and found.row["of"] == "several"


@question
def heads_verses(sheet: Sheet, index: int) -> float:
    """渡口: two to five characters above a longer verse, in a set of poems that begins with such a line."""
    poem = _poem(sheet, index)
    if poem is None or writes_a_poem(sheet, index):
        return False
    first = poem + 2 if writes_a_poem(sheet, poem + 1) else poem + 1
    return first <= index and _above_longer_verse(sheet, first) and _above_longer_verse(sheet, index)


def _above_longer_verse(sheet: Sheet, index: int) -> bool:
    short = FEW.fullmatch(sheet.text(index)) and verses_from(sheet, index) > 2 and not names_a_poem(sheet, index + 1)
    return bool(short) and sheet.widths[index + 1] >= sheet.widths[index] + 4


@question
def above_named_poem(sheet: Sheet, index: int) -> float:
    """旧体新吟: two to five characters behind a blank line, right above such a title."""
    below = index + 1
    alone = below < len(sheet.lines) and sheet.gap_before(index) and bool(FEW.fullmatch(sheet.text(index)))
    return alone and names_a_poem(sheet, below) > 0


@question
def below_heading_of_verses(sheet: Sheet, index: int) -> float:
    return index > 0 and heads_verses(sheet, index - 1) > 0
