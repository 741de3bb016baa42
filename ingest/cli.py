"""Options, paths, progress and errors: what the user of `ingest` sees.

What does the work is imported where it is needed, so that `ingest --help` answers at once.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click_default_group import DefaultGroup

from ingest import __version__
from ingest.errors import BadInput

if TYPE_CHECKING:
    from ingest.run import Outcome, Readers
    from ingest.sources.files import PageFile, Sources
    from ingest.storage.archive import Archive

ARCHIVE = "archive.db"
"""The archive where none is named."""

ARCHIVES = "archives"
"""The folder of several."""

NAMED = 5
"""Files that are not read are named up to this number, then counted."""

TOLD = ("articles", "bylines", "places", "figures")
"""Tables whose rows the summary counts."""


def archive_option(help: str, or_folder: bool = False) -> Callable[[Any], Any]:
    """The option --db: an archive, or where a command knows it a folder of them."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path, dir_okay=or_folder),
        default=ARCHIVE,
        show_default=True,
        metavar="FILE",
        help=help,
    )


database = archive_option("The archive: a SQLite file.")

reading_jobs = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    default=os.cpu_count() or 1,
    show_default="one for each processor",
    help="Processes that read pages; any number gives the same rows.",
)


class Day(click.ParamType):
    """A day of the calendar: 2025-03-08."""

    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from ingest.sources.files import day

        try:
            return day(value)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)


