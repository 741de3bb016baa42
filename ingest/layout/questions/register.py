"""The register of questions: a name of tables/evidence.tsv → the function that answers it."""

from __future__ import annotations

from collections.abc import Callable

from ingest.layout.sheet import Sheet

Question = Callable[[Sheet, int], float]

QUESTIONS: dict[str, Question] = {}


def question(ask: Question) -> Question:
    """Registers a question under its name."""
    QUESTIONS[ask.__name__] = ask
    return ask


@question
def always(sheet: Sheet, index: int) -> float:
    return 1
