"""What is handed over by a gate or by the screen, and a gate that is owed."""

from dataclasses import dataclass, replace

import pytest

from kiosk import effects, events
from kiosk.services.base import AccountCall, Ask, HandOver, Known, Lookup, Order
from kiosk.visit import CoinsFate, Place, Shop, Visit, closed_by, order
from kiosk.visit.choosing import GATE_OWED_S
from kiosk.visit.handover import PRINT
from kiosk.visit.silence import PRINT_WAIT_S, PRINTER_WAIT_S
from kiosk.walk.stands import stand
from schemes.money import Coins
from tests.kiosk.odd_services import Odd
from tests.kiosk.odd_walks import (
    BADGE,
    ODD_SHOP,
    PHONE,
    at_garage,
    finds,
    odd_walk,
    one,
    pay_of,
    ticket_of,
    typed,
)
from tests.kiosk.shops import shop
from tests.kiosk.test_visit import Walk, owed

OPEN = replace(owed(), service="garage", hand_over=HandOver.GATE)


def at_gate() -> Walk:
    walk = at_garage()
    walk(events.CodeSeen(PHONE))
    return walk


def paid() -> Walk:
    walk = at_gate()
    walk(events.GateReported("", walk.visit.checks))
    held = pay_of(walk)
    walk(events.Held(held), events.Led(), events.Recorded(ticket_of(held)))
    return walk


def test_a_gate_is_asked_before_anything_is_paid_and_opens_after_it() -> None:
    walk = at_gate()
    assert one(walk, effects.CheckGate) == effects.CheckGate(walk.visit.checks)
    assert walk().place is Place.PREPARING
    walk = paid()
    assert walk().place is Place.FULFILLING
    assert walk.visit.ticket is not None
    assert walk.wanted() == (effects.Print(walk.visit.ticket),)
    assert walk(events.Printed(walk.visit.ticket)).place is Place.THANKS


def test_a_gate_that_can_not_open_is_not_paid_for_and_stops_nothing_else() -> None:
    walk = at_gate()
    walk(events.GateReported("gate-stuck", walk.visit.checks))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.coins) == ("gate-stuck", CoinsFate.SAFE)
    assert walk.wanted() == ()
    assert walk(events.Led()).place is Place.START
    walk(events.Chose("giver"), events.Chose("school"), events.CodeSeen(PHONE))
    assert one(walk, effects.CheckPrinter) == effects.CheckPrinter(walk.visit.checks)


def test_a_printer_is_no_matter_of_a_gate() -> None:
    walk = at_gate()
    walk(events.PrinterReported("printer-paper-out", walk.visit.checks - 1))
    assert walk().place is Place.PREPARING
    assert walk(events.GateReported("", walk.visit.checks)).place is Place.DECIDING


def test_an_older_answer_of_the_gate_is_no_answer_to_this_question() -> None:
    walk = at_gate()
    assert walk(events.GateReported("gate-stuck", walk.visit.checks - 1)).place is Place.PREPARING


@pytest.mark.parametrize(
    ("walk", "after_s", "reason", "coins"),
    [
        (at_gate(), PRINTER_WAIT_S, "gate-unreachable", CoinsFate.SAFE),
        (paid(), PRINT_WAIT_S, "gate-unknown", CoinsFate.USED),
    ],
    ids=["before", "after"],
)
def test_no_gate_is_waited_for_without_end(
    walk: Walk, after_s: float, reason: str, coins: CoinsFate
) -> None:
    walk.now_s = after_s
    refusal = walk(events.Ticked()).refusal
    assert refusal is not None
    assert (refusal.reason, refusal.coins) == (reason, coins)


def test_a_gate_that_did_not_open_is_offered_again_and_asked_first() -> None:
    walk = odd_walk(events.CodeSeen(replace(PHONE, unfulfilled=(OPEN,), used=True)))
    assert walk().place is Place.REPRINT
    assert walk(events.Led()).place is Place.PREPARING
    assert walk.wanted() == (effects.CheckGate(walk.visit.checks),)
    walk(events.GateReported("", walk.visit.checks))
    assert walk().place is Place.FULFILLING
    assert walk.wanted() == (effects.Print(replace(OPEN, again=True)),)
    walk(events.PrintFailed(OPEN, "gate-failed"))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.coins is CoinsFate.USED


def test_an_owed_gate_that_can_not_open_stays_owed() -> None:
    walk = odd_walk(events.CodeSeen(replace(PHONE, unfulfilled=(OPEN,), used=True)), events.Led())
    walk(events.GateReported("gate-unreachable", walk.visit.checks))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.coins is CoinsFate.USED


def test_staff_open_a_gate_that_was_paid_for() -> None:
    walk = paid()
    ticket = walk.visit.ticket
    assert ticket is not None
    walk(events.PrintFailed(ticket, "gate-stuck"))
    walk(events.CalledStaff(), events.CodeSeen(BADGE), *typed("271828"))
    walk(events.PinRight(walk.visit.checks))
    walk(events.Chose(PRINT))
    assert walk.wanted()[0] == effects.CheckGate(walk.visit.checks)
    walk(events.GateReported("", walk.visit.checks))
    assert one(walk, effects.Print) == effects.Print(replace(ticket, again=True), BADGE)


