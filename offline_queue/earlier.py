"""What this kiosk did in ledgers before this one: kept in this one's file, so that it still counts.

A kiosk whose ledger was lost or forked begins a new one (see docs/adr/0008). What is known of the
old ones is put here by `kiosk ledger recover`: signed entries as they are, in any order, with gaps,
even two for one place. They are not part of this ledger's chain. They count as if they were where
it matters: a code that was used there is used, coins taken from a slice there are gone from it, and
what was paid there and not handed over is owed. What has no receipt is brought to the node by
`backlog`.

Everything here runs inside the transactions of `Ledger` and `LedgerReader`.
"""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from offline_queue.codes import keep_earlier_further
from offline_queue.database import Session
from offline_queue.earlier_batch import Batch, next_batch
from offline_queue.lines import keep_earlier_lines
from offline_queue.records import CheckedReceipt, Reading, Recorded

_ADD: Final = """
    INSERT INTO earlier (ledger, seq, id, hash, kind, time_s, cti, counter, coins, from_slice, ref,
        result, raw)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_KEY: Final = "INSERT OR IGNORE INTO receipt_keys VALUES (?, ?, ?)"
_MOVE_MARK: Final = """
    UPDATE earlier_marks SET receipted = coalesce(
        (SELECT number FROM earlier WHERE number >= receipted AND NOT EXISTS
            (SELECT 1 FROM earlier_receipts WHERE earlier_receipts.number = earlier.number)
            ORDER BY number LIMIT 1),
        (SELECT max(number) + 1 FROM earlier), 0)
"""
_OPEN: Final = """
    SELECT count(*) AS open FROM earlier
    WHERE number >= (SELECT receipted FROM earlier_marks) AND NOT EXISTS
        (SELECT 1 FROM earlier_receipts WHERE earlier_receipts.number = earlier.number)
"""


@dataclass(frozen=True)
class Remembered:
    """A signed entry of an earlier ledger, verified: its evidence by hash, and its receipt."""

    it: Recorded
    evidence: Mapping[bytes, bytes]
    receipt: CheckedReceipt | None


@dataclass(frozen=True)
class Answered:
    """The node's receipt for the place of the entry with this hash."""

    entry_hash: bytes
    receipt: CheckedReceipt


def remember(session: Session, known: Sequence[Remembered], floor_s: int = 0) -> int:
    """Keep what is new of ``known`` in one transaction; return how much that was. `LedgerError`.

    ``floor_s``: how late it was at least before this ledger began, epoch seconds.
    """

    def find() -> int | None:
        connection = session.connection
        fresh = any(is_new(connection, one) for one in known)
        return None if fresh or floor_s > known_floor_s(connection) else 0

    def write() -> int:
        connection = session.connection
        fresh = [one for one in known if is_new(connection, one)]
        for one in fresh:
            put(connection, one)
        move_marks(connection, floor_s)
        return len(fresh)

    return session.once(find, write)


def is_new(connection: sqlite3.Connection, one: Remembered) -> bool:
    """Whether this would add anything: the entry, evidence still wanted, or its receipt."""
    number = _number(connection, one.it.hash)
    if number is None:
        return True
    if _has_receipt(connection, number):
        return False
    return one.receipt is not None or any(
        not _has_piece(connection, number, hash_) for hash_ in one.evidence
    )


def put(connection: sqlite3.Connection, one: Remembered) -> None:
    """Keep an entry of another ledger, or what is new about it."""
    number = _number(connection, one.it.hash)
    if number is None:
        number = _insert(connection, one.it)
    if _has_receipt(connection, number):
        return
    for hash_, piece in one.evidence.items():
        if not _has_piece(connection, number, hash_):
            connection.execute(
                "INSERT INTO earlier_evidence VALUES (?, ?, ?)", (number, hash_, piece)
            )
    if one.receipt is not None:
        _put_receipt(connection, number, one.receipt)


