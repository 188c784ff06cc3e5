"""What the kiosk does when the mains go: it finishes a payment, closes the ledger, and waits.

Theory of operation, on the screen's thread. Power gone: whoever has agreed gets to the end of it:
a charge is waited for for `FINISH_S`, a ticket that the printer has for `PRINT_S`. Everybody else
is told at once, nothing is begun, and coins that the node holds are given back when the ledger is
opened again. From then on the cashier opens it for nobody; when the printer has told what became of
its ticket, the ledger's lane finishes what it has, puts the log back into the file, and closes it.
Power back: it is opened by the code of every start. The screen goes on at once where no coins were
touched; what it says of coins stands as long as ever.

A ledger that is not closed in time loses nothing: that is what a pulled plug does. What the printer
tells after it was closed is kept, and written first when it is opened again (`Books`).
"""

from collections.abc import Callable
from typing import Final, Protocol

from structlog.typing import FilteringBoundLogger

from kiosk.desks.books import PowerGone
from kiosk.desks.lanes import JOIN_S
from kiosk.effects import Effect, ReopenLedger
from kiosk.events import LedgerFailed
from kiosk.ledger.till import Till
from kiosk.terminal import UNSURE_RETRY_S, Terminal
from kiosk.visit import CoinsFate, Place

FINISH_S: Final = 5.0  # a look at the printer takes up to three
PRINT_S: Final = JOIN_S  # longer than any ticket: closing sooner gains nothing
FINISHING: Final = (Place.RECORDING, Place.FULFILLING)


class Performs(Protocol):
    """What starts effects, as much of it as is asked here."""

    @property
    def printing(self) -> bool:
        """Whether a ticket is under way whose result the ledger's lane has not got yet."""

    def perform(self, effect: Effect) -> None:
        """Start ``effect``."""


class PowerDesk:
    """``moved`` hears of the mains, ``look`` is called with every tick.

    ``rising_s`` returns monotonic seconds.
    """

    def __init__(
        self,
        terminal: Terminal,
        till: Till,
        performer: Performs,
        rising_s: Callable[[], float],
        log: FilteringBoundLogger,
    ) -> None:
        self._terminal = terminal
        self._till = till
        self._performer = performer
        self._rising_s = rising_s
        self._log = log
        self._away = False
        self._since_s = 0.0
        self._printing_s = 0.0  # when a ticket was last seen under way
        self._stopped = False  # nobody opens the ledger
        self._shut = False  # and it is closed
        self._told_at_s = float("-inf")

    def moved(self, there: bool) -> None:
        """The mains have gone, or are back."""
        self._log.warning("power", there=there, place=self._terminal.visit.place)
        self._away = not there
        self._since_s = self._printing_s = self._rising_s()
        self.look()

    def look(self) -> None:
        """Do what is to be done by now."""
        if self._away:
            self._stop()
        elif self._stopped:
            self._go_on()

    def _stop(self) -> None:
        prints = self._prints()
        if self._finishes() and not self._stopped:
            return
        if not self._stopped:
            self._stopped = self._till.power_failed()  # a lane that hangs is asked again
        if self._stopped and not self._shut and not prints:
            self._shut = self._till.put_away()
        self._tell()

    def _prints(self) -> bool:
        now_s = self._rising_s()
        prints = self._performer.printing and now_s - self._since_s < PRINT_S
        if prints:
            self._printing_s = now_s
        return prints

    def _finishes(self) -> bool:
        place, waited_s = self._terminal.visit.place, self._rising_s() - self._printing_s
        return place in FINISHING and waited_s < FINISH_S

    def _tell(self) -> None:
        visit = self._terminal.visit
        told = visit.place is Place.OUT_OF_ORDER and visit.refusal is not None
        if not told and visit.place is not Place.THANKS:  # thanks are said to their end
            self._told_at_s = self._rising_s()
            self._terminal.handle(LedgerFailed(PowerGone.reason))

    def _go_on(self) -> None:
        refusal = self._terminal.visit.refusal
        touched = refusal is not None and refusal.coins is not CoinsFate.SAFE
        if touched and self._rising_s() - self._told_at_s < UNSURE_RETRY_S:
            return
        if self._till.power_back():
            self._stopped = self._shut = False
            self._performer.perform(ReopenLedger())
