"""Twenty archives served as one, beside one archive of the same rows: how long pages take, and whether hits rank alike.

    python -m benchmarks.shards --articles 10000          makes both, then asks both, turn by turn
    python -m benchmarks.shards --folder FOLDER           asks those made before

Articles are recombined from the seeds (recombine.py), with the places, people and figures of those they took the place
of, and without reprints, which recombined texts would be of each other. Times are processor time of whole answers of
Datasette in one process, asked of both by turns: read the ratios. Ranking is compared by the share of the single
archive's first twenty hits that are among the first twenty of the shards.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

from datasette.app import Datasette

from benchmarks.recombine import recombined
from ingest.model import Known, Page, ReadArticle, Reading
from ingest.pipeline import read
from ingest.sources import content_of, find
from ingest.storage.archive import Archive

ROOT = Path(__file__).parents[1]
YEARS = range(2001, 2021)
PER_PAGE = 5
ROUNDS = 2
PAGES = ("places", "persons", "organisations", "contributors", "figures", "figures?subject=工会驿站")
"""Pages of one archive, and over all archives."""
QUERIES = 40


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    if not list(folder.glob("*.db")):
        folder.mkdir(parents=True, exist_ok=True)
        make(folder, options.articles)
    asyncio.run(_compare(folder))


def make(folder: Path, articles: int) -> None:
    """One archive, and beside it one for each year."""
    (folder / "shards").mkdir(exist_ok=True)
    made = [list(pages(articles))]
    made += [[one for one in made[0] if one[0].page.year == year] for year in YEARS]
    paths = [folder / "one.db", *(folder / "shards" / f"{year}.db" for year in YEARS)]
    for path, readings in zip(paths, made, strict=True):
        with patch("ingest.storage.reprints.remember"), Archive(path) as archive, archive.transaction():
            for reading, known in readings:
                archive.put(reading, known)


def pages(articles: int) -> Iterator[tuple[Reading, Known]]:
    """Readings of pages of five articles each, of all years in turn."""
    chance = random.Random(1)
    seeds = [one for page in find([ROOT / "seeds"]).pages for one in read(content_of(page), page.known).articles]
    texts = recombined(articles)
    for number in range(articles // PER_PAGE):
        year = YEARS[number % len(YEARS)]
        day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
        file = f"{number:06}.txt"
        found = tuple(_article(next(texts), chance.choice(seeds), at) for at in range(PER_PAGE))
        sha256 = hashlib.sha256(file.encode()).hexdigest()
        page = Page(file, sha256, "", "聊城日报", day.isoformat(), year, "given", f"第{number % 8 + 1}版")
        yield Reading(page, "headline first", (), found), Known(file, issue_date=day.isoformat())


def _article(text: object, seed: ReadArticle, position: int) -> ReadArticle:
    told = vars(text)
    paragraphs = tuple(told["body"].split("\n\n"))
    article = replace(
        seed.article, position=position, title=told["title"], kicker=told["kicker"], paragraphs=paragraphs
    )
    return replace(seed, article=article)


async def _compare(folder: Path) -> None:
    one = Datasette([str(folder / "one.db")])
    several = Datasette([str(path) for path in sorted((folder / "shards").glob("*.db"))])
    for served in (one, several):
        await served.invoke_startup()
    words = _queries(folder)
    searches = [f"/-/search?q={quote(word)}" for word in words]
    _tell("search, by relevance", await _timed(one, several, searches))
    _tell("search, by date", await _timed(one, several, [f"{search}&sort=date" for search in searches]))
    _tell("home", await _timed(one, several, ["/"] * 5))
    for page in PAGES:
        _tell(page, await _timed(one, several, [f"/-/{page}"] * 5, [f"/one/-/{page}"] * 5))
    shared, first = await _ranked_alike(one, several, searches)
    print(f"of the first 20 hits {shared:.2f} are the same; the first hit is the same for {first:.2f} of the queries")


def _queries(folder: Path) -> list[str]:
    """Cuts of one to six characters from anywhere in the texts, as people type them."""
    chance = random.Random(2)
    with Archive(folder / "one.db") as archive:
        bodies = [body for (body,) in archive.db.execute("select body from articles where id % 97 = 0")]
    cuts = []
    while len(cuts) < QUERIES:
        body, length = chance.choice(bodies), chance.choice((1, 2, 2, 3, 4, 4, 5, 6))
        at = chance.randrange(len(body) - length)
        if (cut := body[at : at + length]).isalnum():
            cuts.append(cut)
    return cuts


async def _timed(
    one: Datasette, several: Datasette, paths: list[str], of_one: list[str] | None = None
) -> tuple[list[float], list[float]]:
    """Seconds of the processor for each answer, of both; after one that warms."""
    times: tuple[list[float], list[float]] = ([], [])
    for both in zip(of_one or paths, paths, strict=True):
        for served, path, spent in zip((one, several), both, times, strict=True):
            (await served.client.get(path)).raise_for_status()
            for _ in range(ROUNDS):
                begun = time.process_time()
                await served.client.get(path)
                spent.append(time.process_time() - begun)
    return times


def _tell(what: str, times: tuple[list[float], list[float]]) -> None:
    shown = []
    for spent in times:
        ordered = sorted(spent)
        shown.append((statistics.median(ordered), ordered[int(len(ordered) * 0.95)]))
    (p50, p95), (p50_all, p95_all) = shown
    print(
        f"{what}: one archive p50 {p50 * 1000:.0f} p95 {p95 * 1000:.0f} ms, twenty p50 {p50_all * 1000:.0f} "
        f"p95 {p95_all * 1000:.0f} ms; ratio {p50_all / p50:.2f} and {p95_all / p95:.2f}",
        flush=True,
    )


async def _ranked_alike(one: Datasette, several: Datasette, paths: list[str]) -> tuple[float, float]:
    shares, firsts = [], []
    for path in paths:
        here, there = [await _titles(served, path) for served in (one, several)]
        if here:
            shares.append(len(set(here) & set(there)) / len(set(here)))
            firsts.append(here[0] == there[0])
    return statistics.mean(shares), statistics.mean(firsts)


async def _titles(served: Datasette, path: str) -> list[tuple[str, str]]:
    found = (await served.client.get(path.replace("/search?", "/search.json?"))).json()["hits"]
    return [(hit["title"], hit["opening"]) for hit in found]


if __name__ == "__main__":
    main()