def put_receipts(connection: sqlite3.Connection, answers: Sequence[Answered]) -> int:
    """Keep the node's receipts; an entry's first one stands. Return how many were new."""
    new = 0
    for answer in answers:
        number = _number(connection, answer.entry_hash)
        if number is not None and not _has_receipt(connection, number):
            _put_receipt(connection, number, answer.receipt)
            new += 1
    return new


def has_receipt(connection: sqlite3.Connection, entry_hash: bytes) -> bool:
    """Whether the entry with this hash is here and has its receipt."""
    number = _number(connection, entry_hash)
    return number is not None and _has_receipt(connection, number)


def move_marks(connection: sqlite3.Connection, floor_s: int = 0) -> None:
    """Move the mark below which all have their receipts, and the clock's floor if it is later."""
    connection.execute(_MOVE_MARK)
    connection.execute("UPDATE earlier_marks SET floor_s = max(floor_s, ?)", (floor_s,))


def known_floor_s(connection: sqlite3.Connection) -> int:
    """How late it was at least before this ledger began, epoch seconds; 0 if nobody told."""
    (floor_s,) = connection.execute("SELECT floor_s FROM earlier_marks").fetchone()
    return int(floor_s)


class Earlier:
    """Questions about the earlier ledgers, through a reader's session. Raise `LedgerError`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ledgers(self) -> tuple[bytes, ...]:
        """The names of the earlier ledgers, 8 bytes each, as they became known."""
        sql = "SELECT ledger FROM earlier GROUP BY ledger ORDER BY min(number)"
        return tuple(row["ledger"] for row in self._session.query(sql))

    def unanswered(self) -> int:
        """How many entries have no receipt yet."""
        (row,) = self._session.query(_OPEN)
        return int(row["open"])

    def to_send(
        self,
        ledger: bytes,
        after: tuple[int, bytes],
        size: int,
        limit: int,
        max_bytes: int,
        refused: Collection[int] = (),
    ) -> Batch:
        """The next entries of ``ledger`` behind ``after`` (seq and hash) that the node lacks.

        It knows ``size`` entries of it; whatever is at or above that is sent again. At most
        ``limit`` and ``max_bytes``, but one if there is one. The places ``refused`` are lost too,
        and those of damaged entries. A batch with no items: none is left, or more is lost before
        the next one than one request may name.
        """
        with self._session.reading() as connection:
            return next_batch(connection, ledger, (*after, size, limit), max_bytes, refused)


def _insert(connection: sqlite3.Connection, it: Recorded) -> int:
    entry, reading = it.entry, Reading.of(it.entry)
    code = (reading.cti, reading.counter, reading.coins, reading.from_slice)
    place = (entry.ledger, it.seq, it.id, it.hash, str(entry.kind), entry.time)
    connection.execute(_ADD, (*place, *code, entry.ref, entry.result, it.raw))
    (number,) = connection.execute("SELECT last_insert_rowid()").fetchone()
    keep_earlier_further(connection, entry, number)
    keep_earlier_lines(connection, entry, number)
    return int(number)


def _put_receipt(connection: sqlite3.Connection, number: int, receipt: CheckedReceipt) -> None:
    key = receipt.key
    connection.execute(_ADD_KEY, (key.kid, int(key.algorithm), key.raw))
    connection.execute("INSERT INTO earlier_receipts VALUES (?, ?)", (number, receipt.raw))


def _number(connection: sqlite3.Connection, hash_: bytes) -> int | None:
    row = connection.execute("SELECT number FROM earlier WHERE hash = ?", (hash_,)).fetchone()
    return None if row is None else int(row[0])


def _has_receipt(connection: sqlite3.Connection, number: int) -> bool:
    sql = "SELECT 1 FROM earlier_receipts WHERE number = ?"
    return connection.execute(sql, (number,)).fetchone() is not None


def _has_piece(connection: sqlite3.Connection, number: int, hash_: bytes) -> bool:
    sql = "SELECT 1 FROM earlier_evidence WHERE number = ? AND hash = ?"
    return connection.execute(sql, (number, hash_)).fetchone() is not None
