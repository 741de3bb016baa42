"""Putting right in the browser: who may, what a form says, and what then has changed.

    POST /archive/-/correct    page=12&line=7&say=role&role=title   →  303, to the page with what changed marked
    /archive/-/queue           pages worth looking at first, and suggestions that wait for an answer
    /archive/-/article/12/history   what was read, what was put right, by whom and when

What is said is noted in the archive, which reads that page anew; nothing here edits rows. Start reading at `correct`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import Forbidden, NotFound, Request, Response
from datasette.utils import actor_matches_allow

from ingest.corrections import files
from ingest.corrections.fixing import now, said, undone
from ingest.corrections.kinds import DECLINE, PAGE_FIELDS, UNDO, byline_text, kinds
from ingest.corrections.placing import SUGGESTED, settled
from ingest.errors import BadInput
from ingest.model import Block, Byline, Correction, Known, Reading
from ingest.pipeline import read_anew
from ingest.storage import corrections as table
from ingest.storage.archive import Archive, page_held
from ingest.storage.mending import mend
from ingest.web import identities, queries
from ingest.web.identities import whole_number
from ingest.web.lists import pager
from ingest.web.queries import Row, row, rows
from ingest.web.visit import Visit, found_by_number, visit_of

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Database

CORRECT, SUGGEST = "correct-archive", "suggest-correction"
"""Permissions, asked with the archive's name; nobody has them unless the operator says so."""

SETTINGS = {CORRECT: "correct", SUGGEST: "suggest"}
"""In metadata, plugins: baozhi_archive: who may, as Datasette's allow blocks say it."""

MOST_WAITING = 1000
"""Suggestions that may wait for an answer; more would be a flood, not help."""

LONGEST_NAME = 40

PER_QUEUE = 50


@dataclass(frozen=True)
class Rights:
    """What a visitor may do here."""

    correct: bool
    suggest: bool

    def __bool__(self) -> bool:
        return self.correct or self.suggest

    @property
    def only_suggest(self) -> bool:
        """What such a visitor says waits for an answer."""
        return self.suggest and not self.correct


def permitted(datasette: Datasette, actor: dict[str, Any] | None, action: str, resource: Any) -> bool | None:
    """What the operator's metadata says of our permissions, for Datasette to ask; the root user may correct."""
    if action not in SETTINGS:
        return None
    allow = (datasette.plugin_config("baozhi_archive", database=resource) or {}).get(SETTINGS[action])
    if allow is not None:
        return bool(actor_matches_allow(actor, allow))
    return True if action == CORRECT and actor and actor.get("id") == "root" else None


async def rights_of(visit: Visit, archive: Database | None = None) -> Rights:
    """What this visitor may do in an archive; nothing in one that does not change."""
    archive = archive or visit.archive
    return await rights_in(visit.datasette, visit.request, archive)


async def rights_in(datasette: Datasette, request: Request, archive: Database) -> Rights:
    """The same, of a request that is no visit yet."""
    if not archive.is_mutable:
        return Rights(False, False)
    may = [
        await datasette.permission_allowed(request.actor, action, resource=archive.name, default=False)
        for action in (CORRECT, SUGGEST)
    ]
    return Rights(bool(may[0]), bool(may[1]))


async def correct(request: Request, datasette: Datasette) -> Response:
    """Takes in what a form says. Raises Forbidden without permission or token."""
    visit = await visit_of(request, datasette)
    rights = await rights_of(visit)
    if not rights:
        raise Forbidden("Nobody may put anything right here, or not you")
    if request.method != "POST":
        return Response.text("Corrections are sent by a form (POST)", status=405, headers={"allow": "POST"})
    form = await request.post_vars()
    if not form.get("csrftoken") or form["csrftoken"] != request.cookies.get("ds_csrftoken"):
        raise Forbidden("The form lacks its token; open the page again")
    try:
        if form.get("person"):
            return Response.redirect(await _person(visit, rights, form), status=303)
        if form.get("organisation"):
            return Response.redirect(await _organisation(visit, rights, form), status=303)
        page_id, done, line = await _take(visit, rights, form)
    except BadInput as problem:
        return await _refused(visit, str(problem), form)
    return Response.redirect(_back(visit, form, page_id, done, line), status=303)


async def _person(visit: Visit, rights: Rights, form: Mapping[str, str]) -> str:
    """Notes who is who; gives the address of the person, as he is numbered then."""
    article, name, found = await visit.archive.execute_fn(lambda conn: identities.sayings(conn, form))
    await _all_said(visit, rights, form, name, found)
    number = await identities.now_called(visit.archive, article, name)
    return visit.links.person(visit.archive.name, number or whole_number(form["person"]), done="1")


