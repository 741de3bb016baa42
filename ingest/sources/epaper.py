"""A page of a saved digital edition (方正数字报) → its articles, with what the edition itself says of each.

    node_2.htm      the page: areas of its picture and links, each to an article
    content_7.htm   the article: 引题, 标题, 副题, author, text

    page(packed, "2024-12/25/node_2.htm")
        →  Laid(text='茌平区\\n丰收在望\\n…', given={1: Given("kicker", begins=True), …}, …)

Headline parts and beginnings of articles are given, not guessed; bylines, places and figures are read as ever.
`packed` are node and content files in one. Start reading at `page`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.days import iso
from ingest.errors import BadInput
from ingest.layout.file_names import PAPER
from ingest.model import Box
from ingest.sources import pictures
from ingest.sources.html import Element, parsed
from ingest.sources.placed import Laid
from ingest.sources.told import Told, laid

NODE = re.compile(r"^node_\d+\.s?html?$", re.IGNORECASE)
CONTENT = re.compile(r"^content_[\w-]+\.s?html?$", re.IGNORECASE)

LABEL = re.compile(r"第?\s*0*([A-Z]?\d{1,3})\s*版\s*[:：]?\s*([一-鿿]{2,10})?")
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/年]?(\d\d)[-/月]?(\d\d)(?!\d)")

FRAME = re.compile(
    r"^(?:[34]?(?:上一[版篇期]|下一[版篇期])[34]?|版面(?:导航|概览)|标题导航|返回.{0,4}|PDF版?|打印.{0,4}|放大.?|缩小.?|默认.?|"
    r"关闭.{0,4}|收藏.{0,4}|分享.{0,10}|朗读.{0,4}|字体.{0,8}|出版日期[:：]?.{0,20}|往期.{0,4}|[+|\-<>«»\s]+)+$"
)
"""Lines that belong to the site around the article."""

BEGINNING = 262144
"""Bytes of a picture in which its size is told."""

FIELDS = ("introtitle", "title", "subtitle", "author")
SKINS: tuple[dict[str, dict[str, str]], ...] = (
    {
        "introtitle": {"tag": "founder-introtitle"},
        "title": {"tag": "founder-title"},
        "subtitle": {"tag": "founder-subtitle"},
        "author": {"tag": "founder-author"},
    },
    {
        "introtitle": {"id": "PreTitle"},
        "title": {"id": "Title"},
        "subtitle": {"id": "SubTitle"},
        "author": {"id": "Author"},
    },
    {
        "introtitle": {"label": "introtitle"},
        "title": {"label": "title"},
        "subtitle": {"label": "subtitle"},
        "author": {"label": "author"},
    },
    {"introtitle": {"tag": "h3"}, "title": {"tag": "h1"}, "subtitle": {"tag": "h2"}, "author": {"tag": "h4"}},
)
"""How the parts of a headline are marked, skin by skin."""

BODIES: tuple[dict[str, str], ...] = (
    {"tag": "founder-content"},
    {"id": "ozoom"},
    {"id": "articleContent"},
    {"id": "content"},
)

ROLES = {"introtitle": "kicker", "title": "title", "subtitle": "subtitle", "author": "byline"}


@dataclass(frozen=True)
class Link:
    """What a node page says of an article."""

    href: str
    """The name of its file, as the page links to it."""
    title: str
    """Of the link; may be empty."""
    points: tuple[tuple[float, float], ...] = ()
    """The corners of its area on the page's picture."""


@dataclass(frozen=True)
class Story:
    """An article as its file gives it."""

    fields: Mapping[str, str]
    paragraphs: tuple[str, ...]
    day: str | None
    label: str | None


def is_node(name: str, beginning: bytes) -> bool:
    """Whether a file is a page of a digital edition."""
    return bool(NODE.match(name)) and b"content_" in beginning


def packed(path: Path) -> bytes:
    """A node page and the articles that it links to, as one; articles that are not there are left out."""
    node = path.read_bytes()
    contents = {}
    for link in links(parsed(node, path.name)):
        beside = path.parent / link.href
        if beside.is_file():
            contents[link.href] = beside.read_bytes().decode("latin-1")
    return json.dumps({"node": node.decode("latin-1"), "contents": contents, "size": _pixels(picture(path))}).encode()


