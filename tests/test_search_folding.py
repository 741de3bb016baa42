"""Texts in the form that is compared, and the pieces and words that are made of them."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.search.folding import fold, fold_with_offsets
from ingest.search.pieces import phrase, pieces
from ingest.search.words import jieba_cut, words
from tests.search_corpus import GOLD, SEEDS, gold_articles

NEWSPAPER = st.text(alphabet="聊城市工会會報臺爲 　\n“”「」·，。…㎡①Ａａ７7.8%-—é\u200b\x00𠮷", max_size=30)

FOLDED = [
    ("ＡＰＰ　下载", "app下载"),
    ("汇聚“工力量” 共谱「发展曲」", "汇聚工力量共谱发展曲"),
    ("中国梦·劳动美", "中国梦劳动美"),
    ("本报讯（记者 王鲁斌）3月24日，", "本报讯(记者王鲁斌)3月24日,"),
    ("Q50  2.0T", "q50 2.0t"),
    ("120㎡、20℃", "120m2、20°c"),
    ("上段。 \n\n 下段", "上段。\n下段"),
    ("  两端  ", "两端"),
    ("零\u200b宽\ufeff", "零宽"),
    ("空\x00字", "空字"),
    ("《聊城日报》", "《聊城日报》"),
    ("don’t", "dont"),
    ("《大公報》臺北訊", "《大公报》台北讯"),
    ("羣眾、群衆", "群众、群众"),
    ("香港衞視與鉄路", "香港卫视与铁路"),
    ("著名学者沪上会芸芸众生", "著名学者沪上会芸芸众生"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_texts_fold_to_the_form_that_is_compared(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


@given(NEWSPAPER, st.data())
def test_what_is_cut_from_a_text_folds_to_what_is_cut_from_the_folded_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    cut = text[start : data.draw(st.integers(start, len(text)))].strip()
    assert fold(cut) in fold(text)


@given(NEWSPAPER)
def test_offsets_lead_back_to_the_character_that_was_folded(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    for character, offset in zip(folded, offsets, strict=True):
        assert character in fold(f"x{text[offset]}x") or character in " \n"


def test_folding_again_changes_nothing() -> None:
    """All assigned ones, and of the rare Han characters each hundredth."""
    codes = (*range(0x20000), *range(0x20000, 0x32400, 100), *range(0xE0000, 0xE0200))
    once = [fold(f"x{chr(code)}x") for code in codes]
    assert [text for text in once if fold(text) != text] == []


PIECES = [
    ("聊城市", "聊城 城市 市"),
    ("讯,记者", "讯 , 记者 者"),
    ("7.8亿元", "7. .8 8亿 亿元 元"),
    ("1-7月", "1- -7 7月 月"),
    ("a b", "a   b"),
    ("段\n段", "段 \n 段"),
    ("", ""),
]


@pytest.mark.parametrize(("folded", "expected"), PIECES)
def test_a_text_falls_into_pieces(folded: str, expected: str) -> None:
    assert [readable(piece) for piece in pieces(folded)] == re.findall(r"\S+|(?<= )[ \n](?= )", expected)


def readable(piece: str) -> str:
    """A piece with its private-use characters turned back: only those of these examples, all of plane 0."""
    return "".join(chr(ord(character) % 0x10000) if ord(character) >= 0xF0000 else character for character in piece)


PHRASES = [
    ("聊城市", '"聊城 城市"'),
    ("聊城", '"聊城"'),
    ("聊", '"聊" *'),
    ("讯,记", '"讯 , 记" *'),
    ("讯,记者", '"讯 , 记者"'),
    ("讯,", '"讯 ,"'),
    ("7.", '"7."'),
    (",。", None),
    ("-%", None),
    ("", None),
]


@pytest.mark.parametrize(("folded", "expected"), PHRASES)
def test_a_phrase_asks_for_the_pieces_that_are_sure(folded: str, expected: str | None) -> None:
    found = phrase(folded)
    assert (found and readable(found)) == expected


WORDS = [
    ("聊城市总工会", "聊城市 总工会"),
    ("7.8亿元,增长40.5%", "7.8 亿元 增长 40.5%"),
    ("1-7月app上线", "1-7 月 app 上线"),
    ("，。", ""),
    ("𠮷野家", "𠮷 野家"),
]


@pytest.mark.parametrize(("folded", "expected"), WORDS)
def test_a_text_falls_into_words(folded: str, expected: str) -> None:
    assert words(folded) == expected.split()


def test_rjieba_cuts_runs_of_han_as_jieba_does() -> None:
    rjieba = pytest.importorskip("rjieba", reason="the optional extra `fast` is not installed")
    files = [path for folder in (SEEDS, GOLD.parent) for path in sorted(folder.rglob("*.txt"))]
    texts = [path.read_bytes().decode("utf-8", "ignore") for path in files]
    runs = {run for text in texts for run in re.findall("[\u4e00-\u9fd5]+", fold(text))}
    nonsense = random.Random(1)
    characters = sorted(set("".join(runs)))
    runs |= {"".join(nonsense.choices(characters, k=nonsense.randint(1, 12))) for _ in range(5000)}
    assert len(runs) > 9000
    assert [run for run in sorted(runs) if list(rjieba.cut(run)) != jieba_cut()(run)] == []


QUIET = """
import sys
from ingest.search import expressions, functions, index, ranking
expressions.strict("聊城")
assert "jieba" not in sys.modules and "rjieba" not in sys.modules
from ingest.search.words import jieba_cut
assert jieba_cut()("聊城市总工会") == ["聊城市", "总工会"]
"""


def test_jieba_is_loaded_late_and_without_noise_or_files(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-W", "error", "-c", QUIET], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_gold_articles_are_all_there() -> None:
    assert len(gold_articles()) == 47
