"""Points that became coins: on a hold, once, and owed by the kiosk's facility."""

import pytest

from protocol.entry import Decision
from tests.central_node.bazaar import reverse
from tests.central_node.money import (
    ask_to_convert,
    charge,
    convert,
    said,
    shown,
    write_converted,
)
from tests.central_node.paper import give_badge, give_card, retire_now, revoke
from tests.central_node.world import PURSE, World, held, stood_in

BOOKED = ("booked", None, None)


def test_points_become_coins_that_the_kiosks_facility_owes(bank: World) -> None:
    answer, receipt = convert(bank.kiosks[1], "poor", 20)
    seen = bank.look()
    assert (answer.held, answer.spendable, answer.from_slice) == (True, 0, 0)
    assert said(receipt) == BOOKED
    assert (bank.balance("poor"), seen.converted, seen.charged, seen.rewarded) == (25, 20, 0, 0)
    assert [one.converted for one in seen.kiosks] == [0, 20]


def test_a_hold_keeps_nothing_and_counts_in_no_limit(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "poor"), bank.id()
    free = bank.free("poor")
    assert ask_to_convert(kiosk, code, 50, id_).held
    assert (bank.free("poor"), bank.look().holds) == (free, 1)
    assert kiosk.hold(shown(bank, "poor"), 5).held
    kiosk.void(id_)
    assert said(kiosk.last()) == ("voided", None, None)
    assert ask_to_convert(kiosk, code, 50, id_).reason == "already-voided"
    assert said(charge(kiosk, shown(bank, "poor"), 50)) == BOOKED


def test_the_same_bytes_again_convert_nothing_more(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "poor"), bank.id()
    assert ask_to_convert(kiosk, code, 20, id_) == ask_to_convert(kiosk, code, 20, id_)
    assert ask_to_convert(kiosk, code, 21, id_).reason == "other-order"
    first = write_converted(kiosk, code, 20, id_)
    assert kiosk.last() == first
    assert write_converted(kiosk, code, 20, id_).flag == "id-reused"
    assert ask_to_convert(kiosk, code, 20, id_).reason == "already-booked"
    assert bank.look().converted == 20


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("badge", "kind-not-served"),
        ("reported", "revoked"),
        ("retired", "kiosk-retired"),
        ("used", "already-used"),
        ("too much", "over-limit"),
        ("nothing", "kind-not-served"),
    ],
)
def test_what_is_declined_before_the_points_are_gone(bank: World, case: str, reason: str) -> None:
    kiosk = bank.kiosks[0]
    code = give_badge(bank) if case == "badge" else shown(bank, "some")
    if case == "reported":
        revoke(bank, code.credential.cti)
    if case == "retired":
        retire_now(bank, kiosk)
    if case == "used":
        bank.kiosks[1].hold(code, 1)
    coins = {"too much": 51, "nothing": 0}.get(case, 10)
    assert ask_to_convert(kiosk, code, coins, bank.id()).reason == reason


@pytest.mark.parametrize("decision", [held(), stood_in(0)], ids=str)
def test_without_a_hold_it_is_flagged_and_booked_for_the_points_are_gone(
    bank: World, decision: Decision
) -> None:
    receipt = write_converted(bank.kiosks[0], shown(bank, "poor"), 20, bank.id(), decision)
    assert said(receipt) == ("flagged", "no-hold", "resident")
    assert bank.balance("poor") == 25


@pytest.mark.parametrize(
    ("case", "flag"),
    [
        ("reported", "revoked"),
        ("retired", "kiosk-retired"),
        ("voided", "voided-before"),
        ("other order", "other-order"),
        ("too much", "over-limit"),
        ("badge", "no-account"),
    ],
)
def test_what_a_kiosk_that_lies_tells_is_not_booked(bank: World, case: str, flag: str) -> None:
    kiosk, id_ = bank.kiosks[0], bank.id()
    code = give_badge(bank) if case == "badge" else shown(bank, "poor")
    if case == "reported":
        revoke(bank, code.credential.cti)
    if case == "retired":
        retire_now(bank, kiosk)
    if case == "voided":
        kiosk.hold(shown(bank, "rich"), 1, voided=(id_,))
    if case == "other order":
        ask_to_convert(kiosk, code, 9, id_)
    coins = 51 if case == "too much" else 10
    assert said(write_converted(kiosk, code, coins, id_)) == ("flagged", flag, None)
    assert (bank.balance("poor"), bank.look().converted) == (5, 0)


def test_what_was_held_stands_also_if_the_code_is_reported_meanwhile(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "poor"), bank.id()
    ask_to_convert(kiosk, code, 10, id_)
    revoke(bank, code.credential.cti)
    assert said(write_converted(kiosk, code, 10, id_)) == BOOKED


def test_a_card_may_convert_anywhere_and_its_day_does_not_count_it(bank: World) -> None:
    card, id_ = give_card(bank, "rich", bank.kiosks[0]), bank.id()
    assert ask_to_convert(bank.kiosks[1], card, 50, id_).held
    assert said(write_converted(bank.kiosks[1], card, 50, id_)) == BOOKED
    assert ask_to_convert(bank.kiosks[0], card, 50, bank.id()).held
    assert bank.kiosks[0].hold(card, 20).held


def test_an_order_that_was_held_to_convert_sells_nothing(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "rich"), bank.id()
    ask_to_convert(kiosk, code, 10, id_)
    spent = kiosk.spend_draft(code, 10, held(), id_)
    kiosk.write(spent, (code.evidence,))
    assert kiosk.last().flag == "other-order"


def test_a_district_whose_coins_are_earned_alone_converts_nothing(world: World) -> None:
    answer, _ = convert(world.kiosks[0], "poor", 10)
    assert answer.reason == "kind-not-served"
    receipt = write_converted(world.kiosks[0], shown(world, "poor"), 10, world.id())
    assert said(receipt) == ("flagged", "kind-not-booked", None)
    assert world.balance("poor") == 5


def test_a_reversal_of_it_moves_nothing_and_is_named(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "poor"), bank.id()
    ask_to_convert(kiosk, code, 10, id_)
    write_converted(kiosk, code, 10, id_)
    receipt = reverse(kiosk, id_, {PURSE: 10}, shown(bank, "poor"))
    assert said(receipt) == ("flagged", "not-reversible", None)
    assert (bank.balance("poor"), bank.look().converted) == (15, 10)
