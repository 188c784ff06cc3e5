from hypothesis import given
from hypothesis import strategies as st

from offline_queue.backoff import CAP_S, FIRST_S, delay_s


def longest(count: int) -> bytes:
    return b"\xff" * count


def shortest(count: int) -> bytes:
    return bytes(count)


def test_it_doubles_and_stops_at_its_cap() -> None:
    assert [delay_s(n, longest) for n in range(1, 7)] == [0.5, 1, 2, 4, 4, 4]


def test_the_jitter_takes_at_most_half() -> None:
    assert [delay_s(n, shortest) for n in range(1, 7)] == [0.25, 0.5, 1, 2, 2, 2]


@given(failures=st.integers(1, 10**9), dice=st.binary(min_size=2, max_size=2))
def test_it_is_always_within_its_limits(failures: int, dice: bytes) -> None:
    assert FIRST_S / 2 <= delay_s(failures, lambda _: dice) <= CAP_S
