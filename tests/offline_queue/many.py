"""A ledger of any size, made fast: the chain's own code, many entries in one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from offline_queue.chain import Author, extend
from offline_queue.clock import Moment
from offline_queue.receipts import check_receipt, store
from protocol.entry import ClockState
from tests.offline_queue.making import (
    KIOSK,
    LINES,
    NODE_KEYS,
    NOON_S,
    HandTime,
    code,
    fulfil,
    open_ledger,
    receipt_for,
    spend,
)

PER_TRANSACTION = 500


def write_many(path: Path, sales: int, *, confirmed: bool = True, first: int = 1) -> Path:
    """``sales`` spends with evidence and as many `fulfil` entries, with a receipt for each."""
    clock = HandTime()
    with open_ledger(path, clock) as ledger:
        author = Author(ledger.name, KIOSK)
        connection = ledger._session.connection
        connection.execute("PRAGMA synchronous = OFF")
        for start in range(first, first + sales, PER_TRANSACTION):
            numbers = range(start, min(start + PER_TRANSACTION, first + sales))
            with _one(connection):
                _sell(connection, author, numbers)
        if confirmed:
            _confirm(connection, ledger.name)
    return path


@contextmanager
def _one(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    yield
    connection.execute("COMMIT")


def _sell(connection: sqlite3.Connection, author: Author, numbers: range) -> None:
    moment = Moment(NOON_S, ClockState.TRUSTED)
    for number in numbers:
        bought = replace(spend(2 * number, shown=number), lines=LINES)
        extend(connection, author, bought, moment, (code(number)[2],))
        extend(connection, author, fulfil(2 * number + 1, of=2 * number), moment, ())


def _confirm(connection: sqlite3.Connection, ledger: bytes) -> None:
    sql = "SELECT seq, hash FROM entries WHERE seq >= (SELECT receipted FROM head) LIMIT ?"
    while rows := connection.execute(sql, (PER_TRANSACTION,)).fetchall():
        raws = [receipt_for(ledger, seq, hash_) for seq, hash_ in rows]
        checked = [check_receipt(raw, NODE_KEYS) for raw in raws]
        with _one(connection):
            store(connection, ledger, checked, NOON_S)
