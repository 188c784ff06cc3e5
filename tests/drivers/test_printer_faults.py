"""The printer in bad weather: paper ends in the middle, wires break, answers are lost or wrong."""

from __future__ import annotations

import os
import socket
import tty
from collections.abc import Callable
from contextlib import suppress
from math import inf
from pathlib import Path
from time import monotonic

import pytest

from drivers.errors import (
    BadAddress,
    PrinterFault,
    PrinterUnreachable,
    PrintFailed,
    PrintUnknown,
)
from drivers.printer.contract import Paper
from drivers.printer.engine import PrintEngine, Switches
from drivers.printer.escpos import STATUS_TIMEOUT_S, EscposPrinter, open_printer
from drivers.printer.fake import FakePrinter
from drivers.printer.job import NO_AUTOMATIC_STATUS
from drivers.printer.render import render
from drivers.printer.replies import CLEAR_BUFFERS
from drivers.printer.simulator import PrinterSimulator
from drivers.printer.transport import CONNECT_TIMEOUT_S, Transport
from tests.drivers.printers import picture


class Wire:
    """A wire to an engine that can lose, change or invent what comes back."""

    def __init__(
        self, engine: PrintEngine, back: Callable[[bytes, bytes], bytes] = lambda _, sent: sent
    ) -> None:
        self.engine = engine
        self.sent: list[bytes] = []
        self._back = back
        self._waiting = b""

    def send(self, data: bytes, timeout_s: float) -> None:
        self.sent.append(data)
        self._waiting += self._back(data, self.engine.receive(data))

    def receive(self, timeout_s: float) -> bytes:
        data, self._waiting = self._waiting[:3], self._waiting[3:]
        return data

    def close(self) -> None:
        self._waiting = b""


class Seconds:
    """A clock that goes on a little each time it is read: a test without waiting."""

    def __init__(self) -> None:
        self._now_s = 0.0

    def __call__(self) -> float:
        self._now_s += 0.01
        return self._now_s


def over(wire: Wire) -> EscposPrinter:
    return EscposPrinter(lambda: wire, Seconds(), confirm_timeout_s=1.0)


def test_paper_that_ends_within_a_slip_fails_it_and_it_never_comes_out_later() -> None:
    with PrinterSimulator() as simulator, open_printer(simulator.address) as printer:
        simulator.turn(Switches(paper_left_dots=150))
        with pytest.raises(PrintFailed) as failed:
            printer.print_slip(picture(400))
        assert failed.value.reason is PrinterFault.PAPER_OUT
        simulator.turn(Switches())
        printer.print_slip(picture())
        assert [render(ticket).height for ticket in simulator.tickets] == [200]


class NeverOff(Wire):
    """A wire to a printer that does not know how to switch automatic status off."""

    def send(self, data: bytes, timeout_s: float) -> None:
        super().send(data.replace(NO_AUTOMATIC_STATUS, b""), timeout_s)


@pytest.mark.parametrize("wire", [Wire, NeverOff])
@pytest.mark.parametrize("left_dots", [1, 150, 399])
def test_paper_that_ends_within_a_slip_is_never_printed_with_automatic_status_on(
    wire: type[Wire], left_dots: int
) -> None:
    engine = PrintEngine(automatic_status=True)
    engine.turn(Switches(paper_left_dots=left_dots))
    with over(wire(engine)) as printer, pytest.raises(PrintFailed) as failed:
        printer.print_slip(picture(400))
    assert failed.value.reason is PrinterFault.PAPER_OUT
    assert not engine.tickets


@pytest.mark.parametrize("wire", [Wire, NeverOff])
def test_slips_are_confirmed_with_automatic_status_on(wire: type[Wire]) -> None:
    engine = PrintEngine(automatic_status=True)
    with over(wire(engine)) as printer:
        for paper in (Paper.OK, Paper.NEAR_END, Paper.OK):
            engine.turn(Switches(paper=paper))
            printer.print_slip(picture())
    assert len(engine.tickets) == 3


@pytest.mark.parametrize(
    ("switches", "reason"),
    [
        (Switches(paper=Paper.OUT), PrinterFault.PAPER_OUT),
        (Switches(cover_open=True), PrinterFault.COVER_OPEN),
        (Switches(offline=True), PrinterFault.OFFLINE),
        (Switches(cutter_error=True), PrinterFault.CUTTER),
    ],
)
def test_a_fault_right_after_the_confirmation_leaves_the_slip_unknown(
    switches: Switches, reason: PrinterFault
) -> None:
    engine = PrintEngine()

    def then_a_fault(data: bytes, sent: bytes) -> bytes:
        if len(data) > 1000:
            engine.turn(switches)
        return sent

    with over(Wire(engine, then_a_fault)) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture())
    assert unknown.value.reason is reason


def test_half_a_block_of_automatic_status_before_a_job_costs_it_nothing() -> None:
    def noisy(data: bytes, sent: bytes) -> bytes:
        return sent + b"\x10" if data == b"\x10\x04\x04" else sent

    engine = PrintEngine()
    with over(Wire(engine, noisy)) as printer:
        printer.print_slip(picture())
    assert len(engine.tickets) == 1


