"""When the panel goes dark, and what wakes it: only somebody who is there."""

from dataclasses import replace

import pytest

from kiosk import events
from kiosk.events import Event
from kiosk.life.blanking import Blanking
from kiosk.visit import CoinsFate, News, Place, Refusal, Visit
from ui.contract import Setting

AFTER_S = 600.0
NOBODY = Visit()
REFUSED = Refusal("disk-full", CoinsFate.SAFE, Place.OUT_OF_ORDER)


class Panel:
    """A panel that remembers how it was shaded."""

    def __init__(self, after_s: float = AFTER_S) -> None:
        self.now_s = 50.0
        self.shaded: list[bool] = []
        self.blanking = Blanking(after_s, self.now_s, self.shaded.append)

    def wait(self, seconds: float, visit: Visit = NOBODY) -> list[bool]:
        self.now_s += seconds
        self.blanking.step(visit, self.now_s)
        return self.shaded

    def hear(self, event: Event) -> list[bool]:
        self.blanking.happened(event, self.now_s)
        return self.shaded


@pytest.fixture
def panel() -> Panel:
    return Panel()


@pytest.fixture
def dark() -> Panel:
    panel = Panel()
    assert panel.wait(AFTER_S) == [True]
    return panel


def test_it_goes_dark_once_after_its_time(panel: Panel) -> None:
    assert panel.wait(AFTER_S - 1) == []
    assert panel.wait(1) == [True]
    assert panel.wait(AFTER_S) == [True]


def test_without_a_time_it_never_does() -> None:
    assert Panel(0.0).wait(1e9) == []


def test_announcements_are_for_people_and_keep_no_light_on(panel: Panel) -> None:
    assert panel.wait(AFTER_S, replace(NOBODY, news=News(0))) == [True]


@pytest.mark.parametrize(
    "visit",
    [
        *(Visit(place) for place in Place if place is not Place.START),
        replace(NOBODY, setting=Setting(larger=True)),
        replace(NOBODY, staff_called=True),
        replace(NOBODY, service="meals"),
        Visit(Place.OUT_OF_ORDER, refusal=REFUSED),
        Visit(Place.OUT_OF_ORDER, printer_problem="printer-paper-out"),
    ],
)
def test_it_stays_lit_while_somebody_is_there_or_something_is_to_be_read(
    panel: Panel, visit: Visit
) -> None:
    for _ in range(3):
        assert panel.wait(AFTER_S, visit) == []
    assert panel.wait(AFTER_S - 1) == []
    assert panel.wait(1) == [True], "its time begins when they have left"


@pytest.mark.parametrize(
    "event",
    [
        events.Touched(),
        events.Chose("meals"),
        events.Typed("1"),
        events.AskedForAid("larger"),
        events.CodeRefused("expired"),
        events.HeadsetIn(),
        events.HeadsetOut(),
        events.CalledStaff(),
    ],
)
def test_whoever_does_something_wakes_it(dark: Panel, event: Event) -> None:
    assert dark.hear(event) == [True, False]
    assert dark.wait(AFTER_S - 1) == [True, False]
    assert dark.wait(1) == [True, False, True]


@pytest.mark.parametrize(
    "event",
    [
        events.Ticked(),
        events.PrinterReported("printer-paper-out"),
        events.LedgerFailed("power"),
        events.LedgerBack(),
        events.VoiceReported("speaker-lost"),
    ],
)
def test_what_the_machine_tells_of_itself_wakes_nobody(dark: Panel, event: Event) -> None:
    assert dark.hear(event) == [True]
    out = Visit(Place.OUT_OF_ORDER, refusal=REFUSED)
    assert dark.wait(1, out) == [True]


def test_a_touch_in_time_puts_it_off(panel: Panel) -> None:
    panel.wait(AFTER_S - 1)
    panel.hear(events.Touched())
    assert panel.wait(AFTER_S - 1) == []
