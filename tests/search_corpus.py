"""Archives to search in: the articles of the seed pages as they truly are (tests/gold), or any texts given."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ingest.search import functions, index
from ingest.search.index import IndexedText
from ingest.storage import APPLICATION_ID
from ingest.storage.archive import SCHEMA

GOLD = Path(__file__).parent / "gold"
SEEDS = Path(__file__).parent.parent / "seeds"
ABOVE = {"title": "title", "kicker": "kicker", "subtitle": "subtitle", "column": "section"}
BODY = ("body", "crosshead", "caption")


@cache
def gold_articles() -> tuple[IndexedText, ...]:
    """The articles of the seed pages, page by page."""
    return tuple(article for page in sorted(GOLD.iterdir()) for article in _articles(page))


def _articles(page: Path) -> Iterable[IndexedText]:
    lines = (SEEDS / f"{page.name}.txt").read_text("utf-8").split("\n")
    with (page / "lines.tsv").open(encoding="utf-8") as file:
        rows = [(int(number), int(article), *rest) for number, article, *rest in csv.reader(file, delimiter="\t")]
    for truth in json.loads((page / "articles.json").read_text("utf-8")):
        own = [(role, join, lines[number - 1]) for number, article, role, join in rows if article == truth["n"]]
        yield _article(own, truth["bylines"])


def _article(lines: list[tuple[str, str, str]], bylines: list[dict[str, str]]) -> IndexedText:
    texts = {role: [""] for role in (*ABOVE, "body")}
    for role, join, line in lines:
        parts = texts["body" if role in BODY else role] if role in (*ABOVE, *BODY) else [""]
        if join == "P" and parts[-1]:
            parts.append("")
        parts[-1] += line.strip().strip("#* ")
    above = {field: " ".join(texts[role]) or None for role, field in ABOVE.items()}
    byline = "\n".join(f"{person['role']} {person['name']}" if person["role"] else person["name"] for person in bylines)
    return IndexedText(**above, body="\n\n".join(texts["body"]), byline=byline or None)


def connect(path: Path | str = ":memory:") -> sqlite3.Connection:
    """A connection that knows the search's functions."""
    conn = sqlite3.connect(path)
    functions.register(conn)
    return conn


def new_archive(texts: Iterable[IndexedText], path: Path | str = ":memory:") -> sqlite3.Connection:
    """An archive of one page with these articles, numbered from 1, and their index."""
    conn = connect(path)
    conn.executescript(SCHEMA.read_text("utf-8"))
    conn.execute(f"pragma application_id = {APPLICATION_ID}")
    index.create(conn)
    conn.execute("insert into pages (id, file, sha256, layout, text) values (1, 'p.txt', '', 'headline first', '')")
    for number, text in enumerate(texts, 1):
        put(conn, number, text)
    conn.commit()
    return conn


def put(conn: sqlite3.Connection, number: int, text: IndexedText) -> None:
    """Writes an article's rows and indexes it."""
    row = {"id": number, "page_id": 1, "position": number, "kind": "article", "body": text.body, "characters": 0}
    heads = {field: getattr(text, field) for field in ABOVE.values()}
    _insert(conn, "articles", row | heads | {"begins_mid_sentence": 0, "ends_mid_sentence": 0})
    for position, line in enumerate((text.byline or "").splitlines()):
        *role, name = line.split(" ", 1)
        _insert(
            conn, "bylines", {"article_id": number, "position": position, "name": name, "role": next(iter(role), None)}
        )
    for position, name in enumerate((text.people or "").splitlines()):
        person = conn.execute("insert into people (name) values (?)", [name]).lastrowid
        mention = {"article_id": number, "position": position, "person_id": person, "text": name, "rule": "test"}
        _insert(conn, "person_mentions", {**mention, "role": "named", "count": 1, "quoted": 0})
    for name in (text.organisations or "").splitlines():
        row = {"name": name, "kind": "government"}
        organisation = conn.execute("insert into organisations (name, kind) values (:name, :kind)", row).lastrowid
        mention = {"article_id": number, "organisation_id": organisation, "text": name, "count": 1}
        _insert(conn, "organisation_mentions", mention)
    index.add(conn, "articles", [number])


def take(conn: sqlite3.Connection, number: int, text: IndexedText) -> None:
    """Takes an article out of the index and of the tables."""
    index.remove(conn, "articles", number, text)
    for table in ("bylines", "person_mentions", "organisation_mentions"):
        conn.execute(f"delete from {table} where article_id = ?", [number])
    conn.execute("delete from articles where id = ?", [number])


def _insert(conn: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    conn.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


def found(conn: sqlite3.Connection, query: str, expression: str = "escape_fts(?)") -> set[int]:
    """Ids of the articles that a query finds."""
    return {
        number
        for (number,) in conn.execute(f"select rowid from articles_fts where articles_fts match {expression}", [query])
    }