class Commands(DefaultGroup):
    """A group whose help tells the options of the command that needs no name."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        records = (option.get_help_record(ctx) for option in add.params if isinstance(option, click.Option))
        with formatter.section("Options of `ingest SOURCE...`"):
            formatter.write_dl([record for record in records if record])


@click.group(cls=Commands, default="add", default_if_no_args=False)
@click.version_option(__version__, prog_name="ingest")
def cli() -> None:
    """Turn raw pages of Chinese newspapers into a SQLite archive.

    \b
    ingest SOURCE...      files or folders into the archive (short for `ingest add SOURCE...`)
    ingest rows FILE...   articles of others: a table with one a row
    ingest explain FILE   how one page is read, line by line
    ingest fix FILE LINE  something misread on a page, put right
    ingest corrections    what was put right, as a file to keep beside the pages
    ingest report         what the archive holds, and what could not be placed
    ingest upgrade        an archive of an older version, brought to this one
    ingest export DIR     its tables as JSON Lines, CSV and a data package
    ingest serve          browse, search, query: the archive in Datasette
    """


@cli.command()
@click.argument("source", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@archive_option("The archive: a SQLite file; with --shard a folder, else `archives`.", or_folder=True)
@click.option(
    "--shard",
    type=click.Choice(["year", "publication"]),
    metavar="KIND",
    help="year or publication: an archive for each, archives/2025.db.",
)
@click.option("--publication", metavar="NAME", help="Newspaper of all given pages: 聊城日报.")
@click.option("--date", type=Day(), help="Day of the issue of all given pages.")
@reading_jobs
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read on the workers of this Dask scheduler, tcp://host:8786; `local`: on N workers here. Files are read here "
    "and sent.",
)
@click.option("--silent", is_flag=True, help="Print nothing but errors.")
def add(
    source: tuple[Path, ...],
    db: Path,
    publication: str | None,
    date: str | None,
    shard: str | None,
    jobs: int,
    cluster: str | None,
    silent: bool,
) -> None:
    """Read pages into the archive.

    SOURCE is a file (.txt or .md) or a folder, which is searched to the bottom. A folder may hold pages.csv with the
    columns file, publication, issue_date, page_label; --publication and --date win over it. Corrections that lie there
    in corrections.tsv are applied.

    The archive knows a page by its file's name, relative to the folder given. A file that has not changed is passed
    by; a mended one replaces its page; another page of that name gets its folder in front of its own. When a file
    cannot be read, the others are, and the exit status is 1.
    """
    if shard is None and db.is_dir():
        raise click.BadParameter(f"File '{db}' is a directory.", param_hint="'--db'")
    started = time.monotonic()
    with _errors():
        from ingest.sources.files import find

        sources = find(source, publication, date)
        with _readers(cluster, jobs) as readers:
            if shard:
                folder = Path(ARCHIVES) if db == Path(ARCHIVE) else db
                failed = _ingest_shards(sources, folder, shard, jobs, silent, started, readers)
            else:
                failed = _ingest(sources, db, jobs, silent, started, readers)
    sys.exit(1 if failed else 0)


@cli.command()
@click.argument(
    "file", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=False, path_type=Path)
)
@click.option("--title", metavar="COLUMN", help="Which column holds the headline.")
@click.option("--body", metavar="COLUMN", help="The text; HTML is taken out of it.")
@click.option("--date", metavar="COLUMN", help="The day of the issue: 2025-06-02, 20250602, 2025年6月2日.")
@click.option("--page", metavar="COLUMN", help="Number or name of the page.")
@click.option("--publication", metavar="COLUMN", help="The newspaper.")
@click.option("--kicker", metavar="COLUMN", help="The kicker, 引题.")
@click.option("--subtitle", metavar="COLUMN", help="The subtitle, 副题.")
@click.option("--byline", metavar="COLUMN", help="Who wrote it.")
@click.option("--section", metavar="COLUMN", help="The section, 栏目.")
@click.option("--paper", metavar="NAME", help="Newspaper of all rows, where no column tells.")
@click.option("--issue", type=Day(), help="Day of the issue of all rows, where no column tells.")
@database
@click.option("--silent", is_flag=True, help="Print nothing but errors.")
def rows(
    file: tuple[Path, ...], paper: str | None, issue: str | None, db: Path, silent: bool, **columns: str | None
) -> None:
    """Read articles out of tables of others.

    FILE is a .csv, .tsv, .jsonl or .json with an article a row. Columns called title, body, date, page, publication,
    kicker, subtitle, author or section (标题, 正文, 日期, 版次, 报纸, 引题, 副题, 作者, 栏目) are known as such;
    options say others. What columns say is taken as it is; datelines, bylines, places and figures are read in the
    texts. Rows of one paper, day and page become one page.
    """
    started = time.monotonic()
    with _errors():
        from ingest.sources.files import Sources
        from ingest.sources.rows import pages_of

        known = {"publication": paper, "issue_date": issue}
        sources = Sources(tuple(page for path in file for page in pages_of(path, columns, known)), ())
        failed = _ingest(sources, db, 1, silent, started)
    sys.exit(1 if failed else 0)


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--publication", metavar="NAME", help="Newspaper of the page.")
@click.option("--date", type=Day(), help="Day of the issue.")
@click.option("--page", "number", metavar="N", type=click.IntRange(min=1), help="Which page of a file with several.")
@click.option("--why", metavar="LINE", type=click.IntRange(min=1), help="Only what spoke for the role of this line.")
def explain(file: Path, publication: str | None, date: str | None, number: int | None, why: int | None) -> None:
    """Show how one page is read.

    Each line is shown with its role, its article and the rule that decided; below them the articles with their
    bylines, places and figures. What pages.csv and corrections.tsv beside the file say of it is taken into account.
    """
    with _errors():
        from ingest.explain import explain, reasons
        from ingest.fix import mends
        from ingest.pipeline import read
        from ingest.sources import content_of, find

        sources = find([file], publication, date)
        page = _one(sources.pages, number)
        content = content_of(page)
        reading = read(content, page.known, mends(content, page.known, sources.corrections))
        columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in explain(reading, columns) if why is None else reasons(reading, why):
            click.echo(line)


@cli.command()
@click.argument("arguments", metavar="[FILE [LINE] WHAT...]", nargs=-1)
@database
@click.option("--list", "as_list", is_flag=True, help="Instead, list all corrections; with FILE, those of its page.")
@click.option("--undo", metavar="ID", type=click.IntRange(min=1), help="Instead, take back the one of this number.")
@click.option("--by", metavar="NAME", help="Who says so.  [default: your user name]")
@click.option("--note", metavar="TEXT", default="", help="Why, for those who come after.")
def fix(arguments: tuple[str, ...], db: Path, as_list: bool, undo: int | None, by: str | None, note: str) -> None:
    """Put right what is misread on a page.

    \b
    ingest fix pages/01.txt 12 role=title begins       line 12 is a headline, an item begins with it
    ingest fix pages/01.txt 13 joins                   line 13 goes on with line 12; apart: it does not
    ingest fix pages/01.txt 14 text=今年小麦丰收。     line 14 as it should read
    ingest fix pages/01.txt 14 "byline=记者 王某；张三" place=茌平=山东省/聊城市/茌平区 place=高岭=
    ingest fix pages/01.txt 14 "figure=近9成=90 %" date=2025-03-08       of the article of line 14
    ingest fix pages/01.txt 14 person=张伟=聊城市司法局                  the same as he of that organisation
    ingest fix pages/01.txt publication=聊城日报 issue_date=2025-03-08 page_label=第2版

    It is written into corrections.tsv beside FILE and, where the archive holds the page, into the archive, which reads
    the page anew; FILE may be the name of a page of the archive too. Shown are the lines that are read otherwise.
    Nothing is overwritten: --undo adds a row as well.
    """
    with _errors():
        from ingest.fix import Fixer

        fixer = Fixer(db, by, note, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
        if undo is not None:
            told = fixer.undo(undo, arguments)
        elif as_list:
            told = fixer.listed(arguments)
        else:
            told = fixer.fix(arguments)
        for line in told:
            click.echo(line)


@cli.group()
def corrections() -> None:
    """What people put right, as a text file."""


@corrections.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@database
def export_corrections(file: Path, db: Path) -> None:
    """Write all corrections of the archive into FILE.

    As corrections.tsv beside the pages it is read by every `ingest`, so that nothing is lost when the archive is.
    """
    with _errors():
        from ingest.corrections.files import write
        from ingest.storage import corrections as table
        from ingest.storage.archive import Archive

        with Archive(_there(db)) as archive:
            found = [correction for _, correction in table.every(archive.db.conn)]
        write(file, found)
        click.echo(f"{file} holds {len(found)} corrections")


@corrections.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@database
def import_corrections(file: Path, db: Path) -> None:
    """Add the corrections of FILE to the archive.

    Those that are there already are passed by; the pages that the others speak of are read anew.
    """
    with _errors():
        from ingest.corrections.files import read
        from ingest.storage.archive import Archive
        from ingest.storage.mending import mend

        found = list(read(file))
        with Archive(_there(db)) as archive:
            with archive.transaction():
                added = mend(archive, found)
            unplaced = archive.count_where("corrections", "state = 'unplaced'")
        click.echo(f"{len(added)} corrections added, {len(found) - len(added)} were there; {unplaced} have no place")


@cli.command()
@database
@click.option("--csv", "as_notes", is_flag=True, help="Instead, a pages.csv to fill in: paper, day and page label.")
def report(db: Path, as_notes: bool) -> None:
    """Tell what the archive holds.

    First the articles most likely misread, each with its doubt (0 to 1) and what says so. Then page by page, the most
    doubtful first: articles, photo items, the share of the text that found its place. Then what could not be placed,
    what lacks a headline, what begins or ends mid-sentence, and what is unknown of a page, each with its line. Last the
    corrections that have no place on their page or could not be followed, and suggestions that wait for an answer.
    """
    with _errors():
        from ingest.report import notes
        from ingest.report import report as lines
        from ingest.storage.archive import Archive
        from ingest.storage.holdings import holdings, open_corrections

        with Archive(_there(db)) as archive:
            held, waiting = list(holdings(archive.db)), list(open_corrections(archive.db))
        for line in [notes(held).rstrip()] if as_notes else lines(held, waiting):
            click.echo(line)


@cli.command()
@database
@reading_jobs
def upgrade(db: Path, jobs: int) -> None:
    """Bring an archive of an older version to this one.

    Its pages are read anew from the text that it keeps; pages and articles keep their numbers. It is done in one
    transaction: when it is interrupted, the archive is as before.
    """
    with _errors():
        from ingest.storage import SCHEMA_VERSION
        from ingest.storage.upgrade import upgrade

        done = upgrade(_there(db), jobs)
        if done.before == SCHEMA_VERSION:
            click.echo(f"{db} is of schema {SCHEMA_VERSION} already; nothing to do")
        else:
            click.echo(f"{db} was of schema {done.before}, is of schema {SCHEMA_VERSION}; {done.pages} pages read anew")


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", metavar="[ARCHIVE]...", nargs=-1, type=click.UNPROCESSED)
def serve(arguments: tuple[str, ...]) -> None:
    """Open archives in Datasette.

    ARCHIVE is archive.db where none is named; other databases may stand beside it. All options of `datasette serve` are
    understood, first of all --port 8002, --open (in the browser), --immutable ARCHIVE (for one that will not change)
    and --host 0.0.0.0 (for other machines). `datasette archive.db` shows the same, with Datasette's own limits.
    """
    with _errors():
        from ingest.serving import names_a_database, serve

        serve(arguments if names_a_database(arguments) else (str(_there(Path(ARCHIVE))), *arguments))


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@archive_option("The archive; with --parquet, also a folder of several.", or_folder=True)
@click.option("--parquet", "as_parquet", is_flag=True, help="Instead, Parquet files parted by year.")
def export(folder: Path, db: Path, as_parquet: bool) -> None:
    """Write the archive's tables into a folder.

    DIR gets each table as JSON Lines, as CSV and, where pyarrow is installed, as Parquet, and datapackage.json
    (Frictionless Data), which describes every column. Files of an earlier export are replaced. The same archive gives
    the same bytes.

    With --parquet it gets articles/year=2025/archive.parquet and so on, which DuckDB and Spark read as one table;
    archives exported into the same DIR stand side by side.
    """
    with _errors():
        from ingest import dataset
        from ingest.export import export
        from ingest.storage.archive import Archive

        archives = sorted(db.glob("*.db")) if as_parquet and db.is_dir() else [_there(db)]
        for archive in archives:
            Archive(archive).db.close()  # says so when the file is no archive
        counts = dataset.export(archives, folder) if as_parquet else export(db, folder)
        click.echo(f"{folder} holds {', '.join(f'{count} {table}' for table, count in counts.items())}")


def _one(pages: Sequence[PageFile], number: int | None) -> PageFile:
    """The page that is asked for; raises BadInput for a number that the file does not have."""
    if number is None or len(pages) == 1:
        return pages[0]
    if number > len(pages):
        raise BadInput(str(pages[0].path), f"has no page {number}; it holds {len(pages)}")
    return pages[number - 1]


def _there(db: Path) -> Path:
    """The archive's path; raises BadInput when there is no such file."""
    if not db.exists():
        raise BadInput(str(db), "there is no such archive; `ingest SOURCE...` makes one")
    return db


