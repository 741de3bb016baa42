"""The whole program on one screen: a page is read by a pure function, and written by the archive.

    reading = read(content, Known("2025/0308-02.txt", publication="聊城日报"))

run.py does it with many pages, storage/archive.py keeps what was read.
"""

from __future__ import annotations

from ingest.layout.articles import articles
from ingest.layout.blocks import blocks
from ingest.layout.lines import lines
from ingest.layout.pages import page as page_of
from ingest.model import Article, Known, Page, ReadArticle, Reading
from ingest.reading.bylines import bylines
from ingest.reading.dates import date
from ingest.reading.doubts import with_doubts
from ingest.reading.figures import figures
from ingest.reading.places import Home, home_of, mentions
from ingest.traditional import as_printed, readable


def read(content: bytes, known: Known) -> Reading:
    """All that is made of one page, from nothing but the page and what is known of it.

    Raises BadInput for bytes that are no page (empty, binary, undecodable, too large).
    """
    page = page_of(content, known)
    return as_printed(_read(readable(page)), page)


def _read(page: Page) -> Reading:
    page_lines = lines(page.text)
    page_blocks, layout = blocks(page_lines)
    found = articles(page_lines, page_blocks)
    home = home_of(page, found)
    read_articles = tuple(_read_article(article, page, home) for article in found)
    return with_doubts(Reading(page, layout, page_blocks, read_articles), page_lines)


def _read_article(article: Article, page: Page, home: Home) -> ReadArticle:
    named = mentions(article, home)
    return ReadArticle(
        article=article,
        date=date(article, page),
        bylines=bylines(article.credits),
        mentions=named,
        figures=figures(article, page, named, home.place),
    )
