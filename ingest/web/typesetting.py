"""A body cut for printing: paragraphs and crossheads, and in them the sentences that state a figure.

    新建工会组织416家。工会很忙。  →  sentence 1: "新建工会组织", figure "416家", "。"; no sentence: "工会很忙。"

Start reading at `typeset`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from ingest.web.queries import Row

BETWEEN_PARAGRAPHS = "\n\n"

Overlay = tuple[int, int, dict[str, Any]]
"""Where a stretch of the body begins and ends, and what is said of it: {"hit": True}."""


@dataclass(frozen=True)
class Stretch:
    """A few characters of a sentence."""

    text: str
    figure: bool
    """Whether they are a figure's words."""
    hit: bool = False
    """Whether they were looked for."""
    person: int | None = None
    """The number of the person whose name they are."""
    organisation: int | None = None


@dataclass(frozen=True)
class Piece:
    """A part of a paragraph."""

    stretches: tuple[Stretch, ...]
    sentence: int | None
    """Number of the sentence that states a figure, from 1; None for the text between."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body."""

    crosshead: bool
    pieces: tuple[Piece, ...]


def typeset(body: str, crossheads: set[str], figures: list[Row]) -> tuple[list[Paragraph], dict[str, int]]:
    """The paragraphs, and the number of each sentence that states a figure and was found in them."""
    stating: dict[str, list[str]] = {}
    for figure in figures:
        stating.setdefault(figure["sentence"], []).append(figure["text"])
    begins = _begins(body, stating)
    numbers = {sentence: number for number, sentence in enumerate(begins, 1)}
    waiting = list(begins)[::-1]
    paragraphs, end = [], 0
    for text in body.split(BETWEEN_PARAGRAPHS):
        end += len(text) + len(BETWEEN_PARAGRAPHS)
        inside = []
        while waiting and begins[waiting[-1]] < end:
            inside.append(waiting.pop())
        pieces = tuple(_piece(part, numbers.get(part) if found else None, stating) for part, found in cut(text, inside))
        paragraphs.append(Paragraph("".join(text.split()) in crossheads, pieces))
    return paragraphs, numbers


def with_hits(paragraphs: list[Paragraph], spans: list[tuple[int, int]]) -> list[Paragraph]:
    """The same paragraphs, cut once more where what was looked for begins and ends in the body."""
    return _overlaid(paragraphs, [(*span, {"hit": True}) for span in spans])


def with_names(body: str, paragraphs: list[Paragraph], people: list[Row], organisations: list[Row]) -> list[Paragraph]:
    """… and where the body first names a person or organisation: `text` of each row is what stands for its `id`.

    The longer of two that overlap is marked, and of those with the same `id` only the first.
    """
    found = [*_first(body, people, "person"), *_first(body, organisations, "organisation")]
    kept: list[Overlay] = []
    for one in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if all(one[1] <= start or end <= one[0] for start, end, _ in kept) and one[2] not in [its for *_, its in kept]:
            kept.append(one)
    return _overlaid(paragraphs, sorted(kept, key=lambda one: one[0]))


def _first(body: str, named: list[Row], kind: str) -> Iterator[Overlay]:
    for row in named:
        start = body.find(row["text"])
        if start >= 0:
            yield start, start + len(row["text"]), {kind: row["id"]}


def _overlaid(paragraphs: list[Paragraph], spans: list[Overlay]) -> list[Paragraph]:
    """The same paragraphs, cut where spans of the body begin and end, with what is said of these."""
    waiting, at = list(spans)[::-1], 0
    marked = []
    for paragraph in paragraphs:
        pieces = []
        for piece in paragraph.pieces:
            stretches: list[Stretch] = []
            for stretch in piece.stretches:
                stretches += _marked(stretch, at, waiting)
                at += len(stretch.text)
            pieces.append(replace(piece, stretches=tuple(stretches)))
        marked.append(replace(paragraph, pieces=tuple(pieces)))
        at += len(BETWEEN_PARAGRAPHS)
    return marked


def _marked(stretch: Stretch, at: int, waiting: list[Overlay]) -> Iterator[Stretch]:
    """A stretch that begins at that place of the body, cut; `waiting` is a stack of spans, the next one last."""
    end = at + len(stretch.text)
    done = at
    while waiting and waiting[-1][0] < end:
        first, last, said = waiting[-1]
        before, inside = (done, max(first, done)), (max(first, done), min(last, end))
        for (start, stop), changes in ((before, {}), (inside, said)):
            if start < stop:
                yield replace(stretch, text=stretch.text[start - at : stop - at], **changes)
        done = max(done, min(last, end))
        if last > end:
            break
        waiting.pop()
    if done < end:
        yield replace(stretch, text=stretch.text[done - at :])


def cut(text: str, parts: Iterable[str]) -> list[tuple[str, bool]]:
    """The text cut so that parts that follow each other in it stand alone, true for those.

    >>> cut("建成驿站373个、小屋776家。", ["373个", "776家"])
    [('建成驿站', False), ('373个', True), ('、小屋', False), ('776家', True), ('。', False)]
    """
    pieces, end = [], 0
    for part in parts:
        begin = text.find(part, end)
        if part and begin >= 0:
            pieces += [(text[end:begin], False), (part, True)]
            end = begin + len(part)
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def _begins(body: str, sentences: Iterable[str]) -> dict[str, int]:
    """Where sentences begin; they come in the order of the text, so each is looked for behind the one before it."""
    begins, end = {}, 0
    for sentence in sentences:
        begin = body.find(sentence, end)
        if sentence and begin >= 0 and BETWEEN_PARAGRAPHS not in sentence:
            begins[sentence] = begin
            end = begin + len(sentence)
    return begins


def _piece(text: str, number: int | None, stating: dict[str, list[str]]) -> Piece:
    figures = stating[text] if number else []
    return Piece(tuple(Stretch(*stretch) for stretch in cut(text, figures)), number)
