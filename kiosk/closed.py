"""A kiosk that could not be put together, and says so: a screen is never black.

What is missing may be anything (key, rules, a writable disk), so only the profile is needed here.
It is the same terminal with the same table, in an empty shop whose ledger has failed; nothing else
is opened. Trying again is a new start of the process, by the code of every start.
"""

import time
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.app import TICK_MS, local_now
from kiosk.effects import Effect
from kiosk.events import LedgerFailed
from kiosk.facility import Facility
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.profile.machine import Profile
from kiosk.speech.words import LANGUAGE, load_words
from kiosk.terminal import Clocks, Terminal
from kiosk.touches import meaning
from kiosk.visit import Shop
from ui.bridge import KioskBridge
from ui.panel import choices_per_page

SHOWN_MS: Final = 60_000
"""Then the process ends and is started again. Nothing on a screen changes by itself any sooner."""


class ClosedKiosk(QObject):
    """``bridge`` shows why, by the named ``reason``; ``over`` says that it is time to try again.

    Raises PanelError when nothing can be drawn on this panel.
    """

    over = Signal()

    def __init__(self, profile: Profile, reason: str) -> None:
        super().__init__()
        panel = profile.panel.panel()
        self.bridge = KioskBridge(panel, parent=self)
        words = load_words(LANGUAGE)
        nowhere = Facility("", "", words("out-of-order.desk"), {})
        shop, reader = Shop(nowhere.services), Reader(words, "")
        frames = FrameMaker(nowhere, words, reader)
        self.terminal = Terminal(
            shop,
            Presenter(shop, frames, words, reader, partial(choices_per_page, panel)),
            Clocks(time.monotonic, local_now),
            _do_nothing,
            self.bridge.show,
        )
        self.terminal.handle(LedgerFailed(reason))
        self.bridge.acted.connect(self._acted)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.terminal.tick)
        self._over = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._over.timeout.connect(self.over)

    def start(self) -> None:
        """Let the clock go, and the time until the next try."""
        self._tick.start()
        self._over.start()

    def _acted(self, action: str, argument: str) -> None:
        self.terminal.handle(meaning(action, argument))


def _do_nothing(_effect: Effect) -> None:
    """There is no printer to ask and no ledger to open."""
