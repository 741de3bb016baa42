"""Reprints at size: copies planted among very many articles, how many are found, how much is wrong, and what it costs.

    python -m benchmarks.reprints                     100,000 articles
    python -m benchmarks.reprints --articles 20000

Articles are made of everyday words, as often as Chinese texts use them, with turns of official speech that many share.
One in fifty is a copy of an earlier one: the same, edited (a sentence out, another in, a few words changed), misread
(one character of thirty), abridged to its first half, or another text that quotes 130 characters of it. A pair that was
not planted, nor follows from two copies of one text, counts as wrong. Time is that of remembering all articles.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from ingest.gazetteer import word_weights
from ingest.storage import reprints
from ingest.storage.archive import SCHEMA

LENGTHS = (150, 1200)
"""Characters of an article."""
TURNS = 200
"""Turns of speech that articles share, of twelve to twenty characters."""
ONE_IN = 50
"""Articles to one copy."""
QUOTED = 130
PER_PAGE = 8


@dataclass(frozen=True)
class Copy:
    """A planted one."""

    kind: str
    source: int
    article: int


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000, metavar="N")
    options = parser.parse_args()
    db = _archive()
    copies = _fill(db, options.articles)
    start = time.process_time()
    for (page,) in db.execute("select id from pages order by id").fetchall():
        reprints.remember(db, reprints.of_page(db, page))
    spent = time.process_time() - start
    _print(db, copies, spent, options.articles)


def _archive() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA.read_text("utf-8"))
    return db


def _fill(db: sqlite3.Connection, size: int) -> list[Copy]:
    """Writes the articles, a few to a page; gives the copies."""
    chance = random.Random(1)
    words = Words(chance)
    texts: list[str] = []
    copies: list[Copy] = []
    for number in range(size):
        if number and number % ONE_IN == 0:
            source = chance.randrange(number)
            kind = KINDS[len(copies) % len(KINDS)]
            copies.append(Copy(kind, source, number))
            texts.append(_copied(kind, texts[source], words, chance))
        else:
            texts.append(words.text(chance.randint(*LENGTHS)))
    pages = [(page, f"{page}.txt", "2025-01-01") for page in range(-(-size // PER_PAGE))]
    db.executemany(
        "insert into pages (id, file, sha256, issue_date, layout, text) values (?, ?, '', ?, 'headline first', '')",
        pages,
    )
    db.executemany(
        "insert into articles (id, page_id, position, kind, body, characters, begins_mid_sentence, ends_mid_sentence)"
        " values (?, ?, ?, 'article', ?, ?, 0, 0)",
        [(number, number // PER_PAGE, number % PER_PAGE, text, len(text)) for number, text in enumerate(texts)],
    )
    return copies


KINDS = ("exact", "edited", "misread", "abridged", "quoted")


def _copied(kind: str, text: str, words: Words, chance: random.Random) -> str:
    if kind == "edited":
        cut = len(text) // 3
        return text[:cut] + words.text(25) + text[cut + 30 :].replace(text[cut + 40 : cut + 42], "有关")
    if kind == "misread":
        return "".join(chance.choice("口曰巳末") if chance.random() < 1 / 30 else character for character in text)
    if kind == "abridged":
        return text[: max(len(text) // 2, 100)]
    if kind == "quoted":
        start = chance.randrange(max(1, len(text) - QUOTED))
        return words.text(300) + text[start : start + QUOTED] + words.text(200)
    return text


class Words:
    """Texts of everyday words, as often as they are used, and of turns of speech."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        weights = word_weights()
        self._words = list(weights)
        self._sums = list(accumulate(2.0**weight for weight in weights.values()))
        self._turns = [self._plain(chance.randint(12, 20)) for _ in range(TURNS)]

    def text(self, length: int) -> str:
        parts: list[str] = []
        for _ in range(length // 12 + 1):
            parts.append(self._chance.choice(self._turns) if self._chance.random() < 0.03 else self._plain(20))
            parts.append("，")
        return "".join(parts)[:length]

    def _plain(self, length: int) -> str:
        return "".join(self._chance.choices(self._words, cum_weights=self._sums, k=length // 2 + 1))[:length]


def _print(db: sqlite3.Connection, copies: list[Copy], spent: float, size: int) -> None:
    found = {frozenset(pair) for pair in db.execute("select article_id, earlier_id from reprints")}
    hits = Counter(copy.kind for copy in copies if frozenset((copy.source, copy.article)) in found)
    planted = Counter(copy.kind for copy in copies)
    for kind in KINDS:
        print(f"{kind:10} {hits[kind]} of {planted[kind]} found: recall {hits[kind] / planted[kind]:.3f}")
    sources = {copy.article: copy.source for copy in copies}
    wrong = [pair for pair in found if not _follows(pair, sources)]
    print(f"{len(found)} pairs, {len(wrong)} of them not planted: precision {1 - len(wrong) / max(1, len(found)):.4f}")
    print(f"{spent:.1f} CPU seconds for {size} articles, {spent * 100_000 / size:.1f} for 100,000")


def _follows(pair: frozenset[int], sources: dict[int, int]) -> bool:
    """Whether a pair was planted, or both are copies of one text, or copies of copies."""
    one, other = (set(_line(number, sources)) for number in pair)
    return bool(one & other)


def _line(number: int, sources: dict[int, int]) -> Iterator[int]:
    """An article, what it was copied from, and so on."""
    yield number
    while number in sources:
        number = sources[number]
        yield number


if __name__ == "__main__":
    main()
