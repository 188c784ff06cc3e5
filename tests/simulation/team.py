"""Who works in a process: the real performer, wired as the back room wires it."""

from typing import TYPE_CHECKING

from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.performer import Desks, Lanes, Performer
from kiosk.desks.staff_desk import StaffDesk

if TYPE_CHECKING:
    from tests.simulation.process import Process


def performer_of(process: "Process", scheme: str) -> Performer:
    """Return the performer of a process whose lanes, desks and side room are there."""
    lanes, watch = process.lanes, process.watch
    staff = StaffDesk(process.cashier.books, process.clock, watch, dict)
    holds = HoldDesk(process.client, watch)
    return Performer(
        lanes=Lanes(lanes["ledger"], lanes["holds"], lanes["printer"]),
        desks=Desks(process.cashier, holds, process.printing, staff),
        watch=watch,
        scheme=scheme,
        post=process.tell,
        recorded=process.recorded,
        staff=lambda: None,
        room=process.side.room,
    )
