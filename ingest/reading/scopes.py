"""What place or organisation a figure is said of: its scope.

    上半年，茌平区造林3万亩，全市造林9万亩。 → 3万亩: 茌平区; 9万亩: 聊城市

The name must open a clause (behind a time and words like 其中 and 在): 全国 of 占全国70% is what the figure is held
against. It is looked for in the figure's clause, then in the clauses before it; where a sentence opens with its verb or
with what is counted, in the sentences and headings before. Start reading at `Scopes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from ingest.model import Mention, Place
from ingest.reading.nouns import begins_with, without_openers
from ingest.reading.periods import opening_time
from ingest.reading.quantities import TABLES, Quantity
from ingest.rules import rows

LEVELS = {"国": "country", "省": "province", "市": "city", "县": "county", "区": "county", "镇": "town", "乡": "town"}
"""全市, 我县, 该镇: the level that one character names."""
_CLAUSE = re.compile(r"[，,；;。！？!?：:—…\s]+")
_GENERIC = re.compile("(?:[全我本该]|我们)(?P<level>[国省市县区镇乡村])(?![一-鿿]?级|内外|民)")
_OPENERS = re.compile("[—\\s《（(]+|在|其中|据统计|据了解|据介绍|据悉|近日|至此|此外|同时|随后|如今|现在|的")
_PERSON = re.compile(
    "^(?:[他她你“‘]|我(?![省市县区镇国])|作为)|的[^，。]{0,4}(?:先生|女士|村民|居民|市民|农民|老人|师傅)"
)
"""A clause that speaks of somebody, or in his words."""
_CASE = re.compile("[、与和及至到—-]|以外|籍|人(?!均)|等[地国省市县区]|平均")
"""Behind a place: one of several, or no more the place itself."""
_HONOUR = re.compile("最|先进|优秀|模范|示范|文明|首|劳|五一|重点|[百十]|率先|第|前|唯一|领先|各地")
"""全国劳模, 在全省首推: a rank and no scope."""
_OTHER_NAME = re.compile("[一-鿿]{0,8}(?:[队宫馆站所室社店园校院厂局行会团委庙村]|志(?!愿)|公司|中心|基地|集团|企业)")
"""Behind a place: what is called by it is spoken of."""
_RANK = re.compile("全?[省市县区镇]")
_GOES_ON = re.compile("[的了和与及、“”]|开展|举办|组织|通过|全")
"""What no name of an organisation has between its place and its end."""
_ORGANISATION_LENGTH = 14


class Scopes:
    """The scopes of one article's figures, asked text by text in reading order."""

    def __init__(self, mentions: Sequence[Mention], home: Place | None, heads: Iterable[str | None]) -> None:
        self._places: dict[str, Place] = {}
        for mention in mentions:
            self._places.setdefault(mention.text, mention.place)
        self._names = {text for text in self._places if len(text) > 1}
        self._lengths = sorted(set(map(len, self._names)), reverse=True)
        self._home = home
        self._organisations: dict[str, str] = {}
        """What 该 names it by → the organisation named last."""
        self._of_heads = next((scope for head in heads if head and (scope := self._opening(head, heading=True))), None)
        self._carried: str | None = None

    def begin(self, text: str, heading: bool) -> None:
        """A new paragraph begins; a crosshead that names a place or an organisation holds for those below it."""
        self._carried = None
        if heading and (scope := self._opening(text, heading=True)):
            self._of_heads = scope

    def of(self, sentence: str, found: Sequence[Quantity], subjects: Sequence[str | None]) -> list[str | None]:
        """The scope of each quantity of a sentence."""
        clauses = self._clauses(sentence)
        scopes: list[str | None] = []
        for quantity, subject in zip(found, subjects, strict=True):
            before = [(start, words) for start, words in clauses if start <= quantity.start]
            scopes.append(self._nearest([words for _, words in before], subject))
        named = [scope for _, words in clauses if (scope := self._opening(words))]
        if named:
            self._carried = named[0]
        elif clauses and not self._elided(clauses[0][1], None):
            self._carried = None
        return scopes

    def _nearest(self, clauses: Sequence[str], subject: str | None) -> str | None:
        """Of the clause itself, else of those before it; of what stands before the sentence, where that goes on."""
        for words in reversed(clauses):
            if _PERSON.search(words):
                return None
            if scope := self._opening(words, subject):
                return scope
        goes_on = bool(clauses) and all(self._elided(words, subject) for words in (clauses[0], clauses[-1]))
        return (self._carried or self._of_heads) if goes_on else None

    def _elided(self, words: str, subject: str | None) -> bool:
        """建成驿站5个, 民生支出3亿元: the clause opens with its verb, or with what is counted."""
        bare = without_openers(words)
        opens = any(begins_with(role, bare) for role in ("verb", "deed", "adverb", "link"))
        return opens or (subject is not None and bare.startswith(subject)) or bare[:1].isdigit()

    def _clauses(self, sentence: str) -> list[tuple[int, str]]:
        """(start, words) of each clause."""
        found, start = [], 0
        for mark in (*_CLAUSE.finditer(sentence), None):
            end = mark.start() if mark else len(sentence)
            if words := sentence[start:end]:
                found.append((start, words))
            start = mark.end() if mark else end
        return found

    def _opening(self, words: str, subject: str | None = None, heading: bool = False) -> str | None:
        """The place or organisation that the words begin with."""
        words = _without_opening(words)
        if generic := _GENERIC.match(words):
            honour = generic["level"] in "国省" and _HONOUR.match(words, generic.end())
            return None if honour else self._meant(generic["level"])
        if words.startswith("该"):
            return next((name for short, name in self._organisations.items() if words.startswith(short, 1)), None)
        if organisation := self._organisation_at(words):
            return organisation
        place = self._place_of(words)
        if not place:
            return None
        rest = words[len(place) :]
        whole = place[-1] in LEVELS and not _OTHER_NAME.match(rest)
        counted = subject is not None and (words.startswith(subject) or rest.startswith(subject))
        acts = not rest or any(begins_with(role, rest) for role in ("verb", "deed", "adverb", "link"))
        said = not _CASE.match(rest) and (whole or counted or acts or heading)
        return self._places[place].name if said else None

    def _place_of(self, words: str) -> str:
        """The longest name of a place, as the article prints it, that the words begin with."""
        return next((words[:length] for length in self._lengths if words[:length] in self._names), "")

    def _organisation_at(self, words: str) -> str | None:
        """市总工会, 茌平区农业农村局: it begins with its place, or with the rank of that."""
        place = self._place_of(words)
        rank = None if place else _RANK.match(words)
        begins = len(place) if place else rank.end() if rank else None
        if begins is None or words.startswith("全"):
            return None
        ends = [
            (start + len(ending), short)
            for ending, short in _endings().items()
            if begins <= (start := words.find(ending, begins)) <= begins + _ORGANISATION_LENGTH
            and not _GOES_ON.search(words, begins, start)
        ]
        if not ends:
            return None
        end, short = min(ends, key=lambda found: -found[0] if found[0] - begins <= 4 else found[0])
        name = words[:end]
        if rank and (owner := self._meant(words[0])):
            name = owner + words[1:end]
        self._organisations[short] = name
        return None if _CASE.match(words, end) else name

    def _meant(self, level: str) -> str | None:
        """聊城市 of 全市 in a paper of 聊城, the county of 全县 where the article names one alone."""
        if level == "国":
            return "中国"
        if level == "村":
            return self._only("village")
        wanted = LEVELS[level]
        at_home = self._home.path.split("/") if self._home else []
        if wanted == "province" and at_home:
            return at_home[0]
        if wanted == "city" and len(at_home) > 1 and at_home[1].endswith("市"):
            return at_home[1]
        if wanted == "county" and self._home and self._home.level == "county":
            return self._home.name
        return self._only(wanted, level)

    def _only(self, level: str, ending: str = "") -> str | None:
        named = {place.name for place in self._places.values() if place.level == level and place.name.endswith(ending)}
        return named.pop() if len(named) == 1 else None


def _without_opening(words: str) -> str:
    """全市有3人 of 2024年全市有3人: without times and what else may open a clause; 对 and 向 stay."""
    while opening := _OPENERS.match(words) or opening_time().match(words):
        words = words[opening.end() :]
    return words


@cache
def _endings() -> dict[str, str]:
    """Ending of an organisation's name → what 该 names it by."""
    return {row["ending"]: row["short"] for _, row in rows(TABLES / "organisations.tsv") if row["scope"]}
