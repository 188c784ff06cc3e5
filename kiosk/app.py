"""The composition root: one kiosk put together from its profile.

Qt's thread draws and carries the visit; everything else works on the threads of the back room.
The two talk by one queued signal: ``Inbox.arrived``.
"""

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.backroom import BackRoom
from kiosk.days import local_time, scheme_day
from kiosk.desks.lanes import ThreadLane
from kiosk.desks.performer import Desks
from kiosk.district import District, load_district
from kiosk.events import Event, HeadsetIn, HeadsetOut, LedgerFailed, Touched
from kiosk.inbox import Inbox
from kiosk.journal import note
from kiosk.life.blanking import Blanking
from kiosk.life.own_machine import OwnMachine
from kiosk.life.power import PowerDesk
from kiosk.life.service_manager import Pulse, ServiceManager
from kiosk.life.vitals import Vitals
from kiosk.node.retirement import RETIRED
from kiosk.outside import Outside, Strip
from kiosk.papers.adoption import Adoption, Judged
from kiosk.papers.stock import Stock, stocking
from kiosk.profile.machine import Profile, load_profile, with_devices
from kiosk.speech.languages_on_board import every_language
from kiosk.speech.voice import Voice
from kiosk.speech.words import LANGUAGE, TRANSLATED, load_words
from kiosk.terminal import Clocks, Terminal
from kiosk.touches import meaning
from kiosk.visit import Visit
from kiosk.visit.reading import wants_code
from ui.bridge import KioskBridge
from ui.contract import Screen, Setting, previews

LAST_WORDS_MS = 30_000  # what a person reads of a bug before the process starts anew
TICK_MS = 500  # the clock shows minutes and the idle limits are tens of seconds


def local_now() -> datetime:
    """Return what a clock on the wall here would show, if this machine's own clock is right."""
    return datetime.now().astimezone()


