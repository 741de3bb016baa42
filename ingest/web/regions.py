"""Where the articles stand on their page: a rectangle for each run of lines in one column, or the
outline that a digital edition draws, for pages with places.

    {"width": 1000, "height": 1398, "picture": "/my/-/page/5/picture?of=3f9a…",
     "areas": [{"x": 43, "y": 90, "width": 120, "height": 310, "article_id": 7, …}, …]}

Start reading at `regions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ingest.model import HEADLINE_ROLES
from ingest.web.queries import Row

WIDTH = 1000
"""Of the drawing; heights follow from the page."""

HEIGHT = 1400
"""Of the drawing of a page whose size is not known."""

MARGIN = 4
"""By which an area reaches beyond its lines."""

APART = 3
"""In heights of a line: what stands further below it, as below a photo, is an area of its own."""


def regions(
    page: Row, lines: Sequence[Row], blocks: Iterable[Mapping[str, Any]], picture: str | None = None
) -> dict[str, Any] | None:
    """The drawing of a page over its picture, if there is one at that address; None where there is neither that nor a
    source that tells places. `blocks` are those of pages.page."""
    if not lines and not picture:
        return None
    height = round(WIDTH * page["height"] / page["width"]) if page["width"] and page["height"] else HEIGHT
    places = {line["number"]: line for line in lines}
    areas = [_area(run, part[0], height) for part in _parts(blocks) for run in _runs(part, places)]
    once = list({tuple(area.values()): area for area in areas}.values())
    return {"width": WIDTH, "height": height, "picture": picture, "areas": once}


def _parts(blocks: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Blocks that follow each other: headlines of one article, its text, or a block that belongs to none."""
    for (article, _), part in groupby(blocks, lambda block: (block["article_id"], block["role"] in HEADLINE_ROLES)):
        if article is None:
            yield from ([block] for block in part)
        else:
            yield list(part)


def _runs(part: Sequence[Mapping[str, Any]], places: Mapping[int, Row]) -> Iterator[list[Row]]:
    """The lines of some blocks, column by column, and apart where something stands between."""
    run: list[Row] = []
    for number in (number for block in part for number in range(block["first_line"], block["last_line"] + 1)):
        line = places.get(number)
        if line is None:
            continue
        if run and _is_apart(run, line):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_apart(run: Sequence[Row], line: Row) -> bool:
    above = run[-1]
    next_column = line["top"] < above["top"] or line["x0"] > max(one["x1"] for one in run)
    return next_column or line["top"] - above["bottom"] > APART * (above["bottom"] - above["top"])


def _area(run: Sequence[Row], block: Mapping[str, Any], height: int) -> dict[str, Any]:
    x0, x1 = min(line["x0"] for line in run) * WIDTH, max(line["x1"] for line in run) * WIDTH
    top, bottom = min(line["top"] for line in run) * height, max(line["bottom"] for line in run) * height
    outline = run[0]["outline"]
    return {
        "points": _points(outline, height) if outline else None,
        "x": round(x0 - MARGIN),
        "y": round(top - MARGIN),
        "width": round(x1 - x0 + 2 * MARGIN),
        "height": round(bottom - top + 2 * MARGIN),
        "article_id": block["article_id"],
        "colour": block["colour"],
        "role": block["role"],
        "line": block["first_line"],
    }


def _points(outline: str, height: int) -> str:
    """The corners of an area in the units of the drawing.

    >>> _points("0.1,0.2 0.9,0.2 0.9,0.5", 1400)
    '100,280 900,280 900,700'
    """
    corners = (corner.split(",") for corner in outline.split())
    return " ".join(f"{round(float(x) * WIDTH)},{round(float(y) * height)}" for x, y in corners)
