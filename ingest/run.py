"""Many pages: files → readings, made by as many processes as wished → the archive, in the order of the files.

    for outcome in run(sources.pages, archive, jobs=2):
        outcome.file, outcome.kind       000.txt read

Whatever the number of processes, the archive is written by one, page after page: any `jobs` gives the same rows.
Pages that were read within a second are written in one transaction; so a run that is killed loses the reading of
those at the most, and readers of the archive see each page whole. What reads pages is loaded when there is one to be
read: a run over pages that are there already takes little more than its start. Start reading at `run`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest.corrections.placing import settled
from ingest.errors import BadInput
from ingest.layout.pages import fingerprint
from ingest.model import Mend, Reading
from ingest.naming import named
from ingest.processes import in_order
from ingest.reading import tagger
from ingest.sources import Noted, PageFile, called, content_of, page_of, pictures
from ingest.storage import corrections as table
from ingest.storage import pictures as kept
from ingest.storage.archive import Archive, Held
from ingest.storage.mending import settle
from ingest.storage.prepared import Prepared, prepare

TOGETHER = 1.0
"""Seconds of reading whose pages are written in one transaction."""
MOST_TOGETHER = 64
"""Pages written in one transaction, at the most: readers of the archive wait meanwhile, if only for moments."""

Read = tuple[Reading, Prepared]
"""A reading, with what the archive writes of it beside its rows."""

Readers = Callable[[Sequence[PageFile]], Generator[Read | str, None, None]]
"""What reads pages and yields the readings in the order of the pages, for a page that cannot be read a sentence why."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    file: str
    kind: str
    """read (new to the archive), replaced, unchanged, same (the content is there under another name) or failed."""
    note: str = ""
    """Of one that is the same: the other name; of a new one: the file's own name, if another page has that; of one
    that failed: the sentence that says why."""


@dataclass(frozen=True)
class _File:
    """One file on its way into the archive."""

    page: PageFile
    sha256: str | None
    own_name: str
    read: Read | str | Outcome
    """Its reading, or the sentence that says why there is none, or what became of it without."""


def run(
    pages: Sequence[PageFile],
    archive: Archive,
    jobs: int = 1,
    corrections: Sequence[Noted] = (),
    readers: Readers | None = None,
) -> Iterator[Outcome]:
    """Brings the archive up to date with the files, page by page; yields what became of each, in their order.

    `corrections` are those written down beside the pages; the archive's own stay. `readers` read the pages instead of
    `jobs` processes of this machine.
    """
    pictures.keep_beside(archive.path)
    prints = [print_of(page) for page in pages]
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
    reading_here = partial(reading_of, archive=archive.path)
    with closing(readers(unread) if readers else in_order(reading_here, unread, min(jobs, len(unread)))) as readings:
        for batch in _batches(zip(pages, prints, own_names, settled, strict=True), readings):
            yield from _stored(batch, changing, archive)
            for file in batch:
                if _may_lack_picture(file, readers):
                    _show(file.page, file.sha256 or "", archive)
    with archive.transaction():
        settle(archive)
        archive.part_names_within()
    kept.drop_others(archive.path, archive.images)


def _may_lack_picture(file: _File, readers: Readers | None) -> bool:
    """Whether a page is held from an earlier run, or was read where the archive's folder is not at hand."""
    if isinstance(file.read, Outcome):
        return file.read.kind == "unchanged"
    return readers is not None and not isinstance(file.read, str)


def _show(page: PageFile, sha256: str, archive: Archive) -> None:
    """Keeps the picture of a page that is held already, where it lacks one or has another now."""
    source, image = pictures.source_of(page, sha256), archive.image(page.known.file)
    if source is None and image is None:
        return
    if source and image and image.startswith(source.name) and kept.is_kept(archive.path, image):
        return
    with suppress(OSError):
        archive.show(page.known.file, _picture(source, page, content_of(page), archive.path))