def picture(path: Path) -> Path | None:
    """Where the picture of a node page should lie, as the page says; None where it shows none of a file beside it."""
    try:
        shown = _image(parsed(path.read_bytes(), path.name))
    except (BadInput, OSError):
        return None  # reading the page will say what is wrong
    said = urlsplit(shown.attributes.get("src", "")) if shown else None
    return path.parent / unquote(said.path) if said and said.path and not (said.scheme or said.netloc) else None


def missing(path: Path) -> list[str]:
    """The articles that a node page links to and that are not there."""
    try:
        return [
            link.href for link in links(parsed(path.read_bytes(), path.name)) if not (path.parent / link.href).is_file()
        ]
    except (BadInput, OSError):
        return []  # reading the page will say what is wrong


def page(content: bytes, file: str) -> Laid:
    """The page. Raises BadInput when none of its articles is there."""
    data = json.loads(content)
    node = parsed(data["node"].encode("latin-1"), file)
    stories = {
        href: story(parsed(text.encode("latin-1"), f"{file} → {href}")) for href, text in data["contents"].items()
    }
    met = [(link, stories[link.href]) for link in links(node) if link.href in stories]
    if not any(one.fields.get("title") or one.paragraphs for _, one in met):
        raise BadInput(file, "is a page of a digital edition without its articles; save its content_….htm beside it")
    width, height = _size(node, [link for link, _ in met], data["size"])
    paper, day, label = _told(node, file, [one for _, one in met])
    articles = [_article(link, one, width, height) for link, one in met]
    return laid(articles, width or None, height or None, publication=paper, issue_date=day, page_label=label)


def links(node: Element) -> list[Link]:
    """The articles of a node page: those of the map of its picture in its order, then others that it lists."""
    found: dict[str, Link] = {}
    for element in [*node.all("area"), *node.all("a")]:
        href = unquote(urlsplit(element.attributes.get("href", "")).path)
        if not CONTENT.match(href.rpartition("/")[2]) or href.startswith("/") or ".." in href.split("/"):
            continue
        title = element.attributes.get("title", "") or (element.text() if element.tag == "a" else "")
        before = found.get(href)
        if before is None:
            found[href] = Link(href, title, _points(element.attributes.get("coords", "")))
        elif not before.title:
            found[href] = Link(href, title, before.points)
    return list(found.values())


def story(root: Element) -> Story:
    """An article's own page."""
    properties = _properties(root)
    fields = {name: _first(properties.get(name), *(_marked(root, skin[name]) for skin in SKINS)) for name in FIELDS}
    return Story(
        {name: text for name, text in fields.items() if text},
        tuple(_paragraphs(root, fields.values())),
        _day(properties.get("date", "")),
        _first(properties.get("nodename"), properties.get("nodesearchname")) or None,
    )


def _points(coords: str) -> tuple[tuple[float, float], ...]:
    try:
        numbers = [float(number) for number in re.split(r"[,\s]+", coords.strip()) if number]
    except ValueError:
        return ()
    return tuple(zip(numbers[::2], numbers[1::2], strict=False))


def _properties(root: Element) -> dict[str, str]:
    """The fields of the comment <!--enpproperty <title>…</title> … -->."""
    for comment in root.comments():
        if "enpproperty" in comment:
            inner = parsed(comment.encode(), "")
            return {one.tag: one.text().replace("\n", " ") for one in inner.every() if one.tag and one.tag != "!"}
    return {}


def _marked(root: Element, mark: Mapping[str, str]) -> str | None:
    element = root.find(**mark)
    return element.text() if element else None


def _first(*texts: str | None) -> str:
    return next((text.strip() for text in texts if text and text.strip()), "")


def _paragraphs(root: Element, heads: Iterable[str]) -> Iterator[str]:
    """The paragraphs of the text, without the headline, where it is repeated, and without the site's frame."""
    told = {_squeezed(line) for head in heads for line in head.split("\n")}
    for line in _body(root).split("\n"):
        bare = line.strip("\u3000 \u00a0")
        if bare and _squeezed(bare) not in told and not FRAME.match(bare):
            yield bare


