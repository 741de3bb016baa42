"""How long each kind of page takes on an archive, beside Datasette's own page of the table of articles.

    python -m benchmarks.pages ARCHIVE

Serves the archive and asks each page five times; the first answer, for which the program may have to look through whole
tables, is told apart. Times are relative: on a busy machine compare within one run only.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from urllib.request import urlopen

from tests.axe import paths
from tests.browser import serving

TIMES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(",")[0])
    parser.add_argument("archive", type=Path)
    archive: Path = parser.parse_args().archive
    with serving(archive, "--setting", "facet_time_limit_ms", "1000") as address:
        table = f"/{archive.stem}/articles?"
        measured = {path: _measured(address + path) for path in [table, *paths(archive)] if "nothing" not in path}
    first_of_table, usual_of_table = measured[table]
    print(f"{table}: first {first_of_table:.3f} s, then {usual_of_table:.3f} s; others relative to it")
    for path, (first, usual) in measured.items():
        print(f"first {first / first_of_table:5.2f}  then {usual / usual_of_table:5.2f}  {path}")


def _measured(url: str) -> tuple[float, float]:
    """Seconds of the first answer, and the median of the others."""
    first, *others = [_seconds(url) for _ in range(TIMES)]
    return first, statistics.median(others)


def _seconds(url: str) -> float:
    begun = time.perf_counter()
    try:
        urlopen(url, timeout=120).read()
    except OSError as refused:  # pages that say what is missing are pages too
        getattr(refused, "read", bytes)()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
