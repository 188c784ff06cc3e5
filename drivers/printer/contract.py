"""What the kiosk knows of a ticket printer: its status before anything is asked, and one verb.

A printer that always says "online" has cost others whole lunches: so status comes from the hardware
each time it is asked, and `print_slip` returns only after the hardware has said that it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self

from PIL import Image

from drivers.errors import PrinterFault

DOTS_PER_MM = 8  # 203 dpi
PAPER_DOTS_OF_MM = {80: 576, 58: 384}  # what can be printed on: 72 mm and 48 mm of it
PAPER_DOTS = PAPER_DOTS_OF_MM[80]  # the usual paper, and the widest there is


class Paper(StrEnum):
    """What the paper sensors say."""

    OK = "ok"
    NEAR_END = "near-end"
    OUT = "out"
    UNKNOWN = "unknown"


class PrinterWarning(StrEnum):
    """What somebody should see to soon; it prints all the same."""

    PAPER_LOW = "paper-low"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the printer said of itself a moment ago.

    `unanswered`: it leaves a question of a job before without an answer, and may still hold it.
    """

    online: bool = True
    paper: Paper = Paper.OK
    cover_open: bool = False
    cutter_error: bool = False
    broken: bool = False
    too_hot: bool = False
    unanswered: bool = False

    @property
    def reason(self) -> PrinterFault | None:
        """The fault to mend first, or None when it can print."""
        faults = (
            (self.cover_open, PrinterFault.COVER_OPEN),
            (self.paper is Paper.OUT, PrinterFault.PAPER_OUT),
            (self.cutter_error, PrinterFault.CUTTER),
            (self.broken, PrinterFault.BROKEN),
            (self.too_hot, PrinterFault.TOO_HOT),
            (not self.online, PrinterFault.OFFLINE),
            (self.paper is Paper.UNKNOWN, PrinterFault.PAPER_UNKNOWN),
            (self.unanswered, PrinterFault.UNANSWERED),
        )
        return next((fault for applies, fault in faults if applies), None)

    @property
    def warning(self) -> PrinterWarning | None:
        """What will stop it soon, or None."""
        return PrinterWarning.PAPER_LOW if self.paper is Paper.NEAR_END else None

    @property
    def can_print(self) -> bool:
        """True when a slip may be promised: online, with paper, nothing wrong."""
        return self.reason is None


class TicketPrinter(Protocol):
    """A ticket printer: a context manager that is used by one thread, never the screen's."""

    @property
    def closed(self) -> bool:
        """True after `close`."""

    def status(self) -> PrinterStatus:
        """Ask the hardware now; raises `PrinterUnreachable` when it does not answer in time."""

    def print_slip(self, image: Image.Image, *further: Image.Image) -> None:
        """Print and cut `image` (at most as wide as the paper, 1 bit; black is 0).

        Those of `further` come in the same job, each cut off: all of them are out, or none counts.
        Blocks until the printer has confirmed: seconds as a rule, half a minute at the very worst,
        longer at a slow serial port.

        Raises `PrintFailed` when it did not come out and will not, `PrintUnknown` when that can't
        be said, `PrinterUnreachable` when the printer was not there at first (nothing was sent).
        """

    def close(self) -> None:
        """Let go of the device. Twice is harmless."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
