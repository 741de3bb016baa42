"""How the lines of a headline stand together: lengths, levels, commas."""

from __future__ import annotations

import re

from ingest.gazetteer import verbs
from ingest.layout.credit_text import credit_of
from ingest.layout.questions.flow import apart
from ingest.layout.questions.register import question
from ingest.layout.questions.shape import asks_or_exclaims, breaks_off, comma_inside, ends_with_comma
from ingest.layout.questions.signatures import pen_name, pen_name_in_column
from ingest.layout.questions.words import (
    NO_HAN,
    has_predicate,
    names_a_place,
    names_or_acts,
    opens_with_predicate,
    slogan,
)
from ingest.layout.sheet import Sheet

NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千两半〇零]+)[余多]?[万亿]?[余多]?"
RESULT = re.compile(
    rf"(?<!^)(?:{NUMBER}(?:[%％]|个?百分点|成|倍|元|块|公?斤|市斤|吨|亩|公顷|公里|里|米|平方米|立方米|度|担|石|两|人次)|百分之|分之[一二三])"
)
"""What papers tell below a title: by how much, for how much."""
PHRASES = re.compile(r"[^“‘\s，,]\S{2,}[ \u3000，,]\S{3,}")
SHORT = re.compile(r"[\u4e00-\u9fff]{2,6}")
ECHO = 5
TWO_PHRASES = re.compile(r"\S{4,12}[ \u3000]\S{4,12}")


@question
def level_differs(sheet: Sheet, index: int) -> float:
    """Marked otherwise than the line before: another heading level, or a mark where that has none."""
    return index > 0 and sheet.marks and sheet.lines[index].heading != sheet.lines[index - 1].heading


@question
def level_below(sheet: Sheet, index: int) -> float:
    """Marked less than the line after, as kickers are: ### above ##, or no mark above one."""
    if index + 1 == len(sheet.lines) or not sheet.lines[index + 1].heading:
        return False
    return (sheet.lines[index].heading or 9) > sheet.lines[index + 1].heading


@question
def level_above(sheet: Sheet, index: int) -> float:
    """Marked as more than the two heading lines after it: # above ## and ##."""
    if index + 2 >= len(sheet.lines) or not sheet.lines[index].heading:
        return False
    return all(sheet.lines[index].heading < line.heading for line in sheet.lines[index + 1 : index + 3])


@question
def marked_like_line_before(sheet: Sheet, index: int) -> float:
    """Marked as the heading before, with no text between, on a page whose headlines bear this mark."""
    level = sheet.lines[index].heading
    return index > 0 and level > 0 and level == sheet.lines[index - 1].heading == sheet.title_level


@question
def mark_of_titles(sheet: Sheet, index: int) -> float:
    """Marked as the headlines of this page are, where it marks crossheads otherwise."""
    return sheet.marks_titles_only and sheet.levels > 1 and sheet.lines[index].heading == sheet.title_level


@question
def mark_below_titles(sheet: Sheet, index: int) -> float:
    """Marked as less than the headlines of this page."""
    return sheet.title_level > 0 and sheet.lines[index].heading > sheet.title_level


@question
def undated_among_dated(sheet: Sheet, index: int) -> float:
    """Marked like the headlines of this page, whose text as a rule begins with a dateline or byline, but above none."""
    alike = sheet.title_level > 0 and sheet.levels == 1 and sheet.lines[index].heading == sheet.title_level
    near = range(index, min(len(sheet.lines), index + 6))
    below = next((at for at in near if not sheet.lines[at].heading), None)
    return alike and below is not None and not (sheet.anchors[below] or sheet.credit_lines[below])


@question
def balanced(sheet: Sheet, index: int) -> float:
    """As long as the line before, give or take a few characters, as the lines of one headline are set."""
    return index > 0 and abs(sheet.widths[index] - sheet.widths[index - 1]) <= 10


@question
def of_one_length(sheet: Sheet, index: int) -> float:
    """Just as long as the line before, five to ten characters, where the lines around the two are of other lengths."""
    if index == 0 or sheet.widths[index] != sheet.widths[index - 1] or not 10 <= sheet.widths[index] <= 20:
        return False
    others = [at for at in (index - 2, index + 1) if 0 <= at < len(sheet.lines) and sheet.heading_shaped[at]]
    shaped = sheet.heading_shaped[index] and sheet.heading_shaped[index - 1]
    return shaped and not sheet.gap_before(index) and all(sheet.widths[at] != sheet.widths[index] for at in others)


