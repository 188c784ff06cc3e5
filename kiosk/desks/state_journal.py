"""A small file of JSON lines in the state folder, on the medium before anybody goes on.

For what must be known again after a power cut and has no place in the ledger: payments at the card
terminal that have no end yet, counts that were taken. A line that a cut left half written is passed
over. At each opening the file is written anew with the lines that are kept, so it does not grow;
where there is no room for that, the old file goes on, whole.
"""

import errno
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from offline_queue.database import mapped
from offline_queue.files import flush_folder

Line = Mapping[str, object]
OpenIds = Callable[[Sequence[Line]], Collection[object]]


class StateJournal:
    """``keep``: how many of the newest lines outlive an opening. For one thread at a time.

    ``open_ids`` finds, among all lines, the "id" of those that outlive it whatever their age.
    """

    def __init__(self, path: Path, keep: int, open_ids: OpenIds = lambda _: ()) -> None:
        """Open or make the file. Raises `LedgerError`: the ledger lies beside it."""
        self._path = path
        with mapped(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            lines = list(_read(path))
            self._kept = _kept(lines, keep, open_ids(lines))
            self._half = not self._written_anew()  # then a line is begun afresh
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
            self._file = os.open(path, flags, 0o600)

    def lines(self) -> tuple[Line, ...]:
        """Return the lines that were there when it was opened, oldest first."""
        return tuple(self._kept)

    def write(self, line: Line) -> None:
        """Add a line; returns when it is on the medium. Raises `LedgerError`."""
        with mapped(self._path):
            half, self._half = self._half, True
            data = (b"\n" if half else b"") + _bytes(line)
            _write(self._file, data)
            self._half = False

    def close(self) -> None:
        """Close the file. Twice is harmless."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _written_anew(self) -> bool:
        """Put what is kept in the place of the file, all of it or nothing; False without room."""
        beside = self._path.with_name(f"{self._path.name}.new")
        try:
            _make(beside, b"".join(map(_bytes, self._kept)))
            beside.replace(self._path)
            flush_folder(self._path.parent)
        except OSError:
            with suppress(OSError):
                beside.unlink(missing_ok=True)  # it takes what room there is
            return False
        return True


def _make(path: Path, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        _write(file, data)
    finally:
        os.close(file)


def _write(file: int, data: bytes) -> None:
    """Write all of it to the medium; on a full disk the kernel takes a part and says so."""
    if os.write(file, data) != len(data):
        raise OSError(errno.ENOSPC, "no room for all of it")
    os.fsync(file)


def _kept(lines: Sequence[Line], keep: int, open_ids: Collection[object]) -> list[Line]:
    """Return the newest lines, and before them those that are open still."""
    older, newest = lines[:-keep], lines[-keep:]
    return [line for line in older if line.get("id") in open_ids] + list(newest)


def _bytes(line: Line) -> bytes:
    return json.dumps(dict(line)).encode("ascii") + b"\n"


def _read(path: Path) -> Iterator[Line]:
    if not path.exists():
        return
    for raw in path.read_bytes().splitlines():
        try:
            line = json.loads(raw)
        except (ValueError, RecursionError):
            continue  # half a line, or a rotten one
        if isinstance(line, dict):
            yield line
