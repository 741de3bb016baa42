"""How to cite an article, by GB/T 7714-2015 (newspaper articles, 4.5 and 8): 作者. 题名[N]. 报纸名, 日期(版次).

    岳毅举, 储鹏. 汇聚“工力量” 共谱“发展曲”:聊城市总工会2025年工作综述[N]. 聊城日报, [2026].

Online, with the day it was read: 题名[N/OL]. 报纸名, 日期(版次)[引用日期]. 地址. Start reading at `citation`.
"""

from __future__ import annotations

import re

from ingest import numerals
from ingest.web.queries import Row
from ingest.web.untitled import called

MOST_AUTHORS = 3
"""Of more, the first three are named, then 等 (8.1.2)."""

NO_AUTHORS = ("摄", "图", "摄影", "编辑", "制图")
"""Roles of those who did not write the text."""

EDITION = re.compile(
    r"第? ?(?P<arabic>[A-Z]?\d{1,3}) ?版"
    r"|第 ?(?P<chinese>[一二三四五六七八九十]{1,3}) ?版"
    r"|(?<!\S)(?P<bare>[A-Z]?\d{1,3})(?!\S)"
)
"""第2版 要闻, 第二版, 要闻 02, A03 时政."""


def citation(article: Row, bylines: list[Row]) -> str:
    """A reference to copy; what is unknown is left out."""
    return _joined([_authors(article, bylines), f"{title_and_subtitle(article)}[N]", _issue(article)])


def citation_online(article: Row, bylines: list[Row], address: str, accessed: str) -> str:
    """The same for what was read at an address: the day it was read stands in brackets (8.5, 8.6)."""
    title = f"{title_and_subtitle(article)}[N/OL]"
    return _joined([_authors(article, bylines), title, f"{_issue(article)}[{accessed}]", address])


def _joined(parts: list[str]) -> str:
    return ". ".join(part for part in parts if part) + "."


def authors(article: Row, bylines: list[Row]) -> list[str]:
    """Those who wrote the text, or took the photo, each once."""
    names = [byline["name"] for byline in bylines if article["kind"] == "photo" or byline["role"] not in NO_AUTHORS]
    return list(dict.fromkeys(names))


def _authors(article: Row, bylines: list[Row]) -> str:
    named = authors(article, bylines)
    return ", ".join([*named[:MOST_AUTHORS], *(["等"] if len(named) > MOST_AUTHORS else [])])


def title_and_subtitle(article: Row) -> str:
    """Headline and subtitle, parted by a colon; the first words of the text where nothing is printed above it."""
    if not article["title"]:
        return called(article["body"])
    subtitle = (article["subtitle"] or "").lstrip("—-– ")
    return f"{article['title']}:{subtitle}" if subtitle else article["title"]


def _issue(article: Row) -> str:
    """Newspaper, day and edition; a year that is not printed stands in brackets (8.4.3.2)."""
    date = article["issue_date"] or (f"[{article['year']}]" if article["year"] else "")
    number = edition(article["page_label"] or "")
    where = ", ".join(part for part in (article["publication"], date) if part)
    return f"{where}({number})" if number and where else where


def edition(label: str) -> str:
    """The page's number without leading zeros, as a cataloguer writes it: 第二版 is 2, 要闻 02 is 2, A03 stays."""
    found = EDITION.search(label)
    if not found:
        return ""
    if found["chinese"]:
        return f"{numerals.number(found['chinese']):.0f}"
    return (found["arabic"] or found["bare"]).lstrip("0")
