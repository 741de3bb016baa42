"""The engine of rule tables, and every pattern table: each row wins its example and leaves its counterexample."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import rules
from ingest.errors import BadInput
from ingest.layout import evidence
from ingest.layout.furniture import PIECES, WHOLE_LINES
from ingest.layout.questions import QUESTIONS
from ingest.layout.questions.poems import POEMS
from ingest.layout.questions.words import LINKING_WORDS, PARAGRAPH_OPENERS, PLACE_KICKERS
from ingest.layout.sections import SECTIONS

ROOT = Path(rules.__file__).parent
PATTERN_TABLES = [
    path
    for path in sorted(ROOT.rglob("tables/*.tsv"))
    if {"name", "pattern", "example"} <= set(next(rules.rows(path))[1])
]

TABLES_AS_ONE = [WHOLE_LINES, PIECES, POEMS, PARAGRAPH_OPENERS, LINKING_WORDS, PLACE_KICKERS, SECTIONS]


def written(folder: Path, text: str) -> Path:
    path = folder / "facts.tsv"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("path", PATTERN_TABLES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_each_row_keeps_its_promise(path: Path) -> None:
    assert rules.problems(path) == []


@pytest.mark.parametrize("path", TABLES_AS_ONE, ids=lambda path: path.name)
def test_all_patterns_as_one_find_what_each_finds_by_itself(path: Path) -> None:
    table = rules.table(path)
    texts = [text for rule in table for text in (rule.example, rule.counterexample)]
    assert [rules.any_found(path, text) for text in texts] == [rules.first(table, text) is not None for text in texts]


def test_all_kinds_of_lines_have_their_tables() -> None:
    assert {"sections.tsv", "furniture.tsv", "place_kickers.tsv"} <= {path.name for path in PATTERN_TABLES}


def test_notes_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, "# where the facts come from\nname\tpattern\texample\n\nyear\t\\d{4}年\t2025年\n")
    assert [(rule.name, rule.line) for rule in rules.table(path)] == [("year", 4)]


def test_the_first_rule_that_finds_something_wins(tmp_path: Path) -> None:
    path = written(tmp_path, "name\tpattern\texample\nday\t\\d日\t8日\nmonth\t\\d月\t3月\n")
    found = rules.first(rules.table(path), "3月8日")
    assert found is not None and found.name == "day"
    assert rules.first(rules.table(path), "近日") is None


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("year\t\\d{4}年", "facts.tsv:2: no example"),
        ("\t\\d{4}年\t2025年", "facts.tsv:2: no name"),
        ("year\t(\\d{4}年\t2025年", "facts.tsv:2: pattern is no regular expression: "),
        ("year\t\\d{4}年\t2025年\tone\ttoo many", "facts.tsv:2: 5 cells, expected 3: name, pattern, example"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    path = written(tmp_path, f"name\tpattern\texample\n{row}\n")
    with pytest.raises(BadInput) as caught:
        rules.table(path)
    assert str(caught.value).startswith(message)


def test_a_broken_promise_is_named_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "name\tpattern\texample\tcounterexample\nyear\t\\d{4}年\t近年\t2025年\n")
    assert rules.problems(path) == [
        "facts.tsv:2: example not matched: 近年",
        "facts.tsv:2: counterexample matched: 2025年",
    ]


def test_every_question_is_weighed() -> None:
    asked = {row["question"] for _, row in rules.rows(evidence.TABLE)}
    assert asked == set(QUESTIONS)


def test_every_weight_has_its_reason() -> None:
    assert all(row["because"] for _, row in rules.rows(evidence.TABLE))
