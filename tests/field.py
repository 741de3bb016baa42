"""Small pages, each a kind of misreading once found on real material, with what any editor would sign
(examples/field_cases.jsonl): `check` tells all that differs."""

import re
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from contextlib import closing
from pathlib import Path

from ingest.model import Known
from ingest.pipeline import read

HEADINGS = "title", "kicker", "subtitle", "section"


def fold(value):
    """Text as compared: half-width, without white space; a number stays one."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else value


def same(have, want):
    """Whether a value is the one wanted, or one of those in a list."""
    if isinstance(want, list):
        return any(same(have, one) for one in want)
    numbers = isinstance(want, float | int) and isinstance(have, float | int)
    return abs(have - want) <= 1e-6 * max(1, abs(want)) if numbers else fold(have) == fold(want)


def same_byline(have, want):
    """Whether a byline is the one wanted, as [name, role]."""
    return same(have.name, want[0]) and same(have.role, want[1])


def body(article):
    return fold("".join(article.article.paragraphs))


def check_article(place, want, articles):
    """What differs in one article: that at `place`, or the one whose text holds the words `with`."""
    key = want.get("with", place)
    found = [a for a in articles if fold(key) in body(a)] if "with" in want else articles[place : place + 1]
    if not found:
        return (yield f"no article {key!r}")
    article, bylines, text = found[0].article, found[0].bylines, body(found[0])
    for field in (*HEADINGS, "kind", "dateline"):
        if field in want and not same(getattr(article, field), want[field]):
            yield f"{key}: {field} {getattr(article, field)!r} for {want[field]!r}"
    printed = [[b.name, b.role] for b in bylines]
    signed = want.get("bylines")
    if signed is not None and not (len(bylines) == len(signed) and all(map(same_byline, bylines, signed))):
        yield f"{key}: bylines {printed} for {want['bylines']}"
    missing = [one for one in want.get("bylines_have", []) if not any(same_byline(b, one) for b in bylines)]
    yield from (f"{key}: byline missing {one} in {printed}" for one in missing)
    if (number := len(article.paragraphs)) != want.get("n_paragraphs", number):
        yield f"{key}: {number} paragraphs for {want['n_paragraphs']}"
    yield from (f"{key}: the text lacks {words!r}" for words in want.get("body_has", []) if fold(words) not in text)
    yield from (f"{key}: the text holds {words!r}" for words in want.get("body_has_not", []) if fold(words) in text)


def hits(page, query):
    """How many articles a search finds in an archive of this one page."""
    from ingest.search.functions import register

    with tempfile.TemporaryDirectory() as folder:
        (file := Path(folder, "page.txt")).write_text(page, "utf-8")
        subprocess.run([sys.executable, "-m", "ingest", file, "--db", f"{folder}/archive.db", "--silent"], check=True)
        with closing(sqlite3.connect(f"{folder}/archive.db")) as db:
            register(db)
            matching = "select count(*) from articles_fts where articles_fts match escape_fts(?)"
            return db.execute(matching, [query]).fetchone()[0]


def matching(figures, want):
    return [figure for figure in figures if all(same(getattr(figure, field), value) for field, value in want.items())]


def check(case):
    """All that differs from what is expected, as messages."""
    expect, reading = case["expect"], read(case["page"].encode(), Known("page.txt", **case.get("known", {})))
    articles = reading.articles
    for field, value in expect.get("page", {}).items():
        if not same(getattr(reading.page, field), value):
            yield f"page: {field} {getattr(reading.page, field)!r} for {value!r}"
    if len(articles) != expect.get("n_articles", len(articles)):
        yield f"{len(articles)} articles for {expect['n_articles']}"
    for place, want in enumerate(expect.get("articles", [])):
        yield from check_article(place, want, articles)
    headings = [h for a in articles for field in HEADINGS if (h := fold(getattr(a.article, field)))]
    false = (words for words in expect.get("headings_not", []) if any(fold(words) in heading for heading in headings))
    yield from (f"heading with {words!r}" for words in false)
    yield from (
        f"false byline {b.name}" for a in articles for b in a.bylines if b.name in expect.get("bylines_not", [])
    )
    places = {m.place.path for a in articles for m in a.mentions}
    yield from (f"place missing {path}" for path in expect.get("places", []) if path not in places)
    yield from (f"false place {path}" for path in expect.get("places_not", []) if path in places)
    if "places_are" in expect and places != set(expect["places_are"]):
        yield f"places {sorted(places)} for {sorted(expect['places_are'])}"
    figures = [f for a in articles for f in a.figures]
    yield from (f"figure missing {want}" for want in expect.get("figures", []) if not matching(figures, want))
    yield from (f"false figure {want}" for want in expect.get("figures_not", []) if matching(figures, want))
    searches = ((query, hits(case["page"], query), number) for query, number in expect.get("search", {}).items())
    yield from (
        f"search {query}: {found} articles for {number}" for query, found, number in searches if found != number
    )
