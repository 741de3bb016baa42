"""Pages of newspapers without end, to measure at size: the annotated items of the seeds in all layouts, in other words.

    python -m benchmarks.corpus FOLDER --pages 1000     writes FOLDER/1990-01-01/19900101-01.txt and so on

Eight items make a page, eight pages an issue, an issue each day; each page is set in the next style of
tests/typesetting. Within an item most words of two characters and more become everyday words of the same length, the
same one each time, names become other names, and digits others. So pages keep the marks, lengths and ties between
headline and text that the reader goes by, while articles of one item share hardly more than any two articles do. A page
is the same in every run and whatever pages are made beside it.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from benchmarks.recombine import GIVEN, SURNAMES
from ingest.gazetteer import word_weights
from ingest.search.words import words
from tests.typesetting import STYLES, Item, seed_items, typeset

FIRST_DAY = date(1990, 1, 1)
ITEMS, PAGES_A_DAY = 8, 8
CHANGED = 0.7
"""Share of the words that become others."""

KEPT = frozenset(["本报讯", "记者", "通讯员", "实习生", "摄影", "报道", "近日", "今年", "去年", "同比", "增长", "下降"])
"""What marks datelines, credits and figures."""

_HAN = re.compile("[\u4e00-\u9fff]+")
_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True)
class Template:
    """An item of the seed pages, its lines cut into words."""

    item: Item
    cuts: dict[str, tuple[str, ...]]
    """By line or paragraph."""


def pages(count: int) -> Iterator[tuple[str, str]]:
    """(file name, text) of so many pages."""
    return ((file_of(number), page(number)) for number in range(count))


def file_of(number: int) -> str:
    """The name of a page: 1990-01-01/19900101-01.txt."""
    day = FIRST_DAY + timedelta(number // PAGES_A_DAY)
    return f"{day}/{day:%Y%m%d}-{number % PAGES_A_DAY + 1:02}.txt"


def page(number: int) -> str:
    """The text of a page."""
    chance = random.Random(number)
    items = [_varied(template, chance) for template in chance.sample(_templates(), ITEMS)]
    style = list(STYLES.values())[number % len(STYLES)]
    return typeset(items, style, chance).text + "\n"


def write(folder: Path, made: Iterable[tuple[str, str]]) -> None:
    """Writes pages below a folder."""
    for file, text in made:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@cache
def _templates() -> tuple[Template, ...]:
    return tuple(_template(item) for item in seed_items())


def _template(item: Item) -> Template:
    names = [byline["name"] for byline in item.truth["bylines"]]
    return Template(item, {line: tuple(_cut(line, names)) for _, line in (*item.headline, *item.text)})


def _cut(text: str, names: Iterable[str]) -> Iterator[str]:
    """A text as words, names, and what stands between them."""
    known = "|".join(map(re.escape, names))
    for part in re.split(f"({known})", text) if known else [text]:
        if part in names:
            yield part
            continue
        end = 0
        for run in _HAN.finditer(part):
            yield part[end : run.start()]
            yield from words(run[0])
            end = run.end()
        yield part[end:]


def _varied(template: Template, chance: random.Random) -> Item:
    """The item with other words."""
    item = template.item
    names = {byline["name"] for byline in item.truth["bylines"]}
    others: dict[str, str] = {}

    def other(word: str) -> str:
        if word not in others:
            others[word] = _name(chance) if word in names else _other(word, chance)
        return others[word]

    def varied(parts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((role, "".join(map(other, template.cuts[line]))) for role, line in parts)

    return replace(item, headline=varied(item.headline), text=varied(item.text))


def _other(word: str, chance: random.Random) -> str:
    if not _HAN.fullmatch(word):
        return _DIGIT.sub(lambda _: str(chance.randrange(1, 10)), word)
    choices = _vocabulary().get(len(word))
    if len(word) < 2 or word in KEPT or not choices or chance.random() > CHANGED:
        return word
    candidates, sums = choices
    return chance.choices(candidates, cum_weights=sums)[0]


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


@cache
def _vocabulary() -> dict[int, tuple[list[str], list[float]]]:
    """By length: everyday words, and how often they are used, added up."""
    weights = word_weights()
    found: dict[int, list[str]] = {}
    for word in weights:
        found.setdefault(len(word), []).append(word)
    return {size: (same, list(accumulate(2.0 ** weights[word] for word in same))) for size, same in found.items()}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000, metavar="N")
    options = parser.parse_args()
    write(options.folder, pages(options.pages))


if __name__ == "__main__":
    main()
