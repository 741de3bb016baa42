"""Things over time, drawn by the server: a plot for each unit, a point for each figure, a colour for each thing.

    373个 said of 2024 and 179个 said of 2025  →  two points, above 2024 and above 2025

Across is the year that a figure is said of, never the year that printed it.

Start reading at `plotted`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ingest.web import boxes
from ingest.web.comparison import Thing, with_things
from ingest.web.queries import Row

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 36, 44
"""Margins, for the labels of the axes."""

MOST_PLOTS = 4

COLOURS = 6
"""Things told apart in one plot."""

TICKS = 4
YEAR_LABELS = 8


def plotted(figures: list[Row]) -> list[Row]:
    """Plots of those units that are stated twice or more, the most frequent first.

    Figures whose value, or the year they are said of, is unknown are left out.
    """
    known = [
        {**figure, "thing": thing, "time": float(figure["period_year"])}
        for thing, figure in with_things(figures)
        if figure["value"] is not None and figure["period_year"] is not None
    ]
    known.sort(key=lambda figure: figure["thing"].unit)
    groups = [(unit, list(group)) for unit, group in groupby(known, key=lambda figure: figure["thing"].unit)]
    comparable = [(unit, group) for unit, group in groups if len(group) > 1]
    comparable.sort(key=lambda item: (-len(item[1]), item[0]))
    return [_plot(group) for _, group in comparable[:MOST_PLOTS]]


@dataclass(frozen=True)
class Scale:
    """From years and values to the drawing's units."""

    first: int
    last: int
    top: float
    """The value of the highest tick."""

    def across(self, time: float) -> float:
        """Half a year of room on both sides, so that points and their labels stand free."""
        return round(LEFT + (time - self.first + 0.5) / (self.last - self.first + 1) * (WIDTH - LEFT - RIGHT), 1)

    def down(self, value: float) -> float:
        return round(HEIGHT - BOTTOM - max(value, 0) / self.top * (HEIGHT - TOP - BOTTOM), 1)


def _plot(group: list[Row]) -> Row:
    times = [figure["time"] for figure in group]
    ticks = _ticks(max(figure["value"] for figure in group))
    scale = Scale(math.floor(min(times)), math.ceil(max(times)), ticks[-1])
    things = _by_frequency(figure["thing"] for figure in group)
    years = range(scale.first, scale.last + 1, _step(scale.last - scale.first))
    return {
        "unit": "、".join(sorted({figure["unit"] for figure in group})),
        "width": WIDTH,
        "height": HEIGHT,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "base": HEIGHT - BOTTOM,
        "points": _labelled(_points(group, scale, things)),
        "subjects": [
            {"subject": thing.subject, "scope": thing.scope, "colour": number}
            for number, thing in enumerate(things[:COLOURS])
        ],
        "years": [{"x": scale.across(year), "year": year} for year in years],
        "values": [{"y": scale.down(tick), "value": tick} for tick in ticks],
    }


def _points(group: list[Row], scale: Scale, things: list[Thing]) -> list[Row]:
    return [
        {
            **_kept(figure),
            "x": scale.across(figure["time"]),
            "y": scale.down(figure["value"]),
            "colour": things.index(figure["thing"]) % COLOURS,
        }
        for figure in sorted(group, key=lambda figure: (figure["time"], figure["id"]))
    ]


def _step(years: int) -> int:
    """Years from one label to the next."""
    return max(1, -(-years // YEAR_LABELS))


def _by_frequency(things: Iterable[Thing]) -> list[Thing]:
    """Each thing once, the most frequent first, so that the commonest colours tell the commonest things."""
    counted = Counter(things)
    return sorted(counted, key=lambda thing: (-counted[thing], thing.subject, thing.scope or ""))


KEPT = ("text", "value", "subject", "title", "sentence", "period", "scope", "time")
"""What a point shows of its figure."""


def _kept(figure: Row) -> dict[str, Any]:
    return {
        key: figure.get(key)
        for key in (
            "archive",
            "id",
            "text",
            "value",
            "subject",
            "article_id",
            "title",
            "sentence",
            "period",
            "scope",
            "time",
        )
    }


def _labelled(points: list[Row]) -> list[Row]:
    """The points, `label` true where the figure's words do not lie over those of the point before; `close` where they
    find room on a phone too, whose letters are larger beside the drawing."""
    labelled: list[Row] = []
    for point in points:
        near = [other for other in labelled if other["label"] and abs(other["x"] - point["x"]) < 70]
        label = all(abs(other["y"] - point["y"]) > 16 for other in near)
        taken = [_words_on_a_phone(other) for other in labelled if other["close"]]
        close = label and boxes.finds_room(_words_on_a_phone(point), taken, WIDTH)
        labelled.append({**point, "label": label, "close": close})
    return labelled


def _words_on_a_phone(point: Row) -> boxes.Box:
    return boxes.words(point["text"], boxes.SIZE_ON_A_PHONE, point["x"] + 10, point["y"] - 8)


def _ticks(largest: float) -> list[float]:
    """Round values from 0 to above the largest: 0, 100, 200, 300, 400 for 373."""
    if largest <= 0:
        return [0.0, 1.0]
    rough = largest / TICKS
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough)
    return [number * step for number in range(math.ceil(largest / step) + 1)]
