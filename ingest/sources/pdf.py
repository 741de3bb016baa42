"""A page of a PDF with a text layer → lines with places, in reading order.

    page(content, "0308.pdf#2", 2)  →  Laid(text='丰收在望\\n…', width=1105.0, height=1545.0, boxes={1: Box(…), …})

Characters in the order of the file → pieces of lines (characters that follow each other on one baseline) → lines
(pieces that touch) → reading order (order.py). Needs pypdfium2: the extra `pdf`. Start reading at `page`.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from math import atan2, degrees, hypot
from pathlib import Path
from types import ModuleType
from typing import Any

from ingest.errors import BadInput
from ingest.layout.lines import INVISIBLE, closed_letters
from ingest.sources.order import order
from ingest.sources.placed import Laid, Placed, composed

EXTRA = "is a PDF, and reading these needs pypdfium2; install it: pip install 'baozhi-archive[pdf]'"

MOST_PAGES = 1000
"""Of one file; more is no issue of a newspaper."""

MOST_CHARACTERS = 200_000
"""Of one page; the densest broadsheet has some 15,000."""

FEWEST_CHARACTERS = 20
"""What a page without text layer may have, as a stamp of the scanner."""

ASKED = 500
"""So many characters tell how a page stands."""

UNREADABLE = 0.1
"""Share of characters without meaning by which a page cannot be read."""

SAME_BASELINE = 0.25
"""In type sizes: characters of one line stand so close to one baseline."""

OVERLAP, GAP, GAP_APART = -0.75, 1.0, 0.6
"""In type sizes: from one character to the next of a line. Full-width marks are pushed together (》，), justified lines
drawn apart; the gap between columns is more than that. Less where the two are apart in the file."""

SPACE = 0.17
"""In type sizes: what a gap exceeds the others of its line by when a space stands in it."""

NARROW = 5
"""One gap of so many is narrower than the usual one between the characters of a word: names stand apart in others."""

DASHES = frozenset("—…")

ASCENT = 0.86
"""In type sizes: how far a full-width character reaches above its baseline."""

CLOSING = frozenset("，。、；：！？）》」』】〉”’")
"""Marks with an empty right half, which may hang into the gap between columns."""


@dataclass(frozen=True)
class Glyph:
    """A character on the page, in points from the upper left corner."""

    text: str
    x0: float
    x1: float
    base: float
    """Of its baseline."""
    size: float
    turned: bool = False
    """Set on its side or upside down."""


def count(path: Path) -> int:
    """How many pages a PDF has; 0 where it cannot be told. Reading such a file says what is wrong with it."""
    try:
        with _document(path, str(path)) as document:
            return len(document)
    except BadInput:
        return 0


def page(content: bytes, file: str, number: int) -> Laid:
    """A page of a PDF, by its number from 1.

    Raises BadInput for a PDF that is encrypted, broken, without pages or with too many, for a page without text layer,
    and for fonts that do not say which characters they show.
    """
    with _document(content, file) as document:
        if len(document) > MOST_PAGES:
            raise BadInput(file, f"has {len(document)} pages, more than an issue of a newspaper; split it")
        if not 0 < number <= len(document):
            raise BadInput(file, f"has no page {number}; it holds {len(document)}")
        leaf = _set_upright(document[number - 1])
        width, height = leaf.get_size()
        if not (width > 0 and height > 0):
            raise BadInput(file, "is a PDF whose page has no size; print it anew")
        glyphs = [one for one in _glyphs(leaf, file) if one.x1 >= 0 and one.x0 <= width and 0 <= one.base <= height]
    lines = list(_lines(glyphs))
    text, boxes = composed(order(lines), width, height)
    return Laid(text, width, height, boxes)


def picture(content: bytes, file: str, number: int, wide: int, high: int) -> Any:
    """A page as Pillow's picture, drawn as large as fits into so many pixels.

    Raises BadInput for a PDF that cannot be opened, ImportError where Pillow is not installed.
    """
    with _document(content, file) as document:
        leaf = _set_upright(document[number - 1])
        width, height = leaf.get_size()
        return leaf.render(scale=min(wide / width, high / height)).to_pil()


def _pdfium() -> ModuleType:
    """The library; raises ImportError where it is not installed."""
    import pypdfium2

    return pypdfium2


@contextmanager
def _document(source: bytes | Path, file: str) -> Iterator[Any]:
    """The PDF, open. Raises BadInput for one that cannot be opened."""
    try:
        pdfium = _pdfium()
    except ImportError:
        raise BadInput(file, EXTRA) from None
    try:
        document = pdfium.PdfDocument(source)
        len(document)
    except pdfium.PdfiumError as problem:
        if "password" in str(problem).lower() or "security" in str(problem).lower():
            raise BadInput(file, "is an encrypted PDF; save it without password") from None
        raise BadInput(file, "is no PDF that can be opened; it is broken or cut short: copy it again") from None
    except OSError as problem:
        raise BadInput(file, f"cannot be opened: {problem.strerror}") from None
    try:
        yield document
    finally:
        document.close()


def _set_upright(leaf: Any) -> Any:
    """The page, turned so that most of its characters stand upright: some are shown on their side or upside down."""
    raw = _pdfium().raw
    textpage, matrix = leaf.get_textpage(), raw.FS_MATRIX()
    many = textpage.count_chars()
    turns: Counter[int] = Counter()
    for index in range(0, many, max(1, many // ASKED)):
        if raw.FPDFText_IsGenerated(textpage, index) != 1 and raw.FPDFText_GetMatrix(textpage, index, matrix):
            turns[round(degrees(atan2(matrix.b, matrix.a)) / 90) * 90 % 360] += 1
    textpage.close()
    turn, most = turns.most_common(1)[0] if turns else (0, 0)
    if turn != leaf.get_rotation() and most > 0.5 * turns.total() and many >= FEWEST_CHARACTERS:
        leaf.set_rotation(turn)
    return leaf


def _glyphs(leaf: Any, file: str) -> list[Glyph]:
    """The characters of a page in the order of the file, those that show."""
    raw = _pdfium().raw
    textpage = leaf.get_textpage()
    many = textpage.count_chars()
    if many > MOST_CHARACTERS:
        raise BadInput(file, f"holds {many} characters, more than any page of a newspaper; split it into pages")
    place, turn = _turner(leaf), leaf.get_rotation()
    box, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    found: list[Glyph] = []
    lost = 0
    for index in range(many):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        text = chr(code) if 0 < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
        if _is_lost(text) or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1:
            lost += 1
        if INVISIBLE.fullmatch(text):
            continue
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        raw.FPDFText_GetLooseCharBox(textpage, index, box)
        raw.FPDFText_GetMatrix(textpage, index, matrix)
        size = max(0.1, raw.FPDFText_GetFontSize(textpage, index) * hypot(matrix.c, matrix.d))
        x0, base = place(x.value, y.value)
        x1 = x0 + size if _is_wide(text) else max(x0, place(box.right, box.bottom)[0], place(box.left, box.top)[0])
        angle = round(degrees(atan2(matrix.b, matrix.a)) - turn) % 360
        found.append(Glyph(text, x0, x1, base, size, not (angle < 20 or angle > 340)))
    shown = sum(not glyph.text.isspace() for glyph in found)
    if shown < FEWEST_CHARACTERS:
        raise BadInput(
            file, "is a PDF without text layer, a picture of the page; run OCR over it and give what that wrote"
        )
    if lost > UNREADABLE * max(1, many):
        problem = "is a PDF whose fonts do not say which characters they show"
        raise BadInput(file, f"{problem}; run OCR over a picture of it and give what that wrote")
    return _halved(found)


def _halved(glyphs: list[Glyph]) -> list[Glyph]:
    """The two or three characters of a dash that a font draws as one shape, each with its part of it."""
    found = list(glyphs)
    start = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and found[at].text in DASHES and _is_same(found[at], found[start]):
            continue
        parts = at - start
        if parts > 1 and found[start].text in DASHES:
            x0, wide = found[start].x0, (found[start].x1 - found[start].x0) / parts
            for part in range(parts):
                found[start + part] = replace(found[start + part], x0=x0 + part * wide, x1=x0 + (part + 1) * wide)
        start = at
    return found


def _is_same(one: Glyph, other: Glyph) -> bool:
    return one.text == other.text and abs(one.x0 - other.x0) + abs(one.base - other.base) < 0.01 * one.size


def _turner(leaf: Any) -> Callable[[float, float], tuple[float, float]]:
    """From a point of the file (upwards, before the page is turned) to one of the page as shown (downwards)."""
    left, low, right, high = leaf.get_cropbox()
    return {
        90: lambda x, y: (y - low, x - left),
        180: lambda x, y: (right - x, y - low),
        270: lambda x, y: (high - y, right - x),
    }.get(leaf.get_rotation(), lambda x, y: (x - left, high - y))


def _is_wide(text: str) -> bool:
    """A character that takes a full type size: Han, kana; not marks, which may be pushed together."""
    return unicodedata.east_asian_width(text) in "WF" and unicodedata.category(text) == "Lo"


def _is_lost(text: str) -> bool:
    return text == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(text) in ("Co", "Cn", "Cs")


def _lines(glyphs: Sequence[Glyph]) -> Iterator[Placed]:
    """The characters as lines: pieces that follow each other in the file, then pieces that touch."""
    pieces = [piece for piece in _pieces(glyphs) if any(not glyph.text.isspace() for glyph in piece)]
    for rank, piece in enumerate(_joined(_upright(pieces))):
        text = (_spaced(piece) if not _is_vertical(piece) else "".join(glyph.text for glyph in piece)).strip()
        shown = [glyph for glyph in piece if not glyph.text.isspace()]
        size = sorted(glyph.size for glyph in shown)[len(shown) // 2]
        bases = sorted(glyph.base for glyph in shown)
        base = bases[len(bases) // 2]
        vertical = _is_vertical(shown)
        top = (bases[0] if vertical else base) - ASCENT * size
        bottom = (bases[-1] if vertical else base) + (1 - ASCENT) * size
        x0, x1 = min(glyph.x0 for glyph in shown), max(glyph.x1 for glyph in shown)
        yield Placed(text, x0, top, x1, bottom, size, rank=rank)


def _is_vertical(piece: Sequence[Glyph]) -> bool:
    """Its characters stand below each other, or are turned."""
    return piece[0].turned or (len(piece) > 1 and abs(piece[-1].base - piece[0].base) > abs(piece[-1].x0 - piece[0].x0))


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters that follow each other in the file and on one baseline."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and not _follows(piece[-1], glyph):
            yield piece
            piece = []
        if not (piece and _is_shadow(piece[-1], glyph)):
            piece.append(glyph)
    if piece:
        yield piece


def _follows(before: Glyph, glyph: Glyph, gap: float = GAP) -> bool:
    size = min(before.size, glyph.size)
    if before.turned or glyph.turned:
        near = hypot(before.x0 - glyph.x0, before.base - glyph.base) < 2 * size
        return before.turned and glyph.turned and near
    level = abs(before.base - glyph.base) < SAME_BASELINE * size
    alike = max(before.size, glyph.size) < 1.5 * size
    return level and alike and OVERLAP * size < glyph.x0 - before.x1 < gap * size


def _touches(before: Glyph, glyph: Glyph) -> bool:
    """The same for characters that are apart in the file."""
    empty = 0.5 * before.size if before.text in CLOSING else 0.0
    return _follows(replace(before, x1=before.x1 - empty), glyph, GAP_APART)


def _is_shadow(before: Glyph, glyph: Glyph) -> bool:
    """The same character drawn once more, to look bold."""
    near = abs(before.x0 - glyph.x0) + abs(before.base - glyph.base) < 0.15 * glyph.size
    return before.text == glyph.text and near


def _upright(pieces: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Single characters that follow each other downwards become one piece: a vertical line."""
    found: list[list[Glyph]] = []
    for piece in pieces:
        last = found[-1] if found else []
        if len(piece) == 1 and last and (len(last) == 1 or _is_vertical(last)) and _is_below(last[-1], piece[0]):
            last.append(piece[0])
        else:
            found.append(list(piece))
    return found


