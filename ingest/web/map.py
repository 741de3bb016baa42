"""A map without tiles: places drawn where their coordinates are, on a grid of degrees.

    {"name": "茌平区", "latitude": 36.58, "longitude": 116.25, "articles": 9}  →  a circle and a label in an SVG

The earth is taken as flat, a degree of longitude shortened by the cosine of the latitude: right for a province.
"""

from __future__ import annotations

import math
from typing import Any

from ingest.web.queries import Row

WIDTH, HIGHEST, LOWEST, MARGIN = 720, 620, 240, 56
"""Of the drawing, in its own units."""

LEAST_SPAN = 0.15
"""Degrees: a single town must not fill the map."""

LABEL_HEIGHT, CHARACTER_WIDTH = 16, 14

GRID_STEPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)


def drawn(places: list[Row]) -> Row | None:
    """The map of those places whose coordinates are known; None when there are none."""
    known = [place for place in places if place["latitude"] is not None and place["longitude"] is not None]
    if not known:
        return None
    west, east = _span([place["longitude"] for place in known])
    south, north = _span([place["latitude"] for place in known])
    shortened = math.cos(math.radians((south + north) / 2))
    scale = min((WIDTH - 2 * MARGIN) / ((east - west) * shortened), (HIGHEST - 2 * MARGIN) / (north - south))
    height = max(LOWEST, round((north - south) * scale) + 2 * MARGIN)

    def across(longitude: float) -> float:
        return round(WIDTH / 2 + (longitude - (west + east) / 2) * shortened * scale, 1)

    def down(latitude: float) -> float:
        return round(height / 2 - (latitude - (south + north) / 2) * scale, 1)

    most = max(place["articles"] for place in known) or 1
    dots = [
        {
            **{key: place[key] for key in ("id", "name", "path", "articles")},
            "x": across(place["longitude"]),
            "y": down(place["latitude"]),
            "radius": round(4 + 14 * math.sqrt(place["articles"] / most), 1),
        }
        for place in sorted(known, key=lambda place: (-place["articles"], place["path"]))
    ]
    return {
        "width": WIDTH,
        "height": height,
        "dots": _labelled(dots),
        "meridians": [{"x": across(degree), "degree": degree} for degree in _grid(west, east)],
        "parallels": [{"y": down(degree), "degree": degree} for degree in _grid(south, north)],
        "unknown": len(places) - len(known),
    }


def _span(degrees: list[float]) -> tuple[float, float]:
    low, high = min(degrees), max(degrees)
    widened = max(0.0, LEAST_SPAN - (high - low)) / 2
    return low - widened, high + widened


def _grid(low: float, high: float) -> list[float]:
    """Round degrees between two, about five of them."""
    step = next((step for step in GRID_STEPS if (high - low) / step <= 5), GRID_STEPS[-1])
    return [round(number * step, 2) for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _labelled(dots: list[Row]) -> list[Row]:
    """The dots, with `label` true for those whose name finds room; the most named choose first."""
    taken: list[tuple[float, float, float, float]] = []
    labelled: list[dict[str, Any]] = []
    for dot in dots:
        left, top = dot["x"] + dot["radius"] + 3, dot["y"] - LABEL_HEIGHT / 2
        right, bottom = left + CHARACTER_WIDTH * len(dot["name"]), top + LABEL_HEIGHT
        free = right < WIDTH and not any(
            left < other[2] and right > other[0] and top < other[3] and bottom > other[1] for other in taken
        )
        if free:
            taken.append((left, top, right, bottom))
        labelled.append({**dot, "label": free})
    return labelled
