"""Bytes → Page: encoding, line ends, and what is known of the issue.

    b'\\xb6\\xab\\xb2\\xfd\\xc8\\xd5\\xb1\\xa8 2025\\xc4\\xea…' (GB18030)
      →  Page(text='东昌日报 2025年…', publication='东昌日报', issue_date='2025-03-08', date_basis='masthead', …)

What the librarian says of a page wins over its masthead, the masthead over the names of file and folders, these over
what the articles let us infer.
Start reading at `page`.
"""

from __future__ import annotations

import codecs
import hashlib
import unicodedata
from dataclasses import replace
from pathlib import Path

from ingest.characters import is_traditional, printed_in, simplified
from ingest.errors import BadInput
from ingest.layout.file_names import told
from ingest.layout.furniture import Masthead, masthead
from ingest.layout.lines import lines
from ingest.layout.side_by_side import in_order
from ingest.layout.years import inferred_year
from ingest.model import Known, Page

LARGEST = 8 * 1024 * 1024
"""Bytes. A newspaper page is some 20 kB of text; what is a hundred times larger is no page."""

WHITE_SPACE = "\t\n\v\f\r\x85"
"""The control characters that text files hold."""

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

OTHER_FORMATS = {
    b"%PDF": "a PDF file; extract its text first and give that",
    b"PK\x03\x04": "a ZIP or Office file; give the text inside",
    b"\xd0\xcf\x11\xe0": "an old Office file; save it as plain text",
    b"{\\rtf": "an RTF file; save it as plain text",
    b"\x89PNG": "a PNG image; give the text of the page",
    b"\xff\xd8\xff": "a JPEG image; give the text of the page",
    b"GIF8": "a GIF image; give the text of the page",
    b"II*\x00": "a TIFF image; give the text of the page",
    b"MM\x00*": "a TIFF image; give the text of the page",
    b"\x1f\x8b": "a gzip file; unpack it first",
    b"SQLite format 3\x00": "a SQLite database; give the text of the page",
}
"""First bytes of what people have beside the text of a page, and what to do with it."""


def page(content: bytes | Page, known: Known) -> Page:
    """The page that a file's bytes hold; or one that was read before, told again by what is known now.

    Raises BadInput, naming the file and what to do, for bytes that are no page: empty or blank, binary,
    in an unknown encoding, or over 8 MiB.
    """
    if isinstance(content, Page):
        return told_again(content, content.text, known)
    if known.source != "text":
        from ingest.sources import page_of  # which tells of the text of its pages by this module

        return page_of(content, known)
    return told_of(in_order(text_of(content, known.file)), fingerprint(content, known), known)


def fingerprint(content: bytes, known: Known) -> str:
    """By which a page's content is known: SHA-256 of the file's bytes; in a file with several pages, of these and the
    page's number."""
    number = "" if known.source_page is None else f"#{known.source_page}"
    return hashlib.sha256(content + number.encode()).hexdigest()


def told_of(text: str, sha256: str, known: Known) -> Page:
    """The page of this text; `sha256` is the fingerprint of the bytes that it comes from."""
    printed = _masthead(text)
    named = told(f"{known.folder}/{known.file}")
    issue_date = known.issue_date or printed.issue_date or named.issue_date
    year = int(issue_date[:4]) if issue_date else inferred_year(text)
    return Page(
        file=known.file,
        sha256=sha256,
        text=text,
        publication=known.publication or printed.publication or named.publication,
        issue_date=issue_date,
        year=year,
        date_basis=_basis(known.issue_date, printed.issue_date, named.issue_date, year),
        page_label=known.page_label or printed.page_label or named.page_label,
        source=known.source,
        source_page=known.source_page,
    )


def told_again(held: Page, text: str, known: Known) -> Page:
    """A page whose file is not at hand, with this text. What only its file told, and the text does not, is kept."""
    page = told_of(text, held.sha256, known)
    if held.source == "text":
        return replace(page, image=held.image)
    told = {name: getattr(page, name) or getattr(held, name) for name in ("publication", "issue_date", "page_label")}
    year, basis = (page.year, page.date_basis) if page.issue_date else (held.year, held.date_basis)
    placed = {name: getattr(held, name) for name in ("width", "height", "image", "boxes", "given")}
    return replace(page, **told, **placed, year=year, date_basis=basis)


