"""What OCR programs write → pages of lines with places.

    page(b'<alto …', "0308.xml", 1)  →  Laid(text='丰收在望\\n…', width=2480, height=3508, boxes={1: Box(…), …})

    alto.py      ALTO XML (Tesseract, ABBYY, Kraken, Transkribus)
    page_xml.py  PAGE XML (Transkribus, eScriptorium, OCR-D)
    hocr.py      hOCR (Tesseract, OCRopus)
    tsv.py       Tesseract's TSV
    jsons.py     JSON of PaddleOCR and RapidOCR
    mineru.py    MinerU's content_list.json: paragraphs in its own order

Lines with places are mended by boxes.py before they are brought into order; lines of which the file does not tell the
place stand behind them, in its order. Start reading at `page`.
"""

from __future__ import annotations

from ingest.errors import BadInput
from ingest.sources.ocr import alto, hocr, jsons, mineru, page_xml, tsv
from ingest.sources.ocr.boxes import mended
from ingest.sources.ocr.made import Recognised
from ingest.sources.order import order
from ingest.sources.placed import Laid, composed


def page(content: bytes, file: str, number: int) -> Laid:
    """A page of what an OCR program wrote, by its number from 1. Raises BadInput for what none is known to write."""
    head = content[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"[", b"{")):
        data = jsons.loaded(content, file)
        if mineru.is_content_list(data):
            return mineru.page(data, file, number)
        return laid(jsons.pages(data, file), file, number)
    if head.startswith(b"level\t"):
        return laid(tsv.pages(content, file), file, number)
    if b"ocr_page" in head:
        return laid(hocr.pages(content, file), file, number)
    if b"PcGts" in head:
        return laid(page_xml.pages(content, file), file, number)
    return laid(alto.pages(content, file), file, number)


def laid(pages: list[Recognised], file: str, number: int) -> Laid:
    """One of the pages, its lines in reading order. Raises BadInput when it is not there or blank."""
    if number > max(1, len(pages)):
        raise BadInput(file, f"has no page {number}; it holds {len(pages)}")
    page = pages[number - 1] if pages else Recognised(0, 0, ())
    text, boxes = composed(order(mended(page.lines)), page.width, page.height)
    text = "\n\n".join(filter(None, (text, "\n".join(page.unplaced))))
    if not text.strip():
        raise BadInput(file, "holds no text; nothing was recognised on this page")
    return Laid(text, page.width or None, page.height or None, boxes)