def _body(root: Element) -> str:
    """What stands between <!--enpcontent--> and <!--/enpcontent-->, or in the element of the text."""
    inside = _between(root)
    if inside:
        return inside
    for mark in BODIES:
        element = root.find(**mark)
        if element and element.text():
            return element.text()
    return ""


def _between(root: Element) -> str:
    """The text between the comments enpcontent and /enpcontent."""
    whole = Element("")
    inside = False
    waiting: list[Element | str] = [root]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Element) and part.tag == "!":
            said = str(part.parts[0]).strip() if part.parts else ""
            if said.startswith("enpcontent"):
                inside = True
            elif said.startswith("/enpcontent"):
                break
        elif inside:
            whole.parts.append(part)
        elif isinstance(part, Element):
            waiting += reversed(part.parts)
    return whole.text() if inside else ""


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _day(text: str) -> str | None:
    found = DAY.search(text)
    return iso(int(found[1]), int(found[2]), int(found[3])) if found else None


def _pixels(shown: Path | None) -> tuple[int, int]:
    """Width and height of a picture; 0 where they cannot be told."""
    with suppress(OSError, ValueError):  # not there, or no name that a file can have
        if shown:
            with shown.open("rb") as file:
                return pictures.size(file.read(BEGINNING)) or (0, 0)
    return 0, 0


def _size(node: Element, links: Sequence[Link], pixels: Sequence[int]) -> tuple[float, float]:
    """Width and height of the picture that the areas are told on: as the page shows it, or as it is."""
    corners = [point for link in links for point in link.points]
    across, down = max((x for x, _ in corners), default=0.0), max((y for _, y in corners), default=0.0)
    image = _image(node)
    sizes = [_number(image.attributes.get(name, "")) if image else 0.0 for name in ("width", "height")]
    sizes = sizes if all(sizes) else [float(side) for side in pixels]
    return max(sizes[0], across), max(sizes[1], down)


def _image(node: Element) -> Element | None:
    """The picture whose areas lead to the articles."""
    return next((one for one in node.all("img") if one.attributes.get("usemap")), None)


def _number(text: str) -> float:
    found = re.match(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*$", text)
    return float(found[1]) if found else 0.0


def _told(node: Element, file: str, stories: Sequence[Story]) -> tuple[str | None, str | None, str | None]:
    """(paper, day, page label) as the edition says them."""
    title = node.find("title")
    head = f"{title.text() if title else ''} {node.text()[:2000]}"
    paper = PAPER.search(head)
    days = [one.day for one in stories if one.day]
    day = days[0] if days else _day(file.replace("/", "-"))
    label = LABEL.search(head)
    name = (label[2] if label else None) or next((one.label for one in stories if one.label), None)
    number = f"第{label[1]}版" if label else None
    return paper[1] if paper else None, day, " ".join(filter(None, (number, name))) or None


def _article(link: Link, one: Story, width: float, height: float) -> Told:
    """The article, with the title of its link where it has none itself."""
    parts = {ROLES[name]: text for name, text in one.fields.items()}
    if "title" not in parts and link.title and not FRAME.match(link.title):
        parts["title"] = link.title
    box = _box(link.points, width, height) if link.points and width and height else None
    return Told(parts, one.paragraphs, box)


def _box(points: Sequence[tuple[float, float]], width: float, height: float) -> Box:
    corners = [(_within(x / width), _within(y / height)) for x, y in points]
    across, down = [x for x, _ in corners], [y for _, y in corners]
    x0, top, x1, bottom = min(across), min(down), max(across), max(down)
    is_box = set(corners) <= {(x, y) for x in (x0, x1) for y in (top, bottom)}
    outline = None if is_box else " ".join(f"{x:g},{y:g}" for x, y in corners)
    return Box(x0, top, x1, bottom, None, outline=outline)


def _within(share: float) -> float:
    return round(min(1.0, max(0.0, share)), 5)
