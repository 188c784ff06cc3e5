"""Writing a ledger out as one file that others check with public keys alone.

Works beside a kiosk that is writing: it takes one committed state. One row is in memory at a time.
Nothing is verified here and nothing left out: what lies in the ledger is what is judged.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from offline_queue.database import mapped
from offline_queue.errors import Corrupt
from offline_queue.export_format import Header, Item, Record, Trailer, write_record
from offline_queue.pieces import Pieces
from offline_queue.schema import read_identity
from offline_queue.verify import head_row, open_to_check
from protocol.errors import BadKey, Misuse
from protocol.keys import Algorithm, PublicKey

_ROWS: Final = """
    SELECT entries.seq, entries.raw, receipts.raw
    FROM entries LEFT JOIN receipts ON receipts.seq = entries.seq ORDER BY entries.seq
"""
_KEYS: Final = "SELECT algorithm, public_key FROM receipt_keys ORDER BY kid"


def export(
    path: Path,
    *,
    exported_s: int,
    with_evidence: bool = False,
    trust_lists: Sequence[bytes] = (),
) -> Iterator[bytes]:
    """The export of the ledger at ``path``, piece by piece, in the format of docs/export.md.

    ``exported_s``: epoch seconds by this machine. ``trust_lists``: as the district's root signed
    them. Evidence is personal data and left out unless asked for. Raises `LedgerError`; `Corrupt`
    for a ledger that lacks entries its head counts, or has one that no export can hold.
    """
    with open_to_check(path) as database, mapped(path):
        connection = database.conn
        header = _header(connection, path, exported_s, with_evidence, trust_lists)
        digest = hashlib.sha256()
        yield _framed(path, header, digest)
        pieces = Pieces(connection) if with_evidence else None
        count = 0
        for seq, raw, receipt in connection.execute(_ROWS):
            evidence = () if pieces is None else tuple(it for _, it in pieces.of(seq))
            yield _framed(path, Item(raw, receipt, evidence), digest)
            count += 1
        if count != header.entries:
            raise Corrupt(path, f"its head counts {header.entries} entries, it holds {count}")
        yield write_record(Trailer(count, header.head, digest.digest()))


def _header(
    connection: sqlite3.Connection,
    path: Path,
    exported_s: int,
    with_evidence: bool,
    trust_lists: Sequence[bytes],
) -> Header:
    whose, head = read_identity(connection, path), head_row(connection, path)
    try:
        keys = tuple(PublicKey(Algorithm(a), raw) for a, raw in connection.execute(_KEYS))
    except (BadKey, ValueError) as exc:
        raise Corrupt(path, "one of the node's keys in it is no key") from exc
    return Header(
        ledger=whose.name,
        kiosk=whose.public_key,
        exported_s=exported_s,
        entries=head["size"],
        head=head["hash"],
        erased=head["erased"],
        with_evidence=with_evidence,
        receipt_keys=keys,
        trust_lists=tuple(trust_lists),
    )


def _framed(path: Path, record: Record, digest: "hashlib._Hash") -> bytes:
    try:
        data = write_record(record)
    except Misuse as exc:
        raise Corrupt(path, f"something in it can't be exported: {exc}") from exc
    digest.update(data)
    return data
