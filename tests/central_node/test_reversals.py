"""Donations go to an account of their own; what is given back is never more than what was taken."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from central_node.plan_reversals import share_out
from central_node.renewal import renew_wallet_token
from protocol.entry import FREE_RIGHT, EntryKind, OrderLine, Role
from protocol.keys import Algorithm, MemorySigner
from protocol.receipt import Receipt
from schemes.money import Coins
from tests.central_node.bazaar import ask, buy, earn, make_bazaar, pay, reverse
from tests.central_node.paper import give_badge, give_card, prove, report, retire_now
from tests.central_node.world import NOW, PURSE, Code, KioskSim, World, held, issue, stood_in

DAY_S = 24 * 3600


@pytest.fixture
def bazaar() -> Iterator[World]:
    with make_bazaar() as made:
        yield made
        assert made.audit() == ()


def shown(world: World, resident: str = "some") -> Code:
    return world.phones[resident].code(world.now)


def said(receipt: Receipt) -> tuple[str, str | None, str | None]:
    return receipt.outcome, receipt.flag, receipt.bearer


def donate(kiosk: KioskSim, code: Code, coins: int, *, alone: bool) -> tuple[bytes, Receipt]:
    id_ = kiosk.world.id()
    decision = stood_in(coins)
    if not alone:
        decision = held(ask(kiosk, code, coins, id_).from_slice)
    return id_, pay(kiosk, code, {PURSE: coins}, id_, decision, kind=EntryKind.DONATE)


@pytest.mark.parametrize("alone", [False, True], ids=["held", "stand-in"])
def test_a_donation_is_booked_apart_from_what_was_sold(bazaar: World, alone: bool) -> None:
    _, receipt = donate(bazaar.kiosks[0], shown(bazaar), 5, alone=alone)
    seen = bazaar.look()
    assert said(receipt) == ("booked", None, None)
    assert (bazaar.balance("some"), seen.donated, seen.kiosks[0].takings) == (30, 5, 0)
    assert seen.kiosks[0].donated == 5


def test_a_donation_is_checked_as_a_sale_is(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[1], shown(bazaar)
    bad = pay(kiosk, code, {PURSE: 3}, bazaar.id(), kind=EntryKind.DONATE)
    assert said(bad) == ("flagged", "no-hold", "resident")
    assert donate(kiosk, code, 3, alone=True)[1].flag == "code-used-twice"
    unpaid = pay(kiosk, shown(bazaar), {PURSE: 60}, bazaar.id(), kind=EntryKind.DONATE)
    assert said(unpaid) == ("flagged", "not-covered", "district")
    assert (bazaar.look().loss, bazaar.look().donated) == (60, 66)


def test_what_a_card_gives_away_counts_in_its_day(bazaar: World) -> None:
    kiosk = bazaar.kiosks[0]
    card = give_card(bazaar, "rich", kiosk)
    prove(kiosk, card)
    kiosk.send(1)
    assert donate(kiosk, card, 15, alone=True)[1].flag is None
    assert ask(kiosk, card, 6, bazaar.id()).reason == "over-day-limit"


def test_policy_money_is_not_theirs_to_give_away(bazaar: World) -> None:
    code, id_ = shown(bazaar, "rich"), bazaar.id()
    kiosk, both = bazaar.kiosks[0], {PURSE: 1, "policy": 4}
    receipt = pay(kiosk, code, both, id_, place="stall", kind=EntryKind.DONATE)
    assert receipt.flag == "no-hold"  # of several the first; and the money is theirs no more
    assert bazaar.look().residents[0].purses == {"policy": 36}


def test_a_reversal_gives_the_coins_back_to_the_account_and_not_to_the_slice(
    bazaar: World,
) -> None:
    kiosk, id_ = bazaar.kiosks[0], bazaar.id()
    kiosk.spend(shown(bazaar), 12, stood_in(12), id_)
    kiosk.last()
    before = bazaar.free("some")
    assert said(reverse(kiosk, id_, {PURSE: 12}, shown(bazaar))) == ("booked", None, None)
    seen = next(one for one in bazaar.look().residents if one.id == "some")
    assert (seen.balance, seen.free, seen.slices) == (35, before + 12, 5)
    assert bazaar.look().kiosks[0].takings == 0


def test_reversals_of_an_entry_never_sum_to_more_than_it(bazaar: World) -> None:
    kiosk = bazaar.kiosks[0]
    id_, _, _ = buy(kiosk, shown(bazaar), 10)
    given = [reverse(kiosk, id_, {PURSE: it}, shown(bazaar)) for it in (4, 3, 8, 1)]
    assert [one.flag for one in given] == [None, None, "reversed-too-much", "nothing-to-reverse"]
    assert (bazaar.balance("some"), bazaar.look().kiosks[0].takings) == (35, 0)


@settings(
    phases=[Phase.reuse, Phase.generate],
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(sums=st.lists(st.integers(0, 14), min_size=1, max_size=5), batch=st.booleans())
def test_however_reversals_come_they_stay_below_the_entry(sums: list[int], batch: bool) -> None:
    with make_bazaar() as world:
        kiosk, id_ = world.kiosks[0], world.id()
        kiosk.spend(shown(world), 12, stood_in(12), id_)
        first = len(kiosk.raws)
        for coins in sums:
            draft = replace(kiosk.draft(EntryKind.REVERSE), ref=id_, amounts={PURSE: coins})
            code = shown(world)
            kiosk.write(replace(draft, parties=(code.holder,)), (code.evidence,))
            if not batch:
                kiosk.send(first - 1)
        kiosk.send(first - 1)
        assert world.balance("some") == 23 + min(12, sum(sums))
        assert world.audit() == ()


def test_what_the_district_bore_goes_back_to_the_district(bazaar: World) -> None:
    kiosk, id_ = bazaar.kiosks[1], bazaar.id()
    assert pay(kiosk, shown(bazaar), {PURSE: 50}, id_).bearer == "district"
    reverse(kiosk, id_, {PURSE: 50}, shown(bazaar))
    assert (bazaar.look().loss, bazaar.balance("some")) == (0, 35)


def test_only_the_kiosk_that_sold_gives_back_and_only_what_it_sold(bazaar: World) -> None:
    one, two = bazaar.kiosks
    id_, _, _ = buy(one, shown(bazaar), 10)
    assert said(reverse(two, id_, {PURSE: 10}, shown(bazaar))) == ("flagged", "not-sold-here", None)
    unknown = reverse(one, bazaar.id(), {PURSE: 10}, shown(bazaar))
    assert unknown.flag == "nothing-to-reverse"
    earned = bazaar.id()
    earn(one, shown(bazaar), give_badge(bazaar), {"toys": 2}, 4, id_=earned)
    assert reverse(one, earned, {PURSE: 4}, shown(bazaar)).flag == "nothing-to-reverse"
    assert bazaar.balance("some") == 29


def test_the_coins_go_to_who_paid_whoever_shows_a_code(bazaar: World) -> None:
    kiosk = bazaar.kiosks[0]
    id_, _, _ = buy(kiosk, shown(bazaar), 10)
    receipt = reverse(kiosk, id_, {PURSE: 10}, shown(bazaar, "rich"))
    assert said(receipt) == ("flagged", "other-payee", "resident")
    assert (bazaar.balance("some"), bazaar.balance("rich")) == (35, 200)


def test_a_donation_can_be_taken_back_and_a_retired_kiosk_gives_nothing_back(
    bazaar: World,
) -> None:
    kiosk = bazaar.kiosks[0]
    first, _ = donate(kiosk, shown(bazaar), 5, alone=True)
    second, _ = donate(kiosk, shown(bazaar), 5, alone=True)
    assert reverse(kiosk, first, {PURSE: 5}, shown(bazaar)).flag is None
    retire_now(bazaar, kiosk)
    assert reverse(kiosk, second, {PURSE: 5}, shown(bazaar)).flag == "kiosk-retired"
    assert (bazaar.look().donated, bazaar.balance("some")) == (5, 30)


def test_a_reported_card_gets_its_coins_back_to_the_account(bazaar: World) -> None:
    kiosk, id_ = bazaar.kiosks[0], bazaar.id()
    card = give_card(bazaar, "rich", kiosk)
    prove(kiosk, card)
    kiosk.spend(card, 10, stood_in(10), id_)
    kiosk.send(1)
    report(bazaar, card)
    assert reverse(kiosk, id_, {PURSE: 10}, card).flag is None
    assert bazaar.balance("rich") == 200


purses = st.dictionaries(st.sampled_from("abc"), st.integers(0, 9).map(Coins), max_size=3)


@given(wanted=purses, left=purses)
def test_what_goes_back_is_all_that_is_wanted_or_all_that_is_left(
    wanted: Mapping[str, Coins], left: Mapping[str, Coins]
) -> None:
    back = share_out(wanted, left)
    total = {name: sum(it.units for it in of.values()) for name, of in
             (("wanted", wanted), ("left", left), ("back", back))}  # fmt: skip
    assert total["back"] == min(total["wanted"], total["left"])
    assert all(coins <= left[purse] for purse, coins in back.items())


def admit(
    kiosk: KioskSim, code: Code, *items: str, result: str | None = FREE_RIGHT
) -> tuple[bytes, Receipt]:
    id_ = kiosk.world.id()
    draft = replace(kiosk.draft(EntryKind.ADMIT, id_), parties=(code.holder,), result=result)
    lines = tuple(OrderLine(item, "Free", 1, 0) for item in items)
    draft = replace(draft, lines=lines, place="kitchen")
    kiosk.write(draft, (code.evidence,))
    return id_, kiosk.last()


def test_a_free_right_of_the_day_is_had_once_in_the_district(bazaar: World) -> None:
    one, two = bazaar.kiosks
    first, receipt = admit(one, shown(bazaar), "meals:lunch")
    assert said(receipt) == ("noted", None, None)
    again = admit(two, shown(bazaar), "meals:noodles")[1]
    assert said(again) == ("flagged", "right-used-twice", None)
    assert admit(two, shown(bazaar, "rich"), "meals:lunch")[1].flag is None
    assert admit(two, shown(bazaar), "pool:single")[1].flag is None
    assert reverse(one, first, {PURSE: 0}, shown(bazaar)).outcome == "booked"
    assert admit(two, shown(bazaar), "meals:lunch")[1].flag is None
    bazaar.now += DAY_S
    assert admit(one, shown(bazaar), "meals:lunch")[1].flag is None


def test_phone_card_and_the_code_of_another_month_are_one_person(bazaar: World) -> None:
    one, two = bazaar.kiosks
    old, card = bazaar.phones["some"], give_card(bazaar, "some", one)
    bazaar.now = NOW + 12 * DAY_S  # October: the old phone's code is good for some days more
    token, _ = renew_wallet_token(bazaar.folder, "some", bazaar.now, os.urandom)
    new = issue(bazaar, token, MemorySigner.generate(Algorithm.ESP256))
    assert new.credential.limit_tag != old.credential.limit_tag == card.credential.limit_tag
    assert admit(one, new.code(bazaar.now), "meals:lunch")[1].flag is None
    for code in (old.code(bazaar.now), card):
        assert admit(two, code, "meals:lunch")[1].flag == "right-used-twice"


@pytest.mark.parametrize("item", ["gym:visit", "park:stay-1", "course:yoga-w1"])
def test_what_is_no_free_right_may_be_had_as_often_as_the_kiosk_says(
    bazaar: World, item: str
) -> None:
    for kiosk in (*bazaar.kiosks, bazaar.kiosks[0]):
        assert admit(kiosk, shown(bazaar), item, result=None)[1].flag is None


def test_one_entry_may_use_rights_of_two_services(bazaar: World) -> None:
    one, two = bazaar.kiosks
    assert admit(one, shown(bazaar), "meals:lunch", "pool:swim")[1].flag is None
    assert admit(two, shown(bazaar), "pool:swim")[1].flag == "right-used-twice"


def test_what_is_collected_is_noted(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar)
    line = OrderLine("mall:order", "Parcel", 1, 0)
    draft = replace(kiosk.draft(EntryKind.COLLECT), parties=(code.holder,), lines=(line,))
    kiosk.write(draft, (code.evidence,))
    assert said(kiosk.last()) == ("noted", None, None)
    assert bazaar.now == NOW


def lost_sale(kiosk: KioskSim, code: Code, coins: int, back: int) -> bytes:
    """A sale in a hole of the ledger; its reversal is at the node already."""
    id_ = kiosk.world.id()
    kiosk.spend(code, coins, stood_in(coins), id_)
    draft = replace(kiosk.draft(EntryKind.REVERSE), ref=id_, amounts={PURSE: back})
    kiosk.write(replace(draft, parties=(replace(code.payer, role=Role.PAYEE),)), (code.evidence,))
    (told,) = kiosk.deliver([kiosk.item(2)], ((1, 1),))
    assert isinstance(told, Receipt)
    assert told.flag == "nothing-to-reverse"
    return id_


@pytest.mark.parametrize(("back", "left"), [(20, 200), (5, 185), (30, 200)])
def test_a_sale_that_turns_up_after_its_reversal_takes_no_coins_that_were_given_back(
    bazaar: World, back: int, left: int
) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar, "rich")
    lost_sale(kiosk, code, 20, back)
    (receipt,) = kiosk.deliver([kiosk.item(1)])
    assert isinstance(receipt, Receipt)
    assert said(receipt) == ("flagged", "reversed-before", "resident")
    assert (bazaar.balance("rich"), bazaar.look().kiosks[0].takings) == (left, 200 - left)


def test_what_is_left_of_it_can_be_given_back_and_no_more(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[0], shown(bazaar, "rich")
    id_ = lost_sale(kiosk, code, 20, 5)
    kiosk.deliver([kiosk.item(1)])
    assert reverse(kiosk, id_, {PURSE: 20}, shown(bazaar, "rich")).flag == "reversed-too-much"
    assert bazaar.balance("rich") == 200
