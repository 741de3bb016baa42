"""Where the articles stand on their page: a rectangle for each run of lines in one column, for pages with places.

    {"width": 1000, "height": 1398, "areas": [{"x": 43, "y": 90, "width": 120, "height": 310, "article_id": 7, …}, …]}

Start reading at `regions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ingest.web.queries import Row

WIDTH = 1000
"""Of the drawing; heights follow from the page."""

HEIGHT = 1400
"""Of the drawing of a page whose size is not known."""

MARGIN = 4
"""By which an area reaches beyond its lines."""


def regions(page: Row, lines: Sequence[Row], blocks: Iterable[Mapping[str, Any]]) -> dict[str, Any] | None:
    """The drawing of a page; None where its source does not tell places. `blocks` are those of pages.page."""
    if not lines:
        return None
    height = round(WIDTH * page["height"] / page["width"]) if page["width"] and page["height"] else HEIGHT
    places = {line["number"]: line for line in lines}
    areas = [_area(run, block, height) for block in blocks for run in _runs(block, places)]
    return {"width": WIDTH, "height": height, "areas": list({tuple(area.values()): area for area in areas}.values())}


def _runs(block: Mapping[str, Any], places: Mapping[int, Row]) -> Iterator[list[Row]]:
    """The lines of a block, column by column."""
    run: list[Row] = []
    for number in range(block["first_line"], block["last_line"] + 1):
        line = places.get(number)
        if line is None:
            continue
        if run and (line["top"] < run[-1]["top"] or line["x0"] > max(one["x1"] for one in run)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _area(run: Sequence[Row], block: Mapping[str, Any], height: int) -> dict[str, Any]:
    x0, x1 = min(line["x0"] for line in run) * WIDTH, max(line["x1"] for line in run) * WIDTH
    top, bottom = min(line["top"] for line in run) * height, max(line["bottom"] for line in run) * height
    return {
        "x": round(x0 - MARGIN),
        "y": round(top - MARGIN),
        "width": round(x1 - x0 + 2 * MARGIN),
        "height": round(bottom - top + 2 * MARGIN),
        "article_id": block["article_id"],
        "colour": block["colour"],
        "role": block["role"],
        "line": block["first_line"],
    }
