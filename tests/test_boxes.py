"""Boxes of OCR programs: pieces joined, lines over two columns parted, type sizes; and broadsheet pages as seen."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from ingest.model import Known
from ingest.sources import page_of
from ingest.sources.ocr.boxes import mended
from ingest.sources.ocr.made import Word, line
from ingest.sources.placed import Placed
from tests.broadsheet.recognised import sheets
from tests.broadsheet.scores import score_recognised
from tests.evaluate import summary

SEEN = Path(__file__).parent / "broadsheet" / "seen"
COLUMN = "今年全市小麦喜获丰收种粮大"
"""Thirteen characters, 260 pixels of 20 each."""


def box(text: str, x0: float, top: float, wide: float, high: float = 26, confidence: float = 0.99) -> Placed:
    return line([Word(text, confidence)], x0, top, x0 + wide, top + high)


def columns(*without: int) -> list[Placed]:
    """Two columns of ten lines, some left out."""
    rows = [100 + 30 * row for row in range(10) if row not in without]
    return [box(COLUMN, x0, top, 266) for top in rows for x0 in (100, 390)]


def texts(lines: list[Placed]) -> list[str]:
    return [one.text for one in mended(lines)]


def test_a_line_over_two_columns_is_parted() -> None:
    merged = box("□记者孙亚飞通讯员吴扩容增量今年共新增贸易企业", 100, 190, 556)
    found = {one.text: one for one in mended([*columns(3), merged])}
    left, right = found["□记者孙亚飞通讯员吴"], found["扩容增量今年共新增贸易企业"]
    assert (left.x0, right.x0, right.x1) == (100, 390, 656)
    assert left.x1 == pytest.approx(366)


def test_a_space_tells_where_to_part() -> None:
    merged = box("种粮大户王某说 扩容增量今年共新增贸易企业", 100, 190, 556)
    assert "种粮大户王某说" in texts([*columns(3), merged])


def test_wide_lines_that_stand_among_wide_lines_stay_whole() -> None:
    wide = [box(COLUMN * 2, 100, 100 + 30 * row, 526) for row in range(10)]
    assert texts(wide) == [COLUMN * 2] * 10


def test_what_lies_in_two_boxes_is_one_headline() -> None:
    pieces = [box("3000余“妈妈岗”石", 100, 20, 675, 90, 0.9), box("破解宝妈就业难题", 732, 24, 630, 84)]
    assert "3000余“妈妈岗”破解宝妈就业难题" in texts([*columns(), *pieces])


def test_headlines_of_neighbours_stay_apart() -> None:
    pieces = [box("优汇服务进万家", 100, 20, 266, 50), box("讲好新时代故事", 390, 20, 266, 50)]
    assert {"优汇服务进万家", "讲好新时代故事"} <= set(texts([*columns(), *pieces]))


@pytest.mark.parametrize("text", ["□本报记者高田", "□记者 孙亚飞 通讯员 高", "道", ".47%", "报道"])
def test_bylines_and_ends_of_lines_are_no_headlines(text: str) -> None:
    wide = {"□本报记者高田": 207, "□记者 孙亚飞 通讯员 高": 262, "道": 30, ".47%": 51, "报道": 58}[text]
    (found,) = [one for one in mended([*columns(4), box(text, 100, 220, wide)]) if one.text == text]
    assert found.size == pytest.approx(20, rel=0.1)


def test_the_end_of_a_paragraph_is_no_headline_however_high_its_box() -> None:
    (found,) = [one for one in mended([*columns(4), box("钙。", 100, 220, 42, 38)]) if one.text == "钙。"]
    assert found.size == pytest.approx(20, rel=0.1)


def test_a_kicker_stays_larger_than_the_text() -> None:
    (found,) = [one for one in mended([*columns(), box("茌平区", 100, 40, 100, 40)]) if one.text == "茌平区"]
    assert found.size > 1.3 * 20


@pytest.mark.parametrize(("name", "articles", "titles"), [
    ("11.1-rapidocr", 1.0, 1.0), ("11.3-rapidocr", 1.0, 1.0), ("11.3-tesseract", 0.85, 0.85),
])  # fmt: skip
def test_articles_of_a_broadsheet_page_are_found_in_what_was_seen(name: str, articles: float, titles: float) -> None:
    """The pages were printed by Chromium, drawn at 150 dpi and recognised: tests/broadsheet/recognised.py."""
    page = next(page for number, page in sheets() if number == name.partition("-")[0])
    read = page_of((SEEN / f"{name}.json").read_bytes(), Known(f"{name}.json", source="ocr"))
    scores: dict[str, list] = defaultdict(list)
    score_recognised(page, read, scores, [])
    found = summary(scores)
    assert found["article exact"] >= articles
    assert found["title found"] >= titles
    assert found["next line right"] > 0.99


def test_a_word_seen_as_high_as_two_lines_makes_its_line_no_higher() -> None:
    words = [Word("和", 0.3, 76, 120), *(Word(text, 0.9, 100, 120) for text in "也是教育成")]
    found = line(words, 100, 76, 366, 120)
    assert (found.top, found.bottom) == (100, 120)


def test_two_words_of_different_height_leave_their_line_as_it_is() -> None:
    found = line([Word("和", 0.3, 76, 120), Word("也是教育成", 0.9, 100, 120)], 100, 76, 366, 120)
    assert (found.top, found.bottom) == (76, 120)


def test_pieces_of_a_headline_are_one_where_lines_of_text_run_on_below_the_gap() -> None:
    wide = [box(COLUMN * 2, 100, 100 + 30 * row, 526) for row in range(10)]
    pieces = [box("聊城开发", 140, 40, 200, 50), box("区支持企业", 358, 40, 250, 50)]
    assert "聊城开发区支持企业" in texts([*wide, *pieces])


def test_a_gap_as_wide_as_a_character_stays_a_space() -> None:
    wide = [box(COLUMN * 2, 100, 100 + 30 * row, 526) for row in range(10)]
    pieces = [box("汇聚工力量", 100, 40, 250, 50), box("共谱发展曲", 390, 40, 250, 50)]
    assert "汇聚工力量 共谱发展曲" in texts([*wide, *pieces])


def test_headlines_of_neighbours_stay_apart_over_the_end_of_a_column() -> None:
    pieces = [box("优汇服务进万家", 100, 40, 270, 40), box("讲好新时代故事", 390, 40, 266, 40)]
    assert {"优汇服务进万家", "讲好新时代故事"} <= set(texts([*columns(), *pieces]))
