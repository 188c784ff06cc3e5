"""The call `entries`: contiguous entries of one ledger, and a receipt or a refusal for each.

A kiosk whose disk or ledger was damaged cannot deliver every entry, and what it lost must not stop
what it has. It names what is gone: `lost` are the seqs between its entries that it cannot deliver.
The node then takes what comes after them, and keeps a hole for each until the entry turns up.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from protocol import shape
from protocol.cbor import Key, Value
from protocol.code import MAX_CODE_BYTES
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.entry_parts import MAX_PARTIES
from protocol.errors import BadShape
from protocol.receipt import HASH_BYTES, LEDGER_BYTES

ENTRIES = "entries"

MAX_BATCH_ENTRIES = 256  # the node is fastest from 100 on, and one answer stays within seconds
MAX_BATCH_BYTES = 768 * 1024  # entries and evidence; the request may have 1 MiB
MAX_LOST_RANGES = 64  # a damaged disk loses pages, each a run of neighbours
MAX_LOST_SEQS = 4096  # the node keeps a row for each: two weeks of a busy kiosk with its node away
MAX_REASON_CHARS = 48

LostRange = tuple[int, int]
"""The first and the last seq of a run that cannot be delivered, both lost."""


@dataclass(frozen=True)
class EntryItem:
    """One signed entry and the codes that its parties showed."""

    entry: bytes
    evidence: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class EntriesRequest:
    """Entries of one ledger in order, contiguous but for the `lost` ranges of seqs.

    `lost` ranges rise and do not overlap.
    """

    ledger: bytes
    items: tuple[EntryItem, ...]
    lost: tuple[LostRange, ...] = ()

    def to_body(self) -> Value:
        """For a Request."""
        items: list[Value] = [[item.entry, list(item.evidence)] for item in self.items]
        body: dict[Key, Value] = {1: self.ledger, 2: items}
        return body | {3: [list(run) for run in self.lost]} if self.lost else body

    @classmethod
    def from_body(cls, value: Value) -> "EntriesRequest":
        """Raises BadShape. That each entry is signed and fits the chain is the node's check."""
        body = shape.fields(value, required=(1, 2), optional=(3,))
        items = tuple(read_item(item) for item in shape.sequence(body[2], MAX_BATCH_ENTRIES))
        lost = _lost_ranges(body[3]) if 3 in body else ()
        return cls(shape.octets(body[1], LEDGER_BYTES), items, lost)


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


def lost_seqs(lost: Iterable[LostRange]) -> int:
    """How many seqs the ranges name."""
    return sum(last - first + 1 for first, last in lost)


def read_item(value: Value) -> EntryItem:
    """An entry with its evidence. Raises BadShape."""
    entry, evidence = shape.sequence(value, 2, 2)
    codes = shape.sequence(evidence, MAX_PARTIES)
    return EntryItem(
        shape.octets(entry, 1, MAX_MESSAGE_BYTES[MessageType.ENTRY]),
        tuple(shape.octets(item, 1, MAX_CODE_BYTES) for item in codes),
    )


def _lost_ranges(value: Value) -> tuple[LostRange, ...]:
    lost: list[LostRange] = []
    free = 0  # the least seq that the next range may begin with
    for item in shape.sequence(value, MAX_LOST_RANGES, 1):
        ends = shape.sequence(item, 2, 2)
        first = shape.whole(ends[0], free)
        last = shape.whole(ends[1], first)
        lost.append((first, last))
        free = last + 1
    if lost_seqs(lost) > MAX_LOST_SEQS:
        raise BadShape(f"more than {MAX_LOST_SEQS} entries are lost")
    return tuple(lost)


def _receipt(value: Value) -> bytes | Refusal:
    if isinstance(value, bytes):
        return shape.octets(value, 1, MAX_MESSAGE_BYTES[MessageType.RECEIPT])
    return Refusal(shape.slug(shape.sequence(value, 1, 1)[0], MAX_REASON_CHARS))
