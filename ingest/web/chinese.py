"""Datasette's own pages in Chinese, by one table: what its templates say, and how that is said in Chinese.

    datasette.tsv   table.html   - remove filter -   取消这个条件
    columns.tsv     page_id      版面
    labels.tsv      table.html   <select name="_filter_column"   列   Column

`Chinese` changes Datasette's templates as they are loaded, not what is on the page, so that nothing a newspaper prints
is ever taken for a word of Datasette's. Its English stays as it is; what the table does not know stays English.
`Told` says what is known only when a page is made: names of tables and columns, codes, filters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import datasette as datasette_package
from jinja2.ext import Extension
from markupsafe import Markup

from ingest.rules import rows
from ingest.web.language import Speech, columns
from ingest.web.metadata import in_language

if TYPE_CHECKING:
    from datasette.app import Datasette

HERE = Path(__file__).parent

TEMPLATES = Path(datasette_package.__file__).parent / "templates"

IN_CHINESE = '{{% if speech is defined and speech.language == "zh" %}}{}{{% else %}}{}{{% endif %}}'

LABEL = "{{% if speech is defined %}} aria-label=\"{{{{ say('{}', '{}') }}}}\"{}{{% endif %}}"

REACHED = ' role="region" tabindex="0"'
"""What makes a part of the page that scrolls sideways a place for the keyboard to stop at."""

CODED = frozenset({"kind", "role", "level", "layout", "date_basis", "source", "qualifier", "change", "note"})
"""Columns that hold codes of the archive, which words.tsv knows."""

BY_A_SCRIPT = "table.js"

REFUSALS = {"400": "请求有误", "403": "无权查看", "404": "没有这一页"}


class Chinese(Extension):
    """Gives Datasette's templates both languages as they are loaded."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if not filename or Path(filename).parent != TEMPLATES:
            return source
        where = Path(filename).name
        return _translated(_labelled(source, where), where)


def _translated(source: str, where: str) -> str:
    said = told_in(where)
    if not said:
        return source
    longest_first = sorted(said, key=len, reverse=True)
    return re.sub(
        "|".join(map(re.escape, longest_first)), lambda found: IN_CHINESE.format(said[found[0]], found[0]), source
    )


def _labelled(source: str, where: str) -> str:
    """With names for the controls that have none."""
    for _, row in rows(HERE / "labels.tsv"):
        if row["where"] == where:
            scrolls = row["control"].startswith("<div")
            label = LABEL.format(row["chinese"], row["english"], REACHED if scrolls else "")
            source = source.replace(row["control"], row["control"] + label)
    return source


@cache
def told_in(where: str) -> dict[str, str]:
    """{English: Chinese} for a file of Datasette's."""
    return {row["english"]: row["chinese"] for _, row in rows(HERE / "datasette.tsv") if row["where"] == where}


@cache
def _small_words() -> dict[str, str]:
    """Words that Datasette's program hands to its templates."""
    programs = ("views/database.py", "facets.py", "filters.py")
    return {english: chinese for program in programs for english, chinese in told_in(program).items()}


@dataclass(frozen=True)
class Told:
    """Names and codes of one archive, in the visitor's language."""

    datasette: Datasette
    archive: str | None
    speech: Speech

    def table(self, name: str) -> str:
        """What a table, view or query is called."""
        about = self.datasette.table_metadata(self.archive, name) if self.archive else {}
        return str(in_language(about.get("title") or name, self.speech.language))

    def column(self, name: str) -> str:
        return self.speech.say(columns().get(name, name), name)

    def columns(self, names: list[str]) -> str:
        return "、".join(self.column(name) for name in names)

    def value(self, column: str, value: Any) -> Any:
        """A code as a word; anything else as it is."""
        if column not in CODED or not isinstance(value, str) or isinstance(value, Markup):
            return value
        return self.speech.say(self.speech.note(value), value)

    def results(self, columns: list[str], rows: list[Any]) -> list[list[Any]]:
        """The rows of a query, codes as words."""
        return [[self.value(column, value) for column, value in zip(columns, row, strict=False)] for row in rows]

    def lookup(self, display: str) -> str:
        """A word of Datasette's program, such as what a filter does."""
        return _small_words().get(display, display)

    def crumb(self, label: str) -> str:
        return "首页" if label == "home" else self.table(label)

    def refusal(self, status: int | str) -> str:
        return REFUSALS.get(str(status), f"出错了（{status}）")

    def asked(self, filters: Any, search: str | None, sort: str | None, sort_desc: str | None) -> str:
        """What rows are shown: 检索“高铁”，种类 = 图片报道，按出版日期从大到小."""
        without_value = {key for key, _, no_argument in filters.lookups() if no_argument}
        displays = {key: self.lookup(display) for key, display, _ in filters.lookups()}
        said = [f"检索“{search}”"] if search else []
        for column, lookup, value in filters.selections():
            shown = "" if lookup in without_value else f" {self.value(column, value)}"
            said.append(f"{self.column(column)} {displays.get(lookup, lookup)}{shown}")
        said += [f"按{self.column(sort)}从小到大"] if sort else []
        said += [f"按{self.column(sort_desc)}从大到小"] if sort_desc else []
        return "，".join(said)

    def by_scripts(self) -> dict[str, str]:
        """What Datasette's script puts into the page: {English: Chinese}, nothing for those who read English."""
        return told_in(BY_A_SCRIPT) if self.speech.language == "zh" else {}