async def _organisation(visit: Visit, rights: Rights, form: Mapping[str, str]) -> str:
    """Notes what articles mean by the names of an organisation; gives the address of that, or of one of them."""
    article, name, found = await visit.archive.execute_fn(lambda conn: identities.of_organisation(conn, form))
    await _all_said(visit, rights, form, name, found)
    number = await identities.organisation_now(visit.archive, article, name) if rights.correct else None
    if number or not rights.correct:
        return visit.links.organisation(visit.archive.name, number or whole_number(form["organisation"]), done="1")
    return visit.links.article(visit.archive.name, article, "#history")


async def _all_said(
    visit: Visit, rights: Rights, form: Mapping[str, str], of: str, found: list[identities.Saying]
) -> None:
    by, note = _who(visit, form), form.get("note", "").strip()

    def write(archive: Archive) -> list[int]:
        _unless_flooded(archive, rights, of)
        return identities.write(archive, found, by, note, not rights.correct)

    await _written(visit, write)


async def _take(visit: Visit, rights: Rights, form: Mapping[str, str]) -> tuple[int, list[int], int | None]:
    """(page, numbers of the rows added, line): notes what the form says and reads its page anew."""
    for deed in ("undo", "accept", "decline"):
        if form.get(deed):
            if not rights.correct:
                raise Forbidden(CORRECT)
            return await _answer(visit, deed, whole_number(form[deed]), form)
    page_id, line = whole_number(form.get("page")), whole_number(form.get("line")) or None
    found = await row(visit.archive, queries.PAGE, id=page_id)
    if found is None:
        raise NotFound(f"No page {page_id}")
    if form.get("sha256", found["sha256"]) != found["sha256"]:
        raise BadInput(found["file"], "has changed since you opened it; open it again and look at the line anew")
    name = _who(visit, form)

    def write(archive: Archive) -> list[int]:
        page = archive.page(found["file"])
        assert page is not None
        new = said(page, line, [_said(form)], name, now(), form.get("note", "").strip(), not rights.correct)
        _unless_flooded(archive, rights, found["file"])
        return mend(archive, new)

    return page_id, await _written(visit, write), line


def _unless_flooded(archive: Archive, rights: Rights, of: str) -> None:
    """Raises BadInput for one more suggestion where too many wait."""
    if not rights.correct and archive.count_where("corrections", "state = 'suggested'") >= MOST_WAITING:
        raise BadInput(of, "many suggestions wait for an answer already; please come back later")


async def _answer(visit: Visit, deed: str, number: int, form: Mapping[str, str]) -> tuple[int, list[int], int | None]:
    """The same for an answer to a correction or a suggestion that is there."""
    place = await row(visit.archive, queries.CORRECTION, id=number)
    if place is None:
        raise NotFound(f"No correction {number}")
    name, note = _who(visit, form), form.get("note", "").strip()

    def write(archive: Archive) -> list[int]:
        held = table.one(archive.db.conn, number)
        if deed == "accept":
            new = replace(held, by=name, at=now(), suggested=False, note=note or _thanks(held))
        else:
            new = undone(held, name, now(), note)
        return mend(archive, [new])

    return place["page_id"] or 0, await _written(visit, write), place["stands_at"]


async def _written(visit: Visit, write: Callable[[Archive], list[int]]) -> list[int]:
    """Does it on the one connection that writes, whole or not at all; in the file beside the pages too, where the
    operator names one."""
    archive = visit.archive
    beside = (visit.datasette.plugin_config("baozhi_archive", database=archive.name) or {}).get("corrections")

    def on(conn: sqlite3.Connection) -> list[int]:
        with Archive.over(conn, archive.path) as ours, ours.transaction():
            added = write(ours)
            if beside:
                files.append(Path(beside), [table.one(conn, number) for number in added])
            return added

    added: list[int] = await archive.execute_write_fn(on, block=True)
    return added


def _thanks(held: Correction) -> str:
    return f"suggested by {held.by}" if held.by else "suggested"


def _said(form: Mapping[str, str]) -> str:
    """kind=value, as the pressed button and the fields beside it say. Raises BadInput where they say nothing."""
    say = form.get("say", "")
    if "=" in say:
        return say
    if say in ("place", "figure", "organisation"):
        return f"{say}={form.get('name', '')}={form.get('value', '')}"
    if say in ("role", "text", "byline", "date", *PAGE_FIELDS):
        return f"{say}={form.get(say, '')}"
    raise BadInput("correction", "the form does not say what is to be put right")


def _who(visit: Visit, form: Mapping[str, str]) -> str:
    """The name under which it is noted: of the actor, or that which a visitor gives."""
    actor = visit.request.actor or {}
    return str(actor.get("id") or form.get("by", "").strip())[:LONGEST_NAME]


