"""What people put right, done to a reading: before it (text, paper and day, given roles) and after it (what an article
says). pages.text stays as it is.

    known_by(known, mends)        paper, day and page label as given
    mended(text, mends)           the text with its misread lines mended
    given(lines, mends)           what is given of lines: evidence like any other, but for its weight
    put_right(reading, mends)     bylines, places, figures and dates of the articles that the lines belong to
    unheeded(reading, mends)      what could not be followed
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.corrections.kinds import bylines, kinds, meant, number, place, subject
from ingest.gazetteer import parent
from ingest.model import (
    Block,
    Figure,
    Given,
    Identity,
    Known,
    Line,
    Mend,
    Mention,
    Organisation,
    OrganisationMention,
    ReadArticle,
    Reading,
)
from ingest.reading.figures import sentences
from ingest.reading.organisations import kind_of
from ingest.reading.units import unit_at


def known_by(known: Known, mends: Iterable[Mend]) -> Known:
    """What is known of the page, with what people say of it."""
    fields: dict[str, Any] = {
        subject(mend.kind, mend.value): meant(mend.kind, mend.value) for mend in mends if mend.kind == "page"
    }
    return replace(known, **fields)


def mended(text: str, mends: Iterable[Mend]) -> str:
    """The page's text with its misread lines mended; the white space around them stays."""
    lines = text.split("\n")
    for mend in mends:
        if mend.kind == "text" and mend.line:
            printed = lines[mend.line - 1]
            lines[mend.line - 1] = printed.replace(printed.strip(), mend.value, 1)
    return "\n".join(lines)


def given(lines: Sequence[Line], mends: Iterable[Mend]) -> tuple[Line, ...]:
    """The lines, each with what people say of it."""
    said: dict[int | None, dict[str, str]] = defaultdict(dict)
    for mend in mends:
        if kinds()[mend.kind].of == "line" and mend.kind != "text":
            said[mend.line][mend.kind] = mend.value
    return tuple(
        replace(line, given=_given(said[line.number], line.given)) if line.number in said else line for line in lines
    )


def put_right(reading: Reading, mends: Sequence[Mend]) -> Reading:
    """The reading with what people say of the articles; `reading` was read of the mended text."""
    owners = _owners(reading.blocks)
    of_article: dict[int | None, list[Mend]] = defaultdict(list)
    for mend in mends:
        if mend.kind in FIXES:
            of_article[owners.get(mend.line)].append(mend)
    articles = (_article(read, of_article[read.article.position]) for read in reading.articles)
    return replace(reading, articles=tuple(articles)) if of_article else reading


def unheeded(reading: Reading, mends: Iterable[Mend]) -> frozenset[Mend]:
    """What no reading of the page could follow: it contradicts other corrections, or speaks of what is not there."""
    blocks = {line: block for block in reading.blocks for line in block.numbers}
    owners = _owners(reading.blocks)
    articles = {read.article.position: read for read in reading.articles}

    def heeded(mend: Mend) -> bool:
        if mend.line is None or mend.kind == "text":
            return True
        if mend.kind in FIXES:
            owner = owners.get(mend.line)
            return owner is not None and _says(articles[owner], mend)
        block = blocks.get(mend.line)
        return block is not None and _holds(mend, block, reading.blocks)

    return frozenset(mend for mend in mends if not heeded(mend))


def _given(said: Mapping[str, str], before: Given | None) -> Given:
    """What people say; where they are silent, what the page's source says."""
    source = before or Given()
    joins = True if "joins" in said else False if "apart" in said else source.joins
    return Given(said.get("role", source.role), said["begins"] == "yes" if "begins" in said else source.begins, joins)


def _owners(blocks: Iterable[Block]) -> dict[int | None, int]:
    """Line → position of the article that it belongs to."""
    return {line: block.article for block in blocks if block.article is not None for line in block.numbers}


def _holds(mend: Mend, block: Block, blocks: Sequence[Block]) -> bool:
    """Whether the line is what it is said to be."""
    if mend.kind == "role":
        return block.role == mend.value
    opens = block.first_line == mend.line and not block.continues
    if mend.kind != "begins":
        return opens == (mend.kind == "apart")
    lines = [other.first_line for other in blocks if other.article == block.article and other.role != "kicker"]
    first = block.article is None or block.role == "kicker" or min(lines) == mend.line
    return (opens and first) == (mend.value == "yes")


def _article(read: ReadArticle, mends: Iterable[Mend]) -> ReadArticle:
    for mend in mends:
        read = FIXES[mend.kind](read, mend)
    return read


def _byline(read: ReadArticle, mend: Mend) -> ReadArticle:
    """The names as given; those printed are no longer asked."""
    return replace(read, bylines=bylines(mend.value), article=replace(read.article, credits=()))


def _date(read: ReadArticle, mend: Mend) -> ReadArticle:
    return replace(read, date=mend.value or None)