def _picture(source: pictures.Source | None, page: PageFile, content: bytes, archive: Path) -> str | None:
    """Keeps a page's picture beside the archive; gives its name, None where there is none or none can be made."""
    found = pictures.made(source, page, content) if source else None
    if found is None:
        return None
    name, picture = found
    if not kept.is_kept(archive, name):
        kept.keep(archive, name, picture)
    return name


def _take(corrections: Sequence[Noted], pages: Sequence[PageFile], archive: Archive) -> None:
    """Notes the corrections in the archive, under the names that their pages have there."""
    if not corrections:
        return
    names = {path.resolve(): page.known.file for page in pages for path in (page.path, called(page))}
    with archive.transaction():
        table.append(
            archive.db.conn,
            (replace(one.correction, file=names.get(one.page.resolve(), one.correction.file)) for one in corrections),
        )


def print_of(page: PageFile) -> str | None:
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
    if held == Held(sha256, page.known, tagger.reader()) and table.is_settled(archive.db.conn, page.known.file):
        return Outcome(page.known.file, "unchanged")
    return _same(page.known.file, sha256, changing, archive)


def _same(file: str, sha256: str, changing: set[str], archive: Archive) -> Outcome | None:
    holders = [holder for holder in archive.files_with(sha256) if holder not in changing]
    return Outcome(file, "same", holders[0]) if holders and file not in holders else None


def _batches(
    files: Iterable[tuple[PageFile, str | None, str, Outcome | None]], readings: Iterator[Read | str]
) -> Iterator[list[_File]]:
    """The files with their readings, as many together as become one transaction."""
    batch: list[_File] = []
    since = time.monotonic()
    for page, sha256, own_name, outcome in files:
        batch.append(_File(page, sha256, own_name, outcome or next(readings)))
        if len(batch) >= MOST_TOGETHER or time.monotonic() - since >= TOGETHER:
            yield batch
            batch, since = [], time.monotonic()
    yield batch


def _stored(batch: Sequence[_File], changing: set[str], archive: Archive) -> Iterator[Outcome]:
    """Writes some files in one transaction; where that fails, in one each, so that it costs no page but its own."""
    if all(isinstance(file.read, Outcome) for file in batch):
        yield from (file.read for file in batch if isinstance(file.read, Outcome))
        return
    before = set(changing)
    try:
        with archive.transaction():
            outcomes = [_store(file, changing, archive) for file in batch]
    except BadInput:
        if len(batch) == 1:
            raise
        changing |= before
        for file in batch:
            yield from _stored([file], changing, archive)
    else:
        yield from outcomes


def _store(one: _File, changing: set[str], archive: Archive) -> Outcome:
    """Writes one file, within the caller's transaction."""
    page, file = one.page, one.page.known.file
    if isinstance(one.read, Outcome):
        return one.read
    if isinstance(one.read, str):
        return Outcome(file, "failed", one.read)
    reading, prepared = one.read
    if same := _same(file, reading.page.sha256, changing, archive):
        return same
    is_new = archive.held(file) is None
    mends = archive.settled(reading.page).mends
    if mends == reading.mends:
        archive.put(reading, page.known, prepared)
    else:  # somebody put something right since the page was read
        from ingest.pipeline import read_anew

        was = reading.page
        archive.put(read_anew(was.text, was.sha256, page.known, mends, was), page.known)
    changing.discard(file)
    if is_new:
        return Outcome(file, "read", "" if file == one.own_name else one.own_name)
    return Outcome(file, "replaced")


def reading_of(page: PageFile, archive: Path | None = None) -> Read | str:
    """The reading of one file, its picture kept beside the archive if that is given; or why there is none."""
    from ingest.pipeline import read

    try:
        content = content_of(page)
        reading = read(content, page.known, _mends(content, page))
        if archive:
            source = pictures.source_of(page, reading.page.sha256)
            reading = replace(reading, page=replace(reading.page, image=_picture(source, page, content, archive)))
        return reading, prepare(reading)
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
