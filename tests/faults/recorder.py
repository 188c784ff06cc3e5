"""A SQLite file system over "unix" that hands every call to a `Disk` on its way down.

While a disk is plugged in, this file system is SQLite's default one, so that connections are
recorded which the production code makes exactly as it makes them. How it is done:

- Names (`sqlite3_vfs`): a copy of "unix" with our own open and delete.
- Files (`sqlite3_io_methods`): the real file is opened in SQLite's memory as ever; then its table
  of calls is exchanged for a copy in which those calls are ours that change the medium or may
  fail. Each ends in the real one. Shared memory (-shm) is no file of this kind.
- Folders are synced inside the real calls. SQLite lets the system call that opens a folder be
  replaced, which tells when that happens.
- What a file claims about its medium is cut down to what `medium` promises.
"""

import ctypes
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

import pytest

from tests.faults import sqlite_library as lib
from tests.faults.disk import Disk, Effect, Kind
from tests.faults.medium import Created, Deleted, FolderSynced, Synced, SyncLost, Truncated, Wrote
from tests.faults.plain_files import watched

Table = TypeVar("Table", lib.Vfs, lib.IoMethods)
Do = Callable[[], int]

NO_LIBRARY: Final = "Python's sqlite3 has SQLite inside itself here: nothing can be put below it"


@contextmanager
def plugged(disk: Disk) -> Iterator[Disk]:
    """Let SQLite, and who writes beside it, work on ``disk``; skip the test where that can't be."""
    it = recorder()
    if it is None:
        pytest.skip(NO_LIBRARY)
    it.plug(disk)
    try:
        with watched(disk):
            yield disk
    finally:
        it.unplug()


@cache
def recorder() -> "Recorder | None":
    """The one of this process, or None where Python's SQLite can't be reached."""
    library = lib.load()
    return None if library is None else Recorder(library)


@dataclass(frozen=True)
class _Open:
    """An open file: which disk and file it is, and the real table of calls."""

    disk: Disk
    name: str
    number: int
    real: Any


