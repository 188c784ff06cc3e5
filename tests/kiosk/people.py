"""Residents with real keys and real codes, made fresh for each test."""

from dataclasses import dataclass, field

from kiosk.papers.status_shelf import StatusLook
from kiosk.payment import CheckedCode, PinState
from offline_queue.key_store import PinKey
from protocol.code import to_text
from protocol.credential import Credential, CredentialKind, issue
from protocol.keys import Algorithm, KeyRing, MemorySigner, key_ring
from protocol.presentation import Presentation, present
from protocol.resident_code import ResidentCode, check

SCHEME = "test-coin"
KIOSK = 7
NOON_S = 1_800_000_000
PIN_KEY = PinKey(b"k" * 32)


@dataclass
class Statuses:
    """A status list that is ``age_s`` old (None: there is none) and names ``revoked`` indexes."""

    age_s: int | None = 0
    revoked: set[int] = field(default_factory=set)

    def look(self, index: int, _now_s: int) -> StatusLook:
        return StatusLook(index in self.revoked, self.age_s)


@dataclass
class Node:
    """The key that issues credentials."""

    signer: MemorySigner = field(default_factory=lambda: MemorySigner.generate(Algorithm.ED25519))

    @property
    def keys(self) -> KeyRing:
        return key_ring(self.signer.public_key)


@dataclass
class Resident:
    """A phone with its key and credential."""

    node: Node
    phone: MemorySigner = field(default_factory=lambda: MemorySigner.generate(Algorithm.ESP256))
    cti: bytes = b"resident"
    slice_coins: int = 100

    def credential(self) -> Credential:
        return Credential(
            pseudonym="p" * 12,
            expires=NOON_S + 86_400,
            issued=NOON_S - 86_400,
            cti=self.cti,
            holder=self.phone.public_key,
            kind=CredentialKind.PHONE,
            scheme=SCHEME,
            slices={KIOSK: self.slice_coins},
            limit_tag=b"tag!",
            price_classes=(),
            status_index=1,
        )

    def code(self, at_s: int = NOON_S, counter: int = 1) -> bytes:
        credential = issue(self.node.signer, self.credential())
        shown = Presentation(SCHEME, at_s, counter.to_bytes(4, "big"))
        return present(self.phone, credential, shown)

    def text(self, at_s: int = NOON_S, counter: int = 1) -> str:
        return to_text(self.code(at_s, counter))

    def checked(self, at_s: int = NOON_S, counter: int = 1) -> ResidentCode:
        return check(self.code(at_s, counter), self.node.keys, SCHEME, at_s)


@dataclass
class Card:
    """A paper card, or a badge: its credential is all that it shows."""

    node: Node
    cti: bytes = b"the-card"
    kind: CredentialKind = CredentialKind.CARD
    home: int = KIOSK
    slice_coins: int = 100
    status_index: int = 2
    issued_s: int = NOON_S - 86_400

    def code(self) -> bytes:
        slices = {self.home: self.slice_coins} if self.kind is CredentialKind.CARD else {}
        credential = Credential(
            pseudonym="c" * 12,
            expires=NOON_S + 1000 * 86_400,
            issued=self.issued_s,
            cti=self.cti,
            holder=None,
            kind=self.kind,
            scheme=SCHEME,
            slices=slices,
            limit_tag=b"tag!",
            price_classes=(),
            status_index=self.status_index,
        )
        return issue(self.node.signer, credential)

    def text(self) -> str:
        return to_text(self.code())

    def checked(self, at_s: int = NOON_S) -> ResidentCode:
        return check(self.code(), self.node.keys, SCHEME, at_s)

    def seen(self, pin: PinState = PinState.SET) -> CheckedCode:
        """The card as the ledger's lane tells of it."""
        return CheckedCode(self.checked(), NOON_S, used=False, pin=pin)


def badge(node: Node, cti: bytes = b"my-badge") -> Card:
    """A badge of the staff."""
    return Card(node, cti, CredentialKind.STAFF, status_index=3)
