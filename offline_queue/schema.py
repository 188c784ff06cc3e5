"""The tables of a ledger file, the rules the database itself keeps, and their versions.

Everything but ``head`` is append-only: triggers refuse to change or remove a row, and an entry is
taken only as the next one. ``head`` is the one row that moves, forward only. Columns beside
``raw`` are a reading of the signed bytes, kept so that questions have an index; `verify` compares
them with the bytes. These rules guard against our own mistakes. Against others the hash chain
and the signatures do.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database, Migrations

from offline_queue.database import connect_to_read, mapped
from offline_queue.errors import Corrupt, NewerSchema, NotALedger
from protocol.errors import BadKey
from protocol.keys import Algorithm, PublicKey

APPLICATION_ID: Final = 0x43434C47
"""In the file's header, so that another program's database is never taken for a ledger."""

VERSION: Final = 1
"""Number of migrations below; kept in the file as SQLite's user_version."""

MIGRATIONS: Final = Migrations("ledger")


@dataclass(frozen=True)
class Identity:
    """A ledger's random name (8 bytes) and the public key that signs its entries."""

    name: bytes
    public_key: PublicKey


_TABLES: Final = """
CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name BLOB NOT NULL CHECK (length(name) = 8),
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,               -- entries; the next one's seq
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    time_s INTEGER NOT NULL,             -- of the newest entry: no later one may be earlier
    trusted_s INTEGER NOT NULL,          -- of the newest entry with a trusted clock
    node_s INTEGER NOT NULL,             -- latest signed time of the node, 0 for never
    receipts INTEGER NOT NULL,
    receipted INTEGER NOT NULL,          -- every entry below this seq has its receipt
    settled_intents INTEGER NOT NULL     -- every intent below this number has its entry
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
    cti BLOB,                            -- whose code was shown, staff apart
    counter BLOB,
    coins INTEGER NOT NULL,              -- all purses together
    from_slice INTEGER NOT NULL,
    ref BLOB,
    result TEXT,
    raw BLOB NOT NULL                    -- the signed bytes: the entry itself
) STRICT;

CREATE TABLE evidence (
    seq INTEGER NOT NULL,                -- of the entry it belongs to
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes BLOB NOT NULL,
    PRIMARY KEY (seq, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_keys (
    kid BLOB PRIMARY KEY,                -- so that anyone can verify the receipts later
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL
) STRICT;

CREATE TABLE receipts (
    seq INTEGER PRIMARY KEY,
    outcome TEXT NOT NULL,
    raw BLOB NOT NULL
) STRICT;
"""

_INDEXES: Final = """
CREATE INDEX entries_by_code ON entries (cti, counter) WHERE cti IS NOT NULL;
CREATE INDEX entries_by_ref ON entries (ref) WHERE ref IS NOT NULL;
CREATE INDEX spends_by_time ON entries (time_s) WHERE kind = 'spend';
"""

_APPEND_ONLY: Final = ("ledger", "entries", "evidence", "intents", "receipts", "receipt_keys")

_FROZEN: Final = """
CREATE TRIGGER {table}_never_change BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never changed'); END;
CREATE TRIGGER {table}_never_go BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: rows are never removed'); END;
"""

_ORDER: Final = """
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
"""


@MIGRATIONS()
def first(database: Database) -> None:
    """Version 1: the tables above with their rules."""
    frozen = "".join(_FROZEN.format(table=table) for table in _APPEND_ONLY)
    database.executescript(_TABLES + _INDEXES + frozen + _ORDER)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables to this program's version. The caller's transaction makes it one step."""
    if _versions(connection) == (APPLICATION_ID, VERSION):
        return
    MIGRATIONS.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def refuse_foreign(path: Path) -> None:
    """Raise `NotALedger` or `NewerSchema` before a file of somebody else is opened for writing."""
    with mapped(path):
        if not path.exists() or path.stat().st_size == 0:
            return
        connection = connect_to_read(path)
        try:
            tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if tables or _versions(connection) != (0, 0):
                require_ledger(connection, path)
        finally:
            connection.close()


def require_ledger(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `NotALedger` or `NewerSchema` unless this program can read the file."""
    application, version = _versions(connection)
    if application != APPLICATION_ID:
        raise NotALedger(path, "this is another program's database")
    if version > VERSION:
        raise NewerSchema(path, f"schema version {version}; this program knows {VERSION}")


def read_identity(connection: sqlite3.Connection, path: Path) -> Identity:
    """Whose ledger this is. Raises `Corrupt` where that can't be told."""
    row = connection.execute("SELECT name, algorithm, public_key FROM ledger").fetchone()
    try:
        name, algorithm, raw = row
        return Identity(name, PublicKey(Algorithm(algorithm), raw))
    except (TypeError, ValueError, BadKey) as exc:
        raise Corrupt(path, "it does not say whose ledger it is") from exc


def _versions(connection: sqlite3.Connection) -> tuple[int, int]:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version
