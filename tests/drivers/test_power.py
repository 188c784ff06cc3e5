"""Mains power over a supply's file and over an input: one suite for both, and the filter apart."""

import os
import queue
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.device import DeviceState
from drivers.errors import DeviceBabbles, PowerLineLost
from drivers.input_events import EV_KEY, event_bytes
from drivers.power import (
    BACK_AFTER_S,
    GONE_AFTER_S,
    SILENT_S,
    KeyLine,
    PowerFilter,
    PowerWatch,
    SimulatedPowerKey,
    SimulatedSupply,
    SupplyLine,
    read_online,
)

WAIT_S = 10.0
Simulated = SimulatedSupply | SimulatedPowerKey


class Clock:
    """Monotonic seconds that can be pushed on."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        self.now_s += 0.1  # each look takes that long
        return self.now_s


class Heard:
    """What a watch told, to be waited for."""

    def __init__(self) -> None:
        self.power: queue.Queue[bool] = queue.Queue()
        self.states: queue.Queue[DeviceState] = queue.Queue()

    def wait_for(self, state: DeviceState) -> None:
        while self.states.get(timeout=WAIT_S) is not state:
            continue


@pytest.fixture(params=["supply", "key"])
def mains(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Simulated]:
    simulated: Simulated = (
        SimulatedSupply(tmp_path / "mains")
        if request.param == "supply"
        else SimulatedPowerKey(tmp_path / "event7")
    )
    yield simulated
    simulated.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(mains: Simulated, heard: Heard, clock: Clock) -> Iterator[PowerWatch]:
    with PowerWatch(mains.open, heard.power.put, heard.states.put, clock=clock) as watch:
        heard.wait_for(DeviceState.FOUND)
        yield watch
    assert watch.closed


def test_power_that_goes_and_comes_back_is_stated_once_each(
    watch: PowerWatch, mains: Simulated, heard: Heard
) -> None:
    mains.cut()
    assert heard.power.get(timeout=WAIT_S) is False
    mains.restore()
    assert heard.power.get(timeout=WAIT_S) is True
    assert watch.state is DeviceState.FOUND
    assert heard.power.empty()


def test_a_line_that_is_torn_states_nothing_and_is_found_again(
    watch: PowerWatch, mains: Simulated, heard: Heard
) -> None:
    mains.tear()
    heard.wait_for(DeviceState.LOST)
    mains.mend()
    heard.wait_for(DeviceState.FOUND)
    assert heard.power.empty()
    mains.cut()
    assert heard.power.get(timeout=WAIT_S) is False
    assert not watch.closed


def test_a_loss_that_nobody_confirms_any_more_is_taken_back(
    watch: PowerWatch, mains: Simulated, heard: Heard, clock: Clock
) -> None:
    mains.cut()
    assert heard.power.get(timeout=WAIT_S) is False
    mains.tear()
    heard.wait_for(DeviceState.LOST)
    assert heard.power.empty(), "not at once: a supply may be away for a moment"
    clock.now_s += SILENT_S
    assert heard.power.get(timeout=WAIT_S) is True
    assert watch.state is DeviceState.LOST


def test_power_that_is_away_from_the_beginning_is_stated(mains: Simulated, heard: Heard) -> None:
    with PowerWatch(mains.open, heard.power.put, heard.states.put):
        heard.wait_for(DeviceState.FOUND)
        mains.cut()
        assert heard.power.get(timeout=WAIT_S) is False


def test_nonsense_is_named_and_states_nothing(
    watch: PowerWatch, mains: Simulated, heard: Heard
) -> None:
    if isinstance(mains, SimulatedSupply):
        mains.say(b"0x\xff" * 1000)
    else:
        for _ in range(100):
            mains.say(event_bytes(EV_KEY, 30, 1) * 20)
    heard.wait_for(DeviceState.BABBLES)
    assert heard.power.empty()
    assert watch.state is DeviceState.BABBLES


def test_a_callback_that_fails_does_not_end_the_watch(
    mains: Simulated, heard: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: queue.Queue[object] = queue.Queue()
    monkeypatch.setattr("threading.excepthook", bugs.put)

    def fail(there: bool) -> None:
        heard.power.put(there)
        raise ZeroDivisionError

    with PowerWatch(mains.open, fail, heard.states.put):
        heard.wait_for(DeviceState.FOUND)
        mains.cut()
        assert bugs.get(timeout=WAIT_S)
        mains.restore()
        assert [heard.power.get(timeout=WAIT_S) for _ in range(2)] == [False, True]


@pytest.mark.parametrize("said", [b"", b"3\n", b"00\n", b"on\n", b"\xff\n", b"1\n1\n"])
def test_a_supply_that_says_neither_babbles(tmp_path: Path, said: bytes) -> None:
    supply = SimulatedSupply(tmp_path)
    supply.say(said)
    with pytest.raises(DeviceBabbles):
        SupplyLine(tmp_path).there()


@pytest.mark.parametrize(
    ("said", "there"), [(b"0", False), (b"0\n", False), (b"1\n", True), (b"2\n", True)]
)
def test_what_a_supply_may_say(tmp_path: Path, said: bytes, there: bool) -> None:
    supply = SimulatedSupply(tmp_path)
    supply.say(said)
    assert SupplyLine(tmp_path).there() is there


def test_what_is_no_file_is_no_supply(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "online")
    with pytest.raises(PowerLineLost):
        SupplyLine(tmp_path)
    with pytest.raises(PowerLineLost):
        SupplyLine(tmp_path / "nowhere")


def test_what_is_no_event_device_is_no_power_input(tmp_path: Path) -> None:
    plain = tmp_path / "event0"
    plain.write_bytes(event_bytes(EV_KEY, 116, 1))
    with pytest.raises(PowerLineLost, match="KEY_POWER"):
        KeyLine(str(plain))


def steps(filter_: PowerFilter, *looks: tuple[float, bool]) -> list[bool]:
    stated = (filter_.step(now_s, there) for now_s, there in looks)
    return [each for each in stated if each is not None]


def test_a_flicker_is_no_power_fail() -> None:
    looks = [(0.0, True), (0.1, False), (0.15, True), (0.2, False), (0.2 + GONE_AFTER_S / 2, False)]
    assert steps(PowerFilter(0.0), *looks, (5.0, True)) == []


def test_power_that_comes_back_for_a_moment_is_not_back() -> None:
    filter_ = PowerFilter(0.0)
    assert steps(filter_, (0.0, False), (GONE_AFTER_S, False)) == [False]
    assert steps(filter_, (1.0, True), (1.0 + BACK_AFTER_S / 2, True), (2.0, False)) == []
    assert steps(filter_, (3.0, True), (3.0 + BACK_AFTER_S, True)) == [True]


def test_silence_ends_a_flicker_and_in_time_a_loss() -> None:
    filter_ = PowerFilter(0.0)
    assert filter_.step(0.0, False) is None
    assert filter_.silent(1.0) is None
    assert steps(filter_, (1.1, False), (1.1 + GONE_AFTER_S, False)) == [False]
    assert filter_.silent(2.0) is None
    assert filter_.silent(1.1 + GONE_AFTER_S + SILENT_S) is True
    assert filter_.silent(99.0) is None


@given(st.lists(st.tuples(st.floats(0, 3), st.sampled_from([True, False, None]))))
def test_statements_take_turns_and_begin_with_a_loss(
    looks: list[tuple[float, bool | None]],
) -> None:
    filter_, now_s, stated = PowerFilter(0.0), 0.0, []
    for after_s, there in looks:
        now_s += after_s
        said = filter_.silent(now_s) if there is None else filter_.step(now_s, there)
        stated += [] if said is None else [said]
    assert stated == [bool(number % 2) for number in range(len(stated))]
    assert filter_.gone is (len(stated) % 2 == 1)


@given(st.binary(max_size=64))
def test_whatever_a_supply_says_is_one_of_three(said: bytes) -> None:
    there = read_online(said)
    assert there is (None if there is None else said.strip() in (b"1", b"2"))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(max_size=600), max_size=8))
def test_whatever_an_input_says_is_a_word_or_babbling(pieces: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        key = SimulatedPowerKey(Path(folder) / "event0")
        with closing(key), closing(key.open()) as line:
            for piece in pieces:
                key.say(piece)
                try:
                    assert line.there() in (True, False)
                except DeviceBabbles:
                    return
