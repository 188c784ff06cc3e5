"""Boards that are late and lines that echo: what they say is never taken for more than it is."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.board.desk import POLL_S, Desk, Wiring
from drivers.board.echo import ECHO_S, EchoFilter
from drivers.board.family import BoardFamily
from drivers.board.gate import LET_GO_S, GateOutcome, Opened
from drivers.board.lights import Switch
from drivers.board.line import LATEST_S
from drivers.board.simulator import SimulatedBoard
from drivers.errors import BoardLost, DeviceLost, GateFailed, GateUnknown
from tests.drivers.boards import ANSWERING, BUZZ, FAMILIES, GATE, LAMP, LIT, family, names

TICK_S = 0.02
answering = pytest.mark.parametrize("of", ANSWERING, ids=names(ANSWERING))
every_family = pytest.mark.parametrize("of", FAMILIES, ids=names(FAMILIES))


class Bench:
    """A desk and its board on a clock of the test's; `echoes`: the line repeats what it is told."""

    def __init__(self, of: BoardFamily, gate_ms: int = 500, *, echoes: bool = False) -> None:
        self.now_s = 100.0
        self.board = SimulatedBoard(of, lambda: self.now_s)
        self.told: list[GateOutcome] = []
        self.lost: DeviceLost | None = None
        self.is_there = True
        self._echoes = echoes
        self._echo = b""
        wiring = Wiring(GATE, gate_ms, LAMP, 0, LIT, BUZZ)
        self.desk = Desk(of, wiring, Switch(LIT), Switch(BUZZ))

    def run(self, seconds: float) -> Bench:
        end_s = self.now_s + seconds
        while self.now_s < end_s and self.lost is None:
            self.now_s += TICK_S
            self._step()
            self.told += [told.outcome for told in self.desk.take_news()]
        return self

    def _step(self) -> None:
        heard = self._echo + (self.board.take() if self.is_there else b"")
        try:
            frame = self.desk.step(self.now_s, heard)
        except DeviceLost as exc:
            self.lost = exc
            self.desk.abandon()
            return
        self._echo = frame if self._echoes else b""
        if frame:
            self.board.feed(frame)

    def open_gate(self) -> GateOutcome | None:
        self.desk.open_gate(1)
        self.run(LET_GO_S + 2.0)
        return self.told[-1] if self.told else None


SLOW_S = (0.3, 0.49, 0.51, 0.55, 0.6, 0.8, 1.0, 1.2, 1.5)
WHEN_S = (0.0, 0.1, 0.4, 0.6, 0.9, 1.3, 1.7)  # after the board is ready: in each part of a poll
MS = (300, 500, 1000)


@answering
@pytest.mark.parametrize("slow_s", SLOW_S, ids=lambda slow_s: f"{slow_s:g}s")
def test_a_late_board_never_makes_a_failure_of_a_gate_that_opened(
    slow_s: float, of: BoardFamily
) -> None:
    for gate_ms, when_s in product(MS, WHEN_S):
        bench = Bench(of, gate_ms)
        bench.board.slow_s = slow_s
        said = bench.run(3.0 + when_s).open_gate()
        assert bench.lost is None, "a late board is a board"
        assert isinstance(said, Opened | GateUnknown), f"{gate_ms} ms, {when_s} s: {said!r}"
        moves = [move.closed for move in bench.board.log if move.channel == GATE]
        assert moves == [True, False]


@answering
@pytest.mark.parametrize("slow_s", SLOW_S, ids=lambda slow_s: f"{slow_s:g}s")
def test_a_late_board_never_confirms_a_gate_that_did_not_open(
    slow_s: float, of: BoardFamily
) -> None:
    for gate_ms, when_s in product(MS, WHEN_S):
        bench = Bench(of, gate_ms)
        bench.board.slow_s = slow_s
        bench.board.broken.add(GATE)
        said = bench.run(3.0 + when_s).open_gate()
        assert isinstance(said, GateFailed | GateUnknown), f"{gate_ms} ms, {when_s} s: {said!r}"


