"""Pages → the archives of a folder, one a year or one a newspaper, none of them larger than SQLite likes.

    ingest pages/ --shard year     → archives/2024.db, archives/2025.db, archives/unknown.db

Each is an archive like any other, with the rows that its pages alone would give. A page is brought up to date in the
archive that holds it; a new one goes where its text says. Pages that then stand in the wrong archive, since their day
became known or was put right, are carried over with their corrections, so that none stands in two.
Start reading at `run`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ingest.errors import BadInput
from ingest.model import Known, Page
from ingest.naming import is_same, names
from ingest.pipeline import read_anew
from ingest.processes import in_order
from ingest.run import Outcome, Readers, print_of
from ingest.run import run as run_one
from ingest.sources import Noted, PageFile, Sources, content_of, page_of
from ingest.storage import corrections as table
from ingest.storage.archive import Archive

KINDS = {"year": "year", "publication": "publication"}
"""What pages can be parted by, and the column that tells it."""

UNKNOWN = "unknown"
"""Name of the archive for pages of which that is not known."""

LONGEST = 60
"""Characters of an archive's name; file systems bear 255 bytes."""


def name_of(value: object) -> str:
    """The name of the archive for pages of that year or newspaper.

    >>> name_of(2025), name_of("聊城日报"), name_of("晨报/A叠"), name_of(None)
    ('2025', '聊城日报', '晨报_A叠', 'unknown')
    """
    return re.sub(r"^\.|[^\w .·（）()-]", "_", str(value or UNKNOWN))[:LONGEST]


@dataclass
class Shards:
    """The archives of a folder, opened for writing as they are needed."""

    folder: Path
    kind: str
    """One of KINDS."""
    open: dict[str, Archive] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Shards:
        """Opens those that are there. Raises BadInput where they are parted by something else."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in sorted(self.folder.glob("*.db")):
            self.archive(path.stem)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def archive(self, name: str) -> Archive:
        """The archive of that name, made if need be."""
        if name not in self.open:
            archive = self._stack.enter_context(Archive(self.folder / f"{name}.db"))
            self._claim(archive)
            self.open[name] = archive
        return self.open[name]

    def _claim(self, archive: Archive) -> None:
        """Notes in an archive by what its folder is parted. Raises BadInput for one that is no such part."""
        row = archive.db.execute("select value from archive_facts where key = 'shard'").fetchone()
        if row is None and archive.count("pages"):
            raise BadInput(str(archive.path), "is an archive of its own; name another folder with --db")
        if row and row[0] != self.kind:
            raise BadInput(str(archive.path), f"is one of several parted by {row[0]}; say --shard {row[0]}")
        if row is None:
            with archive.transaction():
                archive.db.execute("insert into archive_facts (key, value) values ('shard', ?)", [self.kind])


def run(sources: Sources, shards: Shards, jobs: int = 1, readers: Readers | None = None) -> Iterator[Outcome]:
    """Brings the archives up to date with the files, one archive after the other; yields what became of each file."""
    placed = _placed(sources.pages, shards, jobs)
    noted = _noted(sources.corrections, placed, shards)
    for name in sorted({*placed, *noted}):
        yield from run_one(placed.get(name, []), shards.archive(name), jobs, noted.get(name, []), readers)
    settle(shards)


def settle(shards: Shards) -> None:
    """Carries pages that stand in the wrong archive into the right one."""
    for name, archive in list(shards.open.items()):
        column = KINDS[shards.kind]
        values = [value for (value,) in archive.db.execute(f"select distinct {column} from pages order by 1")]
        moved = [(name_of(value), value) for value in values if name_of(value) != name]
        for there, value in moved:
            files = archive.db.execute(f"select file from pages where {column} is ? order by id", [value]).fetchall()
            for (file,) in files:
                _carry(file, name, archive, shards.archive(there))
            shards.archive(there).part_names()
        if moved:
            archive.part_names()


def _carry(file: str, name: str, here: Archive, there: Archive) -> None:
    """Takes a page with its corrections from one archive into another.

    It is there before it is gone here: killed in between, the next run carries it again, in its own place.
    """
    page, held = here.page(file), here.held(file)
    if page is None or held is None:
        return
    with there.transaction():
        table.carry(here.db.conn, there.db.conn, file, page.sha256)
        if not there.files_with(page.sha256):
            other = there.page(file)
            renamed = file if other is None or is_same(other, page) else f"{name}/{file}"
            _put(replace(page, file=renamed), replace(held.known, file=renamed), there)
    with here.transaction():
        table.drop(here.db.conn, file, page.sha256)
        here.drop(file)


def _put(page: Page, known: Known, archive: Archive) -> None:
    archive.put(read_anew(page.text, page.sha256, known, archive.settled(page).mends, page), known)


def _placed(pages: Sequence[PageFile], shards: Shards, jobs: int) -> dict[str, list[PageFile]]:
    """The files by the archives that they go to."""
    placed: dict[str, list[PageFile]] = {}
    prints = [print_of(page) for page in pages]
    held = [_holding(page, sha256, shards) for page, sha256 in zip(pages, prints, strict=True)]
    new = [page for page, name in zip(pages, held, strict=True) if name is None]
    told = iter(_told(new, shards.kind, jobs))
    of_content: dict[str | None, str] = {}
    for page, sha256, name in zip(pages, prints, held, strict=True):
        name = name or next(told)
        if sha256 is not None:
            name = of_content.setdefault(sha256, name)  # a page given twice is told, not doubled
        placed.setdefault(name, []).append(page)
    return placed


def _holding(page: PageFile, sha256: str | None, shards: Shards) -> str | None:
    """The archive that holds the page, as it is or as it was; else the one that holds its content."""
    if not shards.open or sha256 is None:
        return None
    for name, archive in shards.open.items():
        if (held := archive.held(page.known.file)) and held.sha256 == sha256:
            return name
    try:
        found = page_of(content_of(page), page.known)
    except (BadInput, OSError):
        return None
    for name, archive in shards.open.items():
        if any((one := archive.page(called)) and is_same(one, found) for called in names(page)):
            return name
    return next((name for name, archive in shards.open.items() if archive.files_with(sha256)), None)


def _told(pages: Sequence[PageFile], kind: str, jobs: int) -> list[str]:
    """The archive that each of these new pages belongs to, by what is given or by its text."""
    return list(in_order(partial(_belongs, kind=kind), pages, min(jobs, len(pages))))


def _belongs(page: PageFile, kind: str) -> str:
    known = page.known
    if kind == "year" and known.issue_date:
        return name_of(int(known.issue_date[:4]))
    if kind == "publication" and known.publication:
        return name_of(known.publication)
    try:
        return name_of(getattr(page_of(content_of(page), known), KINDS[kind]))
    except (BadInput, OSError):
        return UNKNOWN  # reading it will say what is wrong


def _noted(corrections: Sequence[Noted], placed: dict[str, list[PageFile]], shards: Shards) -> dict[str, list[Noted]]:
    """The corrections by the archives that hold, or will hold, the pages of which they speak."""
    of_file = {page.path.resolve(): name for name, pages in placed.items() for page in pages}
    noted: dict[str, list[Noted]] = {}
    for one in corrections:
        name = of_file.get(one.page.resolve()) or _spoken_of(one, shards) or UNKNOWN
        noted.setdefault(name, []).append(one)
    return noted


def _spoken_of(noted: Noted, shards: Shards) -> str | None:
    said = noted.correction
    holding = (
        name for name, archive in shards.open.items() if archive.files_with(said.sha256) or archive.held(said.file)
    )
    return next(holding, None)
