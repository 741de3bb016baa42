"""Options, paths, progress and errors: what the user of `ingest` sees."""

import click


@click.group()
def cli() -> None:
    """Turn raw newspaper pages into a SQLite archive."""
