"""Sets items as broadsheet pages: columns, headlines over all or some of them, photos, boxes, masthead, imprint.

    page = next(pages(1))
    page.lines      Set(text='本报讯(记者 王鲁斌)3月24日,', x0=50.0, top=212.4, …, article=3, role='body', join='P')

Places are points from the upper left corner.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.layout.lines import width
from tests.typesetting import NO_LINE_START, Item, seed_items

WIDTH, HEIGHT = 1105.0, 1545.0
"""Points: 390 by 545 mm."""
MARGIN = 48.0
NO_LINE_END = "“‘「（(《"
ITEMS_A_PAGE = 16


@dataclass(frozen=True)
class Set:
    """A line as it is set, with the truth of it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    justified: bool
    frame: int
    article: int
    """0 for the page's own lines."""
    role: str
    join: str
    """C where it goes on with the line before it of its article and role, else P."""


@dataclass
class Broadsheet:
    """A page that is set."""

    lines: list[Set] = field(default_factory=list)
    """In reading order."""
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)
    """Borders around boxes: x0, top, x1, bottom."""
    articles: dict[int, dict] = field(default_factory=dict)

    def drawn(self, chance: random.Random) -> list[Set]:
        """The lines in the order in which a page program may write them: frame by frame, frames in any order."""
        order = list({line.frame: None for line in self.lines})
        chance.shuffle(order)
        rank = {frame: place for place, frame in enumerate(order)}
        return sorted(self.lines, key=lambda line: rank[line.frame])


@dataclass(frozen=True)
class Grid:
    """How a page is divided."""

    columns: int
    gutter: float
    body: float
    leading: float

    @property
    def measure(self) -> float:
        return (WIDTH - 2 * MARGIN - (self.columns - 1) * self.gutter) / self.columns

    def x(self, column: int) -> float:
        return MARGIN + column * (self.measure + self.gutter)

    def span(self, columns: int) -> float:
        return columns * self.measure + (columns - 1) * self.gutter


@dataclass(frozen=True)
class Piece:
    """A line of an article before it has its place."""

    text: str
    indent: float
    role: str
    join: str
    last: bool
    """Of its paragraph: set flush left, not justified."""
    centred: bool = False
    bold: bool = False


def pages(seed: int, items: list[Item] | None = None) -> Iterator[Broadsheet]:
    """The items, shuffled, on pages of those that find room."""
    chance = random.Random(seed)
    items = list(items or seed_items())
    chance.shuffle(items)
    waiting = items
    while waiting:
        page, waiting_now = broadsheet(waiting[:ITEMS_A_PAGE], chance)
        waiting = [*waiting_now, *waiting[ITEMS_A_PAGE:]]
        if not page.articles:  # too long for any page
            waiting = waiting[1:]
            continue
        yield page


def broadsheet(items: list[Item], chance: random.Random) -> tuple[Broadsheet, list[Item]]:
    """A page with the items that find room on it, and those that find none."""
    columns = chance.choice((5, 6, 6, 7, 8))
    body = {5: 10.5, 6: 10.0, 7: 9.5, 8: 9.0}[columns]
    grid = Grid(columns, chance.uniform(1.1, 1.9) * body, body, chance.uniform(1.35, 1.6) * body)
    page = Broadsheet()
    top = _masthead(page, grid, chance)
    skyline = [top] * columns
    left: list[Item] = []
    for item in sorted(items, key=lambda item: -_length(item) * chance.uniform(0.6, 1.6)):
        if not _placed(page, item, grid, skyline, chance):
            left.append(item)
    _imprint(page, grid)
    return page, left


def _length(item: Item) -> int:
    return sum(len(text) for _, text in item.text)


def _masthead(page: Broadsheet, grid: Grid, chance: random.Random) -> float:
    size = grid.body * 1.2
    for frame, (text, x) in enumerate(
        (("聊城日报", MARGIN), ("2025年3月8日 星期六", WIDTH / 2 - 60), ("第2版 要闻", WIDTH - MARGIN - 70))
    ):
        x1 = x + width(text) * size / 2
        page.lines.append(Set(text, x, 30, x1, 30 + size, size, True, False, frame, 0, "furniture", "P"))
    return 30 + size + chance.uniform(14, 26)


def _imprint(page: Broadsheet, grid: Grid) -> None:
    text, size = "责编 樊海川  美编 山岚  校对 章皓月  电话 0635-8200000", grid.body * 0.9
    x1 = MARGIN + width(text) * size / 2
    page.lines.append(
        Set(text, MARGIN, HEIGHT - 30, x1, HEIGHT - 30 + size, size, False, False, 9, 0, "furniture", "P")
    )


