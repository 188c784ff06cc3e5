"""A small file of JSON lines in the state folder, on the medium before anybody goes on.

For what must be known again after a power cut and has no place in the ledger: payments at the card
terminal that have no end yet, counts that were taken. A line that a cut left half written is passed
over. At each opening the file is written anew with the lines that are kept, so it does not grow.
"""

import errno
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from offline_queue.database import mapped
from offline_queue.files import flush_folder

Line = Mapping[str, object]


class StateJournal:
    """``keep``: how many of the newest lines outlive an opening. For one thread at a time."""

    def __init__(self, path: Path, keep: int) -> None:
        """Open or make the file. Raises `LedgerError`: the ledger lies beside it."""
        self._path = path
        with mapped(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._kept = list(_read(path))[-keep:]
            self._file = self._anew(self._kept)
        self._half = False  # whether a write has failed: then a line is begun afresh

    def lines(self) -> tuple[Line, ...]:
        """Return the lines that were there when it was opened, oldest first."""
        return tuple(self._kept)

    def write(self, line: Line) -> None:
        """Add a line; returns when it is on the medium. Raises `LedgerError`."""
        with mapped(self._path):
            half, self._half = self._half, True
            data = (b"\n" if half else b"") + _bytes(line)
            if os.write(self._file, data) != len(data):
                raise OSError(errno.ENOSPC, "no room for a line")
            os.fsync(self._file)
            self._half = False

    def close(self) -> None:
        """Close the file. Twice is harmless."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _anew(self, lines: list[Line]) -> int:
        beside = self._path.with_name(f"{self._path.name}.new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC
        file = os.open(beside, flags, 0o600)
        os.write(file, b"".join(map(_bytes, lines)))
        os.fsync(file)
        beside.replace(self._path)
        flush_folder(self._path.parent)
        return file


def _bytes(line: Line) -> bytes:
    return json.dumps(dict(line)).encode("ascii") + b"\n"


def _read(path: Path) -> Iterator[Line]:
    if not path.exists():
        return
    for raw in path.read_bytes().splitlines():
        try:
            line = json.loads(raw)
        except ValueError:
            continue  # half a line
        if isinstance(line, dict):
            yield line
