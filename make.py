"""Sets up and runs the project with nothing but Python (3.10 or newer).

    python3 make.py serve    environment, install, read seeds/, open the archive in Datasette
                             (what follows goes to Datasette: --port 8002)
    python3 make.py test     environment, install, run the tests
    python3 make.py lint     environment, install, ruff and mypy

Everything goes into .venv; nothing else on the machine is touched.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")


def run(*command: str | Path, check: bool = True) -> int:
    """Runs a command in the project's folder; ends the script with its status where it fails and `check` is set."""
    status = subprocess.call([str(part) for part in command], cwd=ROOT)
    if check and status:
        sys.exit(status)
    return status


def installed(*requirements: str) -> None:
    """Makes .venv, if it is not there, and installs the project into it."""
    if sys.version_info < (3, 10):  # noqa: UP036  (older Pythons are met here, before pip would say so)
        sys.exit(f"baozhi-archive needs Python 3.10 or newer; this is {sys.version.split()[0]}")
    if not (BIN / "pip").exists() and not (BIN / "pip.exe").exists():
        venv.create(VENV, with_pip=True)
    run(BIN / "pip", "install", "--quiet", "--disable-pip-version-check", *requirements)


def serve() -> None:
    installed("-e", ".")
    run(BIN / "ingest", "seeds", "--db", "archive.db")
    run(BIN / "datasette", "archive.db", "--open", *sys.argv[2:])


def test() -> None:
    installed("-e", ".[dev]")
    run(BIN / "pip", "install", "--quiet", "--only-binary", ":all:", "rjieba", check=False)  # where there is a wheel
    run(BIN / "python", "-m", "pytest", *sys.argv[2:])


def lint() -> None:
    installed("-e", ".[dev]")
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", ".")
    run(BIN / "mypy")


COMMANDS = {"serve": serve, "test": test, "lint": lint}


def main() -> None:
    """Runs the command named; a signal or Ctrl-C to this script also ends what it has started."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        COMMANDS[sys.argv[1]]()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
