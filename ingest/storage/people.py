"""Who is who: the persons and organisations of a page's articles, kept in step with its rows.

    former = forget(db, page_id)                 before the page's articles change
    remember(db, former, {7: read}, place_id)    after that

The same name with the same organisation is one person, and one whom an article gives two organisations joins those who
bear his name in either. The same name elsewhere is another person; one without an organisation is that of his article
alone. So who is one depends on what the pages say, not on their order. A person keeps his number while an article names
him.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from sqlite3 import Connection

from ingest.model import Organisation, OrganisationMention, PersonMention, Place

PlaceId = Callable[[Place | None], int | None]


@dataclass(frozen=True)
class Former:
    """What a page said before."""

    people: dict[tuple[int, str, str], int]
    """Numbers by article, role and name."""
    joined: frozenset[int] = frozenset()
    """Persons to whom one of its articles gave two organisations."""
    organisations: frozenset[int] = frozenset()


def forget(db: Connection, page_id: int) -> Former:
    """Takes a page's mentions out of both tables."""
    held = {(article, role, name): person for article, role, name, person in db.execute(HELD, [page_id])}
    joined = frozenset(person for (person,) in db.execute(JOINED, [page_id]))
    organisations = frozenset(number for (number,) in db.execute(ORGANISATIONS_HELD, {"page": page_id}))
    for table in ("person_mentions", "organisation_mentions"):
        db.execute(f"delete from {table} where article_id in (select id from articles where page_id = ?)", [page_id])
    return Former(held, joined, organisations)


def remember(
    db: Connection,
    former: Former,
    people: Mapping[int, Iterable[PersonMention]],
    organisations: Mapping[int, Iterable[OrganisationMention]],
    place_id: PlaceId,
) -> None:
    """Writes what the articles of a page say, by their numbers."""
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
    _drop_unmentioned(db, former.people.values(), former.organisations)


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
    _drop_unmentioned(db, before, ())


def _people(
    db: Connection, former: Former, article_id: int, mentions: tuple[PersonMention, ...], place_id: PlaceId
) -> None:
    offices: dict[tuple[str, str], list[int]] = {}
    numbers = {}
    for mention in mentions:
        number = _organisation(db, mention.organisation, place_id) if mention.organisation else None
        numbers[mention] = number
        offices.setdefault((mention.role, mention.name), []).extend([number] if number else [])
    bearers = {key: _bearer(db, key[1], held, former.people.get((article_id, *key))) for key, held in offices.items()}
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


def _bearer(db: Connection, name: str, organisations: list[int], former: int | None) -> int:
    """The number of the person of that name in those organisations; those who turn out to be one become one."""
    found = [number for (number,) in db.execute(SAME, [name, json.dumps(organisations)])]
    if found:
        for other in found[1:]:
            db.execute("update person_mentions set person_id = ? where person_id = ?", [found[0], other])
            db.execute("delete from people where id = ?", [other])
        return found[0]
    if former is not None and not db.execute("select 1 from person_mentions where person_id = ?", [former]).fetchone():
        return former
    (number,) = db.execute("insert into people (name) values (?) returning id", [name]).fetchone()
    return int(number)


def _part(db: Connection, person: int) -> None:
    """Makes several of a person whom nothing joins any more."""
    groups: list[tuple[set[int], set[int]]] = []
    for article, organisation in db.execute(LINKS, [person]):
        touched = [group for group in groups if article in group[0] or (organisation and organisation in group[1])]
        articles, organisations = {article}, {organisation} if organisation else set()
        for group in touched:
            groups.remove(group)
            articles |= group[0]
            organisations |= group[1]
        groups.append((articles, organisations))
    for articles, _ in groups[1:]:
        (number,) = db.execute("insert into people (name) select name from people where id = ? returning id", [person])
        db.execute(
            "update person_mentions set person_id = ? where person_id = ? and article_id in"
            " (select value from json_each(?))",
            [number[0], person, json.dumps(sorted(articles))],
        )


def _organisation(db: Connection, organisation: Organisation, place_id: PlaceId) -> int:
    row = [organisation.name, place_id(organisation.place), organisation.kind]
    held = db.execute(ORGANISATION, row[:2]).fetchone() or db.execute(PUT_ORGANISATION, row).fetchone()
    return int(held[0])


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
insert into organisations (name, place_id, kind) values (?, ?, ?) returning id
"""

ORGANISATION = "select id from organisations where name = ? and coalesce(place_id, 0) = coalesce(?, 0)"

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
