"""The call `ledger`: what the node has of this kiosk's ledgers, handed back page by page.

A kiosk that lost its disk asks first without a ledger: the answer names the ledgers the node knows
and the ids for which it still holds coins. Then it asks for one ledger's entries from a seq on,
and goes on after the last one it got until an answer brings none. A page is as large as the asker
can take on its line. Only the kiosk that signed the entries gets them.
"""

from dataclasses import dataclass

from protocol import shape
from protocol.cbor import Key, Value
from protocol.cose import MAX_MESSAGE_BYTES, MessageType
from protocol.entries_call import EntryItem, read_item
from protocol.errors import BadShape
from protocol.ids import ID_BYTES
from protocol.receipt import HASH_BYTES, LEDGER_BYTES

LEDGER = "ledger"

MAX_LEDGERS = 64  # a kiosk begins one when it loses its disk: a lifetime of those; the newest count
MAX_HELD = 256  # ids with a hold and no entry yet: those of one visit, and what a lost disk left
MAX_PAGE_ENTRIES = 256  # as many as one batch brings
MAX_PAGE_BYTES = 768 * 1024  # entries, evidence and receipts; the answer may have 1 MiB


@dataclass(frozen=True)
class LedgerRequest:
    """Which of the kiosk's ledgers does the node have, or: what does it have of this one?

    Entries from `from_seq` on, about `max_bytes` of them. Without a ledger `from_seq` is 0.
    """

    max_bytes: int
    ledger: bytes | None = None
    from_seq: int = 0

    def to_body(self) -> Value:
        """For a Request."""
        body: dict[Key, Value] = {1: self.from_seq, 2: self.max_bytes}
        return body if self.ledger is None else body | {3: self.ledger}

    @classmethod
    def from_body(cls, value: Value) -> "LedgerRequest":
        """Raises BadShape."""
        body = shape.fields(value, required=(1, 2), optional=(3,))
        named = 3 in body
        return cls(
            max_bytes=shape.whole(body[2], 1, MAX_PAGE_BYTES),
            ledger=shape.octets(body[3], LEDGER_BYTES) if named else None,
            from_seq=shape.whole(body[1]) if named else shape.whole(body[1], most=0),
        )


@dataclass(frozen=True)
class KnownLedger:
    """One ledger of the kiosk at the node: entries below `size`, the last with the hash `head`."""

    name: bytes
    size: int
    head: bytes


@dataclass(frozen=True)
class KnownEntry:
    """An entry as the kiosk once sent it, and the receipt that it was answered with."""

    item: EntryItem
    receipt: bytes


@dataclass(frozen=True)
class LedgerAnswer:
    """The kiosk's ledgers, oldest first, and a page of the asked one's entries in order.

    `held` are ids of this kiosk with a hold and no entry, told only where no ledger was asked for.
    Entries lack a seq where the node has a hole.
    """

    ledgers: tuple[KnownLedger, ...]
    entries: tuple[KnownEntry, ...] = ()
    held: tuple[bytes, ...] = ()

    def to_body(self) -> Value:
        """For an Answer."""
        ledgers: list[Value] = [[it.name, it.size, it.head] for it in self.ledgers]
        entries: list[Value] = [
            [[it.item.entry, list(it.item.evidence)], it.receipt] for it in self.entries
        ]
        return {1: ledgers, 2: entries, 3: list(self.held)}

    @classmethod
    def from_body(cls, value: Value) -> "LedgerAnswer":
        """Raises BadShape. That entries and receipts are signed and fit is the kiosk's check."""
        body = shape.fields(value, required=(1, 2, 3))
        answer = cls(
            ledgers=tuple(_known_ledger(it) for it in shape.sequence(body[1], MAX_LEDGERS)),
            entries=tuple(_known_entry(it) for it in shape.sequence(body[2], MAX_PAGE_ENTRIES)),
            held=tuple(shape.octets(it, ID_BYTES) for it in shape.sequence(body[3], MAX_HELD)),
        )
        if len({it.name for it in answer.ledgers}) < len(answer.ledgers):
            raise BadShape("one ledger is named twice")
        return answer


def _known_ledger(value: Value) -> KnownLedger:
    name, size, head = shape.sequence(value, 3, 3)
    return KnownLedger(
        shape.octets(name, LEDGER_BYTES), shape.whole(size, 1), shape.octets(head, HASH_BYTES)
    )


def _known_entry(value: Value) -> KnownEntry:
    item, receipt = shape.sequence(value, 2, 2)
    most = MAX_MESSAGE_BYTES[MessageType.RECEIPT]
    return KnownEntry(read_item(item), shape.octets(receipt, 1, most))
