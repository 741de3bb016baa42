"""Putting right in the browser: who may, what becomes of it, and that nobody else can do anything."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm

from ingest.corrections import files
from ingest.model import Known
from ingest.pipeline import read
from ingest.storage.archive import Archive
from tests.rows import faults, rows
from tests.site import HARM, Html, served
from tests.test_corrections import BODY, MIDDLE, PAGE, TITLE
from tests.test_run import SECOND

STATES = "select kind, value, by, state from corrections order by id"
SUGGESTING = {"plugins": {"baozhi_archive": {"suggest": True}}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "papers.db"
    with Archive(path) as archive:
        for file, text in (("a.txt", PAGE), ("b.txt", SECOND)):
            known = Known(file, publication="聊城日报")
            archive.add(read(text.encode(), known), known)
        archive.part_names()
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    shutil.copy(made, tmp_path / "papers.db")
    return tmp_path / "papers.db"


class Somebody:
    """A visitor with a browser: who it is, and the cookie for forms."""

    def __init__(self, datasette: Datasette, name: str | None) -> None:
        self.datasette = datasette
        self.cookies = {"ds_actor": datasette.sign({"a": {"id": name}}, "actor")} if name else {}

    async def get(self, address: str) -> Any:
        answer = await self.datasette.client.get(address, cookies=self.cookies)
        self.cookies |= dict(answer.cookies)
        return answer

    async def post(self, token: bool = True, archive: str = "papers", **form: Any) -> Any:
        if "ds_csrftoken" not in self.cookies:
            await self.get("/-/messages")  # a form of Datasette's own, for everybody
        data = {key: str(value) for key, value in form.items()}
        if token:
            data["csrftoken"] = self.cookies["ds_csrftoken"]
        return await self.datasette.client.post(f"/{archive}/-/correct", data=data, cookies=self.cookies)


def title_form(**changes: Any) -> dict[str, Any]:
    return {"page": 1, "line": MIDDLE, "say": "role", "role": "title", **changes}


@pytest.mark.asyncio
async def test_a_curator_puts_right_and_takes_back(path: Path) -> None:
    root = Somebody(served(path), "root")
    page = (await root.get(f"/papers/-/page/1?line={MIDDLE}")).text
    assert "更正第 7 行" in page and 'name="csrftoken"' in page
    answer = await root.post(**title_form(note="一望便知"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/papers/-/page/1?done=1#line-7")
    assert rows(path, STATES) == [("role", "title", "root", "applied")]
    assert ("冯官屯镇高岭村",) in rows(path, "select title from articles where page_id = 1")
    shown = (await root.get(answer.headers["location"])).text
    assert '<mark class="changed">冯官屯镇高岭村</mark>' in shown and "3 行读法有变" not in page
    assert "一望便知" in shown and 'name="undo" value="1"' in shown
    await root.post(undo=1)
    assert [state for *_, state in rows(path, STATES)] == ["undone", "applied"]
    assert rows(path, "select count(*) from articles where page_id = 1") == [(2,)]
    assert faults(path) == []


@pytest.mark.asyncio
async def test_what_stands_in_an_article_is_put_right_there(path: Path) -> None:
    root = Somebody(served(path), "root")
    html = (await root.get("/papers/-/article/1")).text
    assert {"更正标题", "更正署名", "更正日期", "更正“茌平区”"} <= set(re.findall("<summary>(.*?)</summary>", html))
    for form in (
        {"line": TITLE, "say": "text", "text": "小麦丰收有望"},
        {"line": TITLE, "say": "byline", "byline": "记者 张山；李四"},
        {"line": TITLE, "say": "place", "name": "冯官屯镇", "value": ""},
        {"line": TITLE, "say": "figure", "name": "40万亩", "value": "410000 亩"},
        {"line": TITLE, "say": "date", "date": "2025-03-05"},
    ):
        answer = await root.post(page=1, article=1, **form)
        assert answer.headers["location"].startswith("/papers/-/article/1?done="), answer.text
    assert rows(path, "select title, date from articles where id = 1") == [("小麦丰收有望", "2025-03-05")]
    assert rows(path, "select role, name from bylines where article_id = 1") == [("记者", "张山"), (None, "李四")]
    assert rows(path, "select value from figures where text = '40万亩'") == [(410000.0,)]
    assert rows(path, "select text from place_mentions where text = '冯官屯镇'") == []


@pytest.mark.asyncio
async def test_a_name_that_means_several_places_has_no_form(tmp_path: Path) -> None:
    known = Known("c.txt", publication="聊城日报")
    text = "京津冀合作签约\n\n本报讯(记者 张三)3月5日,茌平区与京津冀三地企业签约40亿元。\n"
    with Archive(tmp_path / "papers.db") as archive:
        archive.add(read(text.encode(), known), known)
    path = tmp_path / "papers.db"
    assert len(rows(path, "select distinct place_id from place_mentions where text = '京津冀'")) == 3
    html = (await Somebody(served(path), "root").get("/papers/-/article/1")).text
    assert "更正“茌平区”" in html and "更正“京津冀”" not in html


@pytest.mark.asyncio
async def test_everybody_sees_the_history(path: Path) -> None:
    datasette = served(path)
    await Somebody(datasette, "root").post(page=1, line=TITLE, say="text", text="小麦丰收有望")
    visitor = Somebody(datasette, None)
    article, history = [(await visitor.get(f"/papers/-/article/1{tail}")).text for tail in ("", "/history")]
    assert "更正记录" in article and "root" in article and '<form class="answer"' not in article
    assert "小麦丰收在望" in history and "小麦丰收有望" in history
    told = (await visitor.get("/papers/-/article/1/history.json")).json()
    assert [(one["kind"], one["by"]) for one in told["history"]] == [("text", "root")]
    assert told["as_read"][0]["title"] == "小麦丰收在望"


@pytest.mark.asyncio
@pytest.mark.parametrize("name", [None, "reader"])
async def test_nobody_else_may(path: Path, name: str | None) -> None:
    somebody = Somebody(served(path), name)
    for address in (f"/papers/-/page/1?line={MIDDLE}", "/papers/-/article/1", "/papers/-/queue"):
        page = (await somebody.get(address)).text
        assert 'method="post"' not in page and "/-/page/1?line=" not in page.partition("<main")[2]
    for form in (title_form(), {"undo": 1}, {"accept": 1}, {"decline": 1}, {}):
        assert (await somebody.post(**form)).status_code == 403
    assert rows(path, STATES) == []


@pytest.mark.asyncio
async def test_no_form_counts_without_its_token(path: Path) -> None:
    datasette = served(path)
    root = Somebody(datasette, "root")
    assert (await root.post(token=False, **title_form())).status_code == 403
    bare = await datasette.client.post("/papers/-/correct", data=title_form())
    signed = await datasette.client.post(
        "/papers/-/correct", data=title_form(), cookies={"ds_actor": root.cookies["ds_actor"]}
    )
    forged = await datasette.client.post(
        "/papers/-/correct",
        data={**title_form(), "csrftoken": "x"},
        cookies={"ds_actor": root.cookies["ds_actor"], "ds_csrftoken": "x"},
    )
    assert [answer.status_code for answer in (bare, signed, forged)] == [403, 403, 403]
    assert (await root.get("/papers/-/correct")).status_code == 405
    assert rows(path, STATES) == []


@pytest.mark.asyncio
async def test_suggestions_without_cookies_are_refused(path: Path) -> None:
    datasette = served(path, metadata=SUGGESTING)
    assert (await datasette.client.post("/papers/-/correct", data=title_form())).status_code == 403
    assert rows(path, STATES) == []


@pytest.mark.asyncio
async def test_an_archive_that_does_not_change_has_no_forms(path: Path) -> None:
    root = Somebody(Datasette([], immutables=[str(path)]), "root")
    for address in (f"/papers/-/page/1?line={MIDDLE}", "/papers/-/article/1"):
        page = await root.get(address)
        assert page.status_code == 200 and 'method="post"' not in page.text
    assert (await root.post(**title_form())).status_code == 403


@pytest.mark.asyncio
async def test_whom_the_operator_names(path: Path) -> None:
    metadata = {"plugins": {"baozhi_archive": {"correct": {"id": ["wang", "li"]}}}}
    datasette = served(path, metadata=metadata)
    assert (await Somebody(datasette, "zhao").post(**title_form())).status_code == 403
    assert (await Somebody(datasette, "root").post(**title_form())).status_code == 403
    assert (await Somebody(datasette, "wang").post(**title_form())).status_code == 303
    assert rows(path, STATES) == [("role", "title", "wang", "applied")]


@pytest.mark.asyncio
async def test_what_is_said_is_written_beside_the_pages_where_the_operator_says_so(path: Path, tmp_path: Path) -> None:
    beside = tmp_path / "corrections.tsv"
    metadata = {"databases": {"papers": {"plugins": {"baozhi_archive": {"corrections": str(beside)}}}}}
    root = Somebody(served(path, metadata=metadata), "root")
    await root.post(**title_form())
    await root.post(undo=1)
    assert [(one.kind, one.value) for one in files.read(beside)] == [("role", "title"), ("undo", "role=title")]
    beside.unlink()
    beside.mkdir()
    answer = await root.post(**title_form())
    assert (answer.status_code, len(rows(path, STATES))) == (400, 2)


@pytest.mark.asyncio
@pytest.mark.parametrize(("says", "name", "status"), [(True, "zhao", 303), (False, "root", 403)])
async def test_other_plugins_have_the_last_word(path: Path, says: bool, name: str, status: int) -> None:
    class Editors:
        __name__ = "editors"

        @hookimpl
        def permission_allowed(self, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:
            return says if actor and (action, resource) == ("correct-archive", "papers") else None

    editors = Editors()
    pm.register(editors)
    try:
        assert (await Somebody(served(path), name).post(**title_form())).status_code == status
    finally:
        pm.unregister(editors)


@pytest.mark.asyncio
async def test_paper_day_and_label_of_a_page(path: Path) -> None:
    root = Somebody(served(path), "root")
    assert "更正报纸、日期、版次" in (await root.get("/papers/-/page/2")).text
    for say, value in (("publication", "聊城晚报"), ("issue_date", "2025-03-08"), ("page_label", "第3版")):
        answer = await root.post(page=2, say=say, **{say: value})
        assert answer.headers["location"].startswith("/papers/-/page/2?done="), answer.text
    assert rows(path, "select publication, issue_date, page_label from pages where id = 2") == [
        ("聊城晚报", "2025-03-08", "第3版")
    ]
    assert (await root.post(page=2, say="issue_date", issue_date="2025-02-30")).status_code == 400
    page = (await root.get("/papers/-/page/2")).text
    assert page.count('name="undo"') == 3


@pytest.mark.asyncio
async def test_a_suggestion_waits_until_a_curator_answers(path: Path) -> None:
    datasette = served(path, metadata=SUGGESTING)
    reader, root = Somebody(datasette, None), Somebody(datasette, "root")
    assert "建议更正第 7 行" in (await reader.get(f"/papers/-/page/1?line={MIDDLE}")).text
    noted = await reader.post(**title_form(by="老读者"))
    assert "已收到建议" in (await reader.get(noted.headers["location"])).text
    await reader.post(**title_form(role="kicker"))
    assert rows(path, STATES) == [("role", "title", "老读者", "suggested"), ("role", "kicker", "", "suggested")]
    assert rows(path, "select count(*) from articles where page_id = 1") == [(2,)]
    assert (await reader.post(accept=1)).status_code == 403
    assert "老读者" not in (await reader.get("/papers/-/queue")).text
    queue = (await root.get("/papers/-/queue")).text
    assert "老读者" in queue and 'name="accept" value="1"' in queue
    await root.post(accept=1, back="queue")
    await root.post(decline=2, back="queue")
    assert [state for *_, state in rows(path, STATES)] == ["accepted", "declined", "applied", "applied"]
    assert ("冯官屯镇高岭村",) in rows(path, "select title from articles where page_id = 1")
    assert "没有待答复的建议" in (await root.get("/papers/-/queue")).text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("form", "problem"),
    [
        (title_form(role="headline"), "is no role"),
        (title_form(line=2), "this line is blank"),
        (title_form(line=99), "has no line 99"),
        (title_form(say="nothing"), "does not say"),
        (title_form(sha256="0" * 64), "has changed since you opened it"),
        ({"page": 1, "line": BODY, "say": "place", "name": "茌平区", "value": "火星"}, "is no place"),
        ({"page": 1, "line": BODY, "say": "text", "text": "甲\n乙"}, "takes one line"),
    ],
)
async def test_what_cannot_be_done_is_said(path: Path, form: dict[str, Any], problem: str) -> None:
    answer = await Somebody(served(path), "root").post(**form)
    assert (answer.status_code, problem in answer.text) == (400, True), answer.text
    assert rows(path, STATES) == []


@pytest.mark.asyncio
async def test_what_is_not_there(path: Path) -> None:
    root = Somebody(served(path), "root")
    assert (await root.post(**title_form(page=99))).status_code == 404
    assert (await root.post(undo=99)).status_code == 404
    assert (await root.post(archive="nothing", **title_form())).status_code == 404


@pytest.mark.asyncio
async def test_hostile_texts_are_shown_as_text(path: Path) -> None:
    root = Somebody(served(path), "root")
    await root.post(page=1, line=TITLE, say="text", text=HARM, note=HARM)
    await root.post(page=1, line=TITLE, say="byline", byline=HARM.replace(" ", ""), article=1)
    for address in (f"/papers/-/page/1?line={TITLE}&done=1+2", "/papers/-/article/1", "/papers/-/article/1/history"):
        page = (await root.get(address)).text
        assert "<script>alert" not in page and "&lt;script&gt;alert" in page


@pytest.mark.asyncio
async def test_below_a_base_url_and_beside_other_archives(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "other 2.db")
    datasette = served(path, tmp_path / "other 2.db", settings={"base_url": "/news/"})
    root = Somebody(datasette, "root")
    page = Html((await root.get(f"/other+2/-/page/1?line={MIDDLE}")).text)
    assert set(page.all("form", "action")) == {"/news/-/search", "/news/other+2/-/correct"}
    answer = await root.post(archive="other+2", **title_form())
    assert answer.headers["location"] == "/news/other+2/-/page/1?done=1#line-7"
    assert (rows(path, STATES), len(rows(tmp_path / "other 2.db", STATES))) == ([], 1)


@pytest.mark.asyncio
async def test_two_curators_and_an_ingest_at_once(path: Path) -> None:
    datasette = served(path)
    one, other = Somebody(datasette, "root"), Somebody(datasette, "root")
    for somebody in (one, other):
        await somebody.get("/-/messages")

    def ingest() -> None:
        with Archive(path) as archive:
            for number in range(3):
                known = Known("b.txt", publication="聊城日报")
                archive.add(read(f"{SECOND}{'又' * number}\n".encode(), known), known)

    answers = await asyncio.gather(
        asyncio.to_thread(ingest),
        *(one.post(**title_form(note=number)) for number in range(3)),
        *(other.post(page=1, line=BODY, say="apart=yes", note=number) for number in range(3)),
    )
    assert [answer.status_code for answer in answers[1:]] == [303] * 6
    assert rows(path, "select count(*), count(distinct kind || note) from corrections") == [(6, 6)]
    assert faults(path) == []


@pytest.mark.asyncio
async def test_from_one_doubtful_page_to_the_next(path: Path) -> None:
    root = Somebody(served(path), "root")
    first, second = rows(path, "select id, doubt from pages order by doubt desc, id")
    queue = Html((await root.get("/papers/-/queue")).text)
    links = [address for address in queue.all("a", "href") if "queue=" in address]
    assert links == [f"/papers/-/page/{number}?queue={doubt}-{number}" for number, doubt in (first, second)]
    page = Html((await root.get(links[0])).text)
    assert [dict(attributes)["href"] for tag, attributes in page.tags if attributes.get("data-key") == "n"] == [
        links[1]
    ]


@pytest.mark.asyncio
async def test_a_read_only_file_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    root = Somebody(served(path), "root")

    def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("ingest.web.corrections.mend", refuse)
    answer = await root.post(**title_form())
    assert (answer.status_code, "it is read-only" in answer.text) == (400, True)


# who is who

WHO = """select group_concat(distinct article_id) from person_mentions join people on people.id = person_id
where name = '王五' group by person_id order by 1"""


async def wang(somebody: Somebody, article: int) -> int:
    """The number of 王五 in an article."""
    found = (
        await somebody.get(
            f"/papers.json?sql=select+person_id+from+person_mentions+join+people+on+people.id+=+person_id+where+article_id={article}+and+name='王五'&_shape=arrayfirst"
        )
    ).json()
    return found[0]


@pytest.mark.asyncio
async def test_a_curator_says_who_is_the_same_and_who_is_not(path: Path) -> None:
    root = Somebody(served(path), "root")
    assert rows(path, WHO) == [("2,3",)]
    number = await wang(root, 2)
    page = (await root.get(f"/papers/-/person/{number}")).text
    assert "有一篇说的是另一人" in page
    answer = await root.post(person=number, say="other", article=3)
    assert answer.status_code == 303 and rows(path, WHO) == [("2",), ("3",)]
    other = await wang(root, 3)
    assert answer.headers["location"] == f"/papers/-/person/{other}?done=1"
    assert rows(path, STATES) == [("other", "王五", "root", "applied")]
    shown = (await root.get(answer.headers["location"])).text
    assert "是同一人" in shown and 'name="undo" value="1"' in shown
    await root.post(person=other, say="person", other=number)
    assert rows(path, WHO) == [("2,3",)]
    assert rows(path, STATES)[1] == ("person", "王五=聊城日报", "root", "applied")
    await root.post(undo=2)
    await root.post(undo=1)
    assert rows(path, WHO) == [("2,3",)] and faults(path) == []


@pytest.mark.asyncio
async def test_two_of_whom_nothing_is_known_become_one(path: Path) -> None:
    root = Somebody(served(path), "root")
    number = await wang(root, 2)
    for article in (2, 3):
        await root.post(person=number, say="other", article=article)
        number = await wang(root, 3)
    await root.post(person=await wang(root, 2), say="person", other=await wang(root, 3))
    assert rows(path, WHO) == [("2,3",)]
    assert [value for kind, value, *_ in rows(path, STATES) if kind == "person"] == ["王五=a.txt:13"] * 2


@pytest.mark.asyncio
async def test_readers_suggest_who_is_who_and_nonsense_is_refused(path: Path) -> None:
    datasette = served(path, metadata=SUGGESTING)
    reader, root = Somebody(datasette, None), Somebody(datasette, "root")
    number = await wang(reader, 2)
    await reader.post(person=number, say="other", article=3, by="读者甲")
    assert rows(path, STATES) == [("other", "王五", "读者甲", "suggested")] and rows(path, WHO) == [("2,3",)]
    await root.post(accept=1)
    assert rows(path, WHO) == [("2",), ("3",)]
    for form in ({"say": "other", "article": 99}, {"say": "person", "other": number}, {"say": "person", "other": 999}):
        assert (await root.post(person=number, **form)).status_code == 400
    assert (await root.post(person=999, say="other", article=3)).status_code == 400
    assert (await Somebody(served(path), None).post(person=number, say="other", article=3)).status_code == 403


@pytest.mark.asyncio
async def test_an_organisation_is_put_right_where_it_is_named(path: Path) -> None:
    root = Somebody(served(path), "root")
    assert "聊城市总工会”" in (await root.get("/papers/-/article/2")).text
    right = {"say": "organisation", "name": "聊城市总工会", "value": "山东省/聊城市/聊城市职工联合会"}
    await root.post(page=1, article=2, line=13, **right)
    assert rows(path, "select name from organisations where name like '聊城市职工%'") == [("聊城市职工联合会",)]


@pytest.mark.asyncio
async def test_an_organisation_is_another_in_all_its_articles(path: Path) -> None:
    root = Somebody(served(path), "root")
    ((number,),) = rows(path, "select id from organisations where name = '聊城市总工会'")
    assert "就是另一个单位" in (await root.get(f"/papers/-/organisation/{number}")).text
    answer = await root.post(organisation=number, value="山东省/聊城市/聊城市职工联合会")
    ((other,),) = rows(path, "select id from organisations where name = '聊城市职工联合会'")
    assert answer.headers["location"] == f"/papers/-/organisation/{other}?done=1"
    assert rows(path, "select count(*) from organisation_mentions where organisation_id = " + str(other)) == [(2,)]
    assert rows(path, "select count(*) from organisations where name = '聊城市总工会'") == [(0,)]
    assert {(kind, state) for kind, _, _, state in rows(path, STATES)} == {("organisation", "applied")}
    answer = await root.post(organisation=other, value="")
    assert answer.headers["location"] == "/papers/-/article/2#history"
    assert (await root.post(organisation=other, value="火星/某会")).status_code == 400
    assert rows(path, "select count(*) from organisation_mentions where article_id in (2, 3)") == [(0,)]
    assert faults(path) == []
