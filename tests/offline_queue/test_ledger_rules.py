"""The database itself refuses what must never happen, whoever writes to it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.migrations import LEAST_KEPT_S
from offline_queue.receipts import NODE_TIME_STEP_S, check_receipt
from offline_queue.verify import verify
from tests.offline_queue.making import (
    NODE_KEYS,
    NOON_S,
    as_earlier,
    buy,
    confirm,
    intent,
    open_ledger,
    receipt_for,
    sold_earlier,
)
from tests.offline_queue.trusting import CARER, buy_by_card, set_pin

APPEND_ONLY = (
    "ledger",
    "entries",
    "evidence",
    "intents",
    "receipts",
    "receipt_keys",
    "earlier",
    "earlier_evidence",
    "earlier_receipts",
    "pins",
    "further_codes",
    "earlier_further_codes",
    "lines",
    "earlier_lines",
)
MARKS = ("head", "earlier_marks")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        ledger.begin_intent(intent(1))
        done = [buy(ledger, 1), set_pin(ledger, 4), buy_by_card(ledger, 5, carer=CARER)]
        ledger.store_receipts(confirm(ledger, *done))
        ledger.remember(sold_earlier(tmp_path / "earlier.db", 2, 3, confirmed=1))
        with open_ledger(tmp_path / "by-card.db", seed=9) as old:
            ledger.remember(as_earlier(old, buy_by_card(old, 6, carer=CARER + 1)))
    return path


@pytest.fixture
def stranger(path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection, as any tool on this machine would open it."""
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def test_all_tables_that_hold_something_are_tried_below(stranger: sqlite3.Connection) -> None:
    names = {
        row[0] for row in stranger.execute("SELECT name FROM sqlite_schema WHERE type='table'")
    }
    assert names == {*APPEND_ONLY, *MARKS, "_sqlite_migrations"}
    for table in (*APPEND_ONLY, *MARKS):
        assert stranger.execute(f"SELECT count(*) FROM {table}").fetchone()[0] >= 1


