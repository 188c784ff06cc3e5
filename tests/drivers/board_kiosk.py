"""A kiosk that does nothing but open a gate, to be killed: `python -m ... PATH FAMILY GATE_MS`.

It prints its guard's process id, opens the gate as soon as the board is found, and again whenever
it was opened; then it waits to be killed.
"""

from __future__ import annotations

import sys
from queue import Queue

from drivers.board.gate import GateOutcome
from drivers.board.guard_link import GuardLink, GuardProcess
from drivers.board.signal_board import SignalBoard
from drivers.board.words import Settings
from kiosk.hardware.board_guard import guard_command
from tests.drivers.boards import family, settings


def start(given: Settings) -> GuardLink:
    guard = GuardProcess(guard_command(), given)
    sys.stdout.write(f"{guard.pid}\n")
    sys.stdout.flush()
    return guard


def main(path: str, name: str, gate_ms: str) -> None:
    states: Queue[str] = Queue()
    results: Queue[GateOutcome] = Queue()
    with SignalBoard(settings(family(name), path, int(gate_ms)), start, states.put) as board:
        while states.get() != "found":
            pass
        board.lamp(True)
        while True:
            board.open_gate(results.put)
            results.get()


if __name__ == "__main__":
    main(*sys.argv[1:])
