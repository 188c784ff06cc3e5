"""A card at the cashier: nothing without proof, its roster limit, its day, its carer."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk import events
from kiosk.desks.records import Begun
from kiosk.payment import Carer, CheckedCode, Payment, Proof
from offline_queue.clock import Moment
from protocol.bundle import RosterRow
from protocol.entry import ClockState, DecidedBy, Role
from schemes.money import Coins
from tests.kiosk.desks import Desks, lunch, proved
from tests.kiosk.people import KIOSK, NOON_S, Card, Node, Resident, badge

DAY_S = 86_400


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def limited_to(desks: Desks, card: Card, limit: int) -> None:
    desks.district.roster[card.cti] = RosterRow(card.cti, KIOSK, limit, "김○자", ())


def reason(event: events.Event) -> str:
    assert isinstance(event, events.Declined), event
    return event.reason


def test_an_unproved_card_or_a_badge_never_reaches_a_payment(desks: Desks) -> None:
    for text in (Card(desks.node).text(), badge(desks.node).text()):
        with pytest.raises(AssertionError):
            desks.cashier.begin(lunch(), desks.seen(text), node_near=False)
    card = proved(desks.seen(Card(desks.node).text()))
    allowed = desks.stand_in(card)
    assert isinstance(allowed, events.StoodIn)
    stripped = replace(allowed.payment, code=replace(card, proof=None))
    with pytest.raises(AssertionError):
        desks.cashier.commit(stripped)
    assert desks.kinds() == [("open", None)]


def test_a_proof_makes_no_badge_a_purse(desks: Desks) -> None:
    assert not proved(desks.seen(badge(desks.node).text())).proved


def test_a_card_spends_twenty_coins_a_day_and_again_the_next(desks: Desks) -> None:
    card = Card(desks.node)
    assert isinstance(desks.sell(proved(desks.seen(card.text()))), events.Recorded)
    refused = desks.stand_in(proved(desks.seen(card.text())))
    assert reason(refused) == "stand-in-over-day-limit"
    desks.now = Moment(NOON_S + DAY_S, ClockState.TRUSTED)
    assert isinstance(desks.sell(proved(desks.seen(card.text()))), events.Recorded)


def test_the_day_turns_at_the_schemes_midnight_and_not_with_a_clock_set_by_hand(
    desks: Desks,
) -> None:
    card = Card(desks.node)
    desks.sell(proved(desks.seen(card.text())))
    midnight_s = desks.district.scheme.day_start(NOON_S) + DAY_S
    desks.now = Moment(midnight_s - 1, ClockState.TRUSTED)
    refused = desks.stand_in(proved(desks.seen(card.text())))
    assert reason(refused) == "stand-in-over-day-limit"
    desks.now = Moment(midnight_s + 3 * DAY_S, ClockState.STAFF_SET)
    refused = desks.stand_in(proved(desks.seen(card.text())))
    assert reason(refused) == "stand-in-over-day-limit"
    desks.now = Moment(midnight_s, ClockState.TRUSTED)
    assert isinstance(desks.stand_in(proved(desks.seen(card.text()))), events.StoodIn)


def test_the_rosters_limit_counts_and_grows(desks: Desks) -> None:
    card = Card(desks.node, slice_coins=100)
    limited_to(desks, card, 20)
    assert isinstance(desks.sell(proved(desks.seen(card.text()))), events.Recorded)
    desks.now = Moment(NOON_S + DAY_S, ClockState.TRUSTED)
    assert reason(desks.stand_in(proved(desks.seen(card.text())))) == "stand-in-over-slice"
    limited_to(desks, card, 30)
    assert isinstance(desks.sell(proved(desks.seen(card.text()))), events.Recorded)


def test_without_a_roster_row_the_cards_own_slice_counts(desks: Desks) -> None:
    card = Card(desks.node, slice_coins=10)
    assert reason(desks.stand_in(proved(desks.seen(card.text())))) == "stand-in-over-slice"


@pytest.mark.parametrize(
    ("age_s", "told"),
    [(None, "stand-in-status-too-old"), (169 * 3600, "stand-in-status-too-old")],
)
def test_without_news_of_what_is_revoked_nothing_is_sold_alone(
    desks: Desks, age_s: int | None, told: str
) -> None:
    desks.statuses.age_s = age_s
    assert reason(desks.stand_in(proved(desks.seen(Card(desks.node).text())))) == told
    assert reason(desks.stand_in(desks.seen(Resident(desks.node).text()))) == told


def test_what_becomes_revoked_between_scan_and_decision_is_not_sold(desks: Desks) -> None:
    code = proved(desks.seen(Card(desks.node).text()))
    desks.statuses.revoked = {2}
    assert reason(desks.stand_in(code)) == "stand-in-revoked"


def held(desks: Desks, code: CheckedCode, from_slice: int) -> events.Event:
    begun = desks.cashier.begin(lunch(), code, node_near=True)
    assert isinstance(begun, Begun)
    payment: Payment = replace(
        begun.payment,
        decided_by=DecidedBy.HOLD,
        spendable=Coins(35),
        from_slice=Coins(from_slice),
    )
    return desks.cashier.accept(events.Held(payment))


def test_a_hold_beyond_what_a_card_has_spent_here_alone_today_is_not_taken(desks: Desks) -> None:
    """The node does not know yet what was sold while it was away."""
    card = Card(desks.node)
    assert isinstance(held(desks, proved(desks.seen(card.text())), 0), events.Held)
    desks.sell(proved(desks.seen(card.text())))
    assert reason(held(desks, proved(desks.seen(card.text())), 0)) == "over-day-limit"


def test_a_hold_may_draw_on_what_the_roster_has_added(desks: Desks) -> None:
    card = Card(desks.node, slice_coins=10)
    assert reason(held(desks, proved(desks.seen(card.text())), 15)) == "not-enough"
    limited_to(desks, card, 40)
    assert isinstance(held(desks, proved(desks.seen(card.text())), 15), events.Held)


def test_a_carer_is_a_party_with_their_evidence_and_their_code_serves_once(desks: Desks) -> None:
    card, carer = Card(desks.node), Resident(desks.node, cti=b"daughter")
    shown = desks.seen(carer.text())
    vouched = Proof(Carer(shown.resident, shown.scanned_at_s))
    code = replace(desks.seen(card.text()), proof=vouched)
    assert isinstance(desks.sell(code), events.Recorded)
    payer, beside = desks.entries()[-1].parties
    assert (payer.role, payer.cti, payer.counter) == (Role.PAYER, card.cti, None)
    assert (beside.role, beside.cti, beside.counter) == (Role.CARER, carer.cti, b"\0\0\0\1")
    assert beside.evidence_hash == hashlib.sha256(shown.resident.evidence).digest()
    desks.now = Moment(NOON_S + 60, ClockState.TRUSTED)
    again = desks.cashier.read_code(carer.text(), desks.now)
    assert isinstance(again, events.CodeSeen)
    assert again.code.used  # the same showing, though signed anew


def test_an_owed_ticket_of_a_card_waits_for_the_card(desks: Desks) -> None:
    card = Card(desks.node)
    recorded = desks.sell(proved(desks.seen(card.text())))
    assert isinstance(recorded, events.Recorded)
    (owed,) = desks.seen(card.text()).unfulfilled
    assert owed.id == recorded.ticket.id
