"""A restaurant's tickets beyond buying them: free ones, cancelled ones, a small rest given away."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.printer.engine import Switches
from tests.end_to_end.district import LOOK_S, PATIENCE_S
from tests.end_to_end.halls import hall_of_all
from tests.end_to_end.running import RunningKiosk
from tests.end_to_end.spots import SAFE, Spot, seed
from tests.end_to_end.weather import Weather
from ui.contract import (
    Certainty,
    ChooseScreen,
    CodeScreen,
    ConfirmScreen,
    ReprintScreen,
    SorryScreen,
    StartScreen,
    ThanksScreen,
)

PEOPLE = {"giver": 18, "alone": 36, "undoes": 60, "owed": 60, "late": 60, "other": 60}
FREE = """
[[resident]]
id = "free"
label = "free"
balance = 40
classes = [1]
"""
HALF_A_TICKET_DOTS = 100
DAYS_FIRST_S, DAY_S, KOREA_S = 60, 24 * 3600, 9 * 3600


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory, qapp: QGuiApplication) -> Iterator[Spot]:
    folder: Path = tmp_path_factory.mktemp("hall")
    with ExitStack() as stack:
        yield Spot(stack, folder, hall_of_all(folder), seed(PEOPLE, FREE))


@pytest.fixture
def spot(hall: Spot) -> Spot:
    hall.line.weather = Weather.FINE
    hall.place.printer.turn(Switches())
    return hall


def want(kiosk: RunningKiosk, spot: Spot, who: str, meal: str = "lunch") -> ConfirmScreen:
    """Up to the price."""
    kiosk.see(StartScreen)
    kiosk.touch("choose", "meals")
    kiosk.see(ChooseScreen)
    kiosk.touch("choose", meal)
    kiosk.see(CodeScreen)
    kiosk.scan(spot.phone(who).text())
    return kiosk.see(ConfirmScreen)


def buy(kiosk: RunningKiosk, spot: Spot, who: str, meal: str = "lunch") -> ThanksScreen:
    want(kiosk, spot, who, meal)
    kiosk.touch("lead")
    return kiosk.see(ThanksScreen)


def undo(
    kiosk: RunningKiosk,
    spot: Spot,
    who: str,
    *ends: type[ChooseScreen | SorryScreen | ReprintScreen],
) -> None:
    """Up to the question which ticket, or to why there is none; or as ``ends`` says."""
    kiosk.touch("start-over")
    kiosk.see(StartScreen)
    kiosk.touch("choose", "cancel")
    kiosk.see(CodeScreen)
    kiosk.scan(spot.phone(who).text())
    kiosk.until(lambda: isinstance(kiosk.screen, ends or (ChooseScreen, SorryScreen)))


def sorry(kiosk: RunningKiosk) -> tuple[str, str]:
    told = kiosk.see(SorryScreen)
    return told.reason, told.coins


def test_a_small_rest_is_given_away_by_one_touch(spot: Spot) -> None:
    donated, rest = spot.district.show()["donated"], 3
    with spot.kiosk() as kiosk:
        more = buy(kiosk, spot, "giver").more
        assert more is not None
        assert f"{rest}코인" in more.name
        kiosk.touch("choose", more.id)
        kiosk.until(lambda: getattr(kiosk.screen, "more", more) is None)
        assert kiosk.see(ThanksScreen).more is None
        kiosk.until(lambda: bool(spot.entries("donate")))
        kiosk.confirmed()
    sale, gift = spot.entries("spend")[-1], spot.entries("donate")[-1]
    assert (gift.ref, gift.amounts) == (sale.id, {"general": rest})
    assert spot.of_node("giver") == (PEOPLE["giver"] - 15 - rest, 0)
    assert spot.district.show()["donated"] == donated + rest


def test_alone_nobody_knows_what_is_left_and_none_of_it_is_asked_for(spot: Spot) -> None:
    spot.line.weather = Weather.BROKEN
    with spot.kiosk() as kiosk:
        assert buy(kiosk, spot, "alone").more is None
        spot.line.weather = Weather.FINE
        kiosk.confirmed()
    assert spot.of_node("alone") == (PEOPLE["alone"] - 15, 0)


def test_a_ticket_is_cancelled_once_and_by_nobody_else(spot: Spot) -> None:
    with spot.kiosk() as kiosk:
        buy(kiosk, spot, "undoes")
        kiosk.confirmed()
        undo(kiosk, spot, "other")
        assert sorry(kiosk) == ("nothing-to-cancel", SAFE)
        undo(kiosk, spot, "undoes")
        (ticket,) = kiosk.see(ChooseScreen).choices
        kiosk.touch("choose", ticket.id)
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        assert kiosk.see(ThanksScreen).certainty is not Certainty.REFUSED
        undo(kiosk, spot, "undoes")
        assert sorry(kiosk) == ("nothing-to-cancel", SAFE)
        kiosk.confirmed()
    (reverse,) = spot.entries("reverse")
    assert (reverse.ref, reverse.amounts) == (spot.entries("spend")[-1].id, {"general": 15})
    assert spot.of_node("undoes") == (60, 0)


def a_day_is_under_way() -> None:
    """Wait where midnight is near: a meal can be cancelled in its first minute at the earliest."""
    while not DAYS_FIRST_S <= (time.time() + KOREA_S) % DAY_S < DAY_S - PATIENCE_S:
        time.sleep(LOOK_S)


def test_a_ticket_that_is_cooked_by_now_is_not_cancelled(spot: Spot) -> None:
    a_day_is_under_way()
    with spot.kiosk() as kiosk:
        buy(kiosk, spot, "late", "noodles")
        undo(kiosk, spot, "late")
        assert sorry(kiosk) == ("too-late-to-cancel", SAFE)
        kiosk.confirmed()
    assert spot.of_node("late") == (60 - 12, 0)


def test_a_cancelled_ticket_is_owed_to_nobody_also_without_the_node(spot: Spot) -> None:
    spot.line.weather = Weather.BROKEN
    with spot.kiosk() as kiosk:
        want(kiosk, spot, "owed")
        spot.place.printer.turn(Switches(paper_left_dots=HALF_A_TICKET_DOTS))
        kiosk.touch("lead")
        kiosk.see(SorryScreen)
        spot.place.printer.turn(Switches())
        undo(kiosk, spot, "owed", ReprintScreen)
        kiosk.touch("back")  # no ticket, but the coins
        (ticket,) = kiosk.see(ChooseScreen).choices
        kiosk.touch("choose", ticket.id)
        kiosk.see(ConfirmScreen)
        kiosk.touch("lead")
        assert kiosk.see(ThanksScreen).certainty is Certainty.RECORDED
        undo(kiosk, spot, "owed")
        assert sorry(kiosk) == ("nothing-to-cancel", SAFE)
        spot.line.weather = Weather.FINE
        kiosk.confirmed()
    assert spot.of_node("owed") == (60, 0)


def test_a_free_ticket_is_one_a_day_and_the_next_has_its_price(spot: Spot) -> None:
    with spot.kiosk() as kiosk:
        assert want(kiosk, spot, "free").price is None
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.touch("lead")
        kiosk.confirmed()
    free = spot.entries("admit")[-1]
    assert (free.amounts, spot.of_node("free")) == ({}, (40, 0))
    with spot.kiosk() as kiosk:  # also after a restart, and with a new phone's code
        price = want(kiosk, spot, "free").price
        assert price is not None
        assert price.coins == "15코인"
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    assert len(spot.entries("admit")) == 1
    assert spot.of_node("free") == (25, 0)
