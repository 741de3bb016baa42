"""Order of names, and what an item without a headline is called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.web import boxes
from ingest.web.collation import order
from ingest.web.plot import plotted
from ingest.web.untitled import called

STYLE = Path(__file__).parent.parent / "ingest" / "web" / "static" / "site.css"


@pytest.mark.parametrize(
    "names",
    [
        ["白雪", "李白", "李明", "王芳", "张三", "赵六"],
        ["安心", "陈立", "周一", "闫二"],  # 闫 is no common character
        ["3号", "Anna", "丁一"],
        ["王", "王五", "王小明"],
        ["王五", "𠀀五"],
    ],
)
def test_names_stand_as_in_a_dictionary(names):
    assert sorted({*names}, key=order) == names


@pytest.mark.parametrize(
    "text, name",
    [
        ("今年小麦丰收。农民高兴。", "今年小麦丰收"),
        ("谁来看过？", "谁来看过"),
        ("", ""),
        (None, ""),
        (
            "老人在广场下棋，孩子在草地上追蝴蝶，热闹非凡，人人都说住在这里真好。",
            "老人在广场下棋，孩子在草地上追蝴蝶，热闹非凡…",
        ),
        (
            "人在新建成的口袋公园里散步健身享受初夏的清凉和夜色中的万家灯火。",
            "人在新建成的口袋公园里散步健身享受初夏的清凉和夜色中的…",
        ),
        ("长" * 40, "长" * 30 + "…"),
        ("2026年5月1日上午。", "2026年5月1日上午"),
        ("第一行\n第二行", "第一行"),
    ],
)
def test_an_item_without_headline_is_called_by_its_first_words(text, name):
    assert called(text) == name


@pytest.mark.parametrize("longest", range(4, 30))
def test_no_word_is_cut(longest):
    text = "东昌湖畔的志愿者为参加马拉松比赛的运动员们送上饮用水和毛巾"
    words = ("东昌", "湖畔", "志愿者", "参加", "马拉松", "比赛", "运动员", "饮用水", "毛巾")
    start = called(text, longest).rstrip("…")
    assert text.startswith(start) and len(start) <= longest
    for word in words:
        at = text.index(word)
        assert not at < len(start) < at + len(word)


def test_every_rule_of_the_style_sheet_names_the_pages_it_is_for():
    style = re.sub(r"/\*.*?\*/", "", STYLE.read_text("utf-8"), flags=re.S)
    style = re.sub(r"@media[^{]*\{", "", style)
    for rule in re.findall(r"([^{}]+)\{[^{}]*\}", style):
        for selector in re.sub(r"\([^()]*(\([^()]*\)[^()]*)*\)", "", rule).split(","):
            assert re.match(r"\s*(\.site|\.own|\.datasette|:root$|html$)", selector.rstrip()), selector


def test_labels_on_a_phone_are_as_large_as_the_style_sheet_has_them():
    assert f".plot a text {{ font-size: {boxes.SIZE_ON_A_PHONE}px; }}" in STYLE.read_text("utf-8")


def test_what_finds_no_room_on_a_phone_is_told():
    known = {
        "unit": "个",
        "subject": "驿站",
        "scope": None,
        "title": None,
        "period": None,
        "sentence": "",
        "article_id": 1,
    }
    figures = [
        {**known, "id": at, "text": f"{at * 50}00个", "value": at * 5000.0, "period_year": 2020 + at} for at in range(9)
    ]
    points = plotted(figures)[0]["points"]
    assert any(point["label"] and not point["close"] for point in points)
    assert not any(point["close"] and not point["label"] for point in points)
