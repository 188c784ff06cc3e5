"""The terminal's heart: events in, effects and screens out. One thread; blocks on nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.effects import CheckPrinter, Effect
from kiosk.events import Event, Ticked
from kiosk.presenters.screens import Presenter
from kiosk.visit import Place, Shop, Visit, advance
from ui.contract import Screen, Setting

PRINTER_LOOK_S = 3.0  # how often a machine at rest looks whether it can still print


@dataclass(frozen=True)
class Clocks:
    """Time as handed in: ``rising_s`` never falls, ``local`` is what a person reads."""

    rising_s: Callable[[], float]
    local: Callable[[], datetime]


class Terminal:
    """Carries one visit after another through the table and shows each."""

    def __init__(
        self,
        shop: Shop,
        presenter: Presenter,
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
        self.visit = Visit()

    def handle(self, event: Event) -> None:
        """Take one event: move the visit, start its effects, show it."""
        before = self.visit
        self.visit, wanted = advance(self._shop, before, event, self._clocks.rising_s())
        self._heard(before, event, self.visit)
        self._refresh()
        for effect in wanted:
            self._perform(effect)

    def tick(self) -> None:
        """Let time pass: a few times a second is enough."""
        self.handle(Ticked())
        now_s = self._clocks.rising_s()
        at_rest = self.visit.place in (Place.START, Place.OUT_OF_ORDER)
        if at_rest and now_s - self._looked_at_s >= PRINTER_LOOK_S:
            self._looked_at_s = now_s
            self._perform(CheckPrinter())

    def _refresh(self) -> None:
        now = (self._presenter.screen(self.visit, self._clocks.local()), self.visit.setting)
        if now != self._shown:
            self._shown = now
            self._show(*now)
