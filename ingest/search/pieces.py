"""A folded text as overlapping pieces of two characters: the half of the index that misses nothing.

    "7.8亿元,增长"  →  7. .8 8亿 亿元 元 , 增长 长

Each character begins exactly one piece, so pieces stand in the index as characters stand in the text, and a phrase
of pieces is found where, and only where, the characters follow each other. A piece ends with its run: letters,
digits, Han and the points inside numbers make runs; any other character (punctuation, a space, the end of a
paragraph) is a piece alone. Each character tells for itself what it is, so that a query cut anywhere falls into
the same pieces as the text.

A single character is looked for as the beginning of pieces. For the commonest ones those are too many to be put
together in time, so each text carries the common characters that it has once more, marked, behind its pieces.

FTS5 sees pieces in characters that its tokenizer `unicode61` never splits: ASCII letters, digits and Han as they
are, all others as private-use characters.
"""

from __future__ import annotations

import re

from ingest.search.folding import HAN

_POINTS = ".-%"
"""They make numbers with digits: 7.8, 1-7, 40.5%."""

MARK = "\ue000"
"""Stands before a common character, to tell it from a piece."""
PERSON, ORGANISATION = "\ue001", "\ue002"
"""Stand before each piece of the names of whom an article names: nothing but 人物: and 单位: finds these."""

COMMON = frozenset(
    "的一是不了在人有个中来上大为和国地到以时要出会对生能于下年发后作用行所家成方多经法学如同动面定分进部主理本前开从实"
    "业工市务展全新城化区县省高产建提政企员者等报日月党民力体通保服入效推局长资记级强场解持心合事项金办与加活农村教"
    "社治管安平重创科技总院镇乡水文之并0123456789"
)
"""The commonest characters of newspapers, about; any choice finds the same, and costs a little room for its speed."""

_AS_THEY_ARE = re.compile(f"[a-z0-9{HAN}]")
_ALONE = re.compile("[\U000f0000-\U000fffff]")
_RUNS = re.compile("[^\U000f0000-\U000fffff]+|.")


class _Tokens(dict[int, int]):
    """Code point → the one that FTS5 sees: plane 16 for what makes runs, plane 15 for what stands alone."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        if _AS_THEY_ARE.match(character):
            self[code] = code
        elif character.isalnum() or character in _POINTS:
            self[code] = 0x100000 + code % 0xFFFE
        else:
            self[code] = 0xF0000 + code % 0xFFFE
        return self[code]


_TOKENS = _Tokens()


def token(word: str) -> str:
    """A word in characters that FTS5 never splits."""
    return word.translate(_TOKENS)


def pieces(folded: str) -> list[str]:
    """The pieces of a folded text, one for each character, as FTS5 sees them."""
    return [run[i : i + 2] for run in _RUNS.findall(token(folded)) for i in range(len(run))]


def tokens(folded: str) -> list[str]:
    """All that the index holds of a folded text: its pieces, then the common characters that it has."""
    return [*pieces(folded), *(MARK + character for character in sorted(COMMON.intersection(folded)))]


def marked(folded: str, mark: str) -> list[str]:
    """The pieces of names, one a line, that stand behind an article's other texts."""
    return [mark + piece for piece in pieces(folded)]


def phrase(folded: str, mark: str = "") -> str | None:
    """An FTS5 phrase that matches the texts that contain `folded`; None when it has no letter, digit or Han.

    With a mark, it matches the names marked so.

    The last character's piece is not known, since the text may go on: the piece before it holds it already, and a
    character that begins the last run becomes a prefix.
    """
    if not any(character.isalnum() for character in folded):
        return None
    if folded in COMMON and not mark:
        return quoted([MARK + folded])
    *others, last = pieces(folded)
    if others and len(others[-1]) > len(last):
        return quoted([mark + piece for piece in others])
    return quoted([mark + piece for piece in (*others, last)], prefix=not _ALONE.match(last))


def quoted(tokens: list[str], prefix: bool = False) -> str:
    """An FTS5 string of tokens that stand side by side; with `prefix` the last may go on."""
    return f'"{" ".join(tokens)}"' + " *" * prefix
