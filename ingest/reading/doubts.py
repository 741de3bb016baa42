"""How likely an article is misread, and what says so: an honest number beside each reading.

    doubt(article, its blocks, its lines)  →  Doubt(0.31, ("close", "foreign_headline"))

Two kinds of things speak: by how little the best reading of its lines beat the next best (`Block.margin`), and signs
that misread articles bear (tables/doubts.tsv), each with the share of articles bearing it that are misread. They are
added up as if each could be the cause alone. Start reading at `doubt`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import exp, prod
from pathlib import Path

from ingest.gazetteer import word_weights
from ingest.layout.columns import SENTENCE_END
from ingest.layout.credits import opening
from ingest.model import HEADLINE_ROLES, Article, Block, Doubt, Line, Reading
from ingest.rules import rows

SIGNS = Path(__file__).parent / "tables" / "doubts.tsv"

LEAST = 0.015
"""Share of articles that are misread though nothing says so."""
TOSS_UP, SCALE = 0.28, 1.2
"""Share of those misread whose reading is no better than another; nats by which that falls to its e-th part."""
CLOSE = 1.35
"""Nats: a margin below this is told as a reason."""

WORDS = 0.35
"""Share of characters in words of two or more: in print half to three quarters, in random characters none."""
ENOUGH = 40
"""Characters of a text that can be judged by its words, and that an article has as a rule."""
LONGEST_WORD = 4
PARAGRAPH = 24
"""Characters of a paragraph that is no heading."""
GAP = re.compile(r"[一-鿿，。、](?: {2,}|\t|　+)(?=[一-鿿“])")
"""Blanks amid a line."""
STOP = re.compile(r"[。，,;；、]$")
NOT_HAN = re.compile("[^一-鿿]")


@dataclass(frozen=True)
class _Read:
    """What is asked about signs."""

    article: Article
    lines: Sequence[Line]
    """Of the article."""

    @cached_property
    def han(self) -> str:
        """The Han characters of its text."""
        return NOT_HAN.sub("", "".join(self.article.paragraphs))


def doubt(article: Article, blocks: Sequence[Block], lines: Sequence[Line]) -> Doubt:
    """How likely the article is misread: 0 to 1. `blocks` and `lines` are those of the article."""
    read = _Read(article, lines)
    margin = min((block.margin for block in blocks), default=0.0)
    sure = _given(blocks, lines)
    found = [sign for sign in _shares() if _settled_by()[sign] not in sure and QUESTIONS[sign](read)]
    chances = [LEAST, TOSS_UP * exp(-margin / SCALE), *(_shares()[sign] for sign in found)]
    reasons = (["close"] if margin < CLOSE else []) + found
    return Doubt(round(1 - prod(1 - chance for chance in chances), 3), tuple(reasons))


def _given(blocks: Sequence[Block], lines: Sequence[Line]) -> set[str]:
    """headline, text: the parts of an article of which people have said what they are."""
    said = {line.number for line in lines if line.given}
    roles = {block.role for block in blocks if said.intersection(block.numbers)}
    return {"headline" if role in HEADLINE_ROLES else "text" for role in roles}


def with_doubts(reading: Reading, lines: Sequence[Line]) -> Reading:
    """The reading of a page with the doubts of its articles and its own: the share of its text likely to be misread.

    What is placed nowhere counts as misread."""
    by_number = {line.number: line for line in lines}
    of_article: dict[int | None, list[Block]] = defaultdict(list)
    for block in reading.blocks:
        of_article[block.article].append(block)
    articles, misread, whole = [], 0.0, 0
    for read in reading.articles:
        blocks = of_article[read.article.position]
        own = _lines(blocks, by_number)
        found = doubt(read.article, blocks, own)
        articles.append(replace(read, doubt=found))
        misread, whole = misread + found.chance * _size(own), whole + _size(own)
    unplaced = _size(_lines((block for block in of_article[None] if block.role == "fragment"), by_number))
    share = round((misread + unplaced) / (whole + unplaced), 3) if whole + unplaced else 0.0
    return replace(reading, articles=tuple(articles), doubt=share)


def _lines(blocks: Iterable[Block], by_number: Mapping[int, Line]) -> list[Line]:
    return [by_number[number] for block in blocks for number in block.numbers if number in by_number]


def _size(lines: Sequence[Line]) -> int:
    """Characters, without white space."""
    return sum(len("".join(line.raw.split())) for line in lines)


def _few_words(read: _Read) -> bool:
    return len(read.han) >= ENOUGH and _in_words(read.han) < WORDS


def _in_words(text: str) -> float:
    """The share of a text's characters that stand in words of two or more, the longest first."""
    words, place, inside = word_weights(), 0, 0
    while place < len(text):
        for size in range(LONGEST_WORD, 1, -1):
            if text[place : place + size] in words:
                inside += size
                place += size
                break
        else:
            place += 1
    return inside / len(text)


def _read_across(read: _Read) -> bool:
    body = [line for line in read.lines if len(line.text) > 8]
    return len(body) >= 4 and sum(bool(GAP.search(line.raw.strip())) for line in body) * 2 >= len(body)


def _no_text(read: _Read) -> bool:
    return bool(read.article.title) and not read.article.paragraphs


def _two_datelines(read: _Read) -> bool:
    return any(opening(paragraph).dateline for paragraph in read.article.paragraphs[1:])


def _headline_ends_in_stop(read: _Read) -> bool:
    return bool(STOP.search(read.article.title or ""))


def _short(read: _Read) -> bool:
    return read.article.kind != "photo" and 0 < len(read.han) < ENOUGH


def _stops_midway(read: _Read) -> bool:
    inner = (paragraph for paragraph in read.article.paragraphs[:-1] if len(paragraph) > PARAGRAPH)
    return any(not SENTENCE_END.search(paragraph) for paragraph in inner)


def _foreign_headline(read: _Read) -> bool:
    title, text = NOT_HAN.sub("", read.article.title or ""), read.han
    return len(title) > 1 and bool(text) and not any(pair in text for pair in _pairs(title))


def _pairs(text: str) -> Iterator[str]:
    return (text[place : place + 2] for place in range(len(text) - 1))


def _no_headline(read: _Read) -> bool:
    return read.article.title is None and read.article.kind != "photo"


def _ends_midway(read: _Read) -> bool:
    return read.article.ends_mid_sentence


QUESTIONS: dict[str, Callable[[_Read], bool]] = {
    "few_words": _few_words,
    "read_across": _read_across,
    "no_text": _no_text,
    "two_datelines": _two_datelines,
    "headline_ends_in_stop": _headline_ends_in_stop,
    "short": _short,
    "stops_midway": _stops_midway,
    "foreign_headline": _foreign_headline,
    "no_headline": _no_headline,
    "ends_midway": _ends_midway,
}


@cache
def _shares() -> dict[str, float]:
    """sign → share of the articles bearing it that are misread, in the table's order."""
    return {row["sign"]: float(row["share"]) for _, row in rows(SIGNS)}


@cache
def _settled_by() -> dict[str, str]:
    """sign → the part of an article (headline, text) that it is about: nothing, where people say what that is."""
    return {row["sign"]: row["settled_by"] for _, row in rows(SIGNS)}
