"""A ledger file made of entries that are signed already: a copy, or a ledger that was rebuilt.

It is a ledger file like any other: `Ledger.open` continues it, `verify` finds it whole. Nothing is
signed here, so nothing is taken on trust either:

1. Each entry is checked before anything is written: signed by the ledger's key, for this ledger,
   for the next place, with the hash of the entry before, not earlier, and `open` first and only
   first. Evidence must be what the entry names. A receipt that no key of the node made, or that is
   for other bytes, is left out: then the entry counts as unsent and gets its receipt again. The
   verifier of a PIN comes with the entry that set it. Nobody signed it: one that was changed makes
   the PIN wrong, and staff sets it anew.
2. One `extend` is one transaction, by the one way to write (`Session.once`). The first one also
   writes whose ledger it is: a file has its name and its first entry, or neither.
3. What is there already is no harm: the same entries again change nothing, so an outcome that is
   unknown is settled by asking again. Another entry at the same place, signed too, is `OtherEntry`:
   the proof of a fork. It is never written over.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Final, Self

from offline_queue import earlier, erasing_along
from offline_queue.chain import Head, put, read_head
from offline_queue.checking import Checked, check, require_next, require_same
from offline_queue.database import Connect, Session, connect_to_write, mapped, set_up_to_write
from offline_queue.earlier import Remembered
from offline_queue.errors import CannotOpen, OtherKey
from offline_queue.intents import settled_mark
from offline_queue.kept import Kept, KeptIntent, Marks
from offline_queue.pins import keep_verifier
from offline_queue.receipts import missing, store
from offline_queue.records import CheckedReceipt, Recorded
from offline_queue.schema import Identity, migrate, read_identity, refuse_foreign
from protocol.entry import GENESIS
from protocol.keys import KeyRing, PublicKey, key_ring

_BEGIN_HEAD: Final = """
    INSERT INTO head (one, size, hash, time_s, trusted_s, node_s, receipts, receipted,
        settled_intents)
    VALUES (1, 0, ?, 0, 0, 0, 0, 0, 0)
"""
_ADD_INTENT: Final = """
    INSERT INTO intents (number, id, time_s, evidence_hash, order_hash, amount, cti, counter,
        scheme_version, bundle_version)
    SELECT (SELECT coalesce(max(number) + 1, 0) FROM intents), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
    WHERE NOT EXISTS (SELECT 1 FROM intents WHERE id = ?1)