def test_a_printer_that_can_not_clear_its_buffer_leaves_the_slip_unknown() -> None:
    def deaf(data: bytes, sent: bytes) -> bytes:
        return b"" if data == CLEAR_BUFFERS else sent

    engine = PrintEngine()
    engine.turn(Switches(paper_left_dots=150))
    with over(Wire(engine, deaf)) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture(400))
    assert unknown.value.reason is PrinterFault.PAPER_OUT


def test_a_printer_that_never_confirms_leaves_the_slip_unknown() -> None:
    def forgetful(data: bytes, sent: bytes) -> bytes:
        return b"" if len(data) > 1000 else sent

    with over(Wire(PrintEngine(), forgetful)) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture())
    assert unknown.value.reason is PrinterFault.UNCONFIRMED


def test_a_jammed_cutter_leaves_the_slip_unknown_for_it_may_hang_out() -> None:
    engine = PrintEngine()

    def jam(data: bytes, sent: bytes) -> bytes:
        if len(data) > 1000:
            engine.turn(Switches(cutter_error=True))
            return b""
        return sent

    with over(Wire(engine, jam)) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture())
    assert unknown.value.reason is PrinterFault.CUTTER


def test_a_confirmation_that_comes_with_the_clearing_is_a_printed_slip() -> None:
    engine, held = PrintEngine(), []

    def late(data: bytes, sent: bytes) -> bytes:
        if len(data) > 1000:
            held.append(sent)
            return b""
        return held.pop() + sent if data == CLEAR_BUFFERS else sent

    with over(Wire(engine, late)) as printer:
        printer.print_slip(picture())
    assert len(engine.tickets) == 1


def test_noise_on_the_wire_is_no_answer() -> None:
    def noisy(data: bytes, sent: bytes) -> bytes:
        return b"\x11\xff\x13\x80" + sent

    engine = PrintEngine()
    with over(Wire(engine, noisy)) as printer:
        assert printer.status().can_print
        printer.print_slip(picture())
    assert len(engine.tickets) == 1


def test_a_printer_that_chatters_without_an_answer_is_unreachable() -> None:
    def chatter(data: bytes, sent: bytes) -> bytes:
        return b"\xff" * 4096

    with over(Wire(PrintEngine(), chatter)) as printer, pytest.raises(PrinterUnreachable):
        printer.status()


def test_a_printer_without_paper_sensors_may_not_be_promised() -> None:
    def no_sensor(data: bytes, sent: bytes) -> bytes:
        return b"" if data == b"\x10\x04\x04" else sent

    with over(Wire(PrintEngine(), no_sensor)) as printer:
        assert printer.status().paper is Paper.UNKNOWN
        assert printer.status().reason is PrinterFault.PAPER_UNKNOWN


def test_a_printer_switched_off_while_printing_leaves_the_slip_unknown() -> None:
    with PrinterSimulator() as simulator, open_printer(simulator.address) as printer:
        printer.status()
        wire = _Cut(simulator)
        with (
            EscposPrinter(lambda: wire) as cut_off,
            pytest.raises(PrintUnknown) as unknown,
        ):
            cut_off.print_slip(picture())
    assert unknown.value.reason is PrinterFault.DISCONNECTED


class _Cut(Wire):
    """Breaks once the job is sent."""

    def __init__(self, simulator: PrinterSimulator) -> None:
        super().__init__(PrintEngine())
        self._simulator = simulator
        self._broken = False

    def send(self, data: bytes, timeout_s: float) -> None:
        super().send(data, timeout_s)
        self._broken = len(data) > 1000

    def receive(self, timeout_s: float) -> bytes:
        if self._broken:
            raise PrinterUnreachable("the cable is torn")
        return super().receive(timeout_s)


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


def test_the_rest_of_an_interrupted_picture_does_not_swallow_the_next_slip() -> None:
    half_a_picture = b"\x1dv0\x00" + bytes([72, 0, 128, 0]) + b"\xff" * 500
    with PrinterSimulator() as simulator, open_printer(simulator.address) as printer:
        host, port = simulator.address.removeprefix("tcp://").split(":")
        with socket.create_connection((host, int(port))) as killed:
            killed.sendall(half_a_picture)
        printer.print_slip(picture())
        (ticket,) = simulator.tickets
        bottom = render(ticket).crop((0, 128, 576, 328))
        assert bottom.tobytes() == picture().tobytes()


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


def test_the_fake_plays_a_fault_once() -> None:
    fake = FakePrinter()
    fake.fail_next(PrintUnknown(PrinterFault.UNCONFIRMED))
    with pytest.raises(PrintUnknown):
        fake.print_slip(picture())
    fake.print_slip(picture())
    assert len(fake.printed) == 1
    fake.set_status(None)
    with pytest.raises(PrinterUnreachable):
        fake.status()


def test_no_descriptor_is_left_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with PrinterSimulator() as simulator, open_printer(simulator.address) as printer:
            printer.print_slip(picture())
    assert len(list(Path("/proc/self/fd").iterdir())) == before
