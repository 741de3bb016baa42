"""What a reader of a page asks about a line: one small named question each, answered 0 to 1 (or -1 to 1).

The answers are weighed by tables/evidence.tsv, whose first column names a question of this package.
Every question takes the sheet and the line's index in it; what stands before and after may be looked at,
what the line *is* may not: that is for the grammar to decide.
"""

from ingest.layout.questions import (  # noqa: F401  (each puts its questions into the register)
    flow,
    given,
    headlines,
    notices,
    poems,
    shape,
    signatures,
    subjects,
    type_sizes,
    words,
)
from ingest.layout.questions.register import QUESTIONS

__all__ = ["QUESTIONS"]
