"""The jack of a headset: framing of whatever arrives, then a thread over a real pipe."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from queue import Empty, Queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import DeviceState
from drivers.errors import HeadsetLost
from drivers.headset import SW_HEADPHONE_INSERT, Headset, Jack, JackFramer, SimulatedJack
from drivers.input_events import EV_SW, EV_SYN, EVENT, SYN_DROPPED, event_bytes

WAIT_S = 10.0  # only ever waited for in full when the test fails
PUT_IN = event_bytes(EV_SW, SW_HEADPHONE_INSERT, 1)
PULLED_OUT = event_bytes(EV_SW, SW_HEADPHONE_INSERT, 0)


def test_a_jack_tells_of_in_and_out_and_other_events_are_passed_over() -> None:
    microphone = event_bytes(EV_SW, 0x04, 1)
    key = event_bytes(0x01, SW_HEADPHONE_INSERT, 1)
    assert JackFramer().step(microphone + PUT_IN + key + PULLED_OUT) == (True, False)


def test_where_events_were_dropped_the_jack_has_to_be_asked() -> None:
    dropped = event_bytes(EV_SYN, SYN_DROPPED, 0)
    assert JackFramer().step(PUT_IN + dropped + event_bytes(EV_SYN, 0, 0)) == (True, None)


@given(st.lists(st.integers(0, 120), max_size=6))
def test_how_the_bytes_are_cut_changes_nothing(cuts: list[int]) -> None:
    data = PUT_IN + event_bytes(0, 0, 0) + PULLED_OUT + PUT_IN
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    framer = JackFramer()
    said = [framer.step(data[a:b]) for a, b in pairwise(edges)]
    assert sum(said, ()) == (True, False, True)


@given(st.binary(max_size=300))
def test_noise_is_no_error(data: bytes) -> None:
    assert len(JackFramer().step(data)) <= len(data) // EVENT.size


@pytest.fixture
def jack(tmp_path: Path) -> Iterator[SimulatedJack]:
    simulated = SimulatedJack(tmp_path / "jack")
    yield simulated
    simulated.close()


@pytest.fixture
def told() -> Queue[bool]:
    return Queue()


@pytest.fixture
def states() -> Queue[DeviceState]:
    return Queue()


@pytest.fixture
def headset(
    jack: SimulatedJack, told: Queue[bool], states: Queue[DeviceState]
) -> Iterator[Headset]:
    with Headset(str(jack.path), told.put, states.put) as running:
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        yield running


def test_putting_in_and_pulling_out_is_told_once_each(
    headset: Headset, jack: SimulatedJack, told: Queue[bool]
) -> None:
    jack.put_in()
    jack.put_in()
    assert told.get(timeout=WAIT_S) is True
    jack.pull_out()
    assert told.get(timeout=WAIT_S) is False
    assert told.empty()


def test_a_torn_jack_has_no_headset_in_and_is_found_again(
    headset: Headset, jack: SimulatedJack, told: Queue[bool], states: Queue[DeviceState]
) -> None:
    jack.put_in()
    assert told.get(timeout=WAIT_S) is True
    jack.tear()
    assert told.get(timeout=WAIT_S) is False
    assert states.get(timeout=WAIT_S) is DeviceState.LOST
    jack.mend()
    assert states.get(timeout=WAIT_S) is DeviceState.FOUND
    jack.put_in()
    assert told.get(timeout=WAIT_S) is True


def test_a_missing_jack_is_noted_and_closing_does_not_wait_for_it(
    tmp_path: Path, told: Queue[bool], states: Queue[DeviceState]
) -> None:
    with Headset(str(tmp_path / "none"), told.put, states.put) as running:
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
    assert running.closed
    with pytest.raises(Empty):
        told.get_nowait()


def test_a_pull_that_was_dropped_is_not_missed(
    headset: Headset, jack: SimulatedJack, told: Queue[bool]
) -> None:
    jack.put_in()
    assert told.get(timeout=WAIT_S) is True
    jack.drop()  # asked, this jack knows of none
    assert told.get(timeout=WAIT_S) is False


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/dev/urandom", "/", __file__])
def test_what_is_no_jack_is_not_read_without_an_end(path: str) -> None:
    with pytest.raises(HeadsetLost, match="no switches"):
        Jack(path)


def test_a_jack_that_is_a_bug_is_lost_and_told(
    states: Queue[DeviceState], bugs_told: Queue[BaseException | None]
) -> None:
    with Headset("/dev/a\x00b", lambda _: None, states.put):
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
        assert isinstance(bugs_told.get(timeout=WAIT_S), ValueError)


def test_a_torn_jack_can_not_be_used(jack: SimulatedJack) -> None:
    jack.tear()
    with pytest.raises(HeadsetLost):
        jack.put_in()
