"""A device's thread: lost by a bug of its own, and closing that never waits for ever."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise
from queue import Queue
from threading import Event
from time import monotonic

import pytest

from drivers.device import FIRST_WAIT_S, DeviceState, DeviceThread, reopen_wait_s
from drivers.errors import DeviceBabbles, DeviceLost

WAIT_S = 10.0  # only ever waited for in full when the test fails


class Nothing:
    """A device that does nothing."""

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def gate() -> Iterator[Event]:
    opened = Event()
    yield opened
    opened.set()  # whatever hung at it may end


def test_a_device_whose_thread_ends_by_a_bug_is_lost(
    bugs_told: Queue[BaseException | None],
) -> None:
    states: Queue[DeviceState] = Queue()

    def work(_device: Nothing) -> None:
        raise ZeroDivisionError

    with DeviceThread("tested", Nothing, work, states.put) as thread:
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert isinstance(bugs_told.get(timeout=WAIT_S), ZeroDivisionError)
        assert thread.state is DeviceState.LOST


def test_a_bug_is_told_although_the_device_was_lost_before(
    bugs_told: Queue[BaseException | None],
) -> None:
    states: Queue[DeviceState] = Queue()
    found = iter([False, True])

    def open_it() -> Nothing:
        if not next(found):
            raise DeviceLost("not there yet")
        return Nothing()

    def work(_device: Nothing) -> None:
        raise ZeroDivisionError

    with DeviceThread("tested", open_it, work, states.put):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert isinstance(bugs_told.get(timeout=WAIT_S), ZeroDivisionError)
        assert states.get(timeout=WAIT_S) is DeviceState.LOST


def test_a_device_that_hangs_in_the_system_is_left_behind(gate: Event) -> None:
    def work(_device: Nothing) -> None:
        gate.wait()

    thread = DeviceThread("tested", Nothing, work, lambda _: None, join_s=0.01).start()
    thread.close()
    thread.close()
    assert thread.closed
    assert not gate.is_set()


def test_a_device_that_talks_nonsense_is_named_and_left_alone() -> None:
    states: Queue[DeviceState] = Queue()
    opened: Queue[None] = Queue()

    def open_it() -> Nothing:
        opened.put(None)
        return Nothing()

    def work(_device: Nothing) -> None:
        raise DeviceBabbles("noise without end")

    with DeviceThread("tested", open_it, work, states.put) as thread:
        assert states.get(timeout=WAIT_S) is DeviceState.BABBLES
        assert thread.state is DeviceState.BABBLES
    assert opened.qsize() == 1


def test_a_loose_plug_is_opened_less_and_less_often() -> None:
    """One good step is no cable that holds: the waits grow all the same."""
    steps, opened = count(), Queue[float]()

    def open_it() -> Nothing:
        opened.put(monotonic())
        return Nothing()

    def work(_device: Nothing) -> None:
        if next(steps) % 2:
            raise DeviceLost("the plug is loose")

    with DeviceThread("tested", open_it, work, lambda _: None):
        at_s = [opened.get(timeout=WAIT_S) for _ in range(4)]
    between = [later - sooner for sooner, later in pairwise(at_s)]
    asked = [reopen_wait_s(losses) for losses in (1, 2, 3)]
    assert asked == sorted({*asked}), "each is longer than the one before"
    early = [took_s < wait_s for took_s, wait_s in zip(between, asked, strict=True)]
    assert not any(early), "a busy machine may be late, never early"
    assert between[2] >= 2 * FIRST_WAIT_S
