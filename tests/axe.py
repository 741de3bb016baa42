"""axe-core on every kind of page, by day and night, wide and on a phone: `python -m tests.axe [ARCHIVE]`.

Needs Chromium with chromedriver, and axe-core as npm brings it: `npm install --no-save axe-core@4` at the root of the
repository. Prints each violation with its page; ends with 1 where one is serious or critical, or a page is too wide.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections import Counter
from contextlib import ExitStack, closing
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from tests.browser import browsing, look, serving

ROOT = Path(__file__).parent.parent

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"

GRAVE = frozenset({"serious", "critical"})

WIDTHS = (1280, 360)
SCHEMES = ("light", "dark")
LANGUAGES = ("zh", "en")

PAGES = (
    *("/?", "/-/search?q={word}", "/-/search?q={word}&from=2020&kind=article", "/-/search?", "/-/search?q=qqqq"),
    *("/-/help?", "/-/about?", "/nowhere?", "/{name}/-/issues?", "/{name}/-/issue/{day}?", "/{name}/-/places?"),
    *("/{name}/-/place/{place}?", "/{name}/-/contributors?", "/{name}/-/contributor/{contributor}?"),
    *("/{name}/-/figures?", "/{name}/-/figures?subject={subject}", "/{name}/-/page/1?", "/{name}/-/article/1?"),
    *("/{name}/-/article/2?q={word}&hit=1", "/{name}/-/article/999999999?", "/{name}/-/article/1/history?"),
    *("/{name}/-/queue?", "/{name}/-/page/1?line=3", "/{name}/-/persons?", "/{name}/-/person/{person}?"),
    *("/{name}/-/organisations?", "/{name}/-/organisation/{organisation}?", "/{name}/-/reprint/1/2?"),
    *("/{name}?", "/{name}/articles?", "/{name}/articles?_search={word}&_facet=kind", "/{name}/articles/1?"),
    *("/{name}/articles?_sort_desc=id&kind=photo&title__isnull=1", "/{name}/pages?", "/{name}/pages/1?"),
    *("/{name}/figures?", "/{name}/figures_in_context?", "/{name}/places?", "/{name}/place_mentions?"),
    *("/{name}/bylines?", "/{name}/blocks?", "/{name}/articles_overview?", "/{name}/nothing?"),
    *("/{name}/articles_by_name?name={contributor}", "/{name}?sql=select+id,title+from+articles+limit+5"),
    "/{name}?sql=select",
)
"""Of ours, and of Datasette's with our templates."""

ASKED = {
    "word": "select name from places where level = 'city' order by id",
    "day": "select coalesce(issue_date, year, 'unknown') from pages order by id",
    "place": "select place_id from place_mentions group by place_id order by count(*) desc",
    "contributor": "select name from bylines group by name order by count(*) desc",
    "person": "select person_id from person_mentions group by person_id order by count(*) desc",
    "organisation": "select organisation_id from organisation_mentions group by 1 order by count(*) desc",
    "subject": "select subject from figures where subject is not null group by subject order by count(*) desc",
}
"""What an archive has to show on the pages that need a name."""

CURATED = {"plugins": {"baozhi_archive": {"correct": True}}}
"""What is served lets everybody put right, so that the forms are on their pages, too."""

PATIENCE = 120
"""Seconds for axe-core to look through a page, on a busy machine."""

RUN = "axe.run({resultTypes: ['violations']}).then(found => arguments[arguments.length - 1](found.violations))"


def violations(browser: Any) -> list[dict[str, Any]]:
    """What axe-core finds on the page that is shown."""
    browser.execute_script(AXE.read_text("utf-8"))
    found: list[dict[str, Any]] = browser.execute_async_script(RUN)
    return found


def paths(archive: Path) -> list[str]:
    """The addresses to try, of an archive."""
    with closing(sqlite3.connect(archive)) as db:
        words = {key: quote(str(db.execute(sql).fetchone()[0])) for key, sql in ASKED.items()}
    return [path.format(name=archive.stem, **words) for path in PAGES]


def check(archive: Path) -> Counter[str]:
    """Prints what is wrong; how often, by impact."""
    counted: Counter[str] = Counter()
    with TemporaryDirectory() as beside, ExitStack() as open:
        metadata = Path(beside) / "metadata.json"
        metadata.write_text(json.dumps(CURATED))
        address = open.enter_context(serving(archive, "-m", metadata))
        browser = open.enter_context(browsing(Path(beside) / "profile"))
        browser.set_script_timeout(PATIENCE)
        for width, scheme, language, path in product(WIDTHS, SCHEMES, LANGUAGES, paths(archive)):
            look(browser, width, scheme)
            browser.get(f"{address}{path}&_lang={language}".replace("?&", "?"))
            shown = f"{path} {width} {scheme} {language}"
            if browser.execute_script("return document.documentElement.scrollWidth") > width:
                counted["too wide"] += 1
                print(f"too wide: {shown}")
            for one in violations(browser):
                counted[one["impact"]] += 1
                print(f"{one['impact']}: {one['id']}: {one['nodes'][0]['html'][:160]!r} ({len(one['nodes'])}) {shown}")
    return counted


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("archive", type=Path, nargs="?", default=ROOT / "archive.db")
    archive: Path = parser.parse_args().archive
    if not AXE.exists():
        print(f"{AXE} is missing: npm install --no-save axe-core@4")
        return 1
    counted = check(archive)
    pages = len(PAGES) * len(WIDTHS) * len(SCHEMES) * len(LANGUAGES)
    print(f"{pages} pages: {', '.join(f'{number} {impact}' for impact, number in counted.items()) or 'nothing found'}")
    return int(bool({*GRAVE, "too wide"} & set(counted)))


if __name__ == "__main__":
    sys.exit(main())
