"""A file made of entries that are signed already is a ledger like any other, or it is refused."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.errors import (
    BadEntry,
    CannotOpen,
    Corrupt,
    DiskFailing,
    NotALedger,
    OtherEntry,
    OtherKey,
)
from offline_queue.kept import Kept, KeptReader
from offline_queue.ledger import Ledger
from offline_queue.replica import Replica
from offline_queue.schema import Identity
from offline_queue.verify import verify
from protocol.cbor import decode, encode
from protocol.keys import Algorithm, MemorySigner, key_ring
from tests.offline_queue.making import (
    KIOSK,
    NODE,
    NODE_KEYS,
    STRANGER,
    Dice,
    Faults,
    HandTime,
    buy,
    code,
    confirm,
    fulfil,
    id_of,
    intent,
    open_ledger,
    receipt_for,
    void,
)

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
MOST_STATEMENTS = 100
OTHER_KIOSK = MemorySigner.from_secret(Algorithm.ESP256, bytes(31) + b"\x08")


@pytest.fixture
def primary(tmp_path: Path) -> Iterator[Ledger]:
    """Seven entries with receipts for some, one intent settled and one open."""
    with open_ledger(tmp_path / "ledger.db") as ledger:
        first, second = buy(ledger, 1), buy(ledger, 2)
        ledger.begin_intent(intent(3))
        ledger.append(void(3))
        ledger.append(fulfil(4, 1))
        buy(ledger, 5)
        ledger.begin_intent(intent(6))
        buy(ledger, 7)
        ledger.store_receipts(confirm(ledger, first, second))
        yield ledger


def kept(ledger: Ledger, from_seq: int = 0, limit: int = 100) -> tuple[Kept, ...]:
    with KeptReader.open(ledger.path) as reader:
        return reader.entries(from_seq, limit)


def identity(ledger: Ledger) -> Identity:
    return Identity(ledger.name, ledger.public_key)


def copied(ledger: Ledger, path: Path) -> Replica:
    replica = Replica.create(path, identity(ledger))
    replica.extend(kept(ledger), NODE_KEYS)
    with KeptReader.open(ledger.path) as reader:
        replica.add_intents(reader.intents(0, 100))
    return replica


def everything(path: Path) -> list[tuple[object, ...]]:
    """All rows of all tables, the head's own marks with them."""
    with KeptReader.open(path) as reader, reader._session.reading() as connection:
        names = ("ledger", "head", "entries", "evidence", "intents", "receipts", "receipt_keys")
        return [
            (name, *row)
            for name in names
            for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2")
        ]


def test_a_replica_holds_all_that_the_ledger_holds_and_verifies(
    primary: Ledger, tmp_path: Path
) -> None:
    with copied(primary, tmp_path / "copy.db") as replica:
        assert (replica.size, replica.name) == (7, primary.name)
        assert replica.head == primary.hash_at(6)
    assert everything(tmp_path / "copy.db") == everything(primary.path)
    report = verify(tmp_path / "copy.db", NODE_KEYS)
    assert (report.entries, report.chain_ok, report.unsent, report.problems) == (7, True, 5, ())


def test_a_ledger_continues_a_replica_and_settles_its_intents(
    primary: Ledger, tmp_path: Path
) -> None:
    copied(primary, tmp_path / "copy.db").close()
    with open_ledger(tmp_path / "copy.db") as ledger:
        (voided,) = ledger.recover()
        assert (voided.seq, voided.id) == (7, id_of(6))
        assert buy(ledger, 8).seq == 8
    assert verify(tmp_path / "copy.db").problems == ()


def test_the_same_entries_again_change_nothing(primary: Ledger, tmp_path: Path) -> None:
    with copied(primary, tmp_path / "copy.db") as replica:
        before = everything(replica.path)
        assert replica.extend(kept(primary, 2, 3), NODE_KEYS) == 7
        assert replica.extend((), NODE_KEYS) == 7
        with KeptReader.open(primary.path) as reader:
            assert replica.add_intents(reader.intents(0, 100)) == 0
        assert everything(replica.path) == before


