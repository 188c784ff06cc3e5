"""Writes and syncs that go past SQLite, by `os.pwrite` and `os.fsync`, brought to the same disk."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from tests.faults.disk import Disk, Effect, Fault, Kind
from tests.faults.medium import Synced, SyncLost, Wrote

_pwrite: Final = os.pwrite
_fsync: Final = os.fsync


@contextmanager
def watched(disk: Disk) -> Iterator[None]:
    """Record the calls on files of ``disk``, and fail them as it says."""
    with (
        patch.object(os, "pwrite", lambda file, data, at: _write(disk, file, data, at)),
        patch.object(os, "fsync", lambda file: _sync(disk, file)),
    ):
        yield


def _place(disk: Disk, file: int) -> tuple[str, int] | None:
    """Name and number of an open file on ``disk``."""
    path = Path(f"/proc/self/fd/{file}").readlink()
    number = disk.medium.file(path.name) if path.parent == disk.folder else None
    return None if number is None else (path.name, number)


def _write(disk: Disk, file: int, data: bytes, offset: int) -> int:
    place = _place(disk, file)
    if place is None:
        return _pwrite(file, data, offset)
    name, number = place
    fault = disk.strikes(Kind.WRITE, name)
    if fault is not None and fault.effect is not Effect.ALL:
        raise _failure(fault)
    done = _pwrite(file, data, offset)
    disk.log(Wrote(number, offset, data[:done]))
    if fault is not None:
        raise _failure(fault)
    return done


def _sync(disk: Disk, file: int) -> None:
    place = _place(disk, file)
    if place is None:
        return _fsync(file)
    name, number = place
    fault = disk.strikes(Kind.SYNC, name)
    if fault is not None and fault.effect in {Effect.FORGOTTEN, Effect.REVERTED}:
        disk.log(SyncLost(number))
    if fault is None or fault.effect is Effect.ALL:
        _fsync(file)
        disk.log(Synced(number))
    if fault is not None:
        raise _failure(fault)
    return None


def _failure(fault: Fault) -> OSError:
    full = fault.code == sqlite3.SQLITE_FULL
    return OSError(errno.ENOSPC if full else errno.EIO, "the test's fault")
