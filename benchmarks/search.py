"""Search side by side: this archive's, LIKE, FTS5 trigram and FTS5 over jieba's words, in one run over one corpus.

    python -m benchmarks.search --articles 10000
    python -m benchmarks.search --articles 1000000 --ours      only the index that the archive has

Every query goes to every engine in turn; times are of the processor, since other work on the machine then counts less.
Whether an answer is right is told by plain substring search over the folded texts. Prints Markdown tables; README.md
beside this file keeps the last ones. Building includes making the articles, which are not kept in memory.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import fmean, quantiles

from benchmarks.recombine import Recombined, recombined
from ingest.search import functions, index
from ingest.search.folding import fold
from ingest.search.ranking import ranked_sql
from ingest.search.words import jieba_cut, words
from ingest.storage.archive import PAGE_SIZE, SCHEMA

COLUMNS = "body, title, kicker, byline"
TRIGRAM = f"create virtual table trigram_fts using fts5 ({COLUMNS}, content='', tokenize='trigram')"
WORDS = f"create virtual table words_fts using fts5 ({COLUMNS}, content='', tokenize='unicode61')"
LIKE = """
(title like :like or kicker like :like or body like :like
    or id in (select article_id from bylines where name like :like))
"""
SHOWN = """
select title, zh_highlight(title, :q), zh_snippet(body, :q) from articles
where id in (select value from json_each(:ids))
"""


@dataclass(frozen=True)
class Corpus:
    """Articles made anew each time they are gone through, so that a million of them need no memory."""

    count: int

    def __iter__(self) -> Iterator[Recombined]:
        return recombined(self.count)

    def sample(self, size: int) -> list[Recombined]:
        """Some `size` articles, evenly spread."""
        return list(islice(self, 0, None, max(1, self.count // size)))


@dataclass
class Engine:
    """One way to search, and what was measured of it."""

    name: str
    condition: str
    """SQL over articles; parameters :q and :like."""
    from_index: str
    """What to select rowids from, the same condition asked of the index alone."""
    times: dict[str, list[float]] = field(default_factory=dict)
    """Seconds of each query, by what was asked."""
    recalls: list[float] = field(default_factory=list)
    """Of each query: the part of the articles that contain it which was found."""
    found: int = 0
    found_rightly: int = 0


def main() -> None:
    """Builds the corpus and all indexes, asks every engine, prints the tables."""
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        conn = _connection(Path(folder) / "archive.db")
        articles = Corpus(options.articles)
        size = sum(len(text.encode()) for article in articles for text in _texts(article))
        print(f"{articles.count} articles, {size / 1e6:.1f} MB of text, SQLite {sqlite3.sqlite_version}\n")
        engines = _engines()[:1] if options.ours else _engines()
        _print_builds(conn, articles, size, 2 if options.ours else 4)
        _print_answers(conn, articles, engines, options.queries)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--ours", action="store_true", help="this archive's index alone")
    parser.add_argument("--folder", help="where the databases are built (default: the system's temporary folder)")
    return parser.parse_args()


def _connection(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(path)
    conn.execute(f"pragma page_size = {PAGE_SIZE}")
    conn.execute("pragma journal_mode = off")
    conn.executescript(SCHEMA.read_text("utf-8"))
    functions.register(conn)
    conn.create_function("as_phrase", 1, lambda text: f'"{text}"', deterministic=True)
    conn.create_function("as_words", 1, lambda text: f'"{" ".join(words(fold(text)))}"', deterministic=True)
    return conn


def _texts(article: Recombined) -> tuple[str, str, str, str]:
    return article.body, article.title, article.kicker or "", f"记者 {article.reporter}"


def _print_builds(conn: sqlite3.Connection, articles: Corpus, size: int, wanted: int) -> None:
    print("| | bytes / bytes of text | built, MB/s |\n|---|---|---|")
    index.create(conn)
    conn.execute(TRIGRAM)
    conn.execute(WORDS)
    for name, build in _builds(conn, articles)[:wanted]:
        before, start = _bytes(conn), time.process_time()
        build()
        conn.commit()
        seconds = time.process_time() - start
        print(f"| {name} | {(_bytes(conn) - before) / size:.2f} | {size / 1e6 / seconds:.1f} |", flush=True)
    sample = [fold(article.body) for article in articles.sample(1000)]
    for name, cut in (("words as installed", words), ("words with jieba", jieba_cut())):
        start = time.process_time()
        for text in sample:
            cut(text)
        megabytes = sum(len(text.encode()) for text in sample) / 1e6
        print(f"| {name}, cut only | | {megabytes / (time.process_time() - start):.1f} |")


def _builds(conn: sqlite3.Connection, articles: Corpus) -> list[tuple[str, Callable[[], object]]]:
    def fill(table: str, row: Callable[[Recombined], Iterable[str]]) -> Callable[[], object]:
        sql = f"insert into {table} (rowid, {COLUMNS}) values (?, ?, ?, ?, ?)"
        rows = ((number, *row(article)) for number, article in enumerate(articles, 1))
        return lambda: (conn.executemany(sql, rows), _merge(conn, table))

    return [
        ("articles and bylines", lambda: _store(conn, articles)),
        ("this index", lambda: (index.rebuild(conn), _merge(conn, "articles_fts"))),
        ("trigram", fill("trigram_fts", lambda article: map(fold, _texts(article)))),
        ("words only", fill("words_fts", lambda article: (" ".join(words(fold(text))) for text in _texts(article)))),
    ]


def _store(conn: sqlite3.Connection, articles: Corpus) -> None:
    page = "insert into pages (file, sha256, layout, text) values ('p', '', 'headline first', '')"
    conn.execute(page)
    sql = """
        insert into articles (page_id, position, title, kicker, kind, body, characters, begins_mid_sentence,
            ends_mid_sentence)
        values (1, ?, ?, ?, 'article', ?, ?, 0, 0)
    """
    rows = ((position, a.title, a.kicker, a.body, len(a.body)) for position, a in enumerate(articles))
    conn.executemany(sql, rows)
    bylines = ((number, article.reporter) for number, article in enumerate(articles, 1))
    conn.executemany("insert into bylines (article_id, position, name, role) values (?, 0, ?, '记者')", bylines)


def _merge(conn: sqlite3.Connection, table: str) -> None:
    conn.execute(f"insert into {table} ({table}) values ('optimize')")


def _bytes(conn: sqlite3.Connection) -> int:
    pages, free = (conn.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
    return (pages - free) * PAGE_SIZE


def _engines() -> list[Engine]:
    return [
        _indexed("this index", "articles_fts", "escape_fts(:q)"),
        _indexed("trigram", "trigram_fts", "as_phrase(:q)"),
        _indexed("words only", "words_fts", "as_words(:q)"),
        Engine("LIKE", LIKE, f"articles where {LIKE}"),
    ]


def _indexed(name: str, table: str, expression: str) -> Engine:
    from_index = f"{table} where {table} match {expression}"
    return Engine(name, f"id in (select rowid from {from_index})", from_index)


def _print_answers(conn: sqlite3.Connection, articles: Corpus, engines: list[Engine], count: int) -> None:
    for query, wanted in _holders(articles, _queries(articles.sample(10_000), count)).items():
        for engine in engines:
            _ask(conn, engine, query, wanted)
    print("\n| | recall | all found | precision | count, ms: median, 95 % | table page | first page by relevance |")
    print("|---|---|---|---|---|---|---|")
    for engine in engines:
        print(_answers_row(engine))


def _queries(articles: list[Recombined], count: int) -> list[str]:
    """Cuts of one to six characters without blanks, from anywhere; every tenth a reporter's name."""
    source = random.Random(20)
    found: dict[str, None] = {}
    while len(found) < count:
        article = source.choice(articles)
        text = source.choice((article.title, article.body, article.body))
        start, length = source.randrange(len(text)), source.randint(1, 6)
        query = article.reporter if source.random() < 0.1 else text[start : start + length]
        if query.isalnum():
            found[query] = None
    return list(found)