def test_entries_that_are_there_already_may_come_before_the_next_ones(
    primary: Ledger, tmp_path: Path
) -> None:
    with Replica.create(tmp_path / "copy.db", identity(primary)) as replica:
        assert replica.extend(kept(primary, 0, 4), NODE_KEYS) == 4
        assert replica.extend(kept(primary, 2, 5), NODE_KEYS) == 7
    assert verify(tmp_path / "copy.db").problems == ()


def test_receipts_that_come_later_are_added_once(primary: Ledger, tmp_path: Path) -> None:
    with copied(primary, tmp_path / "copy.db") as replica:
        late = confirm(primary, *(buy(primary, 20), buy(primary, 21)))
        assert replica.add_receipts(late) == 0
        replica.extend(kept(primary, 7), NODE_KEYS)
        assert replica.add_receipts(late) == 2
        assert replica.add_receipts(late) == 0


def test_a_receipt_that_the_node_did_not_make_is_left_out(primary: Ledger, tmp_path: Path) -> None:
    entries = kept(primary)
    false = receipt_for(primary.name, 3, primary.hash_at(3) or b"", signer=STRANGER)
    other = receipt_for(primary.name, 4, bytes(32), signer=NODE)
    items = [*entries[:3], replace(entries[3], receipt=false), replace(entries[4], receipt=other)]
    with Replica.create(tmp_path / "copy.db", identity(primary)) as replica:
        assert replica.extend(items, NODE_KEYS) == 5
    with KeptReader.open(tmp_path / "copy.db") as reader:
        assert [seq for seq, _ in reader.receipts(0, 10)] == [1, 2]
    assert verify(tmp_path / "copy.db", NODE_KEYS).problems == ()


def other_history(tmp_path: Path, primary: Ledger) -> Sequence[Kept]:
    """What another machine with the same key and the same ledger wrote after the third entry."""
    path = tmp_path / "clone.db"
    with Replica.create(path, identity(primary)) as clone:
        clone.extend(kept(primary, 0, 3), NODE_KEYS)
    with Ledger.open(path, KIOSK, HandTime(), Dice(9)) as ledger:
        buy(ledger, 30)
        buy(ledger, 31)
        return kept(ledger)


def test_another_signed_entry_at_one_place_proves_a_fork_and_is_not_written_over(
    primary: Ledger, tmp_path: Path
) -> None:
    theirs = other_history(tmp_path, primary)
    with copied(primary, tmp_path / "copy.db") as replica:
        before = everything(replica.path)
        with pytest.raises(OtherEntry) as caught:
            replica.extend(theirs, NODE_KEYS)
        assert caught.value.seq == 3
        assert caught.value.kept == kept(primary, 3, 1)[0].raw
        assert caught.value.offered == theirs[3].raw
        assert everything(replica.path) == before


def test_the_same_entry_under_another_signature_proves_nothing(
    primary: Ledger, tmp_path: Path
) -> None:
    (item,) = kept(primary, 6, 1)
    protected, unprotected, payload, signature = decode(item.raw)  # type: ignore[misc] # a COSE_Sign1
    s = P256_ORDER - int.from_bytes(signature[32:])  # type: ignore[index,arg-type] # its bytes
    other = encode([protected, unprotected, payload, signature[:32] + s.to_bytes(32)])  # type: ignore[index,operator] # its bytes
    with copied(primary, tmp_path / "copy.db") as replica, pytest.raises(BadEntry) as caught:
        replica.extend([replace(item, raw=other)], NODE_KEYS)
    assert "another signature" in str(caught.value)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ((0, 1, 3), "entry 2 should come next"),
        ((1,), "entry 0 should come next"),
    ],
)
def test_entries_out_of_their_order_are_refused_and_none_of_them_is_taken(
    primary: Ledger, tmp_path: Path, places: tuple[int, ...], said: str
) -> None:
    entries = kept(primary)
    with Replica.create(tmp_path / "copy.db", identity(primary)) as replica:
        with pytest.raises(BadEntry, match=said):
            replica.extend([entries[at] for at in places], NODE_KEYS)
        assert replica.size == 0


def test_an_entry_of_another_history_does_not_follow(primary: Ledger, tmp_path: Path) -> None:
    theirs = other_history(tmp_path, primary)
    with Replica.create(tmp_path / "copy.db", identity(primary)) as replica:
        replica.extend(kept(primary, 0, 4), NODE_KEYS)
        with pytest.raises(BadEntry, match="does not follow"):
            replica.extend([theirs[4]], NODE_KEYS)
        assert replica.size == 4


