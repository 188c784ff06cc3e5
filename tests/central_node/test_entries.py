"""Entries are booked once, receipted forever, and never stand in each other's way."""

from dataclasses import replace

import pytest

from central_node.node import MAX_PIECE_ENTRIES, Node
from protocol import cbor, cose
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.entry import Decision, EntryKind, Opening, Role, entry_hash, sign_entry
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import EntryItem, Refusal
from protocol.receipt import Outcome, Receipt
from tests.central_node.world import NOW, KioskSim, World, held, make_world, stood_in, twin


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


def test_an_entry_that_names_no_place_is_refused(world: World) -> None:
    kiosk = world.kiosks[0]
    bodies: list[Value] = [
        {1: kiosk.ledger, 2: 1},
        {1: kiosk.ledger, 2: "1", 3: bytes(32)},
        [kiosk.ledger, 1],
    ]
    for body in bodies:
        raw = cose.sign1(kiosk.signer, MessageType.ENTRY, cbor.encode(body))
        assert kiosk.deliver([EntryItem(raw)]) == ["bad-shape"]


def test_an_entry_of_another_signer_is_refused_and_the_ones_before_it_are_kept(
    world: World,
) -> None:
    kiosk = world.kiosks[0]
    kiosk.void(world.id())
    forged = sign_entry(MemorySigner.generate(Algorithm.ESP256), kiosk.draft("x"))
    taken, refused, gap = kiosk.deliver(
        [EntryItem(kiosk.raws[1]), EntryItem(forged), EntryItem(_after(kiosk))]
    )
    assert isinstance(taken, Receipt)
    assert (refused, gap) == ("unknown-key", "gap")


def _after(kiosk: KioskSim) -> bytes:
    draft = replace(kiosk.draft("y"), seq=len(kiosk.raws) + 1)
    return sign_entry(kiosk.signer, draft)


def test_damaged_bytes_are_refused_by_name(world: World) -> None:
    kiosk = world.kiosks[0]
    raw = kiosk.void(world.id())
    altered = raw[:-1] + bytes([raw[-1] ^ 1])
    assert kiosk.deliver([EntryItem(altered)]) == ["bad-signature"]
    assert kiosk.deliver([EntryItem(raw[:-1])]) == ["bad-cbor"]
    assert kiosk.deliver([EntryItem(kiosk.request("x", 1))]) == ["wrong-type"]
    assert isinstance(kiosk.deliver([EntryItem(raw)])[0], Receipt)


def test_an_entry_of_another_ledger_is_refused(world: World) -> None:
    kiosk = world.kiosks[0]
    stray = sign_entry(kiosk.signer, replace(kiosk.draft("x"), ledger=bytes(8)))
    assert kiosk.deliver([EntryItem(stray)]) == ["wrong-ledger"]


def test_nobody_can_take_a_ledgers_name_from_its_kiosk() -> None:
    with make_world(opened=False) as world:
        one, two = world.kiosks
        two.ledger = one.ledger
        two.open()
        assert two.last().outcome == Outcome.NOTED
        one.open()
        assert one.last().outcome == Outcome.NOTED
        assert world.audit() == ()


def test_a_chain_that_left_the_known_one_is_refused_without_proof_of_a_fork(world: World) -> None:
    kiosk = world.kiosks[0]
    other = sign_entry(kiosk.signer, replace(kiosk.draft("x"), previous=bytes(32)))
    assert kiosk.deliver([EntryItem(other)]) == ["other-history"]
    assert world.look().forks == 0


def test_the_same_entry_with_its_other_signature_is_refused_and_proves_no_fork(
    world: World,
) -> None:
    kiosk = world.kiosks[0]
    kiosk.spend(world.phones["some"].code(NOW), 15, stood_in(15))
    other = EntryItem(twin(kiosk.raws[1]), kiosk.evidence[1])
    mine, refused = kiosk.deliver([kiosk.item(1), other])  # in one piece, and when it is kept
    assert isinstance(mine, Receipt)
    before = world.dump()
    assert [refused, *kiosk.deliver([other])] == ["other-signature"] * 2
    assert world.dump() == before
    assert kiosk.send(1) == [mine]
    assert world.look().forks == 0


