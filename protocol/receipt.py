"""A receipt: the node's word on one entry; the latest vouches for the whole chain before it."""

from dataclasses import dataclass
from enum import StrEnum

from protocol import cbor, cose, shape
from protocol.cbor import Key, Value
from protocol.cose import MessageType
from protocol.errors import BadShape, building
from protocol.keys import KeyRing, Signer

LEDGER_BYTES = 8
HASH_BYTES = 32
MAX_FLAG_CHARS = 48
_LEDGER, _SEQ, _ENTRY_HASH, _OUTCOME, _BEARER, _TIME, _FLAG = range(1, 8)
_REQUIRED = frozenset({_LEDGER, _SEQ, _ENTRY_HASH, _OUTCOME, _TIME})


class Outcome(StrEnum):
    """What the node did with the entry; final."""

    BOOKED = "booked"
    VOIDED = "voided"
    NOTED = "noted"  # kept; there was nothing to book
    FLAGGED = "flagged"  # kept, and booked where there was something; it should not have happened


class Bearer(StrEnum):
    """Who bears a booking that should not have happened."""

    RESIDENT = "resident"
    DISTRICT = "district"


@dataclass(frozen=True)
class Receipt:
    """The node's answer to one entry. `time` is the node's, in epoch seconds.

    `flag` (a slug) is there exactly when the outcome is FLAGGED; `bearer` only then.
    """

    ledger: bytes
    seq: int
    entry_hash: bytes
    outcome: Outcome
    bearer: Bearer | None
    time: int
    flag: str | None


def sign_receipt(signer: Signer, receipt: Receipt) -> bytes:
    """Sign with the node's key for receipts. Raises Misuse for a receipt out of shape."""
    body: dict[Key, Value] = {
        _LEDGER: receipt.ledger,
        _SEQ: receipt.seq,
        _ENTRY_HASH: receipt.entry_hash,
        _OUTCOME: receipt.outcome.value,
        _TIME: receipt.time,
    }
    if receipt.bearer is not None:
        body[_BEARER] = receipt.bearer.value
    if receipt.flag is not None:
        body[_FLAG] = receipt.flag
    with building():
        _from_body(body)
    return cose.sign1(signer, MessageType.RECEIPT, cbor.encode(body))


def read_receipt(data: bytes, keys: KeyRing) -> Receipt:
    """The receipt, if a key of the ring signed it; that it fits an entry is the caller's check."""
    return _from_body(cbor.decode(cose.verify1(data, MessageType.RECEIPT, keys).payload))


def _from_body(value: Value) -> Receipt:
    body = shape.fields(value, required=_REQUIRED, optional=(_BEARER, _FLAG))
    outcome = shape.member(Outcome, body[_OUTCOME])
    if (outcome is Outcome.FLAGGED) is not (_FLAG in body):
        raise BadShape("a flag and the outcome 'flagged' come together")
    if _BEARER in body and outcome is not Outcome.FLAGGED:
        raise BadShape("only what is flagged has a bearer")
    return Receipt(
        ledger=shape.octets(body[_LEDGER], LEDGER_BYTES),
        seq=shape.whole(body[_SEQ]),
        entry_hash=shape.octets(body[_ENTRY_HASH], HASH_BYTES),
        outcome=outcome,
        bearer=shape.member(Bearer, body[_BEARER]) if _BEARER in body else None,
        time=shape.whole(body[_TIME]),
        flag=shape.slug(body[_FLAG], MAX_FLAG_CHARS) if _FLAG in body else None,
    )