def test_where_nothing_is_printed_the_printer_closes_nothing() -> None:
    walk = Walk(Shop({"gym": ODD_SHOP.services["gym"]}, prints=False))
    assert walk(events.PrinterReported("printer-unreachable")) == Visit()
    walk(events.Chose("gym"))
    assert walk(events.PrinterReported("printer-unreachable")).printer_problem == ""


def test_a_printer_closes_what_ends_on_paper_and_nothing_else() -> None:
    assert sorted(ODD_SHOP.needs_paper) == ["giver", "stall"]
    assert not ODD_SHOP.prints
    walk = odd_walk(events.PrinterReported("printer-paper-out"))
    assert walk.visit.place is Place.START
    assert closed_by(ODD_SHOP, walk.visit, "giver") == "printer-paper-out"
    walk(events.CodeSeen(PHONE), events.Chose("giver"))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.coins) == ("printer-paper-out", CoinsFate.SAFE)
    assert walk(events.Led()).place is Place.START
    assert walk.visit.code == PHONE  # for what can be done all the same
    assert walk(events.Chose("gym")).place is Place.FINDING
    assert walk(events.StartedOver(), events.PrinterReported("")) == Visit(checks=1)
    assert walk(events.Chose("giver")).place is Place.ASKING


def test_a_gate_that_was_paid_for_opens_without_paper() -> None:
    walk = odd_walk(events.PrinterReported("printer-paper-out"))
    assert walk(events.CodeSeen(replace(PHONE, unfulfilled=(OPEN,)))).place is Place.REPRINT
    walk(events.Led(), events.GateReported("", walk.visit.checks + 1))
    assert one(walk, effects.Print) == effects.Print(replace(OPEN, again=True), None)


@pytest.mark.parametrize(
    ("after_s", "place"),
    [(0, Place.REPRINT), (GATE_OWED_S, Place.REPRINT), (GATE_OWED_S + 1, Place.START)],
    ids=["at once", "that day", "too late"],
)
def test_a_gate_is_owed_for_a_while_and_not_for_another_stay(after_s: int, place: Place) -> None:
    late = replace(OPEN, time_s=PHONE.scanned_at_s - after_s)
    walk = odd_walk(events.CodeSeen(replace(PHONE, unfulfilled=(late,))))
    assert walk.visit.place is place


def test_a_slip_is_owed_without_an_end() -> None:
    slip = replace(OPEN, hand_over=HandOver.PRINT, time_s=PHONE.scanned_at_s - 30 * 86_400)
    old = replace(OPEN, id=b"g" * 16, time_s=PHONE.scanned_at_s - 86_400)
    walk = odd_walk(events.CodeSeen(replace(PHONE, unfulfilled=(old, slip))))
    assert walk.visit.ticket == replace(slip, again=True)


def test_a_car_park_tells_how_long_its_gate_is_owed() -> None:
    car_park = stand("seocho-car-park", lambda *_: 6).shop
    left = replace(OPEN, service="parking", time_s=PHONE.scanned_at_s - 3_600)
    walk = Walk(car_park)
    assert walk(events.CodeSeen(replace(PHONE, unfulfilled=(left,)))).place is not Place.REPRINT
    now = replace(left, time_s=PHONE.scanned_at_s)
    walk = Walk(car_park)
    assert walk(events.CodeSeen(replace(PHONE, unfulfilled=(now,)))).place is Place.REPRINT


def test_a_shop_that_sells_nothing_but_paper_closes_with_its_printer() -> None:
    walk = Walk(shop())
    assert walk.shop.prints
    assert walk(events.PrinterReported("printer-paper-out")).place is Place.OUT_OF_ORDER


@dataclass(frozen=True)
class TwoPrices(Odd):
    """Asks for one price before a code, and for the person's own with it."""

    def ask(self, known: Known) -> Ask | None:
        wanted = "price" if known.holder is None else "own-price"
        return None if wanted in known.facts else Lookup(wanted, AccountCall())

    def order(self, known: Known, quantity: int) -> Order:
        return self.made(int(str(known.facts["price" if known.holder is None else "own-price"])))


def test_who_showed_the_code_first_sees_their_own_price_where_they_come_back_to() -> None:
    gym = ODD_SHOP.services["gym"]
    assert isinstance(gym, Odd)
    walk = Walk(Shop({"two": TwoPrices(gym.section, gym.terms)}))
    walk(events.CodeSeen(PHONE))
    finds(walk, "own-price", 3)
    walk(events.PrinterReported("", walk.visit.checks))
    walk(events.Held(pay_of(walk)), events.WentBack())
    assert walk().place is Place.SHOWING
    assert order(walk.shop, walk.visit).total == Coins(3)
    walk = Walk(walk.shop)
    walk(events.Chose("two"))
    finds(walk, "price", 5)
    walk(events.CodeSeen(PHONE))
    finds(walk, "own-price", 3)
    walk(events.PrinterReported("", walk.visit.checks))
    walk(events.Held(pay_of(walk)), events.WentBack())
    assert order(walk.shop, walk.visit).total == Coins(5)
