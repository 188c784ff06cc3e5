"""What kiosk and node say to each other: the envelopes, and what stands in them for each call.

`holds` and `enrol` are here, `entries`, `ledger` and `heartbeat` in files of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from protocol import entry_parts, shape
from protocol.cbor import Key, Value
from protocol.code import MAX_CODE_BYTES
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.credential import MAX_SCHEME_CHARS
from protocol.entries_call import (
    ENTRIES,
    MAX_BATCH_BYTES,
    MAX_BATCH_ENTRIES,
    MAX_LOST_RANGES,
    MAX_LOST_SEQS,
    MAX_REASON_CHARS,
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    LostRange,
    Refusal,
    lost_seqs,
)
from protocol.entry_fields import EntryKind
from protocol.entry_parts import MAX_PURSES, MAX_SLUG_CHARS
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
from protocol.heartbeat_call import (
    HEARTBEAT,
    MAX_CLOSE,
    MAX_DEVICES,
    HeartbeatAnswer,
    HeartbeatRequest,
)
from protocol.ids import ID_BYTES
from protocol.keys import PublicKey, from_cose_key, to_cose_key
from protocol.ledger_call import (
    LEDGER,
    MAX_HELD,
    MAX_LEDGERS,
    MAX_PAGE_BYTES,
    MAX_PAGE_ENTRIES,
    KnownEntry,
    KnownLedger,
    LedgerAnswer,
    LedgerRequest,
)
from protocol.pass_call import VisitRight
from protocol.receipt import HASH_BYTES

__all__ = [
    "ENROL",
    "ENTRIES",
    "HEARTBEAT",
    "HOLDS",
    "LEDGER",
    "MAX_BATCH_BYTES",
    "MAX_BATCH_ENTRIES",
    "MAX_CLOSE",
    "MAX_DEVICES",
    "MAX_HELD",
    "MAX_LEDGERS",
    "MAX_LOST_RANGES",
    "MAX_LOST_SEQS",
    "MAX_PAGE_BYTES",
    "MAX_PAGE_ENTRIES",
    "MAX_VOIDED",
    "Answer",
    "EnrolAnswer",
    "EnrolRequest",
    "EntriesAnswer",
    "EntriesRequest",
    "EntryItem",
    "HeartbeatAnswer",
    "HeartbeatRequest",
    "HoldAnswer",
    "HoldRequest",
    "KnownEntry",
    "KnownLedger",
    "LedgerAnswer",
    "LedgerRequest",
    "LostRange",
    "Refusal",
    "Request",
    "SignedRequest",
    "lost_seqs",
    "read_answer",
    "read_request",
    "request_hash",
    "sign_answer",
    "sign_request",
]

HOLDS, ENROL = "holds", "enrol"

MAX_VOIDED = 256  # ids of voids without receipt: a day offline at one visit in two minutes
MAX_CODE_CHARS = 32
MAX_NAME_CHARS = 64


@dataclass(frozen=True)
class HoldRequest:
    """May these coins be spent? `amount` in coins, `scanned_at` in epoch seconds.

    `voided` are ids of this kiosk that ended as void and have no receipt: they end their holds.
    `place` is the facility's id. `ref` is the first entry of the visit that this is a further part
    of: the same showing of the code serves both. `purses` may pay, empty for the scheme's first.
    `kind` is what the entry will be, None for a spend. `right`: it is a visit by a pass. `payee` is
    the code of whom a transfer goes to, shown like `evidence` and in the same visit.
    """

    id: bytes
    evidence: bytes
    order_hash: bytes
    amount: int
    scheme: str
    scanned_at: int
    voided: tuple[bytes, ...] = ()
    place: str | None = None
    ref: bytes | None = None
    purses: tuple[str, ...] = ()
    kind: str | None = None
    right: VisitRight | None = None
    payee: bytes | None = None

    def to_body(self) -> Value:
        """For a Request."""
        body: dict[Key, Value] = {
            1: self.id,
            2: self.evidence,
            3: self.order_hash,
            4: self.amount,
            5: self.scheme,
            6: self.scanned_at,
            7: list(self.voided),
        }
        purses: Value = list(self.purses) or None
        right = None if self.right is None else self.right.to_value()
        more: list[Value] = [self.place, self.ref, purses, self.kind, right, self.payee]
        return body | {at: part for at, part in enumerate(more, 8) if part is not None}

    @classmethod
    def from_body(cls, value: Value) -> "HoldRequest":
        """Raises BadShape, also for a transfer to nobody, and for a payee of anything else."""
        body = shape.fields(value, required=range(1, 8), optional=range(8, 14))
        if (13 in body) is not (body.get(11) == EntryKind.TRANSFER):
            raise BadShape("a transfer and its payee come together")
        purses = shape.sequence(body[10], MAX_PURSES, 1) if 10 in body else ()
        return cls(
            id=shape.octets(body[1], ID_BYTES),
            evidence=shape.octets(body[2], 1, MAX_CODE_BYTES),
            order_hash=shape.octets(body[3], HASH_BYTES),
            amount=shape.whole(body[4]),
            scheme=shape.slug(body[5], MAX_SCHEME_CHARS),
            scanned_at=shape.whole(body[6]),
            voided=tuple(shape.octets(v, ID_BYTES) for v in shape.sequence(body[7], MAX_VOIDED)),
            place=shape.slug(body[8], MAX_SLUG_CHARS) if 8 in body else None,
            ref=shape.octets(body[9], ID_BYTES) if 9 in body else None,
            purses=tuple(shape.slug(purse, MAX_SLUG_CHARS) for purse in purses),
            kind=entry_parts.name(body[11]) if 11 in body else None,
            right=VisitRight.from_value(body[12]) if 12 in body else None,
            payee=shape.octets(body[13], 1, MAX_CODE_BYTES) if 13 in body else None,
        )


@dataclass(frozen=True)
class HoldAnswer:
    """Held, or declined with a reason. Coins: what can be spent here, and taken from the slice.

    `parts` are the coins held by purse, empty where all are of the scheme's first purse. `reward`
    is what the node will give back when it books this, 0 for nothing.
    """

    id: bytes
    held: bool
    spendable: int
    from_slice: int
    reason: str | None = None
    parts: Mapping[str, int] = field(default_factory=dict, hash=False)
    reward: int = 0

    def to_body(self) -> Value:
        """For an Answer."""
        body: dict[Key, Value] = {1: self.id, 2: self.held, 3: self.spendable, 4: self.from_slice}
        if self.reason is not None:
            body[5] = self.reason
        if self.parts:
            body[6] = entry_parts.write_amounts(self.parts)
        return body | {7: self.reward} if self.reward else body

    @classmethod
    def from_body(cls, value: Value) -> "HoldAnswer":
        """Raises BadShape, also for a hold with a reason or a refusal without one."""
        body = shape.fields(value, required=range(1, 5), optional=(5, 6, 7))
        held = shape.flag(body[2])
        if held is (5 in body):
            raise BadShape("a reason and 'declined' come together")
        if not held and body.keys() & {6, 7}:
            raise BadShape("what is declined holds and gives back nothing")
        return cls(
            id=shape.octets(body[1], ID_BYTES),
            held=held,
            spendable=shape.whole(body[3]),
            from_slice=shape.whole(body[4]),
            reason=None if held else shape.slug(body[5], MAX_REASON_CHARS),
            parts=entry_parts.read_amounts(body[6]) if 6 in body else {},
            reward=shape.whole(body[7], 1) if 7 in body else 0,
        )


@dataclass(frozen=True)
class EnrolRequest:
    """A new kiosk names itself by a one-time code; the request is signed by the key inside.

    `place` is the facility that its profile names; None from one that says none.
    """

    code: str
    public_key: PublicKey
    place: str | None = None

    def to_body(self) -> Value:
        """For a Request."""
        body: dict[Key, Value] = {1: self.code, 2: to_cose_key(self.public_key)}
        return body if self.place is None else {**body, 3: self.place}

    @classmethod
    def from_body(cls, value: Value) -> "EnrolRequest":
        """Raises BadShape or BadKey."""
        body = shape.fields(value, required=(1, 2), optional=(3,))
        place = shape.slug(body[3], MAX_SLUG_CHARS) if 3 in body else None
        return cls(shape.text(body[1], MAX_CODE_CHARS), from_cose_key(body[2]), place)


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
