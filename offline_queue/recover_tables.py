"""The scratch tables of `recover_found`, and questions to them and to a damaged ledger's file."""

from typing import Final

TABLES: Final = """
CREATE TABLE entries (
    hash BLOB PRIMARY KEY, content BLOB NOT NULL UNIQUE, ledger BLOB NOT NULL,
    seq INTEGER NOT NULL, previous BLOB NOT NULL,
    id BLOB NOT NULL, time_s INTEGER NOT NULL, trusted INTEGER NOT NULL, coins INTEGER NOT NULL,
    sources INTEGER NOT NULL, raw BLOB NOT NULL, follows BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_place ON entries (ledger, seq);
CREATE INDEX entries_by_id ON entries (id);
CREATE INDEX entries_by_follows ON entries (follows) WHERE follows IS NOT NULL;
CREATE TABLE codes (hash BLOB PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE shown (
    entry BLOB NOT NULL, code BLOB NOT NULL, PRIMARY KEY (entry, code)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
    entry_hash BLOB PRIMARY KEY, time_s INTEGER NOT NULL, raw BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE verifiers (
    ledger BLOB NOT NULL, seq INTEGER NOT NULL, verifier BLOB NOT NULL, PRIMARY KEY (ledger, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE intents (
    number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, time_s INTEGER NOT NULL,
    evidence_hash BLOB NOT NULL, order_hash BLOB NOT NULL, amount INTEGER NOT NULL,
    cti BLOB NOT NULL, counter BLOB, scheme_version INTEGER NOT NULL,
    bundle_version INTEGER NOT NULL
) STRICT;
"""
ADD_ENTRY: Final = """
    INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
KEPT: Final = """
    SELECT entries.hash AS hash, entries.raw AS raw, receipts.raw AS receipt,
        verifiers.verifier AS verifier
    FROM entries LEFT JOIN receipts ON receipts.entry_hash = entries.hash
    LEFT JOIN verifiers ON verifiers.ledger = entries.ledger AND verifiers.seq = entries.seq
"""
# CROSS JOIN keeps this order, in which each successor is sought in the index.
NAMED_OTHERWISE: Final = """
    SELECT one.hash, next.previous FROM entries AS one
    CROSS JOIN entries AS next ON next.ledger = one.ledger AND next.seq = one.seq + 1
    WHERE next.previous <> one.hash
"""
LAST: Final = "SELECT hash FROM entries WHERE ledger = ? AND seq = ? AND hash <> ?"
FOLLOWERS: Final = """
    SELECT ledger FROM entries WHERE follows = ?1 AND ledger <> ?1
    GROUP BY ledger ORDER BY max(time_s), min(id)
"""
UNANSWERED: Final = """
    SELECT count(*), coalesce(sum(coins), 0) FROM entries
    WHERE NOT EXISTS (SELECT 1 FROM receipts WHERE entry_hash = entries.hash)
"""
OPEN_INTENTS: Final = """
    SELECT id FROM intents WHERE NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = intents.id)
    ORDER BY number
"""

_ROWS: Final = {
    "entries": "SELECT seq, raw FROM entries WHERE seq >= ? ORDER BY seq LIMIT ?",
    "evidence": "SELECT seq, bytes FROM evidence WHERE seq >= ? ORDER BY seq LIMIT ?",
    "receipts": "SELECT seq, raw FROM receipts WHERE seq >= ? ORDER BY seq LIMIT ?",
    "earlier": "SELECT number, raw FROM earlier WHERE number >= ? ORDER BY number LIMIT ?",
    "earlier_evidence": (
        "SELECT number, bytes FROM earlier_evidence WHERE number >= ? ORDER BY number LIMIT ?"
    ),
    "earlier_receipts": (
        "SELECT number, raw FROM earlier_receipts WHERE number >= ? ORDER BY number LIMIT ?"
    ),
    "pins": "SELECT seq, verifier FROM pins WHERE seq >= ? ORDER BY seq LIMIT ?",
}
_SINCE: Final = {"earlier": 3, "earlier_evidence": 3, "earlier_receipts": 3, "pins": 4}


def rows_of(version: int) -> dict[str, str]:
    """How to read the rows of each table that a ledger file of ``version`` has."""
    return {table: sql for table, sql in _ROWS.items() if version >= _SINCE.get(table, 0)}


INTENTS: Final = """
    SELECT number, id, time_s, evidence_hash, order_hash, amount, cti, counter, scheme_version,
        bundle_version
    FROM intents WHERE number >= ? ORDER BY number LIMIT ?
"""
HEAD: Final = "SELECT size, hash, node_s, trusted_s FROM head"
