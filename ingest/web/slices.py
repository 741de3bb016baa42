"""CSV that opens right in Excel: with a byte order mark, every row, and a file name that says what it is.

    /archive/-/place/7.csv?_dl=1  →  archive-地点-茌平区.csv, beginning EF BB BF
    /archive/-/place/7.csv        →  the same rows for programs, plain UTF-8, columns by their names in the archive

In a download no text becomes a formula: one that begins like one gets an apostrophe in front, as spreadsheets write it.
`marked_downloads` does the same for the CSV that Datasette itself makes of an archive's tables.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote

from datasette import Response
from datasette.utils import tilde_decode

from ingest.web.archives import is_archive
from ingest.web.queries import Row

if TYPE_CHECKING:
    from datasette.app import Datasette

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it Excel reads UTF-8 as the code page of the country."""

NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
"""What Windows refuses in a file name, and white space."""

LONGEST_NAME = 80

FORMULA = re.compile(r"[=+@\t\r＝＋－＠-](?!\d[\d.,]*([eE][+-]?\d+)?%?\Z)")
"""How a text begins that a spreadsheet would compute; a number with its sign is only a number."""

CELL = re.compile(r'("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|\n|$)')
"""A cell of a CSV file, and what ends it."""

Asgi = Callable[[dict[str, Any], Callable[..., Any], Callable[..., Awaitable[None]]], Awaitable[None]]


def csv_for_programs(rows: Iterable[Row], columns: list[str]) -> Response:
    """Rows as CSV, plain."""
    headers = {"x-content-type-options": "nosniff"}
    return Response(_csv(rows, columns, columns), content_type="text/plain; charset=utf-8", headers=headers)


def csv_download(rows: Iterable[Row], columns: list[str], named: list[str], name: str) -> Response:
    """Rows as a CSV file of that name, to be opened by people; `named` is what they call the columns."""
    body = without_formulas(_csv(rows, columns, named)).encode("utf-8")
    headers = {"content-disposition": disposition(name)}
    return Response(BYTE_ORDER_MARK + body, content_type="text/csv; charset=utf-8", headers=headers)


def _csv(rows: Iterable[Row], columns: list[str], named: list[str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(named)
    writer.writerows([row.get(column) for column in columns] for row in rows)
    return text.getvalue()


def without_formulas(text: str) -> str:
    """CSV in which no cell is computed when a spreadsheet opens it.

    >>> print(without_formulas('title,"=1+1",-3.5,-聊城'))
    title,"'=1+1",-3.5,'-聊城
    """
    return CELL.sub(lambda cell: _plain(cell[1]) + cell[2], text)


def _plain(cell: str) -> str:
    quote = cell[:1] if cell.startswith('"') else ""
    text = cell[1:-1] if quote else cell
    return f"{quote}'{text}{quote}" if FORMULA.match(text) else cell


def disposition(name: str, extension: str = "csv") -> str:
    """The header that names a download, for old programs in ASCII too (RFC 6266)."""
    clean = NOT_IN_FILE_NAMES.sub("-", name)[:LONGEST_NAME].strip("-.")
    plain = re.sub("-+", "-", re.sub(r"[^\w.-]", "-", clean, flags=re.ASCII)).strip("-") or "archive"
    return f"attachment; filename=\"{plain}.{extension}\"; filename*=UTF-8''{quote(clean)}.{extension}"


def marked_downloads(app: Asgi, datasette: Datasette) -> Asgi:
    """Datasette, with a mark and a telling name on the CSV downloads of archives."""

    async def wrapped(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Awaitable[None]]) -> None:
        name = _download_of_table(scope, datasette)
        await app(scope, receive, _marking(send, name) if name else send)

    return wrapped


def _download_of_table(scope: dict[str, Any], datasette: Datasette) -> str | None:
    """A name for the download, when this request is one of an archive's own tables or queries."""
    if scope["type"] != "http":
        return None
    path = scope["path"].removeprefix(datasette.setting("base_url").rstrip("/"))
    arguments = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    parts = [tilde_decode(part) for part in path.removesuffix(".csv").strip("/").split("/")]
    archive = next((one for one in datasette.databases.values() if one.route == parts[0]), None)
    if not path.endswith(".csv") or "_dl" not in arguments or len(parts) > 2 or not archive or not is_archive(archive):
        return None
    filters = [value for name, value in arguments.items() if not name.startswith("_") or name == "_search"]
    return "-".join([archive.name, *parts[1:], *(value for value in filters if name_worthy(value))])


def name_worthy(value: str) -> bool:
    """Whether a filter's value tells what the file holds; SQL does not."""
    return len(value) <= 20


def _marking(send: Callable[..., Awaitable[None]], name: str) -> Callable[..., Awaitable[None]]:
    """A send that puts the mark before the first bytes of a good answer."""
    marked, is_good, begun = False, False, b""

    async def marking(message: dict[str, Any]) -> None:
        nonlocal marked, is_good, begun
        if message["type"] == "http.response.start":
            is_good = message["status"] == 200
            message = {**message, "headers": _named(message["headers"], name)} if is_good else message
        elif is_good:
            sent, begun = _whole_rows(begun + message.get("body", b""), message.get("more_body", False))
            text = without_formulas(sent.decode("utf-8")).encode("utf-8")
            message = {**message, "body": text if marked else BYTE_ORDER_MARK + text}
            marked = True
        await send(message)

    return marking


def _whole_rows(body: bytes, more: bool) -> tuple[bytes, bytes]:
    """The rows that are there to their ends, and what has begun after them."""
    if not more:
        return body, b""
    end = body.rfind(b"\r\n") + 2 if b"\r\n" in body else 0
    while end > 1 and body[:end].count(b'"') % 2:  # within quotation marks
        end = body.rfind(b"\r\n", 0, end - 2) + 2
    return (body[:end], body[end:]) if end > 1 else (b"", body)


def _named(headers: Iterable[tuple[bytes, bytes]], name: str) -> list[tuple[bytes, bytes]]:
    kept = [(key, value) for key, value in headers if key.lower() not in (b"content-disposition", b"content-length")]
    return [*kept, (b"content-disposition", disposition(name).encode("latin-1"))]
