"""What goes into a ledger and what comes out of it: frozen values, no SQL and no socket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Self, overload

from protocol.entry import (
    Decision,
    Entry,
    EntryKind,
    Opening,
    OrderLine,
    Party,
    Role,
    SignedEntry,
    Tender,
    entry_hash,
)
from protocol.keys import PublicKey
from protocol.receipt import Receipt

USES_CODE: Final = frozenset(
    {
        EntryKind.SPEND,
        EntryKind.DONATE,
        EntryKind.TRANSFER,
        EntryKind.CONVERT,
        EntryKind.EARN,
        EntryKind.TOP_UP,
        EntryKind.ADMIT,
        EntryKind.COLLECT,
    }
)
"""Kinds for which a shown code has served its one visit. A void gives the code back."""

DEBITS: Final = frozenset({EntryKind.SPEND, EntryKind.DONATE})
"""Kinds that may be decided without the node, so that unsent ones are a risk."""

OWING: Final = frozenset(
    {
        EntryKind.SPEND,
        EntryKind.DONATE,
        EntryKind.TRANSFER,
        EntryKind.TOP_UP,
        EntryKind.CONVERT,
        EntryKind.ADMIT,
    }
)
"""Kinds after which something is handed over: owed until a `fulfil` entry says that it was."""

DONE: Final = "done"
"""The result of a `fulfil` entry when the person has the goods."""

INTERRUPTED: Final = "interrupted"
"""The result of a `void` entry for an intent that a crash or power cut left open."""

GIVEN_UP: Final = "given-up"
"""The result of a `void` entry that names another id by `ref`: its entry is lost, or never was."""

REVOKED: Final = "revoked"
"""The result of a `void` entry when the node said that the code's credential is revoked."""


@dataclass(frozen=True)
class Draft:
    """An entry before it has a place in the chain: what the application decides about it.

    ``id`` is 16 bytes and the idempotency key; `amounts` are coins by purse. Which fields a kind
    must have is `protocol.entry.FIELD_TABLE`.
    """

    kind: EntryKind
    id: bytes
    scheme_version: int
    bundle_version: int
    parties: tuple[Party, ...] = ()
    lines: tuple[OrderLine, ...] = ()
    amounts: Mapping[str, int] = field(default_factory=dict, hash=False)
    tender: Tender | None = None
    ref: bytes | None = None
    decided: Decision | None = None
    result: str | None = None
    opening: Opening | None = None
    place: str | None = None

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """The draft that ``entry`` was made from."""
        return cls(
            kind=EntryKind(entry.kind),
            id=entry.id,
            scheme_version=entry.scheme_version,
            bundle_version=entry.bundle_version,
            parties=entry.parties,
            lines=entry.lines,
            amounts=entry.amounts,
            tender=entry.tender,
            ref=entry.ref,
            decided=entry.decided,
            result=entry.result,
            opening=entry.opening,
            place=entry.place,
        )


@dataclass(frozen=True)
class Intent:
    """What will be asked of the node under ``id``, kept before it is asked.

    ``evidence``: the resident's code as shown; only its hash is kept until there is an entry.
    ``order_hash``: as `protocol.entry.order_hash`. ``amount``: coins in all.
    """

    id: bytes
    evidence: bytes
    order_hash: bytes
    amount: int
    cti: bytes
    counter: bytes | None
    scheme_version: int = 0
    bundle_version: int = 0


@dataclass(frozen=True)
class Recorded:
    """An entry that is on the medium: its place, its exact signed bytes and their hash."""

    seq: int
    id: bytes
    hash: bytes
    raw: bytes
    entry: Entry

    @classmethod
    def of(cls, signed: SignedEntry) -> Self:
        """The record of a signed entry."""
        return cls(signed.entry.seq, signed.entry.id, signed.hash, signed.raw, signed.entry)


@dataclass(frozen=True)
class Unfulfilled:
    """Something paid for that nobody is known to have received. ``cti``: whose code paid.

    ``raw`` are the entry's signed bytes, which the ticket's QR holds.
    """

    seq: int
    id: bytes
    time_s: int
    cti: bytes
    entry: Entry
    raw: bytes


@dataclass(frozen=True)
class Counts:
    """How many entries there are, and how many of them the node has confirmed with a receipt."""

    entries: int
    receipts: int


@dataclass(frozen=True)
class Unsent:
    """One entry on its way to the node, with the evidence that belongs to it."""

    seq: int
    hash: bytes
    raw: bytes
    evidence: tuple[bytes, ...]

    @property
    def size_bytes(self) -> int:
        """What it weighs in a batch, frames apart."""
        return len(self.raw) + sum(map(len, self.evidence))

    @property
    def intact(self) -> bool:
        """Whether its bytes still have the hash that was kept beside them."""
        return entry_hash(self.raw) == self.hash


@dataclass(frozen=True)
class CheckedReceipt:
    """A receipt whose signature was verified: its exact bytes and the node's key that made it."""

    receipt: Receipt
    raw: bytes
    key: PublicKey


@overload
def shown_by(kind: Literal[EntryKind.PIN], parties: Sequence[Party]) -> Party: ...
@overload
def shown_by(kind: EntryKind | str, parties: Sequence[Party]) -> Party | None: ...
def shown_by(kind: EntryKind | str, parties: Sequence[Party]) -> Party | None:
    """Whose entry it is: the first party who neither approves nor vouches.

    A `pin` entry of staff alone is about the first badge's own PIN.
    """
    helpers = (Role.STAFF, Role.CARER)
    alone = parties[0] if kind is EntryKind.PIN and parties else None
    return next((party for party in parties if party.role not in helpers), alone)


@dataclass(frozen=True)
class Reading:
    """The columns that stand beside an entry's bytes so that questions have an index."""

    cti: bytes | None
    counter: bytes | None
    coins: int
    from_slice: int

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Read them from the entry. The code is that of the party whose entry it is."""
        shown = shown_by(entry.kind, entry.parties)
        return cls(
            cti=None if shown is None else shown.cti,
            counter=None if shown is None else shown.counter,
            coins=sum(entry.amounts.values()),
            from_slice=0 if entry.decided is None else entry.decided.from_slice,
        )
