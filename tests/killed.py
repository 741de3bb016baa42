"""An ingest killed at a random moment (kill -9), again and again, and what is then in the archive.

    python -m tests.killed                   200 tries; lists each fault and ends with the count
    python -m tests.killed --tries 20 --from 40

By turns the archive is begun anew, and one that holds half of the pages, some of them since mended, is brought up to
date. What must hold: the archive opens, SQLite finds no fault in it, nor the full-text indexes in themselves; every
page in it is there whole, as it was before or as it is now; the next run brings exactly the rows of one undisturbed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.fuzz import whole
from tests.rows import all_rows, faults

LINES = 10
"""Of a page: enough for some articles, few enough for hundreds of pages."""

PAGE = "select * from pages where file = :file"
ON_PAGE = {
    "articles": "select * from articles where page_id = :id order by id",
    "blocks": "select * from blocks where page_id = :id order by id",
    "readings": "select * from readings where page_id = :id",
    "figures": "select figures.* from figures join articles on articles.id = article_id where page_id = :id order by 1",
    "place_mentions": """select article_id, path, text, count from place_mentions
        join articles on articles.id = article_id join places on places.id = place_id
        where page_id = :id order by 1, 2, 3""",
}
"""What belongs to a page and depends on it alone; names may be parted later, by those of other pages."""

Pages = dict[str, Any]
"""What an archive holds of each page, by its file."""


@dataclass(frozen=True)
class Setting:
    """What every try begins with and must end with."""

    folder: Path
    pages: Path
    """The files, as they are now."""
    before: tuple[Path, Path]
    """The archives to begin with: none, and one of half of the pages, before some were mended."""
    after: tuple[Path, Path]
    """What undisturbed runs make of them."""
    seconds: float
    """How long an undisturbed run takes."""


def text(number: int) -> str:
    """A page of some articles, another for every number."""
    chance = random.Random(number)
    lines = chance.choice(whole()).split("\n")
    start = chance.randrange(max(1, len(lines) - LINES))
    return "\n".join([f"第{number}号窗口 为民服务办实事", "", *lines[start : start + LINES], ""])


def mended(text: str, number: int) -> str:
    """The page after a correction: a line more, or its last lines gone."""
    return f"{text}\n今年新增窗口{number}个。\n" if number % 2 else "\n".join(text.split("\n")[:-4])


def command(setting_pages: Path, archive: Path) -> list[str]:
    return [sys.executable, "-m", "ingest", str(setting_pages), "--db", str(archive), "--jobs", "2"]


def prepared(folder: Path, count: int) -> Setting:
    """Writes the pages and makes what undisturbed runs make."""
    pages = folder / "pages"
    pages.mkdir()
    half, none = folder / "half.db", folder / "none.db"
    for number in range(0, count, 2):
        (pages / f"{number:04}.txt").write_text(text(number), "utf-8")
    _undisturbed(pages, half)
    for number in range(count):
        page = text(number)
        (pages / f"{number:04}.txt").write_text(mended(page, number // 6) if number % 6 == 0 else page, "utf-8")
    after = folder / "after-none.db", folder / "after-half.db"
    shutil.copy(half, after[1])
    seconds = [_undisturbed(pages, archive) for archive in after]
    return Setting(folder, pages, (none, half), after, max(seconds))


def _undisturbed(pages: Path, archive: Path) -> float:
    started = time.monotonic()
    subprocess.run(command(pages, archive), check=True, capture_output=True)
    return time.monotonic() - started


def tried(setting: Setting, number: int) -> tuple[list[str], str]:
    """(faults, when it was killed: at rest, writing or ended) of one try."""
    archive = setting.folder / "killed.db"
    for file in setting.folder.glob("killed.db*"):
        file.unlink()
    which = number % 2
    if setting.before[which].exists():
        shutil.copy(setting.before[which], archive)
    moment = random.Random(number).uniform(0, setting.seconds)
    with subprocess.Popen(command(setting.pages, archive), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        try:
            run.wait(moment)
            when = "ended"
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            when = "writing" if Path(f"{archive}-journal").exists() else "at rest"
    return list(_wrong(setting, which, archive)), when


def _wrong(setting: Setting, which: int, archive: Path) -> Iterator[str]:
    if archive.exists() and archive.stat().st_size:
        yield from (f"SQLite: {fault}" for fault in faults(archive))
        right = [held(path) for path in (setting.before[which], setting.after[which]) if path.exists()]
        for file, rows in held(archive).items():
            if not any(rows == pages.get(file) for pages in right):
                yield f"page {file} is not whole"
    again = subprocess.run(command(setting.pages, archive), capture_output=True, text=True)
    if again.returncode:
        yield f"the next run fails: {again.stderr}"
    found, expected = all_rows(archive), all_rows(setting.after[which])
    yield from (f"rows of {table} differ" for table in expected if found[table] != expected[table])
    yield from (f"SQLite, in the end: {fault}" for fault in faults(archive))
    yield from (f"left behind: {file.name}" for file in setting.folder.glob("killed.db?*"))


def held(archive: Path) -> Pages:
    """What an archive holds of each page."""
    with closing(sqlite3.connect(f"file:{archive}?mode=rw", uri=True)) as db:
        if not db.execute("select 1 from sqlite_master where name = 'pages'").fetchone():
            return {}
        return {file: _page(db, id, file) for id, file in db.execute("select id, file from pages").fetchall()}


def _page(db: sqlite3.Connection, id: int, file: str) -> list[Any]:
    return [db.execute(sql, {"id": id, "file": file}).fetchall() for sql in (PAGE, *ON_PAGE.values())]


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--tries", type=int, default=200)
    options.add_argument("--from", dest="first", type=int, default=0, help="number of the first try")
    options.add_argument("--pages", type=int, default=200)
    asked = options.parse_args()
    started, failed, moments = time.monotonic(), 0, dict.fromkeys(("at rest", "writing", "ended"), 0)
    with tempfile.TemporaryDirectory() as folder:
        setting = prepared(Path(folder), asked.pages)
        for number in range(asked.first, asked.first + asked.tries):
            found, when = tried(setting, number)
            moments[when] += 1
            failed += bool(found)
            for fault in found:
                print(f"try {number}: {fault}", flush=True)
    told = ", ".join(f"{count} {when}" for when, count in moments.items())
    print(f"{asked.tries} tries of {asked.pages} pages ({told}), {failed} failed; {time.monotonic() - started:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
