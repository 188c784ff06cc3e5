"""The call `rekey`: a kiosk gets another key. The old key signs it, and the new one agrees.

The request is signed by the key that the node knows. In it stands the new key, with a message that
this key signed and that names the old one: nobody has a key taken in that he does not hold, and
nobody's key is taken in for another kiosk. Both are requests by form; their calls differ, so that
neither passes for the other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from protocol import envelope, shape
from protocol.cbor import Value
from protocol.envelope import Request, SignedRequest
from protocol.errors import BadKey, BadShape
from protocol.keys import (
    KID_BYTES,
    Algorithm,
    KeyRing,
    PublicKey,
    Signer,
    from_cose_key,
    key_ring,
    to_cose_key,
)

REKEY = "rekey"
PROOF = "rekey-proof"
NONCE_BYTES = 16
MAX_PROOF_BYTES = 256  # about 150
_KEY, _PROOF = 1, 2
_SUCCEEDS = 1
_KID, _SINCE = 1, 2


@dataclass(frozen=True)
class RekeyRequest:
    """The new key, P-256, and what it signed: that it follows the key which signs the request."""

    public_key: PublicKey
    proof: bytes

    def to_body(self) -> Value:
        """For a Request."""
        return {_KEY: to_cose_key(self.public_key), _PROOF: self.proof}

    @classmethod
    def from_body(cls, value: Value) -> "RekeyRequest":
        """Raises BadShape or BadKey. The proof is for `read_rekey_request`."""
        body = shape.fields(value, required=(_KEY, _PROOF))
        key = from_cose_key(body[_KEY])
        if key.algorithm is not Algorithm.ESP256:
            raise BadKey("a kiosk's key is P-256")
        return cls(key, shape.octets(body[_PROOF], 1, MAX_PROOF_BYTES))


@dataclass(frozen=True)
class RekeyAnswer:
    """The kid that is the kiosk's now, and since when, epoch seconds of the node."""

    kid: bytes
    since: int

    def to_body(self) -> Value:
        """For an Answer."""
        return {_KID: self.kid, _SINCE: self.since}

    @classmethod
    def from_body(cls, value: Value) -> "RekeyAnswer":
        """Raises BadShape."""
        body = shape.fields(value, required=(_KID, _SINCE))
        return cls(shape.octets(body[_KID], KID_BYTES), shape.whole(body[_SINCE]))


def ask_rekey(
    new: Signer, old: PublicKey, time: int, random: Callable[[int], bytes]
) -> RekeyRequest:
    """What the kiosk with key ``old`` asks for; `time` in epoch seconds, ``random(n)`` n bytes."""
    agreed = Request(PROOF, time, random(NONCE_BYTES), {_SUCCEEDS: old.kid})
    return RekeyRequest(new.public_key, envelope.sign_request(new, agreed))


def read_rekey_request(data: bytes, keys: KeyRing) -> tuple[SignedRequest, RekeyRequest]:
    """A request that a key of the ring signed, and that the key in it agrees to.

    Raises what `read_request` raises, BadKey, BadShape also where the proof is about another key.
    """
    signed = envelope.read_request(data, keys)
    if signed.request.call != REKEY:
        raise BadShape(f"a request for {signed.request.call}")
    asked = RekeyRequest.from_body(signed.request.body)
    agreed = envelope.read_request(asked.proof, key_ring(asked.public_key)).request
    if agreed.call != PROOF:
        raise BadShape(f"a proof for {agreed.call}")
    body = shape.fields(agreed.body, required=(_SUCCEEDS,))
    if shape.octets(body[_SUCCEEDS], KID_BYTES) != signed.kid:
        raise BadShape("the new key follows another key than the one that asks")
    if asked.public_key.kid == signed.kid:
        raise BadKey("the same key again")
    return signed, asked
