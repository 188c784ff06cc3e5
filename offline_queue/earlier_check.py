"""Is what a ledger remembers of those before it what this kiosk signed? Reads only."""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Final

from offline_queue.beside_check import FurtherCheck, LinesCheck
from offline_queue.records import Reading
from protocol.entry import Entry, entry_hash, read_entry
from protocol.errors import ProtocolError
from protocol.keys import KeyRing
from protocol.receipt import read_receipt

_THERE: Final = "SELECT count(*) FROM sqlite_schema WHERE name = 'earlier'"
_ROWS: Final = """
    SELECT earlier.number, ledger, seq, id, hash, kind, time_s, cti, counter, coins, from_slice,
        ref, result, earlier.raw, earlier_receipts.raw
    FROM earlier LEFT JOIN earlier_receipts ON earlier_receipts.number = earlier.number
    ORDER BY earlier.number
"""
_PIECES: Final = "SELECT hash, bytes FROM earlier_evidence WHERE number = ?"
_STRAY: Final = """
    SELECT (SELECT count(*) FROM earlier_evidence
            WHERE number NOT IN (SELECT number FROM earlier))
         + (SELECT count(*) FROM earlier_receipts
            WHERE number NOT IN (SELECT number FROM earlier))
"""


def problems_of_earlier(
    connection: sqlite3.Connection, keys: KeyRing, node_keys: KeyRing
) -> Iterator[str]:
    """One sentence for each thing that is wrong. A file of an older version has nothing here."""
    if not connection.execute(_THERE).fetchone()[0]:
        return
    further = FurtherCheck(connection, "earlier_further_codes")
    lines = LinesCheck(connection, "earlier_lines")
    for number, *columns, raw, receipt in connection.execute(_ROWS):
        here = f"earlier entry {number}"
        try:
            entry = read_entry(raw, keys).entry
        except ProtocolError as exc:
            yield f"{here}: not signed by this kiosk as it stands ({exc.reason})"
            lines.unread(number)
            continue
        if tuple(columns) != _columns(entry, raw):
            yield f"{here}: its columns are not what its bytes say"
        yield from further.problems(entry, number, here)
        yield from lines.problems(entry, number, here)
        yield from _evidence(connection, number, entry)
        if receipt is not None:
            yield from _receipt(here, receipt, entry, node_keys)
    yield from further.stray()
    yield from lines.stray()
    (stray,) = connection.execute(_STRAY).fetchone()
    if stray:
        yield f"{stray} receipts or pieces of evidence belong to no earlier entry"


def _columns(entry: Entry, raw: bytes) -> tuple[object, ...]:
    it = Reading.of(entry)
    place = (entry.ledger, entry.seq, entry.id, entry_hash(raw), str(entry.kind), entry.time)
    return (*place, it.cti, it.counter, it.coins, it.from_slice, entry.ref, entry.result)


def _evidence(connection: sqlite3.Connection, number: int, entry: Entry) -> Iterator[str]:
    named = {party.evidence_hash for party in entry.parties}
    for hash_, piece in connection.execute(_PIECES, (number,)):
        if hash_ not in named or hashlib.sha256(piece).digest() != hash_:
            yield f"earlier entry {number}: its evidence is not the one it names"


def _receipt(here: str, raw: bytes, entry: Entry, node_keys: KeyRing) -> Iterator[str]:
    """It is for this place; for another entry there if the node knows that one."""
    try:
        receipt = read_receipt(raw, node_keys)
    except ProtocolError as exc:
        yield f"receipt of {here}: not signed by the node as it stands ({exc.reason})"
        return
    if (receipt.ledger, receipt.seq) != (entry.ledger, entry.seq):
        yield f"receipt of {here}: it was signed for another place"
