"""Model objects for tests: each function builds a small valid one; a test names only the field it is about."""

from __future__ import annotations

import hashlib
from typing import Any

from ingest.model import (
    Article,
    Block,
    Byline,
    Doubt,
    Figure,
    Identity,
    Known,
    Mention,
    OrganisationMention,
    Page,
    PersonMention,
    Place,
    ReadArticle,
    Reading,
)

PROVINCE = Place("山东省", "province", "山东省", code="370000")
CITY = Place("聊城市", "city", "山东省/聊城市", code="371500")
NO_DOUBT = Doubt(0.0, ())
COUNTY = Place("茌平区", "county", "山东省/聊城市/茌平区", code="371503")


def known(file: str = "01.txt", **fields: Any) -> Known:
    return Known(file, **fields)


def page(text: str = "丰收在望\n今年小麦丰收。", **fields: Any) -> Page:
    return Page(
        **{
            "file": "01.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "text": text,
            "publication": None,
            "issue_date": None,
            "year": None,
            "date_basis": None,
            "page_label": None,
        }
        | fields
    )


def block(role: str = "body", line: int = 1, article: int | None = 0, **fields: Any) -> Block:
    return Block(**{"role": role, "first_line": line, "last_line": line, "article": article, "rule": "test"} | fields)


def article(position: int = 0, **fields: Any) -> Article:
    return Article(
        **{
            "position": position,
            "title": "丰收在望",
            "kicker": None,
            "subtitle": None,
            "section": None,
            "kind": "article",
            "dateline": None,
            "credits": (),
            "paragraphs": ("今年小麦丰收。",),
            "begins_mid_sentence": False,
            "ends_mid_sentence": False,
        }
        | fields
    )


def byline(name: str = "张三", role: str | None = "记者") -> Byline:
    return Byline(name, role)


def mention(place: Place = CITY, text: str = "聊城", count: int = 1, note: str | None = None) -> Mention:
    return Mention(place, text, count, note)


def figure(text: str = "12家", **fields: Any) -> Figure:
    return Figure(
        **{
            "text": text,
            "value": 12.0,
            "unit": "家",
            "qualifier": None,
            "kind": "count",
            "change": None,
            "subject": "企业",
            "period": None,
            "period_year": None,
            "scope": None,
            "sentence": f"新增企业{text}。",
        }
        | fields
    )


def read_article(
    position: int = 0,
    bylines: tuple[Byline, ...] = (),
    mentions: tuple[Mention, ...] = (),
    figures: tuple[Figure, ...] = (),
    date: str | None = None,
    doubt: Doubt = NO_DOUBT,
    people: tuple[PersonMention, ...] = (),
    organisations: tuple[OrganisationMention, ...] = (),
    identities: tuple[Identity, ...] = (),
    **fields: Any,
) -> ReadArticle:
    return ReadArticle(
        article(position, **fields), date, bylines, mentions, figures, doubt, people, organisations, identities
    )


def reading(*articles: ReadArticle, blocks: tuple[Block, ...] | None = None, **fields: Any) -> Reading:
    """A page with the given articles (one, unless told), each with one block: its lines are its positions + 1."""
    articles = articles or (read_article(),)
    made = tuple(block(line=read.article.position + 1, article=read.article.position) for read in articles)
    return Reading(page(**fields), "headline first", made if blocks is None else blocks, articles)
