import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.clock import AHEAD_LIMIT_S, BEHIND_LIMIT_S, KioskClock, Moment, judge, settle
from protocol.entry import ClockState

FLOOR_S = 1_790_000_000
SECONDS = st.integers(0, 4_000_000_000)
STATES = st.sampled_from(ClockState)


@pytest.mark.parametrize(
    ("own_s", "trusted", "expected"),
    [
        (FLOOR_S, False, Moment(FLOOR_S, ClockState.TRUSTED)),
        (FLOOR_S + 5, False, Moment(FLOOR_S + 5, ClockState.TRUSTED)),
        (FLOOR_S - 1, True, Moment(FLOOR_S, ClockState.FLOOR)),
        (FLOOR_S - BEHIND_LIMIT_S, True, Moment(FLOOR_S, ClockState.FLOOR)),
        (FLOOR_S - BEHIND_LIMIT_S - 1, True, Moment(FLOOR_S, ClockState.UNKNOWN)),
        (0, False, Moment(FLOOR_S, ClockState.UNKNOWN)),
        (
            FLOOR_S + AHEAD_LIMIT_S,
            False,
            Moment(FLOOR_S + AHEAD_LIMIT_S, ClockState.TRUSTED),
        ),
        (FLOOR_S + AHEAD_LIMIT_S + 1, False, Moment(FLOOR_S, ClockState.UNKNOWN)),
        (
            FLOOR_S + AHEAD_LIMIT_S + 1,
            True,
            Moment(FLOOR_S + AHEAD_LIMIT_S + 1, ClockState.TRUSTED),
        ),
    ],
)
def test_the_four_cases_and_their_borders(own_s: int, trusted: bool, expected: Moment) -> None:
    assert judge(own_s, FLOOR_S, trusted) == expected


@given(own_s=SECONDS, floor_s=SECONDS, trusted=st.booleans())
def test_effective_time_is_never_below_the_floor(own_s: int, floor_s: int, trusted: bool) -> None:
    assert judge(own_s, floor_s, trusted).time_s >= floor_s


@given(own_s=SECONDS, floor_s=SECONDS, trusted=st.booleans())
def test_an_unknown_clock_does_not_move_time(own_s: int, floor_s: int, trusted: bool) -> None:
    moment = judge(own_s, floor_s, trusted)
    assert moment.state is not ClockState.UNKNOWN or moment.time_s == floor_s


@given(own_s=SECONDS, state=STATES, floor_s=SECONDS, last_s=SECONDS)
def test_a_settled_time_never_falls_and_an_unsure_one_never_becomes_trusted(
    own_s: int, state: ClockState, floor_s: int, last_s: int
) -> None:
    settled = settle(Moment(own_s, state, 7), floor_s, last_s)
    assert settled.time_s >= max(floor_s, last_s)
    assert settled.ms == 7
    assert state is ClockState.TRUSTED or settled.state is state
    assert settled.state is not ClockState.TRUSTED or settled.time_s == own_s


def test_a_clock_that_was_far_ahead_at_start_is_trusted_once_the_node_agrees() -> None:
    clock = KioskClock(lambda: (FLOOR_S + 100 * 24 * 3600) * 1000 + 250, FLOOR_S)
    assert clock() == Moment(FLOOR_S, ClockState.UNKNOWN, 250)
    clock.raise_floor(FLOOR_S + 100 * 24 * 3600 - 2)
    assert clock() == Moment(FLOOR_S + 100 * 24 * 3600, ClockState.TRUSTED, 250)


def test_a_week_without_the_node_keeps_a_running_clock_trusted() -> None:
    own_ms = FLOOR_S * 1000
    clock = KioskClock(lambda: own_ms, FLOOR_S)
    assert clock().state is ClockState.TRUSTED
    own_ms += 7 * 24 * 3600 * 1000
    assert clock() == Moment(FLOOR_S + 7 * 24 * 3600, ClockState.TRUSTED)


def test_the_floor_is_never_lowered() -> None:
    clock = KioskClock(lambda: FLOOR_S * 1000, FLOOR_S)
    clock.raise_floor(FLOOR_S - 1000)
    assert clock().time_s == FLOOR_S


def test_a_moment_in_milliseconds() -> None:
    assert Moment(2, ClockState.TRUSTED, 345).epoch_ms == 2345
