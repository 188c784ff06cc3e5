"""The very SQLite library that Python's `sqlite3` uses, called past it, and its tables of calls.

The structures are those of sqlite3.h (`sqlite3_vfs` version 3, `sqlite3_io_methods` version 3):
every member that is a function is kept as an address, since most are handed on untouched.
"""

import ctypes
import sqlite3
from ctypes import CFUNCTYPE, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, ClassVar, Final

OK: Final = sqlite3.SQLITE_OK
IOCAP_POWERSAFE_OVERWRITE: Final = 0x1000

CloseCall = CFUNCTYPE(c_int, c_void_p)
ReadCall = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
WriteCall = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
TruncateCall = CFUNCTYPE(c_int, c_void_p, c_int64)
SyncCall = CFUNCTYPE(c_int, c_void_p, c_int)
LockCall = CFUNCTYPE(c_int, c_void_p, c_int)
SizeCall = CFUNCTYPE(c_int, c_void_p, c_void_p)
TraitsCall = CFUNCTYPE(c_int, c_void_p)
ShmMapCall = CFUNCTYPE(c_int, c_void_p, c_int, c_int, c_int, c_void_p)
OpenCall = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
DeleteCall = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
AccessCall = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int, c_void_p)
OpenFolderCall = CFUNCTYPE(c_int, c_char_p, c_void_p)
SetSystemCall = CFUNCTYPE(c_int, c_void_p, c_char_p, c_void_p)
GetSystemCall = CFUNCTYPE(c_void_p, c_void_p, c_char_p)


class IoMethods(ctypes.Structure):
    """`sqlite3_io_methods`: what can be done with an open file."""

    _fields_: ClassVar[Any] = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("size", c_void_p),
        ("lock", c_void_p),
        ("unlock", c_void_p),
        ("check_reserved_lock", c_void_p),
        ("control", c_void_p),
        ("sector_size", c_void_p),
        ("traits", c_void_p),
        ("shm_map", c_void_p),
        ("shm_lock", c_void_p),
        ("shm_barrier", c_void_p),
        ("shm_unmap", c_void_p),
        ("fetch", c_void_p),
        ("unfetch", c_void_p),
    ]


class OpenedFile(ctypes.Structure):
    """`sqlite3_file`: the head of whatever the file system keeps about an open file."""

    _fields_: ClassVar[Any] = [("methods", ctypes.POINTER(IoMethods))]


class Vfs(ctypes.Structure):
    """`sqlite3_vfs`: what can be done with names."""

    _fields_: ClassVar[Any] = [
        ("version", c_int),
        ("file_bytes", c_int),
        ("most_name_bytes", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("access", c_void_p),
        ("full_name", c_void_p),
        ("dl_open", c_void_p),
        ("dl_error", c_void_p),
        ("dl_symbol", c_void_p),
        ("dl_close", c_void_p),
        ("randomness", c_void_p),
        ("sleep", c_void_p),
        ("time", c_void_p),
        ("last_error", c_void_p),
        ("time_ms", c_void_p),
        ("set_system_call", c_void_p),
        ("get_system_call", c_void_p),
        ("next_system_call", c_void_p),
    ]


def load() -> ctypes.CDLL | None:
    """The library that is loaded into this process, or None if `sqlite3` has its own inside."""
    maps = Path("/proc/self/maps").read_text("utf-8").splitlines()
    paths = {line.split(maxsplit=5)[-1] for line in maps if "/libsqlite3.so" in line}
    if len(paths) != 1:
        return None
    library = ctypes.CDLL(paths.pop())
    library.sqlite3_vfs_find.argtypes = [c_char_p]
    library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    library.sqlite3_vfs_register.argtypes = [ctypes.POINTER(Vfs), c_int]
    library.sqlite3_vfs_unregister.argtypes = [ctypes.POINTER(Vfs)]
    library.sqlite3_libversion.restype = c_char_p
    same = library.sqlite3_libversion().decode() == sqlite3.sqlite_version
    return library if same else None


def address(function: object) -> int:
    """Where a C function, ours or theirs, is in memory."""
    return ctypes.cast(function, c_void_p).value or 0  # type: ignore[arg-type]  # any C function
