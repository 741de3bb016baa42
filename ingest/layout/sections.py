"""Standing headings of a paper (栏目), told by tables/sections.tsv: which kind one is, 读者来信 or 本地快讯."""

from __future__ import annotations

from pathlib import Path

from ingest import rules

SECTIONS = Path(__file__).parent / "tables" / "sections.tsv"


def kind_of_section(text: str) -> str | None:
    """The row of sections.tsv that knows a heading, None for what is no standing heading.

    >>> kind_of_section("读者投书"), kind_of_section("本地快讯"), kind_of_section("消夏音乐会开演")
    ('letters', 'news in brief', None)
    """
    section = rules.first(rules.table(SECTIONS), text)
    return section.name if section else None
