"""Entries that a kiosk lost stop nobody: holes are kept, seen by staff, and mended once."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from random import Random

import pytest

from central_node.errors import Refused
from central_node.node import MAX_PIECE_ENTRIES
from central_node.store import DATABASE_FILE
from protocol.entry import entry_hash, sign_entry
from protocol.messages import (
    MAX_LOST_RANGES,
    MAX_LOST_SEQS,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    LostRange,
)
from protocol.problems import ProblemType
from protocol.receipt import Receipt
from tests.central_node.world import NOW, KioskSim, World, held, make_world, stood_in, twin

ALL: tuple[LostRange, ...] = ((0, MAX_LOST_SEQS - 1),)


@pytest.fixture
def kiosk(world: World) -> KioskSim:
    """A kiosk with an opening that was sent, and six lunches of a coin at 1 to 6 that were not."""
    kiosk = world.kiosks[0]
    for _ in range(6):
        kiosk.spend(world.phones["rich"].code(NOW), 1, stood_in(1))
    return kiosk


def sent(kiosk: KioskSim, *places: int, lost: tuple[LostRange, ...] = ()) -> list[str]:
    """What became of these entries: an outcome, a flag, or a reason of refusal."""
    answers = kiosk.deliver([kiosk.item(at) for at in places], lost)
    return [one if isinstance(one, str) else one.flag or one.outcome for one in answers]


def test_what_comes_after_lost_entries_is_booked_and_staff_see_what_is_missing(
    kiosk: KioskSim,
) -> None:
    world = kiosk.world
    assert sent(kiosk, 4, 5) == ["gap", "gap"]
    assert sent(kiosk, 4, 5, lost=((1, 3),)) == ["booked", "booked"]
    assert world.balance("rich") == 198
    seen = world.look()
    assert (seen.holes, seen.entries, seen.flagged, seen.forks) == (3, 4, 0, 0)
    assert [(one.flag, one.seq, one.bearer) for one in seen.flags] == [
        ("lost", 1, None),
        ("lost", 2, None),
        ("lost", 3, None),
    ]
    assert seen.problems == ()


def test_the_answer_tells_the_size_with_its_holes(kiosk: KioskSim) -> None:
    answer = kiosk.answer([kiosk.item(5)], ((1, 4),))
    assert (answer.size, answer.head) == (6, entry_hash(kiosk.raws[5]))
    assert sent(kiosk, 6) == ["booked"]


def test_entries_that_turn_up_mend_their_holes_in_any_order_and_are_booked_once(
    kiosk: KioskSim,
) -> None:
    world = kiosk.world
    assert sent(kiosk, 5, 6, lost=((1, 4),)) == ["booked", "booked"]
    assert sent(kiosk, 2, 4) == ["booked", "booked"]
    assert sent(kiosk, 1) == ["booked"]
    assert world.look().holes == 1
    assert sent(kiosk, 3, lost=ALL) == ["booked"]
    seen = world.look()
    assert (seen.holes, seen.flags, seen.problems) == (0, (), ())
    assert world.balance("rich") == 194
    assert sent(kiosk, *range(7)) == ["noted", *["booked"] * 6]
    assert world.balance("rich") == 194


def test_a_receipt_of_a_mended_hole_is_the_same_for_ever(kiosk: KioskSim) -> None:
    sent(kiosk, 3, lost=((1, 2),))
    first = kiosk.answer([kiosk.item(2)])
    kiosk.world.now += 1000
    assert kiosk.answer([kiosk.item(2)]).receipts == first.receipts


def test_what_a_hole_hid_is_decided_when_it_turns_up(kiosk: KioskSim) -> None:
    """The hold waits for its entry, however late: then it ends, and exactly once."""
    world, code, id_ = kiosk.world, kiosk.world.phones["some"].code(NOW), kiosk.world.id()
    answer = kiosk.hold(code, 18, id_)
    kiosk.spend(code, 18, held(answer.from_slice), id_)
    kiosk.void(world.id())
    assert sent(kiosk, 8, lost=((1, 7),)) == ["voided"]
    assert world.free("some") == 0
    assert sent(kiosk, 7) == ["booked"]
    view = next(one for one in world.look().residents if one.id == "some")
    assert (view.balance, view.held) == (17, 0)


def test_an_id_is_debited_once_whatever_turns_up_first(kiosk: KioskSim) -> None:
    """Another entry with the id of a lost one is booked; the lost one is then the alarm."""
    world, id_ = kiosk.world, kiosk.world.id()
    kiosk.spend(world.phones["some"].code(NOW), 5, stood_in(5), id_)
    kiosk.spend(world.phones["some"].code(NOW), 6, stood_in(6), id_)
    assert sent(kiosk, 8, lost=((1, 7),)) == ["booked"]
    assert sent(kiosk, 7) == ["id-reused"]
    assert (world.balance("some"), world.look().duplicates) == (29, 0)
    assert world.audit() == ()


def test_another_entry_than_the_successor_names_is_the_proof_of_a_fork(kiosk: KioskSim) -> None:
    world = kiosk.world
    sent(kiosk, 4, lost=((1, 3),))
    other = sign_entry(kiosk.signer, replace(kiosk.draft("x"), seq=3, previous=bytes(32)))
    (proof,) = kiosk.deliver([EntryItem(other)])
    assert isinstance(proof, Receipt)
    assert (proof.seq, proof.entry_hash) == (4, entry_hash(kiosk.raws[4]))  # it names another 3
    assert kiosk.deliver([EntryItem(other)]) == [proof]
    seen = world.look()
    assert (seen.forks, seen.flags[0].flag, seen.flags[0].seq, seen.holes) == (1, "fork", 3, 3)
    assert sent(kiosk, 1, 2, 3) == ["booked"] * 3
    assert world.audit() == ()


def test_a_lost_entry_with_its_other_signature_proves_no_fork_and_mends_nothing(
    kiosk: KioskSim,
) -> None:
    world = kiosk.world
    sent(kiosk, 4, lost=((1, 3),))
    before = world.dump()
    other = EntryItem(twin(kiosk.raws[3]), kiosk.evidence[3])
    assert kiosk.deliver([other]) == ["other-signature"]
    assert world.dump() == before
    assert sent(kiosk, 3) == ["booked"]
    assert kiosk.deliver([other]) == ["other-signature"]
    assert world.look().forks == 0


def test_an_entry_on_another_chain_mends_nothing(kiosk: KioskSim) -> None:
    sent(kiosk, 4, lost=((1, 3),))
    before = kiosk.world.dump()
    stray = sign_entry(kiosk.signer, replace(kiosk.draft("x"), seq=1, previous=bytes(32)))
    assert kiosk.deliver([EntryItem(stray)]) == ["other-history"]
    assert kiosk.world.dump() == before


def test_ranges_inside_the_known_part_change_nothing(kiosk: KioskSim) -> None:
    sent(kiosk, 1, 2, 3)
    before = kiosk.world.dump()
    assert sent(kiosk, 2, 3, lost=((0, 2),)) == ["booked", "booked"]
    assert kiosk.answer([], ALL).size == 4
    assert kiosk.world.dump() == before


def test_a_batch_may_tell_and_bring_the_same_entry(kiosk: KioskSim) -> None:
    assert sent(kiosk, 6, 4, 2, 6, lost=((1, 6),)) == ["booked"] * 4
    assert kiosk.world.look().holes == 3


def test_a_whole_beginning_may_be_lost() -> None:
    with make_world(opened=False) as world:
        kiosk = world.kiosks[0]
        kiosk.open()
        for _ in range(3):
            kiosk.spend(world.phones["some"].code(NOW), 2, stood_in(2))
        assert sent(kiosk, 2, 3) == ["gap", "gap"]
        assert sent(kiosk, 2, 3, lost=((0, 1),)) == ["booked", "booked"]
        assert world.audit() == ()
        assert sent(kiosk, 0, 1) == ["noted", "booked"]
        assert (world.look().holes, world.balance("some"), world.audit()) == (0, 29, ())


def test_a_long_batch_with_holes_is_taken_in_pieces(world: World) -> None:
    kiosk = world.kiosks[0]
    for _ in range(2 * MAX_PIECE_ENTRIES):
        kiosk.void(world.id())
    places = [at for at in range(1, len(kiosk.raws)) if at % 7]
    lost = tuple((at, at) for at in range(7, len(kiosk.raws), 7))
    assert len(lost) <= MAX_LOST_RANGES
    assert set(sent(kiosk, *places, lost=lost)) == {"voided"}
    assert world.look().holes == len(lost)
    assert world.audit() == ()


BAD: list[tuple[LostRange, ...]] = [
    ((2, 1),),
    ((1, 3), (3, 4)),
    ((4, 5), (1, 2)),
    ((0, MAX_LOST_SEQS),),
    ((0, 1 << 60),),
    tuple((at, at) for at in range(0, 2 * (MAX_LOST_RANGES + 1), 2)),
]


@pytest.mark.parametrize("lost", BAD, ids=lambda lost: f"{len(lost)} from {lost[0]}")
def test_ranges_out_of_shape_make_no_request(kiosk: KioskSim, lost: tuple[LostRange, ...]) -> None:
    before = kiosk.world.dump()
    body = EntriesRequest(kiosk.ledger, (kiosk.item(4),), lost).to_body()
    with pytest.raises(Refused) as refused:
        kiosk.ask("entries", body)
    assert refused.value.problem is ProblemType.MALFORMED
    assert kiosk.world.dump() == before


def test_the_most_that_can_be_told_lost_is_kept(kiosk: KioskSim) -> None:
    last = 1 + MAX_LOST_SEQS
    far = sign_entry(kiosk.signer, replace(kiosk.draft("x"), seq=last, previous=bytes(32)))
    (receipt,) = kiosk.deliver([EntryItem(far)], ((1, last - 1),))
    assert isinstance(receipt, Receipt)
    seen = kiosk.world.look()
    assert (seen.holes, len(seen.flags), seen.problems) == (MAX_LOST_SEQS, 100 + 1, ())


def test_another_kiosks_holes_are_its_own(kiosk: KioskSim) -> None:
    """The same ledger name and seq at another kiosk's key is another ledger."""
    world, other = kiosk.world, kiosk.world.kiosks[1]
    sent(kiosk, 4, lost=((1, 3),))
    assert other.deliver([kiosk.item(2)]) == ["unknown-key"]
    other.ledger = kiosk.ledger
    assert other.deliver([kiosk.item(2)]) == ["unknown-key"]
    assert world.look().holes == 3


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_losses_and_finds_books_what_an_honest_kiosk_sold(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test's dice
    with make_world() as world:
        kiosk = world.kiosks[0]
        for _ in range(20):
            kiosk.spend(world.phones["rich"].code(NOW), 1, stood_in(1))
        receipts: dict[int, bytes] = {}
        for _ in range(12):
            some = dice.sample(range(len(kiosk.raws)), dice.randint(1, 8))
            answer = kiosk.answer([kiosk.item(at) for at in some], dice.choice([(), ALL]))
            _same(receipts, some, answer)
            assert world.audit() == ()
        _same(receipts, range(21), kiosk.answer([kiosk.item(at) for at in range(21)]))
        seen = world.look()
        assert (seen.holes, seen.forks, seen.flagged) == (0, 0, 0)
        assert (world.balance("rich"), len(receipts)) == (180, 21)


def _same(receipts: dict[int, bytes], places: Iterable[int], answer: EntriesAnswer) -> None:
    for at, raw in zip(places, answer.receipts, strict=True):
        if isinstance(raw, bytes):
            assert receipts.setdefault(at, raw) == raw


@pytest.mark.parametrize(
    "statement", ["DELETE FROM hole", "UPDATE hole SET named = x'00' WHERE named IS NOT NULL"]
)
def test_the_database_refuses_to_forget_a_hole(kiosk: KioskSim, statement: str) -> None:
    sent(kiosk, 4, lost=((1, 3),))
    with (
        closing(sqlite3.connect(kiosk.world.folder / DATABASE_FILE)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="hole: no"),
    ):
        raw.execute(statement)


@pytest.mark.parametrize(
    "damage", ["DELETE FROM hole WHERE seq = 2", "UPDATE hole SET named = zeroblob(32)"]
)
def test_the_audit_finds_a_hole_that_was_tampered_with(kiosk: KioskSim, damage: str) -> None:
    sent(kiosk, 4, lost=((1, 3),))
    with closing(sqlite3.connect(kiosk.world.folder / DATABASE_FILE)) as raw:
        raw.execute("DROP TRIGGER hole_no_delete")
        raw.execute("DROP TRIGGER hole_no_update")
        raw.execute(damage)
        raw.commit()
    assert kiosk.world.audit() == (f"7: ledger {kiosk.ledger.hex()} is broken at 4.",)
