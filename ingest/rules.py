"""The engine of all rule tables: loads a TSV, checks its shape, and says which row wins.

A table's first line that is no comment names its columns; lines that begin with `# ` are notes (where the
facts come from, which sentence made a row needed). A pattern table has the columns

    name    pattern    example    counterexample    …

one Python regular expression a row, an example it must win and (where one is at hand) a text that it must
leave alone. `problems()` lists every row that breaks its promise; one test runs it over all tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.errors import BadInput


@dataclass(frozen=True)
class Rule:
    """One row of a pattern table."""

    name: str
    pattern: re.Pattern[str]
    example: str
    counterexample: str
    line: int
    """Line number in the table's file."""
    row: dict[str, str]
    """The whole row, for the columns that one table has beside these."""


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, {column: cell}) for each row of a TSV.

    Raises BadInput, naming file and line, for a row with too many or too few cells.
    """
    columns: list[str] | None = None
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise BadInput(path.name, f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}", number)
        cells += [""] * (len(columns) - len(cells))
        yield number, dict(zip(columns, cells, strict=True))


@cache
def table(path: Path) -> tuple[Rule, ...]:
    """The pattern rules of a table, in order. Raises BadInput for a row that is no rule."""
    return tuple(_rule(path, number, row) for number, row in rows(path))


@cache
def words(path: Path, column: str = "word") -> frozenset[str]:
    """The words of one column of a table."""
    return frozenset(row[column] for _, row in rows(path))


def first(rules: Iterable[Rule], text: str) -> Rule | None:
    """The first rule whose pattern is found in the text."""
    return next((rule for rule in rules if rule.pattern.search(text)), None)


def any_found(path: Path, text: str) -> bool:
    """Whether any pattern of a table is found in the text: `first`, where it does not matter which."""
    return _one_pattern(path).search(text) is not None


@cache
def _one_pattern(path: Path) -> re.Pattern[str]:
    """All patterns of a table as one; groups that a pattern refers to have names of their own."""
    return re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in table(path)))


def problems(path: Path) -> list[str]:
    """What is wrong with a pattern table, one line each: `furniture.tsv:17: example not matched: …`."""
    found = []
    for rule in table(path):
        if not rule.pattern.search(rule.example):
            found.append(f"{path.name}:{rule.line}: example not matched: {rule.example}")
        if rule.counterexample and rule.pattern.search(rule.counterexample):
            found.append(f"{path.name}:{rule.line}: counterexample matched: {rule.counterexample}")
    return found


def _rule(path: Path, number: int, row: dict[str, str]) -> Rule:
    missing = [column for column in ("name", "pattern", "example") if not row.get(column)]
    if missing:
        raise BadInput(path.name, f"no {' and no '.join(missing)}", number)
    try:
        pattern = re.compile(row["pattern"])
    except re.error as problem:
        raise BadInput(path.name, f"pattern is no regular expression: {problem}", number) from None
    return Rule(row["name"], pattern, row["example"], row.get("counterexample", ""), number, row)