def _placed(page: Broadsheet, item: Item, grid: Grid, skyline: list[float], chance: random.Random) -> bool:
    """Sets an item where the page has room; says whether it had."""
    for span in _spans(item, grid, chance):
        for column in sorted(range(grid.columns - span + 1), key=lambda at: (max(skyline[at : at + span]), at)):
            top = max(skyline[column : column + span])
            for _ in range(2):
                module = _Module(page, item, grid, column, span, top, chance)
                if module.bottom < HEIGHT - 46:
                    module.write()
                    skyline[column : column + span] = [module.bottom + chance.uniform(1.3, 2.6) * grid.body] * span
                    return True
    return False


def _spans(item: Item, grid: Grid, chance: random.Random) -> list[int]:
    """The numbers of columns that an item may take, the best first."""
    lines = _length(item) / (grid.measure / grid.body) + 3
    spans = [span for span in range(1, grid.columns + 1) if 7 <= lines / span <= 70]
    chance.shuffle(spans)
    if item.truth["kind"] == "photo":
        return [2, 1, 3]
    return spans or [1 if lines < 7 else grid.columns]


class _Module:
    """An item in its rectangle: headline, pictures, columns."""

    def __init__(
        self, page: Broadsheet, item: Item, grid: Grid, column: int, span: int, top: float, chance: random.Random
    ):
        self.page, self.item, self.grid, self.chance = page, item, grid, chance
        self.photo = item.truth["kind"] == "photo"
        self.boxed = chance.random() < 0.15 and not self.photo
        pad = grid.body if self.boxed else 0.0
        self.outer = (grid.x(column), top, grid.x(column) + grid.span(span))
        self.x, self.top, self.wide = grid.x(column) + pad, top + pad, grid.span(span) - 2 * pad
        self.columns = 1 if self.photo else span
        self.gutter = grid.gutter
        self.measure = (self.wide - (self.columns - 1) * self.gutter) / self.columns
        self.size = grid.body * (0.92 if self.photo else 1)
        self.heads: list[tuple[str, str, float, float, float, str]] = []  # text, role, size, x, top, join
        self.pictures: list[tuple[float, float, float, float]] = []
        self.plan()
        self.bottom = self.flow() + pad

    def plan(self) -> None:
        """Where the headline stands: over all columns, over the first ones, or over some in the middle."""
        chance, n = self.chance, self.columns
        kind = chance.choice(("all", "all", "first", "middle")) if n >= 3 else "all"
        self.head_from, self.head_over = 0, n
        if kind == "first":
            self.head_over = chance.randrange(2, n)
        elif kind == "middle":
            self.head_from, self.head_over = 1, max(1, n - 2)
        self.head_x = self.x + self.head_from * (self.measure + self.gutter)
        self.head_wide = self.head_over * (self.measure + self.gutter) - self.gutter
        at = self.top
        if self.photo or (kind == "all" and chance.random() < 0.15):
            tall = chance.uniform(90, 160) if self.photo else chance.uniform(80, 130)
            self.pictures.append((self.head_x, at, self.head_x + self.head_wide, at + tall))
            at += tall + self.size * 0.7
        at = self.headline(at)
        self.below_head = at
        self.cut: tuple[int, int, float, float] | None = None  # columns from, to; relative top, height
        if n >= 3 and chance.random() < 0.3:
            first = chance.randrange(1, n)
            self.cut = (
                first,
                min(n, first + chance.choice((1, 2))),
                chance.choice((0.0, 0.4, 1.0)),
                chance.uniform(6, 10),
            )

    def headline(self, at: float) -> float:
        sizes = {"title": 2.4 + 0.35 * min(self.head_over, 5), "kicker": 1.55, "subtitle": 1.45, "section": 1.3}
        before = None
        centred = self.chance.random() < 0.6
        parts = [
            (role, part)
            for role, text in self.item.headline
            for part in _parts(text, sizes[role] * self.grid.body, self.head_wide, width(text) / 2)
        ]
        for role, part in parts:
            longest = max(width(other) / 2 for own, other in parts if own == role)
            size = min(sizes[role] * self.grid.body, self.head_wide / longest)
            x = self.head_x + (self.head_wide - width(part) / 2 * size) / 2 if centred else self.head_x
            self.heads.append((part, role, size, x, at, "C" if role == before else "P"))
            at += size * 1.3
            before = role
        return at + (self.grid.body * 0.8 if self.heads else 0)

    def segments(self, tall: float) -> list[tuple[float, float, float]]:
        """(x, top, bottom) of the columns in reading order, when the module is so tall."""
        found = []
        for column in range(self.columns):
            x = self.x + column * (self.measure + self.gutter)
            under = self.head_from <= column < self.head_from + self.head_over
            top, bottom = (self.below_head if under else self.top), self.top + tall
            if self.cut and self.cut[0] <= column < self.cut[1]:
                high = self.cut[3] * self.grid.leading
                base = self.below_head if self.heads else self.top
                start = base + self.cut[2] * max(0.0, bottom - base - high)
                if not under and self.cut[2] == 0.0:
                    found.append((x, top, base))
                elif self.cut[2] > 0:
                    found.append((x, top, start - self.grid.body * 0.6))
                found.append((x, start + high + self.grid.body * 0.6, bottom))
            else:
                found.append((x, top, bottom))
        return [segment for segment in found if segment[2] - segment[1] >= 2 * self.grid.leading]

    def flow(self) -> float:
        """Finds the height that the text needs, and places its lines; gives the module's lower edge."""
        pieces = _pieces(self.item, self.measure, self.size, self.chance)
        tall = self.below_head - self.top + self.grid.leading
        while True:
            segments = self.segments(tall)
            room = [int((bottom - top + 0.35 * self.grid.leading) / self.grid.leading) for _, top, bottom in segments]
            if sum(room) >= len(pieces):
                break
            tall += self.grid.leading / 2
            if tall > HEIGHT:
                return HEIGHT * 2
        self.rows: list[tuple[Piece, float, float, int]] = []
        rest = list(pieces)
        for number, ((x, top, _), lines) in enumerate(zip(segments, room, strict=True)):
            for row, piece in enumerate(rest[:lines]):
                self.rows.append((piece, x, top + row * self.grid.leading, number))
            rest = rest[lines:]
        if self.cut:
            x0 = self.x + self.cut[0] * (self.measure + self.gutter)
            x1 = self.x + self.cut[1] * (self.measure + self.gutter) - self.gutter
            high, bottom = self.cut[3] * self.grid.leading, self.top + tall
            base = self.below_head if self.heads else self.top
            start = base + self.cut[2] * max(0.0, bottom - base - high)
            self.pictures.append((x0, start, x1, start + high))
        return self.top + tall

    def write(self) -> None:
        """Puts everything on the page."""
        page, number = self.page, len(self.page.articles) + 1
        page.articles[number] = {**self.item.truth, "n": number}
        frame = 10 + number * 100
        for text, role, size, x, top, join in self.heads:
            x1 = x + width(text) / 2 * size
            page.lines.append(Set(text, x, top, x1, top + size, size, True, False, frame, number, role, join))
        for piece, x, top, segment in self.rows:
            natural = width(piece.text) / 2 * self.size
            left = x + piece.indent * self.size
            if piece.centred:
                left = x + (self.measure - natural) / 2
            justified = not piece.last and not piece.centred
            x1 = x + self.measure if justified else left + natural
            page.lines.append(
                Set(piece.text, left, top, x1, top + self.size, self.size, piece.bold, justified,
                    frame + 1 + segment, number, piece.role, piece.join)
            )  # fmt: skip
        page.pictures += self.pictures
        if self.boxed:
            page.frames.append((self.outer[0], self.outer[1], self.outer[2], self.bottom))


