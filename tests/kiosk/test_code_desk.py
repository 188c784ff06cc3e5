"""Reading cards and badges, what is refused at the scan, and which refusals leave an entry."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import events
from kiosk.desks.code_desk import STAFF_SET_SLACK_S
from kiosk.desks.records import Begun, party_of
from kiosk.payment import CheckedCode, Payment, PinState
from kiosk.refusals import APART_S
from offline_queue.clock import Moment
from offline_queue.records import Draft
from protocol.bundle import RosterRow
from protocol.entry import ClockState, EntryKind, Role
from protocol.resident_code import MAX_AGE_S
from tests.kiosk.desks import Desks, lunch
from tests.kiosk.people import KIOSK, NOON_S, Card, Node, Resident, badge


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def row(card: Card, limit: int = 100, carers: tuple[bytes, ...] = ()) -> RosterRow:
    return RosterRow(card.cti, KIOSK, limit, "김○자", carers)


def test_a_card_is_seen_with_its_pin_its_carers_and_its_masked_name(desks: Desks) -> None:
    card = Card(desks.node)
    desks.district.roster[card.cti] = row(card, carers=(b"daughter",))
    code = desks.seen(card.text())
    assert (code.pin, code.carers) == (PinState.NOT_SET, frozenset({b"daughter"}))
    assert code.name == "김○자"
    assert not code.proved
    assert "김" not in repr(code)
    assert desks.with_pin(card).pin is PinState.SET


def test_a_card_is_good_at_its_home_alone(desks: Desks) -> None:
    assert desks.refused(Card(desks.node, home=KIOSK + 1).text()) == "not-at-home"


@pytest.mark.parametrize("kind", ["phone", "card", "badge"])
def test_whatever_the_status_list_names_is_refused_at_the_scan(desks: Desks, kind: str) -> None:
    codes = {
        "phone": Resident(desks.node).text(),
        "card": Card(desks.node).text(),
        "badge": badge(desks.node).text(),
    }
    desks.seen(codes[kind])
    desks.statuses.revoked = {1, 2, 3}
    assert desks.refused(codes[kind]) == "revoked"


def declined_as_revoked(desks: Desks, code: CheckedCode) -> Payment:
    """What the node's signed decline leads to: the intent is voided."""
    begun = desks.cashier.begin(lunch(), code, node_near=True)
    assert isinstance(begun, Begun)
    assert desks.cashier.void(begun.payment, "revoked") is None
    return begun.payment


def test_what_the_node_once_called_revoked_is_refused_from_then_on(desks: Desks) -> None:
    resident = Resident(desks.node)
    payment = declined_as_revoked(desks, desks.seen(resident.text()))
    assert desks.refused(resident.text(counter=2)) == "revoked"
    assert desks.cashier.reopen() == events.LedgerBack()
    assert desks.refused(resident.text(counter=3)) == "revoked"
    void = desks.entries()[-1]
    assert (void.id, void.result, void.parties[0].cti) == (payment.id, "revoked", resident.cti)


def test_another_decline_names_nobody(desks: Desks) -> None:
    resident = Resident(desks.node)
    begun = desks.cashier.begin(lunch(), desks.seen(resident.text()), node_near=True)
    assert isinstance(begun, Begun)
    desks.cashier.void(begun.payment, "not-enough")
    assert desks.entries()[-1].parties == ()
    desks.seen(resident.text(counter=2))


def test_a_closed_credential_is_refused_for_good(desks: Desks) -> None:
    card = Card(desks.node)
    code = desks.seen(card.text())
    books = desks.cashier.books
    holder = party_of(Role.HOLDER, code.resident, code.scanned_at_s)
    close: Draft = books.draft(
        EntryKind.CLOSE_CREDENTIAL, books.fresh_id(), parties=(holder,), result="asked"
    )
    assert books.write(close) is None
    assert desks.refused(card.text()) == "credential-closed"


def test_a_clock_set_by_hand_may_be_some_minutes_wrong(desks: Desks) -> None:
    resident, late_s = Resident(desks.node), NOON_S + MAX_AGE_S + STAFF_SET_SLACK_S
    desks.now = Moment(late_s, ClockState.STAFF_SET)
    desks.seen(resident.text(NOON_S))
    desks.now = Moment(late_s + 1, ClockState.STAFF_SET)
    assert desks.refused(resident.text(NOON_S, counter=2)) == "too-old"
    desks.now = Moment(late_s, ClockState.TRUSTED)
    assert desks.refused(resident.text(NOON_S, counter=3)) == "too-old"


def test_a_badge_made_after_the_clock_died_can_still_set_it(desks: Desks) -> None:
    newer = replace(badge(desks.node), issued_s=NOON_S + 90_000)
    assert desks.refused(newer.text()) == "too-early"
    desks.now = Moment(NOON_S, ClockState.UNKNOWN)
    desks.seen(newer.text())
    card = Card(desks.node, issued_s=NOON_S + 90_000)
    assert desks.refused(card.text()) == "stand-in-clock-unknown"


def test_a_refusal_is_written_once_in_ten_minutes_for_each_reason(desks: Desks) -> None:
    codes = desks.cashier.codes
    for _ in range(50):
        codes.note("bad-signature", None)
        codes.note("unknown-key", None)
    assert desks.kinds()[1:] == [("refuse", "bad-signature"), ("refuse", "unknown-key")]
    desks.now = Moment(NOON_S + APART_S + 1, ClockState.TRUSTED)
    codes.note("bad-signature", None)
    assert len(desks.kinds()) == 4


def test_an_entry_from_days_ahead_hides_no_refusal_and_lets_nobody_fill_the_disk(
    desks: Desks,
) -> None:
    desks.now = Moment(NOON_S + 5 * 24 * 3600, ClockState.STAFF_SET)
    desks.cashier.codes.note("bad-signature", None)
    desks.now = Moment(NOON_S + 60, ClockState.TRUSTED)  # the node has put that right
    for _ in range(50):
        desks.cashier.codes.note("bad-signature", None)
    assert desks.kinds()[1:] == [("refuse", "bad-signature")] * 2
    desks.now = Moment(NOON_S + 60 + APART_S, ClockState.TRUSTED)
    desks.cashier.codes.note("bad-signature", None)
    assert len(desks.kinds()) == 4


def test_a_strangers_code_leaves_no_trace_of_a_person_and_a_genuine_one_is_named(
    desks: Desks,
) -> None:
    codes, card = desks.cashier.codes, Card(desks.node)
    codes.note("unknown-key", None)
    codes.note("pin-blocked", desks.seen(card.text()))
    strangers, genuine = desks.entries()[1:]
    assert strangers.parties == ()
    assert [(party.role, party.cti) for party in genuine.parties] == [(Role.HOLDER, card.cti)]


def test_what_is_no_fraud_is_not_written(desks: Desks) -> None:
    for reason in ("wrong-scheme", "too-old", "not-ours", "credential-expired"):
        desks.cashier.codes.note(reason, None)
    assert desks.kinds() == [("open", None)]
