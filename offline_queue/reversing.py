"""Reversals never sum to more than the entry, and a machine's count serves once.

Runs inside the transaction of `Ledger.append`: what is asked before may be old by then.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from typing import Final

from offline_queue.errors import PeerFault
from offline_queue.records import Draft, Recorded
from protocol.entry import EntryKind

_FIND: Final = """
    SELECT raw FROM entries WHERE id = ?1 UNION ALL SELECT raw FROM earlier WHERE id = ?1 LIMIT 1
"""
_BACK: Final = """
    SELECT raw FROM entries WHERE ref = ?1 AND kind = 'reverse'
    UNION ALL SELECT raw FROM earlier WHERE ref = ?1 AND kind = 'reverse'
"""
_COUNTED: Final = """
    SELECT 1 FROM entries WHERE kind = 'earn' AND result = ?1
    UNION ALL SELECT 1 FROM earlier WHERE kind = 'earn' AND result = ?1 LIMIT 1
"""


class OverReversed(PeerFault):
    """A reversal would sum to more than its entry, or that is not here."""

    reason = "nothing-to-cancel"


class CountUsed(PeerFault):
    """What a machine counted has served another earning."""

    reason = "count-used"


def require_reversible(
    connection: sqlite3.Connection, draft: Draft, read: Callable[[bytes], Recorded]
) -> None:
    """Raise `OverReversed` where a reversal would give back more than its entry took.

    By purse: what was taken from one is not given back to another. Only what this kiosk sold, in
    this ledger or one before, can be given back here.
    """
    if draft.kind is not EntryKind.REVERSE or draft.ref is None:
        return
    sold = connection.execute(_FIND, (draft.ref,)).fetchone()
    if sold is None:
        raise OverReversed("no such entry is here")
    entry = read(sold[0]).entry
    if entry.kind is EntryKind.REVERSE:
        raise OverReversed("a reversal is not reversed")
    given = Counter(draft.amounts)
    for (raw,) in connection.execute(_BACK, (draft.ref,)).fetchall():
        given.update(read(raw).entry.amounts)
    if not given <= Counter(entry.amounts):
        raise OverReversed("more would be given back than was taken")


def require_own_count(connection: sqlite3.Connection, draft: Draft) -> None:
    """Raise `CountUsed` for an earning that names a machine's count which has served another."""
    if draft.kind is not EntryKind.EARN or draft.result is None:
        return
    if connection.execute(_COUNTED, (draft.result,)).fetchone() is not None:
        raise CountUsed(f"the count {draft.result} was used")
