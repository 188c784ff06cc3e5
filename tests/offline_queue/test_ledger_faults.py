"""Every statement that writes fails in two ways: not done, and done but reported as failed."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offline_queue.database import connect_to_read
from offline_queue.errors import (
    BrokenRule,
    CannotOpen,
    DiskFailing,
    DiskFull,
    LedgerError,
    Locked,
    OutcomeUnknown,
    ReadOnly,
)
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.receipts import check_receipt
from offline_queue.verify import verify
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    Faults,
    buy,
    code,
    intent,
    open_ledger,
    receipt_for,
    spend,
    void,
)

MOST_STATEMENTS = 200
Act = Callable[[Ledger], object]


def store_one(ledger: Ledger) -> object:
    raw = receipt_for(ledger.name, 1, first_hash(ledger), time_s=NOON_S)
    return ledger.store_receipts([check_receipt(raw, NODE_KEYS)])


def first_hash(ledger: Ledger) -> bytes:
    """Read beside the ledger, so that no fault strikes this."""
    with LedgerReader.open(ledger.path) as reader:
        found = reader.hash_at(1)
    assert found is not None
    return found


ACTS: dict[str, Act] = {
    "append": lambda ledger: buy(ledger, 2),
    "append for an intent": lambda ledger: ledger.append(void(3)),
    "intent": lambda ledger: ledger.begin_intent(intent(4)),
    "recover": lambda ledger: ledger.recover(),
    "receipts": store_one,
}


def rows(path: Path) -> list[tuple[object, ...]]:
    """All that the ledger holds, apart from what differs from run to run."""
    connection = connect_to_read(path)
    try:
        return [
            *connection.execute("SELECT seq, id, kind FROM entries ORDER BY seq"),
            *connection.execute("SELECT seq, hash, bytes FROM evidence ORDER BY seq, hash"),
            *connection.execute("SELECT number, id, amount FROM intents ORDER BY number"),
            *connection.execute("SELECT seq, outcome FROM receipts ORDER BY seq"),
            *connection.execute("SELECT size, receipts, receipted, settled_intents FROM head"),
        ]
    finally:
        connection.close()


@pytest.mark.parametrize("after", [False, True], ids=["not done", "done but reported failed"])
@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_each_failing_statement_leaves_all_or_nothing_and_asking_again_makes_it_once(
    tmp_path: Path, act: Act, after: bool
) -> None:
    before, done = outcome_without_faults(tmp_path / "plain.db", act)
    struck: list[str] = []
    for at in range(1, MOST_STATEMENTS):
        path, faults = tmp_path / f"{at}.db", Faults()
        with prepared(path, faults) as ledger:
            faults.arm(at, after=after)
            failure = caught(act, ledger)
            if faults.armed:
                break
            struck.append(faults.seen[-1])
            left = rows(path)
            assert left in (before, done)
            assert failure is not None or left == done, "it returned: it must be there"
            assert failure is None or isinstance(failure, DiskFailing)
            assert caught(act, ledger) is None
            assert rows(path) == done
        assert verify(path).problems == ()
    assert any(sql.startswith("INSERT") or sql.strip().startswith("INSERT") for sql in struck)
    assert "COMMIT" in struck


def outcome_without_faults(path: Path, act: Act) -> tuple[list[object], list[object]]:
    with prepared(path, Faults()) as ledger:
        before = rows(path)
        act(ledger)
        return list(before), list(rows(path))


def prepared(path: Path, faults: Faults) -> Ledger:
    ledger = open_ledger(path, connect=faults.connect)
    buy(ledger, 1)
    ledger.begin_intent(intent(3))
    return ledger


def caught(act: Act, ledger: Ledger) -> LedgerError | None:
    try:
        act(ledger)
    except LedgerError as exc:
        return exc
    return None


def test_a_commit_that_reported_failure_is_found_as_done(tmp_path: Path) -> None:
    faults = Faults()
    with open_ledger(tmp_path / "ledger.db", connect=faults.connect) as ledger:
        faults.arm(commit_of(tmp_path), after=True)
        first = buy(ledger, 1)
        assert faults.seen[-1] == "COMMIT" or "COMMIT" in faults.seen
        assert (first.seq, ledger.counts().entries) == (1, 2)
        assert buy(ledger, 1) == first


def commit_of(folder: Path) -> int:
    """Which statement of an append is its COMMIT."""
    faults = Faults()
    with open_ledger(folder / "count.db", connect=faults.connect) as ledger:
        faults.arm(MOST_STATEMENTS, after=False)
        buy(ledger, 1)
    return faults.seen.index("COMMIT") + 1


@pytest.mark.parametrize("after", [False, True])
def test_when_reading_back_fails_too_the_outcome_is_unknown_until_asked_again(
    tmp_path: Path, after: bool
) -> None:
    path, faults = tmp_path / "ledger.db", Faults()
    with open_ledger(path, connect=faults.connect) as ledger:
        faults.arm(commit_of(tmp_path), after=after)
        faults.cut_off = True
        with pytest.raises(OutcomeUnknown):
            buy(ledger, 1)
        with pytest.raises(DiskFailing):
            ledger.counts()
        faults.cut_off = False
        assert buy(ledger, 1).seq == 1
        assert ledger.counts().entries == 2
    assert verify(path).problems == ()


@pytest.mark.parametrize("after", [False, True])
def test_a_failing_start_leaves_a_file_that_starts(tmp_path: Path, after: bool) -> None:
    for at in range(1, MOST_STATEMENTS):
        path, faults = tmp_path / f"{at}.db", Faults()
        faults.arm(at, after=after)
        if starts(path, faults):
            assert faults.armed, "a failing statement went unnoticed"
            assert at > 10
            return
        with open_ledger(path) as ledger:
            assert buy(ledger, 1).seq == 1
        assert verify(path).problems == ()
    pytest.fail("a start has more statements than this test tries")


def starts(path: Path, faults: Faults) -> bool:
    try:
        open_ledger(path, connect=faults.connect).close()
    except DiskFailing:
        return False
    return True


def test_a_full_disk_refuses_the_entry_and_takes_it_when_there_is_room(tmp_path: Path) -> None:
    path, room = tmp_path / "ledger.db", [10_000]

    def connect(path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(f"PRAGMA max_page_count = {room[0]}")
        return connection

    with open_ledger(path) as ledger:
        buy(ledger, 1)
    room[0] = 1  # SQLite takes the present size for a limit below it
    with open_ledger(path, connect=connect) as ledger:
        sold = fill(ledger)
        room[0] = 10_000
        assert ledger.counts().entries == sold + 2
        assert [it.seq for it in ledger.unsent(1000, 10**7)] == list(range(sold + 2))
        assert buy(ledger, sold + 2).seq == sold + 2
    assert verify(path).problems == ()


def fill(ledger: Ledger) -> int:
    """Buy until the disk is full; return how many fitted."""
    for sold in range(200):
        try:
            buy(ledger, sold + 2)
        except DiskFull:
            return sold
    raise AssertionError("the disk never got full")


CHILD_WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from offline_queue.errors import LedgerError
from tests.offline_queue.making import buy, open_ledger
path = Path(sys.argv[1])
with open_ledger(path) as ledger:
    buy(ledger, 1)
    size = Path(f"{path}-wal").stat().st_size
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, hard))
    try:
        buy(ledger, 2)
        print("sold")
    except LedgerError as exc:
        print(exc.reason, ledger.counts().entries)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    print(buy(ledger, 2).seq, ledger.counts().entries)
"""


