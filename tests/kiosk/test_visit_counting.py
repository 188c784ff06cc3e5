"""What a machine counts and what staff approve, and that neither gets lost by a hasty finger."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import PinState
from kiosk.services.base import MachineCount
from kiosk.visit import CoinsFate, Place, order
from kiosk.visit.handover import END, GO_ON
from kiosk.visit.silence import HELP_END_S, IDLE_END_S, IDLE_WARN_S
from protocol.entry import EntryKind
from tests.kiosk.odd_walks import (
    BADGE,
    BOTTLES,
    CARD,
    ODD_SHOP,
    OTHER,
    PHONE,
    at_crate,
    finds,
    odd_walk,
    one,
    pay_of,
    ticket_of,
    typed,
)
from tests.kiosk.test_visit import Walk


def approving() -> Walk:
    walk = at_crate()
    walk(events.Led())
    return walk


def approved() -> Walk:
    walk = approving()
    walk(events.CodeSeen(BADGE))
    finds(walk, "before", (0,))
    return walk


def test_bottles_are_counted_approved_and_earned_without_printer_or_node() -> None:
    walk = odd_walk(events.Chose("crate"), events.Chose("bottles"))
    assert walk(events.CodeSeen(PHONE)).place is Place.COUNTING
    assert one(walk, effects.StartCount) == effects.StartCount(walk.visit.counting)
    walk(events.CountTold(walk.visit.counting, BOTTLES))
    assert walk.visit.count == BOTTLES
    assert walk(events.Led()).place is Place.APPROVING
    assert isinstance(one(walk, effects.StopCount), effects.StopCount)
    assert walk.visit.facts["count"] == BOTTLES
    assert walk(events.CodeSeen(BADGE)).place is Place.FINDING
    asked = one(walk, effects.LookUp)
    assert isinstance(asked, effects.LookUp)
    assert asked.approval == BADGE
    assert finds(walk, "before", (0,)).place is Place.DECIDING
    wanted = order(ODD_SHOP, walk.visit)
    assert (wanted.kind, wanted.quantity) == (EntryKind.EARN, 3)
    assert one(walk, effects.Claim) == effects.Claim(wanted, PHONE, BADGE)
    granted = pay_of(walk)
    assert walk(events.Granted(granted)).place is Place.CONFIRMING
    assert walk(events.Led()).place is Place.RECORDING
    assert walk.wanted() == (effects.Commit(granted),)
    assert walk(events.Recorded(ticket_of(granted))).place is Place.THANKS
    assert walk.wanted() == ()


@pytest.mark.parametrize("told", [None, 0], ids=["silent", "none"])
def test_nothing_counted_is_told_where_it_is(told: int | None) -> None:
    walk = odd_walk(events.Chose("crate"), events.Chose("bottles"), events.CodeSeen(PHONE))
    if told is not None:
        walk(events.CountTold(walk.visit.counting, MachineCount(told, "crate-1-run-7-0")))
    assert walk(events.Led()).place is Place.COUNTING
    assert walk.visit.told == "nothing-counted"


def test_a_count_for_an_older_question_is_none() -> None:
    walk = odd_walk(events.Chose("crate"), events.Chose("bottles"), events.CodeSeen(PHONE))
    older = walk.visit.counting
    walk(events.WentBack(), events.Led())
    walk(events.CountTold(older, BOTTLES))
    assert walk.visit.count is None
    walk(events.WentBack(), events.WentBack())
    walk(events.CountTold(older, BOTTLES))
    assert walk.visit.count is None


@pytest.mark.parametrize(
    ("button", "place"),
    [(events.WentBack(), Place.SHOWING), (events.StartedOver(), Place.START)],
    ids=["back", "start over"],
)
def test_a_button_that_loses_what_was_counted_says_so_first(
    button: events.Event, place: Place
) -> None:
    walk = at_crate()
    assert walk(button).place is Place.COUNTING
    assert walk.visit.told == "count-lost"
    walk(events.Touched())
    assert walk(button).place is place
    assert isinstance(one(walk, effects.StopCount), effects.StopCount)
    assert walk.visit.count is None


def test_what_said_so_is_asked_again_after_anything_else() -> None:
    walk = at_crate()
    walk(events.WentBack(), events.StartedOver())
    assert walk().place is Place.COUNTING
    walk(events.Led(), events.WentBack())
    assert walk().place is Place.SHOWING
    assert walk.visit.facts["count"] == BOTTLES
    assert walk(events.StartedOver()).place is Place.SHOWING
    assert walk(events.WentBack()).place is Place.SHOWING
    assert walk(events.WentBack()).place is Place.ASKING
    assert "count" not in walk.visit.facts


def test_a_count_without_bottles_is_left_at_once() -> None:
    walk = odd_walk(events.Chose("crate"), events.Chose("bottles"), events.CodeSeen(PHONE))
    assert walk(events.StartedOver()).place is Place.START
    assert len(walk.wanted()) == 1


def test_who_goes_on_from_the_order_keeps_count_and_approval() -> None:
    walk = approved()
    walk(events.Granted(pay_of(walk)), events.WentBack())
    assert walk().place is Place.SHOWING
    walk(events.Led())
    assert walk().place is Place.FINDING
    assert (walk.visit.facts["count"], walk.visit.approval) == (BOTTLES, BADGE)


def test_a_claim_that_is_refused_leads_back_to_the_order_and_its_count() -> None:
    walk = approved()
    walk(events.Declined(pay_of(walk), "over-limit"))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.coins, refusal.retry) == (CoinsFate.SAFE, Place.SHOWING)
    assert walk(events.Led()).place is Place.SHOWING
    assert walk.visit.facts["count"] == BOTTLES


def test_a_counter_that_is_away_is_told_and_leads_back() -> None:
    walk = odd_walk(events.Chose("crate"), events.Chose("bottles"), events.CodeSeen(PHONE))
    walk(events.CounterReported("counter-away", walk.visit.counting))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert refusal.reason == "counter-away"
    assert isinstance(one(walk, effects.StopCount), effects.StopCount)
    assert walk(events.Led()).place is Place.ASKING
    assert walk.visit.code == PHONE


def test_a_counter_that_fails_half_way_loses_nothing_of_what_it_has_told() -> None:
    walk = at_crate()
    walk(events.CounterReported("counter-away", walk.visit.counting))
    assert (walk.visit.place, walk.visit.told) == (Place.COUNTING, "counter-away")
    assert walk(events.Led()).facts["count"] == BOTTLES


def test_who_puts_bottles_in_touches_nothing_and_is_there() -> None:
    walk = at_crate()
    walk.now_s = IDLE_WARN_S
    walk(events.Ticked())
    assert walk.visit.warned
    walk(events.CountTold(walk.visit.counting, replace(BOTTLES, items=4)))
    assert not walk.visit.warned
    walk.now_s = IDLE_END_S
    assert walk(events.Ticked()).place is Place.COUNTING
    walk.now_s = IDLE_WARN_S + IDLE_END_S
    assert walk(events.Ticked()).place is Place.START
    assert isinstance(one(walk, effects.StopCount), effects.StopCount)


@pytest.mark.parametrize("choice", [GO_ON, END])
def test_staff_take_over_while_a_machine_counts(choice: str) -> None:
    walk = at_crate()
    walk(events.CalledStaff(), events.CodeSeen(BADGE))
    assert walk().place is Place.HANDED_PIN
    walk(*typed("271828"))
    walk(events.PinRight(walk.visit.checks))
    assert walk().place is Place.HANDED
    walk(events.CountTold(walk.visit.counting, replace(BOTTLES, items=5)))
    walk(events.Chose(choice))
    if choice == GO_ON:
        assert walk.visit.count == replace(BOTTLES, items=5)
    else:
        assert walk().place is Place.START
        assert isinstance(one(walk, effects.StopCount), effects.StopCount)


@pytest.mark.parametrize("code", [OTHER, CARD], ids=["phone", "card"])
def test_only_a_badge_approves(code: object) -> None:
    walk = approving()
    assert isinstance(code, type(PHONE))
    assert walk(events.CodeSeen(code)).place is Place.APPROVING
    assert walk.visit.told == "not-a-badge"
    assert walk(events.Touched()).told == ""
    assert walk(events.CodeSeen(PHONE)).told == ""  # it still lies there


def test_a_blocked_badge_approves_nothing() -> None:
    walk = approving()
    walk(events.CodeSeen(replace(BADGE, pin=PinState.BLOCKED)))
    assert (walk.visit.place, walk.visit.told) == (Place.APPROVING, "badge-blocked")
    assert walk.visit.approval is None


def test_a_badge_that_is_refused_can_be_followed_by_another() -> None:
    walk = approving()
    walk(events.CodeRefused("revoked", BADGE))
    assert walk().place is Place.SORRY
    assert walk(events.CodeSeen(BADGE)).place is Place.FINDING
    assert (walk.visit.approval, walk.visit.code) == (BADGE, PHONE)
    walk = approving()
    walk(events.CodeRefused("revoked", BADGE), events.Led())
    assert walk().place is Place.APPROVING
    assert walk.visit.facts["count"] == BOTTLES


def test_a_badge_that_was_called_approves_where_an_approval_is_asked_for() -> None:
    walk = approving()
    walk(events.CalledStaff(), events.CodeSeen(BADGE))
    assert walk().place is Place.FINDING
    assert not walk.visit.staff_called
    assert effects.StaffCame() in walk.wanted()


def test_who_waits_for_a_badge_has_the_time_that_staff_need() -> None:
    walk = approving()
    walk.now_s = HELP_END_S - 1
    assert walk(events.Ticked()).place is Place.APPROVING
    walk.now_s = HELP_END_S
    assert walk(events.Ticked()).place is Place.START


def test_another_number_has_to_be_approved_again() -> None:
    walk = approved()
    walk(events.Granted(pay_of(walk)), events.WentBack())
    changed = replace(walk.visit, quantity=2)
    walk.visit = changed
    walk(events.WantedFewer())
    assert walk.visit.approval is None
    assert walk.visit.facts["count"] == BOTTLES
