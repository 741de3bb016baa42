"""Pages in traditional characters are read in simplified ones, and told as printed.

    readable(page).text                →  '〔记者林志远／嘉义报导〕…'
    as_printed(reading, page).articles →  bylines 林志遠, places 嘉義縣 → 台湾省/嘉义县

The simplified text keeps its length, so every text of a reading is found in its lines again, and given back as they
print it. What is said in words of our own stays simplified: scopes, names of places and organisations.
Start reading at `as_printed`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from ingest.characters import Printed, is_traditional, printed_in, simplified
from ingest.layout.lines import lines
from ingest.model import Article, Block, Byline, Page, ReadArticle, Reading


def readable(page: Page) -> Page:
    """The page with its text in simplified characters, where it is set in traditional ones."""
    return replace(page, text=simplified(page.text)) if is_traditional(page.text) else page


def as_printed(reading: Reading, page: Page) -> Reading:
    """What was read of a readable page, with the characters of the page itself."""
    if reading.page.text == page.text:
        return replace(reading, page=page)
    texts = {line.number: line.text for line in lines(page.text)}
    sources: dict[int | None, str] = defaultdict(str)
    for block in reading.blocks:
        sources[block.article] += _text(block, texts)
    articles = (_article(read, printed_in(sources[read.article.position])) for read in reading.articles)
    return replace(reading, page=page, articles=tuple(articles))


def _text(block: Block, texts: Mapping[int, str]) -> str:
    return "".join(texts.get(number, "") for number in block.numbers)


def _article(read: ReadArticle, printed: Printed) -> ReadArticle:
    return replace(
        read,
        article=_told(read.article, printed),
        bylines=tuple(Byline(printed(byline.name), _if_any(byline.role, printed)) for byline in read.bylines),
        mentions=tuple(replace(mention, text=printed(mention.text)) for mention in read.mentions),
        figures=tuple(
            replace(
                figure,
                text=printed(figure.text),
                unit=printed(figure.unit),
                subject=_if_any(figure.subject, printed),
                period=_if_any(figure.period, printed),
                sentence=printed(figure.sentence),
            )
            for figure in read.figures
        ),
        people=tuple(
            replace(person, name=printed(person.name), text=printed(person.text), title=_if_any(person.title, printed))
            for person in read.people
        ),
        organisations=tuple(replace(mention, text=printed(mention.text)) for mention in read.organisations),
    )


def _told(article: Article, printed: Printed) -> Article:
    return replace(
        article,
        title=_if_any(article.title, printed),
        kicker=_if_any(article.kicker, printed),
        subtitle=_if_any(article.subtitle, printed),
        section=_if_any(article.section, printed),
        dateline=_if_any(article.dateline, printed),
        credits=tuple(map(printed, article.credits)),
        paragraphs=tuple(map(printed, article.paragraphs)),
    )


def _if_any(text: str | None, printed: Printed) -> str | None:
    return printed(text) if text else None
