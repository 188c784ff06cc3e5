"""PINs in the ledger: what is kept of them, how often one was tried, and which entry may follow.

1. A PIN is set beside a badge: a `pin` entry ``set``, and in its transaction the verifier, which
   is HMAC-SHA-256 over cti and PIN with a key that never leaves the key store. The verifier is no
   part of the entry, so it never leaves the machine but to its second medium.
2. A PIN is typed: an entry ``try`` is committed first, then it is compared. A power cut between the
   two costs a try and never gives one.
3. It was right: an entry ``right`` that names its try by ``ref``. It was wrong: nothing more.
4. Tries since the last ``set``, ``right`` or ``unblocked`` are counted from the entries, always.
   At `MAX_PIN_TRIES` no further one is taken until staff unblocks it.

The PIN is that of the party who holds the card. For a badge's own PIN nobody does; it is that of
the first party then. Runs inside the transaction of `Ledger`.
"""

import sqlite3
from enum import StrEnum
from typing import Final

from offline_queue.errors import BadDraft, PinBlocked
from offline_queue.records import Draft, Recorded, shown_by
from protocol.entry import Entry, EntryKind, Role

MAX_PIN_TRIES: Final = 5
"""The protocol's: then a desk. Five guesses at four digits find one PIN in two thousand."""

VERIFIER_BYTES: Final = 32
"""HMAC-SHA-256 (RFC 2104)."""


class PinResult(StrEnum):
    """What a `pin` entry says."""

    SET = "set"
    TRY = "try"
    RIGHT = "right"
    UNBLOCKED = "unblocked"


_ENDS_TRIES: Final = (PinResult.SET, PinResult.RIGHT, PinResult.UNBLOCKED)

_VERIFIER: Final = """
    SELECT verifier FROM pins WHERE seq = (
        SELECT seq FROM entries WHERE kind = 'pin' AND cti = ?1 AND result = 'set'
        ORDER BY seq DESC LIMIT 1)
"""
_LAST: Final = """
    SELECT seq, id FROM entries WHERE kind = 'pin' AND cti = ?1 AND result = ?2
    ORDER BY seq DESC LIMIT 1
"""
_TRIES: Final = """
    SELECT count(*) FROM entries
    WHERE kind = 'pin' AND cti = ?1 AND result = 'try' AND seq > ?2
"""
_EARLIER_LAST: Final = """
    SELECT time_s, seq FROM earlier WHERE kind = 'pin' AND cti = ?1 AND result = ?2
    ORDER BY time_s DESC, seq DESC LIMIT 1
"""
_EARLIER_TRIES: Final = """
    SELECT count(*) FROM earlier
    WHERE kind = 'pin' AND cti = ?1 AND result = 'try' AND (time_s, seq) > (?2, ?3)
"""
_FORGOTTEN: Final = """
    SELECT (SELECT count(DISTINCT cti) FROM earlier
        WHERE kind = 'pin' AND result = 'set' AND NOT EXISTS (
            SELECT 1 FROM entries AS here
            WHERE here.kind = 'pin' AND here.cti = earlier.cti AND here.result = 'set'))
    + (SELECT count(*) FROM
        (SELECT max(seq) AS last FROM entries WHERE kind = 'pin' AND result = 'set' GROUP BY cti)
        WHERE last NOT IN (SELECT seq FROM pins))
"""


def verifier_of(connection: sqlite3.Connection, cti: bytes) -> bytes | None:
    """The verifier that came with the newest ``set`` of this ledger; None without one.

    An older one never counts again: whoever set a new PIN did not want the old one any more.
    """
    row = connection.execute(_VERIFIER, (cti,)).fetchone()
    return None if row is None else row[0]


def tries(connection: sqlite3.Connection, cti: bytes) -> int:
    """How often the PIN was tried since it was last right, set or unblocked.

    Tries in earlier ledgers count on until then.
    """
    ended = max((_last(connection, cti, it)[0] for it in _ENDS_TRIES), default=-1)
    (here,) = connection.execute(_TRIES, (cti, ended)).fetchone()
    return int(here) if ended >= 0 else int(here) + _earlier_tries(connection, cti)


