"""corrections.tsv: what people put right, as a text file beside the pages.

    file    sha256    line    printed    kind    value    by    at    note    state
    01.txt  9f…       12      丰收在望   role    title    王某  2025-06-14T08:30:00Z

`file` is relative to the folder in which corrections.tsv lies. Rows are added at the end and never changed: one that
undoes another is a row too. `state` is empty, or `suggested` while a row waits for a curator's word. Written by hand,
a row needs file, printed (or the whole page: kind page), kind and value; the columns may stand in any order. Tabs,
line ends and backslashes within a cell are written \\t, \\n and \\\\.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ingest.corrections.kinds import checked
from ingest.errors import BadInput
from ingest.model import Correction

COLUMNS = ("file", "sha256", "line", "printed", "kind", "value", "by", "at", "note", "state")

SUGGESTED = "suggested"

MARKS = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
ESCAPED = re.compile(r"\\(.)")
SIGNS = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def read(path: Path) -> Iterator[Correction]:
    """The corrections of a file, in its order.

    Raises BadInput, naming file and line, for what is no correction.
    """
    columns: list[str] | None = None
    for number, line in enumerate(_text(path).split("\n"), 1):
        cells = [_unescaped(cell) for cell in line.rstrip("\r").split("\t")]
        if not any(cell.strip() for cell in cells):
            continue
        if columns is None:
            columns = _columns(cells, path, number)
        else:
            yield _correction(cells, columns, path, number)


def text(corrections: Iterable[Correction]) -> str:
    """The whole of a file that holds these."""
    return "".join(map(_line, (COLUMNS, *(_cells(correction) for correction in corrections))))


def write(path: Path, corrections: Iterable[Correction]) -> None:
    """Writes a file, whole or not at all. Raises BadInput where that cannot be done."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text(corrections), "utf-8", newline="\n")
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise BadInput(str(path), f"cannot be written: {problem.strerror}") from None


def append(path: Path, corrections: Iterable[Correction]) -> None:
    """Adds rows at the end of a file, which is made where there is none. Raises BadInput where that cannot be done."""
    rows = [_cells(correction) for correction in corrections]
    if path.is_file():
        held = _text(path)
        order = next((_columns(_split(line), path, 1) for line in held.split("\n") if line.strip()), list(COLUMNS))
        rows = [tuple(dict(zip(COLUMNS, cells, strict=True)).get(column, "") for column in order) for cells in rows]
        head = "" if held.strip() else _line(COLUMNS)
        head = head if not held or held.endswith("\n") else f"\n{head}"
    else:
        head = _line(COLUMNS)
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(head + "".join(map(_line, rows)))
    except OSError as problem:
        raise BadInput(str(path), f"cannot be written: {problem.strerror}") from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(str(path), "is not in UTF-8; save it anew as UTF-8") from None
    except OSError as problem:
        raise BadInput(str(path), f"cannot be opened: {problem.strerror}") from None


def _split(line: str) -> list[str]:
    return [_unescaped(cell) for cell in line.rstrip("\r").split("\t")]


def _columns(cells: list[str], path: Path, line: int) -> list[str]:
    cells = [cell.strip() for cell in cells]
    if unknown := [cell for cell in cells if cell not in COLUMNS]:
        raise BadInput(str(path), f"unknown column {unknown[0]!r}; the columns are {', '.join(COLUMNS)}", line)
    if missing := [column for column in ("file", "kind", "value") if column not in cells]:
        raise BadInput(str(path), f"no column {missing[0]!r}; the columns are {', '.join(COLUMNS)}", line)
    return cells


def _correction(cells: list[str], columns: list[str], path: Path, number: int) -> Correction:
    if len(cells) > len(columns):
        raise BadInput(str(path), f"{len(cells)} cells, expected {len(columns)}: {', '.join(columns)}", number)
    row = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
    problem = None
    if not row["file"]:
        problem = "no file named"
    elif row["line"] and not re.fullmatch(r"[1-9][0-9]{0,8}", row["line"]):
        problem = f"{row['line']!r} is no number of a line"
    elif row["state"] not in ("", SUGGESTED):
        problem = f"state is {SUGGESTED} or empty, not {row['state']!r}"
    of_page = "page" in (row["kind"], row["value"].partition("=")[0])
    if not problem and not of_page and not row["printed"].strip():
        problem = "no printed text; write what the line says, so that the row is found when lines move"
    try:
        row["value"] = checked(row["kind"], row["value"])
    except ValueError as wrong:
        problem = problem or str(wrong)
    if problem:
        raise BadInput(str(path), problem, number)
    line = None if of_page else int(row["line"] or 0) or None
    said = row["kind"], row["value"], row["by"], row["at"], row["note"], row["state"] == SUGGESTED
    return Correction(row["file"], row["sha256"].lower(), line, "" if of_page else row["printed"].strip(), *said)


def _cells(correction: Correction) -> tuple[str, ...]:
    return (
        correction.file,
        correction.sha256,
        str(correction.line or ""),
        correction.printed,
        correction.kind,
        correction.value,
        correction.by,
        correction.at,
        correction.note,
        SUGGESTED if correction.suggested else "",
    )


def _line(cells: Iterable[str]) -> str:
    return "\t".join("".join(MARKS.get(character, character) for character in cell) for cell in cells) + "\n"


def _unescaped(cell: str) -> str:
    return ESCAPED.sub(lambda match: SIGNS.get(match[1], match[0]), cell)
