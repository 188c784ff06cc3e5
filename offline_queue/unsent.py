"""The next run of entries for the node, also from a file with damaged rows.

A damaged row may hold anything, or not be readable at all. What is no bytes is read so that it has
not the hash kept beside it. If SQLite stops at a row, the run is read row by row, and what can't be
read is in it as an entry without bytes. So neither keeps the ones behind it from the node.
"""

from typing import Final

from offline_queue.database import Session
from offline_queue.errors import Corrupt
from offline_queue.records import Unsent

_AS_BYTES: Final = (
    "coalesce(CAST(hash AS BLOB), x'') AS hash, coalesce(CAST(raw AS BLOB), x'') AS raw"
)
_SEQ: Final = "seq"
_FROM: Final = "SELECT {what} FROM entries WHERE seq >= ? ORDER BY seq LIMIT ?"
_FROM_UNSENT: Final = """
    SELECT {what} FROM entries
    WHERE seq >= max(?, (SELECT receipted FROM head))
    AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.seq = entries.seq)
    ORDER BY seq LIMIT ?
"""
_ONE: Final = f"SELECT {_AS_BYTES} FROM entries WHERE seq = ?"  # noqa: S608 - the words above
_EVIDENCE: Final = """
    SELECT seq, CAST(bytes AS BLOB) AS bytes FROM evidence
    WHERE seq BETWEEN ? AND ? AND typeof(bytes) IN ('blob', 'text') ORDER BY seq, hash
"""


def unsent_run(
    session: Session, limit: int, max_bytes: int, from_seq: int, *, again: bool
) -> tuple[Unsent, ...]:
    """As `Questions.unsent` tells."""
    which = _FROM if again else _FROM_UNSENT
    try:
        found = _together(session, which, from_seq, limit)
    except Corrupt:
        found = _one_by_one(session, which, from_seq, limit)
    run: list[Unsent] = []
    left_bytes = max_bytes
    for at, item in enumerate(found):
        left_bytes -= item.size_bytes
        if item.seq != found[0].seq + at or (run and left_bytes < 0):
            break
        run.append(item)
    return tuple(run)


def _together(session: Session, which: str, from_seq: int, limit: int) -> list[Unsent]:
    rows = session.query(which.format(what=f"{_SEQ}, {_AS_BYTES}"), (from_seq, limit))
    found: dict[int, list[bytes]] = {}
    if rows:
        for row in session.query(_EVIDENCE, (rows[0]["seq"], rows[-1]["seq"])):
            found.setdefault(row["seq"], []).append(row["bytes"])
    return [
        Unsent(row["seq"], row["hash"], row["raw"], tuple(found.get(row["seq"], ())))
        for row in rows
    ]


def _one_by_one(session: Session, which: str, from_seq: int, limit: int) -> list[Unsent]:
    rows = session.query(which.format(what=_SEQ), (from_seq, limit))
    return [_read(session, row["seq"]) for row in rows]


def _read(session: Session, seq: int) -> Unsent:
    try:
        (row,) = session.query(_ONE, (seq,)) or ({"hash": b"", "raw": b""},)
        pieces = session.query(_EVIDENCE, (seq, seq))
    except Corrupt:
        return Unsent(seq, b"", b"", ())
    return Unsent(seq, row["hash"], row["raw"], tuple(it["bytes"] for it in pieces))
