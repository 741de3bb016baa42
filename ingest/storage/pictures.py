"""Pictures of pages, in a folder beside the archive: my.db.pictures/3f9a….jpg

    keep(archive, "3f9a….jpg", content)     read(archive, "3f9a….jpg") → content

The site shows nothing but what lies here. Only `ingest` writes here, and each file is named by the hash of what it was
made of; so a name in pages.image can lead nowhere else, and what becomes of the files that were read matters no more.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Collection
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{64}\.(?:jpg|png|gif|webp)")


def folder(archive: Path) -> Path:
    """Where the pictures of an archive lie."""
    return archive.with_name(f"{archive.name}.pictures")


def is_kept(archive: Path, name: str) -> bool:
    """Whether a page's picture is there, to be shown."""
    with contextlib.suppress(OSError):
        return bool(NAME.fullmatch(name)) and stat.S_ISREG((folder(archive) / name).lstat().st_mode)
    return False


def keep(archive: Path, name: str, content: bytes) -> None:
    """Writes a picture, whole or not at all. Raises OSError where the folder cannot be written."""
    target = folder(archive) / name
    target.parent.mkdir(exist_ok=True)
    beside = target.with_suffix(f".{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(target)


def read(archive: Path, name: str) -> bytes | None:
    """A picture; None for what is none, a link among them."""
    if not is_kept(archive, name):
        return None
    with contextlib.suppress(OSError):
        handle = os.open(folder(archive) / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(handle, "rb") as file:  # noqa: PTH123
            return file.read()
    return None


def drop_others(archive: Path, names: Callable[[], Collection[str]]) -> None:
    """Removes the pictures that no page has any more; `names` are asked for, which looks at every page, where any lie
    there."""
    with contextlib.suppress(OSError):
        lying = [path for path in folder(archive).iterdir() if NAME.fullmatch(path.name)]
        wanted = names() if lying else ()
        for path in lying:
            if path.name not in wanted:
                path.unlink()
