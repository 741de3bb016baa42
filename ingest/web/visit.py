"""One visit to a page of the site: who asks for what, and the answer as a page, as JSON or as CSV.

    Page("place", place, slice=articles_of_place)   serves
        /archive/-/place/7        templates/archive/place.html, drawn from what `place` returns
        /archive/-/place/7.json   what `place` returns
        /archive/-/place/7.csv    every row of `articles_of_place`

A page is a function from a visit to plain data; nothing in it knows HTML.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from datasette import NotFound, Request, Response
from datasette.database import QueryInterrupted
from datasette.utils import tilde_decode

from ingest.web import slices, workbook
from ingest.web.archives import OtherSchema, archive_routed, visible_archives
from ingest.web.language import Speech, columns, speech
from ingest.web.links import Links
from ingest.web.queries import Row, row

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""What a browser may load and run on our pages, should a text of the newspapers ever get out of its quotes.

Whoever adds scripts of other hosts says so in metadata: plugins: baozhi_archive: content_security_policy: "…".
"""

LARGEST_NUMBER = 2**63 - 1
"""SQLite's; a greater one is nobody's id."""


@dataclass(frozen=True)
class Visit:
    """A request, and what it concerns."""

    datasette: Datasette
    request: Request
    archives: list[Database]
    """The one named in the address, or all that this visitor may see."""
    speech: Speech
    links: Links

    @property
    def archive(self) -> Database:
        """The archive that the address names."""
        return self.archives[0]

    @property
    def within(self) -> str | None:
        """The name of the archive that the address names; None on a page of all archives."""
        return None if self.request.url_vars.get("archive") is None else self.archive.name

    @property
    def of(self) -> str:
        """How a file with what this page shows is called: by the archive, if it is one."""
        return self.within or "报纸"

    @property
    def number(self) -> int:
        """The number in the address. Raises NotFound for one that SQLite cannot hold."""
        digits = self.request.url_vars["number"]
        if len(digits) > len(str(LARGEST_NUMBER)) or int(digits) > LARGEST_NUMBER:
            raise NotFound(f"No number {digits[:40]}")
        return int(digits)

    @property
    def name(self) -> str:
        """The name in the address."""
        return unquote(self.request.url_vars["name"])

    def asked(self, argument: str) -> str:
        """An argument of the address, without outer white space, "" when it is not there."""
        return (self.request.args.get(argument) or "").strip()

    @property
    def page(self) -> int:
        """Which page of a long list, from 1."""
        asked = self.asked("page")
        return max(1, int(asked)) if asked.isdecimal() and len(asked) < 7 else 1


@dataclass(frozen=True)
class Slice:
    """Rows for a CSV file."""

    name: str
    columns: list[str]
    rows: list[Row]
    own_names: bool = False
    """Whether columns keep the names that their query gave them, whoever opens the file."""


@dataclass(frozen=True)
class Document:
    """A text in another form than HTML, JSON and CSV."""

    text: str
    content_type: str
    extension: str = "txt"
    name: str | None = None
    """Of the file, where it is to be kept rather than read."""


class Gone(NotFound):
    """What the address names was there once; `data` tells what it was."""

    def __init__(self, what: str, data: dict[str, Any]) -> None:
        super().__init__(what)
        self.data = data


async def no_page(visit: Visit) -> dict[str, Any]:
    """For addresses that have other forms only. Raises NotFound."""
    raise NotFound("No page here, only data")


