"""Each row of the README's table of inputs: what is typed there makes pages of that kind, and articles."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.sources import image
from tests import test_epaper, test_image, test_ocr_files, test_pdf, test_rows, test_single
from tests.rows import rows

ROOT = Path(__file__).parents[1]
TABLE = re.search(r"\| what you have \|.*?\n\|[-|]+\|\n(.*?)\n\n", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
ROWS = [re.findall(r"`(\.\w+|ingest [^`]+)`", row.split(" | ")[1]) for row in TABLE[1].split("\n")] if TABLE else []
TYPED = [
    command.replace(Path(command).suffix, ending) if ending != command else command
    for command, *others in ROWS
    for ending in (command, *others)
]
"""`ingest page.xml`, and the same with the other endings that a row names."""


def file_of(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


def edition(folder: Path) -> None:
    test_epaper.edition(folder, "ids")


def singles(folder: Path) -> None:
    folder.mkdir()
    (folder / "20250602-01-01.txt").write_text(test_single.BRIDGE, "utf-8")
    (folder / "1957-06-12_请多开几家豆腐店.md").write_text(test_single.LETTER, "utf-8")


def table(path: Path) -> None:
    test_rows.table(path.parent, "csv").rename(path)


def listed() -> bytes:
    parts = [("丰收在望", {"text_level": 1}), ("本报讯（记者 王小明）今年小麦丰收。", {})]
    return json.dumps([{"type": "text", "text": text, "page_idx": 0, **more} for text, more in parts]).encode()


INPUTS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "page.txt": ("text", file_of("丰收在望\n\n本报讯（记者 王小明）今年小麦丰收。".encode("gb18030"))),
    "0308.pdf": ("pdf", lambda path: file_of(test_pdf.made(test_pdf.drawn, pages=1))(path)),
    "mirror/": ("epaper", edition),
    "2025/": ("rows", singles),
    "2025.csv": ("rows", table),
    "0308.jpg": ("image", lambda path: file_of(test_image.picture())(path)),
    "page.xml": ("ocr", file_of(test_ocr_files.alto())),
    "page.hocr": ("ocr", file_of(test_ocr_files.hocr())),
    "page.html": ("ocr", file_of(test_ocr_files.hocr())),
    "page.tsv": ("ocr", file_of(test_ocr_files.tsv())),
    "page.json": ("ocr", file_of(test_ocr_files.rapid())),
    "page_content_list.json": ("ocr", file_of(listed())),
}
"""By what is typed: the kind of pages that it makes, and how the input is made."""


def test_the_table_has_a_row_for_each_kind() -> None:
    assert {typed.split()[-1] for typed in TYPED if "rows" not in typed} | {"2025.csv"} == set(INPUTS)


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_there_makes_pages(typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = shlex.split(typed)[1:]
    name = next(word for word in command if word in INPUTS)
    source, make = INPUTS[name]
    if source == "image":
        monkeypatch.setattr(image, "is_installed", lambda: True)
        monkeypatch.setattr(image, "_recognise", lambda content, file: test_image.recognised())
    monkeypatch.chdir(tmp_path)
    make(Path(name))
    told = CliRunner().invoke(cli, [*command, "--db", "my.db"])
    assert told.exit_code == 0, told.output
    pages = rows(tmp_path / "my.db", "select source from pages")
    assert {kind for (kind,) in pages} == {source}
    assert rows(tmp_path / "my.db", "select title from articles where title is not null")
