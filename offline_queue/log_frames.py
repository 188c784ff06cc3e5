"""Damage in the middle of a write-ahead log, which SQLite can't tell from its end.

Reading a log, SQLite stops at the first frame whose checksum is wrong, and the next commit writes
over what follows. After a power cut that is right: with synchronous=FULL only the last transaction
can be half there, so behind the wrong frame no other transaction was committed. A bad block in the
middle looks the same to SQLite; but behind it whole transactions stand, each frame following the
one before, and they were promised to somebody.

Layouts: https://www.sqlite.org/walformat.html. Nothing is written here.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, Final

from offline_queue.log_file import log_of

_INDEX: Final = struct.Struct("=I8xB3xI12x8s8x")  # the head of the -shm file, kept twice
_INDEX_VERSION: Final = 3007000
_LOG: Final = struct.Struct(">I4xI")  # the beginning of its header
_LOG_HEADER_BYTES: Final = 32
_BIG_ENDIAN_MAGIC: Final = 0x377F0683
_FRAME: Final = struct.Struct(">4xI8sII")
_SUMMED_OF_HEADER: Final = 8
_WORD: Final = 0xFFFFFFFF


@dataclass(frozen=True)
class _Index:
    """What SQLite made of the log: ``frames`` are valid, of the generation ``salts``."""

    frames: int
    salts: bytes


@dataclass(frozen=True)
class _Frame:
    """A frame's header. ``pages`` is 0 but in a transaction's last frame."""

    pages: int
    salts: bytes
    sums: tuple[int, int]


def overlooks_commits(path: Path) -> bool:
    """Whether behind the end that SQLite sees in the log of ``path`` there are whole transactions.

    To be asked while a reader has the database open, who keeps SQLite's index of the log. False
    where there is no log or no index to be read. Raises OSError.
    """
    log, index = log_of(path), _read_index(Path(f"{path.resolve()}-shm"))
    if index is None or not log.exists() or log.stat().st_size < _LOG_HEADER_BYTES:
        return False
    with log.open("rb") as file:
        reader = _Reader(file)
        count = (log.stat().st_size - _LOG_HEADER_BYTES) // reader.frame_bytes
        behind = range(index.frames, count)
        ends = [at for at in behind if reader.ends_transaction(at, index.salts)]
        return any(
            all(reader.follows(at) for at in range(end + 1, next_end + 1))
            for end, next_end in pairwise(ends)
        )


def _read_index(path: Path) -> _Index | None:
    if not path.exists():
        return None
    with path.open("rb") as file:
        first, second = file.read(_INDEX.size), file.read(_INDEX.size)
    if len(second) < _INDEX.size or first != second:
        return None
    version, made, frames, salts = _INDEX.unpack(first)
    return _Index(frames, salts) if made and version == _INDEX_VERSION else None


class _Reader:
    """Frames of an open log, by number."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        magic, page_bytes = _LOG.unpack(file.read(_LOG.size))
        self.frame_bytes = _FRAME.size + page_bytes
        self._words = f"{'>' if magic == _BIG_ENDIAN_MAGIC else '<'}{{}}I"

    def frame(self, at: int) -> _Frame:
        """The header of frame ``at``."""
        pages, salts, *sums = _FRAME.unpack(self._read(at, _FRAME.size))
        return _Frame(pages, salts, (sums[0], sums[1]))

    def ends_transaction(self, at: int, salts: bytes) -> bool:
        """Whether frame ``at`` is the last one of a transaction of this generation."""
        frame = self.frame(at)
        return frame.salts == salts and frame.pages > 0

    def follows(self, at: int) -> bool:
        """Whether the frame has the checksum that the one before it leads to."""
        whole = self._read(at, self.frame_bytes)
        summed = whole[:_SUMMED_OF_HEADER] + whole[_FRAME.size :]
        words = struct.unpack(self._words.format(len(summed) // 4), summed)
        one, two = self.frame(at - 1).sums
        for first, second in zip(words[::2], words[1::2], strict=True):
            one = (one + first + two) & _WORD
            two = (two + second + one) & _WORD
        return (one, two) == self.frame(at).sums

    def _read(self, at: int, size: int) -> bytes:
        self._file.seek(_LOG_HEADER_BYTES + at * self.frame_bytes)
        return self._file.read(size)
