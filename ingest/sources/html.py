"""HTML of any quality → a tree of elements, with what scripts and styles hold left out.

    parsed(b'<p>a<br>b</p>', "x.htm").text()  →  'a\\nb'

Start reading at `parsed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ingest.errors import BadInput

LARGEST = 4 * 1024 * 1024
"""Bytes of one page of a site; more is no page of a newspaper."""

DEEPEST = 400
"""Elements within each other; what is deeper counts for the one around it."""

CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*(gb\w+|utf-?8)""", re.IGNORECASE)

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "param")
)
SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "object"))
PARTS = frozenset(
    (
        *("p", "div", "br", "li", "tr", "td", "th", "table", "ul", "ol", "dd", "dt", "section", "article", "center"),
        *("h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
"""Elements that begin a line of their own."""

SELF_CLOSING = {"p": frozenset({"p"}), "li": frozenset({"li"}), "tr": frozenset({"tr", "td"}), "td": frozenset({"td"})}


@dataclass
class Element:
    """An element, a comment (tag `!`) or the whole page (no tag)."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    parts: list[Element | str] = field(default_factory=list)

    def every(self) -> Iterator[Element]:
        """This element and all within it, in the order of the page."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [part for part in reversed(element.parts) if isinstance(part, Element)]

    def find(self, tag: str = "", id: str = "", label: str = "") -> Element | None:
        """The first element within of that tag, id and class, whatever is asked for; upper and lower case are one."""
        return next(self.all(tag, id, label), None)

    def all(self, tag: str = "", id: str = "", label: str = "") -> Iterator[Element]:
        for element in self.every():
            named = element.attributes.get("id", "").lower(), element.attributes.get("class", "").lower().split()
            if tag in ("", element.tag) and id.lower() in ("", named[0]) and (not label or label.lower() in named[1]):
                yield element

    def comments(self) -> Iterator[str]:
        for element in self.every():
            if element.tag == "!":
                yield from (part for part in element.parts if isinstance(part, str))

    def text(self) -> str:
        """What it shows, each part on a line of its own, without blank ones."""
        lines = "".join(self._shown()).split("\n")
        return "\n".join(line for line in (" ".join(line.split(" ")).strip() for line in lines) if line)

    def _shown(self) -> Iterator[str]:
        waiting: list[Element | str] = [self]
        while waiting:
            part = waiting.pop()
            if isinstance(part, str):
                yield re.sub(r"[\r\n\t]+", " ", part) if part != "\n" else part
            elif part.tag not in SILENT and part.tag != "!":
                edge: list[Element | str] = ["\n"] if part.tag in PARTS else []
                waiting += [*edge, *reversed(part.parts), *edge]


def parsed(content: bytes, file: str) -> Element:
    """The tree of a page. Raises BadInput for one that is too large or in an unknown encoding."""
    if len(content) > LARGEST:
        raise BadInput(file, "is over 4 MiB, too large for a page of a digital edition; remove it")
    builder = _Builder()
    builder.feed(decoded(content, file))
    builder.close()
    return builder.root


def decoded(content: bytes, file: str) -> str:
    """UTF-8, GBK and GB18030; what the page says of itself comes first."""
    said = CHARSET.search(content[:4096])
    first = "gb18030" if said and said[1].lower().startswith(b"gb") else "utf-8-sig"
    for encoding in (first, "utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(file, "is neither in UTF-8 nor in GBK; save it anew")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open[-1].tag in SELF_CLOSING.get(tag, ()):
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].parts.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].parts.append(data)

    def handle_comment(self, data: str) -> None:
        self.open[-1].parts.append(Element("!", {}, [data]))
