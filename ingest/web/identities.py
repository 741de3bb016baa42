"""Who is the same person and who is another, said on a person's page; which organisation is another, said on its own.

    POST /archive/-/correct    person=7&say=person&other=12      →  7 and 12 are one
                               person=7&say=other&article=31   →  he of article 31 is somebody else
                               organisation=3&value=山东省/聊城市/聊城市司法局   →  that is what its articles mean by it

Each becomes corrections of the articles that name them (kinds person, other and organisation), to be taken back like
any. Start reading at `sayings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.corrections.fixing import now, said
from ingest.errors import BadInput
from ingest.storage.mending import mend
from ingest.web import queries
from ingest.web.queries import Row, row, rows

if TYPE_CHECKING:
    from sqlite3 import Connection

    from datasette.database import Database

    from ingest.storage.archive import Archive

ARTICLES_AT_ONCE = 20
"""Articles of an organisation whose pages are read anew while a visitor waits."""

NAMED_IN_LISTS = 50
"""Articles of a person that a form names, to say of one that it means another."""


@dataclass(frozen=True)
class Saying:
    """What is said of the article that a line belongs to."""

    file: str
    line: int
    what: str
    """kind=value."""


def sayings(db: Connection, form: Mapping[str, str]) -> tuple[int, str, list[Saying]]:
    """(article, name, what is said): of an article that names him afterwards too. Raises BadInput for nonsense."""
    name, articles = _person(db, form.get("person"))
    if form.get("say") == "other":
        article = whole_number(form.get("article"))
        if article not in articles:
            raise BadInput(name, "that article does not name him; open his page again")
        return article, name, [_saying(db, article, name, f"other={name}")]
    like, others = _person(db, form.get("other"))
    if like != name or set(articles) & set(others):
        raise BadInput(name, "only two persons of one name, in different articles, can be the same")
    for known_as, spoken_of in ((_known_as(db, form["person"]), others), (_known_as(db, form["other"]), articles)):
        if known_as:
            return spoken_of[0], name, [_saying(db, spoken_of[0], name, f"person={name}={known_as}")]
    first = _saying(db, articles[0], name, "")
    what = f"person={name}={first.file}:{first.line}"
    return articles[0], name, [_saying(db, article, name, what) for article in (articles[0], others[0])]


def of_organisation(db: Connection, form: Mapping[str, str]) -> tuple[int, str, list[Saying]]:
    """(article, name, what is said): that the names which articles print for an organisation mean another, or none."""
    printed = db.execute(queries.PRINTED_FOR, {"id": whole_number(form.get("organisation"))}).fetchall()
    if not printed:
        raise BadInput("organisation", "no article names it any more; open the page again")
    address = form.get("value", "").strip()
    articles = sorted({article for article, *_ in printed})[:ARTICLES_AT_ONCE]
    found = [
        _saying(db, article, text, f"organisation={text}={address}") for article, text in printed if article in articles
    ]
    return articles[0], address.rpartition("/")[2], found


async def organisation_now(archive: Database, article: int, name: str) -> int | None:
    """The number of the organisation of that name in an article."""
    found = await row(archive, queries.ORGANISATION_IN_ARTICLE, article=article, name=name)
    return int(found["id"]) if found else None


def write(archive: Archive, found: list[Saying], by: str, note: str, suggested: bool) -> list[int]:
    """Notes it, reads the pages anew, and gives the numbers of the corrections."""
    new = []
    for one in found:
        page = archive.page(one.file)
        assert page is not None
        new += said(page, one.line, [one.what], by, now(), note, suggested)
    return mend(archive, new)


async def of_person(archive: Database, number: int, name: str) -> Row:
    """What a person's page has of it: what was said, and the articles of which more can be."""
    noted = await rows(archive, queries.IDENTITIES_OF_PERSON, id=number, name=name)
    return {
        "said": noted,
        "named_in": await rows(archive, queries.NAMED_IN, id=number, most=NAMED_IN_LISTS),
    }


async def now_called(archive: Database, article: int, name: str) -> int | None:
    """The number of the person of that name in an article."""
    found = await row(archive, queries.PERSON_IN_ARTICLE, article=article, name=name)
    return int(found["id"]) if found else None


def _person(db: Connection, number: str | None) -> tuple[str, list[int]]:
    """His name, and the articles that name him."""
    held = db.execute(queries.ARTICLES_NAMING, {"id": whole_number(number)}).fetchall()
    if not held:
        raise BadInput("person", "there is no such person any more; open the page again")
    return held[0][0], [article for _, article in held]


def _known_as(db: Connection, number: str) -> str | None:
    """An organisation by which he is known, or what people say of him."""
    found = db.execute(queries.KNOWN_AS, {"id": whole_number(number)}).fetchone()
    return found and str(found[0])


def _saying(db: Connection, article: int, name: str, what: str) -> Saying:
    """Said of the first line of the article that has the name, or of its first line."""
    file, text = db.execute(queries.PAGE_OF_ARTICLE, {"id": article}).fetchone()
    printed = text.split("\n")
    blocks = db.execute(queries.SPANS_OF_ARTICLE, {"id": article}).fetchall()
    lines = [number for first, last in blocks for number in range(first, last + 1) if printed[number - 1].strip()]
    return Saying(file, next((number for number in lines if name in printed[number - 1]), lines[0]), what)


def whole_number(text: str | None) -> int:
    """What a form gives for a row's number; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
