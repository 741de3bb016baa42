"""The part of a text that shows what was looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.search.snippet import CLOSE, ELLIPSIS, LEAD, LENGTH, OPEN, highlight, snippet
from tests.search_corpus import gold_articles

FILLER = "天气晴好" * 50
LONG = f"{FILLER}。去年，聊城市“工会驿站”达到600余家。{FILLER}。"

SHOWN = [
    ("工会驿站建成。", "工会", "[工会]驿站建成。"),
    ("工会驿站建成。", "驿站 工会", "[工会][驿站]建成。"),
    ("汇聚“工力量”", "聚工力", "汇[聚“工力]量”"),
    ("增长４０．５％。", "40.5%", "增长[４０．５％]。"),
    ("占地120㎡左右", "120m2", "占地[120㎡]左右"),
    ("ＡＰＰ上线", "app", "[ＡＰＰ]上线"),
    ("《大公報》曾作報導", "大公报 报导", "《[大公報]》曾作[報導]"),
    ("工会在台北建驛站", "工會 臺北 驿站", "[工会]在[台北]建[驛站]"),
    ("工 会 驿 站", "工会驿站", "[工 会 驿 站]"),
    ("上段。\n\n下段。", "下段", "上段。\n\n[下段]。"),
    ("工会驿站", "工会 -驿站", "[工会]驿站"),
    ("黄河入海", "标题:黄河", "黄河入海"),
    ("黄河入海", "正文:黄河 记者:入", "[黄河]入海"),
    ("建设工会的驿站", "工会驿站", "建设[工会]的[驿站]"),
    ("没有什么", "黄河", "没有什么"),
    ("没有什么", "，。", "没有什么"),
    (f"带{OPEN}记号{CLOSE}的字", "记号", "带[记号]的字"),
    ("<b>黄河</b>", "黄河", "<b>[黄河]</b>"),
    ("", "黄河", ""),
]


@pytest.mark.parametrize(("text", "query", "expected"), SHOWN)
def test_hits_are_marked_in_the_text_as_printed(text: str, query: str, expected: str) -> None:
    assert readable(snippet(text, query)) == expected


def readable(marked: str) -> str:
    return marked.replace(OPEN, "[").replace(CLOSE, "]")


WINDOWS = [
    (LONG, "工会驿站", f"{ELLIPSIS}去年，聊城市“[工会驿站]”达到600余家。天气晴好"),
    (LONG, "600", f"{ELLIPSIS}去年，聊城市“工会驿站”达到[600]余家。天气晴好"),
    (f"{FILLER}，黄河入海", "黄河", f"{ELLIPSIS}[黄河]入海"),
    (f"{FILLER}黄河入海", "黄河", f"{ELLIPSIS}{FILLER[-LEAD:]}[黄河]入海"),
    (f"黄河。{FILLER}。黄河湿地。", "黄河 湿地", f"{ELLIPSIS}[黄河][湿地]。"),
    (f"黄河。{FILLER}。黄河。", "黄河", "[黄河]。天气晴好"),
    (f"{FILLER}。”\n\n“黄河”入海", "黄河", f"{ELLIPSIS}“[黄河]”入海"),
    (FILLER, "没有", "天气晴好"),
]


@pytest.mark.parametrize(("text", "query", "beginning"), WINDOWS)
def test_the_window_begins_at_the_sentence_of_most_terms(text: str, query: str, beginning: str) -> None:
    assert readable(snippet(text, query)).startswith(beginning)


@given(
    st.text("黄河湿地。，“”　 \n…㎡Ａ" + OPEN + CLOSE, max_size=300),
    st.sampled_from(["黄河", "湿地 黄", "a", "m2", "河湿"]),
)
def test_a_snippet_is_a_piece_of_the_text(text: str, query: str) -> None:
    shown = snippet(text, query)
    bare = shown.replace(OPEN, "").replace(CLOSE, "")
    original = text.replace(OPEN, "").replace(CLOSE, "")
    inner = bare.removeprefix(ELLIPSIS) if bare not in original else bare
    assert inner in original or inner.removesuffix(ELLIPSIS) in original
    assert shown.count(OPEN) == shown.count(CLOSE)
    assert len(inner) <= len(original) + 1


@pytest.mark.parametrize("query", ["工会", "聊城 发展", "的", "企业 -工会", "服务 OR 人才"])
def test_snippets_of_real_articles_are_short_and_show_a_hit(query: str) -> None:
    shown = [snippet(article.body, query) for article in gold_articles() if query.split()[0] in article.body]
    assert len(shown) > 1
    assert all(OPEN in text and len(text) < 3 * LENGTH for text in shown)


def test_a_title_is_shown_whole() -> None:
    assert readable(highlight("聊城市“工会驿站”", "工会 聊城")) == "[聊城]市“[工会]驿站”"
    assert readable(highlight("聊城", "记者:聊城")) == "聊城"