class Recorder:
    """Made once in a process: SQLite keeps its address."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._below = library.sqlite3_vfs_find(b"unix")
        self._disk: Disk | None = None
        self._files: dict[int, _Open] = {}
        self._folder_opened = False
        real: Any = self._below.contents
        self._open_below = lib.OpenCall(real.open)
        self._delete_below = lib.DeleteCall(real.delete)
        self._set_system_call = lib.SetSystemCall(real.set_system_call)
        folder_below = lib.GetSystemCall(real.get_system_call)(self._vfs_below, b"openDirectory")
        self._open_folder_below = lib.OpenFolderCall(folder_below)
        self._own_open_folder = lib.OpenFolderCall(self._open_folder)
        self._own_files = self._file_calls()
        self._tables: dict[int, lib.IoMethods] = {}
        self._own_names = {"open": lib.OpenCall(self._open), "delete": lib.DeleteCall(self._delete)}
        self._vfs = _copy(real, self._own_names)
        self._vfs.name = b"recording"

    def _file_calls(self) -> dict[str, Any]:
        return {
            "close": lib.CloseCall(self._close),
            "read": lib.ReadCall(self._read),
            "write": lib.WriteCall(self._write),
            "truncate": lib.TruncateCall(self._truncate),
            "sync": lib.SyncCall(self._sync),
            "size": lib.SizeCall(self._size),
            "lock": lib.LockCall(self._lock),
            "traits": lib.TraitsCall(self._traits),
            "shm_map": lib.ShmMapCall(self._shm_map),
        }

    @property
    def _vfs_below(self) -> int:
        return ctypes.addressof(self._below.contents)

    def plug(self, disk: Disk) -> None:
        """Make ``disk`` the one that new connections meet."""
        if self._disk is not None:
            raise RuntimeError("one disk at a time")
        self._disk = disk
        self._watch_folders(lib.address(self._own_open_folder))
        self._library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    def unplug(self) -> None:
        """Let new connections meet the real disk; open ones stay with theirs."""
        self._disk = None
        self._watch_folders(None)
        self._library.sqlite3_vfs_unregister(ctypes.byref(self._vfs))
        self._library.sqlite3_vfs_register(self._below, 1)

    def _watch_folders(self, function: int | None) -> None:
        if self._set_system_call(self._vfs_below, b"openDirectory", function) != lib.OK:
            raise RuntimeError("this SQLite does not let the opening of folders be watched")

    # names

    def _open(self, _: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = None if name is None else Path(ctypes.string_at(name).decode())
        disk = self._disk
        if path is None or disk is None or path.parent != disk.folder:
            return int(self._open_below(self._vfs_below, name, file, flags, out))

        def do() -> int:
            code = int(self._open_below(self._vfs_below, name, file, flags, out))
            if code == lib.OK:
                self._adopt(disk, path.name, file)
            return code

        opened = lib.OpenedFile.from_address(file)
        opened.methods = None  # so that SQLite does not close what never was open
        code = self._run(disk, Kind.OPEN, path.name, do)
        if code != lib.OK and file in self._files:  # opened, and reported as failed
            self._close(file)
        return code

    def _adopt(self, disk: Disk, name: str, file: int) -> None:
        number = disk.medium.file(name)
        if number is None:
            number = disk.medium.new_file()
            disk.log(Created(number, name))
            content = (disk.folder / name).read_bytes()
            if content:  # it was made past SQLite
                disk.log(Wrote(number, 0, content))
        opened = lib.OpenedFile.from_address(file)
        real = opened.methods.contents
        table = self._tables.setdefault(
            ctypes.addressof(real), _copy(real, self._own_files)
        )  # kept for ever: files point to it
        self._files[file] = _Open(disk, name, number, real)
        opened.methods = ctypes.pointer(table)

    def _delete(self, _: int, name: bytes, sync_folder: int) -> int:
        path, disk = Path(name.decode()), self._disk
        if disk is None or path.parent != disk.folder:
            return int(self._delete_below(self._vfs_below, name, sync_folder))

        def do() -> int:
            code = int(self._delete_below(self._vfs_below, name, sync_folder))
            if code == lib.OK:
                disk.log(Deleted(path.name))
                self._log_folder(disk)
            return code

        return self._run(disk, Kind.DELETE, path.name, do)

    def _open_folder(self, name: bytes, handle: int) -> int:
        self._folder_opened = True
        return int(self._open_folder_below(name, handle))

    def _log_folder(self, disk: Disk) -> None:
        if self._folder_opened:
            disk.log(FolderSynced())

    # files

    def _run(
        self,
        disk: Disk,
        kind: Kind,
        name: str,
        do: Do,
        instead: Callable[[Effect], None] = lambda _: None,
    ) -> int:
        """Make the call with ``do``, which logs it. If a fault strikes, do that ``instead``."""
        self._folder_opened = False
        fault = disk.strikes(kind, name)
        if fault is None:
            return do()
        if fault.effect is not Effect.ALL:
            instead(fault.effect)
            return fault.code
        code = do()
        return fault.code if code == lib.OK else code

    def _close(self, file: int) -> int:
        it = self._files.pop(file)
        return int(lib.CloseCall(it.real.close)(file))

    def _read(self, file: int, into: int, size: int, offset: int) -> int:
        it = self._files[file]
        read = lib.ReadCall(it.real.read)
        return self._run(it.disk, Kind.READ, it.name, lambda: read(file, into, size, offset))

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        it = self._files[file]
        write = lib.WriteCall(it.real.write)

        def put(size: int) -> int:
            length = (it.disk.folder / it.name).stat().st_size
            if not it.disk.takes(offset + size - length):
                return sqlite3.SQLITE_FULL
            code = int(write(file, data, size, offset))
            if code == lib.OK:
                it.disk.log(Wrote(it.number, offset, ctypes.string_at(data, size)))
            return code

        def instead(effect: Effect) -> None:
            if effect is Effect.HALF:
                put(size // 2)

        return self._run(it.disk, Kind.WRITE, it.name, lambda: put(size), instead)

    def _truncate(self, file: int, size: int) -> int:
        it = self._files[file]
        truncate = lib.TruncateCall(it.real.truncate)

        def do() -> int:
            code = int(truncate(file, size))
            if code == lib.OK:
                it.disk.log(Truncated(it.number, size))
            return code

        return self._run(it.disk, Kind.TRUNCATE, it.name, do)

    def _sync(self, file: int, flags: int) -> int:
        it = self._files[file]
        sync = lib.SyncCall(it.real.sync)

        def do() -> int:
            code = int(sync(file, flags))
            if code == lib.OK:
                it.disk.log(Synced(it.number))
                self._log_folder(it.disk)
            return code

        def instead(effect: Effect) -> None:
            if effect in (Effect.FORGOTTEN, Effect.REVERTED):
                it.disk.log(SyncLost(it.number))
            if effect is Effect.REVERTED:
                self._revert(file, it)

        return self._run(it.disk, Kind.SYNC, it.name, do, instead)

    @staticmethod
    def _revert(file: int, it: _Open) -> None:
        """Make the file what the medium has of it, for its readers too."""
        sure = it.disk.medium.content(it.number)
        lib.TruncateCall(it.real.truncate)(file, len(sure))
        lib.WriteCall(it.real.write)(file, lib.address(ctypes.c_char_p(sure)), len(sure), 0)

    def _size(self, file: int, into: int) -> int:
        it = self._files[file]
        size = lib.SizeCall(it.real.size)
        return self._run(it.disk, Kind.SIZE, it.name, lambda: size(file, into))

    def _lock(self, file: int, level: int) -> int:
        it = self._files[file]
        lock = lib.LockCall(it.real.lock)
        return self._run(it.disk, Kind.LOCK, it.name, lambda: lock(file, level))

    def _shm_map(self, file: int, page: int, size: int, extend: int, into: int) -> int:
        it = self._files[file]
        shm_map = lib.ShmMapCall(it.real.shm_map)
        return self._run(
            it.disk, Kind.SHARED, it.name, lambda: shm_map(file, page, size, extend, into)
        )

    def _traits(self, file: int) -> int:
        it = self._files[file]
        return int(lib.TraitsCall(it.real.traits)(file)) & lib.IOCAP_POWERSAFE_OVERWRITE


def _copy(table: Table, changed: Mapping[str, object]) -> Table:
    """The same calls, apart from those that are ``changed``."""
    copy = type(table).from_buffer_copy(table)
    for name, function in changed.items():
        setattr(copy, name, lib.address(function))
    return copy
