"""Erasing evidence: the codes that residents showed go when no dispute can need them any more.

Entries keep the hash of their evidence, so chain, receipts and exports verify without it. What goes
is gone for good; so two clocks must agree that it is time, and the database keeps its own limits
(`migrations`):

1. The time that counts is the earlier of the kiosk's effective time and the latest time that the
   node has signed. A kiosk clock that runs ahead erases nothing; with an unknown one nothing goes.
2. Only entries below ``head.receipted`` are looked at: the node has each of them, with its
   evidence. Times never fall in a ledger, so what is old enough stands at its beginning.
3. One step takes at most `STEP_ENTRIES` entries: the next sale waits for no more than that.
4. BEGIN IMMEDIATE; move the mark ``head.erased``; delete the evidence below it; COMMIT. The mark
   and the rows go together; a power cut leaves both or neither.
5. The mark says what is done. A commit whose outcome is unknown is settled by reading it.
6. Freed bytes are overwritten in the file (`secure_delete`). The write-ahead log still holds older
   copies of the pages until it is copied back; after the last step it is, and it is cut to nothing
   (`put_back_log`). Copies elsewhere are other people's to erase: see docs/evidence.md.
"""

import sqlite3
from dataclasses import dataclass
from typing import Final

from offline_queue.clock import Moment
from offline_queue.database import Session
from protocol.entry import ClockState

STEP_ENTRIES: Final = 256
"""About a day of sales, and a few milliseconds of work."""

_OLD_ENOUGH: Final = """
    SELECT head.erased, coalesce(max(entries.seq) + 1, head.erased) FROM head
    LEFT JOIN entries ON entries.seq >= head.erased AND entries.seq < head.receipted
        AND entries.seq < head.erased + ?1 AND entries.time_s <= min(?2, head.node_s) - ?3
"""

_EARLIER_OLD: Final = """
    SELECT earlier_evidence.number, earlier_evidence.hash
    FROM earlier_evidence JOIN earlier ON earlier.number = earlier_evidence.number
    WHERE earlier.time_s <= min(?1, (SELECT node_s FROM head)) - ?2
    AND EXISTS (SELECT 1 FROM earlier_receipts WHERE earlier_receipts.number = earlier.number)
    LIMIT ?3
"""


@dataclass(frozen=True)
class Erased:
    """What one step did: ``entries`` passed, ``pieces`` of evidence erased.

    ``done``: nothing more is old enough, here or of earlier ledgers.
    """

    entries: int
    pieces: int
    done: bool


NOTHING: Final = Erased(0, 0, done=True)


def erase_step(session: Session, moment: Moment, kept_s: int, limit: int = STEP_ENTRIES) -> Erased:
    """Erase the evidence of at most ``limit`` entries that are older than ``kept_s`` seconds.

    Those of this ledger first, then what it keeps of earlier ones.

    Raises `LedgerError`; then the step may or may not have happened, and is asked for again.
    `BrokenRule` for a period shorter than the database allows.
    """
    if moment.state is ClockState.UNKNOWN:
        return NOTHING
    with session.reading() as connection:
        mark, below = connection.execute(_OLD_ENOUGH, (limit, moment.time_s, kept_s)).fetchone()
    if below == mark:
        return _erase_earlier(session, moment, kept_s, limit)
    done, pieces = below - mark < limit and not _is_any_earlier_old(session, moment, kept_s), 0

    def find() -> Erased | None:
        (now,) = session.execute("SELECT erased FROM head").fetchone()
        return Erased(below - mark, pieces, done) if now >= below else None

    def write() -> Erased:
        nonlocal pieces
        pieces = _erase(session.connection, below)
        return Erased(below - mark, pieces, done)

    return session.once(find, write)


def _is_any_earlier_old(session: Session, moment: Moment, kept_s: int) -> bool:
    with session.reading() as connection:
        row = connection.execute(_EARLIER_OLD, (moment.time_s, kept_s, 1)).fetchone()
    return row is not None


def _erase_earlier(session: Session, moment: Moment, kept_s: int, limit: int) -> Erased:
    """The same for what came along from ledgers before this one, by the same clocks.

    They have no order and no mark: what is old enough, and has its receipt, goes piece by piece.
    """
    old = (moment.time_s, kept_s, limit)
    if not _is_any_earlier_old(session, moment, kept_s):
        return NOTHING

    def find() -> Erased | None:
        return NOTHING if session.execute(_EARLIER_OLD, old).fetchone() is None else None

    def write() -> Erased:
        rows = session.execute(_EARLIER_OLD, old).fetchall()
        for row in rows:
            session.execute("DELETE FROM earlier_evidence WHERE number = ? AND hash = ?", row)
        return Erased(0, len(rows), done=len(rows) < limit)

    return session.once(find, write)


def put_back_log(session: Session) -> bool:
    """Copy the write-ahead log into the file and cut it, unless somebody reads; never waits.

    Returns whether the log is empty now. Raises `LedgerError`.
    """
    (waits,) = session.query("PRAGMA busy_timeout")
    session.query("PRAGMA busy_timeout = 0")
    try:
        (said,) = session.query("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        session.query(f"PRAGMA busy_timeout = {waits['timeout']}")
    return bool(said["busy"] == 0)


def _erase(connection: sqlite3.Connection, below: int) -> int:
    """Move the mark, then delete what it allows; return how many pieces went."""
    connection.execute("UPDATE head SET erased = ?", (below,))
    return connection.execute("DELETE FROM evidence WHERE seq < ?", (below,)).rowcount
