"""The parts of a ledger entry: each a frozen value, with its shape on the wire beside it."""

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from typing import TypeVar

from protocol import shape
from protocol.cbor import Key, Value
from protocol.credential import CTI_BYTES, LIMIT_TAG_BYTES
from protocol.entry_fields import DecidedBy, Role
from protocol.errors import BadShape
from protocol.presentation import COUNTER_BYTES
from protocol.receipt import HASH_BYTES, LEDGER_BYTES

S = TypeVar("S", bound=Sized)

MAX_PARTIES = 4  # payer, payee, staff member, approver
MAX_LINES = 32  # a slip of half a metre
MAX_PURSES = 8
MAX_FORMER_KEYS = 16  # of one kiosk; one a year outlives the machine
P256_BYTES = 33  # a compressed point, SEC 1
MAX_NAME_CHARS = 64
MAX_SLUG_CHARS = 48
_ROLE, _CTI, _COUNTER, _LIMIT_TAG, _EVIDENCE, _SCANNED_AT = range(1, 7)
_PREVIOUS_LEDGER, _ACKNOWLEDGED_SEQ, _ACKNOWLEDGED_HASH, _FORMER_KEYS = range(1, 5)
_PARTY = frozenset({_ROLE, _CTI, _LIMIT_TAG, _EVIDENCE})
_PARTY_MORE = frozenset({_COUNTER, _SCANNED_AT})


@dataclass(frozen=True)
class Party:
    """Somebody in an entry, by the names on the code shown; `counter` only for a phone.

    `scanned_at` is effective time at the scan, epoch seconds: the code's age was judged at it, and
    nobody judges it again.
    """

    role: Role
    cti: bytes
    counter: bytes | None
    limit_tag: bytes
    evidence_hash: bytes
    scanned_at: int | None = None


@dataclass(frozen=True)
class OrderLine:
    """One thing ordered. `unit_price` in the money of the price list, before it becomes coins."""

    item: str
    name: str
    quantity: int
    unit_price: int


@dataclass(frozen=True)
class Tender:
    """What was paid by other means than coins, in the money of the price list."""

    means: str
    amount: int


@dataclass(frozen=True)
class Decision:
    """Who decided, and how many coins of it come from the slice reserved for this kiosk."""

    by: DecidedBy
    from_slice: int


@dataclass(frozen=True)
class Opening:
    """The ledger before this one, and the last entry of it that the node acknowledged.

    `former_keys` are the P-256 keys that this kiosk signed with before the one that signs this
    ledger, newest last: entries of earlier ledgers are verified with them.
    """

    previous_ledger: bytes | None = None
    acknowledged_seq: int | None = None
    acknowledged_hash: bytes | None = None
    former_keys: tuple[bytes, ...] = ()


def name(value: Value) -> str:
    """A name for machines: a kind, an item, a purse, a result."""
    return shape.slug(value, MAX_SLUG_CHARS)


def write_parties(parties: Sequence[Party]) -> Value:
    """Parties as they are signed. All writers here raise BadShape for what no reader takes."""
    return [_write_party(party) for party in _some(parties, MAX_PARTIES)]


def _write_party(party: Party) -> Value:
    body: dict[Key, Value] = {
        _ROLE: party.role.value,
        _CTI: shape.octets(party.cti, CTI_BYTES),
        _LIMIT_TAG: shape.octets(party.limit_tag, LIMIT_TAG_BYTES),
        _EVIDENCE: shape.octets(party.evidence_hash, HASH_BYTES),
    }
    if party.counter is not None:
        body[_COUNTER] = shape.octets(party.counter, COUNTER_BYTES)
    if party.scanned_at is not None:
        body[_SCANNED_AT] = shape.whole(party.scanned_at)
    return body


def write_lines(lines: Sequence[OrderLine]) -> Value:
    """Order lines as they are signed and hashed."""
    return [
        [
            name(line.item),
            shape.text(line.name, MAX_NAME_CHARS),
            shape.whole(line.quantity, 1),
            shape.whole(line.unit_price),
        ]
        for line in _some(lines, MAX_LINES)
    ]


def write_amounts(amounts: Mapping[str, int]) -> Value:
    """Coins by purse as they are signed and hashed."""
    return {name(purse): shape.whole(coins) for purse, coins in _some(amounts, MAX_PURSES).items()}


