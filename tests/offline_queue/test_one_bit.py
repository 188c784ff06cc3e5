"""One flipped bit in what lies around an entry's bytes: it holds up nobody, and accuses nobody."""

import sqlite3
from pathlib import Path

import pytest

from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from offline_queue.sync import Sync
from tests.offline_queue.making import KIOSK, NODE_KEYS, NOON_S, Dice, buy, open_ledger
from tests.offline_queue.recovering import MemoryNode

SALES = 6
VICTIM = 3
MOST_STEPS = 40
HEADER_BYTES = 24
"""Lengths, the row's number, and the types of its columns."""


def cells(path: Path, table: str) -> list[int]:
    """Where in the file the rows of a table with one leaf begin."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sql = "SELECT pageno, pgsize FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path"
    pages = connection.execute(sql, (table,)).fetchall()
    connection.close()
    data = path.read_bytes()
    found = []
    for number, size in pages:
        start = (number - 1) * size
        for at in range(int.from_bytes(data[start + 3 : start + 5])):
            here = start + 8 + 2 * at
            found.append(start + int.from_bytes(data[here : here + 2]))
    return found


def places(path: Path) -> list[int]:
    """The rows as they are numbered now."""
    with LedgerReader.open(path) as reader:
        return [row["seq"] for row in reader._session.query("SELECT seq FROM entries")]


def drain(path: Path) -> tuple[Sync, set[int]]:
    """What the sync brings to a new node from the file as it is: the places."""
    node = MemoryNode()
    with open_ledger(path) as ledger, LedgerReader.open(path) as reader:
        client = NodeClient(node, KIOSK, NODE_KEYS, lambda: NOON_S, Dice())
        store = ledger.store_receipts
        sync = Sync(client, reader, NODE_KEYS, store, Dice(), rising_s=lambda: 0.0)
        for _ in range(MOST_STEPS):
            if sync.step(0.0) > 0.0:
                break
        return sync, set(node.entries.get(ledger.name, ()))


@pytest.mark.parametrize("table", ["entries", "evidence"])
def test_no_flipped_bit_of_a_row_stops_the_entries_around_it(tmp_path: Path, table: str) -> None:
    whole = tmp_path / "whole.db"
    with open_ledger(whole) as ledger:
        for number in range(1, SALES + 1):
            buy(ledger, number)
    at, data = cells(whole, table)[VICTIM], whole.read_bytes()
    path = tmp_path / "flipped.db"
    for place in range(at, at + HEADER_BYTES):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            path.write_bytes(flipped)
            if places(path) != list(range(SALES + 1)):
                continue  # the row's own number: the file's order is broken, see `verify`
            sync, there = drain(path)
            case = f"byte {place - at}, bit {bit}: {sorted(there)} {sync.status}"
            assert SALES in there, case
            assert (sync.status.fork_proof, sync.status.disagreement) == (None, None), case
