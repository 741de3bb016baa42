"""What the page as a whole says: whose words a headline has, where the subject changes."""

from __future__ import annotations

from ingest.layout.affinity import pieces_of
from ingest.layout.questions.flow import apart
from ingest.layout.questions.register import question
from ingest.layout.questions.shape import heading_shape
from ingest.layout.sheet import Sheet

WEIGHTY = 6.5
"""Weight of some four rare pieces: so much a headline must share with an article to be known as its own."""

TELLING = 300
"""Characters of a text that show its subject fully."""

KINSHIP = 0.045
"""Share of a paragraph's rarer pieces that the item before has: below it mostly where that is another item.
Within articles of the seed pages the median is .13, between articles .01."""


@question
def speaks_of_what_follows(sheet: Sheet, index: int) -> float:
    """-1 to 1: the heading's rare words, as far as the page repeats them, stand in the item after it (or before it)."""
    if not sheet.heading_shaped[index]:
        return 0.0
    pieces = pieces_of(sheet.text(index))
    after = sheet.affinity.found(pieces, _following(sheet, index))
    before = sheet.affinity.found(pieces, _before(sheet, index))
    repeated = sheet.affinity.repeated(pieces)
    return 0.0 if repeated == 0 else (after - before) / max(repeated, after, before)


@question
def turns_to_another_subject(sheet: Sheet, index: int) -> float:
    """-1 to 1: the text after this heading has few (many) of the rarer words of the item before."""
    if not sheet.heading_shaped[index]:
        return 0.0
    return _strangeness(sheet, _text_after(sheet, index), _before(sheet, index))


@question
def leaves_the_subject(sheet: Sheet, index: int) -> float:
    """-1 to 1: the paragraph that may begin here has few (many) of the rarer words of the item before."""
    if index == 0 or not sheet.ended[index - 1] or heading_shape(sheet, index):
        return 0.0
    stop = index + 1
    while sheet.wrapped[index] and stop < min(len(sheet.lines), index + 8) and not sheet.ended[stop - 1]:
        stop += 1
    return _strangeness(sheet, range(index, stop), range(sheet.item(index - 1).start, index))


def _strangeness(sheet: Sheet, text: range, before: range) -> float:
    """1 where a text shares nothing with the one before, -1 where it shares as much as paragraphs of one article do."""
    pieces = sheet.affinity.running.pieces_of(text)
    whole = sheet.affinity.whole(pieces)
    if whole == 0:
        return 0.0
    told = min(1.0, sheet.characters(before) / TELLING, sheet.characters(text) / (TELLING / 4))
    kinship = sheet.affinity.found(pieces, before) / whole
    return told * max(-1.0, min(1.0, (KINSHIP - kinship) / KINSHIP))


@question
def speaks_of_another_item(sheet: Sheet, index: int) -> float:
    """0 to 1: the heading's rare words stand in a distant item and hardly in those around it."""
    if not sheet.heading_shaped[index]:
        return 0.0
    before, after = _before(sheet, index), _following(sheet, index)
    near = range(before.start, after.stop)
    far = max(
        (weight for item, weight in sheet.affinity.by_part(sheet.text(index)).items() if not _overlap(item, near)),
        default=0.0,
    )
    if far == 0:
        return 0.0
    pieces = pieces_of(sheet.text(index))
    around = max(sheet.affinity.found(pieces, before), sheet.affinity.found(pieces, after))
    return max(0.0, (far - around) / (far + around)) * min(1.0, far / WEIGHTY)


def _before(sheet: Sheet, index: int) -> range:
    """The item before a heading."""
    return range(sheet.item(index).start, index)


def _following(sheet: Sheet, index: int) -> range:
    """The item after a heading: the next span where a byline follows at once, else the rest of this one."""
    here = sheet.item(index)
    if sheet.next_text[index + 1] < here.stop or here.stop == len(sheet.lines):
        return range(index + 1, here.stop)
    return sheet.item(here.stop)


def _text_after(sheet: Sheet, index: int) -> range:
    """The text after a heading, up to the next heading-shaped line with space around it."""
    start = stop = sheet.next_column[index + 1]
    while stop < min(len(sheet.lines), start + 30) and not (sheet.heading_shaped[stop] and apart(sheet, stop)):
        stop += 1
    return range(start, stop)


def _overlap(left: range, right: range) -> bool:
    return left.start < right.stop and right.start < left.stop
