"""Articles, each in a file of its own → the pages that they stood on.

    20250602-01-03.txt         the third article of page 1                    →  page 20250602-01
    1946-05-15_丰收在望.md      whose first lines say the rest of it            →  page 1946-05-15-02
        ### 丰收在望
        李大田
        1946-05-15
        第2版()
        专栏：来信

What names and first lines say is given, as are the edges of the articles; the rest is read.
Start reading at `article_of`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.days import iso
from ingest.errors import BadInput
from ingest.sources.html import decoded

NUMBERED = re.compile(
    r"^((?:18|19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)[-_](?:\d{2,3}|[A-D]\d{1,2})(?=[-_](\d{2,3})\.(?:txt|md)$)",
    re.IGNORECASE,
)
"""Day, page and number of the article."""

TITLED = re.compile(r"^((?:18|19|20)\d\d)-(\d\d)-(\d\d)[-_ ]?.*[一-鿿].*\.(?:txt|md)$", re.IGNORECASE)
"""Day and title."""

HEAD = re.compile(
    r"\A\s*(?:#+ *)?(?P<title>[^\n]+)\n(?P<byline>(?:[^\n]{0,60}\n){0,3}?)\s*\d{4}-\d\d-\d\d\s*\n"
    r"\s*第(?P<page>\d{1,2})版\([^\n)]*\)\s*\n\s*专栏[:：](?P<section>[^\n]*)(?:\n|\Z)"
)
"""What stands above the text in files of the second kind."""

LARGEST = 1024 * 1024
"""Bytes of an article; what is larger is a page."""


@dataclass(frozen=True)
class Single:
    """An article of its own file."""

    path: Path
    page: str
    """Name of the page that it stood on."""
    number: int
    """On its page; 0 where only the file's name tells the order."""


def article_of(path: Path) -> Single | None:
    """The article that a file is; None for one that is a page, and for one that cannot be read, which reading it as a
    page will say."""
    if found := NUMBERED.match(path.name):
        year, _, month, day, number = found.groups()
        if iso(int(year), int(month), int(day)) and _text(path).strip():
            return Single(path, found[0], int(number))
        return None
    found = TITLED.match(path.name)
    if found and iso(*map(int, found.groups())) and (head := HEAD.match(_text(path))):
        return Single(path, f"{path.name[:10]}-{int(head['page']):02}", 0)
    return None


def packed(articles: Sequence[Single]) -> bytes:
    """The articles of a page, as one. Raises OSError."""
    ordered = sorted(articles, key=lambda one: (one.number, one.path.name))
    return json.dumps([_told(_text(one.path)) for one in ordered], ensure_ascii=False).encode()


def _told(text: str) -> dict[str, str]:
    """What is known of an article, by told.PARTS, and the rest as it is printed."""
    head = HEAD.match(text)
    if head is None:
        return {"printed": text}
    parts = {
        "title": head["title"].strip(),
        "byline": " ".join(head["byline"].split()),
        "section": head["section"].strip(),
    }
    return {**{part: said for part, said in parts.items() if said}, "printed": text[head.end() :]}


def _text(path: Path) -> str:
    """What a file says; nothing where it is no text or too long for an article."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    try:
        return (
            decoded(content, path.name).replace("\r\n", "\n")
            if len(content) <= LARGEST and b"\0" not in content
            else ""
        )
    except BadInput:
        return ""
