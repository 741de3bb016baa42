"""The table `corrections`: what people put right, row after row, and what has become of each.

    append(db, corrections)           those that are not there yet; gives their numbers
    of_page(db, file, sha256)         those that speak of a page: by its hash, else by its name
    write(db, page_id, settled, …)    where they stand now
    unsettled(db)                     pages that were read by other corrections than those that hold now

A row's words never change; `page_id`, `state` and `stands_at` tell what has become of it, and are written anew with
its page. Every function works within the caller's transaction.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from sqlite3 import Connection

from ingest.corrections.placing import ACCEPTED, APPLIED, DECLINED, SUGGESTED, UNHEEDED, UNPLACED, Numbered, Settled
from ingest.corrections.placing import settled as settle
from ingest.model import Correction, Mend

SUGGESTIONS = (SUGGESTED, ACCEPTED, DECLINED)


def append(db: Connection, corrections: Iterable[Correction]) -> list[int]:
    """Adds the corrections that the archive does not hold yet, in their order; gives their numbers."""
    corrections = list(corrections)
    if not corrections:
        return []
    held = Counter(_identity(correction) for _, correction in _alike(db, corrections))
    added = []
    for correction in corrections:
        if held[_identity(correction)] > 0:
            held[_identity(correction)] -= 1
            continue
        said = vars(correction) | {"state": SUGGESTED if correction.suggested else UNPLACED}
        added.append(db.execute(APPEND, said).lastrowid or 0)
    return added


def carry(here: Connection, there: Connection, file: str, sha256: str) -> None:
    """Adds the corrections that speak of a page to those of the archive that it goes to; suggestions as they stand."""
    for number, correction in of_page(here, file, sha256):
        (state,) = here.execute("select state from corrections where id = ?", [number]).fetchone()
        for added in append(there, [correction]):
            if state in SUGGESTIONS:
                there.execute("update corrections set state = ? where id = ?", [state, added])


def drop(db: Connection, file: str, sha256: str) -> None:
    """Takes out the corrections of a page that another archive holds now."""
    db.executemany("delete from corrections where id = ?", [(number,) for number, _ in of_page(db, file, sha256)])


def one(db: Connection, number: int) -> Correction:
    """The correction of this number. Raises KeyError where there is none."""
    for _, found in _numbered(db.execute(f"{SELECT} where id = ?", [number])):
        return found
    raise KeyError(number)


def every(db: Connection) -> Iterator[Numbered]:
    """All corrections with their numbers, in the order in which they came."""
    return _numbered(db.execute(f"{SELECT} order by id"))


def listed(db: Connection) -> list[tuple[int, Correction, str, int | None]]:
    """(number, correction, state, line where it stands) of each, under the name that its page has now."""
    found = dict(every(db))
    rows = db.execute(LISTED).fetchall()
    return [(number, replace(found[number], file=file), state, line) for number, file, state, line in rows]


def of_page(db: Connection, file: str, sha256: str) -> list[Numbered]:
    """The corrections that speak of a page: of its very bytes; or of its name, if no page has the bytes they name."""
    return list(_numbered(db.execute(OF_PAGE, {"file": file, "sha256": sha256})))


def settled(db: Connection, file: str, sha256: str, text: str) -> Settled:
    """What the corrections of a page come to."""
    return settle(of_page(db, file, sha256), sha256, text)


def write(db: Connection, page_id: int, settled: Settled, unheeded: Collection[Mend]) -> None:
    """Notes of a page's corrections where they stand, and of the page by which of them it was read."""
    db.execute(
        "update corrections set page_id = null, stands_at = null, state = :unplaced"
        " where page_id = :page_id and state not in ('suggested', 'accepted', 'declined')",
        {"unplaced": UNPLACED, "page_id": page_id},
    )
    for number, fate in settled.fates.items():
        kind, value = db.execute("select kind, value from corrections where id = ?", [number]).fetchone()
        mend = Mend(fate.line, kind, value)
        state = UNHEEDED if fate.state == APPLIED and mend in unheeded else fate.state
        db.execute(
            "update corrections set page_id = ?, stands_at = ?, state = ? where id = ?",
            [page_id, fate.line, state, number],
        )
    db.execute("update readings set corrections = ? where page_id = ?", [_told(settled), page_id])


