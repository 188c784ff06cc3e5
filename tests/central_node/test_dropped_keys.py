"""After a key was dropped: what was signed by it before, and arrives now, is still taken."""

import json
import os
from collections.abc import Callable
from dataclasses import replace

import pytest

from central_node.keyfiles import ROOT_FILE
from central_node.renewal import renew_wallet_token
from central_node.rotation import announce, drop
from protocol.bundle import KeyRole
from protocol.cose import MessageType, parse
from protocol.credential import claimed as read_claimed
from protocol.credential import issue as issue_credential
from protocol.keys import Algorithm, MemorySigner, Signer
from protocol.messages import LEDGER, LedgerAnswer, LedgerRequest
from protocol.receipt import Receipt, read_receipt
from tests.central_node.paper import add_carer as let_vouch
from tests.central_node.paper import beat, close, exposed, give_card, prove, vouched
from tests.central_node.world import Code, Phone, World, issue, stood_in, unbooked_phone


def signer_of(world: World, role: KeyRole) -> Signer:
    district = world.node.district
    return district.credential_signer if role is KeyRole.CREDENTIAL else district.receipt_signer


def replace_key(world: World, role: KeyRole) -> Signer:
    """The key that signed until now; another has its place at once, and it is dropped."""
    root, old = world.folder / ROOT_FILE, signer_of(world, role)
    announce(world.folder, role, root, world.now, os.urandom, at_once=True)
    world.now += 60
    drop(world.folder, role, old.public_key.kid, root, world.now, force=True)
    world.now += 60
    world.node.handle("bundle", b"", world.now)
    assert signer_of(world, role) != old
    return old


def only_last(world: World) -> Receipt:
    """The receipt of what the first kiosk wrote last; all before is sent with it."""
    (*_, last) = world.kiosks[0].send(1)
    assert isinstance(last, Receipt), last
    return last


def test_an_honest_sale_from_before_a_key_was_dropped_is_the_residents(world: World) -> None:
    kiosk, rich = world.kiosks[0], world.phones["rich"]
    kiosk.spend(rich.code(world.now), 20, stood_in(20))
    replace_key(world, KeyRole.CREDENTIAL)
    assert (only_last(world).outcome, exposed(world).lost) == ("booked", 0)
    assert world.balance("rich") == 180
    assert world.audit() == ()


def test_a_card_and_a_carers_phone_of_a_dropped_key_count_for_what_was_sold(world: World) -> None:
    kiosk, card = world.kiosks[0], give_card(world, "rich", world.kiosks[0])
    let_vouch(world, "rich", "some")
    prove(kiosk, card)
    kiosk.spend(card, 5, stood_in(5))
    vouched(kiosk, card, world.phones["some"].code(world.now), 5)
    replace_key(world, KeyRole.CREDENTIAL)
    assert [one.outcome for one in kiosk.send(1) if isinstance(one, Receipt)][2:] == ["booked"] * 2


def forged_phone(world: World, stolen: Signer) -> Phone:
    """A phone of the thief's, whose credential has the name of a resident's."""
    key = MemorySigner.generate(Algorithm.ESP256)
    credential = replace(world.phones["rich"].credential, holder=key.public_key)
    return Phone(key, issue_credential(stolen, credential), credential)


@pytest.mark.parametrize("forge", [forged_phone, unbooked_phone])
def test_who_stole_a_dropped_key_makes_nothing_of_it(
    world: World, forge: Callable[[World, Signer], Phone]
) -> None:
    kiosk, phone = world.kiosks[0], forge(world, replace_key(world, KeyRole.CREDENTIAL))
    kiosk.spend(phone.code(world.now), 5, stood_in(5))
    receipt = kiosk.last()
    assert (receipt.flag, receipt.bearer) == ("evidence-refused", "district")
    assert world.balance("rich") == 200


def test_no_hold_is_given_by_a_dropped_key(world: World) -> None:
    replace_key(world, KeyRole.CREDENTIAL)
    answer = world.kiosks[0].hold(world.phones["rich"].code(world.now), 5)
    assert (answer.held, answer.reason) == (False, "unknown-key")


def test_a_phone_that_asks_again_after_the_drop_gets_the_same_answer(world: World) -> None:
    token, _ = renew_wallet_token(world.folder, "some", world.now, os.urandom)
    key = MemorySigner.generate(Algorithm.ESP256)
    answered = issue(world, token, key)
    old = replace_key(world, KeyRole.CREDENTIAL)
    asked = json.dumps({"token": token, "public_key": key.public_key.raw.hex()}).encode()
    again = world.node.handle("credentials", asked, world.now)
    assert answered.raw.hex().encode() in again
    assert parse(answered.raw, MessageType.CREDENTIAL).kid == old.public_key.kid


def test_dropping_a_stolen_key_gives_back_what_was_set_aside_for_its_credentials(
    world: World,
) -> None:
    kiosk, (rich, poor) = world.kiosks[0], (world.phones[who] for who in ("rich", "poor"))
    give_card(world, "rich", kiosk)
    set_aside = world.balance("rich") - world.free("rich")
    assert set_aside > 0
    replace_key(world, KeyRole.CREDENTIAL)
    asked = {read_claimed(raw).cti for one in world.kiosks for raw in beat(one).close}
    assert {rich.credential.cti, poor.credential.cti} <= asked
    assert world.node.district.published.roster == ()
    kiosk.spend(rich.code(world.now), 5, stood_in(5))  # it had not heard yet
    receipt = only_last(world)
    assert (receipt.flag, receipt.bearer) == ("credential-ended", "resident")
    for one in world.kiosks:
        for raw in beat(one).close:
            close(one, Code(read_claimed(raw), None, raw))
        one.send(1)
    assert world.free("rich") == world.balance("rich") == 195
    assert [beat(one).close for one in world.kiosks] == [(), ()]
    assert world.audit() == ()


@pytest.mark.parametrize("at_the_same_time", [False, True])
def test_what_was_booked_before_a_receipt_key_was_dropped_is_acknowledged_after_it(
    world: World, monkeypatch: pytest.MonkeyPatch, at_the_same_time: bool
) -> None:
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["rich"].code(world.now), 10, stood_in(10))
    booked = kiosk.last()
    replace_key(world, KeyRole.RECEIPT)
    if at_the_same_time:  # another copy of the request is booked after this one has looked
        monkeypatch.setattr("central_node.node.receipts_of", lambda *_: {})
    assert kiosk.last() == booked  # its answer was lost on the way; the same, to the second
    assert world.audit() == ()


def test_a_kiosk_that_lost_its_disk_can_verify_what_is_handed_back(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["rich"].code(world.now), 10, stood_in(10))
    booked = kiosk.last()
    replace_key(world, KeyRole.RECEIPT)
    asked = LedgerRequest(ledger=kiosk.ledger, from_seq=0, max_bytes=100_000)
    answer = LedgerAnswer.from_body(kiosk.ask(LEDGER, asked.to_body()))
    keys = world.node.district.receipt_keys
    assert [read_receipt(one.receipt, keys) for one in answer.entries][1] == booked


def test_the_books_keep_the_receipt_as_it_was_first_signed(world: World) -> None:
    kiosk = world.kiosks[0]
    before = world.dump()["entry"]
    replace_key(world, KeyRole.RECEIPT)
    (first,) = kiosk.answer([kiosk.item(0)]).receipts
    assert isinstance(first, bytes)
    assert first not in before[0]
    assert world.dump()["entry"] == before
