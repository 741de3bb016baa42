"""What kind of source a file is, and how many pages it holds.

    0308.txt → text      0308-02.xml with <alto → ocr      notes.json with anything else → None

What a suffix does not say, the first bytes do. Start reading at `kind_of`.
"""

from __future__ import annotations

import re
from pathlib import Path

TEXT = (".txt", ".md")

OCR = {
    ".xml": re.compile(rb"<(?:\w+:)?(?:alto|PcGts)[\s>]"),
    ".alto": re.compile(rb"<(?:\w+:)?alto[\s>]"),
    ".hocr": re.compile(rb"ocr_page"),
    ".html": re.compile(rb"""class=['"]ocr_page"""),
    ".htm": re.compile(rb"""class=['"]ocr_page"""),
    ".tsv": re.compile(rb"^(?:\xef\xbb\xbf)?level\tpage_num\t"),
    ".json": re.compile(
        rb"\"rec_texts\"|\"page_idx\"|\"txts\"|\"txt\"\s*:|^\s*\[\s*(?:\[\s*)*\[\s*-?[\d.]+\s*,\s*-?[\d.]+\s*\]"
    ),
}
"""By suffix, what the beginning of a file has that holds the output of OCR."""

PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp")

EDITION = ("node_", "content_")
"""How the names of a digital edition's pages and articles begin."""

SUFFIXES = (*TEXT, *OCR)
"""Files that may be pages."""

BEGINNING = 65536
"""Bytes that are looked at."""

PAGES_IN = {
    ".xml": re.compile(rb"<(?:\w+:)?Page[\s>]"),
    ".alto": re.compile(rb"<(?:\w+:)?Page[\s>]"),
    ".hocr": re.compile(rb"""class=['"]ocr_page['"]"""),
    ".html": re.compile(rb"""class=['"]ocr_page['"]"""),
    ".htm": re.compile(rb"""class=['"]ocr_page['"]"""),
    ".tsv": re.compile(rb"^1\t(\d+)\t", re.MULTILINE),
    ".json": re.compile(rb"\"page_idx\"\s*:\s*(\d+)"),
}
"""What stands once a page, or the number of the page, in files of OCR."""

MOST_PAGES = 1000
"""Of one file; more is no issue of a newspaper."""


def kind_of(path: Path, given: bool = False) -> str | None:
    """One of model.SOURCES, None for a file that is no page. A file that cannot be opened is what its suffix says.

    `given`: the very file was asked for.
    """
    suffix = path.suffix.lower()
    if suffix in TEXT:
        return "text"
    if suffix == ".pdf":
        return "pdf"
    if suffix in PICTURES:
        return "image" if given or _is_page(path) else None
    if path.name.lower().startswith(EDITION):
        return _edition(path)
    if suffix not in OCR:
        return None
    try:
        with path.open("rb") as file:
            beginning = file.read(BEGINNING)
    except OSError:
        return "ocr"
    return "ocr" if OCR[suffix].search(beginning) else None


def _is_page(path: Path) -> bool:
    """Whether a picture in a folder is a page: not one that is beside the page's text, or part of a digital edition."""
    from ingest.sources import image

    texts = any(path.with_suffix(suffix).is_file() for suffix in (*TEXT, *OCR, ".pdf"))
    edition = any(path.parent.glob("node_*.*htm*"))
    return image.is_installed() and not texts and not edition


def _edition(path: Path) -> str | None:
    """Of the files of a digital edition, the pages; articles belong to theirs."""
    from ingest.sources import epaper

    try:
        return "epaper" if epaper.is_node(path.name, path.read_bytes()) else None
    except OSError:
        return "epaper"


def pdf_pages(path: Path) -> int:
    """How many pages a PDF has; 0 where that cannot be told, or where there are too many: reading it says why."""
    from ingest.sources import pdf

    count = pdf.count(path)
    return count if count <= pdf.MOST_PAGES else 0


def page_numbers(path: Path, kind: str) -> list[int | None]:
    """The numbers of the pages in a file, from 1; None alone where the file is one page."""
    if kind == "pdf":
        return list(range(1, pdf_pages(path) + 1)) or [None]
    if kind != "ocr":
        return [None]
    try:
        found = PAGES_IN[path.suffix.lower()].findall(path.read_bytes())
    except OSError:
        return [None]
    count = len(set(found)) if any(one.isdigit() for one in found) else len(found)
    return [None] if count < 2 else list(range(1, min(count, MOST_PAGES) + 1))
