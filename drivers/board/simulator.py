"""A relay board that is not there: it obeys its family's rules, and has its faults. Ships.

Bytes that are no command are passed over, as boards do. A power cut opens all contacts and forgets
half a command. The faults: a contact that welds when it closes (`stuck`), one that never closes
(`broken`), no answers, late answers, noise. `drivers.far_end` has cables to it. All of it may be
used from any thread.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition
from time import monotonic
from typing import Final, NamedTuple

from drivers.board.ear import BITS
from drivers.board.family import TEXT, BoardFamily, check_of, checksum
from drivers.serial_port import READ_BYTES

MAX_PENDING_BYTES: Final = 64  # half a command; boards have no more room either
MAX_LOG: Final = 10_000
TENTHS: Final = 7  # any number of tenths: its place in the pulse's command is looked for


class Moved(NamedTuple):
    """A contact that moved, by the simulator's clock."""

    at_s: float
    channel: int
    closed: bool


@dataclass(frozen=True)
class _Command:
    pattern: re.Pattern[bytes]
    kind: str
    channel: int


class SimulatedBoard:
    """The board itself: contacts, a processor, a clock."""

    def __init__(self, family: BoardFamily, clock: Callable[[], float] = monotonic) -> None:
        self.family = family
        self.changed = Condition()
        self.stuck: set[int] = set()
        self.broken: set[int] = set()
        self.silent = False
        self.slow_s = 0.0
        self.log: list[Moved] = []
        self._clock = clock
        self._closed: set[int] = set()
        self._ends_s: dict[int, float] = {}
        self._heard = b""
        self._said: list[tuple[float, bytes]] = []
        self._commands = _commands(family)

    def is_closed(self, channel: int) -> bool:
        """Whether the contact of ``channel``, from 1, is closed now."""
        with self.changed:
            self._end_pulses()
            return channel in self._closed

    def wait_until(self, closed: bool, channel: int, timeout_s: float) -> bool:
        """Wait until a contact is as wanted; False where it was not within the time."""
        until_s = monotonic() + timeout_s
        with self.changed:
            while True:
                self._end_pulses()
                if (channel in self._closed) is closed:
                    return True
                if monotonic() >= until_s:
                    return False
                self.changed.wait(0.01)  # an impulse of its own ends without a command

    def cut_power(self) -> None:
        """Take its power away and give it back: all contacts are open, also a welded one stays."""
        with self.changed:
            self._heard = b""
            self._said.clear()
            self._ends_s.clear()
            for channel in tuple(self._closed):
                self._move(channel, closed=False)

    def say(self, data: bytes) -> None:
        """Let it send ``data`` that nobody asked for."""
        with self.changed:
            self._said.append((self._clock(), data))
            self.changed.notify_all()

    def feed(self, data: bytes) -> None:
        """Let ``data`` arrive at it."""
        with self.changed:
            self._heard += data
            while (found := self._next()) is not None:
                self._obey(*found)
            self._heard = self._heard[-MAX_PENDING_BYTES:]
            self.changed.notify_all()

    def take(self) -> bytes:
        """Return what it has said by now, at most `READ_BYTES`."""
        with self.changed:
            self._end_pulses()
            now_s = self._clock()
            ready = b"".join(data for at_s, data in self._said if at_s <= now_s)
            self._said = [it for it in self._said if it[0] > now_s]
            if len(ready) > READ_BYTES:
                self._said.insert(0, (now_s, ready[READ_BYTES:]))
            return ready[:READ_BYTES]

    def _next(self) -> tuple[_Command, bytes] | None:
        """Cut the first command out of what has arrived, and what is before it."""
        matches = ((it, it.pattern.search(self._heard)) for it in self._commands)
        whole = [(each, match) for each, match in matches if match is not None]
        if not whole:
            return None
        command, match = min(whole, key=lambda pair: pair[1].start())
        self._heard = self._heard[match.end() :]
        return command, match[0]

    def _obey(self, command: _Command, frame: bytes) -> None:
        self._end_pulses()
        self._ends_s.pop(command.channel, None)
        match command.kind:
            case "close":
                self._move(command.channel, closed=True)
            case "open":
                self._move(command.channel, closed=False)
            case "pulse":
                end = len(frame) - len(checksum(b"", check_of(self.family.pulse)))
                tenths = int.from_bytes(frame[end - 2 : end], "big")
                self._move(command.channel, closed=True)
                self._ends_s[command.channel] = self._clock() + tenths / 10
        self._answer(command, frame)

    def _move(self, channel: int, *, closed: bool) -> None:
        if closed is (channel in self._closed):
            return
        if channel in (self.broken if closed else self.stuck):
            return
        (self._closed.add if closed else self._closed.discard)(channel)
        if len(self.log) < MAX_LOG:
            self.log.append(Moved(self._clock(), channel, closed))
        self.changed.notify_all()

    def _end_pulses(self) -> None:
        for channel, end_s in tuple(self._ends_s.items()):
            if self._clock() >= end_s:
                del self._ends_s[channel]
                self._move(channel, closed=False)

    def _answer(self, command: _Command, frame: bytes) -> None:
        if self.silent:
            return
        family, asked = self.family, command.kind == "ask"
        answer = self._state(command.channel) if asked else b""
        if family.ask.startswith(TEXT):  # one that echoes, and ends with a prompt
            answer = frame.rstrip(b"\r") + b"\n" + answer + b"\r>"
        elif not asked and family.chatter:
            answer = frame  # as Modbus does
        if answer:
            self._said.append((self._clock() + self.slow_s, answer))

    def _state(self, channel: int) -> bytes:
        family = self.family
        if family.states:
            return bytes(each in self._closed for each in range(1, family.channels + 1))
        if family.bits:
            bits = sum(1 << each - 1 for each in self._closed)
            check = check_of(family.bits)
            tokens = (token for token in family.bits.split() if token != check)
            data = bytes(bits if token == BITS else int(token, 16) for token in tokens)
            return data + checksum(data, check)
        if "{n}" in family.closed:  # it tells of them all
            return b"".join(self._line(each) + b"\r\n" for each in range(1, family.channels + 1))
        return self._line(channel)

    def _line(self, channel: int) -> bytes:
        said = self.family.closed if channel in self._closed else self.family.opened
        return self.family.frame(said, channel)


def _commands(family: BoardFamily) -> tuple[_Command, ...]:
    """Every command of every channel, as it arrives."""
    found = []
    for channel in range(1, family.channels + 1):
        for kind, text in (("close", family.close), ("open", family.open), ("ask", family.ask)):
            if text:
                pattern = re.compile(re.escape(family.frame(text, channel)))
                found.append(_Command(pattern, kind, channel))
        if family.pulse:
            end = len(checksum(b"", check_of(family.pulse)))
            known = family.frame(family.pulse, channel, TENTHS)[: -2 - end]
            pattern = re.compile(re.escape(known) + b"." * (2 + end), re.DOTALL)
            found.append(_Command(pattern, "pulse", channel))
    return tuple(found)