@question
def above_line_of_one_length(sheet: Sheet, index: int) -> float:
    return index + 1 < len(sheet.lines) and of_one_length(sheet, index + 1) > 0


@question
def unbalanced(sheet: Sheet, index: int) -> float:
    return index > 0 and not balanced(sheet, index)


@question
def two_phrases(sheet: Sheet, index: int) -> float:
    """Two phrases of four characters or more parted by a blank, above another headline line."""
    below = index + 1 < len(sheet.lines) and sheet.heading_shaped[index + 1]
    return below and bool(TWO_PHRASES.fullmatch(sheet.text(index))) and sheet.widths[index] >= 20


@question
def after_two_phrases(sheet: Sheet, index: int) -> float:
    return index > 0 and two_phrases(sheet, index - 1) > 0


@question
def after_whole_clause(sheet: Sheet, index: int) -> float:
    """The line before holds a verb and ends with none that wants an object, and this one does not begin with one."""
    before = sheet.text(index - 1) if index else ""
    return has_predicate(before) and before[-2:] not in verbs() and not opens_with_predicate(sheet, index)


@question
def short_and_free(sheet: Sheet, index: int) -> float:
    """Two to six Han characters with blank lines around them, no writer's name: 凡人故事, 松花湖开江."""
    free = sheet.gap_before(index) and sheet.gap_after(index) and sheet.spaced
    return free and not sheet.names_lines[index] and bool(SHORT.fullmatch(sheet.text(index)))


@question
def short_name_apart(sheet: Sheet, index: int) -> float:
    """Such a line that holds no place, no organisation and no verb: 凡人故事."""
    if not short_and_free(sheet, index):
        return False
    return not (has_predicate(f"的{sheet.text(index)}的") or names_or_acts(sheet, index))


@question
def above_place_kicker(sheet: Sheet, index: int) -> float:
    """Two to six Han characters, neither place nor body nor verb, right above a place that stands above a headline."""
    place, headline = index + 1, index + 2
    if headline >= len(sheet.lines) or not SHORT.fullmatch(sheet.text(index)) or not sheet.heading_shaped[headline]:
        return False
    return names_a_place(sheet, place) > 0 and not (sheet.names_lines[index] or names_or_acts(sheet, index))


@question
def heads_a_column(sheet: Sheet, index: int) -> float:
    """Two to six Han characters behind a blank line that name no place, above a headline and who writes under it."""
    writer, text = index + 2, sheet.text(index)
    if writer >= len(sheet.lines) or not sheet.gap_before(index) or not SHORT.fullmatch(text):
        return False
    if sheet.names_lines[index] or names_a_place(sheet, index) or not sheet.heading_shaped[index + 1]:
        return False
    return (
        pen_name(sheet, writer) > 0
        or pen_name_in_column(sheet, writer) > 0
        or sheet.names_lines[writer]
        or _signs_without_role(sheet, writer)
    )


def _signs_without_role(sheet: Sheet, index: int) -> bool:
    """□屈某, 文/崔某: a writer, no reporter."""
    credit = credit_of(sheet.text(index)) if sheet.credit_lines[index] else None
    return credit is not None and "person" not in credit.has


@question
def longer_than_next(sheet: Sheet, index: int) -> float:
    """At least five characters longer than the line after."""
    return index + 1 < len(sheet.lines) and sheet.widths[index] >= sheet.widths[index + 1] + 10


@question
def longer_than_whole_headline(sheet: Sheet, index: int) -> float:
    """At least five characters longer than the line before, a headline of nine characters or more without comma."""
    if index == 0 or not sheet.heading_shaped[index - 1] or comma_inside(sheet, index - 1):
        return False
    return sheet.widths[index] - sheet.widths[index - 1] >= 10 and sheet.widths[index - 1] >= 18


@question
def gives_results(sheet: Sheet, index: int) -> float:
    """The last of three headline lines or more, nine characters or longer, that tells a share, an amount of money or a
    measure, and not at its beginning: 小病不出村 above 县域内就诊率三年提高11.4个百分点."""
    text = sheet.text(index)
    if index < 2 or sheet.widths[index] < 18 or text[0] in "“‘" or not RESULT.search(text):
        return False
    if not _is_last_of_headline(sheet, index):
        return False
    return all(_may_be_headline(sheet, line) for line in (index, index - 1, index - 2))


