"""`ingest serve`: the archive in Datasette, wherever this package is installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import archive_at


def served(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`ingest serve`, as where pipx has put it: nothing else of its environment can be called by name."""
    command = [sys.executable, "-m", "ingest", "serve", *arguments]
    return subprocess.run(command, cwd=folder, env={"PATH": ""}, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("named", [(), ("archive.db",), ("-i", "archive.db"), ("archive.db", "--port", "8009")])
def test_it_opens_the_archive(tmp_path: Path, named: tuple[str, ...]) -> None:
    archive_at(tmp_path / "archive.db")
    front = served(tmp_path, *named, "--get", "/").stdout
    assert "/archive/-/page/1" in front and "site.css" in front


@pytest.mark.parametrize(("own", "limit"), [((), 0), (("--setting", "max_csv_mb", "7"), 7)])
def test_settings_are_ours_unless_the_user_has_others(tmp_path: Path, own: tuple[str, ...], limit: int) -> None:
    archive_at(tmp_path / "archive.db")
    settings = json.loads(served(tmp_path, *own, "--get", "/-/settings.json").stdout)
    assert (settings["max_csv_mb"], settings["facet_time_limit_ms"]) == (limit, 1000)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Error: archive.db: there is no such archive; `ingest SOURCE...` makes one"),
        (("none.db",), "Path 'none.db' does not exist."),
        (("--prot", "8002"), "No such option '--prot'."),
    ],
)
def test_what_cannot_be_opened_is_told(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    told = served(tmp_path, *arguments)
    assert told.returncode != 0
    assert message in told.stderr and "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []
