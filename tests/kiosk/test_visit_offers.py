"""The machine's own code beside the wish for one."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.payment import CheckedCode
from kiosk.visit import CoinsFate, Place, offers_code
from protocol.keys import KID_BYTES
from protocol.offer import OFFER_ID_BYTES
from protocol.presentation import Presentation
from protocol.resident_code import ResidentCode
from schemes.money import Coins
from tests.kiosk.odd_walks import (
    BADGE,
    BOTTLES,
    ODD_SHOP,
    PHONE,
    at_garage,
    finds,
    odd_walk,
    one,
    pay_of,
    sold,
    typed,
)
from tests.kiosk.people import NOON_S
from tests.kiosk.shops import shop
from tests.kiosk.test_visit import Walk

OFFER = b"c" * KID_BYTES + b"-" + b"o" * (OFFER_ID_BYTES - KID_BYTES - 1)
"""The id of one that takes coins."""


def answer(coins: int) -> CheckedCode:
    """The code of somebody whose app has read the machine's own, for an order of ``coins``."""
    seen = PHONE.resident
    made = Presentation("test-coin", NOON_S, b"\0\0\0\2", OFFER, coins)
    return replace(PHONE, resident=ResidentCode(seen.credential, made, seen.evidence))


def giving() -> Walk:
    return odd_walk(events.Chose("giver"), events.Chose("school"))


def test_a_code_is_offered_where_one_is_asked_for_and_taken_back_on_leaving() -> None:
    walk = giving()
    asked = one(walk, effects.OfferCode)
    assert isinstance(asked, effects.OfferCode)
    assert (asked.number, asked.order.total) == (walk.visit.offering, Coins(1))
    assert offers_code(ODD_SHOP, walk.visit)
    assert walk.visit.offer == ""
    assert walk(events.Offered(asked.number, "CC1:OFFER", NOON_S)).offer == "CC1:OFFER"
    assert walk(events.Offered(asked.number, "CC1:NEWER", NOON_S)).offer == "CC1:NEWER"
    walk(events.WentBack())
    assert walk.wanted() == (effects.WithdrawOffer(asked.number),)
    assert (walk.visit.offer, walk.visit.offering) == ("", 0)


def test_another_number_is_another_offer() -> None:
    walk = giving()
    first = walk.visit.offering
    walk(events.Offered(first, "CC1:OFFER", NOON_S), events.WantedMore())
    assert one(walk, effects.WithdrawOffer) == effects.WithdrawOffer(first)
    asked = one(walk, effects.OfferCode)
    assert isinstance(asked, effects.OfferCode)
    assert asked.order.total == Coins(2)
    assert walk.visit.offer == ""
    assert walk(events.Offered(first, "CC1:OFFER", NOON_S)).offer == ""


def test_without_the_network_nothing_is_said_and_a_code_can_be_shown() -> None:
    walk = giving()
    walk(events.NoOffer(walk.visit.offering, "offer-away"))
    assert (walk.visit.place, walk.visit.told, walk.visit.offer) == (Place.SHOWING, "", "")
    assert walk(events.CodeSeen(PHONE)).place is Place.PREPARING


def test_no_code_is_offered_where_the_facility_shows_none_or_one_is_known() -> None:
    walk = Walk(shop())
    walk(events.Chose("locker"))
    assert (walk.wanted(), offers_code(walk.shop, walk.visit)) == ((), False)
    walk = giving()
    walk(events.CodeSeen(PHONE))
    assert isinstance(one(walk, effects.WithdrawOffer), effects.WithdrawOffer)
    walk(events.PrinterReported("", walk.visit.checks))
    walk(events.Held(pay_of(walk)), events.WentBack())
    assert walk().place is Place.SHOWING
    assert not offers_code(ODD_SHOP, walk.visit)


def test_who_walks_away_from_an_offer_leaves_none_behind() -> None:
    walk = giving()
    number = walk.visit.offering
    walk.now_s = 10_000.0
    walk(events.Ticked())
    assert walk().place is Place.START
    assert walk.wanted() == (effects.WithdrawOffer(number),)


def test_an_app_that_read_it_pays_for_that_order() -> None:
    walk = giving()
    assert walk(events.CodeSeen(answer(1))).place is Place.PREPARING
    assert walk(events.PrinterReported("", walk.visit.checks)).place is Place.DECIDING


@pytest.mark.parametrize("coins", [0, 2], ids=["fewer", "more"])
def test_whose_own_price_is_another_is_asked_for_a_code_and_not_to_try_again(coins: int) -> None:
    walk = giving()
    walk(events.CodeSeen(answer(coins)), events.PrinterReported("", walk.visit.checks + 1))
    refusal = walk.visit.refusal
    assert refusal is not None
    assert (refusal.reason, refusal.coins) == ("offer-away", CoinsFate.SAFE)
    assert walk.visit.code is None
    assert walk(events.Led()).place is Place.SHOWING
    assert not offers_code(ODD_SHOP, walk.visit)
    assert (walk.visit.offering, walk.wanted()) == (0, ())
    assert walk(events.CodeSeen(PHONE)).place is Place.PREPARING


def test_who_begins_something_else_is_offered_a_code_again() -> None:
    walk = giving()
    walk(events.CodeSeen(answer(2)), events.PrinterReported("", walk.visit.checks + 1))
    walk(events.Led(), events.WentBack(), events.WentBack())
    assert walk(events.Chose("giver"), events.Chose("school")).offering != 0


@pytest.mark.parametrize("signed", [0, 2, 3], ids=["none", "fewer", "all"])
def test_what_takes_no_coins_is_bound_by_no_amount(signed: int) -> None:
    walk = odd_walk(events.Chose("crate"), events.Chose("bottles"))
    walk(events.CodeSeen(answer(signed)), events.CountTold(walk.visit.checks + 1, BOTTLES))
    walk(events.Led(), events.CodeSeen(BADGE))
    assert finds(walk, "before", (0,)).place is Place.DECIDING
    assert isinstance(one(walk, effects.Claim), effects.Claim)


@pytest.mark.parametrize(
    "walk",
    [odd_walk(), odd_walk(events.Chose("giver")), odd_walk(events.Chose("garage")), sold()],
    ids=["start", "asking", "keying", "thanks"],
)
def test_what_an_app_signed_for_an_offer_counts_where_it_is_shown_alone(walk: Walk) -> None:
    before = walk.visit
    assert walk(events.CodeSeen(answer(1))) == before


def test_a_changed_order_needs_another_answer_of_the_app() -> None:
    walk = giving()
    walk(events.CodeSeen(answer(1)), events.PrinterReported("", walk.visit.checks + 1))
    walk(events.Held(pay_of(walk)), events.WentBack())
    assert (walk.visit.place, walk.visit.code) == (Place.SHOWING, None)
    assert isinstance(one(walk, effects.OfferCode), effects.OfferCode)


def test_a_quote_that_ended_needs_another_answer_of_the_app() -> None:
    walk = at_garage()
    walk(events.CodeSeen(answer(10)), events.GateReported("", walk.visit.checks + 1))
    held = pay_of(walk)
    walk(events.Held(held), events.Led(), events.NotRecorded(held, "quote-expired"))
    walk(events.Led())
    assert (walk.visit.place, walk.visit.code) == (Place.FINDING, None)


def test_typed_amounts_are_offered_a_code_as_well() -> None:
    walk = odd_walk(events.Chose("stall"), *typed("3000"))
    assert isinstance(one(walk, effects.OfferCode), effects.OfferCode)
