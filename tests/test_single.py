"""Articles in files of their own: grouped to the pages that they stood on, each an article of its own."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from ingest.cli import cli
from tests.rows import all_rows, rows

BRIDGE = "老桥修好了\n\n本报讯（记者 赵四海）昨日，运河上的老\n桥完成大修。\n　　桥面拓宽到9米。\n"
HARVEST = "麦收过半\n6月1日，聊城市麦收过半。\n"
LETTER = """### 请多开几家豆腐店
赵有田
1957-06-12
第2版()
专栏：读者来信
编辑同志：我们城南只有一家豆腐店。
希望多设几个点。
"""
CANAL = "### 修好三条大渠\n1957-06-12\n第2版()\n专栏：\n城关区的三条大渠已经修好。\n"


def ingest(folder: Path, db: Path) -> str:
    told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(db), "--jobs", "1"])
    assert told.exit_code == 0, told.output
    return told.output


def test_files_named_by_day_page_and_number_are_pages(tmp_path: Path) -> None:
    folder, db = tmp_path / "聊城日报", tmp_path / "a.db"
    (folder / "06").mkdir(parents=True)
    for name, text in {"20250602-01-02": HARVEST, "20250602-01-01": BRIDGE, "20250602-02-01": HARVEST + "又。"}.items():
        (folder / "06" / f"{name}.txt").write_text(text, "utf-8")
    ingest(folder, db)
    assert rows(db, "select file, source, publication, issue_date, page_label from pages") == [
        ("06/20250602-01", "rows", "聊城日报", "2025-06-02", "第1版"),
        ("06/20250602-02", "rows", "聊城日报", "2025-06-02", "第2版"),
    ]
    assert rows(db, "select title, body from articles order by page_id, position")[:2] == [
        ("老桥修好了", "昨日，运河上的老桥完成大修。\n\n桥面拓宽到9米。"),
        ("麦收过半", "6月1日，聊城市麦收过半。"),
    ]
    before = all_rows(db)
    assert "2 unchanged" in ingest(folder, db)
    assert all_rows(db) == before
    (folder / "06" / "20250602-01-01.txt").write_text(BRIDGE.replace("9米", "8米"), "gb18030")
    assert "1 unchanged, 1 replaced" in ingest(folder, db)


def test_files_that_begin_with_what_is_known_of_them(tmp_path: Path) -> None:
    folder, db = tmp_path / "1957年06月", tmp_path / "a.db"
    folder.mkdir()
    (folder / "1957-06-12_请多开几家豆腐店.md").write_text(LETTER, "utf-8")
    (folder / "1957-06-12_修好三条大渠.md").write_text(CANAL, "utf-8")
    ingest(folder, db)
    assert rows(db, "select file, issue_date, page_label from pages") == [("1957-06-12-02", "1957-06-12", "第2版")]
    assert rows(db, "select title, section, body from articles order by title") == [
        ("修好三条大渠", None, "城关区的三条大渠已经修好。"),
        ("请多开几家豆腐店", "读者来信", "编辑同志：我们城南只有一家豆腐店。\n\n希望多设几个点。"),
    ]
    assert rows(db, "select name from bylines") == [("赵有田",)]


def test_other_names_are_pages_as_before(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "a.db"
    folder.mkdir()
    names = ["20250602-01.txt", "20251302-01-03.txt", "2025-06-02_麦收过半.txt", "0308-02-01.txt"]
    for number, name in enumerate(names):
        (folder / name).write_text(f"{HARVEST}\n第{number}回。", "utf-8")
    ingest(folder, db)
    assert sorted(file for (file,) in rows(db, "select file from pages")) == sorted(names)


def test_one_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "20250602-01-01.txt").write_text(BRIDGE, "utf-8")
    (folder / "20250602-01-02.txt").write_bytes(b"\x00\x01binary")
    told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(tmp_path / "a.db")])
    assert told.exit_code == 1
    assert "20250602-01-02.txt: " in told.stderr
    assert rows(tmp_path / "a.db", "select title from articles") == [("老桥修好了",)]
