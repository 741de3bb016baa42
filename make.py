"""Sets up and runs the project with nothing but Python (3.10 or newer).

    python3 make.py serve    environment, install, read seeds/, open the archive in Datasette
                             (what follows goes to Datasette: --port 8002)
    python3 make.py test     environment, install, run the tests
    python3 make.py lint     environment, install, ruff and mypy

Everything goes into .venv; nothing else on the machine is touched.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")


def run(*command: str | Path, check: bool = True, quiet: bool = False) -> int:
    """Runs a command in the project's folder; ends the script with its status where it fails and `check` is set."""
    told = subprocess.DEVNULL if quiet else None
    status = subprocess.call([str(part) for part in command], cwd=ROOT, stdout=told, stderr=told)
    if check and status:
        sys.exit(status)
    return status


def installed(*requirements: str) -> None:
    """Makes .venv, if it is not there, and installs the project into it, unless that has been done before."""
    if sys.version_info < (3, 10):  # noqa: UP036  (older Pythons are met here, before pip would say so)
        sys.exit(f"baozhi-archive needs Python 3.10 or newer; this is {sys.version.split()[0]}")
    stamp, state = VENV / "installed", wanted(*requirements)
    if stamp.exists() and state in stamp.read_text("utf-8").splitlines():
        return
    print(f"Installing into {VENV.name}, which takes a minute or two …", flush=True)
    if not (BIN / "pip").exists() and not (BIN / "pip.exe").exists():
        venv.create(VENV, with_pip=True)
    run(BIN / "pip", "install", "--quiet", "--disable-pip-version-check", *requirements)
    with stamp.open("a", encoding="utf-8") as file:
        print(state, wanted(*(requirement.partition("[")[0] for requirement in requirements)), sep="\n", file=file)


def wanted(*requirements: str) -> str:
    """What .venv must have been made for: these requirements of this pyproject.toml, this Python."""
    asked = [sys.version, *requirements, (ROOT / "pyproject.toml").read_text("utf-8")]
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()


def serve() -> None:
    installed("-e", ".")
    run(BIN / "ingest", "seeds", "--db", "archive.db")
    run(BIN / "ingest", "serve", "archive.db", "--open", *sys.argv[2:])


def test() -> None:
    installed("-e", ".[dev]")
    if run(BIN / "python", "-c", "import rjieba", check=False, quiet=True):  # it comes where there is a wheel
        run(BIN / "pip", "install", "--quiet", "--only-binary", ":all:", "rjieba", check=False)
    run(BIN / "python", "-m", "pytest", "--numprocesses", "auto", "--dist", "loadfile", *sys.argv[2:])


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
