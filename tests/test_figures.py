"""Quantities, what they measure, how they changed and when: example tables under examples/."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.reading.figures import figures, sentences
from ingest.reading.nouns import noun_at, noun_before
from ingest.reading.period_years import year_of
from ingest.reading.places import Home, located, mentions
from ingest.reading.quantities import FIGURES, joined, quantities
from ingest.rules import problems, rows
from tests.factories import CITY, article, page

EXAMPLES = Path(__file__).parent / "examples"
TABLES = Path(__file__).parents[1] / "ingest" / "reading" / "tables"


def lines(name: str) -> list[str]:
    text = (EXAMPLES / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


def found(text: str) -> str:
    """2300000 斤; 90 % nearly: what the arrow tables hold behind the arrow."""
    return "; ".join(
        " ".join(part for part in (f"{quantity.value:.13g}", quantity.unit or "-", quantity.qualifier) if part)
        for quantity in quantities(joined(text))
    )


@pytest.mark.parametrize("line", lines("figures.txt"))
def test_figures(line):
    text, expected = line.split(" => ")
    assert found(text) == expected


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize("line", lines("figures_known_failures.txt"))
def test_known_failures(line):
    text, expected = line.split(" => ")
    assert found(text) == expected.strip("-")


@pytest.mark.parametrize("text", lines("figures_not.txt"))
def test_no_figures(text):
    assert found(text) == ""


@pytest.mark.parametrize(
    "row", [row for _, row in rows(EXAMPLES / "figures_in_context.tsv")], ids=lambda row: row["sentence"]
)
def test_figures_in_context(row):
    """Subject, change and period of each figure."""
    read = figures(article(paragraphs=(row["sentence"],)), page())
    assert (
        "; ".join("|".join((f.text, f.subject or "", f.change or "", f.period or "")) for f in read) == row["figures"]
    )


@pytest.mark.parametrize(
    "row", [row for _, row in rows(EXAMPLES / "figures_of_whom.tsv")], ids=lambda row: row["paragraphs"]
)
def test_figures_of_whom_and_when(row):
    """Period, its year and scope of each figure in a paper of 聊城."""
    printed = article(
        title=row["title"], subtitle=row["subtitle"] or None, paragraphs=tuple(row["paragraphs"].split("⏎"))
    )
    issue = page(issue_date="2025-08-13", year=2025)
    read = figures(printed, issue, mentions(located(printed, Home(CITY))), CITY)
    said = ["|".join((f.text, f.period or "", str(f.period_year or ""), f.scope or "")) for f in read]
    assert "; ".join(said) == row["figures"]


@pytest.mark.parametrize(
    ("words", "named", "year"),
    [
        ("2023年上半年", None, 2023),
        ("一九五八年", None, 1958),
        ("2021年至2023年", None, None),
        ("2021年以来", None, None),
        ("今年以来", None, 2025),
        ("去年同期", None, 2024),
        ("去年以来", None, None),
        ("今冬明春", None, None),
        ("1-7月", None, 2025),
        ("1-7月", 2022, 2022),
        ("11月", None, 2024),
        ("上半年", None, 2025),
        ("四季度", None, 2024),
        ("截至目前", None, 2025),
        ("截至目前", 2024, None),
        ("当年", 1998, 1998),
        ("近年来", None, None),
        ("1958年起", None, None),
        ("今年起", None, 2025),
        ("14年来", None, None),
        ("“十四五”以来", None, None),
        ("全年", None, None),
        ("昨日", None, 2025),
    ],
)
def test_the_year_of_a_period(words, named, year):
    assert year_of(words, named, page(issue_date="2025-08-13", year=2025)) == year


def test_a_day_before_new_year_is_of_the_old_year():
    assert year_of("昨日", None, page(issue_date="2025-01-01", year=2025)) == 2024
    assert year_of("昨日", None, page(year=2025)) is None


def test_every_organisation_is_known_by_its_ending():
    for line, row in rows(TABLES / "organisations.tsv"):
        assert row["example"].endswith(row["ending"]), f"organisations.tsv:{line}"
        assert row["example"].endswith(row["short"]) or row["short"] in "会校", f"organisations.tsv:{line}"


@pytest.mark.parametrize("name", ["figures_not", "qualifiers", "changes", "periods", "period_years"])
def test_every_rule_wins_its_example_and_leaves_its_counterexample(name):
    assert problems(TABLES / f"{name}.tsv") == []


@pytest.mark.parametrize(
    ("line", "row"),
    list(rows(TABLES / "units.tsv")),
    ids=lambda cell: cell["unit"] if isinstance(cell, dict) else str(cell),
)
def test_every_unit_is_read_in_its_example(line, row):
    units = [quantity.unit for quantity in quantities(joined(row["example"]))]
    assert (row["as"] or row["unit"]) in units, f"units.tsv:{line}: {row['example']}"


@pytest.mark.parametrize(("line", "row"), list(rows(TABLES / "counted_nouns.tsv")))
def test_every_counted_noun_is_unit_and_subject(line, row):
    units = [quantity.unit for quantity in quantities(joined(row["example"]))]
    assert row["noun"] in units, f"counted_nouns.tsv:{line}: {row['example']}"


def test_what_begins_at_a_number_begins_with_a_figure():
    for _, row in rows(TABLES / "figures_not.tsv"):
        found = re.search(row["pattern"], row["example"])
        assert row["begins"] in ("", "number")
        assert not row["begins"] or re.match(f"[{FIGURES}]", found[0]), row["name"]


def test_a_protected_word_has_no_other_role():
    roles = {}
    for _, row in rows(TABLES / "subject_words.tsv"):
        for word in row["words"].split():
            roles.setdefault(word, set()).add(row["role"])
    assert [word for word, found in roles.items() if "whole" in found and len(found) > 1] == []


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("市总工会累计开展普法宣传", "普法宣传"),
        ("纸质执照使用率仅为", "纸质执照使用率"),
        ("平均办结时间缩短至", "平均办结时间"),
        ("其中教育支出", "教育支出"),
        ("民生支出占一般公共预算支出的", "民生支出"),
        ("重点实验室、工程中心等省级以上科创平台", "省级以上科创平台"),
        ("同比增长", None),
        ("", None),
    ],
)
def test_noun_before(words, noun):
    assert noun_before(words) == noun


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("工会驿站的建设", "工会驿站"),
        ("的小微企业贷款", "小微企业贷款"),
        ("“暖心”服务台投入使用", "“暖心”服务台"),
        ("“暖心贷”打到了账户上", "暖心贷"),
        ("像老张这样的护林员", "护林员"),
        ("就业岗位", "就业岗位"),
        ("改造项目", "改造项目"),
        ("企业参加", "企业"),
        ("缩短至", None),
        ("", None),
    ],
)
def test_noun_at(words, noun):
    assert noun_at(words) == noun


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("今年小麦丰收。增产三成！为什么？", ["今年小麦丰收。", "增产三成！", "为什么？"]),
        ("他说：“收成好。”大家笑了", ["他说：“收成好。”", "大家笑了"]),
        ("", []),
    ],
)
def test_sentences(text, parts):
    assert list(sentences(text)) == parts


def test_a_time_holds_until_the_paragraph_ends():
    read = figures(article(paragraphs=("上半年，造林3万亩。新建公园5个。", "修路8公里。")), page())
    assert [figure.period for figure in read] == ["上半年", "上半年", None]


def test_headlines_are_read_first():
    read = figures(article(title="造林3万亩", paragraphs=("修路8公里。",)), page())
    assert [(figure.text, figure.sentence) for figure in read] == [("3万亩", "造林3万亩"), ("8公里", "修路8公里。")]


@given(
    st.text(
        alphabet="0123456789.,，一二三两十百千万亿半零点分之第前翻番成第几余多至—-家元年月日%近约超 “”（）\n",
        max_size=40,
    )
)
def test_any_text_is_read(text):
    for figure in figures(article(paragraphs=(text,)), page()):
        assert figure.text
        assert figure.sentence in text


@pytest.mark.parametrize("row", ["一千", "九千米", "几千", "三百", "2千", "五万"])
def test_a_long_row_of_numbers_is_read_at_once(row: str) -> None:
    found = quantities(f"十月五日，{row * 60}上工，又来了三十名社员。")  # or the test never ends
    assert (found[-1].text, found[-1].value) == ("三十名", 30)
