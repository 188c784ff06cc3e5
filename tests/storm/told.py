"""What a child tells before its power goes: signs of life through a pipe, and where it is.

A line is shorter than PIPE_BUF, so it is there whole or not at all, and what was written stays in
the pipe when its writer is killed. Where the child is goes through a page of shared memory: a byte
costs no system call, so that looking does not slow the child down.
"""

import mmap
import os
import select
import time
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

READ_BYTES: Final = 65_536
MOMENT_BYTE, VISIT_BYTE = 0, 1


class Moment(IntEnum):
    """Where in its life a child is; what docs/storm.md counts."""

    STARTING = 0
    OPENING = 1  # the ledger, with recovery
    BETWEEN = 2  # two steps: the terminal thinks and draws
    READING = 3  # a code
    INTENT = 4
    HOLD = 5  # the node is asked
    DECIDING = 6  # the hold is checked, or the stand-in rules
    COMMITTING = 7
    PRINTING = 8
    FULFILLING = 9
    VOIDING = 10
    SYNCING = 11
    STORING = 12  # receipts
    AT_REST = 13  # all visits done
    CLAIMING = 14  # an id for what takes no coins
    COUNTING = 15  # a count is kept, before its machine is told that it is safe


@dataclass(frozen=True)
class Shown:
    """A sale that the screen has told a person of: its entry's id and coins."""

    id: bytes
    coins: int


class Where:
    """The shared page: the child writes its moment and the visit it is at, the parent reads."""

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, mmap.PAGESIZE)

    def reset(self) -> None:
        """Forget the last child."""
        self._page[MOMENT_BYTE], self._page[VISIT_BYTE] = Moment.STARTING, 0

    def note(self, moment: Moment) -> None:
        """Say where this child is now."""
        self._page[MOMENT_BYTE] = moment

    def begin_visit(self) -> None:
        """Count the visits whose code has been held up."""
        self._page[VISIT_BYTE] += 1

    @property
    def moment(self) -> Moment:
        """Where the child is, or was when it was killed."""
        return Moment(self._page[MOMENT_BYTE])

    @property
    def visits(self) -> int:
        """How many visits it has begun."""
        return self._page[VISIT_BYTE]


@dataclass(frozen=True)
class Teller:
    """The child's end."""

    pipe: int
    where: Where

    def opened(self) -> None:
        """The ledger is open and recovered."""
        os.write(self.pipe, b"opened\n")

    def shown(self, sale: Shown) -> None:
        """The screen says that coins were used. To be called before anything else is done."""
        os.write(self.pipe, b"shown %s %d\n" % (sale.id.hex().encode(), sale.coins))

    def at_rest(self) -> None:
        """Nobody comes any more."""
        os.write(self.pipe, b"rest\n")


@dataclass
class Listener:
    """The parent's end. ``rested``: the child has nothing left to do."""

    pipe: int
    told: int = 0
    rested: bool = False
    ended: bool = False
    shown: list[Shown] = field(default_factory=list)
    _rest: bytes = b""

    def wait_told(self, told: int, patience_s: float) -> bool:
        """Listen until that many signs of life, rest or the end; False when none comes in time."""
        while self.told < told and not (self.rested or self.ended):
            if not select.select([self.pipe], [], [], patience_s)[0]:
                return False
            self._read()
        return True

    def wait_s(self, seconds: float) -> None:
        """Listen that long, or until rest or the end."""
        until_s = time.monotonic() + seconds
        while not (self.rested or self.ended) and (left_s := until_s - time.monotonic()) > 0:
            if select.select([self.pipe], [], [], left_s)[0]:
                self._read()

    def hear_out(self) -> None:
        """Read what a dead child has left in the pipe."""
        while not self.ended:
            self._read()

    def _read(self) -> None:
        data = os.read(self.pipe, READ_BYTES)
        self.ended = not data
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take(line.decode().split())

    def _take(self, words: list[str]) -> None:
        match words:
            case ["opened"]:
                self.told += 1
            case ["shown", id_, coins]:
                self.told += 1
                self.shown.append(Shown(bytes.fromhex(id_), int(coins)))
            case ["rest"]:
                self.rested = True
            case _:
                raise ValueError(f"a child told {words}")
