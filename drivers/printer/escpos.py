"""The ESC/POS ticket printer: real status before, a confirmed slip after, limits on each wait.

How a slip is confirmed, step by step:

1. Ask DLE EOT 1 to 4. A printer that can't print now gets nothing: `PrintFailed`.
2. Send the job and, behind it, one question that waits in line (GS r). DLE EOT alone would prove
   nothing: it is answered at once, from the middle of a job that may still get stuck.
3. Its answer says that the job has been worked off. It is a bare byte, and noise can look like it:
   so the question is sent again, and only two answers of its own count. An answer to a job before
   it looks the same: so each that may still come, from here, from another wire or from a program
   before this one, has to be outnumbered by one more, see `line`. Ask DLE EOT 1 to 4 again: only
   a printer that is in order confirms. Any fault now: `PrintUnknown`.
4. No answer yet: ask DLE EOT. A fault (paper ran out, cover opened) or the end of patience
   leads to 5.
5. The job lies in the printer's buffer and would come out when paper is put in, perhaps to a
   stranger. Ask the printer to clear its buffers. It says that it has: `PrintFailed`, the slip may
   be printed again. It says nothing, or any answer in order had come: `PrintUnknown`.
6. It has not said that it cleared: until it answers anything in order, or is found anew on another
   wire, nothing more is put into it: `PrinterStatus.unanswered`, and for a slip `PrintFailed`.

What comes without being asked for is bounded and not believed, see `line`: `PrinterBabbles`.

A job may have been cut short by a power cut in the middle of a picture; the printer then takes the
next bytes for the rest of that picture. So the first job on a wire starts with enough zeros to end
any picture of ours; elsewhere printers ignore zeros. Where this driver itself was cut short, what
hangs out is cut off first: nobody gets a piece of the slip before.

Somebody waits while the status is asked: so it has one limit for all of it, a name to be looked up
and a wire that takes no bytes included. A wire kept from before gets a part of that only, since it
may have died unseen and a new one is tried next.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from PIL import Image

from drivers.closing import Closing
from drivers.errors import (
    PrinterBabbles,
    PrinterFault,
    PrinterUnreachable,
    PrintFailed,
    PrintUnknown,
)
from drivers.printer.address import connector
from drivers.printer.contract import PAPER_DOTS, PrinterStatus
from drivers.printer.job import slip_job
from drivers.printer.line import OWED_AT_FIRST, Line
from drivers.printer.transport import Transport

STATUS_TIMEOUT_S = 3.0  # a kept wire that is dead, connecting anew, and asking
KEPT_WIRE_TIMEOUT_S = 0.75
CONFIRM_TIMEOUT_S = 15.0  # a 20 cm slip at a slow 50 mm/s, three times over
POLL_S = 0.25


# After these a slip may be out all the same: stuck at the cutter, or printed by a printer that does
# not know the question in line.
_MAY_HANG_OUT = {PrinterFault.CUTTER, PrinterFault.UNCONFIRMED}


class EscposPrinter(Closing):
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
        self._line: Line | None = None
        self._closed = False
        self._owed = OWED_AT_FIRST  # answers that a printer may still send on another wire
        self._hangs_out = False  # of a slip whose wire was torn: it is not the next one's head

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

    def print_slip(self, image: Image.Image, *further: Image.Image) -> None:
        """Print and cut `image`; see `TicketPrinter.print_slip` for what is raised when."""
        job = slip_job(image, self._paper_dots, further)
        before = self.status()
        if before.reason is not None:
            raise PrintFailed(before.reason)
        line = self._ready_line()
        try:
            line.send_job(job)
            self._confirm(line)
        except PrinterUnreachable as exc:
            self._drop_line()
            self._hangs_out = True
            babbles = isinstance(exc, PrinterBabbles)
            why = PrinterFault.BABBLES if babbles else PrinterFault.DISCONNECTED
            raise PrintUnknown(why) from exc
        self._hangs_out = False

    def close(self) -> None:
        """Let go of the wire. Twice is harmless; afterwards all else is `PrinterUnreachable`."""
        self._closed = True
        self._drop_line()

    def _confirm(self, line: Line) -> None:
        until_s = self._clock() + self._confirm_timeout_s
        while not self._worked_off(line):
            status = self._ask_line(line)
            if status.reason is not None:
                self._clear(line, status.reason)
                break
            if self._clock() >= until_s:
                self._clear(line, PrinterFault.UNCONFIRMED)
                break
        after = self._ask_line(line)
        if after.reason is not None:
            raise PrintUnknown(after.reason)

    def _worked_off(self, line: Line) -> bool:
        """Wait a moment for the answers in order: each earns one more question, up to enough."""
        while line.wait_in_order(POLL_S):
            if line.worked_off:
                return True
            line.ask_in_order()
        return False

    def _clear(self, line: Line, fault: PrinterFault) -> None:
        """Clear the buffers, and raise; return only if the confirmation came just before that."""
        cleared = line.clear()
        if line.worked_off:
            return
        if not cleared:
            line.give_up()
        if cleared and not line.answered_in_order and fault not in _MAY_HANG_OUT:
            raise PrintFailed(fault)
        raise PrintUnknown(fault)

    def _ask_line(self, line: Line) -> PrinterStatus:
        return line.ask_status(self._clock() + STATUS_TIMEOUT_S)

    def _ask(self, until_s: float) -> PrinterStatus:
        try:
            line = self._open_line()
            line.nudge(until_s - self._clock())
            return replace(line.ask_status(until_s), unanswered=line.stuck)
        except PrinterUnreachable:
            self._drop_line()
            raise

    def _ready_line(self) -> Line:
        """Return the line with nothing of a job sent yet; raises `PrinterUnreachable`."""
        line = self._open_line()
        try:
            line.make_ready()
        except PrinterUnreachable:
            self._drop_line()
            raise
        return line

    def _open_line(self) -> Line:
        if self._closed:
            raise PrinterUnreachable("the printer was closed")
        if self._line is None:
            wire = self._connect()
            self._line = Line(wire, self._clock, cut_first=self._hangs_out, owed=self._owed)
        return self._line

    def _drop_line(self) -> None:
        if self._line is not None:
            self._owed = self._line.owed
            self._line.close()
            self._line = None


def open_printer(address: str, paper_dots: int = PAPER_DOTS) -> EscposPrinter:
    """Return the printer at `address`, see `drivers.printer.address.connector`.

    Raises `BadAddress`; whether a printer is there is known at the first `status`.
    """
    return EscposPrinter(connector(address), paper_dots=paper_dots)
