"""Tables of others: what columns say is given, the rest is read; rows of one day and page are a page."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.cli import cli
from tests.rows import all_rows, rows

ARTICLES = [
    {
        "标题": "老桥修好了",
        "引题": "茌平区",
        "正文": "本报讯（记者 赵四海）昨日，运河上的老桥完成大修。\n　　桥面拓宽到9米。",
        "日期": "20250602",
        "版次": "01",
        "作者": "赵四海",
    },
    {
        "标题": "麦收过半",
        "引题": "",
        "正文": "<p>6月1日，聊城市麦收过半。</p><p>农机投入3000台。</p>",
        "日期": "2025年6月2日",
        "版次": "第1版",
        "作者": "记者 王安民",
    },
    {"标题": "新书上架", "引题": "", "正文": "书店里，新书上架。", "日期": "2025/6/2", "版次": "2", "作者": ""},
]


def table(folder: Path, kind: str) -> Path:
    path = folder / f"rows.{kind}"
    if kind in ("csv", "tsv"):
        with path.open("w", encoding="gb18030" if kind == "csv" else "utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(ARTICLES[0]), delimiter="\t" if kind == "tsv" else ",")
            writer.writeheader()
            writer.writerows(ARTICLES)
    elif kind == "jsonl":
        path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in ARTICLES), "utf-8")
    else:
        path.write_text(json.dumps({"data": ARTICLES}), "utf-8")
    return path


def ingest(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "json"])
def test_each_kind_of_table(kind: str, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    told = ingest("rows", table(tmp_path, kind), "--paper", "聊城日报", "--db", db)
    assert told.exit_code == 0, told.output
    assert rows(db, "select file, source, publication, issue_date, page_label from pages order by file") == [
        (f"rows.{kind}#2025-06-02-01", "rows", "聊城日报", "2025-06-02", "第1版"),
        (f"rows.{kind}#2025-06-02-02", "rows", "聊城日报", "2025-06-02", "第2版"),
    ]
    assert rows(db, "select kicker, title, dateline, body from articles order by id") == [
        ("茌平区", "老桥修好了", "本报讯", "昨日，运河上的老桥完成大修。\n\n桥面拓宽到9米。"),
        (None, "麦收过半", None, "6月1日，聊城市麦收过半。\n\n农机投入3000台。"),
        (None, "新书上架", None, "书店里，新书上架。"),
    ]
    assert rows(db, "select name, role from bylines order by id") == [("赵四海", "记者"), ("王安民", "记者")]
    before = all_rows(db)
    assert "2 unchanged" in ingest("rows", table(tmp_path, kind), "--paper", "聊城日报", "--db", db).output
    assert all_rows(db) == before


def test_columns_of_other_names(tmp_path: Path) -> None:
    path, db = tmp_path / "a.jsonl", tmp_path / "a.db"
    path.write_text('{"bt": "老桥修好了", "zw": "老桥完成大修。"}\n{"bt": "麦收过半", "zw": "麦收过半。"}', "utf-8")
    assert "say --title or --body: bt, zw" in ingest("rows", path, "--db", db).stderr
    assert ingest("rows", path, "--title", "bt", "--body", "zw", "--issue", "2025-06-02", "--db", db).exit_code == 0
    assert rows(db, "select file, issue_date, title from pages join articles on page_id = pages.id order by file") == [
        ("a.jsonl#1", "2025-06-02", "老桥修好了"),
        ("a.jsonl#2", "2025-06-02", "麦收过半"),
    ]


BAD = [
    ("a.csv", "标题,正文\na,b,c\n", [], "a.csv:2: has a row with more cells than the 2 columns"),
    ("a.csv", "", [], "a.csv: holds no rows"),
    ("a.csv", "标题\na\n", ["--body", "text"], "a.csv: has no column 'text'; its columns are 标题"),
    ("a.jsonl", '{"title": "a"}\n{"title"', [], "a.jsonl:2: is no JSON"),
    ("a.jsonl", "[1]", [], "a.jsonl:1: holds a line that is no JSON object"),
    ("a.json", "[1, 2]", [], "a.json: is JSON, but no list of objects"),
    ("a.xlsx", "PK", [], "a.xlsx: is no table that can be read"),
]


@pytest.mark.parametrize(("name", "content", "options", "said"), BAD)
def test_bad_tables_say_what_is_wrong(name: str, content: str, options: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    told = ingest("rows", tmp_path / name, *options, "--db", tmp_path / "a.db")
    assert told.exit_code == 1
    assert said in told.stderr
    assert not (tmp_path / "a.db").exists()
