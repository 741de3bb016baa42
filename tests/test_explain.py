"""How a page's reading is shown in a terminal: lines under one another, articles with what was read in them."""

from __future__ import annotations

from ingest.explain import explain
from tests.factories import COUNTY, block, byline, figure, mention, read_article, reading

READING = reading(
    read_article(
        0,
        date="2025-03-05",
        title="小麦丰收",
        kicker="茌平",
        dateline="本报讯",
        bylines=(byline(), byline("李四", None)),
        mentions=(mention(COUNTY, "茌平", 2), mention(COUNTY, "在平", 1, "misprint")),
        figures=(figure(), figure("近9成", value=None, unit="%", qualifier="nearly", subject=None, period="上半年")),
        ends_mid_sentence=True,
    ),
    read_article(1, title=None, kind="photo", begins_mid_sentence=True),
    blocks=(
        block("title", 1, rule="short_line"),
        block("body", 2, last_line=4, rule="dateline"),
        block("furniture", 10, None, rule="folio"),
    ),
    text="小麦丰收\n　　本报讯今年\n\n小麦丰收。" + "\n" * 6 + "第2版 要闻",
    publication="聊城日报",
    year=2025,
    date_basis="inferred",
)

SHOWN = """\
file         01.txt
publication  聊城日报
page         unknown
date         unknown
year         2025 (inferred)
layout       headline first
doubt        0.00

line  role       article  rule        text
   1  title            0  short_line  小麦丰收
   2  body             0  dateline    本报讯今年
   4  body             0  dateline    小麦丰收。
  10  furniture           folio       第2版 要闻

article 0  小麦丰收
  kicker      茌平
  kind        article
  dateline    本报讯
  date        2025-03-05
  bylines     记者 张三、李四
  paragraphs  1, ends mid-sentence
  place       茌平 × 2 → 山东省/聊城市/茌平区
  place       在平 × 1 → 山东省/聊城市/茌平区 (misprint)
  figure      12家 → 12 家 (count; 企业)
  figure      近9成 → ? % (count; nearly; 上半年)

article 1  (no headline)
  kind        photo
  paragraphs  1, begins mid-sentence
"""


def test_a_page_explained() -> None:
    assert "".join(line + "\n" for line in explain(READING)) == SHOWN


def test_lines_are_cut_to_the_terminal() -> None:
    assert "   2  body             0  dateline    本报…" in list(explain(READING, columns=44))


def test_what_would_steer_the_terminal_is_shown_as_a_mark() -> None:
    shown = list(explain(reading(read_article(0), blocks=(block("title", 1),), text="小麦\x1b[31m丰收")))
    assert any("小麦\N{REPLACEMENT CHARACTER}[31m丰收" in line for line in shown)
    assert not any("\x1b" in line for line in shown)
