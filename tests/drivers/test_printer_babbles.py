"""A printer that talks nonsense: bounded, named, never believed, and no longer than the limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.errors import (
    PrinterBabbles,
    PrinterError,
    PrinterFault,
    PrinterUnreachable,
    PrintFailed,
    PrintUnknown,
)
from drivers.printer.contract import Paper
from drivers.printer.engine import PrintEngine, Switches
from drivers.printer.escpos import STATUS_TIMEOUT_S, EscposPrinter
from drivers.printer.job import ASK_IN_ORDER
from drivers.printer.replies import CLEAR_BUFFERS, CLEARED
from kiosk.desks.print_desk import PrintDesk
from tests.drivers.printers import picture

TICK_S = 0.001
LONG_JOB = 1000


class Talker:
    """A wire to an engine whose printer says more, or something else, on a clock of its own.

    `says` is handed what was sent, and what the printer answers to it; `murmurs` comes unasked, so
    many bytes each time the wire is listened to.
    """

    def __init__(
        self,
        engine: PrintEngine | None = None,
        says: Callable[[bytes, bytes], bytes] = lambda _, answer: answer,
        murmurs: Iterator[bytes] | None = None,
    ) -> None:
        self.engine = engine or PrintEngine()
        self.now_s = 0.0
        self.listened = 0
        self._says = says
        self._murmurs = murmurs
        self._waiting = b""

    def clock(self) -> float:
        self.now_s += TICK_S
        return self.now_s

    def send(self, data: bytes, timeout_s: float) -> None:
        self._waiting += self._says(data, self.engine.receive(data))

    def receive(self, timeout_s: float) -> bytes:
        self.listened += 1
        if self._murmurs is not None:
            self._waiting += next(self._murmurs, b"")
        data, self._waiting = self._waiting[:256], self._waiting[256:]
        self.now_s += TICK_S if data else timeout_s
        return data

    def close(self) -> None:
        self._waiting = b""


def over(wire: Talker) -> EscposPrinter:
    return EscposPrinter(lambda: wire, wire.clock, confirm_timeout_s=1.0)


@pytest.mark.parametrize("size", [1, 3, 256])
def test_one_byte_without_end_is_never_a_status(size: int) -> None:
    for byte in range(256):
        wire = Talker(says=lambda *_: b"", murmurs=cycle([bytes([byte]) * size]))
        with over(wire) as printer, pytest.raises(PrinterUnreachable):
            printer.status()
        assert wire.now_s <= STATUS_TIMEOUT_S + 0.1


@pytest.mark.parametrize("byte", [0x00, 0x0F, 0x10, 0x12, 0x13, 0x37, 0x41, 0x80, 0xFF], ids=hex)
def test_one_byte_without_end_never_confirms_a_slip(byte: int) -> None:
    murmuring = False

    def then_it_murmurs(data: bytes, answer: bytes) -> bytes:
        nonlocal murmuring
        murmuring = murmuring or len(data) > LONG_JOB
        return b"" if murmuring else answer

    def murmurs() -> Iterator[bytes]:
        while True:
            yield bytes([byte]) * 200 if murmuring else b""

    wire = Talker(says=then_it_murmurs, murmurs=murmurs())
    with over(wire) as printer, pytest.raises(PrintUnknown):
        printer.print_slip(picture())


def test_a_flood_of_good_answers_is_named_and_ends_at_once() -> None:
    wire = Talker(murmurs=cycle([b"\x12" * 256]))
    with over(wire) as printer, pytest.raises(PrinterBabbles, match="nobody asked for"):
        printer.status()
    assert wire.listened <= 4
    assert wire.now_s < 0.1


def test_a_slip_whose_printer_begins_to_babble_is_unknown_by_that_name() -> None:
    def flood(data: bytes, answer: bytes) -> bytes:
        return b"\x00" * 4096 if len(data) > LONG_JOB else answer

    with over(Talker(says=flood)) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture())
    assert unknown.value.reason is PrinterFault.BABBLES


@pytest.mark.parametrize("noise", [b"\x00", b"A", b"\x0f"], ids=repr)
def test_a_byte_of_noise_is_no_confirmation(noise: bytes) -> None:
    engine = PrintEngine()

    def noise_then_nothing(data: bytes, answer: bytes) -> bytes:
        return noise if len(data) > LONG_JOB else answer

    engine.turn(Switches(paper_left_dots=150))
    with over(Talker(engine, noise_then_nothing)) as printer, pytest.raises(PrintUnknown):
        printer.print_slip(picture(400))
    assert not engine.tickets


class Busy(PrintEngine):
    """A printer in order that takes a job and is not done with it, however long one waits."""

    busy = False

    def receive(self, data: bytes) -> bytes:
        self.busy = self.busy or len(data) > LONG_JOB
        in_line = len(data) > LONG_JOB or data == ASK_IN_ORDER
        return b"" if self.busy and in_line else super().receive(data)


@pytest.mark.parametrize("noise", [b"\x00", b"A"], ids=repr)
def test_a_byte_of_noise_confirms_nothing_while_the_printer_is_busy(noise: bytes) -> None:
    wire = Talker(Busy(), lambda data, answer: noise if len(data) > LONG_JOB else answer)
    with over(wire) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture())
    assert unknown.value.reason is PrinterFault.UNCONFIRMED


def test_a_stream_that_shows_itself_only_after_the_last_answer_is_not_believed() -> None:
    told = iter([b""] * 8 + [b"\x12" * 3])  # a look before each question and one for its answer
    wire = Talker(murmurs=told)
    with over(wire) as printer, pytest.raises(PrinterBabbles):
        printer.status()
    assert wire.listened == 9


def test_a_cover_opened_between_the_two_answers_leaves_the_slip_unknown() -> None:
    engine = PrintEngine()

    def opened(data: bytes, answer: bytes) -> bytes:
        if len(data) > LONG_JOB:
            engine.turn(Switches(cover_open=True))
        return answer

    with over(Talker(engine, opened)) as printer, pytest.raises(PrintUnknown) as unknown:
        printer.print_slip(picture())
    assert unknown.value.reason is PrinterFault.COVER_OPEN
    assert len(engine.tickets) == 1


def test_answers_to_somebody_elses_questions_are_not_believed() -> None:
    """Two programs on one port: each hears what the other asked."""
    wire = Talker(says=lambda _, answer: answer * 2)
    with over(wire) as printer, pytest.raises(PrinterBabbles):
        printer.status()


def test_an_echo_is_no_printer() -> None:
    wire = Talker(says=lambda data, _: data)
    with over(wire) as printer, pytest.raises(PrinterUnreachable):
        printer.status()


def test_a_little_noise_and_status_told_unasked_cost_nothing() -> None:
    def noisy(_: bytes, answer: bytes) -> bytes:
        return b"\xff\x80\x11\x13\x14\x00\x00\x0f" + answer

    wire = Talker(says=noisy)
    with over(wire) as printer:
        assert printer.status().can_print
        printer.print_slip(picture())
    assert len(wire.engine.tickets) == 1


def test_one_that_has_calmed_down_is_believed_again() -> None:
    wire = Talker(murmurs=iter([b"\xff" * 256]))
    with over(wire) as printer:
        with pytest.raises(PrinterBabbles):
            printer.status()
        wire.now_s += 3
        assert printer.status().can_print


def test_one_that_is_asked_all_day_and_sometimes_noisy_is_not_named_for_it() -> None:
    wire = Talker(murmurs=cycle([b"\xff"] * 5 + [b""] * 50))
    with over(wire) as printer:
        for _ in range(200):
            wire.now_s += 3
            assert printer.status().can_print


def test_the_kiosk_is_told_by_that_name() -> None:
    wire = Talker(murmurs=cycle([b"\x12" * 256]))
    with over(wire) as printer:
        desk = PrintDesk(printer, slips=None, draw=None)  # type: ignore[arg-type]  # neither is used
        assert desk.check(7).problem == "printer-babbles"
        assert desk.check(7).check == 7


def test_low_paper_is_told_beside_a_printer_that_can_print() -> None:
    wire = Talker()
    wire.engine.turn(Switches(paper=Paper.NEAR_END))
    with over(wire) as printer:
        told = PrintDesk(printer, slips=None, draw=None).check(0)  # type: ignore[arg-type]  # neither is used
        assert (told.problem, told.warning) == ("", "paper-low")
        wire.engine.turn(Switches(paper=Paper.OUT))
        told = PrintDesk(printer, slips=None, draw=None).check(0)  # type: ignore[arg-type]  # neither is used
        assert (told.problem, told.warning) == ("printer-paper-out", "")


REPLIES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"\x12", b"\x16", b"\x1a", b"\x00", b"\x03", CLEARED, b"\x14\x00\x00\x0f"]),
    st.binary(min_size=1, max_size=2).map(lambda raw: raw * 200),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(REPLIES, max_size=40), st.lists(REPLIES, max_size=40))
def test_whatever_comes_back_ends_in_time_with_a_status_or_a_named_fault(
    answers: list[bytes], murmurs: list[bytes]
) -> None:
    told = iter(answers)
    wire = Talker(says=lambda *_: next(told, b""), murmurs=iter(murmurs))
    with over(wire) as printer:
        for _ in range(3):
            start_s = wire.now_s
            with suppress(PrinterUnreachable):
                printer.status()
            assert wire.now_s - start_s <= STATUS_TIMEOUT_S + 0.1


@settings(deadline=None, max_examples=200)
@given(st.lists(REPLIES, max_size=60))
def test_whatever_comes_back_a_slip_is_confirmed_by_two_answers_only(answers: list[bytes]) -> None:
    told = iter(answers)
    asked: list[bytes] = []

    def says(data: bytes, _: bytes) -> bytes:
        asked.append(data[-len(ASK_IN_ORDER) :])
        return next(told, b"")

    wire = Talker(says=says)
    with over(wire) as printer:
        try:
            printer.print_slip(picture(16))
        except (PrintFailed, PrintUnknown, PrinterError):
            return
    assert asked.count(ASK_IN_ORDER) == 2 or CLEAR_BUFFERS[-3:] in asked
