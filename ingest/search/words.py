"""A folded text as jieba's words: the half of the index that ranks.

    "7.8亿元,聊城市总工会app上线"  →  7.8 亿元 聊城市 总工会 app 上线

Only runs of Han go to the segmenter, where jieba and rjieba (the same dictionary in Rust, 15 times faster, used
when it is installed) cut alike; numbers with their points and runs of other letters are words as they stand.
Punctuation is no word.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_HAN_WORDS = "\u4e00-\u9fd5"
"""The characters that jieba takes for Han."""

_RUNS = re.compile(rf"(?P<han>[{_HAN_WORDS}]+)|\d+(?:[.:-]\d+)*%?|[^\W\d_{_HAN_WORDS}]+")


def words(folded: str) -> list[str]:
    """The words of a folded text, in order."""
    cut = _segmenter()
    found: list[str] = []
    for run in _RUNS.finditer(folded):
        found += cut(run[0]) if run["han"] else [run[0]]
    return found


def load() -> None:
    """Loads the segmenter now (half a second with jieba), so that no reader waits for it later."""
    words("今天")


@cache
def segmenter() -> str:
    """What decides how words are cut: `jieba 0.42.1, dictionary 7197c3211ddd9896`.

    The index stays exact only while this stays the same. rjieba carries jieba's dictionary, so it answers alike.
    """
    digest = hashlib.sha256(_dictionary().read_bytes()).hexdigest()
    return f"jieba {version('jieba')}, dictionary {digest[:16]}"


def _dictionary() -> Path:
    """jieba's dictionary, found without importing jieba, which takes longer than reading it."""
    found = find_spec("jieba")
    assert found and found.origin
    return Path(found.origin).with_name("dict.txt")


@cache
def _segmenter() -> Callable[[str], Iterable[str]]:
    try:
        import rjieba
    except ImportError:
        return jieba_cut()
    return rjieba.cut


@cache
def jieba_cut() -> Callable[[str], list[str]]:
    """jieba's own cutting of a run of Han, loaded in half a second.

    The dictionary is read straight: jieba's way logs to stderr and leaves a cache in the shared temporary folder.
    """
    tokenizer = _jieba().Tokenizer()
    with _dictionary().open("rb") as dictionary:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(dictionary)
    tokenizer.initialized = True
    return tokenizer.lcut


def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of old idioms in jieba's own source
        import jieba
    return jieba
