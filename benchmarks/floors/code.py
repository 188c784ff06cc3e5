"""A resident code believed by library calls: two signatures, no check of form.

The bytes are COSE_Sign1 (RFC 9052): a presentation signed by the phone (P-256), and in its header
the credential signed by the node (Ed25519), which holds the phone's key.
"""

from dataclasses import dataclass

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

CURVE = ec.SECP256R1()
MAX_AGE_S, MAX_AHEAD_S = 180, 60
_SCHEME = ec.ECDSA(hashes.SHA256())
_CREDENTIAL, _CTI, _CONFIRMATION, _OURS, _LIMIT_TAG = 13, 7, 8, -70001, 4
_ISSUED, _COUNTER = 6, 7
_X, _Y_IS_ODD = -2, -3


@dataclass(frozen=True)
class Shown:
    """Whose code it is, and which showing of it."""

    cti: bytes
    counter: bytes
    limit_tag: bytes


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, section 4.4."""
    return cbor2.dumps(["Signature1", protected, b"", payload])


def sign_p256(key: ec.EllipticCurvePrivateKey, data: bytes) -> bytes:
    """64 bytes, r and s."""
    r, s = decode_dss_signature(key.sign(data, _SCHEME))
    return r.to_bytes(32) + s.to_bytes(32)


def verify_p256(key: ec.EllipticCurvePublicKey, signature: bytes, data: bytes) -> None:
    """Raise cryptography's InvalidSignature unless the key signed the data."""
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    key.verify(encode_dss_signature(r, s), data, _SCHEME)


def believe(shown: bytes, issuer: Ed25519PublicKey, at_s: int | None = None) -> Shown:
    """Verify both signatures, and the age where `at_s` (epoch seconds) is given."""
    protected, _, payload, signature = cbor2.loads(shown)
    inner_protected, _, inner, inner_signature = cbor2.loads(cbor2.loads(protected)[_CREDENTIAL])
    issuer.verify(inner_signature, to_be_signed(inner_protected, inner))
    claims = cbor2.loads(inner)
    holder = claims[_CONFIRMATION][1]
    point = (b"\x03" if holder[_Y_IS_ODD] else b"\x02") + holder[_X]
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    verify_p256(key, signature, to_be_signed(protected, payload))
    presentation = cbor2.loads(payload)
    if at_s is not None and not -MAX_AHEAD_S <= at_s - presentation[_ISSUED] <= MAX_AGE_S:
        raise ValueError("not fresh")
    return Shown(claims[_CTI], presentation[_COUNTER], claims[_OURS][_LIMIT_TAG])
