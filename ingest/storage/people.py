"""Who is who: the persons and organisations of a page's articles, kept in step with its rows.

    former = forget(db, page_id)                 before the page's articles change
    remember(db, former, {7: read}, place_id)    after that

The same name with the same organisation is one person, and one whom an article gives two organisations joins those who
bear his name in either. The same name elsewhere is another person; one without an organisation is that of his article
alone. So who is one depends on what the pages say, not on their order. A person keeps his number while an article names
him.

Where people said of a name who is who, all its bearers are told apart anew: whoever is known in an article by an
organisation or as people say, is one with those known so elsewhere; `other` takes the article's organisations away.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from types import MappingProxyType
from typing import TypeVar

from ingest.model import Identity, Organisation, OrganisationMention, PersonMention, Place

One = TypeVar("One")

PlaceId = Callable[[Place | None], int | None]


@dataclass(frozen=True)
class Former:
    """What a page said before."""

    people: dict[tuple[int, str, str], int]
    """Numbers by article, role and name."""
    joined: frozenset[int] = frozenset()
    """Persons to whom one of its articles gave two organisations."""
    organisations: frozenset[int] = frozenset()
    spoken_of: frozenset[str] = frozenset()
    """Names of which people said who is who."""


def forget(db: Connection, page_id: int) -> Former:
    """Takes a page's mentions out of both tables."""
    held = {(article, role, name): person for article, role, name, person in db.execute(HELD, [page_id])}
    joined = frozenset(person for (person,) in db.execute(JOINED, [page_id]))
    organisations = frozenset(number for (number,) in db.execute(ORGANISATIONS_HELD, {"page": page_id}))
    spoken_of = frozenset(name for (name,) in db.execute(SPOKEN_OF_HERE, [page_id]))
    for table in ("person_mentions", "organisation_mentions", "identities"):
        db.execute(f"delete from {table} where article_id in (select id from articles where page_id = ?)", [page_id])
    return Former(held, joined, organisations, spoken_of)


def remember(
    db: Connection,
    former: Former,
    people: Mapping[int, Iterable[PersonMention]],
    organisations: Mapping[int, Iterable[OrganisationMention]],
    place_id: PlaceId,
    said: Mapping[int, Iterable[Identity]] = MappingProxyType({}),
) -> None:
    """Writes what the articles of a page say, by their numbers, and what people said of those whom they name."""
    words = {(one.name, article_id, one.kind, one.known_as) for article_id, own in said.items() for one in own}
    db.executemany(PUT_IDENTITY, sorted(words))
    for person in former.joined:
        _part(db, person)
    for article_id, named in organisations.items():
        counts: dict[tuple[int, str], tuple[int, str | None]] = {}
        for mention in named:
            key = (_organisation(db, mention.organisation, place_id), mention.text)
            counts[key] = (counts.get(key, (0, None))[0] + mention.count, mention.note)
        rows = [(article_id, *key, *value) for key, value in counts.items()]
        db.executemany(PUT_ORGANISATION_MENTION, rows)
    for article_id, mentions in people.items():
        _people(db, former, article_id, tuple(mentions), place_id)
    names = {name for _, _, name in former.people} | {one.name for own in people.values() for one in own}
    before = _tell_apart(db, _spoken_of(db, names) | former.spoken_of)
    _drop_unmentioned(db, {*former.people.values(), *before}, former.organisations)


def _drop_unmentioned(db: Connection, people: Iterable[int], organisations: Iterable[int]) -> None:
    """Takes out those persons and organisations that no article names any more."""
    db.executemany(DROP_PERSON, [(number,) for number in set(people)])
    db.executemany(DROP_ORGANISATION, [(number,) for number in set(organisations)])


def rewrite_writers(db: Connection, article_id: int, writers: Iterable[PersonMention], place_id: PlaceId) -> None:
    """Puts other writers in the place of an article's, whose names other pages have helped to part."""
    held = db.execute(NAMED_HERE, [article_id]).fetchall()
    before = [number for (number,) in db.execute(WRITERS_HERE, [article_id])]
    db.execute("delete from person_mentions where article_id = ?", [article_id])
    _people(db, Former({}), article_id, tuple(writers), place_id)
    (count,) = db.execute("select count(*) from person_mentions where article_id = ?", [article_id]).fetchone()
    db.executemany(PUT_MENTION, [(article_id, count + at, *row) for at, row in enumerate(held)])
    names = {name for (name,) in db.execute(NAMES, [json.dumps(before), article_id])}
    _drop_unmentioned(db, [*before, *_tell_apart(db, _spoken_of(db, names))], ())


