"""The relay board as the kiosk sees it: one suite over a cable in memory and a real guard."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Queue

import pytest

from drivers.board.family import BoardFamily
from drivers.board.gate import GateOutcome, Opened
from drivers.board.guard_link import GuardLink, GuardProcess, GuardThread
from drivers.board.signal_board import SignalBoard
from drivers.board.simulator import SimulatedBoard
from drivers.board.words import Settings
from drivers.errors import BoardLost, GateFailed, GateUnknown
from drivers.far_end import MemoryCable, PtyCable
from kiosk.hardware.board_guard import guard_command
from tests.drivers.boards import GATE, LAMP, TWO, WAIT_S, family, settings

RECOVERY_S = 5.0


@dataclass
class Place:
    """One board, its cable, and the kiosk's side of it."""

    board: SimulatedBoard
    start: Callable[[Settings], GuardLink]
    path: str
    tear: Callable[[], None]
    mend: Callable[[], None]
    states: Queue[str] = field(default_factory=Queue)
    results: Queue[GateOutcome] = field(default_factory=Queue)

    def signal_board(self, gate_ms: int = 200) -> SignalBoard:
        wired = settings(self.board.family, self.path, gate_ms)
        return SignalBoard(wired, self.start, self.states.put)

    def expect(self, state: str, within_s: float = WAIT_S) -> None:
        assert self.states.get(timeout=within_s) == state

    def result(self) -> GateOutcome:
        return self.results.get(timeout=WAIT_S)


def process_place(of: BoardFamily, folder: Path) -> tuple[Place, PtyCable]:
    board = SimulatedBoard(of)
    pty = PtyCable(board, folder / "board")

    def start(given: Settings) -> GuardLink:
        return GuardProcess(guard_command(), given)

    return Place(board, start, str(pty.link), pty.tear, pty.mend), pty


@pytest.fixture(params=["memory", "pty"])
def transport(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=TWO)
def place(request: pytest.FixtureRequest, transport: str, tmp_path: Path) -> Iterator[Place]:
    of = family(request.param)
    if transport == "pty":
        made, pty = process_place(of, tmp_path)
        with pty:
            yield made
        return
    board = SimulatedBoard(of)
    cable = MemoryCable(board, BoardLost)

    def start(given: Settings) -> GuardLink:
        return GuardThread(cable.open, given)

    yield Place(board, start, "memory", cable.tear, cable.mend)


def test_a_gate_is_opened_for_its_time_and_told(place: Place) -> None:
    with place.signal_board() as board:
        place.expect("found")
        board.open_gate(place.results.put)
        assert place.result() == Opened(confirmed=place.board.family.answers)
        assert place.board.wait_until(closed=False, channel=GATE, timeout_s=WAIT_S)
    moves = [move for move in place.board.log if move.channel == GATE]
    assert [move.closed for move in moves] == [True, False]
    assert moves[1].at_s - moves[0].at_s >= 0.15  # a busy machine may be late, never early


def test_a_second_opening_is_refused_at_once(place: Place) -> None:
    with place.signal_board(gate_ms=500) as board:
        place.expect("found")
        board.open_gate(place.results.put)
        refused: Queue[GateOutcome] = Queue()
        board.open_gate(refused.put)
        assert isinstance(refused.get_nowait(), GateFailed)
        assert isinstance(place.result(), Opened)


def test_a_torn_cable_is_told_the_lamp_comes_back_and_no_gate_opens_by_itself(
    place: Place,
) -> None:
    with place.signal_board() as board:
        place.expect("found")
        board.lamp(True)
        assert place.board.wait_until(closed=True, channel=LAMP, timeout_s=WAIT_S)
        place.tear()
        place.expect("lost")
        board.open_gate(place.results.put)
        assert isinstance(place.result(), GateFailed)
        place.board.cut_power()
        place.mend()
        place.expect("found", RECOVERY_S)
        assert place.board.wait_until(closed=True, channel=LAMP, timeout_s=WAIT_S)
    assert not [move for move in place.board.log if move.channel == GATE]


