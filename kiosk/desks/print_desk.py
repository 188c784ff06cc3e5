"""The printer's lane: its state before a charge, and tickets with the printer's own word."""

from collections.abc import Callable
from typing import Final, Protocol

from PIL import Image

from drivers.errors import (
    PrinterBabbles,
    PrinterError,
    PrinterFault,
    PrinterUnreachable,
    PrintFailed,
    PrintUnknown,
    SlipUnprintable,
)
from drivers.printer.contract import TicketPrinter
from drivers.slip import Slip
from kiosk.events import Event, Printed, PrinterReported
from kiosk.events import PrintFailed as TicketFailed
from kiosk.payment import Ticket
from protocol.errors import Misuse

Draw = Callable[[Slip], Image.Image]
UNREACHABLE: Final = "printer-unreachable"


def problem_word(fault: PrinterFault) -> str:
    """Return the name that the kiosk has for what a printer lacks, as its screens and log tell."""
    return f"printer-{fault}"


class Slips(Protocol):
    """Writes the words of a slip."""

    def slip(self, ticket: Ticket) -> Slip:
        """Return what is printed for ``ticket``."""


class PrintDesk:
    """One printer's desk; it belongs to one thread."""

    def __init__(self, printer: TicketPrinter, slips: Slips, draw: Draw) -> None:
        self._printer = printer
        self._slips = slips
        self._draw = draw

    def adopt(self, slips: Slips) -> None:
        """Write by these words from now on; on the printer's lane."""
        self._slips = slips

    def check(self, number: int) -> PrinterReported:
        """Ask the hardware now whether it can print; the answer carries ``number``."""
        try:
            status = self._printer.status()
        except PrinterBabbles:
            return PrinterReported(problem_word(PrinterFault.BABBLES), number)
        except PrinterError:
            return PrinterReported(UNREACHABLE, number)
        if status.reason is not None:
            return PrinterReported(problem_word(status.reason), number)
        return PrinterReported("", number, str(status.warning or ""))

    def print(self, ticket: Ticket) -> Event:
        """Print; anything but the printer's confirmation leaves the ticket owed."""
        try:
            slip = self._slips.slip(ticket)
            further = () if slip.other is None else (self._draw(slip.other),)
            self._printer.print_slip(self._draw(slip), *further)
        except (SlipUnprintable, Misuse):
            return TicketFailed(ticket, "slip-unprintable")
        except PrintUnknown:
            return TicketFailed(ticket, "print-unknown")
        except (PrintFailed, PrinterUnreachable):
            return TicketFailed(ticket, "print-failed")
        return Printed(ticket)
