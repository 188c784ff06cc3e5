"""Receipts: is this the node's word on that entry, and keeping it.

`check_receipt` decides and touches nothing. The rest runs inside the transaction of `Ledger`;
``head.receipted`` is the mark below which every entry has its receipt.
"""

import sqlite3
from collections.abc import Sequence
from typing import Final

from offline_queue.errors import BadAnswer, BrokenRule
from offline_queue.records import CheckedReceipt
from protocol.cose import MessageType, parse
from protocol.errors import ProtocolError
from protocol.keys import KeyRing
from protocol.receipt import read_receipt

NODE_TIME_STEP_S: Final = 900
"""The node's time is written with receipts; without any only in such steps, to spare the medium."""

_ADD_KEY: Final = """
    INSERT INTO receipt_keys SELECT ?1, ?2, ?3
    WHERE NOT EXISTS (SELECT 1 FROM receipt_keys WHERE kid = ?1)
"""
_FIRST_WITHOUT: Final = """
    SELECT coalesce(
        (SELECT seq FROM entries WHERE seq >= (SELECT receipted FROM head)
         AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.seq = entries.seq)
         ORDER BY seq LIMIT 1),
        (SELECT size FROM head))
"""
_MOVE_MARKS: Final = """
    UPDATE head SET receipts = receipts + ?, receipted = ?, node_s = max(node_s, ?)
"""


def check_receipt(raw: bytes, keys: KeyRing) -> CheckedReceipt:
    """The receipt in ``raw``, if a key of the ring signed it; else `BadAnswer`.

    Whether it belongs to an entry of ours is for the caller, who knows what it sent.
    """
    try:
        receipt = read_receipt(raw, keys)
        kid = parse(raw, MessageType.RECEIPT).kid
    except ProtocolError as exc:
        raise BadAnswer(f"receipt refused: {exc.reason}") from exc
    if kid is None:
        raise BadAnswer("receipt refused: it names no key")
    return CheckedReceipt(receipt, raw, keys[kid])


def missing(
    connection: sqlite3.Connection, receipts: Sequence[CheckedReceipt]
) -> list[CheckedReceipt]:
    """Those that are not kept yet, one for each entry. The first receipt of an entry stands."""
    fresh = {it.receipt.seq: it for it in reversed(receipts)}
    sql = "SELECT 1 FROM receipts WHERE seq = ?"
    return [
        fresh[seq] for seq in sorted(fresh) if connection.execute(sql, (seq,)).fetchone() is None
    ]


def store(
    connection: sqlite3.Connection, ledger: bytes, receipts: Sequence[CheckedReceipt], node_s: int
) -> None:
    """Keep ``receipts`` and move the marks. Each must fit the entry it is for."""
    for it in receipts:
        _require_fit(connection, ledger, it)
        key = it.key
        connection.execute(_ADD_KEY, (key.kid, int(key.algorithm), key.raw))
        row = (it.receipt.seq, it.receipt.outcome.value, it.raw)
        connection.execute("INSERT INTO receipts VALUES (?, ?, ?)", row)
    latest_s = max([node_s, *(it.receipt.time for it in receipts)])
    (receipted,) = connection.execute(_FIRST_WITHOUT).fetchone()
    connection.execute(_MOVE_MARKS, (len(receipts), receipted, latest_s))


def _require_fit(connection: sqlite3.Connection, ledger: bytes, it: CheckedReceipt) -> None:
    sql = "SELECT hash FROM entries WHERE seq = ?"
    row = connection.execute(sql, (it.receipt.seq,)).fetchone()
    if it.receipt.ledger != ledger or row is None or row[0] != it.receipt.entry_hash:
        raise BrokenRule("a receipt was handed in that belongs to no entry of this ledger")
