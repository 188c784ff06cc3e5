"""A whole sale with arrows, OK and Back alone: real terminal, real presenter, real window."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from kiosk import events
from kiosk.payment import Payment
from kiosk.terminal import Clocks, Terminal
from kiosk.touches import meaning
from kiosk.visit import Place, order
from kiosk.visit.silence import limits
from protocol.entry import DecidedBy
from schemes.money import Coins
from tests.kiosk.test_terminal import goods
from tests.kiosk.test_visit import code, owed
from tests.ui.stage import Stage
from ui.contract import AidId
from ui.presses import REPEAT_S

KEY = Qt.Key


class Counter:
    """A terminal behind the stage's window; what the world answers is told by the test."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        shop, presenter = goods()
        clocks = Clocks(stage.clock, lambda: datetime(2026, 11, 21, 11, 42, tzinfo=UTC))
        self.shop = shop
        self.terminal = Terminal(shop, presenter, clocks, lambda _: None, stage.bridge.show)
        stage.bridge.touched.connect(self._touched)
        stage.bridge.acted.connect(self._acted)
        self.terminal.tick()
        self._settle()

    def close(self) -> None:
        self.stage.bridge.touched.disconnect(self._touched)
        self.stage.bridge.acted.disconnect(self._acted)

    def _acted(self, action: str, argument: str) -> None:
        self.terminal.handle(meaning(action, argument))

    def _touched(self) -> None:
        self.terminal.handle(events.Touched())

    def _settle(self) -> None:
        QCoreApplication.processEvents()
        self.stage.clock.now_s += REPEAT_S

    def at(self, place: Place) -> bool:
        return self.terminal.visit.place is place

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.stage.window, key)
        self._settle()

    def choose(self, name: str) -> None:
        """Press Down until the ring is there, then OK."""
        for _ in self.stage.buttons():
            if self.stage.window.activeFocusItem().objectName() == name:
                break
            self.key(KEY.Key_Down)
        assert self.stage.window.activeFocusItem().objectName() == name
        self.key(KEY.Key_Return)

    def happens(self, *what: events.Event) -> None:
        for event in what:
            self.terminal.handle(event)
        self._settle()

    def hold(self) -> None:
        """The printer is well and the node holds the coins."""
        visit = self.terminal.visit
        self.happens(events.PrinterReported("", visit.checks))
        shown = self.terminal.visit.code
        assert shown is not None
        wanted = order(self.shop, self.terminal.visit)
        payment = Payment(b"p" * 16, wanted, shown, True, (1, 1), DecidedBy.HOLD, Coins(35))
        self.happens(events.Held(payment))


@pytest.fixture
def counter(stage: Stage) -> Iterator[Counter]:
    found = Counter(stage)
    yield found
    found.close()


def _buy(counter: Counter) -> None:
    if counter.at(Place.START):
        counter.choose("choose:meals")
    assert counter.at(Place.ASKING)
    counter.key(KEY.Key_Down)
    counter.choose("choose:lunch")
    assert counter.at(Place.SHOWING)
    counter.happens(events.CodeSeen(code()))
    counter.hold()
    assert counter.at(Place.CONFIRMING)


def test_a_lunch_is_bought_with_arrows_and_ok(counter: Counter) -> None:
    _buy(counter)
    counter.choose("lead")
    assert counter.at(Place.RECORDING)
    counter.happens(events.Recorded(owed()), events.Printed(owed()))
    assert counter.at(Place.THANKS)


@pytest.mark.parametrize("voice", [False, True])
def test_who_is_asked_for_more_time_and_answers_has_not_agreed(
    counter: Counter, voice: bool
) -> None:
    _buy(counter)
    while counter.stage.window.activeFocusItem().objectName() != "lead":
        counter.key(KEY.Key_Down)
    if voice:
        counter.happens(events.AskedForAid(AidId.VOICE))
        counter.key(KEY.Key_Return)  # named
    counter.stage.clock.now_s += limits(counter.terminal.visit).warn_s
    counter.terminal.tick()
    assert counter.terminal.visit.warned
    counter.key(KEY.Key_Return)
    assert counter.at(Place.CONFIRMING)
    assert not counter.terminal.visit.warned
    for _ in range(1 + voice):
        assert counter.at(Place.CONFIRMING)
        counter.key(KEY.Key_Return)
    assert counter.at(Place.RECORDING)


def test_back_leads_back_out_of_a_sale(counter: Counter) -> None:
    counter.choose("choose:meals")
    counter.choose("choose:lunch")
    assert counter.at(Place.SHOWING)
    counter.key(KEY.Key_Escape)
    assert counter.at(Place.ASKING)
    counter.key(KEY.Key_Escape)
    assert counter.at(Place.START)


def test_with_the_voice_on_the_same_keys_buy_a_lunch(counter: Counter) -> None:
    """An arrow names and OK does; on what the ring begins at, OK names first."""
    counter.happens(events.AskedForAid(AidId.VOICE))
    assert counter.terminal.visit.setting.voice
    for _ in counter.stage.buttons():  # round to where the ring may have begun
        counter.key(KEY.Key_Down)
    _buy(counter)
    counter.key(KEY.Key_Down)
    counter.choose("lead")
    assert counter.at(Place.RECORDING)
