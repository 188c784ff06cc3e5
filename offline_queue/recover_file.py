"""Reading what can still be read of a damaged ledger file. The file itself is never opened twice.

1. The file and its log are copied block by block. A block that the medium does not give any more
   becomes zeros, as if it had been overwritten. All that follows happens on the copy, so nothing
   writes to the damaged file, not even SQLite's own way of putting a log back.
2. The copy's rows are read through SQLite, table by table, always from one place on. Where a page
   is damaged the next place is tried, so a damaged page costs its own rows only.
3. The bytes of the copy are searched for signed messages (`recover_carve`), for the rows that no
   page leads to any more. Intents are not signed: of them only step 2 finds what there is.

What the file says about itself (whose it is, how many entries it has) counts as far as it can be
read; None where it can't. With a damaged log the head that SQLite shows is an older one
(``log_sure``): it tells how much there was at least, and nothing about the end.
"""

import mmap
import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

from offline_queue.database import connect_to_read, mapped
from offline_queue.errors import Corrupt, LedgerError
from offline_queue.kept import Kept, KeptIntent
from offline_queue.recover_carve import Buffer, committed_pages, ends_surely, messages_in
from offline_queue.recover_found import Found, Source, Taken
from offline_queue.recover_rows import RowReader
from offline_queue.recover_tables import HEAD, INTENTS, rows_of
from offline_queue.schema import Identity, read_identity
from offline_queue.verify import verify
from protocol.ids import ID_BYTES
from protocol.keys import KeyRing
from protocol.receipt import HASH_BYTES

BLOCK_BYTES: Final = 4096
"""What is given up where the medium fails: a page of the file, a sector of most media."""


@dataclass(frozen=True)
class SaidHead:
    """What a file's own head says: ``size`` entries, the newest with ``hash``; two known times."""

    size: int
    hash: bytes
    node_s: int
    trusted_s: int


@dataclass(frozen=True)
class Salvaged:
    """What a file told of itself, and how reading it went.

    ``there``: whether there was a file at all. ``whole``: whether nothing is wrong with it.
    ``unread_blocks``: blocks that the medium did not give. ``damaged``: entries whose bytes are not
    what this kiosk signed. ``errors``: places that SQLite could not read. ``log_sure``: whether all
    of its log was read, and SQLite's end of it is the end, so that ``head`` is the newest one.
    """

    there: bool
    whole: bool
    identity: Identity | None
    head: SaidHead | None
    unread_blocks: int
    damaged: int
    errors: int
    log_sure: bool


def salvage(path: Path, work: Path, source: Source, found: Found) -> Salvaged:
    """Put all that can be read of the ledger at ``path`` into ``found``, by a copy in ``work``.

    A missing file is one of which nothing can be read. Raises `LedgerError` for ``work``.
    """
    copy = work / "damaged.db"
    unread_log = _copy(_with(path, "-wal"), _with(copy, "-wal"))
    unread = unread_log + _copy(path, copy)
    try:
        reading = _Reading(copy, source, found)
        reading.carve()
        log_sure = not unread_log and ends_surely(_viewed(_with(copy, "-wal")))
        reading.read_rows()
        return Salvaged(
            there=copy.exists() or _with(copy, "-wal").exists(),
            whole=not unread and log_sure and reading.clean and _is_whole(copy, found.node_keys),
            identity=reading.identity,
            head=reading.head,
            unread_blocks=unread,
            damaged=reading.damaged,
            errors=reading.errors,
            log_sure=log_sure,
        )
    finally:
        for end in ("-wal", "-shm", ""):
            _with(copy, end).unlink(missing_ok=True)


def _with(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)


def _copy(source: Path, target: Path) -> int:
    """Copy what the medium gives; return how many blocks it did not."""
    if not source.is_file():
        return 0
    unread = 0
    with mapped(target), source.open("rb", buffering=0) as old, target.open("wb") as new:
        target.chmod(0o600)
        for at in range(0, os.fstat(old.fileno()).st_size, BLOCK_BYTES):
            block = _block(old, at)
            unread += block is None
            new.write(bytes(BLOCK_BYTES) if block is None else block)
    return unread


def _is_whole(copy: Path, node_keys: KeyRing) -> bool:
    """Whether chain, rows and SQLite's own pages and indexes are all as they should be."""
    if not copy.exists():
        return False
    try:
        report = verify(copy, node_keys)
        with mapped(copy), closing(connect_to_read(copy)) as connection:
            said = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except LedgerError:
        return False
    return report.chain_ok and not report.problems and said == ("ok",)


