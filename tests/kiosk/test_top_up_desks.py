"""A top-up at the desks: who took the money is in the entry, and none is written without it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.card_terminal.book import EntryState
from drivers.card_terminal.fake import FakeCardTerminal
from kiosk import effects, events
from kiosk.desks.lookup_desk import LookUpDesk
from kiosk.payment import CheckedCode, Payment
from kiosk.services.base import (
    BY_CARD,
    BY_CASH,
    Known,
    Lookup,
    Order,
    Period,
    Tallies,
    Tally,
    Whose,
    answered,
    found,
)
from offline_queue.clock import Moment
from protocol.entry import ClockState, EntryKind, Role, Tender
from tests.kiosk.desks import Desks
from tests.kiosk.people import NOON_S, Card, Node, badge
from tests.kiosk.services.charges import AMOUNTS, CARD, CASH, SERVICE, load
from tests.kiosk.tenders import World, states, taken
from tests.kiosk.test_claims import shown, written

CHARGE = load(SERVICE + CARD + CASH + AMOUNTS)
WON, COINS = 10_000, 50


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    facility = replace(desks.district.facility, services={CHARGE.id: CHARGE})
    desks.district.facility = facility
    yield desks
    desks.cashier.close()


@pytest.fixture
def fake() -> FakeCardTerminal:
    return FakeCardTerminal()


def wanted(way: str) -> Order:
    known = answered(found(Known(), "terminal", True, NOON_S), "way", way)
    return CHARGE.order(answered(known, "amount", str(WON)), 1)


def staff(desks: Desks, cti: bytes = b"badge---") -> CheckedCode:
    return desks.seen(badge(desks.node, cti).text())


def claimed(
    desks: Desks, way: str, code: CheckedCode, approval: CheckedCode | None = None
) -> Payment:
    event = desks.cashier.claim(wanted(way), code, approval, way)
    assert isinstance(event, events.Granted), event
    return event.payment


def by_card(desks: Desks, code: CheckedCode) -> Payment:
    return replace(claimed(desks, BY_CARD, code), tender=Tender("card", WON))


def test_the_entry_of_cash_names_whose_badge_took_it(desks: Desks) -> None:
    payment = claimed(desks, BY_CASH, shown(desks), staff(desks))
    told = written(desks, payment).ticket
    entry = desks.entries()[-1]
    assert (entry.kind, entry.amounts) == (EntryKind.TOP_UP, {"general": COINS})
    assert [party.role for party in entry.parties] == [Role.PAYEE, Role.STAFF]
    assert (entry.tender, entry.decided) == (Tender("cash", WON), None)
    (line,) = entry.lines
    assert (line.item, line.quantity, line.unit_price) == ("charge:charge", 1, WON)
    assert (told.earned.units, told.used.units, told.rest.units) == (COINS, 0, WON)
    assert (told.rest_by, told.reward) == ("cash", payment.order.reward)


def test_the_entry_of_a_card_has_what_the_terminal_took_and_nobody_approved(desks: Desks) -> None:
    written(desks, by_card(desks, shown(desks)))
    entry = desks.entries()[-1]
    assert (entry.tender, len(entry.parties)) == (Tender("card", WON), 1)


def test_nothing_is_written_before_the_money_is_there(desks: Desks) -> None:
    with pytest.raises(AssertionError):
        desks.cashier.commit(claimed(desks, BY_CARD, shown(desks)))
    with pytest.raises(AssertionError):
        desks.cashier.claim(wanted(BY_CASH), shown(desks, 2), None, BY_CASH)
    assert desks.kinds() == [("open", None)]


def test_who_chose_the_card_is_never_sent_to_pay_at_the_desk(desks: Desks) -> None:
    for rest_by in ("desk", ""):
        event = desks.cashier.claim(wanted(BY_CARD), shown(desks), None, rest_by)
        assert isinstance(event, events.Declined)
        assert event.reason == "card-terminal-away"


def test_a_code_charges_once(desks: Desks) -> None:
    code = shown(desks)
    first, second = (by_card(desks, code) for _ in range(2))
    written(desks, first)
    assert desks.cashier.commit(second) == events.NotRecorded(second, "already-used")
    assert [kind for kind, _ in desks.kinds()].count("top_up") == 1


def test_what_was_told_for_today_is_not_written_tomorrow(desks: Desks) -> None:
    payment = by_card(desks, shown(desks))
    ends = replace(payment, order=replace(payment.order, until_s=NOON_S))
    desks.now = Moment(NOON_S + 1, ClockState.TRUSTED)
    assert desks.cashier.commit(ends) == events.NotRecorded(ends, "quote-expired")


def test_a_receipt_that_did_not_come_out_is_owed(desks: Desks) -> None:
    ticket = written(desks, by_card(desks, shown(desks))).ticket
    (owed,) = shown(desks, 2).unfulfilled
    assert (owed.id, owed.kind, owed.rest_by) == (ticket.id, EntryKind.TOP_UP, "card")
    desks.cashier.fulfilled(ticket, True)
    assert shown(desks, 3).unfulfilled == ()


def test_limits_count_the_person_and_the_badge_that_took_the_money(desks: Desks) -> None:
    code, clerk = shown(desks), staff(desks)
    written(desks, claimed(desks, BY_CASH, code, clerk))
    written(desks, by_card(desks, shown(desks, 2)))

    def counted(whose: Whose, approval: CheckedCode | None) -> object:
        tally = Tally((EntryKind.TOP_UP,), "", whose, Period.MONTH, coins=True, everywhere=True)
        asked = effects.LookUp(1, CHARGE, Lookup("charged", Tallies((tally,))), code, approval)
        event = LookUpDesk(desks.cashier.books).look_up(asked)
        assert isinstance(event, events.Found), event
        return event.fact

    assert counted(Whose.PERSON, None) == (2 * COINS,)
    assert counted(Whose.APPROVER, clerk) == (COINS,)
    assert counted(Whose.APPROVER, staff(desks, b"other---")) == (0,)


def test_a_paper_card_is_charged_like_a_phone(desks: Desks) -> None:
    code = desks.seen(Card(desks.node).text())
    written(desks, claimed(desks, BY_CASH, code, staff(desks)))
    assert desks.entries()[-1].parties[0].cti == code.resident.cti


@pytest.mark.parametrize("dies", ["took", "committed"], ids=["before the entry", "after it"])
def test_a_power_cut_leaves_both_the_charge_and_the_entry_or_neither(
    desks: Desks, tmp_path: Path, fake: FakeCardTerminal, dies: str
) -> None:
    world = World(desks, tmp_path / "state", fake)
    paid = taken(world.start().take(claimed(desks, BY_CARD, shown(desks))))
    if dies == "committed":
        written(desks, paid)
    desks.cashier.close()
    assert desks.cashier.open() is None
    assert world.start(is_sold=lambda sale: _sold(desks, sale)).settle()
    booked = dies == "committed"
    assert (EntryState.APPROVED in states(fake.book)) is booked
    assert [kind for kind, _ in desks.kinds()].count("top_up") == booked


def _sold(desks: Desks, sale: bytes) -> bool:
    there = desks.cashier.books.ledger.find(sale)
    return there is not None and there.entry.tender == Tender("card", WON)


def test_what_the_ledger_refuses_is_given_back_by_the_terminal(
    desks: Desks, tmp_path: Path, fake: FakeCardTerminal
) -> None:
    world, code = World(desks, tmp_path / "state", fake), shown(desks)
    first = by_card(desks, code)
    desk = world.start()
    paid = taken(desk.take(claimed(desks, BY_CARD, code)))
    written(desks, first)
    assert desks.cashier.commit(paid) == events.NotRecorded(paid, "already-used")
    desk.give_back(paid)
    assert states(fake.book) == [EntryState.CANCELLED]