@contextmanager
def _errors() -> Iterator[None]:
    """What a user can mend becomes one line on stderr and exit status 1."""
    try:
        yield
    except BadInput as problem:
        raise click.ClickException(str(problem)) from None


@contextmanager
def _readers(cluster: str | None, jobs: int) -> Iterator[Readers | None]:
    """What reads pages in place of this machine's processes."""
    if cluster is None:
        yield None
        return
    from ingest.cluster import cluster as opened

    with opened(cluster, jobs) as readers:
        yield readers


def _ingest(
    sources: Sources, db: Path, jobs: int, silent: bool, started: float, readers: Readers | None = None
) -> bool:
    """Writes the pages into the archive and tells of it; says whether one could not be read."""
    from ingest.storage.archive import Archive

    with Archive(db) as archive:
        outcomes = _write(sources, archive, jobs, silent, readers)
        failed = _failed(outcomes)
        if not silent:
            _tell(sources, outcomes, [archive], db, time.monotonic() - started)
    return failed


def _ingest_shards(
    sources: Sources, folder: Path, kind: str, jobs: int, silent: bool, started: float, readers: Readers | None
) -> bool:
    """The same into the archives of a folder."""
    from ingest.shards import Shards, run

    if folder.is_file():
        raise BadInput(str(folder), "is a file; with --shard, --db names a folder for several archives")
    with Shards(folder, kind) as shards:
        for archive in shards.open.values():
            _refresh(archive, silent)
        outcomes = _watched(run(sources, shards, jobs, readers), sources, silent)
        failed = _failed(outcomes)
        if not silent:
            _tell(sources, outcomes, list(shards.open.values()), folder, time.monotonic() - started)
    return failed


