"""Several archives served as one: what they hold together, found and ranked together."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ingest.model import Known
from ingest.storage.archive import Archive
from tests.factories import read_article, reading
from tests.site import Html, archive_at, served

MANY = 11
"""More than SQLite would attach to one connection."""


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The same three pages in each."""
    folder = tmp_path_factory.mktemp("archives")
    first = archive_at(folder / "y00.db")
    return [first, *(Path(shutil.copy(first, folder / f"y{number:02}.db")) for number in range(1, MANY))]


@pytest.fixture
def datasette(archives: list[Path]) -> Datasette:
    return served(*archives)


async def data(datasette: Datasette, path: str) -> Any:
    answer = await datasette.client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def html(datasette: Datasette, path: str) -> Html:
    answer = await datasette.client.get(path)
    assert answer.status_code == 200, answer.text
    return Html(answer.text)


@pytest.mark.asyncio
async def test_home_tells_what_all_hold(archives: list[Path], datasette: Datasette) -> None:
    one = (await data(served(archives[0]), "/-/home.json"))["archives"][0]
    together = (await data(datasette, "/-/home.json"))["together"]
    for what in ("pages", "articles", "figures"):
        assert together["counts"][what] == MANY * one["counts"][what]
    for what in ("places", "contributors"):
        assert together["counts"][what] == one["counts"][what]
    assert [(paper["publication"], paper["pages"]) for paper in together["papers"]] == [
        (paper["publication"], MANY * paper["pages"]) for paper in one["papers"]
    ]
    assert {place["path"]: place["articles"] for place in together["places"]} == {
        place["path"]: MANY * place["articles"] for place in one["places"]
    }
    home = await html(datasette, "/")
    assert {"/-/places", "/-/persons", "/-/figures", "/y10/-/issues"} <= set(home.all("a", "href"))


@pytest.mark.asyncio
async def test_places_lead_to_the_search_within_them(datasette: Datasette) -> None:
    (province,) = (one for one in (await data(datasette, "/-/places.json"))["tree"] if one["name"] == "山东省")
    assert (province["articles"], province["within"]) == (0, 3 * MANY)
    assert [city["name"] for city in province["below"]] == ["聊城市"]
    (address,) = {
        address for address in (await html(datasette, "/-/places")).all("a", "href") if address.endswith("%E5%B8%82")
    }
    assert (await data(datasette, address.replace("/-/search", "/-/search.json")))["total"] == 3 * MANY


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("path", "list", "name", "link"),
    [
        ("/-/persons", "persons", "贾仲健", "/y10/-/person/1"),
        ("/-/organisations", "organisations", "聊城市总工会", "/y10/-/organisation/1"),
        ("/-/contributors", "contributors", "王小明", "/y10/-/contributor/%E7%8E%8B%E5%B0%8F%E6%98%8E"),
    ],
)
async def test_names_are_told_with_what_each_archive_says(
    datasette: Datasette, path: str, list: str, name: str, link: str
) -> None:
    (found,) = (await data(datasette, f"{path}.json?name={name}"))[list]
    assert (found["name"], found["articles"]) == (name, 2 * MANY)
    assert [len(told["rows"]) for told in found["told"]] == [MANY]
    shown = await html(datasette, path)
    assert link in shown.all("a", "href")
    assert (await datasette.client.get(link)).status_code == 200
    assert (await datasette.client.get(f"{path}.csv")).status_code == 200


@pytest.mark.asyncio
async def test_figures_of_all_archives(archives: list[Path], datasette: Datasette) -> None:
    one = await data(served(archives[0]), "/y00/-/figures.json?subject=工会驿站")
    found = await data(datasette, "/-/figures.json?subject=工会驿站")
    assert found["pager"]["total"] == MANY * one["pager"]["total"]
    assert len({(figure["archive"], figure["id"]) for figure in found["figures"]}) == found["pager"]["total"]
    years = [figure["year"] for figure in found["figures"]]
    assert years == sorted(years)
    assert "/y10/-/article/1#figure-1" in (await html(datasette, "/-/figures?subject=工会驿站")).all("a", "href")
    everything = await data(datasette, "/-/figures.json")
    assert sum(kind["count"] for kind in everything["kinds"]) == everything["pager"]["total"]


@pytest.mark.asyncio
async def test_what_bears_the_name_is_told_once(datasette: Datasette) -> None:
    (named,) = (await data(datasette, "/-/search.json?q=聊城市"))["named"]
    assert [(place["path"], place["articles"]) for place in named["places"]] == [("山东省/聊城市", 2 * MANY)]


@pytest.mark.asyncio
async def test_hits_are_ranked_across_archives(tmp_path: Path) -> None:
    """A word that is rare in one archive weighs no more there than in all together."""
    texts = {
        "common": ["铁路铁路铁路铁路", *["铁路开工"] * 8, *["小麦丰收"] * 2],
        "rare": ["铁路" + "今年小麦丰收在望" * 4, *["小麦丰收"] * 10],
    }
    for name, bodies in texts.items():
        with Archive(tmp_path / f"{name}.db") as archive:
            for number, body in enumerate(bodies):
                page = reading(
                    read_article(title="无题", paragraphs=(body,)), file=f"{number}.txt", text=f"{name}{number}"
                )
                archive.add(page, Known(f"{number}.txt"))
    datasette = served(*(tmp_path / f"{name}.db" for name in texts))
    hits = (await data(datasette, "/-/search.json?q=铁路"))["hits"]
    assert [(hit["archive"], hit["id"]) for hit in hits[:1]] == [("common", 1)]
    assert [hit["archive"] for hit in hits].index("rare") > 1


def test_more_archives_than_sqlite_attaches(archives: list[Path]) -> None:
    """The limit that the site does not meet."""
    with closing(sqlite3.connect(":memory:")) as db, pytest.raises(sqlite3.OperationalError, match="too many attached"):
        for number, archive in enumerate(archives):
            db.execute(f"attach ? as a{number}", [str(archive)])
