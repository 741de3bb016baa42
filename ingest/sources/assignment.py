"""Which pairs go together, so that the sum of their worths is the largest.

    pairs({(0, 1): 5.0, (0, 2): 4.0, (3, 1): 4.5})  →  {0: 2, 3: 1}

Start reading at `pairs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf


def pairs(worth: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """The best pairs (left → right), each left and each right in one at the most; what is worth nothing is left.

    The Hungarian method, by shortest augmenting paths.

    >>> pairs({(0, 1): 5.0, (0, 2): 4.0, (3, 1): 4.5})
    {0: 2, 3: 1}
    """
    worth = {pair: value for pair, value in worth.items() if value > 0}
    lefts = sorted({left for left, _ in worth})
    rights: list[int | None] = [*sorted({right for _, right in worth}), *(None for _ in lefts)]
    costs = [[-worth.get((left, right), 0.0) if right is not None else 0.0 for right in rights] for left in lefts]
    taken = _matched(costs)
    found = {lefts[row]: rights[column] for row, column in enumerate(taken)}
    return {left: right for left, right in found.items() if right is not None and (left, right) in worth}


def _matched(costs: list[list[float]]) -> list[int]:
    """For each row its column, at the least cost; there are at least as many columns as rows."""
    rows, columns = len(costs), len(costs[0]) if costs else 0
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # row of each column, 1-based; 0 is none
    for row in range(1, rows + 1):
        owner[0] = row
        _augment(costs, row_price, column_price, owner)
    found = [0] * rows
    for column in range(1, columns + 1):
        if owner[column]:
            found[owner[column] - 1] = column - 1
    return found


def _augment(costs: list[list[float]], row_price: list[float], column_price: list[float], owner: list[int]) -> None:
    """Finds a column for the row in owner[0], moving others where that costs less."""
    columns = len(column_price) - 1
    least, came_from, done = [inf] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
    at = 0
    while True:
        done[at] = True
        row, step, following = owner[at], inf, 0
        line, price = costs[row - 1], row_price[row]
        for column in range(1, columns + 1):
            if done[column]:
                continue
            cost = line[column - 1] - price - column_price[column]
            if cost < least[column]:
                least[column], came_from[column] = cost, at
            if least[column] < step:
                step, following = least[column], column
        for column in range(columns + 1):
            if done[column]:
                row_price[owner[column]] += step
                column_price[column] -= step
            else:
                least[column] -= step
        at = following
        if owner[at] == 0:
            break
    while at:
        owner[at] = owner[came_from[at]]
        at = came_from[at]
