"""What people see and hear of a call for staff: lamp and buzzer at the profile's relay board.

The gate hangs on the same board; `SignalBoard.open_gate` opens it.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from drivers.board.desk import Wiring
from drivers.board.guard_link import GuardProcess
from drivers.board.signal_board import SignalBoard
from drivers.board.words import Settings
from drivers.errors import BadAddress
from kiosk.config import ConfigError
from kiosk.hardware.board_families import board_family, staff_called
from kiosk.hardware.board_guard import guard_command
from kiosk.profile.device_sections import BoardSection
from kiosk.profile.machine import Profile

BOARD: Final = "board"  # the device, as the log, the doctor and the node know it

OnState = Callable[[str, str], None]


class Signals:
    """Lamp and buzzer of one machine, or neither; a lost board never disturbs a sale.

    ``on_state`` hears how the board is, in the board's own thread: a `DeviceState`, or "stuck" for
    a gate's contact that does not open any more. Nothing here waits for the board.
    """

    def __init__(self, profile: Profile, on_state: OnState) -> None:
        self.board: SignalBoard | None = None
        if profile.board is not None:
            settings = board_settings(profile.board)
            start_guard = partial(GuardProcess, guard_command())
            self.board = SignalBoard(settings, start_guard, partial(on_state, BOARD))

    def start(self) -> None:
        """Start the board's thread; nothing without a board."""
        if self.board is not None:
            self.board.start()

    def close(self) -> None:
        """Let go of the board, with all contacts open. Twice is harmless."""
        if self.board is not None:
            self.board.close()

    def staff_called(self) -> None:
        """Show that staff are called, until they came or the lamp's time is up; short buzz."""
        if self.board is not None:
            self.board.lamp(True)
            self.board.buzz()

    def staff_came(self) -> None:
        """Switch the lamp off."""
        if self.board is not None:
            self.board.lamp(False)


def board_settings(section: BoardSection) -> Settings:
    """Return the board of a profile with its table; ConfigError where they don't fit."""
    family = board_family(section.family)
    call = staff_called()
    patterns = call.lamp.pattern(), call.buzzer.pattern()
    wiring = Wiring(section.gate, section.gate_ms, section.lamp, section.buzzer, *patterns)
    try:
        return Settings(section.path, section.baud, family, wiring).check()
    except BadAddress as exc:
        raise ConfigError("profile", "board", str(exc)) from exc
