"""What stands beside a machine: a counting machine, a card terminal, a gate. They outlive programs.

Each obeys its driver's contract in simulated time, with the troubles that such things have: a count
told twice, a payment that nobody can tell of, a gate that did not open.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from drivers.board.gate import Opened
from drivers.board.signal_board import OnGate
from drivers.card_terminal.contract import (
    Approved,
    Cancelled,
    Declined,
    DeclineReason,
    NeverHeard,
    NotCancelled,
    OnStep,
    TerminalStatus,
    no_step,
)
from drivers.counter.protocol import Counted
from drivers.device import DeviceState
from drivers.errors import GateFailed, GateUnknown, TenderFailed, TenderUnknown, TerminalLost
from kiosk.desks.count_desk import CountDesk
from tests.simulation.chance import Chance
from tests.simulation.line import Spend
from tests.simulation.medium import PowerGone

if TYPE_CHECKING:
    from tests.simulation.process import Process

TORN: Final = 0.25  # an acknowledgement that the counting machine never gets: it tells again
UNREACHABLE: Final = 0.05  # the card terminal, at each question
DIES: Final = 0.02  # the program, while the terminal is at it: half of the faults that it has
_PAY_MS, _ASK_MS, _GATE_MS = (4_000, 60_000), (50, 900), (1_000, 6_000)


def _no_time(_took_ms: int) -> None:
    """Nobody counts it."""


@dataclass
class SimCounter:
    """Counts what is put in, and tells it until it is told that the count is safe."""

    name: str
    run: str
    chance: Chance
    items: dict[int, int] = field(default_factory=dict)  # what was put in, by sequence
    waiting: list[Counted] = field(default_factory=list)
    told_again: int = 0

    def drop(self, items: int, desk: CountDesk) -> None:
        """Somebody puts things in."""
        sequence = len(self.items) + 1
        self.items[sequence] = items
        self.waiting.append(Counted(self.name, self.run, sequence, items))
        self.tell(desk)

    def between(self, before: str, number: str) -> int | None:
        """How much was put in after one evidence's name up to another's; None for another machine's
        name, as a copied ledger has them."""
        last = self._sequence(number)
        if last is None:
            return None
        first = self._sequence(before) or 0
        return sum(items for at, items in self.items.items() if first < at <= last)

    def _sequence(self, number: str) -> int | None:
        mine = number.startswith(f"{self.name}-{self.run.lower()}-")
        return int(number.rpartition("-")[2]) if mine else None

    def tell(self, desk: CountDesk) -> None:
        """Tell what waits; of some the acknowledgement gets lost."""
        again: list[Counted] = []
        for one in self.waiting:
            desk.take(one)
            if self.chance.happens(TORN):
                again.append(one)
                self.told_again += 1
        self.waiting = again


@dataclass
class SimTerminal:
    """A terminal for bank cards. ``charged``: won by payment, of those that stand."""

    chance: Chance
    troubled: bool = True
    spend: Spend = _no_time
    charged: dict[bytes, int] = field(default_factory=dict)
    over: set[bytes] = field(default_factory=set)  # cancelled for ever
    taken: int = 0
    closed: bool = False

    def status(self) -> TerminalStatus:
        """See `CardTerminal`."""
        self.spend(self.chance.between(*_ASK_MS))
        if self._silent():
            raise TerminalLost("its cable is out")
        return TerminalStatus.READY

    def approve(self, payment: bytes, won: int, on_step: OnStep = no_step) -> Approved | Declined:
        """See `CardTerminal`; the program may die before or after somebody is charged."""
        if payment in self.charged or payment in self.over:
            raise AssertionError("an id is used twice")
        if self._silent():
            raise TenderFailed("its cable is out")
        on_step("card")
        self.spend(self.chance.between(*_PAY_MS))
        if self.troubled and self.chance.happens(DIES):
            raise PowerGone
        if self.chance.happens(0.15):
            return Declined(DeclineReason.BANK)
        self.charged[payment] = won
        self.taken += 1
        if self.troubled and self.chance.happens(DIES):
            raise PowerGone
        if self._silent():
            raise TenderUnknown("its cable was torn")
        return Approved(won, "A1", 0)

    def ask(self, payment: bytes) -> Approved | Declined | NeverHeard:
        """See `CardTerminal`."""
        raise AssertionError("the kiosk cancels what it does not know")

    def cancel(self, payment: bytes) -> Cancelled | NotCancelled:
        """See `CardTerminal`."""
        self.spend(self.chance.between(*_ASK_MS))
        if self._silent():
            raise TenderUnknown("its cable is out")
        self.over.add(payment)
        self.charged.pop(payment, None)
        return Cancelled()

    def close(self) -> None:
        """See `CardTerminal`: it is the machine's, and outlives the program."""

    def _silent(self) -> bool:
        return self.troubled and self.chance.happens(UNREACHABLE)


@dataclass
class SimGate:
    """A gate's board."""

    chance: Chance
    troubled: bool = True
    spend: Spend = _no_time
    opened: int = 0

    @property
    def board_state(self) -> str:
        """See `GateBoard`."""
        return DeviceState.FOUND.value

    def open_gate(self, on_result: OnGate) -> None:
        """See `GateBoard`."""
        self.spend(self.chance.between(*_GATE_MS))
        if self.troubled and self.chance.happens(UNREACHABLE):
            on_result(self.chance.pick((GateFailed("stuck"), GateUnknown("torn"))))
            return
        self.opened += 1
        on_result(Opened(confirmed=True))


@dataclass
class Devices:
    """All of one machine's."""

    counter: SimCounter
    terminal: SimTerminal
    gate: SimGate

    @classmethod
    def beside(cls, name: str, chance: Chance) -> "Devices":
        """New ones."""
        run = chance.bytes(4).hex().upper()
        return cls(SimCounter(name, run, chance), SimTerminal(chance), SimGate(chance))

    def work_for(self, process: "Process") -> None:
        """A program runs: what they take is its time."""
        self.terminal.spend = self.gate.spend = process.spend

    def mend(self) -> None:
        """No troubles any more."""
        self.terminal.troubled = self.gate.troubled = False
