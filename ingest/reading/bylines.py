"""Credits as printed → who, in what role, in order.

    bylines(("记者 王某斌 通讯员 张某",)) → (Byline("王某斌", "记者"), Byline("张某", "通讯员"))

The words of a credit are read by layout/credit_text.py; here glued runs (苏辰妍潘沁) are parted. Names that the
same credits print clearly, and names known from elsewhere, decide first; where a run can be cut in two ways it
stays whole. Start reading at `bylines`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.layout.credit_text import Run, contributors, credit_of, fold, is_office
from ingest.model import Byline
from ingest.names import cut, is_open


def bylines(credits: tuple[str, ...], names: frozenset[str] = frozenset()) -> tuple[Byline, ...]:
    """The names in an article's credits with their roles, in order, each name once.

    `names` are contributors known from elsewhere; they only decide where a glued run of names is cut.
    """
    known = names | clear_names(credits)
    roles: dict[str, str | None] = {}
    for run in _runs(credits):
        for name in _names(run.text, known):
            roles[name] = roles.get(name) or run.role
    return tuple(Byline(name, role) for name, role in roles.items())


def clear_names(credits: tuple[str, ...]) -> frozenset[str]:
    """The names that print itself parts from one another."""
    return frozenset(run.text for run in _runs(credits) if _is_clear(run.text))


def open_runs(credits: tuple[str, ...]) -> bool:
    """Whether the credits hold a glued run that more known names could part."""
    known = clear_names(credits)
    return any(not _is_clear(run.text) and is_open(run.text, known) for run in _runs(credits))


def _names(run: str, known: frozenset[str]) -> tuple[str, ...]:
    return (run,) if _is_clear(run) else cut(run, known)


def _is_clear(run: str) -> bool:
    return len(run) < 4 or "·" in run or is_office(run)


def _runs(credits: tuple[str, ...]) -> Iterator[Run]:
    for text in _mended(credits):
        if credit := credit_of(text):
            yield from contributors(credit)


def _mended(credits: tuple[str, ...]) -> tuple[str, ...]:
    """（记者 舒某 and 白某 通讯员 李某）: a bracket that a line end broke is one credit again."""
    opened = next((text for text in credits if _brackets(text) == (1, 0)), None)
    closed = next((text for text in credits if _brackets(text) == (0, 1)), None)
    if opened is None or closed is None:
        return credits
    return (*(text for text in credits if text not in (opened, closed)), f"{opened}\n{closed}")


def _brackets(text: str) -> tuple[int, int]:
    """How many it opens and closes."""
    folded = fold(text)
    return folded.count("("), folded.count(")")