@dataclass(frozen=True)
class Page:
    """A page of the site."""

    template: str
    data: Callable[[Visit], Awaitable[dict[str, Any]]]
    slice: Callable[[Visit], Awaitable[Slice]] | None = None
    documents: Mapping[str, Callable[[Visit], Awaitable[Document]]] = field(default_factory=dict)
    """Other forms of the page, by the extension of their addresses."""

    @property
    def formats(self) -> tuple[str, ...]:
        """Extensions of its addresses."""
        return "json", "csv", *(("xlsx",) if self._has_xlsx else ()), *self.documents

    @property
    def _has_xlsx(self) -> bool:
        return self.slice is not None and workbook.is_installed()

    async def answer(self, request: Request, datasette: Datasette) -> Response:
        try:
            visit = await visit_of(request, datasette)
        except OtherSchema as other:
            return await self._refused(_visit(request, datasette, []), "other_schema", str(other), 503)
        format = request.url_vars.get("format")
        try:
            if format in ("csv", "xlsx"):
                return await self._rows(visit, format)
            if format in self.documents:
                return _sent(await self.documents[format](visit))
            data = await self.data(visit)
        except Gone as gone:
            return await self._refused(visit, "former", str(gone), 410, gone.data)
        except NotFound as missing:
            return await self._refused(visit, "missing", str(missing), 404)
        except QueryInterrupted:
            return await self._refused(visit, "interrupted", "SQL query took too long", 503)
        if format == "json":
            return Response.json(data, headers={"access-control-allow-origin": "*"} if datasette.cors else None)
        return await self._html(visit, data)

    async def _refused(
        self, visit: Visit, template: str, what: str, status: int, data: Mapping[str, Any] = MappingProxyType({})
    ) -> Response:
        if visit.request.url_vars.get("format") == "json":
            return Response.json({"ok": False, "error": what, "status": status, **data}, status=status)
        context = {**data, "own": True, "what": what}
        html = await visit.datasette.render_template(f"archive/{template}.html", context, request=visit.request)
        return Response.html(html, status=status, headers=_guards(visit.datasette))

    async def _rows(self, visit: Visit, format: str) -> Response:
        """For people with columns named in their language, for programs by the names they have in the archive."""
        if self.slice is None:
            raise NotFound("This page has no rows")
        slice = await self.slice(visit)
        called = {} if slice.own_names else columns()
        named = [visit.speech.say(called.get(name, name), name) for name in slice.columns]
        if format == "xlsx":
            return workbook.response(slice.rows, slice.columns, named, slice.name)
        if visit.asked("_dl"):
            return slices.csv_download(slice.rows, slice.columns, named, slice.name)
        return slices.csv_for_programs(slice.rows, slice.columns)

    async def _html(self, visit: Visit, data: dict[str, Any]) -> Response:
        context = {**data, "data": data, "own": True, "has_csv": self.slice is not None, "visit": visit}
        context["has_xlsx"] = self._has_xlsx
        context["has_feed"] = "atom" in self.documents
        html = await visit.datasette.render_template(f"archive/{self.template}.html", context, request=visit.request)
        return Response.html(html, headers={"vary": "Accept-Language", **_guards(visit.datasette)})


def _guards(datasette: Datasette) -> dict[str, str]:
    """The headers that keep a page from running what is not ours."""
    policy = (datasette.plugin_config("baozhi_archive") or {}).get("content_security_policy", POLICY)
    return {"x-content-type-options": "nosniff", **({"content-security-policy": policy} if policy else {})}


def _sent(document: Document) -> Response:
    """Never to be taken for a page, whatever the newspapers print."""
    headers = {"x-content-type-options": "nosniff"}
    if document.name:
        headers["content-disposition"] = slices.disposition(document.name, document.extension)
    return Response(document.text, content_type=f"{document.content_type}; charset=utf-8", headers=headers)


async def visit_of(request: Request, datasette: Datasette) -> Visit:
    """Raises NotFound for an archive that is not served, OtherSchema for one that cannot be shown, and Forbidden where
    this visitor may not see it."""
    route = request.url_vars.get("archive")
    if route is None:
        await datasette.ensure_permissions(request.actor, ["view-instance"])
        concerned = await visible_archives(datasette, request)
    else:
        concerned = [await archive_routed(datasette, request, tilde_decode(route))]
    return _visit(request, datasette, concerned)


def _visit(request: Request, datasette: Datasette, concerned: list[Database]) -> Visit:
    said = speech(request)
    return Visit(datasette, request, concerned, said, Links(datasette, request, said))


async def found_by_number(visit: Visit, sql: str, what: str) -> Row:
    """The row that the number in the address names (`sql` takes :id). Raises NotFound, saying what there is not."""
    found = await row(visit.archive, sql, id=visit.number)
    if found is None:
        raise NotFound(f"No {what} {visit.number}")
    return found
