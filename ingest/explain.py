"""A Reading → lines of text that show how the page was read: each printed line with its role and why.

    line  role   article  rule           text
       3  title        0  heading_mark   # 汇聚“工力量” 共谱“发展曲”

Below them the articles, with what was read in each. Start reading at `explain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.columns import aligned, clipped
from ingest.errors import BadInput
from ingest.layout.blocks import why
from ingest.model import Block, Doubt, Figure, Mention, Page, ReadArticle, Reading
from ingest.pipeline import page_lines

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters that would steer the terminal instead of being shown."""

HEADS = ("line", "role", "article", "rule", "text")


def explain(reading: Reading, columns: int | None = None) -> Iterator[str]:
    """The lines to print. `columns`: width to which they are cut, None for whole lines."""
    for line in (*_page(reading), "", *_lines(reading), *_articles(reading)):
        yield line if columns is None else clipped(line, columns)


def reasons(reading: Reading, number: int) -> Iterator[str]:
    """What spoke for and against the role of one line, by its number.

    Raises BadInput for a number beyond the page's last line.
    """
    last = reading.page.text.rstrip("\n").count("\n") + 1
    if number > last:
        raise BadInput(reading.page.file, f"has no line {number}; its last is line {last}")
    yield from why(page_lines(reading.page, reading.mends), number)


def _page(reading: Reading) -> Iterator[str]:
    page = reading.page
    return aligned(
        [
            ("file", page.file),
            ("publication", page.publication or "unknown"),
            ("page", page.page_label or "unknown"),
            ("date", page.issue_date or "unknown"),
            ("year", _year(page)),
            ("layout", reading.layout),
            ("doubt", f"{reading.doubt:.2f}"),
        ]
    )


def _year(page: Page) -> str:
    return f"{page.year} ({page.date_basis})" if page.year else "unknown"


def _lines(reading: Reading) -> Iterator[str]:
    texts = reading.page.text.split("\n")
    rows = [_line(number, block, texts) for block in reading.blocks for number in _numbers(block, texts)]
    return aligned([HEADS, *rows], right=(0, 2))


def _numbers(block: Block, texts: list[str]) -> list[int]:
    """Numbers of a block's lines; blank lines inside it are not shown."""
    return [number for number in block.numbers if texts[number - 1].strip()]


def _line(number: int, block: Block, texts: list[str]) -> tuple[str, ...]:
    article = "" if block.article is None else str(block.article)
    return (
        str(number),
        block.role,
        article,
        block.rule,
        CONTROLS.sub("\N{REPLACEMENT CHARACTER}", texts[number - 1].strip()),
    )


def _articles(reading: Reading) -> Iterator[str]:
    for read in reading.articles:
        yield ""
        yield f"article {read.article.position}  {read.article.title or '(no headline)'}"
        yield from (f"  {line}" for line in aligned(_facts(read)))


def _facts(read: ReadArticle) -> list[tuple[str, str]]:
    """What was read in an article, by name; what it does not have is left out."""
    article = read.article
    facts = [
        ("section", article.section),
        ("kicker", article.kicker),
        ("subtitle", article.subtitle),
        ("kind", article.kind),
        ("dateline", article.dateline),
        ("date", read.date),
        ("bylines", "、".join(" ".join(filter(None, (byline.role, byline.name))) for byline in read.bylines)),
        ("paragraphs", f"{len(article.paragraphs)}{_open_ends(read)}"),
        ("doubt", _doubt(read.doubt)),
        *(("place", _mention(mention)) for mention in read.mentions),
        *(("figure", _figure(figure)) for figure in read.figures),
    ]
    return [(name, fact) for name, fact in facts if fact]


def _open_ends(read: ReadArticle) -> str:
    begins = ", begins mid-sentence" if read.article.begins_mid_sentence else ""
    ends = ", ends mid-sentence" if read.article.ends_mid_sentence else ""
    return begins + ends


def _doubt(doubt: Doubt) -> str:
    return f"{doubt.chance:.2f} ({', '.join(doubt.reasons)})" if doubt.reasons else ""


def _mention(mention: Mention) -> str:
    note = f" ({mention.note})" if mention.note else ""
    return f"{mention.text} × {mention.count} → {mention.place.path}{note}"


def _figure(figure: Figure) -> str:
    value = "?" if figure.value is None else f"{figure.value:.15g}"
    details = filter(None, (figure.kind, figure.qualifier, figure.change, figure.subject, figure.period, figure.scope))
    return f"{figure.text} → {value} {figure.unit} ({'; '.join(details)})"
