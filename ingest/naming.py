"""Which page of the archive a file is: by its name, unless the archive holds another page of that name.

    daily/2025-06-12/01.txt  →  01.txt
    daily/2025-06-13/01.txt  →  2025-06-13/01.txt, where 01.txt is the page of the day before

A page is another one when paper, day or page differ from what is held, or when they share little of their text; a
mended file is the same page. Start reading at `named`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ingest.errors import BadInput
from ingest.model import Page
from ingest.sources import PageFile, content_of, page_of
from ingest.storage.archive import Archive
from ingest.storage.identity import shared

SAME_PAGE = 0.3
"""Share of the shorter text's pieces that two states of a page have in common, at the least."""

SAME_IN_SPITE = 0.8
"""The same, where paper, day or page differ: what was known of it was wrong, and is put right."""


def named(pages: Sequence[PageFile], prints: Sequence[str | None], archive: Archive) -> list[PageFile]:
    """The files, each under the name of the page that it is; `prints` are fingerprints of their contents."""
    given = {page.known.file for page in pages}
    return [_named(page, sha256, given, archive) for page, sha256 in zip(pages, prints, strict=True)]


def _named(page: PageFile, sha256: str | None, given: Collection[str], archive: Archive) -> PageFile:
    """The file under the first of its names that is free or is this page's; under its own where none is."""
    for name in names(page):
        own = name == page.known.file
        if (own or name not in given) and _is_its_own(name, page, sha256, archive):
            return page if own else replace(page, known=replace(page.known, file=name))
    return page


def names(page: PageFile) -> Iterator[str]:
    """Its name, and the same with its folder in front, and with the folder's folder."""
    name = page.known.file
    yield name
    for folder in page.path.absolute().parents[name.count("/") :]:
        if folder.name:
            name = f"{folder.name}/{name}"
            yield name


def _is_its_own(name: str, page: PageFile, sha256: str | None, archive: Archive) -> bool:
    """No page has this name, or the one that has it is what the file holds, or held before it was mended."""
    row = archive.held(name)
    if row is None or row.sha256 == sha256:
        return True
    try:
        held = archive.page(name)
        return held is None or is_same(held, page_of(content_of(page), page.known))
    except (BadInput, OSError):
        return True  # reading it will say what is wrong


def is_same(held: Page, found: Page) -> bool:
    """Two states of one page, not two pages."""
    frames = ((page.publication, page.issue_date, page.page_label) for page in (held, found))
    differ = any(one and other and one != other for one, other in zip(*frames, strict=True))
    return shared(held.text, found.text) >= (SAME_IN_SPITE if differ else SAME_PAGE)
