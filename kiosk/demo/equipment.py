"""What stands beside the demo's terminal: a gate's board, a counting machine, a card terminal.

Each is the simulator that is shipped, at a real pseudo-terminal; partners are programs of others,
simulated at addresses of their own. Which of them a facility needs is data: ``assets/demo.toml``.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from drivers.board.simulator import Moved, SimulatedBoard
from drivers.card_terminal.simulator import CardTerminalSimulator
from drivers.counter.simulator import SimulatedMachine
from drivers.far_end import PtyCable
from kiosk.demo.partners import Partner, Wanted, open_partner
from kiosk.demo.settings import Need
from kiosk.hardware.board_families import board_family

BOARD_FAMILY: Final = "lcus-feedback"
GATE_CHANNEL: Final = 1
GATE_MS: Final = 500


@dataclass
class Equipment:
    """What was set up. ``tables`` are its sections of the profile; partners have their own."""

    tables: dict[str, Mapping[str, object]] = field(default_factory=dict)
    partners: list[Partner] = field(default_factory=list)
    board: SimulatedBoard | None = None
    counter: SimulatedMachine | None = None

    @property
    def gate_openings(self) -> int:
        """How often the gate's contact was closed so far."""
        moved: list[Moved] = [] if self.board is None else self.board.log
        return sum(each.closed and each.channel == GATE_CHANNEL for each in moved)

    def put_in(self, items: int) -> None:
        """Put things into the counting machine, if one stands there."""
        if self.counter is not None:
            self.counter.put_in(items)


def set_up(stack: ExitStack, folder: Path, wanted: Sequence[Wanted], now: int) -> Equipment:
    """Set up on ``stack`` what the services need; ports lie in ``folder``. ``now``: epoch s."""
    folder.mkdir()
    made = Equipment()
    needs = {need for each in wanted for need in each.kind.needs}
    if Need.BOARD in needs:
        made.board = SimulatedBoard(board_family(BOARD_FAMILY))
        path = _plug(stack, made.board, folder / "board")
        gate = {"family": BOARD_FAMILY, "gate": GATE_CHANNEL, "gate_ms": GATE_MS}
        made.tables["board"] = {"path": path, **gate}
    if Need.COUNTER in needs:
        made.counter = SimulatedMachine()
        made.tables["counter"] = {"path": _plug(stack, made.counter, folder / "counter")}
    if Need.CARD_TERMINAL in needs:
        terminal = CardTerminalSimulator(folder / "card-terminal", folder / "card-terminal-book")
        stack.enter_context(terminal)
        made.tables["card_terminal"] = {"path": str(folder / "card-terminal")}
    for each in wanted:
        for need in PARTNERS.intersection(each.kind.needs):
            made.partners.append(open_partner(stack, each, need, now))
    return made


PARTNERS: Final = frozenset({Need.PARKING, Need.COURSES, Need.MALL, Need.POINTS})


def _plug(stack: ExitStack, device: SimulatedBoard | SimulatedMachine, link: Path) -> str:
    stack.enter_context(PtyCable(device, link))
    return str(link)
