"""Where a text names persons: every run of characters that can be a name, weighed by what it is and what stands beside.

    named("副镇长贾仲健表示，侯营镇将依托政策支持。")  →  Spot(3, 6, "贾仲健", …)

Each of the `questions` that holds at a run speaks for or against a person there, as much as
tables/person_evidence.tsv says; of runs that overlap the likelier one wins. Names by sound (买买提·艾力, 叶利钦) are
found by their characters. Start reading at `spots`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from ingest.gazetteer import everyday_words, load, verbs, word_weights
from ingest.names import GIVEN, NO_GIVEN_NAME, cut, is_no_name, surnames
from ingest.reading import person_short_names as short_names
from ingest.reading import person_sounds as sounds
from ingest.reading import tagger
from ingest.reading.occurrences import occurrences
from ingest.rules import rows

TABLES = Path(__file__).parent / "tables"

COMMON = 9
"""Weight of a word that is used often."""
VERY_COMMON = 16
"""… of 和, 于, 高."""
ALONE = 0.4
"""… where nothing in the article tells that it is one: no title, no speech."""
WORD_ALONE = 2.0
"""… and the name is a word: 周全."""
ENOUGH = 0.0
"""Nats that a run must reach to be a person's name."""
PERHAPS = -1.5
"""… to be one beside others in a list."""
CERTAIN = 9.0
"""Those of a name that leaves no doubt."""

HOPELESS = -8.0
"""What no title and no speech can make up for."""

STOPS = frozenset(
    "的了在是不这那他她它们个上到时说就等及把被给而且之些么吗呢吧啊呀哪谁什很最已经曾都只并但却因为如果从往于与"
    "或即则第一二四六七八九十百千万亿两每各该此我你您自己着过地得以所将由对让使令使还再又和跟同元号年日岁名位次件"
    "条家省市县区镇乡村局厅处院校厂部委会党组长员记主任者们民国际摄"
) - frozenset("一国民长会家万千百元以和同经自己记任志如即从为得之")
"""Characters that given names seldom have."""

ADDRESS = frozenset(
    re.findall("..", "先生女士小姐大爷大妈大叔大姐大哥阿姨师傅老师教授医生同学同志老汉老人夫妇夫人校长局长书记主任")
)
"""What follows a surname alone: 孙先生 has no given name."""
PARTICLES = frozenset("在由和与对向给被请让把同跟及将为从以按是有叫")
FOLLOWING = frozenset("的在和与及对向就也是率等从以同将还已被把又则都曾则给为因")
SAYS_LATER = re.compile(r"[一-鿿]{1,5}[地的](?:说|表示|介绍|告诉|感慨|笑|回忆|讲|称|回答|问|喊)")
"""感激地说: behind a name."""
CREDIT = re.compile("(?:^|[（(]|记者)([一-鿿]{4,12}?)(?:摄影报道|摄影|摄|文并摄|报道)?(?:[）)]|$)", re.MULTILINE)
"""Where several names may stand glued together."""
NAMED_AFTER = re.compile("(?:理论|思想|主义|精神|文学|文化|故里|故居|[杯牌奖号路墓像])")
"""What is called by a person's name, and is none: 邓小平理论, 李宁牌."""
CREDITED = re.compile("(?:[摄文画作]|摄影|[一-鿿]{2,3})?[）)]")
"""What ends a credit in brackets: （武斌摄）."""
WHEN = re.compile("[今昨明当]天|[日年]前|近日|最近|[一二三四五六七八九十]{1,3}日")
"""What tells a time, behind a name: 杜比宁年前表示."""
LIST = re.compile("(?:[（(][^（）()]{1,12}[）)])?[、和与，]")
"""What stands between the names of a list: 王璐娜（左）、蔡慧珏."""


@dataclass(frozen=True)
class Spot:
    """A name where it stands."""

    start: int
    end: int
    name: str
    score: float
    """Nats by which it is likelier a person than not."""


def spots(texts: Sequence[str], taken: Sequence[Collection[int]]) -> list[list[Spot]]:
    """The names of persons in the texts of one article, text by text, in order.

    `taken`: characters of each text that belong to places and organisations.
    """
    whole = "\n".join(texts)
    found = [_best(list(_weighed(text, covered, whole))) for text, covered in zip(texts, taken, strict=True)]
    names = _convincing(texts, found)
    names |= _listed(texts, found, names)
    found = [[spot for spot in each if spot.name in names] for each in found]
    found = [_again(text, each, names, covered) for text, each, covered in zip(texts, found, taken, strict=True)]
    return _with_short_names(texts, found, taken)


