"""Ledger files by their names: giving one another name, with the log that is part of it."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from offline_queue.database import mapped
from offline_queue.errors import DiskFull

MAX_ASIDE: Final = 20
"""Files that are kept beside a ledger by another name; a medium that damages more is replaced."""

_PARTS: Final = ("-shm", "-wal", "")
"""What SQLite keeps of one database. The log goes before its file: a new file under the old name
must never meet the log of another one, which SQLite would put into it. Where only the log has got
its new name, that is a log without a file, and nothing else leaves one: a log that had no file gets
a name of its own kind. So asking again puts the file where its log is."""

_LOG_ALONE: Final = "log"


def set_aside(path: Path, why: str) -> Path | None:
    """Give the ledger file at ``path`` a free name with ``why`` in it; return that name.

    Nothing is deleted and nothing is written over. None where nothing was in it. Raises
    `LedgerError`; then some of its parts may have got the name, and asking again gives it to the
    rest. A log that was left without its file gets a name with ``why-log``.
    """
    with mapped(path):
        parts = [part for part in _PARTS if _with(path, part).exists()]
        if not any(_with(path, part).stat().st_size for part in parts):
            return None
        aside = _free_name(path, why if "" in parts else f"{why}-{_LOG_ALONE}", parts)
        for part in parts:
            _with(path, part).rename(_with(aside, part))
        flush_folder(path.parent)
    return aside


def flush_folder(folder: Path) -> None:
    """Have the names in ``folder`` on the medium. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_file(path: Path) -> None:
    """Have the bytes of ``path`` on the medium. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _with(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)


def _free_name(path: Path, why: str, parts: Sequence[str]) -> Path:
    for number in range(1, MAX_ASIDE + 1):
        name = path.with_name(f"{path.stem}.{why}-{number}{path.suffix}")
        taken = {part for part in _PARTS if _with(name, part).exists()}
        begun = "" in parts and "" not in taken
        if not taken or (begun and taken.isdisjoint(parts)):
            return name
    raise DiskFull(path, f"{MAX_ASIDE} damaged files are kept here: replace the medium")
