"""The archive → what it holds of each page, and what could not be placed or is missing there.

holdings(db) → Holding(file="000.txt", articles=8, placed=1.0, remarks=(Remark(45, "ends mid-sentence", "…"),)), …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

PAGES = "select id, file, publication, issue_date, page_label, year, doubt, text from pages order by file"

BLOCKS = "select role, first_line, last_line from blocks where page_id = ? order by position"

UNSURE = 0.7
"""Lines that were recognised with less confidence are to be looked at."""

RECOGNISED = "select number, confidence from lines where page_id = ? and confidence < ? order by number"

ARTICLES = """
select id, title, kind, body, doubt, doubts, begins_mid_sentence, ends_mid_sentence,
    (select min(first_line) from blocks where article_id = articles.id) as first_line,
    (select max(last_line) from blocks where article_id = articles.id) as last_line
from articles where page_id = ? order by position
"""


TWICE = """
select reprints.article_id, files.file
from articles join pages on pages.id = articles.page_id
join reprints on reprints.article_id = articles.id and reprints.kind = 'same'
join articles as earlier on earlier.id = earlier_id join pages as files on files.id = earlier.page_id
where articles.page_id = ? and files.publication is pages.publication
order by articles.position, files.file
"""
"""Articles that their paper has printed before, or whose page is in the archive twice; and where."""

OPEN = """
select corrections.file, line, state, kind, value, printed from corrections
where state in ('unplaced', 'unheeded', 'suggested') order by corrections.file, id
"""


@dataclass(frozen=True)
class Remark:
    """Something on a page that a reader may want to look at."""

    line: int | None
    """Where it is on the page, None when it is said of the whole page."""
    what: str
    text: str
    """The words it is about, or the beginning of them."""


@dataclass(frozen=True)
class Doubted:
    """An article that may be misread."""

    line: int | None
    """Its first."""
    doubt: float
    reasons: str
    name: str
    """Its headline, or the beginning of its text."""


@dataclass(frozen=True)
class Holding:
    """What the archive has of one page."""

    file: str
    publication: str | None
    issue_date: str | None
    page_label: str | None
    year: int | None
    doubt: float
    """Share of its text that is likely misread, 0 to 1."""
    articles: int
    photos: int
    placed: float
    """Share of the page's characters that are not fragments, 0 to 1."""
    remarks: tuple[Remark, ...]
    doubted: tuple[Doubted, ...]
    """Articles that give reason for doubt."""


@dataclass(frozen=True)
class Open:
    """A correction that is not done yet."""

    file: str
    line: int | None
    """Where it stood when it was said; None when it is said of the whole page."""
    state: str
    """unplaced: no line of the page says this, or more than one; unheeded: the page cannot be read so; suggested."""
    says: str
    """kind=value."""
    printed: str


def open_corrections(db: Database) -> Iterator[Open]:
    """What people said that is neither applied nor taken back."""
    for row in db.query(OPEN):
        yield Open(row["file"], row["line"], row["state"], f"{row['kind']}={row['value']}", row["printed"])


def holdings(db: Database) -> Iterator[Holding]:
    """One page after the other, by file name."""
    for page in db.query(PAGES):
        blocks = list(db.query(BLOCKS, [page["id"]]))
        articles = list(db.query(ARTICLES, [page["id"]]))
        lines = page["text"].split("\n")
        fragments = [(block["first_line"], _text(lines, block)) for block in blocks if _is_fragment(block)]
        unsure = db.execute(RECOGNISED, [page["id"], UNSURE]).fetchall()
        kinds = [article["kind"] for article in articles]
        yield Holding(
            file=page["file"],
            publication=page["publication"],
            issue_date=page["issue_date"],
            page_label=page["page_label"],
            year=page["year"],
            doubt=page["doubt"],
            articles=kinds.count("article"),
            photos=kinds.count("photo"),
            placed=1 - sum(len(text) for _, text in fragments) / max(1, len("".join(page["text"].split()))),
            remarks=(
                *_of_page(page),
                *_of_fragments(fragments),
                *_of_articles(articles),
                *_of_twins(articles, db.execute(TWICE, [page["id"]]).fetchall()),
                *_of_lines(unsure, lines),
            ),
            doubted=tuple(_doubted(article) for article in articles if article["doubts"]),
        )


def _is_fragment(block: dict[str, Any]) -> bool:
    return block["role"] == "fragment"


def _text(lines: list[str], block: dict[str, Any]) -> str:
    """The block's characters, without white space."""
    return "".join("".join(lines[block["first_line"] - 1 : block["last_line"]]).split())


def _of_page(page: dict[str, Any]) -> Iterator[Remark]:
    for column in ("publication", "year"):
        if page[column] is None:
            yield Remark(None, f"{column} unknown", "")


def _of_fragments(fragments: list[tuple[int, str]]) -> Iterator[Remark]:
    for line, text in fragments:
        yield Remark(line, "belongs to no article", text)


def _of_articles(articles: list[dict[str, Any]]) -> Iterator[Remark]:
    for article in articles:
        name = _name(article)
        if article["title"] is None and article["kind"] == "article":
            yield Remark(article["first_line"], "has no headline", name)
        if article["begins_mid_sentence"]:
            yield Remark(article["first_line"], "begins mid-sentence", name)
        if article["ends_mid_sentence"]:
            yield Remark(article["last_line"], "ends mid-sentence", name)


def _of_twins(articles: list[dict[str, Any]], twins: list[tuple[int, str]]) -> Iterator[Remark]:
    by_id = {article["id"]: article for article in articles}
    for number, file in twins:
        yield Remark(by_id[number]["first_line"], f"stands in {file} too", _name(by_id[number]))


def _of_lines(unsure: list[tuple[int, float]], lines: list[str]) -> Iterator[Remark]:
    for number, confidence in unsure:
        yield Remark(number, f"recognised with {confidence:.0%}", lines[number - 1].strip())


def _doubted(article: dict[str, Any]) -> Doubted:
    return Doubted(article["first_line"], article["doubt"], article["doubts"], _name(article))


def _name(article: dict[str, Any]) -> str:
    return article["title"] or article["body"].replace("\n", "")
