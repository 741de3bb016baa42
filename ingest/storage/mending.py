"""An archive put right: corrections noted, and the pages that they speak of read anew, in one transaction.

    with archive.transaction():
        numbers = mend(archive, [Correction(…)])

Pages are read from the text that the archive keeps, so that their files need not be at hand. What the archive holds
afterwards depends on pages and corrections alone, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.model import Correction, Known, Page
from ingest.pipeline import read_anew
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
        text, sha256, *given = archive.db.execute(PAGE, [file]).fetchone()
        put_anew(archive, text, sha256, Known(file, *given))
    if files:
        archive.part_names_within()
    return files


def put_anew(archive: Archive, text: str, sha256: str, known: Known) -> str:
    """Reads a page again from the text that the archive keeps of it; gives its file."""
    held = archive.page(known.file) or Page(known.file, sha256, text, None, None, None, None, None)
    archive.put(read_anew(text, sha256, known, archive.settled(held).mends, held), known)
    return known.file


PAGE = """
select text, sha256, given.publication, given.issue_date, given.page_label, given.folder
from pages join readings as given on given.page_id = pages.id where file = ?
"""
