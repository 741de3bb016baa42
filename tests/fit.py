"""Fits the weights of layout/tables/evidence.tsv to pages whose reading is known: annotated, or put right by people.

python -m tests.fit                                    the annotated pages of tests/judging and the seeds
python -m tests.fit pages/ --corrections pages/corrections.tsv    and the pages of which people put something right
python -m tests.fit … --write                          writes the weights into the table

What is known of a page is given to the reader as a curator would give it; the best reading that follows it is held
against the best one without it, and weights move towards the former where the two differ (an averaged structured
perceptron, M. Collins 2002). Rows of what is given stay. Two fifths of the annotated pages are left out and tell,
before and after, of how many lines the role is read wrong; weights that do not help there are not worth writing.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest import rules
from ingest.characters import is_traditional, simplified
from ingest.corrections import files
from ingest.corrections.applying import given, mended
from ingest.corrections.placing import settled
from ingest.layout import evidence, grammar
from ingest.layout.blocks import fitted
from ingest.layout.evidence import TABLE, Answers
from ingest.layout.lines import lines
from ingest.layout.pages import text_of
from ingest.layout.path import Step, labels
from ingest.layout.pieces import BLOCK_ROLES
from ingest.layout.sheet import Sheet
from ingest.model import Line, Mend
from ingest.sources import find
from tests.evaluate import Gold

ROOT = Path(__file__).parents[1]
ANNOTATED = (
    (ROOT / "tests/judging", ROOT / "tests/judging/gold", "[0-5]?_*"),
    (ROOT / "seeds", ROOT / "tests/gold", "0*"),
)

RATE = 0.05
"""Nats that a weight moves for one answer that speaks for the wrong reading."""

ROUNDS = 4
LEFT_OUT = 5
"""Of five annotated pages the last two are left out."""

Row = int
"""A row of the table, by its line there."""


@dataclass(frozen=True)
class Example:
    """A page, and what is known of its reading."""

    name: str
    free: tuple[Line, ...]
    known: tuple[Line, ...]
    """The same lines with what is given of them."""
    roles: Mapping[int, str]
    """By line: its role, where that is known."""


class Table:
    """The rows of evidence.tsv, with weights that move."""

    def __init__(self) -> None:
        self.bearing: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        self.weights: dict[Row, float] = {}
        self.fixed: set[Row] = set()
        for number, row in rules.rows(TABLE):
            self.weights[number] = float(row["weight"])
            if row["question"].startswith("given_"):
                self.fixed.add(number)
            for role in evidence.expanded(row["roles"].split()):
                self.bearing[row["question"]].append((role, number))

    def weigh(self, answers: Answers) -> dict[str, float]:
        """As evidence.weigh, by these weights."""
        sums: dict[str, float] = defaultdict(float)
        for question, answer in answers.items():
            for role, row in self.bearing[question]:
                sums[role] += self.weights[row] * answer
        return sums

    def counted(self, page: Sheet, answers: Sequence[Answers], path: Sequence[Step]) -> dict[Row, float]:
        """How much each row says in favour of a path."""
        counts: dict[Row, float] = defaultdict(float)
        for index, step in enumerate(path):
            after = path[index + 1] if index + 1 < len(path) and not path[index + 1].begins else None
            anchor = page.anchors[index + 1] if after else grammar.UNANCHORED
            asked = Counter(labels(step.state))
            asked.update(grammar.tolls(step.state, after.state if after else None, anchor))
            if step.begins:
                asked[f"begin.{step.state.form}"] += 1
            for question, answer in answers[index].items():
                for role, row in self.bearing[question]:
                    if asked[role]:
                        counts[row] += answer * asked[role]
        return counts


def annotated() -> Iterator[Example]:
    """The pages that were read by hand."""
    for folder, gold_folder, which in ANNOTATED:
        for path in sorted(folder.glob(f"{which}.txt")):
            text = text_of(path.read_bytes(), path.name)
            gold = Gold(gold_folder / path.stem, text)
            yield _example(path.stem, text, _as_given(gold))


def put_right(pages: Iterable[Path], corrections: Path) -> Iterator[Example]:
    """The pages of which people put something right."""
    said = list(enumerate(files.read(corrections), 1))
    for page in find(pages).pages:
        content = page.path.read_bytes()
        sha256, text = hashlib.sha256(content).hexdigest(), text_of(content, page.known.file)
        own = [(number, one) for number, one in said if one.sha256 == sha256 or one.file == page.known.file]
        if mends := settled(own, sha256, text).mends:
            yield _example(page.known.file, text, mends)


def _example(name: str, text: str, mends: Sequence[Mend]) -> Example:
    text = mended(text, mends)
    free = lines(simplified(text) if is_traditional(text) else text)
    roles = {mend.line: mend.value for mend in mends if mend.kind == "role" and mend.line}
    return Example(name, free, given(free, mends), roles)


def _as_given(gold: Gold) -> tuple[Mend, ...]:
    """What a curator would say who went through every line."""
    begins = {min(found) for found in gold.lines_of.values()}
    says = [Mend(line, "role", role) for line, _, role, _ in gold.rows]
    return (*says, *(Mend(line, "begins", "yes") for line in sorted(begins)))


def fit(examples: Sequence[Example], table: Table, rounds: int = ROUNDS) -> dict[Row, float]:
    """Weights that follow the examples better: the average of all that were tried on the way."""
    sums: dict[Row, float] = defaultdict(float)
    for _ in range(rounds):
        for example in examples:
            page, answers, read = fitted(example.free, table.weigh)
            page_given, answers_given, right = fitted(example.known, table.weigh)
            if len(page.lines) == len(page_given.lines):  # else a line was taken for furniture: no matter of weights
                wanted = table.counted(page, answers_given, right.steps)
                had = table.counted(page, answers, read.steps)
                for row in {*wanted, *had} - table.fixed:
                    table.weights[row] += RATE * (wanted.get(row, 0.0) - had.get(row, 0.0))
            for row, weight in table.weights.items():
                sums[row] += weight
    return {row: sums[row] / (rounds * len(examples)) for row in table.weights}


def misread(examples: Iterable[Example], table: Table) -> tuple[int, int]:
    """(lines whose role is read wrong, lines whose role is known)."""
    wrong = known = 0
    for example in examples:
        page, _, path = fitted(example.free, table.weigh)
        roles = {line.number: BLOCK_ROLES[step.state.role] for line, step in zip(page.lines, path.steps, strict=True)}
        for number, role in example.roles.items():
            if number in roles and role not in ("caption", "furniture"):
                known += 1
                wrong += roles[number] not in (role, "caption" if role == "body" else role)
    return wrong, known


def main() -> None:
    options = argparse.ArgumentParser(description="Fit the weights of evidence.tsv.")
    options.add_argument("pages", nargs="*", type=Path, help="pages that were put right")
    options.add_argument("--corrections", type=Path, help="what people put right on them")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--write", action="store_true", help="write the weights into the table")
    asked = options.parse_args()
    known = list(annotated())
    taught = [one for index, one in enumerate(known) if index % LEFT_OUT < LEFT_OUT - 2]
    held = [one for index, one in enumerate(known) if index % LEFT_OUT >= LEFT_OUT - 2]
    corrected = list(put_right(asked.pages, asked.corrections)) if asked.corrections else []
    table = Table()
    before, sets = dict(table.weights), {"taught": taught, "left out": held, "put right": corrected}
    told = {name: [misread(examples, table)] for name, examples in sets.items()}
    table.weights = fit([*taught, *corrected], table, asked.rounds)
    for name, examples in sets.items():
        (wrong, lines_known), (then, _) = told[name][0], misread(examples, table)
        print(f"{name}: {len(examples)} pages; of {lines_known} lines {wrong} were read wrong, now {then}")
    for number, row in rules.rows(TABLE):
        if abs(table.weights[number] - before[number]) >= 0.05:
            print(f"{row['question']}\t{row['roles']}\t{before[number]:g}\t→ {table.weights[number]:.2f}")
    if asked.write:
        write(table.weights)


def write(weights: Mapping[Row, float], path: Path = TABLE) -> None:
    """Writes the weights into the table, to two digits; a row that has not moved stays as it is."""
    told = path.read_text("utf-8").split("\n")
    for number, row in rules.rows(path):
        if abs(weights[number] - float(row["weight"])) >= 0.005:
            cells = told[number - 1].split("\t")
            told[number - 1] = "\t".join([*cells[:2], f"{weights[number]:.2f}".rstrip("0").rstrip("."), *cells[3:]])
    path.write_text("\n".join(told), "utf-8")


if __name__ == "__main__":
    main()
