"""What a ledger file holds, row by row, to be put into another one. Nothing is written.

A `KeptReader` gives entries with the evidence and the receipt that lie beside them, exactly as
they are kept, and says nothing about whether they are any good: whoever takes them in checks them
(`replica`). So a damaged or foreign file can be read as far as it goes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final, Self

from offline_queue.database import Session
from offline_queue.errors import BrokenRule, Corrupt
from offline_queue.pins import VERIFIER_BYTES
from offline_queue.reader import LedgerReader
from offline_queue.schema import Identity
from protocol.code import MAX_CODE_BYTES
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.entry import GENESIS
from protocol.errors import BadKey
from protocol.keys import Algorithm, KeyRing, PublicKey, key_ring

MAX_NODE_KEYS: Final = 64
"""Keys of the node that are read from a file; one a year is many."""

NO_CODES: Final = 2**63 - 1
"""The largest number that SQLite counts to: nothing lies at or above it."""

_ENTRIES: Final = f"""
    SELECT entries.seq AS seq, entries.raw AS raw, receipts.raw AS receipt, pins.verifier
    FROM entries LEFT JOIN receipts ON receipts.seq = entries.seq
    AND typeof(receipts.raw) = 'blob'
    AND length(receipts.raw) <= {MAX_MESSAGE_BYTES[MessageType.RECEIPT]}
    LEFT JOIN pins ON pins.seq = entries.seq AND typeof(pins.verifier) = 'blob'
    AND length(pins.verifier) = {VERIFIER_BYTES}
    WHERE entries.seq >= ? AND typeof(entries.raw) = 'blob'
    AND length(entries.raw) <= {MAX_MESSAGE_BYTES[MessageType.ENTRY]}
    ORDER BY entries.seq LIMIT ?
"""  # noqa: S608 - the only parts put in are the protocol's own limits
_EVIDENCE: Final = f"""
    SELECT seq, bytes FROM evidence
    WHERE seq BETWEEN ? AND ? AND typeof(bytes) = 'blob' AND length(bytes) <= {MAX_CODE_BYTES}
    ORDER BY seq, hash
"""  # noqa: S608 - as above
_RECEIPTS: Final = f"""
    SELECT seq, raw FROM receipts
    WHERE seq >= ? AND typeof(raw) = 'blob'
    AND length(raw) <= {MAX_MESSAGE_BYTES[MessageType.RECEIPT]}
    ORDER BY seq LIMIT ?
"""  # noqa: S608 - as above
_INTENTS: Final = """
    SELECT number, id, time_s, evidence_hash, order_hash, amount, cti, counter, scheme_version,
        bundle_version
    FROM intents WHERE number >= ? ORDER BY number LIMIT ?
"""

_EARLIER: Final = f"""
    SELECT earlier.number, earlier.raw, earlier_receipts.raw, NULL
    FROM earlier LEFT JOIN earlier_receipts ON earlier_receipts.number = earlier.number
    AND typeof(earlier_receipts.raw) = 'blob'
    AND length(earlier_receipts.raw) <= {MAX_MESSAGE_BYTES[MessageType.RECEIPT]}
    WHERE earlier.number >= ? AND typeof(earlier.raw) = 'blob'
    AND length(earlier.raw) <= {MAX_MESSAGE_BYTES[MessageType.ENTRY]}
    ORDER BY earlier.number LIMIT ?
"""  # noqa: S608 - as above
_EARLIER_EVIDENCE: Final = f"""
    SELECT number, bytes FROM earlier_evidence
    WHERE number BETWEEN ? AND ? AND typeof(bytes) = 'blob' AND length(bytes) <= {MAX_CODE_BYTES}
    ORDER BY number, hash
"""  # noqa: S608 - as above
_NODE_KEYS: Final = f"SELECT algorithm, public_key FROM receipt_keys LIMIT {MAX_NODE_KEYS}"  # noqa: S608 - as above
_MARKS: Final = f"""
    SELECT head.*, (SELECT coalesce(max(seq) + 1, 0) FROM receipts) AS receipts_end,
        (SELECT coalesce(max(number) + 1, 0) FROM intents) AS intents_end,
        (SELECT coalesce(max(number) + 1, 0) FROM earlier) AS earlier_end,
        earlier_marks.receipted AS earlier_receipted, earlier_marks.floor_s AS earlier_floor_s,
        (SELECT coalesce(min(number), {NO_CODES}) FROM earlier_evidence) AS earlier_codes_from
    FROM head, earlier_marks
