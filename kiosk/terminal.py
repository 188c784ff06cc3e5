"""The terminal's heart: events in, effects and screens out. One thread; blocks on nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.effects import CheckPrinter, Effect, ReopenLedger
from kiosk.events import Event, PrinterReported, Ticked
from kiosk.visit import FOR_GOOD, CoinsFate, Place, Shop, Visit, advance
from ui.contract import Screen, Setting

PRINTER_LOOK_S = 3.0  # how often a machine at rest looks whether it can still print
LEDGER_RETRY_S = 15.0  # a full disk may be cleared and a lock let go while somebody waits
UNSURE_RETRY_S = 60.0  # but what is told of a person's coins stands as long as any goodbye


@dataclass(frozen=True)
class Clocks:
    """Time as handed in: ``rising_s`` never falls, ``local`` is what a person reads."""

    rising_s: Callable[[], float]
    local: Callable[[], datetime]


class Presents(Protocol):
    """Makes the screens of visits: one presenter, or one for each language."""

    def screen(self, visit: Visit, now: datetime) -> Screen:
        """Return the screen of ``visit`` at the local time ``now``."""


class Terminal:
    """Carries one visit after another through the table and shows each."""

    def __init__(
        self,
        shop: Shop,
        presenter: Presents,
        clocks: Clocks,
        perform: Callable[[Effect], None],
        show: Callable[[Screen, Setting], None],
        heard: Callable[[Visit, Event, Visit], None] = lambda _before, _event, _after: None,
    ) -> None:
        self._shop = shop
        self._presenter = presenter
        self._clocks = clocks
        self._perform = perform
        self._show = show
        self._heard = heard
        self._shown: tuple[Screen, Setting] | None = None
        self._looked_at_s = float("-inf")
        self._looking = False  # one look at a time: a slow printer must not pile them up
        self._stopped_at_s: float | None = None
        began_s = clocks.rising_s()
        self.visit = Visit(touched_at_s=began_s, entered_at_s=began_s)

    def restock(self, shop: Shop, presenter: Presents) -> None:
        """Sell by other data from now on; only while nobody is at the machine."""
        self._shop, self._presenter = shop, presenter
        self._refresh()

    @property
    def at_rest(self) -> bool:
        """Whether nobody is at the machine."""
        return self.visit.place in (Place.START, Place.OUT_OF_ORDER) and self.visit.code is None

    def handle(self, event: Event) -> None:
        """Take one event: move the visit, start its effects, show it."""
        if isinstance(event, PrinterReported) and event.check == 0:
            self._looking = False
        before = self.visit
        self.visit, wanted = advance(self._shop, before, event, self._clocks.rising_s())
        for effect in wanted:  # first: what is done on other threads need not wait for drawing
            self._perform(effect)
        self._heard(before, event, self.visit)
        self._refresh()

    def tick(self) -> None:
        """Let time pass: a few times a second is enough."""
        self.handle(Ticked())
        now_s = self._clocks.rising_s()
        self._look_at_printer(now_s)
        self._try_ledger(now_s)

    def _look_at_printer(self, now_s: float) -> None:
        if not self.at_rest or self._looking:
            return
        if now_s - self._looked_at_s >= PRINTER_LOOK_S:
            self._looked_at_s, self._looking = now_s, True
            self._perform(CheckPrinter())

    def _try_ledger(self, now_s: float) -> None:
        refusal = self.visit.refusal
        if self.visit.place is not Place.OUT_OF_ORDER or refusal is None:
            self._stopped_at_s = None
            return
        self._stopped_at_s = now_s if self._stopped_at_s is None else self._stopped_at_s
        wait_s = LEDGER_RETRY_S if refusal.coins is CoinsFate.SAFE else UNSURE_RETRY_S
        if refusal.reason not in FOR_GOOD and now_s - self._stopped_at_s >= wait_s:
            self._stopped_at_s = now_s
            self._perform(ReopenLedger())

    def _refresh(self) -> None:
        now = (self._presenter.screen(self.visit, self._clocks.local()), self.visit.setting)
        if now != self._shown:
            self._shown = now
            self._show(*now)
