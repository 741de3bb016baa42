"""Pages read on workers: the same rows, whatever becomes of a worker; workers that would read otherwise are refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ingest import cluster as clusters
from ingest.cli import cli
from ingest.cluster import cluster
from ingest.errors import BadInput
from ingest.run import run
from ingest.sources import find
from ingest.storage.archive import Archive
from tests.killed import text
from tests.rows import all_rows

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

THREADS = {"threads_per_worker": 1, "processes": False, "dashboard_address": ":0", "protocol": "tcp"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages, one of which cannot be read."""
    folder = tmp_path_factory.mktemp("pages")
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(text(number), "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The rows that one process gives."""
    archive = tmp_path_factory.mktemp("expected") / "archive.db"
    with Archive(archive) as made:
        list(run(find([folder]).pages, made))
    return all_rows(archive)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler whose workers are threads of this process."""
    with distributed.LocalCluster(n_workers=2, **THREADS) as local:
        yield local.scheduler_address


def test_the_same_rows_as_one_process(folder: Path, expected: dict[str, Any], address: str, tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    told = CliRunner().invoke(cli, [str(folder), "--db", str(archive), "--cluster", address])
    assert (told.exit_code, told.stderr) == (
        1,
        "Error: empty.txt: is empty or blank; remove it or give the page's text\n",
    )
    assert "12 pages read, 0 unchanged, 0 replaced, 1 failed" in told.stdout
    assert all_rows(archive) == expected


def test_a_worker_that_is_killed_costs_only_time(folder: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with (
        distributed.LocalCluster(n_workers=0, **THREADS) as local,
        _worker(local.scheduler_address, tmp_path) as first,
        _worker(local.scheduler_address, tmp_path),
    ):
        local.wait_for_workers(2)
        with cluster(local.scheduler_address, 0) as readers, Archive(archive) as made:
            outcomes = run(find([folder]).pages, made, readers=readers)
            next(outcomes)
            first.kill()
            list(outcomes)
            assert len(local.scheduler_info["workers"]) == 1
    assert all_rows(archive) == expected


@contextmanager
def _worker(address: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, as the README starts them."""
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
    with subprocess.Popen(
        [sys.executable, "-m", "dask", "worker", address, *options], stderr=subprocess.DEVNULL
    ) as worker:
        yield worker
        worker.kill()


def test_workers_of_another_version_are_refused_by_name(
    folder: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = {**clusters.versions(), "rules": "of today"}
    monkeypatch.setattr(clusters, "versions", lambda: here)
    monkeypatch.setattr(clusters, "_told", lambda: {**here, "rules": "of yesterday"})
    archive = tmp_path / "archive.db"
    told = CliRunner().invoke(cli, [str(folder), "--db", str(archive), "--cluster", address])
    assert told.exit_code == 1
    workers = told.stderr.count("(rules of yesterday, here of today)")
    assert (workers, told.stderr.count("tcp://") - told.stderr.count(address)) == (2, 2)
    assert not archive.exists()


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.2)
    with pytest.raises(BadInput, match="no scheduler answers there"), cluster("tcp://127.0.0.1:9", 1):
        pass
    with pytest.raises(BadInput, match="no scheduler answers there"), cluster("nonsense://", 1):
        pass


def test_without_the_extra_it_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    told = CliRunner().invoke(cli, [str(folder), "--db", str(tmp_path / "archive.db"), "--cluster", "local"])
    assert told.exit_code == 1
    assert "pip install 'baozhi-archive[cluster]'" in told.stderr
