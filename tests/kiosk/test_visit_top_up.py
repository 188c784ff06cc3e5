"""A top-up through a visit: by what, how much, the code, a badge for cash, and every way out."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import Payment
from kiosk.services.base import BY_CARD, BY_CASH, Approval, Question
from kiosk.visit import CoinsFate, Place, Shop, Visit, next_ask, order
from kiosk.visit.silence import FIND_WAIT_S, HELP_END_S
from protocol.entry import Tender
from tests.kiosk.odd_walks import BADGE, PHONE, finds, one, ticket_of
from tests.kiosk.services.charges import AMOUNTS, CARD, CASH, SERVICE, load
from tests.kiosk.test_visit import Walk

CHARGE = load(SERVICE + CARD + CASH + AMOUNTS)
WON = 50_000


def chosen(way: str, works: bool = True) -> Walk:
    """By what and how much are answered; a code is asked for."""
    walk = Walk(Shop({CHARGE.id: CHARGE}))
    walk(events.Chose("charge"))
    finds(walk, "terminal", works)
    walk(events.Chose(way), events.Chose(str(WON)))
    return walk


def shown(way: str) -> Walk:
    """The limits are looked up, and found to leave room."""
    walk = chosen(way)
    walk(events.CodeSeen(PHONE))
    finds(walk, "charged", (0, 0))
    return walk


def approved() -> Walk:
    walk = shown(BY_CASH)
    walk(events.CodeSeen(BADGE))
    finds(walk, "taken", (0,))
    return walk


def granted(walk: Walk, way: str) -> Payment:
    """At the page where it is agreed to."""
    walk(events.PrinterReported("", walk.visit.checks))
    wanted = order(walk.shop, walk.visit)
    approval = walk.visit.approval
    paid = Payment(b"p" * 16, wanted, PHONE, False, (1, 1), rest_by=way, approval=approval)
    walk(events.Granted(paid))
    assert walk.visit.place is Place.CONFIRMING
    return paid


def at_terminal() -> tuple[Walk, Payment]:
    walk = shown(BY_CARD)
    paid = granted(walk, BY_CARD)
    walk(events.Led())
    assert walk.wanted() == (effects.TakeTender(paid),)
    return walk, paid


def taken(paid: Payment) -> Payment:
    return replace(paid, tender=Tender("card", WON))


def test_the_card_pays_before_the_entry_and_the_receipt_comes_last() -> None:
    walk, paid = at_terminal()
    assert walk(events.TenderTaken(taken(paid))).place is Place.RECORDING
    assert walk.wanted() == (effects.Commit(taken(paid)),)
    assert walk(events.Recorded(ticket_of(paid))).place is Place.FULFILLING
    assert walk(events.Printed(ticket_of(paid))).place is Place.THANKS


def test_cash_goes_past_the_terminal_once_a_badge_was_shown_and_it_was_agreed() -> None:
    walk = shown(BY_CASH)
    assert walk.visit.place is Place.APPROVING
    asked = next_ask(walk.shop, walk.visit)
    assert isinstance(asked, Approval)
    assert asked.won is not None
    assert asked.won.units == WON
    assert walk(events.CodeSeen(PHONE)).place is Place.APPROVING, "nobody approves their own"
    walk = approved()
    paid = granted(walk, BY_CASH)
    assert paid.approval == BADGE
    assert walk(events.Led()).place is Place.RECORDING
    assert walk.wanted() == (effects.Commit(paid),)


def test_no_paper_is_told_before_anything_is_asked_of_the_card() -> None:
    walk = shown(BY_CARD)
    assert walk.visit.place is Place.PREPARING
    walk(events.PrinterReported("printer-paper-out", walk.visit.checks))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.coins is CoinsFate.SAFE
    assert walk.wanted() == ()


def test_over_a_limit_another_amount_is_the_way_on() -> None:
    walk = chosen(BY_CARD)
    walk(events.CodeSeen(PHONE))
    finds(walk, "charged", (400, 400))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.retry) == ("charge-day-limit", Place.ASKING)
    walk(events.Led())
    asked = next_ask(walk.shop, walk.visit)
    assert asked is not None
    assert asked.id == "amount"


@pytest.mark.parametrize("reason", ["already-used", "quote-expired", "printer-paper-out"])
def test_what_the_ledger_refuses_goes_back_and_nobody_says_that_it_has(reason: str) -> None:
    walk, paid = at_terminal()
    walk(events.TenderTaken(taken(paid)), events.NotRecorded(taken(paid), reason))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.coins) == ("card-unknown", CoinsFate.SAFE)
    assert one(walk, effects.ReturnTender) == effects.ReturnTender(taken(paid))


@pytest.mark.parametrize("button", [events.WentBack(), events.StartedOver()], ids=["back", "over"])
def test_who_walks_away_gets_back_what_the_card_still_paid(button: events.Event) -> None:
    walk, paid = at_terminal()
    walk(button)
    assert walk.wanted() == (effects.GiveUpTender(paid),)
    walk(events.TenderTaken(taken(paid)))
    assert one(walk, effects.ReturnTender) == effects.ReturnTender(taken(paid))
    assert effects.Commit not in {type(wanted) for wanted in walk.wanted()}


def test_a_terminal_that_fails_after_it_was_chosen_is_told_and_then_cash_is_left() -> None:
    walk = shown(BY_CARD)
    walk(events.PrinterReported("", walk.visit.checks))
    wanted = order(walk.shop, walk.visit)
    paid = Payment(b"p" * 16, wanted, PHONE, False, (1, 1))
    walk(events.Declined(paid, "card-terminal-away"))
    assert walk.visit.place is Place.SORRY
    assert walk(events.Led()).place is Place.START
    again = chosen(BY_CASH, works=False)
    assert again.visit.place is Place.SHOWING


def test_a_terminal_that_does_not_answer_closes_its_own_way_alone() -> None:
    walk = Walk(Shop({CHARGE.id: CHARGE}))
    walk(events.Chose("charge"))
    assert silent(walk, FIND_WAIT_S).place is Place.ASKING
    asked = next_ask(walk.shop, walk.visit)
    assert isinstance(asked, Question)
    assert [(one.id, one.closed) for one in asked.options] == [(BY_CARD, True), (BY_CASH, False)]
    walk(events.Chose(BY_CASH), events.Chose(str(WON)))
    assert walk.visit.place is Place.SHOWING


def test_another_amount_after_the_badge_needs_the_badge_again() -> None:
    walk = approved()
    granted(walk, BY_CASH)
    assert walk(events.WentBack(), events.WentBack()).place is Place.ASKING
    walk(events.Chose("10000"))
    finds(walk, "charged", (0, 0))
    assert walk.visit.place is Place.APPROVING
    assert walk.visit.approval is None


def badge_asked_anew(walk: Walk) -> bool:
    """Whether the badge that was shown counts no more: what was taken by its word goes back."""
    if walk.visit.place is Place.FINDING:
        finds(walk, "charged", (0, 0))
    return walk.visit.place is Place.APPROVING and walk.visit.approval is None


@pytest.mark.parametrize("again", [events.Led(), events.CodeSeen(PHONE)], ids=["button", "code"])
def test_who_goes_back_from_agreeing_needs_the_badge_again(again: events.Event) -> None:
    walk = approved()
    granted(walk, BY_CASH)
    back = walk(events.WentBack())
    assert (back.place, back.told) == (Place.SHOWING, "cash-back")
    walk(again)
    assert badge_asked_anew(walk)


def test_who_goes_back_while_the_badge_is_looked_up_needs_it_again() -> None:
    walk = shown(BY_CASH)
    assert walk(events.CodeSeen(BADGE)).place is Place.FINDING
    assert walk(events.WentBack()).place is Place.SHOWING
    walk(events.Led())
    assert badge_asked_anew(walk)


def test_a_day_that_has_turned_gives_the_cash_back_so_the_badge_is_asked_again() -> None:
    walk = approved()
    paid = granted(walk, BY_CASH)
    walk(events.Led(), events.NotRecorded(paid, "quote-expired"))
    assert walk.visit.place is Place.SORRY
    walk(events.Led())
    assert badge_asked_anew(walk)


def with_cash(at: str) -> Walk:
    """Staff have taken the cash, and nothing is written of it."""
    walk = shown(BY_CASH)
    walk(events.CodeSeen(BADGE))
    if at != "looked up":
        finds(walk, "taken", (0,))
        granted(walk, BY_CASH)
    if at == "back":
        walk(events.WentBack())
    return walk


@pytest.mark.parametrize("at", ["looked up", "back"])
def test_who_starts_over_while_staff_have_their_cash_is_told_first(at: str) -> None:
    walk = with_cash(at)
    place = walk.visit.place
    assert walk(events.StartedOver()).place is place
    assert walk.visit.told == "cash-left"
    assert walk(events.StartedOver()).place is Place.START
    assert walk.visit.cash is None


def test_the_page_that_says_so_itself_is_left_at_once() -> None:
    assert with_cash("agreeing")(events.StartedOver()).place is Place.START


def silent(walk: Walk, seconds: float = HELP_END_S) -> Visit:
    walk.now_s += seconds + 1.0
    return walk(events.Ticked())


@pytest.mark.parametrize("at", ["agreeing", "back"])
def test_who_goes_away_leaves_a_page_that_says_whose_the_cash_is(at: str) -> None:
    walk = with_cash(at)
    left = silent(walk)
    assert left.refusal is not None
    assert (left.place, left.refusal.reason, left.code) == (Place.SORRY, "cash-left", None)
    assert silent(walk) == Visit(checks=left.checks)


def test_what_stops_the_machine_does_not_forget_the_cash() -> None:
    walk = with_cash("agreeing")
    stopped = walk(events.LedgerFailed("disk-full", unwritten=b""))
    assert stopped.refusal is not None
    assert stopped.refusal.cash
    assert not with_cash("back")(events.StartedOver(), events.StartedOver()).cash


def test_cash_that_is_in_an_entry_is_nobodys_to_give_back() -> None:
    walk = with_cash("agreeing")
    paid = walk.visit.payment
    assert paid is not None
    walk(events.Led(), events.Recorded(ticket_of(paid)))
    assert walk.visit.cash is None
