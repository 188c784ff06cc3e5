"""``kiosk board``: open all contacts of the relay board, or try what hangs on it."""

import argparse
import sys
from functools import partial
from pathlib import Path
from queue import Empty, Queue
from threading import Event
from typing import Final

from drivers.board.gate import GateOutcome, Opened
from drivers.board.guard_link import GuardProcess
from drivers.board.release import release
from drivers.board.signal_board import SignalBoard
from drivers.board.words import Settings
from drivers.device import DeviceState
from drivers.errors import DriverError
from kiosk.config import ConfigError
from kiosk.hardware.board_guard import guard_command
from kiosk.hardware.signals import board_settings
from kiosk.profile.machine import load_profile

ABOUT: Final = """
release opens every contact of the relay board and asks whether the gate's is open: systemd does it
whenever the kiosk has ended, in whatever way. gate opens the gate once; lamp and buzzer show what a
call for staff does, for some seconds. Stop the kiosk first: it holds the board.
Exit code: 0 done, or the profile has no board; 1 the board did not do it; 2 unusable profile.
"""
FOUND_S: Final = 10.0  # a guard starts, opens the port and asks
RESULT_S: Final = 20.0  # the longest impulse, and what the guard may take to tell
SHOWN_S: Final = 5.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = ABOUT
    parser.add_argument("action", choices=("release", "gate", "lamp", "buzzer"))
    parser.add_argument("--profile", type=Path, required=True, help="the machine's profile")


def run(arguments: argparse.Namespace) -> int:
    """Do it and say what came of it."""
    try:
        section = load_profile(arguments.profile).board
        settings = None if section is None else board_settings(section)
    except ConfigError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    if settings is None:
        print("the profile has no relay board")
        return 0
    try:
        print(_do(arguments.action, settings))
    except DriverError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    return 0


def _do(action: str, settings: Settings) -> str:
    if action == "release":
        sure = release(settings)
        return "all contacts are open" if sure else "all contacts were told to open"
    states: Queue[str] = Queue()
    with SignalBoard(settings, partial(GuardProcess, guard_command()), states.put) as board:
        _await_found(states)
        if action == "gate":
            return _open_gate(board)
        if action == "lamp":
            board.lamp(True)
        else:
            board.buzz()
        Event().wait(SHOWN_S)
    return f"the {action} was switched on"


def _await_found(states: Queue[str]) -> None:
    state: str = DeviceState.STARTING
    try:
        while state != DeviceState.FOUND:
            state = states.get(timeout=FOUND_S)
    except Empty:
        raise DriverError(f"the relay board is {state}") from None


def _open_gate(board: SignalBoard) -> str:
    results: Queue[GateOutcome] = Queue()
    board.open_gate(results.put)
    outcome = results.get(timeout=RESULT_S)
    if isinstance(outcome, Opened):
        return "opened, the board confirms it" if outcome.confirmed else "opened, unconfirmed"
    raise outcome
