"""What may be given away: free coins that are no reward, within limits of each, a day, a month."""

from dataclasses import replace

import pytest

from central_node.hold_rules import SCAN_TOLERANCE_S
from protocol.entry import EntryKind
from tests.central_node.bazaar import reverse
from tests.central_node.money import (
    answered,
    give,
    hold_request,
    said,
    shown,
    write_gift,
)
from tests.central_node.money import ask_to_give as ask
from tests.central_node.world import PURSE, World, held

BOOKED = ("booked", None, None)


def test_slices_money_for_a_purpose_and_rewards_stay(bank: World) -> None:
    kiosk = bank.kiosks[0]
    code, id_ = shown(bank, "rich"), bank.id()
    answer = kiosk.hold(code, 60, id_)
    kiosk.spend(code, 60, held(answer.from_slice), id_)
    assert kiosk.last().flag is None  # of 100 free, 60 are paid and 30 come back
    refused, _ = give(kiosk, "rich", "poor", 30 + 41)
    assert refused.reason == "over-limit"
    gifts = [give(kiosk, "rich", "poor", 25)[0], give(kiosk, "rich", "poor", 16)[0]]
    assert [(one.held, one.reason, one.spendable) for one in gifts] == [
        (True, None, 40),
        (False, "not-enough", 15),
    ]
    assert bank.free("rich") == 45


def test_who_spends_as_much_as_they_were_given_may_give_all_the_rest(bank: World) -> None:
    kiosk = bank.kiosks[0]
    ids = []
    for coins in (40, 20):  # 20 come back of the first, 10 of the second, which spends the 20
        code, id_ = shown(bank, "rich"), bank.id()
        kiosk.hold(code, coins, id_)
        kiosk.spend(code, coins, held(), id_)
        kiosk.last()
        ids.append(id_)
    assert give(kiosk, "rich", "poor", 1)[0].spendable == bank.free("rich") - 10 + 1
    reverse(kiosk, ids[1], {PURSE: 20}, shown(bank, "rich"))  # what had paid it is back
    assert give(kiosk, "rich", "poor", 1)[0].spendable == bank.free("rich") - 20 + 1


def test_limits_of_one_gift_of_a_day_and_of_a_month_count_live_holds(bank: World) -> None:
    kiosk, day_s = bank.kiosks[0], 24 * 3600
    assert give(kiosk, "rich", "poor", 31)[0].reason == "over-limit"
    assert give(kiosk, "rich", "poor", 30)[0].held
    code, payee, id_ = shown(bank, "rich"), shown(bank, "some"), bank.id()
    assert ask(kiosk, code, payee, 15, id_).held
    assert give(kiosk, "rich", "poor", 6)[0].reason == "over-day-limit"
    assert give(kiosk, "rich", "poor", 5)[0].held
    bank.now += day_s
    assert give(kiosk, "rich", "poor", 21)[0].reason == "over-month-limit"
    kiosk.void(id_)
    kiosk.last()
    assert give(kiosk, "rich", "poor", 21)[0].held
    assert give(kiosk, "rich", "poor", 15)[0].reason == "over-month-limit"


def test_payments_and_gifts_have_limits_of_their_own(bank: World) -> None:
    """What is promised to somebody is not spent, and the other way round."""
    kiosk = bank.kiosks[0]
    assert ask(kiosk, shown(bank, "rich"), shown(bank, "poor"), 30, bank.id()).held
    assert kiosk.hold(shown(bank, "rich"), 60).held


def test_one_visit_gives_one_limit_however_it_is_cut(bank: World) -> None:
    kiosk, code, payee, first = bank.kiosks[0], shown(bank, "rich"), shown(bank, "poor"), bank.id()
    assert ask(kiosk, code, payee, 20, first).held
    assert said(write_gift(kiosk, code, payee, 20, first)) == BOOKED
    again = ask(kiosk, code, shown(bank, "some"), 11, bank.id(), first)
    assert again.reason == "over-limit"
    assert ask(kiosk, code, shown(bank, "some"), 10, bank.id(), first).held


@pytest.mark.parametrize("late", [-SCAN_TOLERANCE_S - 1, SCAN_TOLERANCE_S + 1])
def test_a_scan_of_another_time_is_declined(bank: World, late: int) -> None:
    bank.now += 2 * SCAN_TOLERANCE_S
    kiosk, code, payee = bank.kiosks[0], shown(bank, "rich"), shown(bank, "poor")
    asked = hold_request(kiosk, code, 5, bank.id(), EntryKind.TRANSFER, payee)
    fresh = bank.phones["rich"].code(bank.now + late)
    request = replace(asked, scanned_at=bank.now + late, evidence=fresh.evidence)
    assert answered(kiosk, request).reason == "scan-time-implausible"


def test_a_district_without_a_limit_for_it_has_no_gifts(world: World) -> None:
    assert give(world.kiosks[0], "rich", "poor", 5)[0].reason == "kind-not-served"
    code, payee = shown(world, "rich"), shown(world, "poor")
    receipt = write_gift(world.kiosks[0], code, payee, 5, world.id())
    assert said(receipt) == ("flagged", "kind-not-booked", None)
