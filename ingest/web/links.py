"""The addresses of the site's pages: /archive/-/article/12, /archive/-/contributor/王鲁斌, /-/search?q=…

They stand under the archive's own address, where Datasette has no table; a link keeps the language that was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

from datasette import Request
from datasette.utils import tilde_encode

from ingest.web.language import Speech

if TYPE_CHECKING:
    from datasette.app import Datasette


STATIC = Path(__file__).parent / "static"


def path_of(request: Request) -> str:
    """The address asked for, without the base_url that may stand before all addresses."""
    return str(request.scope.get("route_path") or request.path)


@cache
def static(name: str) -> str:
    """The path of a file of ours, which changes with its content."""
    version = sha256((STATIC / name).read_bytes()).hexdigest()[:8]
    return f"/-/static-plugins/baozhi_archive/{name}?{version}"


@dataclass(frozen=True)
class Links:
    """Addresses for one answer."""

    datasette: Datasette
    request: Request
    speech: Speech

    def home(self) -> str:
        return self._address("/")

    def search(self, **filters: Any) -> str:
        return self._address("/-/search", filters)

    def help(self) -> str:
        return self._address("/-/help")

    def open_search(self) -> str:
        return self._address("/-/opensearch.xml")

    def search_template(self, extension: str = "") -> str:
        """As OpenSearch has it, for others to fill in."""
        return self._address(f"/-/search{extension}", {"q": "searchTerms"}).replace("searchTerms", "{searchTerms}")

    def sitemap(self, archive: str | None = None, page: int | None = None) -> str:
        """Of one archive, or of all."""
        return self.page_of(archive, "sitemap.xml", page=page) if archive else self._address("/-/sitemap.xml")

    def about(self, section: str = "") -> str:
        return self._address("/-/about") + (f"#{section}" if section else "")

    def article(self, archive: str, number: int, fragment: str = "", /, **found_by: Any) -> str:
        """`found_by` is the search that leads there, whose words are then marked."""
        return self.page_of(archive, f"article/{number}", **found_by) + fragment

    def lasting(self, archive: str, number: int, fragment: str = "") -> str:
        """An article's whole address, in no language, to be cited and kept in files."""
        return self.absolute(self.undirected().article(archive, number, fragment))

    def undirected(self) -> Links:
        """The same addresses without the language that was asked for."""
        return replace(self, speech=replace(self.speech, asked=False))

    def absolute(self, address: str) -> str:
        """With the host that was asked."""
        return str(self.datasette.absolute_url(self.request, address))

    def canonical(self) -> str:
        """This page, whichever language it is shown in."""
        arguments = dict(parse_qsl(self.request.query_string))
        return self.undirected()._address(path_of(self.request), {**arguments, "_lang": None})

    def static(self, name: str) -> str:
        """A file of ours, whose address changes with its content."""
        return str(self.datasette.urls.path(static(name)))

    def page(self, archive: str, number: int, fragment: str = "", /, **part: Any) -> str:
        return self.page_of(archive, f"page/{number}", **part) + fragment

    def issues(self, archive: str, /, **filters: Any) -> str:
        return self.page_of(archive, "issues", **filters)

    def issue(self, archive: str, day: str | None, /, **filters: Any) -> str:
        """Of a day, a year, or neither."""
        return self.page_of(archive, f"issue/{day or 'unknown'}", **filters)

    def place(self, archive: str, number: int, /, **filters: Any) -> str:
        return self.page_of(archive, f"place/{number}", **filters)

    def places(self, archive: str | None) -> str:
        return self.page_of(archive, "places")

    def contributor(self, archive: str, name: str, /, **filters: Any) -> str:
        return self.page_of(archive, f"contributor/{quote(name, safe='')}", **filters)

    def contributors(self, archive: str | None, /, **filters: Any) -> str:
        return self.page_of(archive, "contributors", **filters)

    def person(self, archive: str, number: int, /, **filters: Any) -> str:
        return self.page_of(archive, f"person/{number}", **filters)

    def persons(self, archive: str | None, /, **filters: Any) -> str:
        return self.page_of(archive, "persons", **filters)

    def organisation(self, archive: str, number: int, /, **filters: Any) -> str:
        return self.page_of(archive, f"organisation/{number}", **filters)

    def organisations(self, archive: str | None, /, **filters: Any) -> str:
        return self.page_of(archive, "organisations", **filters)

    def reprint(self, archive: str, number: int, other: int) -> str:
        """Two articles with text in common, side by side."""
        return self.page_of(archive, f"reprint/{number}/{other}")

    def figures(self, archive: str | None, /, **filters: Any) -> str:
        return self.page_of(archive, "figures", **filters)

    def page_of(self, archive: str | None, name: str, /, **filters: Any) -> str:
        """A page of one archive; of all, where none is named."""
        if archive is None:
            return self._address(f"/-/{name}", filters)
        route = tilde_encode(self.datasette.get_database(archive).route)
        return self._address(f"/{route}/-/{name}", filters)

    def database(self, archive: str) -> str:
        """An archive's tables and queries, in Datasette."""
        return self._address(self.datasette.urls.database(archive))

    def table(self, archive: str, table: str, /, **filters: Any) -> str:
        """A table of Datasette."""
        return self._address(self.datasette.urls.table(archive, table), filters)

    def here(self, **changes: Any) -> str:
        """This page with other arguments; None takes one away. Turning to another filter starts at its first page."""
        arguments = {**dict(parse_qsl(self.request.query_string)), "page": None, **changes}
        return self._address(path_of(self.request), arguments)

    def kept(self, *but: str) -> list[tuple[str, str]]:
        """What a form on this page passes on: the arguments asked for, without those that it asks anew."""
        anew = {"page", *but}
        return [(name, value) for name, value in parse_qsl(self.request.query_string) if name not in anew]

    def here_as(self, format: str, /, **changes: Any) -> str:
        """This page's data: json for programs, csv to download."""
        path = path_of(self.request)
        home_or_path = "/-/home" if path == "/" else path
        download = {"_dl": "1"} if format == "csv" else {}
        arguments = {**dict(parse_qsl(self.request.query_string)), "page": None, **download, **changes}
        return self._address(f"{home_or_path}.{format}", arguments)

    def _address(self, path: str, arguments: Mapping[str, Any] | None = None) -> str:
        language = {"_lang": self.speech.language} if self.speech.asked else {}
        given = {name: value for name, value in {**language, **(arguments or {})}.items() if value not in (None, "")}
        query = f"?{urlencode(given)}" if given else ""
        return f"{self.datasette.urls.path(path)}{query}"
