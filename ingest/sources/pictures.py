"""The picture of a page: what a browser can show of the very sheet that was read.

    source_of(page_file, sha256)        which picture, if there is one     →  Source(name='3f9a…', path=scans/0308.jpg)
    made(source, page_file, content)    as it will be shown                →  ('3f9a….jpg', b'\\xff\\xd8…')

Of a PDF its page is drawn; of a picture it is the file itself; of other pages the file that `image` in pages.csv names,
that a digital edition shows, or that lies beside the page under its name. A picture that browsers cannot show, or that
is larger than a reader needs, is made into one that will do, where Pillow is installed. Start reading at `source_of`.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from math import degrees
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import BadInput
from ingest.sources.kinds import PICTURES

if TYPE_CHECKING:
    from ingest.sources.files import PageFile

KINDS = {
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "gif": re.compile(rb"GIF8[79]a"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
"""What a browser can show, by how its bytes begin."""

LARGEST = 4 * 1024 * 1024
"""Bytes of a picture that is shown as it is."""
LARGEST_SOURCE = 256 * 1024 * 1024
"""Bytes of one that is made smaller."""

KEPT_IN = "BAOZHI_RECOGNISED"
"""Environment variable: the folder in which the lines recognised in pictures are kept; nothing is kept without."""

WIDE, HIGH = 1600, 4000
"""Pixels of a picture that is made: body text of a broadsheet can be read, and a page takes some 600 KB."""
QUALITY = 65
"""Of the JPEG."""
MOST_PIXELS = 200_000_000


@dataclass(frozen=True)
class Source:
    """Where a page's picture comes from."""

    name: str
    """Of what is made of it, without its ending: the hash of what it is made of."""
    path: Path | None
    """The file; None where the page's own bytes are drawn."""


def beside(path: Path) -> Path | None:
    """The picture that lies beside a page's file under the same name."""
    return next((one for ending in PICTURES if (one := path.with_suffix(ending)) != path and one.is_file()), None)


def within(root: Path, picture: Path | None) -> Path | None:
    """The picture, as the file that it truly is, if it is one and lies in the folder that was given: neither a link nor
    a name with .. leads out of it."""
    if picture is None:
        return None
    with suppress(OSError, ValueError):  # names that no file can have
        true = picture.resolve()
        if true.is_file() and true.is_relative_to(root.resolve()):
            return true
    return None


def keep_beside(archive: Path) -> None:
    """Lets this process and those that it starts keep what they recognise in a folder beside the archive."""
    os.environ[KEPT_IN] = f"{archive}.recognised"


def source_of(page: PageFile, sha256: str) -> Source | None:
    """None for a page without picture, or whose picture cannot be read; `sha256` is the page's own."""
    if page.picture is None:
        return Source(sha256, None) if page.known.source in ("pdf", "image") else None
    content = _bytes(page.picture)
    return Source(hashlib.sha256(content).hexdigest(), page.picture) if content else None


def made(source: Source, page: PageFile, content: bytes) -> tuple[str, bytes] | None:
    """The name and bytes of what will be shown; None where that cannot be made. `content` are the page's bytes."""
    try:
        if page.known.source == "pdf" and source.path is None:
            return f"{source.name}.jpg", _drawn(content, page)
        picture, turned = content, 0.0
        if source.path is not None:
            picture = _bytes(source.path)
        else:
            turned = _turned(content, page)
        kind = kind_of(picture)
        if kind and len(picture) <= LARGEST and not turned:
            return f"{source.name}.{kind}", picture
        return f"{source.name}.jpg", _smaller(picture, turned)
    except (BadInput, ImportError, OSError, ValueError, SyntaxError):  # whatever is wrong with it, the page is read
        return None


def kind_of(content: bytes) -> str | None:
    """Which of KINDS a picture is."""
    return next((kind for kind, beginning in KINDS.items() if beginning.match(content)), None)


def size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, as the picture's own bytes tell them; None for what browsers cannot show.

    >>> size(b"GIF89a" + (120).to_bytes(2, "little") + (80).to_bytes(2, "little"))
    (120, 80)
    """
    kind = kind_of(content)
    with suppress(struct.error):
        if kind == "png":
            return struct.unpack(">II", content[16:24])
        if kind == "gif":
            return struct.unpack("<HH", content[6:10])
        if kind == "jpg":
            return next(_frames(content), None)
    return None


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Width and height from the frame header of a JPEG (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            high, wide = struct.unpack(">HH", content[at + 5 : at + 9])
            yield wide, high
        at += 2 + length


def _bytes(path: Path) -> bytes:
    """What a file holds; nothing where it cannot be read, is too large, or has become a link."""
    with suppress(OSError):
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:  # noqa: PTH123
            content = file.read(LARGEST_SOURCE + 1)
        return content if len(content) <= LARGEST_SOURCE else b""
    return b""


def _drawn(content: bytes, page: PageFile) -> bytes:
    from ingest.sources import pdf

    return _jpeg(pdf.picture(content, page.known.file, page.known.source_page or 1, WIDE, HIGH))


def _turned(content: bytes, page: PageFile) -> float:
    """Degrees by which a page was scanned askew."""
    from ingest.sources import image

    return degrees(image.slope_of(content, page.known.file))


def _smaller(content: bytes, turned: float) -> bytes:
    """A picture that browsers can show, no larger than needed, upright."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("more pixels than a page has")
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((WIDE, HIGH))
    return _jpeg(upright.rotate(turned, Image.Resampling.BICUBIC, fillcolor="white") if turned else upright)


def _jpeg(picture: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
