"""A small archive to show, with texts that mean harm; Datasette serving it; and what a page's HTML is made of."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from ingest.model import Known, Organisation, OrganisationMention, PersonMention, Place, Reading
from ingest.storage.archive import Archive
from tests.factories import CITY, COUNTY, block, byline, figure, mention, read_article, reading

HARM = "<script>alert(1)</script>\"'&"

VILLAGE = Place("<b>村", "village", "山东省/聊城市/茌平区/<b>村")
LOCATED = Place("茌平区", "county", COUNTY.path, code=COUNTY.code, latitude=36.58, longitude=116.25)

UNION = Organisation("聊城市总工会", "union", CITY)

FIRST = "全市建成工会驿站373个。"
CAPTION = "照片里的人在笑。"
SECOND = "去年新建工会组织416家，建成工会驿站179个。"


def readings() -> list[tuple[Reading, Known]]:
    """Three pages: two that give the same kinds of figures, and one that means harm."""
    return [
        _page("2025/a.txt", 2025, ["工会工作综述", FIRST], _union(FIRST, "373个", 373.0, "实干担当")),
        _page("2026/b.txt", 2026, ["工会又一年", SECOND], _union(SECOND, "179个", 179.0, "凝心聚力"), _photo()),
        harmful(),
    ]


def archive_at(path: Path) -> Path:
    with Archive(path) as archive:
        for page, known in readings():
            archive.add(page, known)
    return path


def served(*paths: Path, **options: Any) -> Datasette:
    return Datasette([str(path) for path in paths], **options)


class Html(HTMLParser):
    """A page taken apart: its tags, and its texts with the language each is marked as."""

    EMPTY = ("meta", "link", "input", "br", "line", "circle", "img", "hr")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self._languages: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self._languages.append((tag, dict(attrs).get("lang") or self.language))

    def handle_endtag(self, tag: str) -> None:
        while self._languages and self._languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.language, data.strip()))

    @property
    def language(self) -> str:
        return self._languages[-1][1] if self._languages else ""

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.texts)

    def all(self, tag: str, attribute: str) -> list[str]:
        return [
            attributes[attribute] or "" for name, attributes in self.tags if name == tag and attribute in attributes
        ]


def han(text: str) -> bool:
    return bool(re.search("[一-鿿]", text))


def _union(sentence: str, text: str, value: float, title: str) -> Any:
    count = figure(
        text,
        value=value,
        unit="个",
        subject="工会驿站",
        sentence=sentence,
        period_year=2024 if value > 200 else 2025,
        scope="聊城市",
    )
    return read_article(
        title=title,
        subtitle="——工会工作综述",
        dateline="本报讯",
        paragraphs=(sentence, "小标题", "别的事。"),
        bylines=(byline("王小明"), byline("李大力", "通讯员")),
        mentions=(mention(LOCATED, "茌平"), mention(CITY, "聊城市", 2)),
        figures=(count,),
        people=(PersonMention("贾仲健", "named", "市总工会主席贾仲健", "主席", UNION, 2, False, "office"),),
        organisations=(OrganisationMention(UNION, "市总工会", 1),),
        date="2025-03-08" if value > 200 else None,
    )


def _photo() -> Any:
    return read_article(1, title=None, kind="photo", paragraphs=(CAPTION,))


def _page(file: str, year: int, lines: list[str], *articles: Any) -> tuple[Reading, Known]:
    text = "\n\n".join([*lines, "小标题", "别的事。", "无主的一行", *([CAPTION] if articles[1:] else [])])
    blocks = (
        block("title", 1),
        block("body", 3),
        block("crosshead", 5),
        block("body", 7),
        block("fragment", 9, article=None),
        *(block("caption", 11, article=one.article.position) for one in articles[1:]),
    )
    made = reading(
        *articles,
        blocks=blocks,
        file=file,
        text=text,
        publication="聊城日报",
        year=year,
        date_basis="inferred",
        page_label="第2版 要闻",
    )
    return made, Known(file)


def harmful(harm: str = HARM, village: Place = VILLAGE) -> tuple[Reading, Known]:
    """A page in which everything that can be printed is this text."""
    file = f"{harm}.txt".replace("/", "")
    article = read_article(
        title=harm,
        kicker=harm,
        subtitle=harm,
        section=harm,
        dateline=harm,
        paragraphs=(harm, f"工会驿站{harm}12个。"),
        bylines=(byline(harm, harm),),
        mentions=(mention(village, harm, note="misprint"),),
        figures=(figure(harm, subject=harm, unit=harm, period=harm, sentence=harm),),
        people=(PersonMention(harm, "named", harm, harm, Organisation(harm, "company", None), 1, True, "office"),),
        organisations=(OrganisationMention(Organisation(harm, "company", None), harm, 1),),
    )
    blocks = (block("title", 1), block("body", 2))
    made = reading(
        article, blocks=blocks, file=file, text=f"{harm}\n{harm}", publication=harm, page_label=harm, year=2024
    )
    return made, Known(file)
