"""How to search, with examples whose words come from the archives at hand.

    /-/help  →  工会驿站 OR 茌平区    either of them    12 articles

Start reading at `help_page`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ingest.search.folding import fold
from ingest.search.words import words
from ingest.web import queries
from ingest.web.memory import remembered
from ingest.web.queries import Row
from ingest.web.search import looked_for, number_of_hits
from ingest.web.visit import Visit

WORDS = {
    "subject": "丰收",
    "place": "北京",
    "other": "上海",
    "name": "张三",
    "title": "开幕",
    "person": "李四",
    "organisation": "总工会",
}
"""Where the archives know none."""


@dataclass(frozen=True)
class Example:
    """A query, and what it asks for."""

    query: str
    """With the keys of WORDS in braces."""
    chinese: str
    english: str


EXAMPLES = (
    Example("{subject}", "含有这几个字的文章", "articles that hold this"),
    Example("{place} {subject}", "两个词都有", "both words"),
    Example('"{place}{subject}"', "连在一起、一字不差；“”也可以", "exactly this, in one piece; “” will do too"),
    Example("{subject} OR {other}", "有其一即可；也可写 |", "either; | means the same"),
    Example("{place} -{other}", "有前者而无后者；也可写 NOT", "the first without the second; or NOT"),
    Example("({place} OR {other}) {subject}", "括号把几个词并成一项", "brackets make one of several"),
    Example("标题:{title}", "只在标题中找；title: 也可以", "in headlines only; title: will do too"),
    Example("记者:{name}", "只在署名中找；byline: 也可以", "in bylines only; byline: will do too"),
    Example(
        "人物:{person}", "提到这个人的；文中只称姓氏、职务也算", "that name this person, by surname and office too"
    ),
    Example(
        "单位:{organisation}", "提到这个单位的；简称、“该局”也算", "that name this organisation, by short forms too"
    ),
    Example("正文:{title} -标题:{title}", "正文提到，标题没有", "in the text, not in the headline"),
)


async def help_page(visit: Visit) -> dict[str, Any]:
    known = {**WORDS, **await _words(visit)}
    return {"examples": [await _example(visit, example, known) for example in EXAMPLES]}


async def _example(visit: Visit, example: Example, known: dict[str, str]) -> Row:
    query = example.query.format(**known)
    return {
        "query": query,
        "says": visit.speech.say(example.chinese, example.english),
        "hits": await number_of_hits(visit.archives, looked_for(query)),
    }


async def _words(visit: Visit) -> dict[str, str]:
    """What these archives tell most of: a thing with figures, two places, a contributor, a word of headlines."""
    for archive in visit.archives:
        subjects = await remembered(archive, queries.SUBJECTS_OF_SEVERAL)
        places = await remembered(archive, queries.BUSIEST_PLACES)
        names = await remembered(archive, queries.BUSIEST_CONTRIBUTORS)
        found = {
            "subject": [one["subject"] for one in subjects],
            "place": [one["name"] for one in places],
            "other": [one["name"] for one in places[1:]],
            "name": [one["name"] for one in names],
            "person": [one["name"] for one in await remembered(archive, queries.BUSIEST_PERSONS)],
            "organisation": [one["name"] for one in await remembered(archive, queries.BUSIEST_ORGANISATIONS)],
            "title": _words_of([one["title"] for one in await remembered(archive, queries.NEWEST_HEADLINES)]),
        }
        if names and places:
            return {key: one[0] for key, one in found.items() if one and _is_plain(one[0])}
    return {}


def _words_of(titles: list[str]) -> list[str]:
    """The words that most headlines have, of three characters or else of two."""
    counted = Counter(word for title in titles for word in set(words(fold(title))) if len(word) > 1 and _is_plain(word))
    return [word for word, _ in sorted(counted.items(), key=lambda one: (-one[1], -len(one[0]), one[0]))]


def _is_plain(word: str) -> bool:
    """Whether a word means itself in the query language."""
    return word.isalnum() and word.upper() not in ("OR", "AND", "NOT")