def test_a_write_that_the_kernel_refuses_at_commit_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    said = run_child(CHILD_WITHOUT_ROOM, str(path))
    assert said.split() == ["disk-failing", "2", "2", "3"]
    assert verify(path).problems == ()


CHILD_WITH_LOCK = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_lock_of_another_process_is_reported_and_selling_goes_on_after_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path, connect=Faults().connect) as ledger:
        buy(ledger, 1)
        with subprocess.Popen(
            [sys.executable, "-c", CHILD_WITH_LOCK, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stdout.readline() == b"locked\n"
            with pytest.raises(Locked):
                buy(ledger, 2)
            assert ledger.counts().entries == 2
            child.stdin.close()
            assert child.wait(20) == 0
        assert buy(ledger, 2).seq == 2


class _StaleHead(sqlite3.Connection):
    """Reads another head than the one that is there, as a broken cache might."""

    stale = False

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:  # noqa: ANN401 - sqlite3's own
        if _StaleHead.stale and sql.startswith("SELECT size, hash"):
            sql = sql.replace("hash", "zeroblob(32)", 1)
        return super().execute(sql, *parameters)


def test_an_entry_signed_onto_a_head_that_is_not_the_head_is_never_kept(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"

    def connect(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, factory=_StaleHead)

    with open_ledger(path, connect=connect) as ledger:
        buy(ledger, 1)
        _StaleHead.stale = True
        with pytest.raises(BrokenRule):
            buy(ledger, 2)
        _StaleHead.stale = False
        assert buy(ledger, 2).seq == 2
    assert verify(path).problems == ()


def test_two_writers_of_one_ledger_keep_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as one, open_ledger(path) as other:
        for number in range(1, 6):
            buy(one if number % 2 else other, number)
        assert one.counts() == other.counts()
        assert buy(other, 1) == buy(one, 1)
    assert verify(path).problems == ()


def test_a_medium_that_turned_read_only_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        buy(ledger, 1)
    with open_ledger(path, connect=connect_to_read) as ledger:
        with pytest.raises(ReadOnly):
            buy(ledger, 2)
        assert ledger.counts().entries == 2


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen):
        open_ledger(tmp_path / "no" / "ledger.db")


def test_after_a_failure_the_draft_may_be_given_up(tmp_path: Path) -> None:
    path, faults = tmp_path / "ledger.db", Faults()
    with open_ledger(path, connect=faults.connect) as ledger:
        faults.arm(commit_of(tmp_path), after=False)
        with pytest.raises(DiskFailing):
            buy(ledger, 1)
        assert not ledger.is_used(*code(1)[:2])
        assert ledger.append(spend(2, shown=1), (code(1)[2],)).seq == 1


def run_child(program: str, *arguments: str) -> str:
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
