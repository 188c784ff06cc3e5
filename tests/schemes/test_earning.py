"""What is earned: rates, caps of person, badge and kiosk, and ages by price class."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemes.dated import Status, Term
from schemes.earning import Earned, EarnedSoFar, age_rule, earn, items_of, of_age
from schemes.money import Coins
from schemes.rules import AgeRule, EarningField, Evidence
from tests.schemes.shipped import DAY, shipped

NOW = Term(Status.SET_HERE, "s", None, date(2026, 1, 1))
FIELD = EarningField(
    "toys", "T", "x", Coins(2), Evidence.BADGE, NOW, Coins(10), Coins(20), Coins(30), per=3
)
SCHEME = replace(shipped("seocho"), earning=(FIELD,))


def so_far(person: int = 0, approver: int | None = 0, kiosk: int = 0) -> EarnedSoFar:
    return EarnedSoFar(Coins(person), None if approver is None else Coins(approver), Coins(kiosk))


@pytest.mark.parametrize(
    ("items", "before", "earned"),
    [
        (1, so_far(), Earned(Coins(2), 1)),
        (2, so_far(), Earned(Coins(4), 2)),
        (0, so_far(), Earned(Coins(0), 0, "nothing-counted")),
        (90, so_far(), Earned(Coins(10), 5)),
        (90, so_far(person=7), Earned(Coins(2), 1)),
        (90, so_far(person=9), Earned(Coins(0), 0, "earn-cap-day")),
        (90, so_far(person=50), Earned(Coins(0), 0, "earn-cap-day")),
        (90, so_far(approver=19), Earned(Coins(0), 0, "earn-cap-approver")),
        (90, so_far(kiosk=30), Earned(Coins(0), 0, "earn-cap-kiosk")),
        (1, so_far(approver=None), Earned(Coins(2), 1)),
    ],
)
def test_as_much_as_the_tightest_cap_leaves_is_earned(
    items: int, before: EarnedSoFar, earned: Earned
) -> None:
    assert earn(SCHEME, "toys", items, DAY, before) == earned


def test_pieces_make_items_and_what_is_over_makes_none() -> None:
    assert [items_of(FIELD, pieces) for pieces in (0, 2, 3, 8)] == [0, 0, 1, 2]


def test_a_field_that_is_unknown_or_not_in_force_gives_nothing() -> None:
    assert earn(SCHEME, "gold", 3, DAY).refusal == "unknown-field"
    assert earn(SCHEME, "toys", 3, date(2025, 12, 31)).refusal == "not-in-force"


@settings(max_examples=60)
@given(
    items=st.integers(0, 500),
    person=st.integers(0, 40),
    approver=st.none() | st.integers(0, 40),
    kiosk=st.integers(0, 40),
)
def test_no_cap_is_passed_and_what_is_told_is_what_is_given(
    items: int, person: int, approver: int | None, kiosk: int
) -> None:
    found = earn(SCHEME, "toys", items, DAY, so_far(person, approver, kiosk))
    assert found.coins == FIELD.rate * found.items
    assert found.items <= items
    assert (found.coins == Coins(0)) == bool(found.refusal)
    if not found.refusal:
        assert person + found.coins.units <= 10
        assert approver is None or approver + found.coins.units <= 20
        assert kiosk + found.coins.units <= 30


def test_an_age_is_known_by_the_price_class_of_the_code_and_lifted_on_its_day() -> None:
    sixty = AgeRule(60, replace(NOW, until=date(2026, 6, 30)), 6)
    lifted = AgeRule(0, replace(NOW, from_=date(2026, 7, 1)))
    field = replace(FIELD, ages=(sixty, lifted))
    before, after = date(2026, 6, 30), date(2026, 7, 1)
    assert [of_age(field, classes, before) for classes in ((), (1,), (1, 6))] == [
        False,
        False,
        True,
    ]
    assert of_age(field, (), after)
    assert age_rule(field, before) == sixty
    assert age_rule(field, after) is None
