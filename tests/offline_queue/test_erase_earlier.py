"""Codes that came along from earlier ledgers go like those of this one: old, and at the node."""

import sqlite3
from pathlib import Path

import pytest

from offline_queue.clock import Moment
from offline_queue.database import connect_to_write
from offline_queue.erase import NOTHING, Erased, erase_step
from offline_queue.errors import LedgerError
from offline_queue.ledger import Ledger
from offline_queue.migrations import LEAST_KEPT_S
from offline_queue.verify import verify
from protocol.entry import ClockState
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    Faults,
    HandTime,
    open_ledger,
    sold_earlier,
)

KEPT_S = LEAST_KEPT_S + 10
LATE = Moment(NOON_S + KEPT_S, ClockState.TRUSTED)


def with_a_past(tmp_path: Path, faults: Faults | None = None) -> Ledger:
    """A ledger that remembers four sales, three of them confirmed; the node has said how late."""
    connect = connect_to_write if faults is None else faults.connect
    ledger = open_ledger(tmp_path / "ledger.db", HandTime(NOON_S), connect)
    ledger.remember(sold_earlier(tmp_path / "old.db", 1, 2, 3, 4, confirmed=3))
    ledger.store_receipts((), LATE.time_s)
    return ledger


def left(ledger: Ledger) -> list[int]:
    with sqlite3.connect(ledger.path) as connection:
        found = [row[0] for row in connection.execute("SELECT number FROM earlier_evidence")]
    connection.close()
    return found


def test_what_is_old_and_at_the_node_goes_in_steps_and_the_rest_stays(tmp_path: Path) -> None:
    with with_a_past(tmp_path) as ledger:
        session = ledger._session
        assert erase_step(session, LATE, KEPT_S, limit=2) == Erased(0, 2, done=False)
        assert erase_step(session, LATE, KEPT_S, limit=2) == Erased(0, 1, done=True)
        assert erase_step(session, LATE, KEPT_S, limit=2) == NOTHING
        assert left(ledger) == [4]
        assert verify(ledger.path, NODE_KEYS).problems == ()


@pytest.mark.parametrize(
    "moment",
    [Moment(LATE.time_s - 1, ClockState.TRUSTED), Moment(LATE.time_s, ClockState.UNKNOWN)],
    ids=["too young", "no clock"],
)
def test_nothing_goes_before_its_time(tmp_path: Path, moment: Moment) -> None:
    with with_a_past(tmp_path) as ledger:
        assert erase_step(ledger._session, moment, KEPT_S) == NOTHING
        assert left(ledger) == [1, 2, 3, 4]


def test_a_clock_that_runs_ahead_of_the_node_erases_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        ledger.remember(sold_earlier(tmp_path / "old.db", 1, confirmed=1))
        assert erase_step(ledger._session, LATE, KEPT_S) == NOTHING


@pytest.mark.parametrize("after", [False, True])
def test_a_failing_statement_leaves_all_of_a_step_or_nothing(tmp_path: Path, after: bool) -> None:
    for at in range(1, 30):
        folder, faults = tmp_path / str(at), Faults()
        folder.mkdir()
        with with_a_past(folder, faults) as ledger:
            faults.arm(at, after=after)
            try:
                erase_step(ledger._session, LATE, KEPT_S)
            except LedgerError:
                assert left(ledger) in ([1, 2, 3, 4], [4])
            passed = faults.armed
            faults.armed = False
            erase_step(ledger._session, LATE, KEPT_S)
            assert left(ledger) == [4]
        if passed:
            return
    pytest.fail("more statements than this test tries")
