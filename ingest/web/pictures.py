"""The picture of a page: /archive/-/page/5/picture, what lies in the folder beside the archive under the page's name.

Who may see the archive's pages may see it. Start reading at `picture`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import NotFound, Request, Response

from ingest.storage import pictures
from ingest.web import queries
from ingest.web.archives import OtherSchema
from ingest.web.visit import Visit, found_by_number, visit_of

if TYPE_CHECKING:
    from datasette.app import Datasette

TYPES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp"}

GUARDS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, max-age=31536000, immutable",
}
"""A picture is never run, nor kept for others; its address changes when it does."""


async def picture(request: Request, datasette: Datasette) -> Response:
    """Raises NotFound where the page has none, Forbidden where this visitor may not see the page."""
    try:
        visit = await visit_of(request, datasette)
    except OtherSchema as other:
        return Response.text(str(other), status=503)
    found = await found_by_number(visit, queries.PICTURE_OF_PAGE, "page")
    name = found["image"] or ""
    content = await asyncio.to_thread(pictures.read, Path(str(visit.archive.path)), name)
    if content is None:
        raise NotFound(f"No picture of page {visit.number}")
    return Response(content, content_type=TYPES[name.rpartition(".")[2]], headers=GUARDS)


def address(visit: Visit, page: int, image: str | None) -> str | None:
    """Where a page's picture is found; None where there is none to be shown."""
    if not image or not pictures.is_kept(Path(str(visit.archive.path)), image):
        return None
    return visit.links.undirected().page_of(str(visit.archive.name), f"page/{page}/picture", of=image[:12])


def cutting(drawn: Mapping[str, Any] | None, article: int) -> dict[str, Any] | None:
    """An article cut out of its page: the part of the drawing that holds its areas; None without a picture."""
    if not drawn or not drawn["picture"]:
        return None
    areas = [area for area in drawn["areas"] if area["article_id"] == article]
    if not areas:
        return None
    x, y = max(0, min(area["x"] for area in areas)), max(0, min(area["y"] for area in areas))
    x1 = min(drawn["width"], max(area["x"] + area["width"] for area in areas))
    y1 = min(drawn["height"], max(area["y"] + area["height"] for area in areas))
    return {**drawn, "areas": areas, "x": x, "y": y, "wide": x1 - x, "high": y1 - y}
