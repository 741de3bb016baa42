"""What a reader of a page asks about a line: one small named question each, answered 0 to 1 (or -1 to 1).

The answers are weighed by tables/evidence.tsv, whose first column names a question of this module.
Every question takes the sheet and the line's index in it; what stands before and after may be looked at,
what the line *is* may not: that is for the grammar to decide.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

from ingest import rules
from ingest.layout.affinity import pieces_of
from ingest.layout.credits import opens_credit
from ingest.layout.sheet import CLAUSE_INSIDE, HEADLINE_MAX, Sheet, begins_in_midst, slack

Question = Callable[[Sheet, int], float]

QUESTIONS: dict[str, Question] = {}

WEIGHTY = 8.0
"""Weight of some four rare pieces: so much a headline must share with an article to be known as its own."""

TELLING = 300
"""Characters of a text that show its subject fully."""

KINSHIP = 0.045
"""Share of a paragraph's rarer pieces that the item before has: below it mostly where that is another item.
Within articles of the seed pages the median is .13, between articles .01."""

TABLES = Path(__file__).parent / "tables"

CANNOT_OPEN = re.compile(r"[，,。、；;：:！!？?）)”’】》%％…·]")
COMMA = re.compile(r"[，,、：:]$")
COMMA_INSIDE = re.compile(r"[，,](?=.)")
DASH = re.compile(r"(?:——|—|――|－－|--|–)")
LIST_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[、.．](?!\d))")
BYLINE_MARKS = "■□●○◎◆◇▲△★☆▪▫"
PHOTOGRAPHER = re.compile(r"(?:[摄图]|摄影报道)[）)\s]*$|摄影[:：\s]|供图")
PICTURE = re.compile(r"[题上下左右本]?图(?:为|[①②③一二三][:：]?|[:：])|[上下左右]图[:：，,是为]")
CLOSED_FIRST = re.compile(r"[^（(]{0,30}[）)]")
DAY = re.compile(r"(?:\d{1,2}\s*月\s*)?\d{1,2}\s*日(?:上午|下午|晚|凌晨|清晨)?[，,]")
SPEAKER = re.compile(r"[^，。：“”！？,:]{2,30}(?:说|表示|介绍|告诉记者|说道|补充说|感慨|坦言|笑着说)[。，,：:]")
OPENING_QUOTES = str.maketrans({"「": "“", "」": "”", "『": "“", "』": "”"})


def question(ask: Question) -> Question:
    """Registers a question under its name."""
    QUESTIONS[ask.__name__] = ask
    return ask


@question
def always(sheet: Sheet, index: int) -> float:
    return 1


# The line's own shape


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
    return bool(COMMA.search(sheet.text(index)))


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
    room = sheet.measures[index] - sheet.widths[index]
    return sheet.wrapped[index] and (sheet.full(index) or room <= slack(sheet.measures[index]) + sheet.lost_indent)


@question
def wider_than_column(sheet: Sheet, index: int) -> float:
    return sheet.wrapped[index] and sheet.widths[index] > sheet.measures[index] + slack(sheet.measures[index])


@question
def indented(sheet: Sheet, index: int) -> float:
    return sheet.indents and sheet.indented(index)


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
    text = sheet.text(index).translate(OPENING_QUOTES)
    return any(text.count(left) != text.count(right) for left, right in ("“”", "《》", "（）", "()"))


@question
def numbered(sheet: Sheet, index: int) -> float:
    """一、 (二) 3."""
    return bool(LIST_NUMBER.match(sheet.text(index)))


# Bylines and datelines


@question
def byline_only(sheet: Sheet, index: int) -> float:
    return sheet.credit_lines[index]


@question
def more_names(sheet: Sheet, index: int) -> float:
    """Names alone, below a byline that left room for them."""
    return sheet.names_lines[index] and index > 0 and _leaves_names_open(sheet, index - 1)


@question
def name_alone(sheet: Sheet, index: int) -> float:
    """One name and nothing else, free of the text."""
    return (
        sheet.names_lines[index] and sheet.widths[index] <= 8 and _gap_before(sheet, index) and _gap_after(sheet, index)
    )


@question
def marked_byline_after_byline(sheet: Sheet, index: int) -> float:
    """■ 本报记者 … below another byline and a blank line."""
    marked = sheet.credit_lines[index] and sheet.text(index)[0] in BYLINE_MARKS
    return marked and _gap_before(sheet, index) and index > 0 and _leaves_names_open(sheet, index - 1)


@question
def role_alone(sheet: Sheet, index: int) -> float:
    """本报评论员: a role that signs without a name, free of the text."""
    free = _gap_before(sheet, index) and _gap_after(sheet, index)
    return free and opens_credit(sheet.text(index)) and not byline_without_names(sheet, index)


@question
def byline_without_names(sheet: Sheet, index: int) -> float:
    """本报通讯员: the names stand on the next line."""
    return opens_credit(sheet.text(index)) and index + 1 < len(sheet.lines) and sheet.names_lines[index + 1]


@question
def dateline(sheet: Sheet, index: int) -> float:
    return sheet.datelines[index]


@question
def ends_with_credit(sheet: Sheet, index: int) -> float:
    return sheet.tail_credits[index]


@question
def ends_cut_credit(sheet: Sheet, index: int) -> float:
    """文辉, where the line before ends with ■ 本报记者 孙."""
    return sheet.cut_credits[index]


@question
def credits_a_photographer(sheet: Sheet, index: int) -> float:
    signed = sheet.credit_lines[index] or sheet.tail_credits[index]
    return signed and bool(PHOTOGRAPHER.search(sheet.text(index)))


def _leaves_names_open(sheet: Sheet, index: int) -> bool:
    return sheet.credit_lines[index] or sheet.names_lines[index] or opens_credit(sheet.text(index))


# The line before, and the space between


@question
def apart(sheet: Sheet, index: int) -> float:
    """Blank lines before and after, or the edge of the page."""
    return _gap_before(sheet, index) and _gap_after(sheet, index)


@question
def crowded(sheet: Sheet, index: int) -> float:
    """No blank line on either side, on a page that has blank lines."""
    return sheet.spaced and not _gap_before(sheet, index) and not _gap_after(sheet, index)


@question
def blank_before(sheet: Sheet, index: int) -> float:
    return _gap_before(sheet, index)


@question
def no_blank_before(sheet: Sheet, index: int) -> float:
    return not _gap_before(sheet, index)


@question
def no_blank_though_page_parts(sheet: Sheet, index: int) -> float:
    return sheet.parts and not _gap_before(sheet, index)


@question
def blank_as_page_parts(sheet: Sheet, index: int) -> float:
    return sheet.parts and _gap_before(sheet, index)


@question
def blank_though_page_parts_not(sheet: Sheet, index: int) -> float:
    """A blank line after a whole sentence, on a page that parts something else than paragraphs by blank lines."""
    return sheet.spaced and not sheet.parts and index > 0 and sheet.lines[index].gap > 0 and sheet.ended[index - 1]


@question
def continued_from_elsewhere(sheet: Sheet, index: int) -> float:
    """上接第1版 stands above."""
    return bool(re.search("上接|紧接", sheet.jumps[index]))


@question
def after_jump(sheet: Sheet, index: int) -> float:
    """下转第3版 stands above: what goes on elsewhere has ended here."""
    return bool(sheet.jumps[index]) and not continued_from_elsewhere(sheet, index)


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
    if index == 0 or _gap_before(sheet, index) or not (sheet.ended[index - 1] and sheet.wrapped[index - 1]):
        return False
    return not sheet.leaves_room(index - 1)


@question
def after_sentence_on_unwrapped_page(sheet: Sheet, index: int) -> float:
    """Where each paragraph is one line, a line that ends its sentence ends its paragraph."""
    return index > 0 and sheet.ended[index - 1] and not sheet.wrapped[index - 1]


@question
def after_credit_in_line(sheet: Sheet, index: int) -> float:
    """The line before ends with a byline in brackets: its item is over."""
    return index > 0 and sheet.tail_credits[index - 1]


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
    return len(pieces_of(piece)) == 1 and bool(sheet.affinity.lines_with.get(piece))


@question
def stops_midway(sheet: Sheet, index: int) -> float:
    return not sheet.ended[index]


@question
def stops_short_midway(sheet: Sheet, index: int) -> float:
    """Stops in the midst of a sentence though the column has room."""
    return not sheet.ended[index] and sheet.wrapped[index] and not sheet.full(index)


# What the words say


@question
def opens_paragraph(sheet: Sheet, index: int) -> float:
    """Words that news paragraphs like to begin with: 近年来, 据了解, 下一步."""
    return rules.first(rules.table(TABLES / "paragraph_openers.tsv"), sheet.text(index)) is not None


@question
def links_back(sheet: Sheet, index: int) -> float:
    """Words that lean on the sentence before: 他, 对此, 同时."""
    return rules.first(rules.table(TABLES / "linking_words.tsv"), sheet.text(index)) is not None


@question
def speaker_after_quoted_sentence(sheet: Sheet, index: int) -> float:
    """…。” then 某某说: in the midst of the lines of a wrapped column."""
    told = index > 0 and sheet.text(index - 1).endswith(("。”", "！”", "？”", "，”"))
    return told and sheet.wrapped[index] and not _gap_before(sheet, index) and bool(SPEAKER.match(sheet.text(index)))


@question
def opens_sentence(sheet: Sheet, index: int) -> float:
    """Such words with a comma behind them: 据悉, 近日,"""
    return opens_paragraph(sheet, index) and bool(COMMA_INSIDE.search(sheet.text(index)[:20]))


@question
def opens_with_quotation(sheet: Sheet, index: int) -> float:
    return sheet.text(index).startswith(("“", "「"))


@question
def speaker_after_quotation(sheet: Sheet, index: int) -> float:
    """…。” then 某某说。: the speaker of a paragraph that is one quotation so far belongs to it."""
    return index > 0 and bool(SPEAKER.match(sheet.text(index))) and _is_one_quotation(sheet, index - 1)


@question
def names_a_place(sheet: Sheet, index: int) -> float:
    """莘县, 清泉街道, 我市: a kicker that says where."""
    return rules.first(rules.table(TABLES / "place_kickers.tsv"), sheet.text(index)) is not None


@question
def names_a_section(sheet: Sheet, index: int) -> float:
    """一线微观察, 今日视点: a standing heading of the paper."""
    return rules.first(rules.table(TABLES / "sections.tsv"), sheet.text(index)) is not None


@question
def slogan(sheet: Sheet, index: int) -> float:
    """Parallel phrases of one length, parted by spaces: 政企同心 暖企解难."""
    phrases = re.split(r"[ \u3000]+", sheet.text(index))
    return len(phrases) > 1 and len({len(phrase) for phrase in phrases}) == 1 and len(phrases[0]) >= 3


@question
def dash_first(sheet: Sheet, index: int) -> float:
    return bool(DASH.match(sheet.text(index)))


@question
def opens_with_day(sheet: Sheet, index: int) -> float:
    """3月7日,…"""
    return bool(DAY.match(sheet.text(index)))


@question
def tells_of_a_picture(sheet: Sheet, index: int) -> float:
    """图为…"""
    return bool(PICTURE.match(sheet.text(index)))


@question
def begins_midway(sheet: Sheet, index: int) -> float:
    """畔,无声诉说着…: the first words cannot begin a text."""
    return begins_in_midst(sheet.text(index))


# The headline line before


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
def balanced(sheet: Sheet, index: int) -> float:
    """As long as the line before, give or take a few characters, as the lines of one headline are set."""
    return index > 0 and abs(sheet.widths[index] - sheet.widths[index - 1]) <= 10


@question
def longer_than_next(sheet: Sheet, index: int) -> float:
    """At least five characters longer than the line after."""
    return index + 1 < len(sheet.lines) and sheet.widths[index] >= sheet.widths[index + 1] + 10


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
    return sheet.stacked and _gap_before(sheet, index)


@question
def after_slogan(sheet: Sheet, index: int) -> float:
    return index > 0 and slogan(sheet, index - 1) and not slogan(sheet, index)


@question
def like_another_heading(sheet: Sheet, index: int) -> float:
    """Another heading of the same length stands in the same item: crossheads are made alike."""
    if not (sheet.heading_shaped[index] and apart(sheet, index)):
        return False
    item = _item(sheet, index)
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
    return index > 0 and bool(COMMA.search(sheet.text(index - 1)))


@question
def after_comma_of_like_length(sheet: Sheet, index: int) -> float:
    """The line before stops at a comma or colon, and both are of one length."""
    return after_comma(sheet, index) and balanced(sheet, index)


# What the page as a whole says


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
    return _strangeness(sheet, range(index, stop), range(_item(sheet, index - 1).start, index))


def _strangeness(sheet: Sheet, text: range, before: range) -> float:
    """1 where a text shares nothing with the one before, -1 where it shares as much as paragraphs of one article do."""
    pieces = pieces_of("".join(sheet.text(index) for index in text))
    whole = sum(sheet.affinity.weights[piece] for piece in pieces if piece in sheet.affinity.weights)
    told = min(1.0, sheet.characters(before) / TELLING, sheet.characters(text) / (TELLING / 4))
    if whole == 0:
        return 0.0
    kinship = sheet.affinity.found(pieces, before) / whole
    return told * max(-1.0, min(1.0, (KINSHIP - kinship) / KINSHIP))


@question
def speaks_of_another_item(sheet: Sheet, index: int) -> float:
    """0 to 1: the heading's rare words stand in a distant item and hardly in those around it."""
    if not sheet.heading_shaped[index]:
        return 0.0
    pieces = pieces_of(sheet.text(index))
    before, after = _before(sheet, index), _following(sheet, index)
    around = max(sheet.affinity.found(pieces, before), sheet.affinity.found(pieces, after))
    near = range(before.start, after.stop)
    far = max(
        (weight for item, weight in sheet.affinity.by_part(sheet.text(index)).items() if not _overlap(item, near)),
        default=0.0,
    )
    return 0.0 if far == 0 else max(0.0, (far - around) / (far + around)) * min(1.0, far / WEIGHTY)


