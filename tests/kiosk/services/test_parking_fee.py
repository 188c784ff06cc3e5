"""What parking costs, by its rules and by properties that hold for any of them."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.services.parking_fee import (
    DAY_MIN,
    Discount,
    FeeRules,
    Stay,
    due,
    fee,
    full_fee,
    leave_by_s,
    rights_of,
)
from schemes.money import Won

RULES = FeeRules(
    free_min=10,
    base_min=30,
    base=Won(1200),
    step_min=10,
    step=Won(400),
    day_most=Won(12_000),
    round_to=Won(200),
    leave_min=15,
    discounts=(
        Discount("small", 50, kinds=frozenset({"small"})),
        Discount("eco", 50, kinds=frozenset({"eco"}), not_for=frozenset({"van"})),
        Discount("veterans", 80, classes=frozenset({2})),
        Discount("hour", free_min=60),
    ),
)
ENTERED_S = 1_795_229_400


def stay(minutes: int, kind: str = "car", *rights: str, seconds: int = 0) -> Stay:
    return Stay(ENTERED_S, ENTERED_S + minutes * 60 + seconds, kind, frozenset(rights))


@pytest.mark.parametrize(
    ("minutes", "won"),
    [
        (0, 0),
        (10, 0),  # the last free minute
        (11, 1200),  # then the whole stay counts
        (30, 1200),
        (31, 1600),  # a step that was begun
        (40, 1600),
        (95, 4000),
        (300, 12_000),  # the day's maximum
        (DAY_MIN, 12_000),
        (DAY_MIN + 1, 13_200),  # the next day begins with its base
        (DAY_MIN + 95, 16_000),
        (3 * DAY_MIN, 36_000),
    ],
)
def test_a_stay_costs_base_steps_and_no_more_than_the_days(minutes: int, won: int) -> None:
    assert full_fee(RULES, minutes) == Won(won)


def test_a_minute_that_was_begun_costs_nothing() -> None:
    assert stay(30, seconds=59).minutes == 30
    assert fee(RULES, stay(10, seconds=59)).won == Won(0)


@pytest.mark.parametrize(
    ("kind", "rights", "won", "applied"),
    [
        ("car", (), 4000, ()),
        ("small", (), 2000, ("small",)),
        ("car", ("veterans",), 800, ("veterans",)),
        ("small", ("veterans",), 800, ("veterans",)),  # never two: the one that leaves least
        ("car", ("hour",), 1600, ("hour",)),
        ("van", ("eco",), 4000, ()),  # excluded for such cars
        ("car", ("nobody-knows-it",), 4000, ()),
    ],
)
def test_one_discount_counts(
    kind: str, rights: tuple[str, ...], won: int, applied: tuple[str, ...]
) -> None:
    found = fee(RULES, stay(95, kind, *rights))
    assert (found.full, found.won, found.applied) == (Won(4000), Won(won), applied)


def test_two_count_where_the_rules_allow_it() -> None:
    rules = replace(RULES, together=(frozenset({"small", "hour"}),))
    found = fee(rules, stay(95, "small", "hour"))
    assert (found.won, found.applied) == (Won(800), ("small", "hour"))  # half of 35 minutes
    assert fee(rules, stay(95, "small", "veterans")).applied == ("veterans",)


def test_what_is_left_is_rounded_down() -> None:
    rules = replace(RULES, round_to=Won(1000))
    assert fee(rules, stay(95, "small")).won == Won(2000)
    assert fee(rules, stay(40, "small")).won == Won(0)


def test_classes_of_a_code_are_rights() -> None:
    assert rights_of(RULES, (2, 9)) == {"veterans"}
    assert rights_of(RULES, ()) == frozenset()


def test_who_paid_may_leave_for_a_while_and_owes_the_difference_after_it() -> None:
    paid_s = ENTERED_S + 95 * 60
    paid = replace(stay(95), paid=Won(4000), paid_until_s=leave_by_s(RULES, paid_s))
    assert paid.paid_until_s == paid_s + 900
    assert due(RULES, replace(paid, at_s=paid_s + 900)) == Won(0)
    assert due(RULES, replace(paid, at_s=paid_s + 901)) == Won(400)  # 110 minutes are 4,400 won
    assert due(RULES, replace(paid, paid=Won(9000), at_s=paid_s + 901)) == Won(0)


whole_won = st.integers(0, 50).map(lambda n: Won(n * 100))
any_discount = st.builds(
    Discount,
    st.sampled_from("abcd"),
    st.integers(0, 100),
    st.integers(0, 300),
    st.frozensets(st.sampled_from(["car", "small"])),
    not_for=st.frozensets(st.sampled_from(["small"])),
)
any_rules = st.builds(
    FeeRules,
    free_min=st.integers(0, 60),
    base_min=st.integers(1, 120),
    base=whole_won,
    step_min=st.integers(1, 60),
    step=whole_won,
    day_most=st.integers(1, 300).map(lambda n: Won(n * 100)),
    round_to=st.sampled_from([Won(1), Won(100), Won(1000)]),
    leave_min=st.just(15),
    discounts=st.lists(any_discount, max_size=4, unique_by=lambda one: one.id).map(tuple),
    together=st.lists(st.frozensets(st.sampled_from("abcd")), max_size=2).map(tuple),
)
any_minutes = st.integers(0, 5 * DAY_MIN)
any_rights = st.frozensets(st.sampled_from("abcd"))


@settings(max_examples=60, deadline=None)
@given(any_rules, any_minutes, any_minutes, any_rights)
def test_longer_never_costs_less(
    rules: FeeRules, one: int, other: int, rights: frozenset[str]
) -> None:
    less, more = (fee(rules, stay(each, "car", *rights)) for each in sorted((one, other)))
    assert less.full <= more.full
    assert less.won <= more.won


@settings(max_examples=60, deadline=None)
@given(any_rules, any_minutes)
def test_no_day_costs_more_than_its_maximum(rules: FeeRules, minutes: int) -> None:
    days = -(-minutes // DAY_MIN)
    assert Won(0) <= full_fee(rules, minutes) <= rules.day_most * days


@settings(max_examples=60, deadline=None)
@given(any_rules, any_minutes, any_rights, st.sampled_from(["car", "small"]))
def test_no_discount_raises_a_fee_or_makes_it_negative(
    rules: FeeRules, minutes: int, rights: frozenset[str], kind: str
) -> None:
    reduced = fee(rules, stay(minutes, kind, *rights))
    assert Won(0) <= reduced.won <= reduced.full
    for size in range(len(rights)):
        for fewer in combinations(sorted(rights), size):
            assert reduced.won <= fee(rules, stay(minutes, kind, *fewer)).won
    allowed = [group for group in rules.together if set(reduced.applied) <= group]
    assert len(reduced.applied) < 2 or allowed


@settings(max_examples=60, deadline=None)
@given(any_rules, any_minutes, whole_won, st.none() | st.integers(0, 5 * DAY_MIN))
def test_what_is_due_is_never_negative_nor_more_than_the_fee(
    rules: FeeRules, minutes: int, paid: Won, until_min: int | None
) -> None:
    until_s = None if until_min is None else ENTERED_S + until_min * 60
    there = replace(stay(minutes), paid=paid, paid_until_s=until_s)
    assert Won(0) <= due(rules, there) <= fee(rules, there).won
