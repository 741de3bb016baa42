"""Credits as printed → who, in what role, in order.

    bylines(("记者 王某斌 通讯员 张某",)) → (Byline("王某斌", "记者"), Byline("张某", "通讯员"))

The words of a credit are read by layout/credit_text.py; here glued runs (苏辰妍潘沁) are parted. Names that the
same credits print clearly, and names known from elsewhere, decide first; where a run can be cut in two ways it
stays whole. Start reading at `bylines`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.layout.credit_text import Group, credit_of
from ingest.model import Byline
from ingest.names import cut, is_name, is_open

Credits = tuple[str, ...]


def bylines(credits: Credits, names: frozenset[str] = frozenset()) -> tuple[Byline, ...]:
    """The names in an article's credits with their roles, in order, each name once.

    `names` are contributors known from elsewhere; they only decide where a glued run of names is cut.
    """
    known = names | clear_names(credits)
    roles: dict[str, str | None] = {}
    for group in _groups(credits):
        for run in group.names:
            for name in cut(run, known):
                roles[name] = roles.get(name) or group.role
    return tuple(Byline(name, role) for name, role in roles.items())


def clear_names(credits: Credits) -> frozenset[str]:
    """The names that print itself parts from one another."""
    return frozenset(run for group in _groups(credits) for run in group.names if len(run) < 4 or is_name(run))


def open_runs(credits: Credits) -> bool:
    """Whether the credits hold a glued run that more known names could part."""
    known = clear_names(credits)
    return any(is_open(run, known) for group in _groups(credits) for run in group.names)


def _groups(credits: Credits) -> Iterator[Group]:
    for text in credits:
        credit = credit_of(text)
        if credit:
            yield from credit.groups
