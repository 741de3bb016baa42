"""Datasette, opened as archives want it, in the very Python that has this package: no `datasette` need be on the PATH.

    serve(("my.db", "--port", "8002"))

The plugin (web/) and metadata.yml come by themselves. Start reading at `serve`.
"""

from __future__ import annotations

from collections.abc import Sequence

from datasette import cli

SETTINGS = {
    "max_csv_mb": "0",  # a table is downloaded whole, however large
    "facet_time_limit_ms": "1000",  # the facets of a large archive take longer than Datasette's 200
}
"""Where ours are not Datasette's own; what the user sets wins."""


def names_a_database(arguments: Sequence[str]) -> bool:
    """Whether arguments of `datasette serve` name what to open. Ends the program, saying why, where they are wrong."""
    asked = cli.serve.make_context("ingest serve", list(arguments)).params
    return bool(asked["files"] or asked["immutable"])


def serve(arguments: Sequence[str]) -> None:
    """Runs until it is stopped; `arguments` are those of `datasette serve`."""
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, value)]
    cli.serve.main([*settings, *arguments], prog_name="ingest serve")