def _block(old: BinaryIO, at: int) -> bytes | None:
    try:
        return os.pread(old.fileno(), BLOCK_BYTES, at)
    except OSError:
        return None  # what can't be read is lost; that is what this is for


class _Reading:
    """One copy on its way into ``found``."""

    def __init__(self, copy: Path, source: Source, found: Found) -> None:
        self._copy, self._source, self._found = copy, source, found
        self._rows = RowReader(copy)
        self.identity: Identity | None = None
        self.head: SaidHead | None = None
        self.damaged = 0

    @property
    def errors(self) -> int:
        """Places that could not be read, or held what can't be there."""
        return self._rows.errors

    @property
    def clean(self) -> bool:
        """Whether nothing was in the way; only then is it worth looking whether all is well."""
        return self.head is not None and not (self.errors or self.damaged)

    def carve(self) -> None:
        """Search the bytes. Before SQLite is let at the copy: it puts the log into the file."""
        self._take_messages(_viewed(self._copy))
        for page in committed_pages(_viewed(_with(self._copy, "-wal"))):
            self._take_messages(page)

    def read_rows(self) -> None:
        """Read the tables, each as far as it goes."""
        if not self._copy.exists():
            return
        with closing(sqlite3.connect(self._copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            if not self._has_tables(connection):
                return
            self.identity, self.head = self._identity(connection), self._head(connection)
            size = None if self.head is None else self.head.size
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            for table, sql in rows_of(version).items():
                for row in self._rows.read(connection, sql, None if "earlier" in table else size):
                    self._take_row(table, row)
            for row in self._rows.read(connection, INTENTS):
                self._take_intent(row)

    def _take_messages(self, data: Buffer) -> None:
        for raw in messages_in(data):
            self._count(self._found.add_message(self._source, raw))

    def _take_row(self, table: str, row: Sequence[Any]) -> None:
        seq, value = row
        if not isinstance(value, bytes):
            return
        if table == "pins":
            self._take_pin(seq, value)
        elif table.endswith("evidence"):
            self._found.add_code(value)
        elif table.endswith("receipts"):
            self._found.add_receipt(value)
        else:
            self._count(self._found.add(self._source, Kept(value)))

    def _take_pin(self, seq: int, verifier: bytes) -> None:
        """A verifier is not signed: it counts beside the entry at its place and nowhere else."""
        if self.identity is not None:
            self._found.add_verifier(self.identity.name, seq, verifier)

    def _take_intent(self, row: Sequence[Any]) -> None:
        """Intents are not signed; one of another form is damage."""
        wanted = (int, bytes, int, bytes, bytes, int, bytes, bytes | None, int, int)
        if not all(isinstance(it, kind) for it, kind in zip(row, wanted, strict=True)):
            return
        it = KeptIntent(*row)
        sizes = (len(it.id), len(it.evidence_hash), len(it.order_hash))
        if sizes == (ID_BYTES, HASH_BYTES, HASH_BYTES) and it.amount >= 0:
            self._found.add_intent(it)

    def _count(self, taken: Taken) -> None:
        self.damaged += taken is Taken.DAMAGED

    def _has_tables(self, connection: sqlite3.Connection) -> bool:
        try:
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error as exc:
            self._rows.met(exc)
            return False
        return bool(tables)

    def _identity(self, connection: sqlite3.Connection) -> Identity | None:
        try:
            return read_identity(connection, self._copy)
        except Corrupt:
            self._rows.errors += 1
        except sqlite3.Error as exc:
            self._rows.met(exc)
        return None

    def _head(self, connection: sqlite3.Connection) -> SaidHead | None:
        try:
            row = connection.execute(HEAD).fetchone()
        except sqlite3.Error as exc:
            self._rows.met(exc)
            return None
        match row:
            case (int(size), bytes(hash_), int(node_s), int(trusted_s)) if len(hash_) == HASH_BYTES:
                return SaidHead(size, hash_, node_s, trusted_s)
        self._rows.errors += 1
        return None


def _viewed(path: Path) -> Buffer:
    """The bytes of a file without holding them in memory; none if there is no such file."""
    with mapped(path):
        if not path.exists() or path.stat().st_size == 0:
            return b""
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
