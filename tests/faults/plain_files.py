"""Files that go past SQLite, by calls of `os`, brought to the same disk.

Opening, writing, flushing, renaming and removing are recorded as they are made. What Python's own
file objects write is seen when the file is flushed: until then nothing of it is sure anyhow.
"""

import errno
import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from tests.faults.disk import Disk, Effect, Fault, Kind
from tests.faults.medium import Created, Deleted, FolderSynced, Synced, SyncLost, Truncated, Wrote

_open: Final = os.open
_write: Final = os.write
_pwrite: Final = os.pwrite
_fsync: Final = os.fsync
_replace: Final[Callable[..., None]] = os.replace
_unlink: Final[Callable[..., None]] = os.unlink
_MADE_BY_SQLITE: Final = "-shm"


@contextmanager
def watched(disk: Disk) -> Iterator[None]:
    """Record the calls on files of ``disk``, and fail writes and flushes as it says."""
    files = _Files(disk)
    with (
        patch.object(os, "open", files.open),
        patch.object(os, "write", files.write),
        patch.object(os, "pwrite", files.pwrite),
        patch.object(os, "fsync", files.fsync),
        patch.object(os, "replace", files.replace),
        patch.object(os, "unlink", files.unlink),
    ):
        yield


class _Files:
    """The calls, on one disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._drafts: set[int] = set()  # that may be written by file objects

    def open(self, path: Any, flags: int, *others: Any, **named: Any) -> int:  # noqa: ANN401 - as os has it
        """See `os.open`: a new file has a name from here on, a cut one is empty."""
        handle = _open(path, flags, *others, **named)
        name = self._name(path)
        if name is not None and flags & (os.O_CREAT | os.O_TRUNC):
            number = self._disk.medium.file(name)
            if number is None:
                number = self._disk.medium.new_file()
                self._disk.log(Created(number, name))
            elif flags & os.O_TRUNC:
                self._disk.log(Truncated(number, 0))
            self._drafts |= {number} if flags & os.O_TRUNC else set()
        return handle

    def write(self, file: int, data: bytes) -> int:
        """See `os.write`."""
        place = self._place(file)
        if place is None:
            return _write(file, data)
        at = os.fstat(file).st_size if _appends(file) else os.lseek(file, 0, os.SEEK_CUR)
        return self._written(place, data, at, lambda: _write(file, data))

    def pwrite(self, file: int, data: bytes, offset: int) -> int:
        """See `os.pwrite`."""
        place = self._place(file)
        if place is None:
            return _pwrite(file, data, offset)
        return self._written(place, data, offset, lambda: _pwrite(file, data, offset))

    def fsync(self, file: int) -> None:
        """See `os.fsync`, of a file or of the folder."""
        if Path(f"/proc/self/fd/{file}").readlink() == self._disk.folder:
            _fsync(file)
            self._disk.log(FolderSynced())
            return
        place = self._place(file)
        if place is None:
            _fsync(file)
            return
        name, number = place
        self._catch_up(name, number)
        fault = self._disk.strikes(Kind.SYNC, name)
        if fault is not None and fault.effect in {Effect.FORGOTTEN, Effect.REVERTED}:
            self._disk.log(SyncLost(number))
        if fault is None or fault.effect is Effect.ALL:
            _fsync(file)
            self._disk.log(Synced(number))
        if fault is not None:
            raise _failure(fault)

    def replace(self, source: Any, target: Any) -> None:  # noqa: ANN401 - as os has it
        """See `os.replace`: the name of the one is the other's."""
        old, new = self._name(source), self._name(target)
        _replace(source, target)
        number = None if old is None else self._disk.medium.file(old)
        if old is not None and new is not None and number is not None:
            self._disk.log(Created(number, new))
            self._disk.log(Deleted(old))

    def unlink(self, path: Any, **named: Any) -> None:  # noqa: ANN401 - as os has it
        """See `os.unlink`."""
        _unlink(path, **named)
        name = self._name(path)
        if name is not None:
            self._disk.log(Deleted(name))

    def _written(
        self, place: tuple[str, int], data: bytes, at: int, write: Callable[[], int]
    ) -> int:
        name, number = place
        fault = self._disk.strikes(Kind.WRITE, name)
        if fault is not None and fault.effect is not Effect.ALL:
            raise _failure(fault)
        done = write()
        self._disk.log(Wrote(number, at, bytes(data[:done])))
        if fault is not None:
            raise _failure(fault)
        return done

    def _catch_up(self, name: str, number: int) -> None:
        """What was written by a file object is told before its flush."""
        there = (self._disk.folder / name).read_bytes() if number in self._drafts else b""
        if there and there != self._disk.medium.content(number):
            self._disk.log(Wrote(number, 0, there))

    def _name(self, path: Any) -> str | None:  # noqa: ANN401 - as os has it
        """The name of a file on this disk that others than SQLite may make."""
        if not isinstance(path, str | os.PathLike):
            return None
        whole = Path(os.fspath(path))
        mine = whole.parent == self._disk.folder and not whole.name.endswith(_MADE_BY_SQLITE)
        return whole.name if mine else None

    def _place(self, file: int) -> tuple[str, int] | None:
        """Name and number of an open file on this disk."""
        name = self._name(Path(f"/proc/self/fd/{file}").readlink())
        number = None if name is None else self._disk.medium.file(name)
        return None if name is None or number is None else (name, number)


def _appends(file: int) -> bool:
    return bool(fcntl.fcntl(file, fcntl.F_GETFL) & os.O_APPEND)


def _failure(fault: Fault) -> OSError:
    full = fault.code == sqlite3.SQLITE_FULL
    return OSError(errno.ENOSPC if full else errno.EIO, "the test's fault")
