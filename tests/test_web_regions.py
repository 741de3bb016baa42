"""Pages with places show where their articles stand; others do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from datasette.app import Datasette

from ingest.model import Known
from ingest.pipeline import read
from ingest.storage.archive import Archive
from tests.test_ocr_files import FILES
from tests.test_run import FIRST


@pytest.mark.asyncio
async def test_areas_are_drawn_where_places_are_known(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        for content, known in (
            (FILES["alto.xml"], Known("alto.xml", source="ocr")),
            (FIRST.encode(), Known("a.txt")),
        ):
            archive.add(read(content, known), known)
    client = Datasette([str(path)]).client
    shown = (await client.get("/archive/-/page/1")).text
    assert '<svg viewBox="0 0 1000 800"' in shown
    data = (await client.get("/archive/-/page/1.json")).json()["regions"]
    title, left, right = (area for area in data["areas"] if area["article_id"])
    assert (title["role"], title["x"], title["y"], title["width"], title["height"]) == ("title", 96, 56, 408, 108)
    assert (left["x"], left["width"]) == (76, 228)
    assert (right["x"], right["y"]) == (336, 196)
    assert left["line"] == right["line"]
    assert "<svg viewBox" not in (await client.get("/archive/-/page/2")).text
    assert (await client.get("/archive/-/page/2.json")).json()["regions"] is None
