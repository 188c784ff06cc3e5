"""Serial scanners: framing of whatever arrives, then one suite over a fake and a real pty."""

from __future__ import annotations

import contextlib
import os
import threading
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from queue import Queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import DeviceState
from drivers.errors import ScannerLost
from drivers.serial_framing import HALF_CODE_S, MAX_CHARS, Framer
from drivers.serial_port import ByteSource, FakeSerialPort, SerialPort
from drivers.serial_scanner import SerialScanner

WAIT_S = 10.0  # only ever waited for in full when the test fails


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r"])
def test_each_usual_suffix_ends_a_code_once(end: bytes) -> None:
    assert Framer().step(0.0, b"CC1:A" + end) == ("CC1:A",)


def test_two_codes_in_one_read_are_two() -> None:
    assert Framer().step(0.0, b"ONE\r\nTWO\r\n") == ("ONE", "TWO")


def test_a_code_in_pieces_is_put_together() -> None:
    framer = Framer()
    assert framer.step(0.0, b"HA") == ()
    assert framer.step(0.1, b"LF\r") == ("HALF",)
    assert framer.dropped_bytes == 0


def test_a_slow_code_without_pauses_is_put_together() -> None:
    framer = Framer()
    codes = [framer.step(number * 0.2, b"X") for number in range(10)]
    assert codes == [()] * 10
    assert framer.step(2.0, b"\r") == ("X" * 10,)


def test_half_a_code_is_dropped_after_a_pause_and_does_not_spoil_the_next() -> None:
    framer = Framer()
    framer.step(0.0, b"HALF")
    assert framer.step(HALF_CODE_S, b"WHOLE\r") == ("WHOLE",)
    assert framer.dropped_bytes == 4


def test_half_a_code_is_dropped_while_nothing_arrives() -> None:
    framer = Framer()
    framer.step(0.0, b"HALF")
    framer.step(HALF_CODE_S)
    assert framer.dropped_bytes == 4


def test_noise_bytes_are_dropped_and_counted() -> None:
    framer = Framer()
    assert framer.step(0.0, b"\x00\xffC\x80C1\x1b:A\r") == ("CC1:A",)
    assert framer.dropped_bytes == 4


def test_a_code_of_the_longest_length_passes_and_one_more_character_does_not() -> None:
    framer = Framer()
    longest = b"X" * MAX_CHARS
    assert framer.step(0.0, longest + b"\r") == (longest.decode(),)
    assert framer.step(0.0, longest + b"X\rNEXT\r") == ("NEXT",)
    assert framer.dropped_bytes == MAX_CHARS + 1


def test_an_endless_line_takes_no_memory() -> None:
    framer = Framer()
    for _ in range(100):
        framer.step(0.0, b"X" * 4096)
    assert framer.step(0.0, b"\rNEXT\r") == ("NEXT",)
    assert framer.dropped_bytes == 100 * 4096


@given(st.binary(max_size=400), st.lists(st.integers(0, 400), max_size=8))
def test_how_the_bytes_are_cut_changes_nothing(data: bytes, cuts: list[int]) -> None:
    whole, cut = Framer(), Framer()
    edges = [0, *sorted(cuts), len(data)]
    pieces = [data[a:b] for a, b in pairwise(edges)]
    codes = [code for piece in pieces for code in cut.step(0.0, piece)]
    assert tuple(codes) == whole.step(0.0, data)
    assert cut.dropped_bytes == whole.dropped_bytes


@given(st.binary(max_size=6000))
def test_whatever_arrives_only_printable_codes_of_bounded_length_come_out(data: bytes) -> None:
    framer = Framer()
    codes = framer.step(0.0, data + b"\r")
    assert all(0 < len(code) <= MAX_CHARS and code.isprintable() for code in codes)
    assert all(code.isascii() for code in codes)
    ends = sum(byte in b"\r\n" for byte in data) + 1
    assert sum(map(len, codes)) + framer.dropped_bytes + ends == len(data) + 1


@dataclass
class Cable:
    """A scanner's cable: what opens the port, types, tears it, and plugs it in again."""

    open: Callable[[str, int], ByteSource]
    device: str
    type_in: Callable[[bytes], None]
    tear: Callable[[], None]
    mend: Callable[[], None]


class FakeCable:
    def __init__(self) -> None:
        self.ports: Queue[FakeSerialPort] = Queue()
        self.port: FakeSerialPort | None = None
        self.torn = False

    def open(self, device: str, baud: int) -> FakeSerialPort:
        if self.torn:
            raise ScannerLost("not there")
        port = FakeSerialPort()
        self.ports.put(port)
        return port

    def type_in(self, data: bytes) -> None:
        if self.port is None:
            self.port = self.ports.get(timeout=WAIT_S)
        self.port.type_in(data)

    def tear(self) -> None:
        self.torn = True
        if self.port is None:
            self.port = self.ports.get(timeout=WAIT_S)
        self.port.unplug()
        self.port = None

    def mend(self) -> None:
        self.torn = False


@dataclass
class PtyCable:
    """A pty behind a link, as /dev/serial/by-id is one; tearing closes its far end."""

    link: Path
    ends: list[int] = field(default_factory=list)

    def mend(self) -> None:
        far, near = os.openpty()
        tty.setraw(near)
        self.ends = [far, near]
        self.link.symlink_to(os.ttyname(near))

    def type_in(self, data: bytes) -> None:
        os.write(self.ends[0], data)

    def tear(self) -> None:
        self.link.unlink()
        for end in self.ends:
            os.close(end)
        self.ends = []


