"""Ingest at size: two checkouts, or two commands of one, side by side in one run, as ratios.

    python -m benchmarks.ingest                                 200 made pages: this checkout alone
    python -m benchmarks.ingest --against ../other --pages 400  the other checkout is 1
    python -m benchmarks.ingest --only load,jobs                some of the measurements

Pages are those of `benchmarks.corpus`. Every command runs as a process of its own, by turns with what it is compared
with, some rounds long; what counts is the median of the rounds' ratios, for on a machine that others use too a second
is not always as long. CPU is that of the process and of those that it started; memory is that of the largest of them.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import corpus

HERE = Path(__file__).parent.parent


@dataclass(frozen=True)
class Cost:
    """What one process took."""

    cpu: float
    """Seconds of processor time."""
    wall: float
    """Seconds by the clock."""
    memory: int
    """Megabytes of the largest process."""


@dataclass(frozen=True)
class Trial:
    """A command to be measured: in a checkout, after what has to be there before it."""

    command: Sequence[str]
    checkout: Path
    before: Callable[[], object] = lambda: None


def cost(trial: Trial) -> Cost:
    """Runs a command once."""
    trial.before()
    started = time.monotonic()
    process = subprocess.Popen(trial.command, cwd=trial.checkout, stdout=subprocess.DEVNULL, env=_environment(trial))
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, trial.command
    return Cost(usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss // 1024)


def compared(one: Trial, other: Trial, rounds: int) -> list[tuple[Cost, Cost]]:
    """The costs of two commands, by turns."""
    return [(cost(one), cost(other)) for _ in range(rounds)]


def told(what: str, pairs: Iterable[tuple[Cost, Cost]]) -> str:
    """A line of the table: how many times as much the second of two costs as the first."""
    pairs = list(pairs)
    cpu = median(other.cpu / one.cpu for one, other in pairs)
    wall = median(other.wall / one.wall for one, other in pairs)
    seconds = " ".join(f"{one.cpu:.1f}:{other.cpu:.1f}" for one, other in pairs)
    memory = [max(cost.memory for cost in costs) for costs in zip(*pairs, strict=True)]
    return f"{what}: {cpu:.2f} × CPU, {wall:.2f} × the time ({seconds} CPU s; {memory[0]}:{memory[1]} MB)"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200, metavar="N")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another checkout to compare this one with")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--only", metavar="NAMES", help=f"some of {','.join(MEASURED)}")
    options = parser.parse_args()
    print(
        f"{options.pages} pages, {os.cpu_count()} processors, {platform.machine()}, Python {platform.python_version()}"
    )
    with TemporaryDirectory() as place:
        bench = Bench(Path(place), options.pages, options.rounds, (options.against or HERE).resolve())
        corpus.write(bench.folder, corpus.pages(options.pages))
        for name in options.only.split(",") if options.only else MEASURED:
            print(MEASURED[name](bench), flush=True)


@dataclass(frozen=True)
class Bench:
    """What all measurements share."""

    place: Path
    pages: int
    rounds: int
    against: Path

    @property
    def folder(self) -> Path:
        return self.place / "pages"

    def ingest(self, checkout: Path, db: str, jobs: int = 1, anew: bool = True, folder: Path | None = None) -> Trial:
        """An ingest of the pages, into an archive that is begun anew, or into the one that is there."""
        path = self.place / db
        before = (lambda: path.unlink(missing_ok=True)) if anew else (lambda: None)
        options = ["--db", str(path), "--jobs", str(jobs), "--silent"]
        return Trial([sys.executable, "-m", "ingest", str(folder or self.folder), *options], checkout, before)


def load(bench: Bench) -> str:
    """The first load, in one process."""
    pairs = compared(bench.ingest(bench.against, "other.db"), bench.ingest(HERE, "here.db"), bench.rounds)
    return told("this checkout, where the other is 1", pairs)


def jobs(bench: Bench) -> str:
    """The first load, in two processes."""
    pairs = compared(bench.ingest(HERE, "here.db"), bench.ingest(HERE, "two.db", jobs=2), bench.rounds)
    return told("--jobs 2, where --jobs 1 is 1", pairs)


def again(bench: Bench) -> str:
    """The same pages a second time."""
    first = bench.ingest(HERE, "here.db")
    pairs = compared(first, bench.ingest(HERE, "here.db", anew=False), bench.rounds)
    return told("unchanged pages, where the first load is 1", pairs)


def changed(bench: Bench) -> str:
    """One page that changes each time, in an archive of few pages and in one of all."""
    few = bench.place / "few"
    for file in sorted(bench.folder.rglob("*.txt"))[:10]:
        shutil.copytree(file.parent, few / file.parent.name, dirs_exist_ok=True)
    changing = bench.place / "changing"
    for db, folder in (("few.db", few), ("all.db", bench.folder)):
        cost(bench.ingest(HERE, db, folder=folder))

    def change() -> None:
        corpus.write(changing, [(corpus.file_of(0), corpus.page(0) + f"{time.monotonic_ns()}号\n")])

    trials = [
        Trial(bench.ingest(HERE, db, anew=False, folder=changing).command, HERE, change) for db in ("few.db", "all.db")
    ]
    return told(f"one changed page among {bench.pages}, where among a few it is 1", compared(*trials, bench.rounds))


def start(bench: Bench) -> str:
    """The help, beside nothing but an import of click."""
    bare = Trial([sys.executable, "-c", "import click"], HERE)
    pairs = compared(bare, Trial([sys.executable, "-m", "ingest", "--help"], HERE), 7)
    more = median(other.cpu - one.cpu for one, other in pairs)
    return f"ingest --help: {more:.2f} CPU s over `import click`"


def reading(bench: Bench) -> str:
    """Reading, beside jieba's cutting of the same texts."""
    cut, read = (Trial([sys.executable, "-c", script, str(bench.folder)], HERE) for script in (CUT, READ))
    nothing = [Trial([*trial.command[:3], str(bench.place / "nothing")], HERE) for trial in (cut, read)]
    costs = [[cost(trial).cpu for trial in (cut, read, *nothing)] for _ in range(bench.rounds)]
    ratio = median((read - read_start) / (cut - cut_start) for cut, read, cut_start, read_start in costs)
    return f"reading pages, where jieba's cutting of their texts is 1: {ratio:.1f}"


CUT = """
import sys
from pathlib import Path
from ingest.search.words import jieba_cut
cut = jieba_cut()
for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
    cut(path.read_text("utf-8"))
"""

READ = """
import sys
from pathlib import Path
from ingest.model import Known
from ingest.pipeline import read
read("聊城市小麦丰收\\n\\n本报讯(记者 张三)3月5日,茌平区种植小麦40万亩,同比增长3%。\\n".encode(), Known("0.txt"))
for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
    read(path.read_bytes(), Known(path.name))
"""

MEASURED: dict[str, Callable[[Bench], str]] = {
    "load": load,
    "jobs": jobs,
    "again": again,
    "changed": changed,
    "start": start,
    "reading": reading,
}


def _environment(trial: Trial) -> dict[str, str]:
    """This process's, but for the modules: those of the checkout."""
    return {**os.environ, "PYTHONPATH": str(trial.checkout)}


if __name__ == "__main__":
    main()
