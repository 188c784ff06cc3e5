"""A gate opens for what was paid, once; what did not surely open stays owed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.board.gate import GateOutcome, Opened
from drivers.board.signal_board import OnGate
from drivers.errors import GateFailed, GateUnknown
from kiosk import effects, events
from kiosk.desks.gate_desk import GateDesk
from kiosk.desks.lanes import InlineLane
from kiosk.desks.performer import Desks as PerformerDesks
from kiosk.desks.performer import Lanes, Performer
from kiosk.desks.service_room import bare_room
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import Ticket
from kiosk.services.base import HandOver
from protocol.entry import EntryKind
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node
from tests.kiosk.test_claims import granted, order, shown


class Board:
    """A board that says what it is told to say, at once."""

    def __init__(self, outcome: GateOutcome, state: str = "found") -> None:
        self.board_state = state
        self.outcome = outcome
        self.orders = 0

    def open_gate(self, on_result: OnGate) -> None:
        self.orders += 1
        on_result(self.outcome)


class NoPrinter:
    """Whoever asks a printer for a gate is wrong."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"{name} of a printer")


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


class World:
    """A terminal's desks with a gate; ``told`` is what the visit heard."""

    def __init__(self, desks: Desks, board: Board | None) -> None:
        self.desks, self.told = desks, list[events.Event]()
        lane = InlineLane(self.told.append)
        none: Any = NoPrinter()
        holds: Any = None
        self.performer = Performer(
            lanes=Lanes(lane, lane, lane),
            desks=PerformerDesks(desks.cashier, holds, none, desks.staff),
            watch=NodeWatch(),
            scheme="coin",
            post=self.told.append,
            recorded=lambda: None,
            staff=lambda: None,
            room=replace(bare_room(lane, self.told.append), gate=GateDesk(board)),
        )

    def entered(self) -> Ticket:
        """Agree to an entry by the gate."""
        payment = granted(self.desks, order(EntryKind.ADMIT, HandOver.GATE), shown(self.desks))
        self.performer.perform(effects.Commit(payment))
        event = self.told.pop()
        assert isinstance(event, events.Recorded), event
        return event.ticket


OUTCOMES = [
    (Opened(confirmed=True), "", "done"),
    (Opened(confirmed=False), "", "done"),
    (GateFailed("it did not close"), "gate-failed", "failed"),
    (GateUnknown("nobody can say"), "gate-unknown", "failed"),
]


@pytest.mark.parametrize(
    ("outcome", "reason", "result"), OUTCOMES, ids=["opened", "unconfirmed", "failed", "unknown"]
)
def test_what_became_of_the_gate_is_told_and_written(
    desks: Desks, outcome: GateOutcome, reason: str, result: str
) -> None:
    world = World(desks, Board(outcome))
    ticket = world.entered()
    world.performer.perform(effects.Print(ticket))
    done = events.PrintFailed(ticket, reason) if reason else events.Printed(ticket)
    assert world.told == [done]
    assert desks.kinds()[-2:] == [("admit", None), ("fulfil", result)]
    assert [it.id for it in shown(desks, 2).unfulfilled] == ([ticket.id] if reason else [])


@pytest.mark.parametrize(
    ("board", "problem"),
    [
        (None, "gate-unreachable"),
        (Board(Opened(True), "lost"), "gate-unreachable"),
        (Board(Opened(True), "stuck"), "gate-stuck"),
    ],
    ids=["none", "lost", "stuck"],
)
def test_without_a_gate_nothing_is_charged_and_nothing_opens(
    desks: Desks, board: Board | None, problem: str
) -> None:
    world = World(desks, board)
    world.performer.perform(effects.CheckGate(4))
    assert world.told == [events.GateReported(problem, 4)]
    payment = granted(desks, order(EntryKind.ADMIT, HandOver.GATE), shown(desks))
    world.performer.perform(effects.Commit(payment))
    assert world.told[-1] == events.NotRecorded(payment, problem)
    assert desks.kinds() == [("open", None)]
    assert board is None or board.orders == 0


def test_a_gate_lost_after_the_charge_leaves_it_owed(desks: Desks) -> None:
    board = Board(Opened(True))
    world = World(desks, board)
    ticket = world.entered()
    board.board_state = "lost"
    world.performer.perform(effects.Print(ticket))
    assert world.told == [events.PrintFailed(ticket, "gate-unreachable")]
    assert board.orders == 0


def test_what_was_let_in_already_is_not_let_in_again(desks: Desks) -> None:
    board = Board(Opened(True))
    world = World(desks, board)
    ticket = world.entered()
    world.performer.perform(effects.Print(ticket))
    again = replace(ticket, again=True)
    world.performer.perform(effects.Print(again))
    assert world.told == [events.Printed(ticket), events.Printed(again)]
    assert board.orders == 1


def test_after_a_restart_nothing_opens_by_itself(desks: Desks) -> None:
    ticket = World(desks, Board(Opened(True))).entered()
    desks.cashier.close()
    board = Board(Opened(True))
    world = World(desks, board)
    assert desks.cashier.open() is None
    assert board.orders == 0
    (owed,) = shown(desks, 2).unfulfilled
    assert (owed.id, owed.kind) == (ticket.id, EntryKind.ADMIT)
    world.performer.perform(effects.Print(replace(ticket, again=True)))
    assert board.orders == 1
