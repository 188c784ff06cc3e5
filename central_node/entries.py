"""Takes entries of kiosk ledgers: each is checked, booked once, and answered by its own receipt.

Everything that stands in the way of an entry is one of three things. Bytes that are not signed by
this kiosk, or do not fit the chain, are refused by name and change nothing; the answer says what
the node knows, and the kiosk sends from there. A second signed entry at one place proves a fork: it
is kept as such and answered by the receipt of the entry that has the place, so that the kiosk has
its proof too. All else is in the chain for good: it is booked, voided, noted or flagged, and never
stands in the way of the next.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, select, update

from central_node import schema
from central_node.bookings import Bookkeeper, Plan
from central_node.district import District
from protocol import cbor, cose, shape
from protocol.cose import MessageType
from protocol.entry import GENESIS, Entry, entry_hash, read_entry
from protocol.errors import BadShape, ProtocolError
from protocol.keys import KeyRing, PublicKey, key_ring
from protocol.messages import EntriesAnswer, EntriesRequest, EntryItem, Refusal
from protocol.receipt import HASH_BYTES, LEDGER_BYTES, Receipt, sign_receipt

_LEDGER, _SEQ, _PREVIOUS = 1, 2, 3  # the fields of an entry that make the chain, in every version
_RECEIPTS = select(schema.entry.c.hash, schema.entry.c.receipt).where(
    schema.entry.c.ledger == bindparam("of_ledger"),
    schema.entry.c.hash.in_(bindparam("hashes", expanding=True)),
)
_LEDGER_ROW = select(schema.ledger).where(
    schema.ledger.c.kid == bindparam("of_kid"), schema.ledger.c.name == bindparam("of_name")
)
_ENTRY, _EVIDENCE = insert(schema.entry), insert(schema.evidence)


class NotTaken(StrEnum):
    """Why a signed entry is not taken, besides the protocol's own reasons."""

    WRONG_LEDGER = "wrong-ledger"
    GAP = "gap"
    OTHER_HISTORY = "other-history"  # its predecessor is not the entry that the node has


@dataclass(frozen=True)
class _Link:
    """An entry's place in its chain; ``entry`` is None where this version cannot read the rest."""

    ledger: bytes
    seq: int
    previous: bytes
    entry: Entry | None


@dataclass
class _Ledger:
    """What the node knows of one ledger, moving on through a batch."""

    number: int | None
    name: bytes
    size: int
    head: bytes


