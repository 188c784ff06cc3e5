"""Answers of jobs that were given up: none of them ever confirms another job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.errors import PrinterError, PrinterFault, PrinterUnreachable, PrintFailed, PrintUnknown
from drivers.printer.address import connector
from drivers.printer.contract import PrinterStatus
from drivers.printer.engine import PrintEngine, Switches
from drivers.printer.escpos import EscposPrinter
from drivers.printer.job import ASK_IN_ORDER
from drivers.printer.line import MAX_NUDGES, OWED_AT_FIRST, OWN_ANSWERS
from drivers.printer.render import render
from drivers.printer.simulator import PrinterSimulator
from drivers.printer.usb_device import UsbPrinter
from drivers.printer.usb_finder import UsbName
from drivers.printer.usb_simulator import SimulatedUsbBus
from drivers.printer.usb_wire import UsbTransport
from tests.drivers.printer_wires import Seconds, Wire, over
from tests.drivers.printers import picture

PAUSED, RESUMED = Switches(answers_left=0), Switches()
SLIP = picture(50)
CONFIRM_S = 2.0  # over real wires; what is confirmed has to be so on a machine under load as well


class Clone(Wire):
    """A wire to a printer that knows no clearing; `resumes` is what happens as a job arrives."""

    def __init__(self) -> None:
        super().__init__(PrintEngine(ignores_clear=True))
        self.resumes: Switches | None = None
        self.torn = False

    @property
    def questions(self) -> int:
        """How many questions in order were sent to it."""
        return b"".join(self.sent).count(ASK_IN_ORDER)

    def turn(self, switches: Switches) -> None:
        self._waiting += self.engine.turn(switches)

    def send(self, data: bytes, timeout_s: float) -> None:
        super().send(data, timeout_s)
        if len(data) > 1000 and self.resumes is not None:
            self.turn(self.resumes)

    def receive(self, timeout_s: float) -> bytes:
        if self.torn:
            raise PrinterUnreachable("the cable is torn")
        return super().receive(timeout_s)

    def close(self) -> None:
        """What the printer has to say waits for the next wire."""


@pytest.fixture
def clone() -> Clone:
    return Clone()


@pytest.fixture
def printer(clone: Clone) -> Iterator[EscposPrinter]:
    with over(clone) as printer:
        yield printer


def lose_a_slip(printer: EscposPrinter) -> PrinterFault:
    with pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(SLIP)
    return unknown.value.reason


def test_a_pause_that_no_status_tells_leaves_the_slip_unknown_and_then_nothing_is_sold(
    clone: Clone, printer: EscposPrinter
) -> None:
    clone.turn(PAUSED)
    assert printer.status().can_print
    assert lose_a_slip(printer) is PrinterFault.UNCONFIRMED
    assert printer.status().reason is PrinterFault.UNANSWERED
    sent = len(b"".join(clone.sent))
    with pytest.raises(PrintFailed) as failed:
        printer.print_slip(SLIP)
    assert failed.value.reason is PrinterFault.UNANSWERED
    assert len(b"".join(clone.sent)) - sent < 100


def test_it_sells_again_once_the_older_answers_have_come(
    clone: Clone, printer: EscposPrinter
) -> None:
    clone.turn(PAUSED)
    lose_a_slip(printer)
    clone.turn(RESUMED)
    assert printer.status() == PrinterStatus()
    printer.print_slip(SLIP)
    assert len(clone.engine.tickets) == 2


def torn_while_paused(clone: Clone, printer: EscposPrinter, jobs: int) -> None:
    """Leave so many jobs in the printer's buffer, each over a wire of its own."""
    clone.turn(PAUSED)
    for _ in range(jobs):
        clone.resumes = None
        lose_a_slip(printer)
        clone.torn = True
        with pytest.raises(PrinterUnreachable):
            printer.status()
        clone.torn = False
        assert printer.status().can_print


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("answers", range(1, 24))
def test_answers_of_jobs_before_confirm_no_job_whose_turn_has_not_come(
    clone: Clone, printer: EscposPrinter, jobs: int, answers: int
) -> None:
    """It resumes as the job arrives, answers so often, and pauses again."""
    torn_while_paused(clone, printer, jobs)
    asked = clone.questions
    clone.resumes = Switches(answers_left=answers)
    if answers < asked + OWN_ANSWERS:
        assert lose_a_slip(printer) is PrinterFault.UNCONFIRMED
    else:
        with suppress(PrintUnknown):
            printer.print_slip(SLIP)
            assert len(clone.engine.tickets) == jobs + 1


def test_the_job_itself_is_confirmed_when_its_turn_comes(
    clone: Clone, printer: EscposPrinter
) -> None:
    torn_while_paused(clone, printer, 2)
    clone.resumes = RESUMED
    printer.print_slip(SLIP)
    assert len(clone.engine.tickets) == 3


