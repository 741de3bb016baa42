"""A picture of a page → lines with places, recognised by RapidOCR.

    page(content, "0308.jpg")  →  Laid(text='丰收在望\\n…', width=2480, height=3508, boxes={1: Box(…), …})

What was recognised is kept beside the archive, by the picture's hash and the engine's version, so that no picture is
recognised twice. A page that was scanned askew is set upright by the slope of its lines. Needs rapidocr and
onnxruntime: the extra `ocr`. Start reading at `page`.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import statistics
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from math import atan2, cos, hypot, radians, sin
from pathlib import Path
from typing import Any

from ingest.errors import BadInput
from ingest.sources.ocr.boxes import mended
from ingest.sources.ocr.made import Word, line
from ingest.sources.order import order
from ingest.sources.pictures import KEPT_IN
from ingest.sources.placed import Laid, Placed, composed

EXTRA = "is a picture, and reading these needs rapidocr; install it: pip install 'baozhi-archive[ocr]'"

MOST_PIXELS = 200_000_000
"""Of one picture: a broadsheet at 400 dpi has 60 million."""

ASKEW = 0.2
"""Degrees from which a page is set upright."""

ORIENTATION, SIDEWAYS = 0x0112, (5, 6, 7, 8)
"""The EXIF tag by which a camera tells how it was held, and the values that swap width and height."""

Found = list[tuple[list[list[float]], str, float]]
"""(four corners from the upper left on, text, confidence) of each line."""


def is_installed() -> bool:
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def page(content: bytes, file: str) -> Laid:
    """The page in a picture. Raises BadInput for what is no picture, is too large, or shows no text."""
    width, height = _size(content, file)
    found = _recognised(content, file)
    lines = _upright(found, width, height)
    if not lines:
        raise BadInput(file, "shows no text that could be recognised; give a sharper picture of the page")
    text, boxes = composed(order(mended(lines)), width, height)
    return Laid(text, width, height, boxes)


def slope_of(content: bytes, file: str) -> float:
    """By how much a page was scanned askew, in radians; its lines are those that were kept, or recognised now."""
    return _slope(_recognised(content, file))


def _size(content: bytes, file: str) -> tuple[float, float]:
    """Width and height in pixels, told without unpacking the picture."""
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise BadInput(file, EXTRA) from None
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            if picture.getexif().get(ORIENTATION, 1) in SIDEWAYS:
                width, height = height, width
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise BadInput(
            file, "is no picture that can be opened; it is broken or of another kind than its name says"
        ) from None
    if width * height > MOST_PIXELS:
        raise BadInput(file, f"has {width} by {height} pixels, more than a page needs; make it smaller")
    return float(width), float(height)


def _recognised(content: bytes, file: str) -> Found:
    """The lines of a picture, as they were kept, or recognised now."""
    if not is_installed():
        raise BadInput(file, EXTRA)
    folder = os.environ.get(KEPT_IN)
    kept = Path(folder) / f"{hashlib.sha256(content).hexdigest()}-{_engine_version()}.json" if folder else None
    if kept and kept.is_file():
        with contextlib.suppress(ValueError, OSError):
            return [(corners, text, score) for corners, text, score in json.loads(kept.read_text("utf-8"))]
    found = _recognise(content, file)
    if kept:
        with contextlib.suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            beside = kept.with_suffix(f".{os.getpid()}")
            beside.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
            beside.replace(kept)
    return found


def _recognise(content: bytes, file: str) -> Found:
    try:
        result: Any = _engine()(_as_held(content))
    except Exception as problem:  # whatever its decoder raises for broken pictures
        raise BadInput(file, f"cannot be recognised ({problem}); save the picture anew") from None
    if result.boxes is None or result.txts is None:
        return []
    rows = zip(result.boxes, result.txts, result.scores, strict=True)
    return [([[float(x), float(y)] for x, y in box], str(text), round(float(score), 4)) for box, text, score in rows]


def _as_held(content: bytes) -> Any:
    """The picture as the camera was held."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as picture:
        return ImageOps.exif_transpose(picture)


_ENGINES: list[Any] = []


def _engine() -> Any:
    """The engine of this process; it takes a second to load."""
    if not _ENGINES:
        from rapidocr import RapidOCR

        _ENGINES.append(RapidOCR(params={"Global.log_level": "critical"}))
    return _ENGINES[0]


def _engine_version() -> str:
    try:
        return f"rapidocr-{version('rapidocr')}"
    except PackageNotFoundError:
        return "rapidocr"


def _upright(found: Found, width: float, height: float) -> list[Placed]:
    """The lines of a page set upright: turned about its middle by the slope that its long lines have."""
    slope = _slope(found)
    lines = []
    for corners, text, score in found:
        if not text.strip():
            continue
        wide = hypot(corners[1][0] - corners[0][0], corners[1][1] - corners[0][1])
        high = hypot(corners[3][0] - corners[0][0], corners[3][1] - corners[0][1])
        x, y = sum(x for x, _ in corners) / 4 - width / 2, sum(y for _, y in corners) / 4 - height / 2
        x, y = x * cos(slope) + y * sin(slope) + width / 2, y * cos(slope) - x * sin(slope) + height / 2
        lines.append(line([Word(text.strip(), score)], x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
    return lines


def _slope(found: Found) -> float:
    """That of the long lines, in radians, downwards to the right; 0 for a page that stands straight."""
    slopes = [
        atan2(corners[1][1] - corners[0][1], corners[1][0] - corners[0][0])
        for corners, text, _ in found
        if len(text) > 6
    ]
    slope = statistics.median(slopes) if slopes else 0.0
    return slope if abs(slope) >= radians(ASKEW) else 0.0
