"""Residents with real keys and real codes, made fresh for each test."""

from dataclasses import dataclass, field

from protocol.code import to_text
from protocol.credential import Credential, CredentialKind, issue
from protocol.keys import Algorithm, KeyRing, MemorySigner, key_ring
from protocol.presentation import Presentation, present
from protocol.resident_code import ResidentCode, check

SCHEME = "test-coin"
KIOSK = 7
NOON_S = 1_800_000_000


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
