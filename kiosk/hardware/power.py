"""What the kiosk does when the mains go: it finishes a payment, closes the ledger, and waits.

Theory of operation, on the screen's thread. Power gone: whoever has agreed gets to the end of it,
for `FINISH_S` at most (a printer on the mains is off, and its ticket stays owed); everybody else is
told at once, nothing is begun, and coins that the node holds are given back when the ledger is
opened again. Then the ledger's lane finishes what it has, puts the log back into the file, and
closes it; the cashier opens it for nobody. Power back: it is opened by the code of every start. The
screen goes on at once where no coins were touched; what it says of coins stands as long as ever.

A ledger that is not closed in time loses nothing: that is what a pulled plug does.
"""

from collections.abc import Callable
from typing import Final

from structlog.typing import FilteringBoundLogger

from kiosk.desks.books import PowerGone
from kiosk.effects import ReopenLedger
from kiosk.events import LedgerFailed
from kiosk.ledger.till import Till
from kiosk.terminal import UNSURE_RETRY_S, Terminal
from kiosk.visit import CoinsFate, Place

FINISH_S: Final = 5.0  # a slip takes two or three; the smallest batteries last ten
FINISHING: Final = (Place.RECORDING, Place.FULFILLING)


class PowerDesk:
    """``moved`` hears of the mains, ``look`` is called with every tick.

    ``reopen`` performs `ReopenLedger`; ``rising_s`` returns monotonic seconds.
    """

    def __init__(
        self,
        terminal: Terminal,
        till: Till,
        reopen: Callable[[ReopenLedger], None],
        rising_s: Callable[[], float],
        log: FilteringBoundLogger,
    ) -> None:
        self._terminal = terminal
        self._till = till
        self._reopen = reopen
        self._rising_s = rising_s
        self._log = log
        self._away = False
        self._since_s = 0.0
        self._shut = False  # the ledger, by us
        self._told_at_s = float("-inf")

    def moved(self, there: bool) -> None:
        """The mains have gone, or are back."""
        self._log.warning("power", there=there, place=self._terminal.visit.place)
        self._away, self._since_s = not there, self._rising_s()
        self.look()

    def look(self) -> None:
        """Do what is to be done by now."""
        if self._away:
            self._stop()
        elif self._shut:
            self._go_on()

    def _stop(self) -> None:
        visit = self._terminal.visit
        waited_s = self._rising_s() - self._since_s
        if visit.place in FINISHING and waited_s < FINISH_S and not self._shut:
            return
        if not self._shut:
            self._shut = self._till.power_failed()  # a lane that hangs is asked again
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
            self._shut = False
            self._reopen(ReopenLedger())
