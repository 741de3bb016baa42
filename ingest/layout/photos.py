"""Which items are photo items: a picture with its words, told from articles by their form.

A photo item without headline is a few sentences with the photographer's or writer's name and no dateline;
one with a headline says of itself that it stands beside a picture (右图) and is short.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ingest import rules

PICTURES = Path(__file__).parent / "tables" / "pictures.tsv"

BRIEF = re.compile(r"\s*[△▲◆●○◇■□※★☆]")
PHOTOGRAPHER = re.compile(r"[摄图影][）)\s。]*$|摄影|供图")

CAPTION_PARAGRAPHS = 3
CAPTION_CHARACTERS = 600
"""Words beside a picture are fewer than these; a longer text is an article with a picture."""


def is_photo(paragraphs: Sequence[str], has_headline: bool, has_dateline: bool, has_credit: bool) -> bool:
    """Whether an item is a photo item, by its paragraphs (as printed, dateline included) and what else it has."""
    if len(paragraphs) > CAPTION_PARAGRAPHS or sum(map(len, paragraphs)) > CAPTION_CHARACTERS:
        return False
    if any(rules.first(rules.table(PICTURES), paragraph) for paragraph in paragraphs):
        return True
    return has_credit and not has_headline and not has_dateline and not _is_brief(paragraphs)


def _is_brief(paragraphs: Sequence[str]) -> bool:
    """△ before a piece of news that its writer signs; ▲ before the words of a picture ends with who took it."""
    return bool(BRIEF.match(paragraphs[0])) and not PHOTOGRAPHER.search(paragraphs[-1])
