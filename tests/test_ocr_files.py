"""One page in the files of each OCR program gives the same lines, the same order, the same articles."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from click.testing import CliRunner

from ingest.cli import cli
from ingest.errors import BadInput
from ingest.model import Known
from ingest.sources import find, page_of
from tests.rows import rows

WIDTH, HEIGHT = 1000, 800
LINES = [
    # x0, top, width, height, text, confidence
    (100, 60, 400, 100, "丰收在望", 0.98),
    (120, 200, 180, 20, "本报讯（记者 王安", 0.97),
    (80, 232, 220, 20, "民）今年全市小麦喜获丰", 0.93),
    (80, 264, 220, 20, "收，亩产比去年高出一成", 0.55),
    (340, 200, 220, 20, "有余，种粮大户李大田在", 0.99),
    (340, 232, 220, 20, "地头说，价格也涨了些，", 0.96),
    (340, 264, 120, 20, "农民收入增加。", 0.96),
]
READ = [line[4] for line in LINES]


def alto(pages: int = 1) -> bytes:
    lines = "".join(
        f'<TextLine HPOS="{x}" VPOS="{y}" WIDTH="{w}" HEIGHT="{h}">'
        + "<SP/>".join(f'<String CONTENT={quoteattr(part)} WC="{sure}"/>' for part in (text[:2], text[2:]))
        + "</TextLine>"
        for x, y, w, h, text, sure in reversed(LINES)
    )
    page = f'<Page WIDTH="{WIDTH}" HEIGHT="{HEIGHT}"><PrintSpace><TextBlock>{lines}</TextBlock></PrintSpace></Page>'
    head = '<?xml version="1.0" encoding="UTF-8"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout>'
    return f"{head}{page * pages}</Layout></alto>".encode()


def page_xml() -> bytes:
    lines = "".join(
        f'<TextLine><Coords points="{x},{y} {x + w},{y} {x + w},{y + h} {x},{y + h}"/><Word><Coords points="0,0 1,1"/>'
        f"<TextEquiv><Unicode>{text[:1]}</Unicode></TextEquiv></Word>"
        f'<TextEquiv index="1"><Unicode>另读</Unicode></TextEquiv>'
        f'<TextEquiv index="0" conf="{sure}"><Unicode>{text}</Unicode></TextEquiv></TextLine>'
        for x, y, w, h, text, sure in LINES
    )
    head = '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">'
    size = f'<Page imageWidth="{WIDTH}" imageHeight="{HEIGHT}">'
    return f"{head}{size}<TextRegion>{lines}</TextRegion></Page></PcGts>".encode()


def hocr() -> bytes:
    lines = "".join(
        f"<span class='ocr_line' title='bbox {x} {y} {x + w} {y + h}; baseline 0 0'>"
        f"<span class='ocrx_word' title='bbox 0 0 1 1; x_wconf {sure * 100:.0f}'><strong>{text}</strong></span>"
        "</span><br>"
        for x, y, w, h, text, sure in LINES
    )
    page = f"<div class='ocr_page' title='image \"a.png\"; bbox 0 0 {WIDTH} {HEIGHT}; ppageno 0'>{lines}</div>"
    return f"<html><head><title>x</title><script>丰</script></head><body>{page}</body></html>".encode()


def tsv() -> bytes:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    found = [head, f"1\t1\t0\t0\t0\t0\t0\t0\t{WIDTH}\t{HEIGHT}\t-1\t"]
    for number, (x, y, w, h, text, sure) in enumerate(LINES, 1):
        found.append(f"4\t1\t1\t1\t{number}\t0\t{x}\t{y}\t{w}\t{h}\t-1\t")
        found.append(f"5\t1\t1\t1\t{number}\t1\t{x}\t{y}\t{w}\t{h}\t{sure * 100}\t{text}")
    return "\n".join(found).encode()


def corners(x: int, y: int, w: int, h: int) -> list[list[int]]:
    return [[x, y], [x + w, y], [x + w, y + h], [x, y + h]]


def paddle_3() -> bytes:
    data = {
        "input_path": "a.png",
        "rec_texts": READ,
        "rec_scores": [line[5] for line in LINES],
        "rec_boxes": [[x, y, x + w, y + h] for x, y, w, h, *_ in LINES],
    }
    return json.dumps({"res": data}, ensure_ascii=False).encode()


def paddle_2() -> bytes:
    return json.dumps([[[corners(*place), [text, sure]] for *place, text, sure in LINES]]).encode()


def rapid() -> bytes:
    return json.dumps([[corners(*place), text, sure] for *place, text, sure in LINES]).encode()


def rapid_3() -> bytes:
    return json.dumps([{"box": corners(*place), "txt": text, "score": sure} for *place, text, sure in LINES]).encode()


def rapid_lists() -> bytes:
    rows = list(zip(*[(corners(*place), text, sure) for *place, text, sure in LINES], strict=True))
    return json.dumps(dict(zip(("boxes", "txts", "scores"), rows, strict=True))).encode()


FILES = {
    "alto.xml": alto(),
    "page.xml": page_xml(),
    "a.hocr": hocr(),
    "a.html": hocr(),
    "a.tsv": tsv(),
    "paddle3.json": paddle_3(),
    "paddle2.json": paddle_2(),
    "rapid.json": rapid(),
    "rapid3.json": rapid_3(),
    "rapid_lists.json": rapid_lists(),
}


@pytest.mark.parametrize("name", FILES)
def test_each_format_gives_the_lines_in_order_with_their_places(name: str) -> None:
    page = page_of(FILES[name], Known(name, source="ocr"))
    assert [line.strip() for line in page.text.split("\n") if line.strip()] == READ
    assert page.source == "ocr"
    boxes = list(page.boxes.values())
    assert [box.confidence for box in boxes] == pytest.approx([line[5] for line in LINES])
    assert page.width and page.height
    for box, (x, y, w, h, *_) in zip(boxes, LINES, strict=True):
        placed = (box.x0 * page.width, box.top * page.height, box.x1 * page.width, box.bottom * page.height)
        assert placed == pytest.approx((x, y, x + w, y + h), abs=0.1)


@pytest.mark.parametrize("name", FILES)
def test_each_format_becomes_the_same_article(name: str, tmp_path: Path) -> None:
    folder, db = tmp_path / "scans", tmp_path / "a.db"
    folder.mkdir()
    (folder / name).write_bytes(FILES[name])
    for _ in range(2):
        told = CliRunner().invoke(cli, ["add", str(folder), "--db", str(db)])
        assert told.exit_code == 0, told.output
    assert "1 unchanged" in told.output
    assert rows(db, "select title, dateline, body from articles") == [
        (
            "丰收在望",
            "本报讯",
            "今年全市小麦喜获丰收，亩产比去年高出一成有余，种粮大户李大田在地头说，价格也涨了些，农民收入增加。",
        )
    ]
    assert rows(db, "select name from bylines") == [("王安民",)]
    assert rows(db, "select source, count(*) from pages join lines on page_id = id") == [("ocr", 7)]
    report = CliRunner().invoke(cli, ["report", "--db", str(db)]).output
    assert "recognised with 55%" in report


def test_pages_of_one_file_go_by_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "0308.xml").write_bytes(alto(pages=3))
    (tmp_path / "pages.csv").write_text("file,page_label,publication\n0308.xml#2,第2版,\n0308.xml,,东昌日报\n", "utf-8")
    found = find([tmp_path]).pages
    assert [page.known.file for page in found] == ["0308.xml#1", "0308.xml#2", "0308.xml#3"]
    assert [page.known.page_label for page in found] == [None, "第2版", None]
    assert {page.known.publication for page in found} == {"东昌日报"}


def test_files_that_are_none_of_these_are_passed_over(tmp_path: Path) -> None:
    for name, content in (("a.xml", "<rss/>"), ("a.json", '{"name": 1}'), ("a.html", "<p>x"), ("a.tsv", "a\tb")):
        (tmp_path / name).write_text(content)
    (tmp_path / "a.txt").write_text("丰收在望")
    assert find([tmp_path]).passed_over == ("a.html", "a.json", "a.tsv", "a.xml")


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><alto>&b;</alto>'

BAD = {
    "cut short": (alto()[:500], "is broken XML"),
    "a bomb": (BOMB, "defines XML entities"),
    "another root": (b"<html><alto/></html>", "is XML, but neither ALTO nor PAGE"),
    "no number": (alto().replace(b'HPOS="100"', b'HPOS="left"'), "gives 'left' where a number"),
    "no text": (alto().replace(b"TextLine", b"Line"), "holds no text"),
    "no JSON": (b"[{", "is no JSON"),
    "deep JSON": (b"[" * 200_000, "is no JSON"),
    "other JSON": (b'{"a": [1, 2]}', "is JSON, but not of PaddleOCR"),
    "no box": (b'{"rec_texts": ["a"], "rec_boxes": ["b"]}', "gives the place b, which is no box"),
    "no cells": (tsv() + b"\n1\t2\t3", "has 3 cells, expected 12"),
    "no columns": (b"level\tpage\n", "lacks the columns"),
    "points": (page_xml().replace(b'points="100,60', b'points="100;60'), "which are no pairs"),
    "huge": (b" " * (64 * 2**20 + 1), "is over 64 MiB"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_say_what_is_wrong(name: str) -> None:
    content, said = BAD[name]
    with pytest.raises(BadInput) as problem:
        page_of(content, Known("a.xml", source="ocr"))
    assert said in str(problem.value)
    assert str(problem.value).startswith("a.xml:")


TOLD = "本报讯（记者 王安民）今年小麦增产 $12.5 \\%$ ，农民收入增加。"

MINERU = [
    {"type": "header", "text": "东昌日报", "bbox": [10, 10, 100, 30], "page_idx": 0},
    {"type": "text", "text": "丰收在望", "text_level": 1, "bbox": [100, 60, 500, 160], "page_idx": 0},
    {"type": "text", "text": TOLD, "bbox": [80, 200, 300, 700], "page_idx": 0},
    {"type": "image", "img_path": "images/1.jpg", "image_caption": ["图为麦收现场。"], "page_idx": 0},
    {"type": "table", "table_body": "<table><tr><td>镇</td><td>亩产</td></tr></table>", "page_idx": 0},
    {"type": "text", "text": "第二页的话。", "page_idx": 1},
]


def test_mineru(tmp_path: Path) -> None:
    path = tmp_path / "a_content_list.json"
    path.write_text(json.dumps(MINERU), "utf-8")
    first, second = (page_of(path.read_bytes(), page.known) for page in find([tmp_path]).pages)
    assert first.text.split("\n\n") == [
        "东昌日报",
        "# 丰收在望",
        "本报讯（记者 王安民）今年小麦增产 12.5% ，农民收入增加。",
        "图为麦收现场。",
        "镇 亩产",
    ]
    assert first.boxes[3].x0 == 0.1
    assert second.text == "第二页的话。"
    assert (first.file, second.file) == ("a_content_list.json#1", "a_content_list.json#2")


def high(name: str) -> bytes:
    """One line of four words in the file of a program; the first is seen as high as two lines, from 10 on."""
    words = [("今年", 10, 60), ("全市", 40, 60), ("小麦", 40, 60), ("丰收", 40, 60)]
    if name == "alto.xml":
        row = "".join(
            f'<String CONTENT="{text}" HPOS="{80 + 40 * at}" VPOS="{top}" WIDTH="40" HEIGHT="{bottom - top}"/>'
            for at, (text, top, bottom) in enumerate(words)
        )
        return (
            f'<alto><Page WIDTH="1000" HEIGHT="800"><TextLine HPOS="80" VPOS="10" WIDTH="160" HEIGHT="50">{row}'
            "</TextLine></Page></alto>"
        ).encode()
    if name == "a.hocr":
        row = "".join(
            f"<span class='ocrx_word' title='bbox {80 + 40 * at} {top} {120 + 40 * at} {bottom}'>{text}</span>"
            for at, (text, top, bottom) in enumerate(words)
        )
        return (
            "<div class='ocr_page' title='bbox 0 0 1000 800'><span class='ocr_line' title='bbox 80 10 240 60'>"
            f"{row}</span></div>"
        ).encode()
    rows = [
        tsv().decode().split("\n")[0],
        "1\t1\t0\t0\t0\t0\t0\t0\t1000\t800\t-1\t",
        "4\t1\t1\t1\t1\t0\t80\t10\t160\t50\t-1\t",
    ]
    rows += [
        f"5\t1\t1\t1\t1\t{at}\t{80 + 40 * at}\t{top}\t40\t{bottom - top}\t90\t{text}"
        for at, (text, top, bottom) in enumerate(words)
    ]
    return "\n".join(rows).encode()


@pytest.mark.parametrize("name", ["alto.xml", "a.hocr", "a.tsv"])
def test_a_line_stands_where_most_of_its_words_do(name: str) -> None:
    (box,) = page_of(high(name), Known(name, source="ocr")).boxes.values()
    assert (box.top, box.bottom) == (40 / 800, 60 / 800)


BARE = {
    "alto.xml": re.sub(rb'(HPOS|VPOS|WIDTH|HEIGHT)="\d+"', b"", alto()),
    "page.xml": re.sub(rb'<Coords points="[^"]*"/>', b"", page_xml()),
    "a.hocr": re.sub(rb"bbox [\d ]+;? ?", b"", hocr()),
}


@pytest.mark.parametrize("name", BARE)
def test_lines_without_places_are_read_in_the_order_of_the_file(name: str) -> None:
    page = page_of(BARE[name], Known(name, source="ocr"))
    assert page.text.split("\n") == (READ[::-1] if name == "alto.xml" else READ)
    assert not page.boxes


def test_a_line_without_a_place_stands_behind_those_that_have_one() -> None:
    content = hocr().replace(b"bbox 80 232 300 252; ", b"")
    page = page_of(content, Known("a.hocr", source="ocr"))
    assert page.text.endswith(f"\n\n{READ[2]}")
    assert len(page.boxes) == len(READ) - 1


def test_a_file_of_no_page_holds_no_text() -> None:
    with pytest.raises(BadInput, match="holds no text"):
        page_of(tsv().split(b"\n")[0] + b"\n", Known("a.tsv", source="ocr"))
