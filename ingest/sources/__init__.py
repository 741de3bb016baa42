"""Files of any kind → pages of lines, with what their source knows of each line.

    find([Path("scans")])            files and folders → PageFile, …          files.py, kinds.py
    content_of(page_file)            its bytes
    page_of(content, known)          bytes → Page: text, places of its lines   by the kind of the source:

    text   layout/pages.py           plain text and Markdown
    pdf    pdf.py                    PDF with a text layer; needs the extra `pdf`
    epaper epaper.py                 saved digital editions: node_1.htm and its content_….htm
    image  image.py                  pictures of pages; needs the extra `ocr`
    rows   rows.py                   tables of others, an article a row; single.py: an article a file
    ocr    ocr/                      ALTO, hOCR, PAGE XML, Tesseract TSV, JSON of PaddleOCR, RapidOCR and MinerU

What shows a page to its readers is found by pictures.py. Lines with places (placed.py) are brought into reading order
by order.py. Start reading at `page_of`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import BadInput
from ingest.model import Known, Page
from ingest.sources.files import COLUMNS, CORRECTIONS, NOTES, Noted, PageFile, Sources, called, day, find

if TYPE_CHECKING:
    from ingest.sources.placed import Laid

__all__ = [
    "COLUMNS",
    "CORRECTIONS",
    "NOTES",
    "Noted",
    "PageFile",
    "Sources",
    "called",
    "content_of",
    "day",
    "find",
    "page_of",
]

MIB = 1024 * 1024
LARGEST = {"ocr": 64 * MIB, "pdf": 512 * MIB, "epaper": 64 * MIB, "rows": 64 * MIB, "image": 256 * MIB}
"""Bytes, by kind of source; text has its own bound."""


def content_of(found: PageFile) -> bytes:
    """The bytes that a page is read from; of a file that is too large, just enough to tell. Raises OSError."""
    if found.articles:
        from ingest.sources import single

        return single.packed(found.articles)
    return _bytes(found.path, found.known.source) if found.content is None else found.content


def page_of(content: bytes, known: Known) -> Page:
    """The page that these bytes hold. Raises BadInput, naming the file and what to do, for bytes that hold none."""
    from ingest.layout.pages import fingerprint, page, told_of  # the command line shows its help without them

    if known.source == "text":
        return page(content, known)
    if len(content) > LARGEST[known.source]:
        raise BadInput(known.file, f"is over {LARGEST[known.source] // 2**20} MiB, too large for a page; split it")
    laid = _laid(content, known)
    told = told_of(laid.text, fingerprint(content, known), _known(known, laid))
    return replace(told, width=laid.width, height=laid.height, boxes=laid.boxes, given=laid.given)


def _laid(content: bytes, known: Known) -> Laid:
    from ingest.sources import epaper, image, ocr, pdf, rows

    whole = {"epaper": epaper.page, "image": image.page, "rows": rows.page}
    if known.source in whole:
        return whole[known.source](content, known.file)
    return {"ocr": ocr.page, "pdf": pdf.page}[known.source](content, known.file, known.source_page or 1)


def _known(known: Known, laid: Laid) -> Known:
    """What is known of the page, with what its source says where nobody else did."""
    return replace(
        known,
        publication=known.publication or laid.publication,
        issue_date=known.issue_date or laid.issue_date,
        page_label=known.page_label or laid.page_label,
    )


def _bytes(path: Path, source: str) -> bytes:
    if source == "text":
        from ingest.layout.pages import bytes_of

        return bytes_of(path)
    if source == "epaper":
        from ingest.sources import epaper

        return epaper.packed(path)
    with path.open("rb") as file:
        return file.read(LARGEST[source] + 1)
