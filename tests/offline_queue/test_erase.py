"""Old evidence goes, in small steps, for good; chain and receipts verify without it."""

import hashlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.clock import Moment
from offline_queue.erase import STEP_ENTRIES, Erased, erase_step
from offline_queue.errors import BrokenRule, DiskFailing, LedgerError, Locked
from offline_queue.ledger import Ledger
from offline_queue.migrations import LEAST_KEPT_S
from offline_queue.reader import LedgerReader
from offline_queue.receipts import check_receipt
from offline_queue.verify import verify
from protocol.entry import ClockState
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    Faults,
    HandTime,
    buy,
    code,
    fulfil,
    open_ledger,
    payer,
    receipt_for,
    sold_earlier,
    spend,
)
from tests.offline_queue.version_1 import write_version_1

DAY_S = 24 * 3600
KEPT_S = 180 * DAY_S
LATE_S = NOON_S + KEPT_S
MOST_STATEMENTS = 60


def confirm_all(ledger: Ledger, time_s: int, count: int = 10_000) -> None:
    """Store the node's receipts for the first ``count`` entries that have none."""
    items = ledger.unsent(count, 10**9)
    raws = [receipt_for(ledger.name, it.seq, it.hash, time_s=time_s) for it in items]
    ledger.store_receipts([check_receipt(raw, NODE_KEYS) for raw in raws])


def pieces(path: Path) -> list[int]:
    connection = sqlite3.connect(path)
    found = [row[0] for row in connection.execute("SELECT seq FROM evidence ORDER BY seq")]
    connection.close()
    return found


def erase_all(ledger: Ledger, kept_s: int = KEPT_S) -> list[Erased]:
    steps = [ledger.erase_evidence(kept_s)]
    while not steps[-1].done:
        steps.append(ledger.erase_evidence(kept_s))
    return steps


@pytest.fixture
def clock() -> HandTime:
    return HandTime()


def sold(path: Path, clock: HandTime, faults: Faults | None = None) -> Ledger:
    """Five sales a day apart, confirmed half a year after the third."""
    ledger = open_ledger(path, clock, (faults or Faults()).connect)
    for day in range(5):
        clock.time_s = NOON_S + day * DAY_S
        buy(ledger, day + 1)
    clock.time_s = LATE_S + 2 * DAY_S
    confirm_all(ledger, clock.time_s)
    return ledger


def test_evidence_goes_when_its_entry_is_as_old_as_the_period(
    tmp_path: Path, clock: HandTime
) -> None:
    path = tmp_path / "ledger.db"
    with sold(path, clock) as ledger:
        assert ledger.erase_evidence(KEPT_S) == Erased(entries=4, pieces=3, done=True)
        assert pieces(path) == [4, 5]
        assert ledger.erase_evidence(KEPT_S) == Erased(0, 0, done=True)
        clock.time_s = LATE_S + 3 * DAY_S
        ledger.store_receipts([], clock.time_s)
        assert ledger.erase_evidence(KEPT_S) == Erased(entries=1, pieces=1, done=True)
        assert pieces(path) == [5]
        assert buy(ledger, 7).seq == 6
    report = verify(path, NODE_KEYS)
    assert (report.entries, report.chain_ok, report.unsent, report.problems) == (7, True, 1, ())


def test_an_entry_without_a_receipt_keeps_its_evidence_and_so_do_all_after_it(
    tmp_path: Path, clock: HandTime
) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, clock) as ledger:
        entries = [buy(ledger, number) for number in (1, 2, 3)]
        confirm_all(ledger, LATE_S, count=2)
        last = entries[2]
        raw = receipt_for(ledger.name, last.seq, last.hash, time_s=LATE_S)
        ledger.store_receipts([check_receipt(raw, NODE_KEYS)])
        clock.time_s = LATE_S + DAY_S
        assert ledger.erase_evidence(KEPT_S) == Erased(entries=2, pieces=1, done=True)
        assert [it.seq for it in ledger.unsent(9, 10**6)] == [2]
        assert ledger.unsent(9, 10**6)[0].evidence == (code(2)[2],)
    assert pieces(path) == [2, 3]
    assert verify(path, NODE_KEYS).problems == ()