def _masthead(text: str) -> Masthead:
    """What the page's furniture tells, in the page's own characters."""
    if not is_traditional(text):
        return masthead(line.text for line in lines(text))
    told = masthead(line.text for line in lines(simplified(text)))
    printed = printed_in(text)
    return replace(
        told,
        publication=printed(told.publication) if told.publication else None,
        page_label=printed(told.page_label) if told.page_label else None,
    )


def bytes_of(path: Path) -> bytes:
    """The bytes of a page file; of one that is too large for a page, just enough to tell. Raises OSError."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def text_of(content: bytes, file: str) -> str:
    """The text of a page file, without byte order mark, line ends as \\n.

    Form feeds, vertical tabs and Unicode's own line separators stay where they are, as white space within a line:
    a page's lines are those that every editor counts.
    """
    if len(content) > LARGEST:
        raise BadInput(file, "is over 8 MiB, too large for a page; split it into pages")
    for first_bytes, advice in OTHER_FORMATS.items():
        if content.startswith(first_bytes):
            raise BadInput(file, f"is {advice}")
    if b"\0" in content and not content.startswith(UTF_16):
        raise BadInput(file, "is binary, or UTF-16 without byte order mark; save it as UTF-8 text")
    text = _decoded(content, file)
    if _is_blank(text):
        raise BadInput(file, "is empty or blank; remove it or give the page's text")
    if _is_binary(text):
        raise BadInput(file, "is binary, not text; give the page as a text file")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes, file: str) -> str:
    """The text of the bytes, by the first encoding that fits.

    1. A byte order mark says what follows.
    2. UTF-8, because text in another encoding is practically never valid UTF-8.
    3. GB18030 (GBK and GB2312 are parts of it) last, because it makes something of almost any bytes: so damaged
       UTF-8 and Big5 are turned away first, lest they enter the archive as well-formed nonsense.
    """
    try:
        if content.startswith(UTF_16):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if problem.encoding.startswith("utf-16") or _is_nearly_utf8(content):
            name = "UTF-16" if problem.encoding.startswith("utf-16") else "UTF-8"
            raise BadInput(
                file, f"is damaged {name} from byte {problem.start + 1} on; copy it again from its source"
            ) from None
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if not text or _is_misread(text):
        raise BadInput(file, "is neither UTF-8, UTF-16 with byte order mark nor GB18030; save it as UTF-8")
    return text


def _is_nearly_utf8(content: bytes) -> bool:
    """Whether almost all characters beyond ASCII are valid UTF-8: a slip of a few bytes, not another encoding."""
    text = content.decode("utf-8", errors="replace")
    beyond_ascii = sum(not character.isascii() for character in text)
    return text.count("\N{REPLACEMENT CHARACTER}") * 10 < beyond_ascii


def _is_misread(text: str) -> bool:
    """Whether GB18030 was the wrong key: bytes of other encodings land among private and unassigned characters.

    Real pages hold a private character or two, where an old typesetting system had its own sign.
    """
    odd = sum(unicodedata.category(character) in ("Co", "Cn") for character in text)
    return odd > 1 and odd * 50 > len(text)


def _is_blank(text: str) -> bool:
    """Whether the text shows nothing: white space and zero-width characters only."""
    return all(character.isspace() or unicodedata.category(character) == "Cf" for character in text)


def _is_binary(text: str) -> bool:
    """Whether the text holds more than one control character in twenty, or a NUL."""
    controls = sum(unicodedata.category(character) == "Cc" and character not in WHITE_SPACE for character in text)
    return "\0" in text or controls * 20 > len(text)


def _basis(given: str | None, printed: str | None, named: str | None, year: int | None) -> str | None:
    if printed and not given:
        return "masthead"
    if given or named:
        return "given"
    return "inferred" if year else None
