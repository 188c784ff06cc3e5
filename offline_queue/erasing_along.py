"""Erasing evidence from a copy because the primary has: `erase` decided, and this follows.

The database keeps its own limits on the copy too: nothing goes whose entry has no receipt there, or
that is younger than any period may be (`migrations`).
"""

from typing import Final

from offline_queue.database import Session
from offline_queue.kept import Marks

STEP_PIECES: Final = 512
"""Evidence of earlier ledgers that one transaction erases."""

_EARLIER: Final = """
    SELECT number, hash FROM earlier_evidence
    WHERE number < ?1 AND number IN (SELECT number FROM earlier_receipts WHERE number < ?1) LIMIT ?2
"""


def erase_below(session: Session, seq: int) -> int:
    """Erase evidence of entries below ``seq`` that have their receipt; return how far that went."""

    def find() -> int | None:
        marks = Marks.read(session)
        return marks.erased if marks.erased >= min(seq, marks.receipted) else None

    def write() -> int:
        below = min(seq, Marks.read(session).receipted)
        session.execute("UPDATE head SET erased = ?", (below,))
        session.execute("DELETE FROM evidence WHERE seq < ?", (below,))
        return below

    return session.once(find, write)


def erase_earlier_below(session: Session, number: int) -> int:
    """Erase a step of the evidence of earlier ledgers below ``number``; how many pieces went."""
    which = (number, STEP_PIECES)

    def find() -> int | None:
        return 0 if session.execute(_EARLIER, which).fetchone() is None else None

    def write() -> int:
        rows = session.execute(_EARLIER, which).fetchall()
        for row in rows:
            session.execute("DELETE FROM earlier_evidence WHERE number = ? AND hash = ?", row)
        return len(rows)

    return session.once(find, write)
