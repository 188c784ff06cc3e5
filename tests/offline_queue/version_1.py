"""A ledger file as version 1 of the schema made it, written by SQL alone.

The text below is what that version's program left in `sqlite_schema`; it stays as it is. Entries,
receipts and evidence are signed for real, so that the file passes for one out of the field.
"""

import hashlib
import sqlite3
from pathlib import Path

from protocol.entry import (
    GENESIS,
    ClockState,
    DecidedBy,
    Decision,
    Entry,
    EntryKind,
    Opening,
    entry_hash,
    sign_entry,
)
from tests.offline_queue.making import KIOSK, LINES, NODE, NOON_S, code, id_of, payer, receipt_for

NAME = b"version1"
SPENDS = 3
"""Entries 1 to 3; the first two have receipts."""

SCHEMA = """
CREATE TABLE "_sqlite_migrations" (
   [id] INTEGER PRIMARY KEY,
   [migration_set] TEXT,
   [name] TEXT,
   [applied_at] TEXT
);
CREATE UNIQUE INDEX [idx__sqlite_migrations_migration_set_name]
    ON [_sqlite_migrations] ([migration_set], [name]);
CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name BLOB NOT NULL CHECK (length(name) = 8),
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL
) STRICT;
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    time_s INTEGER NOT NULL,
    trusted_s INTEGER NOT NULL,
    node_s INTEGER NOT NULL,
    receipts INTEGER NOT NULL,
    receipted INTEGER NOT NULL,
    settled_intents INTEGER NOT NULL
) STRICT;
CREATE TABLE intents (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    time_s INTEGER NOT NULL,
    evidence_hash BLOB NOT NULL CHECK (length(evidence_hash) = 32),
    order_hash BLOB NOT NULL CHECK (length(order_hash) = 32),
    amount INTEGER NOT NULL CHECK (amount >= 0),
    cti BLOB NOT NULL,
    counter BLOB,
    scheme_version INTEGER NOT NULL,
    bundle_version INTEGER NOT NULL
) STRICT;
CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    kind TEXT NOT NULL,
    time_s INTEGER NOT NULL,
    cti BLOB,
    counter BLOB,
    coins INTEGER NOT NULL,
    from_slice INTEGER NOT NULL,
    ref BLOB,
    result TEXT,
    raw BLOB NOT NULL
) STRICT;
CREATE TABLE evidence (
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB NOT NULL,
    PRIMARY KEY (seq, hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipt_keys (
    kid BLOB PRIMARY KEY,
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL
) STRICT;
CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY,
    outcome TEXT NOT NULL,
    raw BLOB NOT NULL
) STRICT;
CREATE INDEX entries_by_code ON entries (cti, counter) WHERE cti IS NOT NULL;
CREATE INDEX entries_by_ref ON entries (ref) WHERE ref IS NOT NULL;
CREATE INDEX spends_by_time ON entries (time_s) WHERE kind = 'spend';
CREATE TRIGGER ledger_never_change BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'ledger: rows are never changed'); END;
CREATE TRIGGER ledger_never_go BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'ledger: rows are never removed'); END;
CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries: rows are never changed'); END;
CREATE TRIGGER entries_never_go BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries: rows are never removed'); END;
CREATE TRIGGER evidence_never_change BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence: rows are never changed'); END;
CREATE TRIGGER evidence_never_go BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'evidence: rows are never removed'); END;
CREATE TRIGGER intents_never_change BEFORE UPDATE ON intents
BEGIN SELECT RAISE(ABORT, 'intents: rows are never changed'); END;
CREATE TRIGGER intents_never_go BEFORE DELETE ON intents
BEGIN SELECT RAISE(ABORT, 'intents: rows are never removed'); END;
CREATE TRIGGER receipts_never_change BEFORE UPDATE ON receipts
BEGIN SELECT RAISE(ABORT, 'receipts: rows are never changed'); END;
CREATE TRIGGER receipts_never_go BEFORE DELETE ON receipts
BEGIN SELECT RAISE(ABORT, 'receipts: rows are never removed'); END;
CREATE TRIGGER receipt_keys_never_change BEFORE UPDATE ON receipt_keys
BEGIN SELECT RAISE(ABORT, 'receipt_keys: rows are never changed'); END;
CREATE TRIGGER receipt_keys_never_go BEFORE DELETE ON receipt_keys
BEGIN SELECT RAISE(ABORT, 'receipt_keys: rows are never removed'); END;
CREATE TRIGGER entries_in_order BEFORE INSERT ON entries
WHEN NEW.seq IS NOT (SELECT size FROM head)
BEGIN SELECT RAISE(ABORT, 'entries: not the next one'); END;
CREATE TRIGGER receipts_of_entries BEFORE INSERT ON receipts
WHEN NEW.seq NOT BETWEEN 0 AND (SELECT size - 1 FROM head)
BEGIN SELECT RAISE(ABORT, 'receipts: no such entry'); END;
CREATE TRIGGER head_forward BEFORE UPDATE ON head
WHEN NEW.one <> 1 OR NEW.size < OLD.size OR NEW.time_s < OLD.time_s
    OR NEW.trusted_s < OLD.trusted_s OR NEW.node_s < OLD.node_s
    OR NEW.receipts < OLD.receipts OR NEW.receipted < OLD.receipted
    OR NEW.settled_intents < OLD.settled_intents
BEGIN SELECT RAISE(ABORT, 'head: it never goes back'); END;
CREATE TRIGGER head_stays BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'head: it is never removed'); END;
INSERT INTO _sqlite_migrations VALUES (1, 'ledger', 'first', '2026-11-20 09:00:00+00:00');
PRAGMA application_id = 1128483911;
PRAGMA user_version = 1;
"""


