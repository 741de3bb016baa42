"""metadata.yml describes the archive as it is: every table, view and column, in Chinese and in English."""

import re
import sqlite3
from pathlib import Path

import pytest

from ingest.metadata import ENTRY, LANGUAGES_PARTED_BY, metadata, said
from ingest.search import index

SCHEMA = Path(__file__).parents[1] / "ingest/storage/schema.sql"
ARCHIVE = metadata()["databases"][ENTRY]
HAN = re.compile(r"[一-鿿]")


@pytest.fixture(scope="module")
def empty_archive():
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text("utf-8"))
    index.create(connection)
    yield connection
    connection.close()


def columns(connection):
    sql = "select name from sqlite_master where type in ('table', 'view') and name not like '%_fts%'"
    tables = [name for (name,) in connection.execute(sql)]
    return {table: [row[1] for row in connection.execute(f"pragma table_info({table})")] for table in tables}


def texts():
    """(where, text) for every title and description."""
    yield "title", metadata()["title"]
    yield "description", metadata()["description"]
    entries = {"archive": ARCHIVE, **ARCHIVE["tables"], **ARCHIVE["queries"]}
    for name, entry in entries.items():
        yield f"{name}.title", entry["title"]
        yield f"{name}.description", entry["description"]
    for name, table in ARCHIVE["tables"].items():
        for column, description in table["columns"].items():
            yield f"{name}.{column}", description


def test_every_table_and_column_is_described_and_nothing_else(empty_archive):
    described = {name: list(table["columns"]) for name, table in ARCHIVE["tables"].items()}
    assert described == columns(empty_archive)


@pytest.mark.parametrize("where, text", [pytest.param(*item, id=item[0]) for item in texts()])
def test_every_text_is_chinese_then_english(where, text):
    assert text.count(LANGUAGES_PARTED_BY) == 1, where
    assert HAN.search(said(text, "zh")), where
    assert re.search("[A-Za-z]{3}", said(text, "en")), where


@pytest.mark.parametrize("name", ARCHIVE["tables"])
def test_facets_and_labels_are_columns(name):
    table = ARCHIVE["tables"][name]
    labels = [table["label_column"]] if "label_column" in table else []
    assert {*table.get("facets", ()), *labels} <= set(table["columns"])


@pytest.mark.parametrize("name", ARCHIVE["queries"])
def test_canned_queries_run(empty_archive, name):
    sql = ARCHIVE["queries"][name]["sql"]
    parameters = dict.fromkeys(re.findall(r":(\w+)", sql), "工会驿站")
    assert empty_archive.execute(sql, parameters).fetchall() == []


def test_nothing_is_said_of_what_datasette_asks_to_learn_who_may_see_what():
    """So that ingest.web.metadata need not answer; a table's facet_size is the one thing else asked that way."""
    levels = [metadata(), ARCHIVE, *ARCHIVE["tables"].values()]
    assert not {"allow", "allow_sql", "facet_size"} & {key for level in levels for key in level}


def test_nothing_is_said_to_strangers():
    """Sources, licences and sort orders at the top or for all tables would reach other people's databases."""
    assert set(metadata()) == {"title", "description", "databases"}
    assert not any("sort" in key for table in ARCHIVE["tables"].values() for key in table)


@pytest.mark.parametrize(
    "text, chinese, english",
    [
        ("版面 / Pages", "版面", "Pages"),
        ("省/市 / Province/city", "省/市", "Province/city"),
        ("only one language", "only one language", "only one language"),
    ],
)
def test_said(text, chinese, english):
    assert (said(text, "zh"), said(text, "en")) == (chinese, english)