@pytest.mark.parametrize("table", [*APPEND_ONLY, *MARKS])
def test_rows_are_never_removed(stranger: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never removed"):
        stranger.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "ledger SET name = x'0011223344556677'",
        "entries SET raw = x'00'",
        "entries SET coins = 0",
        "evidence SET bytes = x'00'",
        "intents SET amount = 1",
        "receipts SET outcome = 'voided'",
        "receipt_keys SET public_key = x'00'",
        "earlier SET from_slice = 0",
        "earlier_evidence SET bytes = x'00'",
        "earlier_receipts SET raw = x'00'",
        "pins SET verifier = zeroblob(32)",
        "further_codes SET counter = x'00'",
        "earlier_further_codes SET counter = x'00'",
        "lines SET quantity = 0",
        "earlier_lines SET quantity = 0",
    ],
)
def test_rows_are_never_changed(stranger: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        stranger.execute(f"UPDATE {change}")


@pytest.mark.parametrize(
    "column",
    ["size", "time_s", "trusted_s", "receipts", "settled_intents", "node_s", "erased"],
)
def test_the_head_never_goes_back(stranger: sqlite3.Connection, column: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never goes back"):
        stranger.execute(f"UPDATE head SET {column} = {column} - 1")


@pytest.mark.parametrize("column", ["floor_s", "receipted"])
def test_the_marks_of_earlier_ledgers_never_go_back(
    stranger: sqlite3.Connection, column: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never go back"):
        stranger.execute(f"UPDATE earlier_marks SET {column} = {column} - 1")


def test_an_entry_of_this_ledger_is_none_of_an_earlier_one(stranger: sqlite3.Connection) -> None:
    columns = COLUMNS.replace("seq", "(SELECT name FROM ledger), seq", 1)
    with pytest.raises(sqlite3.IntegrityError, match="this very ledger"):
        stranger.execute(
            f"INSERT INTO earlier (ledger, {COLUMNS}) SELECT {columns} FROM entries WHERE seq = 1"
        )


def test_evidence_of_earlier_ledgers_goes_when_it_has_its_receipt_and_is_old(
    path: Path, stranger: sqlite3.Connection
) -> None:
    numbers = "SELECT number FROM earlier_receipts"
    for which in ("NOT IN", "IN"):
        with pytest.raises(sqlite3.IntegrityError, match="never removed"):
            stranger.execute(f"DELETE FROM earlier_evidence WHERE number {which} ({numbers})")
    with open_ledger(path) as ledger:
        ledger.store_receipts([], NOON_S + LEAST_KEPT_S)
    gone = stranger.execute(f"DELETE FROM earlier_evidence WHERE number IN ({numbers})")
    assert gone.rowcount == 1
    with pytest.raises(sqlite3.IntegrityError, match="never removed"):
        stranger.execute("DELETE FROM earlier_evidence")


COLUMNS = "seq, id, hash, kind, time_s, cti, counter, coins, from_slice, ref, result, raw"


@pytest.mark.parametrize("seq", [0, 1, 5, -1])
@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE"])
def test_an_entry_is_taken_only_as_the_next_one(
    stranger: sqlite3.Connection, verb: str, seq: int
) -> None:
    columns = COLUMNS.replace("seq", str(seq), 1).replace("id", "randomblob(16)", 1)
    with pytest.raises(sqlite3.IntegrityError, match="not the next one"):
        stranger.execute(f"{verb} INTO entries SELECT {columns} FROM entries WHERE seq = 1")


def test_an_id_is_taken_once(stranger: sqlite3.Connection) -> None:
    columns = COLUMNS.replace("seq", "(SELECT size FROM head)", 1)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        stranger.execute(f"INSERT INTO entries SELECT {columns} FROM entries WHERE seq = 1")


def test_a_receipt_needs_its_entry(stranger: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="no such entry"):
        stranger.execute("INSERT INTO receipts VALUES (4, 'booked', x'00')")


@pytest.mark.parametrize(
    "table", ["receipts", "evidence", "intents", "receipt_keys", "earlier", "earlier_receipts"]
)
def test_rows_are_not_replaced_on_our_connections(path: Path, table: str) -> None:
    with open_ledger(path) as ledger, pytest.raises(sqlite3.IntegrityError, match="never removed"):
        ledger._session.connection.execute(
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
        )


@pytest.fixture
def old(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A ledger of three spends; all but the last have receipts, a month and a second later."""
    path = tmp_path / "old.db"
    with open_ledger(path) as ledger:
        for number in (1, 2, 3):
            buy(ledger, number)
        at_s = NOON_S + LEAST_KEPT_S
        raws = [
            receipt_for(ledger.name, it.seq, it.hash, time_s=at_s) for it in ledger.unsent(3, 10**6)
        ]
        ledger.store_receipts([check_receipt(raw, NODE_KEYS) for raw in raws])
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def test_old_evidence_with_a_receipt_may_go_once_the_mark_is_above_it(
    old: sqlite3.Connection,
) -> None:
    old.execute("UPDATE head SET erased = 2")
    with pytest.raises(sqlite3.IntegrityError, match="never removed"):
        old.execute("DELETE FROM evidence WHERE seq = 2")
    old.execute("DELETE FROM evidence WHERE seq < 2")
    assert old.execute("SELECT seq FROM evidence").fetchall() == [(2,), (3,)]
    with pytest.raises(sqlite3.IntegrityError, match="never goes back"):
        old.execute("UPDATE head SET erased = 1")
    with pytest.raises(sqlite3.IntegrityError, match="never put back"):
        old.execute("INSERT INTO evidence VALUES (1, zeroblob(32), x'00')")
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        old.execute("UPDATE evidence SET seq = 1 WHERE seq = 2")


@pytest.mark.parametrize("mark", [4, 5, 99])
def test_evidence_without_a_receipt_is_never_erased(old: sqlite3.Connection, mark: int) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="without receipt or too young"):
        old.execute(f"UPDATE head SET erased = {mark}")


def test_evidence_younger_than_a_month_is_never_erased(path: Path) -> None:
    with open_ledger(path) as ledger:
        raws = [receipt_for(ledger.name, it.seq, it.hash) for it in ledger.unsent(9, 10**6)]
        now_s = NOON_S + LEAST_KEPT_S - 1
        ledger.store_receipts([check_receipt(raw, NODE_KEYS) for raw in raws], now_s)
        assert ledger.receipted() == ledger.counts().entries
        connection = ledger._session.connection
        with pytest.raises(sqlite3.IntegrityError, match="without receipt or too young"):
            connection.execute("UPDATE head SET erased = 2")
        ledger.store_receipts([], now_s + NODE_TIME_STEP_S)
        connection.execute("UPDATE head SET erased = 2")


def test_evidence_is_erased_by_its_mark_alone_and_nothing_else_is(old: sqlite3.Connection) -> None:
    old.execute("UPDATE head SET erased = 3")
    for table in ("ledger", "entries", "receipts", "receipt_keys", "head"):
        with pytest.raises(sqlite3.IntegrityError, match="never removed"):
            old.execute(f"DELETE FROM {table}")


def test_nothing_of_this_harmed_the_ledger(path: Path, stranger: sqlite3.Connection) -> None:
    for attempt in ("DELETE FROM entries", "UPDATE head SET size = 0", "DELETE FROM evidence"):
        with pytest.raises(sqlite3.IntegrityError):
            stranger.execute(attempt)
    assert verify(path).problems == ()
