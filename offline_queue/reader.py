"""Questions to a ledger: counts, what is unsent, what is owed to a resident. Nothing is written.

The sync thread, the doctor and tools have a `LedgerReader` of their own: SQLite lets them read the
last committed state while the ledger's thread writes. Each question takes time by what it asks
about (what is unsent, one resident), not by the age of the ledger: ``head`` keeps marks below
which nothing is open. What this kiosk did in ledgers before this one counts too (see `earlier`).
"""

import sqlite3
from pathlib import Path
from typing import Final, Self

from offline_queue.codes import kind_words, used_by
from offline_queue.database import Session, connect_to_read
from offline_queue.earlier import Earlier
from offline_queue.errors import Corrupt
from offline_queue.former import ring_in
from offline_queue.older_files import stand_in
from offline_queue.records import DEBITS, DONE, OWING, Counts, Recorded, Unfulfilled, Unsent
from offline_queue.schema import read_identity, require_ledger
from offline_queue.tallies import MAX_OWN, Counted, TallyQuestions
from offline_queue.unsent import unsent_run
from protocol.entry import read_entry
from protocol.errors import ProtocolError
from protocol.keys import PublicKey
from protocol.messages import MAX_VOIDED

MAX_UNFULFILLED: Final = 50
"""More than staff could ever hand out at once."""


_UNANSWERED: Final = """
    entries.seq >= (SELECT receipted FROM head)
    AND NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.seq = entries.seq)
"""
_UNSENT_COINS: Final = f"""
    SELECT (SELECT coalesce(sum(coins), 0) FROM entries
            WHERE kind IN ({kind_words(DEBITS)}) AND {_UNANSWERED})
    + (SELECT coalesce(sum(coins), 0) FROM earlier
       WHERE kind IN ({kind_words(DEBITS)}) AND number >= (SELECT receipted FROM earlier_marks)
       AND NOT EXISTS (SELECT 1 FROM earlier_receipts WHERE number = earlier.number)) AS coins
"""  # noqa: S608 - the only parts put in are this module's own words
_VOIDED: Final = f"""
    SELECT id FROM entries WHERE kind = 'void' AND {_UNANSWERED}
    AND EXISTS (SELECT 1 FROM intents WHERE intents.id = entries.id)
    ORDER BY seq DESC LIMIT ?
"""  # noqa: S608 - as above
_FROM_SLICE: Final = """
    SELECT (SELECT coalesce(sum(from_slice), 0) FROM entries WHERE cti = ?1 AND from_slice > 0)
    + (SELECT coalesce(sum(from_slice), 0) FROM earlier WHERE cti = ?1 AND from_slice > 0)
    + (SELECT coalesce(sum(amount), 0) FROM intents
       WHERE number >= (SELECT settled_intents FROM head) AND cti = ?1 AND id IS NOT ?2
       AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.id = intents.id)) AS coins
"""
_DELIVERED: Final = f"""
    later.ref = spend.id
    AND (later.kind = 'reverse' OR (later.kind = 'fulfil' AND later.result = '{DONE}'))
"""
_OWED: Final = f"""
    SELECT raw, cti, time_s, seq FROM entries AS spend WHERE {{which}}{{owing}}
    AND NOT EXISTS (SELECT 1 FROM entries AS later WHERE {_DELIVERED})
    UNION ALL
    SELECT raw, cti, time_s, seq FROM earlier AS spend WHERE {{which}}{{owing}}
    AND NOT EXISTS (SELECT 1 FROM entries AS later WHERE {_DELIVERED})
    AND NOT EXISTS (SELECT 1 FROM earlier AS later WHERE {_DELIVERED})
"""  # noqa: S608 - as above
_OLDEST: Final = "ORDER BY time_s, seq LIMIT ?2"
_NEWEST: Final = "ORDER BY time_s DESC, seq DESC LIMIT ?2"
_OWING: Final = f" AND kind IN ({kind_words(OWING)})"
_OWED_TO_ONE: Final = _OWED.format(which="time_s >= ?1 AND cti = ?3", owing=_OWING) + _OLDEST
_OWED_TO_ALL: Final = _OWED.format(which="time_s >= ?1", owing=_OWING)
_IS_OWED: Final = _OWED.format(which="id = ?1", owing="")  # of any kind
_GIVEN_UP: Final = """
    SELECT 1 FROM entries WHERE ref = ?1 AND kind = 'void' UNION ALL
    SELECT 1 FROM earlier WHERE ref = ?1 AND kind = 'void' LIMIT 1
"""
_BY_ID: Final = """
    SELECT raw FROM entries WHERE id = ?1 UNION ALL SELECT raw FROM earlier WHERE id = ?1 LIMIT 1
"""


