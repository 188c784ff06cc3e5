"""What a terminal may sell while the node is away."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.money import Coins
from schemes.stand_in import (
    PROTOCOL_DEFAULTS,
    Allowed,
    HolderKind,
    Refused,
    StandInFacts,
    StandInRefusal,
    decide,
)

RULES = PROTOCOL_DEFAULTS
GOOD = StandInFacts(
    kind=HolderKind.PHONE,
    amount=Coins(15),
    home=True,
    slice=Coins(50),
    slice_used=Coins(20),
    unsent=Coins(0),
    away_s=3600,
    clock_known=True,
    day_spent=Coins(0),
    status_age_s=3600,
    revoked=False,
    proved=True,
)
CARD = replace(GOOD, kind=HolderKind.CARD, slice=Coins(50), day_spent=Coins(5))


def test_a_sale_inside_all_limits_is_allowed_and_told_what_can_be_spent() -> None:
    assert decide(RULES, GOOD) == Allowed(Coins(30))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": HolderKind.STAFF}, StandInRefusal.KIND_NOT_ALLOWED),
        ({"revoked": True}, StandInRefusal.REVOKED),
        ({"clock_known": False}, StandInRefusal.CLOCK_UNKNOWN),
        ({"away_s": 168 * 3600 + 1}, StandInRefusal.AWAY_TOO_LONG),
        ({"status_age_s": 168 * 3600 + 1}, StandInRefusal.STATUS_TOO_OLD),
        ({"status_age_s": None}, StandInRefusal.STATUS_TOO_OLD),
        ({"home": False}, StandInRefusal.NOT_AT_HOME),
        ({"proved": False}, StandInRefusal.PIN_MISSING),
        ({"amount": Coins(41), "slice": Coins(100)}, StandInRefusal.OVER_TRANSACTION_LIMIT),
        ({"slice_used": Coins(36)}, StandInRefusal.OVER_SLICE),
        ({"unsent": Coins(49_986)}, StandInRefusal.TOO_MUCH_UNSENT),
    ],
)
def test_each_limit_refuses_phones_and_cards_by_its_own_name(
    change: dict[str, Any], reason: StandInRefusal
) -> None:
    for facts in (GOOD, CARD):
        assert decide(RULES, replace(facts, **change)) == Refused(reason)


def test_a_card_spends_at_most_so_much_a_day_and_is_told_what_is_left_of_it() -> None:
    assert decide(RULES, CARD) == Allowed(Coins(15))
    late = replace(CARD, day_spent=Coins(6))
    assert decide(RULES, late) == Refused(StandInRefusal.OVER_DAY_LIMIT)
    assert decide(RULES, replace(late, kind=HolderKind.PHONE)) == Allowed(Coins(30))


def test_a_cards_slice_is_looked_at_before_its_day() -> None:
    facts = replace(CARD, day_spent=Coins(20), slice_used=Coins(50))
    assert decide(RULES, facts) == Refused(StandInRefusal.OVER_SLICE)


def test_of_several_reasons_the_first_in_their_order_is_given() -> None:
    worst = replace(
        CARD,
        revoked=True,
        clock_known=False,
        away_s=10**9,
        status_age_s=None,
        home=False,
        proved=False,
        amount=Coins(10**6),
    )
    mended: list[dict[str, Any]] = [
        {"revoked": False},
        {"clock_known": True},
        {"away_s": 0},
        {"status_age_s": 0},
        {"home": True},
        {"proved": True},
        {"amount": Coins(40)},
        {"slice": Coins(10**6), "unsent": Coins(50_000)},
        {"day_spent": Coins(-20)},
    ]
    told = [decide(RULES, worst)]
    for change in mended:
        worst = replace(worst, **change)
        told.append(decide(RULES, worst))
    reasons = [reason for reason in StandInRefusal if reason is not StandInRefusal.KIND_NOT_ALLOWED]
    assert told == [Refused(reason) for reason in reasons]


@pytest.mark.parametrize(
    "change",
    [
        {"away_s": 168 * 3600},
        {"status_age_s": 168 * 3600},
        {"amount": Coins(40), "slice": Coins(60)},
        {"slice_used": Coins(35)},
        {"unsent": Coins(49_985)},
    ],
)
def test_exactly_at_a_limit_is_still_allowed(change: dict[str, Any]) -> None:
    assert isinstance(decide(RULES, replace(GOOD, **change)), Allowed)


coins = st.integers(min_value=0, max_value=60_000).map(Coins)


@given(
    kind=st.sampled_from([HolderKind.PHONE, HolderKind.CARD]),
    amount=coins | st.integers(0, 25).map(Coins),
    slice_=coins,
    used=coins,
    unsent=coins,
    day=st.integers(0, 30).map(Coins),
)
def test_an_allowed_sale_never_passes_slice_terminal_day_or_transaction_limit(
    kind: HolderKind, amount: Coins, slice_: Coins, used: Coins, unsent: Coins, day: Coins
) -> None:
    facts = replace(
        GOOD,
        kind=kind,
        amount=amount,
        slice=slice_,
        slice_used=used,
        unsent=unsent,
        day_spent=day,
    )
    left = min(slice_ - used, RULES.unsent - unsent)
    if kind is HolderKind.CARD:
        left = min(left, RULES.card_day - day)
    match decide(RULES, facts):
        case Allowed(spendable):
            assert amount <= RULES.per_transaction
            assert amount <= spendable == left
        case Refused(reason):
            assert amount > min(left, RULES.per_transaction), reason
