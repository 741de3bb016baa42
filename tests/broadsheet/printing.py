"""Prints broadsheet pages: as PDF by reportlab and by Chromium.

reportlab(page, chance) → bytes of a PDF        chromium(page, chance, folder) → the same
"""

from __future__ import annotations

import html
import io
import random
import shutil
import subprocess
from pathlib import Path

from tests.broadsheet.setting import HEIGHT, WIDTH, Broadsheet, Set

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

SCRIPT = """
for (const line of document.querySelectorAll('[data-wide]')) {
  const room = line.dataset.wide * 4 / 3 - line.getBoundingClientRect().width;
  line.style.letterSpacing = room / Math.max(1, [...line.textContent].length - 1) + 'px';
}
"""
"""Stretches the justified lines to their columns."""


def reportlab(page: Broadsheet, chance: random.Random) -> bytes:
    """The page as reportlab prints it, its frames in any order."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
    from reportlab.pdfgen.canvas import Canvas

    font = "STSong-Light"
    registerFont(UnicodeCIDFont(font))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=True)
    for x0, top, x1, bottom in page.pictures:
        canvas.setFillGray(0.75)
        canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
    canvas.setFillGray(0)
    for x0, top, x1, bottom in page.frames:
        canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=1, fill=0)
    for line in page.drawn(chance):
        text = canvas.beginText(line.x0, HEIGHT - line.top - 0.86 * line.size)
        text.setFont(font, line.size)
        if len(line.text) > 1:
            text.setCharSpace((line.x1 - line.x0 - stringWidth(line.text, font, line.size)) / (len(line.text) - 1))
        text.textOut(line.text)
        canvas.drawText(text)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def chromium(page: Broadsheet, chance: random.Random, folder: Path) -> bytes:
    """The page as Chromium prints it."""
    source, target = folder / "page.html", folder / "page.pdf"
    shapes = [_box(place, "background:#bbb") for place in page.pictures]
    shapes += [_box(place, "border:0.5pt solid") for place in page.frames]
    lines = [_line(line) for line in page.drawn(chance)]
    style = f"@page{{size:{WIDTH}pt {HEIGHT}pt;margin:0}} body{{margin:0;font-family:'Noto Serif CJK SC'}}"
    style += " *{position:absolute;white-space:pre;line-height:1}"
    body = "".join([*shapes, *lines])
    source.write_text(
        f"<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><style>{style}</style>{body}<script>{SCRIPT}</script>",
        "utf-8",
    )
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [*command, f"--print-to-pdf={target}", source.as_uri()], check=True, capture_output=True, timeout=120
    )
    return target.read_bytes()


def _line(line: Set) -> str:
    weight = ";font-weight:bold" if line.bold else ""
    place = f"left:{line.x0}pt;top:{line.top}pt;font-size:{line.size}pt{weight}"
    return f'<span style="{place}" data-wide="{line.x1 - line.x0}">{html.escape(line.text)}</span>'


def _box(place: tuple[float, float, float, float], style: str) -> str:
    x0, top, x1, bottom = place
    return f'<div style="left:{x0}pt;top:{top}pt;width:{x1 - x0}pt;height:{bottom - top}pt;{style}"></div>'