class Questions(TallyQuestions):
    """What can be asked of an open ledger. Each question raises `LedgerError`."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        with session.reading() as connection:
            self._identity = read_identity(connection, session.path)
            self._keys = ring_in(connection, self._identity.public_key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
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
        """The ledger's random name, 8 bytes."""
        return self._identity.name

    @property
    def public_key(self) -> PublicKey:
        """The kiosk's key, which signed every entry."""
        return self._identity.public_key

    @property
    def earlier(self) -> Earlier:
        """What is known of the ledgers before this one."""
        return Earlier(self._session)

    def counts(self) -> Counts:
        """Entries recorded and entries confirmed."""
        (row,) = self._session.query("SELECT size, receipts FROM head")
        return Counts(row["size"], row["receipts"])

    def receipted(self) -> int:
        """Every entry below this seq has its receipt."""
        (row,) = self._session.query("SELECT receipted FROM head")
        return int(row["receipted"])

    def confirmed_end(self) -> int:
        """One more than the last seq with a receipt: so much the node has known at least.

        Entries below may lack theirs: those that it would not take.
        """
        (row,) = self._session.query("SELECT coalesce(max(seq) + 1, 0) AS after FROM receipts")
        return int(row["after"])

    def hash_at(self, seq: int) -> bytes | None:
        """The hash of the entry at ``seq``, or None if there is no such entry yet."""
        rows = self._session.query("SELECT hash FROM entries WHERE seq = ?", (seq,))
        return rows[0]["hash"] if rows else None

    def last_node_time(self) -> int:
        """The latest time that the node has signed, epoch seconds; 0 if it never has."""
        (row,) = self._session.query("SELECT node_s FROM head")
        return int(row["node_s"])

    def floor_s(self) -> int:
        """The earliest that it can be now, epoch seconds: the floor for `clock.judge`."""
        sql = "SELECT max(node_s, trusted_s, floor_s) AS floor_s FROM head, earlier_marks"
        (row,) = self._session.query(sql)
        return int(row["floor_s"])

    def last_trusted_s(self) -> int:
        """The latest time that is known for sure, epoch seconds; 0 for none.

        Of the last entry with a trusted clock, or signed by the node: what `floor_s` is made of.
        """
        return self.floor_s()

    def is_used(self, cti: bytes, counter: bytes) -> bool:
        """Whether this shown code has served a visit here."""
        with self._session.reading() as connection:
            return used_by(connection, cti, counter) is not None

    def is_given_up(self, entry_id: bytes) -> bool:
        """Whether a `void` here, or in a ledger before, names this id as one without entry."""
        with self._session.reading() as connection:
            return connection.execute(_GIVEN_UP, (entry_id,)).fetchone() is not None

    def slice_used(self, cti: bytes, besides: bytes | None = None) -> int:
        """Coins taken from the slice of ``cti`` in this ledger and those before it, ever.

        An intent without its entry counts with its whole amount: the node may have taken it all.
        ``besides`` is the id of the asking visit's own intent, which is left out.
        """
        (row,) = self._session.query(_FROM_SLICE, (cti, besides))
        return int(row["coins"])

    def unsent_coins(self) -> int:
        """Coins spent or donated in entries that have no receipt."""
        (row,) = self._session.query(_UNSENT_COINS)
        return int(row["coins"])

    def voided_without_receipt(self) -> tuple[bytes, ...]:
        """Ids of voided intents, newest first, that the node may not know of."""
        return tuple(row["id"] for row in self._session.query(_VOIDED, (MAX_VOIDED,)))

    def unfulfilled(
        self, cti: bytes | None = None, since_s: int = 0, *, newest: bool = False
    ) -> tuple[Unfulfilled, ...]:
        """What is owed: an entry of a kind that hands over without a `fulfil` that is done.

        For one resident's code, oldest first, or for all since ``since_s`` (epoch seconds), oldest
        or ``newest`` first: `MAX_UNFULFILLED` of them. What is reversed is owed no more.
        """
        if cti is None:
            all_ = _OWED_TO_ALL + (_NEWEST if newest else _OLDEST)
            rows = self._session.query(all_, (since_s, MAX_UNFULFILLED))
        else:
            rows = self._session.query(_OWED_TO_ONE, (since_s, MAX_UNFULFILLED, cti))
        found = ((self._read(row["raw"]), row["cti"]) for row in rows)
        return tuple(
            Unfulfilled(it.seq, it.id, it.entry.time, owed_to, it.entry, it.raw)
            for it, owed_to in found
        )

    def is_owed(self, entry_id: bytes) -> bool:
        """Whether this entry, of any kind, has not been handed over, nor reversed."""
        return bool(self._session.query(_IS_OWED, (entry_id,)))

    def find(self, entry_id: bytes) -> Recorded | None:
        """The entry with this id."""
        rows = self._session.query(_BY_ID, (entry_id,))
        return self._read(rows[0]["raw"]) if rows else None

    def own(self, counted: Counted, most: int = MAX_OWN) -> tuple[Recorded, ...]:
        """Entries of a person of which nothing was given back, newest first, ``most`` of them."""
        return tuple(self._read(raw) for raw in self.own_raws(counted, most))

    def unsent(
        self, limit: int, max_bytes: int, from_seq: int = 0, again: bool = False
    ) -> tuple[Unsent, ...]:
        """The first run of entries without receipt from ``from_seq`` on, in order, without a gap.

        At most ``limit`` entries and ``max_bytes`` of entries and evidence, but always at least
        one if there is one. ``again``: also those with a receipt, for a node that lost data.
        One that can't be read is in it too and not `Unsent.intact`.
        """
        return unsent_run(self._session, limit, max_bytes, from_seq, again=again)

    def _read(self, raw: bytes) -> Recorded:
        if not isinstance(raw, bytes):  # SQLite does not look at types when it reads
            raise Corrupt(self._session.path, "an entry of this ledger is no bytes")
        try:
            return Recorded.of(read_entry(raw, self._keys))
        except ProtocolError as exc:
            detail = f"an entry of this ledger does not verify: {exc.reason}"
            raise Corrupt(self._session.path, detail) from exc


class LedgerReader(Questions):
    """A read-only view of a ledger, for the one thread that opens it."""

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a ledger that exists, also while another thread or process writes to it.

        Raises `LedgerError`: `CannotOpen`, `NotALedger`, `NewerSchema`, ...
        """
        return cls(Session(path, connect_to_read, lambda it: _require(it, path)))


def _require(connection: sqlite3.Connection, path: Path) -> None:
    stand_in(connection, require_ledger(connection, path))
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
