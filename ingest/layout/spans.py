"""Where parts begin → the spans they take up.

spans([0, 4, 9], 12)  →  [range(0, 4), range(4, 9), range(9, 12)]
"""

from __future__ import annotations

from collections.abc import Sequence


def spans(starts: Sequence[int], end: int) -> list[range]:
    """From each start (ascending) to the next; the last one to the end."""
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
