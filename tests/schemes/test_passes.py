"""What is left of passes: the one that ends first pays, and no visit is paid for twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.passes import (
    Bought,
    Left,
    PassItem,
    Visited,
    day_at,
    day_number,
    fits,
    left_of,
    read_pass,
)

DAY = day_number(date(2026, 11, 22))


def visits(*days: int) -> list[Visited]:
    return [Visited(DAY + day) for day in days]


def test_a_line_says_visits_and_last_day_and_is_read_back() -> None:
    item = PassItem("ten-for-all", 10, day_number(date(2027, 2, 19)))
    assert str(item) == "ten-for-all.10.20270219"
    assert read_pass(str(item)) == item
    assert day_at(item.last_day) == date(2027, 2, 19)


@pytest.mark.parametrize(
    "item",
    [
        *(
            "ten",
            "ten.10",
            "ten.10.2027021",
            "ten.10.20270230",
            "ten.0.20270219",
            "ten.101.20270219",
        ),
        *("ten.010.20270219", "Ten.10.20270219", ".10.20270219", "ten.10.20270219.1", "lunch-a"),
    ],
)
def test_what_is_no_pass_is_read_as_none(item: str) -> None:
    assert read_pass(item) is None


def test_a_pass_counts_to_its_last_day_and_no_further() -> None:
    one = [Bought(DAY, 10, DAY + 89)]
    assert left_of(one, visits(0, 40), DAY + 89) == (Left(8, DAY + 89),)
    assert left_of(one, visits(0, 40), DAY + 90) == ()
    assert fits(one, visits(0), Visited(DAY + 89))
    assert not fits(one, visits(0), Visited(DAY + 90))


def test_the_pass_that_ends_first_is_used_first() -> None:
    two = [Bought(DAY, 10, DAY + 89), Bought(DAY, 2, DAY + 9)]
    assert left_of(two, visits(0), DAY) == (Left(1, DAY + 9), Left(10, DAY + 89))
    assert left_of(two, visits(0, 1, 2), DAY + 2) == (Left(0, DAY + 9), Left(9, DAY + 89))


def test_a_visit_of_before_takes_nothing_of_a_pass_that_was_bought_later() -> None:
    later = [Bought(DAY + 5, 3, DAY + 94)]
    assert left_of(later, visits(0), DAY + 5) == (Left(3, DAY + 94),)


def test_clocks_that_are_apart_over_midnight_do_not_cost_a_visit() -> None:
    assert fits([Bought(DAY + 1, 1, DAY + 90)], [], Visited(DAY))


PASSES = st.builds(
    lambda first, visits, days: Bought(DAY + first, visits, DAY + first + days),
    st.integers(0, 20),
    st.integers(1, 4),
    st.integers(0, 12),
)


@given(st.lists(PASSES, max_size=5), st.lists(st.integers(0, 30), max_size=20))
def test_never_more_visits_fit_than_were_bought_and_what_is_left_is_the_rest(
    bought: list[Bought], days: list[int]
) -> None:
    made: list[Visited] = []
    for day in sorted(days):
        before = sum(one.visits for one in left_of(bought, made, DAY + day))
        visit = Visited(DAY + day)
        assert fits(bought, made, visit) is (before > 0)
        if before:
            made.append(visit)
            assert sum(one.visits for one in left_of(bought, made, visit.day)) == before - 1
    assert len(made) <= sum(one.visits for one in bought)


@given(st.lists(PASSES, max_size=4), st.permutations(range(12)))
def test_the_order_in_which_visits_come_to_the_books_changes_nothing(
    bought: list[Bought], days: list[int]
) -> None:
    made = visits(*days)
    assert left_of(bought, made, DAY + 9) == left_of(
        bought, sorted(made, key=lambda it: it.day), DAY + 9
    )