def _is_below(before: Glyph, glyph: Glyph) -> bool:
    """Close below the other character, on the same upright axis."""
    middle = abs((before.x0 + before.x1) - (glyph.x0 + glyph.x1)) / 2
    return middle < 0.3 * before.size and 0.7 < (glyph.base - before.base) / before.size < 1.6


def _joined(pieces: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Pieces that touch on one baseline are one line, wherever they stand in the file, in the file's order of their
    beginnings; what is drawn twice counts once."""
    found: list[tuple[int, list[Glyph]]] = []
    rows: dict[int, list[int]] = {}
    for rank, piece in sorted(enumerate(pieces), key=lambda one: one[1][0].x0):
        row = round(piece[0].base / 4)
        near = [at for by in (-1, 0, 1) for at in rows.get(row + by, [])]
        if any(_is_copy(found[at][1], piece) for at in near):
            continue
        before = next((at for at in near if not _is_vertical(piece) and _touches(found[at][1][-1], piece[0])), None)
        if before is None:
            rows.setdefault(row, []).append(len(found))
            found.append((rank, piece))
        else:
            found[before] = (min(rank, found[before][0]), [*found[before][1], *piece])
    return [piece for _, piece in sorted(found, key=lambda one: one[0])]


def _spaced(piece: Sequence[Glyph]) -> str:
    """The text of a line, with a space where a gap is wider than those within its words: some programs print no spaces;
    and with letter-spaced words closed."""
    gaps = [(right.x0 - left.x1) / min(left.size, right.size) for left, right in pairwise(piece)]
    within = sorted(
        gap
        for gap, (left, right) in zip(gaps, pairwise(piece), strict=True)
        if _is_wide(left.text) and _is_wide(right.text)
    )
    usual = max(0.0, within[(len(within) - 1) // NARROW]) if within else 0.0
    text = piece[0].text
    for gap, glyph in zip(gaps, piece[1:], strict=True):
        text += (" " if gap > usual + SPACE else "") + glyph.text
    return closed_letters(text)


def _is_copy(one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    same = len(one) == len(other) and all(a.text == b.text for a, b in zip(one, other, strict=True))
    return same and abs(one[0].x0 - other[0].x0) + abs(one[0].base - other[0].base) < 0.25 * one[0].size
