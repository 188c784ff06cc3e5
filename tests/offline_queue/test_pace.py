"""How much is sent at once, on lines of every kind; time is counted, nothing waits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.pace import (
    BASE_S,
    BATCH_BYTES,
    BATCH_ENTRIES,
    FIRST_BYTES,
    LEAST_BYTES,
    SLOWEST_BYTES_PER_S,
    TARGET_S,
    Pace,
)

ROUND_TRIP_S = 0.2


def drain(bytes_per_s: float, total_bytes: int) -> tuple[float, list[float], list[int]]:
    """Send so much over such a line; the time it took, each exchange's time, and each batch."""
    pace, took, sizes = Pace(), [], []
    while total_bytes > 0:
        size_bytes = min(pace.max_bytes, total_bytes)
        exchange_s = ROUND_TRIP_S + size_bytes / bytes_per_s
        assert exchange_s < pace.deadline_s(size_bytes), "the batch would be sent again and again"
        pace = pace.answered(size_bytes, exchange_s)
        total_bytes -= size_bytes
        took.append(exchange_s)
        sizes.append(size_bytes)
    return sum(took), took, sizes


@pytest.mark.parametrize("bytes_per_s", [2e3, 5e3, 20e3, 100e3, 1e6, 1e8])
def test_a_line_is_used_well_and_no_exchange_is_long(bytes_per_s: float) -> None:
    total_bytes = int(120 * min(bytes_per_s, 1e6))
    all_s, took, sizes = drain(bytes_per_s, total_bytes)
    at_best_s = total_bytes / bytes_per_s + ROUND_TRIP_S * total_bytes / BATCH_BYTES
    assert all_s < at_best_s * 1.25
    assert max(took) < 2 * TARGET_S
    assert max(sizes) <= BATCH_BYTES


def test_a_line_that_becomes_bad_gets_smaller_batches_and_larger_ones_when_it_mends() -> None:
    pace = Pace()
    for _ in range(10):
        pace = pace.answered(pace.max_bytes, 0.1)
    assert pace.max_bytes == BATCH_BYTES
    pace = pace.answered(BATCH_BYTES, 20.0)
    assert pace.max_bytes == BATCH_BYTES * TARGET_S / 20
    for _ in range(10):
        pace = pace.answered(pace.max_bytes, 0.1)
    assert pace.max_bytes == BATCH_BYTES


def test_a_few_entries_say_nothing_about_what_the_line_could_carry() -> None:
    pace = Pace()
    for _ in range(50):
        pace = pace.answered(700, 0.05)
    assert pace == Pace()


def test_after_a_failure_one_entry_knocks_and_the_line_is_learnt_anew() -> None:
    fast = Pace()
    for _ in range(10):
        fast = fast.answered(fast.max_bytes, 0.1)
    knock = fast.failed()
    assert (knock.max_entries, fast.max_entries) == (1, BATCH_ENTRIES)
    assert knock.answered(700, 0.1).max_bytes == FIRST_BYTES
    assert knock.answered(700, 0.1).max_entries == BATCH_ENTRIES


def test_a_knock_is_given_up_soon() -> None:
    assert Pace().failed().deadline_s(700) < BASE_S + 1


@given(st.lists(st.tuples(st.integers(0, 10**7), st.floats(0, 10**5)), max_size=30))
def test_its_limits_hold_whatever_happens(exchanges: list[tuple[int, float]]) -> None:
    pace = Pace()
    for size_bytes, took_s in exchanges:
        pace = pace.answered(size_bytes, took_s)
        assert LEAST_BYTES <= pace.max_bytes <= BATCH_BYTES
        at_most_s = BASE_S + size_bytes / SLOWEST_BYTES_PER_S
        assert BASE_S <= pace.deadline_s(size_bytes) <= at_most_s
