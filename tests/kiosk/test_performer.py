"""Printing again asks the ledger first: what it can't say stops the kiosk by its own name."""

from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from kiosk import effects, events
from kiosk.desks.lanes import InlineLane, Job, LaneFull
from kiosk.desks.performer import Desks, Lanes, Performer
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import Ticket
from offline_queue.errors import Corrupt, DiskFailing
from tests.kiosk.test_visit import at_confirm, owed, payment_of


@dataclass
class Desk:
    """Cashier and printer in one; ``answer`` is what becomes of the question what is owed."""

    answer: bool | Exception
    printed: list[Ticket] = field(default_factory=list)
    bug: Exception | None = None
    recorded: list[bool] = field(default_factory=list)

    def is_owed(self, _ticket: Ticket) -> bool:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def fulfilled(self, _ticket: Ticket, done: bool, badge: object) -> None:
        assert badge is None
        self.recorded.append(done)

    def check(self, number: int) -> events.PrinterReported:
        return events.PrinterReported("printer-paper-out", number)

    def print(self, ticket: Ticket) -> events.Event:
        self.printed.append(ticket)
        if self.bug is not None:
            raise self.bug
        return events.Printed(ticket)


def told_by(desk: Any, ticket: Ticket) -> list[events.Event]:  # noqa: ANN401 - each desk at once
    told: list[events.Event] = []
    performer_at(desk, told).perform(effects.Print(ticket))
    return told


def performer_at(desk: Any, told: list[events.Event]) -> Performer:  # noqa: ANN401 - the same
    lane = InlineLane(told.append)
    return Performer(
        lanes=Lanes(lane, lane, lane),
        desks=Desks(desk, desk, desk, desk),
        watch=NodeWatch(),
        scheme="coin",
        post=told.append,
        recorded=lambda: None,
        staff=lambda: None,
    )


AGAIN = replace(owed(), again=True)


def test_a_ticket_still_owed_is_printed_again() -> None:
    desk = Desk(answer=True)
    assert told_by(desk, AGAIN) == [events.Printed(AGAIN)]
    assert desk.printed == [AGAIN]


def test_a_ticket_that_came_out_after_all_is_not() -> None:
    desk = Desk(answer=False)
    assert told_by(desk, AGAIN) == [events.Printed(AGAIN)]
    assert desk.printed == []


def test_a_ticket_just_paid_is_printed_without_asking() -> None:
    desk = Desk(answer=AssertionError("nobody asks"))
    assert told_by(desk, owed()) == [events.Printed(owed())]


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Corrupt(Path("ledger.db"), "a page"), "corrupt"),
        (DiskFailing(Path("ledger.db"), "a read"), "disk-failing"),
        (TimeoutError(), "ledger"),
        (LaneFull("it hangs"), "ledger"),
    ],
)
def test_what_keeps_the_ledger_from_answering_stops_the_kiosk_by_its_name(
    trouble: Exception, reason: str
) -> None:
    desk = Desk(trouble)
    assert told_by(desk, AGAIN) == [events.LedgerFailed(reason)]
    assert desk.printed == []


def test_a_bug_while_a_ticket_is_printed_leaves_it_owed_and_says_so() -> None:
    desk, told = Desk(answer=True, bug=ZeroDivisionError()), list[events.Event]()
    with pytest.raises(ZeroDivisionError):  # the lane's to tell
        performer_at(desk, told).perform(effects.Print(owed()))
    assert told == [events.PrintFailed(owed(), "print-unknown")]
    assert desk.recorded == [False]


class FullLane(InlineLane):
    """Has room for whoever waits, and for nobody else."""

    def submit(self, job: Job, wait_s: float = 0.0) -> None:
        if not wait_s:
            raise LaneFull("ledger: 64 jobs are waiting")
        super().submit(job)


@pytest.mark.parametrize("bug", [None, ZeroDivisionError()], ids=["printed", "bug"])
def test_what_the_printer_said_waits_for_room_in_the_ledgers_lane(bug: Exception | None) -> None:
    desk, told = Desk(answer=True, bug=bug), list[events.Event]()
    at = performer_at(desk, told)
    full = replace(at, lanes=replace(at.lanes, ledger=FullLane(told.append)))
    with nullcontext() if bug is None else pytest.raises(ZeroDivisionError):
        full.perform(effects.Print(owed()))
    assert desk.recorded == [bug is None]


@pytest.mark.parametrize("bug", [None, ZeroDivisionError()], ids=["printed", "bug"])
def test_a_ticket_is_under_way_until_the_ledgers_lane_has_its_result(bug: Exception | None) -> None:
    seen: list[bool] = []

    class Watched(Desk):
        def fulfilled(self, ticket: Ticket, done: bool, badge: object) -> None:
            seen.append(at.printing)

    at = performer_at(Watched(answer=True, bug=bug), [])
    assert not at.printing
    with nullcontext() if bug is None else pytest.raises(ZeroDivisionError):
        at.perform(effects.Print(owed()))
    assert seen == [True]
    assert not at.printing


def test_a_printer_that_fails_before_the_charge_is_told_to_the_machine_too() -> None:
    told: list[events.Event] = []
    payment = payment_of(at_confirm())
    performer_at(Desk(answer=True), told).perform(effects.Commit(payment))
    assert events.PrinterReported("printer-paper-out") in told
    assert events.NotRecorded(payment, "printer-paper-out") in told
