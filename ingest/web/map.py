"""A map without tiles: places drawn where their coordinates are, on a grid of degrees.

    {"name": "茌平区", "latitude": 36.58, "longitude": 116.25, "articles": 9}  →  a circle and a label in an SVG

The earth is taken as flat, a degree of longitude shortened by the cosine of the latitude: right for a province.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate

from ingest.web import boxes
from ingest.web.queries import Row

WIDTH, HIGHEST, LOWEST, MARGIN = 720, 620, 240, 56
"""Of the drawing, in its own units."""

TOO_LARGE = ("country", "province")
"""Levels that a dot would misplace."""

REACH = 0.9
"""The share of all mentions that the map takes in."""

LEAST_SPAN = 0.15
"""Degrees: a single town must not fill the map."""

SIZE = 14
"""Of the names on a wide screen, as the style sheet has it."""

GRID_STEPS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)


def drawn(places: list[Row], reach: float = REACH) -> Row | None:
    """The map of those places whose coordinates are known; None when there are none.

    Places farther away than a share of all mentions, the `reach`, are left out: a single foreign town would shrink the
    province to a dot.
    """
    small = [place for place in places if place["level"] not in TOO_LARGE]
    located = [place for place in small if place["latitude"] is not None and place["longitude"] is not None]
    if not located:
        return None
    near = _near(located, reach)
    scale = _scale(near)
    most = max(place["articles"] for place in near) or 1
    dots = [
        {
            **{key: place[key] for key in ("id", "name", "path", "articles")},
            "x": scale.across(place["longitude"]),
            "y": scale.down(place["latitude"]),
            "radius": round(4 + 14 * math.sqrt(place["articles"] / most), 1),
        }
        for place in sorted(near, key=lambda place: (-place["articles"], place["path"]))
    ]
    return {
        "width": WIDTH,
        "height": scale.height,
        "dots": _labelled(dots),
        "meridians": [{"x": scale.across(degree), "degree": degree} for degree in _grid(scale.west, scale.east)],
        "parallels": [{"y": scale.down(degree), "degree": degree} for degree in _grid(scale.south, scale.north)],
        "far": len(located) - len(near),
        "unknown": len(small) - len(located),
    }


@dataclass(frozen=True)
class Scale:
    """From degrees to the drawing's units."""

    west: float
    east: float
    south: float
    north: float
    shortened: float
    """A degree of longitude, in degrees of latitude."""
    per_degree: float
    height: int

    def across(self, longitude: float) -> float:
        middle = (self.west + self.east) / 2
        return round(WIDTH / 2 + (longitude - middle) * self.shortened * self.per_degree, 1)

    def down(self, latitude: float) -> float:
        return round(self.height / 2 - (latitude - (self.south + self.north) / 2) * self.per_degree, 1)


def _scale(places: list[Row]) -> Scale:
    west, east = _span([place["longitude"] for place in places])
    south, north = _span([place["latitude"] for place in places])
    shortened = math.cos(math.radians((south + north) / 2))
    room = WIDTH - 2 * MARGIN
    per_degree = min(room / ((east - west) * shortened), (HIGHEST - 2 * MARGIN) / (north - south))
    height = max(LOWEST, round((north - south) * per_degree) + 2 * MARGIN)
    return Scale(west, east, south, north, shortened, per_degree, height)


def _near(places: list[Row], reach: float) -> list[Row]:
    """The places around the one that is named most, as far as most mentions reach."""
    centre = max(places, key=lambda place: (place["articles"], place["path"]))
    shortened = math.cos(math.radians(centre["latitude"]))

    def distance(place: Row) -> float:
        across = (place["longitude"] - centre["longitude"]) * shortened
        return math.hypot(across, place["latitude"] - centre["latitude"])

    by_distance = sorted(places, key=lambda place: (distance(place), place["path"]))
    wanted = reach * sum(place["articles"] for place in places)
    told = list(accumulate(place["articles"] for place in by_distance))
    return by_distance[: next((index for index, sum_ in enumerate(told, 1) if sum_ >= wanted), len(places))]


def _span(degrees: list[float]) -> tuple[float, float]:
    low, high = min(degrees), max(degrees)
    widened = max(0.0, LEAST_SPAN - (high - low)) / 2
    return low - widened, high + widened


def _grid(low: float, high: float) -> list[float]:
    """Round degrees between two, about five of them."""
    step = next((step for step in GRID_STEPS if (high - low) / step <= 5), GRID_STEPS[-1])
    return [round(number * step, 2) for number in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _labelled(dots: list[Row]) -> list[Row]:
    """The dots, `label` saying on which side the name finds room: right, left or None; the most named choose first.

    `close` tells whether it finds room there on a phone too, whose letters are larger beside the drawing.
    """
    taken: list[boxes.Box] = []
    taken_on_a_phone: list[boxes.Box] = []
    labelled = []
    for dot in dots:
        sides = {side: _label(dot, side, SIZE) for side in ("right", "left")}
        side = next((side for side, box in sides.items() if boxes.finds_room(box, taken, WIDTH)), None)
        close = False
        if side:
            taken.append(sides[side])
            large = _label(dot, side, boxes.SIZE_ON_A_PHONE)
            close = boxes.finds_room(large, taken_on_a_phone, WIDTH)
            taken_on_a_phone += [large] if close else []
        labelled.append({**dot, "label": side, "close": close})
    return labelled


def _label(dot: Row, side: str, size: float) -> boxes.Box:
    """Where a name of that size would stand."""
    beside = dot["radius"] + 3
    baseline = dot["y"] + 5
    if side == "right":
        return boxes.words(dot["name"], size, dot["x"] + beside, baseline)
    return boxes.words(dot["name"], size, dot["x"] - beside - boxes.width(dot["name"], size), baseline)
