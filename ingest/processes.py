"""One function of many things, in as many processes as wished; what it gives comes in the order of the things.

for reading in in_order(read, pages, jobs=2): ...
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

Thing = TypeVar("Thing")
Made = TypeVar("Made")

RARELY = (200_000, 50, 50)
"""Things made before the collector looks for circles among them (gc.set_threshold). A page's reading makes many things
and no circles: looking for these as often as Python does by itself takes a twenty-fifth of its time."""

AHEAD = 16
"""Things that each process may be ahead of who takes what is made; more would only fill the memory."""


def in_order(make: Callable[[Thing], Made], things: Iterable[Thing], jobs: int) -> Generator[Made, None, None]:
    """What `make` gives of each; with one job, in this process. Things are asked for as they are needed."""
    gc.set_threshold(*RARELY)
    if jobs < 2:
        yield from map(make, things)
        return
    with ProcessPoolExecutor(jobs, initializer=_begin) as pool:
        waiting: deque[Future[Made]] = deque()
        for thing in things:
            waiting.append(pool.submit(make, thing))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        yield from (future.result() for future in waiting)


def _begin() -> None:
    gc.set_threshold(*RARELY)
    _end_with_parent()


def _end_with_parent() -> None:
    """A process ends when the one that takes what it makes does, even if that was killed."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
