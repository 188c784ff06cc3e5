"""ESC/POS bytes cut into commands, as a printer does it: pure, incremental, and bounded.

Covers what ticket software sends (Epson's ESC/POS reference): text, feeds, raster pictures, cuts,
status questions. All other commands come whole with their arguments, so that no argument is taken
for text. Bytes from a stranger can't make it hold more than `MAX_RASTER_BYTES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_RASTER_BYTES = 1 << 20  # eleven metres of paper in one picture; the rest of it is skipped
MAX_STRING_BYTES = 256  # a bar code's text, a list of tab stops
LINE_DOTS = 30  # line height after a reset at 203 dpi


@dataclass(frozen=True, slots=True)
class Text:
    """Printable bytes of one line."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """Print the line so far and move the paper by `dots`."""

    raw: bytes
    dots: int


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture: `height` rows of `width_bytes`, most significant bit left, 1 is black.

    `wide` and `tall` tell that each dot is doubled.
    """

    raw: bytes
    width_bytes: int
    height: int
    wide: bool
    tall: bool

    @property
    def rows(self) -> bytes:
        """The packed dots alone."""
        return self.raw[_RASTER_HEADER:]

    @property
    def dots(self) -> int:
        """How far the paper moves."""
        return self.height * (2 if self.tall else 1)

    def part(self, first: int, end: int) -> Raster:
        """Return the rows from `first` up to `end` as a picture of their own."""
        height = end - first
        header = self.raw[:6] + height.to_bytes(2, "little")
        rows = self.rows[first * self.width_bytes : end * self.width_bytes]
        return Raster(header + rows, self.width_bytes, height, self.wide, self.tall)


@dataclass(frozen=True, slots=True)
class Cut:
    """Feed by `dots` and cut."""

    raw: bytes
    dots: int

    @property
    def partial(self) -> bool:
        """True when a bridge is left that holds the slip."""
        return self.raw[:2] == b"\x1bm" or self.raw[2:3] in _PARTIAL_CUTS


@dataclass(frozen=True, slots=True)
class AskInOrder:
    """A status question that waits its turn (GS r)."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class Other:
    """Any other command, whole: what it sets or draws is for whoever draws the paper."""

    raw: bytes


Command = Text | Feed | Raster | Cut | AskInOrder | Other

_ESC, _GS, _FS, _DLE, _LF, _NUL = 0x1B, 0x1D, 0x1C, 0x10, 0x0A, 0x00
_RASTER_HEADER = 8
_CUT_WITH_FEED = b"ABabgh"
_PARTIAL_CUTS = (b"\x01", b"1", b"B", b"b", b"h")
_NEED_MORE = (0, 0)

# How many argument bytes follow the two bytes of a command; those not listed have none.
_ARGUMENTS = {
    _ESC: {
        **dict.fromkeys(b"!-3=%&EGJMRTUVadert{ ", 1),
        **dict.fromkeys(b"$\\cB", 2),
        **dict.fromkeys(b"p", 3),
        **dict.fromkeys(b"W", 8),
    },
    _GS: {**dict.fromkeys(b"!#/BHITabfhrwx", 1), **dict.fromkeys(b"$LPW\\", 2)},
    _FS: {**dict.fromkeys(b"!-CW", 1), **dict.fromkeys(b"Sp", 2)},
    _DLE: {0x04: 1, 0x05: 1},
}
_REAL_TIME_DC4 = {1: 5, 2: 5, 8: 10}  # whole size by function


class CommandReader:
    """Cuts bytes into commands however they arrive; holds at most one unfinished command."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._skip_bytes = 0

    @property
    def pending(self) -> int:
        """How many bytes wait for the rest of their command."""
        return len(self._pending)

    def feed(self, data: bytes) -> list[Command]:
        """Return the commands completed by `data`, in order."""
        self._pending += data
        commands: list[Command] = []
        position = 0
        while position < len(self._pending):
            skipped = min(self._skip_bytes, len(self._pending) - position)
            self._skip_bytes -= skipped
            position += skipped
            size, skip = _measure(self._pending, position)
            if size == 0 or position + size > len(self._pending):
                break
            commands.append(_command(bytes(self._pending[position : position + size])))
            position += size
            self._skip_bytes = skip
        del self._pending[:position]
        return commands

    def clear(self) -> None:
        """Forget an unfinished command."""
        self._pending.clear()
        self._skip_bytes = 0


