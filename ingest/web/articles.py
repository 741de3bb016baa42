"""An article to read: heads, text with the sentences that state figures, people and places, neighbours, citation.

    /archive/-/article/12  →  {"article": {…}, "bylines": […], "paragraphs": […], "figures": […], "citation": "…"}

Start reading at `article`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from ingest.layout.lines import lines
from ingest.search.functions import LONGEST_TEXT
from ingest.search.snippet import spans
from ingest.web import corrections, pictures, queries, references
from ingest.web.citation import citation, citation_online
from ingest.web.continued import continued
from ingest.web.hits import among_hits
from ingest.web.pages import begins_at
from ingest.web.queries import Row, row, rows
from ingest.web.regions import regions
from ingest.web.related import related
from ingest.web.search import marked_words
from ingest.web.typesetting import typeset, with_hits, with_names
from ingest.web.visit import Document, Gone, Slice, Visit, found_by_number

FIGURE_COLUMNS = [
    "text",
    "value",
    "unit",
    "qualifier",
    "change",
    "kind",
    "subject",
    "period",
    "period_year",
    "scope",
    "sentence",
    "address",
]

HEADS = {"section": "kicker", "kicker": "kicker", "title": "title", "subtitle": "kicker"}
"""What stands above the text, and the column of the index that has it."""

DOUBTFUL = 0.1
"""Doubt from which on a reader is told."""
TELLING = 12
"""Characters of a paragraph that is not likely to stand in two articles."""


async def article(visit: Visit) -> dict[str, Any]:
    """Raises Gone when the article was there once, NotFound when it never was."""
    found, bylines = await _signed(visit)
    archive, number = visit.archive, visit.number
    cited = _reference(visit, found, bylines)
    blocks = await rows(archive, queries.BLOCKS_OF_ARTICLE, id=number)
    figures = await rows(archive, queries.FIGURES_OF_ARTICLE, id=number)
    page_text = found.pop("page_text")
    neighbours = await rows(archive, queries.NEIGHBOURS, page_id=found["page_id"], position=found["position"])
    paragraphs, sentences = typeset(found["body"], _crossheads(page_text, blocks), figures)
    people = await rows(archive, queries.PEOPLE_OF_ARTICLE, id=number)
    forms = await rows(archive, queries.FORMS_OF_ORGANISATIONS, id=number)
    named = [{"id": one["id"], "text": one["name"]} for one in people]
    paragraphs = with_names(found["body"], paragraphs, named, forms)
    hits = await among_hits(visit)
    mending = await corrections.of_article(visit, found, bylines, blocks)
    asked = hits.get("q", "")
    return {
        "archive": archive.name,
        "article": found,
        "doubts": found["doubts"].split(", ") if found["doubt"] >= DOUBTFUL and found["doubts"] else [],
        "bylines": bylines,
        "places": await rows(archive, queries.PLACES_OF_ARTICLE, id=number),
        "people": people,
        "organisations": await rows(archive, queries.ORGANISATIONS_OF_ARTICLE, id=number),
        "reprints": await rows(archive, queries.REPRINTS_OF_ARTICLE, id=number),
        "figures": [{**figure, "in_sentence": sentences.get(figure["sentence"])} for figure in figures],
        "paragraphs": [
            asdict(paragraph) for paragraph in with_hits(paragraphs, spans(found["body"][:LONGEST_TEXT], asked))
        ],
        "heads": {part: marked_words(found[part], asked, column) for part, column in HEADS.items() if found[part]},
        **hits,
        **await continued(visit, found),
        "mending": mending,
        "headline_lines": corrections.mendable_lines(blocks, page_text.split("\n"), mending["history"]),
        "previous": next((one for one in neighbours if one["position"] < found["position"]), None),
        "next": next((one for one in neighbours if one["position"] > found["position"]), None),
        "related": await related(visit, found),
        "cutting": await _cutting(visit, found, blocks),
        "begins": begins_at(blocks[0]) if blocks else {"line": 1, "page": None},
        "citation": citation(found, bylines),
        "citation_online": citation_online(found, bylines, cited.address, cited.accessed),
        "address": cited.address,
        "citation_meta": references.meta(cited),
        "reference_formats": [(format, content_type) for format, (_, content_type) in references.FORMATS.items()],
    }


def documents() -> dict[str, Callable[[Visit], Awaitable[Document]]]:
    """An article in the forms of reference managers, and as plain text."""
    return {"txt": plain_text, **{format: partial(_referred, format) for format in references.FORMATS}}


async def _cutting(visit: Visit, found: Row, blocks: list[Row]) -> dict[str, Any] | None:
    """The article as it stands on the picture of its page, where there is one."""
    sheet = {name: found.pop(name) for name in ("width", "height", "image")}
    address = pictures.address(visit, found["page_id"], sheet["image"])
    if address is None:
        return None
    places = await rows(visit.archive, queries.LINES_OF_ARTICLE, id=visit.number)
    mine = [{**block, "article_id": visit.number, "colour": None} for block in blocks]
    return pictures.cutting(regions(sheet, places, mine, address), visit.number)


async def plain_text(visit: Visit) -> Document:
    """What is printed, in its order, and below it how to cite it."""
    found, bylines = await _signed(visit)
    heads = [found[part] for part in ("section", "kicker", "title", "subtitle") if found[part]]
    names = "　".join(" ".join(filter(None, [byline["role"], byline["name"]])) for byline in bylines)
    body = " ".join(filter(None, [found["dateline"], found["body"]]))
    address = visit.links.lasting(visit.archive.name, visit.number)
    cited = citation_online(found, bylines, address, _today())
    parts = ["\n".join([*heads, *([names] if names else [])]), body, cited]
    return Document("\n\n".join(part for part in parts if part) + "\n", "text/plain")


async def _referred(format: str, visit: Visit) -> Document:
    found, bylines = await _signed(visit)
    write, content_type = references.FORMATS[format]
    name = f"{visit.archive.name}-{found['title'] or visit.number}"
    return Document(write(_reference(visit, found, bylines)), content_type, format, name)


async def _signed(visit: Visit) -> tuple[Row, list[Row]]:
    """The article and its bylines. Raises Gone when it was there once, NotFound when it never was."""
    found = await _article(visit)
    return found, await rows(visit.archive, queries.BYLINES_OF_ARTICLE, id=visit.number)


async def _article(visit: Visit) -> Row:
    found = await row(visit.archive, queries.ARTICLE, id=visit.number)
    if found is None:
        former = await found_by_number(visit, queries.FORMER_ARTICLE, "article")
        texts = await rows(visit.archive, queries.TEXTS_OF_PAGE, page_id=former["page_id"])
        now = [
            {key: text[key] for key in ("id", "title", "opening")}
            for text in texts
            if _goes_on_in(former["body"], text["body"])
        ]
        raise Gone(f"Article {visit.number} is gone", {"archive": visit.archive.name, "former": former, "now": now})
    return found


def _goes_on_in(former: str, body: str) -> bool:
    """One of its paragraphs stands there now."""
    return any(paragraph in body for paragraph in former.split("\n\n") if len(paragraph) >= TELLING)


def _reference(visit: Visit, found: Row, bylines: list[Row]) -> references.Reference:
    address = visit.links.lasting(visit.archive.name, visit.number)
    return references.reference(found, bylines, address, _today(), visit.archive.name)


def _today() -> str:
    """The day of access."""
    return date.today().isoformat()


async def figures_of_article(visit: Visit) -> Slice:
    found = await _article(visit)
    figures = await rows(visit.archive, queries.FIGURES_OF_ARTICLE, id=visit.number)
    address = visit.links.lasting(visit.archive.name, visit.number)
    addressed = [{**figure, "address": f"{address}#figure-{figure['id']}"} for figure in figures]
    return Slice(f"{visit.archive.name}-数字-{found['title'] or visit.number}", FIGURE_COLUMNS, addressed)


def _crossheads(page_text: str, blocks: list[Row]) -> set[str]:
    """The article's crossheads, as its body has them but without white space."""
    spans = [range(block["first_line"], block["last_line"] + 1) for block in blocks if block["role"] == "crosshead"]
    if not spans:
        return set()
    texts = {line.number: line.text for line in lines(page_text)}
    return {"".join("".join(texts.get(number, "") for number in span).split()) for span in spans}
