"""What a page and an article cost: processor time of reading and of writing, bytes in the archive, memory.

    python -m benchmarks.costs                    the seeds and the pages of tests/judging
    python -m benchmarks.costs FOLDER…            pages of your own

docs/scale.md reckons with these numbers. Times are those of one process's processor; run it on a machine at rest.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from ingest.run import reading_of
from ingest.sources import find
from ingest.storage.archive import Archive

ROOT = Path(__file__).parents[1]
INDEXES = "select sum(pgsize) from dbstat where name like '%\\_fts%' escape '\\'"


def main() -> None:
    """The command."""
    folders = [Path(folder) for folder in sys.argv[1:]] or [ROOT / "seeds", ROOT / "tests" / "judging"]
    pages = [page for folder in folders for page in find([folder]).pages]
    reading_of(pages[0])  # what is loaded once is no page's cost
    begun = time.process_time()
    readings = [(page.known, reading_of(page)) for page in pages]
    reading = time.process_time() - begun
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "archive.db"
        with Archive(path) as archive:
            begun = time.process_time()
            for known, read in readings:
                if not isinstance(read, str):
                    archive.add(read, known)
            writing = time.process_time() - begun
            articles, pages_held = archive.count("articles"), archive.count("pages")
            (text,) = archive.db.execute("select sum(length(cast(body as blob))) from articles").fetchone()
            archive.db.execute("vacuum")
            (indexes,) = archive.db.execute(INDEXES).fetchone()
        size = path.stat().st_size
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages_held} pages, {articles} articles, {text / articles:.0f} bytes of text an article")
    print(f"reading {reading / pages_held * 1000:.0f} ms a page, {reading / articles * 1000:.0f} ms an article")
    print(f"writing {writing / pages_held * 1000:.0f} ms a page, {writing / articles * 1000:.0f} ms an article")
    sizes = f"{size / text:.2f} for each byte of text, indexes {indexes / text:.2f}"
    print(f"{size / articles:.0f} bytes an article, {sizes}")
    print(f"memory {memory:.0f} MiB, all readings held")


if __name__ == "__main__":
    main()
