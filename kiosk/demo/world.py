"""What the switches do: phones, network, paper and camera, all moved by one thread.

Commands arrive in order, time is handed in. After each step the board shows how things stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from drivers.printer.contract import Paper
from drivers.printer.simulator import PrinterSimulator
from kiosk.demo.control import Board
from kiosk.demo.equipment import Equipment
from kiosk.demo.messages import (
    Command,
    Counts,
    CutNetwork,
    CutPower,
    Finished,
    HidePhone,
    KeepPlace,
    Place,
    PutIn,
    ScanOffer,
    Seen,
    ShowPhone,
    TakePaper,
)
from kiosk.demo.phones import Shown
from kiosk.demo.proxy import NetworkSwitch
from kiosk.demo.stream import Showing, View
from ui.contract import ThanksScreen


@dataclass
class Told:
    """What the window has told: its place, and how far the scripted resident has come."""

    place: Place | None = None
    screens: list[str] = field(default_factory=list)
    counts: list[Counts] = field(default_factory=list)
    finished: Finished | None = None

    @property
    def sold_unsent(self) -> bool:
        """Whether the visit is at its last screen with entries that the node does not have."""
        at_end = bool(self.screens) and self.screens[-1].endswith(ThanksScreen.name)
        return at_end and self.counts[-1].recorded > self.counts[-1].confirmed


@dataclass
class World:
    """Everything around the terminal. ``cut_power`` kills it and starts it again."""

    board: Board
    phones: Mapping[str, Shown]
    view: View
    network: NetworkSwitch
    printer: PrinterSimulator
    equipment: Equipment
    cut_power: Callable[[], None]
    told: Told = field(default_factory=Told)

    def step(self, now: int) -> None:
        """Let time pass (epoch seconds): phones renew their codes."""
        for phone in self.phones.values():
            phone.step(now)
        self._show_all()

    def do(self, command: Command, now: int) -> None:
        """Carry out one command at ``now``."""
        match command:
            case ShowPhone():
                self._show_phone(command, now)
            case ScanOffer(resident=resident, text=text):
                self._scan(resident, text, now)
            case PutIn(items=items):
                self.equipment.put_in(items)
            case HidePhone():
                self.view.show(None)
                self.board.change(shown=None)
            case CutNetwork(cut=cut):
                self.network.set_cut(cut)
            case TakePaper(out=out):
                paper = Paper.OUT if out else Paper.OK
                self.printer.turn(replace(self.printer.switches, paper=paper))
            case CutPower():
                self.board.change(power_cuts=self.board.state.power_cuts + 1)
                self.cut_power()
            case KeepPlace(place=place):
                self.told.place = place
            case Seen() | Finished():
                self._note(command)
        self._show_all()

    def _show_phone(self, command: ShowPhone, now: int) -> None:
        phone = self.phones.get(command.resident)
        if phone is None:
            return
        shown = self.board.state.shown == command.resident
        text = phone.state().code if shown else phone.hold_up(now)
        self.view.show(Showing(text, command.x, command.y))
        self.board.change(shown=command.resident)

    def _scan(self, resident: str, text: str, now: int) -> None:
        phone = self.phones.get(resident)
        if phone is not None:
            phone.scan(text, now)

    def _note(self, seen: Seen | Finished) -> None:
        if isinstance(seen, Finished):
            self.told.finished = seen
            return
        self.told.counts.append(seen.counts)
        if seen.screen is not None:
            self.told.screens.append(seen.screen)

    def _show_all(self) -> None:
        self.board.change(
            phones=tuple(phone.state() for phone in self.phones.values()),
            network_cut=self.network.cut,
            paper_out=self.printer.switches.paper is Paper.OUT,
            gate_openings=self.equipment.gate_openings,
            machine=self.equipment.counter is not None,
        )