@pytest.fixture(params=["fake", "pty"])
def cable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cable]:
    if request.param == "fake":
        fake = FakeCable()
        yield Cable(fake.open, "fake", fake.type_in, fake.tear, fake.mend)
        return
    pty = PtyCable(tmp_path / "scanner")
    pty.mend()
    yield Cable(SerialPort, str(pty.link), pty.type_in, pty.tear, pty.mend)
    if pty.ends:
        pty.tear()


@dataclass
class Heard:
    scans: Queue[str] = field(default_factory=Queue)
    states: Queue[DeviceState] = field(default_factory=Queue)

    def scanner(self, cable: Cable) -> SerialScanner:
        return SerialScanner(cable.device, self.scans.put, self.states.put, open_port=cable.open)


def test_a_code_on_the_wire_is_a_scan(cable: Cable) -> None:
    heard = Heard()
    with heard.scanner(cable):
        assert heard.states.get(timeout=WAIT_S) is DeviceState.FOUND
        cable.type_in(b"CC1:HELLO\r\n")
        assert heard.scans.get(timeout=WAIT_S) == "CC1:HELLO"


def test_a_scanner_that_repeats_a_code_sends_one_scan(cable: Cable) -> None:
    heard = Heard()
    with heard.scanner(cable):
        assert heard.states.get(timeout=WAIT_S) is DeviceState.FOUND
        cable.type_in(b"SAME\rSAME\rSAME\rOTHER\r")
        assert heard.scans.get(timeout=WAIT_S) == "SAME"
        assert heard.scans.get(timeout=WAIT_S) == "OTHER"


def test_a_torn_cable_is_told_and_a_mended_one_works_again(cable: Cable) -> None:
    heard = Heard()
    with heard.scanner(cable) as scanner:
        assert heard.states.get(timeout=WAIT_S) is DeviceState.FOUND
        cable.tear()
        assert heard.states.get(timeout=WAIT_S) is DeviceState.LOST
        assert scanner.state is DeviceState.LOST
        cable.mend()
        assert heard.states.get(timeout=WAIT_S) is DeviceState.FOUND
        cable.type_in(b"BACK\r")
        assert heard.scans.get(timeout=WAIT_S) == "BACK"


class QueueIsFull(Exception):
    """What a listener may raise."""


def test_a_listener_that_raises_costs_that_scan_and_not_the_scanner(
    cable: Cable, told: Queue[BaseException | None]
) -> None:
    scans: Queue[str] = Queue()

    def hear(text: str) -> None:
        if text == "LOST":
            raise QueueIsFull(text)
        scans.put(text)

    def deaf(state: DeviceState) -> None:
        raise QueueIsFull(state)

    with SerialScanner(cable.device, hear, deaf, open_port=cable.open) as scanner:
        assert str(told.get(timeout=WAIT_S)) == DeviceState.FOUND
        cable.type_in(b"LOST\rKEPT\r")
        assert scans.get(timeout=WAIT_S) == "KEPT"
        assert isinstance(told.get(timeout=WAIT_S), QueueIsFull)
        cable.tear()
        assert str(told.get(timeout=WAIT_S)) == DeviceState.LOST
        cable.mend()
        assert str(told.get(timeout=WAIT_S)) == DeviceState.FOUND
        assert scanner.state is DeviceState.FOUND


def test_half_a_code_before_the_cable_was_torn_is_not_glued_to_the_next(cable: Cable) -> None:
    heard = Heard()
    with heard.scanner(cable) as scanner:
        assert heard.states.get(timeout=WAIT_S) is DeviceState.FOUND
        cable.type_in(b"HALF")
        cable.tear()
        assert heard.states.get(timeout=WAIT_S) is DeviceState.LOST
        cable.mend()
        assert heard.states.get(timeout=WAIT_S) is DeviceState.FOUND
        cable.type_in(b"WHOLE\r")
        assert heard.scans.get(timeout=WAIT_S) == "WHOLE"
        assert scanner.dropped_bytes in {0, 4}  # a torn pty may swallow what was under way


def test_half_a_code_is_dropped_when_the_port_is_opened_again() -> None:
    framer = Framer()
    framer.step(0.0, b"HALF")
    framer.drop_half()
    assert framer.step(0.0, b"WHOLE\r") == ("WHOLE",)
    assert framer.dropped_bytes == 4


def test_closing_joins_the_thread(cable: Cable) -> None:
    scanner = Heard().scanner(cable).start()
    scanner.close()
    scanner.close()
    assert scanner.closed
    assert not [one for one in threading.enumerate() if one.name == "serial-scanner"]


def test_a_port_that_does_not_exist_is_lost_and_named() -> None:
    with pytest.raises(ScannerLost, match="/dev/no-such-port"):
        SerialPort("/dev/no-such-port", 9600)


def test_a_closed_port_is_lost(tmp_path: Path) -> None:
    pty = PtyCable(tmp_path / "scanner")
    pty.mend()
    port = SerialPort(str(pty.link), 9600)
    port.close()
    port.close()
    with contextlib.closing(port), pytest.raises(ScannerLost):
        port.read()
    pty.tear()
