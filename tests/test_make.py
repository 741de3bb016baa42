"""make.py on its own: what it says of itself, and that stopping it stops what it started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SERVING = """
import sys, make
make.COMMANDS = {"serve": lambda: make.run(sys.executable, "-c", "print(1, flush=True); import time; time.sleep(600)")}
sys.argv = ["make.py", "serve"]
make.main()
"""


def test_without_a_command_it_names_them() -> None:
    result = subprocess.run([sys.executable, "make.py"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 1
    assert "python3 make.py serve" in result.stderr


INSTALLING = """
import sys, make
from pathlib import Path
make.VENV = make.BIN = Path(sys.argv[1])
make.venv.create = lambda *_, **__: make.VENV.mkdir(exist_ok=True)
make.run = lambda *command, **_: print(*command[1:])
for asked in sys.argv[2:]:
    make.installed("-e", asked)
"""


@pytest.mark.parametrize(
    ("asked", "installed"),
    [([".", ".", ".[dev]", "."], [".", ".[dev]"]), ([".[dev]", "."], [".[dev]"])],
)
def test_what_is_installed_is_not_installed_again(tmp_path: Path, asked: list[str], installed: list[str]) -> None:
    told = subprocess.run(
        [sys.executable, "-c", INSTALLING, tmp_path / "env", *asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert [line.split()[-1] for line in told if line.startswith("install ")] == installed
    assert told[0].startswith("Installing into env")


def test_serve_needs_only_our_own_command() -> None:
    program = "import make; make.installed = print; make.run = lambda *command: print(command[0].stem, *command[1:])"
    told = subprocess.run(
        [sys.executable, "-c", f"{program}; make.serve()", "serve", "--port", "8002"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert told[1:] == ["ingest seeds --db archive.db", "ingest serve archive.db --open --port 8002"]


@pytest.mark.skipif(os.name == "nt", reason="Windows ends processes without a signal")
def test_stopping_it_stops_what_it_started() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVING], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as it:
        assert it.stdout is not None
        assert it.stdout.readline() == b"1\n"
        it.terminate()
        told = it.communicate(timeout=60)  # ends only when the server, which holds the same pipes, has ended
    assert (it.returncode, told) == (143, (b"", b""))
