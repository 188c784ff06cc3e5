"""One entry, two signatures: an ECDSA signature (r, s) is as good as (r, n - s) (FIPS 186-5).

Anybody can make the second of the first without the key, on a ticket for instance. The entry says
the same, but has another hash, and the entry after it names one of the two. So the same content
twice is never a fork, and where the chain names the other hash, the other bytes are the entry's.
"""

from typing import Final

from protocol.entry import entry_hash
from protocol.keys import SIGNATURE_BYTES

_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (SP 800-186, section 3.2.1.3)."""

_HALF_BYTES: Final = SIGNATURE_BYTES // 2


def content_of(raw: bytes) -> bytes:
    """What a signed P-256 message says: all of it but its signature, which comes last."""
    return raw[:-SIGNATURE_BYTES]


def with_hash(raw: bytes, named: bytes) -> bytes | None:
    """These bytes, or the same entry with its other signature: which has the hash ``named``?"""
    s = int.from_bytes(raw[-_HALF_BYTES:])
    other = raw[:-_HALF_BYTES] + ((_ORDER - s) % _ORDER).to_bytes(_HALF_BYTES)
    return next((it for it in (raw, other) if entry_hash(it) == named), None)
