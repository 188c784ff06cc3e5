from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.clock import (
    AHEAD_LIMIT_S,
    BEHIND_LIMIT_S,
    FLOOR_REST_S,
    KioskClock,
    Moment,
    judge,
    settle,
)
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
    assert state is ClockState.TRUSTED or settled.state in (state, ClockState.UNKNOWN)
    assert settled.state is not ClockState.TRUSTED or settled.time_s == own_s


def test_a_clock_that_was_far_ahead_at_start_is_trusted_once_the_node_agrees() -> None:
    clock = KioskClock(lambda: (FLOOR_S + 100 * 24 * 3600) * 1000 + 250, FLOOR_S)
    assert clock() == Moment(FLOOR_S, ClockState.UNKNOWN, 250)
    clock.raise_floor(FLOOR_S + 100 * 24 * 3600 - 2)
    assert clock() == Moment(FLOOR_S + 100 * 24 * 3600, ClockState.TRUSTED, 250)


def test_a_week_without_the_node_keeps_a_running_clock_trusted() -> None:
    machine = Machine(FLOOR_S)
    clock = machine.clock()
    assert clock().state is ClockState.TRUSTED
    machine.wait(7 * 24 * 3600)
    assert clock() == Moment(FLOOR_S + 7 * 24 * 3600, ClockState.TRUSTED)


@pytest.mark.parametrize("jump_s", [AHEAD_LIMIT_S + 3600, 10 * 365 * 24 * 3600])
def test_a_jump_into_the_future_while_running_moves_no_time(jump_s: int) -> None:
    machine = Machine(FLOOR_S)
    clock = machine.clock()
    machine.wait(600)
    assert clock().state is ClockState.TRUSTED
    machine.own_s += jump_s
    assert clock() == Moment(FLOOR_S + 600, ClockState.UNKNOWN)
    machine.own_s -= jump_s
    assert clock() == Moment(FLOOR_S + 600, ClockState.TRUSTED)


def test_the_floor_is_never_lowered() -> None:
    clock = KioskClock(lambda: FLOOR_S * 1000, FLOOR_S)
    clock.raise_floor(FLOOR_S - 1000)
    assert clock().time_s == FLOOR_S


@dataclass
class Machine:
    """A machine's two clocks: one that anybody may set, and one that only goes on."""

    own_s: float
    rising_s: float = 50.0

    def clock(self, floor_s: int = FLOOR_S) -> KioskClock:
        return KioskClock(lambda: int(self.own_s * 1000), floor_s, lambda: self.rising_s)

    def wait(self, seconds: float) -> None:
        self.own_s += seconds
        self.rising_s += seconds


YEAR_S = 365 * 24 * 3600


@pytest.mark.parametrize(
    ("own_s", "state"),
    [
        (0, ClockState.UNKNOWN),
        (FLOOR_S - YEAR_S, ClockState.UNKNOWN),
        (FLOOR_S + YEAR_S, ClockState.UNKNOWN),
        (FLOOR_S - BEHIND_LIMIT_S, ClockState.FLOOR),
        (FLOOR_S - FLOOR_REST_S - 1, ClockState.FLOOR),
    ],
)
def test_the_floor_goes_on_while_the_own_clock_is_of_no_use(own_s: int, state: ClockState) -> None:
    machine = Machine(own_s)
    clock = machine.clock()
    for _ in range(3):
        machine.wait(600)
        assert clock().state is state
    true_s = FLOOR_S + 1800
    assert true_s - FLOOR_REST_S <= clock().time_s <= true_s


def test_a_node_that_answers_puts_the_floor_right_each_time() -> None:
    machine = Machine(0)
    clock = machine.clock()
    for exchange in range(1, 50):
        machine.wait(30)
        node_s = FLOOR_S + 30 * exchange
        clock.raise_floor(node_s)
        assert clock().time_s == node_s


@pytest.mark.parametrize("lag_s", [0, 0.3, 1, FLOOR_REST_S])
def test_a_clock_that_lags_by_a_little_is_trusted_again_soon(lag_s: float) -> None:
    machine = Machine(FLOOR_S - lag_s)
    clock = machine.clock()
    machine.wait(FLOOR_REST_S)
    assert clock() == Moment(
        int(machine.own_s), ClockState.TRUSTED, int(machine.own_s * 1000) % 1000
    )
    machine.wait(3600)
    assert clock().state is ClockState.TRUSTED


def test_an_own_clock_that_was_set_right_wins_again() -> None:
    machine = Machine(0)
    clock = machine.clock()
    machine.wait(3600)
    assert clock().state is ClockState.UNKNOWN
    machine.own_s = FLOOR_S + 3600
    assert clock() == Moment(FLOOR_S + 3600, ClockState.TRUSTED)


def test_time_waits_for_an_own_clock_that_was_set_back() -> None:
    machine = Machine(FLOOR_S + 1000)
    clock = machine.clock()
    assert clock().time_s == FLOOR_S + 1000
    machine.own_s -= 200
    assert clock() == Moment(FLOOR_S + 1000, ClockState.FLOOR)
    machine.wait(199)
    assert clock() == Moment(FLOOR_S + 1000, ClockState.FLOOR)
    machine.wait(2)
    assert clock() == Moment(FLOOR_S + 1001, ClockState.TRUSTED)


STEPS = st.lists(
    st.tuples(st.sampled_from(["own", "wait", "node"]), st.integers(-500_000, 500_000)),
    max_size=30,
)


@given(STEPS)
def test_effective_time_never_falls_whatever_the_clocks_do(steps: list[tuple[str, int]]) -> None:
    machine = Machine(FLOOR_S)
    clock = machine.clock()
    last_s = 0
    for step, amount in steps:
        if step == "own":
            machine.own_s += amount
        elif step == "wait":
            machine.wait(abs(amount))
        else:
            clock.raise_floor(FLOOR_S + amount)
        moment = clock()
        assert moment.time_s >= max(last_s, FLOOR_S)
        assert moment.state is not ClockState.TRUSTED or moment.time_s == int(machine.own_s)
        last_s = moment.time_s


def test_a_moment_in_milliseconds() -> None:
    assert Moment(2, ClockState.TRUSTED, 345).epoch_ms == 2345