class EntryDesk:
    """Answers one kiosk's batch inside one transaction."""

    def __init__(
        self, connection: Connection, district: District, kiosk: int, key: PublicKey
    ) -> None:
        self._connection = connection
        self._district = district
        self._kiosk = kiosk
        self._key = key
        self._ring: KeyRing = key_ring(key)
        self._books = Bookkeeper(connection, district, kiosk)

    def answer(self, request: EntriesRequest, now: int) -> EntriesAnswer:
        """One receipt or refusal for each item, and what the node knows of the ledger then."""
        ledger = self._find_ledger(request.ledger)
        size = ledger.size
        before = self._receipts_of(ledger, request.items)
        receipts = tuple(self._take(ledger, item, before, now) for item in request.items)
        if ledger.number is not None and ledger.size != size:
            row = update(schema.ledger).where(schema.ledger.c.number == ledger.number)
            self._connection.execute(row.values(size=ledger.size, head=ledger.head))
        return EntriesAnswer(receipts, ledger.size, ledger.head if ledger.size else None)

    def _take(
        self, ledger: _Ledger, item: EntryItem, before: dict[bytes, bytes], now: int
    ) -> bytes | Refusal:
        digest = entry_hash(item.entry)
        if digest in before:
            return before[digest]
        try:
            link = _read_link(item.entry, self._ring)
        except ProtocolError as exc:
            return Refusal(exc.reason)
        if link.ledger != ledger.name:
            return Refusal(NotTaken.WRONG_LEDGER)
        if link.seq < ledger.size:
            return self._keep_fork(ledger, link.seq, item.entry, now)
        if link.seq > ledger.size:
            return Refusal(NotTaken.GAP)
        if link.previous != ledger.head:
            return Refusal(NotTaken.OTHER_HISTORY)
        before[digest] = self._append(ledger, link, item, digest, now)
        return before[digest]

    def _append(
        self, ledger: _Ledger, link: _Link, item: EntryItem, digest: bytes, now: int
    ) -> bytes:
        """Store, book and acknowledge an entry that is next in the chain."""
        plan = self._books.plan(link.entry, item.evidence)
        receipt = self._receipt(link, digest, plan, now)
        ledger.number = ledger.number or self._open_ledger(ledger.name)
        row = _row(ledger.number, link, item.entry, digest, plan, receipt, now)
        number = schema.number_of(self._connection.execute(_ENTRY, row))
        self._keep_evidence(number, link.entry, item.evidence)
        self._books.book(plan, link.entry.id if link.entry else None, number)
        ledger.size, ledger.head = ledger.size + 1, digest
        return receipt

    def _receipt(self, link: _Link, digest: bytes, plan: Plan, now: int) -> bytes:
        booking = plan.booking
        receipt = Receipt(
            ledger=link.ledger,
            seq=link.seq,
            entry_hash=digest,
            outcome=booking.outcome,
            bearer=booking.bearer,
            time=now,
            flag=booking.flag,
        )
        return sign_receipt(self._district.receipt_signer, receipt)

    def _find_ledger(self, name: bytes) -> _Ledger:
        """By key and name: nobody can take a name away from the kiosk that will use it."""
        asked = {"of_kid": self._key.kid, "of_name": name}
        row = self._connection.execute(_LEDGER_ROW, asked).one_or_none()
        if row is None:
            return _Ledger(None, name, 0, GENESIS)
        return _Ledger(row.number, name, row.size, row.head)

    def _open_ledger(self, name: bytes) -> int:
        row = {"kid": self._key.kid, "name": name, "kiosk": self._kiosk, "size": 0, "head": GENESIS}
        return schema.number_of(self._connection.execute(insert(schema.ledger).values(row)))

    def _receipts_of(self, ledger: _Ledger, items: Sequence[EntryItem]) -> dict[bytes, bytes]:
        """Receipts, by hash, of bytes that were taken before: the very same, forever."""
        if ledger.number is None:
            return {}
        hashes = {"of_ledger": ledger.number, "hashes": [entry_hash(i.entry) for i in items]}
        return {row.hash: row.receipt for row in self._connection.execute(_RECEIPTS, hashes)}

    def _keep_fork(self, ledger: _Ledger, seq: int, raw: bytes, now: int) -> bytes:
        """Keep the proof of a fork, one for each place; the receipt of the entry that is there."""
        place = {"ledger": ledger.number, "seq": seq}
        known = select(schema.fork.c.seq).filter_by(**place)
        if self._connection.execute(known).first() is None:
            self._connection.execute(insert(schema.fork).values(**place, raw=raw, received=now))
        there = select(schema.entry.c.receipt).filter_by(**place)
        return bytes(self._connection.execute(there).scalar_one())

    def _keep_evidence(self, number: int, entry: Entry | None, evidence: Sequence[bytes]) -> None:
        """Only codes that the signed entry names are kept; nobody's disk is filled with others."""
        named = {party.evidence_hash for party in entry.parties} if entry else set()
        codes = [code for code in evidence if hashlib.sha256(code).digest() in named]
        rows = [{"entry": number, "position": at, "bytes": code} for at, code in enumerate(codes)]
        if rows:
            self._connection.execute(_EVIDENCE, rows)


def _read_link(raw: bytes, ring: KeyRing) -> _Link:
    """A signed entry's place, even where a newer kiosk wrote fields that we do not know.

    Raises ProtocolError for bytes that this kiosk did not sign or that name no place.
    """
    try:
        entry = read_entry(raw, ring).entry
    except BadShape:
        return _bare_link(cose.verify1(raw, MessageType.ENTRY, ring).payload)
    return _Link(entry.ledger, entry.seq, entry.previous, entry)


def _bare_link(payload: bytes) -> _Link:
    body = cbor.decode(payload)
    if not isinstance(body, Mapping):
        raise BadShape("not a map")
    return _Link(
        ledger=shape.octets(body.get(_LEDGER), LEDGER_BYTES),
        seq=shape.whole(body.get(_SEQ)),
        previous=shape.octets(body.get(_PREVIOUS), HASH_BYTES),
        entry=None,
    )


def _row(
    ledger: int, link: _Link, raw: bytes, digest: bytes, plan: Plan, receipt: bytes, now: int
) -> dict[str, object]:
    entry, booking, payer = link.entry, plan.booking, plan.payer
    return {
        "ledger": ledger,
        "seq": link.seq,
        "hash": digest,
        "id": entry and entry.id,
        "kind": str(entry.kind) if entry else booking.flag,
        "cti": payer and payer.cti,
        "counter": payer and payer.counter,
        "raw": raw,
        "received": now,
        "outcome": booking.outcome,
        "bearer": booking.bearer,
        "flag": booking.flag,
        "receipt": receipt,
    }
