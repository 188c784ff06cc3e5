"""The exit of a car park: a real gate's contact, a parking system that is away, lies, is told."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.device import DeviceState
from kiosk.desks.performer import Desks
from kiosk.partners.simulate import Lie
from kiosk.partners.simulate.parking import QUOTE_S
from tests.end_to_end.district import Phone
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import PLATE, SAFE, After, Spot, becomes, key_in, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    KeypadScreen,
    ReprintScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

FEE, SOLD = 26, "/v1/sold"
GATE_IS_SHUT = {"gate-unreachable", "gate-failed", "gate-unknown"}
PEOPLE = dict.fromkeys(("pays", "alone", "late", "owed", "other", "refused"), 90)


@pytest.fixture(scope="module")
def car_park(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Spot]:
    folder: Path = tmp_path_factory.mktemp("car-park")
    with ExitStack() as stack:
        spot = Spot(stack, folder, "seocho-car-park", seed(PEOPLE))
        assert spot.parking.public_key
        assert spot.board_cable.link.exists()
        yield spot


@pytest.fixture
def exit_(car_park: Spot) -> Spot:
    """The same, with everything well again and a car that nobody knows yet."""
    system, board = car_park.parking, car_park.board
    system.away, system.lie, system.behind_s = False, Lie.NO, 0
    car_park.line.weather = Weather.FINE
    system.comes_in(f"stay-{sum(system.asked.values())}")
    board.log.clear()
    if not car_park.board_cable.link.exists():
        car_park.board_cable.mend()
    return car_park


def look_for_the_car(kiosk: RunningKiosk) -> None:
    kiosk.see(StartScreen)
    kiosk.touch("choose", "parking")
    kiosk.see(KeypadScreen)
    key_in(kiosk, PLATE)


def want_out(kiosk: RunningKiosk) -> None:
    """Up to where a code is asked for."""
    look_for_the_car(kiosk)
    (car,) = kiosk.see(ChooseScreen).choices
    kiosk.touch("choose", car.id)
    kiosk.see(CodeScreen)


def pay(kiosk: RunningKiosk, phone: Phone) -> ThanksScreen:
    want_out(kiosk)
    kiosk.scan(phone.text())
    price = kiosk.see(ConfirmScreen).price
    assert price is not None
    assert price.coins == f"{FEE}코인"
    kiosk.touch("lead")
    return kiosk.see(ThanksScreen)


def sorry(kiosk: RunningKiosk) -> tuple[str, str]:
    told = kiosk.see(SorryScreen)
    return told.reason, told.coins


def test_who_pays_gets_out_once_and_the_parking_system_is_told_once_however_long_it_was_away(
    exit_: Spot,
) -> None:
    system, phone = exit_.parking, exit_.phone("pays")
    before, told = len(system.told), system.asked[SOLD]
    with exit_.kiosk() as kiosk:
        want_out(kiosk)
        kiosk.scan(phone.text())
        kiosk.see(ConfirmScreen)
        system.away = True
        kiosk.touch("lead")
        assert kiosk.see(ThanksScreen).certainty is Certainty.CONFIRMED
        assert exit_.openings == 1
        kiosk.confirmed()
    spend, done = exit_.entries("spend", "fulfil")[-2:]
    assert (spend.amounts, spend.place) == ({"general": FEE}, "seocho-car-park")
    assert (done.ref, done.result) == (spend.id, "done")
    assert exit_.of_node("pays") == (90 - FEE, 0)
    assert len(system.told) == before
    system.away = False
    for _ in range(2):  # after a restart it is told, after another one not again
        with exit_.kiosk() as kiosk:
            kiosk.until(lambda: len(system.told) == before + 1)
    sale = system.told[-1]
    assert (sale["id"], sale["won"], sale["coins"]) == (spend.id.hex(), 5200, FEE)
    assert system.asked[SOLD] == told + 1
    assert exit_.openings == 1


@pytest.mark.parametrize(
    ("lie", "reason"),
    [(None, "partner-away"), (Lie.SIGNATURE, "partner-babbles"), (Lie.FIGURES, "quote-differs")],
)
def test_a_parking_system_that_is_away_or_lies_costs_nobody_anything(
    exit_: Spot, lie: Lie | None, reason: str
) -> None:
    phone, before = exit_.phone("refused"), len(exit_.shown())
    with exit_.kiosk() as kiosk:
        want_out(kiosk)
        exit_.parking.away, exit_.parking.lie = lie is None, lie or Lie.NO
        kiosk.scan(phone.text())
        assert sorry(kiosk) == (reason, SAFE)
        kiosk.touch("start-over")
        if lie is not Lie.FIGURES:
            look_for_the_car(kiosk)
            assert sorry(kiosk) == (reason, SAFE)
    assert exit_.of_node("refused") == (90, 0)
    assert [each.kind for each in exit_.shown()[before:]] == []
    assert exit_.openings == 0


def with_a_quote_that_ends_soon(kiosk: RunningKiosk, spot: Spot, phone: Phone) -> None:
    """Up to the confirm screen, with a quote as short as this machine is quick."""
    for left_s in (3, 10, 30):
        want_out(kiosk)
        spot.parking.behind_s = QUOTE_S - left_s
        kiosk.scan(phone.text())
        kiosk.until(lambda: isinstance(kiosk.screen, ConfirmScreen | SorryScreen))
        if isinstance(kiosk.screen, ConfirmScreen):
            break
        spot.parking.behind_s = 0
        kiosk.touch("start-over")
    kiosk.see(ConfirmScreen)
    ends_s = int(time.time()) + left_s
    kiosk.until(lambda: (kiosk.app.backroom.time_s or 0) > ends_s)


def test_a_quote_that_ended_before_it_was_agreed_to_charges_nothing(exit_: Spot) -> None:
    with exit_.kiosk() as kiosk:
        with_a_quote_that_ends_soon(kiosk, exit_, exit_.phone("late"))
        kiosk.touch("lead")
        assert sorry(kiosk) == ("quote-expired", SAFE)
        exit_.voided(kiosk)
    assert exit_.of_node("late") == (90, 0)
    assert exit_.openings == 0


def test_without_the_node_the_gate_opens_and_the_coins_are_booked_later(exit_: Spot) -> None:
    phone = exit_.phone("alone")
    exit_.line.weather = Weather.BROKEN
    with exit_.kiosk() as kiosk:
        assert pay(kiosk, phone).certainty is Certainty.RECORDED
        assert exit_.openings == 1
        exit_.line.weather = Weather.FINE
        kiosk.confirmed()
        kiosk.until(lambda: exit_.parking.told[-1]["won"] == 5200)
    assert exit_.of_node("alone") == (90 - FEE, 0)


def test_a_gate_that_is_not_there_is_not_paid_for(exit_: Spot) -> None:
    with exit_.kiosk() as kiosk:
        want_out(kiosk)
        exit_.board_cable.tear()
        becomes(kiosk, "board", DeviceState.LOST)
        kiosk.scan(exit_.phone("refused").text())
        assert sorry(kiosk) == ("gate-unreachable", SAFE)
        exit_.board_cable.mend()
        becomes(kiosk, "board", DeviceState.FOUND)
        kiosk.touch("start-over")
        want_out(kiosk)
        kiosk.scan(exit_.phone("refused").text())
        kiosk.see(ConfirmScreen)
        exit_.board_cable.tear()
        becomes(kiosk, "board", DeviceState.LOST)
        kiosk.touch("lead")
        assert sorry(kiosk) == ("gate-unreachable", SAFE)
        exit_.voided(kiosk)
    exit_.board_cable.mend()
    assert exit_.of_node("refused") == (90, 0)
    assert exit_.openings == 0


def test_a_gate_that_is_lost_once_it_is_paid_opens_for_whoever_paid_and_nobody_else(
    exit_: Spot,
) -> None:
    phone, other = exit_.phone("owed"), exit_.phone("other")

    def around(desks: Desks) -> Desks:
        torn: Any = After(desks.cashier, "commit", exit_.board_cable.tear)
        return replace(desks, cashier=torn)

    with exit_.kiosk(around) as kiosk:
        want_out(kiosk)
        kiosk.scan(phone.text())
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        assert kiosk.see(SorryScreen).reason in GATE_IS_SHUT
        assert exit_.openings == 0
    exit_.board_cable.mend()
    with exit_.kiosk() as kiosk:
        kiosk.scan(other.text())
        kiosk.see(KeypadScreen)  # there is one service: it begins
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        assert exit_.openings == 0
        kiosk.scan(phone.text())
        kiosk.see(ReprintScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        assert exit_.openings == 1
        kiosk.touch("lead")
        want_out(kiosk)
        kiosk.scan(phone.text())
        kiosk.see(ConfirmScreen)  # and nothing that was paid for and is owed
        kiosk.confirmed()
    assert exit_.of_node("owed") == (90 - FEE, 0)
    assert exit_.of_node("other") == (90, 0)
