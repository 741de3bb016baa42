"""The picture beside the text: which file it is, what is kept of it, and that nothing else is ever shown."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import struct
import zlib
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from ingest.cli import cli
from ingest.sources import image
from ingest.sources.pictures import size
from ingest.storage import pictures as kept
from tests import test_pdf
from tests.rows import all_rows, rows
from tests.test_epaper import edition
from tests.test_ocr_files import FILES

SECRET = b"-----BEGIN PRIVATE KEY-----"
TEXT = "## 丰收在望\n\n本报讯 （记者 王小明）今年小麦丰收。\n"


def png(wide: int = 40, high: int = 30, shade: int = 200) -> bytes:
    """A picture of one grey."""
    rows = (b"\0" + bytes([shade]) * wide) * high
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def ingest(folder: Path) -> str:
    """Into papers.db beside the folder; gives what was said."""
    told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(folder.parent / "papers.db"), "--jobs", "1"])
    assert told.exit_code == 0, told.output
    return told.output


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """A folder with two texts; pages.csv says which picture shows the second, and that of the first bears its name."""
    folder = tmp_path / "in"
    (folder / "scans").mkdir(parents=True)
    (folder / "01.txt").write_text(TEXT, "utf-8")
    (folder / "01.png").write_bytes(png(shade=10))
    (folder / "02.txt").write_text(TEXT.replace("小麦", "玉米"), "utf-8")
    (folder / "scans" / "17.png").write_bytes(png(shade=20))
    (folder / "pages.csv").write_text("file,image\n02.txt,scans/17.png\n", "utf-8")
    return folder


def shown(db: Path) -> list[bytes | None]:
    """The pictures of an archive's pages."""
    return [image and kept.read(db, image) for (image,) in rows(db, "select image from pages order by file")]


def test_a_picture_beside_its_page_or_named_in_pages_csv_is_kept(
    scans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "is_installed", lambda: False)  # or the third picture were a page
    (scans / "18.png").write_bytes(png(shade=30))
    told = ingest(scans)
    assert shown(tmp_path / "papers.db") == [png(shade=10), png(shade=20)]
    assert "Passed over (hidden, or no page): 18.png\n" in told
    assert rows(tmp_path / "papers.db", "select file from pages") == [("01.txt",), ("02.txt",)]


def test_again_it_changes_nothing_and_a_new_picture_takes_the_place_of_the_old(scans: Path, tmp_path: Path) -> None:
    db = tmp_path / "papers.db"
    ingest(scans)
    before = all_rows(db)
    assert "2 unchanged" in ingest(scans)
    assert all_rows(db) == before
    (scans / "01.png").write_bytes(png(shade=30))
    assert "2 unchanged" in ingest(scans)
    assert shown(db) == [png(shade=30), png(shade=20)]
    assert len(list(kept.folder(db).iterdir())) == 2
    shutil.rmtree(kept.folder(db))
    ingest(scans)
    assert shown(db) == [png(shade=30), png(shade=20)]
    (scans / "01.png").unlink()
    ingest(scans)
    assert shown(db) == [None, png(shade=20)]


def test_a_correction_leaves_the_picture(scans: Path, tmp_path: Path) -> None:
    ingest(scans)
    told = CliRunner().invoke(
        cli, ["fix", str(scans / "01.txt"), "1", "role=kicker", "--db", str(tmp_path / "papers.db")]
    )
    assert told.exit_code == 0, told.output
    assert shown(tmp_path / "papers.db") == [png(shade=10), png(shade=20)]


def test_a_page_of_a_pdf_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(test_pdf.made(test_pdf.drawn))
    ingest(folder)
    (picture,) = shown(tmp_path / "papers.db")
    assert picture and size(picture) == (1600, 2134)


def test_a_picture_that_no_browser_shows_is_made_into_one(scans: Path, tmp_path: Path) -> None:
    pillow = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    target = io.BytesIO()
    pillow.new("L", (3200, 1000), 255).save(target, "TIFF")
    (scans / "scans" / "17.png").write_bytes(target.getvalue())
    ingest(scans)
    picture = shown(tmp_path / "papers.db")[1]
    assert picture and size(picture) == (1600, 500)


def test_what_is_no_picture_is_not_kept(scans: Path, tmp_path: Path) -> None:
    (scans / "01.png").write_bytes(SECRET)
    (scans / "scans" / "17.png").write_bytes(b"<svg onload='alert(1)'/>")
    ingest(scans)
    assert shown(tmp_path / "papers.db") == [None, None]
    assert not kept.folder(tmp_path / "papers.db").exists()


def test_an_edition_shows_its_picture_and_areas_fit_it(tmp_path: Path) -> None:
    folder = edition(tmp_path / "mirror", "ids")
    place = folder / "html/2025-03/08"
    node = (place / "node_2.htm").read_text("utf-8").replace("width='620' height='800'", "")
    (place / "node_2.htm").write_text(node.replace("page02_b.jpg", "../../../images/02.png?v=1"), "utf-8")
    (folder / "images").mkdir()
    (folder / "images" / "02.png").write_bytes(png(640, 820))
    ingest(folder)
    assert shown(tmp_path / "papers.db") == [png(640, 820)]
    assert rows(tmp_path / "papers.db", "select width, height from pages") == [(640, 820)]