def _people(
    db: Connection, former: Former, article_id: int, mentions: tuple[PersonMention, ...], place_id: PlaceId
) -> None:
    offices: dict[tuple[str, str], list[int]] = {}
    numbers = {}
    for mention in mentions:
        number = _organisation(db, mention.organisation, place_id) if mention.organisation else None
        numbers[mention] = number
        offices.setdefault((mention.role, mention.name), []).extend([number] if number else [])
    spoken_of = _spoken_of(db, [name for _, name in offices])
    bearers = {
        (role, name): _bearer(
            db, name, [] if name in spoken_of else held, former.people.get((article_id, role, name)), name in spoken_of
        )
        for (role, name), held in offices.items()
    }
    rows = [
        (
            article_id,
            position,
            bearers[mention.role, mention.name],
            mention.role,
            mention.text,
            mention.title,
            numbers[mention],
            mention.count,
            int(mention.quoted),
            mention.rule,
        )
        for position, mention in enumerate(mentions)
    ]
    db.executemany(PUT_MENTION, rows)


def _bearer(db: Connection, name: str, organisations: list[int], former: int | None, told_later: bool) -> int:
    """The number of the person of that name in those organisations; those who turn out to be one become one."""
    if told_later and former is not None:
        return former
    found = [number for (number,) in db.execute(SAME, [name, json.dumps(organisations)])]
    if found:
        for other in found[1:]:
            db.execute("update person_mentions set person_id = ? where person_id = ?", [found[0], other])
            db.execute("delete from people where id = ?", [other])
        return found[0]
    if former is not None and not db.execute("select 1 from person_mentions where person_id = ?", [former]).fetchone():
        return former
    (number,) = db.execute(PUT_PERSON, [name]).fetchone()
    return int(number)


def _spoken_of(db: Connection, names: Collection[str]) -> set[str]:
    """Those of the names of which people said who is who."""
    return {name for (name,) in db.execute(SPOKEN_OF, [json.dumps([*names])])}


def _tell_apart(db: Connection, names: Iterable[str]) -> set[int]:
    """Makes one person of all who are known by one thing, name by name; gives the numbers that they had before."""
    before: set[int] = set()
    for name in sorted(names):
        known, numbers, others = _known_by(db, name)
        before.update(*numbers.values())
        taken: set[int] = set()
        for group in sorted(_joined(known), key=lambda group: (bool(group & others), sorted(group))):
            held = sorted(set().union(*(numbers[one] for one in group)) - taken)
            person = held[0] if held else int(db.execute(PUT_PERSON, [name]).fetchone()[0])
            taken.add(person)
            db.executemany(GIVE, [(person, article, role, name) for article, role in group])
    return before


Bearer = tuple[int, str]
"""A name's bearer before it is told who he is: article and role."""


def _known_by(db: Connection, name: str) -> tuple[dict[Bearer, set[Hashable]], dict[Bearer, set[int]], set[Bearer]]:
    """Of each bearer of a name what he is known by, and the numbers that he has; and of whom people say `other`."""
    words: dict[tuple[int, str], list[str]] = defaultdict(list)
    for article, kind, known_as in db.execute(SAID, [name]):
        words[article, kind].append(known_as)
    known: dict[Bearer, set[Hashable]] = defaultdict(set)
    numbers: dict[Bearer, set[int]] = defaultdict(set)
    for article, role, person, organisation in db.execute(BEARERS, [name]):
        bearer = article, role
        numbers[bearer].add(person)
        known[bearer] |= {organisation} if organisation and (article, "other") not in words else set()
        for word in words.get((article, "person"), ()):
            called = {"word": word, "name": word.rpartition("/")[2]}
            found = [number for (number,) in db.execute(CALLED, called)]
            known[bearer] |= set(found) or {word}
    return known, numbers, {(article, role) for article, role in known if (article, "other") in words}


