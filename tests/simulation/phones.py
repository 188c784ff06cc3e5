"""Residents' phones: real keys, real credentials, codes whose counter always rises."""

from dataclasses import dataclass, field
from typing import Final

from protocol.code import to_text
from protocol.credential import Credential
from protocol.keys import SIGNATURE_BYTES, MemorySigner
from protocol.presentation import Presentation, present

CODE_LIFE_MS: Final = 30_000  # a phone makes a new code so often
KEPT_CODES: Final = 4
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256 (SEC 2): s and n - s are both good in an ECDSA signature."""


@dataclass
class Phone:
    """One phone with its credential. ``skew_s``: how wrong its clock is."""

    signer: MemorySigner
    raw: bytes
    credential: Credential
    skew_s: int
    counter: int = 0
    made_at_ms: int = 0
    codes: list[bytes] = field(default_factory=list)  # the newest last

    def code(self, now_ms: int) -> bytes:
        """What it shows now: the same bytes for half a minute, then a new presentation."""
        if not self.codes or now_ms - self.made_at_ms >= CODE_LIFE_MS:
            self.counter += 1
            self.made_at_ms = now_ms
            made_at_s = max(now_ms // 1000 + self.skew_s, self.credential.issued)
            shown = Presentation(self.credential.scheme, made_at_s, self.counter.to_bytes(4))
            self.codes.append(present(self.signer, self.raw, shown))
            del self.codes[:-KEPT_CODES]
        return self.codes[-1]

    def text(self, now_ms: int) -> str:
        """The same as a QR's text."""
        return to_text(self.code(now_ms))


def altered(code: bytes) -> bytes:
    """Other bytes of the same presentation: the other good signature that everybody can make."""
    r, s = code[-SIGNATURE_BYTES : -SIGNATURE_BYTES // 2], code[-SIGNATURE_BYTES // 2 :]
    other = _ORDER - int.from_bytes(s)
    return code[:-SIGNATURE_BYTES] + r + other.to_bytes(len(s))
