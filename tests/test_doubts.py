"""The doubt of a reading: signs, what damaged pages get, and that it holds against the truth."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ingest.model import Doubt, Known, Reading
from ingest.pipeline import read
from ingest.reading.doubts import doubt
from tests.doubt import judged
from tests.factories import article, block, read_article, reading
from tests.test_report import reported

WHOLE = Path(__file__).parent.parent / "seeds" / "000_231d072338369182.txt"

TEXT = "本报讯 今年以来，市水利局修复渠道三百余里，沿线农田得到灌溉，群众拍手称快，都说今年的收成有了指望。"


def doubted(text: str) -> Reading:
    return read(text.encode(), Known("01.txt"))


def reasons(text: str) -> set[str]:
    return {reason for one in doubted(text).articles for reason in one.doubt.reasons}


SIGNS = {
    "short": ("# 渠道修复惠农田\n\n本报讯 市水利局修复渠道。", f"# 渠道修复惠农田\n\n{TEXT}"),
    "foreign_headline": (f"# 少年宫里学围棋\n\n{TEXT}", f"# 渠道修复惠农田\n\n{TEXT}"),
    "ends_midway": (
        f"# 渠道修复惠农田\n\n{TEXT}\n\n据悉，渠道旁还要",
        f"# 渠道修复惠农田\n\n{TEXT}\n\n据悉，还要种树。",
    ),
}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_is_seen_where_it_is_and_nowhere_else(sign: str) -> None:
    bears, bears_not = SIGNS[sign]
    assert sign in reasons(bears)
    assert sign not in reasons(bears_not)


def test_a_headline_alone_is_doubted() -> None:
    assert "no_text" in doubt(article(paragraphs=()), (block(),), ()).reasons
    assert "no_text" not in doubt(article(), (block(),), ()).reasons


def test_a_dateline_within_is_doubted() -> None:
    within = "本报讯 昨日，渠道旁又栽下防护林三千棵。"
    assert "two_datelines" in doubt(article(paragraphs=(TEXT, within)), (block(),), ()).reasons
    assert "two_datelines" not in doubt(article(paragraphs=(within, "据悉，渠道旁还要种树。")), (block(),), ()).reasons


def test_random_characters_are_most_doubtful() -> None:
    dice = random.Random(11)
    lines = ("".join(chr(dice.randrange(0x4E00, 0x9F00)) for _ in range(20)) for _ in range(60))
    page = doubted("\n".join(lines))
    assert page.doubt > 0.5
    assert any("few_words" in one.doubt.reasons for one in page.articles)


def test_columns_read_across_are_doubtful() -> None:
    lines = [line for line in WHOLE.read_text("utf-8").splitlines() if len(line) >= 30][:40]
    across = [f"{left[:15]}    {right[:15]}" for left, right in zip(lines[::2], lines[1::2], strict=False)]
    page = doubted("\n".join(across))
    assert page.doubt > 0.5
    assert any("read_across" in one.doubt.reasons for one in page.articles)


def test_a_seed_is_hardly_doubted() -> None:
    assert read(WHOLE.read_bytes(), Known("000.txt")).doubt < 0.1


def test_of_articles_hardly_doubted_few_are_misread() -> None:
    hardly = [one for one in judged("[0-5]?_*") if one.read.doubt.chance < 0.1]
    assert len(hardly) > 250
    assert sum(one.misread for one in hardly) <= 0.03 * len(hardly)


def test_the_report_begins_with_the_most_doubtful(tmp_path: Path) -> None:
    little, much = (
        read_article(0, title="小麦丰收", doubt=Doubt(0.2, ("short",))),
        read_article(1, title="水稻丰收", doubt=Doubt(0.4, ("close", "short"))),
    )
    page = reading(little, much, read_article(2))
    lines = reported(tmp_path / "archive.db", page).splitlines()
    assert lines[2:5] == [
        "doubtful  doubt  why           text",
        "01.txt:2   0.40  close, short  水稻丰收",
        "01.txt:1   0.20  short         小麦丰收",
    ]
