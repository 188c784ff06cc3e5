"""Intents in the ledger: what is about to be asked of the node, kept before it is asked.

Runs inside the transaction of `Ledger`. ``head.settled_intents`` is the mark below which every
intent has its entry, so that looking for open ones never reads the whole table.
"""

import hashlib
import sqlite3
from typing import Final

from offline_queue.records import Intent

_ADD: Final = "INSERT INTO intents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SAME: Final = """
    SELECT evidence_hash, order_hash, amount, cti, counter, scheme_version, bundle_version
    FROM intents WHERE id = ?
"""
_OPEN: Final = """
    SELECT number, id, scheme_version, bundle_version FROM intents
    WHERE number >= (SELECT settled_intents FROM head)
    AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = intents.id)
    ORDER BY number
"""

_LEFT: Final = """
    SELECT number, id, scheme_version, bundle_version FROM intents
    WHERE number >= (SELECT settled_intents FROM head)
    AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = intents.id)
    AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.ref = intents.id AND kind = 'void')
    ORDER BY number
"""


def same_intent(connection: sqlite3.Connection, intent: Intent) -> bool | None:
    """Whether the intent kept under this id is this one; None if there is none."""
    row = connection.execute(_SAME, (intent.id,)).fetchone()
    return None if row is None else row == _content(intent)


def insert_intent(connection: sqlite3.Connection, intent: Intent, time_s: int) -> None:
    """Keep ``intent``, and move the mark to the first one that is still open."""
    oldest = connection.execute(f"{_OPEN} LIMIT 1").fetchone()
    (number,) = connection.execute("SELECT coalesce(max(number) + 1, 0) FROM intents").fetchone()
    connection.execute(_ADD, (number, intent.id, time_s, *_content(intent)))
    settled = number if oldest is None else oldest[0]
    connection.execute("UPDATE head SET settled_intents = ?", (settled,))


def settled_mark(connection: sqlite3.Connection) -> int:
    """The number below which every intent has its entry."""
    oldest = connection.execute(f"{_OPEN} LIMIT 1").fetchone()
    if oldest is not None:
        return int(oldest[0])
    (number,) = connection.execute("SELECT coalesce(max(number) + 1, 0) FROM intents").fetchone()
    return int(number)


def open_intents(connection: sqlite3.Connection) -> list[tuple[bytes, int, int]]:
    """Intents without an entry and not given up, oldest first: id, scheme and bundle version."""
    return [row[1:] for row in connection.execute(_LEFT)]


def _content(intent: Intent) -> tuple[bytes | int | None, ...]:
    return (
        hashlib.sha256(intent.evidence).digest(),
        intent.order_hash,
        intent.amount,
        intent.cti,
        intent.counter,
        intent.scheme_version,
        intent.bundle_version,
    )
