"""A kiosk whose panel has gone dark: its light, what wakes it, and what that begins."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.running import Place, RunningKiosk
from ui.contract import ChooseScreen, StartScreen

ON, OFF = b"0", b"4"
WAIT_S = 30.0  # only ever waited for in full when the test fails


class Clock:
    """The real monotonic clock, pushed on by ``ahead_s``."""

    def __init__(self) -> None:
        self.ahead_s = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead_s


class Panel:
    """A running kiosk on a panel with a light of its own."""

    def __init__(self, kiosk: RunningKiosk, clock: Clock, light: Path) -> None:
        self.kiosk = kiosk
        self._clock = clock
        self._light = light

    @property
    def dark(self) -> bool:
        return bool(self.kiosk.app.bridge.property("dark"))

    def until_light_is(self, said: bytes) -> None:
        self.kiosk.until(lambda: self._light.read_bytes() == said)

    def leave_alone(self) -> None:
        self.kiosk.until(lambda: self.kiosk.app.terminal.at_rest)
        self._clock.ahead_s += 61
        self.kiosk.until(lambda: self.dark)
        self.until_light_is(OFF)


@pytest.fixture
def panel(place: Place, tmp_path: Path) -> Iterator[Panel]:
    light, clock = tmp_path / "light" / "bl_power", Clock()
    light.parent.mkdir()
    light.write_bytes(OFF)
    with place.profile.open("a") as profile:
        profile.write(f'[screen]\nblank_after_min = 1\nbacklight = "{light.parent}"\n')
    with RunningKiosk(place.profile, place.line, rising_s=clock) as kiosk:
        panel = Panel(kiosk, clock, light)
        panel.until_light_is(ON)
        panel.leave_alone()
        yield panel
    assert light.read_bytes() == ON, "the light is on when the kiosk has ended"


def test_a_touch_wakes_it_and_only_the_next_one_does_something(panel: Panel) -> None:
    bridge = panel.kiosk.app.bridge
    bridge.touch()
    bridge.press("choose", "meals")
    assert not panel.dark
    panel.until_light_is(ON)
    assert panel.kiosk.app.terminal.at_rest
    panel.leave_alone()
    bridge.press("choose", "meals")
    assert not panel.dark
    panel.kiosk.touch("start-over")
    panel.kiosk.see(StartScreen)
    panel.kiosk.touch("choose", "meals")
    panel.kiosk.see(ChooseScreen)
    assert not panel.dark


def test_a_code_wakes_it_and_begins_a_visit(place: Place, panel: Panel) -> None:
    panel.kiosk.scan(place.district.phone("kim").text())
    panel.kiosk.until(lambda: not panel.dark)
    panel.kiosk.until(lambda: panel.kiosk.app.terminal.visit.code is not None)
    panel.until_light_is(ON)
    assert not panel.dark


def test_a_printer_that_goes_at_night_lets_it_be_dark_and_a_touch_shows_it(
    place: Place, panel: Panel
) -> None:
    place.printer.close()
    panel.kiosk.until(lambda: panel.kiosk.app.terminal.visit.paper_problem != "")
    assert panel.dark
    panel.kiosk.app.bridge.touch()
    assert not panel.dark


def test_a_code_that_nothing_can_be_made_of_wakes_it_all_the_same(panel: Panel) -> None:
    """The ledger's lane hangs: no answer comes, and nobody is to stand before a black panel."""
    free = threading.Event()
    lane = panel.kiosk.app.backroom.at_ledger
    busy = threading.Thread(target=lambda: lane(lambda *_: free.wait(WAIT_S), WAIT_S))
    busy.start()
    panel.kiosk.scan("https://example.org")
    panel.kiosk.until(lambda: not panel.dark)
    free.set()
    busy.join()
