"""A ticket printer in simulated time, with the troubles of paper. Obeys the driver's contract."""

from types import TracebackType
from typing import Self

from PIL import Image

from drivers.errors import PrinterFault, PrinterUnreachable, PrintFailed, PrintUnknown
from drivers.printer.contract import Paper, PrinterStatus
from tests.simulation.chance import Chance
from tests.simulation.line import Spend

_STATUS_MS, _SLIP_MS = (5, 60), (1500, 5000)


class SimPrinter:
    """Prints nothing, and takes its time for it."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self.spend: Spend = lambda _took_ms: None
        self.paper = Paper.OK
        self.there = True
        self.jams = 0.0  # probability that a slip fails half way
        self._closed = False

    @property
    def closed(self) -> bool:
        """See `TicketPrinter`."""
        return self._closed

    def status(self) -> PrinterStatus:
        """See `TicketPrinter`."""
        self.spend(self._chance.between(*_STATUS_MS))
        if not self.there:
            raise PrinterUnreachable("not there")
        return PrinterStatus(paper=self.paper)

    def print_slip(self, image: Image.Image, *further: Image.Image) -> None:
        """See `TicketPrinter`."""
        before = self.status()
        if before.reason is not None:
            raise PrintFailed(before.reason)
        self.spend(self._chance.between(*_SLIP_MS))
        if self._chance.happens(self.jams):
            if self._chance.happens(0.5):
                raise PrintUnknown(PrinterFault.OFFLINE)
            raise PrintFailed(PrinterFault.PAPER_OUT)

    def mend(self) -> None:
        """New paper, and whatever else it lacked."""
        self.paper, self.there, self.jams = Paper.OK, True, 0.0

    def close(self) -> None:
        """See `TicketPrinter`."""
        self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
