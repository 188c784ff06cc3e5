"""PINs, refusals and the work of staff reach the desks of the ledger lane and are answered."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import effects, events
from kiosk.desks.lanes import InlineLane
from kiosk.desks.performer import Desks as PerformersDesks
from kiosk.desks.performer import Lanes, Performer
from offline_queue.clock import Moment
from protocol.entry import ClockState
from tests.kiosk.desks import BADGE_PIN, PIN, Desks, proved
from tests.kiosk.people import NOON_S, Card, Node, Resident


class Stage:
    """A performer whose lanes run at once; ``told`` are its events."""

    def __init__(self, desks: Desks) -> None:
        self.desks, self.grown = desks, 0
        self.told: list[events.Event] = []
        self.printed: list[object] = []
        lane, unused = InlineLane(self.told.append), None
        printer: Any = self
        holds: Any = unused
        self.performer = Performer(
            lanes=Lanes(lane, lane, lane),
            desks=PerformersDesks(desks.cashier, holds, printer, desks.staff),
            watch=desks.watch,
            scheme="test-coin",
            post=self.told.append,
            recorded=self.count,
            staff=lambda: None,
        )

    def count(self) -> None:
        self.grown += 1

    def print(self, ticket: Any) -> events.Event:  # noqa: ANN401 - a ticket
        self.printed.append(ticket)
        return events.Printed(ticket)

    def __call__(self, effect: effects.Effect) -> list[events.Event]:
        self.told.clear()
        self.performer.perform(effect)
        return list(self.told)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield Stage(desks)
    desks.cashier.close()


def test_a_pin_is_set_tried_and_unblocked(stage: Stage) -> None:
    by = stage.desks.badge()
    card = stage.desks.seen(Card(stage.desks.node).text())
    assert stage(effects.SetPin(1, card, by, PIN)) == [events.StaffDone(1)]
    for number in range(4):
        assert stage(effects.CheckPin(number, card, "0000")) == [
            events.PinWrong(number, 4 - number)
        ]
    assert stage(effects.CheckPin(5, card, "0000")) == [events.PinRefused(5, "pin-blocked")]
    assert stage(effects.UnblockPin(6, card, by)) == [events.StaffDone(6)]
    assert stage(effects.CheckPin(7, card, PIN)) == [events.PinRight(7)]
    assert stage(effects.CheckPin(8, by, BADGE_PIN)) == [events.PinRight(8)]
    assert stage.grown == 9  # each wakes the sync


def test_staff_look_and_set_the_clock(stage: Stage) -> None:
    by = stage.desks.badge()
    (known,) = stage(effects.AskForStaff(3))
    assert isinstance(known, events.StaffKnows)
    stage.desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    assert stage(effects.SetClock(4, "202701151945", by, again=False)) == [events.StaffDone(4)]


def test_a_refusal_is_noted_and_nobody_waits_for_it(stage: Stage) -> None:
    assert stage(effects.NoteRefusal("bad-signature", None)) == []
    assert stage.desks.kinds()[-1] == ("refuse", "bad-signature")


def test_an_owed_ticket_is_printed_in_the_name_of_staff(stage: Stage) -> None:
    sold = stage.desks.sell(proved(stage.desks.seen(Resident(stage.desks.node).text())))
    assert isinstance(sold, events.Recorded)
    by = stage.desks.badge()
    (known,) = stage(effects.AskForStaff(3))
    assert isinstance(known, events.StaffKnows)
    (owed,) = known.facts.owed
    assert stage(effects.Print(owed, by)) == [events.Printed(owed)]
    fulfil = stage.desks.entries()[-1]
    assert (fulfil.result, fulfil.parties[0].cti) == ("done", by.resident.cti)
    assert stage.printed == [owed]
