"""People, organisations and reprints on the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.model import Organisation, OrganisationMention, PersonMention
from ingest.storage.archive import Archive
from ingest.web.reprints import marked
from ingest.web.typesetting import typeset, with_names
from tests.factories import figure, known, read_article, reading
from tests.site import served
from tests.test_reprints import TEXT, prose

BUREAU = Organisation("聊城市司法局", "government", None)
SCHOOL = Organisation("聊城大学", "school", None)
REPRINTED = "通稿" + prose(7, 300)
QUOTED = "“很好。”杨国强说。"


def _person(name: str, title: str, organisation: Organisation | None, quoted: bool = False) -> PersonMention:
    return PersonMention(name, "named", name, title, organisation, 1, quoted, "office")


def _pages() -> list[Any]:
    head, deputy = _person("杨国强", "局长", BUREAU, True), _person("杨国强", "副局长", BUREAU)
    bureau = (OrganisationMention(BUREAU, "市司法局", 2),)
    count = figure("12家", scope=BUREAU.name, sentence="司法局服务企业12家。")
    return [
        reading(
            read_article(paragraphs=("司法局开会。", QUOTED), people=(head,), organisations=bureau, figures=(count,)),
            file="b.txt",
            issue_date="2025-06-19",
            publication="大众日报",
        ),
        reading(read_article(people=(deputy,), organisations=bureau), file="a.txt", issue_date="2023-01-02"),
        reading(read_article(people=(_person("杨国强", "教授", SCHOOL),)), file="c.txt", issue_date="2024-01-02"),
        reading(read_article(title="首发", paragraphs=(TEXT,)), file="d.txt", issue_date="2024-03-01"),
        reading(read_article(title="转载", paragraphs=(TEXT[:200],)), file="e.txt", issue_date="2024-03-02"),
        *(
            reading(read_article(title=title, paragraphs=(REPRINTED,)), file=f"{title}.txt", issue_date="2024-04-02")
            for title in ("原文", "转登", "再登")
        ),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("people") / "papers.db"
    with Archive(path) as archive:
        for page in _pages():
            archive.add(page, known(page.page.file))
    return served(Path(path))


async def got(site: Any, address: str) -> Any:
    answer = await site.client.get(f"/papers/-/{address}")
    assert answer.status_code == 200, answer.text
    return answer.json() if ".json" in address else answer.text


@pytest.mark.asyncio
async def test_the_text_leads_to_whom_it_names(site: Any) -> None:
    data = await got(site, "article/1.json")
    (person,) = {one["id"] for one in data["people"]}
    stretches = [part for text in data["paragraphs"] for piece in text["pieces"] for part in piece["stretches"]]
    assert [(part["text"], part["person"]) for part in stretches if part["person"]] == [("杨国强", person)]
    assert "".join(part["text"] for part in stretches) == "司法局开会。" + QUOTED
    assert f'<a class="name" href="/papers/-/person/{person}">杨国强</a>' in await got(site, "article/1")


def test_the_longer_of_two_names_is_marked_and_only_once() -> None:
    body = "市司法局开会。聊城市司法局局长李强说，李强强调。\n\n李强走了。"
    paragraphs, _ = typeset(body, set(), [])
    people = [{"id": 1, "text": "李强"}, {"id": 2, "text": "李强强"}]
    forms = [{"id": 7, "text": "市司法局"}, {"id": 7, "text": "聊城市司法局"}]
    named = with_names(body, paragraphs, people, forms)
    stretches = [part for one in named for piece in one.pieces for part in piece.stretches]
    marked = [(part.text, part.person, part.organisation) for part in stretches if part.person or part.organisation]
    assert marked == [("聊城市司法局", None, 7), ("李强", 1, None), ("李强强", 2, None)]


@pytest.mark.asyncio
async def test_a_person_has_his_offices_by_time_his_words_and_his_articles(site: Any) -> None:
    found = await got(site, "person/1.json")
    held = [(one["organisation"], one["title"], one["first_day"]) for one in found["offices"]]
    assert held == [("聊城市司法局", "副局长", "2023-01-02"), ("聊城市司法局", "局长", "2025-06-19")]
    assert [(one["id"], one["text"]) for one in found["quotes"]] == [(1, QUOTED)]
    assert [one["id"] for one in found["articles"]] == [1, 2]


@pytest.mark.asyncio
async def test_those_who_only_share_a_name_are_named_apart(site: Any) -> None:
    (other,) = (await got(site, "person/1.json"))["namesakes"]
    assert (other["name"], other["offices"]) == ("杨国强", "聊城大学教授")
    people = (await got(site, "persons.json"))["persons"]
    assert [(one["name"], one["articles"]) for one in people] == [("杨国强", 2), ("杨国强", 1)]


@pytest.mark.asyncio
async def test_an_organisation_has_its_people_figures_and_articles(site: Any) -> None:
    listed = {one["name"]: one for one in (await got(site, "organisations.json"))["organisations"]}
    assert (listed["聊城市司法局"]["articles"], listed["聊城市司法局"]["people"]) == (2, 1)
    found = await got(site, f"organisation/{listed['聊城市司法局']['id']}.json")
    assert [one["title"] for one in found["people"]] == ["局长", "副局长"]
    assert [one["text"] for one in found["figures"]] == ["12家"]
    assert [one["text"] for one in found["words"]] == ["市司法局"]
    assert {one["id"] for one in found["articles"]} == {1, 2}


@pytest.mark.asyncio
async def test_figures_lead_to_the_organisation_that_they_are_said_of(site: Any) -> None:
    (bureau,) = (await got(site, "organisations.json?name=聊城市司法局"))["organisations"]
    (figure,) = (await got(site, "figures.json"))["figures"]
    assert (figure["scope"], figure["organisation_id"]) == ("聊城市司法局", bureau["id"])
    link = f'<a href="/papers/-/organisation/{bureau["id"]}">聊城市司法局</a>'
    assert f"<small>{link}</small>" in await got(site, "figures")
    assert f"<small>{link}</small>" in await got(site, f"article/{figure['article_id']}")


@pytest.mark.asyncio
async def test_an_article_leads_to_its_people_and_to_its_reprints(site: Any) -> None:
    assert "/papers/-/person/1" in await got(site, "article/1")
    data = await got(site, "article/4.json")
    assert [(one["id"], one["shared"]) for one in data["reprints"]] == [(5, "abridged")]
    assert "/papers/-/reprint/4/5" in await got(site, "article/4")
    assert "/papers/-/reprint/5/4" in await got(site, "article/5")


@pytest.mark.asyncio
async def test_what_prints_the_same_text_is_one_entry_of_the_results(site: Any) -> None:
    data = (await site.client.get("/-/search.json", params={"q": "通稿"})).json()
    (hit,) = data["hits"]
    assert (data["total"], [one["hit"] for one in [hit, *hit["also"]]]) == (3, [1, 2, 3])
    assert {one["title"] for one in [hit, *hit["also"]]} == {"原文", "转登", "再登"}
    html = (await site.client.get("/-/search", params={"q": "通稿"})).text
    assert html.count("<details><summary>") == 1


@pytest.mark.asyncio
async def test_what_prints_the_same_text_is_one_entry_over_all_pages_of_results(tmp_path: Path) -> None:
    path = tmp_path / "papers.db"
    alike = {0: TEXT, 22: TEXT[:550] + prose(11, 20), 25: TEXT, 27: TEXT[:140]}  # the last an abridged one
    with Archive(path) as archive:
        for number in range(30):
            text = "通稿" + alike.get(number, prose(100 + number, 60))
            page = reading(
                read_article(title=f"第{number}篇", paragraphs=(text,)),
                file=f"{number}.txt",
                issue_date=f"2024-05-{30 - number:02}",
            )
            archive.add(page, known(page.page.file))
    client = served(path).client

    async def entries(page: int) -> list[list[int]]:
        asked = {"q": "通稿", "sort": "date", "page": page}
        found = (await client.get("/-/search.json", params=asked)).json()
        assert found["total"] == 30
        assert (await client.get("/-/search", params=asked)).status_code == 200
        return [[int(one["title"][1:-1]) for one in (hit, *hit["also"])] for hit in found["hits"]]

    first, second = await entries(1), await entries(2)
    assert first == [[0, 22, 25], *([number] for number in range(1, 20))]
    assert second == [[number] for number in range(20, 30) if number not in alike or number == 27]


@pytest.mark.asyncio
async def test_reprints_stand_side_by_side_with_what_they_share(site: Any) -> None:
    found = await got(site, "reprint/4/5.json")
    first, second = found["articles"]
    assert [(part["text"], part["shared"]) for part in first["parts"]] == [(TEXT[:200], True), (TEXT[200:], False)]
    assert [(part["text"], part["shared"]) for part in second["parts"]] == [(TEXT[:200], True)]
    assert (await site.client.get("/papers/-/reprint/1/4")).status_code == 404
    assert (await site.client.get(f"/papers/-/reprint/4/{9**40}")).status_code == 404
    assert f"<mark>{TEXT[:200]}</mark>" in await got(site, "reprint/4/5")


def test_blanks_and_line_ends_are_within_what_is_shared() -> None:
    one, other = marked(TEXT[:30] + "\n\n" + TEXT[30:60] + prose(9, 20), TEXT[:60])
    assert [part["shared"] for part in one] == [True, False]
    assert "".join(part["text"] for part in one if part["shared"]) == TEXT[:30] + "\n\n" + TEXT[30:60]
    assert other == [{"text": TEXT[:60], "shared": True}]


@pytest.mark.asyncio
async def test_lists_of_people_and_organisations_are_slices(site: Any) -> None:
    for page, first in (("persons", "杨国强"), ("organisations", "聊城市司法局")):
        answer = await site.client.get(f"/papers/-/{page}.csv")
        assert first in answer.text.splitlines()[1]
