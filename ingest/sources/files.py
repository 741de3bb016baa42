"""Files and folders as given → the pages in them, each with what is known of it beside its text.

    find([Path("seeds")]) → PageFile(path=seeds/000.txt, known=Known(file="000.txt", publication="聊城日报")), …

A page of a file that holds several is named by its number: 0308.xml#2, in pages.csv as well.

A folder is searched to the bottom, in the order of its names. Beside the pages it may hold pages.csv (UTF-8, GB18030):

    file,publication,issue_date,page_label,image
    2025/0308-02.txt,聊城日报,2025-03-08,第2版 要闻,2025/scans/17.jpg

`file` is relative to the folder in which pages.csv lies, and so is `image`, the file that shows the page; every column
but the first may be empty or missing.
Start reading at `find`.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ingest.errors import BadInput
from ingest.model import Correction, Known
from ingest.sources.kinds import kind_of, page_numbers
from ingest.sources.pictures import beside, within
from ingest.sources.single import Single, article_of

NOTES = "pages.csv"
"""The file in which a folder says what is known of its pages."""
CORRECTIONS = "corrections.tsv"
"""The file in which people say what is to be put right."""
A_PAGE = (
    "a page is a .txt, .md or .pdf file, or what an OCR program wrote (.xml, .hocr, .tsv, .json), "
    "a saved digital edition's node_1.htm, and is not hidden"
)
COLUMNS = ("file", "publication", "issue_date", "page_label")
IMAGE = "image"
"""A further column of pages.csv: the file that shows the page."""


@dataclass(frozen=True)
class PageFile:
    """A file that holds a page."""

    path: Path
    known: Known
    content: bytes | None = None
    """What it is read from, where that is not the file itself but a part of it."""
    corrections: tuple[tuple[int, Correction], ...] = ()
    """Those that the archive holds of it, by number."""
    articles: tuple[Single, ...] = ()
    """What it is put together from, where each article is a file of its own; `path` then is no file."""
    picture: Path | None = None
    """The file that shows it, where that is not the file itself."""


@dataclass(frozen=True)
class Noted:
    """A correction that stands in a corrections.tsv."""

    page: Path
    """The file of which it speaks; there may be none of that name."""
    correction: Correction
    """Its file named as below what was given."""


@dataclass(frozen=True)
class Sources:
    """What was found where the user pointed."""

    pages: tuple[PageFile, ...]
    passed_over: tuple[str, ...]
    """Hidden files and folders, and files that are no page, in the order they were met."""
    corrections: tuple[Noted, ...] = ()
    """What the corrections.tsv beside the pages say, in the order of folders and rows."""
    missing: tuple[str, ...] = ()
    """Articles of digital editions that are not there, each with its page: node_1.htm → content_7.htm."""


def find(given: Iterable[Path], publication: str | None = None, issue_date: str | None = None) -> Sources:
    """The pages of the given files and folders, in the order given; a file that is met twice counts once.

    `publication` and `issue_date` (ISO day) hold for every page, whatever pages.csv says.
    Raises BadInput when no page is there, when pages.csv cannot be used, or when two files would have one name.
    """
    pages: dict[tuple[Path, int | None], PageFile] = {}
    passed_over: list[tuple[str, Path]] = []
    missing: list[str] = []
    for source in given:
        for path in _files(source) if source.is_dir() else [source]:
            name = _name(path, source)
            kind = _kind(path, source)
            article = article_of(path) if kind == "text" and os.access(path, os.R_OK) else None
            if article:
                _add(article, source, pages)
            elif kind:
                for page in _pages(path, name, kind, _folder(source)):
                    pages.setdefault((path.resolve(), page.known.source_page), page)
                missing += [f"{name} → {href}" for href in _missing(path, kind)]
            elif path.name not in (NOTES, CORRECTIONS):
                passed_over.append((name, path))
    if not pages:
        raise BadInput(", ".join(map(str, given)), f"no pages found; {A_PAGE}")
    _check_names(pages.values())
    noted = tuple(_corrections(pages.values()))
    found = _shown_elsewhere(list(_with_notes(pages.values(), publication, issue_date)))
    return Sources(
        tuple(found),
        _no_part(passed_over, found),
        noted,
        tuple(missing),
    )


def _add(article: Single, source: Path, pages: dict[tuple[Path, int | None], PageFile]) -> None:
    """Puts an article of its own file on its page, which stands where the first of its articles was met."""
    path = article.path.with_name(article.page)
    found = pages.get((path.resolve(), None))
    if found is None:
        name = _name(path, source) if source.is_dir() else path.name
        found = PageFile(path, Known(name, folder=_folder(source), source="rows"))
    if article.path not in {one.path for one in found.articles}:
        pages[path.resolve(), None] = replace(found, articles=(*found.articles, article))


def _missing(path: Path, kind: str) -> list[str]:
    """Articles that a page of a digital edition links to and that are not there."""
    if kind != "epaper":
        return []
    from ingest.sources import epaper

    return epaper.missing(path)


def _no_part(passed_over: Iterable[tuple[str, Path]], pages: Sequence[PageFile]) -> tuple[str, ...]:
    """Without the pictures of pages, and what belongs to digital editions: articles, scripts beside their pages."""
    folders = {page.known.file.rpartition("/")[0] for page in pages if page.known.source == "epaper"}
    pictures = {page.picture for page in pages if page.picture}
    others = [(name, path) for name, path in passed_over if name.rpartition("/")[0] not in folders]
    return tuple(name for name, path in others if path.resolve() not in pictures)


def _kind(path: Path, source: Path) -> str | None:
    """What kind of source a file is, None for no page; a hidden one is only when it is the very file that was given."""
    return kind_of(path, path == source) if path.is_file() and (path == source or not _hidden(path)) else None


def _pages(path: Path, name: str, kind: str, folder: str) -> Iterator[PageFile]:
    """The pages of a file."""
    for number in page_numbers(path, kind):
        file = name if number is None else f"{name}#{number}"
        yield PageFile(path, Known(file, folder=folder, source=kind, source_page=number))


def day(text: str) -> str:
    """The text, if it is an ISO day such as 2025-03-08; raises ValueError that says so otherwise.

    >>> day("2025-03-08")
    '2025-03-08'
    """
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar in the form 2025-03-08") from None


def _name(path: Path, source: Path) -> str:
    """The name of a file below what was given, with /.

    Chinese ZIP files carry their names in GB18030; unpacked where names are UTF-8, they cannot be told otherwise.
    """
    name = path.relative_to(source).as_posix() if source.is_dir() else path.name
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "backslashreplace")
    return name


def _folder(source: Path) -> str:
    """The name of the folder that was given, or of the one in which the file given lies."""
    folder = (source if source.is_dir() else source.parent).absolute().name
    return os.fsencode(folder).decode("utf-8", "backslashreplace")


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder, in the order of their names. Hidden and linked folders are named, not entered."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as problem:
        raise BadInput(str(folder), f"cannot be opened: {problem.strerror}") from None
    for path in entries:
        if path.is_dir() and not path.is_symlink() and not _hidden(path):
            yield from _files(path)
        else:
            yield path


def _check_names(pages: Iterable[PageFile]) -> None:
    """Two folders may each hold a 01.txt: stored under one name, one would replace the other."""
    paths: dict[str, Path] = {}
    for page in pages:
        other = paths.setdefault(page.known.file, page.path)
        if other is not page.path:
            problem = f"would have the same name in the archive as {other}: {page.known.file}"
            raise BadInput(str(page.path), f"{problem}; give the folder that holds both")


def _with_notes(pages: Iterable[PageFile], publication: str | None, issue_date: str | None) -> Iterator[PageFile]:
    """The pages with what pages.csv and the options say of them."""
    notes: dict[Path, dict[Path, dict[str, str]]] = {}
    for page in pages:
        known, picture = page.known, _picture(page)
        for folder in _note_folders(page):
            if folder not in notes:
                notes[folder] = _notes(folder)
            for path in (page.path, called(page)):
                row = notes[folder].get(path, {})
                picture = within(folder, folder / row[IMAGE]) if row.get(IMAGE) else picture
                known = replace(
                    known,
                    publication=row.get("publication") or known.publication,
                    issue_date=row.get("issue_date") or known.issue_date,
                    page_label=row.get("page_label") or known.page_label,
                )
        yield replace(
            page,
            picture=picture,
            known=replace(
                known,
                publication=publication or known.publication,
                issue_date=issue_date or known.issue_date,
            ),
        )


def _picture(page: PageFile) -> Path | None:
    """The file that shows a page where pages.csv names none: as its edition says, or under its own name beside it."""
    if page.known.source in ("text", "ocr"):
        return within(page.path.parent, beside(page.path)) if page.known.source_page in (None, 1) else None
    if page.known.source != "epaper":
        return None
    from ingest.sources import epaper

    return within(_note_folders(page)[0], epaper.picture(page.path))


def _shown_elsewhere(pages: Sequence[PageFile]) -> list[PageFile]:
    """Without the pictures that show other pages, which are no pages themselves."""
    shown = {page.picture for page in pages if page.picture}
    return [page for page in pages if page.known.source != "image" or page.path.resolve() not in shown]


def called(page: PageFile) -> Path:
    """How pages.csv and corrections.tsv name a page of a file that holds several: 0308.pdf#2, as if it were a file."""
    return page.path.with_name(page.known.file.rpartition("/")[2])


