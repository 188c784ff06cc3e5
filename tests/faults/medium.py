"""What a folder on a medium may hold after a power cut, told from the calls that were made.

The model is harsher than the file systems that kiosks have, never kinder:

1. A write or a truncation is certain once its file was synced. Until then each sector of it, and
   the file's length, may be as after any of the calls that touched them: none, some, the last.
   That covers calls dropped, torn and reordered. What a truncation cuts goes with the length.
2. A new or removed name is certain once its folder was synced. Until then it may be there or not.
3. A sync that failed may have given up what it should have written: the cache still shows it, a
   later sync reports success, and a power cut loses it (what Linux does to its page cache).
4. A sector is written whole or not at all; with `How.GARBLED` not even that is believed: a block in
   which anything was being written may hold rubbish.

Nothing here touches a disk: calls go in, files as bytes come out.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

SECTOR_BYTES: Final = 512
"""The smallest piece that disks of any age write at once."""

BLOCK_BYTES: Final = 4096
"""What one interrupted write may spoil on a medium that does not write sectors whole."""


@dataclass(frozen=True)
class Created:
    """A name appeared in the folder; ``file`` is a number that is never used again."""

    file: int
    name: str


@dataclass(frozen=True)
class Deleted:
    """A name went."""

    name: str


@dataclass(frozen=True)
class Wrote:
    """``data`` was written at ``offset``, in bytes."""

    file: int
    offset: int
    data: bytes

    @property
    def end(self) -> int:
        """The first byte after it."""
        return self.offset + len(self.data)


@dataclass(frozen=True)
class Truncated:
    """The file was cut, or made longer with zeros, to ``size`` bytes."""

    file: int
    size: int


@dataclass(frozen=True)
class Synced:
    """A sync of the file returned: what was written before it is on the medium."""

    file: int


@dataclass(frozen=True)
class SyncLost:
    """A sync of the file failed, and what it should have written will never be."""

    file: int


@dataclass(frozen=True)
class FolderSynced:
    """The folder was synced: its names are on the medium."""


@dataclass(frozen=True)
class Said:
    """No call: what was told to somebody at this point. ``what`` is a word of the test's."""

    what: str
    id: bytes
    hash: bytes = b""


Change: TypeAlias = Wrote | Truncated
Call: TypeAlias = Created | Deleted | Wrote | Truncated | Synced | SyncLost | FolderSynced | Said
Choose: TypeAlias = Callable[[Sequence[int]], Sequence[int]]


class How(Enum):
    """What the power cut does with calls that no sync has made certain."""

    KEPT = "all of them are on the medium"
    DROPPED = "none of them is"
    ORDERED = "the earlier ones are, the later ones are not"
    SUBSET = "some whole calls are, others are not"
    SECTORS = "each sector, length and name is as after any of the calls that touched it"
    GARBLED = "as SECTORS, and blocks that were being written hold rubbish"


