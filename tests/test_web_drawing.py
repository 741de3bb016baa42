"""What the server draws and sets: citations, bodies, comparisons and plots."""

from __future__ import annotations

import pytest

from ingest.web.citation import citation
from ingest.web.comparison import is_of_some, side_by_side
from ingest.web.plot import plotted
from ingest.web.search import marked
from ingest.web.typesetting import typeset

ARTICLE = {
    "title": "丰收在望",
    "subtitle": None,
    "body": "今年小麦丰收。农民高兴。",
    "kind": "article",
    "publication": "聊城日报",
    "issue_date": "2025-06-09",
    "year": 2025,
    "page_label": "第2版 要闻",
}
WRITER = {"name": "王小明", "role": "记者"}


def people(*names, role="记者"):
    return [{"name": name, "role": role} for name in names]


@pytest.mark.parametrize(
    "changes, bylines, reference",
    [
        ({}, [WRITER], "王小明. 丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({}, people("甲", "乙", "丙"), "甲, 乙, 丙. 丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({}, people("甲", "乙", "丙", "丁"), "甲, 乙, 丙, 等. 丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({}, people("甲", "甲"), "甲. 丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({}, [WRITER, *people("李四", role="摄")], "王小明. 丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({"kind": "photo"}, people("李四", role="摄"), "李四. 丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({}, [], "丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({"subtitle": "——鲁西见闻"}, [], "丰收在望:鲁西见闻[N]. 聊城日报, 2025-06-09(2)."),
        ({"title": None}, [], "今年小麦丰收[N]. 聊城日报, 2025-06-09(2)."),
        ({"title": None, "body": "长" * 40}, [], f"{'长' * 30}…[N]. 聊城日报, 2025-06-09(2)."),
        ({"issue_date": None}, [], "丰收在望[N]. 聊城日报, [2025](2)."),
        ({"issue_date": None, "year": None}, [], "丰收在望[N]. 聊城日报(2)."),
        ({"page_label": "A03 时政"}, [], "丰收在望[N]. 聊城日报, 2025-06-09(A03)."),
        ({"page_label": "第十二版"}, [], "丰收在望[N]. 聊城日报, 2025-06-09(12)."),
        ({"page_label": "要闻 02"}, [], "丰收在望[N]. 聊城日报, 2025-06-09(2)."),
        ({"page_label": "08版:社会"}, [], "丰收在望[N]. 聊城日报, 2025-06-09(8)."),
        ({"page_label": "2025特刊"}, [], "丰收在望[N]. 聊城日报, 2025-06-09."),
        ({"page_label": "要闻"}, [], "丰收在望[N]. 聊城日报, 2025-06-09."),
        ({"publication": None, "issue_date": None, "year": None, "page_label": None}, [], "丰收在望[N]."),
    ],
)
def test_citation(changes, bylines, reference):
    assert citation({**ARTICLE, **changes}, bylines) == reference


def stated(*sentences):
    return [{"sentence": sentence, "text": "3个"} for sentence in sentences]


@pytest.mark.parametrize(
    "body, sentences, pieces",
    [
        ("甲。乙3个。丙。", ["乙3个。"], "甲。|1:乙3个。|丙。"),
        ("甲3个。", ["甲3个。"], "1:甲3个。"),
        ("甲。", [], "甲。"),
        ("甲3个。乙4个。", ["甲3个。", "乙4个。"], "1:甲3个。|2:乙4个。"),
        ("甲3个，4家。", ["甲3个，4家。", "甲3个，4家。"], "1:甲3个，4家。"),
        ("甲。\n\n乙3个。", ["乙3个。"], "甲。/1:乙3个。"),
        ("甲。", ["不在文中3个。"], "甲。"),
        ("3个。甲。3个。", ["3个。"], "1:3个。|甲。3个。"),
    ],
)
def test_typeset(body, sentences, pieces):
    paragraphs, _ = typeset(body, set(), stated(*sentences))
    texts = [
        [("".join(part.text for part in piece.stretches), piece.sentence) for piece in one.pieces] for one in paragraphs
    ]
    shown = [[f"{sentence}:{text}" if sentence else text for text, sentence in one] for one in texts]
    assert "/".join("|".join(one) for one in shown) == pieces
    assert "\n\n".join("".join(text for text, _ in one) for one in texts) == body


def test_typeset_marks_figures_in_their_sentence():
    figures = [{"sentence": "驿站3个，小屋3个。", "text": "3个"}, {"sentence": "驿站3个，小屋3个。", "text": "3个"}]
    (paragraph,), _ = typeset("驿站3个，小屋3个。", set(), figures)
    (piece,) = paragraph.pieces
    assert [(one.text, one.figure) for one in piece.stretches] == [
        ("驿站", False),
        ("3个", True),
        ("，小屋", False),
        ("3个", True),
        ("。", False),
    ]


def test_a_sentence_over_two_paragraphs_is_not_marked():
    paragraphs, numbers = typeset("甲\n\n乙3个。", set(), stated("甲\n\n乙3个。"))
    assert (len(paragraphs), numbers) == (2, {})


def test_typeset_knows_crossheads():
    paragraphs, _ = typeset("初心 不改\n\n正文。", {"初心不改"}, [])
    assert [one.crosshead for one in paragraphs] == [True, False]


def figure(article, subject, text, value=1.0, year=2025, **changes):
    row = {"article_id": article, "subject": subject, "text": text, "value": value, "unit": "个", "year": year}
    rest = {
        "id": article,
        "date": None,
        "issue_date": None,
        "title": "",
        "publication": "",
        "sentence": "",
        "period": None,
        "period_year": year,
        "scope": None,
    }
    return {**rest, **row, **changes}


def test_what_two_articles_state_stands_side_by_side():
    rows = [figure(1, "驿站", "373个"), figure(1, "会员", "5人"), figure(2, "驿站", "179个"), figure(2, "小屋", "3个")]
    compared = side_by_side(rows)
    assert [one["article_id"] for one in compared["articles"]] == [1, 2]
    assert [row["subject"] for row in compared["rows"]] == ["驿站"]
    assert [[one["text"] for one in cell] for cell in compared["rows"][0]["stated"]] == [["373个"], ["179个"]]


def test_the_same_words_stand_once_in_a_cell():
    rows = [figure(1, "驿站", "373个"), figure(1, "驿站", "373个"), figure(2, "驿站", "179个")]
    assert [len(cell) for cell in side_by_side(rows)["rows"][0]["stated"]] == [1, 1]


@pytest.mark.parametrize(
    "rows", [[], [figure(1, "驿站", "1个"), figure(1, "驿站", "2个")], [figure(1, None, "1个"), figure(2, None, "1个")]]
)
def test_nothing_to_compare(rows):
    assert side_by_side(rows) is None


def test_a_plot_has_a_point_for_each_figure_higher_for_more():
    (plot,) = plotted([figure(1, "驿站", "373个", 373.0, 2025), figure(2, "驿站", "179个", 179.0, 2026)])
    first, second = plot["points"]
    assert first["x"] < second["x"] and first["y"] < second["y"]
    assert [tick["year"] for tick in plot["years"]] == [2025, 2026]
    assert [tick["value"] for tick in plot["values"]] == [0, 100, 200, 300, 400]
    assert all(
        plot["left"] <= point["x"] <= plot["right"] and 0 <= point["y"] <= plot["base"] for point in plot["points"]
    )


def test_a_figure_is_plotted_at_the_year_it_is_said_of():
    printed = {"issue_date": "2026-01-02", "date": "2026-01-01"}
    first = figure(1, "驿站", "1个", year=2026, **{**printed, "period_year": 2024})
    second = figure(2, "驿站", "2个", year=2026, **{**printed, "period_year": 2025})
    (plot,) = plotted([first, second])
    assert [point["time"] for point in plot["points"]] == [2024, 2025]
    assert plotted([first, {**second, "period_year": None}]) == []


@pytest.mark.parametrize(
    "units, plots",
    [(("个", "家"), 1), (("处", "座"), 1), (("所", "个"), 1), (("个", "%"), 0), (("个", "名"), 0), (("家", "次"), 0)],
)
def test_measure_words_that_count_alike_are_compared(units, plots):
    rows = [figure(number, "小屋", f"{number}{unit}", unit=unit) for number, unit in enumerate(units, 1)]
    assert len(plotted(rows)) == plots and bool(side_by_side(rows)) == bool(plots)


@pytest.mark.parametrize(
    "scopes, compared",
    [
        (("甲市", "甲市"), ["甲市"]),
        (("甲市", "乙市"), []),
        (("甲市", None), ["甲市"]),
        ((None, None), [None]),
        (("甲市", "乙市", None), []),
    ],
)
def test_only_figures_of_the_same_scope_are_compared(scopes, compared):
    rows = [figure(number, "书屋", f"{number}个", scope=scope) for number, scope in enumerate(scopes, 1)]
    assert [row["scope"] for row in (side_by_side(rows) or {"rows": []})["rows"]] == compared


@pytest.mark.parametrize(
    "sentence, some",
    [
        ("全市建成书屋30个，5个书屋获得补助。", True),
        ("5个“书屋”被评为优秀。", True),
        ("年内，5个书屋开放。", True),
        ("全市有5个书屋。", False),
        ("书屋5个，站点6处。", False),
        ("建成5个书屋。", False),
        ("新建的有：5个书屋、6个站点。", False),
        ("全市书屋达5个。", False),
    ],
)
def test_how_many_did_something_is_not_how_many_there_are(sentence, some):
    assert is_of_some(figure(1, "书屋", "5个", sentence=sentence)) == some


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [figure(1, "驿站", "1个")],
        [figure(1, "驿站", "1个", unit="个"), figure(2, "驿站", "1次", unit="次")],
        [figure(1, "驿站", "1个", year=None), figure(2, "驿站", "2个", year=None)],
        [figure(1, "驿站", "若干", value=None), figure(2, "驿站", "若干", value=None)],
    ],
)
def test_nothing_to_plot(rows):
    assert plotted(rows) == []


@pytest.mark.parametrize("values", [(0.0, 0.0), (1e13, 2e13), (0.001, 0.002), (-5.0, 5.0), (1.0, 1.0)])
def test_any_values_are_plotted_inside(values):
    (plot,) = plotted([figure(number, "驿站", "x", value) for number, value in enumerate(values)])
    assert all(0 <= point["y"] <= plot["base"] for point in plot["points"])


@pytest.mark.parametrize(
    "text, stretches",
    [
        ("前\ue000中\ue001后", [("前", False), ("中", True), ("后", False)]),
        ("\ue000中\ue001", [("中", True)]),
        ("\ue000甲\ue001\ue000乙\ue001", [("甲", True), ("乙", True)]),
        ("无", [("无", False)]),
        ("", []),
    ],
)
def test_marked(text, stretches):
    assert [(part["text"], part["hit"]) for part in marked(text)] == stretches
