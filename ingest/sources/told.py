"""Articles whose parts are known → a page on which these are given, and only the rest is to be read.

laid([Told({"title": "丰收在望"}, ("今年小麦丰收。",))])  →  Laid(text='丰收在望\\n\\n今年小麦丰收。', given={…})
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.model import Box, Given
from ingest.sources.placed import Laid

PARTS = ("section", "kicker", "title", "subtitle", "byline")
"""What may be known beside the text, in the order of the page."""

ROLE_WORDS = re.compile("本报|记者|通讯员|实习生|全媒体|特约|见习|首席|摄影|报道")


@dataclass(frozen=True)
class Told:
    """An article as its source tells it."""

    parts: Mapping[str, str]
    """By PARTS; of several lines, parted by \\n."""
    paragraphs: tuple[str, ...]
    box: Box | None = None
    """Where it stands on the page."""
    printed: str = ""
    """Text that is not known by its paragraphs, below these."""


def laid(
    articles: Sequence[Told],
    width: float | None = None,
    height: float | None = None,
    publication: str | None = None,
    issue_date: str | None = None,
    page_label: str | None = None,
) -> Laid:
    """The page of these articles, one line for each part and paragraph."""
    texts: list[str] = []
    given: dict[int, Given] = {}
    boxes: dict[int, Box] = {}
    for article in articles:
        begins = True
        for role, line in _lines(article):
            texts += ["", line] if texts else [line]
            given[len(texts)] = Given(role, begins=begins)
            begins = False
            if article.box:
                boxes[len(texts)] = article.box
        if article.printed.strip():
            texts += [""] if texts else []
            for line in article.printed.strip("\n").split("\n"):
                texts.append(line.rstrip())
                if line.strip():
                    given[len(texts)] = Given(begins=begins)
                    begins = False
    return Laid("\n".join(texts), width, height, boxes, given, publication, issue_date, page_label)


def _lines(article: Told) -> Iterator[tuple[str | None, str]]:
    """(given role, line) of an article; its text is left to the reader."""
    for part in PARTS:
        if part == "byline" and _is_signed(article.parts.get(part, ""), article.paragraphs):
            continue
        for line in article.parts.get(part, "").split("\n"):
            if line.strip():
                yield part, " ".join(line.split())
    yield from ((None, " ".join(paragraph.split(" "))) for paragraph in article.paragraphs)


def _is_signed(byline: str, paragraphs: Sequence[str]) -> bool:
    """Whether the names stand in the text itself, at its beginning or end."""
    edges = _squeezed("".join(paragraphs[:2])[:120] + "".join(paragraphs[-2:])[-120:])
    names = re.findall(r"[一-鿿·]{2,}", ROLE_WORDS.sub(" ", byline))
    return bool(names) and all(name in edges for name in names)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
