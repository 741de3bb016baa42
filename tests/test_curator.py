"""What people put right is enough: few pins mend a page, and what was put right makes the reader better."""

from __future__ import annotations

from pathlib import Path

from ingest.corrections import files
from ingest.corrections.fixing import said
from ingest.model import Known
from ingest.pipeline import read
from tests.curator import curated
from tests.fit import Table, fit, misread, put_right, write
from tests.test_corrections import MIDDLE, PAGE


def test_a_pin_or_less_for_each_wrong_article_and_no_harm() -> None:
    works = list(curated("4*")) + list(curated("57*"))
    pins = [pin for work in works for pin in work.pins]
    assert sum(len(work.wrong) for work in works) >= 5
    assert sum(len(work.left) for work in works) == 0
    assert len(pins) <= sum(len(work.wrong) for work in works)
    assert not [pin for pin in pins if pin.harmed]


def test_what_was_put_right_is_learnt(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    page = read(PAGE.encode(), Known("a.txt")).page
    files.write(tmp_path / "corrections.tsv", said(page, MIDDLE, ["role=title"], "王某", "2025-06-14T08:30:00Z"))
    (example,) = put_right([tmp_path], tmp_path / "corrections.tsv")
    table = Table()
    given = {row: table.weights[row] for row in table.fixed}
    assert misread([example], table) == (1, 1)
    table.weights = fit([example], table, rounds=300)
    assert misread([example], table) == (0, 1)
    assert {row: table.weights[row] for row in table.fixed} == given


def test_weights_are_written_into_the_table(tmp_path: Path) -> None:
    from ingest.layout.evidence import TABLE

    table = Table()
    row = min(table.weights)
    copy = tmp_path / "evidence.tsv"
    copy.write_text(TABLE.read_text("utf-8"), "utf-8")
    write({**table.weights, row: 1.239}, copy)
    before, after = (path.read_text("utf-8").split("\n") for path in (TABLE, copy))
    assert [index + 1 for index, (one, other) in enumerate(zip(before, after, strict=True)) if one != other] == [row]
    assert after[row - 1].split("\t")[2] == "1.24"
