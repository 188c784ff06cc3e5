"""A payment of a visit is agreed to once, written once, or given back."""

import pytest

from kiosk import effects, events
from kiosk.visit import CoinsFate, Place
from tests.kiosk.test_visit import Walk, at_confirm, code, owed, payment_of, printer


def test_no_answer_leaves_the_decision_to_the_stand_in_rules_under_the_same_id() -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk(printer(walk))
    asked = payment_of(walk)
    assert walk(events.NoAnswer(asked)).place is Place.DECIDING
    assert walk.wanted() == (effects.StandIn(asked),)
    assert walk(events.StoodIn(asked)).place is Place.CONFIRMING


@pytest.mark.parametrize("intent", [True, False])
def test_a_decline_voids_the_intent_if_there_is_one(intent: bool) -> None:
    walk = Walk()
    walk(events.Chose("meals"), events.Chose("lunch"), events.CodeSeen(code()))
    walk(printer(walk))
    asked = payment_of(walk, intent=intent)
    assert walk(events.Declined(asked, "not-enough")).place is Place.SORRY
    assert walk.wanted() == ((effects.Void(asked, "not-enough"),) if intent else ())


@pytest.mark.parametrize(
    ("event", "place"),
    [(events.WentBack(), Place.SHOWING), (events.StartedOver(), Place.START)],
)
def test_leaving_the_confirm_screen_voids_the_payment(event: events.Event, place: Place) -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    assert walk(event).place is place
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.Void)
    assert asked.payment == held
    assert walk.visit.payment is None


def test_a_changed_order_is_asked_anew_without_another_scan() -> None:
    walk = at_confirm()
    walk(events.WentBack(), events.WantedMore())
    assert walk(events.Led()).place is Place.PREPARING
    walk(printer(walk))
    (asked,) = walk.wanted()
    assert isinstance(asked, effects.AskNode)
    assert asked.order.quantity == 2


def test_nobody_can_leave_while_coins_are_in_the_air() -> None:
    walk = at_confirm()
    walk(events.Led())
    for event in (events.StartedOver(), events.WentBack(), events.Led(), events.Chose("meals")):
        assert walk(event).place is Place.RECORDING
        assert walk.wanted() == ()


def test_agreeing_twice_commits_once() -> None:
    walk = at_confirm()
    walk(events.Led())
    assert len(walk.wanted()) == 1
    walk(events.Led())
    assert walk.wanted() == ()


def test_a_late_hold_for_a_visit_that_is_over_is_given_back() -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    walk(events.StartedOver(), events.Held(held))
    assert walk.wanted() == (effects.Void(held, "left"),)


def test_a_failed_print_says_that_coins_were_used() -> None:
    walk = at_confirm()
    walk(events.Led(), events.Recorded(owed()))
    visit = walk(events.PrintFailed(owed(), "print-unknown"))
    assert visit.refusal is not None
    assert visit.refusal.coins is CoinsFate.USED


def test_paper_that_ends_while_one_decides_charges_nothing() -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert held is not None
    walk(events.Led())
    visit = walk(events.NotRecorded(held, "printer-paper-out"))
    assert visit.refusal is not None
    assert (visit.refusal.reason, visit.refusal.coins) == ("printer-paper-out", CoinsFate.SAFE)
    assert walk.wanted() == (effects.Void(held, "printer-paper-out"),)


def test_what_is_agreed_to_is_leafed_through_and_agreed_to_on_any_page() -> None:
    walk = at_confirm()
    held = walk.visit.payment
    assert walk(events.TurnedPage(forward=True)).page == 2
    assert (walk.visit.payment, walk.wanted()) == (held, ())
    assert walk(events.Led()).place is Place.RECORDING


def test_what_is_agreed_to_begins_at_its_first_page() -> None:
    walk = at_confirm()
    walk(events.TurnedPage(forward=True), events.WentBack(), events.Led())
    walk(printer(walk))
    assert walk(events.Held(payment_of(walk))).page == 1
