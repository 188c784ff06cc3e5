"""The printer in bad weather: paper ends in the middle, wires break, answers are lost or wrong."""

from __future__ import annotations

import socket

import pytest

from drivers.errors import (
    PrinterFault,
    PrinterUnreachable,
    PrintFailed,
    PrintUnknown,
)
from drivers.printer.contract import Paper
from drivers.printer.engine import PrintEngine, Switches
from drivers.printer.escpos import EscposPrinter, open_printer
from drivers.printer.fake import FakePrinter
from drivers.printer.job import ASK_IN_ORDER, NO_AUTOMATIC_STATUS
from drivers.printer.line import OWED_AT_FIRST
from drivers.printer.render import render
from drivers.printer.replies import CLEAR_BUFFERS
from drivers.printer.simulator import PrinterSimulator
from tests.drivers.printer_wires import Wire, over
from tests.drivers.printers import picture


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


def test_one_answer_that_comes_with_the_clearing_confirms_nothing() -> None:
    engine, held = PrintEngine(), []

    def late(data: bytes, sent: bytes) -> bytes:
        if len(data) > 1000:
            held.append(sent)
            return b""
        return held.pop() + sent if data == CLEAR_BUFFERS else sent

    with over(Wire(engine, late)) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture())
    assert unknown.value.reason is PrinterFault.UNCONFIRMED


def test_the_last_answer_that_comes_with_the_clearing_completes_the_confirmation() -> None:
    engine = PrintEngine()
    asked: list[bytes] = []

    def late(data: bytes, sent: bytes) -> bytes:
        if data == ASK_IN_ORDER:
            asked.append(sent)
            return sent if len(asked) <= OWED_AT_FIRST else b""
        return asked[-1] + sent if data == CLEAR_BUFFERS else sent

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
