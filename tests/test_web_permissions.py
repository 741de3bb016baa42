"""Who may see what: every address of ours, for visitors who may not see the site, the archive or one of its tables."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm

from ingest.storage import SCHEMA_VERSION, pictures
from ingest.web import views
from ingest.web.archives import TABLES
from tests.site import FIRST, archive_at, served

ADDRESSES = (
    *(
        "/",
        "/-/home",
        "/-/home.json",
        "/-/home.atom",
        "/-/search?q=工会",
        "/-/search.json?q=工会",
        "/-/search.csv?q=工会",
    ),
    *(f"/-/{what}" for what in ("places", "persons", "organisations", "contributors", "figures")),
    *("/-/help", "/-/opensearch.xml", "/-/sitemap.xml", "/papers/-/sitemap.xml", "/papers/-/places.geojson"),
    *(
        "/-/places",
        "/-/persons",
        "/-/persons.csv",
        "/-/organisations",
        "/-/contributors",
        "/-/figures?subject=工会驿站",
    ),
    *("/-/search.atom?q=工会", "/-/about", "/-/about.json", "/papers/articles.atom?_search=工会"),
    *(f"/papers/-/article/1{form}" for form in ("", ".json", ".csv", ".ris", ".bib", ".txt", ".jsonld", ".csl.json")),
    *("/papers/-/article/1/history", "/papers/-/article/1/history.json", "/papers/-/queue"),
    *("/papers/-/page/1", "/papers/-/page/1.json", "/papers/-/page/1.csv", "/papers/-/page/1/picture"),
    *("/papers/-/issues", "/papers/-/issues.atom"),
    *("/papers/-/issue/2025", "/papers/-/places", "/papers/-/place/2", "/papers/-/contributors", "/papers/-/figures"),
    *("/papers/-/persons", "/papers/-/person/1", "/papers/-/organisations", "/papers/-/organisation/1"),
    "/papers/-/reprint/1/2",
    *("/papers/-/contributor/王小明", "/papers/-/figures.csv", "/papers/-/figures?subject=工会驿站"),
    *("/papers/-/query.csv?_query=articles_by_name&name=王小明", "/papers/-/query.csv?sql=select+title+from+articles"),
)
PICTURE = f"{'0' * 64}.jpg"
SAID_TO_ALL = "/robots.txt"

CRAWLERS = {"plugins": {"baozhi_archive": {"crawlers": True}}}

TAKES_FORMS = "/papers/-/correct"
"""Shows nothing; tests/test_web_corrections.py tries it."""

PRINTED = ("实干担当", "凝心聚力", FIRST[:8], "王小明", "聊城日报", "茌平")
"""What the archive prints, and a visitor who may not see it must not be told."""

DENIALS: list[tuple[str, Any]] = [
    ("view-instance", None),
    ("view-database", "papers"),
    *(("view-table", ("papers", table)) for table in TABLES),
]


class Doorkeeper:
    """A plugin that denies one thing to whoever comes without the cookie of the root user."""

    __name__ = "doorkeeper"

    def __init__(self, action: str, resource: Any) -> None:
        self.denied = action, resource

    @hookimpl
    def permission_allowed(self, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:
        return False if not actor and (action, resource) == self.denied else None


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = archive_at(tmp_path_factory.mktemp("permissions") / "papers.db")
    with closing(sqlite3.connect(made)) as db, db:
        db.execute("insert into reprints (article_id, earlier_id, kind, share, run) values (2, 1, 'same', 0.9, 40)")
        db.execute("update pages set image = ? where id = 1", [PICTURE])
    pictures.keep(made, PICTURE, "茌平".encode())
    return made


def test_every_address_of_ours_is_tried() -> None:
    paths = [*(address.partition("?")[0] for address in ADDRESSES), TAKES_FORMS]
    routes = [route for route, _ in views.routes() if not re.match(route, SAID_TO_ALL)]
    untried = [route for route in routes if not any(re.match(route, path) for path in paths)]
    assert untried == []


@pytest.fixture(scope="module")
def visited(path: Path) -> Datasette:
    """A site of which one who may see it has seen every address."""
    datasette = served(path, metadata=CRAWLERS)

    async def visit() -> None:
        await datasette.invoke_startup()
        for address in ADDRESSES:
            assert (await _asked_by_root(datasette, address)).status_code == 200, address

    asyncio.run(visit())
    return datasette


async def _asked_by_root(datasette: Datasette, address: str) -> Any:
    return await datasette.client.get(address, cookies={"ds_actor": datasette.sign({"a": {"id": "root"}}, "actor")})


@pytest.mark.asyncio
@pytest.mark.parametrize(("action", "resource"), DENIALS, ids=str)
async def test_what_is_denied_to_one_is_shown_to_another_only(visited: Datasette, action: str, resource: Any) -> None:
    """The one who may came first, and left nothing behind for the one who may not."""
    keeper = Doorkeeper(action, resource)
    pm.register(keeper)
    try:
        for address in ADDRESSES:
            hidden = await visited.client.get(address)
            over_all = "/papers/" not in address
            assert hidden.status_code == (403 if action == "view-instance" or not over_all else 200), address
            asked = hidden.text.replace("?name=王小明", "").replace("/contributor/王小明", "")
            assert [printed for printed in PRINTED if printed in asked] == [], address
        assert (await _asked_by_root(visited, "/papers/-/article/1")).status_code == 200
    finally:
        pm.unregister(keeper)


@pytest.fixture(params=[SCHEMA_VERSION - 1, SCHEMA_VERSION + 1])
def other_schema(request: pytest.FixtureRequest, path: Path, tmp_path: Path) -> tuple[Datasette, int]:
    """An archive that this version cannot show, beside one that it can."""
    shutil.copy(path, tmp_path / "other.db")
    with closing(sqlite3.connect(tmp_path / "other.db")) as db, db:
        db.execute("drop view figures_in_context")
        db.execute(f"pragma user_version = {request.param}")
    return served(tmp_path / "other.db"), request.param


@pytest.mark.asyncio
async def test_an_archive_of_another_schema_says_what_to_do(other_schema: tuple[Datasette, int]) -> None:
    datasette, schema = other_schema
    advice = "`ingest upgrade --db other.db`" if schema < SCHEMA_VERSION else "a newer version"
    for address in ADDRESSES:
        answer = await datasette.client.get(address.replace("/papers/-/", "/other/-/"))
        assert answer.status_code in (200, 503, 400, 404), address
        if "/papers/-/" in address:
            assert answer.status_code == 503 and f"is an archive of schema {schema}" in answer.text, address
    for address in ("/", "/other/-/article/1"):
        assert advice in (await datasette.client.get(address)).text
    for address in ("/other", "/other/articles", "/other/pages.json", "/other/articles/1"):
        assert (await datasette.client.get(address)).status_code == 200
