"""Lines → Signatures: which lines hold datelines, bylines and credits, or parts of them.

Start reading at `signatures`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.credit_text import MARKS, ORGANISATION, shares_role
from ingest.layout.credits import closing, is_credit_line, is_names_line, opening, opens_credit
from ingest.layout.grammar import DATED, SIGNED, UNANCHORED

CREDIT_TAIL = 12
"""Characters that a byline cut by a line's end leaves for the next line at most."""


@dataclass(frozen=True)
class Signatures:
    """All sequences have one entry a line."""

    datelines: tuple[bool, ...]
    anchors: tuple[int, ...]
    """What of grammar.ANCHOR_LEVELS each line's own text holds."""
    credit_lines: tuple[bool, ...]
    names_lines: tuple[bool, ...]
    tail_credits: tuple[bool, ...]
    """Whether the line is text that ends with a byline."""
    cut_credits: tuple[bool, ...]
    """Whether the line is the end of a byline that the line before began."""


def signatures(texts: Sequence[str]) -> Signatures:
    """Looks for datelines and credits in the lines of a page."""
    openings = [opening(text) for text in texts]
    credit_lines = tuple(is_credit_line(text) for text in texts)
    cut_credits = tuple(_ends_a_credit(before, text) for before, text in zip(["", *texts], texts, strict=False))
    tail_credits = _tail_credits(texts, credit_lines, cut_credits)
    return Signatures(
        datelines=tuple(bool(opening.dateline) for opening in openings),
        anchors=tuple(
            SIGNED if opening.credit or (tail and not goes_on) else DATED if opening.dateline else UNANCHORED
            for opening, tail, goes_on in zip(openings, tail_credits, _go_on_below(texts, credit_lines), strict=True)
        ),
        credit_lines=credit_lines,
        names_lines=tuple(is_names_line(text) for text in texts),
        tail_credits=tail_credits,
        cut_credits=cut_credits,
    )


def _go_on_below(texts: Sequence[str], credit_lines: Sequence[bool]) -> list[bool]:
    """Whether the line below each is the rest of a credit, its role given above: 本报通讯员 康某⏎闫某 摄."""
    below = zip([*texts[1:], ""], [*credit_lines[1:], False], strict=True)
    return [is_credit and shares_role(text) for text, is_credit in below]


def _tail_credits(texts: Sequence[str], credit_lines: Sequence[bool], cut_credits: Sequence[bool]) -> tuple[bool, ...]:
    """Whether each line ends with a byline; of one that is cut in two, the line that holds its end."""
    cut_after = (*cut_credits[1:], False)
    return tuple(
        cut or (not credit and not goes_on and closing(text).credit is not None)
        for text, credit, cut, goes_on in zip(texts, credit_lines, cut_credits, cut_after, strict=True)
    )


def _ends_a_credit(before: str, text: str) -> bool:
    """A byline at the end of the text that the line's end cut in two: …气温度。 ■ 本报记者 孙⏎文辉; a mark begins
    something else."""
    if not before or len(text) > CREDIT_TAIL or text.startswith(tuple(MARKS)):
        return False
    whole = closing(before).credit
    if whole and (opens_credit(text) or is_credit_line(text) or ORGANISATION.fullmatch(text)):
        return False
    found = closing(before + text)
    return found.credit is not None and found.end < len(before) and text.rstrip("）)】] ") in found.credit