@pytest.mark.parametrize(
    "way", ["../secret.png", "link.png", "//elsewhere/secret.png", "%2e%2e/%2e%2e/%2e%2e/secret.png", "a\0.png"]
)
def test_no_page_of_an_edition_shows_what_lies_outside_the_folder(way: str, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png(shade=99))
    folder = edition(tmp_path / "mirror", "ids")
    place = folder / "html/2025-03/08"
    way = way if way != "../secret.png" else "../../../../secret.png"
    node = (place / "node_2.htm").read_text("utf-8").replace("page02_b.jpg", way)
    (place / "node_2.htm").write_text(node, "utf-8")
    (place / "link.png").symlink_to(tmp_path / "secret.png")
    ingest(folder)
    assert shown(tmp_path / "papers.db") == [None]


@pytest.mark.parametrize("image", ["../secret.png", "scans/18.png", "/etc/passwd", "scans", "link.png"])
def test_pages_csv_names_pictures_in_its_folder_only(image: str, scans: Path) -> None:
    (scans.parent / "secret.png").write_bytes(png())
    (scans / "link.png").symlink_to(scans.parent / "secret.png")
    (scans / "pages.csv").write_text(f"file,image\n01.txt,{image}\n", "utf-8")
    told = CliRunner().invoke(cli, ["add", str(scans), "--db", str(scans.parent / "papers.db")])
    assert told.exit_code == 1
    assert f"pages.csv:2: there is no picture '{image}' in this folder" in told.output


# The site


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """An archive with one page that has places and a picture."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.xml").write_bytes(FILES["alto.xml"])
    (folder / "a.png").write_bytes(png())
    ingest(folder)
    return tmp_path / "papers.db"


async def get(db: Path, address: str) -> Any:
    return await Datasette([str(db)]).client.get(address)


@pytest.mark.asyncio
async def test_the_page_shows_its_picture_and_the_article_its_cutting(drawn: Path) -> None:
    page = (await get(drawn, "/papers/-/page/1?_lang=en")).text
    data = (await get(drawn, "/papers/-/page/1.json")).json()["regions"]
    assert f'<image href="{data["picture"]}" width="1000" height="800"' in page
    article = next(area["article_id"] for area in data["areas"] if area["article_id"])
    assert f'<a id="area-{article}" href="/papers/-/article/{article}?_lang=en"' in page
    answer = await get(drawn, data["picture"])
    assert (answer.status_code, answer.content) == (200, png())
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    text = (await get(drawn, f"/papers/-/article/{article}")).text
    assert f'href="/papers/-/page/1#area-{article}"' in text
    areas = [area for area in data["areas"] if area["article_id"] == article]
    left, top = min(area["x"] for area in areas), min(area["y"] for area in areas)
    assert f'<svg viewBox="{left} {top} ' in text


@pytest.mark.asyncio
async def test_without_the_folder_the_page_shows_areas_alone(drawn: Path) -> None:
    shutil.rmtree(kept.folder(drawn))
    assert (await get(drawn, "/papers/-/page/1.json")).json()["regions"]["picture"] is None
    assert "<image" not in (await get(drawn, "/papers/-/page/1")).text
    assert (await get(drawn, "/papers/-/page/1/picture")).status_code == 404
    assert (await get(drawn, "/papers/-/page/2/picture")).status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd", "secret.png", f"../papers.db.pictures/{'0' * 64}.png", ""]
)
async def test_no_name_in_the_archive_leads_out_of_the_folder(name: str, drawn: Path) -> None:
    for place in (drawn.parent, kept.folder(drawn)):
        (place / "secret.png").write_bytes(SECRET)
    with closing(sqlite3.connect(drawn)) as db, db:
        db.execute("update pages set image = ?", [name])
    assert (await get(drawn, "/papers/-/page/1/picture")).status_code == 404
    assert "<image" not in (await get(drawn, "/papers/-/page/1")).text


@pytest.mark.asyncio
async def test_a_link_in_the_place_of_a_picture_is_not_followed(drawn: Path) -> None:
    (drawn.parent / "secret").write_bytes(SECRET)
    (name,) = rows(drawn, "select image from pages")[0]
    (kept.folder(drawn) / name).unlink()
    (kept.folder(drawn) / name).symlink_to(drawn.parent / "secret")
    assert (await get(drawn, "/papers/-/page/1/picture")).status_code == 404
    assert json.loads((await get(drawn, "/papers/-/page/1.json")).text)["regions"]["picture"] is None


def test_pages_are_not_asked_for_pictures_where_none_lies(tmp_path: Path) -> None:
    asked: list[str] = []

    def names() -> list[str]:
        asked.append("names")
        return []

    db = tmp_path / "papers.db"
    kept.drop_others(db, names)
    assert not asked
    kept.keep(db, f"{'0' * 64}.png", b"a picture")
    kept.drop_others(db, names)
    assert asked and not list(kept.folder(db).iterdir())


def test_files_of_others_in_the_folder_stay(scans: Path, tmp_path: Path) -> None:
    ingest(scans)
    mine = kept.folder(tmp_path / "papers.db") / "notes.txt"
    mine.write_text("mine", "utf-8")
    ingest(scans)
    assert mine.exists()
