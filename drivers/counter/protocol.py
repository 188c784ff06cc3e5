"""The lines between a counting machine and the kiosk: docs/counter.md as code. Pure.

Every line is ASCII, ends with LF, CR or both, and bears a checksum: four hexadecimal digits of
CRC-16/CCITT-FALSE over everything before its last space.

    kiosk      WHO 2A8C                              who is there, and is anybody?
    machine    HERE pet-1 7F3A0012 23C5              its id, and the number of its run
    machine    COUNT pet-1 7F3A0012 41 3 970F        items 3, under the sequence number 41
    kiosk      TAKEN 7F3A0012 41 F2FE                they are safe: never send that again
    kiosk      REFUSED 7F3A0012 41 5402              they are not, and never will be: tell somebody
"""

from __future__ import annotations

import re
from binascii import crc_hqx
from dataclasses import dataclass
from typing import Final

MAX_LINE_BYTES: Final = 80  # the longest has 60
MAX_SEQUENCE: Final = 999_999_999
MAX_ITEMS: Final = 200  # what a person brings along at once; a machine that says more is broken
_CRC_START: Final = 0xFFFF
_MACHINE: Final = r"(?P<machine>[a-z0-9][a-z0-9-]{0,22})"
_RUN: Final = r"(?P<run>[0-9A-F]{8})"
_HERE: Final = re.compile(rf"HERE {_MACHINE} {_RUN}")
_COUNT: Final = re.compile(
    rf"COUNT {_MACHINE} {_RUN} (?P<sequence>[1-9][0-9]{{0,8}}) (?P<items>0|[1-9][0-9]{{0,8}})"
)
_ENDS: Final = re.compile(rb"[\r\n]")


@dataclass(frozen=True)
class Here:
    """A machine is there. ``run``: another one each time it has started anew."""

    machine: str
    run: str


@dataclass(frozen=True)
class Counted:
    """``items`` things were put into ``machine``, told under ``sequence`` of its ``run``.

    ``machine``, ``run`` and ``sequence`` together name it for ever: told again, it is the same.
    """

    machine: str
    run: str
    sequence: int
    items: int

    @property
    def key(self) -> tuple[str, str, int]:
        """What whoever takes it has to remember, so that it is taken once."""
        return self.machine, self.run, self.sequence


Said = Here | Counted


def sealed(words: str) -> bytes:
    """Return ``words`` as a whole line with its checksum."""
    data = words.encode("ascii")
    return b"%s %04X\r\n" % (data, crc_hqx(data, _CRC_START))


def who_line() -> bytes:
    """Ask who is there."""
    return sealed("WHO")


def taken_line(counted: Counted) -> bytes:
    """Say that it is safe."""
    return sealed(f"TAKEN {counted.run} {counted.sequence}")


def refused_line(counted: Counted) -> bytes:
    """Say that it will never be taken."""
    return sealed(f"REFUSED {counted.run} {counted.sequence}")


def here_line(here: Here) -> bytes:
    """Say that a machine is there."""
    return sealed(f"HERE {here.machine} {here.run}")


def count_line(counted: Counted) -> bytes:
    """Tell a count."""
    return sealed(f"COUNT {counted.machine} {counted.run} {counted.sequence} {counted.items}")


def opened(line: bytes) -> str | None:
    """Return the words of a line without its end; None where its checksum is not right."""
    words, _, check = line.rpartition(b" ")
    if not line.isascii() or check != b"%04X" % crc_hqx(words, _CRC_START):
        return None
    return words.decode("ascii")


def read_line(line: bytes) -> Said | None:
    """Return what a machine said in a line without its end; None for what is none of its lines."""
    words = opened(line) or ""
    if (count := _COUNT.fullmatch(words)) is not None:
        sequence, items = int(count["sequence"]), int(count["items"])
        return Counted(count["machine"], count["run"], sequence, items)
    if (here := _HERE.fullmatch(words)) is not None:
        return Here(here["machine"], here["run"])
    return None


class LineFramer:
    """Cuts bytes into lines of at most `MAX_LINE_BYTES`; the rest is noise."""

    def __init__(self) -> None:
        self._half = b""
        self._too_long = False
        self.noise_bytes = 0

    def step(self, data: bytes) -> tuple[bytes, ...]:
        """Return the lines that ``data`` completed, without ends; empty ones are none."""
        *whole, self._half = _ENDS.split(self._half + data)
        lines = []
        for line in whole:
            if self._too_long or len(line) > MAX_LINE_BYTES:
                self.noise_bytes += len(line)
            elif line:
                lines.append(line)
            self._too_long = False
        if self._too_long or len(self._half) > MAX_LINE_BYTES:
            self.noise_bytes += len(self._half)
            self._half, self._too_long = b"", True
        return tuple(lines)

    def drop_half(self) -> None:
        """Drop half a line, when the cable was torn."""
        self._half, self._too_long = b"", False
