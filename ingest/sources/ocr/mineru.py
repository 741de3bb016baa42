"""MinerU's content_list.json → pages: paragraphs and headings in the order that MinerU gives them.

    [{"type": "text", "text": "丰收在望", "text_level": 1, "bbox": [62, 480, 946, 904], "page_idx": 0}, …]

Its headings have one level, its tables are HTML, and numbers may stand between dollars. Start reading at `page`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.errors import BadInput
from ingest.layout.lines import TAG
from ingest.model import Box
from ingest.sources.placed import Laid

UNITS = 1000.0
"""Boxes are told in thousandths of the page's width and height."""

SET_ASIDE = frozenset({"header", "footer", "page_number", "aside_text", "page_footnote", "discarded"})
"""Types of what MinerU takes for the page's own; it is kept, before or behind the rest."""

CAPTIONS = ("image_caption", "img_caption", "table_caption", "chart_caption")
ROW = re.compile(r"</tr\s*>", re.IGNORECASE)
CELL = re.compile(r"</t[dh]\s*>", re.IGNORECASE)
FORMULA = re.compile(r"\$\s*([^$\n]{1,40}?)\s*\$")
COMMAND = re.compile(r"\\(?:mathrm|text|mathbf|rm)\s*\{?|[{}]|\\(?=%)|\\[,;! ]|~")


def is_content_list(data: Any) -> bool:
    """Whether JSON data is what MinerU calls a content list."""
    return isinstance(data, list) and bool(data) and all(isinstance(one, dict) and "page_idx" in one for one in data)


def page(data: list[dict[str, Any]], file: str, number: int) -> Laid:
    """A page of the list, by its number from 1. Raises BadInput when it holds no text."""
    indexes = sorted({one["page_idx"] for one in data if isinstance(one["page_idx"], int)})
    if number > len(indexes):
        raise BadInput(file, f"has no page {number}; it holds {len(indexes)}")
    mine = [one for one in data if one["page_idx"] == indexes[number - 1]]
    texts: list[str] = []
    boxes: dict[int, Box] = {}
    for one in mine:
        for text in _texts(one):
            texts += ["", text] if texts else [text]
            if place := _box(one.get("bbox")):
                boxes[len(texts)] = place
    if not any(text.strip() for text in texts):
        raise BadInput(file, f"holds no text on page {number}")
    return Laid("\n".join(texts), UNITS, UNITS, boxes)


def plain(text: str) -> str:
    """The text without the dollars that MinerU sets around numbers.

    >>> plain(r"同比增长 $40.5 \\%$ ，出口 $3.1$ 亿元")
    '同比增长 40.5% ，出口 3.1 亿元'
    """
    return FORMULA.sub(lambda found: re.sub(r"\s+(?=%)", "", COMMAND.sub("", found[1])), text)


def _texts(one: dict[str, Any]) -> Iterator[str]:
    """The lines of one entry of the list."""
    text = one.get("text")
    if isinstance(text, str) and text.strip():
        level = one.get("text_level")
        mark = "# " if isinstance(level, int) and level > 0 else ""
        lines = [" ".join(part.split()) for part in plain(text).splitlines() if part.strip()]
        yield from [mark + line for line in lines]
    for name in CAPTIONS:
        said = one.get(name) or []
        yield from (
            plain(" ".join(caption.split())) for caption in said if isinstance(caption, str) and caption.strip()
        )
    if isinstance(one.get("table_body"), str):
        for row in ROW.split(CELL.sub(" ", one["table_body"])):
            if cells := " ".join(TAG.sub(" ", row).split()):
                yield plain(cells)
    for item in one.get("list_items") or []:
        if isinstance(item, str) and item.strip():
            yield plain(" ".join(item.split()))


def _box(place: Any) -> Box | None:
    try:
        x0, top, x1, bottom = (min(1.0, max(0.0, float(value) / UNITS)) for value in place)
    except (TypeError, ValueError):
        return None
    return Box(round(x0, 5), round(top, 5), round(x1, 5), round(bottom, 5), None)