def write_version_1(path: Path) -> Path:
    """A ledger of `KIOSK`: `open`, three spends with evidence, two receipts, one open intent."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(SCHEMA)
    connection.execute("BEGIN")
    connection.execute("INSERT INTO ledger VALUES (1, ?, -9, ?)", (NAME, KIOSK.public_key.raw))
    connection.execute("INSERT INTO head VALUES (1, 0, zeroblob(32), 0, 0, 0, 0, 0, 0)")
    previous = GENESIS
    for seq in range(SPENDS + 1):
        previous = _put(connection, _entry(seq, previous))
    _put_receipts(connection)
    cti, counter, piece = code(9)
    asked = (id_of(9), NOON_S, hashlib.sha256(piece).digest(), bytes(32), 15, cti, counter, 1, 1)
    connection.execute("INSERT INTO intents VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?)", asked)
    connection.execute("COMMIT")
    connection.close()
    return path


def _entry(seq: int, previous: bytes) -> Entry:
    first, shown = seq == 0, 100 + seq
    return Entry(
        ledger=NAME,
        seq=seq,
        previous=previous,
        id=id_of(shown),
        kind=EntryKind.OPEN if first else EntryKind.SPEND,
        time=NOON_S + seq,
        clock=ClockState.TRUSTED,
        scheme_version=0 if first else 1,
        bundle_version=0 if first else 1,
        parties=() if first else (payer(shown),),
        lines=() if first else LINES,
        amounts={} if first else {"general": 15},
        decided=None if first else Decision(DecidedBy.STAND_IN, 15),
        opening=Opening() if first else None,
    )


def _put(connection: sqlite3.Connection, entry: Entry) -> bytes:
    raw = sign_entry(KIOSK, entry)
    hash_ = entry_hash(raw)
    spent = entry.kind is EntryKind.SPEND
    cti, counter, piece = code(100 + entry.seq)
    whose = (cti, counter, 15, 15) if spent else (None, None, 0, 0)
    row = (entry.seq, entry.id, hash_, str(entry.kind), entry.time, *whose, None, None, raw)
    connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    if spent:
        named = (entry.seq, hashlib.sha256(piece).digest(), piece)
        connection.execute("INSERT INTO evidence VALUES (?, ?, ?)", named)
    moved = (entry.seq + 1, hash_, entry.time, entry.time)
    connection.execute("UPDATE head SET size = ?, hash = ?, time_s = ?, trusted_s = ?", moved)
    return hash_


def _put_receipts(connection: sqlite3.Connection) -> None:
    key = NODE.public_key
    connection.execute("INSERT INTO receipt_keys VALUES (?, -19, ?)", (key.kid, key.raw))
    rows = connection.execute("SELECT seq, hash FROM entries WHERE seq < 3").fetchall()
    for seq, hash_ in rows:
        raw = receipt_for(NAME, seq, hash_, time_s=NOON_S + 60)
        connection.execute("INSERT INTO receipts VALUES (?, 'booked', ?)", (seq, raw))
    connection.execute("UPDATE head SET receipts = 3, receipted = 3, node_s = ?", (NOON_S + 60,))
