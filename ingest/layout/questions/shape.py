"""What a line is like by itself: short, stopped, marked, filling its column."""

from __future__ import annotations

import re

from ingest.layout.columns import slack
from ingest.layout.questions.register import question
from ingest.layout.sheet import CLAUSE_INSIDE, HEADLINE_MAX, Sheet
from ingest.layout.type_sizes import LARGE

CANNOT_OPEN = re.compile(r"[，,。、；;：:！!？?）)”’】》%％…·]")

STOPS = tuple("，,。！!？?；;、：")
"""What verses of old forms end with."""
COMMAS, COLONS = ("，", ",", "、"), ("：", ":")

COMMA_INSIDE = re.compile(r"[，,](?=.)")

LIST_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．](?!\d))")

CELL_BORDER = re.compile(r"\t+| {2,}|\u3000+")
CELL = re.compile(r"^[-+]?[\d.,]+[%年月]?$|[（(][^（）()]{1,6}[）)]$", re.MULTILINE)
"""A number by itself, or a head with its unit: 箱量（万箱）."""
AROUND = 12
"""Lines before and after one that are looked at to tell verses."""
UNIT_OF_TABLE = re.compile(r"[（(](?:[^（）()]*[^（）()\w])?单位[:：][^（）()]+[）)]")
LONGEST_TABLE_HEAD = 8
"""Lines from a table's title to its first row."""

TABLE_ROW = re.compile(r"</?(?:table|tr|td|th)\b|^\s*\|.*\|\s*$", re.IGNORECASE)
PAIRS = (("“「『", "”」』"), ("《", "》"), ("（", "）"), ("(", ")"))


@question
def short_and_unstopped(sheet: Sheet, index: int) -> float:
    return sheet.heading_shaped[index]


@question
def heading_shape(sheet: Sheet, index: int) -> float:
    """0 to 1: short and unstopped though the column has room; less so from 20 characters on, and with a comma."""
    if not sheet.heading_shaped[index] or fills_column(sheet, index):
        return 0.0
    brevity = max(0.0, min(1.0, (HEADLINE_MAX - 8 - sheet.widths[index]) / 24))
    return brevity * (0.6 if comma_inside(sheet, index) else 1)


@question
def long_for_a_headline(sheet: Sheet, index: int) -> float:
    """Grows from 0 at 24 characters to 1 at 36, and on."""
    return max(0.0, min(3.0, (sheet.widths[index] - HEADLINE_MAX * 2 / 3) / (HEADLINE_MAX / 3)))


@question
def ends_with_stop(sheet: Sheet, index: int) -> float:
    return sheet.text(index).rstrip("”’」』）)").endswith(("。", "；", ";"))


@question
def sentence_inside(sheet: Sheet, index: int) -> float:
    return bool(CLAUSE_INSIDE.search(sheet.text(index)))


@question
def comma_inside(sheet: Sheet, index: int) -> float:
    return bool(COMMA_INSIDE.search(sheet.text(index)))


@question
def ends_with_comma(sheet: Sheet, index: int) -> float:
    return sheet.text(index).endswith((*COMMAS, *COLONS))


@question
def breaks_off(sheet: Sheet, index: int) -> float:
    """Stops at a comma, or at a colon that stands behind more than a name: 跨越300公里的接力：."""
    text = sheet.text(index)
    return text.endswith(COMMAS) or (len(text) > 5 and text.endswith(COLONS))


@question
def asks_or_exclaims(sheet: Sheet, index: int) -> float:
    return sheet.text(index).endswith(("？", "?", "！", "!"))


@question
def tiny(sheet: Sheet, index: int) -> float:
    """Up to three characters."""
    return sheet.widths[index] <= 6


@question
def marked(sheet: Sheet, index: int) -> float:
    return sheet.lines[index].heading > 0


@question
def unmarked_among_marked(sheet: Sheet, index: int) -> float:
    return sheet.marks and not sheet.lines[index].heading


@question
def fills_column(sheet: Sheet, index: int) -> float:
    """The line has no room for more, but for the indent that paragraphs of this page have lost."""
    if sheet.sizes[index] >= LARGE:
        return False
    room = sheet.measures[index] - sheet.widths[index]
    return sheet.wrapped[index] and (sheet.full(index) or room <= slack(sheet.measures[index]) + sheet.lost_indent)


@question
def wider_than_column(sheet: Sheet, index: int) -> float:
    return sheet.wrapped[index] and sheet.widths[index] > sheet.measures[index] + slack(sheet.measures[index])


