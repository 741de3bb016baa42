"""The seed pages on the site: what a reader is promised to find."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.model import Known
from ingest.pipeline import read
from ingest.storage.archive import Archive
from tests.site import served

SEEDS = Path(__file__).parents[1] / "seeds"
REVIEWS = ("000_231d072338369182.txt", "001_08a40f92cd806406.txt")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    path = tmp_path_factory.mktemp("seeds") / "seeds.db"
    with Archive(path) as archive:
        for file in REVIEWS:
            known = Known(file, publication="聊城日报")
            archive.add(read((SEEDS / file).read_bytes(), known), known)
    return served(path)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "subject, first, second",
    [("工会驿站", "373个", "179个"), ("新建工会组织", "489家", "416家")],
)
async def test_the_two_reviews_stand_side_by_side(site, subject, first, second):
    found = (await site.client.get(f"/seeds/-/figures.json?subject={subject}")).json()
    told = [[one["text"] for one in stated] for row in found["comparison"]["rows"] for stated in row["stated"]]
    assert [first] in told and [second] in told


@pytest.mark.asyncio
async def test_figures_are_plotted_at_the_year_they_are_said_of(site):
    stations = (await site.client.get("/seeds/-/figures.json?subject=工会驿站")).json()
    (plot,) = stations["plots"]
    at = {(point["text"], int(point["time"])) for point in plot["points"] if point["subject"] == "工会驿站"}
    assert at == {("373个", 2024), ("179个", 2025)}
    cabins = (await site.client.get("/seeds/-/figures.json?subject=工会妈妈小屋")).json()
    (plot,) = cabins["plots"]
    assert {(point["text"], int(point["time"])) for point in plot["points"]} == {("776家", 2024), ("753个", 2025)}
    unions = (await site.client.get("/seeds/-/figures.json?subject=新建工会组织")).json()
    assert "489家" not in {point["text"] for plot in unions["plots"] for point in plot["points"]}
    assert unions["undated"]


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["/-/search.json?q=工会驿站", "/seeds/articles.json?_search=工会驿站&_shape=objects"])
async def test_search_finds_the_two_reviews(site, path):
    found = (await site.client.get(path)).json()
    titles = {row["title"] for row in found.get("hits", found.get("rows"))}
    assert titles == {"实干担当勇争先 奋楫扬帆启新程", "汇聚“工力量” 共谱“发展曲”"}


ARCHIVE = SEEDS.parent / "archive.db"

OF_CSL = {
    **dict.fromkeys(("id", "title", "container-title", "page", "section", "language", "URL"), str),
    **{"author": list, "issued": dict, "accessed": dict},
}
"""What of https://github.com/citation-style-language/schema (csl-data.json) we use, and of which type it is."""


@pytest.mark.asyncio
async def test_every_seed_article_is_valid_csl():
    items = [json.loads(text)[0] for text in await references("csl.json")]
    assert len(items) == len({item["id"] for item in items}) == 47
    for item in items:
        assert item.pop("type") == "article-newspaper" and item["id"]
        assert all(isinstance(value, OF_CSL[name]) for name, value in item.items())
        assert all(set(name) == {"literal"} for name in item.get("author", []))
        for date in ("issued", "accessed"):
            ((*parts,),) = item.get(date, {"date-parts": [[1]]})["date-parts"]
            assert 1 <= len(parts) <= 3 and all(isinstance(part, int) for part in parts)


@pytest.mark.asyncio
async def test_every_seed_article_is_valid_ris():
    rispy = pytest.importorskip("rispy", reason="rispy is not installed")
    titles = [json.loads(text)[0]["title"] for text in await references("csl.json")]
    read_back = [entry for text in await references("ris") for entry in rispy.loads(text)]
    assert [entry.get("title") or entry["primary_title"] for entry in read_back] == titles
    assert {entry["type_of_reference"] for entry in read_back} == {"NEWS"}
    assert not any("unknown_tag" in entry for entry in read_back)


@pytest.mark.asyncio
async def test_every_seed_article_is_valid_bibtex():
    bibtexparser = pytest.importorskip("bibtexparser", "2", reason="bibtexparser 2 is not installed")
    library = bibtexparser.parse_string("\n".join(await references("bib")))
    assert (len(library.entries), library.failed_blocks) == (47, [])


async def references(extension):
    """Every article of the repository's archive in that form."""
    client = served(ARCHIVE).client
    return [(await client.get(f"/archive/-/article/{number}.{extension}")).text for number in range(1, 48)]


@pytest.mark.asyncio
async def test_every_line_of_a_page_is_shown(site):
    page = (await site.client.get("/seeds/-/page/1.json")).json()
    shown = [line for block in page["blocks"] for line in block["lines"] if line.strip()]
    printed = (SEEDS / REVIEWS[0]).read_text("utf-8").split("\n")
    assert shown == [line for line in printed if line.strip()]


@pytest.mark.asyncio
async def test_a_figure_that_an_article_repeats_is_shown_once_beside_a_hit(site):
    hits = (await site.client.get("/-/search.json?q=工会驿站")).json()["hits"]
    shown = [[(figure["subject"], figure["text"]) for figure in hit["figures"]] for hit in hits]
    assert ("工会驿站", "373个") in shown[0]
    assert all(len(set(figures)) == len(figures) for figures in shown)
