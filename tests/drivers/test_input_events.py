"""Input events: framing of whatever arrives, and what can be asked of things that are none."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.errors import PowerLineLost
from drivers.input_events import (
    EV_KEY,
    EV_SYN,
    EVENT,
    EVIOCGBIT_KEY,
    EVIOCGKEY,
    EVIOCGLED,
    EVIOCGRAB,
    EVIOCGSW,
    EVIOCSCLOCKID,
    KEY_POWER,
    READ_BYTES,
    SYN_DROPPED,
    SYN_REPORT,
    EventDevice,
    EventFramer,
    EventPipe,
    KeyFramer,
    KeyPress,
    event_bytes,
)

REPORT = event_bytes(EV_SYN, SYN_REPORT, 0)
DROPPED = event_bytes(EV_SYN, SYN_DROPPED, 0)
DOWN = event_bytes(EV_KEY, KEY_POWER, 1)
UP = event_bytes(EV_KEY, KEY_POWER, 0)
REPEATED = event_bytes(EV_KEY, KEY_POWER, 2)


def test_an_event_is_as_long_as_the_kernels() -> None:
    assert EVENT.size == struct.calcsize("@llHHI")


def test_the_requests_are_those_of_the_kernels_header() -> None:
    assert EVIOCGSW == 0x8001451B
    assert EVIOCGRAB == 0x40044590
    assert EVIOCSCLOCKID == 0x400445A0
    assert EVIOCGKEY == 0x80604518
    assert EVIOCGBIT_KEY == 0x80604521
    assert EVIOCGLED == 0x80024519


def test_an_event_tells_when_it_happened() -> None:
    (event,) = EventFramer().step(event_bytes(EV_KEY, KEY_POWER, 1, at_s=12.25))
    assert (event.at_s, event.kind, event.code, event.value) == (12.25, EV_KEY, KEY_POWER, 1)


def test_a_key_goes_down_once_however_long_it_is_held() -> None:
    said = KeyFramer().step(DOWN + REPORT + (REPEATED + REPORT) * 9 + UP + REPORT)
    assert said == (KeyPress(KEY_POWER, down=True), KeyPress(KEY_POWER, down=False))


def test_the_rest_of_a_packet_whose_beginning_was_dropped_is_passed_over() -> None:
    said = KeyFramer().step(DROPPED + DOWN + REPORT + UP + REPORT)
    assert said == (None, KeyPress(KEY_POWER, down=False))


def test_a_drop_may_come_in_another_read_than_what_is_left_of_its_packet() -> None:
    framer = KeyFramer()
    assert framer.step(DROPPED) == (None,)
    assert framer.step(DOWN) == ()
    assert framer.step(REPORT + DOWN) == (KeyPress(KEY_POWER, down=True),)


@given(st.lists(st.integers(0, 200), max_size=6))
def test_how_the_bytes_are_cut_changes_nothing(cuts: list[int]) -> None:
    data = DOWN + REPORT + UP + REPORT + DROPPED + DOWN + REPORT + DOWN
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    framer = KeyFramer()
    said = [framer.step(data[a:b]) for a, b in pairwise(edges)]
    assert sum(said, ()) == KeyFramer().step(data)


@given(st.lists(st.binary(max_size=100), max_size=10))
def test_noise_is_no_error_and_makes_no_more_events_than_fit(pieces: list[bytes]) -> None:
    framer = EventFramer()
    events = sum(len(framer.step(piece)) for piece in pieces)
    assert events <= len(b"".join(pieces)) // EVENT.size


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[EventPipe]:
    with closing(EventPipe(tmp_path / "input", PowerLineLost)) as made:
        yield made


@pytest.fixture
def device(pipe: EventPipe) -> Iterator[EventDevice]:
    with closing(EventDevice(str(pipe.path), PowerLineLost, "power input")) as opened:
        yield opened


def test_a_pipe_is_read_can_be_had_alone_and_knows_no_state(
    device: EventDevice, pipe: EventPipe
) -> None:
    device.grab()
    assert device.is_pipe
    assert device.read(0.0) == b""
    pipe.write(DOWN)
    assert device.read() == DOWN
    assert device.keys_down() is None
    assert device.keys() is None
    assert device.switches() is None
    assert not device.caps_lock()


def test_a_torn_device_is_lost_by_its_name(device: EventDevice, pipe: EventPipe) -> None:
    pipe.tear()
    with pytest.raises(PowerLineLost, match=f"the power input {pipe.path} is gone"):
        device.read()
    with pytest.raises(PowerLineLost):
        pipe.write(DOWN)


def test_a_flood_is_read_in_bounded_pieces(device: EventDevice, pipe: EventPipe) -> None:
    pipe.write(DOWN * 1000)
    assert len(device.read()) == READ_BYTES


def test_whoever_opens_it_in_the_middle_of_much_finds_whole_events(pipe: EventPipe) -> None:
    much = Thread(target=pipe.write, args=(DOWN * 6000,))  # twice what a pipe holds
    sizes = []
    with closing(EventDevice(str(pipe.path), PowerLineLost)) as first:
        much.start()
        sizes += [len(first.read()) for _ in range(30)]
    with closing(EventDevice(str(pipe.path), PowerLineLost)) as second:
        while sum(sizes) < 6000 * EVENT.size:
            sizes.append(len(second.read()))
    much.join()
    assert not any(size % EVENT.size for size in sizes)


def test_a_pipe_that_nobody_reads_is_no_reason_to_wait_for_ever(
    pipe: EventPipe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drivers.input_events.WRITE_WAIT_S", 0.05)
    with pytest.raises(PowerLineLost, match="nobody reads"):
        pipe.write(DOWN * 10_000)


def test_what_is_not_there_does_not_open() -> None:
    with pytest.raises(PowerLineLost, match="power input /dev/no-such does not open"):
        EventDevice("/dev/no-such", PowerLineLost, "power input")


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", __file__])
def test_what_is_no_event_device_can_not_be_had_alone(path: str) -> None:
    with (
        closing(EventDevice(path, PowerLineLost)) as opened,
        pytest.raises(PowerLineLost, match="no event device"),
    ):
        opened.grab()
