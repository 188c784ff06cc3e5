"""A hold is one kind's: under its id nothing else is promised, sold or taken in."""

from dataclasses import replace

import pytest

from protocol.entry import EntryKind
from tests.central_node.money import (
    answered,
    ask_to_convert,
    charge_draft,
    hold_request,
    said,
    shown,
)
from tests.central_node.paper import revoke
from tests.central_node.world import World, held


def test_a_hold_of_another_order_is_no_word_on_what_was_sold_after_a_report(bank: World) -> None:
    kiosk, code, id_ = bank.kiosks[0], shown(bank, "rich"), bank.id()
    assert ask_to_convert(kiosk, code, 5, id_).held
    revoke(bank, code.credential.cti)
    bank.now += 10
    kiosk.spend(code, 40, held(), id_)
    assert said(kiosk.last()) == ("flagged", "revoked", "district")
    assert bank.balance("rich") == 200


@pytest.mark.parametrize("kind", [EntryKind.CONVERT, EntryKind.TRANSFER])
def test_what_was_held_to_be_sold_is_not_answered_as_another_kind(
    bank: World, kind: EntryKind
) -> None:
    kiosk, code = bank.kiosks[0], shown(bank, "rich")
    payee = shown(bank, "poor") if kind is EntryKind.TRANSFER else None
    asked = hold_request(kiosk, code, 5, bank.id(), kind, payee)
    sale = replace(asked, kind=None, payee=None)
    assert answered(kiosk, sale).held
    assert answered(kiosk, asked).reason == "other-order"
    assert answered(kiosk, sale).held


@pytest.mark.parametrize("kind", ["top_up", "earn", "admit", "reverse", "unheard-of"])
def test_what_needs_no_hold_gets_none(bank: World, kind: str) -> None:
    kiosk, free = bank.kiosks[0], bank.free("rich")
    asked = hold_request(kiosk, shown(bank, "rich"), 5, bank.id(), EntryKind.SPEND)
    assert answered(kiosk, replace(asked, kind=kind)).reason == "kind-not-served"
    assert (bank.free("rich"), bank.look().holds) == (free, 0)


@pytest.mark.parametrize("coins", [10, 51], ids=["booked", "refused"])
def test_no_hold_is_made_under_the_id_of_a_charge(bank: World, coins: int) -> None:
    kiosk, code = bank.kiosks[0], shown(bank, "some")
    draft = charge_draft(kiosk, code, coins)
    kiosk.write(draft, (code.evidence,))
    assert kiosk.last().flag == (None if coins == 10 else "over-limit")
    answer = kiosk.hold(shown(bank, "some"), 5, draft.id)
    assert answer.reason == ("already-booked" if coins == 10 else "already-voided")
    assert bank.look().holds == 0
