"""The README says what is: help texts, queries, tables, links, the map of modules."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

import ingest
from ingest.cli import cli

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", README, re.DOTALL)
ADDRESSES = re.findall(r"^    (/\S+)$", README, re.MULTILINE)


def test_the_help_is_what_the_command_says() -> None:
    shown = CliRunner().invoke(cli, ["--help"], prog_name="ingest", terminal_width=78).output
    assert shown in README


@pytest.mark.asyncio
@pytest.mark.parametrize("sql", QUERIES, ids=lambda sql: sql.splitlines()[0])
async def test_each_query_finds_rows(sql: str) -> None:
    answer = await served().client.get("/archive.json", params={"sql": sql.strip().rstrip(";"), "_shape": "array"})
    assert answer.status_code == 200
    assert answer.json()


@pytest.mark.asyncio
@pytest.mark.parametrize("address", ADDRESSES)
async def test_each_address_answers(address: str) -> None:
    answer = await served().client.get(quote(address, safe="/?&=:_-"))
    assert answer.status_code == 200
    found = json.dumps(answer.json(), ensure_ascii=False) if ".json" in address else answer.text
    assert "工会驿站" in found or "高铁" in found


def test_the_tables_have_the_columns_listed() -> None:
    archive = sqlite3.connect(ROOT / "archive.db")
    archive.row_factory = sqlite3.Row
    for table, columns in re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", README, re.MULTILINE):
        there = {row["name"] for row in archive.execute("select name from pragma_table_xinfo(?)", [table])}
        assert set(columns.replace(",", " ").replace("…", " ").split()) <= there, table


def test_each_link_leads_to_a_file() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_each_table_and_module_named_is_there() -> None:
    for path in re.findall(r"`((?:ingest|benchmarks|docs)/[\w/.]+)`", README):
        assert (ROOT / path).exists(), path


def test_the_map_names_every_module() -> None:
    """ingest/__init__.py is the map; plugins' inner modules are for ingest/web/__init__.py to name."""
    modules = [
        path for path in (ROOT / "ingest").rglob("*.py") if path.name != "__init__.py" and "web" not in path.parts
    ]
    missing = [path.name for path in modules if path.name not in (ingest.__doc__ or "")]
    assert not missing


def served() -> Datasette:
    return Datasette([str(ROOT / "archive.db")])
