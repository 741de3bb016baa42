"""Weighs what speaks for and against each role at each line, by tables/evidence.tsv.

answers(sheet, 12)  →  {"always": 1, "marked": True, "heading_shape": 0.8, …}
weigh(answers)  →  {"title": 4.5, "body": -6.0, "begin.last": …}
arguments(answers, ("title", "title.first"))  →  [Argument("marked", 5.0, "Markdown marks headlines"), …]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ingest import rules
from ingest.errors import BadInput
from ingest.layout.questions import QUESTIONS
from ingest.layout.questions.register import NEEDS, Question
from ingest.layout.sheet import Sheet

TABLE = Path(__file__).parent / "tables" / "evidence.tsv"

Answers = Mapping[str, float]
"""What the questions of the table answer at a line; those that answer 0 are left out."""

HEADLINE = (
    "section", "kicker", "kicker+", "title", "title+", "title++", "subtitle", "subtitle+"
)  # fmt: skip

GROUPS = {
    "headline": HEADLINE,
    "heading": (*HEADLINE, "crosshead", "crosshead+", "stray", "stray+"),
    "text": ("lead", "lead+", "body", "body+", "fresh", "reply"),
    "paragraph": ("lead", "body", "fresh", "reply"),
    "byline": ("byline", "signer"),
}


class Argument(NamedTuple):
    """One thing that speaks for (positive) or against (negative) a role at a line."""

    question: str
    weight: float
    because: str

    def __str__(self) -> str:
        return f"{self.weight:+.1f}  {self.question}: {self.because}"


def answers(sheet: Sheet, index: int) -> dict[str, float]:
    """Asks every question of the table that the page can answer at a line, in the table's order."""
    return {question: answer for question, ask in _asked(sheet.tells) if (answer := ask(sheet, index))}


def weigh(answers: Answers) -> dict[str, float]:
    """The sum of all arguments for each role (and role.form, begin.form, text-ends …) at a line; absent means 0."""
    sums: dict[str, float] = defaultdict(float)
    for question, answer in answers.items():
        for role, weight, _ in _table()[question]:
            sums[role] += weight * answer
    return sums


def arguments(answers: Answers, roles: Iterable[str]) -> list[Argument]:
    """What speaks for and against these roles at a line, the weightiest first."""
    wanted = set(roles)
    found = [
        Argument(_said(question, answer), weight * answer, because)
        for question, answer in answers.items()
        for role, weight, because in _table()[question]
        if role in wanted
    ]
    return sorted(found, key=lambda argument: -abs(argument.weight))


def decisive(answers: Answers, roles: Iterable[str], rivals: Iterable[str]) -> str | None:
    """The question that speaks most for these roles, or against their rivals, at a line; None where none does."""
    balance: dict[str, float] = defaultdict(float)
    for argument in arguments(answers, roles):
        balance[argument.question] += argument.weight
    for argument in arguments(answers, rivals):
        balance[argument.question] -= argument.weight
    balance.pop("always", None)
    best = max(balance, key=lambda question: balance[question], default=None)
    return best if best and balance[best] > 0 else None


def _said(question: str, answer: float) -> str:
    return question if answer > 0 else f"not {question}"


@cache
def _asked(tells: frozenset[str]) -> tuple[tuple[str, Question], ...]:
    asked = (question for question in _table() if question not in NEEDS or NEEDS[question] in tells)
    return tuple((question, QUESTIONS[question]) for question in asked)


@cache
def _table() -> dict[str, list[tuple[str, float, str]]]:
    """question → [(role, weight, because)]. Raises BadInput for a row that names no question or no number."""
    bearings: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
    for number, row in rules.rows(TABLE):
        if row["question"] not in QUESTIONS:
            raise BadInput(TABLE.name, f"no question named {row['question']} in questions/", number)
        try:
            weight = float(row["weight"])
        except ValueError:
            raise BadInput(TABLE.name, f"{row['weight']!r} is no weight", number) from None
        for role in expanded(row["roles"].split()):
            bearings[row["question"]].append((role, weight, row["because"]))
    return dict(bearings)


def expanded(names: list[str]) -> list[str]:
    """The roles that a cell of the table names, groups spelled out: text.bare → lead.bare, lead+.bare, …"""
    expanded = []
    for name in names:
        group, dot, form = name.partition(".")
        expanded += [role + dot + form for role in GROUPS.get(group, (group,))]
    return expanded
