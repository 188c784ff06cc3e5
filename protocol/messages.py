"""What kiosk and node say to each other: the envelopes, and what stands in them for each call."""

from dataclasses import dataclass

from protocol import shape
from protocol.cbor import Key, Value
from protocol.code import MAX_CODE_BYTES
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.credential import MAX_SCHEME_CHARS
from protocol.entry_parts import MAX_PARTIES
from protocol.envelope import (
    Answer,
    Request,
    SignedRequest,
    read_answer,
    read_request,
    request_hash,
    sign_answer,
    sign_request,
)
from protocol.errors import BadShape
from protocol.ids import ID_BYTES
from protocol.keys import PublicKey, from_cose_key, to_cose_key
from protocol.receipt import HASH_BYTES, LEDGER_BYTES

__all__ = [
    "ENROL",
    "ENTRIES",
    "HOLDS",
    "MAX_BATCH_BYTES",
    "MAX_BATCH_ENTRIES",
    "MAX_VOIDED",
    "Answer",
    "EnrolAnswer",
    "EnrolRequest",
    "EntriesAnswer",
    "EntriesRequest",
    "EntryItem",
    "HoldAnswer",
    "HoldRequest",
    "Refusal",
    "Request",
    "SignedRequest",
    "read_answer",
    "read_request",
    "request_hash",
    "sign_answer",
    "sign_request",
]

HOLDS, ENTRIES, ENROL = "holds", "entries", "enrol"

MAX_VOIDED = 256  # ids of voids without receipt: a day offline at one visit in two minutes
MAX_BATCH_ENTRIES = 256  # the node is fastest from 100 on, and one answer stays within seconds
MAX_BATCH_BYTES = 768 * 1024  # entries and evidence; the request may have 1 MiB
MAX_REASON_CHARS = 48
MAX_CODE_CHARS = 32
MAX_NAME_CHARS = 64


@dataclass(frozen=True)
class HoldRequest:
    """May these coins be spent? `amount` in coins, `scanned_at` in epoch seconds.

    `voided` are ids of this kiosk that ended as void and have no receipt: they end their holds.
    """

    id: bytes
    evidence: bytes
    order_hash: bytes
    amount: int
    scheme: str
    scanned_at: int
    voided: tuple[bytes, ...] = ()

    def to_body(self) -> Value:
        """For a Request."""
        return {
            1: self.id,
            2: self.evidence,
            3: self.order_hash,
            4: self.amount,
            5: self.scheme,
            6: self.scanned_at,
            7: list(self.voided),
        }

    @classmethod
    def from_body(cls, value: Value) -> "HoldRequest":
        """Raises BadShape."""
        body = shape.fields(value, required=range(1, 8))
        return cls(
            id=shape.octets(body[1], ID_BYTES),
            evidence=shape.octets(body[2], 1, MAX_CODE_BYTES),
            order_hash=shape.octets(body[3], HASH_BYTES),
            amount=shape.whole(body[4]),
            scheme=shape.slug(body[5], MAX_SCHEME_CHARS),
            scanned_at=shape.whole(body[6]),
            voided=tuple(shape.octets(v, ID_BYTES) for v in shape.sequence(body[7], MAX_VOIDED)),
        )


@dataclass(frozen=True)
class HoldAnswer:
    """Held, or declined with a reason. Coins: what can be spent here, and taken from the slice."""

    id: bytes
    held: bool
    spendable: int
    from_slice: int
    reason: str | None = None

    def to_body(self) -> Value:
        """For an Answer."""
        body: dict[Key, Value] = {1: self.id, 2: self.held, 3: self.spendable, 4: self.from_slice}
        return body if self.reason is None else body | {5: self.reason}

    @classmethod
    def from_body(cls, value: Value) -> "HoldAnswer":
        """Raises BadShape, also for a hold with a reason or a refusal without one."""
        body = shape.fields(value, required=range(1, 5), optional=(5,))
        held = shape.flag(body[2])
        if held is (5 in body):
            raise BadShape("a reason and 'declined' come together")
        return cls(
            id=shape.octets(body[1], ID_BYTES),
            held=held,
            spendable=shape.whole(body[3]),
            from_slice=shape.whole(body[4]),
            reason=None if held else shape.slug(body[5], MAX_REASON_CHARS),
        )


