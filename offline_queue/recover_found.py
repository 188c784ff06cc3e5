"""Everything that was found of a kiosk's ledgers, on disk, so that memory does not grow with it.

A scratch file: it is made anew by each run and is worth nothing afterwards. What goes in is
verified: entries with the kiosk's key, receipts with the node's. Codes that residents showed are
kept by their hash, which the entries name. Everything is known by its hash, so it does not matter
how often and in which order it is found.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from offline_queue import recover_tables as sql_of
from offline_queue.database import mapped
from offline_queue.earlier import Remembered
from offline_queue.errors import BadAnswer
from offline_queue.kept import Kept, KeptIntent
from offline_queue.pins import VERIFIER_BYTES
from offline_queue.receipts import check_receipt
from offline_queue.records import DEBITS, Recorded
from offline_queue.recover_chain import Link, Outline, outline
from offline_queue.recover_tables import KEPT
from offline_queue.recover_twin import content_of, with_hash
from protocol import cose
from protocol.code import MAX_CODE_BYTES
from protocol.cose import MessageType
from protocol.entry import ClockState, entry_hash, read_entry
from protocol.errors import ProtocolError
from protocol.keys import KeyRing, PublicKey, key_ring

_IN_LEDGERS: Final = (
    MessageType.ENTRY,
    MessageType.RECEIPT,
    MessageType.PRESENTATION,
    MessageType.CREDENTIAL,
)


class Source(StrEnum):
    """Where an entry was found; the words of the report."""

    LEDGER = "ledger"
    COPY = "copy"
    NODE = "node"
    TICKETS = "tickets"


_BITS: Final = {source: 1 << at for at, source in enumerate(Source)}


class Taken(StrEnum):
    """What became of some bytes that might be an entry of this kiosk."""

    TAKEN = "taken"
    FOREIGN = "foreign"  # an entry that another key signed, or no entry at all
    DAMAGED = "damaged"  # it names this kiosk's key, and its bytes are not what was signed


@dataclass(frozen=True)
class Sums:
    """Some entries together: how many, and the coins spent or donated in them."""

    entries: int
    coins: int


class Found:
    """The scratch file. Belongs to one thread. Raises `LedgerError` when the disk does not do."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, kiosk_keys: KeyRing, node_keys: KeyRing
    ) -> None:
        self._path = path
        self._connection = connection
        self.kiosk_keys, self.node_keys = kiosk_keys, node_keys

    @classmethod
    def create(cls, path: Path, kiosk: PublicKey, node_keys: KeyRing, *former: PublicKey) -> Self:
        """A new file at ``path``, where none may be. ``former``: keys before the kiosk's own."""
        with mapped(path):
            path.touch(mode=0o600, exist_ok=False)
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA journal_mode = OFF")  # nothing in it outlives this run
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(sql_of.TABLES)
        return cls(path, connection, key_ring(*former, kiosk), node_keys)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, source: Source, kept: Kept) -> Taken:
        """Take an entry with what lies beside it."""
        for piece in kept.evidence:
            self.add_code(piece)
        if kept.receipt is not None:
            self.add_receipt(kept.receipt)
        with mapped(self._path):
            return self._add_entry(source, kept.raw)

    def add_message(self, source: Source, raw: bytes) -> Taken:
        """Take any signed message: an entry, a receipt, or a code that somebody showed."""
        try:
            type_ = cose.parse(raw, *_IN_LEDGERS).type
        except ProtocolError:
            return Taken.FOREIGN
        if type_ is MessageType.ENTRY:
            return self.add(source, Kept(raw))
        if type_ is MessageType.RECEIPT:
            self.add_receipt(raw)
        else:
            self.add_code(raw)
        return Taken.TAKEN

    def add_code(self, piece: bytes) -> None:
        """Take a code by its hash; that it is the right one, the entry that names it tells."""
        if 0 < len(piece) <= MAX_CODE_BYTES:
            row = (hashlib.sha256(piece).digest(), piece)
            with mapped(self._path):
                self._connection.execute("INSERT OR IGNORE INTO codes VALUES (?, ?)", row)

    def add_receipt(self, raw: bytes) -> None:
        """Take a receipt if the node signed it; others are nothing."""
        try:
            receipt = check_receipt(raw, self.node_keys).receipt
        except BadAnswer:
            return
        row = (receipt.entry_hash, receipt.time, raw)
        with mapped(self._path):
            self._connection.execute("INSERT OR IGNORE INTO receipts VALUES (?, ?, ?)", row)

    def add_verifier(self, ledger: bytes, seq: int, verifier: bytes) -> None:
        """Take what lies beside a place as its PIN's verifier; the first one there counts."""
        sql = "INSERT OR IGNORE INTO verifiers VALUES (?, ?, ?)"
        if len(verifier) == VERIFIER_BYTES:
            with mapped(self._path):
                self._connection.execute(sql, (ledger, seq, verifier))

    def add_intent(self, it: KeptIntent) -> None:
        """Take what was going to be asked of the node; the first one under an id counts."""
        row = (it.id, it.time_s, it.evidence_hash, it.order_hash, it.amount, it.cti, it.counter)
        sql = "INSERT OR IGNORE INTO intents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        with mapped(self._path):
            self._connection.execute(sql, (*row, it.scheme_version, it.bundle_version))

    def settle(self, ledger: bytes, size: int, head: bytes) -> None:
        """Keep each entry under that of its two signatures whose hash the chain names.

        It is named by its successor, or as the last of ``size`` entries by ``head``.
        """
        named = dict(self._rows(sql_of.NAMED_OTHERWISE))
        for (hash_,) in self._rows(sql_of.LAST, ledger, size - 1, head):
            named[hash_] = head
        for hash_, name in named.items():
            ((raw,),) = self._rows("SELECT raw FROM entries WHERE hash = ?", hash_)
            other = with_hash(raw, name)
            if other is not None:
                self._rename(hash_, name, other)

    def outline(self, ledger: bytes, reach: int = 0) -> Outline:
        """What there is of one ledger; ``reach``: so many entries there were at least."""
        sql = "SELECT seq, hash, previous FROM entries WHERE ledger = ? ORDER BY seq, hash"
        return outline((Link(*row) for row in self._rows(sql, ledger)), reach)

    def hashes_at(self, ledger: bytes, seq: int) -> frozenset[bytes]:
        """The hashes of the entries found for one place."""
        sql = "SELECT hash FROM entries WHERE ledger = ? AND seq = ?"
        return frozenset(row[0] for row in self._rows(sql, ledger, seq))

    def ledgers(self) -> tuple[bytes, ...]:
        """The ledgers of which something was found; the one with the newest entry last."""
        sql = "SELECT ledger FROM entries GROUP BY ledger ORDER BY max(time_s), min(id)"
        return tuple(row[0] for row in self._rows(sql))

    def followers(self, ledger: bytes) -> tuple[bytes, ...]:
        """The ledgers whose `open` names this one as the one before them, the newest last."""
        return tuple(row[0] for row in self._rows(sql_of.FOLLOWERS, ledger))

    def kept(self, ledger: bytes, end: int) -> Iterator[Kept]:
        """The entries of a ledger below ``end``, in order, with what belongs to each."""
        which = "WHERE entries.ledger = ? AND entries.seq < ? ORDER BY entries.seq"
        for hash_, raw, receipt, verifier in self._rows(f"{KEPT} {which}", ledger, end):
            yield Kept(raw, tuple(self._codes(hash_).values()), receipt, verifier)

    def others(self, ledger: bytes | None) -> Iterator[Remembered]:
        """The entries of all ledgers but one, those of each in order."""
        for name in self.ledgers():
            if name == ledger:
                continue
            which = "WHERE entries.ledger = ? ORDER BY entries.seq, hash"
            for hash_, raw, receipt, _ in self._rows(f"{KEPT} {which}", name):
                it = Recorded.of(read_entry(raw, self.kiosk_keys))
                checked = None if receipt is None else check_receipt(receipt, self.node_keys)
                yield Remembered(it, self._codes(hash_), checked)

    def intents(self) -> Iterator[KeptIntent]:
        """The intents as they were found."""
        for row in self._rows("SELECT * FROM intents ORDER BY number"):
            yield KeptIntent(*row)

    def open_intents(self) -> list[bytes]:
        """Ids that were going to be asked of the node, of which no entry was found."""
        return [row[0] for row in self._rows(sql_of.OPEN_INTENTS)]

    def has_id(self, id_: bytes) -> bool:
        """Whether there is an entry with this id."""
        return any(True for _ in self._rows("SELECT 1 FROM entries WHERE id = ?", id_))

    def by_source(self, source: Source) -> int:
        """How many entries this source had."""
        sql = "SELECT count(*) FROM entries WHERE sources & ?"
        return self._number(sql, _BITS[source])

    def only_in(self, source: Source) -> int:
        """How many entries no other source had."""
        return self._number("SELECT count(*) FROM entries WHERE sources = ?", _BITS[source])

    def unanswered(self) -> Sums:
        """The entries for which no receipt was found."""
        ((entries, coins),) = self._rows(sql_of.UNANSWERED)
        return Sums(entries, coins)

    def without_code(self) -> int:
        """How many of those name a code that was not found."""
        return self._number("""
            SELECT count(DISTINCT entry) FROM shown
            WHERE NOT EXISTS (SELECT 1 FROM codes WHERE codes.hash = shown.code)
            AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.entry_hash = shown.entry)
        """)

    def newest_receipt(self, ledger: bytes, size: int) -> tuple[int, bytes] | None:
        """Seq and hash of the last entry below ``size`` that has its receipt."""
        sql = """
            SELECT seq, hash FROM entries WHERE ledger = ? AND seq < ?
            AND EXISTS (SELECT 1 FROM receipts WHERE entry_hash = entries.hash)
            ORDER BY seq DESC LIMIT 1
        """
        return next(self._rows(sql, ledger, size), None)

    def node_s(self) -> int:
        """The latest time in a receipt, epoch seconds; 0 without one."""
        return self._number("SELECT coalesce(max(time_s), 0) FROM receipts")

    def floor_s(self) -> int:
        """The latest time that anything trusted tells, epoch seconds."""
        sql = "SELECT coalesce(max(time_s), 0) FROM entries WHERE trusted"
        return max(self._number(sql), self.node_s())

    def _add_entry(self, source: Source, raw: bytes) -> Taken:
        """An entry is verified once, however often it is found."""
        sql = "UPDATE entries SET sources = sources | ? WHERE hash = ?"
        if self._connection.execute(sql, (_BITS[source], entry_hash(raw))).rowcount:
            return Taken.TAKEN
        content = hashlib.sha256(content_of(raw)).digest()
        try:
            it = Recorded.of(read_entry(raw, self.kiosk_keys))
        except ProtocolError:
            return Taken.DAMAGED if self._is_ours(raw) else Taken.FOREIGN
        sql = "UPDATE entries SET sources = sources | ? WHERE content = ?"
        if self._connection.execute(sql, (_BITS[source], content)).rowcount:
            return Taken.TAKEN  # the same entry under its other signature
        entry = it.entry
        coins = sum(entry.amounts.values()) if entry.kind in DEBITS else 0
        trusted = entry.clock is ClockState.TRUSTED
        place = (it.hash, content, entry.ledger, it.seq, entry.previous, it.id, entry.time, trusted)
        follows = None if entry.opening is None else entry.opening.previous_ledger
        self._connection.execute(sql_of.ADD_ENTRY, (*place, coins, _BITS[source], raw, follows))
        for hash_ in {party.evidence_hash for party in entry.parties}:
            self._connection.execute("INSERT INTO shown VALUES (?, ?)", (it.hash, hash_))
        return Taken.TAKEN

    def _is_ours(self, raw: bytes) -> bool:
        return any(kid in raw for kid in self.kiosk_keys)

    def _rename(self, old: bytes, new: bytes, raw: bytes) -> None:
        with mapped(self._path):
            sql = "UPDATE entries SET hash = ?, raw = ? WHERE hash = ?"
            self._connection.execute(sql, (new, raw, old))
            self._connection.execute("UPDATE shown SET entry = ? WHERE entry = ?", (new, old))

    def _codes(self, entry: bytes) -> dict[bytes, bytes]:
        """The codes that the entry with this hash names, as far as they were found."""
        sql = "SELECT hash, bytes FROM codes JOIN shown ON code = hash WHERE entry = ?"
        return dict(self._rows(sql, entry))

    def _number(self, sql: str, *parameters: int) -> int:
        ((number,),) = self._rows(sql, *parameters)
        return int(number)

    def _rows(self, sql: str, *parameters: int | bytes) -> Iterator[tuple]:  # type: ignore[type-arg] # as the SQL says
        with mapped(self._path), closing(self._connection.execute(sql, parameters)) as cursor:
            yield from cursor