@pytest.mark.parametrize(
    ("own_s", "node_s", "state", "gone"),
    [
        (LATE_S, LATE_S, ClockState.TRUSTED, 2),
        (LATE_S - 1, LATE_S, ClockState.TRUSTED, 0),
        (LATE_S + 999 * DAY_S, LATE_S - 1, ClockState.TRUSTED, 0),  # a clock that ran away
        (LATE_S, LATE_S, ClockState.FLOOR, 2),
        (LATE_S, LATE_S, ClockState.STAFF_SET, 2),
        (LATE_S, LATE_S, ClockState.UNKNOWN, 0),
    ],
)
def test_both_clocks_must_agree_that_it_is_time(
    tmp_path: Path, own_s: int, node_s: int, state: ClockState, gone: int
) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        buy(ledger, 1)
        confirm_all(ledger, node_s)
        step = erase_step(ledger._session, Moment(own_s, state), KEPT_S)
        assert step == Erased(gone, gone // 2, done=True)


def test_a_ledger_that_never_heard_the_node_erases_nothing(tmp_path: Path, clock: HandTime) -> None:
    with open_ledger(tmp_path / "ledger.db", clock) as ledger:
        buy(ledger, 1)
        clock.time_s = LATE_S + 999 * DAY_S
        assert ledger.erase_evidence(KEPT_S) == Erased(0, 0, done=True)


def test_a_period_shorter_than_the_database_allows_is_our_bug(
    tmp_path: Path, clock: HandTime
) -> None:
    with open_ledger(tmp_path / "ledger.db", clock) as ledger:
        buy(ledger, 1)
        confirm_all(ledger, NOON_S + LEAST_KEPT_S - 1)
        clock.time_s = LATE_S
        with pytest.raises(BrokenRule):
            ledger.erase_evidence(DAY_S)
        assert pieces(ledger.path) == [1]


def test_many_go_in_steps_of_bounded_size(tmp_path: Path, clock: HandTime) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, clock) as ledger:
        for number in range(1, 2 * STEP_ENTRIES + 20):
            buy(ledger, number)
        confirm_all(ledger, LATE_S)
        clock.time_s = LATE_S
        steps = erase_all(ledger)
    assert [(step.entries, step.done) for step in steps] == [
        (STEP_ENTRIES, False),
        (STEP_ENTRIES, False),
        (20, True),
    ]
    assert sum(step.pieces for step in steps) == 2 * STEP_ENTRIES + 19
    assert pieces(path) == []
    assert verify(path, NODE_KEYS).problems == ()


def shown(number: int) -> bytes:
    """Evidence as long as a phone's code, in which every 16 bytes are found only once."""
    return b"".join(hashlib.sha256(b"%d %d" % (number, part)).digest() for part in range(11))[:336]


def show(ledger: Ledger, number: int) -> None:
    piece = shown(number)
    party = replace(payer(number), evidence_hash=hashlib.sha256(piece).digest())
    ledger.append(replace(spend(number), parties=(party,)), (piece,))


def test_what_was_erased_is_nowhere_in_the_files(tmp_path: Path, clock: HandTime) -> None:
    """Also not in freed pages, between the rows of other pages, or in the log."""
    path = tmp_path / "ledger.db"
    with open_ledger(path, clock) as ledger:
        for number in range(1, 200):
            show(ledger, number)
        clock.time_s = NOON_S + DAY_S
        for number in range(200, 220):
            show(ledger, number)
        confirm_all(ledger, LATE_S)
        clock.time_s = LATE_S
        erase_all(ledger)
        held = path.read_bytes() + Path(f"{path}-wal").read_bytes()
    whole = range(0, 336, 16)
    left = [n for n in range(1, 200) if any(shown(n)[at : at + 16] in held for at in whole)]
    assert left == []
    assert all(shown(number) in held for number in range(200, 220))


def test_a_reader_keeps_the_log_from_being_cut_and_nobody_waits_for_it(
    tmp_path: Path, clock: HandTime
) -> None:
    path = tmp_path / "ledger.db"
    with sold(path, clock) as ledger, LedgerReader.open(path) as reader:
        with reader._session.reading() as connection:
            connection.execute("SELECT size FROM head").fetchone()
            assert ledger.erase_evidence(KEPT_S).pieces == 3
            assert Path(f"{path}-wal").stat().st_size > 0
        assert ledger.erase_evidence(KEPT_S) == Erased(0, 0, done=True)
        assert Path(f"{path}-wal").stat().st_size == 0
        assert buy(ledger, 9).seq == 6
    assert verify(path, NODE_KEYS).problems == ()


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done but reported failed"])
def test_each_failing_statement_erases_all_of_a_step_or_nothing(
    tmp_path: Path, after: bool
) -> None:
    for at in range(1, MOST_STATEMENTS):
        path, faults = tmp_path / f"{at}.db", Faults()
        with sold(path, HandTime(), faults) as ledger:
            faults.arm(at, after=after)
            failure = caught(ledger)
            if faults.armed:
                assert "COMMIT" in faults.seen
                assert any(sql.startswith("DELETE FROM evidence") for sql in faults.seen)
                return
            assert pieces(path) in ([1, 2, 3, 4, 5], [4, 5])
            assert failure is not None or pieces(path) == [4, 5]
            assert failure is None or isinstance(failure, DiskFailing)
            ledger.erase_evidence(KEPT_S)
            assert pieces(path) == [4, 5]
        assert verify(path, NODE_KEYS).problems == ()
    pytest.fail("a step has more statements than this test tries")


