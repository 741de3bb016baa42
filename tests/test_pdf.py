"""PDF with a text layer: lines, order and articles of broadsheet pages; and PDFs that cannot be read."""

from __future__ import annotations

import io
import random
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.errors import BadInput
from ingest.model import Known, Page
from ingest.sources import find, page_of, pdf
from tests.broadsheet import printing
from tests.broadsheet.scores import score
from tests.broadsheet.setting import pages
from tests.evaluate import summary
from tests.rows import all_rows, rows

pytest.importorskip("pypdfium2", reason="the extra pdf is not installed")
canvas_module = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")

FONT = "STSong-Light"


def made(draw: Callable[[Any], None], pages: int = 1, **options: Any) -> bytes:
    """A PDF of pages that are drawn alike."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont

    registerFont(UnicodeCIDFont(FONT))
    target = io.BytesIO()
    canvas = canvas_module.Canvas(target, pagesize=(600, 800), invariant=True, **options)
    for _ in range(pages):
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


TEXT = ["　　今年全市小麦喜获丰收，种粮大户王某说亩产比去", "年高出一成，收购价格也有所上涨，农民收入增加。"]


def drawn(canvas: Any) -> None:
    """A headline and a paragraph of two lines."""
    canvas.setFont(FONT, 30)
    canvas.drawString(60, 700, "丰收在望")
    canvas.setFont(FONT, 10)
    for number, line in enumerate(TEXT):
        canvas.drawString(60, 660 - 15 * number, line)


def _has_chinese_font() -> bool:
    """Whether this machine shows Han characters whose font a PDF names and does not bring, as those drawn here."""
    picture = pdf.picture(
        made(lambda canvas: (canvas.setFont(FONT, 100), canvas.drawString(60, 600, "丰"))), "", 1, 300, 400
    )
    return picture.convert("L").getextrema()[0] < 128


chinese_font = pytest.mark.skipif(
    not _has_chinese_font(),
    reason="no Chinese font is installed, such as fonts-noto-cjk: what is set on its side is lost",
)


def read(content: bytes, number: int = 1) -> Page:
    return page_of(content, Known(f"a.pdf#{number}", source="pdf", source_page=number))


def test_lines_with_their_places() -> None:
    page = read(made(drawn))
    assert page.text.split("\n") == ["丰收在望", "", *TEXT]
    assert (page.width, page.height) == (600, 800)
    box = page.boxes[1]
    assert (box.x0, round(box.size * 800, 1)) == (0.1, 30)
    assert 0.08 < box.top < 0.1 < box.bottom < 0.14


@chinese_font
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_for_showing(turn: int) -> None:
    width, height = (600, 800) if turn == 180 else (800, 600)

    def turned(canvas: Any) -> None:
        canvas.setPageSize((height, width))  # which reportlab swaps on a page that is turned
        canvas.setPageRotation(90)
        canvas.translate(*{90: (width, 0), 180: (width, height), 270: (0, height)}[turn])
        canvas.rotate(turn)
        drawn(canvas)

    found = made(turned).replace(b"/Rotate 90", b"/Rotate %d" % turn)
    assert read(found).text == read(made(drawn)).text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_on_its_side_is_set_upright(turn: int) -> None:
    content = made(drawn)
    aside = content.replace(b"/Rotate 0", b"/Rotate %d" % turn)
    assert aside != content
    page = read(aside)
    assert page.text == read(content).text
    assert (page.width, page.height) == (600, 800)
    assert pdf.picture(aside, "a.pdf", 1, 300, 400).size == (300, 400)


def test_bold_by_drawing_twice_is_read_once() -> None:
    def twice(canvas: Any) -> None:
        drawn(canvas)
        canvas.translate(0.3, 0)
        drawn(canvas)

    assert read(made(twice)).text == read(made(drawn)).text


@chinese_font
def test_a_vertical_headline_is_one_line() -> None:
    def upright(canvas: Any) -> None:
        canvas.setFont(FONT, 24)
        for number, character in enumerate("运河春早"):
            canvas.drawString(500, 600 - 30 * number, character)
        drawn(canvas)

    assert "运河春早" in read(made(upright)).text.split("\n")


@chinese_font
def test_text_set_on_its_side_is_one_line() -> None:
    def aside(canvas: Any) -> None:
        drawn(canvas)
        canvas.rotate(90)
        canvas.drawString(300, -550, "本版图片均由市文旅局提供")

    assert "本版图片均由市文旅局提供" in read(made(aside)).text.split("\n")


@chinese_font
def test_broadsheet_pages(tmp_path: Path) -> None:
    scores: dict[str, list] = defaultdict(list)
    for page in pages(21):
        score(page, read(printing.reportlab(page, random.Random(21))), scores, [])
    table = summary(scores)
    assert table["lines whole"] >= 0.995
    assert table["next line right"] >= 0.99
    assert table["article exact"] >= 0.9
    assert table["title"] >= 0.95
    assert table["paragraphs exact"] >= 0.95


@pytest.mark.skipif(printing.BROWSER is None, reason="no Chromium is installed")
def test_chromium_prints_the_same_articles(tmp_path: Path) -> None:
    page = next(pages(1))
    found = []
    for number, content in enumerate(
        (printing.reportlab(page, random.Random(1)), printing.chromium(page, random.Random(1), tmp_path))
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "0308.pdf").write_bytes(content)
        told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(folder / "a.db")])
        assert told.exit_code == 0, told.output
        articles = rows(folder / "a.db", "select title, kicker, subtitle, kind, body from articles order by id")
        found.append((articles, rows(folder / "a.db", "select text from pages")))
    assert found[0] == found[1]


def test_ingest_of_a_file_with_pages(tmp_path: Path) -> None:
    folder, db = tmp_path / "papers", tmp_path / "a.db"
    folder.mkdir()
    numbers = iter(range(1, 9))

    def numbered(canvas: Any) -> None:
        drawn(canvas)
        canvas.drawString(60, 600, f"　　第{next(numbers)}家合作社也已开镰。")

    (folder / "20250308.pdf").write_bytes(made(numbered, pages=2))
    (folder / "pages.csv").write_text("file,page_label\n20250308.pdf#2,第2版\n", "utf-8")
    CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)])
    assert rows(db, "select file, source, source_page, page_label, issue_date from pages order by file") == [
        ("20250308.pdf#1", "pdf", 1, None, "2025-03-08"),
        ("20250308.pdf#2", "pdf", 2, "第2版", "2025-03-08"),
    ]
    before = all_rows(db)
    told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)]).output
    assert "0 pages read, 2 unchanged" in told
    assert all_rows(db) == before
    told = CliRunner().invoke(cli, ["explain", str(folder / "20250308.pdf"), "--page", "2"]).output
    assert "第2家合作社" in told


def empty(canvas: Any) -> None:
    canvas.rect(50, 50, 100, 100)


def with_stream(stream: bytes) -> bytes:
    """A PDF of one page with this packed content stream."""
    packed = zlib.compress(stream, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % pair for pair in enumerate(parts, 1))
    return body + b"trailer<</Root 1 0 R>>\n"


def locked() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    return made(drawn, encrypt=StandardEncryption("secret", ownerPassword="owner"))


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty file": (lambda: b"", "broken or cut short"),
    "no PDF": (lambda: b"hello", "broken or cut short"),
    "cut short": (lambda: made(drawn)[:300], "broken or cut short"),
    "encrypted": (locked, "is an encrypted PDF; save it without password"),
    "no text": (lambda: made(empty), "is a PDF without text layer"),
    "2,000 pages": (lambda: made(drawn, pages=2000), "has 2000 pages"),
    "a bomb": (lambda: with_stream(b"q Q\n" * 25_000_000), "is a PDF without text layer"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_say_what_is_wrong(name: str, tmp_path: Path) -> None:
    make, said = BAD[name]
    folder, db = tmp_path / "papers", tmp_path / "a.db"
    folder.mkdir()
    (folder / "bad.pdf").write_bytes(make())
    (folder / "good.pdf").write_bytes(made(drawn))
    told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(db), "--jobs", "1"])
    assert told.exit_code == 1
    assert said in told.stderr
    assert told.stderr.startswith("Error: bad.pdf")
    assert len(told.stderr.splitlines()) == 1
    assert rows(db, "select file from pages") == [("good.pdf#1",)]


def test_a_page_of_too_many_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_CHARACTERS", 30)
    with pytest.raises(BadInput, match="characters, more than any page of a newspaper"):
        read(made(drawn))


def test_fonts_that_do_not_say_their_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_is_lost", lambda text: True)
    with pytest.raises(BadInput, match="fonts do not say which characters"):
        read(made(drawn))


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(made(drawn))
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    (found,) = find([tmp_path]).pages
    with pytest.raises(BadInput, match=r"pip install 'baozhi-archive\[pdf\]'"):
        page_of(b"%PDF", found.known)


def test_what_lies_outside_the_page_is_not_printed() -> None:
    def beyond(canvas: Any) -> None:
        drawn(canvas)
        canvas.drawString(60, 900, "这一行在版面之外")

    assert "版面之外" not in read(made(beyond)).text


def test_what_is_said_of_a_page_is_written_beside_its_file(tmp_path: Path) -> None:
    folder, db = tmp_path / "in", tmp_path / "a.db"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(made(drawn, pages=2))

    def run(*arguments: object) -> str:
        told = CliRunner().invoke(cli, [*map(str, arguments), "--db", str(db)])
        assert told.exit_code == 0, told.output
        return told.output

    run("add", folder)
    assert "corrections.tsv" in run("fix", folder / "a.pdf#2", "1", "role=kicker")
    assert "\na.pdf#2\t" in (folder / "corrections.tsv").read_text("utf-8")
    kickers = "select file, kicker from pages join articles on page_id = pages.id order by file"
    assert rows(db, kickers) == [("a.pdf#1", None), ("a.pdf#2", "丰收在望")]
    db.unlink()
    run("add", folder)
    assert rows(db, kickers) == [("a.pdf#1", None), ("a.pdf#2", "丰收在望")]
    told = CliRunner().invoke(cli, ["fix", str(folder / "a.pdf#7"), "1", "role=kicker", "--db", str(db)])
    assert "has no page a.pdf#7; it holds 2" in told.output