def _back(visit: Visit, form: Mapping[str, str], page_id: int, done: list[int], line: int | None) -> str:
    """Where the visitor was, with what was done."""
    numbers = " ".join(map(str, done)) or None
    name, kept = visit.archive.name, {"done": numbers, "queue": form.get("queue") or None}
    if (article := whole_number(form.get("article"))) > 0:
        return visit.links.article(name, article, "#history", **kept)
    if form.get("back") == "queue" or not page_id:
        return visit.links.page_of(name, "queue", done=numbers)
    part = whole_number(form.get("part"))
    return visit.links.page(name, page_id, f"#line-{line}" if line else "", page=part if part > 1 else None, **kept)


async def _refused(visit: Visit, problem: str, form: Mapping[str, str]) -> Response:
    """Says what is wrong, with a way back."""
    back = _back(visit, form, whole_number(form.get("page")), [], whole_number(form.get("line")) or None)
    html = await visit.datasette.render_template(
        "archive/refused.html", {"own": True, "what": problem, "back": back}, request=visit.request
    )
    return Response.html(html, status=400)


# What pages show


async def of_person(visit: Visit, number: int, name: str) -> Row:
    """What a person's page has of corrections: what was said of who he is, and who may say more."""
    rights = await rights_of(visit)
    found = await identities.of_person(visit.archive, number, name)
    return {
        "rights": vars(rights),
        "said": [_shown(one) for one in found["said"]],
        "named_in": found["named_in"] if rights else [],
        "noted": bool(visit.asked("done")) and rights.only_suggest,
    }


async def of_organisation(visit: Visit) -> Row:
    """What an organisation's page has of corrections: who may say that it is another."""
    rights = await rights_of(visit)
    noted = bool(visit.asked("done")) and rights.only_suggest
    return {"rights": vars(rights), "noted": noted}


async def of_page(visit: Visit, found: Row, text: list[str]) -> Row:
    """What a page's view has of corrections: what holds, what was just done, and the form for the line asked for."""
    rights = await rights_of(visit)
    noted = [_shown(one) for one in await rows(visit.archive, queries.CORRECTIONS_OF_PAGE, id=found["id"])]
    holding: dict[int, list[Row]] = {}
    for one in noted:
        if one["state"] in ("applied", "unheeded") and one["kind"] in kinds() and one["stands_at"]:
            holding.setdefault(one["stands_at"], []).append(one)
    asked = whole_number(visit.asked("line"))
    done = {whole_number(number) for number in visit.asked("done").split()[:20]} - {0} if rights.correct else set()
    line = asked if rights and 0 < asked <= len(text) and text[asked - 1].strip() else None
    mended = next((one["value"] for one in holding.get(line or 0, []) if one["kind"] == "text"), None)
    return {
        "rights": vars(rights),
        "holding": holding,
        "of_the_page": [one for one in noted if one["line"] is None and one["state"] == "applied"],
        "line": line,
        "line_text": None if line is None else mended or text[line - 1].strip(),
        "done": [one for one in noted if one["id"] in done],
        "noted": bool(visit.asked("done")) and rights.only_suggest,
        "changed": sorted(await _changed(visit, found["id"], text, done)) if done else [],
        "queue": await _beside_in_queue(visit) if visit.asked("queue") else None,
    }


async def of_article(visit: Visit, found: Row, bylines: list[Row], blocks: list[Row]) -> Row:
    """What an article's view has of corrections: its history, and what forms begin with."""
    rights = await rights_of(visit)
    lines = {number for block in blocks for number in range(block["first_line"], block["last_line"] + 1)}
    noted = [_shown(one) for one in await rows(visit.archive, queries.CORRECTIONS_OF_PAGE, id=found["page_id"])]
    history = [one for one in noted if one["line"] is None or (one["stands_at"] or one["line"]) in lines]
    if not rights.correct:
        history = [one for one in history if one["state"] not in (SUGGESTED, "declined")]
    done = {whole_number(number) for number in visit.asked("done").split()[:20]} - {0}
    return {
        "rights": vars(rights),
        "history": history,
        "done": [one for one in history if one["id"] in done and rights.correct],
        "noted": bool(done) and rights.only_suggest,
        "byline_text": byline_text(tuple(Byline(one["name"], one["role"]) for one in bylines)),
        "mentions": await rows(visit.archive, queries.MENTIONS_OF_ARTICLE, id=found["id"]) if rights else [],
        "organisations": await rows(visit.archive, queries.ORGANISATIONS_AS_PRINTED, id=found["id"]) if rights else [],
    }


def mendable_lines(blocks: list[Row], text: list[str], noted: list[Row]) -> list[Row]:
    """The lines of an article's headline, as they are printed or were mended."""
    mended = {one["stands_at"]: one["value"] for one in noted if one["kind"] == "text" and one["state"] == "applied"}
    return [
        {"line": number, "text": mended.get(number, text[number - 1].strip())}
        for block in blocks
        if block["role"] == "title"
        for number in range(block["first_line"], block["last_line"] + 1)
        if text[number - 1].strip()
    ]


