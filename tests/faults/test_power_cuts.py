"""Killed between any two steps of a sale: the next start finds out, and nobody loses a coin."""

import signal

import pytest

from drivers.printer.engine import Switches
from offline_queue.show import show
from offline_queue.verify import verify
from tests.end_to_end import warm
from tests.end_to_end.district import Phone
from tests.end_to_end.running import Place, buy_lunch
from tests.faults.child import POINTS
from ui.contract import ReprintScreen, SorryScreen, StartScreen, ThanksScreen

BEFORE_THE_COMMIT = ("intent|hold", "hold|agree", "agree|commit")
AFTER_THE_COMMIT = ("commit|print", "print|receipt")


def cut_power(place: Place, phone: Phone, point: str) -> str:
    """Sell in a child until it is killed at ``point``; return the code that was shown."""
    text = phone.text()
    with warm.Speaking("tests.faults.child", place.profile, point) as child:
        assert child.said.readline() == "ready\n"
        place.line.send(text)
        assert child.wait(30) == -signal.SIGKILL
    return text


def ledger(place: Place) -> list[tuple[str, str | None]]:
    path = place.profile.with_suffix("") / "ledger.db"
    assert verify(path).problems == ()
    return [(entry.kind, entry.result) for entry in show(path)]


def test_every_gap_is_covered() -> None:
    assert set(POINTS) == {*BEFORE_THE_COMMIT, *AFTER_THE_COMMIT}


@pytest.mark.parametrize("point", BEFORE_THE_COMMIT)
def test_an_intent_without_its_entry_is_voided_and_no_coin_moves(place: Place, point: str) -> None:
    cut_power(place, place.district.phone("kim"), point)
    assert ledger(place) == [("open", None)]
    with place.kiosk() as kiosk:
        kiosk.until(lambda: kiosk.app.counts().recorded == 2)
        kiosk.confirmed()
    assert ledger(place) == [("open", None), ("void", "interrupted")]
    (kim,) = [one for one in place.district.show()["residents"] if one["id"] == "kim"]
    assert (kim["balance"], kim["held"]) == (35, 0)
    assert place.printer.tickets == ()


@pytest.mark.parametrize("point", AFTER_THE_COMMIT)
def test_a_paid_ticket_is_offered_again_to_its_owner_and_to_nobody_else(
    place: Place, point: str
) -> None:
    kim, lee = place.district.phone("kim"), place.district.phone("lee")
    shown = cut_power(place, kim, point)
    printed = len(place.printer.tickets)
    with place.kiosk() as kiosk:
        kiosk.see(StartScreen)
        kiosk.scan(lee.text())
        kiosk.asks_what()
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        kiosk.scan(shown)  # the very code that paid is good enough for its own reprint
        offered = kiosk.see(ReprintScreen)
        assert offered.item == "점심 식권 1장"
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.touch("lead")
        kiosk.see(StartScreen)
        buy_lunch(kiosk, kim)  # and is not offered a third time
        kiosk.until(lambda: kiosk.screen.name in ("confirm", "sorry"))
        kiosk.touch("start-over")
        kiosk.see(StartScreen)
        kiosk.until(lambda: kiosk.app.counts().recorded == 4)
        kiosk.confirmed()
    assert len(place.printer.tickets) == printed + 1
    assert [kind for kind, _ in ledger(place)] == ["open", "spend", "fulfil", "void"]
    assert place.district.balance("kim") == 20


def test_a_ticket_that_the_printer_did_not_confirm_is_owed_and_printed_later(
    place: Place,
) -> None:
    """The paper ends in the middle of the ticket: coins are used, the ticket is kept for her."""
    kim = place.district.phone("kim")
    with place.kiosk() as kiosk:
        place.printer.turn(Switches(paper_left_dots=100))
        kiosk.touch("choose", "meals")
        kiosk.touch("choose", "lunch")
        kiosk.scan(kim.text())
        kiosk.until(lambda: kiosk.screen.name == "confirm")
        kiosk.touch("lead")
        sorry = kiosk.see(SorryScreen)
        assert sorry.coins == "코인을 썼습니다. 표는 꼭 드립니다."
        place.printer.turn(Switches())
        kiosk.touch("lead")
        kiosk.see(StartScreen)
        kiosk.scan(kim.text())
        kiosk.see(ReprintScreen)
        kiosk.touch("lead")
        kiosk.see(ThanksScreen)
        kiosk.confirmed()
    assert [kind for kind, _ in ledger(place)] == ["open", "spend", "fulfil", "fulfil"]
    assert place.district.balance("kim") == 20
