"""An article → the quantities it states, each with what is measured, its change, its time and its sentence.

    1-7月，全区预算收入完成22.03亿元，同比增长26.4%。 →
        22.03亿元 (2203000000 元)  全区预算收入  1-7月
        26.4% (26.4 %, increase)   全区预算收入  1-7月

Sentence by sentence: quantities.py finds the numbers, subjects.py what they measure, periods.py when and scopes.py of
whom; here the words of growth (tables/changes.tsv) are added. A time holds until the paragraph ends; where a paragraph
gives none, the heading above it does.
Start reading at `figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ingest.model import Article, Figure, Mention, Page, Place
from ingest.reading.periods import Time, of_heads, said_of
from ingest.reading.printed import simple
from ingest.reading.quantities import Quantity, joined, quantities
from ingest.reading.scopes import Scopes
from ingest.reading.subjects import subjects
from ingest.rules import Rule, table

TABLES = Path(__file__).parent / "tables"

_LONGEST_CROSSHEAD = 30
_HOW_LONG = re.compile("(?:[涨跌]|(?<![上下提])[升降])了?$")
"""连涨5天, 跌了三周 say how long it went on, not by how much."""
_SENTENCE_END = re.compile("[。！？!?；;：:”」…]$")
_SENTENCE = re.compile(r"[^。！？!?]+(?:[。！？!?]+[”’」』）)]*|$)")


def figures(
    article: Article, page: Page, mentions: Sequence[Mention] = (), home: Place | None = None
) -> tuple[Figure, ...]:
    """The figures of an article in reading order, headlines included.

    `mentions` are the places that the article names and `home` is the paper's, to say of what a figure is said.
    """
    heads = (article.subtitle, article.title, article.kicker)
    scopes, period = Scopes(mentions, home, heads), of_heads(heads, page)
    found: list[Figure] = []
    for text in article.texts():
        if crosshead := text in article.paragraphs and _is_crosshead(text):
            period = of_heads((text,), page) or period
        scopes.begin(text, crosshead)
        found += _figures_of_paragraph(text, page, period, scopes)
    return tuple(found)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with its end mark and closing quotation mark."""
    return tuple(sentence for match in _SENTENCE.finditer(text) if (sentence := match[0].strip()))


def _is_crosshead(text: str) -> bool:
    return len(text) <= _LONGEST_CROSSHEAD and not _SENTENCE_END.search(text)


def _figures_of_paragraph(text: str, page: Page, period: Time | None, scopes: Scopes) -> Iterator[Figure]:
    subject = None
    read = [(printed, sentence, quantities(sentence)) for printed in sentences(text) if (sentence := joined(printed))]
    while read and not read[-1][2]:
        read.pop()
    for printed, sentence, found in read:
        words = simple(sentence)
        periods, period = said_of(words, found, period, page)
        measured = subjects(words, found, subject)
        changes, said = _changes(words, found), scopes.of(words, found, measured)
        for quantity, subject, change, time, scope in zip(found, measured, changes, periods, said, strict=True):
            yield Figure(
                text=quantity.text,
                value=quantity.value,
                unit=quantity.unit,
                qualifier=quantity.qualifier,
                kind=quantity.kind,
                change=change,
                subject=subject,
                period=time.words if time else None,
                period_year=time.year if time else None,
                scope=scope,
                sentence=printed,
            )


def _changes(sentence: str, found: Sequence[Quantity]) -> list[str | None]:
    """increase, decrease or None for each quantity; a list after 分别增长 shares its verb."""
    changes: list[str | None] = []
    for index, quantity in enumerate(found):
        between = sentence[found[index - 1].end : quantity.start] if index else ""
        if index and (found[index - 1].start == quantity.start or between in ("、", "和")):
            changes.append(changes[-1])
        else:
            following = found[index + 1].start if index + 1 < len(found) else len(sentence)
            changes.append(_change(sentence, quantity, following))
    return changes


def _change(sentence: str, quantity: Quantity, following: int) -> str | None:
    """What the words beside a figure say; 增长 of 去年的3万吨增长5% belongs to the figure behind it."""
    left, right = sentence[max(0, quantity.start - 24) : quantity.start], sentence[quantity.end : quantity.end + 4]
    if quantity.kind == "duration" and _HOW_LONG.search(left):
        return None
    share = left if quantity.kind in ("percent", "multiple") else ""
    measure = left if quantity.kind == "measure" else ""
    for side, words in (("left", left), ("share", share), ("measure", measure), ("figure", quantity.text)):
        for rule in _change_rules(side):
            if rule.pattern.search(words):
                return rule.row["change"]
    said = ((rule, rule.pattern.match(right)) for rule in _change_rules("right"))
    return next((rule.row["change"] for rule, match in said if match and quantity.end + match.end() < following), None)


@cache
def _change_rules(side: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in table(TABLES / "changes.tsv") if rule.row["side"] == side)
