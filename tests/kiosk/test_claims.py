"""Claims, and visits of several entries, over a real ledger: who may, and what is written."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk import events
from kiosk.desks.records import Begun, party_of
from kiosk.payment import CheckedCode, Payment
from kiosk.services.base import HandOver, Order
from offline_queue.clock import Moment
from protocol.entry import ClockState, DecidedBy, Entry, EntryKind, Role, Tender
from schemes.money import Coins, Won
from tests.kiosk.desks import Desks, lunch
from tests.kiosk.people import NOON_S, Card, Node, Resident, badge


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def shown(desks: Desks, counter: int = 1, cti: bytes = b"resident") -> CheckedCode:
    return desks.seen(Resident(desks.node, cti=cti).text(NOON_S, counter))


def order(kind: EntryKind, hand_over: HandOver = HandOver.SCREEN, **how: Any) -> Order:  # noqa: ANN401 - fields of Order
    return replace(lunch(), kind=kind, hand_over=hand_over, **how)


def granted(
    desks: Desks, what: Order, code: CheckedCode, approval: CheckedCode | None = None
) -> Payment:
    event = desks.cashier.claim(what, code, approval)
    assert isinstance(event, events.Granted), event
    return event.payment


def stood_in(desks: Desks, what: Order, code: CheckedCode, **how: Any) -> Payment:  # noqa: ANN401 - as `begin`
    begun = desks.cashier.begin(what, code, False, **how)
    assert isinstance(begun, Begun), begun
    event = desks.cashier.stand_in(begun.payment)
    assert isinstance(event, events.StoodIn), event
    return event.payment


def written(desks: Desks, payment: Payment) -> events.Recorded:
    event = desks.cashier.commit(payment)
    assert isinstance(event, events.Recorded), event
    return event


def last(desks: Desks, count: int = 1) -> list[Entry]:
    return desks.entries()[-count:]


ROLES = [
    (EntryKind.EARN, Role.PAYEE, {"general": 15}),
    (EntryKind.ADMIT, Role.HOLDER, {}),
    (EntryKind.COLLECT, Role.HOLDER, {}),
]


@pytest.mark.parametrize(("kind", "role", "amounts"), ROLES, ids=[str(it[0]) for it in ROLES])
def test_a_claim_names_the_person_the_badge_and_the_place(
    desks: Desks, kind: EntryKind, role: Role, amounts: dict[str, int]
) -> None:
    approval = desks.seen(badge(desks.node).text())
    payment = granted(desks, order(kind, HandOver.PRINT), shown(desks), approval)
    written(desks, payment)
    (entry,) = last(desks)
    assert (entry.kind, entry.id, entry.place) == (kind, payment.id, "test-hall")
    assert [party.role for party in entry.parties] == [role, Role.STAFF]
    assert entry.parties[1].cti == approval.resident.cti
    assert (entry.amounts, entry.decided) == (amounts, None)
    assert [line.item for line in entry.lines] == ["meals:lunch"]


def test_earning_works_with_a_clock_that_nobody_knows(desks: Desks) -> None:
    code = shown(desks)
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    written(desks, granted(desks, order(EntryKind.EARN), code))
    (entry,) = last(desks)
    assert entry.clock is ClockState.UNKNOWN


def test_what_the_machine_counted_is_named_and_counts_once(desks: Desks) -> None:
    counted = order(EntryKind.EARN, evidence="pet-1-7f3a0012-41")
    written(desks, granted(desks, counted, shown(desks)))
    assert last(desks)[0].result == "pet-1-7f3a0012-41"
    again = granted(desks, counted, shown(desks, 2))
    assert desks.cashier.commit(again) == events.NotRecorded(again, "count-used")


@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_a_revoked_person_or_badge_claims_nothing(desks: Desks, when: str) -> None:
    code, approval = shown(desks), desks.seen(badge(desks.node).text())
    for index, reason in ((1, "revoked"), (3, "not-a-badge")):
        payment = granted(desks, order(EntryKind.EARN), code, approval)
        desks.statuses.revoked = {index}
        if when == "before":
            declined = desks.cashier.claim(order(EntryKind.EARN), code, approval)
            assert isinstance(declined, events.Declined)
            assert declined.reason == reason
        else:
            assert desks.cashier.commit(payment) == events.NotRecorded(payment, reason)
        desks.statuses.revoked = set()
    assert desks.kinds() == [("open", None)]


def test_no_badge_claims_for_itself_and_nobody_but_staff_approves(desks: Desks) -> None:
    code, staff = shown(desks), desks.seen(badge(desks.node).text())
    with pytest.raises(AssertionError):
        desks.cashier.claim(order(EntryKind.EARN), staff, None)
    with pytest.raises(AssertionError):
        desks.cashier.claim(order(EntryKind.EARN), code, code)


def test_earning_beside_a_sale_is_one_visit_with_one_code(desks: Desks) -> None:
    both = replace(lunch(), also=order(EntryKind.EARN, evidence="pet-1-7f3a0012-41"))
    ticket = written(desks, stood_in(desks, both, shown(desks))).ticket
    earned, paid = last(desks, 2)
    assert (earned.kind, paid.kind) == (EntryKind.EARN, EntryKind.SPEND)
    assert (paid.ref, paid.id) == (earned.id, ticket.id)
    assert (ticket.used, ticket.earned) == (Coins(15), Coins(15))
    assert shown(desks).used
    leftover = stood_in(desks, order(EntryKind.DONATE), shown(desks), ref=ticket.id)
    assert leftover.ref == earned.id, "all of a visit name its first entry"
    written(desks, leftover)
    with_another = stood_in(desks, lunch(), shown(desks))
    refused = desks.cashier.commit(with_another)
    assert refused == events.NotRecorded(with_another, "already-used")


def test_what_the_screen_hands_over_is_never_owed(desks: Desks) -> None:
    code = shown(desks)
    on_screen = written(desks, stood_in(desks, order(EntryKind.DONATE), code)).ticket
    assert on_screen.hand_over is HandOver.SCREEN
    assert desks.kinds()[-1] == ("fulfil", "done")
    by_gate = granted(desks, order(EntryKind.ADMIT, HandOver.GATE), shown(desks, 2))
    written(desks, by_gate)
    owed = shown(desks, 3).unfulfilled
    assert [ticket.id for ticket in owed] == [by_gate.id]


def test_giving_back_takes_the_purses_of_the_sale_once(desks: Desks) -> None:
    payment = stood_in(desks, lunch(), shown(desks))
    parts = {"general": 10, "policy": 5}
    sale = written(desks, replace(payment, decided_by=DecidedBy.HOLD, amounts=parts)).ticket
    back = order(EntryKind.REVERSE, ref=sale.id)
    returned = granted(desks, back, shown(desks, 2))
    second = granted(desks, back, shown(desks, 3))
    written(desks, returned)
    (entry,) = last(desks)
    assert (entry.kind, entry.ref, dict(entry.amounts)) == (EntryKind.REVERSE, sale.id, parts)
    assert entry.parties[0].role is Role.PAYEE
    assert shown(desks, 4).unfulfilled == ()
    assert desks.cashier.commit(second) == events.NotRecorded(second, "nothing-to-cancel")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"ref": b"x" * 16}, "nothing-to-cancel"),
        ({"lines": lunch(2).lines}, "nothing-to-cancel"),
        ({}, "cancel-at-desk"),
    ],
    ids=["unknown", "another-amount", "paid-by-card"],
)
def test_what_can_not_be_given_back_here_is_declined(
    desks: Desks, change: dict[str, Any], reason: str
) -> None:
    order_ = replace(lunch(), rest=Won(500))
    payment = stood_in(desks, order_, shown(desks), rest_by="card")
    sale = written(desks, replace(payment, tender=Tender("card", 500))).ticket
    back = order(EntryKind.REVERSE, **{"ref": sale.id, **change})
    declined = desks.cashier.claim(back, shown(desks, 2), None)
    assert isinstance(declined, events.Declined)
    assert declined.reason == reason


@pytest.mark.parametrize("by", ["card", "desk"])
def test_the_rest_is_in_the_entry_and_on_the_ticket_after_a_crash(desks: Desks, by: str) -> None:
    payment = stood_in(desks, replace(lunch(), rest=Won(500)), shown(desks), rest_by=by)
    if by == "card":
        with pytest.raises(AssertionError):
            desks.cashier.commit(payment)
        payment = replace(payment, tender=Tender("card", 500))
    told = written(desks, payment).ticket
    (kept,) = shown(desks, 2).unfulfilled
    assert (told.rest, told.rest_by) == (kept.rest, kept.rest_by) == (Won(500), by)


def test_a_quote_is_not_taken_after_its_end(desks: Desks) -> None:
    payment = stood_in(desks, replace(lunch(), until_s=NOON_S + 60), shown(desks))
    desks.now = Moment(NOON_S + 61, ClockState.TRUSTED)
    assert desks.cashier.commit(payment) == events.NotRecorded(payment, "quote-expired")
    desks.now = Moment(NOON_S + 60, ClockState.TRUSTED)
    written(desks, payment)


def test_a_card_that_was_closed_here_earns_nothing(desks: Desks) -> None:
    code = desks.seen(Card(desks.node).text())
    payment = granted(desks, order(EntryKind.EARN), code)
    close = desks.cashier.books.draft(
        EntryKind.CLOSE_CREDENTIAL,
        b"c" * 16,
        parties=(party_of(Role.HOLDER, code.resident, NOON_S),),
    )
    assert desks.cashier.books.write(close, (code.resident.evidence,)) is None
    assert desks.cashier.commit(payment) == events.NotRecorded(payment, "credential-closed")