"""
_NOTHING: Final = Head(0, GENESIS, 0, 0, 0)


class Replica:
    """A ledger file that takes signed entries as they are. Belongs to the thread that opened it."""

    def __init__(self, session: Session, identity: Identity) -> None:
        self._session = session
        self._identity = identity
        self._keys = key_ring(identity.public_key)

    @classmethod
    def create(cls, path: Path, identity: Identity, *, connect: Connect = connect_to_write) -> Self:
        """Begin a replica at ``path``, or open the one there if it is of this identity.

        Until the first `extend` the file says nothing. Raises `OtherKey` for a file of another
        key or name, `LedgerError`.
        """
        return cls(Session(path, _to_ours(connect), _prepare(path, identity)), identity)

    @classmethod
    def open(cls, path: Path, *, connect: Connect = connect_to_write) -> Self:
        """Open a ledger file that exists. Raises `CannotOpen`, `Corrupt`, `LedgerError`."""
        with mapped(path):
            if not path.exists():
                raise CannotOpen(path, "there is no such file")
        session = Session(path, _to_ours(connect), _prepare(path, None))
        try:
            with session.reading() as connection:
                identity = read_identity(connection, path)
        except BaseException:  # whatever it is: let go of the file, and let it go on
            session.close()
            raise
        return cls(session, identity)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back. Twice is harmless."""
        if not self._session.closed:
            self._session.close()

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._session.closed

    @property
    def path(self) -> Path:
        """The file."""
        return self._session.path

    @property
    def name(self) -> bytes:
        """The ledger's name, 8 bytes."""
        return self._identity.name

    @property
    def public_key(self) -> PublicKey:
        """The key that signed every entry."""
        return self._identity.public_key

    @property
    def identity(self) -> Identity:
        """The ledger's name and the key that signed every entry."""
        return self._identity

    def marks(self) -> Marks:
        """How far it is. Raises `LedgerError`."""
        with self._session.reading():
            return Marks.read(self._session)

    @property
    def size(self) -> int:
        """How many entries it holds; the next one's place."""
        return self._head().size

    @property
    def head(self) -> bytes:
        """The hash of the newest entry, 32 zero bytes without entries."""
        return self._head().hash

    def extend(self, items: Sequence[Kept], node_keys: KeyRing) -> int:
        """Put in the next entries as they are; return how many the file then holds.

        Entries that it holds already may come first and are compared. Receipts count when a key of
        ``node_keys`` made them. All of ``items`` or none of them are taken: hand in some hundreds.
        Raises `BadEntry`, `OtherEntry` or `LedgerError`.
        """
        checked = [check(item, self.name, self._keys, node_keys) for item in items]

        def find() -> int | None:
            size = self._present().size
            if checked and checked[-1].it.seq >= size:
                return None
            for one in checked:
                self._compare(one.it)
            return size

        return self._session.once(find, lambda: self._take(checked))

    def add_receipts(self, receipts: Sequence[CheckedReceipt], node_s: int = 0) -> int:
        """Keep receipts of entries that are here; return how many were new.

        ``node_s`` is the node's signed time. One for an entry that is not here, or for other
        bytes, is left out. Raises `LedgerError`.
        """
        fitting = [it for it in receipts if it.receipt.ledger == self.name]

        def find() -> int | None:
            fresh = self._fresh(fitting)
            return None if fresh or node_s > self._present().node_s else 0

        def write() -> int:
            fresh = self._fresh(fitting)
            store(self._session.connection, self.name, fresh, node_s)
            return len(fresh)

        return self._session.once(find, write) if self.size else 0

    def add_intents(self, intents: Sequence[KeptIntent]) -> int:
        """Keep intents, as the next of this file; return how many were new. `LedgerError`."""

        def find() -> int | None:
            return None if any(not self._has_intent(it.id) for it in intents) else 0

        def write() -> int:
            connection = self._session.connection
            count = 0
            for it in intents:
                count += connection.execute(_ADD_INTENT, astuple(it)[1:]).rowcount
            connection.execute("UPDATE head SET settled_intents = ?", (settled_mark(connection),))
            return count

        return self._session.once(find, write) if self.size else 0

    def remember(self, known: Sequence[Remembered], floor_s: int = 0) -> int:
        """Keep what is known of earlier ledgers (see `earlier`); return how much of it was new.

        ``floor_s``: how late it was then at least, epoch seconds. Raises `LedgerError`.
        """
        return earlier.remember(self._session, known, floor_s)

    def erase_below(self, seq: int) -> int:
        """Erase evidence as the primary has: of entries below ``seq`` that have their receipt here.

        Returns how far that went. Raises `LedgerError`.
        """
        return erasing_along.erase_below(self._session, seq)

    def erase_earlier_below(self, number: int) -> int:
        """The same for entries of earlier ledgers below ``number``; how many pieces went."""
        return erasing_along.erase_earlier_below(self._session, number)

    def _head(self) -> Head:
        with self._session.reading():
            return self._present()

    def _present(self) -> Head:
        """The head as the transaction under way sees it."""
        connection = self._session.connection
        begun = connection.execute("SELECT 1 FROM head").fetchone() is not None
        return read_head(connection) if begun else _NOTHING

    def _compare(self, it: Recorded) -> None:
        """The entry that stands at its place must be this one."""
        sql = "SELECT raw FROM entries WHERE seq = ?"
        row = self._session.execute(sql, (it.seq,)).fetchone()
        if row is not None:
            require_same(it.seq, row[0], it.raw, self._keys)

    def _take(self, checked: Sequence[Checked]) -> int:
        connection = self._session.connection
        self._begin_if_new(connection)
        head = read_head(connection)
        for one in checked:
            if one.it.seq < head.size:
                self._compare(one.it)
                continue
            require_next(head, one.it)
            put(connection, head, one.it, one.evidence)
            if one.verifier is not None:
                keep_verifier(connection, one.it, one.verifier)
            head = read_head(connection)
        receipts = [one.receipt for one in checked if one.receipt is not None]
        store(connection, self.name, missing(connection, receipts), 0)
        return head.size

    def _begin_if_new(self, connection: sqlite3.Connection) -> None:
        if connection.execute("SELECT 1 FROM ledger").fetchone() is None:
            key = self.public_key
            row = (self.name, int(key.algorithm), key.raw)
            connection.execute("INSERT INTO ledger VALUES (1, ?, ?, ?)", row)
            connection.execute(_BEGIN_HEAD, (GENESIS,))

    def _fresh(self, receipts: Sequence[CheckedReceipt]) -> list[CheckedReceipt]:
        """Those that are not kept yet and are for an entry as it stands here."""
        connection = self._session.connection
        sql = "SELECT hash FROM entries WHERE seq = ?"
        return [
            it
            for it in missing(connection, receipts)
            if connection.execute(sql, (it.receipt.seq,)).fetchone() == (it.receipt.entry_hash,)
        ]

    def _has_intent(self, id_: bytes) -> bool:
        sql = "SELECT 1 FROM intents WHERE id = ?"
        return self._session.execute(sql, (id_,)).fetchone() is not None


def _to_ours(connect: Connect) -> Connect:
    def connect_to_ours(path: Path) -> sqlite3.Connection:
        refuse_foreign(path)
        return connect(path)

    return connect_to_ours


def _prepare(path: Path, identity: Identity | None) -> Callable[[sqlite3.Connection], None]:
    """Leave a connection ready for writing; with ``identity``, only to a file that is of it."""

    def prepare(connection: sqlite3.Connection) -> None:
        set_up_to_write(connection, path)
        connection.execute("BEGIN IMMEDIATE")
        migrate(connection, path)
        begun = connection.execute("SELECT 1 FROM ledger").fetchone() is not None
        if identity is not None and begun and read_identity(connection, path) != identity:
            raise OtherKey(path, "this is another ledger")
        connection.execute("COMMIT")

    return prepare