@answering
@pytest.mark.parametrize("slow_s", [0.6, 1.0, 1.5], ids=lambda slow_s: f"{slow_s:g}s")
def test_a_board_that_falls_behind_in_an_opening_is_never_taken_for_a_failure(
    slow_s: float, of: BoardFamily
) -> None:
    for when_s in WHEN_S:
        bench = Bench(of).run(3.0)
        bench.board.slow_s = slow_s
        bench.run(when_s)
        assert isinstance(bench.open_gate(), Opened | GateUnknown)
        bench.board.slow_s = 0.0
        bench.told.clear()
        assert bench.run(2 * LATEST_S).open_gate() == Opened(confirmed=True)


@answering
def test_an_answer_that_is_lost_spoils_the_next_seconds_and_no_more(of: BoardFamily) -> None:
    bench = Bench(of).run(3.0)
    bench.board.silent = True
    bench.run(POLL_S)
    bench.board.silent = False
    bench.run(POLL_S + 2 * LATEST_S)
    bench.board.broken.add(GATE)
    assert isinstance(bench.open_gate(), GateFailed)
    assert bench.lost is None


@answering
def test_a_contact_that_was_found_closed_late_is_not_called_stuck_when_it_lets_go(
    of: BoardFamily,
) -> None:
    bench = Bench(of).run(3.0)
    bench.board.slow_s = 1.5
    bench.board.feed(of.frame(of.close, GATE))
    for _ in range(int(8.0 / TICK_S)):
        bench.run(TICK_S)
        assert not bench.desk.is_stuck
    assert not bench.board.is_closed(GATE)


@every_family
def test_a_line_that_echoes_changes_nothing_of_an_opening(of: BoardFamily) -> None:
    bench = Bench(of, echoes=True).run(3.0)
    assert bench.open_gate() == Opened(confirmed=of.answers)
    bench.run(5.0)
    assert bench.lost is None
    assert not bench.desk.is_stuck


@answering
def test_a_line_that_echoes_confirms_nothing(of: BoardFamily) -> None:
    bench = Bench(of, echoes=True)
    bench.board.broken.add(GATE)
    assert isinstance(bench.run(3.0).open_gate(), GateFailed)


@answering
def test_an_echo_alone_is_no_board(of: BoardFamily) -> None:
    bench = Bench(of, echoes=True)
    bench.is_there = False
    bench.run(6.0)
    assert isinstance(bench.lost, BoardLost)
    assert not bench.desk.is_ready


def echoing() -> EchoFilter:
    echo = EchoFilter()
    for frame in (b"\xa0\x01\x00\xa1", b"\xa0\x02\x00\xa2"):
        echo.sent(0.0, frame, asks=False)
        echo.step(0.02, frame)
    return echo


def test_half_an_echo_is_kept_until_the_other_half_comes_or_is_late() -> None:
    echo = echoing()
    echo.sent(1.0, b"\xff\x01\x03", asks=True)
    assert echo.step(1.01, b"\x00\xff\x01") == b"\x00"
    assert echo.step(1.02, b"\x03\x01") == b"\x01"
    echo.sent(2.0, b"\xff\x01\x03", asks=True)
    assert echo.step(2.01, b"\xff") == b""
    assert echo.step(2.0 + ECHO_S, b"") == b"\xff"


def test_an_answer_like_a_command_is_no_echo_on_a_line_that_gave_back_one_command_only() -> None:
    of = family("lcus-feedback")
    echo = EchoFilter()
    for channel in (1, 2):
        echo.sent(0.0, of.frame(of.open, channel), asks=False)
    late = of.frame(of.opened, 1)  # what whoever was here before has asked for
    assert echo.step(0.1, late) == late
    echo.sent(1.0, of.frame(of.close, 1), asks=False)
    echo.sent(1.02, of.frame(of.ask, 1), asks=True)
    assert echo.step(1.05, of.frame(of.closed, 1)) == of.frame(of.closed, 1)


@given(st.lists(st.tuples(st.binary(max_size=12), st.binary(max_size=30)), max_size=30))
def test_whatever_is_said_and_heard_nothing_is_added(pieces: list[tuple[bytes, bytes]]) -> None:
    echo, heard, passed = echoing(), 0, 0
    for number, (sent, data) in enumerate(pieces):
        if sent:
            echo.sent(1.0 + number / 50, sent, asks=True)
        heard += len(data)
        passed += len(echo.step(1.0 + number / 50, data))
    assert passed <= heard
