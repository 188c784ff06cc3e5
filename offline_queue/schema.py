"""What a ledger file is: its marks, its version, and the rules the database itself keeps.

Everything but ``head`` is append-only: triggers refuse to change or remove a row, and an entry is
taken only as the next one. ``head`` is the one row that moves, forward only. Evidence alone may
go, below the mark ``head.erased``, which never passes an entry that has no receipt or that is
younger than `migrations.LEAST_KEPT_S` by the node's signed time. Columns beside
``raw`` are a reading of the signed bytes, kept so that questions have an index; `verify` compares
them with the bytes. These rules guard against our own mistakes. Against others the hash chain
and the signatures do.
"""

import sqlite3
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from offline_queue.database import connect_to_read, mapped
from offline_queue.errors import Corrupt, NewerSchema, NotALedger
from offline_queue.migrations import MIGRATIONS
from protocol.errors import BadKey
from protocol.keys import Algorithm, PublicKey

APPLICATION_ID: Final = 0x43434C47
"""In the file's header, so that another program's database is never taken for a ledger."""

VERSION: Final = 6
"""Number of migrations; kept in the file as SQLite's user_version. Readers read any up to it."""

_JOURNAL_HEADER: Final = struct.Struct(">16xI")  # pages there were before


@dataclass(frozen=True)
class Identity:
    """A ledger's random name (8 bytes) and the public key that signs its entries."""

    name: bytes
    public_key: PublicKey


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to this program's version. The caller's transaction makes it one step.

    Raises `NewerSchema` if another process has brought them further since the file was looked at.
    """
    found = _versions(connection)
    if found == (APPLICATION_ID, VERSION):
        return
    if found != (0, 0):
        require_ledger(connection, path)
    MIGRATIONS.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def refuse_foreign(path: Path) -> bool:
    """Raise `NotALedger` or `NewerSchema` before a file of somebody else is opened for writing.

    Returns whether it is a ledger; an empty file or database may become one.
    """
    with mapped(path):
        if not path.exists() or path.stat().st_size == 0:
            return False
        connection = connect_to_read(path)
        try:
            tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if not tables and _versions(connection) == (0, 0):
                return False
            require_ledger(connection, path)
        except sqlite3.OperationalError as exc:
            if exc.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise
            _require_first_start(path)
            return False
        finally:
            connection.close()
    return True


def _require_first_start(path: Path) -> None:
    """Raise `NotALedger` unless undoing what was interrupted leaves an empty file.

    A ledger is written past its rollback journal but once, when an empty file becomes a database.
    A power cut just then leaves a journal that a reader may not use, and that says in its header
    how many pages there were before (https://www.sqlite.org/fileformat2.html#the_rollback_journal).
    """
    header = Path(f"{path}-journal").read_bytes()[: _JOURNAL_HEADER.size]
    if len(header) < _JOURNAL_HEADER.size or any(_JOURNAL_HEADER.unpack(header)):
        raise NotALedger(path, "this is another program's database, interrupted in a change")


def require_ledger(connection: sqlite3.Connection, path: Path) -> int:
    """The file's version. Raises `NotALedger` or `NewerSchema` if this program can't read it."""
    application, version = _versions(connection)
    if application != APPLICATION_ID:
        raise NotALedger(path, "this is another program's database")
    if version > VERSION:
        raise NewerSchema(path, f"schema version {version}; this program knows {VERSION}")
    return version


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