def test_a_cable_torn_while_the_gate_opens_leaves_it_unknown_or_confirmed(place: Place) -> None:
    with place.signal_board(gate_ms=2000) as board:
        place.expect("found")
        board.open_gate(place.results.put)
        assert place.board.wait_until(closed=True, channel=GATE, timeout_s=WAIT_S)
        place.tear()
        assert isinstance(place.result(), GateUnknown | Opened)
        place.expect("lost")
        place.mend()
        place.expect("found", RECOVERY_S)
        assert not place.board.is_closed(GATE)


def test_closing_opens_all_contacts_and_leaves_nothing_behind(place: Place) -> None:
    board = place.signal_board(gate_ms=5000).start()
    place.expect("found")
    board.lamp(True)
    board.open_gate(place.results.put)
    assert place.board.wait_until(closed=True, channel=GATE, timeout_s=WAIT_S)
    assert place.board.wait_until(closed=True, channel=LAMP, timeout_s=WAIT_S)
    board.close()
    board.close()
    assert not place.board.is_closed(GATE)
    assert not place.board.is_closed(LAMP)
    assert isinstance(place.result(), GateUnknown | Opened)
    assert not [one for one in threading.enumerate() if one.name in ("signal-board", "board")]


def test_what_a_listener_raises_costs_nothing(
    place: Place, told: Queue[BaseException | None]
) -> None:
    def deaf(_: GateOutcome) -> None:
        raise LookupError("nobody listens")

    with place.signal_board() as board:
        place.expect("found")
        board.open_gate(deaf)
        assert isinstance(told.get(timeout=WAIT_S), LookupError)
        board.open_gate(place.results.put)
        assert isinstance(place.result(), Opened)


def test_a_board_that_talks_nonsense_is_named_and_left_alone(place: Place) -> None:
    with place.signal_board():
        place.expect("found")
        for _ in range(40):
            place.board.say(b"\xe7" * 50)
        place.expect("babbles")
        place.expect("found")


def test_a_welded_contact_is_named(tmp_path: Path) -> None:
    place, pty = process_place(family("waveshare"), tmp_path)
    place.board.stuck.add(GATE)
    with pty, place.signal_board() as board:
        place.expect("found")
        board.open_gate(place.results.put)
        assert place.result() == Opened(confirmed=True)
        place.expect("stuck")
        board.open_gate(place.results.put)
        assert isinstance(place.result(), GateFailed)
        place.board.stuck.clear()
        place.expect("found")


def test_a_guard_that_does_not_start_is_a_lost_board() -> None:
    states: Queue[str] = Queue()

    def start(given: Settings) -> GuardLink:
        return GuardProcess(("/no/such/program",), given)

    with SignalBoard(settings(family("lcus")), start, states.put) as board:
        assert states.get(timeout=WAIT_S) == "lost"
        results: Queue[GateOutcome] = Queue()
        board.open_gate(results.put)
        assert isinstance(results.get_nowait(), GateFailed)


def kill_guard(board: SignalBoard) -> None:
    if board.guard_pid is None:
        raise AssertionError("its guard runs")
    os.kill(board.guard_pid, signal.SIGKILL)


@pytest.mark.parametrize(("limit_ms", "lit"), [(60_000, True), (50, False)], ids=["soon", "late"])
def test_another_guard_lights_the_lamp_again_while_its_time_is_not_over(
    limit_ms: int, lit: bool, tmp_path: Path
) -> None:
    place, pty = process_place(family("lcus"), tmp_path)
    wired = settings(place.board.family, place.path)
    pattern = replace(wired.wiring.lamp_pattern, limit_ms=limit_ms)
    wired = replace(wired, wiring=replace(wired.wiring, lamp_pattern=pattern))
    with pty, SignalBoard(wired, place.start, place.states.put) as board:
        place.expect("found")
        board.lamp(True)
        assert place.board.wait_until(closed=True, channel=LAMP, timeout_s=WAIT_S)
        kill_guard(board)
        place.expect("lost")
        place.expect("found")
        board.open_gate(place.results.put)  # by then the lamp has had its turn
        assert place.result() == Opened(confirmed=False)
        assert place.board.is_closed(LAMP) is lit


def test_signals_meant_for_the_kiosk_do_not_end_its_guard(tmp_path: Path) -> None:
    place, pty = process_place(family("lcus"), tmp_path)
    with pty, place.signal_board() as board:
        place.expect("found")
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            os.kill(board.guard_pid or 0, number)
        board.open_gate(place.results.put)
        assert place.result() == Opened(confirmed=False)
