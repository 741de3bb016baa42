"""hOCR → recognised pages. <span class='ocr_line' title='bbox 10 20 300 48; …'><span class='ocrx_word' …>."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from ingest.errors import BadInput
from ingest.sources.ocr.made import Recognised, Word, line, said, sized
from ingest.sources.placed import Placed

BBOX = re.compile(r"\bbbox\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)\s+(-?[\d.]+)")
CONFIDENCE = re.compile(r"\bx_wconf\s+(-?[\d.]+)")
LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
SILENT = frozenset({"script", "style", "title"})


def pages(content: bytes, file: str) -> list[Recognised]:
    """The pages of the file, in its order."""
    reader = _Reader()
    try:
        reader.feed(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(file, "is hOCR, but not in UTF-8; export it again") from None
    reader.close()
    return [_page(page) for page in reader.pages]


@dataclass
class _Line:
    place: tuple[float, float, float, float] | None
    words: list[Word] = field(default_factory=list)


@dataclass
class _Page:
    place: tuple[float, float, float, float] | None
    lines: list[_Line] = field(default_factory=list)


class _Reader(HTMLParser):
    """Gathers pages, lines and words by the classes of their elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pages: list[_Page] = []
        self.open: list[tuple[str, str]] = []
        """(tag, what it is: page, line, word, silent or nothing) of the elements that stand open."""
        self.word = Word("")
        """The one that stands open, without its text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        classes = set((attributes.get("class") or "").split())
        title = attributes.get("title") or ""
        what = "silent" if tag in SILENT else ""
        if "ocr_page" in classes:
            what = "page"
            self.pages.append(_Page(_place(title)))
        elif classes & LINES and self.pages:
            what = "line"
            self.pages[-1].lines.append(_Line(_place(title)))
        elif "ocrx_word" in classes or "ocr_word" in classes:
            what = "word"
            self.word = _word(title)
        if tag not in VOID:
            self.open.append((tag, what))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            closed, what = self.open.pop()
            if what == "word":
                self.word = Word("")
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        inside = [what for _, what in self.open]
        if "line" in inside and "silent" not in inside and data.strip():
            self.pages[-1].lines[-1].words.append(replace(self.word, text=" ".join(data.split())))


def _word(title: str) -> Word:
    conf, place = CONFIDENCE.search(title), _place(title)
    top, bottom = (place[1], place[3]) if place else (None, None)
    return Word("", float(conf[1]) / 100 if conf else None, top, bottom)


def _place(title: str) -> tuple[float, float, float, float] | None:
    found = BBOX.search(title)
    return (float(found[1]), float(found[2]), float(found[3]), float(found[4])) if found else None


def _page(page: _Page) -> Recognised:
    lines: tuple[Placed, ...] = tuple(line(one.words, *one.place) for one in page.lines if one.place and one.words)
    wide, high = (page.place[2], page.place[3]) if page.place else sized(lines)
    return Recognised(wide, high, lines, tuple(said(one.words) for one in page.lines if one.words and not one.place))
