"""PAGE XML → recognised pages. <TextLine><Coords points="x,y …"/><TextEquiv conf><Unicode>…, of any year's schema."""

from __future__ import annotations

from xml.etree import ElementTree

from ingest.errors import BadInput
from ingest.sources.ocr.made import Recognised, Word, line, local, number, parted, said, sized, tree
from ingest.sources.placed import Placed


def pages(content: bytes, file: str) -> list[Recognised]:
    """The page of the file."""
    root = tree(content, file)
    return [_page(element, file) for element in root.iter() if local(element) == "Page"]


def _page(element: ElementTree.Element, file: str) -> Recognised:
    lines, unplaced = parted(_line(part, file) for part in element.iter() if local(part) == "TextLine")
    wide, high = sized(lines)
    across, down = number(element.get("imageWidth"), file, wide), number(element.get("imageHeight"), file, high)
    return Recognised(across or wide, down or high, lines, unplaced)


def _line(element: ElementTree.Element, file: str) -> Placed | str:
    """A line, or its text where no place is told. Its own text counts; where it has none, that of its words."""
    coords = next((part for part in element if local(part) == "Coords"), None)
    own = _said(element, file)
    words = [own] if own else [word for part in element if local(part) == "Word" and (word := _said(part, file))]
    points = _points(coords, file) if coords is not None else []
    if not words or not points:
        return said(words)
    across, down = [x for x, _ in points], [y for _, y in points]
    return line(words, min(across), min(down), max(across), max(down))


def _said(element: ElementTree.Element, file: str) -> Word | None:
    """The first reading of a line or word; several are numbered."""
    readings = sorted(
        (part for part in element if local(part) == "TextEquiv"), key=lambda part: number(part.get("index"), file, 0.0)
    )
    for reading in readings:
        text = next((part.text for part in reading if local(part) == "Unicode"), None)
        if text and text.strip():
            conf = reading.get("conf")
            return Word(" ".join(text.split()), None if conf is None else number(conf, file))
    return None


def _points(coords: ElementTree.Element, file: str) -> list[tuple[float, float]]:
    """The corners, as an attribute of pairs or, in the oldest schema, as elements."""
    said = coords.get("points")
    if said is None:
        return [(number(part.get("x"), file), number(part.get("y"), file)) for part in coords]
    pairs = [pair.split(",") for pair in said.split()]
    if any(len(pair) != 2 for pair in pairs):
        raise BadInput(file, f"gives the points {said[:40]!r}, which are no pairs of numbers; export it again")
    return [(number(x, file), number(y, file)) for x, y in pairs]
