"""A presentation: the phone's own signature, fresh every 30 s, around its credential.

The key that verifies it is inside the credential, which the node signed.
"""

from dataclasses import dataclass

from protocol import cbor, cose, shape
from protocol.cbor import Key, Value
from protocol.cose import MessageType
from protocol.credential import MAX_SCHEME_CHARS
from protocol.errors import building
from protocol.keys import PublicKey, Signer

COUNTER_BYTES = 4
LEAST_CHALLENGE_BYTES, MAX_CHALLENGE_BYTES = 8, 16
_AUD, _IAT, _COUNTER, _CHALLENGE, _OURS, _AMOUNT = 3, 6, 7, 39, -70003, 2
_REQUIRED = frozenset({_AUD, _IAT, _COUNTER})


@dataclass(frozen=True)
class Presentation:
    """What the phone signs. `issued` in epoch seconds; `counter` rises with each one.

    `challenge` and `amount` (coins) are there when a terminal asked for exactly this payment.
    """

    scheme: str
    issued: int
    counter: bytes
    challenge: bytes | None = None
    amount: int | None = None


def present(signer: Signer, credential_bytes: bytes, presentation: Presentation) -> bytes:
    """Sign with the phone's key. Raises Misuse for a presentation out of shape."""
    claims: dict[Key, Value] = {
        _AUD: presentation.scheme,
        _IAT: presentation.issued,
        _COUNTER: presentation.counter,
    }
    if presentation.challenge is not None:
        claims[_CHALLENGE] = presentation.challenge
    if presentation.amount is not None:
        claims[_OURS] = {_AMOUNT: presentation.amount}
    with building():
        _from_claims(claims)
    payload = cbor.encode(claims)
    return cose.sign1(signer, MessageType.PRESENTATION, payload, credential=credential_bytes)


def read(message: cose.Unverified, holder: PublicKey) -> Presentation:
    """The presentation, if the holder signed it. Whoever calls has verified the credential.

    Raises WrongAlgorithm, BadSignature, BadCbor and its leaves, BadShape.
    """
    return _from_claims(cbor.decode(message.verified_by(holder).payload))


def unverified(message: cose.Unverified) -> Presentation:
    """What a message says it is, not to be believed before `read` has taken it. Raises as that."""
    return _from_claims(cbor.decode(message.payload))


def _from_claims(value: Value) -> Presentation:
    claims = shape.fields(value, required=_REQUIRED, optional=(_CHALLENGE, _OURS))
    return Presentation(
        scheme=shape.slug(claims[_AUD], MAX_SCHEME_CHARS),
        issued=shape.whole(claims[_IAT]),
        counter=shape.octets(claims[_COUNTER], COUNTER_BYTES),
        challenge=shape.optional(_challenge, claims.get(_CHALLENGE)),
        amount=shape.optional(_amount, claims.get(_OURS)),
    )


def _challenge(value: Value) -> bytes:
    return shape.octets(value, LEAST_CHALLENGE_BYTES, MAX_CHALLENGE_BYTES)


def _amount(value: Value) -> int:
    return shape.whole(shape.fields(value, required=(_AMOUNT,))[_AMOUNT])
