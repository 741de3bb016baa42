"""The seed pages recombined into any number of articles: their sentences in new order, under new names and numbers.

Comes in: the text of seeds/*.txt. Goes out: articles of some 770 characters, the same in every run. They repeat their
sentences, so that a query has more hits than in real pages, and fewer characters are rare.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).parent.parent / "seeds"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂华文玉兰建国海燕东红"
LENGTH, SPREAD = 770, 250
"""Characters of a body: mean and standard deviation."""

_SENTENCE = re.compile(r"[^。!?！？]+[。!?！？]?")
_LONG_ENOUGH = 6


@dataclass(frozen=True)
class Recombined:
    """An article that nobody wrote."""

    title: str
    kicker: str | None
    body: str
    reporter: str


def recombined(count: int, seed: int = 1) -> Iterator[Recombined]:
    """`count` articles."""
    headings, sentences = _material()
    source = random.Random(seed)
    for _ in range(count):
        kicker = _renumbered(source, source.choice(headings)) if source.random() < 0.3 else None
        title = _renumbered(source, source.choice(headings))
        yield Recombined(title, kicker, _body(source, sentences), _name(source))


def _material() -> tuple[list[str], list[str]]:
    """Headings and sentences of the seed pages."""
    lines = [line.strip() for path in sorted(SEEDS.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    headings = [line.strip("#* ") for line in lines if line.startswith("#")]
    sentences = [part for line in lines if not line.startswith("#") for part in _SENTENCE.findall(line)]
    return headings, [sentence for sentence in sentences if len(sentence) >= _LONG_ENOUGH]


def _body(source: random.Random, sentences: list[str]) -> str:
    wanted = max(60, source.gauss(LENGTH, SPREAD))
    paragraphs = [""]
    while sum(map(len, paragraphs)) < wanted:
        if len(paragraphs[-1]) > 120:
            paragraphs.append("")
        paragraphs[-1] += _renumbered(source, source.choice(sentences))
    return "\n\n".join(paragraphs)


def _renumbered(source: random.Random, text: str) -> str:
    return re.sub("[0-9]", lambda _: str(source.randrange(10)), text)


def _name(source: random.Random) -> str:
    return source.choice(SURNAMES) + "".join(source.choices(GIVEN, k=source.choice((1, 2, 2))))