def _joined(known: Mapping[One, set[Hashable]]) -> list[set[One]]:
    """Groups of those who are known by one thing, or are linked by others who are."""
    groups: list[tuple[set[One], set[Hashable]]] = []
    for one, things in known.items():
        whole: tuple[set[One], set[Hashable]] = {one}, set(things)
        for group in [group for group in groups if group[1] & things]:
            groups.remove(group)
            whole = whole[0] | group[0], whole[1] | group[1]
        groups.append(whole)
    return [ones for ones, _ in groups]


def _part(db: Connection, person: int) -> None:
    """Makes several of a person whom nothing joins any more."""
    known: dict[int, set[Hashable]] = defaultdict(set)
    for article, organisation in db.execute(LINKS, [person]):
        known[article] |= {organisation} if organisation else set()
    for articles in _joined(known)[1:]:
        (number,) = db.execute("insert into people (name) select name from people where id = ? returning id", [person])
        db.execute(
            "update person_mentions set person_id = ? where person_id = ? and article_id in"
            " (select value from json_each(?))",
            [number[0], person, json.dumps(sorted(articles))],
        )


def _organisation(db: Connection, organisation: Organisation, place_id: PlaceId) -> int:
    """Its number; its kind is as it was read last."""
    row = [organisation.name, place_id(organisation.place), organisation.kind]
    number, kind = db.execute(ORGANISATION, row[:2]).fetchone() or db.execute(PUT_ORGANISATION, row).fetchone()
    if kind != organisation.kind:
        db.execute("update organisations set kind = ? where id = ?", [organisation.kind, number])
    return int(number)


PUT_PERSON = "insert into people (name) values (?) returning id"

PUT_IDENTITY = "insert into identities (name, article_id, kind, known_as) values (?, ?, ?, ?)"

SPOKEN_OF = "select distinct name from identities where name in (select value from json_each(?))"

SPOKEN_OF_HERE = "select name from identities where article_id in (select id from articles where page_id = ?)"

SAID = "select article_id, kind, known_as from identities where name = ?"

BEARERS = """
select article_id, role, person_id, organisation_id from person_mentions join people on people.id = person_id
where name = ? order by article_id, role
"""

CALLED = """
select organisations.id from organisations left join places on places.id = place_id
where organisations.name = :name and (:word = :name or path || '/' || :name = :word)
"""

GIVE = """
update person_mentions set person_id = ?
where article_id = ? and role = ? and person_id in (select id from people where name = ?)
"""

NAMES = """
select name from people where id in (select value from json_each(?))
union select name from people join person_mentions on person_id = people.id where article_id = ?
"""

HELD = """
select article_id, role, name, person_id
from person_mentions join people on people.id = person_id join articles on articles.id = article_id where page_id = ?
"""

JOINED = """
select person_id from person_mentions join articles on articles.id = article_id where page_id = ?
group by article_id, role, person_id having count(distinct organisation_id) > 1
"""

SAME = """
select distinct people.id from people join person_mentions on person_id = people.id
where name = ? and organisation_id in (select value from json_each(?)) order by people.id
"""

LINKS = """
select distinct article_id, organisation_id from person_mentions where person_id = ?
order by article_id, organisation_id
"""

NAMED_HERE = """
select person_id, role, text, title, organisation_id, count, quoted, rule
from person_mentions where article_id = ? and role = 'named' order by position
"""

PUT_MENTION = """
insert into person_mentions
    (article_id, position, person_id, role, text, title, organisation_id, count, quoted, rule)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

PUT_ORGANISATION = """
insert into organisations (name, place_id, kind) values (?, ?, ?) returning id, kind
"""

ORGANISATION = "select id, kind from organisations where name = ? and coalesce(place_id, 0) = coalesce(?, 0)"

PUT_ORGANISATION_MENTION = """
insert into organisation_mentions (article_id, organisation_id, text, count, note) values (?, ?, ?, ?, ?)
"""

DROP_PERSON = (
    "delete from people where id = ? and not exists (select 1 from person_mentions where person_id = people.id)"
)

DROP_ORGANISATION = """
delete from organisations where id = ?
and not exists (select 1 from organisation_mentions where organisation_id = organisations.id)
and not exists (select 1 from person_mentions where organisation_id = organisations.id)
"""

ORGANISATIONS_HELD = """
select organisation_id from organisation_mentions join articles on articles.id = article_id where page_id = :page
union
select organisation_id from person_mentions join articles on articles.id = article_id
where page_id = :page and organisation_id is not null
"""

WRITERS_HERE = "select person_id from person_mentions where article_id = ? and role = 'writer'"
