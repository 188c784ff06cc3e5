"""The gate: whether it can be opened, and opening it once for what was paid. On a lane of its own.

The board's guard decides how long the contact is closed; here is waited for what became of it, and
nothing else. A ticket whose gate did not surely open stays owed, and nothing opens by itself later:
not after a restart, not when a cable is back.
"""

from concurrent.futures import Future
from typing import Final, Protocol

from drivers.board.gate import GateOutcome, Opened
from drivers.board.signal_board import OnGate
from drivers.device import DeviceState
from drivers.errors import GateUnknown
from kiosk.events import Event, GateReported, Printed
from kiosk.events import PrintFailed as NotHandedOver
from kiosk.payment import Ticket

UNREACHABLE: Final = "gate-unreachable"
STUCK: Final = "gate-stuck"
FAILED: Final = "gate-failed"
UNKNOWN: Final = "gate-unknown"
RESULT_S: Final = 60.0
"""An impulse of 10 s at most, and what the board itself waits for it; later it has a bug."""


class GateBoard(Protocol):
    """A `SignalBoard`, as much of it as a gate needs."""

    @property
    def board_state(self) -> str:
        """How it is: a `DeviceState` or "stuck"."""

    def open_gate(self, on_result: OnGate) -> None:
        """Open once; ``on_result`` gets what became of it, exactly once."""


class GateDesk:
    """``board`` is None on a machine that no gate hangs on."""

    def __init__(self, board: GateBoard | None = None) -> None:
        self._board = board

    @property
    def problem(self) -> str:
        """Why it can't be opened now, or ""; asked on any thread, waits for nothing."""
        if self._board is None:
            return UNREACHABLE
        state = self._board.board_state
        if state == "stuck":
            return STUCK
        return "" if state == DeviceState.FOUND else UNREACHABLE

    def check(self, number: int) -> GateReported:
        """Return the same as an event."""
        return GateReported(self.problem, number)

    def open(self, ticket: Ticket) -> Event:
        """Open the gate for a ticket and wait for what became of it."""
        board, problem = self._board, self.problem
        if board is None or problem:
            return NotHandedOver(ticket, problem)
        told: Future[GateOutcome] = Future()
        board.open_gate(told.set_result)
        try:
            outcome = told.result(RESULT_S)
        except TimeoutError:
            return NotHandedOver(ticket, UNKNOWN)
        if isinstance(outcome, Opened):
            return Printed(ticket)
        return NotHandedOver(ticket, UNKNOWN if isinstance(outcome, GateUnknown) else FAILED)