class KioskApp(QObject):
    """A kiosk: ``bridge`` for a window to draw, ``start`` and ``close`` for its life.

    Raises ConfigError, LedgerError or DriverError when the profile can't be served.
    """

    changed = Signal()  # the strip's counts
    gave_up = Signal()  # a bug: the process should end with an error and be started again

    def __init__(
        self,
        profile_path: Path,
        camera: str | None = None,
        serial: str | None = None,
        around: Callable[[Desks], Desks] = lambda desks: desks,
        manager: ServiceManager | None = None,
        rising_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """``around`` may wrap the desks, for tests that watch threads or cut the power.

        ``manager`` hears how it lives, if anybody does. ``rising_s`` returns monotonic seconds.
        """
        super().__init__()
        self._rising_s = rising_s
        profile = with_devices(load_profile(profile_path), camera, serial)
        now = local_now()
        district = load_district(profile, int(now.timestamp()))
        self._languages = every_language()
        self.bridge = KioskBridge(profile.panel.panel(), parent=self)
        self._sound = profile.sound
        self._stocked = stocking(profile, self._languages)
        self._inbox = Inbox(self)
        self._retired = False
        outside = Outside(
            self._inbox.arrived.emit,
            self.bridge.feed.show_frame,
            self.changed.emit,
            self._inbox.renewed.emit,
            self._inbox.retired.emit,
            self._inbox.headset.emit,
            self._inbox.scanned.emit,
        )
        zone = now.tzinfo
        if zone is None:
            raise AssertionError("local time has a zone")
        slips = load_words(LANGUAGE)
        self.backroom = BackRoom(profile, district, slips, zone, outside, around)
        self._tell_damaged_languages()
        self.voice = self._voice()
        stock = self._stocked(district)
        self.terminal = self._terminal(stock)
        self.vitals = self._vitals(manager or ServiceManager())
        self._own = self._machine(profile)
        self._power = PowerDesk(
            self.terminal,
            self.backroom.till,
            self.backroom.performer,
            rising_s,
            self.backroom.log,
        )
        blank_after_s = profile.screen.blank_after_min * 60.0
        self._blanking = Blanking(blank_after_s, rising_s(), self._shade)
        self._adoption = self._adopting(stock, int(now.timestamp()))
        self._timer = QTimer(self, interval=TICK_MS)
        self._last_words = QTimer(self, interval=LAST_WORDS_MS, singleShot=True)
        self._connect()

    def start(self) -> None:
        """Show the first screen and start everything behind it."""
        self.terminal.tick()
        self._timer.start()
        self.backroom.start()
        self.vitals.start(self.backroom.till.ask)
        self._own.start()

    def close(self) -> None:
        """Stop the clock, then everything behind the screen. Twice is harmless."""
        self._timer.stop()
        self._adoption.close()
        self.vitals.close()
        self.backroom.close()
        self._own.close()

    @property
    def district(self) -> District:
        """The rules that it sells by."""
        return self._adoption.district

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

    def _terminal(self, stock: Stock) -> Terminal:
        return Terminal(
            stock.shop,
            stock.presenter,
            Clocks(self._rising_s, self._now),
            self.backroom.performer.perform,
            self._show,
            self._heard,
        )

    def _adopting(self, stock: Stock, now_s: int) -> Adoption:
        lane = ThreadLane("rules", self._inbox.arrived.emit, self.backroom.bug)
        day = scheme_day(stock.district.scheme, now_s)
        return Adoption(stock, day, lane, self._stocked, self._inbox.judged.emit, self.backroom.log)

    def _vitals(self, manager: ServiceManager) -> Vitals:
        till = self.backroom.till
        return Vitals(
            manager, Pulse(manager, till.ask, lambda: till.opening), self.backroom.log, self
        )

    def _machine(self, profile: Profile) -> OwnMachine:
        tell = self.backroom.hardware.states.tell
        return OwnMachine(profile, tell, self._inbox.power.emit)

    def _tell_damaged_languages(self) -> None:
        """Who chooses one of them is told in Korean."""
        for damaged in sorted(set(TRANSLATED) - {each.language for each in self._languages}):
            self.backroom.log.error("language-damaged", language=damaged)

    def _voice(self) -> Voice | None:
        """What says the screens; None on a machine without sound."""
        speaker = self.backroom.hardware.sound.speaker
        if self._sound is None or speaker is None:
            return None
        words = {each.language: each for each in self._languages}
        return Voice(
            speaker, self._sound, lambda name: words.get(name, words[LANGUAGE]), self.backroom.log
        )

    def _heard(self, before: Visit, event: Event, after: Visit) -> None:
        note(self.backroom.log, before, event, after)
        self.vitals.look(after)
        self._blanking.happened(event, self._rising_s())
        self.backroom.attend(not self.terminal.at_rest)
        self.backroom.hardware.want_code(wants_code(after))
        if after.refusal is not None and after.refusal.reason == "bug":
            self._last_words.start()

    def _tick(self) -> None:
        self.backroom.step()
        self.terminal.tick()
        self._power.look()
        self._blanking.step(self.terminal.visit, self._rising_s())
        if self.terminal.at_rest:
            self._stop_if_retired()
        self._look_at_rules()

    def _stirred(self) -> None:
        self._blanking.stirred(self._rising_s())

    def _shade(self, dark: bool) -> None:
        self.bridge.shade(dark)
        self._own.light(not dark)

    def _now(self) -> datetime:
        """What is shown and priced by: the time that entries get, whatever the own clock says."""
        time_s = self.backroom.time_s
        return local_now() if time_s is None else local_time(time_s)

    def _stop_if_retired(self) -> None:
        """A visit that has begun is ended first: it is booked all the same."""
        if self._retired:
            self._retired = False
            self.terminal.handle(LedgerFailed(RETIRED))

    def _look_at_rules(self) -> None:
        """Have newer rules judged at any time, and adopt them while nobody is at the machine.

        First the lanes, then the screen: a code that was read in between is of a visit to come.
        """
        stock = self._adoption.ready(int(self._now().timestamp()))
        if stock is None or not self.terminal.at_rest or not self.backroom.adopt(stock.district):
            return
        self._adoption.adopted()
        self.terminal.restock(stock.shop, stock.presenter)

    def _note_judged(self, judged: Judged) -> None:
        self._adoption.hear(judged)
        self._look_at_rules()

    def _note_retired(self) -> None:
        self._retired = True

    def _connect(self) -> None:
        self._timer.timeout.connect(self._tick)
        self._last_words.timeout.connect(self.gave_up)
        queued = Qt.ConnectionType.QueuedConnection
        self._inbox.arrived.connect(self.terminal.handle, queued)
        self._inbox.renewed.connect(self._adoption.renewed, queued)
        self._inbox.judged.connect(self._note_judged, queued)
        self._inbox.retired.connect(self._note_retired, queued)
        self._inbox.headset.connect(self._headset_moved, queued)
        self._inbox.scanned.connect(self._stirred, queued)
        self._inbox.power.connect(self._power.moved, queued)
        self.bridge.woken.connect(lambda: self._blanking.stirred(self._rising_s()))
        self.bridge.acted.connect(self._acted)
        self.bridge.touched.connect(self._touched)
        self.bridge.pointed.connect(self._pointed)

    def _acted(self, action: str, argument: str) -> None:
        if self.voice is not None:
            self.voice.acted(action, argument)
        self.terminal.handle(meaning(action, argument))

    def _touched(self) -> None:
        if self.voice is not None:
            self.voice.touched()
        self.terminal.handle(Touched())

    def _pointed(self, action: str, argument: str) -> None:
        if self.voice is not None:
            self.voice.pointed(action, argument)

    def _headset_moved(self, plugged: bool) -> None:
        """First the ear, then the visit: what it shows next is said there."""
        if self.voice is not None:
            self.voice.headset(plugged)
            self.bridge.digits_at_once = self.voice.digits_at_once
        self.terminal.handle(HeadsetIn() if plugged else HeadsetOut())

    def _show(self, screen: Screen, setting: Setting) -> None:
        self.bridge.show(screen, setting)
        self.backroom.hardware.want_preview(previews(screen))
        if self.voice is not None:
            self.voice.shown(screen, self.terminal.visit)
            self.bridge.digits_at_once = self.voice.digits_at_once