@question
def indented(sheet: Sheet, index: int) -> float:
    return sheet.indents and sheet.indented(index)


@question
def set_between_paragraphs(sheet: Sheet, index: int) -> float:
    """Right below a whole sentence and above an indented line, itself not indented, unstopped, short of its column."""
    if not 0 < index < len(sheet.lines) - 1 or not sheet.indents or sheet.indented(index) or sheet.gap_before(index):
        return False
    alone = sheet.heading_shaped[index] and not sheet.names_lines[index] and sheet.leaves_room(index)
    return alone and sheet.ended[index - 1] and sheet.indented(index + 1)


@question
def indented_like_all(sheet: Sheet, index: int) -> float:
    """A page where nearly every line is indented by two characters or more, and no line is wrapped."""
    return sheet.floor >= 4 and not sheet.wrapped[index]


@question
def table_row(sheet: Sheet, index: int) -> float:
    """Cells of an HTML or Markdown table, as OCR models write it, or parted by wide blanks, numbers among them; or as
    many cells right above such a row."""
    if _is_row(sheet, index):
        return True
    cells = len(_cells(sheet, index))
    return (
        cells > 2
        and index + 1 < len(sheet.lines)
        and cells == len(_cells(sheet, index + 1))
        and _is_row(sheet, index + 1)
    )


def _is_row(sheet: Sheet, index: int) -> bool:
    raw = sheet.lines[index].raw
    return (("<" in raw or "|" in raw) and bool(TABLE_ROW.search(raw))) or _holds_numbers(_cells(sheet, index))


def _cells(sheet: Sheet, index: int) -> list[str]:
    return CELL_BORDER.split(sheet.lines[index].raw.strip())


def _holds_numbers(cells: list[str]) -> bool:
    return len(cells) > 2 and bool(CELL.search("\n".join(cells))) and not cells[-1].endswith(("。", "，", "；"))


@question
def after_table_row(sheet: Sheet, index: int) -> float:
    return index > 0 and table_row(sheet, index - 1) > 0


@question
def heads_a_table(sheet: Sheet, index: int) -> float:
    """A heading apart from what stands above, with a table below it and not more than a few lines between."""
    if not _stands_as_heading(sheet, index):
        return False
    below = range(index + 1, min(len(sheet.lines), index + LONGEST_TABLE_HEAD))
    first = next((line for line in below if table_row(sheet, line) or _stands_as_heading(sheet, line)), None)
    return first is not None and table_row(sheet, first)


@question
def gives_the_unit(sheet: Sheet, index: int) -> float:
    """（8月18日至24日　单位：元/吨）, below a table's title."""
    return bool(UNIT_OF_TABLE.fullmatch(sheet.text(index)))


def _stands_as_heading(sheet: Sheet, index: int) -> bool:
    return sheet.heading_shaped[index] and sheet.gap_before(index) and not sheet.is_text(index)


@question
def verse(sheet: Sheet, index: int) -> float:
    """A short line in a row of four or more, few of which end a sentence, or all of which stop: a poem's."""
    if not sheet.short[index]:
        return False
    first = index
    while first > max(0, index - AROUND) and sheet.short[first - 1]:
        first -= 1
    lines = range(first, index + verses_from(sheet, index))
    if len(lines) < 4 or index not in lines:
        return False
    stop = sum(sheet.text(line).endswith(STOPS) for line in lines)
    return stop == len(lines) or 4 * sum(sheet.ended[line] for line in lines) <= len(lines)


def verses_from(sheet: Sheet, index: int) -> int:
    """How many lines from this one on are as short as verses; a dozen at most."""
    return min(sheet.next_long[index] - index, AROUND)


@question
def unindented(sheet: Sheet, index: int) -> float:
    return sheet.indents and not sheet.indented(index)


@question
def cannot_open(sheet: Sheet, index: int) -> float:
    """Begins with a mark that only stands after something."""
    return bool(CANNOT_OPEN.match(sheet.text(index)))


@question
def half_quoted(sheet: Sheet, index: int) -> float:
    """Opens a quotation that it does not close, or closes one that it did not open."""
    count = sheet.text(index).count
    return any(sum(map(count, left)) != sum(map(count, right)) for left, right in PAIRS)


@question
def numbered(sheet: Sheet, index: int) -> float:
    """一、 (二) 3."""
    return bool(LIST_NUMBER.match(sheet.text(index)))
