"""Traditional and variant characters as simplified ones."""

from __future__ import annotations

import pytest

from ingest.characters import TABLE, is_traditional, simplified
from ingest.rules import rows

SIMPLIFIED = [
    ("嘉義縣南門老街翻修工程", "嘉义县南门老街翻修工程"),
    ("臺灣、台灣", "台湾、台湾"),
    ("裏面、裡面", "里面、里面"),
    ("滙豐銀行綫上服務", "汇丰银行线上服务"),
    ("皇后與後來", "皇后与后来"),
    ("顯著，著作", "显著，著作"),
    ("上海简称沪，云南有芸香", "上海简称沪，云南有芸香"),
    ("No.7 ＡＢＣ　①", "No.7 ＡＢＣ　①"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), SIMPLIFIED)
def test_every_character_becomes_one_simplified_character(text: str, expected: str) -> None:
    assert simplified(text) == expected


def test_the_table_gives_one_character_for_one_and_needs_no_second_step() -> None:
    table = [row for _, row in rows(TABLE)]
    assert len({row["printed"] for row in table}) == len(table) > 4000
    assert [row for row in table if len(row["printed"]) != 1 or len(row["simplified"]) != 1] == []
    assert [row for row in table if simplified(row["simplified"]) != row["simplified"]] == []


TRADITIONAL = [
    "嘉義縣南門老街翻修工程上月動工",
    "灣仔一幢舊樓昨晨起火，消防員將火救熄",
    "《人民日報》一九五三年：全國農業勞動模範代表會議开幕",
]
PLAIN = [
    "棉纺厂去年增产三成",
    "乾隆年间，于成龙后来著书，刊于《徵闻》",
    "陳昇明、黃建業和林义到场，会后他们参观了展览馆，并与观众见面",
    "书家写道：“春風得意馬蹄疾”。这幅字在文化馆展出，观众络绎不绝，时间到本月底结束，欢迎群众前来观赏",
    "歌手陳某",
    "Liaocheng 2025",
    "",
]


@pytest.mark.parametrize("text", TRADITIONAL)
def test_a_page_in_traditional_characters_is_known(text: str) -> None:
    assert is_traditional(text)


@pytest.mark.parametrize("text", PLAIN)
def test_a_name_or_a_quotation_makes_no_traditional_page(text: str) -> None:
    assert not is_traditional(text)
