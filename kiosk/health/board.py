"""What a technician asks of the relay board: is it there, does it answer, is its gate closed."""

from typing import Final

from drivers.board.release import release
from drivers.errors import DriverError, GateFailed
from kiosk.config import ConfigError
from kiosk.hardware.signals import BOARD, board_settings
from kiosk.health.finding import Finding
from kiosk.health.opening import Hands, not_opened
from kiosk.profile.machine import Profile

UNFIT: Final = "correct [board] in the machine's profile (docs/gates.md)"
HANDS: Final = Hands(
    BOARD, "check its cable and power, [board] family and baud; use the path under by-id"
)
WELDED: Final = "take the gate off the board and change the relay: it is welded"


def look_at_board(profile: Profile) -> Finding:
    """Open all contacts of the profile's board and ask whether the gate's is open."""
    section = profile.board
    if section is None:
        raise AssertionError("asked only where the profile has one")
    try:
        answers = release(board_settings(section))
    except GateFailed as exc:
        return Finding(BOARD, False, f"{section.path}: {exc}", WELDED)
    except ConfigError as exc:
        return Finding(BOARD, False, str(exc), UNFIT)
    except DriverError as exc:
        return not_opened(BOARD, section.path, exc, HANDS)
    told = "answers; its contacts are open" if answers else "opens; a board that can't be asked"
    return Finding(BOARD, True, f"{section.path}: {section.family} {told}")
