"""What an item without a headline is called: the first words of its text, never cut within a word.

    今年小麦丰收。农民高兴。                            →  今年小麦丰收
    图为志愿者在社区广场为老人理发，现场欢声笑语……      →  图为志愿者在社区广场为老人理发…

Start reading at `called`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.search.words import words

END_OF_SENTENCE = re.compile("[。！？!?\n]")

END_OF_CLAUSE = re.compile("[，；：、,;:]")

LONGEST = 30


def called(text: str | None, longest: int = LONGEST) -> str:
    """The first sentence, or as much of it as is said in so many characters: whole clauses, else whole words."""
    sentence = END_OF_SENTENCE.split((text or "").strip(), maxsplit=1)[0]
    if len(sentence) <= longest:
        return sentence
    clauses = [found.start() for found in END_OF_CLAUSE.finditer(sentence, 0, longest + 1)]
    if clauses and clauses[-1] * 2 >= longest:
        return f"{sentence[: clauses[-1]]}…"
    return f"{sentence[: _last_end_of_word(sentence, longest)]}…"


def _last_end_of_word(sentence: str, longest: int) -> int:
    """The last place, not beyond so many characters, where a word ends; there itself where one word fills them."""
    ends = [end for end in _ends_of_words(sentence[: 2 * longest]) if end <= longest]
    return ends[-1] if ends else longest


def _ends_of_words(text: str) -> Iterator[int]:
    end = 0
    for word in words(text):
        start = text.find(word, end)
        if start > end:
            yield start
        end = start + len(word)
        yield end