def _parts(text: str, size: float, wide: float, taken: float) -> list[str]:
    """A headline in one line or two, as its type size asks for."""
    if taken * size <= wide or taken * size * 0.7 <= wide or len(text) < 8:
        return [text]
    middle = len(text) // 2
    while middle < len(text) and (text[middle] in NO_LINE_START or text[middle - 1] in NO_LINE_END):
        middle += 1
    return [text[:middle], text[middle:]]


def _pieces(item: Item, measure: float, size: float, chance: random.Random) -> list[Piece]:
    """The lines of an item's text in columns of this measure."""
    found: list[Piece] = []
    room = measure / size
    right = chance.random() < 0.5
    for role, paragraph in item.text:
        if role == "crosshead":
            lines = _broken(paragraph, room, 0)
            found += [
                Piece(line, 0, role, "C" if at else "P", True, centred=True, bold=True) for at, line in enumerate(lines)
            ]
            continue
        indent = 0.0 if role == "byline" and right else 2.0
        lines = _broken(paragraph, room, indent)
        for at, line in enumerate(lines):
            shift = indent if at == 0 else 0.0
            found.append(Piece(line, shift, role, "C" if at else "P", at == len(lines) - 1))
    return found


def _broken(paragraph: str, room: float, indent: float) -> list[str]:
    """A paragraph in lines of so many full-width characters; marks hang in the line that they follow."""
    lines, line, taken = [], "", indent
    for character in paragraph:
        wide = width(character) / 2
        if taken + wide > room + 0.01 and character not in NO_LINE_START and line:
            carry = ""
            while (
                line[-1:]
                and (
                    line[-1] in NO_LINE_END
                    or (line[-1].isascii() and line[-1].isalnum() and character.isascii() and character.isalnum())
                )
                and len(line) > 4
            ):
                carry, line = line[-1] + carry, line[:-1]
            lines.append(line)
            line, taken = carry, width(carry) / 2
        line += character
        taken += wide
    lines.append(line)
    return [line.strip() for line in lines if line.strip()]
