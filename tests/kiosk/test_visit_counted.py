"""What was counted lies in a machine: nothing loses it without a word."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import Payment, Ticket
from kiosk.services.base import HandOver
from kiosk.visit import CoinsFate, Place, Refusal, Visit
from kiosk.visit.counting import AT_STAKE, at_stake
from kiosk.visit.knowing import counted
from kiosk.visit.silence import DECIDE_WAIT_S, FIND_WAIT_S, GOODBYE_S, RECORD_WAIT_S, TENDER_WAIT_S
from kiosk.visit.table import TABLE
from protocol.entry import Tender
from tests.kiosk.odd_walks import (
    BADGE,
    CARD,
    OTHER,
    PHONE,
    at_crate,
    at_stall,
    finds,
    pay_of,
    ticket_of,
)
from tests.kiosk.test_visit import Walk

STAFF = tuple(it for it in Place if it.value.startswith("staff"))
NEVER = (Place.START, Place.LANGUAGE, Place.TOLD, Place.THANKS, *STAFF)


def bottles() -> Walk:
    """Three bottles are counted, and a badge is asked for."""
    walk = at_crate()
    walk(events.Led())
    return walk


def deciding() -> Walk:
    walk = bottles()
    walk(events.CodeSeen(BADGE))
    finds(walk, "before", (0,))
    return walk


def at_terminal() -> tuple[Walk, Payment]:
    """The card terminal is asked for a rest, and something was counted beside it."""
    walk = deciding()
    sale = pay_of(walk, rest_by="card")
    walk.visit = replace(walk.visit, place=Place.TENDERING, payment=sale)
    return walk, sale


def owed_before() -> Ticket:
    """What the same person has paid on another day."""
    walk = at_stall()
    assert walk.visit.payment is not None
    return replace(ticket_of(walk.visit.payment), id=b"o" * 16, hand_over=HandOver.PRINT)


def owed_beside() -> Walk:
    """Somebody who put three bottles in shows a code that is owed a ticket."""
    walk = bottles()
    walk(events.WentBack(), events.CodeSeen(replace(OTHER, unfulfilled=(owed_before(),))))
    assert walk.visit.place is Place.REPRINT
    return walk


def test_starting_over_says_so_wherever_it_can_be_pressed() -> None:
    over = {place for place, event in TABLE if event is events.StartedOver}
    assert over - {*NEVER} == {*AT_STAKE}


def card_asked() -> Walk:
    walk = bottles()
    walk(events.WentBack(), events.CodeSeen(CARD))
    return walk


def code_refused() -> Walk:
    walk = bottles()
    walk(events.WentBack(), events.CodeRefused("too-old"))
    return walk


@pytest.mark.parametrize(
    ("walk", "place"),
    [
        (card_asked(), Place.PIN),
        (code_refused(), Place.SORRY),
        (owed_beside(), Place.REPRINT),
        (at_terminal()[0], Place.TENDERING),
    ],
    ids=["pin", "sorry", "reprint", "terminal"],
)
def test_starting_over_loses_it_at_the_second_press(walk: Walk, place: Place) -> None:
    assert walk(events.StartedOver()).place is place
    assert (walk.visit.told, counted(walk.visit)) == ("count-lost", 3)
    walk(events.StartedOver())
    if place is Place.TENDERING:
        assert walk.visit.giving_up == "over"
    else:
        assert (walk.visit.place, counted(walk.visit)) == (Place.START, 0)


@pytest.mark.parametrize("reason", ["card-declined", "card-terminal-away", "card-unknown"])
def test_a_card_that_does_not_pay_leads_back_to_the_order(reason: str) -> None:
    walk, sale = at_terminal()
    walk(events.TenderRefused(sale, reason))
    assert walk.visit.place is Place.SORRY
    assert walk(events.Led()).place is Place.SHOWING
    assert (counted(walk.visit), walk.visit.code) == (3, PHONE)


def test_a_terminal_that_says_nothing_leads_back_to_the_order() -> None:
    walk, _ = at_terminal()
    waited(walk, TENDER_WAIT_S)
    assert walk(events.Led()).place is Place.SHOWING
    assert counted(walk.visit) == 3


def test_who_goes_back_from_the_terminal_has_it_when_the_card_has_paid_all_the_same() -> None:
    walk, sale = at_terminal()
    paid = replace(sale, tender=Tender("card", 100))
    walk(events.WentBack(), events.TenderTaken(paid))
    assert effects.ReturnTender(paid) in walk.wanted()
    assert walk(events.Led()).place is Place.SHOWING
    assert counted(walk.visit) == 3


def waited(walk: Walk, seconds: float) -> Visit:
    walk.now_s += seconds + 1.0
    return walk(events.Ticked())


@pytest.mark.parametrize("how", ["no answer", "refused"])
def test_a_look_that_fails_is_made_again(how: str) -> None:
    walk = bottles()
    walk(events.CodeSeen(BADGE))
    if how == "refused":
        walk(events.NotFound(walk.visit.checks, "not-now"))
    else:
        waited(walk, FIND_WAIT_S)
    assert walk.visit.place is Place.SORRY
    assert walk(events.Led()).place is Place.FINDING
    assert counted(walk.visit) == 3
    assert finds(walk, "before", (0,)).place is Place.DECIDING


def test_an_id_that_does_not_come_leads_back_to_the_order() -> None:
    walk = deciding()
    waited(walk, DECIDE_WAIT_S)
    assert walk(events.Led()).place is Place.SHOWING
    assert (counted(walk.visit), walk.visit.code) == (3, PHONE)


def test_a_pin_that_nobody_compares_in_time_leaves_what_was_begun() -> None:
    walk = card_asked()
    walk(*(events.Typed(it) for it in "4711"), events.Led())
    waited(walk, RECORD_WAIT_S)
    assert walk.visit.place is Place.SORRY
    walk(events.Led())
    assert (walk.visit.place, counted(walk.visit), walk.visit.code) == (Place.SHOWING, 3, None)


@pytest.mark.parametrize("how", ["printed", "silent", "failed", "no paper"])
def test_what_was_begun_goes_on_after_a_ticket_that_was_owed(how: str) -> None:
    walk = owed_beside()
    walk(events.Led())
    walk(events.PrinterReported("no-paper" if how == "no paper" else "", walk.visit.checks))
    ticket = walk.visit.ticket
    assert ticket is not None
    if how == "failed":
        walk(events.PrintFailed(ticket, "print-failed"))
    elif how != "no paper":
        walk(events.Printed(ticket))
        assert walk.visit.place is Place.THANKS
        assert walk(events.CodeSeen(PHONE)).place is Place.THANKS
        assert walk(events.StartedOver()).told == "count-lost"
    if how == "silent":
        waited(walk, GOODBYE_S)
    else:
        walk(events.Led())
    assert (walk.visit.place, walk.visit.ticket) == (Place.APPROVING, None)
    assert (counted(walk.visit), walk.visit.code) == (3, replace(OTHER, unfulfilled=()))


def test_every_owed_ticket_comes_before_what_was_begun() -> None:
    walk = bottles()
    two = tuple(replace(owed_before(), id=bytes([it]) * 16) for it in (1, 2))
    walk(events.WentBack(), events.CodeSeen(replace(OTHER, unfulfilled=two)), events.Led())
    walk(events.PrinterReported("", walk.visit.checks))
    assert walk.visit.ticket is not None
    walk(events.Printed(walk.visit.ticket), events.Led())
    assert walk.visit.place is Place.REPRINT
    assert walk.visit.ticket == replace(two[1], again=True)


@pytest.mark.parametrize("end", ["thanks", "sorry"])
def test_what_is_in_an_entry_is_not_at_stake(end: str) -> None:
    walk = deciding()
    paid = pay_of(walk)
    walk(events.Granted(paid), events.Led(), events.Recorded(ticket_of(paid)))
    assert counted(walk.visit) == 3
    if end == "sorry":
        used = Refusal("print-failed", CoinsFate.USED, Place.START)
        walk.visit = replace(walk.visit, place=Place.SORRY, refusal=used)
    assert not at_stake(walk.visit)
    assert walk(events.StartedOver()).place is Place.START
