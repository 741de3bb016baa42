"""Ingests killed at random moments, and disks that are full: nothing is lost, nothing half.

`python -m tests.killed` kills 200 of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.killed import held, prepared, text, tried
from tests.rows import all_rows, faults

TRIES = 4

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems limit files otherwise")


def test_killed_at_random_moments(tmp_path: Path) -> None:
    setting = prepared(tmp_path, 12)
    assert {number: found for number in range(TRIES) if (found := tried(setting, number)[0])} == {}


FULL = """
import resource, signal, sys
from ingest.cli import cli

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
cli()
"""
"""The program, where no file may become larger than so many bytes, as where the disk is full."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The working directory: an archive of two pages, and the folder `pages` with twenty."""
    (tmp_path / "pages").mkdir()
    (tmp_path / "first").mkdir()
    for number in range(20):
        (tmp_path / "pages" / f"{number:02}.txt").write_text(text(number), "utf-8")
    for number in range(2):
        shutil.copy(tmp_path / "pages" / f"{number:02}.txt", tmp_path / "first")
    ingest(tmp_path, "first")
    return tmp_path


def ingest(folder: Path, source: str, largest: int = 2**40) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", FULL, str(largest), source, "--jobs", "1"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")


@linux
@pytest.mark.parametrize("room", [10_000, 0, 40_000])
def test_where_the_disk_is_full_the_archive_holds_whole_pages(folder: Path, room: int) -> None:
    """Ten thousand bytes: not even the journal can be written. None left: the archive cannot grow; 40,000: a little."""
    archive = folder / "archive.db"
    before = held(archive)
    told = ingest(folder, "pages", room if room == 10_000 else archive.stat().st_size + room)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("Error: archive.db: cannot be written: the disk is full")
    assert len(told.stderr.splitlines()) == 1
    left = held(archive)
    assert {file: left[file] for file in before} == before
    assert faults(archive) == []
    assert ingest(folder, "pages").returncode == 0
    whole = held(archive)
    assert left == {file: whole[file] for file in left}
    archive.rename(folder / "found.db")
    ingest(folder, "first")
    ingest(folder, "pages")
    assert all_rows(folder / "found.db") == all_rows(archive)


@linux
@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
@pytest.mark.parametrize("what", ["archive.db", "."])
def test_what_is_read_only_stays_as_it_is(folder: Path, what: str) -> None:
    before = (folder / "archive.db").read_bytes()
    mode = (folder / what).stat().st_mode
    (folder / what).chmod(mode & ~0o222)
    try:
        told = ingest(folder, "pages")
    finally:
        (folder / what).chmod(mode)
    assert told.returncode == 1
    assert told.stderr.startswith("Error: archive.db: cannot be written: ")
    assert (folder / "archive.db").read_bytes() == before
