"""What services ask of this kiosk's own ledger: counts by period, person and badge; own entries."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import effects, events
from kiosk.desks.lookup_desk import LookUpDesk
from kiosk.payment import CheckedCode, Ticket
from kiosk.services.base import Lookup, OwnEntries, Period, Source, Tallies, Tally, Whose
from offline_queue.clock import Moment
from protocol.entry import ClockState, EntryKind
from tests.kiosk.desks import Desks, lunch
from tests.kiosk.people import NOON_S, Card, Node, badge
from tests.kiosk.shops import facility
from tests.kiosk.test_claims import granted, order, shown, stood_in, written

DAY_S = 86_400
SPENT = (EntryKind.SPEND,)
EARNED = (EntryKind.EARN,)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def found(desks: Desks, source: Source, **who: Any) -> Any:  # noqa: ANN401 - a fact
    service = facility().services["meals"]
    asked = effects.LookUp(7, service, Lookup("it", source), **who)
    event = LookUpDesk(desks.cashier.books).look_up(asked)
    assert isinstance(event, events.Found), event
    assert (event.check, event.lookup, event.at_s) == (7, "it", desks.now.time_s)
    return event.fact


def tally(desks: Desks, code: CheckedCode | None = None, **how: Any) -> int:  # noqa: ANN401 - of Tally
    (counted,) = found(desks, Tallies((Tally(**{"kinds": SPENT, **how}),)), code=code)
    return int(counted)


def test_tallies_come_in_the_order_in_which_they_were_asked_for(desks: Desks) -> None:
    written(desks, stood_in(desks, lunch(2), shown(desks)))
    asked = Tallies((Tally(SPENT), Tally(SPENT, "noodles"), Tally(SPENT, "lunch", coins=True)))
    assert found(desks, asked) == (2, 0, 30)


def test_a_day_and_a_month_end_by_the_schemes_calendar(desks: Desks) -> None:
    written(desks, stood_in(desks, lunch(), shown(desks)))
    for days, today, month in ((0, 1, 1), (1, 0, 1), (40, 0, 0)):
        desks.now = Moment(NOON_S + days * DAY_S, ClockState.TRUSTED)
        assert tally(desks) == today
        assert tally(desks, period=Period.MONTH) == month
        assert tally(desks, period=Period.LATELY) == 1


def test_with_a_clock_that_staff_set_the_day_does_not_turn(desks: Desks) -> None:
    written(desks, stood_in(desks, lunch(), shown(desks)))
    desks.now = Moment(NOON_S + DAY_S, ClockState.STAFF_SET)
    assert tally(desks) == 1


def test_a_person_is_known_by_phone_and_card_and_nobody_is_nobody(desks: Desks) -> None:
    written(desks, stood_in(desks, lunch(), shown(desks)))
    card = desks.seen(Card(desks.node).text())
    assert tally(desks, card, whose=Whose.PERSON) == 1
    assert tally(desks, None, whose=Whose.PERSON) == 0


def test_a_badge_is_counted_for_what_it_approved(desks: Desks) -> None:
    mine, other = (desks.seen(badge(desks.node, cti).text()) for cti in (b"badge--1", b"badge--2"))
    written(desks, granted(desks, order(EntryKind.EARN), shown(desks), mine))
    asked = Tallies((Tally(EARNED, whose=Whose.APPROVER, coins=True),))
    assert found(desks, asked, approval=mine) == (15,)
    assert found(desks, asked, approval=other) == (0,)
    assert found(desks, asked) == (0,)


@pytest.mark.parametrize(("everywhere", "coins"), [(False, 0), (True, 15)], ids=["own", "all"])
def test_a_cap_on_a_thing_counts_what_any_service_here_gave_for_it(
    desks: Desks, everywhere: bool, coins: int
) -> None:
    written(desks, granted(desks, order(EntryKind.EARN), shown(desks)))
    other = facility().services["locker"]
    asked = Lookup("it", Tallies((Tally(EARNED, coins=True, everywhere=everywhere),)))
    told = LookUpDesk(desks.cashier.books).look_up(effects.LookUp(7, other, asked))
    assert isinstance(told, events.Found)
    assert told.fact == (coins,)


def test_a_machines_count_is_found_ever_after(desks: Desks) -> None:
    counted = order(EntryKind.EARN, evidence="pet-1-7f3a0012-41")
    written(desks, granted(desks, counted, shown(desks)))
    desks.now = Moment(NOON_S + 400 * DAY_S, ClockState.TRUSTED)
    assert tally(desks, kinds=EARNED, evidence="pet-1-7f3a0012-41") == 1
    assert tally(desks, kinds=EARNED, evidence="pet-1-7f3a0012-42") == 0


def test_own_entries_are_todays_of_this_service_without_what_was_given_back(desks: Desks) -> None:
    first = written(desks, stood_in(desks, lunch(), shown(desks))).ticket
    desks.now = Moment(NOON_S + 60, ClockState.TRUSTED)
    second = written(desks, stood_in(desks, lunch(2), shown(desks, 2))).ticket
    code = shown(desks, 3)
    own: tuple[Ticket, ...] = found(desks, OwnEntries(SPENT), code=code)
    assert [ticket.id for ticket in own] == [second.id, first.id]
    assert own[0].quantity == 2
    back = order(EntryKind.REVERSE, ref=first.id)
    written(desks, granted(desks, back, code))
    assert [it.id for it in found(desks, OwnEntries(SPENT), code=code)] == [second.id]
    desks.now = Moment(NOON_S + DAY_S, ClockState.TRUSTED)
    assert found(desks, OwnEntries(SPENT), code=code) == ()


def test_a_ledger_that_is_closed_is_told(desks: Desks) -> None:
    desks.cashier.close()
    service = facility().services["meals"]
    asked = effects.LookUp(7, service, Lookup("it", Tallies((Tally(SPENT),))))
    assert LookUpDesk(desks.cashier.books).look_up(asked) == events.LedgerFailed("cannot-open")
