"""Page furniture: what a line is, what its pieces tell, and that hostile lines cost nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import rules
from ingest.layout.furniture import LONGEST, PIECES, WHOLE_LINES, Masthead, furniture, masthead

EXAMPLES = Path(__file__).parent / "examples" / "furniture.txt"
CASES = [line.rsplit(" => ", 1) for line in EXAMPLES.read_text("utf-8").splitlines() if " => " in line[1:]]
CASES = [case for case in CASES if not case[0].startswith("# ")]


@pytest.mark.parametrize(("text", "kind"), CASES)
def test_kind_of_line(text, kind):
    """Every example line has the kind of furniture written beside it, or none."""
    rule = furniture(text)
    assert (rule.row["kind"] if rule else "-") == kind


@pytest.mark.parametrize("table", [PIECES, WHOLE_LINES], ids=lambda path: path.name)
def test_tables_keep_their_promises(table):
    """Every row wins its example and leaves its counterexample alone."""
    assert rules.problems(table) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["东昌日报 2025年3月8日 星期六 第2版 要闻"], Masthead("东昌日报", "2025-03-08", "第2版 要闻")),
        (["东昌日报　２０２５年３月８日　第２版：要闻"], Masthead("东昌日报", "2025-03-08", "第2版：要闻")),
        (["要闻 02　2025.3.8 星期六　东昌晚报"], Masthead("东昌晚报", "2025-03-08", "要闻 02")),
        (["东 昌 日 报", "二〇二五年三月八日　星期六", "第二版"], Masthead("东昌日报", "2025-03-08", "第二版")),
        (["一九五八年九月一日 星期一 第二版"], Masthead(None, "1958-09-01", "第二版")),
        (["A03版｜综合新闻"], Masthead(None, None, "A03版｜综合新闻")),
        (["2025年3月8日", "鲁西都市导报 A5"], Masthead("鲁西都市导报", "2025-03-08", "A5")),
        (["鲁西都市导报 2025年3月8日 A5 都市"], Masthead("鲁西都市导报", "2025-03-08", "A5 都市")),
        # the foot of the page tells as well as its head
        (
            ["春耕正当时", "本报讯 人勤春早。", "2016年11月10日 星期四 责任编辑：王萌"],
            Masthead(None, "2016-11-10", None),
        ),
        # a notice may be signed with a date
        (["特此公告。", "东昌市自然资源局", "2025年3月1日", "春耕正当时"], Masthead()),
        (["联系电话：0635-1234567", "2025年3月1日", "春耕正当时"], Masthead()),
        # an article's source is no masthead, where there is one
        (["运河晚报", "春耕正当时", "东昌日报 2025年3月8日"], Masthead("东昌日报", "2025-03-08", None)),
        (["东昌日报", "春耕正当时"], Masthead("东昌日报", None, None)),
        # no day of the calendar
        (["东昌日报 2025年2月30日 星期六"], Masthead("东昌日报", None, None)),
        # a label printed twice is one label
        (["第2版 要闻 2025年3月8日 第2版"], Masthead(None, "2025-03-08", "第2版 要闻")),
        # the first wins
        (
            ["东昌日报 2025年3月8日 第2版", "正文", "东昌晚报 2024年1月1日 第3版"],
            Masthead("东昌日报", "2025-03-08", "第2版"),
        ),
        # the contents of an issue above the page's own label; without that, none
        (
            ["东昌晚报电子报", "01版:要闻", "02版:民生", "03版:评论", "02版:民生"],
            Masthead("东昌晚报", None, "02版:民生"),
        ),
        (["东昌晚报电子报", "01版:要闻", "02版:民生", "03版:评论"], Masthead("东昌晚报", None, None)),
        # a source is the page's paper beside its day, and never against a masthead; a time of day is no page
        (["2025年03月08日07:15 来源：东昌晚报"], Masthead("东昌晚报", "2025-03-08", None)),
        (["来源：运河日报", "春耕正当时"], Masthead()),
        (["2025-03-08 来源：运河日报", "东昌日报 第2版"], Masthead("东昌日报", "2025-03-08", "第2版")),
        (["春耕正当时", "《东昌日报》（2025年03月08日 第04版）"], Masthead("东昌日报", "2025-03-08", "第04版")),
        # bodies that speak of papers and days tell nothing
        (["2025年3月8日,东昌日报记者在第2版刊文。"], Masthead()),
        ([], Masthead()),
    ],
    ids=str,
)
def test_masthead(lines, expected):
    assert masthead(lines) == expected


@given(st.text(alphabet="责编校对 2025年3月8日第版要闻东昌日报星期六王萌:：、|下转（）。", max_size=60))
def test_any_line_has_an_answer_that_spaces_around_it_do_not_change(text):
    assert furniture(text) == furniture(f"  {text}　")


def test_a_long_line_is_no_furniture():
    assert furniture("责编 王萌 " * (LONGEST // 6)) is not None
    assert furniture("责编 王萌 " * LONGEST) is None
