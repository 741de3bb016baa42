"""Which articles print the same text, kept in step with a page's rows.

    forget(db, page_id)     before the page's articles change: an article's fingerprints are found by its old text
    remember(db, {7: [41, …]})   after that: fingerprints by article

A pair has one row, whichever of the two came into the archive first: the earlier one is told by the day of its issue.
What a row says depends on the two articles alone, so any order of pages gives the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

from ingest.reprints.comparison import compare
from ingest.reprints.fingerprints import ENOUGH, compared, fingerprints


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


def _candidates(db: Connection, numbers: Sequence[int]) -> Iterable[int]:
    """Articles that share enough fingerprints to be compared."""
    if len(numbers) < ENOUGH:
        return []
    return [number for (number,) in db.execute(CANDIDATES, [json.dumps(numbers), ENOUGH])]


def _link(db: Connection, article_id: int, candidates: Iterable[int]) -> None:
    for candidate in candidates:
        if shared := compare(_text(db, article_id), _text(db, candidate)):
            earlier, later = sorted((article_id, candidate), key=lambda number: _printed(db, number))
            row = (later, earlier, shared.kind, shared.share, shared.run)
            db.execute("insert into reprints (article_id, earlier_id, kind, share, run) values (?, ?, ?, ?, ?)", row)


def _text(db: Connection, article_id: int) -> str:
    """An article's text as it is compared."""
    (body,) = db.execute("select body from articles where id = ?", [article_id]).fetchone()
    return compared(body)


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

CANDIDATES = """
select article_id from fingerprints where hash in (select value from json_each(?))
group by article_id having count(*) >= ? order by article_id
"""

# A page of which only the year is known comes after the dated ones of that year; one without either comes last.
PRINTED = """
select coalesce(issue_date, year || '-99', '9999'), file, position
from articles join pages on pages.id = page_id where articles.id = ?
"""
