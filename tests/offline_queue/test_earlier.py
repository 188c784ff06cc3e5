"""What was done in earlier ledgers counts in this one, and nothing of it is in its chain."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.earlier import Answered, Remembered
from offline_queue.earlier_batch import Batch
from offline_queue.errors import AlreadyUsed, BrokenRule, DiskFailing
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.receipts import check_receipt
from offline_queue.records import Unsent
from offline_queue.verify import verify
from protocol.entry import entry_hash
from protocol.messages import MAX_LOST_RANGES, MAX_LOST_SEQS
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    Faults,
    HandTime,
    as_earlier,
    buy,
    code,
    fulfil,
    id_of,
    intent,
    open_ledger,
    receipt_for,
    sold_earlier,
    spend,
    void,
)
from tests.offline_queue.version_1 import write_version_1

LAST_HASH = b"\xff" * 32
EVERYTHING = {"after": (-1, b""), "size": 0, "limit": 100, "max_bytes": 10**6}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return tmp_path / "old.db"


def to_send(ledger: Ledger | LedgerReader, name: bytes, **how: object) -> Batch:
    return ledger.earlier.to_send(name, **EVERYTHING | how)  # type: ignore[arg-type] # as named there


def seqs(batch: Batch) -> list[int]:
    return [item.seq for item in batch.items]


def test_a_ledger_without_a_past_knows_of_none(path: Path) -> None:
    with open_ledger(path) as ledger:
        assert ledger.earlier.ledgers() == ()
        assert ledger.earlier.unanswered() == 0
        assert to_send(ledger, bytes(8)) == Batch((), ())


def test_a_code_used_in_an_earlier_ledger_is_used(path: Path, old: Path) -> None:
    with open_ledger(path) as ledger:
        assert ledger.remember(sold_earlier(old, 7)) == 1
        assert ledger.is_used(*code(7)[:2])
        assert not ledger.is_used(*code(8)[:2])
        with pytest.raises(AlreadyUsed) as caught:
            ledger.append(spend(9, shown=7), (code(7)[2],))
        assert caught.value.visit_id == id_of(7)
        buy(ledger, 8)


def test_a_void_in_an_earlier_ledger_gave_its_code_back(path: Path, old: Path) -> None:
    with open_ledger(old, seed=2) as before, open_ledger(path) as ledger:
        ledger.remember(as_earlier(before, before.append(void(3))))
        assert not ledger.is_used(*code(3)[:2])


def test_coins_taken_from_a_slice_stay_taken(path: Path, old: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.remember(sold_earlier(old, 7))
        buy(ledger, 17, shown=17)
        cti = code(7)[0]
        assert ledger.slice_used(cti) == 15
        ledger.begin_intent(replace(intent(8, amount=6), cti=cti))
        assert ledger.slice_used(cti) == 21
        assert ledger.slice_used(code(17)[0]) == 15


def test_what_was_sold_earlier_and_not_confirmed_counts_against_the_limit(
    path: Path, old: Path
) -> None:
    with open_ledger(path) as ledger:
        buy(ledger, 1)
        known = sold_earlier(old, 2, 3, confirmed=1)
        ledger.remember(known)
        assert ledger.unsent_coins() == 30
        (answer,) = confirm_all(known[1:])
        ledger.store_earlier([answer])
        assert ledger.unsent_coins() == 15
        assert ledger.earlier.unanswered() == 0


def confirm_all(known: Sequence[Remembered]) -> list[Answered]:
    raws = [receipt_for(one.it.entry.ledger, one.it.seq, one.it.hash) for one in known]
    receipts = [check_receipt(raw, NODE_KEYS) for raw in raws]
    return [Answered(one.it.hash, it) for one, it in zip(known, receipts, strict=True)]


def test_what_was_paid_earlier_and_not_handed_over_is_owed(path: Path, old: Path) -> None:
    later = HandTime(NOON_S + 60)
    with open_ledger(old, seed=2) as before, open_ledger(path, later) as ledger:
        sold = [buy(before, number) for number in (1, 2, 3)]
        done = before.append(fulfil(12, of=2))
        ledger.remember(as_earlier(before, *sold, done))
        mine = buy(ledger, 4)
        assert [it.id for it in ledger.unfulfilled()] == [id_of(1), id_of(3), id_of(4)]
        (owed,) = ledger.unfulfilled(code(3)[0])
        assert (owed.raw, owed.cti, owed.entry) == (sold[2].raw, code(3)[0], sold[2].entry)
        ledger.append(fulfil(13, of=3))
        assert ledger.unfulfilled(code(3)[0]) == ()
        assert [it.id for it in ledger.unfulfilled()] == [id_of(1), id_of(4)]
        assert ledger.find(id_of(1)) == sold[0]
        assert ledger.find(mine.id) == mine


def test_it_is_never_earlier_than_it_was_before(path: Path) -> None:
    with open_ledger(path) as ledger:
        assert ledger.floor_s() == NOON_S
        assert ledger.remember([], floor_s=NOON_S + 9) == 0
        ledger.remember([], floor_s=NOON_S + 5)
    with LedgerReader.open(path) as reader:
        assert reader.floor_s() == NOON_S + 9


def test_the_chain_is_not_touched_by_it(path: Path, old: Path) -> None:
    with open_ledger(path) as ledger:
        ledger.remember(sold_earlier(old, 1, 2, 3))
        counts = ledger.counts()
        assert (counts.entries, counts.receipts) == (1, 0)
        assert [it.seq for it in ledger.unsent(9, 10**6)] == [0]
    assert verify(path).problems == ()


def test_remembering_again_adds_only_what_is_new(path: Path, old: Path) -> None:
    known = sold_earlier(old, 1, 2, confirmed=2)
    bare = [replace(one, evidence={}, receipt=None) for one in known]
    with open_ledger(path) as ledger:
        assert ledger.remember(bare) == 2
        assert ledger.remember(bare) == 0
        assert [item.evidence for item in to_send(ledger, known[0].it.entry.ledger).items] == [
            (),
            (),
        ]
        assert ledger.remember([replace(known[0], receipt=None), bare[1]]) == 1
        items = to_send(ledger, known[0].it.entry.ledger).items
        assert [item.evidence for item in items] == [(code(1)[2],), ()]
        assert ledger.remember(known) == 2
        assert ledger.earlier.unanswered() == 0
        assert ledger.remember(known) == 0


def test_an_entry_of_this_very_ledger_is_refused(path: Path) -> None:
    with open_ledger(path) as ledger:
        sold = buy(ledger, 1)
        with pytest.raises(BrokenRule, match="this very ledger"):
            ledger.remember(as_earlier(ledger, sold))


def answer_to(known: Remembered) -> Answered:
    it = known.it
    raw = receipt_for(it.entry.ledger, it.seq, it.hash)
    return Answered(it.hash, check_receipt(raw, NODE_KEYS))


def test_entries_are_sent_in_order_with_what_is_lost_between(path: Path, old: Path) -> None:
    known = sold_earlier(old, *range(1, 9))
    name = known[0].it.entry.ledger
    with open_ledger(path) as ledger:
        ledger.remember([known[at] for at in (6, 1, 2, 5)])  # seqs 7, 2, 3, 6; in any order
        batch = to_send(ledger, name)
        assert (seqs(batch), batch.lost) == ([2, 3, 6, 7], ((0, 1), (4, 5)))
        assert batch.items[0] == Unsent(2, known[1].it.hash, known[1].it.raw, (code(2)[2],))
        assert to_send(ledger, name, size=5).lost == ((5, 5),)
        behind = (3, known[2].it.hash)
        assert seqs(to_send(ledger, name, after=behind, size=4)) == [6, 7]
        assert ledger.earlier.ledgers() == (name,)


def test_a_batch_keeps_to_its_limits_but_has_always_one(path: Path, old: Path) -> None:
    known = sold_earlier(old, *range(1, 9))
    name = known[0].it.entry.ledger
    with open_ledger(path) as ledger:
        ledger.remember(known)
        assert seqs(to_send(ledger, name, limit=3)) == [1, 2, 3]
        room = sum(it.size_bytes for it in to_send(ledger, name).items[:2])
        assert seqs(to_send(ledger, name, max_bytes=room)) == [1, 2]
        assert seqs(to_send(ledger, name, max_bytes=1)) == [1]


def test_two_entries_for_one_place_are_both_sent(path: Path, tmp_path: Path) -> None:
    one, other = (sold_earlier(tmp_path / f"{name}.db", 1)[0] for name in ("a", "bb"))
    twin = replace(other, it=replace(other.it, entry=replace(other.it.entry, ledger=b"ledger-a")))
    first = replace(one, it=replace(one.it, entry=replace(one.it.entry, ledger=b"ledger-a")))
    with open_ledger(path) as ledger:
        ledger.remember([first])
        ledger.remember([twin])
        batch = to_send(ledger, b"ledger-a")
        assert (seqs(batch), batch.lost) == ([1, 1], ((0, 0),))
        behind = (1, batch.items[0].hash)
        assert [it.hash for it in to_send(ledger, b"ledger-a", after=behind).items] == [
            batch.items[1].hash
        ]


def test_what_has_its_receipt_is_sent_again_only_to_a_node_that_lost_it(
    path: Path, old: Path
) -> None:
    known = sold_earlier(old, 1, 2, 3, confirmed=3)
    name = known[0].it.entry.ledger
    with open_ledger(path) as ledger:
        ledger.remember(known)
        assert to_send(ledger, name, size=4) == Batch((), ())
        again = to_send(ledger, name, size=2)
        assert (seqs(again), again.lost) == ([2, 3], ())


def test_a_damaged_entry_is_passed_over_and_its_place_is_lost(path: Path, old: Path) -> None:
    known = sold_earlier(old, *range(1, 9))
    name = known[0].it.entry.ledger
    bad = {it.it.seq: replace(it, it=replace(it.it, raw=b"changed")) for it in known[:4]}
    with open_ledger(path) as ledger:
        ledger.remember([bad[1], known[1], bad[3], bad[4], *known[4:]])
        batch = to_send(ledger, name, size=1)
        assert (seqs(batch), batch.lost, batch.damaged) == (
            [2, 5, 6, 7, 8],
            ((1, 1), (3, 4)),
            (1, 3, 4),
        )
        first = to_send(ledger, name, size=1, limit=1)
        assert (seqs(first), first.lost, first.damaged) == ([2], ((1, 1),), (1,))
        ledger.store_earlier([answer_to(it) for it in known[4:]])
        rest = to_send(ledger, name, size=9, after=(2, LAST_HASH))
        assert rest == Batch((), (), (3, 4))


def test_places_that_were_refused_are_lost_too(path: Path, old: Path) -> None:
    known = sold_earlier(old, *range(1, 9))
    name = known[0].it.entry.ledger
    with open_ledger(path) as ledger:
        ledger.remember(known)
        after = (4, LAST_HASH)
        batch = to_send(ledger, name, size=3, after=after, refused={3, 4})
        assert (seqs(batch), batch.lost) == ([5, 6, 7, 8], ((3, 4),))
        assert to_send(ledger, name, size=3, refused={5, 7, 8}).lost == ((5, 5), (7, 8))


def test_more_lost_than_a_request_may_name_makes_smaller_batches(path: Path, old: Path) -> None:
    known = sold_earlier(old, 1)[0]
    name = known.it.entry.ledger

    def at(seq: int) -> Remembered:
        raw = seq.to_bytes(32)
        it = replace(
            known.it, seq=seq, hash=entry_hash(raw), raw=raw, entry=replace(known.it.entry, seq=seq)
        )
        return replace(known, it=it)

    with open_ledger(path) as ledger:
        ledger.remember([at(2 * seq) for seq in range(MAX_LOST_RANGES + 5)])
        batch = to_send(ledger, name)
        assert 0 < len(batch.lost) <= MAX_LOST_RANGES
        ledger.remember([at(10**6)])
        last = 2 * (MAX_LOST_RANGES + 4)
        assert to_send(ledger, name, after=(last, LAST_HASH), size=last + 1).items == ()
        far = 10**6 - MAX_LOST_SEQS
        assert to_send(ledger, name, after=(last, LAST_HASH), size=far).lost == ((far, 10**6 - 1),)


def test_an_older_file_is_read_as_one_without_a_past(tmp_path: Path) -> None:
    path = write_version_1(tmp_path / "ledger.db")
    before = path.read_bytes()
    with LedgerReader.open(path) as reader:
        assert reader.earlier.ledgers() == ()
        assert reader.unsent_coins() > 0
        assert reader.floor_s() == reader.last_node_time()
    assert path.read_bytes() == before


@pytest.mark.parametrize("after", [False, True])
def test_each_failing_statement_leaves_it_remembered_whole_or_not_at_all(
    tmp_path: Path, old: Path, after: bool
) -> None:
    known = sold_earlier(old, 1, 2, confirmed=1)
    for at in range(1, 60):
        faults = Faults()
        path = tmp_path / f"{at}.db"
        with open_ledger(path, connect=faults.connect) as ledger:
            faults.arm(at, after=after)
            try:
                ledger.remember(known, floor_s=NOON_S + 1)
            except DiskFailing:
                assert ledger.earlier.unanswered() == 0 or ledger.floor_s() == NOON_S + 1
                ledger.remember(known, floor_s=NOON_S + 1)
            passed = faults.armed
        with LedgerReader.open(path) as reader:
            assert reader.earlier.unanswered() == 1
            assert reader.floor_s() == NOON_S + 1
            assert len(to_send(reader, known[0].it.entry.ledger).items) == 2
        if passed:
            return
    pytest.fail("more statements than this test tries")


def test_a_receipt_is_kept_once(path: Path, old: Path) -> None:
    known = sold_earlier(old, 1, 2)
    with open_ledger(path) as ledger:
        ledger.remember(known)
        answers = confirm_all(known)
        assert ledger.store_earlier(answers[:1]) == 1
        assert ledger.store_earlier(answers) == 1
        assert ledger.store_earlier(answers) == 0
        assert ledger.store_earlier([Answered(bytes(32), answers[0].receipt)]) == 0
        assert ledger.earlier.unanswered() == 0
