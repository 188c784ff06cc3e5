"""The simulator obeys a real printer's rules."""

from __future__ import annotations

import socket
from queue import Queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.contract import Paper
from drivers.printer.engine import MAX_BUFFER_BYTES, PrintEngine, Switches
from drivers.printer.job import slip_job
from drivers.printer.render import render
from drivers.printer.replies import CLEAR_BUFFERS, CLEARED
from drivers.printer.simulator import PrinterSimulator
from tests.drivers.printers import picture

WAIT_S = 10.0  # only ever waited for in full when the test fails
ASK_PRINTER, ASK_OFFLINE, ASK_ERROR, ASK_PAPER = (b"\x10\x04" + bytes([n]) for n in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("switches", "answers"),
    [
        (Switches(), (0x12, 0x12, 0x12, 0x12)),
        (Switches(paper=Paper.NEAR_END), (0x12, 0x12, 0x12, 0x1E)),
        (Switches(paper=Paper.OUT), (0x1A, 0x32, 0x12, 0x7E)),
        (Switches(cover_open=True), (0x1A, 0x16, 0x12, 0x12)),
        (Switches(cutter_error=True), (0x1A, 0x52, 0x1A, 0x12)),
        (Switches(offline=True), (0x1A, 0x12, 0x12, 0x12)),
        (Switches(broken=True), (0x1A, 0x52, 0x32, 0x12)),
        (Switches(too_hot=True), (0x1A, 0x52, 0x52, 0x12)),
    ],
)
def test_real_time_questions_are_answered_in_any_state(
    switches: Switches, answers: tuple[int, ...]
) -> None:
    engine = PrintEngine()
    engine.turn(switches)
    assert engine.receive(ASK_PRINTER + ASK_OFFLINE + ASK_ERROR + ASK_PAPER) == bytes(answers)


def test_real_time_questions_are_found_within_pictures_and_in_pieces() -> None:
    engine = PrintEngine()
    assert engine.receive(b"\x1dv0\x00\x08\x00\x01\x00AB\x10\x04") == b""
    assert engine.receive(b"\x01CDE") == b"\x12"
    assert engine.receive(b"\x10\x04\x05") == b""


def test_a_job_without_paper_waits_and_comes_out_when_paper_is_put_in() -> None:
    engine = PrintEngine()
    engine.turn(Switches(paper=Paper.OUT))
    assert engine.receive(slip_job(picture())) == b""
    assert not engine.tickets
    assert engine.turn(Switches()) == b"\x00"
    assert render(engine.tickets[0]).tobytes() == picture().tobytes()


def test_clearing_throws_the_waiting_job_away_and_says_so() -> None:
    engine = PrintEngine()
    engine.turn(Switches(paper=Paper.OUT))
    engine.receive(slip_job(picture()))
    assert engine.receive(CLEAR_BUFFERS[:4]) == b""
    assert engine.receive(CLEAR_BUFFERS[4:]) == CLEARED
    assert engine.turn(Switches()) == b""
    assert not engine.tickets


def test_one_that_knows_no_clearing_says_nothing_and_keeps_the_job() -> None:
    engine = PrintEngine(ignores_clear=True)
    engine.turn(Switches(paper=Paper.OUT))
    engine.receive(slip_job(picture()))
    assert engine.receive(CLEAR_BUFFERS) == b""
    assert engine.turn(Switches()) == b"\x00"
    assert len(engine.tickets) == 1


def test_a_pause_is_in_no_status_and_ends_where_it_began() -> None:
    engine = PrintEngine()
    engine.turn(Switches(answers_left=1))
    assert engine.receive(slip_job(picture()) * 2) == b"\x00"
    assert len(engine.tickets) == 1
    asked = ASK_PRINTER + ASK_OFFLINE + ASK_ERROR + ASK_PAPER
    assert engine.receive(asked) == b"\x12" * 4
    assert engine.turn(Switches()) == b"\x00"
    assert len(engine.tickets) == 2


def test_what_follows_the_clearing_is_printed() -> None:
    engine = PrintEngine()
    assert engine.receive(CLEAR_BUFFERS + slip_job(picture())) == CLEARED + b"\x00"
    assert len(engine.tickets) == 1


def test_the_buffer_is_full_while_it_holds_what_can_not_be_printed() -> None:
    engine = PrintEngine()
    engine.turn(Switches(offline=True))
    while not engine.full:
        engine.receive(slip_job(picture()))
    engine.turn(Switches())
    assert not engine.full


def test_paper_that_ends_stops_within_the_picture_and_the_rest_comes_on_new_paper() -> None:
    engine = PrintEngine()
    engine.turn(Switches(paper_left_dots=150))
    assert engine.receive(slip_job(picture(400))) == b""
    assert engine.switches.paper is Paper.OUT
    engine.turn(Switches())
    rest = picture(400).crop((0, 150, 576, 400))
    assert render(engine.tickets[0]).tobytes() == rest.tobytes()


