"""An article → the quantities it states, each with what is measured, its change, its time and its sentence.

    1-7月，全区预算收入完成22.03亿元，同比增长26.4%。 →
        22.03亿元 (2203000000 元)  全区预算收入  1-7月
        26.4% (26.4 %, increase)   全区预算收入  1-7月

Sentence by sentence: quantities.py finds the numbers, subjects.py what they measure, periods.py when; here the words
of growth (tables/changes.tsv) are added. A time holds until the paragraph ends.
Start reading at `figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ingest.model import Article, Figure, Page
from ingest.reading.periods import said_of
from ingest.reading.printed import simple
from ingest.reading.quantities import Quantity, joined, quantities
from ingest.reading.subjects import subjects
from ingest.rules import Rule, table

TABLES = Path(__file__).parent / "tables"

_SENTENCE = re.compile(r"[^。！？!?]+(?:[。！？!?]+[”’」』）)]*|$)")


def figures(article: Article, page: Page) -> tuple[Figure, ...]:
    """The figures of an article in reading order, headlines included."""
    return tuple(figure for text in article.texts() for figure in _figures_of_paragraph(text))


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each with its end mark and closing quotation mark."""
    return tuple(sentence for match in _SENTENCE.finditer(text) if (sentence := match[0].strip()))


def _figures_of_paragraph(text: str) -> Iterator[Figure]:
    period = subject = None
    read = [(printed, sentence, quantities(sentence)) for printed in sentences(text) if (sentence := joined(printed))]
    while read and not read[-1][2]:
        read.pop()
    for printed, sentence, found in read:
        words = simple(sentence)
        periods, period = said_of(words, found, period)
        measured = subjects(words, found, subject)
        for quantity, subject, change, said in zip(found, measured, _changes(words, found), periods, strict=True):
            yield Figure(
                text=quantity.text,
                value=quantity.value,
                unit=quantity.unit,
                qualifier=quantity.qualifier,
                kind=quantity.kind,
                change=change,
                subject=subject,
                period=said,
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
