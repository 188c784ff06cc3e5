"""Coins for money that a kiosk took: booked once, with a bonus within its caps, or named why."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from central_node.days import day_of
from protocol.entry import Entry, Tender
from protocol.receipt import Receipt
from schemes.incentives import bonus
from schemes.money import Coins
from tests.central_node.bazaar import ask, reverse
from tests.central_node.money import (
    RATE,
    cash,
    charge,
    charge_draft,
    said,
    shown,
)
from tests.central_node.paper import give_badge, give_card, report, retire_now, revoke
from tests.central_node.world import PURSE, World, held, unbooked_phone

DAY_S = 24 * 3600
BOOKED = ("booked", None, None)
MUCH = 10**9 + 1
ODD: dict[str, Callable[[Entry], Entry]] = {  # charges that no honest kiosk writes
    "forged": lambda one: replace(one, parties=(replace(one.parties[0], cti=bytes(8)),)),
    "nothing": lambda one: replace(one, amounts={PURSE: 0}),
    "too much": lambda one: replace(one, amounts={PURSE: MUCH}, tender=Tender("card", MUCH * RATE)),
    "other purse": lambda one: replace(one, amounts={"policy": 10}),
    "before any rate": lambda one: replace(one, time=0),
}


def given(world: World) -> int:
    """All bonus that was ever given."""
    return world.look().rewarded


def test_what_was_charged_is_there_with_its_bonus_and_the_kiosks_facility_owes_it(
    bank: World,
) -> None:
    assert said(charge(bank.kiosks[0], shown(bank, "some"), 30)) == BOOKED
    seen = bank.look()
    assert bank.balance("some") == 35 + 30 + 3
    assert (seen.charged, seen.kiosks[0].charged, seen.kiosks[1].charged) == (30, 30, 0)
    assert (seen.rewarded, seen.converted, seen.earned) == (3, 0, 0)
    assert sum(one.balance for one in seen.residents) == 240 + seen.charged + seen.rewarded


def test_the_same_bytes_again_charge_nothing_more(bank: World) -> None:
    kiosk = bank.kiosks[0]
    first = charge(kiosk, shown(bank, "some"), 20)
    assert kiosk.last() == first
    again = charge_draft(kiosk, shown(bank, "some"), 20)
    id_ = bank.id()
    for _ in range(2):
        draft = replace(again, id=id_, seq=len(kiosk.raws), previous=kiosk.last().entry_hash)
        code = shown(bank, "some")
        kiosk.write(replace(draft, parties=(replace(code.payer, role=draft.parties[0].role),)))
        kiosk.evidence[-1] = (code.evidence,)
    flags = [one.flag for one in kiosk.send(len(kiosk.raws) - 2) if isinstance(one, Receipt)]
    assert flags == [None, "id-reused"]
    assert bank.look().charged == 40


@pytest.mark.parametrize("who", ["nobody", "resident", "revoked", "staff"])
def test_cash_counts_beside_a_badge_of_the_district_alone(bank: World, who: str) -> None:
    badge = shown(bank, "rich") if who == "resident" else give_badge(bank)
    if who == "revoked":
        revoke(bank, badge.credential.cti)
    beside = None if who == "nobody" else badge
    receipt = cash(bank.kiosks[0], shown(bank, "some"), 10, beside)
    assert said(receipt) == (BOOKED if who == "staff" else ("flagged", "not-approved", None))
    assert bank.look().charged == (10 if who == "staff" else 0)


def test_a_tender_that_nobody_knows_needs_a_badge_as_cash_does(bank: World) -> None:
    kiosk, code = bank.kiosks[0], shown(bank, "some")
    draft = replace(charge_draft(kiosk, code, 10), tender=Tender("promise", 10 * RATE))
    kiosk.write(draft, (code.evidence,))
    assert kiosk.last().flag == "not-approved"


@pytest.mark.parametrize(
    ("told", "won", "booked"),
    [(50, 40 * RATE, 40), (30, 40 * RATE, 30), (30, 30 * RATE + 1, 30), (30, 30 * RATE, 30)],
)
def test_never_more_coins_than_the_money_comes_to(
    bank: World, told: int, won: int, booked: int
) -> None:
    receipt = charge(bank.kiosks[0], shown(bank, "some"), told, won)
    exact = told * RATE == won
    assert said(receipt) == (BOOKED if exact else ("flagged", "not-as-ruled", "resident"))
    assert bank.look().charged == booked
    assert bool(given(bank)) is exact


def test_over_a_limit_it_is_booked_and_flagged_for_the_money_was_paid(bank: World) -> None:
    kiosk = bank.kiosks[0]

    def flag(coins: int) -> str | None:
        return charge(kiosk, shown(bank, "some"), coins).flag

    assert [flag(50), flag(30), flag(10)] == [None, None, "over-charge-limit"]  # a day's 80
    bank.now += DAY_S
    assert [flag(10), flag(1)] == [None, "over-charge-limit"]  # a month's 100
    assert bank.look().charged == 101
    assert charge(bank.kiosks[1], shown(bank, "poor"), 50).flag is None


def test_bonus_keeps_to_a_charge_a_person_and_the_budget(bank: World) -> None:
    kiosk, got = bank.kiosks[0], []
    for who, coins in (("some", 45), ("some", 30), ("rich", 40), ("poor", 20)):
        before = given(bank)
        charge(kiosk, shown(bank, who), coins)
        got.append(given(bank) - before)
    assert got == [4, 2, 3, 0]  # of 4 a charge, 6 a month, 9 in all


@pytest.mark.parametrize("coins", [1, 9, 10, 39, 40, 50])
def test_the_bonus_that_a_screen_told_is_what_is_booked(bank: World, coins: int) -> None:
    scheme = bank.node.district.scheme
    told = bonus(scheme, Coins(coins), day_of(scheme, bank.now)).coins.units
    charge(bank.kiosks[0], shown(bank, "some"), coins)
    assert given(bank) == told


def test_what_is_flagged_has_no_bonus_until_somebody_has_looked(bank: World) -> None:
    kiosk, code = bank.kiosks[0], shown(bank, "some")
    kiosk.spend(code, 5, held())
    kiosk.last()
    assert said(charge(kiosk, code, 20)) == ("flagged", "code-used-twice", "resident")
    assert (bank.look().charged, given(bank)) == (20, 0)


def test_a_charge_and_a_sale_of_one_visit_share_a_showing(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "poor"), bank.id()
    first = charge_draft(kiosk, code, 20)
    kiosk.write(first, (code.evidence,))
    assert kiosk.last().flag is None
    assert kiosk.hold(code, 10).reason == "already-used"
    assert ask(kiosk, code, 10, id_, ref=first.id).held
    sale = replace(kiosk.spend_draft(code, 10, held(), id_), ref=first.id)
    kiosk.write(sale, (code.evidence,))
    assert kiosk.last().outcome == "booked"


@pytest.mark.parametrize(
    ("case", "flag"),
    [
        ("stranger", "unknown-credential"),
        ("badge", "no-account"),
        ("reported", "revoked"),
        ("retired", "kiosk-retired"),
        ("no evidence", "evidence-missing"),
        ("forged", "evidence-refused"),
        ("voided", "voided-before"),
        ("nothing", "implausible-amount"),
        ("too much", "implausible-amount"),
        ("other purse", "unknown-purse"),
        ("before any rate", "implausible-amount"),
    ],
)
def test_where_nobody_can_say_whose_they_are_nothing_is_booked(
    bank: World, case: str, flag: str
) -> None:
    kiosk, code = bank.kiosks[0], shown(bank, "some")
    before = [one.balance for one in bank.look().residents]
    if case == "stranger":
        code = unbooked_phone(bank, bank.node.district.credential_signer).code(bank.now)
    if case == "badge":
        code = give_badge(bank)
    draft = charge_draft(kiosk, code, 10)
    if case == "reported":
        revoke(bank, code.credential.cti)
    if case == "retired":
        retire_now(bank, kiosk)
    if case == "voided":
        kiosk.hold(shown(bank, "rich"), 1, voided=(draft.id,))
    evidence = () if case == "no evidence" else (code.evidence,)
    kiosk.write(ODD[case](draft) if case in ODD else draft, evidence)
    assert said(kiosk.last()) == ("flagged", flag, None)
    assert [one.balance for one in bank.look().residents] == before


def test_a_card_is_charged_like_a_phone_and_without_its_pin(bank: World) -> None:
    card = give_card(bank, "some", bank.kiosks[0])
    assert said(charge(bank.kiosks[1], card, 10)) == BOOKED
    assert said(charge(bank.kiosks[1], card, 10)) == BOOKED
    report(bank, card)
    assert said(charge(bank.kiosks[0], card, 10)) == ("flagged", "revoked", None)


def test_a_district_whose_coins_are_earned_alone_is_charged_nothing(world: World) -> None:
    """Else a kiosk that lies could make coins there."""
    assert said(charge(world.kiosks[0], shown(world, "some"), 10)) == (
        "flagged",
        "kind-not-booked",
        None,
    )
    assert world.balance("some") == 35


def test_a_reversal_of_a_charge_moves_nothing_and_is_named(bank: World) -> None:
    kiosk, id_ = bank.kiosks[0], bank.id()
    code = shown(bank, "some")
    kiosk.write(replace(charge_draft(kiosk, code, 20), id=id_), (code.evidence,))
    kiosk.last()
    after = [one.balance for one in bank.look().residents]
    receipt = reverse(kiosk, id_, {PURSE: 20}, shown(bank, "some"))
    assert said(receipt) == ("flagged", "not-reversible", None)
    early = reverse(kiosk, other := bank.id(), {PURSE: 5}, shown(bank, "some"))
    assert early.flag == "nothing-to-reverse"
    assert [one.balance for one in bank.look().residents] == after
    code = shown(bank, "rich")
    kiosk.write(replace(charge_draft(kiosk, code, 20), id=other), (code.evidence,))
    assert said(kiosk.last()) == BOOKED


def test_what_was_charged_can_be_spent_at_once(bank: World) -> None:
    kiosk = bank.kiosks[0]
    charge(kiosk, shown(bank, "poor"), 40)
    code, id_ = shown(bank, "poor"), bank.id()
    answer = kiosk.hold(code, 45, id_)
    assert (answer.held, answer.spendable) == (True, 5 + 40 + 4)
    kiosk.spend(code, 45, held(answer.from_slice), id_)
    assert kiosk.last().outcome == "booked"
