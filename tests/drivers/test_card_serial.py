"""The thread of a card terminal at a serial port: lost, found, talking nonsense, killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from hashlib import shake_256
from pathlib import Path
from queue import Queue
from threading import Event
from time import monotonic

import pytest

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    DeclineReason,
    NeverHeard,
    TerminalStatus,
)
from drivers.card_terminal.engine import Person, Scene
from drivers.card_terminal.line import MAX_FRAMES, TerminalLine, open_serial_port
from drivers.card_terminal.serial_terminal import MAX_JOBS, SerialCardTerminal
from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.card_terminal.wire import Frame, Kind
from drivers.device import DeviceState
from drivers.errors import DeviceBabbles, TenderFailed, TenderUnknown, TerminalLost
from drivers.serial_port import FakeSerialPort
from tests.drivers.card_terminals import SHORT, WAIT_S, InBackground, SerialRig, is_in

ID = bytes(range(16))
OTHER = ID[::-1]
ROOT = Path(__file__).parents[2]
NONSENSE = shake_256(b"nonsense").digest(5000)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[SerialRig]:
    with closing(SerialRig(tmp_path)) as made:
        yield made


@pytest.fixture
def simulator(tmp_path: Path) -> Iterator[CardTerminalSimulator]:
    with CardTerminalSimulator(tmp_path / "terminal", tmp_path / "book") as running:
        yield running


def test_a_torn_cable_is_told_at_rest_and_a_mended_one_works_again_within_five_seconds(
    rig: SerialRig,
) -> None:
    rig.unplug()
    rig.simulator.mend()
    back_s = monotonic()
    assert rig.states.get(timeout=WAIT_S) is DeviceState.FOUND
    assert monotonic() - back_s < 5.0
    assert isinstance(rig.terminal.approve(ID, 500), Approved)


def test_a_terminal_that_is_switched_off_is_lost_though_its_port_is_there(rig: SerialRig) -> None:
    rig.simulator.power_cut()
    assert rig.states.get(timeout=WAIT_S) is DeviceState.LOST
    rig.simulator.power_on()
    assert rig.states.get(timeout=WAIT_S) is DeviceState.FOUND


def test_what_talks_nonsense_is_named_and_comes_back(rig: SerialRig) -> None:
    rig.simulator.babble(NONSENSE)
    assert rig.states.get(timeout=WAIT_S) is DeviceState.BABBLES
    with pytest.raises(TenderFailed):
        rig.terminal.approve(ID, 500)
    assert rig.states.get(timeout=WAIT_S) is DeviceState.FOUND
    assert isinstance(rig.terminal.approve(ID, 500), Approved)


def listen(line: TerminalLine, steps: int) -> None:
    for _ in range(steps):
        line.step()


@pytest.mark.parametrize("kind", [Kind.NAK, Kind.WORKING, Kind.DECLINED], ids=str)
def test_whole_frames_that_nobody_asked_for_without_end_are_nonsense(kind: Kind) -> None:
    port = FakeSerialPort(TerminalLost)
    flood = Frame(kind, 7, ID, b"\x01" * (kind is not Kind.NAK)).encoded * (MAX_FRAMES + 1)
    port.type_in(flood)
    line = TerminalLine(port, "the port")
    with pytest.raises(DeviceBabbles):
        listen(line, steps=len(flood))


def test_nonsense_in_a_payment_makes_it_unknown_and_not_more_than_that(rig: SerialRig) -> None:
    rig.turn(Scene(Person.WAITS))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    rig.simulator.babble(NONSENSE)
    assert isinstance(paying.result(), TenderUnknown)
    rig.turn(Scene())
    assert rig.states.get(timeout=WAIT_S) is DeviceState.BABBLES
    assert rig.states.get(timeout=WAIT_S) is DeviceState.FOUND
    assert isinstance(rig.terminal.ask(ID), Approved)


def test_closing_ends_a_payment_that_is_under_way_as_unknown(rig: SerialRig) -> None:
    rig.turn(Scene(Person.WAITS))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    rig.terminal.close()
    assert isinstance(paying.result(), TenderUnknown)


def test_a_question_waits_for_the_payment_before_it(rig: SerialRig) -> None:
    rig.turn(Scene(Person.WAITS))
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    asking = InBackground(lambda: rig.terminal.ask(ID))
    rig.turn(Scene())
    assert isinstance(paying.result(), Approved)
    assert asking.result() == rig.terminal.approve(ID, 500)


CHILD = """
import sys, threading
from drivers.card_terminal.serial_terminal import SerialCardTerminal
found = threading.Event()
with SerialCardTerminal(sys.argv[1], lambda _: found.set()) as terminal:
    found.wait(20)
    terminal.approve(bytes.fromhex(sys.argv[2]), 500)
