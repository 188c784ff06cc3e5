"""Wires to a printer that do not open, do not answer, get stuck or die, and the time it takes."""

from __future__ import annotations

import os
import select
import socket
import tty
from contextlib import suppress
from math import inf
from pathlib import Path
from time import monotonic

import pytest

from drivers.errors import (
    BadAddress,
    PrinterUnreachable,
)
from drivers.printer.engine import PrintEngine
from drivers.printer.escpos import STATUS_TIMEOUT_S, EscposPrinter, open_printer
from drivers.printer.simulator import PrinterSimulator
from drivers.printer.transport import (
    BITS_A_BYTE,
    CONNECT_TIMEOUT_S,
    SERIAL_BAUD,
    SerialTransport,
    Transport,
)
from tests.drivers.printer_wires import Wire
from tests.drivers.printers import picture

PTY_ARRIVED_BYTES = 4096  # are at the far end of a pty already, of some 12,000 that it takes


def test_a_printer_switched_off_and_on_again_is_found_at_the_next_question() -> None:
    with PrinterSimulator() as first:
        port = int(first.address.rpartition(":")[2])
        printer = open_printer(first.address)
        assert printer.status().can_print
    with pytest.raises(PrinterUnreachable):
        printer.status()
    with PrinterSimulator(port=port), printer:
        assert printer.status().can_print


def test_a_wire_that_died_unseen_is_replaced_without_a_word() -> None:
    with PrinterSimulator() as first:
        port = int(first.address.rpartition(":")[2])
        printer = open_printer(first.address)
        printer.status()
    with PrinterSimulator(port=port), printer:
        assert printer.status().can_print


class Stuck(Wire):
    """A wire that, once stuck, uses up all the time it is given, on a clock of its own."""

    def __init__(self) -> None:
        super().__init__(PrintEngine())
        self.now_s = 100.0
        self.stuck = False
        self.takes_bytes = True
        self.answer_s = inf

    def connect(self) -> Transport:
        self.now_s += CONNECT_TIMEOUT_S * self.stuck
        return self

    def send(self, data: bytes, timeout_s: float) -> None:
        if self.stuck and not self.takes_bytes:
            self.now_s += timeout_s
            raise PrinterUnreachable("it takes no bytes")
        super().send(data, timeout_s)

    def receive(self, timeout_s: float) -> bytes:
        if not self.stuck:
            return super().receive(timeout_s)
        self.now_s += min(self.answer_s, timeout_s)
        return super().receive(timeout_s) if timeout_s >= self.answer_s else b""


@pytest.mark.parametrize(("takes_bytes", "answer_s"), [(False, inf), (True, inf), (True, 0.4)])
@pytest.mark.parametrize("kept", [True, False])
def test_a_status_has_one_limit_for_all_of_it(
    kept: bool, takes_bytes: bool, answer_s: float
) -> None:
    wire = Stuck()
    printer = EscposPrinter(wire.connect, lambda: wire.now_s)
    if kept:
        assert printer.status().can_print
    wire.stuck, wire.takes_bytes, wire.answer_s = True, takes_bytes, answer_s
    start_s = wire.now_s
    with pytest.raises(PrinterUnreachable):
        printer.status()
    assert wire.now_s - start_s <= STATUS_TIMEOUT_S + 1e-6
    wire.stuck = False
    assert printer.status().can_print


@pytest.mark.parametrize("scheme", ["file", "serial"])
def test_a_wire_that_takes_no_bytes_is_told_in_time(scheme: str) -> None:
    far, near = os.openpty()
    tty.setraw(near)
    os.set_blocking(near, False)
    with suppress(BlockingIOError):
        while True:
            os.write(near, bytes(4096))
    start_s = monotonic()
    with (
        open_printer(f"{scheme}:{os.ttyname(near)}") as printer,
        pytest.raises(PrinterUnreachable),
    ):
        printer.status()
    os.close(near)
    os.close(far)
    assert monotonic() - start_s <= STATUS_TIMEOUT_S


def test_closing_a_serial_port_does_not_wait_for_what_nobody_takes() -> None:
    """The system would, for half a minute at a real port; a pty only shows what is left of it."""
    far, near = os.openpty()
    tty.setraw(near)
    wire = SerialTransport(os.ttyname(near))
    with pytest.raises(PrinterUnreachable):
        wire.send(bytes(1 << 20), 0.1 - (1 << 20) * BITS_A_BYTE / SERIAL_BAUD)
    wire.close()
    wire.close()
    arrived = 0
    while select.select([far], [], [], 0)[0]:
        arrived += len(os.read(far, 4096))
    assert arrived <= PTY_ARRIVED_BYTES
    SerialTransport(os.ttyname(near)).close()
    os.close(near)
    os.close(far)


def test_a_printer_that_takes_the_call_and_says_nothing_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        with open_printer(address) as printer, pytest.raises(PrinterUnreachable):
            printer.status()


def test_a_plain_file_never_answers(tmp_path: Path) -> None:
    path = tmp_path / "slip.bin"
    path.touch()
    with open_printer(f"file:{path}") as printer, pytest.raises(PrinterUnreachable):
        printer.status()


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:1", "serial:/dev/no-such-port", "serial:/dev/null", "file:/no/such/file"],
)
def test_a_wire_that_does_not_open_is_unreachable(address: str) -> None:
    with open_printer(address) as printer, pytest.raises(PrinterUnreachable):
        printer.status()


@pytest.mark.parametrize(
    "address",
    [
        *("", "tcp:", "tcp://", "tcp://:9100", "tcp://host:port", "tcp://host:99999", "tcp://h/x"),
        *(
            "serial:",
            "serial:ttyS0",
            "serial:/dev/ttyS0@fast",
            "file:",
            "usb:/dev/usb/lp0",
            "usb:04b8",
            "usb:4b8:0e15",
            "usb:04b8:0e15:",
            "usb:04b8:0e15:with space",
            "/dev/x",
        ),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_at_once(address: str) -> None:
    with pytest.raises(BadAddress):
        open_printer(address)


def test_no_descriptor_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with PrinterSimulator() as simulator, open_printer(simulator.address) as printer:
            printer.print_slip(picture())
    assert len(list(Path("/proc/self/fd").iterdir())) <= before  # others may let go meanwhile
