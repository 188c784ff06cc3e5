"""Staff's word on the time: told whether it was taken, and taken back where no entry tells it."""

from offline_queue.clock import KioskClock, Moment
from protocol.entry import ClockState

FLOOR_S, HOUR_S = 1_790_000_000, 3600


def clock(own_s: int) -> KioskClock:
    return KioskClock(lambda: own_s * 1000, FLOOR_S, monotonic=lambda: 0.0)


def test_a_word_is_taken_only_where_the_clock_is_unknown() -> None:
    dead, good = clock(0), clock(FLOOR_S + HOUR_S)
    assert dead.set_by_staff(FLOOR_S + HOUR_S)
    assert dead.set_by_staff(FLOOR_S + 2 * HOUR_S)  # a mistake put right
    assert not good.set_by_staff(FLOOR_S + 2 * HOUR_S)
    assert good() == Moment(FLOOR_S + HOUR_S, ClockState.TRUSTED)


def test_a_word_that_is_taken_back_was_never_said() -> None:
    dead = clock(0)
    before = dead()
    dead.set_by_staff(FLOOR_S + HOUR_S)
    assert dead() == Moment(FLOOR_S + HOUR_S, ClockState.STAFF_SET)
    dead.forget_staff()
    assert dead() == before == Moment(FLOOR_S, ClockState.UNKNOWN)
    dead.forget_staff()
    assert dead() == before