def _failed(outcomes: Sequence[Outcome]) -> bool:
    """Names what could not be read; says whether there was any."""
    failures = [outcome.note for outcome in outcomes if outcome.kind == "failed"]
    for failure in failures:
        click.echo(f"Error: {failure}", err=True)
    return bool(failures)


def _write(
    sources: Sources, archive: Archive, jobs: int, silent: bool, readers: Readers | None = None
) -> list[Outcome]:
    """Brings the archive up to date."""
    from ingest.run import run

    _refresh(archive, silent)
    return _watched(run(sources.pages, archive, jobs, sources.corrections, readers), sources, silent)


def _refresh(archive: Archive, silent: bool) -> None:
    if archive.refresh_index() and not silent:
        click.echo("The index was made by another version or segmenter: it was built anew.")


def _watched(outcomes: Iterator[Outcome], sources: Sources, silent: bool) -> list[Outcome]:
    """The outcomes, with a progress bar where somebody looks on."""
    hidden = silent or not sys.stderr.isatty()
    with click.progressbar(outcomes, len(sources.pages), "Reading", hidden, file=sys.stderr) as bar:
        return list(bar)


def _tell(sources: Sources, outcomes: list[Outcome], archives: Sequence[Archive], where: Path, seconds: float) -> None:
    """The summary: what is there already, what was passed over, and one line of numbers."""
    same = [f"{outcome.file} (as {outcome.note})" for outcome in outcomes if outcome.kind == "same"]
    if same:
        click.echo(f"Not added, the same content is there: {_names(same)}")
    beside = [outcome.file for outcome in outcomes if outcome.kind == "read" and outcome.note]
    if beside:
        click.echo(f"Named with their folder, for the archive holds other pages of their names: {_names(beside)}")
    replaced = [outcome.file for outcome in outcomes if outcome.kind == "replaced"]
    if replaced:
        click.echo(f"Replaced, the content or what is known of it has changed: {_names(replaced)}")
    if sources.passed_over:
        click.echo(f"Passed over (hidden, or no page): {_names(sources.passed_over)}")
    if sources.missing:
        click.echo(f"Not there, though their pages link to them: {_names(sources.missing)}")
    kinds = Counter(outcome.kind for outcome in outcomes)
    done = f"{kinds['read']} pages read, {kinds['unchanged']} unchanged, {kinds['replaced']} replaced"
    counts = {table: sum(archive.count(table) for archive in archives) for table in TOLD}
    held = ", ".join(f"{count} {table}" for table, count in counts.items())
    several = f"{len(archives)} archives: " if where.is_dir() else ""
    nothing = "; nothing to do, every page was there already" if set(kinds) == {"unchanged"} else ""
    unplaced = sum(archive.count_where("corrections", "state in ('unplaced', 'unheeded')") for archive in archives)
    if unplaced:
        click.echo(f"Corrections without a place on their page: {unplaced}; `ingest report` names them")
    click.echo(f"{done}, {kinds['failed']} failed; {where} holds {several}{held}{nothing}; {seconds:.1f} s")


def _names(files: Sequence[str]) -> str:
    named = ", ".join(files[:NAMED])
    return named if len(files) <= NAMED else f"{named} and {len(files) - NAMED} more"
