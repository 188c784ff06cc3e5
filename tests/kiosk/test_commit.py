"""What may have changed while a person looked at the price: newer rules, or a code was revoked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk import events
from kiosk.desks.records import Begun
from kiosk.payment import Payment
from protocol.entry import DecidedBy, EntryKind
from schemes.money import Coins
from tests.kiosk.desks import Desks, lunch, proved
from tests.kiosk.people import Card, Node, Resident


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def at_confirm(desks: Desks, text: str) -> Payment:
    allowed = desks.stand_in(proved(desks.seen(text)))
    assert isinstance(allowed, events.StoodIn)
    return allowed.payment


def test_a_sale_names_the_rules_that_priced_it_though_newer_ones_were_adopted(desks: Desks) -> None:
    payment = at_confirm(desks, Resident(desks.node).text())
    newer: Any = replace(desks.district, bundle_version=2)
    desks.cashier.adopt(newer)
    assert isinstance(desks.cashier.commit(payment), events.Recorded)
    sold = desks.entries()[-1]
    assert (sold.kind, sold.bundle_version) == (EntryKind.SPEND, 1)


@pytest.mark.parametrize("carrier", [Card, Resident])
def test_a_code_that_was_revoked_meanwhile_buys_nothing_by_the_kiosks_own_word(
    desks: Desks, carrier: type[Card] | type[Resident]
) -> None:
    payment = at_confirm(desks, carrier(desks.node).text())
    desks.statuses.revoked.add(payment.code.resident.credential.status_index)
    before = desks.kinds()
    assert desks.cashier.commit(payment) == events.NotRecorded(payment, "stand-in-revoked")
    assert desks.kinds() == before


def test_what_the_node_holds_is_the_nodes_to_judge(desks: Desks) -> None:
    begun = desks.cashier.begin(lunch(), desks.seen(Resident(desks.node).text()), node_near=True)
    assert isinstance(begun, Begun)
    held = replace(begun.payment, decided_by=DecidedBy.HOLD, spendable=Coins(35))
    desks.statuses.revoked.add(held.code.resident.credential.status_index)
    assert isinstance(desks.cashier.commit(held), events.Recorded)