def _place(read: ReadArticle, mend: Mend) -> ReadArticle:
    """The printed name means that place, or none."""
    text, path = subject(mend.kind, mend.value), meant(mend.kind, mend.value)
    others = tuple(mention for mention in read.mentions if mention.text != text)
    count = sum(mention.count for mention in read.mentions if mention.text == text) or _count(text, read)
    found = place(path) if path else None
    if found is None or not count:
        return replace(read, mentions=others)
    return replace(read, mentions=_in_order((*others, Mention(found, text, count)), read))


def _organisation(read: ReadArticle, mend: Mend) -> ReadArticle:
    """The printed name means that organisation, or none; so do the short forms that stood for it, and its offices."""
    text, address = subject(mend.kind, mend.value), meant(mend.kind, mend.value)
    before = dict.fromkeys(mention.organisation for mention in read.organisations if mention.text == text)
    new = _organisation_at(address, next((one.kind for one in before), None)) if address else None
    of_it = [one for one in read.organisations if one.text == text or (one.organisation in before and one.note)]
    others = [one for one in read.organisations if one not in of_it]
    named = [replace(one, organisation=new) for one in of_it] if new else []
    if new and not of_it and (count := _count(text, read)):
        named = [OrganisationMention(new, text, count)]
    left = {one.organisation for one in others}
    people = (
        replace(one, organisation=new)
        if one.organisation in before and (one.organisation not in left or text in one.text)
        else one
        for one in read.people
    )
    return replace(read, organisations=(*others, *named), people=tuple(people))


def _organisation_at(address: str, kind: str | None) -> Organisation:
    """That of 山东省/聊城市/聊城市司法局: its place's path and its name; of this kind where the name does not tell."""
    name = address.rpartition("/")[2]
    return Organisation(
        name, kind_of(name) or kind or "association", place(parent(address)) if "/" in address else None
    )


def _identity(read: ReadArticle, mend: Mend) -> ReadArticle:
    """Noted; who is who is told when the archive holds what other articles say."""
    return replace(read, identities=(*read.identities, _identity_of(mend)))


def _identity_of(mend: Mend) -> Identity:
    name, _, known_as = mend.value.partition("=")
    return Identity(name, mend.kind, known_as)


def _figure(read: ReadArticle, mend: Mend) -> ReadArticle:
    """The printed words mean that quantity, or none."""
    text, quantity = subject(mend.kind, mend.value), meant(mend.kind, mend.value)
    if not quantity:
        return replace(read, figures=tuple(figure for figure in read.figures if figure.text != text))
    value, unit = number(quantity)
    if any(figure.text == text for figure in read.figures):
        return replace(
            read,
            figures=tuple(
                replace(figure, value=value, unit=unit) if figure.text == text else figure for figure in read.figures
            ),
        )
    sentence = next((each for whole in read.article.texts() for each in sentences(whole) if text in each), None)
    if sentence is None:
        return read
    known = unit_at(unit, 0) if unit else None
    new = Figure(text, value, unit, None, known.kind if known else "count", None, None, None, None, None, sentence)
    return replace(read, figures=(*read.figures, new))


def _count(text: str, read: ReadArticle) -> int:
    return sum(whole.count(text) for whole in (*read.article.texts(), read.article.dateline or ""))


def _in_order(mentions: Iterable[Mention], read: ReadArticle) -> tuple[Mention, ...]:
    """As the article names them."""
    whole = "\n".join((read.article.dateline or "", *read.article.texts()))
    return tuple(sorted(mentions, key=lambda mention: whole.find(mention.text) % (len(whole) + 1)))


def _says(read: ReadArticle, mend: Mend) -> bool:
    """Whether the article says what it is said to."""
    text, of = subject(mend.kind, mend.value), meant(mend.kind, mend.value)
    if mend.kind == "byline":
        return read.bylines == bylines(mend.value)
    if mend.kind == "date":
        return read.date == (mend.value or None)
    if mend.kind in ("person", "other"):
        return any(person.name == _identity_of(mend).name for person in read.people)
    if mend.kind == "organisation":
        named = {mention.organisation for mention in read.organisations if mention.text == text}
        return {_address(one) for one in named} == ({of} if of else set())
    if mend.kind == "place":
        paths = {mention.place.path for mention in read.mentions if mention.text == text}
        return paths == ({of} if of else set())
    quantities = {(figure.value, figure.unit) for figure in read.figures if figure.text == text}
    return quantities == ({number(of)} if of else set())


def _address(organisation: Organisation) -> str:
    """As people give it: its place's path and its name."""
    return f"{organisation.place.path}/{organisation.name}" if organisation.place else organisation.name


FIXES: dict[str, Callable[[ReadArticle, Mend], ReadArticle]] = {
    "byline": _byline,
    "date": _date,
    "place": _place,
    "figure": _figure,
    "organisation": _organisation,
    "person": _identity,
    "other": _identity,
}
"""What is put right in articles when they are read."""
