"""`ingest fix`: what a person says of a line goes into corrections.tsv beside the page and into the archive.

    Fixer(Path("archive.db"), by="王某").fix(("pages/01.txt", "12", "role=title"))  →  lines that show what changed

Start reading at `Fixer.fix`.
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.corrections import files
from ingest.corrections.fixing import changes, listed, now, said, undone
from ingest.corrections.placing import settled
from ingest.errors import BadInput
from ingest.layout.pages import fingerprint
from ingest.model import Correction, Known, Mend, Page, Reading
from ingest.pipeline import read_anew
from ingest.sources import CORRECTIONS, Noted, called, content_of, find, page_of
from ingest.storage import corrections as table
from ingest.storage.archive import Archive
from ingest.storage.mending import mend

USAGE = "say what is to be put right: `ingest fix FILE LINE role=title`; `ingest fix --help` shows what can be"


def mends(content: bytes, known: Known, noted: Sequence[Noted]) -> tuple[Mend, ...]:
    """What the corrections beside a page file put right on it."""
    sha256 = fingerprint(content, known)
    rows = [
        (number, one.correction)
        for number, one in enumerate(noted, 1)
        if one.correction.sha256 == sha256 or one.correction.file == known.file
    ]
    return settled(rows, sha256, page_of(content, known).text).mends if rows else ()


@dataclass(frozen=True)
class Fixer:
    """One command's work on an archive and the files beside it."""

    db: Path
    by: str | None = None
    note: str = ""
    columns: int | None = None
    """Width to which lines are cut, None for whole lines."""

    def fix(self, arguments: Sequence[str]) -> Iterator[str]:
        """Notes what is said of a page: FILE, LINE (of the whole page: none) and what is said."""
        if len(arguments) < 2:
            raise BadInput("ingest fix", USAGE)
        file, *what = arguments
        line = None
        if what[0].isdecimal():
            line = max(1, int(what.pop(0)))
        if not what:
            raise BadInput("ingest fix", USAGE)
        target = self._target(file)
        rows = said(target.page, line, what, self._who(), now(), self.note)
        return self._write(target, rows)

    def undo(self, number: int, arguments: Sequence[str]) -> Iterator[str]:
        """Takes back a correction of the archive; with FILE, in the corrections.tsv beside it too."""
        with Archive(self._archive()) as archive:
            try:
                held = table.one(archive.db.conn, number)
            except KeyError:
                hint = "`ingest fix --list` shows those it has"
                raise BadInput(str(self.db), f"has no correction {number}; {hint}") from None
            row = undone(held, self._who(), now(), self.note)
            file = next(one.file for id, one, *_ in table.listed(archive.db.conn) if id == number)
        try:
            target = self._target(arguments[0] if arguments else file)
        except BadInput:
            if arguments:
                raise
            target = _Target(Page(row.file, row.sha256, "", None, None, None, None, None), None, None, Known(row.file))
        return self._write(target, [row])

    def listed(self, arguments: Sequence[str]) -> Iterator[str]:
        """All corrections of the archive, or those of a page."""
        with Archive(self._archive()) as archive:
            rows = table.listed(archive.db.conn)
        if arguments:
            page = self._target(arguments[0]).page
            rows = [row for row in rows if row[1].sha256 == page.sha256 or row[1].file == page.file]
        return listed(rows)

    def _write(self, target: _Target, rows: list[Correction]) -> Iterator[str]:
        before = target.reading
        if target.beside is not None:
            files.append(
                target.beside, [replace(row, file=target.path.name if target.path else row.file) for row in rows]
            )
            yield f"Written into {target.beside}"
        kept = False
        if self.db.exists():
            with Archive(self.db) as archive, archive.transaction():
                held = archive.files_with(target.page.sha256) or [target.page.file]
                kept = archive.page(held[0]) is not None or target.path is None
                if kept:
                    mend(archive, [replace(row, file=held[0]) for row in rows])
        if kept:
            kept_only = "" if target.beside else "; `ingest corrections export FILE` keeps it beside the pages"
            yield f"Noted in {self.db}{kept_only}"
        else:
            yield f"{self.db} does not hold this page; `ingest {_file_of(target.path)}` reads it"
        if before is not None:
            yield from changes(before, self._target(str(target.path or target.page.file)).reading_now(), self.columns)

    def _target(self, file: str) -> _Target:
        """The page that is meant: a file, a page of one (a.pdf#2), or one of that name in the archive."""
        path, (of_several, _, number) = Path(file), file.rpartition("#")
        if path.is_file():
            return self._of_file(path)
        if number.isdecimal() and Path(of_several).is_file():
            return self._of_file(Path(of_several), path.name)
        if self.db.exists():
            with Archive(self.db) as archive:
                if page := archive.page(file):
                    held = archive.held(file)
                    known = held.known if held else Known(file)
                    return _Target(page, None, None, known, archive.settled(page).mends)
        raise BadInput(file, f"is no file, nor a page of {self.db}")

    def _of_file(self, path: Path, name: str | None = None) -> _Target:
        """The page in a file, by its name where there are several."""
        sources = find([path])
        pages = [page for page in sources.pages if name in (None, page.known.file)]
        if not pages:
            raise BadInput(str(path), f"has no page {name}; it holds {len(sources.pages)}")
        if len(pages) > 1:
            raise BadInput(str(path), f"holds {len(pages)} pages; name one: {path}#1")
        (source,) = pages
        content = content_of(source)
        page = page_of(content, source.known)
        holding = mends(content, source.known, sources.corrections)
        if self.db.exists():
            with Archive(self.db) as archive:
                if archive.files_with(page.sha256):
                    holding = archive.settled(page).mends
        return _Target(page, path if name is None else called(source), path.parent / CORRECTIONS, source.known, holding)

    def _archive(self) -> Path:
        if not self.db.exists():
            raise BadInput(str(self.db), "there is no such archive; `ingest SOURCE...` makes one")
        return self.db

    def _who(self) -> str:
        if self.by:
            return self.by
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return ""


def _file_of(path: Path | None) -> str:
    """The file that holds a page: a.pdf for a.pdf#2."""
    return re.sub(r"#\d+$", "", str(path))


@dataclass(frozen=True)
class _Target:
    """A page to be put right."""

    page: Page
    path: Path | None
    """Its file (a.txt, a.pdf#2), None for one that only the archive knows."""
    beside: Path | None
    """Where its corrections are written down."""
    known: Known
    mends: tuple[Mend, ...] = ()

    @property
    def reading(self) -> Reading | None:
        return self.reading_now() if self.page.text else None

    def reading_now(self) -> Reading:
        return read_anew(self.page.text, self.page.sha256, self.known, self.mends, self.page)