def is_settled(db: Connection, file: str) -> bool:
    """Whether the page that the archive holds was read by the corrections that hold now, and they are noted so."""
    page_id, sha256, told = db.execute(HELD, [file]).fetchone()
    said = of_page(db, file, sha256)
    now = settle(said, sha256, _text(db, page_id)) if said else Settled()
    return told == _told(now) and _noted(db, page_id) == {
        (number, fate.state, fate.line) for number, fate in now.fates.items()
    }


def unsettled(db: Connection, numbers: Iterable[int] | None = None) -> list[str]:
    """Files of the pages for which that is not so: of all, or of those that the corrections so numbered speak of."""
    found = db.execute(CONCERNED) if numbers is None else db.execute(SPOKEN_OF, {"numbers": json.dumps([*numbers])})
    return [file for (file,) in found.fetchall() if not is_settled(db, file)]


def _alike(db: Connection, corrections: Iterable[Correction]) -> Iterator[Numbered]:
    """The corrections held that speak of the same pages, by hash or by name."""
    corrections = list(corrections)
    names = {"hashes": [one.sha256 for one in corrections if one.sha256], "files": [one.file for one in corrections]}
    return _numbered(db.execute(ALIKE, {name: json.dumps([*dict.fromkeys(found)]) for name, found in names.items()}))


def _text(db: Connection, page_id: int) -> str:
    return str(db.execute("select text from pages where id = ?", [page_id]).fetchone()[0])


def _noted(db: Connection, page_id: int) -> set[tuple[int, str, int | None]]:
    rows = db.execute("select id, state, stands_at from corrections where page_id = ?", [page_id])
    return {(number, APPLIED if state == UNHEEDED else state, line) for number, state, line in rows}


def _told(settled: Settled) -> str:
    """The numbers of the corrections that hold."""
    return " ".join(str(number) for number, fate in settled.fates.items() if fate.state == APPLIED)


def _identity(correction: Correction) -> tuple[object, ...]:
    """What makes two rows the same one; a page may have one name in the file and another in the archive."""
    named = vars(correction) | {"file": "" if correction.sha256 else correction.file}
    return tuple(named.values())


def _numbered(rows: Iterable[tuple[object, ...]]) -> Iterator[Numbered]:
    for number, *words, state in rows:
        yield number, Correction(*words, suggested=state in SUGGESTIONS)  # type: ignore[arg-type, misc]


SELECT = "select id, file, sha256, line, printed, kind, value, by, at, note, state from corrections"

APPEND = """
insert into corrections (file, sha256, line, printed, kind, value, by, at, note, state)
values (:file, :sha256, :line, :printed, :kind, :value, :by, :at, :note, :state)
"""

OF_PAGE = f"""{SELECT} where sha256 = :sha256
union
{SELECT} where file = :file and not exists (
    select 1 from pages where pages.sha256 = corrections.sha256 and pages.file != :file
)
order by id
"""

ALIKE = f"""{SELECT} where sha256 in (select value from json_each(:hashes))
union
{SELECT} where file in (select value from json_each(:files)) and sha256 = ''
order by id
"""

HELD = """
select id, sha256, readings.corrections from pages join readings on readings.page_id = pages.id where file = ?
"""

LISTED = """
select corrections.id, coalesce(pages.file, corrections.file), state, coalesce(stands_at, line)
from corrections left join pages on pages.id = page_id order by corrections.id
"""

SPOKEN_OF = """
select file from pages where id in (
    select pages.id from corrections join pages using (sha256)
    where corrections.id in (select value from json_each(:numbers))
    union select pages.id from corrections join pages using (file)
    where corrections.id in (select value from json_each(:numbers))
) order by id
"""

CONCERNED = """
select file from pages where id in (
    select page_id from corrections
    union select pages.id from corrections join pages using (sha256)
    union select pages.id from corrections join pages using (file)
    union select page_id from readings where corrections != ''
) order by id
"""
