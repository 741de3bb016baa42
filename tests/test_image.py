"""Pictures of pages: recognised once, set upright, read as pages with places; and pictures that cannot be read."""

from __future__ import annotations

import io
import json
from math import cos, radians, sin
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadInput
from ingest.model import Known
from ingest.sources import find, image, page_of, pictures
from ingest.storage.archive import Archive
from tests.rows import rows
from tests.test_ocr_files import HEIGHT, LINES, READ, WIDTH

Image = pytest.importorskip("PIL.Image", reason="the extra ocr is not installed")


def picture(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    target = io.BytesIO()
    Image.new("L", (width, height), 255).save(target, "PNG")
    return target.getvalue()


def recognised(degrees: float = 0.0) -> image.Found:
    """What an engine sees of the page, turned about its middle."""
    found: image.Found = []
    turn = radians(degrees)
    for x, y, wide, high, text, score in LINES:
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
        moved = [(px - WIDTH / 2, py - HEIGHT / 2) for px, py in corners]
        turned = [
            [px * cos(turn) - py * sin(turn) + WIDTH / 2, px * sin(turn) + py * cos(turn) + HEIGHT / 2]
            for px, py in moved
        ]
        found.append((turned, text, score))
    return found


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An engine that sees the page in any picture; the files that it was asked to look at."""
    asked: list[str] = []

    def recognise(content: bytes, file: str) -> image.Found:
        asked.append(file)
        return recognised()

    monkeypatch.setenv(pictures.KEPT_IN, "")
    monkeypatch.setattr(image, "is_installed", lambda: True)
    monkeypatch.setattr(image, "_recognise", recognise)
    return asked


def read(content: bytes, file: str = "a.png") -> Any:
    return page_of(content, Known(file, source="image"))


def test_a_picture_is_a_page_with_places(engine: list[str]) -> None:
    page = read(picture())
    assert [one.strip() for one in page.text.split("\n") if one.strip()] == READ
    assert (page.source, page.width, page.height) == ("image", WIDTH, HEIGHT)
    assert page.boxes[1].confidence == 0.98


@pytest.mark.parametrize("degrees", [-3, -1, 0.5, 2])
def test_a_page_scanned_askew_is_set_upright(
    degrees: float, engine: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    straight = read(picture())
    monkeypatch.setattr(image, "_recognise", lambda content, file: recognised(degrees))
    page = read(picture())
    assert page.text == straight.text
    assert page.boxes[1].x0 == pytest.approx(straight.boxes[1].x0, abs=0.002)


def test_no_picture_is_recognised_twice(engine: list[str], tmp_path: Path) -> None:
    from ingest.run import run

    (tmp_path / "20250308-02.png").write_bytes(picture())
    for name in ("a.db", "a.db", "b.db"):
        if name == "b.db":  # another archive in place of the first
            (tmp_path / "a.db").unlink()
        with Archive(tmp_path / "a.db") as archive:
            list(run(find([tmp_path / "20250308-02.png"]).pages, archive))
    assert engine == ["20250308-02.png"]
    assert rows(
        tmp_path / "a.db", "select source, issue_date, title from pages join articles on page_id = pages.id"
    ) == [("image", "2025-03-08", "丰收在望")]
    (kept,) = (tmp_path / "a.db.recognised").iterdir()
    assert len(json.loads(kept.read_text("utf-8"))) == len(LINES)


def test_a_picture_beside_its_text_is_no_page(engine: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "a.txt").write_text("丰收在望", "utf-8")
    (tmp_path / "b.png").write_bytes(picture())
    assert [page.known.file for page in find([tmp_path]).pages] == ["a.txt", "b.png"]


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "is_installed", lambda: False)
    (tmp_path / "a.png").write_bytes(picture())
    (tmp_path / "a.txt").write_text("丰收在望", "utf-8")
    assert [page.known.file for page in find([tmp_path]).pages] == ["a.txt"]
    (given,) = find([tmp_path / "a.png"]).pages
    with pytest.raises(BadInput, match=r"pip install 'baozhi-archive\[ocr\]'"):
        page_of(picture(), given.known)


def test_bad_pictures_say_what_is_wrong(engine: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="is no picture that can be opened"):
        read(b"\x89PNG hello")
    with pytest.raises(BadInput, match="is no picture that can be opened"):
        read(picture()[:20])
    monkeypatch.setattr(image, "MOST_PIXELS", 1000)
    with pytest.raises(BadInput, match="pixels, more than a page needs"):
        read(picture())
    monkeypatch.setattr(image, "MOST_PIXELS", 10**9)
    monkeypatch.setattr(image, "_recognise", lambda content, file: [])
    with pytest.raises(BadInput, match="shows no text"):
        read(picture())
