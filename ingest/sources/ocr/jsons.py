"""JSON of PaddleOCR and RapidOCR → recognised pages.

    {"rec_texts": ["丰收在望"], "rec_boxes": [[50, 40, 210, 80]], "rec_scores": [0.99]}      PaddleOCR 3
    [[[[50, 40], [210, 40], [210, 80], [50, 80]], ["丰收在望", 0.99]], …]                    PaddleOCR 2
    [[[[50, 40], …], "丰收在望", 0.99], …]  {"boxes": …, "txts": …, "scores": …}             RapidOCR
    [{"box": [[50, 40], …], "txt": "丰收在望", "score": 0.99}, …]

Start reading at `pages`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ingest.errors import BadInput
from ingest.sources.ocr.made import Recognised, Word, line, sized
from ingest.sources.placed import Placed

LISTS = (
    ("rec_texts", ("rec_boxes", "rec_polys", "dt_polys"), "rec_scores"),
    ("txts", ("boxes",), "scores"),
)
"""Names of the lists of texts, places and scores, by program."""

DEEPEST = 6
"""Levels below the top at which a page may lie."""

Found = tuple[Any, Any, Any]


def loaded(content: bytes, file: str) -> Any:
    """The data of a JSON file. Raises BadInput for what is no JSON."""
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise BadInput(file, f"is no JSON ({problem}); export it again") from None


def pages(data: Any, file: str) -> list[Recognised]:
    """The pages that the data holds, in its order."""
    found = [lines for group in _groups(data, DEEPEST) if (lines := _lines(group, file))]
    if not found:
        raise BadInput(file, "is JSON, but not of PaddleOCR, RapidOCR or MinerU; give their result as they save it")
    return [Recognised(*sized(lines), lines) for lines in found]


def _groups(data: Any, deep: int) -> Iterator[list[Found]]:
    """(place, text, score) of each line, page by page."""
    if deep < 0:
        return
    if isinstance(data, dict):
        for texts, places, scores in LISTS:
            place = next((name for name in places if isinstance(data.get(name), list) and data[name]), None)
            if isinstance(data.get(texts), list) and place:
                rates = data.get(scores) or [None] * len(data[texts])
                yield list(zip(data[place], data[texts], rates, strict=False))
                return
        for part in data.values():
            yield from _groups(part, deep - 1)
    elif isinstance(data, list):
        rows = [row for row in map(_row, data) if row]
        if rows and len(rows) == len(data):
            yield rows
            return
        for part in data:
            yield from _groups(part, deep - 1)


def _row(data: Any) -> Found | None:
    """A line that stands by itself."""
    if isinstance(data, dict):
        text = data.get("txt", data.get("text"))
        return (data["box"], text, data.get("score")) if "box" in data and isinstance(text, str) else None
    if isinstance(data, list) and len(data) == 2 and isinstance(data[1], list) and len(data[1]) == 2:
        return (data[0], *data[1]) if isinstance(data[1][0], str) else None
    if isinstance(data, list) and len(data) == 3 and isinstance(data[1], str):
        return data[0], data[1], data[2]
    return None


def _lines(group: list[Found], file: str) -> tuple[Placed, ...]:
    lines = []
    for place, text, score in group:
        if not isinstance(text, str):
            raise BadInput(file, f"gives {text!r} where a recognised text stands; give the result as it was saved")
        if text.strip():
            sure = float(score) if isinstance(score, (int, float)) else None
            lines.append(line([Word(" ".join(text.split()), sure)], *_place(place, file)))
    return tuple(lines)


def _place(place: Any, file: str) -> tuple[float, float, float, float]:
    """Corners, or left, top, right, bottom."""
    try:
        if isinstance(place[0], list):
            across, down = [float(x) for x, *_ in place], [float(y) for _, y, *_ in place]
            return min(across), min(down), max(across), max(down)
        x0, top, x1, bottom = map(float, place)
        return x0, top, x1, bottom
    except (TypeError, ValueError, IndexError, KeyError):
        raise BadInput(
            file, f"gives the place {str(place)[:60]}, which is no box; give the result as it was saved"
        ) from None
