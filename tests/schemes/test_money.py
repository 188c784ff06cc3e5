"""Money cannot be mixed, neither at run time nor for the type checker.

Each ``type: ignore`` here is itself a check: mypy --strict fails on one that is not needed.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemes.money import Coins, Won

amounts = st.integers(min_value=-(10**12), max_value=10**12)


@given(amounts, amounts, st.integers(min_value=-1000, max_value=1000))
def test_amounts_of_one_unit_count_like_integers(a: int, b: int, n: int) -> None:
    assert Coins(a) + Coins(b) == Coins(a + b)
    assert Coins(a) - Coins(b) == Coins(a - b)
    assert Coins(a) * n == Coins(a * n) == n * Coins(a)
    assert (Won(a) < Won(b)) == (a < b)
    assert (Won(a) >= Won(b)) == (a >= b)


def test_mixed_units_are_a_type_error() -> None:
    with pytest.raises(TypeError):
        Coins(1) + Won(1)  # type: ignore[operator]  # the checker must refuse it too
    with pytest.raises(TypeError):
        Won(1) - Coins(1)  # type: ignore[operator]  # the checker must refuse it too
    with pytest.raises(TypeError):
        assert Coins(1) < Won(2)  # type: ignore[operator]  # the checker must refuse it too
    with pytest.raises(TypeError):
        Coins(2) + 1  # type: ignore[operator]  # a bare number has no unit
    with pytest.raises(TypeError):
        Coins(2) * Coins(2)  # type: ignore[operator]  # coins squared do not exist


def test_equal_numbers_of_different_units_are_not_equal() -> None:
    coins: object = Coins(200)
    assert coins != Won(200)


@pytest.mark.parametrize("value", [1.0, True, "1", None])
def test_only_whole_numbers_are_amounts(value: object) -> None:
    with pytest.raises(TypeError, match="whole units"):
        Coins(value)  # type: ignore[arg-type]  # the wrong type is the point


def test_an_amount_times_a_fraction_is_refused() -> None:
    with pytest.raises(TypeError):
        Won(100) * 0.5  # type: ignore[operator]  # rounding is the scheme's to say