def caught(ledger: Ledger) -> LedgerError | None:
    try:
        ledger.erase_evidence(KEPT_S)
    except LedgerError as exc:
        return exc
    return None


def test_a_lock_of_another_process_puts_it_off(tmp_path: Path, clock: HandTime) -> None:
    path, faults = tmp_path / "ledger.db", Faults()
    with sold(path, clock, faults) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked):
            ledger.erase_evidence(KEPT_S)
        other.close()
        assert ledger.erase_evidence(KEPT_S).pieces == 3


def test_entries_are_sent_again_without_the_evidence_that_is_gone(
    tmp_path: Path, clock: HandTime
) -> None:
    """To a node that lost data: the entries and their hashes are all there."""
    with sold(tmp_path / "ledger.db", clock) as ledger:
        before = ledger.unsent(99, 10**6, again=True)
        erase_all(ledger)
        after = ledger.unsent(99, 10**6, again=True)
    assert [it.raw for it in after] == [it.raw for it in before]
    assert [len(it.evidence) for it in before] == [0, 1, 1, 1, 1, 1]
    assert [len(it.evidence) for it in after] == [0, 0, 0, 0, 1, 1]


def test_a_visit_that_is_over_stays_over_without_its_evidence(
    tmp_path: Path, clock: HandTime
) -> None:
    """Questions about codes, slices and what is owed are answered by the entries."""
    with sold(tmp_path / "ledger.db", clock) as ledger:
        ledger.append(fulfil(50, of=1))
        asked = [
            (ledger.is_used(*code(number)[:2]), ledger.slice_used(code(number)[0]))
            for number in range(1, 6)
        ]
        owed = [one.id for one in ledger.unfulfilled()]
        erase_all(ledger)
        assert asked == [
            (ledger.is_used(*code(number)[:2]), ledger.slice_used(code(number)[0]))
            for number in range(1, 6)
        ]
        assert owed == [one.id for one in ledger.unfulfilled()]


def test_a_ledger_of_version_1_can_erase_too(tmp_path: Path, clock: HandTime) -> None:
    path = write_version_1(tmp_path / "ledger.db")
    clock.time_s = LATE_S + DAY_S
    with open_ledger(path, clock) as ledger:
        ledger.store_receipts([], clock.time_s)
        assert ledger.erase_evidence(KEPT_S) == Erased(entries=3, pieces=2, done=True)
    assert pieces(path) == [3]
    assert verify(path, NODE_KEYS).problems == ()


def test_evidence_of_earlier_ledgers_goes_on_a_day_on_which_some_of_this_one_does(
    tmp_path: Path, clock: HandTime
) -> None:
    """In a ledger that sells each day some of its own is old enough on every day."""
    earlier = sold_earlier(tmp_path / "old.db", 61, 62, 63, confirmed=3)
    path = tmp_path / "ledger.db"
    with sold(path, clock) as ledger:
        ledger.remember(earlier)
        assert earlier_pieces(path) == 3
        steps = erase_all(ledger)
        assert [(it.entries, it.pieces, it.done) for it in steps] == [(4, 3, False), (0, 3, True)]
        assert earlier_pieces(path) == 0
        clock.time_s += DAY_S
        ledger.store_receipts([], clock.time_s)
        assert erase_all(ledger) == [Erased(1, 1, done=True)]
    assert verify(path, NODE_KEYS).problems == ()


def earlier_pieces(path: Path) -> int:
    connection = sqlite3.connect(path)
    (count,) = connection.execute("SELECT count(*) FROM earlier_evidence").fetchone()
    connection.close()
    return int(count)
