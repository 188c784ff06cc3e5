"""An entry that is damaged, forged or of another history is refused by name; a fork is proved."""

from dataclasses import replace

from protocol import cbor, cose
from protocol.cbor import Value
from protocol.cose import MessageType
from protocol.entry import entry_hash, sign_entry
from protocol.keys import Algorithm, MemorySigner
from protocol.messages import EntryItem
from protocol.receipt import Outcome, Receipt
from tests.central_node.world import NOW, KioskSim, World, make_world, stood_in, twin


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
