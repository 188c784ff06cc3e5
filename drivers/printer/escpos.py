"""The ESC/POS ticket printer: real status before, a confirmed slip after, limits on each wait.

How a slip is confirmed, step by step:

1. Ask DLE EOT 1 to 4. A printer that can't print now gets nothing: `PrintFailed`.
2. Send the job and, behind it, one question that waits in line (GS r). DLE EOT alone would prove
   nothing: it is answered at once, from the middle of a job that may still get stuck.
3. Its answer says that the job has been worked off. Ask DLE EOT 1 to 4 once more: only a printer
   that is in order confirms. Any fault now: `PrintUnknown`.
4. No answer yet: ask DLE EOT. A fault (paper ran out, cover opened) or the end of patience
   leads to 5.
5. The job lies in the printer's buffer and would come out when paper is put in, perhaps to a
   stranger. Ask the printer to clear its buffers. It says that it has: `PrintFailed`, the slip may
   be printed again. It says nothing: `PrintUnknown`.

A job may have been cut short by a power cut in the middle of a picture; the printer then takes the
next bytes for the rest of that picture. So the first job on a wire starts with enough zeros to end
any picture of ours; elsewhere printers ignore zeros.

Somebody waits while the status is asked: so it has one limit for all of it, a name to be looked up
and a wire that takes no bytes included. A wire kept from before gets a part of that only, since it
may have died unseen and a new one is tried next.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Self

from PIL import Image

from drivers.errors import PrinterFault, PrinterUnreachable, PrintFailed, PrintUnknown
from drivers.printer.address import connector
from drivers.printer.contract import PAPER_DOTS, PrinterStatus
from drivers.printer.job import LONGEST_PICTURE_BYTES, slip_job
from drivers.printer.replies import (
    CLEAR_BUFFERS,
    REAL_TIME_QUESTIONS,
    Reply,
    ReplyKind,
    ReplyParser,
    read_status,
)
from drivers.printer.transport import JOB_TIMEOUT_S, Transport

STATUS_TIMEOUT_S = 3.0  # a kept wire that is dead, connecting anew, and asking
KEPT_WIRE_TIMEOUT_S = 0.75
ANSWER_TIMEOUT_S = 1.0  # printers answer real-time questions within a few milliseconds
CONFIRM_TIMEOUT_S = 15.0  # a 20 cm slip at a slow 50 mm/s, three times over
POLL_S = 0.25
BLOCK_REST_S = 0.1  # four bytes that the printer sends in one go, even at 9600 baud
MAX_REPLIES = 64  # a printer that chatters without end is not listened to for ever


# After these a slip may be out all the same: stuck at the cutter, or printed by a printer that does
# not know the question in line.
_MAY_HANG_OUT = {PrinterFault.CUTTER, PrinterFault.UNCONFIRMED}


class EscposPrinter:
    """A `TicketPrinter` that speaks ESC/POS over a wire; used by one thread.

    The wire is opened at the first question, kept, and opened anew after any fault on it.
    """

    def __init__(
        self,
        connect: Callable[[], Transport],
        clock: Callable[[], float] = monotonic,
        confirm_timeout_s: float = CONFIRM_TIMEOUT_S,
        paper_dots: int = PAPER_DOTS,
    ) -> None:
        self._connect = connect
        self._paper_dots = paper_dots
        self._clock = clock
        self._confirm_timeout_s = confirm_timeout_s
        self._line: _Line | None = None
        self._closed = False

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return self._closed

    def status(self) -> PrinterStatus:
        """Ask the hardware now; raises `PrinterUnreachable` when it does not answer in time."""
        start_s = self._clock()
        if self._line is not None:
            with suppress(PrinterUnreachable):  # it had died unseen, as idle ones do
                return self._ask(start_s + KEPT_WIRE_TIMEOUT_S)
        return self._ask(start_s + STATUS_TIMEOUT_S)

    def print_slip(self, image: Image.Image) -> None:
        """Print and cut `image`; see `TicketPrinter.print_slip` for what is raised when."""
        job = slip_job(image, self._paper_dots)
        before = self.status()
        if before.reason is not None:
            raise PrintFailed(before.reason)
        line = self._open_line()
        try:
            line.send_job(job)
            self._confirm(line)
        except PrinterUnreachable as exc:
            self._drop_line()
            raise PrintUnknown(PrinterFault.DISCONNECTED) from exc

    def close(self) -> None:
        """Let go of the wire. Twice is harmless; afterwards all else is `PrinterUnreachable`."""
        self._closed = True
        self._drop_line()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _confirm(self, line: _Line) -> None:
        until_s = self._clock() + self._confirm_timeout_s
        while not line.wait_for(ReplyKind.IN_ORDER, POLL_S):
            status = self._ask_line(line)
            if line.seen(ReplyKind.IN_ORDER):
                break
            if status.reason is not None:
                self._clear(line, status.reason)
                break
            if self._clock() >= until_s:
                self._clear(line, PrinterFault.UNCONFIRMED)
                break
        after = self._ask_line(line)
        if after.reason is not None:
            raise PrintUnknown(after.reason)

    def _clear(self, line: _Line, fault: PrinterFault) -> None:
        """Clear the buffers, and raise; return only if the confirmation came just before that."""
        line.send(CLEAR_BUFFERS, ANSWER_TIMEOUT_S)
        cleared = line.wait_for(ReplyKind.CLEARED, ANSWER_TIMEOUT_S)
        if line.seen(ReplyKind.IN_ORDER):
            return
        if cleared and fault not in _MAY_HANG_OUT:
            raise PrintFailed(fault)
        raise PrintUnknown(fault)

    def _ask_line(self, line: _Line) -> PrinterStatus:
        return line.ask_status(self._clock() + STATUS_TIMEOUT_S)

    def _ask(self, until_s: float) -> PrinterStatus:
        try:
            return self._open_line().ask_status(until_s)
        except PrinterUnreachable:
            self._drop_line()
            raise

    def _open_line(self) -> _Line:
        if self._closed:
            raise PrinterUnreachable("the printer was closed")
        if self._line is None:
            self._line = _Line(self._connect(), self._clock)
        return self._line

    def _drop_line(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


class _Line:
    """One conversation: questions out, answers in, and which kinds of answer have been seen."""

    def __init__(self, wire: Transport, clock: Callable[[], float]) -> None:
        self._wire = wire
        self._clock = clock
        self._parser = ReplyParser()
        self._seen: set[ReplyKind] = set()
        self._used = False

    def send_job(self, job: bytes) -> None:
        """Send a job; answers seen before it are forgotten."""
        self._receive(0.0)
        if self._parser.in_block:
            self._receive(BLOCK_REST_S)
            self._parser.end_block()
        self._seen.clear()
        before = b"" if self._used else bytes(LONGEST_PICTURE_BYTES)
        self._wire.send(before + job, JOB_TIMEOUT_S)
        self._used = True

    def send(self, command: bytes, timeout_s: float) -> None:
        """Send a command; what was seen since the last job stays seen."""
        self._wire.send(command, timeout_s)

    def seen(self, kind: ReplyKind) -> bool:
        """Tell whether such an answer came since the last job."""
        return kind in self._seen

    def wait_for(self, kind: ReplyKind, timeout_s: float) -> bool:
        """Wait until an answer of `kind` has been seen since the last job."""
        until_s = self._clock() + timeout_s
        for _ in range(MAX_REPLIES):
            left_s = until_s - self._clock()
            if self.seen(kind) or left_s <= 0:
                break
            self._receive(left_s)
        return self.seen(kind)

    def ask_status(self, until_s: float) -> PrinterStatus:
        """Ask DLE EOT 1 to 4; raises `PrinterUnreachable` without the first three by `until_s`."""
        *first_three, paper_question = REAL_TIME_QUESTIONS
        printer, offline, error = (self._demand(question, until_s) for question in first_three)
        return read_status(printer, offline, error, self._ask(paper_question, until_s))

    def close(self) -> None:
        """Let go of the wire."""
        self._wire.close()

    def _demand(self, question: bytes, until_s: float) -> int:
        value = self._ask(question, until_s)
        if value is None:
            raise PrinterUnreachable("the printer does not answer status questions")
        return value

    def _ask(self, question: bytes, until_s: float) -> int | None:
        self._receive(0.0)  # an answer that came too late for the question before
        until_s = min(until_s, self._clock() + ANSWER_TIMEOUT_S)
        self._send_by(question, until_s)
        for _ in range(MAX_REPLIES):
            left_s = until_s - self._clock()
            if left_s <= 0:
                break
            for reply in self._receive(left_s):
                if reply.kind is ReplyKind.REAL_TIME:
                    return reply.value
        return None

    def _send_by(self, question: bytes, until_s: float) -> None:
        left_s = until_s - self._clock()
        if left_s <= 0:
            raise PrinterUnreachable("the printer takes too long to answer")
        self._wire.send(question, left_s)

    def _receive(self, timeout_s: float) -> tuple[Reply, ...]:
        replies = self._parser.feed(self._wire.receive(timeout_s))
        self._seen.update(reply.kind for reply in replies)
        return replies


def open_printer(address: str, paper_dots: int = PAPER_DOTS) -> EscposPrinter:
    """Return the printer at `address`, see `drivers.printer.address.connector`.

    Raises `BadAddress`; whether a printer is there is known at the first `status`.
    """
    return EscposPrinter(connector(address), paper_dots=paper_dots)
