"""The mains go in the middle of a visit, and come back: a real kiosk on a real ledger file."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.power import SimulatedSupply
from kiosk.desks.performer import Desks
from kiosk.desks.print_desk import PrintDesk
from kiosk.effects import ReopenLedger
from kiosk.events import Event
from kiosk.life import power
from kiosk.payment import Ticket
from offline_queue.show import show
from offline_queue.verify import verify
from tests.end_to_end.district import Phone
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from ui.contract import (
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    OutOfOrderScreen,
    StartScreen,
    ThanksScreen,
)

BACK_S = 5.0  # how soon it has to sell again


@pytest.fixture
def mains(place: Place, tmp_path: Path) -> Iterator[SimulatedSupply]:
    supply = SimulatedSupply(tmp_path / "mains")
    with place.profile.open("a") as profile:
        profile.write(f'[power]\nsupply = "{supply.folder}"\n')
    yield supply
    supply.close()


def closed(kiosk: RunningKiosk) -> bool:
    """Whether the ledger is closed, and its log is in the file."""
    log = kiosk.state / "ledger.db-wal"
    put_back = not log.exists() or log.stat().st_size == 0
    return put_back and not kiosk.app.backroom.till.is_open()


def at_rest(kiosk: RunningKiosk, _: Phone) -> None:
    kiosk.see(StartScreen)


def choosing(kiosk: RunningKiosk, _: Phone) -> None:
    kiosk.touch("choose", "meals")
    kiosk.see(ChooseScreen)


def showing(kiosk: RunningKiosk, phone: Phone) -> None:
    choosing(kiosk, phone)
    kiosk.touch("choose", "lunch")
    kiosk.see(CodeScreen)


def agreeing(kiosk: RunningKiosk, phone: Phone) -> None:
    buy_lunch(kiosk, phone)
    kiosk.see(ConfirmScreen)


@pytest.mark.parametrize("reach", [at_rest, choosing, showing, agreeing])
def test_it_closes_the_ledger_says_so_and_sells_again_by_itself(
    place: Place, mains: SimulatedSupply, reach: Callable[[RunningKiosk, Phone], None]
) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        reach(kiosk, phone)
        mains.cut()
        stopped = kiosk.see(OutOfOrderScreen)
        assert (stopped.reason, stopped.note) == ("power", "점검 번호 L17")
        assert "전기" in stopped.what
        nobodys = reach is at_rest
        assert stopped.certainty_words == ("" if nobodys else "코인은 그대로입니다")
        kiosk.until(lambda: closed(kiosk))
        assert verify(kiosk.state / "ledger.db").problems == ()
        kiosk.app.backroom.performer.perform(ReopenLedger())
        assert closed(kiosk), "nobody opens it while the power is away"
        assert kiosk.app.backroom.hardware.states.now["power"] == "battery"
        mains.restore()
        begin_s = time.monotonic()
        kiosk.see(StartScreen)
        assert time.monotonic() - begin_s < BACK_S
        assert kiosk.app.backroom.hardware.states.now["power"] == "found"
        buy_lunch(kiosk, phone)
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    assert place.district.balance("kim") == 20, "what was held is given back"


class SlowPrinter:
    """Tells of a ticket only when it may."""

    def __init__(self, desk: PrintDesk) -> None:
        self._desk = desk
        self.prints = threading.Event()
        self.go_on = threading.Event()

    def check(self, number: int) -> Event:
        return self._desk.check(number)

    def print(self, ticket: Ticket) -> Event:
        event = self._desk.print(ticket)
        self.prints.set()
        assert self.go_on.wait(10)
        return event


def slow_printer() -> tuple[list[SlowPrinter], Callable[[Desks], Desks]]:
    """Return what puts a slow printer among the desks, and where it then is."""
    slow: list[SlowPrinter] = []

    def around(desks: Desks) -> Desks:
        slow.append(SlowPrinter(desks.printer))
        printer: Any = slow[0]
        return replace(desks, printer=printer)

    return slow, around


def test_who_has_agreed_gets_the_ticket_and_it_is_recorded_before_the_ledger_closes(
    place: Place, mains: SimulatedSupply
) -> None:
    slow, around = slow_printer()
    phone = place.district.phone("kim")
    with place.kiosk(around) as kiosk:
        agreeing(kiosk, phone)
        kiosk.touch("lead")
        kiosk.until(slow[0].prints.is_set)
        mains.cut()
        kiosk.until(lambda: kiosk.app.backroom.hardware.states.now["power"] == "battery")
        assert kiosk.app.backroom.till.is_open()
        slow[0].go_on.set()
        kiosk.see(ThanksScreen)
        kiosk.until(lambda: closed(kiosk))
        last = [(entry.kind, entry.result) for entry in show(kiosk.state / "ledger.db")][-1]
        assert last == ("fulfil", "done")
        kiosk.touch("lead")
        kiosk.see(OutOfOrderScreen)
        mains.restore()
        kiosk.see(StartScreen)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(power, "PRINT_S", 0.5)
    monkeypatch.setattr(power, "FINISH_S", 0.5)
    monkeypatch.setattr(power, "UNSURE_RETRY_S", 0.5)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("told_first", [True, False], ids=["told-first", "back-first"])
def test_what_comes_out_when_the_ledger_is_closed_comes_out_once(
    place: Place, mains: SimulatedSupply, told_first: bool
) -> None:
    slow, around = slow_printer()
    phone = place.district.phone("kim")
    with place.kiosk(around) as kiosk:
        agreeing(kiosk, phone)
        kiosk.touch("lead")
        kiosk.until(slow[0].prints.is_set)
        mains.cut()
        kiosk.see(OutOfOrderScreen)
        kiosk.until(lambda: closed(kiosk))
        performer = kiosk.app.backroom.performer
        if told_first:
            slow[0].go_on.set()
            kiosk.until(lambda: not performer.printing)
        mains.restore()
        kiosk.see(StartScreen)
        slow[0].go_on.set()
        kiosk.until(lambda: not performer.printing)
        kiosk.scan(phone.text())
        kiosk.asks_what()
    written = [(entry.kind, entry.result) for entry in show(kiosk.state / "ledger.db")]
    assert written.count(("fulfil", "done")) == 1
    assert len(place.printer.tickets) == 1


@pytest.mark.usefixtures("impatient")
def test_a_kiosk_that_is_stopped_without_power_writes_what_came_out(
    place: Place, mains: SimulatedSupply
) -> None:
    slow, around = slow_printer()
    with place.kiosk(around) as kiosk:
        agreeing(kiosk, place.district.phone("kim"))
        kiosk.touch("lead")
        kiosk.until(slow[0].prints.is_set)
        mains.cut()
        kiosk.see(OutOfOrderScreen)
        kiosk.until(lambda: closed(kiosk))
        slow[0].go_on.set()
    last = [(entry.kind, entry.result) for entry in show(kiosk.state / "ledger.db")][-1]
    assert last == ("fulfil", "done")


def test_a_torn_line_sells_on(place: Place, mains: SimulatedSupply) -> None:
    phone = place.district.phone("kim")
    with place.kiosk() as kiosk:
        mains.tear()
        kiosk.until(lambda: kiosk.app.backroom.hardware.states.now["power"] == "lost")
        agreeing(kiosk, phone)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)


def test_a_start_without_power_waits_for_it(place: Place, mains: SimulatedSupply) -> None:
    mains.cut()
    with place.kiosk() as kiosk:
        kiosk.see(OutOfOrderScreen)
        kiosk.until(lambda: closed(kiosk))
        mains.restore()
        kiosk.see(StartScreen)
