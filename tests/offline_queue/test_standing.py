"""Cards, carers, closed and revoked credentials, refusals: counted from the entries, at any age."""

from pathlib import Path

import pytest

from offline_queue.errors import AlreadyUsed, CredentialClosed
from offline_queue.verify import verify
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    HandTime,
    as_earlier,
    buy,
    code,
    fulfil,
    intent,
    open_ledger,
)
from tests.offline_queue.trusting import (
    CARD,
    CARER,
    OTHER_CARD,
    buy_by_card,
    close,
    cti,
    refuse,
    revoked,
)

DAY_S = 24 * 3600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def test_a_card_is_shown_again_and_again_and_its_coins_are_summed(path: Path) -> None:
    clock = HandTime()
    with open_ledger(path, clock) as ledger:
        buy_by_card(ledger, 1, coins=3)
        clock.time_s += DAY_S
        buy_by_card(ledger, 2, coins=4)
        buy_by_card(ledger, 3, OTHER_CARD, coins=9)
        buy(ledger, 4)
        assert ledger.slice_used(cti(CARD)) == 7
        assert ledger.spent_since(cti(CARD), NOON_S) == 7
        assert ledger.spent_since(cti(CARD), NOON_S + 1) == 4
        assert ledger.spent_since(cti(CARD), clock.time_s) == 4
        assert ledger.spent_since(cti(CARD), clock.time_s + 1) == 0


def test_an_open_intent_of_a_card_counts_against_its_slice(path: Path) -> None:
    with open_ledger(path) as ledger:
        buy_by_card(ledger, 1)
        ledger.begin_intent(intent(5, shown=CARD, amount=6))
        assert ledger.slice_used(cti(CARD)) == 3 + 6


def test_a_carers_code_serves_one_visit(path: Path) -> None:
    with open_ledger(path) as ledger:
        first = buy_by_card(ledger, 1, carer=CARER)
        assert buy_by_card(ledger, 1, carer=CARER) == first
        assert ledger.is_used(*code(CARER)[:2])
        with pytest.raises(AlreadyUsed) as caught:
            buy_by_card(ledger, 2, OTHER_CARD, carer=CARER)
        assert caught.value.visit_id == first.id
        with pytest.raises(AlreadyUsed) as caught:
            buy(ledger, 3, shown=CARER)
        assert caught.value.visit_id == first.id
        buy_by_card(ledger, 4, carer=CARER + 1)
        assert ledger.slice_used(cti(CARER)) == ledger.spent_since(cti(CARER), 0) == 0
    assert verify(path, NODE_KEYS).problems == ()


def test_a_code_that_paid_does_not_vouch(path: Path) -> None:
    with open_ledger(path) as ledger:
        paid = buy(ledger, 1, shown=CARER)
        with pytest.raises(AlreadyUsed) as caught:
            buy_by_card(ledger, 2, carer=CARER)
        assert caught.value.visit_id == paid.id


def test_a_closed_credential_spends_no_more_but_is_handed_what_it_paid(path: Path) -> None:
    with open_ledger(path) as ledger:
        buy_by_card(ledger, 1)
        assert not ledger.is_closed(cti(CARD))
        close(ledger, 2)
        assert ledger.is_closed(cti(CARD))
        with pytest.raises(CredentialClosed):
            buy_by_card(ledger, 3)
        assert buy_by_card(ledger, 1).id == (1).to_bytes(16)  # it is there already
        ledger.append(fulfil(4, of=1))
        buy_by_card(ledger, 5, OTHER_CARD)
    with open_ledger(path) as ledger, pytest.raises(CredentialClosed):
        buy_by_card(ledger, 6)


def test_a_closed_credential_vouches_for_nobody(path: Path) -> None:
    with open_ledger(path) as ledger:
        close(ledger, 1, CARER)
        with pytest.raises(CredentialClosed):
            buy_by_card(ledger, 2, carer=CARER)


def test_what_the_node_said_of_a_revoked_code_is_remembered(path: Path) -> None:
    with open_ledger(path) as ledger:
        revoked(ledger, 1)
        assert ledger.is_revoked(cti(CARD))
        assert not ledger.is_revoked(cti(OTHER_CARD))


def test_refusals_are_counted_by_reason_and_in_all(path: Path) -> None:
    clock = HandTime()
    with open_ledger(path, clock) as ledger:
        refuse(ledger, 1, "bad-signature")
        clock.time_s += 600
        refuse(ledger, 2, "bad-signature")
        refuse(ledger, 3, "unknown-key")
        assert ledger.refusals_since("bad-signature", NOON_S) == 2
        assert ledger.refusals_since("bad-signature", NOON_S + 1) == 1
        assert ledger.refusals_since("bad-signature", NOON_S, NOON_S + 599) == 1
        assert ledger.refusals_since(None, NOON_S) == 3
        assert ledger.refusals_since("revoked", 0) == 0


def test_all_of_it_counts_on_in_the_next_ledger(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db", seed=9) as old:
        done = [
            buy_by_card(old, 1, carer=CARER),
            close(old, 2, OTHER_CARD),
            revoked(old, 3),
            refuse(old, 4, "unknown-key"),
        ]
        known = as_earlier(old, *done)
    with open_ledger(tmp_path / "new.db") as ledger:
        ledger.remember(known)
        ledger.remember(known)
        assert ledger.is_used(*code(CARER)[:2])
        with pytest.raises(AlreadyUsed):
            buy_by_card(ledger, 11, carer=CARER)
        with pytest.raises(CredentialClosed):
            buy_by_card(ledger, 12, OTHER_CARD)
        assert ledger.is_closed(cti(OTHER_CARD))
        assert ledger.is_revoked(cti(CARD))
        assert ledger.slice_used(cti(CARD)) == ledger.spent_since(cti(CARD), NOON_S) == 3
        assert ledger.refusals_since(None, NOON_S) == 1
    assert verify(tmp_path / "new.db", NODE_KEYS).problems == ()
