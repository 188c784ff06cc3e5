"""The composition root: one kiosk put together from its profile. The only Qt in this package.

Qt's thread draws and carries the visit; everything else works on the threads of the back room.
The two talk by one queued signal: ``_Inbox.arrived``.
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.backroom import BackRoom
from kiosk.district import District, load_district
from kiosk.events import Event, LedgerFailed
from kiosk.journal import note
from kiosk.machine import load_profile, with_devices
from kiosk.outside import Outside, Strip
from kiosk.performer import Desks
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.terminal import Clocks, Terminal
from kiosk.touches import meaning
from kiosk.visit import Shop, Visit
from kiosk.words import load_words
from ui.bridge import KioskBridge
from ui.contract import CodeScreen, Screen, Setting
from ui.panel import choices_per_page

LAST_WORDS_MS = 30_000  # what a person reads of a bug before the process starts anew
TICK_MS = 500  # the clock shows minutes and the idle limits are tens of seconds
LANGUAGE = "ko"


class _Inbox(QObject):
    """Where other threads put events; they arrive on Qt's thread, in order."""

    arrived = Signal(object)


def local_now() -> datetime:
    """Return what a clock on the wall here would show."""
    return datetime.now().astimezone()


class KioskApp(QObject):
    """A kiosk: ``bridge`` for a window to draw, ``start`` and ``close`` for its life.

    Raises ConfigError, LedgerError or DriverError when the profile can't be served.
    """

    changed = Signal()  # the strip's counts
    renewed = Signal()  # newer rules lie ready, and nobody is here: a good moment to start anew
    gave_up = Signal()  # a bug: the process should end with an error and be started again

    def __init__(
        self,
        profile_path: Path,
        camera: str | None = None,
        serial: str | None = None,
        around: Callable[[Desks], Desks] = lambda desks: desks,
    ) -> None:
        """``around`` may wrap the desks, for tests that watch threads or cut the power."""
        super().__init__()
        profile = with_devices(load_profile(profile_path), camera, serial)
        now = local_now()
        self._profile, self._day = profile, now.date()
        district = load_district(profile, self._day)
        self._words = words = load_words(LANGUAGE)
        self.bridge = KioskBridge(profile.panel.panel(), parent=self)
        self._inbox = _Inbox(self)
        show_frame = self.bridge.feed.show_frame
        self._renewal = False
        outside = Outside(
            self._inbox.arrived.emit, show_frame, self.changed.emit, self._note_renewal
        )
        zone = now.tzinfo
        if zone is None:
            raise AssertionError("local time has a zone")
        self.backroom = BackRoom(profile, district, words, zone, outside, around)
        self.terminal = self._terminal(district)
        self._timer = QTimer(self, interval=TICK_MS)
        self._last_words = QTimer(self, interval=LAST_WORDS_MS, singleShot=True)
        self._connect()

    def start(self) -> None:
        """Show the first screen and start everything behind it."""
        self.terminal.tick()
        self._timer.start()
        self.backroom.start()

    def close(self) -> None:
        """Stop the clock, then everything behind the screen. Twice is harmless."""
        self._timer.stop()
        self.backroom.close()

    def counts(self) -> Strip:
        """Return how many entries are recorded, sent and confirmed."""
        return self.backroom.strip

    def bug(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take an exception that nobody caught, as ``sys.excepthook``: tell it and stop selling."""
        self.backroom.log.error("bug", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        self._inbox.arrived.emit(LedgerFailed("bug"))

    def _terminal(self, district: District) -> Terminal:
        shop, presenter = self._goods(district)
        return Terminal(
            shop,
            presenter,
            Clocks(time.monotonic, local_now),
            self.backroom.performer.perform,
            self._show,
            self._heard,
        )

    def _goods(self, district: District) -> tuple[Shop, Presenter]:
        """What is sold and how it is told, by the prices of the day it was loaded for."""
        facility, words = district.facility, self._words
        reader = Reader(words, district.scheme.unit_name)
        shop, frames = Shop(facility.services), FrameMaker(facility, words, reader)
        return shop, Presenter(shop, frames, words, reader, choices_per_page)

    def _heard(self, before: Visit, event: Event, after: Visit) -> None:
        note(self.backroom.log, before, event, after)
        self.backroom.attend(not self.terminal.at_rest)
        if after.refusal is not None and after.refusal.reason == "bug":
            self._last_words.start()

    def _tick(self) -> None:
        self.terminal.tick()
        if self._renewal and self.terminal.at_rest:
            self._renewal = False
            self.renewed.emit()
        today = local_now().date()
        if today != self._day and self.terminal.at_rest:
            self._day = today  # a rate or a menu may have a new date
            self.terminal.restock(*self._goods(load_district(self._profile, today)))

    def _note_renewal(self) -> None:
        """Called on the sync's thread: only a flag, looked at by the clock."""
        self._renewal = True

    def _connect(self) -> None:
        self._timer.timeout.connect(self._tick)
        self._last_words.timeout.connect(self.gave_up)
        self._inbox.arrived.connect(self.terminal.handle, Qt.ConnectionType.QueuedConnection)
        self.bridge.acted.connect(self._acted)

    def _acted(self, action: str, argument: str) -> None:
        self.terminal.handle(meaning(action, argument))

    def _show(self, screen: Screen, setting: Setting) -> None:
        self.bridge.show(screen, setting)
        self.backroom.want_preview(isinstance(screen, CodeScreen) and screen.preview)
