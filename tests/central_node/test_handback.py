"""A kiosk that lost its disk gets back what it once sent, and nothing of anybody else."""

from dataclasses import replace

import pytest

from central_node.errors import Refused
from protocol.entry import EntryKind, Opening
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import (
    MAX_HELD,
    MAX_LEDGERS,
    MAX_PAGE_BYTES,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    KnownEntry,
    LedgerAnswer,
    LedgerRequest,
    Request,
    sign_request,
)
from protocol.problems import ProblemType
from protocol.receipt import read_receipt
from tests.central_node.world import NOW, KioskSim, World, held, stood_in


def ask(kiosk: KioskSim, ledger: bytes | None = None, **how: int) -> LedgerAnswer:
    request = LedgerRequest(how.pop("max_bytes", MAX_PAGE_BYTES), ledger, **how)
    return LedgerAnswer.from_body(kiosk.ask("ledger", request.to_body()))


def raws(answer: LedgerAnswer) -> list[bytes]:
    return [known.item.entry for known in answer.entries]


def test_the_ledgers_of_a_kiosk_are_named_with_size_and_head(world: World) -> None:
    one, two = world.kiosks
    one.spend(world.phones["rich"].code(NOW), 10, stood_in(10))
    known = EntriesAnswer((), 2, one.last().entry_hash)
    (ledger,) = ask(one).ledgers
    assert (ledger.name, ledger.size, ledger.head) == (one.ledger, known.size, known.head)
    assert [it.name for it in ask(two).ledgers] == [two.ledger]
    assert ask(one).entries == ()


def test_entries_come_back_as_they_were_sent_with_evidence_and_receipts(world: World) -> None:
    kiosk = world.kiosks[0]
    code = world.phones["rich"].code(NOW)
    kiosk.spend(code, 10, stood_in(10))
    kiosk.void(world.id())
    receipts = kiosk.send(1)
    answer = ask(kiosk, kiosk.ledger)
    assert raws(answer) == kiosk.raws
    assert [known.item.evidence for known in answer.entries] == [(), (code.evidence,), ()]
    keys = world.node.district.receipt_keys
    assert [read_receipt(known.receipt, keys) for known in answer.entries[1:]] == receipts


def test_pages_go_on_after_the_last_entry_until_one_is_empty(world: World) -> None:
    kiosk = world.kiosks[0]
    for _ in range(5):
        kiosk.void(world.id())
    kiosk.send(1)
    room = sum(map(len, kiosk.raws[:2])) + 2 * 300  # two entries with their receipts, not three
    got: list[KnownEntry] = []
    pages = []
    while page := ask(kiosk, kiosk.ledger, from_seq=len(got), max_bytes=room).entries:
        got += page
        pages.append(len(page))
    assert [known.item.entry for known in got] == kiosk.raws
    assert max(pages) == 2


def test_a_page_has_one_entry_however_small_it_was_asked_for(world: World) -> None:
    kiosk = world.kiosks[0]
    assert raws(ask(kiosk, kiosk.ledger, max_bytes=1)) == kiosk.raws


def test_an_unknown_ledger_and_a_place_past_the_end_are_empty(world: World) -> None:
    kiosk = world.kiosks[0]
    assert ask(kiosk, bytes(8)).entries == ()
    assert ask(kiosk, kiosk.ledger, from_seq=1).entries == ()
    assert ask(kiosk, kiosk.ledger, from_seq=(1 << 53) - 1).entries == ()


def test_another_kiosk_gets_nothing_of_it(world: World) -> None:
    one, two = world.kiosks
    one.spend(world.phones["rich"].code(NOW), 10, stood_in(10))
    one.send(1)
    assert ask(two, one.ledger).entries == ()
    twin = replace(two, ledger=one.ledger, raws=[], evidence=[])  # the same name, another key
    twin.open()
    twin.last()
    assert raws(ask(two, one.ledger)) == twin.raws
    assert raws(ask(one, one.ledger)) == one.raws


def test_ids_that_hold_coins_and_have_no_entry_are_told(world: World) -> None:
    one, two = world.kiosks
    rich = world.phones["rich"]
    ids = [world.id() for _ in range(3)]
    codes = [rich.code(NOW) for _ in ids]
    for id_, code in zip(ids, codes, strict=True):
        assert one.hold(code, 10, id_).held
    one.spend(codes[0], 10, held(0), ids[0])
    one.void(ids[1])
    one.send(1)
    assert ask(one).held == (ids[2],)
    assert ask(two).held == ()
    assert ask(one, one.ledger).held == ()


def test_held_ids_and_ledgers_stay_within_their_limits(world: World) -> None:
    kiosk = world.kiosks[0]
    rich = world.phones["rich"]
    ids = [world.id() for _ in range(MAX_HELD + 1)]
    for id_ in ids:
        assert kiosk.hold(rich.code(NOW), 0, id_).held
    assert ask(kiosk).held == tuple(ids[:MAX_HELD])
    names = [number.to_bytes(8) for number in range(MAX_LEDGERS)]
    for name in names:
        new = replace(kiosk, ledger=name, raws=[], evidence=[])
        new.write(replace(new.draft(EntryKind.OPEN), opening=Opening(kiosk.ledger)))
        new.last()
    assert [it.name for it in ask(kiosk).ledgers] == names  # the newest, oldest of them first


def test_asking_changes_nothing(world: World) -> None:
    before = world.dump()
    ask(world.kiosks[0])
    ask(world.kiosks[0], world.kiosks[0].ledger)
    assert world.dump() == before


def test_a_foreign_key_learns_nothing(world: World) -> None:
    stranger = MemorySigner.generate(Algorithm.ESP256)
    body = LedgerRequest(1, world.kiosks[0].ledger).to_body()
    raw = sign_request(stranger, Request("ledger", NOW, bytes(8), body))
    with pytest.raises(Refused) as caught:
        world.node.handle("ledger", raw, NOW)
    assert caught.value.problem is ProblemType.UNKNOWN_KEY


def test_what_was_handed_back_can_be_sent_again_and_has_the_same_receipts(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["rich"].code(NOW), 10, stood_in(10))
    kiosk.last()
    answer = ask(kiosk, kiosk.ledger)
    items = tuple(EntryItem(it.item.entry, it.item.evidence) for it in answer.entries)
    body = kiosk.ask("entries", EntriesRequest(kiosk.ledger, items).to_body())
    again = EntriesAnswer.from_body(body)
    assert again.receipts == tuple(known.receipt for known in answer.entries)
    assert world.audit() == ()
