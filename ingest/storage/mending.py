"""An archive put right: corrections noted, and the pages that they speak of read anew, in one transaction.

    with archive.transaction():
        numbers = mend(archive, [Correction(…)])

Pages are read from the text that the archive keeps, so that their files need not be at hand. What the archive holds
afterwards depends on pages and corrections alone, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ingest.model import Correction, Known, Mend, Page, Reading
from ingest.storage import corrections as table
from ingest.storage.archive import Archive


def mend(archive: Archive, corrections: Iterable[Correction]) -> list[int]:
    """Notes the corrections that are not there yet and reads their pages anew; gives the numbers of those new."""
    added = table.append(archive.db.conn, corrections)
    settle(archive, added)
    return added


def settle(archive: Archive, numbers: Iterable[int] | None = None) -> list[str]:
    """Reads anew the pages that were read by other corrections than those that hold now; gives their files.

    Of all pages, or of those that the corrections of these numbers speak of.
    """
    files = table.unsettled(archive.db.conn, numbers)
    for file in files:
        one = kept(archive, file)
        archive.put(reading_of(one), one.known)
    if files:
        archive.part_names_within()
    return files


@dataclass(frozen=True)
class Kept:
    """What the archive keeps of a page, to read it again."""

    page: Page
    known: Known
    mends: tuple[Mend, ...]


def kept(archive: Archive, file: str) -> Kept:
    """Raises LookupError where the archive has no such page."""
    page = archive.page(file)
    if page is None:
        raise LookupError(file)
    known = Known(file, *archive.db.execute(KNOWN, [file]).fetchone())
    return Kept(page, known, archive.settled(page).mends)


def reading_of(one: Kept) -> Reading:
    """The page, read again."""
    from ingest.pipeline import read_anew

    return read_anew(one.page.text, one.page.sha256, one.known, one.mends, one.page)


KNOWN = """
select given.publication, given.issue_date, given.page_label, given.folder
from pages join readings as given on given.page_id = pages.id where file = ?
"""
