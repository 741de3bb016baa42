"""Places: every row of tests/examples/places.tsv, homes.tsv and place_notes.tsv, and the tables behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import rules
from ingest.gazetteer import TABLES, load, stem
from ingest.model import Article, Mention, Page
from ingest.reading.places import Home, home_of, located, mentions

EXAMPLES = Path(__file__).parent / "examples"


def example_rows(name: str) -> list[dict[str, str]]:
    return [row for _, row in rules.rows(EXAMPLES / name)]


def article(*paragraphs: str, title: str | None = None, dateline: str | None = None) -> Article:
    return Article(0, title, None, None, None, "article", dateline, (), paragraphs, False, False)


def read(text: str, home: str, **parts: str) -> tuple[Mention, ...]:
    return mentions(located(article(text, **parts), Home(load().place(home))))


@pytest.mark.parametrize("row", example_rows("places.tsv"), ids=lambda row: row["text"])
def test_places_of_a_text(row: dict[str, str]) -> None:
    expected = [] if row["places"] == "-" else row["places"].split()
    found = {mention.place.path for mention in read(row["text"], row["home"])}
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("row", example_rows("homes.tsv"), ids=lambda row: "/".join(row.values()))
def test_home_of_a_page(row: dict[str, str]) -> None:
    page = Page("a.txt", "", row["text"], row["publication"] or None, None, None, None, None)
    datelines = row["datelines"].split() or [None]
    home = home_of(page, tuple(article(row["text"], dateline=line) for line in datelines))
    assert (home.place.path if home.place else "-") == row["home"]


@pytest.mark.parametrize("row", example_rows("place_notes.tsv"), ids=lambda row: row["text"])
def test_note_says_why_the_printed_form_and_the_place_differ(row: dict[str, str]) -> None:
    notes = [(mention.text, mention.place.path, mention.note or "-") for mention in read(row["text"], row["home"])]
    assert (row["printed"], row["path"], row["note"]) in notes


def test_counts_each_printed_form_of_a_place_once() -> None:
    found = read("茌平区变了，茌平变了，茌平的夜晚亮了。", "山东省/聊城市")
    assert [(mention.text, mention.count) for mention in found] == [("茌平区", 1), ("茌平", 2)]


def test_one_mention_where_only_one_of_two_is_in_conflict() -> None:
    found = read("高唐县固河镇的麦子熟了，东阿县固河镇的麦子也熟了。", "山东省/聊城市")
    (town,) = (mention for mention in found if mention.text == "固河镇")
    assert (town.count, town.note) == (2, "conflict: 固河镇 lies in 高唐县, not in 东阿县")


def test_dateline_and_title_count_and_a_title_may_name_the_village_first() -> None:
    found = read("东阿县大桥镇姜庄村的梨熟了。", "山东省/聊城市", title="姜庄村：梨园飘香", dateline="本报东阿讯")
    assert [(mention.place.path, mention.text, mention.count) for mention in found] == [
        ("山东省/聊城市/东阿县", "东阿", 1),
        ("山东省/聊城市/东阿县/大桥镇/姜庄村", "姜庄村", 2),
        ("山东省/聊城市/东阿县", "东阿县", 1),
        ("山东省/聊城市/东阿县/大桥镇", "大桥镇", 1),
    ]


def test_paper_of_a_province_is_read_by_the_articles_own_dateline() -> None:
    home = Home(load().place("山东省"))
    found = mentions(located(article("开发区和高唐的企业开工，茌平也不落后。", dateline="本报聊城讯"), home))
    assert {mention.place.name for mention in found} == {"聊城市", "聊城经济技术开发区", "高唐县", "茌平区"}


def test_in_a_paper_of_a_province_each_article_has_its_dateline() -> None:
    page = Page("a.txt", "", "", "大众日报", None, None, None, None)
    here, there = (
        article("开发区引进新企业，嘉祥和茌平结对。", dateline=line) for line in ("本报聊城讯", "本报济宁讯")
    )
    home = home_of(page, (here, here, there))
    assert home.place == load().place("山东省/聊城市")
    named = {mention.place.name for mention in mentions(located(there, home))}
    assert named == {"济宁市", "济宁经济技术开发区", "嘉祥县", "茌平区"}


def test_in_a_paper_of_a_city_a_dateline_from_elsewhere_changes_nothing() -> None:
    found = mentions(located(article("茌平的企业来招人。", dateline="本报济南讯"), Home(load().place("山东省/聊城市"))))
    assert {mention.place.name for mention in found} == {"济南市", "茌平区"}


def test_without_a_home_only_what_is_known_everywhere_counts() -> None:
    found = mentions(located(article("贾寨镇的葡萄卖到济南和日本。"), Home(None)))
    assert {mention.place.path for mention in found} == {"山东省/济南市", "日本"}


def test_a_places_code_level_and_point_come_from_the_gazetteer() -> None:
    (county, town) = read("茌平区冯官屯镇", "山东省/聊城市")
    assert (county.place.code, county.place.level, county.place.latitude) == ("371503", "county", 36.59417)
    assert (town.place.code, town.place.level, town.place.latitude) == ("371503102", "town", None)


def test_every_path_of_a_table_leads_to_a_place() -> None:
    lost = [
        f"{table}:{line}: {path}"
        for table, column in (("renames.tsv", "path"), ("newspapers.tsv", "path"), ("groups.tsv", "paths"))
        for line, row in rules.rows(TABLES / table)
        for path in row[column].split()
        if load().place(path) is None
    ]
    assert lost == []


def test_no_places_win_their_example_and_leave_their_counterexample() -> None:
    assert rules.problems(TABLES / "no_places.tsv") == []


def test_provinces_and_cities_have_points_inside_china() -> None:
    points = [(place.latitude, place.longitude) for place in load().places.values() if place.code and place.latitude]
    assert all(15 < latitude < 54 and 73 < longitude < 136 for latitude, longitude in points)
    without = [p.path for p in load().places.values() if p.code and p.level in ("province", "city") and not p.latitude]
    assert without == ["西藏自治区/阿里地区", "青海省/海南藏族自治州"]


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("北京市", "province", "北京"),
        ("内蒙古自治区", "province", "内蒙古"),
        ("延边朝鲜族自治州", "city", "延边"),
        ("秀山土家族苗族自治县", "county", "秀山"),
        ("浦东新区", "county", "浦东"),
        ("清新区", "county", "清新"),
        ("莘县", "county", ""),
        ("聊城经济技术开发区", "county", ""),
        ("高峰满族乡", "town", "高峰"),
        ("古楼街道", "town", "古楼"),
        ("高岭村", "village", ""),
    ],
)
def test_bare_names(name: str, level: str, expected: str) -> None:
    assert stem(name, level) == expected


def test_towns_of_a_city_without_counties() -> None:
    assert "那大镇" in {town.name for town in load().towns("海南省/儋州市")}


def test_no_town_has_its_countys_name_in_front() -> None:
    counties = [place for place in load().places.values() if place.level == "county"]
    towns = [town.name.removeprefix(county.name) for county in counties for town in load().towns(county.path)]
    full = [town.name for county in counties for town in load().towns(county.path)]
    assert [name for name, own in zip(full, towns, strict=True) if name != own and own.endswith(("镇", "乡"))] == [
        "芒市镇"
    ]


def test_former_names_are_those_of_the_table() -> None:
    for invented in ("南开县", "海淀县", "科尔沁县"):
        assert not any(mention.note for mention in read(f"{invented}的早晨", "北京市"))


def test_place_of_a_path() -> None:
    assert load().place("山东省/聊城市/茌平区/冯官屯镇").code == "371503102"
    assert load().place("山东省/聊城市/茌平区/冯官屯镇/高岭村") is None
    assert load().place("山东省/聊城市/茌平区/某镇") is None
    assert load().place("某省/某市") is None


def test_place_of_a_town_that_the_bureau_counts_to_a_zone() -> None:
    assert load().place("山东省/菏泽市/牡丹区/万福街道").code == "371772001"


def test_place_of_a_zone_that_no_list_has() -> None:
    zone = load().place("浙江省/绍兴市/绍兴高新技术产业开发区")
    assert (zone.level, zone.code) == ("county", None)
