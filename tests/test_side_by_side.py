"""Columns side by side in a text file are read one below the other, and nothing else is touched."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.side_by_side import in_order

LEFT = [
    "          社区食堂开张",
    "    本报讯（通讯员 周海燕）柳园社",
    "区食堂昨日开张，首日接待老人86位。",
    "    食堂每天供应十个菜，一荤两素",
    "收费8元。老人们说，饭菜可口，离家",
    "近，比自己做饭方便多了。",
]
RIGHT = [
    "          老城墙开始修缮",
    "    本报讯（记者 方文博）昨日，老",
    "城墙修缮工程启动。工程计划投资230",
    "0万元，明年底完工。",
    "    施工方介绍，修缮坚持修旧如旧，",
    "能用旧砖的尽量用旧砖。",
]
THIRD = [
    "          河堤两岸种上树",
    "    本报讯（记者 林一帆）三月以来",
    "城关镇沿河种下垂柳四千株，两岸绿",
    "意渐浓。",
    "    镇里请村民管护，一株一年补助五",
    "元，成活率超过九成。",
]


def width(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


def beside(*columns: list[str]) -> list[str]:
    return ["".join(cell + " " * (40 - width(cell)) for cell in row).rstrip() for row in zip(*columns, strict=True)]


def unspaced(lines: list[str]) -> list[str]:
    return [line.strip() for line in lines if line.strip()]


@pytest.mark.parametrize("columns", [(LEFT, RIGHT), (LEFT, RIGHT, THIRD)])
def test_columns_are_read_from_left_to_right(columns: tuple[list[str], ...]) -> None:
    assert unspaced(in_order("\n".join(beside(*columns))).split("\n")) == unspaced(list(chain(*columns)))


def test_a_headline_over_both_columns_parts_the_bands() -> None:
    headline = "县里今年为群众办的十件实事件件有着落事事有回音样样暖人心"
    page = [*beside(LEFT, RIGHT), "", headline, "", *beside(RIGHT, THIRD)]
    assert unspaced(in_order("\n".join(page)).split("\n")) == unspaced([*LEFT, *RIGHT, headline, *RIGHT, *THIRD])


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(beside(LEFT, RIGHT)[:3]),
        "\n".join(
            [
                "品名      单价      数量",
                "白菜      0.8元     三吨",
                "萝卜      1元       五吨",
                "土豆      1.2元     八吨",
            ]
            * 3
        ),
        "\n".join(["记者  张三    通讯员  李四", "本报讯　　昨日，老城墙修缮工程启动。"] * 5),
        "\n".join(LEFT),
    ],
)
def test_what_is_no_pair_of_columns_stays(text: str) -> None:
    assert in_order(text) == text


@given(st.lists(st.text("汉字，。 \u3000a1", max_size=60), max_size=12))
def test_no_character_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert Counter("".join(in_order(text).split())) == Counter("".join(text.split()))
