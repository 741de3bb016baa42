"""Articles that go on on another page of their issue, linked both ways and read as one."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.storage.archive import Archive
from tests.factories import block, known, read_article, reading
from tests.site import served

DAY = {"publication": "聊城日报", "issue_date": "2025-06-14"}


def page(file: str, label: str, lines: list[str | int], **fields: Any) -> Any:
    """A page of articles (their numbers stand for a line of each) and notices (printed), line by line."""
    blocks = tuple(
        block(line=at, article=one) if isinstance(one, int) else block("furniture", at, None, rule="jump")
        for at, one in enumerate(lines, 1)
    )
    articles = [
        read_article(one, title=f"{file}{one}", paragraphs=(f"{file}的第{one}篇。",))
        for one in lines
        if isinstance(one, int)
    ]
    text = "\n".join(map(str, lines))
    return reading(*articles, blocks=blocks, file=file, page_label=label, text=text, **{**DAY, **fields})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("continued") / "papers.db"
    pages = [
        page("a", "第1版 要闻", [0, "（下转第三版）", 1, "（下转5版）", 2, "（下转5版）"]),
        page("c", "03版", ["（上接第1版）", 0, 1]),
        page("e", "第5版", ["（上接1版）", 0, "（上接1版）", 1, "（上接1版《a2》）", 2]),
        page("old", "第3版", ["（上接第1版）", 0], issue_date="2025-06-13"),
        page("other", "第3版", ["（上接第1版）", 0], publication="大众日报"),
    ]
    with Archive(path) as archive:
        for one in pages:
            archive.add(one, known(one.page.file))
    return served(path)


async def joined(site: Any, title: str) -> tuple[str | None, str | None]:
    """(what goes on with an article, what it goes on with), by their titles."""
    sql = f"select id from articles where title = '{title}'"
    (found,) = (await site.client.get("/papers.json", params={"sql": sql, "_shape": "array"})).json()
    data = (await site.client.get(f"/papers/-/article/{found['id']}.json")).json()
    return tuple(data[key] and data[key]["title"] for key in ("goes_on", "comes_from"))  # type: ignore[return-value]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "title, expected",
    [
        ("a0", ("c0", None)),
        ("c0", (None, "a0")),
        ("c1", (None, None)),
        ("a1", (None, None)),
        ("e0", (None, None)),
        ("old0", (None, None)),
        ("other0", (None, None)),
    ],
)
async def test_notices_that_name_each_others_page_join_two_articles(
    site: Any, title: str, expected: tuple[str | None, str | None]
) -> None:
    assert await joined(site, title) == expected


@pytest.mark.asyncio
async def test_both_are_read_as_one(site: Any) -> None:
    html = (await site.client.get("/papers/-/article/1")).text
    assert "c的第0篇。" in html
    assert "下转" in html
    assert "c的第1篇。" not in html
