"""A kiosk's key and ledger with the calls it makes, and the phones that are shown to it."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from protocol.cbor import Value
from protocol.credential import Credential
from protocol.entry import (
    GENESIS,
    ClockState,
    DecidedBy,
    Decision,
    Entry,
    EntryKind,
    Opening,
    OrderLine,
    Party,
    Role,
    entry_hash,
    order_hash,
    sign_entry,
)
from protocol.keys import MemorySigner
from protocol.messages import (
    EntriesAnswer,
    EntriesRequest,
    EntryItem,
    HoldAnswer,
    HoldRequest,
    LostRange,
    Refusal,
    Request,
    read_answer,
    sign_request,
)
from protocol.presentation import Presentation, present
from protocol.receipt import Receipt, read_receipt
from tests.central_node.inputs import PURSE

if TYPE_CHECKING:
    from tests.central_node.world import World


@dataclass
class Phone:
    """A resident's phone with its key and credential; each code has a new counter."""

    signer: MemorySigner
    raw: bytes
    credential: Credential
    shown: int = 0

    def code(self, at: int) -> "Code":
        """A fresh presentation, made at that time."""
        self.shown += 1
        counter = self.shown.to_bytes(4)
        shown = Presentation(self.credential.scheme, at, counter)
        return Code(self.credential, counter, present(self.signer, self.raw, shown))


@dataclass(frozen=True)
class Code:
    """One showing of a phone; a card or badge is the same each time, and has no counter."""

    credential: Credential
    counter: bytes | None
    evidence: bytes

    @property
    def payer(self) -> Party:
        """The payer as an entry names them."""
        cti, tag = self.credential.cti, self.credential.limit_tag
        return Party(Role.PAYER, cti, self.counter, tag, hashlib.sha256(self.evidence).digest())

    @property
    def holder(self) -> Party:
        """The same, where it is the credential that an entry is about."""
        return replace(self.payer, role=Role.HOLDER)


@dataclass
class KioskSim:
    """A kiosk's key and ledger, and the calls it makes."""

    world: "World"
    number: int
    signer: MemorySigner
    ledger: bytes
    raws: list[bytes] = field(default_factory=list)
    evidence: list[tuple[bytes, ...]] = field(default_factory=list)

    def ask(self, call: str, body: Value, signed_for: str | None = None) -> Value:
        """One signed call; the verified answer's body."""
        raw = self.request(signed_for or call, body)
        data = self.world.node.handle(call, raw, self.world.now)
        return read_answer(data, self.world.node.district.receipt_keys, raw).body

    def request(self, call: str, body: Value) -> bytes:
        """A signed request of this kiosk."""
        nonce = self.world.random(16)
        return sign_request(self.signer, Request(call, self.world.now, nonce, body))

    def hold(
        self,
        code: Code,
        amount: int,
        id_: bytes | None = None,
        voided: tuple[bytes, ...] = (),
        scanned_at: int | None = None,
    ) -> HoldAnswer:
        """Ask for a hold of a one-line order."""
        request = HoldRequest(
            id=id_ or self.world.id(),
            evidence=code.evidence,
            order_hash=order_hash(lines(amount), {PURSE: amount}),
            amount=amount,
            scheme="test-coin",
            scanned_at=self.world.now if scanned_at is None else scanned_at,
            voided=voided,
        )
        return HoldAnswer.from_body(self.ask("holds", request.to_body()))

    def open(self) -> bytes:
        """Write the ledger's first entry."""
        return self.write(replace(self.draft(EntryKind.OPEN), opening=Opening()))

    def spend(self, code: Code, amount: int, decision: Decision, id_: bytes | None = None) -> bytes:
        """Write a spend; the signed bytes."""
        return self.write(self.spend_draft(code, amount, decision, id_), (code.evidence,))

    def spend_draft(
        self, code: Code, amount: int, decision: Decision, id_: bytes | None = None
    ) -> Entry:
        """A spend that would come next in the ledger."""
        return replace(
            self.draft(EntryKind.SPEND, id_),
            parties=(code.payer,),
            lines=lines(amount),
            amounts={PURSE: amount},
            decided=decision,
        )

    def void(self, id_: bytes) -> bytes:
        """Write that an id came to nothing."""
        return self.write(replace(self.draft(EntryKind.VOID, id_), result="refused"))

    def write(self, entry: Entry, evidence: tuple[bytes, ...] = ()) -> bytes:
        """Append an entry to this kiosk's own ledger; the signed bytes."""
        raw = sign_entry(self.signer, entry)
        self.raws.append(raw)
        self.evidence.append(evidence)
        return raw

    def draft(self, kind: EntryKind | str, id_: bytes | None = None) -> Entry:
        """What would come next in the ledger, bare."""
        return Entry(
            ledger=self.ledger,
            seq=len(self.raws),
            previous=entry_hash(self.raws[-1]) if self.raws else GENESIS,
            id=id_ or self.world.id(),
            kind=kind,
            time=self.world.now,
            clock=ClockState.TRUSTED,
            scheme_version=1,
            bundle_version=1,
        )

    def send(self, first: int = 0, last: int | None = None) -> list[Receipt | str]:
        """Send entries first..last of the ledger; receipts, or reasons of refusal."""
        items = [
            EntryItem(raw, codes)
            for raw, codes in zip(self.raws[first:last], self.evidence[first:last], strict=True)
        ]
        return self.deliver(items)

    def deliver(
        self, items: list[EntryItem], lost: tuple[LostRange, ...] = ()
    ) -> list[Receipt | str]:
        """Send these items; receipts verified, refusals by reason."""
        keys = self.world.node.district.receipt_keys
        answer = self.answer(items, lost)
        return [
            one.reason if isinstance(one, Refusal) else read_receipt(one, keys)
            for one in answer.receipts
        ]

    def answer(self, items: list[EntryItem], lost: tuple[LostRange, ...] = ()) -> EntriesAnswer:
        """The node's whole answer to these items."""
        request = EntriesRequest(self.ledger, tuple(items), lost)
        return EntriesAnswer.from_body(self.ask("entries", request.to_body()))

    def item(self, seq: int) -> EntryItem:
        """An entry of the ledger with its evidence, as it is sent."""
        return EntryItem(self.raws[seq], self.evidence[seq])

    def last(self) -> Receipt:
        """Send what was written last; its receipt."""
        receipt = self.send(len(self.raws) - 1)[0]
        assert isinstance(receipt, Receipt), receipt
        return receipt


def twin(raw: bytes) -> bytes:
    """The same signed message with the other signature that ECDSA over P-256 allows."""
    r, s = raw[-64:-32], int.from_bytes(raw[-32:])
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    return raw[:-64] + r + (order - s).to_bytes(32)


def lines(amount: int) -> tuple[OrderLine, ...]:
    """An order that costs that many coins of 200 won."""
    return (OrderLine("meal-lunch", "Lunch", 1, amount * 200),)


def held(from_slice: int = 0) -> Decision:
    """Decided by the node."""
    return Decision(DecidedBy.HOLD, from_slice)


def stood_in(from_slice: int) -> Decision:
    """Decided by the kiosk alone."""
    return Decision(DecidedBy.STAND_IN, from_slice)
