"""Whatever is done to a ledger file behind our back is found and said in words."""

import sqlite3
import tracemalloc
from pathlib import Path

import pytest

from offline_queue.chain_check import MAX_PROBLEMS
from offline_queue.receipts import check_receipt
from offline_queue.show import show
from offline_queue.verify import verify
from protocol.entry import ClockState, Entry, EntryKind, Opening, entry_hash, sign_entry
from protocol.keys import Algorithm, MemorySigner, key_ring
from protocol.receipt import Outcome
from tests.offline_queue.making import (
    KIOSK,
    NODE_KEYS,
    NOON_S,
    STRANGER,
    buy,
    confirm,
    fulfil,
    id_of,
    intent,
    open_ledger,
    receipt_for,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        ledger.begin_intent(intent(1))
        first = buy(ledger, 1)
        ledger.append(fulfil(2, of=1))
        ledger.store_receipts(confirm(ledger, first))
        buy(ledger, 3)
    return path


def tamper(path: Path, *statements: str, parameters: tuple[object, ...] = ()) -> None:
    """Change the file as somebody would who knows SQLite and has removed the triggers."""
    connection = sqlite3.connect(path, isolation_level=None)
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement, parameters if "?" in statement else ())
    connection.close()


def test_a_good_ledger_has_no_problems(path: Path) -> None:
    report = verify(path)
    assert (report.entries, report.unsent, report.chain_ok, report.problems) == (4, 3, True, ())
    with open_ledger(path) as ledger:
        assert report.head == ledger.unsent(9, 10**6, again=True)[-1].hash.hex()
    before = path.read_bytes()
    assert verify(path, NODE_KEYS) == report
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE entries SET raw = zeroblob(300) WHERE seq = 1", "entry 1: not signed by this"),
        ("UPDATE entries SET hash = zeroblob(32) WHERE seq = 1", "entry 1: its bytes do not have"),
        ("DELETE FROM entries WHERE seq = 2", "entry 3: entry 2 should stand here"),
        ("DELETE FROM entries WHERE seq = 3", "the last 1 entries are missing"),
        ("DELETE FROM entries WHERE seq = 0", "entry 1: entry 0 should stand here"),
        ("UPDATE entries SET seq = 9 WHERE seq = 3", "entry 9: it was signed for another"),
        ("UPDATE head SET size = 3", "the head is not the last entry"),
        ("UPDATE head SET hash = zeroblob(32)", "the head is not the last entry"),
        ("DELETE FROM head", "the file is damaged: its head is missing"),
        ("UPDATE ledger SET name = zeroblob(8)", "entry 0: it was signed for another ledger"),
    ],
)
def test_a_broken_chain_is_found(path: Path, statement: str, words: str) -> None:
    tamper(path, statement)
    report = verify(path)
    assert not report.chain_ok
    assert any(it.startswith(words) for it in report.problems), report.problems


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE entries SET coins = 1 WHERE seq = 1", "entry 1: column coins"),
        ("UPDATE entries SET cti = x'00' WHERE seq = 1", "entry 1: column cti"),
        ("UPDATE entries SET from_slice = 0 WHERE seq = 1", "entry 1: column from_slice"),
        ("UPDATE entries SET kind = 'void' WHERE seq = 1", "entry 1: column kind"),
        ("UPDATE entries SET id = zeroblob(16) WHERE seq = 1", "entry 1: column id"),
        ("UPDATE entries SET ref = NULL WHERE seq = 2", "entry 2: column ref"),
        ("UPDATE entries SET result = 'failed' WHERE seq = 2", "entry 2: column result"),
        ("UPDATE entries SET time_s = 5 WHERE seq = 1", "entry 1: column time_s"),
        ("UPDATE evidence SET bytes = x'00' WHERE seq = 1", "entry 1: its evidence"),
        ("UPDATE evidence SET seq = 2 WHERE seq = 1", "entry 2: its evidence"),
        ("UPDATE evidence SET seq = 77 WHERE seq = 1", "1 receipts or pieces of evidence"),
        ("UPDATE receipts SET raw = zeroblob(90)", "receipt of entry 1: not signed by the node"),
        ("UPDATE receipts SET seq = 3", "receipt of entry 3: it was signed for another entry"),
        ("UPDATE receipts SET seq = 3", "receipt of entry 3: the node confirmed other bytes"),
        ("UPDATE receipts SET seq = 77", "1 receipts or pieces of evidence"),
        ("UPDATE receipts SET outcome = 'noted'", "receipt of entry 1: column outcome"),
        ("UPDATE head SET receipts = 2", "head: receipts is 2, the entries say 1"),
        ("UPDATE head SET receipted = 1", "head: receipted is 1, the entries say 0"),
        ("UPDATE head SET time_s = 1", "head: time_s is 1"),
        ("UPDATE head SET trusted_s = 1", "head: trusted_s is 1"),
        ("UPDATE head SET node_s = 1", "head: the node's time is before"),
        ("UPDATE head SET erased = 3", "head: evidence is marked as erased up to 3, beyond"),
        ("UPDATE head SET erased = 2", "1 pieces of evidence are marked as erased and still there"),
        ("UPDATE receipt_keys SET algorithm = 7", "the node's key"),
        (
            "UPDATE head SET settled_intents = 2",
            "1 intents were taken for settled and have no entry",
        ),
    ],
)
def test_anything_else_that_is_wrong_is_a_problem_with_a_whole_chain(
    path: Path, statement: str, words: str
) -> None:
    with open_ledger(path) as ledger:
        ledger.begin_intent(intent(9))
    tamper(path, statement)
    report = verify(path)
    assert report.chain_ok
    assert any(it.startswith(words) for it in report.problems), report.problems


