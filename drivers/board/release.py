"""Opening all contacts of a board that no guard holds, and asking whether they are open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from time import monotonic
from typing import Final

from drivers.board.desk import Desk
from drivers.board.guard import OpenBoard, OpenPort, open_board_port
from drivers.board.lights import Switch
from drivers.board.words import Settings
from drivers.errors import BoardLost, GateFailed

READY_S: Final = 4.0  # releasing 16 channels twice, and three questions
STUCK_S: Final = 1.5  # a contact that was told to open three times by then


def release(settings: Settings, open_port: OpenPort = open_board_port) -> bool:
    """Open every contact of the board; True where the board says that the gate's is open.

    False where it can't be asked. Raises BoardLost where there is no such board, it answers nothing
    though it can, or another process holds it; GateFailed where the contact stays closed.
    """
    lamp, buzzer = Switch(settings.wiring.lamp_pattern), Switch(settings.wiring.buzz_pattern)
    desk = Desk(settings.family, settings.wiring, lamp, buzzer)
    with closing(OpenBoard(settings, desk, open_port(settings.path, settings.baud))) as board:
        _step_while(board, READY_S, lambda: not desk.is_ready)
        if not desk.is_ready:
            raise BoardLost("the relay board answers nothing")
        _step_while(board, STUCK_S, lambda: desk.is_letting_go)
        if desk.is_stuck:
            raise GateFailed("the gate's contact is closed and does not open")
    return settings.family.answers


def _step_while(board: OpenBoard, most_s: float, needed: Callable[[], bool]) -> None:
    until_s = monotonic() + most_s
    while needed() and monotonic() < until_s:
        board.step()
