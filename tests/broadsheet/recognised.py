"""python -m tests.broadsheet.recognised FOLDER: pictures of broadsheet pages, and what OCR programs read in them.

    FOLDER/11.0.png     the first page of seed 11 as Chromium prints it, at 150 dpi
    FOLDER/11.0.xml     ALTO, by Tesseract        FOLDER/11.0.json     lines, by RapidOCR

Some two minutes a page; what is there already stays. `python -m tests.broadsheet --recognised FOLDER` scores it.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.broadsheet import printing
from tests.broadsheet.scores import DPI
from tests.broadsheet.setting import Broadsheet, pages

BY = {"RapidOCR": "json", "Tesseract": "xml"}
"""Programs, by the ending of what they write."""

SEEDS = (11, 12, 13)
TESSERACT = shutil.which("tesseract")


def sheets() -> Iterator[tuple[str, Broadsheet]]:
    """The pages, by the names of their files."""
    for seed in SEEDS:
        for number, page in enumerate(pages(seed)):
            yield f"{seed}.{number}", page


def picture(page: Broadsheet, name: str, folder: Path) -> Path:
    """The page as a picture."""
    import pypdfium2

    target = folder / f"{name}.png"
    if not target.exists():
        content = printing.chromium(page, random.Random(name), folder)
        with pypdfium2.PdfDocument(content) as document:
            document[0].render(scale=DPI / 72).to_pil().convert("L").save(target)
    return target


def by_tesseract(picture: Path) -> None:
    """ALTO beside the picture."""
    if TESSERACT and not picture.with_suffix(".xml").exists():
        command = [TESSERACT, str(picture), str(picture.with_suffix("")), "-l", "chi_sim", "--dpi", str(DPI), "alto"]
        subprocess.run(command, check=True, capture_output=True)


def by_rapidocr(picture: Path) -> None:
    """JSON beside the picture, a list of [corners, text, confidence]."""
    from ingest.sources import image

    target = picture.with_suffix(".json")
    if image.is_installed() and not target.exists():
        target.write_text(json.dumps(image._recognise(picture.read_bytes(), picture.name), ensure_ascii=False), "utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in sheets():
        seen = picture(page, name, folder)
        by_rapidocr(seen)
        by_tesseract(seen)
        print(name, flush=True)


if __name__ == "__main__":
    main()
