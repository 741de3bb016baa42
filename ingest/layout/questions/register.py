"""The register of questions: a name of tables/evidence.tsv → the function that answers it."""

from __future__ import annotations

from collections.abc import Callable

from ingest.layout.sheet import Sheet

Question = Callable[[Sheet, int], float]

QUESTIONS: dict[str, Question] = {}

NEEDS: dict[str, str] = {}
"""What a page must tell of its lines (one of Sheet.tells) for a question to have any answer but 0."""


def question(ask: Question) -> Question:
    """Registers a question under its name."""
    QUESTIONS[ask.__name__] = ask
    return ask


def question_where(told: str) -> Callable[[Question], Question]:
    """Registers a question that is asked of pages alone that tell this of their lines."""

    def register(ask: Question) -> Question:
        NEEDS[ask.__name__] = told
        return question(ask)

    return register


@question
def always(sheet: Sheet, index: int) -> float:
    return 1
