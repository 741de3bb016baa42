"""Articles that have to do with another: they share whom and what it tells of, or rare words of its headline.

    await related(visit, article)  →  [{"id": 31, "title": "…", "shared": "冯官屯镇、贾仲健、蜜桃"}, …]

What many articles share tells nothing of two of them. Those of the same weeks come first: a sequel seldom waits longer.
Start reading at `related`.
"""

from __future__ import annotations

import json

from ingest.search.expressions import worded
from ingest.search.folding import fold
from ingest.search.words import words
from ingest.web import queries
from ingest.web.queries import Row, rows
from ingest.web.visit import Visit

RARE = 12
"""Articles that have a rare word, at most."""
MOST_WORDS = 12
"""Words of a headline that are looked for."""


async def related(visit: Visit, article: Row) -> list[Row]:
    """At most five, the nearest first; each with what it shares, which is two things or more."""
    shared = json.dumps(await _with_rare_words(visit, article["title"] or ""), ensure_ascii=False)
    return await rows(visit.archive, queries.RELATED, id=article["id"], words=shared)


async def _with_rare_words(visit: Visit, title: str) -> list[tuple[str, int]]:
    """(word, article that has it) for each word of a headline that few articles have."""
    found: list[tuple[str, int]] = []
    for word in [word for word in dict.fromkeys(words(fold(title))) if len(word) > 1][:MOST_WORDS]:
        having = await rows(visit.archive, queries.HAVING_WORD, word=worded(f'"{word}"'), limit=RARE + 1)
        found += [(word, one["id"]) for one in having] if len(having) <= RARE else []
    return found
