"""An article to read: heads, text with the sentences that state figures, people and places, neighbours, citation.

    /archive/-/article/12  →  {"article": {…}, "bylines": […], "paragraphs": […], "figures": […], "citation": "…"}

Start reading at `article`.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ingest.layout.lines import lines
from ingest.web import queries
from ingest.web.citation import citation
from ingest.web.pages import begins_at
from ingest.web.queries import Row, rows
from ingest.web.typesetting import typeset
from ingest.web.visit import Slice, Visit, found_by_number

FIGURE_COLUMNS = ["text", "value", "unit", "qualifier", "change", "kind", "subject", "period", "sentence"]


async def article(visit: Visit) -> dict[str, Any]:
    """Raises NotFound when the archive has no such article."""
    found = await found_by_number(visit, queries.ARTICLE, "article")
    archive, number = visit.archive, visit.number
    bylines = await rows(archive, queries.BYLINES_OF_ARTICLE, id=number)
    blocks = await rows(archive, queries.BLOCKS_OF_ARTICLE, id=number)
    figures = await rows(archive, queries.FIGURES_OF_ARTICLE, id=number)
    page_text = found.pop("page_text")
    neighbours = await rows(archive, queries.NEIGHBOURS, page_id=found["page_id"], position=found["position"])
    paragraphs, sentences = typeset(found["body"], _crossheads(page_text, blocks), figures)
    return {
        "archive": archive.name,
        "article": found,
        "bylines": bylines,
        "places": await rows(archive, queries.PLACES_OF_ARTICLE, id=number),
        "figures": [{**figure, "in_sentence": sentences.get(figure["sentence"])} for figure in figures],
        "paragraphs": [asdict(paragraph) for paragraph in paragraphs],
        "previous": next((one for one in neighbours if one["position"] < found["position"]), None),
        "next": next((one for one in neighbours if one["position"] > found["position"]), None),
        "begins": begins_at(blocks[0]) if blocks else {"line": 1, "page": None},
        "citation": citation(found, bylines),
    }


async def figures_of_article(visit: Visit) -> Slice:
    found = await found_by_number(visit, queries.ARTICLE, "article")
    figures = await rows(visit.archive, queries.FIGURES_OF_ARTICLE, id=visit.number)
    return Slice(f"{visit.archive.name}-数字-{found['title'] or visit.number}", FIGURE_COLUMNS, figures)


def _crossheads(page_text: str, blocks: list[Row]) -> set[str]:
    """The article's crossheads, as its body has them but without white space."""
    spans = [range(block["first_line"], block["last_line"] + 1) for block in blocks if block["role"] == "crosshead"]
    if not spans:
        return set()
    texts = {line.number: line.text for line in lines(page_text)}
    return {"".join("".join(texts.get(number, "") for number in span).split()) for span in spans}
