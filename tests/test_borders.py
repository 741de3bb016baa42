"""Word borders: whether a name that stands in a text is a word of its own."""

from __future__ import annotations

import pytest

from ingest.reading.borders import announced, is_a_word


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("接力赛决赛中卫冕成功", "中卫"),
        ("夜里大雾天水平如镜", "天水"),
        ("沿江城市和沿海城市", "海城市"),
        ("副局长葛守禾来了", "长葛"),
        ("选手孙小禾和田一鸣", "和田"),
        ("邮差恩古巴尼来了", "古巴"),
        ("登上乞力马扎罗山", "罗山"),
    ],
)
def test_a_name_cut_out_of_other_words_is_none(text: str, name: str) -> None:
    start = text.index(name)
    assert not is_a_word(text, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("列车开往中卫和银川", "中卫"),
        ("中国选手战胜法国选手", "法国"),
        ("北京市委的会议", "北京市"),
        ("于江西吉安参军", "江西"),
        ("书记南京调研", "南京"),
        ("从中国防伪协会获悉", "中国"),
        ("和田玉的产地", "和田"),
    ],
)
def test_a_name_of_its_own_is_one_whatever_stands_beside_it(text: str, name: str) -> None:
    start = text.index(name)
    assert is_a_word(text, start, start + len(name))


def test_persons_are_announced_by_their_titles() -> None:
    assert "常德明" in announced("局长常德明出席")
    assert announced("常德的秋天") == frozenset()
