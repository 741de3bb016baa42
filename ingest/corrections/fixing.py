"""What a person says at the command line or in the browser → corrections, and how a page changes by them.

    said(page, 12, ["role=title", "begins"], by="王某", at=now())  →  [Correction("01.txt", …, 12, "丰收在望", …), …]

Start reading at `said`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timezone
from difflib import unified_diff

from ingest.columns import aligned, clipped
from ingest.corrections.kinds import DECLINE, UNDO, kinds, parted
from ingest.errors import BadInput
from ingest.explain import explain
from ingest.model import Correction, Page, Reading

HEADS = ("id", "page", "correction", "by", "at", "state", "printed")

EXCERPT = 40
"""Columns of a printed line in the list: enough to know it by."""

WIDTH = 100
"""Columns to which lines are cut where no terminal tells."""

AROUND = 2
"""Lines shown before and after what has changed."""


def now() -> str:
    """The time as corrections note it: 2025-06-14T08:30:00Z."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def said(
    page: Page, line: int | None, what: Iterable[str], by: str, at: str, note: str = "", suggested: bool = False
) -> list[Correction]:
    """The corrections that say so of a line of a page, or of the whole page where no line is given.

    Raises BadInput, with what to write instead, for what cannot be said there.
    """
    texts = page.text.split("\n")
    if line is not None and line > len(texts):
        raise BadInput(page.file, f"has no line {line}; its last is line {len(texts)}")
    if line is not None and not texts[line - 1].strip():
        raise BadInput(page.file, "this line is blank; name one that is printed", line)
    found = []
    for each in what:
        try:
            kind, value = parted(each)
        except ValueError as problem:
            raise BadInput(page.file, str(problem), line) from None
        of_page = kinds()[kind].of == "page"
        if not of_page and line is None:
            raise BadInput(page.file, f"{each} is said of a line; give its number before it")
        number, printed = (None, "") if of_page or line is None else (line, texts[line - 1].strip())
        found.append(Correction(page.file, page.sha256, number, printed, kind, value, by, at, note, suggested))
    return found


def undone(correction: Correction, by: str, at: str, note: str = "") -> Correction:
    """The row that takes a correction back, or turns a suggestion down. Raises BadInput for one that did just that."""
    if correction.kind in (UNDO, DECLINE):
        raise BadInput(correction.file, f"this takes back {correction.value}; say that again to have it back")
    kind = DECLINE if correction.suggested else UNDO
    says = f"{correction.kind}={correction.value}"
    return replace(correction, kind=kind, value=says, by=by, at=at, note=note, suggested=False)


def changes(before: Reading, after: Reading, columns: int | None = None) -> Iterator[str]:
    """The lines of `explain` that differ, with those around them: `-` as it was read, `+` as it is read now."""
    was, now_is = (list(explain(reading, (columns or WIDTH) - 1)) for reading in (before, after))
    found = [line for line in unified_diff(was, now_is, n=AROUND, lineterm="") if not line.startswith(("---", "+++"))]
    yield from ("…" if line.startswith("@@") else line for line in found)
    if not found:
        yield "The page is read as before."


def listed(rows: Sequence[tuple[int, Correction, str, int | None]]) -> Iterator[str]:
    """A table of corrections: (number, correction, state, line where it stands) each."""
    if rows:
        yield from aligned([HEADS, *map(_row, rows)], right=(0,))
    else:
        yield "no corrections"


def _row(row: tuple[int, Correction, str, int | None]) -> tuple[str, ...]:
    number, one, state, line = row
    place = one.file if line is None else f"{one.file}:{line}"
    says = f"{one.kind} {one.value}" if one.kind in (UNDO, DECLINE) else f"{one.kind}={one.value}"
    return str(number), place, clipped(says, EXCERPT), one.by, one.at, state, clipped(one.printed, EXCERPT)
