"""``kiosk board-guard``: the process that owns the relay board's port, started by the kiosk.

It is a command of the same program, so that the packaged kiosk has it with it.
"""

import sys
from collections.abc import Sequence
from typing import Final

from drivers.board import guard

COMMAND: Final = "board-guard"


def main(arguments: Sequence[str]) -> int:
    """Be the guard, between standard input and output; see `drivers.board.guard`."""
    return guard.main(arguments)


def guard_command() -> tuple[str, ...]:
    """Return what starts the guard: this program, packaged or not, with its command."""
    if getattr(sys, "frozen", False):
        return (sys.executable, COMMAND)
    return (sys.executable, "-m", "kiosk", COMMAND)
