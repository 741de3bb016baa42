"""Chinese personal names: which texts can be one, and where a run of names is parted.

    cut("苏辰妍潘沁")     → ("苏辰妍", "潘沁")
    cut("王丽高杨林")     → ("王丽高杨林",)     王丽 高杨林 and 王丽高 杨林 are both good: it stays one
    are_names(("莘县",))  → False

The facts are reading/tables/surnames.tsv (surnames by commonness) and reading/tables/no_names.tsv; which words are
common and which are places, the gazetteer knows. Read by the layout stage, which must know a name from a word, and
by reading/bylines.py. Start reading at `cut`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log
from pathlib import Path

from ingest.gazetteer import everyday_words, load
from ingest.rules import rows

TABLES = Path(__file__).parent / "reading" / "tables"

HAN = "一-鿿㐀-䶿〇"

DOTTED_NAME = re.compile(rf"(?:[A-Z]·)*[{HAN}]{{1,12}}(?:·[{HAN}]{{1,12}}){{0,4}}")
SOUNDS = frozenset(
    "阿艾安昂奥巴拜班邦贝本比别波伯勃博布才查察次措达丹当道德登迪地丁东都杜顿多俄额恩尔法费夫弗伏福嘎尕干冈"
    "高戈格贡古哈海汗合赫黑胡华吉加嘉江杰金卡喀凯康科克库拉兰朗勒雷力里利莉丽列林琳隆卢鲁路伦罗洛马玛买麦曼"
    "毛梅美门蒙米密明莫姆木穆那纳娜乃尼年娘宁努诺欧帕潘佩彭皮普其奇齐恰强切琴热仁日茹瑞若萨赛桑沙山珊舍圣施"
    "什石史士斯松苏孙索塔台泰坦唐特提铁廷图吐托瓦外汪旺威维卫温翁沃乌吾武西希夏肖辛雪雅亚央扬耶叶伊衣依以因"
    "英尤于余玉约再扎增占哲珍真只智卓孜子宗祖佐"
    "埃莱蒂菲摩茨瑟柯逊昆丝莎珀赖"
)
"""Characters that stand for sounds in Uighur, Kazakh, Mongol, Tibetan and foreign names."""
GIVEN = frozenset(
    "爱安昂白百柏宝保北本斌滨冰兵波伯博才彩灿昌长常超朝辰晨成诚承城澄驰崇初川传春慈从达大丹德登迪典东栋冬端恩发帆凡芳飞菲芬丰风枫锋峰凤福"
    "夫富刚钢歌根庚功谷冠光广贵桂国果海涵汉翰瀚杭航昊浩好豪禾合河荷贺鹤恒亨衡红宏虹洪鸿厚花华欢焕辉徽慧惠吉际佳嘉坚建健剑江娇杰洁捷金津锦"
    "进晋京经晶靖静敬镜久菊娟君军钧俊骏峻凯康可克宽奎坤兰岚朗乐雷磊蕾黎礼立丽力利莉廉连莲良亮林琳霖玲凌灵龙隆璐露鹿伦洛茂梅美萌梦勉苗民敏"
    "明鸣茗铭沐男南楠宁暖鹏萍平朴琪琦奇启千谦乾强巧勤琴清青晴庆秋全泉权群然仁荣蓉融如茹锐瑞睿若森山珊善尚韶绍申深升生声胜圣诗石时士世仕守"
    "淑舒树帅双顺硕思松涛桃腾天田甜铁廷婷亭庭同彤童潼万旺望威薇巍为维伟炜卫蔚文雯武希熙曦喜霞夏先贤娴祥翔向晓小孝笑心欣新鑫馨兴星杏雄秀旭"
    "绪轩萱宣雪勋雅亚妍岩言炎彦艳燕阳洋扬耀业烨一伊依怡宜艺亦易益逸毅义谊英莹颖迎盈映永泳勇咏友有佑余瑜宇羽雨玉育裕豫元媛远悦月跃越云韵耘"
    "运泽增展战昭哲珍真振震正铮政之芝志知植智治忠仲洲珠竹柱卓子梓紫宗祖尊佐娜"
)
"""Characters that given names are made of oftener than the words of a phrase."""
PEN_NAME = re.compile(rf"[{HAN}]{{1,4}}[宣萱轩]")
POLITE_NAME = re.compile(rf"([{HAN}]{{1,2}})(?:先生|女士|小姐|太太)")
"""How publicity desks sign: 穗妇宣 is that of Guangzhou's women's federation, 建萱 that of the builders."""
NO_GIVEN_NAME = re.compile(r"..[县区市镇乡村街路局委院站馆厂校厅处部队所社等牌团]$|.+[县局厅院校厂]")
"""高唐县, 和平路, 文旅局: no given name of two characters ends so, and none has 县 or 局 in it."""

SURNAME_SHARE = {1: 0.03, 2: 0.005, 3: 0.0005, 4: 0.00003}
"""A surname's share of all bearers, by its class in surnames.tsv: the order of magnitude."""
LENGTH_SHARE = {2: 0.15, 3: 0.845, 4: 0.005}
"""Names by length, with a surname of one character; with one of two, they are a character longer."""
GIVEN_SHARE = 0.001
"""A character's share of given names: some thousand are in use."""
CLEARLY = log(20)
"""A cut is taken where it is this much likelier than the next best one; otherwise the run stays whole."""

