"""Tesseract's TSV → recognised pages: a row for each page, block, paragraph, line (level 4) and word (level 5)."""

from __future__ import annotations

from collections import defaultdict

from ingest.errors import BadInput
from ingest.sources.ocr.made import Recognised, Word, line, number, sized

COLUMNS = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)

Key = tuple[str, ...]


def pages(content: bytes, file: str) -> list[Recognised]:
    """The pages of the file, by their numbers."""
    sizes: dict[str, tuple[float, float]] = {}
    places: dict[Key, tuple[float, float, float, float]] = {}
    words: dict[Key, list[Word]] = defaultdict(list)
    for row in _rows(content, file):
        key = (row["page_num"], row["block_num"], row["par_num"], row["line_num"])
        x0, top = number(row["left"], file), number(row["top"], file)
        wide, high = number(row["width"], file), number(row["height"], file)
        if row["level"] == "1":
            sizes[row["page_num"]] = wide, high
        elif row["level"] == "4":
            places[key] = x0, top, x0 + wide, top + high
        elif row["level"] == "5" and row["text"].strip():
            confidence = number(row["conf"], file)
            sure = confidence / 100 if confidence >= 0 else None
            words[key].append(Word(row["text"].strip(), sure, top, top + high))
            places.setdefault(key, (x0, top, x0 + wide, top + high))
    numbers = sorted({*sizes, *(key[0] for key in words)}, key=lambda text: number(text, file))
    found = []
    for page in numbers:
        lines = tuple(line(said, *places[key]) for key, said in words.items() if key[0] == page)
        found.append(Recognised(*sizes.get(page, sized(lines)), lines))
    return found


def _rows(content: bytes, file: str) -> list[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(file, "is no UTF-8; Tesseract's TSV always is: export it again") from None
    heads, *rows = text.split("\n")
    if tuple(heads.rstrip("\r").split("\t")) != COLUMNS:
        raise BadInput(file, f"lacks the columns of Tesseract's TSV: {', '.join(COLUMNS)}", 1)
    found = []
    for at, row in enumerate(rows, 2):
        cells = row.rstrip("\r").split("\t")
        if len(cells) < 2:
            continue
        if len(cells) not in (len(COLUMNS) - 1, len(COLUMNS)):
            raise BadInput(file, f"has {len(cells)} cells, expected {len(COLUMNS)}; export it again", at)
        found.append(dict(zip(COLUMNS, [*cells, ""], strict=False)))
    return found
