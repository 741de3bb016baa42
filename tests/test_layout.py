"""The stages of layout, each on small pages: lines, blocks, articles, what a page's furniture does to them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ingest.layout import evidence
from ingest.layout.affinity import affinity, pieces_of
from ingest.layout.articles import articles
from ingest.layout.blocks import blocks
from ingest.layout.lines import closed_letters, closed_numbers, lines
from ingest.layout.sheet import sheet
from ingest.model import Article, Given, Line

BODY = "3月24日,全市工会工作会议举行,总结去年的工作,部署今年的任务。会议要求,各级工会要主动担当,把服务送到职工身边。"
MORE = "会议还表彰了一批先进单位和个人。与会人员表示,要把会议精神带回去,传达好、落实好,推动工会工作再上新台阶。"
OTHER = "小麦返青的时候,农技人员走进田间地头,查苗情、看墒情、防病虫,手把手地教种植户追肥浇水,为夏粮丰收打下基础。"


def read(*printed: str) -> tuple[Article, ...]:
    """The articles of a page of these lines."""
    page_lines = lines("\n".join(printed))
    return articles(page_lines, blocks(page_lines)[0])


def roles(*printed: str) -> list[str]:
    """The role of each line, blank lines left out."""
    found, _ = blocks(lines("\n".join(printed)))
    return [block.role for block in found for _ in block.numbers]


@pytest.mark.parametrize(
    ("raw", "text", "indent", "heading"),
    [
        ("　　本 报 记 者  胡某", "本报记者  胡某", 4, 0),
        ("### 砥砺初心,筑牢信仰之基", "砥砺初心,筑牢信仰之基", 0, 3),
        ("## 标题 ##", "标题", 0, 2),
        ("**粗体标题**", "粗体标题", 0, 7),
        ("这是**重点**内容", "这是重点内容", 0, 0),
        ("> 引文", "引文", 0, 0),
        ("*图为麦收现场。*", "图为麦收现场。", 0, 0),
        ("***粗斜体***", "粗斜体", 0, 0),
        ("长5*宽3*高2", "长5*宽3*高2", 0, 0),
        ("*注*一*", "*注*一*", 0, 0),
        ("零\u200b宽\ufeff字符", "零宽字符", 0, 0),
        ("换\f页", "换 页", 0, 0),
        ("#标签#不是标题", "#标签#不是标题", 0, 0),
        ("标题：老桥要修了", "老桥要修了", 0, 0),
        ("路牌上写着标题：老桥", "路牌上写着标题：老桥", 0, 0),
        ("<tr><td>项目</td><td>长度</td></tr>", "项目 长度", 0, 0),
        ('<img src="images/a.jpg" width="30%"/>', "", 0, 0),
        ("甲<乙，丙>丁", "甲<乙，丙>丁", 0, 0),
        ("他说，走着放心。②11", "他说，走着放心。", 0, 0),
        ("他说，走着放心。③2 季某某 摄", "他说，走着放心。 季某某 摄", 0, 0),
        ("见示意图①12号楼。①", "见示意图①12号楼。①", 0, 0),
        ("课本是自己编的。(附图片)", "课本是自己编的。", 0, 0),
    ],
)
def test_a_line_is_repaired(raw: str, text: str, indent: int, heading: int) -> None:
    (line,) = lines(raw)
    assert (line.text, line.indent, line.heading, line.raw) == (text, indent, heading, raw)


def test_blank_lines_are_counted() -> None:
    assert [(line.number, line.gap) for line in lines("\n一\n二\n\n \n三")] == [(2, 1), (3, 0), (6, 2)]


@pytest.mark.parametrize(
    ("spaced", "closed"),
    [
        ("总量达7 . 8 亿元", "总量达7.8亿元"),
        ("3 月 7 日", "3月7日"),
        ("占 70% 以上", "占70%以上"),
        ("凝心铸魂 齐心筑梦", "凝心铸魂 齐心筑梦"),
        ("第 1 版 App 发布", "第1版 App 发布"),
    ],
)
def test_stray_spaces_of_numbers_go(spaced: str, closed: str) -> None:
    assert closed_numbers(spaced) == closed


def test_letter_spacing_needs_three_characters() -> None:
    assert closed_letters("关 于 举 办 活动 记 者 王 萌") == "关于举办 活动 记者王萌"
    assert closed_letters("记 者 王萌") == "记 者 王萌"


def test_the_headline_may_stand_before_or_after() -> None:
    first = read(
        "工会工作会议举行", "", f"本报讯(记者 王某某){BODY}", "", "农技人员走进田间", "", f"本报讯(记者 李某某){OTHER}"
    )
    last = read(
        f"本报讯(记者 王某某){BODY}", "", "工会工作会议举行", "", f"本报讯(记者 李某某){OTHER}", "", "农技人员走进田间"
    )
    assert (
        [article.title for article in first]
        == [article.title for article in last]
        == ["工会工作会议举行", "农技人员走进田间"]
    )
    assert [article.paragraphs for article in first] == [article.paragraphs for article in last] == [(BODY,), (OTHER,)]


def test_headline_parts_are_told_apart() -> None:
    (article,) = read(
        "【基层走笔】",
        "",
        "莘县",
        "",
        "工会工作会议",
        "隆重举行",
        "",
        "——全市工会工作综述",
        "",
        f"本报讯(记者 王某某){BODY}",
    )
    assert (article.section, article.kicker, article.title, article.subtitle) == (
        "基层走笔",
        "莘县",
        "工会工作会议 隆重举行",
        "——全市工会工作综述",
    )


@pytest.mark.parametrize(
    ("above", "part"),
    [
        ("肃南", "kicker"),
        ("德城区", "kicker"),
        ("我市", "kicker"),
        ("某县信用联社", "kicker"),
        ("凡人故事", "section"),
        ("记者暗访", "section"),
    ],
)
def test_what_a_short_line_above_the_headline_is(above: str, part: str) -> None:
    (article,) = read(above, "", "农技人员走进田间送技术", "", f"本报讯(记者 李晓峰){OTHER}", "", MORE)
    assert (article.title, getattr(article, part)) == ("农技人员走进田间送技术", above)


def test_dateline_and_credits_leave_the_body() -> None:
    (article,) = read("工会工作会议举行", "", f"本报莘县讯(记者 王某某 通讯员 张某){BODY}", "", MORE)
    assert (article.dateline, article.credits) == ("本报莘县讯", ("记者 王某某 通讯员 张某",))
    assert article.paragraphs == (BODY, MORE)


@pytest.mark.parametrize("mark", ["", "**", "*", "_", "***"])
def test_a_byline_loses_its_markdown_marks(mark: str) -> None:
    (article,) = read("# 全市工会工作会议举行", "", f"{mark}本 报 记 者 胡某{mark}", "", BODY)
    assert article.credits == ("本 报 记 者 胡某",)


def test_the_credit_may_stand_at_the_end() -> None:
    (article,) = read("工会工作会议举行", "", f"本报讯 {BODY}", "", f"{MORE}(记者 李晓峰)")
    assert (article.dateline, article.credits) == ("本报讯", ("记者 李晓峰",))
    assert article.paragraphs == (BODY, MORE)


def test_a_column_break_cuts_sentences_numbers_and_names() -> None:
    (article,) = read(
        "工会工作会议举行",
        "",
        "本报讯(记者 王某",
        "",
        f"某){BODY[:20]}",
        "",
        BODY[20:],
        "",
        "会议表彰先进单位12",
        "",
        "0家。",
    )
    assert article.credits == ("记者 王某\n某",)
    assert article.paragraphs == (BODY, "会议表彰先进单位120家。")


def test_the_speaker_belongs_to_the_quotation() -> None:
    quotation = "“这几年,我们坚持按需引才,围绕企业的技术攻关需求,积极组织招才引智活动,人才向阳而来。”"
    (article,) = read(
        "人才向阳而来",
        "",
        f"本报讯(记者 王某某){BODY}",
        "",
        quotation,
        "",
        "县委组织部副部长张某峰说。截至目前,全县引进人才12人。",
    )
    assert article.paragraphs[1] == f"{quotation}县委组织部副部长张某峰说。截至目前,全县引进人才12人。"


def test_a_caption_with_its_credit_is_a_photo_item() -> None:
    found = read(
        "工会工作会议举行",
        "",
        f"本报讯(记者 王某某){BODY}",
        "",
        "3月5日,志愿者走上街头,为环卫工人送去热饮。 ■ 本报记者 孙某辉",
    )
    assert [(article.title, article.kind) for article in found] == [("工会工作会议举行", "article"), (None, "photo")]
    assert roles("3月5日,志愿者走上街头,为环卫工人送去热饮。", "", "■ 本报记者 孙某辉") == ["caption", "byline"]


def test_an_item_that_points_to_its_picture_is_a_photo_item() -> None:
    (article,) = read("葡萄采摘忙", "", "本报讯(记者 王某某)8月12日,果农在采摘葡萄(右图)。")
    assert (article.title, article.kind) == ("葡萄采摘忙", "photo")


def test_short_questions_are_paragraphs() -> None:
    printed = ("工会工作会议举行", "", f"本报讯(记者 王某某){BODY}", "", "怎么办?", "", MORE, "", OTHER)
    assert "crosshead" not in roles(*printed)


def test_crossheads_come_in_twos() -> None:
    feature = (
        "工会工作综述",
        "",
        "■ 本报记者 王某某",
        "",
        BODY,
        "",
        "突出思政引领",
        "",
        MORE,
        "",
        "服务全市大局",
        "",
        BODY[::1],
        "",
        "强化队伍建设",
        "",
        MORE,
    )
    assert roles(*feature).count("crosshead") == 3
    assert len(read(*feature)) == 1


def test_furniture_belongs_to_no_article() -> None:
    printed = (
        "聊城日报 2025年3月8日 星期六 第2版 要闻",
        "",
        "工会工作会议举行",
        "",
        f"本报讯(记者 王某某){BODY}",
        "",
        "责编 樊某川 美编 山某",
    )
    assert roles(*printed) == ["furniture", "title", "body", "furniture"]


def test_a_web_edition_adds_nothing_to_the_headline() -> None:
    (article,) = read(
        "老桥要修了",
        "（原标题：老桥修缮 年底通车）",
        "2025年03月08日07:15来源:东昌网-东昌晚报",
        "　　本报讯（记者 季春山）" + BODY,
        "　　" + MORE,
        "分享让更多人看到",
    )
    assert (article.title, article.kicker, len(article.paragraphs)) == ("老桥要修了", None, 2)


def test_a_text_archive_names_the_section() -> None:
    (article,) = read("第2版()", "专栏:乡村见闻", "", "老桥要修了", "本报讯 " + BODY)
    assert (article.section, article.kicker, article.title) == ("乡村见闻", None, "老桥要修了")


def test_jumps_tell_what_goes_on_elsewhere() -> None:
    begun, continued = read(
        "工会工作会议举行", "", f"本报讯(记者 王某某){BODY[:40]}", "", "(下转第3版)", "", "(上接第1版)", "", OTHER
    )
    assert (begun.begins_mid_sentence, begun.ends_mid_sentence) == (False, True)
    assert (continued.title, continued.begins_mid_sentence, continued.ends_mid_sentence) == (None, True, False)


def test_a_text_that_begins_midway_says_so() -> None:
    (article,) = read("聊城如何拥抱高铁时代?", "", "畔,无声诉说着这里曾经的辉煌。", "", BODY)
    assert article.begins_mid_sentence


def test_a_torn_kicker_finds_its_article() -> None:
    found = read(
        "聊城市“局长大讲堂”邀请媒体代表现场发问", "", "农技人员走进田间", "", f"本报讯(记者 李某某){OTHER}", "",
        "涉企执法“课堂抽查”", "", "本报讯(记者 王某某)6月19日,“局长大讲堂”举行。媒体代表现场发问,局长们作答。", "",
        "“局长大讲堂”自2022年开设以来,邀请媒体、企业代表参加,推动作风转变。",
    )  # fmt: skip
    assert [(article.title, article.kicker) for article in found] == [
        ("涉企执法“课堂抽查”", "聊城市“局长大讲堂”邀请媒体代表现场发问"),
        ("农技人员走进田间", None),
    ]


def test_a_page_of_one_line_is_still_read() -> None:
    assert read("增产二百三十万斤")[0].paragraphs == ("增产二百三十万斤",)


def test_a_page_without_text_has_no_articles() -> None:
    assert read("", " ") == read("---", "***") == ()


HEADLINE_LINES = st.sampled_from(
    (
        "老城墙修缮工程启动",
        "跨越三百公里的接力，",
        "一颗救命的心脏如何按时抵达",
        "摊主们说，买菜比过去方便多了。",
        "本报讯（记者 程远航）昨日，输水工程正式通水。",
        "<table><tr><td>东段</td><td>320米</td></tr></table>",
        "## 修旧如旧<br>",
        "城关试验场十亩丰产小麦，每亩单产六百五十三斤；",
        "周德全",
        "图为工人正在清理墙砖。记者 方文博 摄",
        "",
    )
)


@settings(max_examples=150, deadline=None)
@given(st.lists(HEADLINE_LINES, min_size=1, max_size=14))
def test_no_heading_stops_like_a_sentence_or_holds_markup(texts: list[str]) -> None:
    assume(any(texts))
    for article in read(*texts):
        for heading in filter(None, (article.section, article.kicker, article.title, article.subtitle)):
            assert not heading.endswith(("。", "；", "，")) and not re.search(r"[<>#]", heading)


@given(st.lists(st.text("中国人民报ab1.，。 ", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_the_pieces_of_some_lines_are_those_of_the_lines_as_one_text(texts: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(texts)))
    stop = data.draw(st.integers(start, len(texts)))
    running = affinity(texts, [range(len(texts))]).running
    assert tuple(running.pieces_of(range(start, stop))) == pieces_of("".join(texts[start:stop]))


def test_a_question_is_asked_of_pages_that_can_answer_it() -> None:
    plain = Line(1, "小麦丰收", "小麦丰收", 0, 0, 0)
    said = replace(plain, number=2, given=Given("title"))
    assert "given_title" not in evidence.answers(sheet([plain]), 0)
    assert [evidence.answers(sheet([plain, said]), at).get("given_title", 0) for at in (0, 1)] == [0, 1]