def write_tender(tender: Tender) -> Value:
    """A tender as it is signed."""
    return [name(tender.means), shape.whole(tender.amount)]


def write_decision(decision: Decision) -> Value:
    """A decision as it is signed."""
    return [decision.by.value, shape.whole(decision.from_slice)]


def write_opening(opening: Opening) -> Value:
    """An opening as it is signed."""
    body: dict[Key, Value] = {
        _PREVIOUS_LEDGER: opening.previous_ledger,
        _ACKNOWLEDGED_SEQ: opening.acknowledged_seq,
        _ACKNOWLEDGED_HASH: opening.acknowledged_hash,
    }
    written = {number: part for number, part in body.items() if part is not None}
    if opening.former_keys:
        written[_FORMER_KEYS] = list(opening.former_keys)
    read_opening(written)
    return written


def _some(things: S, most: int) -> S:
    if not 0 < len(things) <= most:
        raise BadShape(f"{len(things)} where 1 to {most} may be")
    return things


def read_parties(value: Value) -> tuple[Party, ...]:
    """One party at least. Raises BadShape."""
    return tuple(map(_party, shape.sequence(value, MAX_PARTIES, 1)))


def _party(value: Value) -> Party:
    body = shape.fields(value, required=_PARTY, optional=_PARTY_MORE)
    counter, scanned_at = body.get(_COUNTER), body.get(_SCANNED_AT)
    return Party(
        role=shape.member(Role, body[_ROLE]),
        cti=shape.octets(body[_CTI], CTI_BYTES),
        counter=None if counter is None else shape.octets(counter, COUNTER_BYTES),
        limit_tag=shape.octets(body[_LIMIT_TAG], LIMIT_TAG_BYTES),
        evidence_hash=shape.octets(body[_EVIDENCE], HASH_BYTES),
        scanned_at=None if scanned_at is None else shape.whole(scanned_at),
    )


def read_lines(value: Value) -> tuple[OrderLine, ...]:
    """One order line at least. Raises BadShape."""
    return tuple(map(_line, shape.sequence(value, MAX_LINES, 1)))


def _line(value: Value) -> OrderLine:
    item, label, quantity, unit_price = shape.sequence(value, 4, 4)
    return OrderLine(
        item=name(item),
        name=shape.text(label, MAX_NAME_CHARS),
        quantity=shape.whole(quantity, 1),
        unit_price=shape.whole(unit_price),
    )


def read_amounts(value: Value) -> Mapping[str, int]:
    """Coins by purse, one at least. Raises BadShape."""
    found = shape.pairs(value, MAX_PURSES)
    if not found:
        raise BadShape("amounts without a purse")
    return {name(purse): shape.whole(coins) for purse, coins in found.items()}


def read_tender(value: Value) -> Tender:
    """Means and amount. Raises BadShape."""
    means, amount = shape.sequence(value, 2, 2)
    return Tender(name(means), shape.whole(amount))


def read_decision(value: Value) -> Decision:
    """Who decided, coins from the slice. Raises BadShape."""
    by, from_slice = shape.sequence(value, 2, 2)
    return Decision(shape.member(DecidedBy, by), shape.whole(from_slice))


def read_opening(value: Value) -> Opening:
    """What an `open` entry says of the ledger before. Raises BadShape."""
    body = shape.fields(
        value,
        required=(),
        optional=(_PREVIOUS_LEDGER, _ACKNOWLEDGED_SEQ, _ACKNOWLEDGED_HASH, _FORMER_KEYS),
    )
    former = shape.sequence(body[_FORMER_KEYS], MAX_FORMER_KEYS, 1) if _FORMER_KEYS in body else []
    ledger, seq = body.get(_PREVIOUS_LEDGER), body.get(_ACKNOWLEDGED_SEQ)
    acknowledged = body.get(_ACKNOWLEDGED_HASH)
    if (seq is None) is not (acknowledged is None) or (seq is not None and ledger is None):
        raise BadShape("what was acknowledged is a number and a hash in a named ledger")
    return Opening(
        previous_ledger=None if ledger is None else shape.octets(ledger, LEDGER_BYTES),
        acknowledged_seq=None if seq is None else shape.whole(seq),
        acknowledged_hash=None if acknowledged is None else shape.octets(acknowledged, HASH_BYTES),
        former_keys=tuple(shape.octets(key, P256_BYTES) for key in former),
    )