def _gap_before(sheet: Sheet, index: int) -> bool:
    return index == 0 or sheet.lines[index].gap > 0


def _gap_after(sheet: Sheet, index: int) -> bool:
    return index + 1 == len(sheet.lines) or sheet.lines[index + 1].gap > 0


def _is_one_quotation(sheet: Sheet, index: int) -> bool:
    """The paragraph that ends with this line is a quotation from its first to its last character."""
    if not sheet.text(index).endswith(("”", '"')):
        return False
    while index > 0 and not sheet.ended[index - 1]:
        index -= 1
    return sheet.text(index).startswith(("“", '"'))


def _item(sheet: Sheet, index: int) -> range:
    """The span, from byline or dateline to the next, that the line stands in."""
    return sheet.items[bisect_right(sheet.items, index, key=attrgetter("start")) - 1]


def _before(sheet: Sheet, index: int) -> range:
    """The item before a heading."""
    return range(_item(sheet, index).start, index)


def _following(sheet: Sheet, index: int) -> range:
    """The item after a heading: the next span where a byline follows at once, else the rest of this one."""
    here = _item(sheet, index)
    first_text = next((other for other in range(index + 1, here.stop) if not sheet.heading_shaped[other]), here.stop)
    if first_text < here.stop or here.stop == len(sheet.lines):
        return range(index + 1, here.stop)
    return _item(sheet, here.stop)


def _text_after(sheet: Sheet, index: int) -> range:
    """The text after a heading, up to the next heading-shaped line with space around it."""
    start = index + 1
    while start < len(sheet.lines) and sheet.heading_shaped[start] and not sheet.wrapped[start]:
        start += 1
    stop = start
    while stop < min(len(sheet.lines), start + 30) and not (sheet.heading_shaped[stop] and apart(sheet, stop)):
        stop += 1
    return range(start, stop)


def _overlap(left: range, right: range) -> bool:
    return left.start < right.stop and right.start < left.stop