def _with_short_names(
    texts: Sequence[str], found: list[list[Spot]], taken: Sequence[Collection[int]]
) -> list[list[Spot]]:
    """Those too where a person that the article names is called by less: 周总理, 老张."""
    names = {spot.name for each in found for spot in each}
    whole = {part: name for part, name in short_names.parts(names) if part in names}
    found = [[replace(spot, name=whole.get(spot.name, spot.name)) for spot in each] for each in found]
    names -= whole.keys()
    covered = [
        set(inside) | {at for spot in each for at in range(spot.start, spot.end)}
        for inside, each in zip(taken, found, strict=True)
    ]
    for index, start, end, name in short_names.meant(texts, names, covered):
        if not covered_in(covered[index], start, end):
            found[index].append(Spot(start, end, name, ENOUGH))
            covered[index].update(range(start, end))
    return [sorted(each, key=lambda spot: spot.start) for each in found]


def _convincing(texts: Sequence[str], found: Sequence[Sequence[Spot]]) -> set[str]:
    """The names that a title or speech tells somewhere, or that are likely by themselves; 周平, and not 周平抛."""
    best: dict[str, float] = {}
    told: Counter[str] = Counter()
    for text, spots_there in zip(texts, found, strict=True):
        for spot in spots_there:
            best[spot.name] = max(spot.score, best.get(spot.name, 0))
            said = title_before(text, spot.start) or title_behind(text, spot.end) or speech_at(text, spot.end) == "says"
            told[spot.name] += bool(said) and spot.score > ENOUGH
    names = {name for name, score in best.items() if told[name] or score >= _needed(name)}
    return {name for name in names if told[name] or not (len(name) == 3 and name[:2] in names and told[name[:2]])}


def _needed(name: str) -> float:
    """Nats that a name must reach which nothing in the article tells."""
    if name in known():
        return ENOUGH
    return WORD_ALONE if name in word_weights() else ALONE


def _listed(texts: Sequence[str], found: Sequence[Sequence[Spot]], names: set[str]) -> set[str]:
    """The names of lists that have a convincing one in them: 江泽民、李鹏、乔石."""
    more: set[str] = set()
    for text, spots_there in zip(texts, found, strict=True):
        run: list[Spot] = []
        for spot in [*spots_there, None]:
            if spot and run and LIST.fullmatch(text, run[-1].end, spot.start):
                run.append(spot)
                continue
            if len(run) > 1 and any(one.name in names for one in run):
                more |= {one.name for one in run}
            run = [spot] if spot else []
    return more


