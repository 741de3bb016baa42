"""Which texts can be personal names, and where a run of them is parted."""

import pytest

from ingest.names import (
    TABLES,
    are_names,
    can_be_called,
    cut,
    is_name,
    is_namesake,
    is_open,
    is_place,
    is_signature,
    is_word,
    surnames,
)
from ingest.rules import rows


@pytest.mark.parametrize(
    "text",
    ["王萌", "舒展翼", "欧阳致和", "诸葛清", "陈王丽华", "阿布力克木·艾合买提", "次仁·多吉", "云海峰", "高峰"],
)
def test_names(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "王",
        "清泉街道",
        "高唐县",
        "云水县公",
        "和平路",
        "文旅局",
        "王大爷",
        "李女士",
        "张某",
        "新时代·新征程",
        "走进",
        "手记",
        "",
        "王萌李和平",
    ],
)
def test_no_names(text):
    assert not is_name(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("穗妇宣", True),
        ("建萱", True),
        ("苏辰妍潘沁", True),
        ("王萌高峰", False),  # 高峰 may be the word
        ("从云水海关", False),
        ("水计划和实时调度管理", False),
        ("云水市总工会", False),
    ],
)
def test_signatures(text, expected):
    assert is_signature(text) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("舒展翼",), True),
        (("布向东", "白雪松"), True),
        (("布向东",), False),  # a rare surname proves nothing by itself
        (("广角镜",), False),
        (("高唐",), False),
        (("文化", "金融"), False),
        (("舒展翼", "走进"), False),
        (("舒展翼白若云",), False),  # not parted by print
        (("劳模", "王大山"), False),  # more likely the word than somebody of the rare family 劳
        ((), False),
    ],
)
def test_names_by_themselves(texts, expected):
    assert are_names(texts) is expected


@pytest.mark.parametrize("text", ["令志军", "鞎志军", "缏亮", "鞎海洋", "市讯", "鞎文"])
def test_texts_that_print_can_announce_as_names(text):
    assert can_be_called(text)


@pytest.mark.parametrize(
    "text", ["走基层", "在现场", "目击", "手记", "风采", "再出发", "节特刊", "站成立", "新体验", "王", "", "尼玛次仁王"]
)
def test_words_that_are_no_names_whoever_announces_them(text):
    assert not can_be_called(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("方正", True),
        ("高峰", True),
        ("文静", True),
        ("党员", False),
        ("安全", False),
        ("劳动", False),
        ("红霞", False),
    ],
)
def test_names_that_may_be_words(text, expected):
    assert is_namesake(text) is expected


@pytest.mark.parametrize("text", ["高唐", "北京", "文化", "手记", "车水马龙", "文化强国"])
def test_words(text):
    assert is_word(text)


@pytest.mark.parametrize("text", ["舒展翼", "苏辰妍潘沁", "王萌高峰"])
def test_no_words(text):
    assert not is_word(text)


@pytest.mark.parametrize(("text", "expected"), [("北京", True), ("高唐县", True), ("日本", True), ("舒展翼", False)])
def test_places(text, expected):
    assert is_place(text) is expected


@pytest.mark.parametrize(
    "parted",
    [
        "苏辰妍|潘沁",
        "舒展翼|白若云",
        "王萌|李和",
        "张伟明|李强",
        "诸葛清|王萌",
        "王萌|欧阳致和",
        "舒展翼|白若云|欧阳致和|李强",
        "舒展翼",
        "欧阳致和",
    ],
)
def test_cut(parted):
    """The bars show where a run is parted."""
    names = tuple(parted.split("|"))
    assert cut("".join(names)) == names


@pytest.mark.parametrize("run", ["王丽高杨林", "欧阳致和安鸣", "云水市总工会", "走进车间"])
def test_runs_that_stay_whole(run):
    """Either two cuts are as good, or there is none: nothing is invented."""
    assert cut(run) == (run,)


@pytest.mark.parametrize(
    ("run", "known", "expected"),
    [
        ("王丽高杨林", ["王丽"], ("王丽", "高杨林")),
        ("王丽高杨林", ["高杨林"], ("王丽", "高杨林")),
        ("王丽高杨林", ["王丽高"], ("王丽高", "杨林")),
        ("尼玛次仁王萌", ["尼玛次仁"], ("尼玛次仁", "王萌")),
        ("王丽高杨林", ["丽高"], ("王丽高杨林",)),
    ],
)
def test_known_names_decide(run, known, expected):
    assert cut(run, frozenset(known)) == expected


@pytest.mark.parametrize(("run", "expected"), [("王丽高杨林", True), ("苏辰妍潘沁", False), ("云水市总工会", False)])
def test_open_runs(run, expected):
    assert is_open(run) is expected


def test_surnames_are_told_once_and_have_a_class():
    listed = [(row["surname"], row["class"]) for _, row in rows(TABLES / "surnames.tsv")]
    assert len({surname for surname, _ in listed}) == len(listed)
    assert {rank for _, rank in listed} == {"1", "2", "3", "4"}
    assert all(len(surname) in (1, 2) for surname in surnames())


def test_no_names_are_told_once():
    listed = [row["word"] for _, row in rows(TABLES / "no_names.tsv")]
    assert len(set(listed)) == len(listed)
