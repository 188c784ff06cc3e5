"""The database itself refuses what must never happen, whoever writes to it."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_queue.verify import verify
from tests.offline_queue.making import buy, confirm, intent, open_ledger

APPEND_ONLY = ("ledger", "entries", "evidence", "intents", "receipts", "receipt_keys")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        ledger.begin_intent(intent(1))
        ledger.store_receipts(confirm(ledger, buy(ledger, 1)))
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
    assert names == {*APPEND_ONLY, "head", "_sqlite_migrations"}
    for table in (*APPEND_ONLY, "head"):
        assert stranger.execute(f"SELECT count(*) FROM {table}").fetchone()[0] >= 1


@pytest.mark.parametrize("table", [*APPEND_ONLY, "head"])
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
    ],
)
def test_rows_are_never_changed(stranger: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        stranger.execute(f"UPDATE {change}")


@pytest.mark.parametrize(
    "column",
    ["size", "time_s", "trusted_s", "receipts", "settled_intents", "node_s"],
)
def test_the_head_never_goes_back(stranger: sqlite3.Connection, column: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never goes back"):
        stranger.execute(f"UPDATE head SET {column} = {column} - 1")


COLUMNS = "seq, id, hash, kind, time_s, cti, counter, coins, from_slice, ref, result, raw"


@pytest.mark.parametrize("seq", [0, 1, 3, -1])
@pytest.mark.parametrize("verb", ["INSERT", "INSERT OR REPLACE"])
def test_an_entry_is_taken_only_as_the_next_one(
    stranger: sqlite3.Connection, verb: str, seq: int
) -> None:
    columns = COLUMNS.replace("seq", str(seq), 1).replace("id", "randomblob(16)", 1)
    with pytest.raises(sqlite3.IntegrityError, match="not the next one"):
        stranger.execute(f"{verb} INTO entries SELECT {columns} FROM entries WHERE seq = 1")


def test_an_id_is_taken_once(stranger: sqlite3.Connection) -> None:
    columns = COLUMNS.replace("seq", "2", 1)
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        stranger.execute(f"INSERT INTO entries SELECT {columns} FROM entries WHERE seq = 1")


def test_a_receipt_needs_its_entry(stranger: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="no such entry"):
        stranger.execute("INSERT INTO receipts VALUES (2, 'booked', x'00')")


@pytest.mark.parametrize("table", ["receipts", "evidence", "intents", "receipt_keys"])
def test_rows_are_not_replaced_on_our_connections(path: Path, table: str) -> None:
    with open_ledger(path) as ledger, pytest.raises(sqlite3.IntegrityError, match="never removed"):
        ledger._session.connection.execute(
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1"
        )


def test_nothing_of_this_harmed_the_ledger(path: Path, stranger: sqlite3.Connection) -> None:
    for attempt in ("DELETE FROM entries", "UPDATE head SET size = 0", "DELETE FROM evidence"):
        with pytest.raises(sqlite3.IntegrityError):
            stranger.execute(attempt)
    assert verify(path).problems == ()
