"""The rows of one kiosk's ledger: its size and head, its entries by place, holes and forks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, update

from central_node import schema
from central_node.chain import Chain
from central_node.errors import Refused
from central_node.lives import risk_of_ledgers_before
from central_node.readings import Reading
from protocol.entry import GENESIS
from protocol.messages import LostRange
from protocol.problems import ProblemType

MAX_KIOSK_LEDGERS = 1000
"""Of one kiosk: it begins one when it loses a disk, and 1000 is one a day for almost three years.
Each opening is judged by all of them under the write lock, in some milliseconds at most."""

_OF_LEDGER: BindParameter[int] = bindparam("of_ledger")
_SEQS: BindParameter[list[int]] = bindparam("seqs", expanding=True)
_LEDGER = select(schema.ledger).where(
    schema.ledger.c.kid == bindparam("of_kid"), schema.ledger.c.name == bindparam("of_name")
)
_HOW_MANY = select(func.count()).where(schema.ledger.c.kiosk == bindparam("of_kiosk"))
_MOVE = (
    update(schema.ledger)
    .where(schema.ledger.c.number == _OF_LEDGER)
    .values(size=bindparam("to_size"), head=bindparam("to_head"), trusted=bindparam("to_trusted"))
)
_SAY_BEFORE = (
    update(schema.ledger)
    .where(schema.ledger.c.number == _OF_LEDGER)
    .values(before=bindparam("named"))
)
_AT = select(schema.entry.c.seq, schema.entry.c.hash, schema.entry.c.receipt).where(
    schema.entry.c.ledger == _OF_LEDGER, schema.entry.c.seq.in_(_SEQS)
)
_HOLES = select(schema.hole.c.seq, schema.hole.c.named).where(
    schema.hole.c.ledger == _OF_LEDGER, schema.hole.c.seq.in_(_SEQS)
)
_FORKS = select(schema.fork.c.seq).where(
    schema.fork.c.ledger == _OF_LEDGER, schema.fork.c.seq.in_(_SEQS)
)
_BEFORE = select(schema.entry.c.ledger, schema.entry.c.hash, schema.entry.c.receipt).where(
    # By hash alone: given the ledger too, SQLite would rather read through all of that.
    schema.entry.c.hash.in_(bindparam("hashes", expanding=True))
)
_NAME = (
    update(schema.hole)
    .where(schema.hole.c.ledger == _OF_LEDGER, schema.hole.c.seq == bindparam("at_seq"))
    .values(named=bindparam("hash"))
)
_ADD = insert(schema.ledger)
_ADD_HOLES, _ADD_FORKS = insert(schema.hole), insert(schema.fork)


def receipts_of(
    connection: Connection, kid: bytes, name: bytes, hashes: Sequence[bytes]
) -> dict[bytes, bytes]:
    """Receipts, by hash, of bytes that were taken before, as they were first signed."""
    if not hashes:
        return {}
    ledger = connection.execute(_LEDGER, {"of_kid": kid, "of_name": name}).one_or_none()
    if ledger is None:
        return {}
    rows = connection.execute(_BEFORE, {"hashes": hashes})
    return {row.hash: row.receipt for row in rows if row.ledger == ledger.number}


@dataclass
class LedgerRows:
    """One ledger inside one transaction; ``number`` is None until it has its row."""

    connection: Connection
    kiosk: int
    kid: bytes
    name: bytes
    number: int | None = None
    size: int = 0
    head: bytes = GENESIS
    trusted: int | None = None

    @classmethod
    def find(cls, connection: Connection, kiosk: int, kid: bytes, name: bytes) -> Self:
        """By key and name: nobody can take a name away from the kiosk that will use it."""
        row = connection.execute(_LEDGER, {"of_kid": kid, "of_name": name}).one_or_none()
        if row is None:
            return cls(connection, kiosk, kid, name)
        return cls(connection, kiosk, kid, name, row.number, row.size, row.head, row.trusted)

    def chain(self, readings: Iterable[Reading], lost: tuple[LostRange, ...]) -> Chain:
        """The chain as far as it is about these."""
        chain = Chain(self.name, self.size, self.head, lost)
        known = {one.seq for one in readings if one.seq < self.size}
        if known:
            around = known | {seq - 1 for seq in known}
            chain.hashes = {seq: hash_ for seq, (hash_, _) in self._at(around).items()}
            chain.holes = self._holes(around - set(chain.hashes))
        return chain

    def receipts(self, seqs: Collection[int]) -> dict[int, bytes]:
        """The receipts of entries at these places."""
        return {seq: receipt for seq, (_, receipt) in self._at(seqs).items()}

    def open(self, taken: Iterable[Reading]) -> int:
        """The ledger's number; its row is made with its first entries, before they are booked.

        Raises Refused for too many: the whole request, since entries refused one by one would count
        as damaged at the kiosk.
        """
        if self.number is None:
            self._require_room()
            row = {
                "kid": self.kid,
                "name": self.name,
                "kiosk": self.kiosk,
                "size": 0,
                "head": GENESIS,
                "risk": self._risk(taken),
            }
            made = self.connection.execute(insert(schema.ledger).values(row))
            self.number = schema.number_of(made)
        return self.number

    def _risk(self, taken: Iterable[Reading]) -> int | None:
        openings = (reading.opening for reading in taken)
        opening = next((one for one in openings if one is not None), None)
        risk = risk_of_ledgers_before(self.connection, self.kiosk, opening)
        return None if risk is None else risk.units

    def _require_room(self) -> None:
        known = self.connection.execute(_HOW_MANY, {"of_kiosk": self.kiosk}).scalar_one()
        if known >= MAX_KIOSK_LEDGERS:
            detail = f"This kiosk has begun {known} ledgers; the node keeps no more of it."
            raise Refused(ProblemType.TOO_LARGE, "too-many-ledgers", detail)

    def write(self, chain: Chain, trusted: int | None, now: int) -> None:
        """Write what placing entries brought: forks, holes, the ledger before, size and head.

        ``trusted`` is the latest time in the ledger that a good clock told.
        """
        if chain.forks:
            self._keep_forks(chain.forks, now)
        self._write_holes(chain, now)
        for opening in (reading.opening for reading in chain.taken):
            if opening is not None and opening.previous_ledger is not None:
                named = {"of_ledger": self.number, "named": opening.previous_ledger}
                self.connection.execute(_SAY_BEFORE, named)
        if chain.size != self.size:
            moved = {"to_size": chain.size, "to_head": chain.head, "to_trusted": trusted}
            self.connection.execute(_MOVE, {"of_ledger": self.number, **moved})

    def _keep_forks(self, forks: Mapping[int, bytes], now: int) -> None:
        """One proof for each place: a second would only fill the disk."""
        asked = {"of_ledger": self.number, "seqs": sorted(forks)}
        known = set(self.connection.execute(_FORKS, asked).scalars())
        rows = [
            {"ledger": self.number, "seq": seq, "raw": raw, "received": now}
            for seq, raw in sorted(forks.items())
            if seq not in known
        ]
        if rows:
            self.connection.execute(_ADD_FORKS, rows)

    def _write_holes(self, chain: Chain, now: int) -> None:
        """New holes, and the hash of each that an entry has named as its predecessor."""
        new = [
            {"ledger": self.number, "seq": seq, "named": named, "told": now}
            for seq, named in sorted(chain.new_holes.items())
        ]
        if new:
            self.connection.execute(_ADD_HOLES, new)
        named = [
            {"of_ledger": self.number, "at_seq": seq, "hash": hash_}
            for seq, hash_ in sorted(chain.named.items())
        ]
        if named:
            self.connection.execute(_NAME, named)

    def _at(self, seqs: Collection[int]) -> dict[int, tuple[bytes, bytes]]:
        """Hash and receipt of the entries at these places."""
        if self.number is None or not seqs:
            return {}
        asked = {"of_ledger": self.number, "seqs": sorted(seqs)}
        return {row.seq: (row.hash, row.receipt) for row in self.connection.execute(_AT, asked)}

    def _holes(self, seqs: Collection[int]) -> dict[int, bytes | None]:
        """What names the holes at these places; only where there is no entry."""
        if not seqs:
            return {}
        asked = {"of_ledger": self.number, "seqs": sorted(seqs)}
        return {row.seq: row.named for row in self.connection.execute(_HOLES, asked)}
