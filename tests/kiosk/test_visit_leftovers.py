"""A small rest that one touch gives away, at the thanks for what was just paid."""

from dataclasses import replace

import pytest

from kiosk import effects, events
from kiosk.visit import LEFTOVER, CoinsFate, Place, Shop, leftover
from kiosk.visit.leftovers import MOST
from kiosk.visit.silence import DECIDE_WAIT_S, LEFTOVER_S, RECORD_WAIT_S
from protocol.entry import EntryKind
from schemes.money import Coins
from tests.kiosk.odd_services import Giver
from tests.kiosk.odd_walks import (
    ODD_SHOP,
    PHONE,
    one,
    pay_of,
    sold,
    ticket_of,
)
from tests.kiosk.test_visit_offers import answer


def test_a_small_rest_is_given_away_by_one_touch() -> None:
    walk = sold(left=5)
    sale = walk.visit.ticket
    gift = leftover(ODD_SHOP, walk.visit)
    assert gift is not None
    assert sale is not None
    assert (gift.kind, gift.total) == (EntryKind.DONATE, Coins(5))
    assert walk(events.Chose(LEFTOVER)).place is Place.DECIDING
    assert walk.wanted() == (effects.AskNode(gift, PHONE, None, sale.id),)
    asked = replace(pay_of(walk, gift, left=0, id_=113), ref=sale.id)
    assert walk(events.Held(asked)).place is Place.RECORDING
    assert walk.wanted() == (effects.Commit(asked),)
    assert walk(events.Recorded(ticket_of(asked))).place is Place.THANKS
    assert walk.visit.ticket == ticket_of(asked)
    assert walk.visit.first == sale
    assert leftover(ODD_SHOP, walk.visit) is None
    assert walk(events.Led()).place is Place.START


def test_a_rest_is_given_by_the_stand_in_rules_too() -> None:
    walk = sold(left=5)
    gift = leftover(ODD_SHOP, walk.visit)
    walk(events.Chose(LEFTOVER))
    asked = pay_of(walk, gift, left=0)
    walk(events.NoAnswer(asked))
    assert walk.wanted() == (effects.StandIn(asked),)
    assert walk(events.StoodIn(asked)).place is Place.RECORDING


@pytest.mark.parametrize("left", [0, 21], ids=["nothing", "too much"])
def test_there_is_no_button_where_nothing_can_be_given(left: int) -> None:
    walk = sold(left)
    assert leftover(ODD_SHOP, walk.visit) is None
    before = walk.visit
    assert walk(events.Chose(LEFTOVER)) == before


def test_no_rest_is_given_by_what_an_app_signed_for_the_sale() -> None:
    walk = sold()
    walk.visit = replace(walk.visit, code=answer(15))
    assert leftover(ODD_SHOP, walk.visit) is None


def test_no_rest_is_offered_after_a_gift_a_reprint_or_another_ticket() -> None:
    thanked = sold().visit
    assert thanked.ticket is not None
    for other in (
        replace(thanked, ticket=replace(thanked.ticket, kind=EntryKind.DONATE)),
        replace(thanked, ticket=replace(thanked.ticket, again=True)),
        replace(thanked, payment=None),
        replace(thanked, place=Place.FULFILLING),
    ):
        assert leftover(ODD_SHOP, other) is None


@pytest.mark.parametrize("how", ["declined", "not recorded", "too long"])
def test_a_rest_that_can_not_be_given_says_nothing_else_of_the_sale(how: str) -> None:
    walk = sold()
    sale, gift = walk.visit.ticket, leftover(ODD_SHOP, walk.visit)
    walk(events.Chose(LEFTOVER))
    asked = pay_of(walk, gift, id_=113)
    if how == "declined":
        walk(events.Declined(asked, "not-enough"))
    elif how == "not recorded":
        walk(events.Held(asked), events.NotRecorded(asked, "already-used"))
    else:
        walk.now_s = DECIDE_WAIT_S
        walk(events.Ticked())
    assert (walk.visit.place, walk.visit.ticket) == (Place.THANKS, sale)
    assert (walk.visit.told, walk.visit.refusal) == ("leftover-declined", None)
    if how == "too long":
        walk(events.Held(asked))  # late: nothing stays held
    why = {"declined": "not-enough", "not recorded": "already-used", "too long": "left"}
    assert one(walk, effects.Void) == effects.Void(asked, why[how])
    assert walk().place is Place.THANKS
    assert leftover(ODD_SHOP, walk.visit) is None


def test_a_rest_is_given_while_its_owner_is_there() -> None:
    walk = sold()
    walk.now_s += LEFTOVER_S - 1.0
    walk(events.Ticked())
    assert leftover(ODD_SHOP, walk.visit) is not None
    walk(events.Touched())
    walk.now_s += LEFTOVER_S
    walk(events.Ticked(), events.Touched())  # by whoever comes next
    assert leftover(ODD_SHOP, walk.visit) is None
    assert walk(events.Chose(LEFTOVER)).place is Place.THANKS


def test_who_listens_has_twice_the_time_for_it() -> None:
    walk = sold()
    walk(events.AskedForAid("voice"))
    walk.now_s += LEFTOVER_S
    walk(events.Ticked())
    assert leftover(ODD_SHOP, walk.visit) is not None


def test_no_rest_is_offered_that_only_this_machine_knows_of_or_that_is_not_small() -> None:
    thanked = sold().visit
    assert thanked.ticket is not None
    alone = replace(thanked, ticket=replace(thanked.ticket, stood_in=True))
    assert leftover(ODD_SHOP, alone) is None
    gift = leftover(ODD_SHOP, thanked)
    assert gift is not None
    assert gift.worth <= MOST


def test_what_a_facility_calls_a_small_rest_is_one() -> None:
    giver = ODD_SHOP.services["giver"]
    assert isinstance(giver, Giver)
    shop = Shop({"giver": replace(giver, small=1_000)})
    thanked = sold(left=24).visit
    most = leftover(shop, thanked)
    assert most is not None
    assert most.total == Coins(24)
    assert leftover(shop, sold(left=60).visit) is None


@pytest.mark.parametrize("how", ["unknown", "unwritten", "silent"])
def test_a_ledger_that_fails_at_the_gift_says_nothing_else_of_the_sale(how: str) -> None:
    walk = sold()
    gift = leftover(ODD_SHOP, walk.visit)
    asked = pay_of(walk, gift, id_=113)
    walk(events.Chose(LEFTOVER), events.Held(asked))
    if how == "silent":
        walk.now_s += RECORD_WAIT_S
        walk(events.Ticked())
    else:
        walk(events.LedgerFailed("disk-full", asked.id if how == "unwritten" else b""))
    assert walk.visit.refusal is not None
    assert walk.visit.refusal.coins is CoinsFate.USED
