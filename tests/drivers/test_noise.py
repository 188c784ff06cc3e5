"""How much nonsense is too much."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drivers.noise import NoiseMeter


def test_a_few_wrong_bytes_a_day_are_no_babbling() -> None:
    meter = NoiseMeter(most=10, window_s=2.0)
    assert not any(meter.step(hour * 3600.0, 10) for hour in range(24))


def test_more_than_the_most_within_a_window_is_too_much() -> None:
    meter = NoiseMeter(most=10, window_s=2.0)
    assert not meter.step(0.0, 6)
    assert meter.step(1.0, 5)
    assert not meter.step(2.5, 0)  # the first are out of the window by then


def test_cleared_it_begins_anew() -> None:
    meter = NoiseMeter(most=10)
    assert meter.step(0.0, 11)
    meter.clear()
    assert not meter.step(0.1, 10)


@given(st.lists(st.integers(1, 50), min_size=300, max_size=2000))
def test_many_small_steps_count_as_much_as_few_large_ones(noises: list[int]) -> None:
    meter, total = NoiseMeter(most=4096, window_s=10.0), 0
    for number, noise in enumerate(noises):
        total += noise
        assert meter.step(number * 0.001, noise) is (total > 4096)