def forgotten(connection: sqlite3.Connection) -> int:
    """Cards and badges that had a PIN, here or in an earlier ledger, whose verifier is not here."""
    (count,) = connection.execute(_FORGOTTEN).fetchone()
    return int(count)


def are_set(connection: sqlite3.Connection) -> bool:
    """Whether any verifier is here: each is worth something with one key for PINs alone."""
    return connection.execute("SELECT 1 FROM pins LIMIT 1").fetchone() is not None


def keeps(connection: sqlite3.Connection, seq: int, verifier: bytes) -> bool:
    """Whether this is the verifier that came with the entry at ``seq``."""
    row = connection.execute("SELECT verifier FROM pins WHERE seq = ?", (seq,)).fetchone()
    return bool(row == (verifier,))


def is_setting(entry: Entry) -> bool:
    """Whether a verifier belongs beside this entry."""
    return entry.kind is EntryKind.PIN and entry.result == PinResult.SET


def keep_verifier(connection: sqlite3.Connection, it: Recorded, verifier: bytes) -> None:
    """Keep the verifier of the newest entry, which was just put in."""
    row = (it.seq, shown_by(EntryKind.PIN, it.entry.parties).cti, verifier)
    connection.execute("INSERT INTO pins VALUES (?, ?, ?)", row)


def require_pin_rules(
    connection: sqlite3.Connection, draft: Draft, verifier: bytes | None = None
) -> None:
    """Raise `BadDraft` for a `pin` entry that can't follow now, `PinBlocked` for a try too many."""
    setting = draft.kind is EntryKind.PIN and draft.result == PinResult.SET
    fits = verifier is None or len(verifier) == VERIFIER_BYTES
    if setting is not (verifier is not None) or not fits:
        raise BadDraft(f"a PIN is set with a verifier of {VERIFIER_BYTES} bytes, and only then")
    if draft.kind is not EntryKind.PIN or not draft.parties:
        return  # without parties it is no entry at all, and refused as such
    cti = shown_by(EntryKind.PIN, draft.parties).cti
    match draft.result:
        case PinResult.SET:
            if all(it.role is not Role.STAFF for it in draft.parties):
                raise BadDraft("a PIN is set beside a badge; a badge's own may be that one")
        case PinResult.TRY:
            if tries(connection, cti) >= MAX_PIN_TRIES:
                raise PinBlocked(cti)
        case PinResult.RIGHT:
            _require_its_try(connection, cti, draft.ref)
        case PinResult.UNBLOCKED:
            if not any(it.role is Role.STAFF and it.cti != cti for it in draft.parties):
                raise BadDraft("somebody of the staff unblocks a PIN, and not their own")
        case _:
            raise BadDraft(f"a `pin` entry says one of {', '.join(PinResult)}")


def _require_its_try(connection: sqlite3.Connection, cti: bytes, ref: bytes | None) -> None:
    """A PIN is right once for one try, and that is the last thing that happened to it."""
    seq, id_ = _last(connection, cti, PinResult.TRY)
    ended = max(_last(connection, cti, it)[0] for it in _ENDS_TRIES)
    if ref is None or id_ != ref or ended > seq:
        raise BadDraft("a right PIN names its try, and nothing came in between")


def _last(connection: sqlite3.Connection, cti: bytes, result: PinResult) -> tuple[int, bytes]:
    """Place and id of the newest `pin` entry of ``cti`` that says ``result``; (-1, b"") if none."""
    return connection.execute(_LAST, (cti, result)).fetchone() or (-1, b"")


def _earlier_tries(connection: sqlite3.Connection, cti: bytes) -> int:
    """Places count within a ledger only, so the time comes first."""
    ends = (connection.execute(_EARLIER_LAST, (cti, it)).fetchone() for it in _ENDS_TRIES)
    last = max((row for row in ends if row is not None), default=(-1, -1))
    (count,) = connection.execute(_EARLIER_TRIES, (cti, *last)).fetchone()
    return int(count)