def candidates(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, characters of the surname) of every run that has the form of a name."""
    ranks, length = surnames(), len(text)
    for match in _initials().finditer(text):
        start = match.start()
        if text[start] in ranks:
            if start + 3 <= length and _can_be_given(text[start + 1 : start + 3]):
                yield start, start + 3, 1
            if start + 2 <= length and _can_be_given(text[start + 1 : start + 2]):
                yield start, start + 2, 1
        if text[start : start + 2] in ranks:
            for end in (start + 4, start + 3):
                if end <= length and _can_be_given(text[start + 2 : end]):
                    yield start, end, 2


@cache
def _initials() -> re.Pattern[str]:
    """The first characters of surnames, but behind figures: 3万元."""
    return re.compile("(?<![0-9０-９])[" + "".join(sorted({surname[0] for surname in surnames()})) + "]")


@lru_cache(maxsize=100_000)
def _can_be_given(given: str) -> bool:
    return given not in ADDRESS and all("一" <= c <= "鿿" for c in given) and not STOPS.intersection(given)


def questions(text: str, start: int, end: int, size: int, whole: str) -> list[str]:
    """The names of the questions that hold at a run; `whole`: the whole article."""
    form, context = of_form(text[start:end], size), _of_borders(text, start, end)
    return [*form, *context, *_of_context(text, start, end, size, whole)]


def _is_namesake(text: str, start: int, end: int) -> bool:
    """Whether a thing bears the name (李宁牌), or the name stands for what he did (学雷锋)."""
    learned = text[start - 1 : start] == "学" and not title_before(text, start)
    return learned or bool(NAMED_AFTER.match(text, end))


def _of_context(text: str, start: int, end: int, size: int, whole: str) -> Iterator[str]:
    name = text[start:end]
    left, right = _of_left(text, start), _of_right(text, end)
    yield left
    yield right
    if end - start - size == 1 and _could_go_on(text, end):
        yield "could_go_on"
    if (times := whole.count(name)) > 1:
        if end - start - size == 2:
            if name[:-1] not in word_weights() and name[1:] not in word_weights():
                yield "again" if times == 2 else "again_and_again"
        else:
            behind = {whole[at + 2 : at + 3] for at in occurrences(whole, name)}
            yield "short_again" if len(behind) > 1 else "always_goes_on"
    if right == "right_says" and left in ("left_office", "left_occupation", "left_private"):
        yield "told_twice"
        if left == "left_office" and name not in verbs():
            yield "office_that_speaks"
    if _beside_a_name(text, start, end):
        yield "beside_a_name"
    if text[start - 1 : start] in ("（", "(") and CREDITED.match(text, end):
        yield "credited"
    if text[max(0, start - 2) : start] == "记者":
        yield "behind_reporter"
    if (tagged := tagger.persons(text)) is not None:
        yield "tagged" if (start, end) in tagged else "not_tagged"
    if not start and end == len(text):
        yield "stands_alone"


def _beside_a_name(text: str, start: int, end: int) -> bool:
    """江泽民、李鹏: a good name of three characters on the other side of a 、."""
    if text[start - 1 : start] == "、" and _is_good(text[max(0, start - 4) : start - 1]):
        return True
    if text[start - 1 : start] == "、" and _is_good(text[max(0, start - 3) : start - 1]):
        return True
    return text[end : end + 1] == "、" and any(
        _is_good(text[end + 1 : end + n]) and not "一" <= text[end + n : end + n + 1] <= "鿿" for n in (4, 3)
    )


@lru_cache(maxsize=50_000)
def _is_good(name: str) -> bool:
    """A name by itself: a well-known surname, given characters, no word."""
    return (
        len(name) in (2, 3)
        and surnames().get(name[0], 4) < 4
        and name not in word_weights()
        and name[:2] not in word_weights()
        and name[1:] not in word_weights()
        and _can_be_given(name[1:])
        and name[-1] in GIVEN
    )


def _could_go_on(text: str, end: int) -> bool:
    after = text[end : end + 1]
    return after in GIVEN and text[end : end + 2] not in everyday_words()


def of_form(name: str, size: int) -> tuple[str, ...]:
    given, weights = name[size:], word_weights()
    if name in known():
        return ("well_known",)
    if given[:1] == "某":
        return ("somebody",)
    asked = [f"surname_{surnames()[name[:size]]}" if size == 1 else "surname_of_two", f"given_{len(given)}"]
    asked += ["surname_is_oftener_a_word"] if weights.get(name[:size], 0) >= VERY_COMMON else []
    asked += ["given_character" if character in GIVEN else "other_character" for character in given]
    if name in weights:
        asked.append("is_a_common_word" if weights[name] > 8 else "is_a_word")
    if len(given) == 2:
        if given in weights:
            asked.append("given_is_a_word_of_names" if GIVEN.issuperset(given) else "given_is_a_word")
        asked += ["begins_with_a_word"] if name[:-1] in weights and size == 1 else []
        asked += ["given_twice"] if given[0] == given[1] else []
    if name in load().bare or name in load().full:
        asked.append("is_a_place")
    if NO_GIVEN_NAME.match(name):
        asked.append("ends_like_an_office")
    return tuple(asked)


def _of_borders(text: str, start: int, end: int) -> list[str]:
    """Words that reach over either end of the run."""
    weight, asked = word_weights().get, []
    reaching = max([weight(text[max(0, start - n) : start + 1], 0) for n in (1, 2, 3)]) if start else 0
    if reaching:
        asked.append("common_word_reaches_in" if reaching > COMMON else "word_reaches_in")
    if start and (weight(text[start - 1 : start + 2]) or (start > 1 and weight(text[start - 2 : start + 2]))):
        asked.append("word_covers_half")
    if end < len(text):
        reaching = max(
            weight(text[end - 1 : end + 1], 0), weight(text[end - 1 : end + 2], 0), weight(text[end - 1 : end + 3], 0)
        )
        if reaching:
            asked.append("common_word_reaches_out" if reaching > COMMON else "word_reaches_out")
        if weight(text[end - 2 : end + 1]) or weight(text[end - 2 : end + 2]):
            asked.append("word_covers_end")
    return asked


def _of_left(text: str, start: int) -> str:
    before = text[start - 1 : start]
    if not before or not "一" <= before <= "鿿":
        return "left_list" if before == "、" else "left_edge"
    if kind := title_before(text, start):
        return f"left_{kind}"
    if before in PARTICLES:
        return "left_particle"
    if before == "的":
        return "left_aged" if text[start - 2 : start - 1] == "岁" else "left_of"
    return "left_other"


def _of_right(text: str, end: int) -> str:
    after = text[end : end + 1]
    kind = speech_at(text, end)
    if kind == "says":
        return "right_says"
    if title_behind(text, end):
        return "right_title"
    if kind and after not in FOLLOWING:
        return "right_does"
    if not after or not "一" <= after <= "鿿":
        return "right_list" if after == "、" else "right_bracket" if after in "（(" else "right_edge"
    return "right_particle" if after in FOLLOWING else "right_other"


@lru_cache(maxsize=1)
def _titles() -> tuple[dict[str, str], frozenset[str], int]:
    table = [row for _, row in rows(TABLES / "person_titles.tsv")]
    before = {row["word"]: row["kind"] for row in table if row["stands"] == "before"}
    behind = frozenset(row["word"] for row in table if row["stands"] == "behind")
    return before, behind, max(map(len, before))


@cache
def _speech() -> tuple[dict[str, str], int]:
    words = {row["word"]: row["kind"] for _, row in rows(TABLES / "speech.tsv")}
    return words, max(map(len, words))


def title_before(text: str, start: int) -> str | None:
    """The kind of the title that ends where a name begins."""
    before, _, longest = _titles()
    for length in range(min(longest, start), 0, -1):
        if kind := before.get(text[start - length : start]):
            return kind
    return None


def title_behind(text: str, end: int) -> str | None:
    """The title that a name is followed by: 先生, 总理."""
    _, behind, _ = _titles()
    return next((text[end : end + n] for n in (4, 3, 2) if text[end : end + n] in behind), None)


def speech_at(text: str, end: int) -> str | None:
    """says or does, by the word that follows a name."""
    words, longest = _speech()
    for length in range(longest, 0, -1):
        if kind := words.get(text[end : end + length]):
            return kind
    return "says" if SAYS_LATER.match(text, end) else None


def _weighed(text: str, covered: Collection[int], whole: str) -> Iterator[Spot]:
    weights = evidence()
    for start, end, size in candidates(text):
        if start in covered or end - 1 in covered or is_no_name(text[start:end]) or text[start:end] in _titles()[0]:
            continue
        score = _form(text[start:end], size)
        if score > HOPELESS:
            score += sum([weights[question] for question in _of_borders(text, start, end)])
        if score > HOPELESS:
            score += sum([weights[question] for question in _of_context(text, start, end, size, whole)])
        if score > PERHAPS and not _is_namesake(text, start, end):
            yield Spot(start, end, text[start:end], score)
    yield from _credited(text, covered)
    yield from _well_known(text, covered)
    yield from _by_sound(text, covered, whole)


@lru_cache(maxsize=50_000)
def _form(name: str, size: int) -> float:
    """What the run itself speaks for."""
    return evidence()["always"] + sum(evidence()[question] for question in of_form(name, size))


def _credited(text: str, covered: Collection[int]) -> Iterator[Spot]:
    """Names glued together in a bracket or a line of their own: （杜中武孙传刚）."""
    for match in CREDIT.finditer(text):
        at, names = match.start(1), cut(match[1])
        if len(names) > 1 and all(map(_is_good, names)) and not covered_in(covered, *match.span(1)):
            for name in names:
                yield Spot(at, at + len(name), name, CERTAIN)
                at += len(name)


def _well_known(text: str, covered: Collection[int]) -> Iterator[Spot]:
    """列宁, 孔子: those whom every reader knows, and whose names have another form than most."""
    for match in _of_other_forms().finditer(text):
        start, end = match.span()
        if (
            not covered_in(covered, start, end)
            and not _is_part(text, start, end)
            and not _is_namesake(text, start, end)
        ):
            yield Spot(start, end, text[start:end], CERTAIN)


@cache
def _of_other_forms() -> re.Pattern[str]:
    names = [name for name in known() if (0, len(name)) not in {spot[:2] for spot in candidates(name)}]
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


@cache
def known() -> frozenset[str]:
    """Those whom every reader knows."""
    return frozenset(row["name"] for _, row in rows(TABLES / "known_people.tsv"))


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a word takes its last or its first two characters, and one more: 大李|白."""
    words = everyday_words()
    return text[end - 2 : end + 1] in words or text[max(0, start - 1) : start + 2] in words


