"""How large a line is set and where it stands, on pages whose source tells."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.layout.questions.register import question_where
from ingest.layout.sheet import Sheet
from ingest.layout.type_sizes import LARGE, SAME


@question_where("places")
def set_large(sheet: Sheet, index: int) -> float:
    """0 to 1: grows from a tenth larger than the text to a third larger."""
    return max(0.0, min(1.0, (sheet.sizes[index] - 1.1) / 0.23)) if sheet.sizes[index] else 0.0


@question_where("places")
def set_as_text(sheet: Sheet, index: int) -> float:
    """Set as the text is, on a page whose headlines are set larger."""
    return sheet.stands_out and 1 / SAME < sheet.sizes[index] < SAME


@question_where("places")
def largest_of_headline(sheet: Sheet, index: int) -> float:
    """No line of the same headline is larger."""
    largest = max((sheet.sizes[other] for other in _headline(sheet, index)), default=0.0)
    return largest > 0 and sheet.sizes[index] * SAME >= largest


@question_where("places")
def larger_line_below(sheet: Sheet, index: int) -> float:
    """A larger line follows in the same headline."""
    return any(other > index and sheet.sizes[other] > SAME * sheet.sizes[index] for other in _headline(sheet, index))


@question_where("places")
def larger_line_above(sheet: Sheet, index: int) -> float:
    """A larger line stands before it in the same headline."""
    return any(other < index and sheet.sizes[other] > SAME * sheet.sizes[index] for other in _headline(sheet, index))


@question_where("places")
def as_large_as_line_before(sheet: Sheet, index: int) -> float:
    return index - 1 in _headline(sheet, index) and not size_differs(sheet, index)


@question_where("places")
def size_differs(sheet: Sheet, index: int) -> float:
    """Set larger or smaller than the line before."""
    if index == 0 or not sheet.sizes[index] or not sheet.sizes[index - 1]:
        return False
    return not 1 / SAME < sheet.sizes[index] / sheet.sizes[index - 1] < SAME


@question_where("places")
def placed(sheet: Sheet, index: int) -> float:
    """The page's lines are in the order that their places give, on a page whose headlines are set larger."""
    return sheet.stands_out and sheet.sizes[index] > 0


@question_where("places")
def within_headline(sheet: Sheet, index: int) -> float:
    """A line set large stands right above it, set large as well."""
    return index - 1 in _headline(sheet, index)


@question_where("places")
def column_changes(sheet: Sheet, index: int) -> float:
    """The line stands beside or above the line before, not below it: a new column begins."""
    before, line = (sheet.lines[at].box for at in (index - 1, index)) if index else (None, None)
    return before is not None and line is not None and line.top < before.top


def _headline(sheet: Sheet, index: int) -> range:
    """The lines set large that stand together with this one, in reading order; none when it is not set large."""
    if sheet.sizes[index] < LARGE:
        return range(0)
    start = index - sum(1 for _ in _run(sheet, index, -1))
    return range(start, index + 1 + sum(1 for _ in _run(sheet, index, 1)))


def _run(sheet: Sheet, index: int, step: int) -> Iterator[int]:
    """The lines set large on one side of a line, up to the first that is not, or that stands in another headline."""
    at = index + step
    while 0 <= at < len(sheet.sizes) and sheet.sizes[at] >= LARGE and not sheet.gap_before(max(at, at - step)):
        yield at
        at += step
