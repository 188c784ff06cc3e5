"""A ticket printer without wires that obeys the contract, for tests of what prints."""

from __future__ import annotations

from PIL import Image

from drivers.closing import Closing
from drivers.errors import PrinterError, PrinterUnreachable, PrintFailed
from drivers.printer.contract import PAPER_DOTS, PrinterStatus
from drivers.printer.job import slip_job

MAX_KEPT_SLIPS = 64


class FakePrinter(Closing):
    """Keeps the slips it prints in `printed`; `set_status` and `fail_next` play the faults."""

    def __init__(self, paper_dots: int = PAPER_DOTS) -> None:
        self._paper_dots = paper_dots
        self.printed: list[Image.Image] = []
        self._status: PrinterStatus | None = PrinterStatus()
        self._fault: PrinterError | None = None
        self._closed = False

    @property
    def closed(self) -> bool:
        """True after `close`."""
        return self._closed

    def set_status(self, status: PrinterStatus | None) -> None:
        """Say what the printer will say of itself; None: it is not there."""
        self._status = status

    def fail_next(self, fault: PrinterError) -> None:
        """Let the next slip end with `fault`, after the printer had been ready for it."""
        self._fault = fault

    def status(self) -> PrinterStatus:
        """See `TicketPrinter`."""
        if self._closed or self._status is None:
            raise PrinterUnreachable("the printer is not there")
        return self._status

    def print_slip(self, image: Image.Image, *further: Image.Image) -> None:
        """See `TicketPrinter`."""
        slip_job(image, self._paper_dots, further)  # refuses what does not fit the paper
        before = self.status()
        if before.reason is not None:
            raise PrintFailed(before.reason)
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault
        parts = [part.copy() for part in (image, *further)]
        self.printed = [*self.printed, *parts][-MAX_KEPT_SLIPS:]

    def close(self) -> None:
        """See `TicketPrinter`."""
        self._closed = True