"""  # noqa: S608 - as above


@dataclass(frozen=True)
class Kept:
    """An entry as somebody keeps it: its signed bytes, what evidence there still is, its receipt.

    ``receipt`` is what lies beside it, unchecked. ``verifier``: of the PIN that it sets.
    """

    raw: bytes
    evidence: tuple[bytes, ...] = ()
    receipt: bytes | None = None
    verifier: bytes | None = None


@dataclass(frozen=True)
class KeptIntent:
    """An intent as its file keeps it; ``number`` is its place in that file."""

    number: int
    id: bytes
    time_s: int
    evidence_hash: bytes
    order_hash: bytes
    amount: int
    cti: bytes
    counter: bytes | None
    scheme_version: int
    bundle_version: int


@dataclass(frozen=True)
class Marks:
    """How far a file is: entries, hash of the newest, receipts, and the marks of its ``head``.

    ``receipted``: every entry below has its receipt. ``receipts_end``: the place after the last
    entry that has one. ``intents_end``: the number after the last one. ``erased``: evidence below
    is gone. ``earlier_end`` and ``earlier_receipted``: the number after the last entry of earlier
    ledgers, and the one below which each of them has its receipt. ``earlier_floor_s``: how late it
    was then at least, epoch seconds. ``earlier_codes_from``: evidence of those below is gone.
    """

    size: int = 0
    head: bytes = GENESIS
    node_s: int = 0
    receipts: int = 0
    receipted: int = 0
    receipts_end: int = 0
    intents_end: int = 0
    erased: int = 0
    earlier_end: int = 0
    earlier_receipted: int = 0
    earlier_floor_s: int = 0
    earlier_codes_from: int = NO_CODES

    @classmethod
    def read(cls, session: Session) -> Self:
        """The marks as the transaction under way sees them; all nothing before the first entry."""
        cursor = session.execute(_MARKS)
        row = cursor.fetchone()
        if row is None:
            return cls()
        said = dict(zip((column[0] for column in cursor.description), row, strict=True))
        names = [it.name for it in fields(cls) if it.name not in ("head", "erased")]
        return cls(
            head=said["hash"], erased=said.get("erased", 0), **{it: said[it] for it in names}
        )


class KeptReader(LedgerReader):
    """Reads what a ledger file holds. For the one thread that opens it; raises `LedgerError`.

    A file whose tables are not what its version says is `Corrupt`: it may be anybody's.
    """

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a ledger that exists. Raises `CannotOpen`, `NotALedger`, `Corrupt`, ..."""
        with _distrusting(path):
            return super().open(path)

    @property
    def identity(self) -> Identity:
        """Whose ledger it says it is."""
        return self._identity

    def marks(self) -> Marks:
        """How far it is, as its head says."""
        with _distrusting(self.path), self._session.reading():
            return Marks.read(self._session)

    def hash_at(self, seq: int) -> bytes | None:
        """The hash that is kept for the entry at ``seq``, None where there is none."""
        with _distrusting(self.path):
            return super().hash_at(seq)

    def entries(self, from_seq: int, limit: int) -> tuple[Kept, ...]:
        """At most ``limit`` entries from ``from_seq`` on, in the order of their places."""
        return tuple(it for _, it in self._kept(_ENTRIES, _EVIDENCE, from_seq, limit))

    def earlier_entries(self, from_number: int, limit: int) -> tuple[tuple[int, Kept], ...]:
        """Entries of ledgers before this one by their numbers, from ``from_number`` on."""
        return self._kept(_EARLIER, _EARLIER_EVIDENCE, from_number, limit)

    def earlier_ledgers(self) -> tuple[bytes, ...]:
        """The names of the ledgers before this one of which entries are kept. `LedgerError`."""
        sql = "SELECT DISTINCT ledger FROM earlier WHERE typeof(ledger) = 'blob'"
        return tuple(row["ledger"] for row in self._session.query(sql))

    def _kept(
        self, entries: str, evidence: str, first: int, limit: int
    ) -> tuple[tuple[int, Kept], ...]:
        with _distrusting(self.path), self._session.reading() as connection:
            rows = connection.execute(entries, (first, limit)).fetchall()
            ends = (rows[0][0], rows[-1][0]) if rows else (0, -1)
            pieces = connection.execute(evidence, ends).fetchall()
        beside: dict[int, list[bytes]] = {}
        for at, piece in pieces:
            beside.setdefault(at, []).append(piece)
        return tuple(
            (at, Kept(raw, tuple(beside.get(at, ())), *further)) for at, raw, *further in rows
        )

    def receipts(self, from_seq: int, limit: int) -> tuple[tuple[int, bytes], ...]:
        """Receipts from ``from_seq`` on: the place they lie at and their bytes."""
        with _distrusting(self.path), self._session.reading() as connection:
            return tuple(connection.execute(_RECEIPTS, (from_seq, limit)).fetchall())

    def intents(self, from_number: int, limit: int) -> tuple[KeptIntent, ...]:
        """Intents from ``from_number`` on, in their order."""
        with _distrusting(self.path), self._session.reading() as connection:
            rows = connection.execute(_INTENTS, (from_number, limit)).fetchall()
        return tuple(KeptIntent(*row) for row in rows)

    def node_keys(self) -> KeyRing:
        """The node's keys that the file kept. They prove no more than the file itself does."""
        with _distrusting(self.path), self._session.reading() as connection:
            rows = connection.execute(_NODE_KEYS).fetchall()
        return key_ring(*(key for row in rows if (key := _key_of(*row)) is not None))


@contextmanager
def _distrusting(path: Path) -> Iterator[None]:
    """What would be our bug in a file of ours is damage in one that may be anybody's."""
    try:
        yield
    except BrokenRule as exc:
        raise Corrupt(path, str(exc)) from exc


def _key_of(algorithm: int, raw: bytes) -> PublicKey | None:
    try:
        return PublicKey(Algorithm(algorithm), raw)
    except (BadKey, ValueError):
        return None
