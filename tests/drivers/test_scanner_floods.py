"""Floods that are no noise and no new codes: named and left alone, not listened to for ever."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from drivers.device import DeviceState
from drivers.scan import MAX_SCANS
from drivers.scanner_family import Answers, ScannerFamily
from drivers.serial_port import FakeSerialPort
from drivers.serial_scanner import MAX_IDLE, SerialScanner
from drivers.wedge import MAX_IDLE as MAX_IDLE_KEYS
from drivers.wedge import SimulatedWedge, WedgeScanner
from drivers.wedge_keys import KEY_CAPSLOCK, KEY_ENTER, KEY_LEFTSHIFT, KEY_NUMLOCK

WAIT_S = 10.0  # only ever waited for in full when the test fails
SSI_ACK = b"\x04\xd0\x00\x00\xff\x2c"
FLOODS = {
    "cr": (Answers.NONE, b"\r"),
    "same-code": (Answers.NONE, b"CC1:A\r"),
    "ack": (Answers.ECHOED, b"\x06"),
    "echoes": (Answers.ECHOED, b"A\x06."),
    "framed": (Answers.FRAMED, b"\x02\x03"),
    "ssi": (Answers.SSI, SSI_ACK),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_at_a_serial_port_is_named_and_only_ever_one_scan(flood: str) -> None:
    answers, data = FLOODS[flood]
    port, states, scans = FakeSerialPort(), Queue[DeviceState](), Queue[str]()
    family = ScannerFamily(flood, answers=answers)
    with SerialScanner("x", scans.put, states.put, family=family, open_port=lambda *_: port):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        port.type_in(data * 200_000)
        assert states.get(timeout=WAIT_S) is DeviceState.BABBLES
        assert scans.qsize() <= 1


def test_a_code_held_long_before_a_quick_scanner_is_no_flood() -> None:
    port, states, scans = FakeSerialPort(), Queue[DeviceState](), Queue[str]()
    with SerialScanner("x", scans.put, states.put, open_port=lambda *_: port):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        port.type_in(b"CC1:HELD\r\n" * (MAX_IDLE // 2) + b"NEXT\r\n")
        assert [scans.get(timeout=WAIT_S) for _ in range(2)] == ["CC1:HELD", "NEXT"]
        assert states.empty()


@pytest.mark.parametrize(
    "key",
    [KEY_LEFTSHIFT, KEY_NUMLOCK, KEY_CAPSLOCK, KEY_ENTER],
    ids=["shift", "num", "caps", "end"],
)
def test_a_flood_of_keys_that_type_nothing_is_named(key: int, tmp_path: Path) -> None:
    states, scans = Queue[DeviceState](), Queue[str]()
    with (
        closing(SimulatedWedge(tmp_path / "event-kbd")) as wedge,
        WedgeScanner(str(wedge.path), scans.put, states.put),
    ):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        wedge.write(wedge.keys([key] * (MAX_IDLE_KEYS + 100)))
        assert states.get(timeout=WAIT_S) is DeviceState.BABBLES
    assert scans.empty()


@pytest.mark.parametrize(
    ("codes", "most"),
    [(["A"] * (MAX_IDLE_KEYS + 100), 1), ([str(it) for it in range(200)], MAX_SCANS)],
    ids=["same", "others"],
)
def test_a_flood_of_typed_codes_is_named(codes: list[str], most: int, tmp_path: Path) -> None:
    states, scans = Queue[DeviceState](), Queue[str]()
    with (
        closing(SimulatedWedge(tmp_path / "event-kbd")) as wedge,
        WedgeScanner(str(wedge.path), scans.put, states.put),
    ):
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        typed = (wedge.typed(code) + wedge.keys([KEY_ENTER]) for code in codes)
        wedge.write(b"".join(typed))
        assert states.get(timeout=WAIT_S) is DeviceState.BABBLES
    assert scans.qsize() <= most
