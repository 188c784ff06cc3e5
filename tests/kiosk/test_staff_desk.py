"""What staff are told of the machine, and the clock that they may set."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import events
from offline_queue.clock import Moment
from offline_queue.errors import DiskFull
from offline_queue.reader import MAX_UNFULFILLED
from protocol.entry import ClockState, EntryKind, Role
from tests.kiosk.desks import Desks, proved
from tests.kiosk.people import NOON_S, Card, Node, Resident

# NOON_S is 2027-01-15 17:00 here: the scheme's days are nine hours ahead of UTC.
NOW, LATER = "202701151700", "202701151945"
LATER_S = NOON_S + 2 * 3600 + 45 * 60


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def look(desks: Desks) -> events.StaffKnows:
    event = desks.staff.look(3)
    assert isinstance(event, events.StaffKnows)
    assert event.check == 3
    return event


def test_staff_see_what_is_unsent_and_how_old_it_is(desks: Desks) -> None:
    desks.now = Moment(NOON_S + 7200, ClockState.TRUSTED)
    facts = look(desks).facts
    assert (facts.unsent, facts.unsent_for_s) == (1, 7200)
    assert (facts.clock, facts.near) == (ClockState.TRUSTED, desks.watch.near)
    assert facts.devices == (("camera", "found"), ("copy", "lost"))


def test_staff_see_tickets_of_anybody_newest_first_and_print_one_with_their_name_on_it(
    desks: Desks,
) -> None:
    first = desks.sell(desks.seen(Resident(desks.node).text()))
    desks.now = Moment(NOON_S + 60, ClockState.TRUSTED)
    second = desks.sell(proved(desks.seen(Card(desks.node).text())))
    assert isinstance(first, events.Recorded)
    assert isinstance(second, events.Recorded)
    owed = look(desks).facts.owed
    assert [one.id for one in owed] == [second.ticket.id, first.ticket.id]
    by = desks.badge()
    assert desks.cashier.fulfilled(owed[0], True, by) is None
    fulfil = desks.entries()[-1]
    assert (fulfil.kind, fulfil.ref, fulfil.result) == (EntryKind.FULFIL, owed[0].id, "done")
    assert [(party.role, party.cti) for party in fulfil.parties] == [(Role.STAFF, by.resident.cti)]
    assert [one.id for one in look(desks).facts.owed] == [first.ticket.id]


def test_of_more_debts_than_can_be_listed_the_newest_is_there_and_can_be_handed_out(
    desks: Desks,
) -> None:
    for number in range(MAX_UNFULFILLED + 1):
        payer = Resident(desks.node, cti=number.to_bytes(8))
        desks.now = Moment(NOON_S + number, ClockState.TRUSTED)
        last = desks.sell(desks.seen(payer.text(desks.now.time_s)))
    assert isinstance(last, events.Recorded)
    owed = look(desks).facts.owed
    assert (len(owed), owed[0].id) == (MAX_UNFULFILLED, last.ticket.id)
    assert desks.cashier.is_owed(last.ticket)


def test_a_clock_set_by_staff_leaves_an_entry_with_their_name_at_the_new_time(desks: Desks) -> None:
    by = desks.badge()
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    assert desks.staff.set_clock(5, LATER, by, again=False) == events.StaffDone(5)
    assert desks.now == Moment(LATER_S, ClockState.STAFF_SET)
    clock = desks.entries()[-1]
    assert (clock.kind, clock.time, clock.clock) == (
        EntryKind.CLOCK,
        LATER_S,
        ClockState.STAFF_SET,
    )
    assert [party.role for party in clock.parties] == [Role.STAFF]


@pytest.mark.parametrize(
    ("digits", "reason"),
    [
        ("202713011200", "clock-no-time"),
        ("202701322400", "clock-no-time"),
        ("000001011200", "clock-no-time"),
        ("202701151659", "clock-too-early"),
        ("197001010000", "clock-too-early"),
        ("202801151700", "clock-too-late"),  # a slip in the year
        ("203701151700", "clock-too-late"),
        ("999912312359", "clock-too-late"),
    ],
)
@pytest.mark.parametrize("again", [False, True])
def test_a_time_that_can_not_be_changes_nothing(
    desks: Desks, digits: str, reason: str, again: bool
) -> None:
    by = desks.badge()
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    before = desks.kinds()
    assert desks.staff.set_clock(5, digits, by, again=again) == events.StaffRefused(5, reason)
    assert desks.now == Moment(NOON_S, ClockState.UNKNOWN)
    assert desks.kinds() == before


def test_the_minute_that_has_begun_is_not_over(desks: Desks) -> None:
    by = desks.badge()
    desks.now = Moment(NOON_S + 59, ClockState.UNKNOWN)
    assert desks.staff.set_clock(5, NOW, by, again=False) == events.StaffDone(5)
    assert desks.now.time_s == NOON_S + 59


def test_a_slip_of_the_finger_can_be_put_right(desks: Desks) -> None:
    by = desks.badge()
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    desks.staff.set_clock(5, "202701161945", by, again=False)
    assert desks.staff.set_clock(6, LATER, by, again=False) == events.StaffDone(6)
    assert desks.now == Moment(LATER_S, ClockState.STAFF_SET)


@pytest.mark.parametrize(
    "digits",
    [
        "202701181701",  # three days and a minute
        "202701301700",  # past the end of the rules in force: the kiosk was off for so long
    ],
)
def test_a_far_time_is_taken_when_it_was_typed_twice(desks: Desks, digits: str) -> None:
    by = desks.badge()
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    before = desks.kinds()
    refused = desks.staff.set_clock(5, digits, by, again=False)
    assert refused == events.StaffRefused(5, "clock-far")
    assert (desks.now.state, desks.kinds()) == (ClockState.UNKNOWN, before)
    assert desks.staff.set_clock(6, digits, by, again=True) == events.StaffDone(6)
    assert desks.now.state is ClockState.STAFF_SET


def test_three_days_are_typed_once(desks: Desks) -> None:
    by = desks.badge()
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    assert desks.staff.set_clock(5, "202701181700", by, again=False) == events.StaffDone(5)


def test_a_clock_that_is_known_by_now_is_left_alone_and_nothing_is_written(desks: Desks) -> None:
    by = desks.badge()
    before = desks.kinds()
    refused = desks.staff.set_clock(5, LATER, by, again=False)
    assert refused == events.StaffRefused(5, "clock-known")
    assert (desks.now, desks.kinds()) == (Moment(NOON_S, ClockState.TRUSTED), before)


def test_a_time_that_can_not_be_written_was_never_said(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull(desks.path, "no space is left")

    by = desks.badge()
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    monkeypatch.setattr(desks.cashier.books.ledger, "append", full)
    assert desks.staff.set_clock(5, LATER, by, again=False) == events.LedgerFailed("disk-full")
    assert desks.now == Moment(NOON_S, ClockState.UNKNOWN)
