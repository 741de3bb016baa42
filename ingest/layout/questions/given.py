"""What people say of a line: its role, that an item begins with it, that it goes on."""

from __future__ import annotations

from ingest.layout.questions.register import Question, question_where
from ingest.layout.sheet import Sheet
from ingest.model import ROLES


@question_where("given")
def given_beginning(sheet: Sheet, index: int) -> float:
    """An item begins here (1), or does not (-1)."""
    given = sheet.lines[index].given
    return 0 if given is None or given.begins is None else 1 if given.begins else -1


@question_where("given")
def given_joined(sheet: Sheet, index: int) -> float:
    """The line goes on with the line before (1), or does not (-1)."""
    given = sheet.lines[index].given
    return 0 if given is None or given.joins is None else 1 if given.joins else -1


def _given_role(role: str) -> Question:
    def ask(sheet: Sheet, index: int) -> float:
        given = sheet.lines[index].given
        return given is not None and given.role == role

    ask.__name__ = f"given_{role}"
    return ask


for _role in ROLES:
    if _role != "furniture":  # that is set aside before questions are asked
        question_where("given")(_given_role(_role))
"""given_title, given_body …: one for each role."""