def _holders(articles: Corpus, queries: list[str]) -> dict[str, set[int]]:
    """The numbers of the articles whose folded texts contain each query, by plain search in one pass."""
    held: dict[str, set[int]] = {query: set() for query in queries}
    wanted = [(fold(query), numbers) for query, numbers in held.items()]
    for number, article in enumerate(articles, 1):
        text = "\n".join(map(fold, _texts(article)))
        for query, numbers in wanted:
            if query in text:
                numbers.add(number)
    return held


def _ask(conn: sqlite3.Connection, engine: Engine, query: str, wanted: set[int]) -> None:
    parameters = {"q": query, "like": f"%{query}%", "size": 20, "start": 0}
    _timed(conn, engine, "count", f"select count(*) from {engine.from_index}", parameters)
    _timed(conn, engine, "table", f"select * from articles where {engine.condition} order by id limit 101", parameters)
    started = time.process_time()
    _first_page(conn, engine, parameters)
    engine.times.setdefault("best", []).append(time.process_time() - started)
    found = {number for (number,) in conn.execute(f"select rowid from {engine.from_index}", parameters)}
    engine.found += len(found)
    engine.found_rightly += len(found & wanted)
    engine.recalls.append(len(found & wanted) / len(wanted))


def _timed(conn: sqlite3.Connection, engine: Engine, what: str, sql: str, parameters: dict[str, object]) -> None:
    started = time.process_time()
    conn.execute(sql, parameters).fetchall()
    engine.times.setdefault(what, []).append(time.process_time() - started)


def _first_page(conn: sqlite3.Connection, engine: Engine, parameters: dict[str, object]) -> None:
    """Twenty hits with snippets: ours in our order, those of other indexes by bm25, those of LIKE as they come."""
    order = "" if engine.name == "LIKE" else " order by rank"
    sql = ranked_sql() if engine.name == "this index" else f"select rowid from {engine.from_index}{order} limit 20"
    ids = [number for number, *_ in conn.execute(sql, parameters)]
    conn.execute(SHOWN, {**parameters, "ids": str(ids)}).fetchall()


def _answers_row(engine: Engine) -> str:
    recall = f"{fmean(engine.recalls):.3f} | {engine.recalls.count(1)} of {len(engine.recalls)}"
    precision = f"{engine.found_rightly / max(engine.found, 1):.4f}"
    times = (f"{middle:.2f}, {high:.1f}" for middle, high in map(_milliseconds, engine.times.values()))
    return f"| {engine.name} | {recall} | {precision} | {' | '.join(times)} |"


def _milliseconds(times: list[float]) -> tuple[float, float]:
    twentieths = quantiles(times, n=20)
    return twentieths[9] * 1000, twentieths[18] * 1000


if __name__ == "__main__":
    main()