@question
def details_in_numbers(sheet: Sheet, index: int) -> float:
    """Two phrases with a number, as above, below a shorter headline line of one phrase: 醉汉夜闯养猪场 above
    顺走猪饲料4袋，赔偿600元."""
    text, above = sheet.text(index), index - 1
    if index == 0 or not RESULT.search(text) or not PHRASES.fullmatch(text) or sheet.gap_before(index):
        return False
    whole = not (PHRASES.fullmatch(sheet.text(above)) or names_a_place(sheet, above) or asks_or_exclaims(sheet, index))
    shaped = _may_be_headline(sheet, index) and _may_be_headline(sheet, above) and _is_last_of_headline(sheet, index)
    return shaped and whole and 12 <= sheet.widths[above] < sheet.widths[index]


def _is_last_of_headline(sheet: Sheet, index: int) -> bool:
    below = index + 1
    return sheet.gap_after(index) or sheet.credit_lines[below] or not sheet.heading_shaped[below]


def _may_be_headline(sheet: Sheet, index: int) -> bool:
    """A whole line in the shape of a headline that signs nothing; on a page without indents, one that leaves room."""
    signs = sheet.credit_lines[index] or sheet.datelines[index] or breaks_off(sheet, index)
    text = sheet.indented(index) if sheet.indents else sheet.full(index)
    return sheet.heading_shaped[index] and not signs and not text


@question
def echoes_headline(sheet: Sheet, index: int) -> float:
    """Takes up five Han characters or more of the headline that its item began with."""
    start = sheet.item(index).start
    if index <= start or not sheet.heading_shaped[index]:
        return False
    text = NO_HAN.sub("", sheet.text(index))
    above = [sheet.text(at) for at in range(max(0, start - 4), start) if sheet.heading_shaped[at]]
    said = "\n".join(NO_HAN.sub("", line) for line in above)
    return any(text[at : at + ECHO] in said for at in range(len(text) - ECHO + 1))


@question
def after_longer(sheet: Sheet, index: int) -> float:
    """At least five characters shorter than the line before."""
    return index > 0 and longer_than_next(sheet, index - 1)


@question
def after_line_that_fills(sheet: Sheet, index: int) -> float:
    """The line before fills the text column, give or take a character."""
    return index > 0 and sheet.wrapped[index - 1] and abs(sheet.widths[index - 1] - sheet.measures[index - 1]) <= 2


@question
def after_whole_headline(sheet: Sheet, index: int) -> float:
    """The line before has a comma or a question of its own: a headline by itself."""
    return (
        index > 0
        and not after_comma(sheet, index)
        and bool(comma_inside(sheet, index - 1) or asks_or_exclaims(sheet, index - 1))
    )


@question
def apart_though_headlines_stack(sheet: Sheet, index: int) -> float:
    """A blank line before, on a page that sets the lines of a headline without."""
    return sheet.stacked and sheet.gap_before(index)


@question
def after_slogan(sheet: Sheet, index: int) -> float:
    return index > 0 and slogan(sheet, index - 1) and not slogan(sheet, index)


@question
def like_another_heading(sheet: Sheet, index: int) -> float:
    """Another heading of the same length stands in the same item: crossheads are made alike."""
    if not (sheet.heading_shaped[index] and apart(sheet, index)):
        return False
    item = sheet.item(index)
    near = range(max(item.start, index - 80), min(item.stop, index + 80))
    return any(
        sheet.heading_shaped[other]
        and other != index
        and abs(sheet.widths[other] - sheet.widths[index]) <= 4
        and apart(sheet, other)
        for other in near
    )


@question
def short_above_longer(sheet: Sheet, index: int) -> float:
    """Up to six characters above a longer line, as sections and kickers stand."""
    return (
        sheet.widths[index] <= 12
        and index + 1 < len(sheet.lines)
        and sheet.widths[index + 1] >= sheet.widths[index] + 4
    )


@question
def after_short(sheet: Sheet, index: int) -> float:
    return index > 0 and short_above_longer(sheet, index - 1)


@question
def after_comma(sheet: Sheet, index: int) -> float:
    return index > 0 and ends_with_comma(sheet, index - 1)


@question
def after_comma_of_like_length(sheet: Sheet, index: int) -> float:
    """The line before stops at a comma or colon, and both are of one length."""
    return after_comma(sheet, index) and balanced(sheet, index)
