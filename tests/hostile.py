"""Search strings that nobody means well with, put through every search of the site.

    python -m tests.hostile                     10,000 strings; lists each fault and ends with the count
    python -m tests.hostile --strings 500 --from 7000

A string is made from its number alone: pieces of SQL, of FTS5's and our own query language, of HTML, addresses, bytes
that are no UTF-8, and texts of the archive, strung together. What must hold: every search answers, with no status of
500 or above, no error of SQL, nothing of the string as HTML, and within the time limit.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from urllib.parse import quote_from_bytes

from datasette.app import Datasette

ROOT = Path(__file__).parents[1]
ARCHIVE = ROOT / "archive.db"

LIMIT = 1.0
"""Seconds of a processor that an answer may take; Datasette stops a query after one of the clock."""

HARM = ("<script>alert", "<img src=x")
"""What must not stand in a page as it was asked."""

SEARCHES = (
    "/archive/articles?_search={}",
    "/archive/articles.json?_search={}&_shape=array",
    "/archive/articles.csv?_search={}",
    "/archive/figures.json?_search={}",
    "/archive/places.json?_search_title={}",
    "/archive/bylines.json?_search={}",
    "/archive/articles.atom?_search={}",
    "/-/search?q={}",
    "/-/search.json?q={}&year=2025",
    "/-/search.csv?q={}",
    "/-/search.atom?q={}",
    "/archive/-/figures.json?subject={}",
    "/archive/-/contributors.json?q={}",
    "/archive/-/persons.json?name={}",
    "/archive/-/organisations.json?name={}",
)
"""Where strings are looked for: tables, search page, search over all archives, as HTML, JSON, CSV and Atom."""

PIECES = (
    *("'", '"', "''", '""', "`", "\\", ";", "--", "/*", "*/", "#", "%", "_", "%%", "\x00", "\x1a", "\r\n", "\t", "　"),
    *(
        "(",
        ")",
        "((((((((",
        "))))))))",
        "[",
        "]",
        "{",
        "}",
        "<",
        ">",
        "&",
        "|",
        "||",
        "^",
        "+",
        "-",
        "－",
        "*",
        "＊",
        ":",
    ),
    *(
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(",
        "NEAR(a b, 99999999999)",
        " AND ",
        " OR ",
        " NOT ",
        "ＯＲ",
        "｜",
        "^a",
        "a*b*",
    ),
    *(
        "“",
        "”",
        "„",
        "「",
        "」",
        "『",
        "』",
        "《",
        "》",
        "（",
        "）",
        "：",
        "标题:",
        "记者：",
        "正文:",
        "title:",
        "byline:",
        "rowid:",
    ),
    *(
        "' or 1=1 --",
        "'; drop table articles; --",
        '" OR "" = "',
        "union select sql from sqlite_master",
        "x'00'",
        "0x41",
    ),
    *("articles_fts match", "{body title}:", "- {body}:", "bm25(", "escape_fts(", ":q", ":phrase", "?1", "$1", "@a"),
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</title>",
        "<!--",
        "]]>",
        "&amp;",
        "javascript:",
        "{{7*7}}",
    ),
    *(
        "../../etc/passwd",
        "%00",
        "%2e%2e",
        "~2F",
        "?_shape=array",
        "&_sql=1",
        "=1+1",
        "@SUM(1)",
        "+1",
        "null",
        "None",
        "nan",
    ),
    *(
        "\ue000",
        "\ue001",
        "\uffff",
        "\ufeff",
        "\u202e",
        "\u200b",
        "\U0010ffff",
        "👩‍👩‍👧",
        "é",
        "é",
        "ﬃ",
        "㍿",
        "Ⅷ",
        "①",
        "½",
    ),
    *(
        "聊城",
        "工会驿站",
        "的",
        "一",
        "年",
        "1-7月",
        "40.5%",
        "7.8亿元",
        "２０２５年",
        "黄河 湿地",
        "高铁*",
        "-棉服",
        "王",
    ),
    *(
        "a" * 600,
        "聊" * 600,
        '"' * 300,
        "(" * 300,
        "聊 OR " * 90,
        "-" * 300,
        "9" * 400,
        "标题:" * 100,
        "* " * 200,
        "的 " * 200,
    ),
)


@cache
def texts() -> tuple[str, ...]:
    """What the pages of the archive print."""
    return tuple(file.read_text("utf-8") for file in sorted((ROOT / "seeds").glob("*.txt")))


def string(number: int) -> bytes:
    """The hostile string of this number, as bytes of an address; the same in every run."""
    if number < len(PIECES):
        return PIECES[number].encode()
    chance = random.Random(number)
    parts: list[bytes] = []
    for _ in range(chance.randint(1, 7)):
        parts.append(_part(chance))
        parts.append(chance.choice((b"", b"", b" ", b"\xe3\x80\x80")))
    return b"".join(parts)


def _part(chance: random.Random) -> bytes:
    kind = chance.random()
    if kind < 0.55:
        return chance.choice(PIECES).encode()
    if kind < 0.75:
        text = chance.choice(texts())
        start = chance.randrange(len(text))
        return text[start : start + chance.randint(1, 12)].encode()
    if kind < 0.9:
        signs = (
            chr(chance.choice((chance.randrange(0x80), chance.randrange(0xD800), 0x4E00 + chance.randrange(0x5200))))
            for _ in range(9)
        )
        return "".join(signs).encode()
    return chance.randbytes(chance.randint(1, 8))


def faults(numbers: range) -> tuple[list[tuple[int, str]], float]:
    """(number, fault) for every fault found with these strings, and how many seconds the slowest answer took."""
    return asyncio.run(_faults(numbers))


async def _faults(numbers: range) -> tuple[list[tuple[int, str]], float]:
    datasette = Datasette([str(ARCHIVE)])
    await datasette.invoke_startup()
    await datasette.client.get("/-/search?q=a")  # what is loaded once is loaded by then
    found: list[tuple[int, str]] = []
    slowest = 0.0
    for number in numbers:
        asked = quote_from_bytes(string(number), safe="")
        for search in SEARCHES:
            started = time.process_time()
            try:
                answer = await datasette.client.get(search.format(asked))
            except Exception as problem:
                found.append((number, f"{search}: {problem!r}"))
                continue
            seconds = time.process_time() - started
            slowest = max(slowest, seconds)
            if fault := _fault(search, answer.status_code, answer.text, seconds):
                found.append((number, f"{search}: {fault}"))
    return found, slowest


def _fault(search: str, status: int, text: str, seconds: float) -> str | None:
    if status != 200:
        return f"status {status}: {text[:300]!r}"
    if seconds > LIMIT:
        return f"{seconds:.1f} seconds"
    if any(harm in text for harm in HARM) and not re.search(r"\.(json|csv)\b", search):
        return "the string stands in the page as HTML"
    if ".json" in search:
        told = json.loads(text)
        if isinstance(told, dict) and (told.get("ok") is False or told.get("error")):
            return f"error: {told['error']}"
    return None


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--strings", type=int, default=10_000)
    options.add_argument("--from", dest="first", type=int, default=0, help="number of the first string")
    options.add_argument("--jobs", type=int, default=2)
    asked = options.parse_args()
    started = time.monotonic()
    numbers = range(asked.first, asked.first + asked.strings)
    failed: set[int] = set()
    slowest = 0.0
    with ProcessPoolExecutor(asked.jobs) as pool:
        for found, seconds in pool.map(faults, (numbers[start : start + 100] for start in range(0, len(numbers), 100))):
            slowest = max(slowest, seconds)
            for number, fault in found:
                failed.add(number)
                print(f"string {number} {string(number)[:80]!r}: {fault}", flush=True)
    requests = f"{asked.strings} strings, {asked.strings * len(SEARCHES)} requests"
    print(f"{requests}, {len(failed)} failed; slowest {slowest:.2f} s; {time.monotonic() - started:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
