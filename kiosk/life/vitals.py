"""How the kiosk lives, told to the service manager: on the screen's thread, by a timer.

Starting has ended when the first frame is drawn and the ledger's lane has tried to open the ledger:
a kiosk whose ledger does not open is ready too, for it shows why. Until then each beat asks for
more time, as a ledger may be restored first: also where no watchdog waits for beats.
"""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from structlog.typing import FilteringBoundLogger

from kiosk.life.service_manager import Ask, Pulse, ServiceManager
from kiosk.troubles import TROUBLES
from kiosk.visit import Place, Visit
from kiosk.visit.state import cant_serve

STARTING_S: Final = 60.0  # more time for starting: two beats of a watchdog of a minute
CLOSING_S: Final = 300.0  # a ticket takes 103 s at 9600 baud; then devices that hang are left


class Vitals(QObject):
    """Beats while Qt's thread turns. ``pulse`` tells whether the ledger's lane does."""

    _opened = Signal()  # queued: it comes from the ledger's lane

    def __init__(
        self, manager: ServiceManager, pulse: Pulse, log: FilteringBoundLogger, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._manager = manager
        self._pulse = pulse
        self._log = log
        self._waits_for = {"frame", "ledger"}
        self._well = True
        self._opened.connect(lambda: self._has("ledger"))
        self._timer = QTimer(self, interval=int((pulse.beat_s or STARTING_S / 2) * 1000))
        self._timer.timeout.connect(self._beat)

    def start(self, ask: Ask) -> None:
        """Begin to beat; ``ask`` has the ledger's lane run a job, after it opened the ledger."""
        self._manager.status("starting")
        ask(self._tried)
        self._timer.start()
        self._beat()

    def drawn(self) -> None:
        """The first frame is on the panel. Again is harmless."""
        self._has("frame")

    def look(self, visit: Visit) -> None:
        """Tell whether it sells, and if not why; nothing of who is there."""
        if not self._waits_for:
            self._manager.status(in_words(visit))

    def close(self) -> None:
        """It begins to close; what is under way comes to its end, and a device may hang."""
        self._timer.stop()
        self._manager.stopping()
        self._manager.needs(CLOSING_S)

    def _tried(self) -> None:
        """On the ledger's lane, which would post what `emit` returns."""
        self._opened.emit()

    def _has(self, what: str) -> None:
        if not self._waits_for:
            return
        self._waits_for.discard(what)
        if not self._waits_for:
            self._manager.ready()
            if not self._pulse.beat_s:
                self._timer.stop()

    def _beat(self) -> None:
        well = self._pulse.beat()
        if well and self._waits_for:
            self._manager.needs(STARTING_S)
        if well is not self._well:
            self._well = well
            self._log.error("ledger-lane-hangs" if not well else "ledger-lane-answers")


def in_words(visit: Visit) -> str:
    """Return what `systemctl status` says of a kiosk that has started."""
    if visit.place is not Place.OUT_OF_ORDER:
        return "open"
    reason = visit.refusal.reason if visit.refusal else cant_serve(visit)
    trouble = TROUBLES.get(reason)
    return f"out of order: {trouble.code} {reason}" if trouble else f"out of order: {reason}"
