"""How well persons, their offices and organisations are found: `python -m tests.people` scores the seeds.

The truth stands beside the other annotations of a page:

    people.tsv          article, name, title, organisations: a row for each office of a person; names of the
                        organisation that are as right are parted by blanks, - among them where none is
    organisations.tsv   article, required, forms: names and printed forms of one organisation; no: it may be left out

Bylines are scored by tests/evaluate.py.
"""

from __future__ import annotations

import argparse
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from ingest.rules import rows
from tests.evaluate import Archive, Gold, match

ROOT = Path(__file__).parents[1]


def scored(db: sqlite3.Connection, gold: Path) -> tuple[Counter[str], list[str]]:
    """(numbers of persons, offices and organisations that are right, wrong and missed; the disagreements)."""
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for folder in sorted(path.parent for path in gold.glob("*/people.tsv")):
        archive = Archive(db, folder.name)
        for number, article in match(Gold(folder, archive.text), archive).items():
            _score_people(counts, errors, _rows(folder / "people.tsv", number), _persons(db, article))
            _score_organisations(
                counts, errors, _rows(folder / "organisations.tsv", number), _organisations(db, article)
            )
    return counts, errors


def _score_people(
    counts: Counter[str], errors: list[str], truth: list[dict[str, str]], found: list[tuple[Any, ...]]
) -> None:
    names, have = {row["name"] for row in truth}, {name for name, *_ in found}
    counts["person right"] += len(names & have)
    counts["person wrong"] += len(have - names)
    counts["person missed"] += len(names - have)
    errors += [f"person wrong: {name}" for name in sorted(have - names)]
    errors += [f"person missed: {name}" for name in sorted(names - have)]
    for row in truth:
        if row["name"] not in have or not row["title"]:
            continue
        right = any(
            name == row["name"]
            and title == row["title"]
            and (organisation or "-") in (row["organisations"] or "-").split()
            for name, title, organisation in found
        )
        counts["office right" if right else "office wrong"] += 1
        errors += [] if right else [f"office wrong: {row} {[one for one in found if one[0] == row['name']]}"]


def _score_organisations(
    counts: Counter[str], errors: list[str], truth: list[dict[str, str]], found: dict[str, set[str]]
) -> None:
    for name, forms in found.items():
        known = any(forms & set(row["forms"].split()) for row in truth)
        counts["organisation right" if known else "organisation wrong"] += 1
        errors += [] if known else [f"organisation wrong: {name}"]
    for row in truth:
        if row["required"] == "yes":
            is_found = any(forms & set(row["forms"].split()) for forms in found.values())
            counts["organisation found" if is_found else "organisation missed"] += 1
            errors += [] if is_found else [f"organisation missed: {row['forms']}"]


def measures(counts: Counter[str]) -> Iterator[tuple[str, float]]:
    """Precision and recall, and the share of offices that are right."""
    yield "persons precision", _share(counts["person right"], counts["person wrong"])
    yield "persons recall", _share(counts["person right"], counts["person missed"])
    yield "offices right", _share(counts["office right"], counts["office wrong"])
    yield "organisations precision", _share(counts["organisation right"], counts["organisation wrong"])
    yield "organisations recall", _share(counts["organisation found"], counts["organisation missed"])


def _share(part: int, rest: int) -> float:
    return part / (part + rest) if part + rest else 1.0


def _rows(path: Path, number: int) -> list[dict[str, str]]:
    return [row for _, row in rows(path) if row["article"] == str(number)]


def _persons(db: sqlite3.Connection, article: int) -> list[tuple[Any, ...]]:
    sql = """select people.name, title, organisations.name from person_mentions join people on people.id = person_id
        left join organisations on organisations.id = organisation_id where article_id = ? and role = 'named'"""
    return [tuple(row) for row in db.execute(sql, [article])]


def _organisations(db: sqlite3.Connection, article: int) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    sql = """select name, text from organisation_mentions join organisations on organisations.id = organisation_id
        where article_id = ?"""
    for name, text in db.execute(sql, [article]):
        found.setdefault(name, {name}).add(text)
    return found


def of_the_seeds() -> tuple[Counter[str], list[str]]:
    """The scores of archive.db, which holds the seeds as they are read now."""
    with closing(sqlite3.connect(f"file:{ROOT / 'archive.db'}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return scored(db, ROOT / "tests/gold")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list each disagreement")
    options = parser.parse_args()
    counts, errors = of_the_seeds()
    for name, value in measures(counts):
        print(f"{name:26} {value:.3f}")
    print("\n".join(errors if options.errors else []))


if __name__ == "__main__":
    main()
