"""ALTO XML → recognised pages. <TextLine HPOS VPOS WIDTH HEIGHT><String CONTENT WC/></TextLine>, of any version."""

from __future__ import annotations

from xml.etree import ElementTree

from ingest.errors import BadInput
from ingest.sources.ocr.made import Recognised, Word, line, local, number, parted, said, sized, tree
from ingest.sources.placed import Placed


def pages(content: bytes, file: str) -> list[Recognised]:
    """The pages of the file, in its order."""
    root = tree(content, file)
    if local(root) != "alto":
        raise BadInput(
            file, f"is XML, but neither ALTO nor PAGE (its root is {local(root)!r}); give the OCR's own file"
        )
    return [_page(element, file) for element in root.iter() if local(element) == "Page"]


def _page(element: ElementTree.Element, file: str) -> Recognised:
    lines, unplaced = parted(_line(part, file) for part in element.iter() if local(part) == "TextLine")
    wide, high = sized(lines)
    across, down = number(element.get("WIDTH"), file, wide), number(element.get("HEIGHT"), file, high)
    return Recognised(across or wide, down or high, lines, unplaced)


def _line(element: ElementTree.Element, file: str) -> Placed | str:
    """A line, or its text where no place is told. A line without a place of its own stands where its strings do."""
    strings = [part for part in element.iter() if local(part) == "String"]
    words = [_word(part, file) for part in strings]
    places = [_place(part, file) for part in (element, *strings) if part.get("HPOS") is not None]
    if not words or not places:
        return said(words)
    own = places[:1] if element.get("HPOS") is not None and element.get("WIDTH") is not None else places
    x0, top = min(place[0] for place in own), min(place[1] for place in own)
    return line(words, x0, top, max(place[2] for place in own), max(place[3] for place in own))


def _word(element: ElementTree.Element, file: str) -> Word:
    place = _place(element, file) if element.get("HPOS") is not None and element.get("HEIGHT") is not None else None
    top, bottom = (place[1], place[3]) if place else (None, None)
    return Word(element.get("CONTENT") or "", _confidence(element, file), top, bottom)


def _place(element: ElementTree.Element, file: str) -> tuple[float, float, float, float]:
    x0, top = number(element.get("HPOS"), file), number(element.get("VPOS"), file, 0.0)
    return x0, top, x0 + number(element.get("WIDTH"), file, 0.0), top + number(element.get("HEIGHT"), file, 0.0)


def _confidence(element: ElementTree.Element, file: str) -> float | None:
    return None if element.get("WC") is None else number(element.get("WC"), file)
