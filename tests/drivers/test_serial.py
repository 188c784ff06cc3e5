"""Serial scanners: one suite over a fake and a real pty."""

from __future__ import annotations

import contextlib
import os
import threading
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue

import pytest

from drivers.device import DeviceState
from drivers.errors import ScannerLost
from drivers.serial_port import ByteSource, FakeSerialPort, SerialPort
from drivers.serial_scanner import SerialScanner

WAIT_S = 10.0  # only ever waited for in full when the test fails


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
