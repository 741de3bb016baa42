"""How text goes on: the line before, the blank lines between, sentences that stop or run over."""

from __future__ import annotations

import re

from ingest.layout.questions.register import question
from ingest.layout.questions.shape import fills_column, heading_shape
from ingest.layout.sheet import Sheet

CONTINUED = re.compile("[(（]?(?:上接|紧接).*?(?:版|$)[)）]?")
CLOSED_FIRST = re.compile(r"[^（(]{0,30}[）)]")


@question
def apart(sheet: Sheet, index: int) -> float:
    """Blank lines before and after, or the edge of the page."""
    return sheet.gap_before(index) and sheet.gap_after(index)


@question
def crowded(sheet: Sheet, index: int) -> float:
    """No blank line on either side, on a page that has blank lines."""
    return sheet.spaced and not sheet.gap_before(index) and not sheet.gap_after(index)


@question
def blank_before(sheet: Sheet, index: int) -> float:
    return sheet.gap_before(index)


@question
def no_blank_before(sheet: Sheet, index: int) -> float:
    return not sheet.gap_before(index)


@question
def no_blank_where_headlines_close_up(sheet: Sheet, index: int) -> float:
    """No blank line before, on a page that sets none around the parts of headlines: nothing says how they belong."""
    return sheet.closed and not sheet.gap_before(index)


@question
def no_blank_though_page_parts(sheet: Sheet, index: int) -> float:
    return sheet.parts and not sheet.gap_before(index)


@question
def blank_as_page_parts(sheet: Sheet, index: int) -> float:
    return sheet.parts and sheet.gap_before(index)


@question
def blank_though_page_parts_not(sheet: Sheet, index: int) -> float:
    """A blank line after a whole sentence, on a page that parts something else than paragraphs by blank lines."""
    return sheet.spaced and not sheet.parts and index > 0 and sheet.lines[index].gap > 0 and sheet.ended[index - 1]


@question
def continued_from_elsewhere(sheet: Sheet, index: int) -> float:
    """上接第1版 stands above."""
    return bool(CONTINUED.search(sheet.jumps[index]))


@question
def after_jump(sheet: Sheet, index: int) -> float:
    """下转第3版 stands above: what goes on elsewhere has ended here."""
    return bool(CONTINUED.sub("", sheet.jumps[index]))


@question
def after_frame(sheet: Sheet, index: int) -> float:
    """上一篇 下一篇 stands above: a saved page parts its articles so."""
    return sheet.frames[index]


@question
def before_frame(sheet: Sheet, index: int) -> float:
    return index + 1 < len(sheet.lines) and sheet.frames[index + 1]


@question
def above_source_line(sheet: Sheet, index: int) -> float:
    """来源：东昌日报 日期：2025-03-08 stands below a line in the shape of a headline."""
    below = index + 1
    return below < len(sheet.lines) and sheet.sources[below] and sheet.heading_shaped[index]


@question
def after_picture(sheet: Sheet, index: int) -> float:
    """A picture's file stands above, as in Markdown and saved pages."""
    return sheet.pictures[index]


@question
def before_jump(sheet: Sheet, index: int) -> float:
    """下转第3版 stands below."""
    return index + 1 < len(sheet.lines) and after_jump(sheet, index + 1) > 0


@question
def closes_bracket(sheet: Sheet, index: int) -> float:
    """Closes a bracket that the line before opens: （通讯员⏎白某某）."""
    before = sheet.text(index - 1) if index else ""
    opened = max(before.rfind("（"), before.rfind("("))
    closed = max(before.rfind("）"), before.rfind(")"))
    return opened > closed and bool(CLOSED_FIRST.match(sheet.text(index)))


@question
def after_open_sentence(sheet: Sheet, index: int) -> float:
    """The line before stops in the midst of a sentence."""
    return index > 0 and not sheet.ended[index - 1]


@question
def after_open_sentence_in_full_line(sheet: Sheet, index: int) -> float:
    return index > 0 and not sheet.ended[index - 1] and (sheet.full(index - 1) or not sheet.wrapped[index - 1])


@question
def after_sentence(sheet: Sheet, index: int) -> float:
    return index > 0 and sheet.ended[index - 1]


