"""A body cut for printing: paragraphs and crossheads, and in them the sentences that state a figure.

    全市新建工会组织416家。工会很忙。  →  piece 1 "全市新建工会组织416家" (sentence 1), piece 2 "。工会很忙。"

Start reading at `typeset`.
"""

from __future__ import annotations

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
    """The paragraphs, and the number of each sentence that states a figure and was found in them.

    Figures come in the order of the text, so each sentence is looked for behind the one before it.
    """
    paragraphs: list[Paragraph] = []
    numbers: dict[str, int] = {}
    waiting = list(dict.fromkeys(figure["sentence"] for figure in figures))
    for text in body.split("\n\n"):
        pieces, end = [], 0
        for sentence in waiting[:]:
            begin = text.find(sentence, end)
            if begin < 0:
                continue
            waiting.remove(sentence)
            numbers[sentence] = len(numbers) + 1
            pieces += [Piece(text[end:begin], None), Piece(sentence, numbers[sentence])]
            end = begin + len(sentence)
        pieces.append(Piece(text[end:], None))
        kept = tuple(piece for piece in pieces if piece.text)
        paragraphs.append(Paragraph("".join(text.split()) in crossheads, kept))
    return paragraphs, numbers
