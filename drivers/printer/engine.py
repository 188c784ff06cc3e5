"""What a ticket printer does with bytes and switches: pure, without socket, clock or thread.

Real-time questions are answered from the middle of the stream, at once, in any state. Everything
else waits in a queue and is worked off while there is paper and nothing is wrong. Automatic status
(GS a), where it is on, is sent unasked at each change, also in the middle of a job.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, replace

from drivers.printer.contract import Paper
from drivers.printer.replies import CLEAR_BUFFERS, CLEARED
from drivers.printer.stream import AskInOrder, Command, CommandReader, Cut, Feed, Other, Raster

MAX_BUFFER_BYTES = 256 * 1024  # a generous printer; a slip is a third of it
MAX_TICKET_BYTES = 4 << 20  # endless paper without a cut is kept up to here

_REAL_TIME = re.compile(rb"\x10\x04[\x01-\x04]|" + re.escape(CLEAR_BUFFERS), re.DOTALL)
_FIXED = 0x12  # bits that are set in each answer to DLE EOT
_RESET = b"\x1b@"
_SET_AUTOMATIC = b"\x1da"


@dataclass(frozen=True, slots=True)
class Switches:
    """The state of the machine as a person could change it.

    `paper_left_dots`: the paper ends after so many dots more; None: a full roll.
    `answers_left`: it pauses after so many more answers in order, and no status tells of it, as
    cheap printers do whose head cools down or whose receiver is stuck; None: it never does.
    """

    paper: Paper = Paper.OK
    cover_open: bool = False
    offline: bool = False
    cutter_error: bool = False
    paper_left_dots: int | None = None
    broken: bool = False
    too_hot: bool = False
    answers_left: int | None = None

    @property
    def online(self) -> bool:
        """True while the printer says that nothing keeps it from printing."""
        stopped = self.cover_open or self.offline or self.error_bits
        return not stopped and self.paper is not Paper.OUT

    @property
    def works(self) -> bool:
        """True while the printer works off its buffer."""
        return self.online and self.answers_left != 0

    @property
    def error_bits(self) -> int:
        """What is wrong with the machine itself, as DLE EOT 3 and automatic status tell it."""
        return 0x08 * self.cutter_error | 0x20 * self.broken | 0x40 * self.too_hot


class PrintEngine:
    """The printer behind the wire. `tickets` collects the bytes of each ticket that was cut.

    `automatic_status`: the machine's own switch, which counts from power-on and after each reset.
    `ignores_clear`: it does not know DLE DC4 function 8, as many copies of the known models.
    """

    def __init__(self, *, automatic_status: bool = False, ignores_clear: bool = False) -> None:
        self.tickets: deque[bytes] = deque()
        self._automatic_switch = automatic_status
        self._automatic = automatic_status
        self._ignores_clear = ignores_clear
        self._told = b""  # the last automatic status
        self._switches = Switches()
        self._reader = CommandReader()
        self._queue: deque[Command] = deque()
        self._queued_bytes = 0
        self._paper = bytearray()
        self._tail = b""  # the last bytes that arrived: a real-time command may come in pieces

    @property
    def switches(self) -> Switches:
        """The state of the machine now, with the paper that printing has used up."""
        return self._switches

    @property
    def full(self) -> bool:
        """True while the buffer takes nothing more."""
        return self._queued_bytes >= MAX_BUFFER_BYTES

    def turn(self, switches: Switches) -> bytes:
        """Change the state of the machine; returns what the printer sends on that occasion.

        Closing the cover or putting paper in starts a clean roll: what hung out was torn off.
        """
        before, self._switches = self._switches, switches
        refilled = before.paper is Paper.OUT and switches.paper is not Paper.OUT
        if refilled or (before.cover_open and not switches.cover_open):
            self._paper.clear()
        return self._work()

    def receive(self, data: bytes) -> bytes:
        """Take bytes from the wire; returns what the printer sends back now."""
        stream = self._tail + data
        sent = bytearray()
        taken = len(self._tail)
        for match in _REAL_TIME.finditer(stream):
            if match.end() > len(self._tail):
                sent += self._take(stream[taken : match.end()])
                sent += self._act_now(match[0])
                taken = match.end()
        sent += self._take(stream[taken:])
        self._tail = stream[1 - len(CLEAR_BUFFERS) :]
        return bytes(sent)

    def _take(self, data: bytes) -> bytes:
        for command in self._reader.feed(data):
            self._queue.append(command)
            self._queued_bytes += len(command.raw)
        return self._work()

    def _act_now(self, command: bytes) -> bytes:
        if command != CLEAR_BUFFERS:
            return bytes([_FIXED | self._status_bits(command[2])])
        if self._reader.pending or self._ignores_clear:
            return b""  # within a picture it is picture
        self._queue.clear()
        self._queued_bytes = 0
        return CLEARED

    def _status_bits(self, question: int) -> int:
        now = self._switches
        paper_out = now.paper is Paper.OUT
        match question:
            case 1:
                return 0 if now.online else 0x08
            case 2:
                return 0x04 * now.cover_open | 0x20 * paper_out | 0x40 * bool(now.error_bits)
            case 3:
                return now.error_bits
            case _:
                return 0x0C * (now.paper is not Paper.OK) | 0x60 * paper_out

    def _work(self) -> bytes:
        sent = bytearray(self._news())
        while self._queue and self._switches.works:
            command = self._queue.popleft()
            self._queued_bytes -= len(command.raw)
            sent += self._print(command)
            sent += self._news()
        return bytes(sent)

    def _news(self) -> bytes:
        """Return the automatic status if it is on and says something new."""
        status = self._automatic_status()
        if not self._automatic or status == self._told:
            return b""
        self._told = status
        return status

    def _automatic_status(self) -> bytes:
        now = self._switches
        printer = 0x14 | 0x08 * (not now.online) | 0x20 * now.cover_open
        paper = 0x03 * (now.paper is not Paper.OK) | 0x0C * (now.paper is Paper.OUT)
        return bytes([printer, now.error_bits, paper, 0x0F])

    def _set_automatic(self, command: Command) -> None:
        if command.raw == _RESET:
            self._automatic = self._automatic_switch
        elif command.raw.startswith(_SET_AUTOMATIC):
            self._automatic = command.raw != _SET_AUTOMATIC + b"\x00"
            self._told = b""  # it tells at once

    def _print(self, command: Command) -> bytes:
        if isinstance(command, AskInOrder):
            return self._answer_in_order()
        self._set_automatic(command)
        printed = self._use_paper(command)
        if len(self._paper) < MAX_TICKET_BYTES:
            self._paper += printed.raw
        if isinstance(printed, Cut):
            self.tickets.append(bytes(self._paper))
            self._paper.clear()
        return b""

    def _answer_in_order(self) -> bytes:
        left = self._switches.answers_left
        if left is not None:
            self._switches = replace(self._switches, answers_left=left - 1)
        return b"\x03" if self._switches.paper is Paper.NEAR_END else b"\x00"

    def _use_paper(self, command: Command) -> Command:
        """Move the paper for `command`; returns what of it was printed before the paper ended."""
        left = self._switches.paper_left_dots
        if left is None or not isinstance(command, Raster | Feed | Cut):
            return command
        if command.dots < left:
            self._switches = replace(self._switches, paper_left_dots=left - command.dots)
            return command
        self._switches = replace(self._switches, paper=Paper.OUT, paper_left_dots=None)
        if command.dots == left:
            return command
        printed, rest = _split(command, left)
        self._queue.appendleft(rest)
        self._queued_bytes += len(rest.raw)
        return printed


def _split(command: Raster | Feed | Cut, dots: int) -> tuple[Command, Command]:
    """Divide `command` where the paper ended, `dots` after its start."""
    if not isinstance(command, Raster):
        return Other(b""), command
    height = dots // (2 if command.tall else 1)
    return command.part(0, height), command.part(height, command.height)