def test_erased_evidence_is_no_problem(path: Path) -> None:
    tamper(path, "DELETE FROM evidence")
    assert verify(path).problems == ()


def test_a_whole_chain_by_another_key_is_not_this_kiosks(path: Path) -> None:
    other = MemorySigner.generate(Algorithm.ESP256)
    tamper(path, "UPDATE ledger SET public_key = ?", parameters=(other.public_key.raw,))
    report = verify(path)
    assert not report.chain_ok
    assert all("unknown-key" in it for it in report.problems[:4])


def test_a_second_entry_put_in_place_of_one_breaks_the_chain_behind_it(path: Path) -> None:
    with open_ledger(path) as ledger:
        name, first = ledger.name, ledger.unsent(9, 10**6, again=True)[0]
    forged = Entry(
        ledger=name,
        seq=1,
        previous=first.hash,
        id=id_of(1),
        kind=EntryKind.VOID,
        time=NOON_S,
        clock=ClockState.TRUSTED,
        scheme_version=1,
        bundle_version=1,
        result="declined",
    )
    raw = sign_entry(KIOSK, forged)
    tamper(
        path,
        "UPDATE entries SET raw = ?, hash = ? WHERE seq = 1",
        parameters=(raw, entry_hash(raw)),
    )
    report = verify(path)
    assert not report.chain_ok
    assert "entry 2: it does not follow the entry before it" in report.problems
    assert (
        "receipt of entry 1: the node confirmed other bytes than the ones kept" in report.problems
    )


def test_a_ledger_begins_with_one_open_entry(path: Path, tmp_path: Path) -> None:
    with open_ledger(path) as ledger:
        name, last = ledger.name, ledger.unsent(9, 10**6, again=True)[-1]
    second = Entry(
        ledger=name,
        seq=4,
        previous=last.hash,
        id=id_of(50),
        kind=EntryKind.OPEN,
        time=NOON_S - 5,
        clock=ClockState.TRUSTED,
        scheme_version=0,
        bundle_version=0,
        opening=Opening(),
    )
    raw = sign_entry(KIOSK, second)
    tamper(
        path,
        """INSERT INTO entries
        SELECT 4, randomblob(16), ?, 'open', 0, NULL, NULL, 0, 0, NULL, NULL, ?""",
        parameters=(entry_hash(raw), raw),
    )
    problems = verify(path).problems
    assert "entry 4: a ledger has one `open` entry, its first" in problems
    assert "entry 4: its time is before that of the entry before it" in problems


def test_a_receipt_by_a_key_that_the_district_does_not_name_is_found(path: Path) -> None:
    others = key_ring(STRANGER.public_key)
    problems = verify(path, others).problems
    assert problems == ("receipt of entry 1: not signed by the node as it stands (unknown-key)",)


def test_a_thousand_problems_are_told_in_a_hundred_sentences(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        for number in range(1, 121):
            buy(ledger, number)
    tamper(path, "UPDATE entries SET coins = 99")
    problems = verify(path).problems
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1] == "and 21 problems more"


def test_a_ledger_is_verified_while_its_kiosk_sells(path: Path) -> None:
    with open_ledger(path) as ledger:
        buy(ledger, 7)
        report = verify(path)
        assert (report.entries, report.problems) == (5, ())
        buy(ledger, 8)
        assert verify(path).entries == 6


def test_a_verify_that_looks_at_an_entry_being_written_sees_the_state_before(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE head SET node_s = node_s + 1")
    report = verify(path)
    writer.execute("ROLLBACK")
    writer.close()
    assert report.problems == ()


def test_memory_does_not_grow_with_the_ledger(tmp_path: Path) -> None:
    peaks = []
    for count in (50, 500):
        path = tmp_path / f"{count}.db"
        with open_ledger(path) as ledger:
            for number in range(1, count + 1):
                buy(ledger, number)
        tracemalloc.start()
        assert verify(path).entries == count + 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 20_000


def test_showing_tells_each_entry_and_what_the_node_said(path: Path) -> None:
    shown = list(show(path))
    assert [(it.seq, it.kind) for it in shown] == [
        (0, "open"),
        (1, "spend"),
        (2, "fulfil"),
        (3, "spend"),
    ]
    assert [it.outcome for it in shown] == [None, Outcome.BOOKED, None, None]
    assert shown[2].ref == shown[1].id
    assert (shown[1].lines[0].name, shown[1].amounts) == ("점심", {"general": 15})


def test_a_receipt_of_the_nodes_next_key_verifies_with_the_ledgers_own_keys(path: Path) -> None:
    with open_ledger(path) as ledger:
        found = ledger.find(id_of(3))
        assert found is not None
        raw = receipt_for(ledger.name, found.seq, found.hash, signer=STRANGER)
        ledger.store_receipts([check_receipt(raw, key_ring(STRANGER.public_key))])
    assert verify(path).problems == ()
