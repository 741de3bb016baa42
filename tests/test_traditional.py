"""Pages in traditional characters: read like any other, told in their own characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.characters import printed_in, simplified
from ingest.layout.pages import page as page_of
from ingest.model import Known
from ingest.pipeline import read
from ingest.traditional import readable

PAGE = """海灣時報 2024年5月8日 星期三 A3 地方

漁港老街翻修 攤商盼早日完工
〔記者林志遠／嘉義報導〕嘉義縣漁港老街翻修工程上月動工，縣府編列1億2000萬元經費，預計年底完工。
攤商表示，施工期間生意少了三成，盼能早日完工。

灣仔舊樓昨晨起火
【本報訊】灣仔一幢舊樓昨晨起火，消防員將火救熄，兩人不適送院。

記者：何家明
"""


def test_a_traditional_page_is_read_and_told_as_printed() -> None:
    reading = read(PAGE.encode(), Known("a.txt"))
    first, second = reading.articles
    assert (reading.page.text, reading.page.publication, reading.page.issue_date) == (PAGE, "海灣時報", "2024-05-08")
    assert (first.article.title, second.article.title) == ("漁港老街翻修 攤商盼早日完工", "灣仔舊樓昨晨起火")
    assert [(byline.name, byline.role) for byline in first.bylines + second.bylines] == [
        ("林志遠", "記者"),
        ("何家明", "記者"),
    ]
    assert first.article.paragraphs[0].startswith("嘉義縣漁港老街翻修工程上月動工")
    assert second.article.dateline == "本報訊"
    assert [(mention.place.path, mention.text) for mention in first.mentions] == [("台湾省/嘉义县", "嘉義縣")]
    money = first.figures[0]
    assert (money.text, money.value, money.unit, money.subject) == ("1億2000萬元", 120_000_000, "元", "經費")


@pytest.mark.parametrize("title", ["旧报馆在乾隆年间的後街", "老街新事"])
def test_a_page_with_an_old_character_or_two_is_not_folded(title: str) -> None:
    page = readable(page_of(f"{title}\n本报讯（记者 何家明）昨日，这里开放。".encode(), Known("a.txt")))
    assert page.text.startswith(title)


@given(st.text("記者林志遠嘉義報導乾隆年间 \n，。12", min_size=1, max_size=40), st.data())
def test_what_stands_in_a_source_is_given_back_as_printed(source: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(begin + 1, len(source)))
    given_back = printed_in(source)(simplified(source[begin:end]))
    assert simplified(given_back) == simplified(source[begin:end])
    assert "".join(given_back.split()) in "".join(source.split())


def test_years_of_the_republic_date_the_issue() -> None:
    page = page_of("海灣時報 中華民國九十八年十一月十二日 星期四 A3".encode(), Known("a.txt"))
    assert (page.publication, page.issue_date) == ("海灣時報", "2009-11-12")


def test_a_page_for_one_county_is_read_as_that_countys() -> None:
    text = (
        "海峽時報　B2　屏東新聞　　中華民國八十九年五月六日　星期六\n\n"
        "蓮霧花開得早\n"
        "　　【記者康家樂枋寮報導】枋寮今年的蓮霧花開得早，枋寮鄉農會說，620公頃都結了果。\n"
        "　　東港鎮的漁民也說，今年的水比往年暖。潮州的圖書館週一休館，潮州鎮公所說。\n"
    )
    reading = read(text.encode(), Known("page.txt"))
    article = reading.articles[0]
    assert reading.page.page_label == "B2 屏東新聞"
    assert [(byline.name, byline.role) for byline in article.bylines] == [("康家樂", "記者")]
    assert {mention.place.path for mention in article.mentions} == {
        "台湾省/屏东县/枋寮乡",
        "台湾省/屏东县/东港镇",
        "台湾省/屏东县/潮州镇",
    }
