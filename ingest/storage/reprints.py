"""Which articles print the same text, kept in step with a page's rows.

    forget(db, page_id)     before the page's articles change: an article's fingerprints are found by its old text
    remember(db, {7: [41, …]})   after that: fingerprints by article

A pair has one row, whichever of the two came into the archive first: the earlier one is told by the day of its issue.
What a row says depends on the two articles alone, so any order of pages gives the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from sqlite3 import Connection
from typing import Any

from ingest.reprints.comparison import Runs
from ingest.reprints.fingerprints import ENOUGH, compared, fingerprints

REMEMBERED = 2048
"""Texts: a turn of speech that many articles share makes the same ones be compared again and again."""


def forget(db: Connection, page_id: int) -> None:
    """Takes a page's articles out of both tables."""
    for article_id, numbers in of_page(db, page_id).items():
        db.executemany(
            "delete from fingerprints where hash = ? and article_id = ?", [(number, article_id) for number in numbers]
        )
        db.execute("delete from reprints where article_id = ?", [article_id])
        db.execute("delete from reprints where earlier_id = ?", [article_id])


def remember(db: Connection, articles: Mapping[int, Sequence[int]]) -> None:
    """Puts a page's articles into both tables, by their fingerprints."""
    for article_id, numbers in articles.items():
        _link(db, article_id, _candidates(db, numbers))
        db.executemany("insert into fingerprints (hash, article_id) values (?, ?)", [(n, article_id) for n in numbers])


def _candidates(db: Connection, numbers: Sequence[int]) -> Sequence[tuple[int, str]]:
    """Articles that share enough fingerprints to be compared, with their texts."""
    if len(numbers) < ENOUGH:
        return []
    return db.execute(CANDIDATES, [json.dumps(numbers), ENOUGH]).fetchall()


def _link(db: Connection, article_id: int, candidates: Sequence[tuple[int, str]]) -> None:
    if not candidates:
        return
    (body,) = db.execute("select body from articles where id = ?", [article_id]).fetchone()
    runs = Runs(compared(body))
    for candidate, text in candidates:
        if shared := runs.compare(_compared(text)):
            earlier, later = sorted((article_id, candidate), key=lambda number: _printed(db, number))
            row = (later, earlier, shared.kind, shared.share, shared.run)
            db.execute("insert into reprints (article_id, earlier_id, kind, share, run) values (?, ?, ?, ?, ?)", row)


_compared = lru_cache(maxsize=REMEMBERED)(compared)


def _printed(db: Connection, article_id: int) -> tuple[Any, ...]:
    """When and where an article was printed: an order that the pages alone decide."""
    return tuple(db.execute(PRINTED, [article_id]).fetchone())


def of_page(db: Connection, page_id: int) -> dict[int, list[int]]:
    """The fingerprints of a page's articles, from their texts."""
    return {
        article_id: sorted(fingerprints(compared(body)))
        for article_id, body in db.execute(BODIES, [page_id]).fetchall()
    }


BODIES = "select id, body from articles where page_id = ? order by position"

# Each fingerprint is looked up by itself: articles are many, those that share a fingerprint few.
CANDIDATES = """
select id, body from articles join (
    select article_id from json_each(?) cross join fingerprints on hash = value
    group by article_id having count(*) >= ?
) on article_id = id order by id
"""

# A page of which only the year is known comes after the dated ones of that year; one without either comes last.
PRINTED = """
select coalesce(issue_date, year || '-99', '9999'), file, position
from articles join pages on pages.id = page_id where articles.id = ?
"""