LONGEST = 5
WAYS = 4
"""Cuts that are followed at each character: the two best are told apart by then."""


@dataclass(frozen=True)
class Cut:
    """One way to part a run into names."""

    names: tuple[str, ...]
    known: int
    """Characters that stand in names known from elsewhere."""
    chance: float
    """Logarithm of the likelihood."""


def cut(run: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names in a run of Chinese characters printed without blanks; the run itself where it stays open.

    Names known from elsewhere decide first, then how common the surnames and the lengths are; a Mongol name is whole.
    """
    return (run,) if is_mongol(run) else _decided(cuts(run, known)) or (run,)


def is_open(run: str, known: frozenset[str] = frozenset()) -> bool:
    """Whether a run can be cut in several ways and none wins: more known names could settle it."""
    ways = cuts(run, known)
    return len(ways) > 1 and _decided(ways) is None


def cuts(run: str, known: frozenset[str] = frozenset()) -> list[Cut]:
    """The ways to part a run into names, best first."""
    best = [[Cut((), 0, 0.0)]]
    for end in range(1, len(run) + 1):
        starts = range(max(0, end - LONGEST), end)
        ways = [way for start in starts for way in _longer(best[start], run[start:end], known)]
        best.append(sorted(ways, key=lambda way: (-way.known, -way.chance, way.names))[:WAYS])
    return best[-1]


def is_name(text: str) -> bool:
    """Whether a text, as printed between blanks, has the form of one personal name.

    >>> is_name("欧阳致和"), is_name("阿布力克木·艾合买提"), is_name("清泉街道"), is_name("王大爷")
    (True, True, False, False)
    """
    if "·" in text:
        return bool(DOTTED_NAME.fullmatch(text)) and _may_be_by_sound(re.sub("[A-Z·]", "", text))
    if NO_GIVEN_NAME.match(text) or text[1:] in _no_names("address"):
        return False
    if len(text) < 4:
        return _chance(text) is not None
    return _has_two_surnames(text) or _chance_with(text, 2) is not None


def is_by_sound(text: str) -> bool:
    """Whether most characters stand for sounds, as in 阿布力克木 or 乌云其其格."""
    return len(SOUNDS.intersection(text)) * 2 > len(set(text))


def is_mongol(text: str) -> bool:
    """Whether a text is one part or two of which Mongol names are made.

    >>> is_mongol("萨仁高娃"), is_mongol("图雅"), is_mongol("高小娃")
    (True, True, False)
    """
    parts = _mongol_parts()
    return text in parts or any(text[:at] in parts and text[at:] in parts for at in range(2, len(text) - 1))


@cache
def _mongol_parts() -> frozenset[str]:
    return frozenset(row["name"] for _, row in rows(TABLES / "mongol_names.tsv"))


def _may_be_by_sound(text: str) -> bool:
    """Behind a dot half of the characters will do: 乔治贝尔."""
    return len(SOUNDS.intersection(text)) * 2 >= len(set(text))


def is_signature(text: str) -> bool:
    """Whether a text can sign: a name, several glued together, an office's pen name, or 麦女士."""
    polite = POLITE_NAME.fullmatch(text)
    if is_name(text) or PEN_NAME.fullmatch(text) or (polite and polite[1] in surnames()):
        return True
    return len(text) > 3 and any(map(_are_glued_names, cuts(text)))


def is_word(text: str) -> bool:
    """Whether a text is a common word or a place, from province to county: 文化, 高唐. Some are names, too.

    >>> is_word("高唐"), is_word("文化强国"), is_word("诸葛澄")
    (True, True, False)
    """
    return _is_one_word(text) or (len(text) > 3 and any(all(map(_is_one_word, way.names)) for way in cuts(text)))


def can_be_names(texts: tuple[str, ...]) -> bool:
    """Whether texts can sign an article, where names are expected; common words only beside a name that is none.

    劳模 is more likely the word than somebody of the rare family 劳.
    """
    if not texts or not all(map(is_signature, texts)) or all(map(is_word, texts)):
        return False
    return all(_is_plain(text) or not is_word(text) for text in texts)


def can_be_called(text: str) -> bool:
    """Whether a short text can be the name that print announces, whatever its surname, by not being words.

    >>> can_be_called("令志军"), can_be_called("缑亮"), can_be_called("走基层"), can_be_called("目击")
    (True, True, False, False)
    """
    if not 1 < len(text) < 5 or text[0] in _no_names("opener") or any(map(is_word, (text, text[:2], text[2:]))):
        return False
    return not is_word(text[1:]) or GIVEN.issuperset(text[1:])


def is_namesake(text: str) -> bool:
    """Whether a text is a good name, though it may be a word, too: 高峰, 方正, but not 党员.

    >>> is_namesake("方正"), is_namesake("党员"), is_namesake("和平路")
    (True, False, False)
    """
    return is_name(text) and _is_plain(text) and GIVEN.issuperset(text[1:]) and text not in _no_names("word")


def are_names(texts: tuple[str, ...]) -> bool:
    """Whether texts are names by themselves, with nothing beside them that says so.

    Each is one name, printed by itself, and half of them are no words and have no rare surname (广角镜, 乐购节).
    """
    if not can_be_names(texts) or not all(is_name(text) or PEN_NAME.fullmatch(text) for text in texts):
        return False
    return 2 * sum(_is_plain(text) and not is_word(text) for text in texts) >= len(texts)


@cache
def surnames() -> dict[str, int]:
    """{surname: class}, 1 the commonest to 4 the rare ones."""
    return {row["surname"]: int(row["class"]) for _, row in rows(TABLES / "surnames.tsv")}


def is_no_name(text: str) -> bool:
    """Whether a text only looks like a name: 种苗, 时评."""
    return text in _no_names("word")


@cache
def _no_names(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for _, row in rows(TABLES / "no_names.tsv") if row["kind"] == kind)


def is_place(text: str) -> bool:
    """Whether a text is a place, from province to county, or a country: 高唐, 北京."""
    return text in load().full or text in load().bare


def _are_glued_names(way: Cut) -> bool:
    """从聊城|海关 is a beginning of a sentence: no part may be a word, or the whole be of rare surnames."""
    return all(is_name(name) and not _is_one_word(name) for name in way.names) and any(map(_is_plain, way.names))


def _is_plain(text: str) -> bool:
    """A name whose form leaves no doubt: 王某, 阿布力克木·艾合买提, 穗妇宣."""
    compound = len(text) == 4 and text[:2] in surnames()
    return compound or surnames().get(text[0], 4) < 4 or not _chance(text)


def _is_one_word(text: str) -> bool:
    return is_place(text) or text in everyday_words() or text in _no_names("word")


def _has_two_surnames(text: str) -> bool:
    """陈王丽华: husband's and own."""
    return len(text) == 4 and all(surnames().get(character, 4) < 3 for character in text[:2])


def _decided(ways: list[Cut]) -> tuple[str, ...] | None:
    """The names of the best way, None where the next one is nearly as good."""
    if not ways:
        return None
    rivals = [way for way in ways if way.known == ways[0].known]
    if len(rivals) > 1 and rivals[0].chance - rivals[1].chance < CLEARLY:
        return None
    return ways[0].names


def _longer(ways: list[Cut], name: str, known: frozenset[str]) -> Iterator[Cut]:
    is_known = name in known
    chance = log(SURNAME_SHARE[1]) if is_known else _chance(name)
    if chance is None or NO_GIVEN_NAME.match(name):
        return
    for way in ways:
        yield Cut((*way.names, name), way.known + len(name) * is_known, way.chance + chance)


@lru_cache(maxsize=100_000)
def _chance(name: str) -> float | None:
    """Logarithm of a name's likelihood, None where it is none."""
    chances = [chance for size in (1, 2) if (chance := _chance_with(name, size)) is not None]
    return log(sum(exp(chance) for chance in chances)) if chances else None


def _chance_with(name: str, size: int) -> float | None:
    """… with a surname of that many characters."""
    family, length = name[:size], LENGTH_SHARE.get(len(name) - size + 1)
    if family not in surnames() or length is None:
        return None
    return log(SURNAME_SHARE[surnames()[family]]) + log(length) + (len(name) - size) * log(GIVEN_SHARE)
