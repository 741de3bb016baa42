"""What must hold for any page text whatever: nothing is lost, nothing is doubled, nothing is invented."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.layout.articles import articles
from ingest.layout.blocks import blocks, why
from ingest.layout.lines import RADICALS, lines
from ingest.model import ROLES, Known
from ingest.pipeline import read
from tests.accuracy import README, pages, row, score
from tests.typesetting import STYLES

PHRASES = st.sampled_from(
    [
        *("本报讯(记者 王某某)", "本报聊城讯 3月8日,", "□记者 张三丰 通讯员 李四光 报道", "■ 本 报 记 者"),
        *("推动政务服务再升级", "莘县", "——我市工作综述", "聊城日报 2025年3月8日 星期六 第2版 要闻"),
        *("责编 樊海川", "下转第3版", "近年来，全市各级工会主动担当、积极作为，", "怎么办?", "增长7 . 8亿元"),
        *("(右图)", "---", "**粗体**", "ABC def", "## ", "### ", "　　", "\n\n"),
        *"。”“，…\u200b\ufeff\f\r\n",
    ]
)
PAGE_TEXTS = st.lists(st.one_of(PHRASES, st.text(max_size=12)), max_size=40).map("".join)


def squashed(text: str) -> str:
    return re.sub(r"\s", "", text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGE_TEXTS)
def test_every_line_stands_in_exactly_one_block(text: str) -> None:
    found, _ = blocks(lines(text))
    placed = [number for block in found for number in block.numbers]
    printed = text.split("\n")
    assert len(placed) == len(set(placed))
    assert {number for number, line in enumerate(printed, 1) if line.strip()} <= set(placed)
    assert all(block.role in ROLES and block.rule for block in found)
    assert all((block.article is None) == (block.role in ("furniture", "fragment")) for block in found)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGE_TEXTS)
def test_an_article_holds_nothing_that_its_page_does_not_print(text: str) -> None:
    page_lines = lines(text)
    printed = set(squashed(text).translate(RADICALS))
    for article in articles(page_lines, blocks(page_lines)[0]):
        assert set(squashed("".join(article.texts()))) <= printed


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PAGE_TEXTS)
def test_a_page_reads_the_same_every_time(text: str) -> None:
    assert blocks(lines(text)) == blocks(lines(text))


@pytest.mark.parametrize("name", STYLES)
def test_each_layout_is_read_as_well_as_the_readme_says(name: str) -> None:
    """`python -m tests.accuracy --write` writes the table anew."""
    assert row(name, score(name)) in README.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "公里\n桂\n积\n黄公里流\n本报聊城讯",  # lines of one torn headline: 里 and 桂 meet nowhere on the page
    ],
)
def test_odd_pages_are_read(text: str) -> None:
    assert read(text.encode(), Known("odd.txt")).blocks


@pytest.mark.parametrize("text", ["9999年2月1日", "0000年1月1日"])
def test_a_slip_of_the_pen_is_no_year(text: str) -> None:
    assert read(text.encode(), Known("odd.txt")).page.year is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("⼭东⻛⼒发电", "山东风力发电"),  # what some PDF files give for 山, 风, 力
        ("葛\U000e0100洪\u2066的\u2069药", "葛洪的药"),
        ("本\u2002报\u2002记\u2002者\u2003白某", "本报记者 白某"),
        ("400\u2009余家", "400 余家"),
        ("**推动政务服务", "推动政务服务"),  # bold type that goes on in the next line
        ("再升级**", "再升级"),
    ],
)
def test_a_line_is_read_as_it_looks(raw: str, text: str) -> None:
    assert [line.text for line in lines(raw)] == [text]


def test_a_mark_set_twice_is_gone() -> None:
    assert [line.text for line in lines("# # 标题\n#\v# 标题")] == ["标题", "标题"]


def test_text_of_articles_can_be_rebuilt_from_their_lines() -> None:
    page = next(pages(STYLES["first, wrapped, indented"]))
    page_lines = lines(page.text)
    found, _ = blocks(page_lines)
    for article in articles(page_lines, found):
        mine = [block for block in found if block.article == article.position]
        printed = "".join(
            squashed(line) for block in mine for line in page.text.split("\n")[block.first_line - 1 : block.last_line]
        )
        for paragraph in article.paragraphs:
            assert squashed(paragraph) in printed


def test_why_names_the_evidence_of_a_line() -> None:
    page_lines = lines("推动政务服务再升级\n\n本报讯(记者 王某某)3月8日,全市政务服务会议举行。")
    told = "\n".join(why(page_lines, 3))
    assert told.startswith("lead (first)")
    assert "dateline: 本报讯 begins an item" in told
