"""An article → the quantities it states, each with what is measured, its change, its time and its sentence.

    1-7月，全区预算收入完成22.03亿元，同比增长26.4%。 →
        22.03亿元 (2203000000 元)  全区预算收入  1-7月
        26.4% (26.4 %, increase)   全区预算收入  1-7月

Sentence by sentence: quantities.py finds the numbers, subjects.py what they measure; here the words of growth
(tables/changes.tsv) and of time (tables/periods.tsv) are added. A time holds until the paragraph ends.
Start reading at `figures`.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from ingest.model import Article, Figure, Page
from ingest.reading.printed import simple
from ingest.reading.quantities import Quantity, joined, quantities
from ingest.reading.subjects import subjects
from ingest.rules import Rule, table

TABLES = Path(__file__).parent / "tables"

_REPORTED = re.compile("(?:上午|下午|晚)?[,，]?(?:记者|笔者)")
"""6月18日，记者从…获悉: the day of the report is not the time of its figures."""
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
        times = _times(words)
        changes = _changes(words, found)
        for quantity, measured, change in zip(found, subjects(words, found, subject), changes, strict=True):
            while times and times[0][0] <= quantity.start:
                period = times.popleft()[1]
            subject = measured
            yield Figure(
                text=quantity.text,
                value=quantity.value,
                unit=quantity.unit,
                qualifier=quantity.qualifier,
                kind=quantity.kind,
                change=change,
                subject=measured,
                period=period,
                sentence=printed,
            )
        period = times[-1][1] if times else period


def _times(sentence: str) -> deque[tuple[int, str]]:
    """(place, words) of each time the sentence names, in order; of two at one place, the longer."""
    matches = [match for rule in _periods() for match in rule.pattern.finditer(sentence)]
    found: deque[tuple[int, str]] = deque()
    end = 0
    for match in sorted(matches, key=lambda match: (match.start(), -match.end())):
        compared = sentence[match.start() - 1 : match.start()] in ("比", "较", "同", "与")
        if match.start() >= end and not compared and not _REPORTED.match(sentence, match.end()):
            found.append((match.start(), match[0]))
            end = match.end()
    return found


def _changes(sentence: str, found: Sequence[Quantity]) -> list[str | None]:
    """increase, decrease or None for each quantity; a list after 分别增长 shares its verb."""
    changes: list[str | None] = []
    for index, quantity in enumerate(found):
        between = sentence[found[index - 1].end : quantity.start] if index else ""
        if index and (found[index - 1].start == quantity.start or between in ("、", "和")):
            changes.append(changes[-1])
        else:
            changes.append(_change(sentence, quantity))
    return changes


def _change(sentence: str, quantity: Quantity) -> str | None:
    left, right = sentence[max(0, quantity.start - 24) : quantity.start], sentence[quantity.end : quantity.end + 4]
    share = left if quantity.kind in ("percent", "multiple") else ""
    measure = left if quantity.kind == "measure" else ""
    for side, words in (("left", left), ("share", share), ("measure", measure), ("figure", quantity.text)):
        for rule in _change_rules(side):
            if rule.pattern.search(words):
                return rule.row["change"]
    return next((rule.row["change"] for rule in _change_rules("right") if rule.pattern.match(right)), None)


@cache
def _periods() -> tuple[Rule, ...]:
    return table(TABLES / "periods.tsv")


@cache
def _change_rules(side: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in table(TABLES / "changes.tsv") if rule.row["side"] == side)