@question
def after_sentence_short_of_column(sheet: Sheet, index: int) -> float:
    """The line before ends its sentence and leaves room: a paragraph is over."""
    return index > 0 and sheet.ended[index - 1] and sheet.wrapped[index - 1] and sheet.leaves_room(index - 1)


@question
def after_sentence_in_full_line(sheet: Sheet, index: int) -> float:
    """The line before ends its sentence at the very end of its column, and no blank line follows."""
    if index == 0 or sheet.gap_before(index) or not (sheet.ended[index - 1] and sheet.wrapped[index - 1]):
        return False
    return not sheet.leaves_room(index - 1)


@question
def full_line_early(sheet: Sheet, index: int) -> float:
    """Such a line, less than 40 characters after a paragraph surely began."""
    return after_sentence_in_full_line(sheet, index) and _characters_so_far(sheet, index) < 40


@question
def full_line_late(sheet: Sheet, index: int) -> float:
    """Such a line, 80 characters or more after a paragraph surely began."""
    return after_sentence_in_full_line(sheet, index) and _characters_so_far(sheet, index) >= 80


@question
def full_line_quotes(sheet: Sheet, index: int) -> float:
    """Such a line, ending with a quotation."""
    return after_sentence_in_full_line(sheet, index) and sheet.text(index - 1).endswith(("”", "’"))


@question
def full_line_lists(sheet: Sheet, index: int) -> float:
    """Such a line, ending with a semicolon."""
    return after_sentence_in_full_line(sheet, index) and sheet.text(index - 1).endswith((";", "；"))


def _characters_so_far(sheet: Sheet, index: int) -> int:
    """Characters since the last line after which a paragraph surely began, looking back a dozen lines."""
    start = index - 1
    while start > max(0, index - 12) and not (sheet.gap_before(start) or after_sentence_short_of_column(sheet, start)):
        start -= 1
    return sheet.characters(range(start, index))


@question
def after_sentence_on_unwrapped_page(sheet: Sheet, index: int) -> float:
    """Where each paragraph is one line, a line that ends its sentence ends its paragraph."""
    return index > 0 and sheet.ended[index - 1] and not sheet.wrapped[index - 1]


@question
def after_credit_in_line(sheet: Sheet, index: int) -> float:
    """The line before ends with a byline in brackets: its item is over."""
    return index > 0 and sheet.tail_credits[index - 1]


@question
def after_open_line_with_room(sheet: Sheet, index: int) -> float:
    """The line before stops in the midst of a sentence though its column has room, and a blank line follows it."""
    open_line = index > 0 and sheet.wrapped[index - 1] and not sheet.ended[index - 1]
    return open_line and sheet.gap_before(index) and not fills_column(sheet, index - 1)


@question
def after_heading_shape(sheet: Sheet, index: int) -> float:
    """The line before is short, unstopped, follows a whole sentence, and had room for more words."""
    if index == 0 or sheet.ended[index - 1] or not (index == 1 or sheet.ended[index - 2]):
        return 0.0
    return heading_shape(sheet, index - 1)


@question
def word_runs_over(sheet: Sheet, index: int) -> float:
    """The characters on both sides of the line's end stand together elsewhere on the page: one word was cut in two."""
    if index == 0:
        return False
    piece = sheet.text(index - 1)[-1:] + sheet.text(index)[:1]
    return piece in sheet.affinity.lines_with


@question
def number_runs_over(sheet: Sheet, index: int) -> float:
    """Digits, or Latin letters, on both sides of the line's end: 12⏎0家, 7.⏎8亿元, Ap⏎p."""
    before, after = sheet.text(index - 1)[-2:] if index else "", sheet.text(index)[:1]
    if before.endswith((".", "．")):
        return before[:1].isdigit() and after.isdigit()
    edges = before[-1:] + after
    return len(edges) == 2 and (edges.isdigit() or (edges.isascii() and edges.isalpha()))


@question
def stops_midway(sheet: Sheet, index: int) -> float:
    return not sheet.ended[index]


@question
def stops_short_midway(sheet: Sheet, index: int) -> float:
    """Stops in the midst of a sentence though the column has room."""
    return not sheet.ended[index] and sheet.wrapped[index] and not sheet.full(index)