def test_another_signed_entry_at_the_same_place_is_the_proof_of_a_fork(world: World) -> None:
    kiosk, code = world.kiosks[0], world.phones["some"].code(NOW)
    raw = kiosk.spend(code, 15, stood_in(15))
    kiosk.last()
    copy = sign_entry(kiosk.signer, replace(kiosk.draft("x"), seq=1))
    before = world.balance("some")
    mine = kiosk.send(1)[0]
    assert isinstance(mine, Receipt)
    assert mine.entry_hash == entry_hash(raw) != entry_hash(copy)
    assert kiosk.deliver([EntryItem(copy)]) == [mine]  # the kiosk's proof: a receipt it can't match
    assert kiosk.deliver([EntryItem(copy), EntryItem(raw)]) == [mine, mine]
    seen = world.look()
    assert (seen.forks, seen.flags[0].flag, seen.flags[0].seq) == (1, "fork", 1)
    assert world.balance("some") == before == 20


def test_another_entry_with_a_used_id_is_an_alarm_and_books_nothing(world: World) -> None:
    kiosk, id_ = world.kiosks[0], world.id()
    kiosk.spend(world.phones["some"].code(NOW), 5, stood_in(5), id_)
    kiosk.last()
    kiosk.spend(world.phones["some"].code(NOW), 6, stood_in(6), id_)
    alarm = kiosk.last()
    assert (alarm.outcome, alarm.flag, alarm.bearer) == (Outcome.FLAGGED, "id-reused", None)
    kiosk.void(id_)
    assert kiosk.last().flag == "id-reused"
    assert world.balance("some") == 30
    assert world.look().duplicates == 0


def test_an_id_that_another_kiosk_holds_is_not_booked_by_this_one(world: World) -> None:
    one, two = world.kiosks
    code, id_ = world.phones["rich"].code(NOW), world.id()
    answer = one.hold(code, 10, id_)
    two.spend(code, 10, held(0), id_)
    assert two.last().flag == "id-reused"
    two.void(id_)
    assert two.last().flag == "id-reused"
    assert world.balance("rich") == 200
    one.spend(code, 10, held(answer.from_slice), id_)
    assert one.last().outcome == Outcome.BOOKED  # who holds an id keeps it
    assert world.audit() == ()


def test_an_id_that_another_kiosk_has_written_first_is_an_alarm(world: World) -> None:
    one, two = world.kiosks
    id_ = world.id()
    one.spend(world.phones["rich"].code(NOW), 10, stood_in(10), id_)
    one.last()
    two.spend(world.phones["rich"].code(NOW), 10, stood_in(10), id_)
    assert two.last().flag == "id-reused"
    assert world.balance("rich") == 190


def test_void_ends_a_hold_and_returns_what_it_kept(world: World) -> None:
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    kiosk.hold(code, 30, id_)
    kiosk.void(id_)
    assert kiosk.last().outcome == Outcome.VOIDED
    assert (world.free("some"), world.balance("some")) == (18, 35)


def test_a_stand_in_sale_under_an_unanswered_hold_is_taken_from_the_slice_as_the_kiosk_counted(
    world: World,
) -> None:
    """The node held it from the free balance, the answer got lost, the kiosk counted its slice."""
    kiosk, code, id_ = world.kiosks[0], world.phones["some"].code(NOW), world.id()
    assert kiosk.hold(code, 15, id_).from_slice == 0
    kiosk.spend(code, 15, stood_in(15), id_)
    assert kiosk.last().outcome == Outcome.BOOKED
    view = next(one for one in world.look().residents if one.id == "some")
    assert (view.balance, view.free, view.slices, view.held) == (20, 18, 2, 0)


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
