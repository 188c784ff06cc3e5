"""Entries are booked once, receipted forever, and never stand in each other's way."""

from dataclasses import replace

import pytest

from central_node.node import MAX_PIECE_ENTRIES, Node
from protocol import cbor, cose
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.entry import Decision, EntryKind, Opening, Role, entry_hash
from protocol.messages import EntryItem, Refusal
from protocol.receipt import Outcome, Receipt
from tests.central_node.world import NOW, KioskSim, World, held, make_world, stood_in


def test_a_spend_moves_coins_from_the_resident_to_the_kiosks_takings(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    raw = kiosk.spend(code, 15, stood_in(15))
    receipt = kiosk.last()
    assert (receipt.outcome, receipt.bearer, receipt.flag) == (Outcome.BOOKED, None, None)
    assert (receipt.ledger, receipt.seq, receipt.entry_hash) == (kiosk.ledger, 1, entry_hash(raw))
    assert receipt.time == NOW
    seen = world.look()
    assert seen.to_json()["balances"] == {"rich": 200, "some": 20, "poor": 5}
    assert [one.takings for one in seen.kiosks] == [15, 0]
    assert (seen.entries, seen.booked, seen.noted, seen.duplicates) == (3, 1, 2, 0)
    assert seen.problems == ()


def test_the_same_bytes_get_byte_identical_receipts_and_are_booked_once(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["some"].code(NOW), 15, stood_in(15))
    items = [EntryItem(kiosk.raws[1], kiosk.evidence[1])]
    first = kiosk.answer(items)
    for again in range(5):
        world.now += 86_400 * again
        assert kiosk.answer(items).receipts == first.receipts
    assert world.balance("some") == 20
    assert world.audit() == ()


def test_a_batch_may_hold_the_same_entry_twice(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["some"].code(NOW), 15, stood_in(15))
    item = EntryItem(kiosk.raws[1], kiosk.evidence[1])
    first, second = kiosk.answer([item, item]).receipts
    assert first == second
    assert world.balance("some") == 20


def test_receipts_survive_a_restart_of_the_node(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["some"].code(NOW), 15, stood_in(15))
    items = [EntryItem(kiosk.raws[1], kiosk.evidence[1])]
    before = kiosk.answer(items)
    world.node.close()
    world.node = Node.open(world.folder)
    world.now += 1
    assert kiosk.answer(items) == before


def test_a_gap_is_answered_with_what_the_node_knows_and_heals(world: World) -> None:
    kiosk = world.kiosks[0]
    for _ in range(3):
        kiosk.void(world.id())
    answer = kiosk.answer([EntryItem(kiosk.raws[3])])
    assert answer.receipts == (Refusal("gap"),)
    assert (answer.size, answer.head) == (1, entry_hash(kiosk.raws[0]))
    assert [one.outcome for one in kiosk.send(1) if isinstance(one, Receipt)] == ["voided"] * 3


def test_a_long_batch_is_taken_in_pieces_and_answered_as_one(world: World) -> None:
    kiosk = world.kiosks[0]
    for _ in range(2 * MAX_PIECE_ENTRIES + 3):
        kiosk.void(world.id())
    items = [EntryItem(raw) for raw in kiosk.raws]
    items.insert(MAX_PIECE_ENTRIES + 5, EntryItem(b"\x00"))
    answer = kiosk.answer(items)
    assert [one for one in answer.receipts if isinstance(one, Refusal)] == [Refusal("bad-header")]
    assert answer.receipts[MAX_PIECE_ENTRIES + 5] == Refusal("bad-header")
    assert (answer.size, answer.head) == (len(kiosk.raws), entry_hash(kiosk.raws[-1]))
    assert kiosk.answer(items) == answer
    assert world.audit() == ()


def test_a_node_that_knows_nothing_of_a_ledger_says_so(world: World) -> None:
    answer = KioskSim(world, 1, world.kiosks[0].signer, world.random(8)).answer([])
    assert (answer.size, answer.head) == (0, None)


def test_one_bad_entry_does_not_delay_the_next(world: World) -> None:
    """Without evidence, of an unknown kind, of an unknown shape: each is answered by itself."""
    kiosk, phone = world.kiosks[0], world.phones["some"]
    kiosk.write(kiosk.spend_draft(phone.code(NOW), 5, stood_in(5)))
    kiosk.write(kiosk.draft("levitate"))
    kiosk.raws.append(_newer_shape(kiosk))
    kiosk.evidence.append(())
    kiosk.spend(phone.code(NOW), 15, stood_in(15))
    receipts = [one for one in kiosk.send(1) if isinstance(one, Receipt)]
    assert [(one.outcome, one.flag) for one in receipts] == [
        (Outcome.FLAGGED, "evidence-missing"),
        (Outcome.FLAGGED, "unknown-kind"),
        (Outcome.FLAGGED, "unreadable"),
        (Outcome.BOOKED, None),
    ]
    assert world.balance("some") == 20
    assert world.audit() == ()


def _newer_shape(kiosk: KioskSim) -> bytes:
    """A spend as a newer kiosk might write it: signed, in the chain, with a field we don't know."""
    draft = kiosk.draft(EntryKind.SPEND)
    body: Value = {
        1: draft.ledger,
        2: draft.seq,
        3: draft.previous,
        4: draft.id,
        5: "spend",
        99: "new",
    }
    return cose.sign1(kiosk.signer, MessageType.ENTRY, cbor.encode(body))


def test_closing_a_credential_releases_its_slice_at_this_kiosk_only(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["rich"].code(NOW)
    kiosk.write(replace(kiosk.draft(EntryKind.CLOSE_CREDENTIAL), parties=(code.holder,)))
    assert kiosk.last().outcome == Outcome.NOTED
    assert world.free("rich") == 150
    kiosk.spend(world.phones["rich"].code(NOW), 10, stood_in(10))
    assert kiosk.last().flag == "credential-closed"
    assert world.audit() == ()


@pytest.mark.parametrize(
    "kind", [EntryKind.FULFIL, EntryKind.REFUSE, EntryKind.CLOCK, EntryKind.CLOSE]
)
def test_kinds_without_coins_are_noted(world: World, kind: EntryKind) -> None:
    kiosk = world.kiosks[0]
    draft = kiosk.draft(kind)
    if kind in (EntryKind.FULFIL, EntryKind.REFUSE):
        draft = replace(draft, result="done")
    if kind is EntryKind.FULFIL:
        draft = replace(draft, ref=world.id())
    kiosk.write(draft)
    assert kiosk.last().outcome == Outcome.NOTED


def test_a_kind_that_this_version_does_not_book_is_kept_flagged_and_releases_its_hold(
    world: World,
) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.hold(code, 18, id_)
    draft = kiosk.spend_draft(code, 18, Decision(held().by, 0), id_)
    payee = replace(world.phones["rich"].code(NOW).payer, role=Role.PAYEE)
    parties = (*draft.parties, payee)
    given = replace(draft, kind=EntryKind.TRANSFER, lines=(), parties=parties)
    kiosk.write(given, (code.evidence,))
    assert kiosk.last().flag == "kind-not-booked"
    assert (world.free("some"), world.balance("some")) == (18, 35)


def test_an_opening_inside_a_ledger_is_flagged(world: World) -> None:
    kiosk = world.kiosks[0]
    kiosk.write(replace(kiosk.draft(EntryKind.OPEN), opening=Opening()))
    assert kiosk.last().flag == "misplaced-opening"


def test_a_ledger_that_starts_without_an_opening_is_flagged_and_booked() -> None:
    with make_world(opened=False) as world:
        one, two = world.kiosks
        one.spend(world.phones["some"].code(NOW), 15, stood_in(15))
        receipt = one.last()
        assert (receipt.flag, receipt.bearer) == ("no-opening", "resident")
        two.void(world.id())
        assert two.last().flag == "no-opening"
        assert world.balance("some") == 20
        assert world.audit() == ()


def test_evidence_is_kept_only_where_the_signed_entry_names_it(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    raw = kiosk.spend(code, 5, stood_in(5))
    junk = world.phones["rich"].code(NOW).evidence
    kiosk.deliver([EntryItem(raw, (junk, code.evidence))])
    assert [row[2] for row in world.dump()["evidence"]] == [code.evidence]
