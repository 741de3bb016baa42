"""A body cut for printing: paragraphs and crossheads, and in them the sentences that state a figure.

    全市新建工会组织416家。工会很忙。  →  piece 1 "全市新建工会组织416家" (sentence 1), piece 2 "。工会很忙。"

Start reading at `typeset`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.web.queries import Row


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph."""

    text: str
    sentence: int | None
    """Number of the sentence that states a figure, from 1; None for the text between."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body."""

    crosshead: bool
    pieces: tuple[Piece, ...]


def typeset(body: str, crossheads: set[str], figures: list[Row]) -> tuple[list[Paragraph], dict[str, int]]:
    """The paragraphs, and the number of each sentence that states a figure and was found in them."""
    found = _found(body, dict.fromkeys(figure["sentence"] for figure in figures))
    numbers = {sentence: number for number, (_, sentence) in enumerate(found, 1)}
    waiting, offset = found[::-1], 0
    paragraphs = []
    for text in body.split("\n\n"):
        end = offset + len(text)
        inside = []
        while waiting and waiting[-1][0] < end:
            begin, sentence = waiting.pop()
            inside.append((begin - offset, sentence))
        pieces = tuple(_pieces(text, inside, numbers))
        paragraphs.append(Paragraph("".join(text.split()) in crossheads, pieces))
        offset = end + len("\n\n")
    return paragraphs, numbers


def _found(body: str, sentences: Iterable[str]) -> list[tuple[int, str]]:
    """Where sentences begin; they come in the order of the text, so each is looked for behind the one before it."""
    found, end = [], 0
    for sentence in sentences:
        begin = body.find(sentence, end)
        if begin >= 0 and "\n\n" not in sentence:
            found.append((begin, sentence))
            end = begin + len(sentence)
    return found


def _pieces(text: str, sentences: list[tuple[int, str]], numbers: dict[str, int]) -> Iterator[Piece]:
    end = 0
    for begin, sentence in sentences:
        if begin > end:
            yield Piece(text[end:begin], None)
        yield Piece(sentence, numbers[sentence])
        end = begin + len(sentence)
    if text[end:]:
        yield Piece(text[end:], None)
