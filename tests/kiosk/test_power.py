"""What the kiosk does by and by when the mains go: whom it lets finish, and what it asks again."""

from types import SimpleNamespace
from typing import Any

import pytest
import structlog

from kiosk.effects import ReopenLedger
from kiosk.events import Event, LedgerFailed
from kiosk.life.power import FINISH_S, PRINT_S, PowerDesk
from kiosk.terminal import UNSURE_RETRY_S
from kiosk.visit import CoinsFate, Place, Refusal, Visit

STOPPED = LedgerFailed("power")


def anything(**parts: object) -> Any:  # noqa: ANN401 - as much of something as is asked
    return SimpleNamespace(**parts)


class World:
    """A terminal, a till and a clock, as much of each as the desk asks."""

    def __init__(self, place: Place = Place.START) -> None:
        self.now_s = 0.0
        self.done: list[Event | ReopenLedger | str] = []
        self.takes = True
        self.coins = CoinsFate.SAFE
        self.terminal = anything(visit=Visit(place), handle=self._handle)
        till = anything(
            power_failed=self._asked("keep shut"),
            put_away=self._asked("close"),
            power_back=self._asked("open"),
        )
        self.performer = anything(printing=False, perform=self.done.append)
        log = structlog.get_logger()
        self.desk = PowerDesk(self.terminal, till, self.performer, lambda: self.now_s, log)

    def be(self, place: Place) -> None:
        self.terminal.visit = Visit(place)

    def news(self) -> list[Event | ReopenLedger | str]:
        news, self.done[:] = list(self.done), []
        return news

    def look(self, after_s: float = 0.5) -> list[Event | ReopenLedger | str]:
        self.now_s += after_s
        self.desk.look()
        return self.news()

    def _handle(self, event: LedgerFailed) -> None:
        self.done.append(event)
        refusal = Refusal(event.reason, self.coins, Place.OUT_OF_ORDER)
        self.terminal.visit = Visit(Place.OUT_OF_ORDER, refusal=refusal)

    def _asked(self, what: str) -> Any:  # noqa: ANN401 - as the till has it
        def ask() -> bool:
            if self.takes:
                self.done.append(what)
            return self.takes

        return ask


@pytest.mark.parametrize(
    "place",
    [each for each in Place if each not in (Place.RECORDING, Place.FULFILLING, Place.THANKS)],
)
def test_nothing_goes_on_at_any_other_place(place: Place) -> None:
    world = World(place)
    world.desk.moved(False)
    assert world.news() == ["keep shut", "close", STOPPED]
    assert world.look() == []


@pytest.mark.parametrize("place", [Place.RECORDING, Place.FULFILLING])
def test_a_payment_is_finished_but_not_for_ever(place: Place) -> None:
    world = World(place)
    world.desk.moved(False)
    assert world.news() == []
    assert world.look(FINISH_S - 0.1) == []
    assert world.look(0.1) == ["keep shut", "close", STOPPED]


def test_a_ticket_that_the_printer_has_is_waited_for_as_long_as_one_takes() -> None:
    world = World(Place.FULFILLING)
    world.performer.printing = True
    world.desk.moved(False)
    assert world.news() == []
    assert world.look(PRINT_S - 0.1) == []
    world.performer.printing = False
    assert world.look(0.1) == [], "what it told may not have arrived yet"
    world.be(Place.THANKS)
    assert world.look() == ["keep shut", "close"]


def test_a_printer_that_hangs_is_waited_for_no_longer() -> None:
    world = World(Place.FULFILLING)
    world.performer.printing = True
    world.desk.moved(False)
    assert world.look(PRINT_S - 0.1) == []
    assert world.look(FINISH_S) == ["keep shut", "close", STOPPED]


def test_who_is_somewhere_else_is_told_at_once_and_the_ledger_waits_for_the_printer() -> None:
    world = World(Place.SORRY)
    world.performer.printing = True
    world.desk.moved(False)
    assert world.news() == ["keep shut", STOPPED]
    assert world.look() == []
    world.performer.printing = False
    assert world.look() == ["close"]


def test_power_that_is_back_while_the_ledger_waits_for_the_printer_opens_it_too() -> None:
    world = World(Place.SORRY)
    world.performer.printing = True
    world.desk.moved(False)
    world.news()
    world.desk.moved(True)
    assert world.news() == ["open", ReopenLedger()]


def test_a_payment_that_ends_in_time_is_the_last_thing_that_happens() -> None:
    world = World(Place.RECORDING)
    world.desk.moved(False)
    world.be(Place.SORRY)
    assert world.look() == ["keep shut", "close", STOPPED]


def test_thanks_are_said_to_their_end_with_the_ledger_closed() -> None:
    world = World(Place.THANKS)
    world.desk.moved(False)
    assert world.news() == ["keep shut", "close"]
    world.be(Place.START)
    assert world.look() == [STOPPED]


def test_power_that_is_back_before_anything_was_stopped_changes_nothing() -> None:
    world = World(Place.FULFILLING)
    world.desk.moved(False)
    world.desk.moved(True)
    world.be(Place.START)
    assert world.look(FINISH_S) == []


def test_power_that_is_back_opens_the_ledger_again_once() -> None:
    world = World()
    world.desk.moved(False)
    world.news()
    world.desk.moved(True)
    assert world.news() == ["open", ReopenLedger()]
    assert world.look() == []


@pytest.mark.parametrize("fate", [CoinsFate.USED, CoinsFate.UNKNOWN])
def test_what_is_said_of_coins_stands_as_long_as_ever(fate: CoinsFate) -> None:
    world = World()
    world.coins = fate
    world.desk.moved(False)
    world.news()
    world.desk.moved(True)
    assert world.look(UNSURE_RETRY_S - 1) == []
    assert world.look(1) == ["open", ReopenLedger()]


def test_a_lane_that_hangs_is_asked_again() -> None:
    world = World()
    world.takes = False
    world.desk.moved(False)
    assert world.news() == [STOPPED]
    assert world.look() == []
    world.takes = True
    assert world.look() == ["keep shut", "close"]
    world.takes = False
    world.desk.moved(True)
    assert world.news() == []
    world.takes = True
    assert world.look() == ["open", ReopenLedger()]


def test_staff_who_leave_their_mode_do_not_open_the_shop() -> None:
    world = World()
    world.desk.moved(False)
    world.news()
    world.be(Place.START)
    assert world.look() == [STOPPED]