async def queue(visit: Visit) -> Row:
    """Pages in the order of their doubt, and for those who may answer them, suggestions."""
    rights = await rights_of(visit)
    total = (await rows(visit.archive, queries.DOUBTFUL_PAGES_COUNTED))[0]["pages"]
    where = pager(visit, total, PER_QUEUE)
    waiting = await rows(visit.archive, queries.SUGGESTIONS) if rights.correct else []
    return {
        "archive": visit.archive.name,
        "rights": vars(rights),
        "suggestions": [_shown(one) for one in waiting],
        "pager": where,
        "pages": await rows(
            visit.archive, queries.DOUBTFUL_PAGES, skip=(where["page"] - 1) * PER_QUEUE, most=PER_QUEUE
        ),
    }


async def history(visit: Visit) -> Row:
    """How the reader alone reads the page of an article, and what people put right there."""
    article = await found_by_number(visit, queries.ARTICLE, "article")
    blocks = await rows(visit.archive, queries.BLOCKS_OF_ARTICLE, id=visit.number)
    lines = {number for block in blocks for number in range(block["first_line"], block["last_line"] + 1)}
    page = await row(visit.archive, queries.PAGE_AS_GIVEN, id=article["page_id"])
    assert page is not None
    noted = await of_article(visit, article, [], blocks)
    plain = await visit.archive.execute_fn(lambda conn: _plainly(conn, page, _given(page)))
    owners = {block.article for block in plain.blocks if lines.intersection(block.numbers)} - {None}
    return {
        "archive": visit.archive.name,
        "article": {key: article[key] for key in ("id", "title", "page_id", "body")},
        "history": noted["history"],
        "as_read": [
            {
                "title": one.article.title,
                "kicker": one.article.kicker,
                "subtitle": one.article.subtitle,
                "bylines": byline_text(one.bylines),
                "date": one.date,
                "body": one.article.body,
            }
            for one in plain.articles
            if one.article.position in owners
        ],
    }


def _shown(one: Row) -> Row:
    """A correction as pages show it: what it speaks of, and whether it can be taken back."""
    takes_back = one["kind"] in (UNDO, DECLINE)
    kind, _, value = one["value"].partition("=") if takes_back else (one["kind"], "", one["value"])
    open_state = one["state"] in ("applied", "unplaced", "unheeded")
    return {**one, "of": kind, "is": value, "takes_back": takes_back, "can_be_undone": open_state and not takes_back}


async def _changed(visit: Visit, number: int, text: list[str], without: set[int]) -> set[int]:
    """Lines that are read otherwise than they would be without these corrections."""
    page = await row(visit.archive, queries.PAGE_AS_GIVEN, id=number)
    assert page is not None
    given = _given(page)

    def compare(conn: sqlite3.Connection) -> set[int]:
        held = page_held(conn, page["file"])
        every = table.of_page(conn, page["file"], page["sha256"])
        earlier = [(number, one) for number, one in every if number not in without]
        readings = (
            read_anew(page["text"], page["sha256"], given, settled(some, page["sha256"], page["text"]).mends, held)
            for some in (earlier, every)
        )
        before, after = (_seen(reading.blocks) for reading in readings)
        touched = {one.line for number, one in every if number in without and one.line}
        return {line for line, *_ in before ^ after} | touched

    lines: set[int] = await visit.archive.execute_fn(compare)
    return {line for line in lines if line <= len(text) and text[line - 1].strip()}


def _given(page: Row) -> Known:
    return Known(page["file"], page["publication"], page["issue_date"], page["page_label"], page["folder"])


def _plainly(conn: sqlite3.Connection, page: Row, given: Known) -> Reading:
    """How a page is read when nothing is put right."""
    return read_anew(page["text"], page["sha256"], given, held=page_held(conn, page["file"]))


def _seen(blocks: Sequence[Block]) -> set[tuple[int, str, int]]:
    """(line, role, first line of its article) of each: what a reader sees of its reading."""
    firsts: dict[int | None, int] = {None: 0}
    for block in blocks:
        firsts.setdefault(block.article, block.first_line)
    return {(line, block.role, firsts[block.article]) for block in blocks for line in block.numbers}


async def _beside_in_queue(visit: Visit) -> Row | None:
    """The pages before and after in the order of doubt, as it was when the visitor came by: queue=0.31-12."""
    doubt, _, number = visit.asked("queue").partition("-")
    try:
        at = {"doubt": float(doubt), "id": whole_number(number)}
    except ValueError:
        return None
    before = await row(visit.archive, queries.MORE_DOUBTFUL, **at)
    after = await row(visit.archive, queries.LESS_DOUBTFUL, **at)
    return {"at": visit.asked("queue"), "previous": before, "next": after}
