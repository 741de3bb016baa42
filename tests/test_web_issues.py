"""Browsing by issue: a calendar in which every page has a place, and an issue with its pages in order."""

from __future__ import annotations

import pytest
import pytest_asyncio

from ingest.model import Known
from ingest.storage.archive import Archive
from tests.factories import read_article, reading
from tests.site import Html, served

PRINTED = (
    ("a.txt", "运河日报", "2024-02-29", 2024, "第10版 副刊"),
    ("b.txt", "运河日报", "2024-02-29", 2024, "02版 要闻"),
    ("c.txt", "湖畔晚报", "2024-02-29", 2024, "B1 体育"),
    ("d.txt", "湖畔晚报", "2024-02-29", 2024, "A12 时政"),
    ("e.txt", "运河日报", "2024-03-01", 2024, "第一版"),
    ("f.txt", "运河日报", None, 2024, None),
    ("g.txt", "运河日报", None, None, None),
    ("h.txt", None, "2023-12-31", 2023, "要闻"),
)
"""File, paper, day, year, label of each page."""


@pytest_asyncio.fixture
async def get(tmp_path):
    with Archive(tmp_path / "papers.db") as archive:
        for file, paper, day, year, label in PRINTED:
            articles = (read_article(title=f"{file}的头条"), read_article(1, title=None, kind="photo"))
            page = reading(
                *articles, file=file, text=file, publication=paper, issue_date=day, year=year, page_label=label
            )
            archive.add(page, Known(file))
    site = served(tmp_path / "papers.db")

    async def got(path):
        return await site.client.get(f"/papers/-/{path}")

    return got


@pytest.mark.asyncio
async def test_every_page_stands_in_the_calendar(get):
    found = (await get("issues.json")).json()
    assert [(one["year"], one["issues"], one["undated"]) for one in found["years"]] == [(2024, 4, 1), (2023, 1, 0)]
    assert found["years"][0]["months"] == [0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert (found["year"], [month["month"] for month in found["months"]]) == (2024, [2, 3])
    assert (found["undated"]["pages"], found["unknown"]["pages"]) == (1, 1)
    lines = (await get("issues.csv")).text.splitlines()[1:]
    assert sum(int(line.split(",")[2]) for line in lines) == len(PRINTED)


@pytest.mark.asyncio
async def test_a_month_begins_on_its_weekday(get):
    february = (await get("issues.json")).json()["months"][0]["weeks"]
    assert [day and day["number"] for day in february[0]] == [None, None, None, 1, 2, 3, 4]
    assert [len(day["issues"]) for day in february[-1] if day] == [0, 0, 0, 2]


@pytest.mark.asyncio
async def test_papers_are_a_filter(get):
    found = (await get("issues.json?paper=湖畔晚报")).json()
    assert [(one["year"], one["issues"]) for one in found["years"]] == [(2024, 1)]
    assert [one["publication"] for one in found["papers"]] == ["运河日报", "湖畔晚报"]
    assert found["unknown"]["pages"] == 0
    html = Html((await get("issues?paper=湖畔晚报")).text)
    assert [one for one in html.all("a", "href") if "/issue/2024-02-29?paper=" in one]


@pytest.mark.asyncio
async def test_an_issue_has_its_pages_in_order_with_their_headlines(get):
    found = (await get("issue/2024-02-29.json?paper=运河日报")).json()
    (paper,) = found["papers"]
    assert [page["page_label"] for page in paper["pages"]] == ["02版 要闻", "第10版 副刊"]
    assert [one["title"] for one in paper["pages"][0]["articles"]] == ["b.txt的头条", None]
    assert (found["previous"], found["next"]) == ("2024", "2024-03-01")
    html = Html((await get("issue/2024-02-29?paper=运河日报")).text)
    assert "b.txt的头条" in html.text and "今年小麦丰收" in html.text


@pytest.mark.asyncio
async def test_a_day_has_all_its_papers(get):
    papers = (await get("issue/2024-02-29.json")).json()["papers"]
    labels = [(one["publication"], [page["page_label"] for page in one["pages"]]) for one in papers]
    assert labels == [("湖畔晚报", ["A12 时政", "B1 体育"]), ("运河日报", ["02版 要闻", "第10版 副刊"])]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "day, previous, following",
    [
        ("unknown", None, "2023-12-31"),
        ("2023-12-31", "unknown", "2024"),
        ("2024", "2023-12-31", "2024-02-29"),
        ("2024-03-01", "2024-02-29", None),
    ],
)
async def test_an_issue_leads_to_the_one_before_and_the_one_after(get, day, previous, following):
    found = (await get(f"issue/{day}.json")).json()
    assert (found["previous"], found["next"]) == (previous, following)


@pytest.mark.asyncio
@pytest.mark.parametrize("path", ["issue/2024-03-02", "issue/1999", "issue/2024-02-29?paper=别报", "issue/2024-02-30"])
async def test_an_issue_that_is_not_there(get, path):
    assert (await get(path)).status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("year", ["", "0", "-1", "abc", "99999", "２０２４"])
async def test_any_year_will_do(get, year):
    assert (await get(f"issues?year={year}")).status_code == 200


@pytest.mark.asyncio
async def test_articles_and_pages_lead_to_their_issue(get):
    for path in ("article/1", "page/1"):
        html = Html((await get(path)).text)
        assert [one for one in html.all("a", "href") if "/-/issue/2024-02-29?paper=" in one]
    unknown = Html((await get("page/7")).text)
    assert [one for one in unknown.all("a", "href") if "/-/issue/unknown" in one]


@pytest.mark.asyncio
async def test_an_issue_as_csv_has_its_articles_in_order(get):
    lines = (await get("issue/2024-02-29.csv?paper=运河日报")).text.splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["b.txt的头条", "", "a.txt的头条", ""]
