"""Several archives, one a year or newspaper: each as if its pages were alone, and no page in two."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ingest import shards as sharding
from ingest.cli import cli
from ingest.errors import BadInput
from ingest.shards import Shards
from ingest.sources import find
from ingest.storage.archive import Archive
from tests.rows import all_rows, faults, rows
from tests.test_run import FIRST as WHEAT
from tests.test_run import SECOND as STATIONS
from tests.test_run import THIRD as TRAIN

NOTES = "file,publication,issue_date\n2024.txt,甲报,2024-03-06\n2025.txt,乙报,2025-03-06\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Pages of two years, and one of which the year is not known."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, text in (("2024", WHEAT), ("2025", STATIONS), ("undated", TRAIN)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    (folder / "pages.csv").write_text(NOTES, "utf-8")
    return folder


@pytest.fixture
def archives(tmp_path: Path) -> Path:
    return tmp_path / "archives"


def ingest(folder: Path, archives: Path, kind: str = "year") -> str:
    done = CliRunner().invoke(cli, [str(folder), "--db", str(archives), "--shard", kind, "--jobs", "1"])
    assert done.exit_code == 0, done.output
    return done.stdout


def pages(archives: Path) -> dict[str, list[str]]:
    """The files that each archive holds; no archive may have a fault, and no page may stand in two."""
    found = {}
    for path in sorted(archives.glob("*.db")):
        assert faults(path) == []
        found[path.stem] = [file for (file,) in rows(path, "select file from pages order by file")]
    hashes = Counter(one for path in archives.glob("*.db") for one in rows(path, "select sha256 from pages"))
    assert not hashes or max(hashes.values()) == 1
    return found


def without_facts(path: Path) -> dict[str, Any]:
    return {table: found for table, found in all_rows(path).items() if table != "archive_facts"}


def test_an_archive_a_year_each_as_its_pages_alone_give_it(folder: Path, archives: Path, tmp_path: Path) -> None:
    assert "3 pages read" in (told := ingest(folder, archives)) and "holds 3 archives: 3 articles" in told
    assert pages(archives) == {"2024": ["2024.txt"], "2025": ["2025.txt"], "unknown": ["undated.txt"]}
    for name, file in (("2024", "2024"), ("2025", "2025"), ("unknown", "undated")):
        alone = tmp_path / "alone"
        shutil.copytree(folder, alone, ignore=lambda _, names, file=file: {n for n in names if n != f"{file}.txt"})
        (alone / "pages.csv").write_text(
            "".join(line for line in NOTES.splitlines(True) if line.startswith(("file,", file))), "utf-8"
        )
        one = tmp_path / "one.db"
        CliRunner().invoke(cli, [str(alone), "--db", str(one)])
        assert without_facts(archives / f"{name}.db") == without_facts(one)
        shutil.rmtree(alone)
        one.unlink()
    assert "0 pages read, 3 unchanged" in ingest(folder, archives)


def test_an_archive_a_newspaper(folder: Path, archives: Path) -> None:
    ingest(folder, archives, "publication")
    assert pages(archives) == {"unknown": ["undated.txt"], "乙报": ["2025.txt"], "甲报": ["2024.txt"]}


def test_a_page_goes_where_it_belongs_when_its_day_becomes_known(folder: Path, archives: Path) -> None:
    ingest(folder, archives)
    (folder / "pages.csv").write_text(NOTES + "undated.txt,,2025-08-03\n", "utf-8")
    assert "1 replaced" in ingest(folder, archives)
    assert pages(archives) == {"2024": ["2024.txt"], "2025": ["2025.txt", "undated.txt"], "unknown": []}
    assert "3 unchanged, 0 replaced" in ingest(folder, archives)
    (folder / "pages.csv").write_text(NOTES.replace("2024-03-06", "2026-03-06"), "utf-8")
    ingest(folder, archives)
    assert pages(archives) == {"2024": [], "2025": ["2025.txt"], "2026": ["2024.txt"], "unknown": ["undated.txt"]}


def test_a_page_carried_over_and_killed_midway_stands_in_one_archive_after_the_next_run(
    folder: Path, archives: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(archive: Archive, file: str) -> None:
        raise KeyboardInterrupt

    ingest(folder, archives)
    (folder / "pages.csv").write_text(NOTES + "undated.txt,,2025-08-03\n", "utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "drop", killed)
        with pytest.raises(KeyboardInterrupt), Shards(archives, "year") as shards:
            list(sharding.run(find([folder]), shards))
    assert rows(archives / "unknown.db", "select year from pages") == [(2025,)]
    ingest(folder, archives)
    assert pages(archives) == {"2024": ["2024.txt"], "2025": ["2025.txt", "undated.txt"], "unknown": []}


def test_an_article_carried_over_leaves_its_number_to_no_other(folder: Path, archives: Path) -> None:
    ingest(folder, archives)
    (folder / "pages.csv").write_text(NOTES + "undated.txt,,2025-08-03\n", "utf-8")
    ingest(folder, archives)
    (folder / "another.txt").write_text(TRAIN.replace("东阿", "阳谷").replace("1.2", "2.4").replace("8", "9"), "utf-8")
    ingest(folder, archives)
    assert rows(archives / "unknown.db", "select id, title from articles") == [(2, "阳谷县开出首列班列")]


def test_a_mended_page_is_replaced_where_it_stands(folder: Path, archives: Path) -> None:
    ingest(folder, archives)
    before = rows(archives / "2024.db", "select id, page_id from articles")
    (folder / "2024.txt").write_text(WHEAT.replace("40万亩", "41万亩"), "utf-8")
    assert "2 unchanged, 1 replaced" in ingest(folder, archives)
    assert rows(archives / "2024.db", "select id, page_id from articles") == before
    assert pages(archives)["2024"] == ["2024.txt"]


def test_the_same_content_twice_is_told_and_not_doubled(folder: Path, archives: Path) -> None:
    shutil.copy(folder / "2024.txt", folder / "2025-copy.txt")
    (folder / "pages.csv").write_text(NOTES + "2025-copy.txt,,2025-01-01\n", "utf-8")
    for _ in range(2):
        assert "the same content is there: 2025-copy.txt (as 2024.txt)" in ingest(folder, archives)
        assert pages(archives) == {"2024": ["2024.txt"], "2025": ["2025.txt"], "unknown": ["undated.txt"]}


def test_other_pages_of_one_name_are_all_kept(tmp_path: Path, archives: Path) -> None:
    for day, text in (("2024-06-12", WHEAT), ("2025-06-12", STATIONS), ("2025-06-13", TRAIN)):
        (tmp_path / day).mkdir()
        (tmp_path / day / "01.txt").write_text(text, "utf-8")
        ingest(tmp_path / day, archives)
    assert pages(archives) == {"2024": ["01.txt"], "2025": ["01.txt", "2025-06-13/01.txt"]}


CORRECTIONS = "file\tsha256\tline\tprinted\tkind\tvalue\tby\tat\tnote\n"


def test_corrections_go_with_their_page(folder: Path, archives: Path) -> None:
    (folder / "corrections.tsv").write_text(
        CORRECTIONS + "undated.txt\t\t1\t东阿县开出首列班列\ttext\t东阿县开出首趟班列\t王某\t2026-01-02T03:04:05Z\t\n",
        "utf-8",
    )
    ingest(folder, archives)
    mended = "select title, state from articles, corrections"
    assert rows(archives / "unknown.db", mended) == [("东阿县开出首趟班列", "applied")]
    (folder / "pages.csv").write_text(NOTES + "undated.txt,,2025-08-03\n", "utf-8")
    for _ in range(2):
        ingest(folder, archives)
        assert rows(archives / "2025.db", mended) == [
            ("工会驿站增至179个", "applied"),
            ("东阿县开出首趟班列", "applied"),
        ]
        assert rows(archives / "unknown.db", "select * from corrections") == []


def test_a_day_put_right_carries_the_page_over_with_the_next_run(folder: Path, archives: Path) -> None:
    ingest(folder, archives)
    fixed = CliRunner().invoke(
        cli, ["fix", "undated.txt", "issue_date=2025-08-03", "--db", str(archives / "unknown.db"), "--by", "王某"]
    )
    assert fixed.exit_code == 0, fixed.output
    ingest(folder, archives)
    assert pages(archives) == {"2024": ["2024.txt"], "2025": ["2025.txt", "undated.txt"], "unknown": []}
    assert rows(archives / "2025.db", "select kind, state, by from corrections") == [("page", "applied", "王某")]
    assert "3 unchanged" in ingest(folder, archives)


def test_what_is_no_part_of_the_folder_is_left_alone(folder: Path, archives: Path) -> None:
    ingest(folder, archives)
    with (
        pytest.raises(BadInput, match="is one of several parted by year; say --shard year"),
        Shards(archives, "publication"),
    ):
        pass
    CliRunner().invoke(cli, [str(folder), "--db", str(archives / "own.db")])
    with pytest.raises(BadInput, match="is an archive of its own"), Shards(archives, "year"):
        pass