def test_an_entry_of_another_ledger_or_another_key_is_refused(
    primary: Ledger, tmp_path: Path
) -> None:
    with open_ledger(tmp_path / "second.db", seed=2) as second:
        of_ours = kept(second)
    with Ledger.open(tmp_path / "third.db", OTHER_KIOSK, HandTime(), Dice(3)) as third:
        of_others = kept(third)
    with Replica.create(tmp_path / "copy.db", identity(primary)) as replica:
        with pytest.raises(BadEntry, match="another ledger"):
            replica.extend(of_ours, NODE_KEYS)
        with pytest.raises(BadEntry, match="not signed by this ledger's key"):
            replica.extend(of_others, NODE_KEYS)


def test_damaged_bytes_and_foreign_evidence_are_refused(primary: Ledger, tmp_path: Path) -> None:
    first, second, *_ = kept(primary)
    torn = replace(second, raw=second.raw[:-1] + bytes([second.raw[-1] ^ 1]))
    with Replica.create(tmp_path / "copy.db", identity(primary)) as replica:
        with pytest.raises(BadEntry, match="not signed"):
            replica.extend([first, torn], NODE_KEYS)
        with pytest.raises(BadEntry, match="evidence"):
            replica.extend([first, replace(second, evidence=(code(99)[2],))], NODE_KEYS)
        assert replica.extend([first, replace(second, evidence=())], NODE_KEYS) == 2


def test_a_replica_that_got_nothing_yet_says_nothing_and_is_begun_again(
    primary: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "copy.db"
    with Replica.create(path, identity(primary)) as replica:
        assert (replica.size, replica.head) == (0, bytes(32))
        assert replica.add_receipts(()) == 0
    with pytest.raises(Corrupt):
        Replica.open(path)
    with Replica.create(path, identity(primary)) as replica:
        assert replica.extend(kept(primary), NODE_KEYS) == 7
    assert verify(path).problems == ()


def test_a_file_of_another_ledger_or_another_program_is_left_alone(
    primary: Ledger, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with open_ledger(other, seed=2):
        pass
    before = everything(other)
    with pytest.raises(OtherKey):
        Replica.create(other, identity(primary))
    assert everything(other) == before
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"notes of a technician, longer than a header of a database" * 4)
    with pytest.raises(NotALedger):
        Replica.create(foreign, identity(primary))
    with pytest.raises(CannotOpen):
        Replica.open(tmp_path / "nowhere.db")
    assert not (tmp_path / "nowhere.db").exists()


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done but reported failed"])
def test_each_failing_statement_leaves_all_or_nothing_and_asking_again_makes_it_once(
    primary: Ledger, tmp_path: Path, after: bool
) -> None:
    items, struck = kept(primary), list[str]()
    with KeptReader.open(primary.path) as reader:
        intents = reader.intents(0, 100)
    for at in range(1, MOST_STATEMENTS):
        path, faults = tmp_path / f"{at}.db", Faults()
        with Replica.create(path, identity(primary), connect=faults.connect) as replica:
            replica.extend(items[:2], NODE_KEYS)
            faults.arm(at, after=after)
            failed = _fails(replica, items)
            if faults.armed:
                break
            struck.append(faults.seen[-1])
            assert replica.size in ((2, 7) if failed else (7,))
            replica.extend(items, NODE_KEYS)
            replica.add_intents(intents)
        assert everything(path) == everything(primary.path)
    assert "COMMIT" in struck
    assert len(struck) > 20


def _fails(replica: Replica, items: Sequence[Kept]) -> bool:
    try:
        replica.extend(items, NODE_KEYS)
    except DiskFailing:
        return True
    return False


def test_the_nodes_keys_are_read_from_the_file(primary: Ledger) -> None:
    with KeptReader.open(primary.path) as reader:
        assert reader.node_keys() == key_ring(NODE.public_key)
        marks = reader.marks()
    assert (marks.size, marks.receipts, marks.receipted, marks.intents_end) == (7, 2, 0, 2)
