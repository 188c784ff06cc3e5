"""Earnings are claims: cut to the caps, booked once, and nothing of a bad one is booked."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from protocol.entry import DecidedBy, Decision
from protocol.receipt import Receipt
from tests.central_node.bazaar import ask, earn, make_bazaar
from tests.central_node.paper import give_badge, retire_now, revoke
from tests.central_node.world import NOW, Code, World, unbooked_phone

DAY_S = 24 * 3600


@pytest.fixture
def bazaar() -> Iterator[World]:
    with make_bazaar() as made:
        yield made
        assert made.audit() == ()


def said(receipt: Receipt) -> tuple[str, str | None, str | None]:
    return receipt.outcome, receipt.flag, receipt.bearer


def shown(world: World, resident: str = "some") -> Code:
    return world.phones[resident].code(world.now)


def test_what_staff_approved_is_booked_by_the_field_of_the_scheme(bazaar: World) -> None:
    badge = give_badge(bazaar)
    receipt = earn(bazaar.kiosks[0], shown(bazaar), badge, {"toys": 3}, 6)
    assert said(receipt) == ("booked", None, None)
    assert (bazaar.balance("some"), bazaar.look().earned, bazaar.look().issued) == (41, 6, 281)


def test_what_is_not_booked_cannot_be_spent_and_what_is_can(bazaar: World) -> None:
    kiosk, badge = bazaar.kiosks[1], give_badge(bazaar)
    assert ask(kiosk, shown(bazaar), 20, bazaar.id()).spendable == 18
    refused = earn(kiosk, shown(bazaar), None, {"toys": 3}, 6)
    assert refused.flag == "not-approved"
    assert ask(kiosk, shown(bazaar), 20, bazaar.id()).spendable == 18
    earn(kiosk, shown(bazaar), badge, {"toys": 3}, 6)
    assert ask(kiosk, shown(bazaar), 20, bazaar.id()).spendable == 24


@pytest.mark.parametrize(
    ("claims", "booked"),
    [
        ([("some", 0, 4, 8), ("some", 1, 4, 8)], 10),  # a person, at two kiosks
        ([("some", 0, 5, 10), ("rich", 1, 5, 10)], 14),  # a badge, for two people
    ],
    ids=["person", "approver"],
)
def test_over_a_cap_what_is_within_is_booked_and_the_rest_is_flagged(
    bazaar: World, claims: list[tuple[str, int, int, int]], booked: int
) -> None:
    badge = give_badge(bazaar)
    receipts = [
        earn(bazaar.kiosks[at], shown(bazaar, who), badge, {"toys": items}, coins)
        for who, at, items, coins in claims
    ]
    assert [one.flag for one in receipts] == [None, "over-earning-cap"]
    assert (receipts[-1].bearer, bazaar.look().earned) == ("resident", booked)


def test_a_kiosk_has_a_cap_of_its_own_and_the_next_day_begins_anew(bazaar: World) -> None:
    kiosk, badges = bazaar.kiosks[0], [give_badge(bazaar) for _ in range(2)]
    flags = [
        earn(kiosk, shown(bazaar, who), badge, {"toys": 5}, 10).flag
        for who, badge in zip(("some", "rich"), badges, strict=True)
    ]
    assert (flags, bazaar.look().earned) == ([None, "over-earning-cap"], 18)
    bazaar.now += DAY_S
    assert earn(kiosk, shown(bazaar), badges[0], {"toys": 5}, 10).flag is None


def test_no_day_is_claimed_before_it_has_come(bazaar: World) -> None:
    badge, code = give_badge(bazaar), bazaar.phones["some"].code(NOW + DAY_S)
    receipt = earn(bazaar.kiosks[0], code, badge, {"toys": 1}, 2, time=NOW + DAY_S)
    assert said(receipt) == ("flagged", "scan-time-implausible", None)
    assert bazaar.look().earned == 0


def test_a_machines_number_is_used_up_though_a_cap_left_nothing_of_it(bazaar: World) -> None:
    one, two = bazaar.kiosks
    assert earn(one, shown(bazaar), None, {"bottles": 30}, 30, counted="rvm-1:11").flag is None
    cut = earn(one, shown(bazaar), None, {"bottles": 7}, 7, counted="rvm-1:12")
    assert said(cut) == ("flagged", "over-earning-cap", "resident")
    bazaar.now += DAY_S
    again = earn(two, shown(bazaar, "rich"), None, {"bottles": 7}, 7, counted="rvm-1:12")
    assert said(again) == ("flagged", "count-used", None)
    assert bazaar.look().earned == 30


def test_a_machines_number_counts_once_in_the_whole_district(bazaar: World) -> None:
    one, two = bazaar.kiosks
    first = earn(one, shown(bazaar), None, {"bottles": 7}, 7, counted="rvm-1:12")
    again = earn(two, shown(bazaar, "rich"), None, {"bottles": 7}, 7, counted="rvm-1:12")
    assert (first.flag, said(again)) == (None, ("flagged", "count-used", None))
    assert earn(two, shown(bazaar), None, {"bottles": 1}, 1, counted="rvm-1:13").flag is None
    assert bazaar.look().earned == 8


def test_more_than_the_rate_gives_is_cut_to_it_and_less_is_taken_at_its_word(
    bazaar: World,
) -> None:
    kiosk, badge = bazaar.kiosks[0], give_badge(bazaar)
    assert earn(kiosk, shown(bazaar), badge, {"toys": 2}, 9).flag == "not-as-ruled"
    assert bazaar.look().earned == 4
    assert earn(kiosk, shown(bazaar), badge, {"toys": 2}, 3).flag is None
    assert bazaar.look().earned == 7


def test_nothing_of_a_bad_claim_is_booked(bazaar: World) -> None:
    kiosk, badge, old = bazaar.kiosks[0], give_badge(bazaar), give_badge(bazaar)
    revoke(bazaar, old.credential.cti)
    stranger = unbooked_phone(bazaar, bazaar.node.district.credential_signer).code(NOW)
    unseen = replace(badge, evidence=b"?")
    claims: dict[str, list[tuple[Code, Code | None]]] = {
        "not-approved": [(shown(bazaar), None), (shown(bazaar), old), (shown(bazaar), unseen)],
        "unknown-credential": [(stranger, badge)],
        "no-account": [(badge, badge)],
    }
    for flag, pairs in claims.items():
        for code, by in pairs:
            assert said(earn(kiosk, code, by, {"toys": 1}, 2)) == ("flagged", flag, None)
    resident_as_staff = earn(kiosk, shown(bazaar), shown(bazaar, "rich"), {"toys": 1}, 2)
    assert resident_as_staff.flag == "not-approved"
    assert earn(kiosk, shown(bazaar), badge, {"gold": 1}, 2).flag == "unknown-field"
    assert earn(kiosk, shown(bazaar), badge, {"walks": 1}, 1).flag == "not-entitled"
    assert bazaar.look().earned == 0


def test_a_reported_phone_and_a_retired_kiosk_earn_nothing(bazaar: World) -> None:
    one, two = bazaar.kiosks
    badge = give_badge(bazaar)
    revoke(bazaar, bazaar.phones["some"].credential.cti)
    assert earn(one, shown(bazaar), badge, {"toys": 1}, 2).flag == "revoked"
    retire_now(bazaar, two)
    assert earn(two, shown(bazaar, "rich"), badge, {"toys": 1}, 2).flag == "kiosk-retired"
    assert bazaar.look().earned == 0


def test_one_showing_earns_in_one_visit(bazaar: World) -> None:
    badge, code = give_badge(bazaar), shown(bazaar)
    assert earn(bazaar.kiosks[0], code, badge, {"toys": 1}, 2).flag is None
    assert earn(bazaar.kiosks[1], code, badge, {"toys": 1}, 2).flag == "code-used-twice"


def test_the_same_entry_again_earns_nothing_more(bazaar: World) -> None:
    kiosk, badge = bazaar.kiosks[0], give_badge(bazaar)
    first = earn(kiosk, shown(bazaar), badge, {"toys": 1}, 2)
    assert kiosk.last() == first
    assert bazaar.look().earned == 2


def test_earnings_that_no_kiosk_saw_are_not_spent_by_a_stand_in_sale(bazaar: World) -> None:
    kiosk, code = bazaar.kiosks[1], shown(bazaar)
    earn(kiosk, code, None, {"toys": 5}, 10)
    kiosk.spend(shown(bazaar), 20, Decision(DecidedBy.STAND_IN, 20))
    assert (kiosk.last().flag, bazaar.balance("some")) == ("not-covered", 35)