"""


AT_CARD = Scene(Person.WAITS)
PAYS, DECLINED = Scene(), Scene(Person.IS_DECLINED)
WALKS = Scene(Person.WAITS, card_wait_s=0.5)


@pytest.mark.parametrize(
    ("before", "moment", "after", "truth"),
    [
        (AT_CARD, EntryState.TAKEN, PAYS, Approved),
        (AT_CARD, EntryState.TAKEN, DECLINED, Declined),
        (AT_CARD, EntryState.TAKEN, WALKS, Declined),
        (Scene(bank_s=600.0), EntryState.AT_BANK, PAYS, Approved),
        (Scene(Person.IS_DECLINED, bank_s=600.0), EntryState.AT_BANK, PAYS, Declined),
        (PAYS, EntryState.APPROVED, PAYS, Approved),
    ],
    ids=["card-pays", "card-declined", "card-walks", "bank-yes", "bank-no", "approved"],
)
def test_a_kiosk_killed_in_the_middle_of_a_payment_is_told_the_truth_when_it_asks(
    before: Scene, moment: EntryState, after: Scene, truth: type, simulator: CardTerminalSimulator
) -> None:
    simulator.turn(before)
    child = [sys.executable, "-c", CHILD, str(simulator.link), ID.hex()]
    kiosk = subprocess.Popen(child, cwd=ROOT)
    try:
        assert simulator.wait_for_book(is_in(ID, moment), WAIT_S)
    finally:
        kiosk.kill()
        kiosk.wait()
    simulator.turn(after)
    states: Queue[DeviceState] = Queue()
    with SerialCardTerminal(str(simulator.link), states.put, patience=SHORT) as terminal:
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        assert isinstance(terminal.ask(ID), truth)
    assert len(simulator.book.charges) == (truth is Approved)


def test_a_terminal_is_shown_ready_by_its_status(rig: SerialRig) -> None:
    assert rig.terminal.status() is TerminalStatus.READY
    rig.simulator.power_cut()
    with pytest.raises(TerminalLost):
        rig.terminal.status()


def test_a_payment_given_up_before_its_turn_charges_nobody(rig: SerialRig) -> None:
    rig.turn(AT_CARD)
    first = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    second = InBackground(lambda: rig.terminal.approve(OTHER, 500))
    giving_up = InBackground(lambda: rig.terminal.cancel(OTHER))
    assert rig.terminal.cancel(ID) == Cancelled()
    assert first.result() == Declined(DeclineReason.WITHDRAWN)
    rig.turn(PAYS)
    assert giving_up.result() == Cancelled()
    given_up = second.result()
    assert isinstance(given_up, TenderFailed) or given_up == Declined(DeclineReason.WITHDRAWN)
    assert rig.terminal.ask(OTHER) == Declined(DeclineReason.WITHDRAWN)


def test_more_calls_than_a_visit_can_make_are_refused_at_once(rig: SerialRig) -> None:
    rig.turn(AT_CARD)
    paying = InBackground(lambda: rig.terminal.approve(ID, 500))
    rig.wait_for(ID, EntryState.TAKEN)
    answers: Queue[object] = Queue()

    def ask() -> None:
        try:
            answers.put(rig.terminal.ask(OTHER))
        except TenderUnknown as exc:
            answers.put(exc)

    asking = [InBackground(ask) for _ in range(MAX_JOBS + 3)]
    assert all(isinstance(answers.get(timeout=WAIT_S), TenderUnknown) for _ in range(3))
    rig.turn(PAYS)
    assert isinstance(paying.result(), Approved)
    assert [answers.get(timeout=WAIT_S) for _ in range(MAX_JOBS)] == [NeverHeard()] * MAX_JOBS
    assert [one.result() for one in asking] == [None] * len(asking)


class BrokenPort:
    """A port to a terminal; from `breaks` on, reading it is a bug of our own."""

    def __init__(self, path: str, baud: int, breaks: Event) -> None:
        self._port = open_serial_port(path, baud)
        self._breaks = breaks

    def read(self, timeout_s: float | None = None) -> bytes:
        if self._breaks.is_set():
            raise LookupError("a bug")
        return self._port.read() if timeout_s is None else self._port.read(timeout_s)

    def write(self, data: bytes) -> None:
        self._port.write(data)

    def close(self) -> None:
        self._port.close()


def test_a_thread_that_ends_by_a_bug_leaves_nobody_waiting(
    simulator: CardTerminalSimulator, told: Queue[BaseException | None]
) -> None:
    simulator.turn(AT_CARD)
    states: Queue[DeviceState] = Queue()
    breaks = Event()
    terminal = SerialCardTerminal(
        str(simulator.link),
        states.put,
        open_port=lambda path, baud: BrokenPort(path, baud, breaks),
        patience=SHORT,
    )
    with terminal:
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        paying = InBackground(lambda: terminal.approve(ID, 500))
        assert simulator.wait_for_book(is_in(ID, EntryState.TAKEN), WAIT_S)
        asking = InBackground(lambda: terminal.ask(OTHER))
        breaks.set()
        assert isinstance(paying.result(), TenderUnknown)
        assert isinstance(asking.result(), TenderUnknown)
        assert isinstance(told.get(timeout=WAIT_S), LookupError)
        with pytest.raises(TenderUnknown, match="before"):
            terminal.approve(ID, 500)
        with pytest.raises(TenderFailed):
            terminal.approve(OTHER[1:] + b"!", 500)


class PortThatBreaksWhenBack(BrokenPort):
    """Lost once it was found; opened again, the first read after the greeting is a bug."""

    openings = 0

    def __init__(self, path: str, baud: int, breaks: Event) -> None:
        super().__init__(path, baud, breaks)
        type(self).openings += 1
        self._is_back = self.openings > 1
        self._answered = False

    def read(self, timeout_s: float | None = None) -> bytes:
        if self._is_back and self._answered:
            raise LookupError("a bug")
        if not self._is_back and self._breaks.is_set():
            raise TerminalLost("torn")
        data = self._port.read()
        self._answered |= bool(data)
        return data


def test_a_bug_right_after_it_is_back_leaves_nobody_waiting_either(
    simulator: CardTerminalSimulator, told: Queue[BaseException | None]
) -> None:
    states: Queue[DeviceState] = Queue()
    breaks = Event()
    terminal = SerialCardTerminal(
        str(simulator.link),
        states.put,
        open_port=lambda path, baud: PortThatBreaksWhenBack(path, baud, breaks),
        patience=SHORT,
    )
    with terminal:
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        breaks.set()
        assert isinstance(told.get(timeout=WAIT_S), LookupError)
        with pytest.raises(TenderFailed):
            terminal.approve(ID, 500)
