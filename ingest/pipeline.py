"""The whole program on one screen: a page is read by a pure function, and written by the archive.

    reading = read(content, Known("2025/0308-02.txt", publication="聊城日报"))

run.py does it with many pages, storage/archive.py keeps what was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.corrections.applying import given, known_by, mended, put_right, unheeded
from ingest.layout.articles import articles
from ingest.layout.blocks import blocks
from ingest.layout.lines import lines
from ingest.layout.pages import page as page_of
from ingest.layout.pages import told_again
from ingest.model import Article, Known, Line, Mend, Page, ReadArticle, Reading
from ingest.reading.bylines import bylines
from ingest.reading.dates import date
from ingest.reading.doubts import with_doubts
from ingest.reading.figures import figures
from ingest.reading.organisations import organisations
from ingest.reading.people import organisation_mentions, people, writers
from ingest.reading.places import Home, home_of, located, mentions
from ingest.traditional import as_printed, readable


def read(content: bytes | Page, known: Known, mends: Sequence[Mend] = ()) -> Reading:
    """All that is made of one page, from nothing but the page, what is known of it, and what people put right on it.

    Raises BadInput for bytes that are no page (empty, binary, undecodable, too large). A page is read again.
    """
    page = page_of(content, known_by(known, mends))
    right = _with_mended_text(page, known, mends)
    reading = _with_writers(put_right(as_printed(_read(readable(right), mends), right), mends))
    whole = replace(right, text=page.text)
    return replace(reading, page=whole, mends=tuple(mends), unheeded=unheeded(reading, mends))


def read_anew(text: str, sha256: str, known: Known, mends: Sequence[Mend] = (), held: Page | None = None) -> Reading:
    """The reading of a page whose file is not at hand, from the text that was kept of it; `sha256` is the file's.

    `held`: what else was kept of it: where its lines stand, what its source says of them.
    """
    page = replace(held or Page(known.file, sha256, text, None, None, None, None, None), text=text, sha256=sha256)
    return read(page, replace(known, source=page.source, source_page=page.source_page), mends)


def page_lines(page: Page, mends: Sequence[Mend] = ()) -> tuple[Line, ...]:
    """The lines that a page is read by."""
    return given(lines(readable(replace(page, text=mended(page.text, mends))).text, page.boxes, page.given), mends)


def _with_mended_text(page: Page, known: Known, mends: Sequence[Mend]) -> Page:
    """The page as it should read; what its masthead tells is told anew."""
    text = mended(page.text, mends)
    if text == page.text:
        return page
    return told_again(page, text, known_by(known, mends))


def _read(page: Page, mends: Sequence[Mend]) -> Reading:
    page_lines = given(lines(page.text, page.boxes, page.given), mends)
    page_blocks, layout = blocks(page_lines)
    found = articles(page_lines, page_blocks)
    home = home_of(page, found)
    read_articles = tuple(_read_article(article, page, home) for article in found)
    return with_doubts(Reading(page, layout, page_blocks, read_articles), page_lines)


def _with_writers(reading: Reading) -> Reading:
    """Those of the bylines are people, too."""
    paper = reading.page.publication
    articles = (replace(read, people=(*writers(read.bylines, paper), *read.people)) for read in reading.articles)
    return replace(reading, articles=tuple(articles))


def _read_article(article: Article, page: Page, home: Home) -> ReadArticle:
    found = located(article, home)
    named = mentions(found)
    offices = organisations(found, home.place)
    return ReadArticle(
        article=article,
        date=date(article, page),
        bylines=bylines(article.credits),
        mentions=named,
        figures=figures(article, page, named, home.place),
        people=people(found, offices, home.place),
        organisations=organisation_mentions(offices),
    )
