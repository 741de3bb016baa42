"""Reading → Prepared: what the archive writes of a page beside its rows, worked out by the process that read it.

    prepared = prepare(reading)                  in a reading process: pure, and a third of all that writing costs
    archive.add(reading, known, prepared)        in the one that writes

Entries of the indexes stand in the order of their rows: by article, and in it by position.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.model import Byline, ReadArticle, Reading
from ingest.reprints.fingerprints import compared, fingerprints
from ingest.search.index import Entry, IndexedText, entry


@dataclass(frozen=True)
class Prepared:
    """Of one page."""

    entries: dict[str, tuple[Entry, ...]]
    """By table: articles, bylines, figures."""
    fingerprints: dict[int, tuple[int, ...]]
    """By the article's position."""


def prepare(reading: Reading) -> Prepared:
    """What is to be written of a page."""
    articles = sorted(reading.articles, key=lambda read: read.article.position)
    texts = {
        "articles": [_text(read) for read in articles],
        "bylines": [IndexedText(byline=_printed(byline)) for read in articles for byline in read.bylines],
        "figures": [
            IndexedText(title=figure.subject, body=figure.text) for read in articles for figure in read.figures
        ],
    }
    # Before the entries: these find the folded bodies still in fold's memory.
    prints = {read.article.position: tuple(sorted(fingerprints(compared(read.article.body)))) for read in articles}
    return Prepared({table: tuple(entry(table, text) for text in found) for table, found in texts.items()}, prints)


def _text(read: ReadArticle) -> IndexedText:
    article = read.article
    return IndexedText(
        article.title, article.kicker, article.subtitle, article.section, article.body, _signed(read.bylines)
    )


def _signed(bylines: Iterable[Byline]) -> str | None:
    return "\n".join(map(_printed, bylines)) or None


def _printed(byline: Byline) -> str:
    return byline.name if byline.role is None else f"{byline.role} {byline.name}"
