"""Many pages: files → readings, made by as many processes as wished → the archive, in the order of the files.

    for outcome in run(sources.pages, archive, jobs=2):
        outcome.file, outcome.kind       000.txt read

Whatever the number of processes, the archive is written by one, page after page: any `jobs` gives the same rows.
Start reading at `run`.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import ingest
from ingest.errors import BadInput
from ingest.layout.pages import LARGEST
from ingest.model import Reading
from ingest.pipeline import read
from ingest.sources import PageFile
from ingest.storage.archive import Archive, Held

AHEAD = 4
"""Pages that each process may be ahead of the writer; more would only fill the memory."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    file: str
    kind: str
    """read (new to the archive), replaced, unchanged, same (the content is there under another name) or failed."""
    note: str = ""
    """The other name; or the sentence that says why it failed."""


def run(pages: Sequence[PageFile], archive: Archive, jobs: int = 1) -> Iterator[Outcome]:
    """Brings the archive up to date with the files, page by page; yields what became of each, in their order."""
    prints = [_print(page) for page in pages]
    changing = _changing(pages, prints, archive)
    settled = [_settled(page, sha256, changing, archive) for page, sha256 in zip(pages, prints, strict=True)]
    unread = [page for page, outcome in zip(pages, settled, strict=True) if not outcome]
    with closing(_readings(unread, jobs)) as readings:
        for page, outcome in zip(pages, settled, strict=True):
            yield outcome or _store(page, next(readings), changing, archive)
    archive.part_names()


def content(path: Path) -> bytes:
    """The bytes of a page file; of one that is too large for a page, just enough to tell."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _print(page: PageFile) -> str | None:
    """Fingerprint of a file's content; None for a file that cannot be opened, which reading it will report."""
    try:
        return hashlib.sha256(content(page.path)).hexdigest()
    except OSError:
        return None


def _changing(pages: Sequence[PageFile], prints: Sequence[str | None], archive: Archive) -> set[str]:
    """Pages whose files have another content now: they no longer count as the place where the old content is.

    So two files that swapped their names are both read anew.
    """
    held = [archive.held(page.known.file) for page in pages]
    rows = zip(pages, prints, held, strict=True)
    return {page.known.file for page, sha256, before in rows if before and before.sha256 != sha256}


def _settled(page: PageFile, sha256: str | None, changing: set[str], archive: Archive) -> Outcome | None:
    """What is clear of a file without reading it; None when it must be read."""
    if sha256 is None:
        return None
    if archive.held(page.known.file) == Held(sha256, page.known, ingest.__version__):
        return Outcome(page.known.file, "unchanged")
    return _same(page.known.file, sha256, changing, archive)


def _same(file: str, sha256: str, changing: set[str], archive: Archive) -> Outcome | None:
    holders = [holder for holder in archive.files_with(sha256) if holder not in changing]
    return Outcome(file, "same", holders[0]) if holders and file not in holders else None


def _store(page: PageFile, reading: Reading | str, changing: set[str], archive: Archive) -> Outcome:
    file = page.known.file
    if isinstance(reading, str):
        return Outcome(file, "failed", reading)
    if same := _same(file, reading.page.sha256, changing, archive):
        return same
    kind = "replaced" if archive.held(file) else "read"
    archive.add(reading, page.known)
    changing.discard(file)
    return Outcome(file, kind)


def _read(page: PageFile) -> Reading | str:
    """The reading of one file, or the sentence that says why there is none."""
    try:
        return read(content(page.path), page.known)
    except BadInput as problem:
        return str(problem)
    except OSError as problem:
        return f"{page.known.file}: cannot be opened: {problem.strerror}"
    except Exception as problem:  # a fault of this program: the other pages are not to suffer from it
        return f"{page.known.file}: cannot be read: {problem!r}; `ingest explain` shows where"


def _readings(pages: Sequence[PageFile], jobs: int) -> Generator[Reading | str, None, None]:
    """The readings of the pages, in their order."""
    jobs = min(jobs, len(pages))
    if jobs < 2:
        yield from map(_read, pages)
        return
    with ProcessPoolExecutor(jobs, initializer=_end_with_parent) as pool:
        waiting: deque[Future[Reading | str]] = deque()
        for page in pages:
            waiting.append(pool.submit(_read, page))
            if len(waiting) >= AHEAD * jobs:
                yield waiting.popleft().result()
        yield from (future.result() for future in waiting)


def _end_with_parent() -> None:
    """A reading process ends when the writing one does, even if that was killed."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
