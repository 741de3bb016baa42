"""Credits as printed become names with roles."""

import csv
import json
from pathlib import Path

import pytest

from ingest.layout.credits import closing, is_credit_line, is_names_line, opening, opens_credit
from ingest.reading.bylines import bylines

EXAMPLES = Path(__file__).parent / "examples"


def credits_of(text: str) -> tuple[str, ...]:
    """The credits of a piece of newspaper text, cut out line by line."""
    credits: list[str] = []
    open_credit = False
    for line in text.split("\n"):
        if is_credit_line(line) or opens_credit(line):
            credits.append(line)
            open_credit = True
        elif open_credit and is_names_line(line):
            credits[-1] += "\n" + line
        else:
            open_credit = False
            head = opening(line)
            tail = closing(line[head.start :])
            credits += [credit for credit in (head.credit, tail.credit) if credit]
    return tuple(credits)


def forms():
    with (EXAMPLES / "bylines.tsv").open(encoding="utf-8", newline="") as file:
        return [
            pytest.param(row["text"].replace("⏎", "\n"), json.loads(row["expected"]), id=row["id"])
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


@pytest.mark.parametrize(("text", "expected"), forms())
def test_forms_of_many_papers(text, expected):
    """Each form gives exactly its names and roles."""
    assert [[byline.name, byline.role] for byline in bylines(credits_of(text))] == expected