def test_paper_is_used_up_by_what_is_printed() -> None:
    engine = PrintEngine()
    engine.turn(Switches(paper_left_dots=500))
    engine.receive(slip_job(picture(200)))
    assert engine.switches.paper_left_dots == 300


PAPER_OUT_BLOCK = b"\x1c\x00\x0f\x0f"
QUIET_BLOCK = b"\x14\x00\x00\x0f"


def test_automatic_status_tells_each_change_once_and_in_the_middle_of_a_job() -> None:
    engine = PrintEngine()
    assert engine.receive(b"\x1da\xff") == QUIET_BLOCK
    engine.turn(Switches(paper_left_dots=150))
    job = slip_job(picture(400)).replace(b"\x1da\x00", b"")
    assert engine.receive(b"\x1da\xff" + job.removeprefix(b"\x1b@")) == (
        QUIET_BLOCK + PAPER_OUT_BLOCK
    )
    assert engine.receive(b"") == b""
    assert engine.turn(Switches()) == QUIET_BLOCK + b"\x00"
    assert engine.turn(Switches(cover_open=True)) == b"\x3c\x00\x00\x0f"
    assert engine.turn(Switches(cutter_error=True)) == b"\x1c\x08\x00\x0f"
    assert engine.turn(Switches(broken=True)) == b"\x1c\x20\x00\x0f"
    assert engine.turn(Switches(too_hot=True)) == b"\x1c\x40\x00\x0f"
    assert engine.turn(Switches(paper=Paper.NEAR_END)) == b"\x14\x00\x03\x0f"


def test_automatic_status_is_off_after_its_command_and_back_after_a_reset() -> None:
    engine = PrintEngine(automatic_status=True)
    assert engine.receive(b"HI") == QUIET_BLOCK
    assert engine.receive(b"\x1da\x00") == b""
    assert engine.turn(Switches(offline=True)) == b""
    assert engine.turn(Switches()) == b""
    engine.receive(b"\x1b@")
    assert engine.turn(Switches(offline=True)) == b"\x1c\x00\x00\x0f"


@given(st.lists(st.binary(max_size=80), max_size=12), st.booleans())
def test_any_bytes_leave_an_engine_that_still_answers(pieces: list[bytes], out: bool) -> None:
    engine = PrintEngine()
    engine.turn(Switches(paper=Paper.OUT if out else Paper.OK))
    for piece in pieces:
        engine.receive(piece)
    assert engine.receive(ASK_PRINTER)[-1:] == (b"\x1a" if out else b"\x12")


def test_each_cut_ticket_is_handed_out_once() -> None:
    tickets: Queue[bytes] = Queue()
    with PrinterSimulator(on_ticket=tickets.put) as simulator, _call(simulator) as caller:
        caller.sendall(slip_job(picture()) * 2)
        first, second = tickets.get(timeout=WAIT_S), tickets.get(timeout=WAIT_S)
        assert first == second
        assert render(first).tobytes() == picture().tobytes()
        assert simulator.tickets == (first, second)


def test_a_job_outlives_its_connection() -> None:
    tickets: Queue[bytes] = Queue()
    with PrinterSimulator(on_ticket=tickets.put) as simulator:
        simulator.turn(Switches(paper=Paper.OUT))
        with _call(simulator) as caller:
            caller.sendall(slip_job(picture()))
        simulator.turn(Switches())
        assert render(tickets.get(timeout=WAIT_S)).height == picture().height


def test_a_full_buffer_makes_the_printer_stop_listening_and_paper_makes_it_listen_again() -> None:
    tickets: Queue[bytes] = Queue()
    many = MAX_BUFFER_BYTES // len(slip_job(picture())) + 2
    with PrinterSimulator(on_ticket=tickets.put) as simulator, _call(simulator) as caller:
        simulator.turn(Switches(offline=True))
        caller.sendall(slip_job(picture()) * many + ASK_PRINTER)
        simulator.turn(Switches())
        for _ in range(many):
            tickets.get(timeout=WAIT_S)
        answers = b""
        while len(answers) < many + 1:
            answers += caller.recv(64)
        assert answers.endswith(b"\x12")


def test_callers_are_served_one_after_the_other() -> None:
    with PrinterSimulator() as simulator, _call(simulator) as first:
        first.sendall(ASK_PRINTER)
        assert first.recv(8) == b"\x12"
        with _call(simulator) as second:
            second.sendall(ASK_PRINTER)
            first.close()
            assert second.recv(8) == b"\x12"


def test_a_printer_that_is_off_stays_off() -> None:
    simulator = PrinterSimulator().start()
    address = simulator.address
    simulator.close()
    simulator.close()
    simulator.turn(Switches(offline=True))
    assert simulator.closed
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(_host_and_port(address), WAIT_S)


def _call(simulator: PrinterSimulator) -> socket.socket:
    return socket.create_connection(_host_and_port(simulator.address), WAIT_S)


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.removeprefix("tcp://").rpartition(":")
    return host, int(port)