def test_what_a_program_before_left_in_the_printer_confirms_nothing(clone: Clone) -> None:
    clone.turn(PAUSED)
    for _ in range(2):
        with over(clone) as killed:
            lose_a_slip(killed)
            assert not killed.status().can_print
            assert not killed.status().can_print
    assert clone.questions == OWED_AT_FIRST
    clone.resumes = Switches(answers_left=OWED_AT_FIRST)
    with over(clone) as printer:
        lose_a_slip(printer)
    assert len(clone.engine.tickets) == 2


def test_one_lost_answer_is_made_up_for_without_anybodys_help() -> None:
    first = count()

    def loses_one(data: bytes, sent: bytes) -> bytes:
        return b"" if len(data) > 1000 and not next(first) else sent

    wire = Wire(PrintEngine(ignores_clear=True), loses_one)
    with over(wire) as printer:
        lose_a_slip(printer)
        assert printer.status().can_print
        printer.print_slip(SLIP)
    assert len(wire.engine.tickets) == 2


def test_one_that_never_answers_in_order_is_asked_so_often_and_stays_refused() -> None:
    def deaf(data: bytes, sent: bytes) -> bytes:
        return b"" if len(data) > 1000 or data == ASK_IN_ORDER else sent

    wire = Wire(PrintEngine(ignores_clear=True), deaf)
    with over(wire) as printer:
        lose_a_slip(printer)
        for _ in range(100):
            assert printer.status().reason is PrinterFault.UNANSWERED
    assert wire.sent.count(ASK_IN_ORDER) == MAX_NUDGES


def test_one_that_says_it_has_cleared_is_used_at_once() -> None:
    wire = Wire(PrintEngine())
    with over(wire) as printer:
        wire.engine.turn(PAUSED)
        lose_a_slip(printer)
        assert printer.status().can_print
        wire.engine.turn(RESUMED)
        printer.print_slip(SLIP)
    assert len(wire.engine.tickets) == 1


def test_over_a_network_switched_off_and_on_it_is_used_again() -> None:
    with PrinterSimulator(ignores_clear=True) as stuck:
        port = int(stuck.address.rpartition(":")[2])
        printer = quick(stuck.address)
        stuck.turn(PAUSED)
        lose_a_slip(printer)
        assert printer.status().reason is PrinterFault.UNANSWERED
    with PrinterSimulator(port=port, ignores_clear=True) as again, printer:
        printer.print_slip(SLIP)
        assert len(again.tickets) == 1


def test_over_a_network_the_older_slip_comes_out_first_and_both_are_counted() -> None:
    with PrinterSimulator(ignores_clear=True) as simulator, quick(simulator.address) as printer:
        simulator.turn(PAUSED)
        lose_a_slip(printer)
        simulator.turn(RESUMED)
        assert printer.status().can_print
        printer.print_slip(SLIP)
        assert len(simulator.tickets) == 2


def test_a_usb_printer_that_was_pulled_out_keeps_its_questions_and_they_are_still_counted() -> None:
    bus, device = SimulatedUsbBus(), UsbPrinter(engine=PrintEngine(ignores_clear=True))
    bus.plug(device)
    name = UsbName(device.shape.vendor, device.shape.product)
    with EscposPrinter(lambda: UsbTransport(name, bus), confirm_timeout_s=CONFIRM_S) as printer:
        bus.turn(device, PAUSED)
        for _ in range(2):
            lose_a_slip(printer)
            bus.unplug(device)
            bus.plug(device)
            assert printer.status().can_print
        bus.turn(device, Switches(answers_left=1))
        lose_a_slip(printer)
        assert len(device.tickets) == 1
        bus.turn(device, RESUMED)
        assert printer.status().can_print
        printer.print_slip(SLIP)
        assert len(device.tickets) == 4


def quick(address: str) -> EscposPrinter:
    """The printer at `address`, with less patience than the usual one."""
    return EscposPrinter(connector(address), confirm_timeout_s=CONFIRM_S)


STEPS = st.sampled_from(
    ["print", "tear", "pause", "resume"]
    + [f"{when} {answers}" for when in ("now", "later") for answers in range(1, 6)]
)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=30))
def test_whatever_happens_a_confirmed_slip_is_out(steps: list[str]) -> None:
    clone = Clone()
    with EscposPrinter(lambda: clone, Seconds(), confirm_timeout_s=0.1) as printer:
        for step, height in zip(steps, count(20)):
            play(step, clone, printer, height)


def play(step: str, clone: Clone, printer: EscposPrinter, height: int) -> None:
    """One thing that happens; a slip is told from others by its height."""
    when, _, answers = step.partition(" ")
    match when:
        case "print":
            with suppress(PrinterError):
                printer.print_slip(picture(height))
                assert height in {render(ticket).height for ticket in clone.engine.tickets}
        case "tear":
            clone.torn = True
            with suppress(PrinterUnreachable):
                printer.status()
            clone.torn = False
        case "later":
            clone.resumes = Switches(answers_left=int(answers))
        case "now":
            clone.turn(Switches(answers_left=int(answers)))
        case _:
            clone.resumes = None
            clone.turn(PAUSED if when == "pause" else RESUMED)
