"""A kiosk gets another key: only the newest one asks, and what a former one signed still counts."""

import os
from dataclasses import replace

import pytest

from central_node.errors import Refused
from protocol.entry import EntryKind, Opening
from protocol.entry_parts import MAX_FORMER_KEYS
from protocol.keys import Algorithm, MemorySigner, Signer
from protocol.messages import (
    MAX_PAGE_BYTES,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    LedgerAnswer,
    LedgerRequest,
)
from protocol.problems import ProblemType
from protocol.receipt import Outcome, read_receipt
from protocol.rekey_call import REKEY, RekeyAnswer, ask_rekey
from tests.central_node.world import NOW, KioskSim, World, stood_in


def new_key() -> MemorySigner:
    return MemorySigner.generate(Algorithm.ESP256)


def rekey(kiosk: KioskSim, new: Signer) -> RekeyAnswer:
    asked = ask_rekey(new, kiosk.signer.public_key, kiosk.world.now, os.urandom)
    return RekeyAnswer.from_body(kiosk.ask(REKEY, asked.to_body()))


def changed(kiosk: KioskSim) -> KioskSim:
    """The same kiosk with another key, which the node knows, and no ledger of it yet."""
    new = new_key()
    rekey(kiosk, new)
    return replace(kiosk, signer=new, ledger=kiosk.world.random(8), raws=[], evidence=[])


def bring(kiosk: KioskSim, former: KioskSim, from_seq: int = 0) -> EntriesAnswer:
    """Send entries of a former key in a request of the newest one."""
    items = [EntryItem(*it) for it in zip(former.raws, former.evidence, strict=True)]
    request = EntriesRequest(former.ledger, tuple(items[from_seq:]))
    return EntriesAnswer.from_body(kiosk.ask("entries", request.to_body()))


def outcomes(world: World, answer: EntriesAnswer) -> list[Outcome]:
    keys = world.node.district.receipt_keys
    return [read_receipt(it, keys).outcome for it in answer.receipts if isinstance(it, bytes)]


def refusal(kiosk: KioskSim, new: Signer) -> Refused:
    with pytest.raises(Refused) as caught:
        rekey(kiosk, new)
    return caught.value


def test_the_node_confirms_the_new_key_and_says_it_again(world: World) -> None:
    kiosk, new = world.kiosks[0], new_key()
    first = rekey(kiosk, new)
    assert first == RekeyAnswer(new.public_key.kid, NOW + 1)  # it enrolled at NOW
    world.now += 100
    assert rekey(kiosk, new) == first


def test_only_the_newest_key_asks(world: World) -> None:
    old = world.kiosks[0]
    code = world.phones["rich"].code(NOW)
    new = changed(old)
    for call in (
        lambda: old.hold(code, 10),
        lambda: old.ask("entries", EntriesRequest(old.ledger, ()).to_body()),
        lambda: old.ask("ledger", LedgerRequest(MAX_PAGE_BYTES).to_body()),
    ):
        with pytest.raises(Refused) as caught:
            call()
        assert caught.value.problem is ProblemType.UNKNOWN_KEY
    assert new.hold(world.phones["rich"].code(NOW), 10).held


def test_entries_that_the_former_key_signed_are_booked_when_the_new_one_brings_them(
    world: World,
) -> None:
    old, before = world.kiosks[0], world.balance("rich")
    sent = old.spend(world.phones["rich"].code(NOW), 10, stood_in(10))
    old.send(1)
    unsent = old.spend(world.phones["rich"].code(NOW), 7, stood_in(7))
    new = changed(old)
    opened = replace(new.draft(EntryKind.OPEN), opening=Opening(old.ledger))
    new.write(opened)
    answer = bring(new, old)
    assert answer.size == 3
    assert [sent, unsent] == old.raws[1:]
    assert world.balance("rich") == before - 17
    assert outcomes(world, answer) == [Outcome.NOTED, Outcome.BOOKED, Outcome.BOOKED]
    assert bring(new, old).receipts == answer.receipts
    assert bring(new, replace(old, raws=[], evidence=[])).size == 3
    new.send(0)
    new.spend(world.phones["rich"].code(NOW), 3, stood_in(3))
    new.send(1)
    assert world.balance("rich") == before - 20
    assert world.audit() == ()


def test_a_ledger_that_the_node_never_saw_is_taken_under_the_key_that_signed_it(
    world: World,
) -> None:
    old = replace(world.kiosks[0], ledger=world.random(8), raws=[], evidence=[])
    old.write(replace(old.draft(EntryKind.OPEN), opening=Opening(world.kiosks[0].ledger)))
    old.spend(world.phones["rich"].code(NOW), 5, stood_in(5))
    newest = changed(changed(old))
    assert bring(newest, old).size == 2
    assert world.audit() == ()


def test_the_new_key_gets_back_what_the_former_one_had_sent(world: World) -> None:
    old = world.kiosks[0]
    new = changed(old)
    new.open()
    new.send(0)
    request = LedgerRequest(MAX_PAGE_BYTES, old.ledger)
    answer = LedgerAnswer.from_body(new.ask("ledger", request.to_body()))
    assert [it.name for it in answer.ledgers] == [old.ledger, new.ledger]
    assert [it.item.entry for it in answer.entries] == old.raws


def test_a_strangers_entries_are_refused_whoever_brings_them(world: World) -> None:
    old, two = world.kiosks[0], world.kiosks[1]
    new = changed(old)
    stranger = replace(old, signer=new_key(), ledger=world.random(8), raws=[], evidence=[])
    stranger.open()
    for theirs in (stranger, two):
        answer = bring(new, theirs)
        assert [getattr(it, "reason", None) for it in answer.receipts] == ["unknown-key"]


def test_a_former_key_has_no_successor_but_its_own(world: World) -> None:
    old, new = world.kiosks[0], new_key()
    rekey(old, new)
    assert refusal(old, new_key()).reason == "former-key"
    third = new_key()
    rekey(replace(old, signer=new), third)
    assert refusal(old, new).reason == "key-taken"
    assert refusal(old, third).reason == "key-taken"


def test_nobody_gets_a_key_that_is_somebody_s(world: World) -> None:
    one, two = world.kiosks
    assert refusal(one, two.signer).reason == "key-taken"
    new = new_key()
    rekey(two, new)
    assert refusal(one, two.signer).reason == "key-taken"
    assert refusal(one, new).reason == "key-taken"


def test_a_stranger_is_no_kiosk(world: World) -> None:
    stranger = replace(world.kiosks[0], signer=new_key())
    assert refusal(stranger, new_key()).problem is ProblemType.UNKNOWN_KEY


def test_a_kiosk_has_so_many_former_keys_and_no_more(world: World) -> None:
    kiosk = world.kiosks[0]
    for _ in range(MAX_FORMER_KEYS):
        kiosk = changed(kiosk)
    assert refusal(kiosk, new_key()).reason == "too-many-keys"