def _measure(data: bytearray, at: int) -> tuple[int, int]:
    """Return (size of the command that starts at `at`, bytes to skip after it); size 0: unknown."""
    if at >= len(data):
        return _NEED_MORE
    first = data[at]
    if first >= 0x20 or first == _NUL:
        return _run(data, at), 0
    if first not in _ARGUMENTS:
        return 1, 0
    if at + 1 >= len(data):
        return _NEED_MORE
    head = bytes(data[at : at + _RASTER_HEADER])
    special = _measure_special(head, data, at)
    return special if special is not None else (2 + _ARGUMENTS[first].get(head[1], 0), 0)


def _run(data: bytearray, at: int) -> int:
    """Return the length of the run of text, or of zeros, that starts at `at`."""
    end, text = at + 1, data[at] != _NUL
    while end < len(data) and (data[end] >= 0x20 if text else data[end] == _NUL):
        end += 1
    return end - at


def _measure_special(head: bytes, data: bytearray, at: int) -> tuple[int, int] | None:  # noqa: C901, PLR0911  one line for each command whose length is its own affair
    """Measure the commands whose length depends on their arguments; None for all others."""
    match head[:2]:
        case b"\x1dv":
            return _block(head, _RASTER_HEADER, lambda: _le(head[4:6]) * _le(head[6:8]))
        case b"\x1dV":
            return _block(head, 3, lambda: int(head[2] in _CUT_WITH_FEED))
        case b"\x1d(" | b"\x1c(":
            return _block(head, 5, lambda: _le(head[3:5]))
        case b"\x1d8":
            return _block(head, 7, lambda: _le(head[3:7]))
        case b"\x1d*":
            return _block(head, 4, lambda: head[2] * head[3] * 8)
        case b"\x1b*":
            return _block(head, 5, lambda: _le(head[3:5]) * (3 if head[2] >= 32 else 1))
        case b"\x1dk":
            if len(head) > 2 and head[2] <= 6:
                return _until_nul(data, at, 3)
            return _block(head, 4, lambda: head[3])
        case b"\x1bD":
            return _until_nul(data, at, 2)
        case b"\x10\x14":
            return _block(head, 3, lambda: _REAL_TIME_DC4.get(head[2], 3) - 3)
        case _:
            return None


def _block(head: bytes, header: int, length: Callable[[], int]) -> tuple[int, int]:
    if len(head) < header:
        return _NEED_MORE
    size = length()
    return (header + size, 0) if size <= MAX_RASTER_BYTES else (header, size)


def _until_nul(data: bytearray, at: int, header: int) -> tuple[int, int]:
    end = data.find(_NUL, at + header, at + MAX_STRING_BYTES)
    if end >= 0:
        return end + 1 - at, 0
    return (MAX_STRING_BYTES, 0) if len(data) - at >= MAX_STRING_BYTES else _NEED_MORE


def _le(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _command(raw: bytes) -> Command:
    if raw[0] >= 0x20:
        return Text(raw)
    if raw[0] == _LF:
        return Feed(raw, LINE_DOTS)
    match raw[:2]:
        case b"\x1bd":
            return Feed(raw, raw[2] * LINE_DOTS)
        case b"\x1bJ":
            return Feed(raw, raw[2])
        case b"\x1dv":
            return _raster(raw)
        case b"\x1dV" | b"\x1bi" | b"\x1bm":  # the latter of older printers
            return Cut(raw, raw[3] if len(raw) > 3 else 0)
        case b"\x1dr":
            return AskInOrder(raw)
        case _:
            return Other(raw)


def _raster(raw: bytes) -> Command:
    width_bytes, height = _le(raw[4:6]), _le(raw[6:8])
    if len(raw) != _RASTER_HEADER + width_bytes * height or not width_bytes * height:
        return Other(raw)
    return Raster(raw, width_bytes, height, wide=bool(raw[3] & 1), tall=bool(raw[3] & 2))
