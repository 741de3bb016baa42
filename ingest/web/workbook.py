"""Rows as an Excel workbook, where datasette-xlsx is installed, which brings openpyxl.

    /archive/-/place/7.xlsx  →  archive-地点-茌平区.xlsx, its first row the names of the columns

A text stays a text, whatever it begins with. Start reading at `response`.
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import Any

from datasette import Response
from datasette.utils.asgi import BadRequest

from ingest.web.queries import Row
from ingest.web.slices import disposition

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_ROWS = 1_048_575
"""Below the names of the columns, in Excel."""


def is_installed() -> bool:
    return find_spec("datasette_xlsx") is not None and find_spec("openpyxl") is not None


def response(rows: list[Row], columns: list[str], headers: list[str], name: str) -> Response:
    """A workbook of that name with one sheet. Raises BadRequest for more rows than Excel can hold."""
    if len(rows) > MOST_ROWS:
        raise BadRequest(f"{len(rows)} rows are more than Excel can hold; take the CSV")
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if not isinstance(value, str):
            return value
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
        made.data_type = "s"  # never a formula
        return made

    sheet.append([cell(header) for header in headers])
    for row in rows:
        sheet.append([cell(row.get(column)) for column in columns])
    content = io.BytesIO()
    book.save(content)
    sent = {"content-disposition": disposition(name, "xlsx"), "x-content-type-options": "nosniff"}
    return Response(content.getvalue(), content_type=CONTENT_TYPE, headers=sent)
