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
)


def test_a_sale_inside_all_limits_is_allowed_and_told_what_can_be_spent() -> None:
    assert decide(RULES, GOOD) == Allowed(Coins(30))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": HolderKind.CARD}, StandInRefusal.KIND_NOT_ALLOWED),
        ({"kind": HolderKind.STAFF}, StandInRefusal.KIND_NOT_ALLOWED),
        ({"clock_known": False}, StandInRefusal.CLOCK_UNKNOWN),
        ({"away_s": 168 * 3600 + 1}, StandInRefusal.AWAY_TOO_LONG),
        ({"home": False}, StandInRefusal.NOT_AT_HOME),
        ({"amount": Coins(41), "slice": Coins(100)}, StandInRefusal.OVER_TRANSACTION_LIMIT),
        ({"slice_used": Coins(36)}, StandInRefusal.OVER_SLICE),
        ({"unsent": Coins(49_986)}, StandInRefusal.TOO_MUCH_UNSENT),
    ],
)
def test_each_limit_refuses_by_its_own_name(change: dict[str, Any], reason: StandInRefusal) -> None:
    assert decide(RULES, replace(GOOD, **change)) == Refused(reason)


@pytest.mark.parametrize(
    "change",
    [
        {"away_s": 168 * 3600},
        {"amount": Coins(40), "slice": Coins(60)},
        {"slice_used": Coins(35)},
        {"unsent": Coins(49_985)},
    ],
)
def test_exactly_at_a_limit_is_still_allowed(change: dict[str, Any]) -> None:
    assert isinstance(decide(RULES, replace(GOOD, **change)), Allowed)


coins = st.integers(min_value=0, max_value=60_000).map(Coins)


@given(amount=coins, slice_=coins, used=coins, unsent=coins)
def test_an_allowed_sale_never_passes_slice_terminal_or_transaction_limit(
    amount: Coins, slice_: Coins, used: Coins, unsent: Coins
) -> None:
    facts = replace(GOOD, amount=amount, slice=slice_, slice_used=used, unsent=unsent)
    match decide(RULES, facts):
        case Allowed(spendable):
            assert amount <= RULES.per_transaction
            assert amount <= spendable == min(slice_ - used, RULES.unsent - unsent)
        case Refused(reason):
            assert amount > min(slice_ - used, RULES.unsent - unsent, RULES.per_transaction), reason