def _by_sound(text: str, covered: Collection[int], whole: str) -> Iterator[Spot]:
    """买买提·艾力; 总统克林顿, 克林顿总统, 克林顿说; and what can be nothing but a name: 谢瓦尔德纳泽."""
    offices = set(_behind_offices(text))
    for start, end in sounds.dotted(text, offices):
        if not covered_in(covered, start, end):
            yield Spot(start, end, text[start:end], CERTAIN)
    for start, end in sounds.plain(text):
        known_word = text[start:end] in everyday_words()
        if not known_word and not covered_in(covered, start, end) and _is_told(text, start, end):
            yield Spot(start, end, text[start:end], 3.0)
    for start in sorted(offices):
        last = sounds.stretch(text, start, lambda at: _ends_there(text, at))
        if last and not covered_in(covered, start, last) and text[start:last] not in everyday_words():
            yield Spot(start, last, text[start:last], 3.5)


def _behind_offices(text: str) -> Iterator[int]:
    return (match.end() for match in _offices().finditer(text))


@cache
def _offices() -> re.Pattern[str]:
    words = [word for word, kind in _titles()[0].items() if kind == "office"]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _ends_there(text: str, at: int) -> bool:
    """Whether a name that is read up to there can end: before punctuation, a particle, speech or a title."""
    after = text[at : at + 1]
    if not "一" <= after <= "鿿" or after in FOLLOWING or WHEN.match(text, at):
        return True
    return bool(speech_at(text, at) or title_behind(text, at) or sounds.is_a_word_of_its_own(text[at : at + 2]))


