"""Whatever a service wants to know: digits, look-ups, another question, and the way back."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.services.base import AccountCall, PartnerCall, Tallies
from kiosk.visit import Place, Shop, digits, next_ask, order, priced, ready, step_of
from kiosk.visit.silence import CODE_END_S, FIND_WAIT_S, IDLE_END_S, IDLE_WARN_S
from schemes.money import Coins, Won
from tests.kiosk.odd_services import CARS
from tests.kiosk.odd_walks import (
    ACCOUNT,
    BADGE,
    CARD,
    ODD_SHOP,
    OTHER,
    PHONE,
    at_crate,
    at_garage,
    finds,
    odd_walk,
    one,
    pay_of,
    typed,
)
from tests.kiosk.people import NOON_S
from tests.kiosk.test_visit import Walk


def test_a_car_is_found_by_its_plate_and_priced_before_a_code_is_shown() -> None:
    walk = odd_walk(events.Chose("garage"))
    assert walk().place is Place.KEYING
    assert walk(*typed("3456")).place is Place.FINDING
    asked = one(walk, effects.LookUp)
    assert isinstance(asked, effects.LookUp)
    assert asked.lookup.source == PartnerCall("/cars", {"plate": "3456"})
    assert finds(walk, "cars", CARS).place is Place.ASKING
    assert walk(events.Chose("car-3")).place is Place.ASKING  # it has left
    assert walk(events.Chose("car-1")).place is Place.FINDING
    assert finds(walk, "quote", 10).place is Place.SHOWING
    assert walk.visit.known_at_s == NOON_S
    assert order(ODD_SHOP, walk.visit).total == Coins(10)


def test_digits_are_taken_when_all_are_there_and_one_can_be_taken_back() -> None:
    walk = odd_walk(events.Chose("garage"), *typed("345"))
    assert (walk.visit.place, walk.visit.typed) == (Place.KEYING, "345")
    assert not ready(ODD_SHOP, walk.visit)
    walk(events.Typed("6"), events.Typed("7"), events.Typed("x"))
    assert walk.visit.typed == "3456"
    assert ready(ODD_SHOP, walk.visit)
    assert walk(events.Erased()).typed == "345"


@pytest.mark.parametrize(
    ("keys", "left", "told"),
    [("", "", "amount-zero"), ("0", "", "amount-zero"), ("50001", "5000", "amount-too-large")],
    ids=["nothing", "zero", "too large"],
)
def test_an_amount_that_can_not_be_is_told_where_it_is_typed(
    keys: str, left: str, told: str
) -> None:
    walk = odd_walk(events.Chose("stall"), *typed(keys)[: max(len(keys), 1)])
    assert (walk.visit.place, walk.visit.typed, walk.visit.told) == (Place.KEYING, left, told)
    assert walk(events.Erased()).told == ""


def test_an_amount_has_no_more_digits_than_asked_and_its_rest_is_known() -> None:
    walk = odd_walk(events.Chose("stall"), *typed("3100"))
    assert walk().place is Place.SHOWING
    assert walk.visit.typed == ""
    assert order(ODD_SHOP, walk.visit).rest == Won(100)
    walk(events.WentBack(), events.Typed("9"), events.Typed("9"))
    assert walk().place is Place.KEYING
    assert walk.visit.answers == {}
    asked = digits(ODD_SHOP, walk.visit)
    assert asked is not None
    assert not asked.exact


def test_going_back_forgets_what_was_found_by_the_answer() -> None:
    walk = at_garage()
    walk(events.WentBack())
    assert walk().place is Place.ASKING
    assert (set(walk.visit.answers), set(walk.visit.facts)) == ({"plate"}, {"cars"})
    walk(events.WentBack())
    assert walk().place is Place.KEYING
    assert (walk.visit.answers, walk.visit.facts, walk.visit.known_at_s) == ({}, {}, None)
    walk(events.WentBack())
    assert walk().place is Place.START
    assert (walk.visit.service, walk.visit.trail) == ("", ())


def test_a_look_up_can_be_left_and_its_answer_counts_for_nothing_then() -> None:
    walk = odd_walk(events.Chose("garage"), *typed("3456"))
    late = events.Found(walk.visit.checks, "cars", CARS, NOON_S)
    walk(events.WentBack())
    assert walk().place is Place.KEYING
    assert walk(late).place is Place.KEYING
    walk(*typed("9999"), late)
    assert walk().place is Place.FINDING
    assert walk(events.NotFound(late.check, "partner-away")).place is Place.FINDING


@pytest.mark.parametrize("by", ["look-up", "service"])
def test_what_is_not_found_is_told_and_leads_back_to_the_last_question(by: str) -> None:
    walk = odd_walk(events.Chose("garage"), *typed("3456"))
    if by == "service":
        finds(walk, "cars", ())
    else:
        walk(events.NotFound(walk.visit.checks, "unknown-plate"))
    refusal = walk.visit.refusal
    assert walk().place is Place.SORRY
    assert refusal is not None
    assert (refusal.reason, refusal.retry) == ("unknown-plate", Place.KEYING)
    assert walk(events.Led()).place is Place.KEYING
    assert walk.visit.answers == {}
    assert walk.visit.refusal is None


def test_what_is_not_found_for_a_person_keeps_their_code_for_another_choice() -> None:
    walk = at_crate()
    walk(events.Led(), events.CodeSeen(BADGE))
    finds(walk, "before", (100,))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.retry) == ("earn-cap-day", Place.ASKING)
    assert walk(events.Led()).place is Place.ASKING
    assert walk.visit.code == PHONE
    assert (walk.visit.facts, walk.visit.approval) == ({}, None)


def test_who_has_nothing_to_choose_again_begins_anew() -> None:
    walk = odd_walk(events.Chose("gym"), events.CodeSeen(PHONE))
    finds(walk, "pass", (0,))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.retry) == ("no-pass", Place.START)
    assert walk(events.Led()).place is Place.START
    assert walk.visit.code is None


@pytest.mark.parametrize(
    ("service", "reason"),
    [("garage", "partner-away"), ("teller", "node-away"), ("gym", "not-now")],
)
def test_a_look_up_that_never_comes_back_says_who_is_away(service: str, reason: str) -> None:
    walk = odd_walk(events.Chose(service))
    walk(*(typed("3456") if service == "garage" else (events.CodeSeen(PHONE),)))
    assert walk().place is Place.FINDING
    walk.now_s = FIND_WAIT_S
    visit = walk(events.Ticked())
    assert visit.refusal is not None
    assert visit.refusal.reason == reason


def test_each_look_up_has_the_whole_time() -> None:
    walk = odd_walk(events.Chose("gym"), events.CodeSeen(PHONE))
    walk.now_s = FIND_WAIT_S - 1
    finds(walk, "pass", (1,))
    walk.now_s = 2 * FIND_WAIT_S - 2
    assert walk(events.Ticked()).place is Place.FINDING
    assert finds(walk, "visits", (4,)).place is Place.PREPARING


def test_what_hangs_on_the_person_is_asked_once_the_code_is_known() -> None:
    walk = odd_walk(events.Chose("gym"))
    assert walk().place is Place.SHOWING
    assert walk(events.CodeSeen(PHONE)).place is Place.FINDING
    asked = one(walk, effects.LookUp)
    assert isinstance(asked, effects.LookUp)
    assert isinstance(asked.lookup.source, Tallies)
    assert asked.code == PHONE
    assert finds(walk, "pass", (1,)).place is Place.FINDING
    assert finds(walk, "visits", (4,)).place is Place.PREPARING


def test_a_card_is_looked_up_for_only_after_its_pin() -> None:
    walk = odd_walk(events.Chose("teller"), events.CodeSeen(CARD))
    assert walk().place is Place.PIN
    assert not any(isinstance(it, effects.LookUp) for it in walk.wanted())
    walk(*typed("4711"))
    walk(events.PinRight(walk.visit.checks))
    asked = one(walk, effects.LookUp)
    assert isinstance(asked, effects.LookUp)
    assert asked.lookup.source == AccountCall()
    assert asked.code is not None
    assert asked.code.proved


def test_what_is_told_stands_until_somebody_ends_it_and_goes_with_the_person() -> None:
    walk = odd_walk(events.Chose("teller"), events.CodeSeen(PHONE))
    assert finds(walk, "account", ACCOUNT).place is Place.TOLD
    assert walk.visit.facts["account"] == ACCOUNT
    assert priced(ODD_SHOP, walk.visit) is None
    walk.now_s = IDLE_WARN_S
    assert walk(events.Ticked()).warned
    walk.now_s = IDLE_END_S
    assert walk(events.Ticked()).place is Place.START
    assert walk.visit.facts == {}


def test_who_was_told_is_not_served_again_by_the_phone_in_their_hand() -> None:
    walk = odd_walk(events.Chose("teller"), events.CodeSeen(PHONE))
    finds(walk, "account", ACCOUNT)
    assert walk(events.CodeSeen(PHONE)).place is Place.TOLD
    assert walk(events.Led(), events.CodeSeen(PHONE)).code is None
    walk = odd_walk(events.Chose("teller"), events.CodeSeen(PHONE))
    finds(walk, "account", ACCOUNT)
    assert walk(events.CodeSeen(OTHER)).place is Place.START
    assert walk.visit.code == OTHER
    assert walk.visit.facts == {}


@pytest.mark.parametrize(("service", "place"), [("teller", Place.TOLD), ("stall", Place.KEYING)])
def test_a_code_that_nobody_has_touched_for_is_forgotten_sooner(service: str, place: Place) -> None:
    walk = Walk(Shop({service: ODD_SHOP.services[service]}))
    walk(events.CodeSeen(PHONE))
    finds(walk, "account", ACCOUNT)
    assert walk().place is place
    walk.now_s = CODE_END_S
    assert walk(events.Ticked()).code is None


def test_another_persons_code_forgets_what_was_found_by_the_first() -> None:
    walk = odd_walk(events.CodeSeen(PHONE), events.Chose("garage"), *typed("3456"))
    finds(walk, "cars", CARS)
    assert walk().place is Place.ASKING
    walk(events.CodeSeen(OTHER))
    assert walk.visit.code == OTHER
    assert (walk.visit.place, walk.visit.answers, walk.visit.facts) == (Place.KEYING, {}, {})


def test_the_same_persons_next_code_keeps_it() -> None:
    walk = odd_walk(events.CodeSeen(PHONE), events.Chose("garage"), *typed("3456"))
    finds(walk, "cars", CARS)
    newer = replace(PHONE, scanned_at_s=NOON_S + 1)
    walk(events.CodeSeen(newer))
    assert walk.visit.code == newer
    assert (walk.visit.place, set(walk.visit.facts)) == (Place.ASKING, {"cars"})


def test_a_code_shown_while_digits_are_typed_leaves_them_alone() -> None:
    walk = odd_walk(events.Chose("stall"), events.Typed("3"), events.CodeSeen(PHONE))
    assert (walk.visit.place, walk.visit.typed) == (Place.KEYING, "3")
    assert walk(*typed("000")).place is Place.PREPARING


def test_back_from_what_is_asked_after_the_code_leads_to_the_order_and_on_again() -> None:
    walk = odd_walk(events.Chose("gym"), events.CodeSeen(PHONE))
    assert walk(events.WentBack()).place is Place.SHOWING
    assert walk.visit.code == PHONE
    assert next_ask(ODD_SHOP, walk.visit) is None
    assert walk(events.Led()).place is Place.FINDING


def test_a_quote_that_has_ended_is_asked_for_again_with_the_same_code() -> None:
    walk = at_garage()
    walk(events.CodeSeen(PHONE), events.GateReported("", walk.visit.checks + 1))
    held = pay_of(walk)
    walk(events.Held(held), events.Led(), events.NotRecorded(held, "quote-expired"))
    assert one(walk, effects.Void) == effects.Void(held, "quote-expired")
    assert walk(events.Led()).place is Place.FINDING
    assert walk.visit.code == PHONE
    assert finds(walk, "quote", 12).place is Place.PREPARING


@pytest.mark.parametrize(
    ("walk", "step"),
    [
        (odd_walk(), (1, 4)),
        (odd_walk(events.Chose("garage")), (1, 5)),
        (odd_walk(events.Chose("garage"), *typed("3456")), (2, 5)),
        (at_garage(), (3, 5)),
        (odd_walk(events.Chose("crate"), events.Chose("bottles")), (2, 4)),
        (at_crate(), (3, 4)),
        (odd_walk(events.Chose("teller"), events.CodeSeen(PHONE)), (2, 3)),
        (odd_walk(events.CodeSeen(PHONE), events.Chose("garage")), (1, 5)),
    ],
    ids=["start", "plate", "cars", "code", "code of a count", "count", "account", "code first"],
)
def test_steps_are_counted_by_questions_code_confirmation_and_ticket(
    walk: Walk, step: tuple[int, int]
) -> None:
    assert step_of(walk.shop, walk.visit) == step


def test_what_is_told_has_pages() -> None:
    walk = odd_walk(events.Chose("teller"), events.CodeSeen(PHONE))
    finds(walk, "account", ACCOUNT)
    assert walk.visit.page == 1
    assert walk(events.TurnedPage(forward=True)).page == 2
    assert walk(events.TurnedPage(forward=False)).page == 1
    assert walk(events.TurnedPage(forward=False)).page == 1