class Medium:
    """The folder so far: what is certain, and what was called since."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        """``files`` are there from the start, by name, and certain."""
        self._sure: dict[int, bytearray] = {}
        self._open: dict[int, list[tuple[int, Change]]] = {}
        self._names: dict[str, list[tuple[int, int | None]]] = {}
        self._calls = 0
        for name, content in (files or {}).items():
            file = self.new_file()
            self._sure[file] = bytearray(content)
            self._names[name] = [(0, file)]

    def new_file(self) -> int:
        """A number for a new file."""
        file = len(self._sure)
        self._sure[file], self._open[file] = bytearray(), []
        return file

    def file(self, name: str) -> int | None:
        """Which file has this name now."""
        return self._names.get(name, [(0, None)])[-1][1]

    def content(self, file: int) -> bytes:
        """The file as its reader sees it now."""
        return self._image(file, lambda touching: touching)

    def sure(self, file: int) -> bytes:
        """The file as its last sync left it."""
        return bytes(self._sure[file])

    def take(self, call: Call) -> None:
        """Let ``call`` happen."""
        self._calls += 1
        match call:
            case Created(file, name):
                self._sure.setdefault(file, bytearray())
                self._open.setdefault(file, [])
                self._names.setdefault(name, [(0, None)]).append((self._calls, file))
            case Deleted(name):
                self._names.setdefault(name, [(0, None)]).append((self._calls, None))
            case Wrote(file) | Truncated(file):
                self._open[file].append((self._calls, call))
            case Synced(file):
                self._sure[file] = bytearray(self.content(file))
                self._open[file].clear()
            case SyncLost(file):
                self._open[file].clear()
            case FolderSynced():
                self._names = {name: [past[-1]] for name, past in self._names.items()}
            case Said():
                pass

    def after_power_cut(self, how: How, dice: random.Random) -> dict[str, bytes]:
        """The folder as the next start finds it, by name."""
        choose = _chooser(how, dice, self._calls)
        files: dict[str, bytes] = {}
        for name, past in self._names.items():
            kept = choose([at for at, _ in past[1:]])
            file = dict(past)[kept[-1]] if kept else past[0][1]
            if file is not None:
                image = self._image(file, choose)
                files[name] = self._garbled(file, image, dice) if how is How.GARBLED else image
        return files

    def _image(self, file: int, choose: Choose) -> bytes:
        """The file when `choose` has chosen, for each sector, which calls it shows."""
        changes = dict(self._open[file])
        sure = self._sure[file]
        if not changes:
            return bytes(sure)
        shown: dict[int, Sequence[int]] = {}
        for sector, calls in _touching(changes).items():
            shown[sector] = choose(calls)
        lengths = choose(list(changes))
        ends = [it.end for it in changes.values() if isinstance(it, Wrote)]
        data, size = bytearray(sure.ljust(max(len(sure), *ends, 0), b"\0")), len(sure)
        for at, change in changes.items():
            if isinstance(change, Wrote):
                for sector in _sectors(change):
                    if at in shown[sector]:
                        _apply(change, data, sector)
                size = max(size, change.end) if at in lengths else size
            elif at in lengths:
                size = change.size
                data[size:] = bytes(max(len(data) - size, 0))
        return bytes(data[:size].ljust(size, b"\0"))

    def _garbled(self, file: int, image: bytes, dice: random.Random) -> bytes:
        data = bytearray(image)
        for _, change in self._open[file]:
            if isinstance(change, Wrote) and dice.random() < 0.3:
                first = change.offset // BLOCK_BYTES * BLOCK_BYTES
                last = min(-(-change.end // BLOCK_BYTES) * BLOCK_BYTES, len(data))
                data[first:last] = dice.randbytes(max(last - first, 0))
        return bytes(data)


def _touching(changes: Mapping[int, Change]) -> dict[int, list[int]]:
    """For each sector the writes that touched it, in order."""
    found: dict[int, list[int]] = {}
    for at, change in changes.items():
        if isinstance(change, Wrote):
            for sector in _sectors(change):
                found.setdefault(sector, []).append(at)
    return found


def _sectors(change: Wrote) -> range:
    return range(change.offset // SECTOR_BYTES, -(-change.end // SECTOR_BYTES))


def _apply(change: Wrote, data: bytearray, sector: int) -> None:
    """Put into ``data`` what the write has for this sector."""
    low = max(sector * SECTOR_BYTES, change.offset)
    high = min((sector + 1) * SECTOR_BYTES, change.end)
    data[low:high] = change.data[low - change.offset : high - change.offset]


def _chooser(how: How, dice: random.Random, calls: int) -> Choose:
    """Which calls one sector, length or name shows, of those that touched it, in order."""
    match how:
        case How.KEPT:
            return lambda touching: touching
        case How.DROPPED:
            return lambda _: ()
        case How.ORDERED:
            last = dice.randint(0, calls)
            return lambda touching: [at for at in touching if at <= last]
        case How.SUBSET:
            share, kept = dice.random(), dict[int, bool]()
            return lambda touching: [
                at for at in touching if kept.setdefault(at, dice.random() < share)
            ]
        case How.SECTORS | How.GARBLED:
            return lambda touching: touching[: dice.randint(0, len(touching))]


def replay(start: Mapping[str, bytes], calls: Sequence[Call]) -> Iterator[tuple[int, Medium]]:
    """The medium before the first call, and after each: (how many calls, the one medium)."""
    medium = Medium(start)
    yield 0, medium
    for at, call in enumerate(calls, 1):
        medium.take(call)
        yield at, medium
