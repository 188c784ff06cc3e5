"""A running kiosk in a test: the real application, its codes through a real pseudo-terminal."""

import os
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol, Self, TypeVar

from PySide6.QtCore import QCoreApplication

from drivers.device import DeviceState
from drivers.printer.simulator import PrinterSimulator
from kiosk.app import KioskApp
from kiosk.desks.performer import Desks
from kiosk.life.service_manager import ServiceManager
from tests.end_to_end.district import PATIENCE_S, District, Phone
from ui.contract import Screen, StartScreen

ScreenT = TypeVar("ScreenT")
LOOK_S = 0.005


class Scanning(Protocol):
    """What has a code read."""

    def send(self, text: str) -> None:
        """Have ``text`` read."""


class SerialLine:
    """A scanner's cable: what ``send`` writes comes out of the pseudo-terminal at ``path``."""

    def __init__(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.path = os.ttyname(self._slave)

    def send(self, text: str) -> None:
        os.write(self._master, text.encode() + b"\r")

    def close(self) -> None:
        os.close(self._master)
        os.close(self._slave)


class RunningKiosk:
    """Drives a ``KioskApp`` by its outer doors: touches and scanned codes."""

    def __init__(
        self,
        profile: Path,
        line: Scanning,
        around: Callable[[Desks], Desks] = lambda it: it,
        manager: ServiceManager | None = None,
        rising_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app = KioskApp(profile, around=around, manager=manager, rising_s=rising_s)
        self.state = profile.with_suffix("")
        self._line = line

    def __enter__(self) -> Self:
        with ExitStack() as unless_ready:  # a kiosk left open would hold the next test's devices
            unless_ready.callback(self.app.close)
            self.app.start()
            self.until(lambda: self.app.counts().recorded > 0)
            self.until(lambda: self.app.backroom.devices.get("serial") is DeviceState.FOUND)
            unless_ready.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self.app.close()

    @property
    def screen(self) -> Screen:
        shown = self.app.bridge.shown
        assert shown is not None
        return shown

    def until(self, true: Callable[[], bool]) -> None:
        """Let Qt work until ``true()``; fail when it never comes."""
        end_s = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < end_s, f"never came; the screen is {self.screen}"
            QCoreApplication.processEvents()
            time.sleep(LOOK_S)

    def see(self, kind: type[ScreenT]) -> ScreenT:
        """Wait for a screen of ``kind`` and return it."""
        self.until(lambda: isinstance(self.app.bridge.shown, kind))
        screen = self.app.bridge.shown
        assert isinstance(screen, kind)
        return screen

    def asks_what(self) -> None:
        """Wait until a code was read at the first screen, and what it is for is asked."""
        self.until(lambda: self.screen.frame.title.startswith("QR을 읽었습니다"))
        self.see(StartScreen)

    def touch(self, action: str, argument: str = "") -> None:
        """Touch something, as the bridge tells it."""
        self.app.bridge.acted.emit(action, argument)

    def scan(self, text: str) -> None:
        """Have the serial scanner read ``text``."""
        self._line.send(text)

    def confirmed(self) -> None:
        """Wait until the node has receipted everything, also that the last ticket came out."""
        written = threading.Event()
        self.app.backroom.performer.lanes.ledger.submit(written.set)
        self.until(written.is_set)
        self.until(lambda: self.app.counts().confirmed == self.app.counts().recorded)


class Place:
    """A district with one enrolled kiosk's profile, a printer and a scanner's cable."""

    def __init__(self, district: District, url: str, name: str = "kiosk", number: int = 0) -> None:
        self.district = district
        self.printer = PrinterSimulator().start()
        self.line = SerialLine()
        self.profile = district.profile(name, url, self.printer.address, self.line.path)
        district.enrol(self.profile, number)

    @contextmanager
    def kiosk(self, around: Callable[[Desks], Desks] = lambda it: it) -> Iterator[RunningKiosk]:
        with RunningKiosk(self.profile, self.line, around) as running:
            yield running

    def close(self) -> None:
        self.printer.close()
        self.line.close()


def buy_lunch(kiosk: RunningKiosk, phone: Phone) -> None:
    """Three touches and one scan, up to the confirm screen's button."""
    kiosk.touch("choose", "meals")
    kiosk.touch("choose", "lunch")
    kiosk.scan(phone.text())