@dataclass(frozen=True)
class EntryItem:
    """One signed entry and the codes that its parties showed."""

    entry: bytes
    evidence: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class EntriesRequest:
    """Contiguous entries of one ledger."""

    ledger: bytes
    items: tuple[EntryItem, ...]

    def to_body(self) -> Value:
        """For a Request."""
        return {1: self.ledger, 2: [[item.entry, list(item.evidence)] for item in self.items]}

    @classmethod
    def from_body(cls, value: Value) -> "EntriesRequest":
        """Raises BadShape. That each entry is signed and fits the chain is the node's check."""
        body = shape.fields(value, required=(1, 2))
        items = tuple(_entry_item(item) for item in shape.sequence(body[2], MAX_BATCH_ENTRIES))
        return cls(shape.octets(body[1], LEDGER_BYTES), items)


@dataclass(frozen=True)
class Refusal:
    """No receipt for this entry: its reason, a slug."""

    reason: str


@dataclass(frozen=True)
class EntriesAnswer:
    """One signed receipt or refusal for each entry sent, in their order.

    `size` entries of this ledger are known to the node now, the last one with the hash `head`.
    """

    receipts: tuple[bytes | Refusal, ...]
    size: int
    head: bytes | None

    def to_body(self) -> Value:
        """For an Answer."""
        each: list[Value] = [[r.reason] if isinstance(r, Refusal) else r for r in self.receipts]
        body: dict[Key, Value] = {1: each, 2: self.size}
        return body if self.head is None else body | {3: self.head}

    @classmethod
    def from_body(cls, value: Value) -> "EntriesAnswer":
        """Raises BadShape, also for a head without entries or entries without a head."""
        body = shape.fields(value, required=(1, 2), optional=(3,))
        size = shape.whole(body[2])
        if (size > 0) is not (3 in body):
            raise BadShape("a head and known entries come together")
        return cls(
            receipts=tuple(_receipt(item) for item in shape.sequence(body[1], MAX_BATCH_ENTRIES)),
            size=size,
            head=shape.octets(body[3], HASH_BYTES) if size else None,
        )


@dataclass(frozen=True)
class EnrolRequest:
    """A new kiosk names itself by a one-time code; the request is signed by the key inside."""

    code: str
    public_key: PublicKey

    def to_body(self) -> Value:
        """For a Request."""
        return {1: self.code, 2: to_cose_key(self.public_key)}

    @classmethod
    def from_body(cls, value: Value) -> "EnrolRequest":
        """Raises BadShape or BadKey."""
        body = shape.fields(value, required=(1, 2))
        return cls(shape.text(body[1], MAX_CODE_CHARS), from_cose_key(body[2]))


@dataclass(frozen=True)
class EnrolAnswer:
    """Who the kiosk is now, with the signed trust list and bundle."""

    kiosk: int
    name: str
    trust_list: bytes
    bundle: bytes

    def to_body(self) -> Value:
        """For an Answer."""
        return {1: self.kiosk, 2: self.name, 3: self.trust_list, 4: self.bundle}

    @classmethod
    def from_body(cls, value: Value) -> "EnrolAnswer":
        """Raises BadShape. Trust list and bundle are verified by bundle.py."""
        body = shape.fields(value, required=range(1, 5))
        return cls(
            kiosk=shape.whole(body[1]),
            name=shape.text(body[2], MAX_NAME_CHARS),
            trust_list=shape.octets(body[3], 1, MAX_MESSAGE_BYTES[MessageType.TRUST_LIST]),
            bundle=shape.octets(body[4], 1, MAX_MESSAGE_BYTES[MessageType.BUNDLE]),
        )


def _entry_item(value: Value) -> EntryItem:
    entry, evidence = shape.sequence(value, 2, 2)
    codes = shape.sequence(evidence, MAX_PARTIES)
    return EntryItem(
        shape.octets(entry, 1, MAX_MESSAGE_BYTES[MessageType.ENTRY]),
        tuple(shape.octets(item, 1, MAX_CODE_BYTES) for item in codes),
    )


def _receipt(value: Value) -> bytes | Refusal:
    if isinstance(value, bytes):
        return shape.octets(value, 1, MAX_MESSAGE_BYTES[MessageType.RECEIPT])
    return Refusal(shape.slug(shape.sequence(value, 1, 1)[0], MAX_REASON_CHARS))
