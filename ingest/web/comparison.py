"""What several articles say of the same things, side by side: a row for each subject, a column for each article.

    工会驿站        373个   179个
    工会组织        489家   416家

Start reading at `side_by_side`.
"""

from __future__ import annotations

from collections import defaultdict

from ingest.web.queries import Row

MOST_ARTICLES = 6
"""Columns that fit beside each other."""


def side_by_side(figures: list[Row]) -> Row | None:
    """The subjects that two articles or more give a number for; None where there is none.

    `figures` stand in the order of time, and so do the columns.
    """
    cells: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        cell = cells[figure["subject"] or ""][figure["article_id"]]
        if figure["text"] not in [one["text"] for one in cell]:
            cell.append(figure)
    shared = {subject: stated for subject, stated in cells.items() if subject and len(stated) > 1}
    if not shared:
        return None
    sharing = {number for stated in shared.values() for number in stated}
    articles = list({one["article_id"]: one for one in figures if one["article_id"] in sharing}.values())[
        :MOST_ARTICLES
    ]
    return {
        "articles": [
            {key: one[key] for key in ("article_id", "title", "publication", "year", "issue_date")} for one in articles
        ],
        "rows": [
            {"subject": subject, "stated": [stated.get(one["article_id"], []) for one in articles]}
            for subject, stated in shared.items()
        ],
    }