def _corrections(pages: Iterable[PageFile]) -> Iterator[Noted]:
    """What the corrections.tsv say that lie where a pages.csv may lie."""
    below: dict[Path, str] = {}
    for page in pages:
        for depth, folder in enumerate(_note_folders(page)):
            if folder not in below:
                below[folder] = "".join(f"{part}/" for part in page.known.file.split("/")[:depth])
    folders = {folder.resolve(): name for folder, name in below.items()}
    for folder in sorted(folders):
        if (path := folder / CORRECTIONS).is_file():
            from ingest.corrections.files import read

            for correction in read(path):
                name = f"{folders[folder]}{correction.file}"
                yield Noted(folder / correction.file, replace(correction, file=name))


def _note_folders(page: PageFile) -> list[Path]:
    """The folders whose pages.csv may speak of a page: from the one given down to its own, which has the last word."""
    depth = page.known.file.count("/")
    return list(reversed([page.path.parent, *page.path.parent.parents][: depth + 1]))


def _notes(folder: Path) -> dict[Path, dict[str, str]]:
    """The rows of a folder's pages.csv by the path of their page; none when there is no such file."""
    path = folder / NOTES
    if not path.is_file():
        return {}
    found: dict[Path, dict[str, str]] = {}
    for number, row in _rows(path):
        page = folder / row["file"]
        if not page.is_file() and not page.with_name(re.sub(r"#\d+$", "", page.name)).is_file():
            raise BadInput(
                str(path), f"there is no file {row['file']!r} beside it; correct the name or take the row out", number
            )
        if page in found:
            raise BadInput(str(path), f"{row['file']!r} has a row already", number)
        if row.get(IMAGE) and not within(folder, folder / row[IMAGE]):
            raise BadInput(str(path), f"there is no picture {row[IMAGE]!r} in this folder; correct its name", number)
        found[page] = row
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, {column: cell}) for each row of pages.csv."""
    columns: list[str] = []
    for number, cells in _cells(path):
        if columns:
            yield number, _row(cells, columns, path, number)
        else:
            columns = _columns(cells, path, number)


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) for each line that is not blank."""
    reader = csv.reader(io.StringIO(_decoded(path), newline=""))
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as problem:
        raise BadInput(str(path), f"is no CSV: {problem}", reader.line_num) from None


def _decoded(path: Path) -> str:
    """The text of pages.csv: UTF-8, with or without BOM, or GB18030, as a Chinese Excel saves it."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(str(path), "is neither in UTF-8 nor in GB18030; save it anew as CSV UTF-8")


def _columns(cells: list[str], path: Path, line: int) -> list[str]:
    columns = (*COLUMNS, IMAGE)
    unknown = [cell for cell in cells if cell not in columns]
    if unknown:
        raise BadInput(str(path), f"unknown column {unknown[0]!r}; the columns are {', '.join(columns)}", line)
    if "file" not in cells:
        raise BadInput(str(path), f"no column 'file'; the columns are {', '.join(columns)}", line)
    return cells


def _row(cells: list[str], columns: list[str], path: Path, line: int) -> dict[str, str]:
    if len(cells) > len(columns):
        raise BadInput(str(path), f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}", line)
    row = dict(zip(columns, cells, strict=False))
    if not row["file"]:
        raise BadInput(str(path), "no file named", line)
    try:
        if row.get("issue_date"):
            row["issue_date"] = day(row["issue_date"])
    except ValueError as problem:
        raise BadInput(str(path), f"issue_date {problem}", line) from None
    return row
