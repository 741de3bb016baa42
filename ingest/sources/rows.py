"""Rows of others, an article each → pages: what their columns say is given, and only the rest is read.

    pages_of(Path("2025.csv"), {"title": "标题", …})  →  PageFile(2025.csv#2025-06-02-03, …), …

CSV and TSV (UTF-8 or GB18030), JSON Lines, and JSON that is a list or holds one. Rows of one paper, day and page are a
page; a row of which these are not known is one by itself. Start reading at `pages_of`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ingest.days import iso
from ingest.errors import BadInput
from ingest.model import Known
from ingest.sources.files import PageFile
from ingest.sources.html import decoded, parsed
from ingest.sources.placed import Laid
from ingest.sources.told import PARTS, Told, laid

NAMES = {
    "title": ("title", "headline", "标题", "主题", "题名", "篇名"),
    "body": ("body", "content", "text", "article", "正文", "内容", "全文"),
    "date": ("date", "issue_date", "pub_date", "日期", "出版日期", "见报日期"),
    "page": ("page", "page_label", "版次", "版面", "版"),
    "publication": ("publication", "newspaper", "paper", "source", "报纸", "报纸名称", "来源"),
    "kicker": ("kicker", "introtitle", "引题", "肩题"),
    "subtitle": ("subtitle", "副题", "副标题"),
    "byline": ("byline", "author", "作者", "署名"),
    "section": ("section", "column", "栏目"),
}
"""What a column is called where nobody says which it is; case does not matter."""

LARGEST = 1024 * 1024 * 1024
DAY = re.compile(r"(?<!\d)((?:18|19|20)\d\d)(?:[-/.年](\d{1,2})[-/.月](\d{1,2})|(\d\d)(\d\d))(?!\d)")
MARKUP = re.compile(r"<(?:p|br|div|span)\b", re.IGNORECASE)

Row = Mapping[str, Any]


def pages_of(path: Path, columns: Mapping[str, str | None], known: Mapping[str, str | None]) -> list[PageFile]:
    """The pages that the rows of a file make, in the order of their first rows.

    `columns`: what is what, by NAMES, where the user says so; `known`: publication and issue_date of all rows.
    Raises BadInput for a file that is no table, without the columns named, or with neither title nor body.
    """
    rows = list(_rows(path))
    if not rows:
        raise BadInput(str(path), "holds no rows")
    chosen = _chosen(path, rows, columns)
    pages: dict[str, list[dict[str, str]]] = {}
    frames: dict[str, Known] = {}
    for number, row in enumerate(rows, 1):
        article = {part: _text(row.get(column)) for part, column in chosen.items()}
        if not (article.get("title") or article.get("body")):
            continue
        frame = _frame(path, article, number, known)
        frames.setdefault(frame.file, frame)
        pages.setdefault(frame.file, []).append({part: article[part] for part in (*PARTS, "body") if article.get(part)})
    return [
        PageFile(path, frames[name], content=json.dumps(articles, ensure_ascii=False).encode())
        for name, articles in pages.items()
    ]


def page(content: bytes, file: str) -> Laid:
    """The page of some rows, or of articles in files of their own."""
    return laid([_told(row) for row in json.loads(content)])


def _told(row: Mapping[str, str]) -> Told:
    parts = {part: row[part] for part in PARTS if part in row}
    return Told(parts, _paragraphs(row.get("body", "")), printed=row.get("printed", ""))


def _paragraphs(body: str) -> tuple[str, ...]:
    text = parsed(body.encode(), "").text() if MARKUP.search(body) else body
    return tuple(line.strip("\u3000 \u00a0\t") for line in text.splitlines() if line.strip("\u3000 \u00a0\t"))


def _frame(path: Path, article: Mapping[str, str], number: int, known: Mapping[str, str | None]) -> Known:
    """What is known of the page that a row stands on, and the page's name."""
    publication = known.get("publication") or article.get("publication") or None
    day = known.get("issue_date") or _day(article.get("date", ""))
    label = _label(article.get("page", ""))
    told = [day, re.sub(r"^第(\d+)版$", lambda found: f"{int(found[1]):02}", label)] if day and label else [str(number)]
    name = "-".join([publication, *told] if publication and not known.get("publication") and len(told) > 1 else told)
    return Known(
        f"{path.name}#{name}",
        publication=publication,
        issue_date=day,
        page_label=label or None,
        folder=path.absolute().parent.name,
        source="rows",
    )


def _day(text: str) -> str | None:
    found = DAY.search(text)
    return iso(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])) if found else None


def _label(text: str) -> str:
    """第3版 for 3, 03, 3版; other labels as they are."""
    number = re.fullmatch(r"第?\s*0*(\d{1,3})\s*版?", text.strip())
    return f"第{number[1]}版" if number else " ".join(text.split())


def _chosen(path: Path, rows: Sequence[Row], columns: Mapping[str, str | None]) -> dict[str, str]:
    """Which column is what."""
    there = list(dict.fromkeys(name for row in rows[:1000] for name in row))
    chosen = {}
    for part, names in NAMES.items():
        said = columns.get(part)
        if said and said not in there:
            raise BadInput(str(path), f"has no column {said!r}; its columns are {', '.join(map(str, there))}")
        found = said or next((name for name in there if str(name).strip().lower() in names), None)
        if found:
            chosen[part] = found
    if "title" not in chosen and "body" not in chosen:
        told = ", ".join(map(str, there))
        raise BadInput(
            str(path), f"has no column of titles or texts that is known as one; say --title or --body: {told}"
        )
    return chosen


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_text(one) for one in value)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def _rows(path: Path) -> Iterator[Row]:
    """The rows of a file, by the end of its name."""
    if path.stat().st_size > LARGEST:
        raise BadInput(str(path), "is over 1 GiB; split it")
    text = decoded(path.read_bytes(), str(path))
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        return _json_lines(path, text)
    if suffix == ".json":
        return _json(path, text)
    if suffix in (".csv", ".tsv"):
        return _csv(path, text, "\t" if suffix == ".tsv" else ",")
    raise BadInput(str(path), "is no table that can be read; give .csv, .tsv, .jsonl or .json")


def _csv(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    """Whole articles stand in the cells, so the limit of cells is lifted while they are read."""
    usual = csv.field_size_limit(LARGEST)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if None in row:
                raise BadInput(str(path), f"has a row with more cells than the {len(row) - 1} columns", reader.line_num)
            yield row
    except csv.Error as problem:
        raise BadInput(str(path), f"is no CSV: {problem}", reader.line_num) from None
    finally:
        csv.field_size_limit(usual)


def _json_lines(path: Path, text: str) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            row = _loaded(path, line, number)
            if not isinstance(row, dict):
                raise BadInput(str(path), "holds a line that is no JSON object", number)
            yield row


def _json(path: Path, text: str) -> Iterator[Row]:
    data = _loaded(path, text, None)
    if isinstance(data, dict):
        data = next((value for value in data.values() if isinstance(value, list) and value), [data])
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise BadInput(str(path), "is JSON, but no list of objects")
    yield from data


def _loaded(path: Path, text: str, line: int | None) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise BadInput(str(path), f"is no JSON: {problem}", line) from None
