"""What people see and hear of a call for staff: lamp and buzzer at the profile's relay board."""

from collections.abc import Callable

from drivers.device import DeviceState
from kiosk.machine import Profile

BOARD = "board"  # the device, as the log, the doctor and the node know it

OnState = Callable[[str, DeviceState], None]


class Signals:
    """Lamp and buzzer of one machine, or neither; a lost board never disturbs a sale.

    ``on_state`` hears how the board is, in the board's own thread. Nothing here waits for it.
    """

    def __init__(self, profile: Profile, on_state: OnState) -> None:
        self._section = profile.board
        self._on_state = on_state

    def start(self) -> None:
        """Start the board's thread; nothing without a board."""

    def close(self) -> None:
        """Let go of the board, with all contacts open. Twice is harmless."""

    def staff_called(self) -> None:
        """Show that staff are called, until they came or the lamp's time is up; short buzz."""

    def staff_came(self) -> None:
        """Switch the lamp off."""
