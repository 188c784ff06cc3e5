"""A gate is never held open by a crash: real processes are killed at every step of an opening."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from drivers.board.gate import LET_GO_S
from drivers.board.signal_board import LATE_S
from drivers.board.simulator import SimulatedBoard
from drivers.far_end import PtyCable
from tests.drivers.boards import GATE, LAMP, TWO, WAIT_S, family

LIMIT_S = 1.0  # of a guard that sees its kiosk gone: it takes some 20 ms, on an idle machine
HELD_MS = 2_500  # so long that only the guard can have ended it within the limit
BACK_S = 5.0  # a guard that was killed is missed, started again, and lets go
MISSED_S = LET_GO_S + LATE_S  # one that hangs is missed so long after the contact's time is over
RESTART_S = 2.5  # another one lets go, once it has started as the kiosk and the first one had to


class Kiosk:
    """A kiosk of its own process, and its guard."""

    def __init__(self, board: SimulatedBoard, path: Path, gate_ms: int) -> None:
        arguments = [str(path), board.family.name, str(gate_ms)]
        command = [sys.executable, "-m", "tests.drivers.board_kiosk", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.board = board

    def guard(self) -> int:
        """Wait for the next guard's process id."""
        if self.process.stdout is None:
            raise AssertionError("its output was asked for")
        return int(self.process.stdout.readline())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        self.kill()
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextmanager
def kiosk_at(name: str, folder: Path, gate_ms: int) -> Iterator[Kiosk]:
    board = SimulatedBoard(family(name))
    with PtyCable(board, folder / "board") as pty:
        kiosk = Kiosk(board, pty.link, gate_ms)
        try:
            yield kiosk
        finally:
            kiosk.close()
            assert board.wait_until(closed=False, channel=GATE, timeout_s=WAIT_S)


def has_ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def wait_for(condition: Callable[[], bool], timeout_s: float = WAIT_S) -> bool:
    until_s, pause = monotonic() + timeout_s, Event()
    while not condition():
        if monotonic() >= until_s:
            return False
        pause.wait(0.01)
    return True


def closed(kiosk: Kiosk) -> None:
    assert kiosk.board.wait_until(closed=True, channel=GATE, timeout_s=WAIT_S)


def later(seconds: float) -> Callable[[Kiosk], None]:
    def step(kiosk: Kiosk) -> None:
        closed(kiosk)
        Event().wait(seconds)

    return step


def nothing_yet(kiosk: Kiosk) -> None:
    """The guard has just been started."""


def lamp_lit(kiosk: Kiosk) -> None:
    assert kiosk.board.wait_until(closed=True, channel=LAMP, timeout_s=WAIT_S)


STEPS = {
    "guard-starts": nothing_yet,
    "lamp-lit": lamp_lit,
    "contact-closes": closed,
    "asked": later(0.05),
    "held": later(0.5),
    "almost-over": later(HELD_MS / 1000 - 0.05),
    "lets-go": later(HELD_MS / 1000),
    "asked-again": later(HELD_MS / 1000 + 0.03),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
@pytest.mark.parametrize("name", TWO)
def test_a_killed_kiosk_leaves_every_contact_open(
    name: str, step: Callable[[Kiosk], None], tmp_path: Path
) -> None:
    with kiosk_at(name, tmp_path, HELD_MS) as kiosk:
        guard = kiosk.guard()
        step(kiosk)
        kiosk.kill()
        assert kiosk.board.wait_until(closed=False, channel=GATE, timeout_s=LIMIT_S)
        assert kiosk.board.wait_until(closed=False, channel=LAMP, timeout_s=LIMIT_S)
        assert wait_for(lambda: has_ended(guard))
        assert not kiosk.board.is_closed(GATE)  # nothing closes it again on the way out


@pytest.mark.parametrize("name", TWO)
def test_a_kiosk_that_hangs_can_t_hold_it(name: str, tmp_path: Path) -> None:
    with kiosk_at(name, tmp_path, 500) as kiosk:
        kiosk.guard()
        closed(kiosk)
        os.kill(kiosk.process.pid, signal.SIGSTOP)
        assert kiosk.board.wait_until(closed=False, channel=GATE, timeout_s=0.5 + LIMIT_S)


@pytest.mark.parametrize("name", TWO)
def test_a_killed_guard_is_started_again_and_lets_go(name: str, tmp_path: Path) -> None:
    with kiosk_at(name, tmp_path, HELD_MS) as kiosk:
        first = kiosk.guard()
        closed(kiosk)
        os.kill(first, signal.SIGKILL)
        assert kiosk.board.wait_until(closed=False, channel=GATE, timeout_s=BACK_S)
        assert kiosk.guard() != first


def test_a_guard_that_hangs_is_ended_at_once_and_another_one_lets_go(tmp_path: Path) -> None:
    gate_ms, begun_s = 200, monotonic()
    with kiosk_at("lcus", tmp_path, gate_ms) as kiosk:
        first = kiosk.guard()
        start_s = monotonic() - begun_s
        closed(kiosk)
        closed_s = monotonic()
        os.kill(first, signal.SIGSTOP)
        assert kiosk.board.wait_until(closed=False, channel=GATE, timeout_s=WAIT_S)
        assert monotonic() - closed_s < gate_ms / 1000 + MISSED_S + start_s + RESTART_S
        assert kiosk.guard() != first
        assert has_ended(first)


def test_with_both_killed_the_next_start_lets_go(tmp_path: Path) -> None:
    with kiosk_at("lcus", tmp_path, HELD_MS) as kiosk:
        guard = kiosk.guard()
        closed(kiosk)
        os.kill(guard, signal.SIGKILL)
        kiosk.kill()
        assert wait_for(lambda: has_ended(guard))
        assert kiosk.board.is_closed(GATE)  # what docs/gates.md says of it
        following = Kiosk(kiosk.board, tmp_path / "board", HELD_MS)
        try:
            assert kiosk.board.wait_until(closed=False, channel=GATE, timeout_s=WAIT_S)
        finally:
            following.close()


def test_a_board_with_its_own_clock_ends_the_impulse_with_both_killed(tmp_path: Path) -> None:
    with kiosk_at("waveshare", tmp_path, 1_000) as kiosk:
        guard = kiosk.guard()
        closed(kiosk)
        os.kill(guard, signal.SIGKILL)
        kiosk.kill()
        assert kiosk.board.wait_until(closed=False, channel=GATE, timeout_s=1.0 + LIMIT_S)