def _is_told(text: str, start: int, end: int) -> bool:
    """Whether a title or what the run does tells that it is somebody; one of two characters by a title alone."""
    before = title_before(text, start) == "office"
    if end - start == 2:
        return before
    edge = before or not start or not "一" <= text[start - 1] <= "鿿" or text[start - 1] in PARTICLES
    return before or (edge and bool(title_behind(text, end) or speech_at(text, end)))


def covered_in(covered: Collection[int], start: int, end: int) -> bool:
    return any(at in covered for at in range(start, end))


def _best(found: list[Spot]) -> list[Spot]:
    """Of those that overlap the likeliest; in order."""
    kept: list[Spot] = []
    for spot in sorted(found, key=lambda spot: (-spot.score, spot.start)):
        if all(spot.end <= other.start or other.end <= spot.start for other in kept):
            kept.append(spot)
    return sorted(kept, key=lambda spot: spot.start)


def _again(text: str, found: list[Spot], names: Iterable[str], covered: Collection[int]) -> list[Spot]:
    """The names that the article has shown elsewhere, where nothing else speaks for them."""
    more = list(found)
    for name in sorted(names):
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if (
                not covered_in(covered, start, end)
                and not _is_namesake(text, start, end)
                and all(
                    end <= spot.start
                    or spot.end <= start
                    or (start <= spot.start and spot.end <= end and spot.name != name)
                    for spot in more
                )
            ):
                more = [spot for spot in more if spot.end <= start or end <= spot.start]
                more.append(Spot(start, end, name, 1.0))
            start = text.find(name, end)
    return sorted(more, key=lambda spot: spot.start)


@cache
def evidence() -> dict[str, float]:
    """What each question speaks for (positive) or against a person, in nats."""
    return {row["question"]: float(row["weight"]) for _, row in rows(TABLES / "person_evidence.tsv")}
