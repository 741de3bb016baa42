"""Many pages: files → readings, made by as many processes as wished → the archive, in the order of the files.

    for outcome in run(sources.pages, archive, jobs=2):
        outcome.file, outcome.kind       000.txt read

Whatever the number of processes, the archive is written by one, page after page: any `jobs` gives the same rows.
Start reading at `run`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import ingest
from ingest.corrections.placing import settled
from ingest.errors import BadInput
from ingest.layout.pages import fingerprint
from ingest.model import Mend, Reading
from ingest.naming import named
from ingest.pipeline import read, read_anew
from ingest.processes import in_order
from ingest.sources import Noted, PageFile, content_of, page_of
from ingest.sources.image import keep_beside
from ingest.storage import corrections as table
from ingest.storage.archive import Archive, Held
from ingest.storage.mending import settle


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    file: str
    kind: str
    """read (new to the archive), replaced, unchanged, same (the content is there under another name) or failed."""
    note: str = ""
    """Of one that is the same: the other name; of a new one: the file's own name, if another page has that; of one
    that failed: the sentence that says why."""


def run(
    pages: Sequence[PageFile], archive: Archive, jobs: int = 1, corrections: Sequence[Noted] = ()
) -> Iterator[Outcome]:
    """Brings the archive up to date with the files, page by page; yields what became of each, in their order.

    `corrections` are those written down beside the pages; the archive's own stay.
    """
    keep_beside(archive.path)
    prints = [_print(page) for page in pages]
    own_names = [page.known.file for page in pages]
    pages = named(pages, prints, archive)
    _take(corrections, pages, archive)
    changing = _changing(pages, prints, archive)
    settled = [_settled(page, sha256, changing, archive) for page, sha256 in zip(pages, prints, strict=True)]
    unread = [
        replace(page, corrections=tuple(table.of_page(archive.db.conn, page.known.file, sha256 or "")))
        for page, sha256, outcome in zip(pages, prints, settled, strict=True)
        if not outcome
    ]
    with closing(in_order(_read, unread, min(jobs, len(unread)))) as readings:
        for page, own_name, outcome in zip(pages, own_names, settled, strict=True):
            yield outcome or _store(page, own_name, next(readings), changing, archive)
    with archive.transaction():
        settle(archive)
        archive.part_names_within()


def _take(corrections: Sequence[Noted], pages: Sequence[PageFile], archive: Archive) -> None:
    """Notes the corrections in the archive, under the names that their pages have there."""
    if not corrections:
        return
    names = {page.path.resolve(): page.known.file for page in pages}
    with archive.transaction():
        table.append(
            archive.db.conn,
            (replace(one.correction, file=names.get(one.page.resolve(), one.correction.file)) for one in corrections),
        )


def _print(page: PageFile) -> str | None:
    """Fingerprint of a file's content; None for a file that cannot be opened, which reading it will report."""
    try:
        return fingerprint(content_of(page), page.known)
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
    held = archive.held(page.known.file)
    if held == Held(sha256, page.known, ingest.__version__) and table.is_settled(archive.db.conn, page.known.file):
        return Outcome(page.known.file, "unchanged")
    return _same(page.known.file, sha256, changing, archive)


def _same(file: str, sha256: str, changing: set[str], archive: Archive) -> Outcome | None:
    holders = [holder for holder in archive.files_with(sha256) if holder not in changing]
    return Outcome(file, "same", holders[0]) if holders and file not in holders else None


def _store(page: PageFile, own_name: str, reading: Reading | str, changing: set[str], archive: Archive) -> Outcome:
    file = page.known.file
    if isinstance(reading, str):
        return Outcome(file, "failed", reading)
    if same := _same(file, reading.page.sha256, changing, archive):
        return same
    is_new = archive.held(file) is None
    with archive.transaction():
        mends = archive.settled(reading.page).mends
        if mends != reading.mends:  # somebody put something right since the page was read
            was = reading.page
            reading = read_anew(was.text, was.sha256, page.known, mends, was)
        archive.put(reading, page.known)
    changing.discard(file)
    if is_new:
        return Outcome(file, "read", "" if file == own_name else own_name)
    return Outcome(file, "replaced")


def _read(page: PageFile) -> Reading | str:
    """The reading of one file, or the sentence that says why there is none."""
    try:
        content = content_of(page)
        return read(content, page.known, _mends(content, page))
    except BadInput as problem:
        return str(problem)
    except OSError as problem:
        return f"{page.known.file}: cannot be opened: {problem.strerror}"
    except Exception as problem:  # a fault of this program: the other pages are not to suffer from it
        return f"{page.known.file}: cannot be read: {problem!r}; `ingest explain` shows where"


def _mends(content: bytes, page: PageFile) -> tuple[Mend, ...]:
    if not page.corrections:
        return ()
    text = page_of(content, page.known).text
    return settled(page.corrections, fingerprint(content, page.known), text).mends
