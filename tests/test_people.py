"""Persons, their offices and organisations: read in a text, and who is who across the pages of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.gazetteer import load
from ingest.model import Identity, Organisation, OrganisationMention, PersonMention, Reading
from ingest.reading import tagger
from ingest.reading.bylines import bylines
from ingest.reading.organisations import TABLES, kind_of, organisations
from ingest.reading.people import organisation_mentions, people, writers
from ingest.reading.person_names import evidence, of_form
from ingest.reading.places import Home, located
from ingest.rules import rows as table_rows
from ingest.storage.archive import Archive
from tests.factories import article, byline, known, read_article, reading
from tests.people import measures, of_the_seeds
from tests.rows import faults, rows

HOME = load().place("山东省/聊城市")


def read(*paragraphs: str, **fields: Any) -> tuple[tuple[PersonMention, ...], tuple[OrganisationMention, ...]]:
    found = located(article(paragraphs=paragraphs, title=None, **fields), Home(HOME))
    spots = organisations(found, HOME)
    return people(found, spots, HOME), organisation_mentions(spots)


def offices(*paragraphs: str) -> set[tuple[str, str | None, str | None]]:
    found, _ = read(*paragraphs)
    return {(one.name, one.title, one.organisation.name if one.organisation else None) for one in found}


OFFICES = [
    ("侯营镇党委副书记、镇长贾仲健表示：“很好。”", {("贾仲健", "党委副书记、镇长", "侯营镇")}),
    ("市司法局党组书记、局长杨国强介绍，今年更好。", {("杨国强", "党组书记、局长", "聊城市司法局")}),
    (
        "聊城市副市长、市公安局局长李强表示，要再接再厉。",
        {("李强", "副市长", "聊城市"), ("李强", "局长", "聊城市公安局")},
    ),
    ("在山东华泰化工股份有限公司，技术副总马德龙说，有了舞台。", {("马德龙", "技术副总", "山东华泰化工股份有限公司")}),
    ("聊城闫寺实验学校开学了。该校副校长刘淑娟告诉记者。", {("刘淑娟", "副校长", "聊城闫寺实验学校")}),
    ("冯官屯镇种粮大户范伟表示，长势喜人。", {("范伟", "种粮大户", None)}),
    ("64岁的闵光荣指着江边说。", {("闵光荣", None, None)}),
    ("东昌府区委社会工作部部长田晓晶介绍了做法。", {("田晓晶", "部长", "东昌府区委社会工作部")}),
    ("作为聊城曲艺家协会专职相声演员，蒋珂新说，他申请加入。", {("蒋珂新", "专职相声演员", "聊城曲艺家协会")}),
    ("全国人大代表买买提·艾力说，路修好了。", {("买买提·艾力", "代表", "全国人大")}),
    ("推动高水平发展，高铁时代到来，周全的计划已经出台。", set()),
    ("侯先生和王女士都说方便。", set()),
    ("镇长高原表示满意。人大代表高兴地说好。", {("高原", "镇长", None)}),
    ("总统克瓦希涅夫斯基今天到访。", {("克瓦希涅夫斯基", "总统", None)}),
    ("高举邓小平理论伟大旗帜，开展学雷锋活动，穿上李宁牌球衣，读曹植文学。", set()),
]


@pytest.mark.parametrize("text, expected", OFFICES, ids=[text[:12] for text, _ in OFFICES])
def test_who_holds_which_office(text: str, expected: set[tuple[str, str | None, str | None]]) -> None:
    assert offices(text) == expected


@pytest.mark.parametrize(
    "text, is_quoted",
    [("“麦子长得好。”种粮大户范伟说。", True), ("种粮大户范伟说：“好。”", True), ("种粮大户范伟种了小麦。", False)],
)
def test_who_is_quoted(text: str, is_quoted: bool) -> None:
    (person,) = read(text)[0]
    assert person.quoted is is_quoted


def test_a_name_is_counted_wherever_the_article_prints_it() -> None:
    (person,) = read("种粮大户范伟表示满意。", "随后，范伟又去了田里。")[0]
    assert (person.name, person.count, person.rule) == ("范伟", 2, "private")


NAMED = [
    ("总理周恩来来了。周总理很忙，恩来同志走了。", {"周恩来": 3}),
    ("总理本杰明·内塔尼亚胡说，好。内塔尼亚胡走了。", {"本杰明·内塔尼亚胡": 2}),
    ("种粮大户范伟说，好。老范笑了，范师傅走了。", {"范伟": 3}),
    ("局长范伟说，好。局长范强说，好。老范笑了。", {"范伟": 1, "范强": 1}),
    ("局长范建国说，好。庆祝建国七十年，防范总动员。", {"范建国": 1}),
    ("会议由张建民、伏运海、王志强主持。", {"张建民": 1, "伏运海": 1, "王志强": 1}),
    ("孔子、列宁、鲁迅都读过。", {"孔子": 1, "列宁": 1, "鲁迅": 1}),
]


@pytest.mark.parametrize("text, counts", NAMED, ids=[text[:12] for text, _ in NAMED])
def test_shorter_names_lists_and_names_that_everybody_knows(text: str, counts: dict[str, int]) -> None:
    assert {person.name: person.count for person in read(text)[0]} == counts


ORGANISATIONS = [
    (("聊城市司法局开会。", "市司法局说，该局将努力。"), {"聊城市司法局": {"聊城市司法局", "市司法局", "该局"}}),
    (
        ("聊城市市场监督管理局开会，市市场监管局介绍。",),
        {"聊城市市场监督管理局": {"聊城市市场监督管理局", "市市场监管局"}},
    ),
    (
        ("山东阳谷华泰化工股份有限公司（以下简称“华泰化工”）投产。", "在华泰化工，机器轰鸣。"),
        {"山东阳谷华泰化工股份有限公司": {"山东阳谷华泰化工股份有限公司", "华泰化工"}},
    ),
    (("邮储银行聊城市茌平支行放款。",), {"邮储银行聊城市茌平支行": {"邮储银行聊城市茌平支行"}}),
    (("客户经理来自乖宝集团、聊城大学。",), {"乖宝集团": {"乖宝集团"}, "聊城大学": {"聊城大学"}}),
    (("鼓励全市各级工会和公安部门打造新发展格局，建设政务服务大厅。",), {}),
]


@pytest.mark.parametrize("texts, expected", ORGANISATIONS, ids=[texts[0][:12] for texts, _ in ORGANISATIONS])
def test_which_organisations_are_named(texts: tuple[str, ...], expected: dict[str, set[str]]) -> None:
    found: dict[str, set[str]] = {}
    for mention in read(*texts)[1]:
        found.setdefault(mention.organisation.name, set()).add(mention.text)
    assert found == expected


def test_short_names_are_told() -> None:
    notes = {mention.text: mention.note for mention in read("聊城市司法局开会。该局将努力。")[1]}
    assert notes == {"聊城市司法局": None, "该局": "short"}


@pytest.mark.parametrize(
    "row", [row for _, row in table_rows(TABLES / "person_titles.tsv")], ids=lambda row: row["word"]
)
def test_each_title_tells_a_person(row: dict[str, str]) -> None:
    found = {person.name for person in read(f"今天，{row['example']}，大家来了。")[0]}
    assert found == {"杨国强"}


@pytest.mark.parametrize("row", [row for _, row in table_rows(TABLES / "speech.tsv")], ids=lambda row: row["word"])
def test_each_word_of_speech_tells_a_person(row: dict[str, str]) -> None:
    assert {person.name for person in read(f"{row['example']}。")[0]} == {"张兴坤"}


@pytest.mark.parametrize(
    "row",
    [row for _, row in table_rows(TABLES / "organisations.tsv") if row["kind"]],
    ids=lambda row: row["ending"],
)
def test_each_ending_ends_a_name(row: dict[str, str]) -> None:
    assert row["example"] in {mention.text for mention in read(f"昨天，{row['example']}来了。")[1]}


@pytest.mark.parametrize(
    "row", [row for _, row in table_rows(TABLES / "organisation_sorts.tsv")], ids=lambda row: row["word"]
)
def test_a_word_of_a_sort_names_no_organisation(row: dict[str, str]) -> None:
    assert row["example"].startswith(row["word"])
    assert read(f"他们来到{row['example']}。", f"{row['example']}说，一切都好。")[1] == ()


SORTS = [
    ("企业、合作社、学校都来了，有关部门和有关银行表示支持。", []),
    ("山东公司、茌平区合作社、聊城学校、意大利公司和聊城民营医院都说好。", []),
    ("他开了两家超市，聊城超市降价。", []),
    ("全县12所小学开学，东阿县12所乡村小学、茌平区三家医院放假。", []),
    ("乡镇卫生院和物流保险公司来了。", []),
    ("聊城供电公司抢修，中国石油公司投产。", ["聊城供电公司", "中国石油公司"]),
    ("他在聊城职业技术学院任教，孩子在聊城市第二中学。", ["聊城职业技术学院", "聊城市第二中学"]),
    ("侯营镇中学开学，县酒厂投产，聊城大学招生。", ["侯营镇中学", "县酒厂", "聊城大学"]),
]


@pytest.mark.parametrize("text, expected", SORTS, ids=[text[:10] for text, _ in SORTS])
def test_sorts_of_organisations_are_none(text: str, expected: list[str]) -> None:
    assert [mention.organisation.name for mention in read(text)[1]] == expected


@pytest.mark.parametrize(
    "name, kind",
    [
        ("高唐县好时光量贩式娱乐中心", "company"),
        ("聊城市文化中心", "culture"),
        ("东阿县林业发展中心", "government"),
        ("县委", "party"),
        ("国务院", "government"),
        ("甲乙丙", None),
    ],
)
def test_the_kind_of_a_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
    assert not kind or {mention.organisation.kind for mention in read(f"昨天，{name}来了。")[1]} == {kind}


def test_a_model_has_a_say_and_the_archive_tells(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    text = "黎明时分，麦子熟了。"
    assert read(text)[0] == ()
    monkeypatch.setattr(tagger, "persons", lambda text: frozenset({(0, 2)}))
    monkeypatch.setattr(tagger, "reader", lambda: "1 with a model")
    monkeypatch.setitem(evidence(), "tagged", 20.0)
    assert [person.name for person in read(text)[0]] == ["黎明"]
    with Archive(tmp_path / "archive.db") as archive:
        archive.add(reading(), known())
        held = archive.held("01.txt")
    assert held and held.reader == "1 with a model"


def test_every_question_has_its_weight() -> None:
    asked = set(of_form("黄澄澄", 1)) | set(of_form("高唐", 1)) | set(of_form("欧阳致和", 2))
    assert asked <= evidence().keys()


def test_writers_are_people_and_offices_that_write_are_none() -> None:
    found = writers(bylines(("记者 王鲁斌 通讯员 市农业局通讯组",)), "聊城日报")
    (writer,) = found
    assert writer.organisation
    assert (writer.name, writer.role, writer.title, writer.organisation.name) == (
        "王鲁斌",
        "writer",
        "记者",
        "聊城日报",
    )


def test_the_seeds_are_read_as_well_as_promised() -> None:
    counts, errors = of_the_seeds()
    for name, value in measures(counts):
        assert value >= 0.95, (name, errors)


# Who is who across pages


def office(name: str, *organisations_held: str) -> list[PersonMention]:
    held = [Organisation(one, "government", None) if one else None for one in organisations_held]
    return [PersonMention(name, "named", name, "局长", one, 1, False, "office") for one in held]


PAGES = {
    "a.txt": office("李强", "甲局"),
    "b.txt": office("李强", "乙局"),
    "c.txt": office("李强", "甲局", "乙局"),
    "d.txt": office("李强", ""),
    "e.txt": office("李强", "丙局"),
    "f.txt": office("李强", "丙局", "甲局"),
    "g.txt": office("王强", "甲局"),
}


def page_of(file: str, mentions: list[PersonMention]) -> Reading:
    return reading(read_article(people=tuple(mentions), paragraphs=(file,)), file=file)


def partition(path: Path) -> set[frozenset[tuple[str, str]]]:
    """Which mentions are of one person."""
    sql = """select person_id, file, organisations.name from person_mentions join articles on articles.id = article_id
        join pages on pages.id = page_id left join organisations on organisations.id = organisation_id"""
    found: dict[int, set[tuple[str, str]]] = {}
    for person, file, organisation in rows(path, sql):
        found.setdefault(person, set()).add((file, organisation or ""))
    return {frozenset(group) for group in found.values()}


def test_one_name_in_one_organisation_is_one_person(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        for file in ("a.txt", "b.txt", "d.txt", "g.txt"):
            archive.add(page_of(file, PAGES[file]), known(file))
        assert partition(path) == {
            frozenset({("a.txt", "甲局")}),
            frozenset({("b.txt", "乙局")}),
            frozenset({("d.txt", "")}),
            frozenset({("g.txt", "甲局")}),
        }
        archive.add(page_of("c.txt", PAGES["c.txt"]), known("c.txt"))
        joined = {("a.txt", "甲局"), ("b.txt", "乙局"), ("c.txt", "甲局"), ("c.txt", "乙局")}
        assert frozenset(joined) in partition(path)
        archive.add(page_of("c.txt", office("李强", "丁局")), known("c.txt"))
        assert frozenset({("a.txt", "甲局")}) in partition(path)
    assert faults(path) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(sorted(PAGES)),
    st.lists(st.tuples(st.sampled_from(sorted(PAGES)), st.sampled_from(sorted(PAGES))), max_size=6),
)
def test_who_is_one_depends_on_the_pages_alone(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], changes: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("people")
    held = dict(PAGES)
    with Archive(folder / "one.db") as archive:
        for file in order:
            archive.add(page_of(file, held[file]), known(file))
        for file, other in changes:
            held[file] = PAGES[other]
            archive.add(page_of(file, held[file]), known(file))
    with Archive(folder / "other.db") as archive:
        for file in sorted(held):
            archive.add(page_of(file, held[file]), known(file))
    assert partition(folder / "one.db") == partition(folder / "other.db")
    assert faults(folder / "one.db") == []
    orphans = "select count(*) from {} where id not in (select person_id from person_mentions)"
    assert rows(folder / "one.db", orphans.format("people")) == [(0,)]


def test_an_organisation_is_of_the_kind_that_was_read_last(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        for kind in ("government", "company"):
            centre = OrganisationMention(Organisation("娱乐中心", kind, None), "娱乐中心", 1)
            archive.add(reading(read_article(organisations=(centre,))), known())
    assert rows(path, "select name, kind from organisations") == [("娱乐中心", "company")]


def test_offices_are_told_with_their_days(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:
        for file, day in (("a.txt", "2024-05-01"), ("b.txt", "2025-06-02")):
            archive.add(
                reading(read_article(people=tuple(office("李强", "甲局"))), file=file, issue_date=day), known(file)
            )
    assert rows(path, "select person, title, organisation, first_day, last_day, articles from offices") == [
        ("李强", "局长", "甲局", "2024-05-01", "2025-06-02", 2)
    ]


def test_names_that_other_pages_part_are_the_writers(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    glued, clear = bylines(("记者 王丽高杨林",)), (byline("王丽", "记者"), byline("高杨林", "记者"))
    with Archive(path) as archive:
        read_glued = read_article(bylines=glued, credits=("记者 王丽高杨林",), people=writers(glued, "聊城日报"))
        archive.add(reading(read_glued, file="a.txt", publication="聊城日报"), known("a.txt"))
        read_clear = read_article(bylines=clear, people=writers(clear, "聊城日报"), paragraphs=("又一篇。",))
        archive.add(reading(read_clear, file="b.txt", publication="聊城日报"), known("b.txt"))
        archive.part_names()
    named = (
        "select name, count(*) from person_mentions join people on people.id = person_id group by name order by name"
    )
    assert rows(path, named) == [("王丽", 2), ("高杨林", 2)]
    assert faults(path) == []


# What people say of who is who


def said_page(file: str, mentions: list[PersonMention], *said: Identity) -> Reading:
    return reading(read_article(people=tuple(mentions), identities=said, paragraphs=(file,)), file=file)


def same(known_as: str, name: str = "李强") -> Identity:
    return Identity(name, "person", known_as)


OTHER = Identity("李强", "other")

SAID = {
    "a.txt": (office("李强", "甲局"), ()),
    "b.txt": (office("李强", "乙局"), ()),
    "c.txt": (office("李强", "乙局"), (same("甲局"),)),
    "d.txt": (office("李强", ""), (same("b.txt:3"),)),
    "e.txt": (office("李强", "丙局"), (same("b.txt:3"), same("甲局"))),
    "f.txt": (office("李强", "甲局"), (OTHER,)),
    "g.txt": (office("李强", "甲局", "乙局"), (OTHER, same("丙局"))),
    "h.txt": (office("王强", "甲局"), ()),
}


def groups(path: Path) -> set[str]:
    """The pages that name one person, by their letters."""
    return {"".join(sorted({file[0] for file, _ in group})) for group in partition(path)}


def test_people_say_who_is_the_same_and_who_is_another(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with Archive(path) as archive:

        def put(*files: str, said: bool = True) -> set[str]:
            for file in files:
                mentions, words = SAID[file]
                archive.add(said_page(file, mentions, *words if said else ()), known(file))
            return groups(path)

        assert put("a.txt", "b.txt") == {"a", "b"}
        numbers = dict(rows(path, "select article_id, person_id from person_mentions"))
        assert put("c.txt") == {"abc"}  # the one of 乙局 is the one of 甲局
        assert put("d.txt", "e.txt") == {"abcde"}
        assert put("f.txt") == {"abcde", "f"}
        assert put("h.txt") == {"abcde", "f", "h"}
        for file in ("c.txt", "d.txt", "e.txt", "f.txt"):  # taken back
            put(file, said=False)
        assert groups(path) == {"af", "bc", "d", "e", "h"}
        now = dict(rows(path, "select article_id, person_id from person_mentions"))
        assert now[min(numbers)] == numbers[min(numbers)]
    assert faults(path) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.permutations(sorted(SAID)),
    st.lists(st.tuples(st.sampled_from(sorted(SAID)), st.sampled_from(sorted(SAID)), st.booleans()), max_size=6),
)
def test_who_is_who_depends_on_pages_and_words_alone(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], changes: list[tuple[str, str, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("identities")
    held = {file: said_page(file, mentions, *words) for file, (mentions, words) in SAID.items()}
    with Archive(folder / "one.db") as archive:
        for file in order:
            archive.add(held[file], known(file))
        for file, other, spoken in changes:
            mentions, words = SAID[other]
            held[file] = said_page(file, mentions, *words if spoken else ())
            archive.add(held[file], known(file))
    with Archive(folder / "other.db") as archive:
        for file in sorted(held):
            archive.add(held[file], known(file))
    assert partition(folder / "one.db") == partition(folder / "other.db")
    assert faults(folder / "one.db") == []
    unnamed = "select count(*) from people where id not in (select person_id from person_mentions)"
    assert rows(folder / "one.db", unnamed) == [(0,)]
