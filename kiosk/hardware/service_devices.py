"""Devices that services ask for: a machine that counts, a terminal for bank cards, a gate.

Each tells how it is; what it counts and whether it is there goes to its desk.
"""

from contextlib import ExitStack
from typing import Final

from structlog.typing import FilteringBoundLogger

from drivers.card_terminal.serial_terminal import SerialCardTerminal
from drivers.counter.machine import CountingMachine
from drivers.device import DeviceState
from kiosk.desks.count_desk import CountDesk
from kiosk.desks.gate_desk import GateDesk
from kiosk.hardware.device_states import DeviceStates
from kiosk.hardware.signals import Signals
from kiosk.outside import Outside
from kiosk.profile.machine import Profile

COUNTER: Final = "counter"
CARD_TERMINAL: Final = "card-terminal"
CARD_PAYMENTS: Final = "card-payments"
"""Not a device: whether any payment at the terminal is without a certain end."""
OPEN: Final = "open"


class ServiceDevices:
    """What a profile names of them; None is what it does not. Started and closed by `Hardware`."""

    def __init__(
        self,
        profile: Profile,
        states: DeviceStates,
        signals: Signals,
        outside: Outside,
        log: FilteringBoundLogger,
    ) -> None:
        """Open them. Raises `LedgerError` where what was counted can't be kept."""
        self._states = states
        has_gate = profile.board is not None and profile.board.gate > 0
        self.gate = GateDesk(signals.board if has_gate else None)
        self.counts: CountDesk | None = None
        self.terminal: SerialCardTerminal | None = None
        self.terminal_here = False  # it answers; told on its thread
        self._machine: CountingMachine | None = None
        if profile.counter is not None:
            self.counts = CountDesk(profile.state, outside.post, log)
            path, baud = profile.counter.path, profile.counter.baud
            self._machine = CountingMachine(path, self.counts.take, self._counter_is, baud=baud)
        if profile.card_terminal is not None:
            path, baud = profile.card_terminal.path, profile.card_terminal.baud
            self.terminal = SerialCardTerminal(path, self._terminal_is, baud=baud)

    def start(self) -> None:
        """Start their threads."""
        for part in (self._machine, self.terminal):
            if part is not None:
                part.start()

    def close(self) -> None:
        """Close them all. Twice is harmless."""
        with ExitStack() as last_first:
            for part in (self.counts, self._machine, self.terminal):
                if part is not None:
                    last_first.callback(part.close)

    def payments_open(self, left: bool) -> None:
        """Say whether a payment at the terminal is without a certain end."""
        self._states.tell(CARD_PAYMENTS, OPEN if left else DeviceState.FOUND)

    def _counter_is(self, state: DeviceState) -> None:
        self._states.tell(COUNTER, state)
        if self.counts is not None:
            self.counts.state_is(state)

    def _terminal_is(self, state: DeviceState) -> None:
        self.terminal_here = state is DeviceState.FOUND
        self._states.tell(CARD_TERMINAL, state)
