"""The one place where an entry is made: signed onto the head, inserted, and the head moved.

Everything here runs inside a transaction that somebody else began and will end (see `database`).
"""

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from offline_queue.clock import Moment, settle
from offline_queue.codes import keep_further
from offline_queue.errors import BadDraft, BrokenRule
from offline_queue.lines import keep_lines
from offline_queue.records import USES_CODE, Draft, Reading, Recorded
from protocol.code import MAX_CODE_BYTES
from protocol.entry import ClockState, Entry, entry_hash, sign_entry
from protocol.errors import Misuse
from protocol.keys import Signer

_INSERT: Final = """
    INSERT INTO entries
    (seq, id, hash, kind, time_s, cti, counter, coins, from_slice, ref, result, raw)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_MOVE_HEAD: Final = """
    UPDATE head SET size = ?, hash = ?, time_s = ?, trusted_s = ? WHERE size = ? AND hash = ?
"""


@dataclass(frozen=True)
class Head:
    """Where the chain ends: ``size`` entries, the newest with ``hash`` at ``time_s``."""

    size: int
    hash: bytes
    time_s: int
    trusted_s: int
    node_s: int


@dataclass(frozen=True)
class Author:
    """Whose ledger it is: its 8-byte name and what signs for it."""

    ledger: bytes
    signer: Signer


def read_head(connection: sqlite3.Connection) -> Head:
    """The head as this transaction sees it."""
    row = connection.execute("SELECT size, hash, time_s, trusted_s, node_s FROM head").fetchone()
    return Head(*row)


def extend(
    connection: sqlite3.Connection,
    author: Author,
    draft: Draft,
    moment: Moment,
    evidence: Sequence[bytes],
) -> Recorded:
    """Sign ``draft`` as the next entry and put it in, with its evidence.

    Raises `BadDraft` for one that `protocol.entry` would not accept.
    """
    named = _named_evidence(draft, evidence)
    head = read_head(connection)
    entry = _place(draft, author.ledger, head, moment)
    try:
        raw = sign_entry(author.signer, entry)
    except Misuse as exc:
        raise BadDraft(str(exc)) from exc
    recorded = Recorded(entry.seq, entry.id, entry_hash(raw), raw, entry)
    put(connection, head, recorded, named)
    return recorded


def put(
    connection: sqlite3.Connection, head: Head, it: Recorded, named: Mapping[bytes, bytes]
) -> None:
    """Put in an entry that is signed already, ``named`` its evidence by hash; move ``head``."""
    _insert(connection, it, named)
    _move_head(connection, head, it)


def _place(draft: Draft, ledger: bytes, head: Head, moment: Moment) -> Entry:
    settled = settle(moment, max(head.trusted_s, head.node_s), head.time_s)
    return Entry(
        ledger=ledger,
        seq=head.size,
        previous=head.hash,
        id=draft.id,
        kind=draft.kind,
        time=settled.time_s,
        clock=settled.state,
        scheme_version=draft.scheme_version,
        bundle_version=draft.bundle_version,
        parties=draft.parties,
        lines=draft.lines,
        amounts=draft.amounts,
        tender=draft.tender,
        ref=draft.ref,
        decided=draft.decided,
        result=draft.result,
        opening=draft.opening,
        place=draft.place,
    )


def _named_evidence(draft: Draft, evidence: Sequence[bytes]) -> dict[bytes, bytes]:
    """The evidence by its hash. Entries that use a code must come with it: it is their proof."""
    named = {hashlib.sha256(piece).digest(): piece for piece in evidence}
    wanted = {party.evidence_hash for party in draft.parties}
    if not named.keys() <= wanted:
        raise BadDraft("evidence that no party of the entry names")
    if draft.kind in USES_CODE and named.keys() != wanted:
        raise BadDraft("a party's evidence is missing")
    if any(not 0 < len(piece) <= MAX_CODE_BYTES for piece in evidence):
        raise BadDraft(f"evidence has 1 to {MAX_CODE_BYTES} bytes")
    return named


def _insert(connection: sqlite3.Connection, it: Recorded, named: Mapping[bytes, bytes]) -> None:
    entry, reading = it.entry, Reading.of(it.entry)
    code = (reading.cti, reading.counter, reading.coins, reading.from_slice)
    row = (it.seq, it.id, it.hash, str(entry.kind), entry.time, *code, entry.ref, entry.result)
    connection.execute(_INSERT, (*row, it.raw))
    for hash_, piece in named.items():
        connection.execute("INSERT INTO evidence VALUES (?, ?, ?)", (it.seq, hash_, piece))
    keep_further(connection, entry)
    keep_lines(connection, entry)


def _move_head(connection: sqlite3.Connection, old: Head, it: Recorded) -> None:
    trusted = it.entry.clock is ClockState.TRUSTED
    trusted_s = it.entry.time if trusted else old.trusted_s
    new = (it.seq + 1, it.hash, it.entry.time, trusted_s)
    moved = connection.execute(_MOVE_HEAD, (*new, old.size, old.hash)).rowcount
    if moved != 1:
        raise BrokenRule("the head moved inside a transaction that had locked it")
